/* The third value: Kleene's tables, what decided, and that it never flips. */
#include "rules_support.h"

/* Facts of any type, so that a test can give them any value. */
#define A "onedrive.policy.A"
#define B "onedrive.policy.B"
#define VAR_A "{\"var\":\"" A "\"}"
#define VAR_B "{\"var\":\"" B "\"}"

static const char *const values[] = {"false", "true", "\"?\""};

static od_facts *two_facts(const char *a, const char *b) {
  od_buffer text = {0};
  od_buffer_format(&text, "{\"" A "\":%s,\"" B "\":%s}", a, b);
  od_facts *facts = facts_of(text.data);
  od_buffer_release(&text);
  return facts;
}

static const char *truth_of(const char *result) {
  if (!strncmp(result, "unknown ", 8)) return result + 8;
  return result;
}

static void expect(const char *rule, const od_facts *facts,
                   const char *wanted) {
  char *result = on_facts(rule, facts, NULL);
  if (strcmp(truth_of(result), wanted))
    fail_msg("%s gave %s, not %s", rule, result, wanted);
  od_free(result);
}

/* Rows: false, true, unknown; columns the same. */
typedef struct table {
  const char *rule;
  const char *results[3][3];
} table;

#define F "false"
#define T "true"
#define U "unknown"

static void test_tables_of_two(void **state) {
  static const table tables[] = {
      {"{\"and\":[" VAR_A "," VAR_B "]}",
       {{F, F, F}, {F, T, U}, {F, U, U}}},
      {"{\"or\":[" VAR_A "," VAR_B "]}",
       {{F, T, U}, {T, T, T}, {U, T, U}}},
      {"{\"==\":[" VAR_A "," VAR_B "]}",
       {{T, F, U}, {F, T, U}, {U, U, U}}},
      {"{\"===\":[" VAR_A "," VAR_B "]}",
       {{T, F, U}, {F, T, U}, {U, U, U}}},
      {"{\"!=\":[" VAR_A "," VAR_B "]}",
       {{F, T, U}, {T, F, U}, {U, U, U}}},
      {"{\"!==\":[" VAR_A "," VAR_B "]}",
       {{F, T, U}, {T, F, U}, {U, U, U}}},
      {"{\"<\":[" VAR_A "," VAR_B "]}",
       {{F, T, U}, {F, F, U}, {U, U, U}}},
      {"{\"<=\":[" VAR_A "," VAR_B "]}",
       {{T, T, U}, {F, T, U}, {U, U, U}}},
      {"{\">\":[" VAR_A "," VAR_B "]}",
       {{F, F, U}, {T, F, U}, {U, U, U}}},
      {"{\">=\":[" VAR_A "," VAR_B "]}",
       {{T, F, U}, {T, T, U}, {U, U, U}}},
      {"{\"if\":[" VAR_A "," VAR_B ",true]}",
       {{T, T, T}, {F, T, U}, {U, T, U}}},
      {"{\"?:\":[" VAR_A ",false," VAR_B "]}",
       {{F, T, U}, {F, F, F}, {F, U, U}}},
      {"{\"in\":[true,[" VAR_A "," VAR_B "]]}",
       {{F, T, U}, {T, T, T}, {U, T, U}}},
      {"{\"some\":[[" VAR_A "," VAR_B "],{\"var\":\"\"}]}",
       {{F, T, U}, {T, T, T}, {U, T, U}}},
      {"{\"all\":[[" VAR_A "," VAR_B "],{\"var\":\"\"}]}",
       {{F, F, F}, {F, T, U}, {F, U, U}}},
      {"{\"none\":[[" VAR_A "," VAR_B "],{\"var\":\"\"}]}",
       {{T, F, U}, {F, F, F}, {U, F, U}}},
      {"{\"!\":{\"and\":[" VAR_A "," VAR_B "]}}",
       {{T, T, T}, {T, F, U}, {T, U, U}}},
      {"{\"and\":[{\"known\":\"" A "\"},{\"known\":" VAR_B "}]}",
       {{T, T, F}, {T, T, F}, {F, F, F}}}};
  (void)state;
  for (int a = 0; a < 3; a++)
    for (int b = 0; b < 3; b++) {
      od_facts *facts = two_facts(values[a], values[b]);
      for (size_t i = 0; i < COUNT(tables); i++)
        expect(tables[i].rule, facts, tables[i].results[a][b]);
      od_facts_free(facts);
    }
}

static void test_tables_of_one(void **state) {
  static const struct { const char *rule, *results[3]; } tables[] = {
      {"{\"!\":" VAR_A "}", {T, F, U}},
      {"{\"!!\":" VAR_A "}", {F, T, U}},
      {"{\"known\":\"" A "\"}", {T, T, F}},
      {"{\"known\":[\"" A "\"]}", {T, T, F}},
      {"{\"!\":{\"known\":[" VAR_A "]}}", {F, F, T}},
      {"{\"if\":[" VAR_A ",1,1]}", {"1", "1", "1"}},
      {"{\"if\":[" VAR_A ",\"x\",\"y\"]}", {"\"y\"", "\"x\"", T}},
      {"{\"if\":[" VAR_A ",[1],[1]]}", {"[1]", "[1]", "[1]"}},
      {"{\"if\":[" VAR_A ",[1],[2]]}", {"[2]", "[1]", T}},
      {"{\"if\":[" VAR_A ",0]}", {"null", "0", F}},
      {"{\"if\":[false,1," VAR_A ",2,2]}", {"2", "2", "2"}},
      {"{\"!==\":[" VAR_A ",null]}", {T, T, U}},
      {"{\"cat\":[\"x\"," VAR_A "]}", {"\"xfalse\"", "\"xtrue\"", U}},
      {"{\"substr\":[" VAR_A ",0,1]}", {"\"f\"", "\"t\"", U}},
      {"{\"merge\":[" VAR_A "]}", {"[false]", "[true]", U}},
      {"{\"merge\":[1," VAR_A "]}", {"[1,false]", "[1,true]", T}},
      {"{\"+\":[1," VAR_A "]}", {"null", "null", U}},
      {"{\"-\":[1," VAR_A "]}", {"1", "0", U}},
      {"{\"-\":" VAR_A "}", {"0", "-1", U}},
      {"{\"*\":[" VAR_A "]}", {F, T, U}},
      {"{\"/\":[1," VAR_A "]}", {"null", "1", U}},
      {"{\"%\":[3," VAR_A "]}", {"null", "0", U}},
      {"{\"min\":[1," VAR_A "]}", {"0", "1", U}},
      {"{\"max\":[1," VAR_A "]}", {"1", "1", U}},
      {"{\"<\":[5,4," VAR_A "]}", {F, F, F}},
      {"{\"in\":[" VAR_A ",[]]}", {F, F, F}},
      {"{\"in\":[\"x\"," VAR_A "]}", {F, F, U}},
      {"{\"in\":[" VAR_A ",\"a true b\"]}", {F, T, U}},
      {"{\"in\":[" VAR_A ",5]}", {F, F, F}},
      {"{\"map\":[" VAR_A ",1]}", {"[]", "[]", U}},
      {"{\"filter\":[[1,2]," VAR_A "]}", {"[]", "[]", "[]"}},
      {"{\"reduce\":[" VAR_A ",1,5]}", {"5", "5", U}},
      {"{\"reduce\":[[1],{\"var\":\"accumulator\"}," VAR_A "]}", {F, T, U}},
      {"{\"some\":[" VAR_A ",1]}", {F, F, U}},
      {"{\"missing\":[\"" A "\"]}", {"[]", "[]", U}},
      {"{\"!\":{\"missing\":[\"" A "\"]}}", {T, T, U}},
      {"{\"missing_some\":[1,[\"" A "\",\"device.id\"]]}",
       {"[]", "[]", U}},
      {"{\"var\":[\"" A "\",5]}", {F, T, U}},
      {"{\"var\":[{\"if\":[" VAR_A ",\"" A "\",\"" A "\"]}]}", {F, T, U}},
      {"{\"===\":[{\"or\":[" VAR_A ",7]},7]}", {T, F, U}},
      {"{\"log\":" VAR_A "}", {F, T, U}},
      {"[" VAR_A "]", {"[false]", "[true]", "[null]"}}};
  (void)state;
  for (int a = 0; a < 3; a++) {
    od_facts *facts = two_facts(values[a], "1");
    for (size_t i = 0; i < COUNT(tables); i++)
      expect(tables[i].rule, facts, tables[i].results[a]);
    od_facts_free(facts);
  }
}

/* Absent is null and known; but it has no size. */
static void test_absent(void **state) {
  static const struct { const char *rule, *result; } cases[] = {
      {VAR_A, "null"},
      {"{\"===\":[" VAR_A ",null]}", T},
      {"{\"==\":[" VAR_A ",false]}", F},
      {"{\"known\":\"" A "\"}", T},
      {"{\"!\":" VAR_A "}", T},
      {"{\"var\":[\"" A "\",5]}", "5"},
      {"{\"<\":[" VAR_A ",4]}", U},
      {"{\"<\":[{\"var\":[\"" A "\",9]},4]}", F},
      {"{\">=\":[0," VAR_A "]}", U},
      {"{\"-\":[" VAR_A ",1]}", U},
      {"{\"+\":[" VAR_A ",1]}", U},
      {"{\"min\":[" VAR_A ",1]}", U},
      {"{\"and\":[{\"!==\":[" VAR_A ",null]},{\"<\":[" VAR_A ",4]}]}", F},
      {"{\"and\":[{\"known\":\"" A "\"},{\"<\":[" VAR_A ",4]}]}", U},
      {"{\"missing\":[\"" A "\"]}", "[\"" A "\"]"},
      {"{\"missing\":[\"" A "\",\"never.heard.of\"]}", T},
      {"{\"cat\":[\"x\"," VAR_A "]}", "\"x\""}};
  od_facts *facts = two_facts("null", "1");
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++)
    expect(cases[i].rule, facts, cases[i].result);
  od_facts_free(facts);
}

/* What a record of a list does not say is unknown, what it lacks is not. */
static void test_elements(void **state) {
  od_facts *facts = facts_of(
      "{\"onedrive.accounts\":[{\"name\":\"Business1\"},{\"name\":"
      "\"Personal\",\"email\":\"a@b.c\",\"cid\":null}],"
      "\"tls.cipher_suites\":[\"X\",\"Y\"]}");
  static const struct { const char *rule, *result; } cases[] = {
      {"{\"some\":[{\"var\":\"onedrive.accounts\"},{\"==\":[{\"var\":"
       "\"name\"},\"Personal\"]}]}",
       T},
      {"{\"some\":[{\"var\":\"onedrive.accounts\"},{\"==\":[{\"var\":"
       "\"email\"},\"x\"]}]}",
       U},
      {"{\"some\":[{\"var\":\"onedrive.accounts\"},{\"==\":[{\"var\":"
       "\"email\"},\"a@b.c\"]}]}",
       T},
      {"{\"all\":[{\"var\":\"onedrive.accounts\"},{\"known\":\"email\"}]}",
       F},
      {"{\"filter\":[{\"var\":\"onedrive.accounts\"},{\"var\":\"email\"}]}",
       T},
      {"{\"some\":[{\"var\":\"onedrive.accounts\"},{\"<\":[{\"var\":"
       "\"cid\"},1]}]}",
       U},
      {"{\"in\":[\"Y\",{\"var\":\"tls.cipher_suites\"}]}", T},
      {"{\"in\":[\"Z\",{\"var\":\"tls.cipher_suites\"}]}", F},
      {"{\"reduce\":[{\"var\":\"tls.cipher_suites\"},{\"cat\":[{\"var\":"
       "\"accumulator\"},{\"var\":\"current\"}]},\"\"]}",
       "\"XY\""},
      {"{\"var\":\"onedrive\"}", U},
      {"{\"var\":\"tls.cipher_suites.0\"}", U},
      {"{\"var\":\"\"}", U},
      {"{\"var\":{\"cat\":[\"tls\",\".cipher_suites\"]}}",
       "[\"X\",\"Y\"]"}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++)
    expect(cases[i].rule, facts, cases[i].result);
  od_facts_free(facts);
}

/* ---- which facts decided ---- */

#define C_FACT "onedrive.policy.C"
#define D_FACT "onedrive.policy.D"
#define VAR_C "{\"var\":\"" C_FACT "\"}"
#define VAR_D "{\"var\":\"" D_FACT "\"}"

static void test_decided_by(void **state) {
  /* A true, B false, C and D unknown */
  od_facts *facts = facts_of("{\"" A "\":true,\"" B "\":false,\"" C_FACT
                             "\":\"?\"}");
  static const struct { const char *rule, *result, *decided; } cases[] = {
      {"{\"and\":[" VAR_A "," VAR_B "," VAR_C "]}", F, B},
      {"{\"and\":[" VAR_C "," VAR_A "," VAR_B "]}", F, B},
      {"{\"and\":[" VAR_A "," VAR_A "]}", T, A},
      {"{\"and\":[" VAR_A ",{\"!\":" VAR_B "}]}", T, A " " B},
      {"{\"and\":[" VAR_A "," VAR_C "]}", U, C_FACT},
      {"{\"and\":[" VAR_D "," VAR_C "]}", U, C_FACT " " D_FACT},
      {"{\"or\":[" VAR_B "," VAR_C "," VAR_A "]}", T, A},
      {"{\"or\":[" VAR_B "," VAR_B "]}", F, B},
      {"{\"or\":[" VAR_B "," VAR_C "]}", U, C_FACT},
      {"{\"and\":[{\"or\":[" VAR_C "," VAR_A "]}," VAR_D "]}", U, D_FACT},
      {"{\"!\":{\"and\":[" VAR_B "," VAR_C "]}}", T, B},
      {"{\"===\":[{\"and\":[" VAR_C "," VAR_B "]},0]}", U, C_FACT},
      {"{\"===\":[" VAR_A "," VAR_C "]}", U, C_FACT},
      {"{\"===\":[" VAR_A "," VAR_B "]}", F, A " " B},
      {"{\"if\":[" VAR_A "," VAR_B "," VAR_C "]}", F, A " " B},
      {"{\"if\":[" VAR_C "," VAR_B "," VAR_B "]}", F, B},
      {"{\"if\":[" VAR_C "," VAR_A "," VAR_B "]}", U, C_FACT},
      {"{\"if\":[" VAR_A "," VAR_D ",1]}", U, D_FACT},
      {"{\"in\":[true,[" VAR_C "," VAR_A "]]}", T, A},
      {"{\"some\":[[" VAR_C "," VAR_A "],{\"var\":\"\"}]}", T, A},
      {"{\"known\":\"" C_FACT "\"}", F, C_FACT},
      {"{\"!\":{\"known\":" VAR_C "}}", T, C_FACT},
      {"{\"and\":[{\"!\":{\"known\":\"" C_FACT "\"}}," VAR_D "]}", U,
       D_FACT},
      {"{\"missing_some\":[1,[\"" A "\",\"" C_FACT "\"]]}", "[]", A},
      {"true", T, ""}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    char decided[512];
    char *result = on_facts(cases[i].rule, facts, decided);
    if (strcmp(truth_of(result), cases[i].result) ||
        strcmp(decided, cases[i].decided))
      fail_msg("%s gave %s by '%s', not %s by '%s'", cases[i].rule, result,
               decided, cases[i].result, cases[i].decided);
    od_free(result);
  }
  od_facts_free(facts);
}

/* An ordering that waits for an absent fact names it all the same. */
static void test_decided_by_absent(void **state) {
  od_facts *facts = two_facts("null", "1");
  char decided[512];
  (void)state;
  char *result = on_facts("{\"<\":[" VAR_A ",4]}", facts, decided);
  assert_string_equal(result, U);
  assert_string_equal(decided, A);
  od_free(result);
  od_facts_free(facts);
}

/* ---- a known result never flips ---- */

static uint32_t dice = 2463534242u;

static unsigned roll(unsigned sides) {
  dice ^= dice << 13;
  dice ^= dice >> 17;
  dice ^= dice << 5;
  return (dice >> 4) % sides;
}

static const char *const facts_used[] = {A, B, C_FACT, D_FACT};
enum { FACTS = 4 };

static const char *const pool[] = {
    "true",  "false",   "0",     "1",       "2",   "-1",      "1.5",
    "\"\"",  "\"0\"",   "\"1\"", "\"abc\"", "[]",  "[1]",     "[1,\"a\"]",
    "\"a\"", "[[],[0]]", "null", "[null]",  "[2]", "\"12px\"", "[true,false]"};

static void grow_rule(od_buffer *out, int depth, int inner);

static void grow_arguments(od_buffer *out, const char *operator, int count,
                           int depth, int inner) {
  od_buffer_format(out, "{\"%s\":[", operator);
  for (int i = 0; i < count; i++) {
    if (i) od_buffer_char(out, ',');
    grow_rule(out, depth - 1, inner);
  }
  od_buffer_text(out, "]}");
}

static void grow_scoped(od_buffer *out, int depth, int inner) {
  static const char *const scoped[] = {"map", "filter", "all", "some",
                                       "none"};
  unsigned which = roll(6);
  od_buffer_format(out, "{\"%s\":[", which < 5 ? scoped[which] : "reduce");
  grow_rule(out, depth - 1, inner);
  od_buffer_char(out, ',');
  grow_rule(out, depth - 1, 1);
  if (which == 5) {
    od_buffer_char(out, ',');
    grow_rule(out, depth - 1, inner);
  }
  od_buffer_text(out, "]}");
}

static void grow_leaf(od_buffer *out, int inner) {
  static const char *const parts[] = {"", "current", "accumulator", "0"};
  if (roll(3) == 0) od_buffer_text(out, pool[roll(COUNT(pool))]);
  else if (inner) od_buffer_format(out, "{\"var\":\"%s\"}", parts[roll(4)]);
  else if (roll(6) == 0)
    od_buffer_format(out, "{\"var\":[\"%s\",%s]}", facts_used[roll(FACTS)],
                     pool[roll(COUNT(pool))]);
  else
    od_buffer_format(out, "{\"var\":\"%s\"}", facts_used[roll(FACTS)]);
}

/* Every operator but known, which is there to tell the third value apart. */
static void grow_rule(od_buffer *out, int depth, int inner) {
  static const struct { const char *name; int most; } operators[] = {
      {"and", 3},  {"or", 3},  {"!", 1},    {"!!", 1},    {"if", 5},
      {"==", 2},   {"===", 2}, {"!=", 2},   {"!==", 2},   {"<", 3},
      {"<=", 3},   {">", 2},   {">=", 2},   {"+", 2},     {"-", 2},
      {"*", 2},    {"/", 2},   {"%", 2},    {"min", 2},   {"max", 2},
      {"in", 2},   {"cat", 3}, {"merge", 2}, {"substr", 3}, {"log", 1},
      {"var", 2},  {"and", 2}, {"or", 2},   {"if", 3},    {"in", 2}};
  if (depth <= 0 || roll(8) == 0) {
    grow_leaf(out, inner);
    return;
  }
  if (roll(7) == 0) {
    grow_scoped(out, depth, inner);
  } else if (roll(12) == 0) {
    od_buffer_format(out, "{\"missing%s[\"%s\",\"%s\"]%s}",
                     roll(2) ? "_some\":[1," : "\":[",
                     facts_used[roll(FACTS)], facts_used[roll(FACTS)], "]");
  } else if (roll(10) == 0) {
    od_buffer_char(out, '[');
    grow_rule(out, depth - 1, inner);
    od_buffer_char(out, ',');
    grow_rule(out, depth - 1, inner);
    od_buffer_char(out, ']');
  } else {
    unsigned which = roll(COUNT(operators));
    grow_arguments(out, operators[which].name,
                   1 + (int)roll((unsigned)operators[which].most), depth,
                   inner);
  }
}

/* Facts by index in the pool; beyond it: unknown. */
static od_facts *pick_facts(const unsigned *picks) {
  od_buffer text = {0};
  for (int i = 0; i < FACTS; i++)
    od_buffer_format(&text, "%s\"%s\":%s", i ? "," : "{", facts_used[i],
                     picks[i] < COUNT(pool) ? pool[picks[i]] : "\"?\"");
  od_buffer_char(&text, '}');
  od_facts *facts = facts_of(text.data);
  od_buffer_release(&text);
  return facts;
}

typedef struct outcome {
  char *text; /* as written(); infinities are null there */
  od_truth truth;
  int loose; /* a list that still holds an unknown: it proves nothing */
} outcome;

static outcome outcome_of(const od_logic *logic, const unsigned *picks) {
  od_facts *facts = pick_facts(picks);
  od_logic_data *data = NULL;
  od_logic_run run = {0};
  od_value value;
  assert_int_equal(od_logic_data_facts(&data, facts), OD_OK);
  assert_int_equal(od_logic_evaluate(&value, logic, data, &run), OD_OK);
  outcome out = {
      written(&value), od_value_truth(&value),
      value.kind != OD_KIND_UNKNOWN && od_value_uncertain(&value)};
  od_logic_run_release(&run);
  od_logic_data_free(data);
  od_facts_free(facts);
  return out;
}

/* Where only the truth was known, only that must stay. */
static int stays(const outcome *before, const outcome *after) {
  if (before->truth != OD_UNKNOWN && before->truth != after->truth) return 0;
  return !strncmp(before->text, "unknown", 7) || before->loose ||
         !strcmp(before->text, after->text);
}

static void refine(const char *rule, const od_logic *logic,
                   const unsigned *picks, const outcome *before) {
  unsigned refined[FACTS];
  for (int i = 0; i < FACTS; i++)
    refined[i] = picks[i] < COUNT(pool) ? picks[i] : roll(COUNT(pool));
  outcome after = outcome_of(logic, refined);
  if (!stays(before, &after))
    fail_msg("%s: %s became %s with %s %s %s %s", rule, before->text,
             after.text, pool[refined[0]], pool[refined[1]],
             pool[refined[2]], pool[refined[3]]);
  od_free(after.text);
}

static void test_known_never_flips(void **state) {
  size_t known = 0, unknown = 0;
  (void)state;
  for (int round = 0; round < 15000; round++) {
    unsigned picks[FACTS];
    od_buffer rule = {0};
    grow_rule(&rule, 4, 0);
    for (int i = 0; i < FACTS; i++)
      picks[i] = roll(2) ? roll(COUNT(pool)) : (unsigned)COUNT(pool);
    od_logic *logic = logic_of(rule.data);
    outcome before = outcome_of(logic, picks);
    if (before.truth == OD_UNKNOWN) unknown++;
    else known++;
    for (int again = 0; before.truth != OD_UNKNOWN && again < 4; again++)
      refine(rule.data, logic, picks, &before);
    od_free(before.text);
    od_logic_free(logic);
    od_buffer_release(&rule);
  }
  /* The generator must reach both sides. */
  assert_true(known > 3000);
  assert_true(unknown > 3000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tables_of_two),
      cmocka_unit_test(test_tables_of_one),
      cmocka_unit_test(test_absent),
      cmocka_unit_test(test_elements),
      cmocka_unit_test(test_decided_by),
      cmocka_unit_test(test_decided_by_absent),
      cmocka_unit_test(test_known_never_flips)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
