/* Conditions on known data: JavaScript's answers, checked against node. */
#include "rules_support.h"

static const char data[] =
    "{\"a\":{\"b\":\"c\"},\"list\":[1,\"2\",{\"x\":3},null,[4,5],true],"
    "\"s\":\"h\xf0\x9f\x98\x80llo\",\"z\":null,\"e\":\"\",\"t\":true,"
    "\"f\":false,\"n\":1.25,\"0\":\"zero\",\"o\":{\"p\":{\"q\":1}},"
    "\"m\":{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,"
    "\"h\":8,\"i\":9,\"j\":10}}";

typedef struct example {
  const char *rule;
  const char *result;
} example;

static void check(const example *examples, size_t count) {
  for (size_t i = 0; i < count; i++) {
    char *result = on_json(examples[i].rule, data);
    if (strcmp(result, examples[i].result))
      fail_msg("%s gave %s, not %s", examples[i].rule, result,
               examples[i].result);
    od_free(result);
  }
}

static void test_equality(void **state) {
  static const example examples[] = {
      {"{\"==\":[1,\"1\"]}", "true"},
      {"{\"==\":[0,\"\"]}", "true"},
      {"{\"==\":[0,\" \"]}", "true"},
      {"{\"==\":[0,\"a\"]}", "false"},
      {"{\"==\":[null,0]}", "false"},
      {"{\"==\":[null,null]}", "true"},
      {"{\"==\":[null]}", "true"},
      {"{\"===\":[null]}", "false"},
      {"{\"==\":[true,\"1\"]}", "true"},
      {"{\"==\":[false,\"\"]}", "true"},
      {"{\"==\":[false,[]]}", "true"},
      {"{\"==\":[\"1,2\",[1,2]]}", "true"},
      {"{\"==\":[[1],[1]]}", "false"},
      {"{\"==\":[{\"var\":\"list\"},{\"var\":\"list\"}]}", "true"},
      {"{\"===\":[{\"var\":\"a\"},{\"var\":\"a\"}]}", "true"},
      {"{\"==\":[\"[object Object]\",{\"var\":\"a\"}]}", "true"},
      {"{\"==\":[{\"var\":\"a\"},{\"var\":\"list\"}]}", "false"},
      {"{\"!=\":[1,\"x\"]}", "true"},
      {"{\"!==\":[1,\"1\"]}", "true"},
      {"{\"===\":[{\"-\":[\"x\"]},{\"-\":[\"x\"]}]}", "false"}};
  (void)state;
  check(examples, COUNT(examples));
}

static void test_order(void **state) {
  static const example examples[] = {
      {"{\"<\":[\"10\",\"9\"]}", "true"},
      {"{\"<\":[\"10\",9]}", "false"},
      {"{\"<\":[\"a\",1]}", "false"},
      {"{\">=\":[\"a\",1]}", "false"},
      {"{\"<\":[null,1]}", "true"},
      {"{\"<=\":[null,0]}", "true"},
      {"{\"<\":[1]}", "false"},
      {"{\">\":[[2],1]}", "true"},
      {"{\"<\":[0,1,2]}", "true"},
      {"{\"<=\":[0,1,1]}", "true"},
      {"{\"<=\":[1,0,1]}", "false"},
      {"{\"<\":[0,1,null]}", "false"},
      {"{\"<\":[true,2]}", "true"},
      {"{\"<\":[\"\\ud83d\\ude00\",\"\\ufb00\"]}", "true"},
      {"{\"<\":[\"\\u00e9\",\"z\"]}", "false"},
      {"{\"<\":[\"a\",\"ab\"]}", "true"}};
  (void)state;
  check(examples, COUNT(examples));
}

static void test_reckoning(void **state) {
  static const example examples[] = {
      {"{\"+\":[]}", "0"},
      {"{\"+\":[\"3.14xyz\",1]}", "4.140000000000001"},
      {"{\"+\":[null]}", "null"},
      {"{\"+\":[true]}", "null"},
      {"{\"+\":[[1,2]]}", "1"},
      {"{\"*\":[\"2\"]}", "\"2\""},
      {"{\"*\":[\"2\",3]}", "6"},
      {"{\"*\":[]}", "null"},
      {"{\"-\":[]}", "null"},
      {"{\"-\":[\"5\"]}", "-5"},
      {"{\"-\":[null,1]}", "-1"},
      {"{\"/\":[1,0]}", "null"},
      {"{\"/\":[1,4]}", "0.25"},
      {"{\"%\":[-7,3]}", "-1"},
      {"{\"%\":[7,0]}", "null"},
      {"{\"min\":[]}", "null"},
      {"{\"cat\":[{\"min\":[]}]}", "\"Infinity\""},
      {"{\"max\":[1,\"3\",2]}", "3"},
      {"{\"max\":[1,\"x\"]}", "null"},
      {"{\"min\":[null,1]}", "0"},
      {"{\"cat\":[1e21,\" \",1e-7,\" \",0.1]}", "\"1e+21 1e-7 0.1\""},
      {"{\"+\":[9007199254740992,1]}", "9007199254740992"}};
  (void)state;
  check(examples, COUNT(examples));
}

static void test_text(void **state) {
  static const example examples[] = {
      {"{\"cat\":[]}", "\"\""},
      {"{\"cat\":[null,1,true,[1,[2,null]],\"x\"]}", "\"1true1,2,x\""},
      {"{\"cat\":{\"var\":\"a\"}}", "\"[object Object]\""},
      {"{\"substr\":[\"abc\"]}", "\"abc\""},
      {"{\"substr\":[\"abc\",5]}", "\"\""},
      {"{\"substr\":[\"abc\",-9,2]}", "\"ab\""},
      {"{\"substr\":[\"abc\",1,-9]}", "\"\""},
      {"{\"substr\":[\"abc\",\"1\",\"1\"]}", "\"b\""},
      {"{\"substr\":[12345,1.9,2]}", "\"23\""},
      {"{\"substr\":[null,0,2]}", "\"nu\""},
      {"{\"substr\":[{\"var\":\"s\"},3]}", "\"llo\""},
      {"{\"substr\":[{\"var\":\"s\"},1,2]}", "\"\xf0\x9f\x98\x80\""},
      {"{\"substr\":[{\"var\":\"s\"},1,1]}", "\"\xef\xbf\xbd\""},
      {"{\"substr\":[{\"var\":\"s\"},2,0]}", "\"\""},
      {"{\"in\":[\"\",\"abc\"]}", "true"},
      {"{\"in\":[\"\",\"\"]}", "false"},
      {"{\"in\":[null,\"a null\"]}", "true"},
      {"{\"in\":[\"c\",\"abab\"]}", "false"},
      {"{\"in\":[\"abc\",\"ababc\"]}", "true"},
      {"{\"in\":[\"2\",[1,2]]}", "false"},
      {"{\"in\":[2,[1,2]]}", "true"},
      {"{\"in\":[1,5]}", "false"},
      {"{\"in\":[1,null]}", "false"},
      {"{\"in\":[\"a\"]}", "false"},
      {"{\"in\":[\"b\",{\"var\":\"a\"}]}", "false"},
      {"{\"log\":[\"x\"]}", "\"x\""}};
  (void)state;
  check(examples, COUNT(examples));
}

static void test_var(void **state) {
  static const example examples[] = {
      {"{\"var\":\"a.b\"}", "\"c\""},
      {"{\"var\":\"a.b.c\"}", "null"},
      {"{\"var\":[\"a.x\",\"none\"]}", "\"none\""},
      {"{\"var\":[\"z\",\"none\"]}", "null"},
      {"{\"var\":[\"z.x\",\"none\"]}", "\"none\""},
      {"{\"var\":\"list.2.x\"}", "3"},
      {"{\"var\":\"list.02\"}", "null"},
      {"{\"var\":\"list.-1\"}", "null"},
      {"{\"var\":\"list.length\"}", "6"},
      {"{\"var\":\"list.99999999999999999999\"}", "null"},
      {"{\"var\":\"s.0\"}", "\"h\""},
      {"{\"var\":\"s.length\"}", "6"},
      {"{\"var\":0}", "\"zero\""},
      {"{\"var\":1.5}", "null"},
      {"{\"var\":{\"cat\":[\"a\",\".b\"]}}", "\"c\""},
      {"{\"var\":[{\"var\":\"nope\"}]}", NULL}, /* all data */
      {"{\"var\":\"m.j\"}", "10"},
      {"{\"var\":\"m.a\"}", "1"},
      {"{\"var\":\"m.k\"}", "null"},
      {"{\"var\":\"m.\"}", "null"},
      {"{\"var\":\".\"}", "null"},
      {"{\"var\":{\"filter\":[]}}", "null"},
      {"{\"missing\":[\"a.b\",\"z\",\"e\",\"q\",\"f\"]}",
       "[\"z\",\"e\",\"q\"]"},
      {"{\"missing\":[[\"q\"],\"r\"]}", "[\"q\"]"},
      {"{\"missing_some\":[\"1\",[\"q\",\"a\"]]}", "[]"},
      {"{\"missing_some\":[9,[\"q\",\"a\"]]}", "[\"q\"]"},
      {"{\"missing_some\":[null,[\"q\"]]}", "[]"},
      {"{\"missing_some\":[1,\"q\"]}", "[\"q\"]"}};
  (void)state;
  for (size_t i = 0; i < COUNT(examples); i++)
    if (examples[i].result) check(&examples[i], 1);
  char *all = on_json("{\"var\":[{\"var\":\"nope\"}]}", data);
  od_json *seen = json_of(all), *whole = json_of(data);
  assert_true(od_json_equal(seen, whole));
  od_json_free(seen);
  od_json_free(whole);
  od_free(all);
}

static void test_control(void **state) {
  static const example examples[] = {
      {"{\"and\":[]}", "null"},
      {"{\"or\":[]}", "null"},
      {"{\"and\":[1,[],2]}", "[]"},
      {"{\"or\":[0,\"\",[]]}", "[]"},
      {"{\"and\":{\"var\":\"t\"}}", "true"},
      {"{\"if\":[\"0\",1,2]}", "1"},
      {"{\"?:\":[[],1,2]}", "2"},
      {"{\"!\":[]}", "true"},
      {"{\"!!\":[]}", "false"},
      {"{\"!!\":[{\"var\":\"a\"}]}", "true"},
      {"{\"map\":[5,1]}", "[]"},
      {"{\"map\":[[1,2]]}", "[null,null]"},
      {"{\"filter\":[[1,2,3],{\">\":[{\"var\":\"\"},1]}]}", "[2,3]"},
      {"{\"reduce\":[[1,2],{\"+\":[{\"var\":\"current\"},"
       "{\"var\":\"accumulator\"}]}]}",
       "null"},
      {"{\"reduce\":[null,1,{\"var\":\"n\"}]}", "1.25"},
      {"{\"all\":[\"text\",true]}", "false"},
      {"{\"none\":[null,true]}", "true"},
      {"{\"some\":[[0,1],{\"var\":\"\"}]}", "true"},
      {"{\"merge\":[1,[2,[3]],\"x\"]}", "[1,2,[3],\"x\"]"},
      {"{\"known\":{\"var\":\"nope\"}}", "true"},
      {"{\"known\":\"a.b\"}", "true"},
      {"{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2}"},
      {"{}", "{}"},
      {"[{\"+\":[1,1]},{\"var\":\"n\"}]", "[2,1.25]"}};
  (void)state;
  check(examples, COUNT(examples));
}

/* ---- refusals and limits ---- */

static void test_unknown_operators(void **state) {
  static const struct {
    const char *rule, *message;
    unsigned line, column;
  } cases[] = {
      {"{\"eq\":[1,1]}", "unknown operator 'eq'", 1, 7},
      {"{\"and\":[true,\n  {\"xor\":\n    [1]}]}", "unknown operator 'xor'", 3,
       5},
      {"{\"\":1}", "unknown operator ''", 1, 5},
      {"{\"map\":[[1],{\"VAR\":\"\"}]}", "unknown operator 'VAR'", 1, 20}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    od_logic *logic = (od_logic *)&logic;
    od_view rule = od_view_of(cases[i].rule);
    assert_int_equal(od_logic_read(&logic, "r.json", rule), OD_EPARSE);
    assert_null(logic);
    assert_string_equal(od_error_bare_message(), cases[i].message);
    assert_int_equal(od_error_place()->line, cases[i].line);
    assert_int_equal(od_error_place()->column, cases[i].column);
  }
  od_logic *logic;
  assert_int_equal(od_logic_read(&logic, "r.json", od_view_of("{\"or\":")),
                   OD_EPARSE);
}

static char *nested(const char *open, const char *inner, const char *close,
                    int depth) {
  od_buffer text = {0};
  char *out = NULL;
  for (int i = 0; i < depth; i++) od_buffer_text(&text, open);
  od_buffer_text(&text, inner);
  for (int i = 0; i < depth; i++) od_buffer_text(&text, close);
  assert_int_equal(od_buffer_take(&out, &text), OD_OK);
  return out;
}

static void test_deep_rules(void **state) {
  static const struct { const char *open, *close; int depth; } cases[] = {
      {"{\"!\":", "}", 120},
      {"{\"!\":", "}", 510},
      {"{\"!\":[", "]}", 254},
      {"{\"if\":[true,", ",2]}", 254},
      {"{\"and\":[1,", "]}", 254}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    char *rule = nested(cases[i].open, "true", cases[i].close,
                        cases[i].depth);
    char *result = on_json(rule, "null");
    assert_string_equal(result, "true");
    od_free(result);
    od_free(rule);
  }
  char *rule = nested("{\"!\":", "true", "}", 600);
  od_logic *logic;
  assert_int_equal(od_logic_read(&logic, NULL, od_view_of(rule)), OD_ELIMIT);
  od_free(rule);
}

/* Each of these would take memory or time without end. */
static void test_step_budget(void **state) {
  static const char *const rules[] = {
      /* text that doubles */
      "{\"reduce\":[%s,{\"cat\":[{\"var\":\"accumulator\"},"
      "{\"var\":\"accumulator\"}]},\"xxxxxxxx\"]}",
      /* a list that doubles */
      "{\"reduce\":[%s,{\"merge\":[{\"var\":\"accumulator\"},"
      "{\"var\":\"accumulator\"}]},[1,2]]}",
      /* a list in a list in a list */
      "{\"cat\":{\"reduce\":[%s,[{\"var\":\"accumulator\"}],1]}}",
      /* an object in an object */
      "{\"reduce\":[%s,{\"var\":\"\"},1]}",
      /* a loop in a loop in a loop */
      "{\"map\":[%s,{\"map\":[%s,{\"map\":[%s,{\"map\":[%s,1]}]}]}]}",
      /* text compared over and over */
      "{\"map\":[%s,{\"map\":[%s,{\"map\":[%s,{\"in\":[\"b\","
      "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"]}"
      "]}]}]}"};
  char *items = nested("1,", "1", "", 999);
  (void)state;
  for (size_t i = 0; i < COUNT(rules); i++) {
    od_buffer rule = {0};
    od_logic_data *input = NULL;
    od_logic_run run = {0};
    od_value value;
    for (const char *c = rules[i]; *c; c++) {
      if (c[0] == '%') {
        od_buffer_format(&rule, "[%s]", items);
        c++;
      } else {
        od_buffer_char(&rule, *c);
      }
    }
    od_logic *logic = logic_of(rule.data);
    assert_int_equal(od_logic_data_json(&input, NULL), OD_OK);
    assert_int_equal(od_logic_evaluate(&value, logic, input, &run),
                     OD_ELIMIT);
    assert_int_equal(value.kind, OD_KIND_UNKNOWN);
    /* The run can be used again. */
    od_logic *sound = logic_of("{\"+\":[1,1]}");
    assert_int_equal(od_logic_evaluate(&value, sound, input, &run), OD_OK);
    assert_true(value.as.number == 2);
    od_logic_free(sound);
    od_logic_run_release(&run);
    od_logic_data_free(input);
    od_logic_free(logic);
    od_buffer_release(&rule);
  }
  od_free(items);
}

/* One big list costs what it must: no step is quadratic. */
static void test_long_lists(void **state) {
  char *items = nested("\"abc\",", "\"end\"", "", 100000);
  od_buffer rule = {0};
  (void)state;
  od_buffer_format(&rule, "{\"in\":[\"end\",[%s]]}", items);
  char *result = on_json(rule.data, "null");
  assert_string_equal(result, "true");
  od_free(result);
  od_buffer_release(&rule);
  od_free(items);
}

static void test_names(void **state) {
  od_logic *logic = logic_of(
      "{\"and\":[{\"var\":\"b\"},{\"known\":\"a\"},{\"var\":\"b\"},"
      "{\"some\":[{\"var\":\"list\"},{\"var\":\"inner\"}]},"
      "{\"missing\":[\"m\"]},{\"missing_some\":[1,[\"n\",\"a\"]]},"
      "{\"var\":\"\"}]}");
  static const char *const expected[] = {"a", "b", "list", "m", "n"};
  size_t count = 0;
  (void)state;
  const char *const *names = od_logic_names(logic, &count);
  assert_int_equal(count, COUNT(expected));
  for (size_t i = 0; i < count; i++)
    assert_string_equal(names[i], expected[i]);
  od_logic_free(logic);
  od_logic_free(NULL);
  assert_int_equal(od_operator_flags("=>"), -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_equality),
      cmocka_unit_test(test_order),
      cmocka_unit_test(test_reckoning),
      cmocka_unit_test(test_text),
      cmocka_unit_test(test_var),
      cmocka_unit_test(test_control),
      cmocka_unit_test(test_unknown_operators),
      cmocka_unit_test(test_deep_rules),
      cmocka_unit_test(test_step_budget),
      cmocka_unit_test(test_long_lists),
      cmocka_unit_test(test_names)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
