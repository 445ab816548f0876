#include <float.h>

#include "check.h"
#include "core/job.h"
#include "core/json.h"
#include "locales.h"

static od_json *read_json(const char *text) {
  od_json_options options = {0};
  od_json *json;
  if (od_json_parse(&json, od_view_of(text), &options) != OD_OK)
    print_error("%s\n", od_error_message());
  assert_non_null(json);
  return json;
}

static char *written(const od_json *json, int indent) {
  od_buffer out = {0};
  char *text;
  od_json_write(&out, json, indent);
  assert_int_equal(od_buffer_take(&text, &out), OD_OK);
  return text;
}

static void there_and_back(void **state) {
  (void)state;
  static const struct {
    const char *text, *again; /* NULL: the same */
  } rows[] = {
      {"null", NULL},
      {"true", NULL},
      {"false", NULL},
      {"0", NULL},
      {"-0", "0"},
      {"1.50", "1.5"},
      {"1E2", "100"},
      {"-1.5e-3", "-0.0015"},
      {"1e-400", "0"}, /* too small is zero, too large is refused */
      {"1.7976931348623157e308", "1.7976931348623157e+308"},
      {"\"\"", NULL},
      {"\"\\u00e9\\u20ac\\ud83d\\ude00\"",
       "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\""},
      {"\"\\/\\b\\f\\n\\r\\t\\\"\\\\\"", "\"/\\b\\f\\n\\r\\t\\\"\\\\\""},
      {"\"\x7f\"", "\"\\u007f\""},
      {"[]", NULL},
      {"{}", NULL},
      {" [ 1 , [ ] , { } ] ", "[1,[],{}]"},
      {"{\"b\":1,\"a\":{\"\":null}}", NULL}, /* members keep their order */
      {"\t{\"a\"\r\n:\n1}\n", "{\"a\":1}"},
      {"{\"a\":1,\"A\":2}", NULL},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_json *json = read_json(rows[i].text);
    char *text = written(json, 0);
    ROW_TEXT(text, rows[i].again ? rows[i].again : rows[i].text, i);
    od_free(text);
    od_json_free(json);
  }
}

static void writing_with_indent(void **state) {
  (void)state;
  od_json *json = read_json("{\"a\":[1,{\"b\":[]}],\"c\":{}}");
  char *text = written(json, 2);
  assert_string_equal(text,
                      "{\n  \"a\": [\n    1,\n    {\n      \"b\": []\n"
                      "    }\n  ],\n  \"c\": {}\n}");
  od_free(text);
  od_json_free(json);
}

static void looking(void **state) {
  (void)state;
  od_json *json = read_json("{\"t\":\"x\",\"n\":2.5,\"b\":true,\"f\":false,"
                            "\"z\":null,\"l\":[1,2,3],\"o\":{\"p\":\"q\"}}");
  static const struct {
    const char *name;
    od_json_type type;
    size_t count;
  } rows[] = {
      {"t", OD_JSON_TEXT, 0}, {"n", OD_JSON_NUMBER, 0}, {"b", OD_JSON_BOOL, 0},
      {"f", OD_JSON_BOOL, 0}, {"z", OD_JSON_NULL, 0},   {"l", OD_JSON_ARRAY, 3},
      {"o", OD_JSON_OBJECT, 1},
  };
  const od_json *item = od_json_first(json);
  for (size_t i = 0; i < COUNT_OF(rows); i++, item = od_json_next(item)) {
    ROW_TEXT(od_json_name(item), rows[i].name, i);
    ROW(od_json_member(json, rows[i].name) == item, i);
    ROW(od_json_type_of(item) == rows[i].type, i);
    ROW(od_json_is(item, rows[i].type), i);
    ROW(!od_json_is(item, (od_json_type)((rows[i].type + 1) % 6)), i);
    ROW(od_json_count(item) == rows[i].count, i);
    ROW((od_json_text(item) != NULL) == (rows[i].type == OD_JSON_TEXT), i);
    ROW((od_json_number(item) != 0) == (rows[i].type == OD_JSON_NUMBER), i);
    ROW(od_json_bool(item) == (i == 2), i);
  }
  assert_null(item);
  assert_null(od_json_member(json, "T"));
  assert_null(od_json_member(json, ""));
  assert_null(od_json_member(od_json_member(json, "l"), "p"));
  assert_null(od_json_name(json));
  od_json_free(json);
}

static void no_value_is_asked_in_vain(void **state) {
  (void)state;
  assert_int_equal(od_json_type_of(NULL), OD_JSON_NULL);
  assert_false(od_json_is(NULL, OD_JSON_NULL));
  assert_null(od_json_name(NULL));
  assert_null(od_json_text(NULL));
  assert_int_equal(od_json_view(NULL).size, 0);
  assert_true(od_json_number(NULL) == 0);
  assert_false(od_json_bool(NULL));
  assert_null(od_json_first(NULL));
  assert_null(od_json_next(NULL));
  assert_int_equal(od_json_count(NULL), 0);
  assert_null(od_json_member(NULL, "a"));
  assert_null(od_json_copy(NULL));
  assert_true(od_json_equal(NULL, NULL));
  od_json_free(NULL);
}

static void equality(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    int equal;
  } rows[] = {
      {"1", "1.0", 1},
      {"1", "2", 0},
      {"1", "\"1\"", 0},
      {"0", "false", 0},
      {"null", "false", 0},
      {"null", "null", 1},
      {"true", "false", 0},
      {"\"a\"", "\"\\u0061\"", 1},
      {"\"a\"", "\"A\"", 0},
      {"[1,2]", "[1,2]", 1},
      {"[1,2]", "[2,1]", 0},
      {"[1,2]", "[1,2,3]", 0},
      {"[]", "{}", 0},
      {"{\"a\":1,\"b\":[{}]}", "{\"b\":[{}],\"a\":1}", 1},
      {"{\"a\":1}", "{\"a\":1,\"b\":2}", 0},
      {"{\"a\":1}", "{\"b\":1}", 0},
      {"{\"a\":1}", "{\"A\":1}", 0},
      {"{\"a\":{\"x\":1}}", "{\"a\":{\"x\":2}}", 0},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_json *a = read_json(rows[i].a), *b = read_json(rows[i].b);
    ROW(od_json_equal(a, b) == rows[i].equal, i);
    ROW(od_json_equal(b, a) == rows[i].equal, i);
    ROW(od_json_equal(a, a), i);
    ROW(!od_json_equal(a, NULL), i);
    od_json_free(a);
    od_json_free(b);
  }
}

static void making(void **state) {
  (void)state;
  od_json *list = od_json_new_array(), *json = od_json_new_object();
  assert_int_equal(od_json_add(list, od_json_new_number(0.5)), OD_OK);
  assert_int_equal(od_json_add(list, od_json_new_bool(1)), OD_OK);
  assert_int_equal(od_json_add(list, od_json_new_bool(0)), OD_OK);
  assert_int_equal(od_json_add(list, od_json_new_null()), OD_OK);
  assert_int_equal(od_json_put(json, "list", list), OD_OK);
  assert_int_equal(
      od_json_put(json, "a\"b", od_json_new_text((od_view){"xyz", 2})), OD_OK);
  char *text = written(json, 0);
  assert_string_equal(text,
                      "{\"list\":[0.5,true,false,null],\"a\\\"b\":\"xy\"}");
  od_json *copy = od_json_copy(json);
  assert_true(od_json_equal(copy, json));
  od_json_free(json);
  char *again = written(copy, 0);
  assert_string_equal(again, text);
  od_json_free(copy);
  od_free(text);
  od_free(again);
}

static void what_could_not_be_made_is_no_memory(void **state) {
  (void)state;
  od_json *list = od_json_new_array(), *object = od_json_new_object();
  assert_int_equal(od_json_add(list, NULL), OD_ENOMEM);
  assert_int_equal(od_json_put(object, "a", NULL), OD_ENOMEM);
  assert_int_equal(od_json_add(NULL, od_json_new_null()), OD_ENOMEM);
  assert_int_equal(od_json_put(NULL, "a", od_json_new_null()), OD_ENOMEM);
  assert_string_equal(od_error_message(), "out of memory");
  assert_int_equal(od_json_count(list), 0);
  assert_int_equal(od_json_count(object), 0);
  od_json_free(list);
  od_json_free(object);
}

static void a_nul_does_not_cut_text(void **state) {
  (void)state;
  od_json *json = od_json_new_text((od_view){"a\0b\0", 4});
  assert_string_equal(od_json_text(json), "a\xef\xbf\xbd" "b\xef\xbf\xbd");
  od_json_free(json);
}

static void numbers_that_are_none_are_null(void **state) {
  (void)state;
  od_json *json = od_json_new_number(DBL_MAX * 10);
  char *text = written(json, 0);
  assert_string_equal(text, "null");
  od_free(text);
  od_json_free(json);
}

static void jobs_bring_their_options(void **state) {
  (void)state;
  od_job *job;
  od_json *json;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(
      od_json_parse_for(&json, "a.json", od_view_of("[1,]"), job), OD_EPARSE);
  assert_string_equal(od_error_message(), "a.json:1:3: not JSON: trailing "
                                          "comma");
  od_job_set(job, "json.forgive_commas", "true");
  assert_int_equal(
      od_json_parse_for(&json, "a.json", od_view_of("[1,]"), job), OD_OK);
  assert_int_equal(od_json_count(json), 1);
  od_json_free(json);
  od_job_set(job, "json.max_depth", "2");
  assert_int_equal(
      od_json_parse_for(&json, "a.json", od_view_of("[[[1]]]"), job),
      OD_ELIMIT);
  assert_null(json);
  assert_string_equal(od_error_message(),
                      "a.json:1:3: not JSON: nested too deeply");
  od_job_free(job);
}

static void locales_change_nothing(void **state) {
  (void)state;
  if (!use_locale("de_DE")) skip();
  od_json *json = read_json("[0.5,-1.25e-3,12345.678,1e21]");
  char *text = written(json, 0);
  use_c_locale();
  assert_string_equal(text, "[0.5,-0.00125,12345.678,1e+21]");
  od_free(text);
  od_json_free(json);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(there_and_back),
      cmocka_unit_test(writing_with_indent),
      cmocka_unit_test(looking),
      cmocka_unit_test(no_value_is_asked_in_vain),
      cmocka_unit_test(equality),
      cmocka_unit_test(making),
      cmocka_unit_test(what_could_not_be_made_is_no_memory),
      cmocka_unit_test(a_nul_does_not_cut_text),
      cmocka_unit_test(numbers_that_are_none_are_null),
      cmocka_unit_test(jobs_bring_their_options),
      cmocka_unit_test(locales_change_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
