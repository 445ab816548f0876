/* Registry text of any kind: no crash, no leak, and the same facts twice. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/job.h"
#include "facts/readers/gate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static od_status keep(void *user, od_facts *part) {
  od_facts **first = user;
  if (*first) od_facts_free(part);
  else *first = part;
  return OD_OK;
}

static char *read_once(const od_text *text, od_job *job) {
  od_facts *facts = NULL;
  char *json = NULL;
  od_reader_sink sink = {keep, &facts, 0};
  if (od_readers_read(&sink, "a.reg", text, job) != OD_OK) abort();
  if (facts && od_facts_to_json(&json, facts) != OD_OK) abort();
  od_facts_free(facts);
  return json;
}

static void check_gate(const od_text *text) {
  static const od_reader *const reader = &od_reader_registry;
  if (reader->recognises(text) > 0 && !od_gate_open(&reader, 1, text)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  od_job *job;
  od_text text;
  if (od_job_new(&job) != OD_OK) return 0;
  if (od_text_decode(&text, data, size, job) == OD_OK) {
    char *first = read_once(&text, job), *second = read_once(&text, job);
    check_gate(&text);
    if (!first != !second || (first && strcmp(first, second))) abort();
    od_free(first);
    od_free(second);
    od_text_release(&text);
  }
  od_job_free(job);
  return 0;
}
