/* Packs: check and read agree, and what was read can be used. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "core/job.h"
#include "core/json.h"
#include "rules/rules.h"

static void check_json(const char *text) {
  od_json *json = NULL;
  od_json_options options = {.max_depth = 512};
  assert(od_json_parse(&json, od_view_of(text), &options) == OD_OK);
  for (const od_json *p = od_json_first(json); p; p = od_json_next(p)) {
    const od_json *line = od_json_member(p, "line");
    assert(!line || od_json_number(line) >= 1);
  }
  od_json_free(json);
}

static void use(const od_rules *rules) {
  od_facts *facts = NULL;
  od_evidence *evidence = NULL;
  char *text = NULL;
  assert(od_evidence_new(&evidence, "test", "fuzz") == OD_OK);
  assert(od_evidence_finish(&facts, evidence) == OD_OK);
  od_status status = od_rules_evaluate(&text, rules, facts);
  assert(status == OD_OK || status == OD_ELIMIT);
  if (text) check_json(text);
  od_free(text);
  assert(od_rules_list(&text, rules, "json") == OD_OK);
  check_json(text);
  od_free(text);
  assert(od_rules_list(&text, rules, "text") == OD_OK);
  od_free(text);
  od_facts_free(facts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  od_job *job = NULL;
  od_rules *rules = NULL;
  char *problems = NULL;
  assert(od_job_new(&job) == OD_OK);
  od_status checked = od_rules_check(&problems, "fuzz", data, size, job);
  od_status read = od_rules_read(&rules, "fuzz", data, size, job);
  assert(checked == OD_OK || checked == OD_ELIMIT);
  if (checked == OD_OK) {
    check_json(problems);
    assert((read == OD_OK) == !strcmp(problems, "[]"));
  } else {
    assert(read == checked);
  }
  if (rules) use(rules);
  od_rules_free(rules);
  od_free(problems);
  od_job_free(job);
  return 0;
}
