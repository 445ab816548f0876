/* Registry text to facts, and what a fact says as one short text. */
#ifndef OD_TEST_REGISTRY_FACTS_H
#define OD_TEST_REGISTRY_FACTS_H

#include "check.h"

#include "core/alloc.h"
#include "core/buffer.h"
#include "core/text.h"
#include "facts/readers/readers.h"

#define V5 "Windows Registry Editor Version 5.00\r\n\r\n"
#define V4 "REGEDIT4\r\n\r\n"
#define HKLM "HKEY_LOCAL_MACHINE\\"
#define HKCU "HKEY_CURRENT_USER\\"

static inline od_job *new_job(void) {
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  return job;
}

static inline od_text text_of(const char *data) {
  return (od_text){(char *)(uintptr_t)data, strlen(data), "utf-8", 0};
}

static inline od_facts *facts_of(const char *data) {
  od_job *job = new_job();
  od_text text = text_of(data);
  od_evidence *e;
  od_facts *facts;
  assert_int_equal(od_evidence_new(&e, "registry", "a.reg"), OD_OK);
  od_reader_registry.read(e, &text, job);
  assert_int_equal(od_evidence_finish(&facts, e), OD_OK);
  od_job_free(job);
  return facts;
}

/* The value as JSON, the state's name, or "-" where nothing is told. */
static inline char *told(const od_facts *facts, const char *name) {
  const od_fact *fact = od_facts_find(facts, name);
  od_buffer out = {0};
  char *text;
  if (!fact) od_buffer_text(&out, "-");
  else if (fact->state == OD_FACT_MEASURED)
    od_json_write(&out, fact->value, 0);
  else od_buffer_text(&out, od_fact_state_name(fact->state));
  assert_int_equal(od_buffer_take(&text, &out), OD_OK);
  return text;
}

typedef struct told_row {
  const char *text, *fact, *wanted;
} told_row;

static inline void check_rows(const told_row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    od_facts *facts = facts_of(rows[i].text);
    char *text = told(facts, rows[i].fact);
    ROW_TEXT(text, rows[i].wanted, i);
    od_free(text);
    od_facts_free(facts);
  }
}

#endif
