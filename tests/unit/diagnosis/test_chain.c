/* From the message to what the device noted: by ids, then by time. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "core/buffer.h"
#include "core/time.h"
#include "diagnosis/chain.h"

#define ID_A "11111111-aaaa-4bbb-8ccc-000000000001"
#define ID_B "22222222-aaaa-4bbb-8ccc-000000000002"

#define HEAD                                                              \
  "{\"schema\":\"od0x8004.facts/1\",\"subject\":{\"account\":null,"       \
  "\"sid\":null,\"found_by\":null},\"captured\":null,\"sources\":["       \
  "{\"id\":\"s1\",\"kind\":\"dialog\",\"name\":\"mail.txt\"},"            \
  "{\"id\":\"s2\",\"kind\":\"dsregcmd\",\"name\":\"dsreg.txt\"}],"        \
  "\"conflicts\":[],\"facts\":{"

#define MESSAGE(time, id)                                                 \
  "\"messages\":{\"state\":\"measured\",\"source\":\"s1\",\"line\":2,"    \
  "\"value\":[{" time "\"code\":\"AADSTS50126\"," id                      \
  "\"line\":2,\"source\":\"s1\"}]}"

#define ATTEMPT(time, id, more)                                           \
  "\"prt\":{" more "\"last_attempt\":{\"time\":{\"state\":\"measured\","  \
  "\"value\":\"" time "\",\"source\":\"s2\",\"line\":68},"                \
  "\"status\":{\"state\":\"measured\",\"value\":\"0xc000006d\","          \
  "\"source\":\"s2\",\"line\":69},\"correlation_id\":{"                   \
  "\"state\":\"measured\",\"value\":\"" id "\",\"source\":\"s2\","        \
  "\"line\":72}}}"

/* "what@file:line/tie" of every link. */
static char *chain_of(const char *text, const char *at) {
  od_arena arena = {0};
  od_buffer out = {0};
  od_facts *facts;
  od_job *job;
  od_chain chain;
  char *words;
  long long ms = 0;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_facts_read(&facts, "f", text, strlen(text), job), OD_OK);
  if (at) assert_true(od_time_parse(od_view_of(at), &ms));
  assert_int_equal(od_chain_make(&chain, &arena, facts, at ? &ms : NULL),
                   OD_OK);
  for (size_t i = 0; i < chain.count; i++) {
    const od_link *l = &chain.links[i];
    od_buffer_format(&out, "%s%s@%s:%u/%s", i ? " " : "", l->what,
                     l->source ? l->source : "?", l->line,
                     od_tie_name(l->tie) ? od_tie_name(l->tie) : "first");
  }
  if (!out.size) od_buffer_text(&out, "none");
  assert_int_equal(od_buffer_take(&words, &out), OD_OK);
  od_arena_free(&arena);
  od_facts_free(facts);
  od_job_free(job);
  return words;
}

static void check(const char *facts, const char *at, const char *expected) {
  char *words = chain_of(facts, at);
  assert_string_equal(words, expected);
  od_free(words);
}

static void an_id_ties_across_any_time(void **state) {
  (void)state;
  check(HEAD MESSAGE("\"time\":\"2026-03-10T09:11:12Z\",",
                     "\"correlation_id\":\"" ID_A "\",") ","
        ATTEMPT("2026-03-09T01:00:00Z", ID_A, "") "}}", NULL,
        "prt-attempt@dsreg.txt:68/correlation-id message@mail.txt:2/first");
}

static void another_id_does_not(void **state) {
  (void)state;
  check(HEAD MESSAGE("\"time\":\"2026-03-10T09:11:12Z\",",
                     "\"correlation_id\":\"" ID_A "\",") ","
        ATTEMPT("2026-03-09T01:00:00Z", ID_B, "") "}}", NULL,
        "message@mail.txt:2/first");
}

static void nearness_ties_within_five_minutes(void **state) {
  (void)state;
  check(HEAD MESSAGE("\"time\":\"2026-03-10T09:11:12Z\",", "") ","
        ATTEMPT("2026-03-10T09:06:12Z", ID_B, "") "}}", NULL,
        "prt-attempt@dsreg.txt:68/time message@mail.txt:2/first");
  check(HEAD MESSAGE("\"time\":\"2026-03-10T09:11:12Z\",", "") ","
        ATTEMPT("2026-03-10T09:06:11Z", ID_B, "") "}}", NULL,
        "message@mail.txt:2/first");
}

static void without_a_message_the_attempt_begins(void **state) {
  (void)state;
  check(HEAD ATTEMPT("2026-03-10T09:06:12Z", ID_B, "") "}}", NULL,
        "prt-attempt@dsreg.txt:68/first");
  check(HEAD ATTEMPT("2026-03-10T09:06:12Z", ID_B,
                     "\"updated\":{\"state\":\"measured\",\"value\":"
                     "\"2026-03-10T10:00:00Z\"},") "}}", NULL, "none");
}

static void the_time_asked_for_decides(void **state) {
  const char *facts =
      HEAD MESSAGE("\"time\":\"2026-03-10T09:11:12Z\",", "") ","
      ATTEMPT("2026-03-11T07:00:00Z", ID_B, "") "}}";
  (void)state;
  check(facts, "2026-03-10T09:12:00Z", "message@mail.txt:2/first");
  check(facts, "2026-03-11T07:04:00Z", "prt-attempt@dsreg.txt:68/first");
  check(facts, "2026-03-12T00:00:00Z", "none");
}

static void a_message_without_a_time_fits_any(void **state) {
  (void)state;
  check(HEAD MESSAGE("", "") ","
        ATTEMPT("2026-03-11T07:00:00Z", ID_B, "") "}}",
        "2026-03-11T07:01:00Z",
        "message@mail.txt:2/first prt-attempt@dsreg.txt:68/time");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_id_ties_across_any_time),
      cmocka_unit_test(another_id_does_not),
      cmocka_unit_test(nearness_ties_within_five_minutes),
      cmocka_unit_test(without_a_message_the_attempt_begins),
      cmocka_unit_test(the_time_asked_for_decides),
      cmocka_unit_test(a_message_without_a_time_fits_any),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
