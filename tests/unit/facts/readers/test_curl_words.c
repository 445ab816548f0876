/* What curl's words stand for; hosts, ports and issuers. */
#include "facts/readers/curl.h"
#include "reader_test.h"

static const struct {
  const char *message;
  od_curl_fault fault;
  const char *code; /* "" none */
} faults[] = {
    {"Could not resolve host: login.live.com", OD_CURL_NAME_UNKNOWN, ""},
    {"Could not resolve proxy: p", OD_CURL_PROXY_UNKNOWN, ""},
    {"Resolving timed out after 5000 milliseconds", OD_CURL_NAME_TIMEOUT, ""},
    {"connect to 1.2.3.4 port 443 from 0.0.0.0 port 1 failed: Timed out",
     OD_CURL_TIMEOUT, ""},
    {"connect to 1.2.3.4 port 443 failed: Connection refused",
     OD_CURL_REFUSED, ""},
    {"Immediate connect fail for ::1: Network unreachable", OD_CURL_NO_ROUTE,
     ""},
    {"connect to 1.2.3.4 port 443 failed: Bad access", OD_CURL_PROHIBITED,
     ""},
    {"Recv failure: Connection was reset", OD_CURL_RESET, ""},
    {"Proxy CONNECT aborted", OD_CURL_PROXY_ABORTED, ""},
    /* the code says it in any language, and before the words do */
    {"schannel: next InitializeSecurityContext failed: "
     "SEC_E_UNTRUSTED_ROOT (0x80090325) - Die Zertifikatkette timed out",
     OD_CURL_UNTRUSTED, "0x80090325"},
    {"schannel: SEC_E_CERT_EXPIRED (0x80090328)", OD_CURL_EXPIRED,
     "0x80090328"},
    {"Unknown error (0x80092013) - x", OD_CURL_REVOCATION, "0x80092013"},
    {"CRYPT_E_REVOKED (0x80092010)", OD_CURL_REVOKED, "0x80092010"},
    {"schannel: next InitializeSecurityContext failed: 0x80090331",
     OD_CURL_CIPHER, "0x80090331"},
    {"schannel: AcquireCredentialsHandle failed: 0x80090331",
     OD_CURL_PROTOCOL, "0x80090331"},
    {"0x8009032 and 0x80090322", OD_CURL_WRONG_NAME, "0x80090322"},
    {"0x80090322f", OD_CURL_NO_FAULT, ""},
    {"0x80099999", OD_CURL_NO_FAULT, ""}, /* not known: nothing told */
    {"CERT_TRUST_IS_NOT_TIME_VALID", OD_CURL_EXPIRED, ""},
    {"SSL certificate problem: certificate is not yet valid",
     OD_CURL_NOT_YET_VALID, ""},
    {"SSL: no alternative certificate subject name matches target host name",
     OD_CURL_WRONG_NAME, ""},
    {"error:0A000102:SSL routines::unsupported protocol", OD_CURL_PROTOCOL,
     ""},
    {"error:0A000410:SSL routines::alert handshake failure", OD_CURL_CIPHER,
     ""},
    {"error:0A00010B:SSL routines::wrong version number", OD_CURL_NOT_TLS,
     ""},
    {"Connection #0 to host x left intact", OD_CURL_NO_FAULT, ""},
    {"", OD_CURL_NO_FAULT, ""},
};

static void words(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
    od_view code = {"", 0};
    od_curl_fault got = od_curl_fault_of(od_view_of(faults[i].message), &code);
    if (got != faults[i].fault || !od_view_equal(code, faults[i].code))
      fail_msg("%s: %d, '%.*s'", faults[i].message, got, (int)code.size,
               code.data);
  }
}

static void every_fault_has_its_reason(void **state) {
  (void)state;
  assert_null(od_curl_reason(OD_CURL_NO_FAULT));
  for (int a = OD_CURL_REFUSED; a <= OD_CURL_REVOCATION; a++) {
    assert_non_null(od_curl_reason((od_curl_fault)a));
    for (int b = OD_CURL_REFUSED; b < a; b++)
      assert_string_not_equal(od_curl_reason((od_curl_fault)a),
                              od_curl_reason((od_curl_fault)b));
  }
}

static void urls(void **state) {
  static const struct {
    const char *url, *host; /* NULL: none */
    unsigned port;
    int secure;
  } rows[] = {
      {"https://login.microsoftonline.com/", "login.microsoftonline.com", 443,
       1},
      {"HTTP://www.msftconnecttest.com/connecttest.txt",
       "www.msftconnecttest.com", 80, 0},
      {"https://jane:secret@graph.microsoft.com:8443/a@b",
       "graph.microsoft.com", 8443, 1},
      {"https://[2603:1027:1:28::1]:444/x", "2603:1027:1:28::1", 444, 1},
      {"http://[::1]", "::1", 80, 0},
      {"https://contoso.sharepoint.com?x=1", "contoso.sharepoint.com", 443,
       1},
      {"https://login.live.com'", "login.live.com", 443, 1},
      {"ftp://login.live.com/", NULL, 0, 0},
      {"https://", NULL, 0, 0},
      {"https://host:70000/", NULL, 0, 0},
      {"https://host:44x/", NULL, 0, 0},
      {"https://ho$t/", NULL, 0, 0},
      {"login.live.com", NULL, 0, 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_view host = {"", 0};
    unsigned port = 0;
    int secure = 0;
    int good = od_curl_url(od_view_of(rows[i].url), &host, &port, &secure);
    if (good != (rows[i].host != NULL)) fail_msg("%s", rows[i].url);
    if (!good) continue;
    if (!od_view_equal(host, rows[i].host)) fail_msg("%s", rows[i].url);
    assert_int_equal(port, rows[i].port);
    assert_int_equal(secure, rows[i].secure);
  }
}

static void numbers_and_words(void **state) {
  od_view text = od_view_of("  port 443 ms"), rest;
  unsigned number = 7;
  (void)state;
  assert_true(od_view_equal(od_curl_word(&text), "port"));
  assert_false(od_curl_number(&text, &number)); /* a blank stands before */
  text = od_view_trim(text);
  assert_true(od_curl_number(&text, &number));
  assert_int_equal(number, 443);
  assert_true(od_view_equal(text, " ms"));
  text = od_view_of("1234567890");
  assert_false(od_curl_number(&text, &number));
  assert_true(od_curl_after(od_view_of("trying 1"), "Trying ", &rest));
  assert_true(od_view_equal(rest, "1"));
  assert_false(od_curl_after(od_view_of("Try"), "Trying ", &rest));
}

#define LOGIN "login.microsoftonline.com"

static void issuers(void **state) {
  static const struct {
    const char *host, *issuer;
    int trusted, told;
  } rows[] = {
      {LOGIN, "", 1, -1},
      {LOGIN, "C=US, O=DigiCert Inc, CN=DigiCert SHA2 Secure Server CA", 1,
       0},
      {LOGIN, "C = US, O = \"DigiCert, Inc.\", CN = x", 1, 0},
      {LOGIN, "C=US; O=Microsoft Corporation; CN=y", 1, 0},
      /* a name can be written by anybody: only a trusted one is genuine */
      {LOGIN, "C=US, O=DigiCert Inc, CN=x", 0, -1},
      {LOGIN, "C=US, O=DigiCert Inc, CN=x", -1, -1},
      {LOGIN, "CN=O=DigiCert Inc", 1, -1},
      {LOGIN, "O=Zscaler Inc., CN=Zscaler Intermediate Root CA", 1, 1},
      {LOGIN, "CN=DO_NOT_TRUST_FiddlerRoot, O=DO_NOT_TRUST", 1, 1},
      {LOGIN, "O=Let's Encrypt, CN=R3", 1, -1}, /* one day perhaps */
      {LOGIN, "O=Contoso, CN=Contoso Web Gateway", 1, 1},
      {"www.contoso.com", "O=Contoso, CN=Contoso CA", 1, -1},
      {"www.contoso.com", "O=Fortinet, CN=FGT", 0, 1},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    int told = od_curl_inspected(od_view_of(rows[i].host),
                                 od_view_of(rows[i].issuer), rows[i].trusted);
    if (told != rows[i].told) fail_msg("%s: %d", rows[i].issuer, told);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words), cmocka_unit_test(every_fault_has_its_reason),
      cmocka_unit_test(urls),  cmocka_unit_test(numbers_and_words),
      cmocka_unit_test(issuers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
