/* Two devices side by side. */
#include "rules/rules.h"
#include "rules_support.h"

static od_json *compare(const char *broken, const char *healthy) {
  od_rules *rules;
  od_facts *a = facts_of(broken), *b = facts_of(healthy);
  char *text;
  assert_int_equal(od_rules_builtin(&rules), OD_OK);
  assert_int_equal(od_rules_compare(&text, rules, a, b, "json"), OD_OK);
  od_json *document = json_of(text);
  od_free(text);
  od_facts_free(a);
  od_facts_free(b);
  od_rules_free(rules);
  return document;
}

/* The names of a list's facts, apart by blanks. */
static void check_names(const od_json *document, const char *list,
                        const char *wanted) {
  od_buffer names = {0};
  const od_json *item = od_json_first(od_json_member(document, list));
  for (; item; item = od_json_next(item)) {
    if (names.size) od_buffer_char(&names, ' ');
    od_buffer_view(&names, od_json_view(od_json_member(item, "fact")));
  }
  assert_string_equal(names.data ? names.data : "", wanted);
  od_buffer_release(&names);
}

static void test_lists(void **state) {
  static const struct {
    const char *broken, *healthy, *differences, *expected, *rest;
  } table[] = {
      {"{}", "{}", "", "", ""},
      {"{\"prt.present\": true}", "{\"prt.present\": true}", "", "", ""},
      {"{\"prt.present\": true}", "{\"prt.present\": \"?\"}", "", "",
       "prt.present"},
      {"{}", "{\"prt.present\": true}", "", "", "prt.present"},
      {"{\"prt.present\": \"?\"}", "{}", "", "", ""},
      /* what a rule reads comes before what is first by name */
      {"{\"device.key_provider\": \"a\", \"prt.present\": false}",
       "{\"device.key_provider\": \"b\", \"prt.present\": true}",
       "prt.present device.key_provider", "", ""},
      /* absence is an answer, too */
      {"{\"tls.client.tls_1_2\": null}", "{\"tls.client.tls_1_2\": false}",
       "tls.client.tls_1_2", "", ""},
      {"{\"tls.client.tls_1_2\": null}", "{\"tls.client.tls_1_2\": null}", "",
       "", ""},
      /* ids and times, and the twin that a rule answers differently for */
      {"{\"device.id\": \"a\", \"device.certificate_days_left\": 300}",
       "{\"device.id\": \"b\", \"device.certificate_days_left\": 299}", "",
       "device.certificate_days_left device.id", ""},
      {"{\"device.id\": \"a\", \"device.certificate_days_left\": -3}",
       "{\"device.id\": \"b\", \"device.certificate_days_left\": 299}",
       "device.certificate_days_left", "device.id", ""},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(table); i++) {
    od_json *document = compare(table[i].broken, table[i].healthy);
    check_names(document, "differences", table[i].differences);
    check_names(document, "expected", table[i].expected);
    check_names(document, "not_compared", table[i].rest);
    od_json_free(document);
  }
}

static const char *text_of(const od_json *document) {
  const od_json *first =
      od_json_first(od_json_member(document, "differences"));
  return od_json_text(od_json_member(first, "text"));
}

static void test_words(void **state) {
  static const struct {
    const char *name, *broken, *healthy, *words;
  } table[] = {
      {"prt.present", "true", "false",
       ": true on the broken device, false on the healthy one."},
      {"prt.present", "null", "false",
       ": absent on the broken device, false on the healthy one."},
      {"codes", "[\"12007\", \"12029\"]", "[\"12029\", \"12002\"]",
       ": only the broken device has \"12007\"; only the healthy one has "
       "\"12002\"."},
      {"codes", "[\"12029\"]", "[\"12029\", \"12002\"]",
       ": only the healthy device has \"12002\"."},
      {"codes", "[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\"]",
       "[\"1\"]", "\"7\" and 1 more."},
      {"codes", "[\"1\",\"2\"]", "[\"2\",\"1\"]",
       ": the order is not the same."},
      {"codes", "[\"1\"]", "[]",
       ": [\"1\"] on the broken device, [] on the healthy one."},
      {"device.key_provider", "\"a\\u001b\\n\"", "\"b\"",
       ": \"a\\u001b\\n\" on the broken"},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(table); i++) {
    od_buffer sides[2] = {{0}, {0}};
    od_buffer_format(&sides[0], "{\"%s\": %s}", table[i].name,
                     table[i].broken);
    od_buffer_format(&sides[1], "{\"%s\": %s}", table[i].name,
                     table[i].healthy);
    od_json *document = compare(sides[0].data, sides[1].data);
    if (!strstr(text_of(document), table[i].words))
      fail_msg("%s", text_of(document));
    od_json_free(document);
    od_buffer_release(&sides[0]);
    od_buffer_release(&sides[1]);
  }
}

static void test_long_values_are_cut_between_characters(void **state) {
  od_buffer broken = {0};
  (void)state;
  od_buffer_text(&broken, "{\"device.key_provider\": \"x");
  for (int i = 0; i < 500; i++) od_buffer_text(&broken, "\xc3\xa4");
  od_buffer_text(&broken, "\"}");
  od_json *document =
      compare(broken.data, "{\"device.key_provider\": \"b\"}");
  const char *text = text_of(document);
  assert_non_null(strstr(text, "\xc3\xa4 \xe2\x80\xa6 on the broken"));
  assert_true(strlen(text) < 400);
  od_json_free(document);
  od_buffer_release(&broken);
}

static void test_rules_are_named(void **state) {
  od_json *document = compare("{\"device.auth_status\": \"failed\"}",
                              "{\"device.auth_status\": \"success\"}");
  const od_json *first =
      od_json_first(od_json_member(document, "differences"));
  (void)state;
  assert_true(od_json_count(od_json_member(first, "read_by")) >=
              od_json_count(od_json_member(first, "decides")));
  assert_true(od_json_count(od_json_member(first, "decides")) > 0);
  const od_json *side = od_json_member(first, "broken");
  assert_string_equal(od_json_text(od_json_member(side, "value")), "failed");
  od_json_free(document);
}

static void test_formats(void **state) {
  od_rules *rules;
  od_facts *a = facts_of("{\"prt.present\": true, \"device.id\": \"a\"}");
  od_facts *b = facts_of("{\"prt.present\": false, \"device.id\": \"b\"}");
  char *text;
  (void)state;
  assert_int_equal(od_rules_builtin(&rules), OD_OK);
  assert_int_equal(od_rules_compare(&text, rules, a, b, "xml"), OD_EINVALID);
  assert_null(text);
  assert_int_equal(od_rules_compare(&text, rules, a, b, "text"), OD_OK);
  assert_non_null(strstr(text, "Differs, and rules look at it\n  prt.present"));
  assert_non_null(strstr(text, "or devices\n    device.id\n"));
  od_free(text);
  assert_int_equal(od_rules_compare(&text, rules, a, a, "text"), OD_OK);
  assert_string_equal(text, "Nothing differs that both devices tell of.\n");
  od_free(text);
  od_facts_free(a);
  od_facts_free(b);
  od_rules_free(rules);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lists), cmocka_unit_test(test_words),
      cmocka_unit_test(test_long_values_are_cut_between_characters),
      cmocka_unit_test(test_rules_are_named), cmocka_unit_test(test_formats)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
