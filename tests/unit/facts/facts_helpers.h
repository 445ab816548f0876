/* Facts for tests, in one line of text. */
#ifndef FACTS_HELPERS_H
#define FACTS_HELPERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/alloc.h"
#include "core/job.h"
#include "core/time.h"
#include "facts/model.h"

typedef struct said {
  const char *kind, *name, *account, *sid, *captured;
  const char *facts; /* "prt.present=true|prt.updated=!absent" */
} said;

static inline od_json *json_of(od_view text) {
  od_json *value = NULL;
  od_json_options options = {NULL, 0, 0, NULL, NULL};
  assert_int_equal(od_json_parse(&value, text, &options), OD_OK);
  return value;
}

static inline void say(od_evidence *e, od_view one, unsigned line) {
  char name[160];
  size_t at = od_view_find_char(one, '=');
  assert_true(at != OD_NOT_FOUND && at < sizeof name);
  memcpy(name, one.data, at);
  name[at] = '\0';
  od_view value = od_view_from(one, at + 1);
  if (value.data[0] != '!') {
    od_evidence_set(e, name, line, json_of(value));
    return;
  }
  for (int s = OD_FACT_ABSENT; s <= OD_FACT_NOT_ASKED; s++)
    if (od_view_equal(od_view_from(value, 1),
                      od_fact_state_name((od_fact_state)s)))
      od_evidence_state(e, name, (od_fact_state)s, line, "why");
}

static inline od_facts *part_of(const said *what) {
  od_evidence *e;
  od_facts *facts;
  od_view rest = od_view_of(what->facts), one;
  long long ms;
  assert_int_equal(od_evidence_new(&e, what->kind, what->name), OD_OK);
  for (unsigned line = 1; what->facts && od_view_next(&rest, '|', &one);
       line++)
    if (one.size) say(e, one, line);
  od_evidence_subject(e, od_view_of(what->account), od_view_of(what->sid));
  if (what->captured) {
    assert_true(od_time_parse(od_view_of(what->captured), &ms));
    od_evidence_captured(e, ms);
  }
  assert_int_equal(od_evidence_finish(&facts, e), OD_OK);
  return facts;
}

/* "measured 4.5", "absent", "-" where nothing is said; free it. */
static inline char *told(const od_facts *facts, const char *name) {
  od_buffer text = {0};
  char *out;
  const od_fact *fact = od_facts_find(facts, name);
  od_buffer_text(&text, fact ? od_fact_state_name(fact->state) : "-");
  if (fact && fact->value) {
    od_buffer_char(&text, ' ');
    od_json_write(&text, fact->value, 0);
  }
  assert_int_equal(od_buffer_take(&out, &text), OD_OK);
  return out;
}

static inline void assert_told(const od_facts *facts, const char *name,
                               const char *expected) {
  char *got = told(facts, name);
  if (strcmp(got, expected))
    print_error("%s: '%s' instead of '%s'\n", name, got, expected);
  assert_string_equal(got, expected);
  od_free(got);
}

static inline char *document_of(const od_facts *facts) {
  char *text = NULL;
  assert_int_equal(od_facts_to_json(&text, facts), OD_OK);
  return text;
}

static inline od_status try_join(od_facts **out, const said *parts,
                                 size_t count, const char *user) {
  od_facts *list[16];
  od_join how = {user, 0, 0, 0, 0};
  assert_true(count <= 16);
  for (size_t i = 0; i < count; i++) list[i] = part_of(&parts[i]);
  od_status status =
      od_facts_join(out, (const od_facts *const *)list, count, &how);
  for (size_t i = 0; i < count; i++) od_facts_free(list[i]);
  return status;
}

static inline od_facts *join_of(const said *parts, size_t count,
                                const char *user) {
  od_facts *facts = NULL;
  assert_int_equal(try_join(&facts, parts, count, user), OD_OK);
  return facts;
}

static inline od_facts *parsed(const char *text) {
  od_facts *facts = NULL;
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  if (od_facts_parse(&facts, "facts.json", od_view_of(text), job) != OD_OK)
    fail_msg("%s", od_error_message());
  od_job_free(job);
  return facts;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

#endif
