#include "reader_test.h"

#include "facts/readers/dsregcmd.h"

/* What stands in a text, one letter an item: R H F T. */
static void kinds_of(char *out, size_t size, const char *string) {
  od_text text = text_of(string, strlen(string));
  od_dsreg_scan scan;
  od_dsreg_item item;
  size_t count = 0;
  od_dsreg_scan_start(&scan, &text);
  while (od_dsreg_next(&scan, &item) && count + 1 < size)
    out[count++] = "?RHFT"[item.kind];
  out[count] = '\0';
  od_text_release(&text);
}

static void tells_the_kinds_of_lines(void **state) {
  (void)state;
  static const struct {
    const char *text, *kinds;
  } cases[] = {
      {"+--------+\n| SSO State |\n+--------+\n\n Key : v\n", "RHRF"},
      {"> +----------+\n> | X |\n> Key : v\n", "RHF"},
      {"| a | b |\n", "T"},
      {"| cut head", "H"},
      {"--------\n", "R"},
      {"- - - -\n", "T"},
      {"Key = v\nKey: v\n\tKey\t:\tv\n", "FFF"},
      {"Waiting for the task...\n", "T"},
      {"http://x\n", "F"},
      {"k_y : v\n", "T"},
      {"9key : v\n", "T"},
      {": v\n", "T"},
      {"   \n\t\n", ""},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char got[16];
    kinds_of(got, sizeof got, cases[i].text);
    if (strcmp(got, cases[i].kinds))
      fail_msg("'%s' is %s, expected %s", cases[i].text, got,
               cases[i].kinds);
  }
}

/* The first field of a text. */
static void check_field(const char *string, const char *key,
                        const char *value, unsigned line, int whole) {
  od_text text = text_of(string, strlen(string));
  od_dsreg_scan scan;
  od_dsreg_item item;
  od_dsreg_scan_start(&scan, &text);
  do
    assert_true(od_dsreg_next(&scan, &item));
  while (item.kind != OD_DSREG_FIELD);
  assert_string_equal(item.key, key);
  if (!od_view_equal(item.value, value))
    fail_msg("value '%.*s'", (int)item.value.size, item.value.data);
  assert_int_equal(item.line, line);
  assert_int_equal(item.whole, whole);
  od_text_release(&text);
}

static void reads_keys_and_values(void **state) {
  (void)state;
  check_field("  HTTP   Status  :  400 \n", "http status", "400", 1, 1);
  check_field("\r\n\r\nAzureAdPrtAuthority : https://x:443/adfs\r\n",
              "azureadprtauthority", "https://x:443/adfs", 3, 1);
  check_field("Fallback to Sync-Join : ENABLED", "fallback to sync-join",
              "ENABLED", 1, 0);
  check_field("a\nMdmUrl :\n", "mdmurl", "", 2, 1);
}

#define WIDE                                                             \
  "Server Error Description : 01234567890123456789012345678901234567890123" \
  "45678"

static void joins_what_the_console_broke(void **state) {
  (void)state;
  static const char value[] =
      "0123456789012345678901234567890123456789012345678";
  char want[256];
  assert_true(sizeof WIDE - 1 < OD_WRAP_WIDTH);
  /* Too short a line was not broken. */
  check_field(WIDE "\nrest\n", "server error description", value, 1, 1);
  snprintf(want, sizeof want, "%s%s", value, "xxxxxrest");
  check_field(WIDE "xxxxx\nrest\n", "server error description", want, 1, 1);
  check_field(WIDE "xxxxx\nrest", "server error description", want, 1, 0);
  snprintf(want, sizeof want, "%s%s", value, "xxxxx");
  /* Indented, blank, a rule, a heading or a key: not the rest of it. */
  check_field(WIDE "xxxxx\n rest\n", "server error description", want, 1, 1);
  check_field(WIDE "xxxxx\n\nrest\n", "server error description", want, 1, 1);
  check_field(WIDE "xxxxx\n----------\n", "server error description", want,
              1, 1);
  check_field(WIDE "xxxxx\n| X |\n", "server error description", want, 1, 1);
  check_field(WIDE "xxxxx\nNew Key : v\n", "server error description", want,
              1, 1);
  check_field(WIDE "xxxxx\nAadRecoveryEnabled: NO\n",
              "server error description", want, 1, 1);
}

static void bounds_what_it_joins(void **state) {
  (void)state;
  size_t lines = 200, size = 0;
  char *string = malloc(lines * 100 + 100);
  assert_non_null(string);
  size = (size_t)sprintf(string, "TenantName : ");
  for (size_t i = 0; i < lines; i++) {
    memset(string + size, 'x', 90);
    size += 90;
    string[size++] = '\n';
  }
  od_text text = text_of(string, size);
  od_dsreg_scan scan;
  od_dsreg_item item;
  od_dsreg_scan_start(&scan, &text);
  assert_true(od_dsreg_next(&scan, &item));
  assert_true(item.value.size <= OD_DSREG_VALUE_MAX);
  assert_false(od_dsreg_next(&scan, &item));
  od_text_release(&text);
  free(string);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tells_the_kinds_of_lines),
      cmocka_unit_test(reads_keys_and_values),
      cmocka_unit_test(joins_what_the_console_broke),
      cmocka_unit_test(bounds_what_it_joins),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
