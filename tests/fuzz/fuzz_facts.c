/* Facts documents: whatever is read is written the same twice, and joins. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/job.h"
#include "facts/facts.h"

static char *written(const od_facts *facts) {
  char *text = NULL;
  if (od_facts_to_json(&text, facts) != OD_OK) abort();
  return text;
}

/* Parsing what was written gives the same bytes. */
static void check_round_trip(const od_facts *facts, od_job *job) {
  char *first = written(facts);
  od_facts *again = NULL;
  od_view view = {first, strlen(first)};
  if (!od_facts_recognises(view)) abort();
  if (od_facts_parse(&again, "again", view, job) != OD_OK) abort();
  char *second = written(again);
  if (strcmp(first, second)) abort();
  od_facts_free(again);
  od_free(first);
  od_free(second);
}

/* Joining what was joined changes nothing. */
static void check_join(const od_facts *facts) {
  const od_facts *parts[2] = {facts, facts};
  od_facts *once = NULL, *twice = NULL;
  if (od_facts_join(&once, parts, 1, NULL) != OD_OK) return;
  if (od_facts_join(&twice, parts, 2, NULL) != OD_OK) abort();
  char *first = written(once), *second = written(twice);
  if (strcmp(first, second)) abort();
  od_free(first);
  od_free(second);
  od_facts_free(once);
  od_facts_free(twice);
}

/* Stand-ins leave a document that reads back. */
static void check_redacted(const od_facts *facts, od_job *job) {
  od_facts *redacted = NULL;
  if (od_facts_redact(&redacted, facts) != OD_OK) abort();
  check_round_trip(redacted, job);
  od_facts_free(redacted);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  od_facts *facts = NULL;
  od_job *job = NULL;
  od_view view = {(const char *)data, size};
  if (od_job_new(&job) != OD_OK) return 0;
  od_facts_recognises(view);
  if (od_facts_parse(&facts, "fuzz", view, job) == OD_OK) {
    check_round_trip(facts, job);
    check_join(facts);
    check_redacted(facts, job);
    od_facts_free(facts);
  }
  od_job_free(job);
  return 0;
}
