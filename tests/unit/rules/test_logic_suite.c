/* The official JsonLogic suite, read where it lies. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "rules/logic.h"

static char *read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  enum { ROOM = 1 << 20 };
  char *text = calloc(1, ROOM);
  size_t size = fread(text, 1, ROOM - 1, file);
  fclose(file);
  text[size] = '\0';
  return text;
}

static od_json *parse(const char *text) {
  od_json *json = NULL;
  od_json_options options = {0};
  assert_int_equal(od_json_parse(&json, od_view_of(text), &options), OD_OK);
  return json;
}

/* Evaluates and reads the written result back. */
static od_json *evaluate(const od_json *rule, const od_json *input,
                         od_logic_run *run) {
  od_logic *logic = NULL;
  od_logic_data *data = NULL;
  od_problems problems = {0};
  od_buffer text = {0};
  od_value value;
  assert_int_equal(od_logic_compile(&logic, rule, &problems), OD_OK);
  assert_int_equal(od_logic_data_json(&data, input), OD_OK);
  assert_int_equal(od_logic_evaluate(&value, logic, data, run), OD_OK);
  assert_int_not_equal(value.kind, OD_KIND_UNKNOWN);
  od_value_write(&text, &value);
  od_json *result = parse(text.data);
  od_buffer_release(&text);
  od_logic_data_free(data);
  od_logic_free(logic);
  od_problems_release(&problems);
  return result;
}

static int passes(const od_json *test, size_t number, od_logic_run *run) {
  const od_json *rule = od_json_first(test);
  const od_json *input = od_json_next(rule), *expected = od_json_next(input);
  od_json *result = evaluate(rule, input, run);
  int equal = od_json_equal(result, expected);
  if (!equal) {
    od_buffer text = {0};
    od_json_write(&text, test, 0);
    od_buffer_text(&text, " gave ");
    od_json_write(&text, result, 0);
    print_error("test %zu: %s\n", number, text.data);
    od_buffer_release(&text);
  }
  od_json_free(result);
  return equal;
}

static void test_official_suite(void **state) {
  (void)state;
  const char *path = OD_SHARED_DATA "/jsonlogic/tests-official-2024.json";
  char *text = read_file(path);
  if (!text) {
    print_message("skipped: the official suite is not at %s\n", path);
    skip();
  }
  od_json *suite = parse(text);
  od_logic_run run = {0};
  size_t count = 0, passed = 0;
  for (const od_json *t = od_json_first(suite); t; t = od_json_next(t))
    if (od_json_is(t, OD_JSON_ARRAY))
      passed += (size_t)passes(t, count++, &run);
  assert_int_equal(passed, 280);
  assert_int_equal(count, 280);
  od_logic_run_release(&run);
  od_json_free(suite);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_official_suite)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
