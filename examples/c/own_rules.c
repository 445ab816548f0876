/*
 * A rule of your own, beside the built-in ones: this site knows a proxy that
 * was switched off, and whoever still points to it cannot sign in.
 *
 *   cc own_rules.c $(pkg-config --cflags --libs od0x8004) -o own_rules
 *   ./own_rules
 */
#include <stdio.h>
#include <string.h>

#include "od0x8004/od0x8004.h"

/* docs/rules.md is the manual; `od0x8004 rules check` finds mistakes. */
static const char pack[] =
    "{\"schema\": \"od0x8004.rules/1\",\n"
    " \"observations\": [{\n"
    "   \"id\": \"site.retired-proxy\",\n"
    "   \"group\": \"winhttp-proxy\",\n"
    "   \"when\": {\"in\": [\"retired.example\",\n"
    "              {\"var\": \"proxy.winhttp.server\"}]},\n"
    "   \"for\": [{\"cause\": \"proxy.unreachable\", \"tier\": \"strong\"}],\n"
    "   \"class\": \"documented\", \"cost\": 1, \"severity\": \"error\",\n"
    "   \"text\": \"WinHTTP still points to the proxy that was retired.\",\n"
    "   \"action\": \"Run netsh winhttp reset proxy as an administrator.\",\n"
    "   \"source\": \"our own network handbook, page 12\"\n"
    " }]}\n";

/* What the machine of this example printed. */
static const char evidence[] =
    "\r\nCurrent WinHTTP proxy settings:\r\n\r\n"
    "    Proxy Server(s) :  retired.example:8080\r\n"
    "    Bypass List     :  (none)\r\n\r\n";

static void explain_failure(void) {
  fprintf(stderr, "own_rules: %s\n", od_error_message());
}

int main(void) {
  od_job *job = NULL;
  od_rules *rules = NULL;
  od_facts *facts = NULL;
  od_case *problem = NULL;
  od_diagnosis *found = NULL;
  char *results = NULL, *report = NULL;
  int failed = 1;

  if (od_job_new(&job) != OD_OK) goto out;

  /* A pack is compiled once; a mistake in it has a line and a column. */
  if (od_rules_read(&rules, "site.json", pack, strlen(pack), job) != OD_OK)
    goto out;

  /* Which conditions hold on the facts, and which facts decided it. */
  if (od_facts_read(&facts, "netsh.txt", evidence, strlen(evidence), job) !=
      OD_OK)
    goto out;
  if (od_rules_evaluate(&results, rules, facts) != OD_OK) goto out;
  printf("%s\n", results);

  /* The same pack in a diagnosis, together with the built-in ones. */
  if (od_case_new(&problem) != OD_OK) goto out;
  if (od_case_add_rules(problem, rules) != OD_OK) goto out;
  if (od_case_add_bytes(problem, "netsh.txt", evidence, strlen(evidence),
                        job) != OD_OK)
    goto out;
  if (od_case_diagnose(&found, problem, job) != OD_OK) goto out;
  if (od_diagnosis_to_text(&report, found, "text") != OD_OK) goto out;
  printf("\n%s", report);
  failed = 0;

out:
  if (failed) explain_failure();
  od_free(report);
  od_free(results);
  od_diagnosis_free(found);
  od_case_free(problem);
  od_facts_free(facts);
  od_rules_free(rules);
  od_job_free(job);
  return failed;
}
