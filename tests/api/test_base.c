/* base.h from outside: what every caller relies on. */
#include "check.h"
#include "od0x8004/od0x8004.h"

static void the_version_is_the_headers(void **state) {
  (void)state;
  char version[40];
  snprintf(version, sizeof version, "%d.%d.%d", OD_VERSION_MAJOR,
           OD_VERSION_MINOR, OD_VERSION_PATCH);
  assert_string_equal(od_version(), version);
}

static const struct status {
  const char *name;
  int number;
  const char *text;
} statuses[] = {
#define ROW_OF(name, number, text) {#name, name, text},
    OD_STATUS_MAP(ROW_OF)
#undef ROW_OF
};

static void statuses_are_told_apart(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(statuses); i++) {
    ROW(statuses[i].number == -(int)i, i);
    ROW_TEXT(od_status_name((od_status)statuses[i].number), statuses[i].name,
             i);
    const char *text = statuses[i].text;
    ROW(*text >= 'a' && *text <= 'z', i); /* lower case, no full stop */
    ROW(text[strlen(text) - 1] != '.', i);
  }
  assert_string_equal(od_status_name(OD_STATUS_FORCE_INT), "OD_UNKNOWN");
}

static void nothing_may_be_freed(void **state) {
  (void)state;
  od_free(NULL);
  od_job_free(NULL);
  od_facts_free(NULL);
  od_rules_free(NULL);
  od_case_free(NULL);
  od_diagnosis_free(NULL);
}

static void a_failure_fills_the_record_and_out(void **state) {
  (void)state;
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  od_facts *facts = (od_facts *)(uintptr_t)1;
  assert_int_equal(od_facts_read(&facts, "x", "hello", 5, job), OD_ENOTFOUND);
  assert_null(facts);
  od_rules *rules = (od_rules *)(uintptr_t)1;
  assert_int_equal(od_rules_read(&rules, "x", "{", 1, job), OD_EPARSE);
  assert_null(rules);
  char *text = (char *)(uintptr_t)1;
  assert_int_equal(od_code_explain(&text, "1", "xml"), OD_EINVALID);
  assert_null(text);
  assert_true(strlen(od_error_message()) > 0);
  assert_int_equal(od_code_explain(&text, "1", "text"), OD_OK);
  assert_string_equal(od_error_message(), ""); /* cleared on entry */
  assert_string_equal(od_error_json(), "{}");
  od_free(text);
  od_job_free(job);
}

/* Every message: lower case, no full stop, the thing in single quotes. */
static void check_message(size_t row, const char *thing) {
  const char *message = od_error_message();
  size_t size = strlen(message);
  ROW(size > 0 && message[size - 1] != '.', row);
  ROW(message[0] < 'A' || message[0] > 'Z', row);
  if (!strstr(message, thing)) print_error("%s\n", message);
  ROW(strstr(message, thing), row);
}

static void messages_keep_their_form(void **state) {
  (void)state;
  od_job *job;
  od_case *c;
  od_rules *rules;
  char *text;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_case_new(&c), OD_OK);
  assert_int_equal(od_job_set(job, "no.such", "1"), OD_EINVALID);
  check_message(0, "'no.such'");
  assert_int_equal(od_job_set(job, "json.max_depth", "many"), OD_EINVALID);
  check_message(1, "'many'");
  assert_int_equal(od_case_set(c, "colour", "red"), OD_EINVALID);
  check_message(2, "'colour'");
  assert_int_equal(od_case_set(c, "code", "no code"), OD_EINVALID);
  check_message(3, "'no code'");
  assert_int_equal(od_case_set(c, "now", "yesterday"), OD_EINVALID);
  check_message(4, "'yesterday'");
  assert_int_equal(od_case_add_path(c, "no/such", job), OD_EIO);
  check_message(5, "'no/such'");
  assert_int_equal(od_code_explain(&text, "1", "xml"), OD_EINVALID);
  check_message(6, "'xml'");
  assert_int_equal(od_rules_read(&rules, "a.json", "[1,]", 4, job),
                   OD_EPARSE);
  check_message(7, "a.json:1:");
  od_case_free(c);
  od_job_free(job);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_version_is_the_headers),
      cmocka_unit_test(statuses_are_told_apart),
      cmocka_unit_test(nothing_may_be_freed),
      cmocka_unit_test(a_failure_fills_the_record_and_out),
      cmocka_unit_test(messages_keep_their_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
