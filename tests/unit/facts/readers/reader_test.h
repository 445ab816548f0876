/* What the tests of the readers share: one text in, expectations out. */
#ifndef OD_READER_TEST_H
#define OD_READER_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "facts/readers/gate.h"

/* `want` is the value as JSON, or the state's name, or "-": no fact. */
typedef struct expectation {
  const char *fact;
  const char *want;
} expectation;

static inline od_job *job_of(void) {
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  return job;
}

static inline od_text text_of(const char *bytes, size_t size) {
  od_job *job = job_of();
  od_text text;
  assert_int_equal(od_text_decode(&text, bytes, size, job), OD_OK);
  od_job_free(job);
  return text;
}

static inline od_facts *read_bytes(const od_reader *reader, const char *bytes,
                                   size_t size) {
  od_evidence *e;
  od_facts *facts;
  od_text text = text_of(bytes, size);
  od_job *job = job_of();
  assert_int_equal(od_evidence_new(&e, reader->kind, "sample.txt"), OD_OK);
  reader->read(e, &text, job);
  od_job_free(job);
  assert_int_equal(od_evidence_finish(&facts, e), OD_OK);
  od_text_release(&text);
  return facts;
}

static inline od_facts *read_string(const od_reader *reader,
                                    const char *string) {
  return read_bytes(reader, string, strlen(string));
}

static inline int is_recognised(const od_reader *reader, const char *bytes,
                                size_t size) {
  od_text text = text_of(bytes, size);
  int result = reader->recognises(&text) != 0;
  if (result) assert_true(od_gate_open(&reader, 1, &text));
  od_text_release(&text);
  return result;
}

static inline int recognises_string(const od_reader *reader,
                                    const char *string) {
  return is_recognised(reader, string, strlen(string));
}

/* A text and whether a reader is to recognise it. */
typedef struct recognition {
  const char *text;
  int want;
} recognition;

static inline void check_recognition(const od_reader *reader,
                                     const recognition *cases, size_t count) {
  int wrong = 0;
  for (size_t i = 0; i < count; i++)
    if (recognises_string(reader, cases[i].text) != cases[i].want) {
      print_error("recognition of: %s\n", cases[i].text);
      wrong++;
    }
  assert_int_equal(wrong, 0);
}

/* The value as JSON or the state; the caller frees. */
static inline char *said(const od_facts *facts, const char *name) {
  const od_fact *fact = od_facts_find(facts, name);
  od_buffer out = {0};
  char *text = NULL;
  if (!fact)
    od_buffer_text(&out, "-");
  else if (fact->state != OD_FACT_MEASURED)
    od_buffer_text(&out, od_fact_state_name(fact->state));
  else
    od_json_write(&out, fact->value, 0);
  assert_int_equal(od_buffer_take(&text, &out), OD_OK);
  return text;
}

static inline int check_one(const od_facts *facts, const char *name,
                            const char *want) {
  char *got = said(facts, name);
  int wrong = strcmp(got, want) != 0;
  if (wrong) print_error("%s: %s, expected %s\n", name, got, want);
  od_free(got);
  return wrong;
}

static inline void check_facts(od_facts *facts, const expectation *list,
                               size_t count) {
  int wrong = 0;
  for (size_t i = 0; i < count; i++)
    wrong += check_one(facts, list[i].fact, list[i].want);
  od_facts_free(facts);
  assert_int_equal(wrong, 0);
}

#define CHECK_TEXT(reader, string, list)                    \
  check_facts(read_string(&(reader), (string)), (list),     \
              sizeof(list) / sizeof *(list))

/* Cut anywhere, a text has no value that the whole does not have. */
static inline void check_cuts(const od_reader *reader, const char *string) {
  od_facts *whole = read_string(reader, string);
  for (size_t size = 0; size < strlen(string); size++) {
    od_facts *cut = read_bytes(reader, string, size);
    for (size_t i = 0; i < od_facts_count(cut); i++) {
      const od_fact *fact = od_facts_at(cut, i);
      const od_fact *full = od_facts_find(whole, fact->name);
      if (fact->state != OD_FACT_MEASURED) continue;
      if (!full || !od_json_equal(fact->value, full->value))
        fail_msg("%s differs when cut at %d", fact->name, (int)size);
    }
    od_facts_free(cut);
  }
  od_facts_free(whole);
}

/* One fact of one text. */
typedef struct text_row {
  const char *text, *fact, *want;
} text_row;

static inline void check_text_rows(const od_reader *reader,
                                   const text_row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    expectation wanted = {rows[i].fact, rows[i].want};
    if (!recognises_string(reader, rows[i].text))
      fail_msg("does not take '%s'", rows[i].text);
    check_facts(read_string(reader, rows[i].text), &wanted, 1);
  }
}

/* Reads a file of the shared samples; skips the test, saying why, without. */
static inline char *sample(const char *name, size_t *size) {
  char path[1024];
  snprintf(path, sizeof path, "%s/samples/%s", OD_SHARED_DATA, name);
  FILE *file = fopen(path, "rb");
  if (!file) {
    print_message("skipped: no sample '%s' here\n", name);
    skip();
  }
  char *data = malloc(1 << 16);
  assert_non_null(data);
  *size = fread(data, 1, 1 << 16, file);
  fclose(file);
  return data;
}

static inline void check_sample(const od_reader *reader, const char *name,
                                const expectation *list, size_t count) {
  size_t size;
  char *data = sample(name, &size);
  assert_true(is_recognised(reader, data, size));
  od_facts *facts = read_bytes(reader, data, size);
  free(data);
  check_facts(facts, list, count);
}

#define CHECK_SAMPLE(reader, name, list) \
  check_sample(&(reader), (name), (list), sizeof(list) / sizeof *(list))

#endif
