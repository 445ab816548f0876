/* The plan: which steps, in which order, and what is never planned. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "case/case.h"
#include "core/buffer.h"
#include "repair/plan.h"

#define FACTS(more)                                                       \
  "{\"schema\":\"od0x8004.facts/1\",\"subject\":{\"account\":"            \
  "\"jane@contoso.com\"},\"sources\":[],\"facts\":{" more "}}"
#define VALUE(v) "{\"state\":\"measured\",\"value\":" v "}"
#define CREDENTIAL(target, class, action)                                 \
  "{\"target\":\"" target "\",\"kind\":\"generic\",\"user\":null,"        \
  "\"persistence\":null,\"modified\":null,\"class\":\"" class "\","       \
  "\"action\":\"" action "\",\"why\":\"t\"}"
#define CREDENTIALS                                                       \
  "\"credentials\":" VALUE("[" CREDENTIAL(                                \
      "LegacyGeneric:target=OneDrive Cached Credential Business - "       \
      "Business1", "onedrive-business", "quarantine") ","                 \
      CREDENTIAL("LegacyGeneric:target=OneDrive Cached Credential "       \
      "Business - Business1@@@1.000000", "onedrive-business",             \
      "quarantine") "," CREDENTIAL("git:https://github.com", "other",     \
      "keep") "," CREDENTIAL("OneDrive Cached Credential",                \
      "onedrive-personal", "quarantine") "]")
/* A failed attempt of the subject with this answer of Entra ID. */
#define ATTEMPT(aadsts)                                                   \
  "\"prt\":{\"present\":" VALUE("false") ",\"updated\":{\"state\":"       \
  "\"absent\"},\"last_attempt\":{\"time\":"                               \
  VALUE("\"2026-11-24T10:00:00Z\"") ",\"user\":"                          \
  VALUE("\"jane@contoso.com\"") ",\"status\":" VALUE("\"0xc000006d\"")    \
  ",\"server_error_description\":" VALUE("\"" aadsts ": text\"") "}}"

static char *steps_of(const char *facts, const char *code) {
  od_case *c;
  od_diagnosis *d;
  od_job *job;
  od_plan_steps plan;
  od_buffer out = {0};
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_case_new(&c), OD_OK);
  if (od_case_add_bytes(c, "f", facts, strlen(facts), job) != OD_OK)
    fail_msg("%s", od_error_message());
  assert_int_equal(od_case_set(c, "code", code), OD_OK);
  assert_int_equal(od_case_diagnose(&d, c, job), OD_OK);
  assert_int_equal(od_plan_build(&plan, d), OD_OK);
  for (size_t i = 0; i < plan.count; i++) {
    od_buffer_format(&out, "%s%s", out.size ? " " : "", plan.list[i].step);
    assert_int_equal(strlen(plan.list[i].fingerprint), 16);
    /* captured evidence cannot show that the hosts answer */
    assert_int_equal(plan.list[i].automatic, plan.list[i].blocked_by != NULL);
    if (!strcmp(plan.list[i].step, "credentials.quarantine"))
      od_buffer_format(&out, "[%s]", plan.list[i].target);
  }
  od_plan_release(&plan);
  od_diagnosis_free(d);
  od_case_free(c);
  od_job_free(job);
  od_buffer_add(&out, "", 0);
  return out.data;
}

static const struct row {
  const char *facts, *code, *steps;
} rows[] = {
    {FACTS(CREDENTIALS), "0x8004de40", ""},
    /* all parts of one credential are one step; the personal one stays */
    {FACTS(CREDENTIALS "," ATTEMPT("AADSTS50173")), "0x8004def0",
     "onedrive.restart prt.refresh credentials.quarantine[LegacyGeneric:"
     "target=OneDrive Cached Credential Business - Business1]"},
    {FACTS(ATTEMPT("AADSTS50173")), "0x8004def0",
     "onedrive.restart prt.refresh"},
    /* another organisation: nothing is deleted, the person acts */
    {FACTS(CREDENTIALS "," ATTEMPT("AADSTS50020")), "0x8004de40",
     "wam.sign-out onedrive.unlink"},
    {FACTS(ATTEMPT("AADSTS50020")), "0x8004deef",
     "wam.sign-out identity-cache.set-aside onedrive.unlink"},
    /* what Entra ID refuses is not mended on the machine */
    {FACTS(CREDENTIALS "," ATTEMPT("AADSTS50057")), "0x8004de40", ""},
    {FACTS(CREDENTIALS "," ATTEMPT("AADSTS53003")), "0x8004de40", ""},
    {FACTS(CREDENTIALS "," ATTEMPT("AADSTS50155")), "0x8004de40", ""},
    /* the path is broken: no credential is touched */
    {FACTS(CREDENTIALS ",\"clock\":{\"offset_seconds\":" VALUE("900") "},"
           ATTEMPT("AADSTS50173")), "0x8004def0", ""},
    {FACTS("\"onedrive\":{\"policy\":{\"SilentAccountConfig\":" VALUE("1")
           "},\"silent_config_completed\":" VALUE("true")
           ",\"accounts\":" VALUE("[]") "}"),
     "0x8004deb4", "onedrive.restart silent-config.unlatch"},
};

static void each_row(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char *steps = steps_of(rows[i].facts, rows[i].code);
    if (strcmp(steps, rows[i].steps))
      fail_msg("row %zu: '%s' instead of '%s'", i, steps, rows[i].steps);
    od_free(steps);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_row)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
