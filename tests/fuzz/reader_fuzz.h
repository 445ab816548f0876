/* One reader on any bytes: what it recognises it can read, twice the same, and
   it would have been asked. */
#ifndef OD_READER_FUZZ_H
#define OD_READER_FUZZ_H

#include <stdint.h>
#include <stdlib.h>

#include "facts/readers/gate.h"

static inline void reader_fuzz_must(int truth) {
  if (!truth) abort();
}

static inline od_facts *reader_fuzz_read(const od_reader *reader,
                                         const od_text *text, od_job *job) {
  od_evidence *e;
  od_facts *facts;
  reader_fuzz_must(od_evidence_new(&e, reader->kind, "fuzz") == OD_OK);
  reader->read(e, text, job);
  reader_fuzz_must(od_evidence_finish(&facts, e) == OD_OK);
  return facts;
}

/* The same facts in the same order; measured means that there is a value. */
static inline void reader_fuzz_compare(const od_facts *a, const od_facts *b) {
  reader_fuzz_must(od_facts_count(a) == od_facts_count(b));
  for (size_t i = 0; i < od_facts_count(a); i++) {
    const od_fact *x = od_facts_at(a, i), *y = od_facts_at(b, i);
    reader_fuzz_must(x->state == y->state && x->line == y->line);
    reader_fuzz_must((x->state == OD_FACT_MEASURED) == (x->value != NULL));
    reader_fuzz_must(!x->value || od_json_equal(x->value, y->value));
  }
}

static inline int reader_fuzz(const od_reader *reader, const uint8_t *data,
                              size_t size) {
  od_job *job;
  od_text text;
  reader_fuzz_must(od_job_new(&job) == OD_OK);
  if (od_text_decode(&text, data, size, job) == OD_OK) {
    int known = reader->recognises(&text);
    od_facts *a = reader_fuzz_read(reader, &text, job);
    od_facts *b = reader_fuzz_read(reader, &text, job);
    reader_fuzz_must(!known || od_facts_source_count(a) == 1);
    reader_fuzz_must(!known || od_gate_open(&reader, 1, &text));
    reader_fuzz_compare(a, b);
    od_facts_free(a);
    od_facts_free(b);
    od_text_release(&text);
  }
  od_job_free(job);
  return 0;
}

#endif
