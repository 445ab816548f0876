/*
 * Facts, rules and diagnoses never change, so threads may share them: under
 * ThreadSanitizer this is the proof, elsewhere at least the same answers.
 */
#include <pthread.h>

#include "check.h"
#include "od0x8004/od0x8004.h"

enum { THREADS = 6, ROUNDS = 15 };

static const char dsregcmd[] =
    "| Device State |\r\n\r\n"
    "             AzureAdJoined : YES\r\n"
    "              DomainJoined : NO\r\n\r\n"
    "| SSO State |\r\n\r\n"
    "                AzureAdPrt : NO\r\n";

static const char netsh[] =
    "\r\nCurrent WinHTTP proxy settings:\r\n\r\n"
    "    Proxy Server(s) :  proxy.contoso.com:8080\r\n"
    "    Bypass List     :  (none)\r\n\r\n";

static struct shared {
  od_job *job;
  od_facts *facts, *other;
  od_rules *rules;
  od_diagnosis *diagnosis;
  char *json, *evaluated, *listed, *report, *ticket;
} shared;

static od_case *new_case(void) {
  od_case *c;
  if (od_case_new(&c) != OD_OK) return NULL;
  if (od_case_set(c, "code", "0x8004de40") == OD_OK &&
      od_case_add_bytes(c, "a.txt", dsregcmd, sizeof dsregcmd - 1,
                        shared.job) == OD_OK &&
      od_case_add_bytes(c, "b.txt", netsh, sizeof netsh - 1, shared.job) ==
          OD_OK)
    return c;
  od_case_free(c);
  return NULL;
}

static int set_up(void **state) {
  (void)state;
  struct shared *s = &shared;
  if (od_job_new(&s->job) != OD_OK) return -1;
  od_case *c = new_case();
  int good =
      c && od_rules_builtin(&s->rules) == OD_OK &&
      od_facts_read(&s->facts, "a.txt", dsregcmd, sizeof dsregcmd - 1,
                    s->job) == OD_OK &&
      od_facts_read(&s->other, "b.txt", netsh, sizeof netsh - 1, s->job) ==
          OD_OK &&
      od_case_diagnose(&s->diagnosis, c, s->job) == OD_OK &&
      od_facts_to_json(&s->json, s->facts) == OD_OK &&
      od_rules_evaluate(&s->evaluated, s->rules, s->facts) == OD_OK &&
      od_rules_list(&s->listed, s->rules, "json") == OD_OK &&
      od_diagnosis_to_text(&s->report, s->diagnosis, "json") == OD_OK &&
      od_diagnosis_to_text(&s->ticket, s->diagnosis, "ticket") == OD_OK;
  if (!good) print_error("%s\n", od_error_message());
  od_case_free(c);
  return good ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  char *texts[] = {shared.json, shared.evaluated, shared.listed,
                   shared.report, shared.ticket};
  for (size_t i = 0; i < COUNT_OF(texts); i++) od_free(texts[i]);
  od_diagnosis_free(shared.diagnosis);
  od_rules_free(shared.rules);
  od_facts_free(shared.facts);
  od_facts_free(shared.other);
  od_job_free(shared.job);
  return 0;
}

static int same(od_status status, char *text, const char *wanted) {
  int equal = status == OD_OK && !strcmp(text, wanted);
  od_free(text);
  return equal;
}

static int look_at_facts(void) {
  char *text;
  od_status status = od_facts_to_json(&text, shared.facts);
  return same(status, text, shared.json);
}

static int merge_facts(void) {
  od_facts *merged;
  if (od_facts_merge(&merged, shared.facts, shared.other) != OD_OK) return 0;
  char *text;
  od_status status = od_facts_to_json(&text, merged);
  int good = status == OD_OK && strlen(text) > strlen(shared.json) / 2;
  od_free(text);
  od_facts_free(merged);
  return good;
}

static int evaluate_rules(void) {
  char *text;
  od_status status = od_rules_evaluate(&text, shared.rules, shared.facts);
  return same(status, text, shared.evaluated);
}

static int list_rules(void) {
  char *text;
  od_status status = od_rules_list(&text, shared.rules, "json");
  return same(status, text, shared.listed);
}

static int look_at_diagnosis(void) {
  char *text;
  od_status status =
      od_diagnosis_to_text(&text, shared.diagnosis, "json");
  if (!same(status, text, shared.report)) return 0;
  status = od_diagnosis_to_text(&text, shared.diagnosis, "ticket");
  if (!same(status, text, shared.ticket)) return 0;
  size_t count = od_diagnosis_cause_count(shared.diagnosis);
  for (size_t i = 0; i < count; i++)
    if (!od_diagnosis_cause_id(shared.diagnosis, i) ||
        !od_diagnosis_cause_grade(shared.diagnosis, i))
      return 0;
  return !od_diagnosis_cause_id(shared.diagnosis, count) &&
         od_diagnosis_verdict(shared.diagnosis) != NULL;
}

/* A case is one thread's; the job and the built-in rules are everybody's. */
static int diagnose_own_case(void) {
  od_case *c = new_case();
  od_diagnosis *d;
  if (!c) return 0;
  od_status status = od_case_diagnose(&d, c, shared.job);
  od_case_free(c);
  if (status != OD_OK) return 0;
  char *text;
  status = od_diagnosis_to_text(&text, d, "json");
  od_diagnosis_free(d);
  return same(status, text, shared.report);
}

static int explain_a_code(void) {
  char *text;
  int good = od_code_explain(&text, "0x8004de40", "json") == OD_OK &&
             strstr(text, "0x8004de40");
  od_free(text);
  return good;
}

/* Failures of one thread are no other thread's. */
static int fail_alone(void) {
  char *text;
  return od_code_explain(&text, "1", "no such format") == OD_EINVALID &&
         !text && strstr(od_error_message(), "no such format");
}

static int (*const works[])(void) = {
    look_at_facts,     merge_facts,       evaluate_rules, list_rules,
    look_at_diagnosis, diagnose_own_case, explain_a_code, fail_alone,
};

typedef struct worker {
  size_t first;
  size_t failed; /* 1 + the work that did */
  char message[200];
} worker;

static void *run(void *user) {
  worker *w = user;
  for (size_t i = 0; i < ROUNDS * COUNT_OF(works) && !w->failed; i++) {
    size_t work = (w->first + i) % COUNT_OF(works);
    if (works[work]()) continue;
    w->failed = work + 1;
    snprintf(w->message, sizeof w->message, "%s", od_error_message());
  }
  return NULL;
}

static void threads_share_what_never_changes(void **state) {
  (void)state;
  pthread_t threads[THREADS];
  worker workers[THREADS] = {{0, 0, ""}};
  for (size_t i = 0; i < THREADS; i++) {
    workers[i].first = i;
    assert_int_equal(pthread_create(&threads[i], NULL, run, &workers[i]), 0);
  }
  for (size_t i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  for (size_t i = 0; i < THREADS; i++) {
    if (workers[i].failed)
      print_error("work %zu: %s\n", workers[i].failed - 1,
                  workers[i].message);
    ROW(!workers[i].failed, i);
  }
}

static void *watch(void *user) {
  int *seen = user;
  for (int i = 0; i < 1000; i++) *seen |= od_job_progress(shared.job);
  od_job_cancel(shared.job);
  return NULL;
}

/* The last test: the job stays cancelled. */
static void another_thread_watches_and_cancels(void **state) {
  (void)state;
  pthread_t thread;
  od_diagnosis *d = NULL;
  od_case *c = new_case();
  int seen = 0;
  assert_non_null(c);
  assert_int_equal(pthread_create(&thread, NULL, watch, &seen), 0);
  od_status status = OD_OK;
  for (int i = 0; i < 100000 && status == OD_OK; i++) {
    status = od_case_diagnose(&d, c, shared.job);
    od_diagnosis_free(d);
  }
  pthread_join(thread, NULL);
  assert_int_equal(status, OD_ECANCELLED);
  assert_string_equal(od_error_message(), "cancelled");
  assert_null(d);
  assert_in_range(seen, 0, 1023);
  od_case_free(c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(threads_share_what_never_changes),
      cmocka_unit_test(another_thread_watches_and_cancels),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
