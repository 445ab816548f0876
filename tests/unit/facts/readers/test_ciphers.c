#include "reader_test.h"

#define GCM256 "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
#define GCM128 "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
#define TLS13 "TLS_AES_256_GCM_SHA384"
#define CBC "TLS_RSA_WITH_AES_128_CBC_SHA"

#define LIST "[\"" TLS13 "\",\"" GCM256 "\",\"" CBC "\"]"

static const char *const listings[] = {
    /* as it prints itself */
    "PS C:\\> Get-TlsCipherSuite\n\n"
    "KeyType               : 0\nCertificate           :\n"
    "MaximumExchangeLength : 0\nHash                  :\n"
    "Cipher                : AES\nName                  : " TLS13 "\n"
    "Protocols             : {772}\n\n"
    "KeyType               : 0\nCertificate           : RSA\n"
    "Name                  : " GCM256 "\nProtocols             : {771, 65277}"
    "\n\n"
    "Name                  : " CBC "\nProtocols             : {769, 770\xe2"
    "\x80\xa6}\n\n",
    /* tables */
    "\r\nName\r\n----\r\n" TLS13 "\r\n" GCM256 "\r\n" CBC "\r\n\r\n",
    "Name                                    Exchange Cipher\n"
    "----                                    -------- ------\n" TLS13
    "                           AES\n" GCM256 "   ECDH     AES\n" CBC
    "            RSA      AES\n\n",
    "KeyType Certificate Name\n------- ----------- ----\n"
    "      0             " TLS13 "\n      0 RSA         " GCM256 "\n"
    "      0 RSA         " CBC "\n\n",
    /* names alone */
    TLS13 "\n" GCM256 "\n" CBC "\n",
    "PS C:\\> (Get-TlsCipherSuite).Name\r\n" TLS13 "\r\n" GCM256 "\r\n" CBC,
    "PS C:\\> Get-TlsCipherSuite | Format-Table -Property Name\n\nName\n----\n"
    TLS13 "\n" GCM256 "\n" CBC "\n",
    "> " TLS13 "\n> " GCM256 "\n> " CBC "\n",
    "Output of Get-TlsCipherSuite:\n\n  " TLS13 "\n  " GCM256 "\n  " CBC "\n",
    /* JSON */
    "[{\"KeyType\":0,\"Name\":\"" TLS13 "\"},{\"Name\":\"" GCM256 "\"},"
    "{\"Name\":\"" CBC "\",\"Protocols\":[769]}]\n",
    "[\n  \"" TLS13 "\",\n  \"" GCM256 "\",\n  \"" CBC "\",\n]\n",
    "{\"value\": [\"" TLS13 "\", \"" GCM256 "\", \"" CBC "\"], \"Count\": 3}",
    "{\"value\":[{\"Name\":\"" TLS13 "\"},{\"Name\":\"" GCM256 "\"},"
    "{\"Name\":\"" CBC "\"}],\"Count\":3}",
    "PS C:\\> Get-TlsCipherSuite | ConvertTo-Json\n[\n    {\n        \"Cipher\""
    ": \"AES\",\n        \"Name\":  \"" TLS13 "\"\n    },\n    {\"Name\": \""
    GCM256 "\"},\n    {\"Name\": \"" CBC "\"}\n]\n",
    /* twice the same */
    "Name\n----\n" TLS13 "\n" GCM256 "\n" CBC "\n\nName\n----\n" TLS13 "\n"
    GCM256 "\n" CBC "\n\n",
};

static void reads_every_form(void **state) {
  (void)state;
  int wrong = 0;
  for (size_t i = 0; i < sizeof listings / sizeof *listings; i++) {
    od_facts *facts = read_string(&od_reader_ciphers, listings[i]);
    int bad = !recognises_string(&od_reader_ciphers, listings[i]) ||
              check_one(facts, "tls.cipher_suites", LIST) ||
              check_one(facts, "tls.cipher_suites_from", "\"cmdlet\"");
    if (bad) print_error("in form %d\n", (int)i);
    wrong += bad;
    od_facts_free(facts);
  }
  assert_int_equal(wrong, 0);
}

static void keeps_the_order_that_is_printed(void **state) {
  (void)state;
  static const char text[] = "Name\n----\n" CBC "\n" GCM128 "\n" TLS13 "\n";
  static const expectation list[] = {
      {"tls.cipher_suites",
       "[\"" CBC "\",\"" GCM128 "\",\"" TLS13 "\"]"}};
  CHECK_TEXT(od_reader_ciphers, text, list);
}

static void reads_one_suite_alone(void **state) {
  (void)state;
  static const char text[] = "{\"KeyType\": 0, \"Name\": \"" GCM256 "\"}";
  static const expectation list[] = {
      {"tls.cipher_suites", "[\"" GCM256 "\"]"}};
  CHECK_TEXT(od_reader_ciphers, text, list);
}

/* A wrong list is worse than none. */
static void gives_no_wrong_list(void **state) {
  (void)state;
  static const struct {
    const char *text, *want;
  } cases[] = {
      {"Name                    Cipher\n----                    ------\n"
       "TLS_ECDHE_RSA_WITH_A... AES\n" TLS13 "  AES\n",
       "unreadable"},
      {"Name                   Cipher\n----                   ------\n"
       "TLS_ECDHE_RSA_WITH_A\xe2\x80\xa6 AES\n",
       "unreadable"},
      {TLS13 "\n" GCM256 "\nTLS_ECDHE_RSA_WITH_AES_128_GC", "unreadable"},
      {TLS13 "\nTLS_ECDHE_RSA_WITH_AES_256_GCM_SHA3\n", "unreadable"},
      {TLS13 "\nTLS_ECDHE_RSA_WITH_AES_256_GCM_SHA", "unreadable"},
      {"[{\"Name\":\"" TLS13 "\"},{\"Name\":\"" GCM256, "unreadable"},
      {"[{\"Name\":\"" TLS13 "\"},{\"Name\":null}]", "unreadable"},
      {"[{\"Name\":\"" TLS13 "\"},7]", "unreadable"},
      {"[\"" TLS13 "\",\"TLS_ECDHE_RSA_WITH_AES_\"]", "unreadable"},
      {"PS C:\\> Get-TlsCipherSuite -Name TLS_RSA\n\nName : " CBC "\n",
       "not-asked"},
      {"PS C:\\> Get-TlsCipherSuite AES_128\n\nName : " CBC "\n",
       "not-asked"},
      {"PS C:\\> Get-TlsCipherSuite | ? { $_.Cipher } | ft Name\n\nName\n"
       "----\n" CBC "\n",
       "not-asked"},
      {"PS C:\\> Get-TlsCipherSuite | select -First 1 Name\n\nName\n----\n"
       CBC "\n",
       "not-asked"},
  };
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    od_facts *facts = read_string(&od_reader_ciphers, cases[i].text);
    wrong += !recognises_string(&od_reader_ciphers, cases[i].text);
    wrong += check_one(facts, "tls.cipher_suites", cases[i].want);
    wrong += check_one(facts, "tls.cipher_suites_from", "-");
    od_facts_free(facts);
  }
  assert_int_equal(wrong, 0);
}

/* A part first, the whole list after it. */
static void prefers_the_whole_list(void **state) {
  (void)state;
  static const char text[] =
      "PS C:\\> Get-TlsCipherSuite -Name RSA | ft Name\n\nName\n----\n" CBC
      "\n\nPS C:\\> Get-TlsCipherSuite | ft Name\n\nName\n----\n" TLS13 "\n"
      GCM256 "\n" CBC "\n\nPS C:\\>\n";
  static const expectation list[] = {{"tls.cipher_suites", LIST}};
  CHECK_TEXT(od_reader_ciphers, text, list);
}

static void bounds_the_list(void **state) {
  (void)state;
  size_t count = 2000, size = sizeof TLS13;
  char *text = malloc(count * size + 1);
  assert_non_null(text);
  for (size_t i = 0; i < count; i++)
    memcpy(text + i * size, TLS13 "\n", size);
  od_facts *facts = read_bytes(&od_reader_ciphers, text, count * size);
  static const expectation list[] = {{"tls.cipher_suites", "unreadable"}};
  free(text);
  check_facts(facts, list, 1);
}

static void recognises_by_content(void **state) {
  (void)state;
  static const recognition cases[] = {
      {"TLS_RSA_WITH_AES_128_CBC_SHA256_P256\n", 1},
      {"TLS_CHACHA20_POLY1305_SHA256\n", 1},
      {"[]", 0},
      {"{}", 0},
      {"[[[[[[[[", 0},
      {"Name\n----\n", 0},
      {"TLS_VERSION\n", 0},
      {"TLS_CERT=/etc/ssl/cert\n", 0},
      {"tls_rsa_with_aes_128_cbc_sha\n", 0},
      {"The suite " GCM256 " is fine.\n", 0},
      {"* " GCM256 "\n", 0},
      {"|   " GCM256 " (ecdh_x25519) - A\n", 0},
      {"\"Functions\"=\"" GCM256 "," CBC "\"\n", 0},
      {"    Functions    REG_SZ    " GCM256 "\n", 0},
      {"    Functions    REG_MULTI_SZ    " GCM256 "\\0" CBC "\n", 0},
      {"{\"schema\":\"od0x8004.facts/1\",\"Name\":\"" GCM256 "\"}", 0},
      {"{\"cipher\":\"" GCM256 "\"}", 0},
      {"[{\"id\":1,\"Name\":\"Contoso\"}]", 0},
      {"", 0},
  };
  check_recognition(&od_reader_ciphers, cases, sizeof cases / sizeof *cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_every_form),
      cmocka_unit_test(keeps_the_order_that_is_printed),
      cmocka_unit_test(reads_one_suite_alone),
      cmocka_unit_test(gives_no_wrong_list),
      cmocka_unit_test(prefers_the_whole_list),
      cmocka_unit_test(bounds_the_list),
      cmocka_unit_test(recognises_by_content),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
