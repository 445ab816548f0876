/*
 * Conditions. Input: a JSON array [rule, data]. The rule is evaluated on the
 * data, on nothing but unknown facts, and on the data's members as facts.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "rules/logic_run.h"

typedef struct outcome {
  od_status status;
  od_truth truth;
  int certain;
  char *text;
} outcome;

static outcome evaluate(const od_logic *logic, const od_logic_data *data,
                        od_logic_run *run) {
  od_value value;
  od_buffer out = {0};
  outcome result = {OD_OK, OD_UNKNOWN, 0, NULL};
  size_t names, count;
  od_logic_names(logic, &names);
  unsigned *decided = od_alloc_zero(names, sizeof *decided);
  assert(decided);
  result.status = od_logic_evaluate(&value, logic, data, run);
  assert(result.status == OD_OK || result.status == OD_ELIMIT);
  assert(result.status == OD_OK || value.kind == OD_KIND_UNKNOWN);
  result.truth = od_value_truth(&value);
  result.certain = !od_value_uncertain(&value);
  od_value_write(&out, &value);
  assert(od_buffer_take(&result.text, &out) == OD_OK);
  count = od_logic_decided_by(run, decided);
  assert(count <= names);
  for (size_t i = 0; i < count; i++)
    assert(decided[i] < names && (!i || decided[i - 1] < decided[i]));
  od_free(decided);
  return result;
}

/* The same again gives the same, and JSON data leave nothing unknown. */
static void check_known(const od_logic *logic, const od_json *input,
                        od_logic_run *run) {
  od_logic_data *data;
  assert(od_logic_data_json(&data, input) == OD_OK);
  outcome one = evaluate(logic, data, run);
  outcome two = evaluate(logic, data, run);
  assert(one.status == two.status && !strcmp(one.text, two.text));
  assert(one.status != OD_OK || one.certain);
  od_free(one.text);
  od_free(two.text);
  od_logic_data_free(data);
}

/* What is known without any fact stays so when facts come to it. */
static void check_unknown(const od_logic *logic, const od_json *input,
                          od_logic_run *run, int asks) {
  od_logic_data *nothing, *facts;
  od_json *none = od_json_new_object();
  assert(none && od_logic_data_json(&nothing, none) == OD_OK);
  assert(od_logic_data_json(&facts, input) == OD_OK);
  nothing->facts = facts->facts = 1;
  outcome before = evaluate(logic, nothing, run);
  outcome after = evaluate(logic, facts, run);
  int both = before.status == OD_OK && after.status == OD_OK && !asks;
  assert(!both || before.truth == OD_UNKNOWN || before.truth == after.truth);
  assert(!both || !before.certain || !strcmp(before.text, after.text));
  od_free(before.text);
  od_free(after.text);
  od_logic_data_free(nothing);
  od_logic_data_free(facts);
  od_json_free(none);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  od_json_options options = {.name = "fuzz", .max_depth = 512};
  od_view text = {(const char *)data, size};
  od_problems problems = {0};
  od_logic_run run = {0};
  od_logic *logic = NULL;
  od_json *json = NULL;
  if (od_json_parse(&json, text, &options) != OD_OK) return 0;
  const od_json *rule = od_json_first(json), *input = od_json_next(rule);
  od_problems_enter_item(&problems, 0);
  if (rule && od_logic_compile(&logic, rule, &problems) == OD_OK) {
    /* known tells the third value apart, so that its answer may change */
    int asks = od_view_find(text, "known") != OD_NOT_FOUND ||
               od_view_find(text, "\\u") != OD_NOT_FOUND;
    check_known(logic, input, &run);
    if (od_json_is(input, OD_JSON_OBJECT))
      check_unknown(logic, input, &run, asks);
  } else if (rule) {
    assert(problems.count);
    assert(od_problems_locate(&problems, text) == OD_OK);
  }
  od_logic_run_release(&run);
  od_logic_free(logic);
  od_problems_release(&problems);
  od_json_free(json);
  return 0;
}
