/* What the tests of conditions and packs share. */
#ifndef RULES_SUPPORT_H
#define RULES_SUPPORT_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "rules/logic.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static inline od_json *json_of(const char *text) {
  od_json *json = NULL;
  od_json_options options = {.max_depth = 512};
  if (od_json_parse(&json, od_view_of(text), &options) != OD_OK)
    fail_msg("%s: %s", text, od_error_message());
  return json;
}

static inline od_logic *logic_of(const char *text) {
  od_logic *logic = NULL;
  if (od_logic_read(&logic, "rule", od_view_of(text)) != OD_OK)
    fail_msg("%s: %s", text, od_error_message());
  return logic;
}

/* A result as text: "unknown", or JSON. Free it with od_free(). */
static inline char *written(const od_value *value) {
  od_buffer out = {0};
  char *text = NULL;
  if (value->kind == OD_KIND_UNKNOWN) {
    static const char *const names[] = {"unknown false", "unknown true",
                                        "unknown"};
    od_buffer_text(&out, names[value->truth]);
  } else {
    od_value_write(&out, value);
  }
  assert_int_equal(od_buffer_take(&text, &out), OD_OK);
  return text;
}

/*
 * Facts of one source from {"name": value | "absent" by null | "?"}: "?" is
 * asked for and not measured.
 */
static inline od_facts *facts_of(const char *text) {
  od_json *json = json_of(text);
  od_evidence *evidence = NULL;
  od_facts *facts = NULL;
  assert_int_equal(od_evidence_new(&evidence, "test", "test.txt"), OD_OK);
  for (const od_json *item = od_json_first(json); item;
       item = od_json_next(item)) {
    const char *name = od_json_name(item);
    if (od_json_type_of(item) == OD_JSON_NULL)
      od_evidence_state(evidence, name, OD_FACT_ABSENT, 1, "not there");
    else if (od_view_equal(od_json_view(item), "?"))
      od_evidence_state(evidence, name, OD_FACT_NOT_ASKED, 1, "not printed");
    else
      od_evidence_set(evidence, name, 1, od_json_copy(item));
  }
  if (od_evidence_finish(&facts, evidence) != OD_OK)
    fail_msg("%s: %s", text, od_error_message());
  od_json_free(json);
  return facts;
}

/* Evaluates a rule on JSON data; free the text with od_free(). */
static inline char *on_json(const char *rule, const char *input) {
  od_logic *logic = logic_of(rule);
  od_json *json = json_of(input);
  od_logic_data *data = NULL;
  od_logic_run run = {0};
  od_value value;
  assert_int_equal(od_logic_data_json(&data, json), OD_OK);
  if (od_logic_evaluate(&value, logic, data, &run) != OD_OK)
    fail_msg("%s: %s", rule, od_error_message());
  char *text = written(&value);
  od_logic_run_release(&run);
  od_logic_data_free(data);
  od_json_free(json);
  od_logic_free(logic);
  return text;
}

/*
 * Evaluates a rule on facts. decided (may be NULL) receives the names that
 * decided, with a blank between them; room for 512 bytes.
 */
static inline char *on_facts(const char *rule, const od_facts *facts,
                             char *decided) {
  od_logic *logic = logic_of(rule);
  od_logic_data *data = NULL;
  od_logic_run run = {0};
  od_value value;
  size_t names = 0;
  const char *const *name = od_logic_names(logic, &names);
  unsigned *list = calloc(names + 1, sizeof *list);
  assert_int_equal(od_logic_data_facts(&data, facts), OD_OK);
  if (od_logic_evaluate(&value, logic, data, &run) != OD_OK)
    fail_msg("%s: %s", rule, od_error_message());
  char *text = written(&value);
  size_t count = od_logic_decided_by(&run, list);
  if (decided) {
    *decided = '\0';
    for (size_t i = 0; i < count; i++) {
      assert_true(strlen(decided) + strlen(name[list[i]]) < 510);
      if (i) strcat(decided, " ");
      strcat(decided, name[list[i]]);
    }
  }
  free(list);
  od_logic_run_release(&run);
  od_logic_data_free(data);
  od_logic_free(logic);
  return text;
}

#endif
