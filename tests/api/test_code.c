#include "check.h"

#include "od0x8004/code.h"

static char *explain(const char *text, const char *format) {
  char *out = NULL;
  assert_int_equal(od_code_explain(&out, text, format), OD_OK);
  assert_non_null(out);
  assert_string_equal(od_error_message(), "");
  return out;
}

static void expect(const char *text, const char *format, const char *words) {
  char *out = explain(text, format);
  if (!strstr(out, words)) {
    print_error("'%s' is not in:\n%s", words, out);
    fail();
  }
  od_free(out);
}

static void expect_not(const char *text, const char *format,
                       const char *words) {
  char *out = explain(text, format);
  if (strstr(out, words)) {
    print_error("'%s' is in:\n%s", words, out);
    fail();
  }
  od_free(out);
}

static void a_document(void **state) {
  char *out = explain("(Error Code: 0x8004DE40)", "json");
  (void)state;
  static const char start[] =
      "{\"schema\":\"od0x8004.code/1\",\"codes\":[\n"
      "{\"input\":\"(Error Code: 0x8004DE40)\",\"code\":\"0x8004de40\","
      "\"family\":\"onedrive\",\"kind\":\"network\",\"name\":\"\","
      "\"meaning\":\"OneDrive ";
  assert_memory_equal(out, start, sizeof start - 1);
  assert_non_null(strstr(out, "\"documented\":true,\"also\":[\"-2147164608\","
                              "\"2147802688\"],\"parts\":{\"severity\":"
                              "\"failure\",\"facility\":4,\"facility_name\":"
                              "\"ITF\",\"number\":56896},\"causes\":["));
  od_free(out);
}

static void what_the_members_say(void **state) {
  static const struct {
    const char *text, *words;
  } table[] = {
      {"0x80072ee7", "\"code\":\"12007\",\"family\":\"winhttp\""},
      {"12007", "\"also\":[\"0x80072ee7\",\"-2147012889\",\"2147954407\"]"},
      {"50126", "\"code\":\"AADSTS50126\",\"family\":\"aadsts\""},
      {"AADSTS50126", "\"also\":[\"50126\"],\"causes\""},
      {"AADSTS50999", "\"also\":[],\"causes\":[]"},
      {"0xd000023c", "\"facility\":0,"},
      {"0xc0048442", "\"facility\":4,\"facility_name\":\"\","},
      {"0x102", "\"severity\":\"success\""},
      {"0x102", "\"also\":[\"0x102\"]"},
      {"hello", "\"code\":null,\"family\":\"unknown\",\"kind\":null"},
      {"", "\"input\":\"\",\"code\":null"},
      {"a \"b\" \\ \t", "\"input\":\"a \\\"b\\\" \\\\ \\t\",\"code\":null"},
      {"caf\xe9", "\"input\":\"caf\xc3\xa9\""},
      {"0x80048823", "\"documented\":false"},
      {"0x8004abcd", "\"kind\":\"undocumented\""},
      {"0x80070123", "net helpmsg 291"},
      {"AADSTS50999", "error?code=50999"}};
  (void)state;
  for (size_t i = 0; i < COUNT_OF(table); i++)
    expect(table[i].text, "json", table[i].words);
}

static void each_code_once_in_order(void **state) {
  char *out = explain("0x8004de88, -2147164608 and 0X8004DE40", "json");
  const char *first = strstr(out, "\"code\":\"0x8004de88\"");
  const char *second = strstr(out, "\"code\":\"0x8004de40\"");
  (void)state;
  assert_true(first && second && first < second);
  assert_null(strstr(second + 1, "\"code\":"));
  od_free(out);
}

static void as_text(void **state) {
  (void)state;
  expect("0x8004de40", "text", "0x8004de40: OneDrive ");
  expect("0x8004de40", "text", "documented by Microsoft");
  expect("0x8004de40", "text", "network.offline: No network connection");
  expect("0x8004de81", "text", "; not documented by Microsoft;");
  expect("0x8004abcd", "text", "FACILITY_ITF");
  expect_not("0x8004abcd", "text", "; not documented by Microsoft");
  expect("0x8004de40 12007", "text", "\n\n12007: ");
  expect("hello", "text", "No code was found in 'hello'.\n");
  expect("hello\nworld", "text", "in 'hello…'.\n");
  expect("\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
         "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
         "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
         "x\xc3\xa4\xc3\xa4",
         "text", "x…'.\n"); /* not through the middle of a letter */
}

/* What a screenshot or a keyboard has spoilt is explained and said to be so. */
static void what_is_guessed(void **state) {
  (void)state;
  expect("0x8OO4de4O", "json", "\"code\":\"0x8004de40\",\"guessed\":true,");
  expect("0x8OO4de4O", "text", "  Read as     0x8004de40; the text does not ");
  expect("it says (53003)", "json", "\"code\":\"AADSTS53003\",\"guessed\"");
  expect_not("0x8004de40 0x8OO4de4O", "json", "guessed");
  expect_not("\xef\xbc\x90\xef\xbd\x98" "8004de40", "json", "guessed");
  expect_not("hello", "json", "guessed");
  expect_not("AADSTS5O999 0x9OO4de4O", "json", "\"code\":\"");
}

static void a_status_in_a_hresult(void **state) {
  (void)state;
  expect("0xd0000072", "text",
         "0xd0000072: 0xc0000072 as a HRESULT. The account is disabled.");
  expect("0xd0000072", "json", "\"causes\":[\"account.disabled\"]");
  expect("0xd0001234", "json", "\"kind\":\"undocumented\"");
}

static void what_is_refused(void **state) {
  static const char *const formats[] = {"", "xml", "JSON", "ticket", "text "};
  char *out;
  (void)state;
  for (size_t i = 0; i < COUNT_OF(formats); i++) {
    out = (char *)"x";
    ROW(od_code_explain(&out, "0x8004de40", formats[i]) == OD_EINVALID, i);
    ROW(!out, i);
    ROW(strstr(od_error_message(), "unknown format '"), i);
  }
  assert_int_equal(od_code_explain(&out, "0x8004de40", "text"), OD_OK);
  assert_string_equal(od_error_message(), "");
  od_free(out);
}

static void too_many_codes(void **state) {
  size_t room = 20000, size = 0;
  char *text = malloc(room), *out = NULL;
  (void)state;
  assert_non_null(text);
  for (unsigned i = 0; i < 1001; i++)
    size += (size_t)snprintf(text + size, room - size, "0x8004%04x ", i);
  assert_int_equal(od_code_explain(&out, text, "json"), OD_ELIMIT);
  assert_null(out);
  assert_non_null(strstr(od_error_message(), "1000"));
  text[size - 12] = '\0';
  assert_int_equal(od_code_explain(&out, text, "json"), OD_OK);
  od_free(out);
  free(text);
}

/* A long text with many codes would be repeated in every entry. */
static void an_answer_that_grows_too_large(void **state) {
  size_t size = 1000000, end;
  char *text = malloc(size + 20000), *out = NULL;
  (void)state;
  assert_non_null(text);
  memset(text, ' ', size);
  end = size;
  for (unsigned i = 0; i < 900; i++)
    end += (size_t)snprintf(text + end, 16, "0x8004%04x ", i);
  assert_int_equal(od_code_explain(&out, text, "json"), OD_ELIMIT);
  assert_null(out);
  assert_int_equal(od_code_explain(&out, text, "text"), OD_OK);
  od_free(out);
  free(text);
}

static void dialogs_of_microsoft(void **state) {
  FILE *file = fopen(
      OD_SHARED_DATA "/samples/error-texts/onedrive-dialog-texts.txt", "rb");
  char text[8192];
  (void)state;
  if (!file) {
    print_message("the dialog texts are missing: skipped\n");
    skip();
  }
  text[fread(text, 1, sizeof text - 1, file)] = '\0';
  fclose(file);
  expect(text, "json", "\"code\":\"0x8004de40\"");
  expect(text, "json", "\"code\":\"0x8004e4d0\"");
  expect(text, "json", "\"code\":\"0x8004def4\"");
  expect_not(text, "json", "\"family\":\"unknown\"");
  expect_not(text, "json", "\"kind\":\"undocumented\"");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_document),
      cmocka_unit_test(what_the_members_say),
      cmocka_unit_test(each_code_once_in_order),
      cmocka_unit_test(as_text),
      cmocka_unit_test(what_is_guessed),
      cmocka_unit_test(a_status_in_a_hresult),
      cmocka_unit_test(what_is_refused),
      cmocka_unit_test(too_many_codes),
      cmocka_unit_test(an_answer_that_grows_too_large),
      cmocka_unit_test(dialogs_of_microsoft),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
