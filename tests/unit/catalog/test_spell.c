#include "check.h"

#include "catalog/words.h"

/* All codes of a text, with a blank between. */
static const char *codes_in(const char *text) {
  static char all[4096];
  char code[OD_CODE_MAX];
  od_view rest = od_view_of(text);
  all[0] = '\0';
  while (od_code_next(&rest, code)) {
    assert_true(strlen(all) + strlen(code) + 2 < sizeof all);
    if (*all) strcat(all, " ");
    strcat(all, code);
  }
  assert_int_equal(rest.size, 0);
  assert_string_equal(code, "");
  return all;
}

typedef struct spelling {
  const char *text;
  const char *codes;
} spelling;

static const spelling one_code[] = {
    {"0x8004de40", "0x8004de40"},
    {"0x8004DE40", "0x8004de40"},
    {"0X8004DE40", "0x8004de40"},
    {"8004de40", "0x8004de40"},
    {"8004DE40", "0x8004de40"},
    {"8004DE40h", "0x8004de40"},
    {"0x8004DE40L", "0x8004de40"},
    {"&H8004DE40", "0x8004de40"},
    {"0xFFFFFFFF8004DE40", "0x8004de40"},
    {"ffffffff8004de40", "0x8004de40"},
    {"2147802688", "0x8004de40"},
    {"-2147164608", "0x8004de40"},
    {"\xe2\x88\x92" "2147164608", "0x8004de40"},
    {"\xe2\x80\x93" "2147164608", "0x8004de40"},
    {"  0x8004de40\r\n", "0x8004de40"},
    {"\"0x8004de40\"", "0x8004de40"},
    {"'8004de40'", "0x8004de40"},
    {"[-2147164608]", "0x8004de40"},
    {"\xc2\xa0" "0x8004de40\xc2\xa0", "0x8004de40"},
    {"(Error Code: 0x8004de40)", "0x8004de40"},
    {"(Error code: 0x8004deef)", "0x8004deef"},
    {"(Error Code: 0x8004e4d0).", "0x8004e4d0"},
    {"Fehlercode: 0x8004de40!", "0x8004de40"},
    {"\xe3\x82\xa8\xe3\x83\xa9\xe3\x83\xbc""0x8004de40", "0x8004de40"},
    {"HRESULT:0x8004de40", "0x8004de40"},
    {"hr=0x8004de40;", "0x8004de40"},
    {"LastSignInResult=-2147164608", "0x8004de40"},
    {"LastSignInResult : 2147802688", "0x8004de40"},
    {"LastSignInResult REG_DWORD 0x8004de40", "0x8004de40"},
    {"\"LastSignInResult\"=dword:8004de40", "0x8004de40"},
    {"OneDrive says 8004de88 since Monday", "0x8004de88"},
    {"OneDrive error 2147802760 since Monday", "0x8004de88"},
    {"0x8004abcd", "0x8004abcd"},
    {"-2147177523", "0x8004abcd"},
    {"8004abcd", "0x8004abcd"},
    {"0x12345678", "0x12345678"},
    {"0x102", "0x00000102"},
    {"0xCAA70007", "0xcaa70007"},
    {"CAA70007", "0xcaa70007"},
    {"caa82ee2", "0xcaa82ee2"},
    {"-894947614", "0xcaa82ee2"},
    {"0x4AA50081", "0x4aa50081"},
    {"0xc000006d", "0xc000006d"},
    {"C000006D", "0xc000006d"},
    {"-1073741715", "0xc000006d"},
    {"3221225581", "0xc000006d"},
    {"0xD000023C", "0xd000023c"},
    {"FAILED. Error:0xd000023c", "0xd000023c"},
    {"0x80070005", "0x80070005"},
    {"80070005", "0x80070005"},
    {"-2147024891", "0x80070005"},
    {"E_ACCESSDENIED", "0x80070005"},
    {"access denied (ERROR_ACCESS_DENIED)", "0x80070005"},
    {"0x8007016A", "0x8007016a"},
    {"0x80072ee7", "12007"},
    {"0x80072EE7", "12007"},
    {"80072EE7", "12007"},
    {"-2147012889", "12007"},
    {"2147954407", "12007"},
    {"12007", "12007"},
    {"(12007)", "12007"},
    {"WinHTTP 12007", "12007"},
    {"error 12007", "12007"},
    {"Error: 12007", "12007"},
    {"error #12007", "12007"},
    {"error code 12007.", "12007"},
    {"Fehler 12007 in Modul 7", "12007"},
    {"WinHttpSendRequest failed with 12007", "12007"},
    {"WinHttpSendRequest failed with error 12007.", "12007"},
    {"GetLastError() returned 12029", "12029"},
    {"error number 12002", "12002"},
    {"ERROR_WINHTTP_NAME_NOT_RESOLVED", "12007"},
    {"error_winhttp_timeout", "12002"},
    {"it was ERROR_WINHTTP_SECURE_FAILURE again", "12175"},
    {"0x80072ee0", "12000"},
    {"0x80072fff", "12287"},
    {"12287", "12287"},
    {"12199", "12199"},
    {"0x80072edf", "0x80072edf"},
    {"0x80073000", "0x80073000"},
    {"0x80072f8f", "12175"},
    {"AADSTS50126", "AADSTS50126"},
    {"aadsts50126", "AADSTS50126"},
    {"AadSts50126:", "AADSTS50126"},
    {"AADSTS 50126", "AADSTS50126"},
    {"aadsts:50126", "AADSTS50126"},
    {"AADSTS: 50126", "AADSTS50126"},
    {"AADSTS-50126", "AADSTS50126"},
    {"AADSTS_50126", "AADSTS50126"},
    {"AADSTS#50126", "AADSTS50126"},
    {"AADSTS error 50126", "AADSTS50126"},
    {"AADSTS7000215: Invalid client secret", "AADSTS7000215"},
    {"AADSTS99999", "AADSTS99999"},
    {"50126", "AADSTS50126"},
    {" 700082 ", "AADSTS700082"},
    {"error 50126", "AADSTS50126"},
    {"errorCode: 50126", "AADSTS50126"},
    {"{\"status\":{\"errorCode\":50126,\"x\":1}}", "AADSTS50126"},
    {"\"resultType\":\"50126\"", "AADSTS50126"},
    {"\"error_codes\":[50126]", "AADSTS50126"},
    {"https://login.microsoftonline.com/error?code=50058", "AADSTS50058"},
    {"Sign-in error code 530032", "AADSTS530032"},
    {"DeviceNotCompliant", "AADSTS53000"},
    {"unauthorizedclient_doesnotmatchrequest", "AADSTS700016"},
    {"SEC_E_UNTRUSTED_ROOT", "0x80090325"},
    {"0x80090325", "0x80090325"},
    {"80090325", "0x80090325"},
    {"schannel: SEC_E_UNTRUSTED_ROOT (0x80090325)", "0x80090325 0x80090325"},
    {"STATUS_LOGON_FAILURE", "0xc000006d"},
    {"0x8004de40UL", "0x8004de40"},
    {"0x8004de40u", "0x8004de40"},
    {"0x2ee7", "12007"},
    {"WinHttp error 0x2EE7", "12007"},
    {"ERROR_INTERNET_NAME_NOT_RESOLVED", "12007"},
    {"WININET_E_CANNOT_CONNECT", "12029"},
    {"CAA50021", "0xcaa50021"},
    {"Kod b\xc5\x82\xc4\x99" "du: 53003", "AADSTS53003"},
    {"C\xc3\xb3" "digo: 53003", "AADSTS53003"},
    {"Felkod 53003", "AADSTS53003"},
    {"K\xc3\xb3" "d chyby: 53003", "AADSTS53003"},
    {"Hibak\xc3\xb3" "d: 53003", "AADSTS53003"},
    {"Codice errore 53003", "AADSTS53003"},
    {"\xe3\x82\xb3\xe3\x83\xbc\xe3\x83\x89: 53003", "AADSTS53003"},
};

static const spelling several[] = {
    {"0x8004de40 or 0x8004de88", "0x8004de40 0x8004de88"},
    {"FAIL [0x801c0021/0x80072ee2]", "0x801c0021 12002"},
    {"NTE_BAD_KEYSET (0x80090016/-2146893802)",
     "0x80090016 0x80090016 0x80090016"},
    {"error 50126, 50053 and 50057", "AADSTS50126 AADSTS50053 AADSTS50057"},
    {"\"error_codes\":[50126,50058]", "AADSTS50126 AADSTS50058"},
    {"AADSTS50126/50034 or 50155", "AADSTS50126 AADSTS50034 AADSTS50155"},
    {"12002 or 12007", "12002 12007"},
    {"50126, 50053", "AADSTS50126 AADSTS50053"},
    {"errors 12002, 12007", "12002 12007"},
    {"OneDrive Can't sign in. Error 0x8004de40\n\nLogin was either interrupted "
     "or unsuccessful. Please try logging in again. (Error Code: 0x8004de40)\n"
     "We can't sign into your account, please try again later 0x8004de88",
     "0x8004de40 0x8004de40 0x8004de88"},
    {"AADSTS50034: The user account {EUII Hidden} does not exist in the "
     "0f36c2b6-8004-4e40-9d2f-50126a1b2c3d directory. Trace ID: "
     "8004de40-1234-4321-abcd-c000006d0000 Correlation ID: "
     "c000006d-8004-de40-8004-8004de408004 Timestamp: 2026-11-24 12:00:07Z",
     "AADSTS50034"},
};

static const char *const none[] = {
    "",
    " ",
    "hello",
    "OneDrive",
    "0",
    "5",
    "42",
    "0x",
    "0x0",
    "0x00000000",
    "0x1",
    "0xa80",
    "0x5",
    "0xnothing",
    "0x8004 de40",
    "0x8OO4de4O",
    "Ox8004de40",
    "8004DE4O",
    "AADSTS5OO97",
    "it is blocked (53003)",
    "0x2ee7 in the dump",
    "0x8004de4",
    "0x8004de401",
    "0x8004de4g",
    "x8004de40",
    "a0x8004de40",
    "8004de401",
    "8004de4",
    "18004de40",
    "00000102",
    "7fffffff",
    "deadbeef",
    "cafecafe is no code",
    "decade of facade",
    "deafcafe",
    "2147802688001",
    "21478026880",
    "4294967296",
    "1732442000",
    "call 2147999999 now",
    "-1",
    "-2147483649",
    "-5",
    "1-2147164608",
    "S-1-12-1-2147802688-2147164608-1234567890-987654321",
    "S-1-5-21-2147802688-2147164608-50126-12007",
    "8004de40-1234-4321-abcd-0123456789ab",
    "{8004de40-1234-4321-abcd-0123456789ab}",
    "01234567-8004-de40-c000-c000006dc000",
    "B16898C6-A148-4967-9171-64D755DA8520",
    "AA11BB22CC33DD44EE55FF66AA77BB8C8004DE40",
    "10.0.19041.12007",
    "version 24.12007.50126",
    "12007.1 is a build",
    "127.0.0.1:12007",
    "proxy.contoso.com:12007",
    "port 12007 is open",
    "50126 files",
    "about 12007 of 50126 files",
    "error 11999",
    "error 12288",
    "error 50999",
    "99999",
    "ada50126@contoso.com",
    "error 50126@contoso.com",
    "error 50126.0.1",
    "it rang on 80042024",
    "20261124",
    "2026-11-24 12:00:07",
    "+49 12007 50126",
    "C:\\Users\\8004de40\\x",
    "AADSTS",
    "AADSTS1",
    "AADSTS123456789",
    "AADSTS012345",
    "AADSTS50126x",
    "AADSTSx50126",
    "AADB2C90118",
    "an InvalidRequest here", /* names without an underscore only alone */
    "ERROR_NO_SUCH_THING",
    "timeout",
    "KB4347010",
    "\xff\xfe\x80",
    "0xe0434352 in the crash",
    "0xffffffff of 0xffffffff",
    "0x7ffe8004 0x00000010",
};

static void spellings_of_one_code(void **state) {
  (void)state;
  assert_true(COUNT_OF(one_code) >= 80);
  for (size_t i = 0; i < COUNT_OF(one_code); i++)
    ROW_TEXT(codes_in(one_code[i].text), one_code[i].codes, i);
}

static void several_codes_in_their_order(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(several); i++)
    ROW_TEXT(codes_in(several[i].text), several[i].codes, i);
}

static void what_is_no_code(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(none); i++)
    ROW_TEXT(codes_in(none[i]), "", i);
}

static void the_only_code_of_a_text(void **state) {
  static const spelling table[] = {
      {"0x8004DE40", "0x8004de40"},
      {"-2147164608", "0x8004de40"},
      {"(Error Code: 0x8004de40)", "0x8004de40"},
      {"NTE_BAD_KEYSET (0x80090016/-2146893802)", "0x80090016"},
      {"12007", "12007"},
      {"0x8004de40 0x8004de88", NULL},
      {"none", NULL},
      {"", NULL}};
  char code[OD_CODE_MAX];
  (void)state;
  for (size_t i = 0; i < COUNT_OF(table); i++) {
    int found = od_code_canonical(od_view_of(table[i].text), code);
    ROW(found == (table[i].codes != NULL), i);
    ROW_TEXT(code, found ? table[i].codes : "", i);
  }
}

static void expect_same(const char *spelled, const char *code) {
  char got[OD_CODE_MAX];
  if (!od_code_canonical(od_view_of(spelled), got) || strcmp(got, code)) {
    print_error("'%s' is not read as %s\n", spelled, code);
    fail();
  }
}

/* Each entry in hexadecimal, both decimals, as number and by name. */
static void every_entry_reads_back(void **state) {
  char text[64];
  (void)state;
  for (size_t i = 0; i < od_code_count(); i++) {
    const char *code = od_code_at(i)->code;
    unsigned long long value = 0;
    expect_same(code, code);
    if (code[0] == 'A') {
      expect_same(code + 6, code);
      continue;
    }
    assert_true(od_view_number(od_view_of(code), &value));
    if (code[0] == '1') value += 0x80070000;
    if (value < 0x80000000) continue;
    snprintf(text, sizeof text, "%llu", value);
    expect_same(text, code);
    snprintf(text, sizeof text, "-%llu", 0x100000000 - value);
    expect_same(text, code);
    snprintf(text, sizeof text, "0X%llX", value);
    expect_same(text, code);
    expect_same(text + 2, code);
    snprintf(text, sizeof text, "the code is %llu here", value);
    expect_same(text, code);
  }
}

static void names_read_back(void **state) {
  size_t named = 0;
  (void)state;
  for (size_t i = 0; i < od_code_count(); i++) {
    const od_code *code = od_code_at(i);
    if (!*code->name) continue;
    named++;
    expect_same(code->name, code->code);
  }
  assert_true(named > 200);
}

/* A caller may hand over a piece that does not end in NUL. */
static void only_the_view_is_read(void **state) {
  const char text[] = "0x8004de40";
  char code[OD_CODE_MAX];
  od_view cut = {text, 9}, rest = {text, sizeof text - 1};
  (void)state;
  assert_false(od_code_next(&cut, code));
  assert_true(od_code_next(&rest, code));
  assert_int_equal(rest.size, 0);
}

/* Long texts must not cost the square of their length. */
static void long_texts_end(void **state) {
  static const char *const pieces[] = {"12007 ", "        ", "a", "AADSTS ",
                                       "0x8004de40 ", "--------", "50126,"};
  (void)state;
  for (size_t i = 0; i < COUNT_OF(pieces); i++) {
    size_t size = 2000000, step = strlen(pieces[i]), count = 0;
    char *text = malloc(size + 1), code[OD_CODE_MAX];
    assert_non_null(text);
    for (size_t at = 0; at < size; at++) text[at] = pieces[i][at % step];
    text[size] = '\0';
    od_view rest = {text, size};
    while (od_code_next(&rest, code)) count++;
    ROW((i == 4) == (count > 100000), i);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spellings_of_one_code),
      cmocka_unit_test(several_codes_in_their_order),
      cmocka_unit_test(what_is_no_code),
      cmocka_unit_test(the_only_code_of_a_text),
      cmocka_unit_test(every_entry_reads_back),
      cmocka_unit_test(names_read_back),
      cmocka_unit_test(only_the_view_is_read),
      cmocka_unit_test(long_texts_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
