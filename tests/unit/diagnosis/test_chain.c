/* From the message to what the device noted: by ids, then by time. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "core/alloc.h"
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

/* ---- with events: built in memory, in any order ---- */

typedef struct happening {
  const char *time, *code, *correlation, *request;
} happening;

static void write_ids(od_buffer *out, const happening *h) {
  if (h->time) od_buffer_format(out, "\"time\":\"%s\",", h->time);
  if (h->correlation)
    od_buffer_format(out, "\"correlation_id\":\"%s\",", h->correlation);
  if (h->request)
    od_buffer_format(out, "\"request_id\":\"%s\",", h->request);
}

static char *facts_of(const happening *message, const happening *events,
                      size_t count) {
  od_buffer out = {0};
  char *text;
  od_buffer_text(&out, HEAD "\"messages\":{\"state\":\"measured\",\"source\":"
                       "\"s1\",\"line\":2,\"value\":[{");
  write_ids(&out, message);
  od_buffer_format(&out, "\"code\":\"%s\",\"line\":2,\"source\":\"s1\"}]},"
                   "\"events\":{\"list\":{\"state\":\"measured\",\"source\":"
                   "\"s2\",\"line\":1,\"value\":[", message->code);
  for (size_t i = 0; i < count; i++) {
    od_buffer_text(&out, i ? ",{" : "{");
    write_ids(&out, &events[i]);
    od_buffer_format(&out, "\"provider\":\"Microsoft-Windows-AAD\",\"log\":"
                     "\"aad-operational\",\"id\":1098,\"code\":\"%s\","
                     "\"source\":\"s2\",\"line\":%d}", events[i].code,
                     (int)i + 10);
  }
  od_buffer_text(&out, "]}}}}");
  assert_int_equal(od_buffer_take(&text, &out), OD_OK);
  return text;
}

static void check_events(const happening *message, const happening *events,
                         size_t count, const char *expected) {
  char *facts = facts_of(message, events, count);
  check(facts, NULL, expected);
  od_free(facts);
}

#define DAY "2026-03-10T"
#define MESSAGE_LINK "message@mail.txt:2/first"
static const char request[] = "33333333-aaaa-4bbb-8ccc-000000000003";

static void events_of_the_same_correlation_id(void **state) {
  static const happening message = {DAY "09:11:12Z", "0x8004de40", ID_A, 0};
  static const happening events[] = {
      {DAY "07:00:00Z", "0xcaa2000c", ID_A, 0},
      {DAY "07:00:01Z", "0xcaa2000c", ID_B, 0},
      {DAY "08:00:00Z", "0xcaa20003", "11111111-AAAA-4BBB-8CCC-000000000001",
       0}};
  (void)state;
  check_events(&message, events, 3,
               "event@dsreg.txt:10/correlation-id "
               "event@dsreg.txt:12/correlation-id " MESSAGE_LINK);
}

/* A request id ties too, and what it brings in ties further. */
static void from_one_id_to_the_next(void **state) {
  static const happening message = {DAY "09:11:12Z", "AADSTS50126", 0,
                                    request};
  static const happening events[] = {
      {DAY "06:00:00Z", "0xcaa2000c", ID_B, 0},
      {DAY "07:00:00Z", "0xcaa20003", ID_A, 0},
      {DAY "08:00:00Z", "0xcaa20003", ID_A, request}};
  (void)state;
  check_events(&message, events, 3,
               "event@dsreg.txt:11/correlation-id "
               "event@dsreg.txt:12/request-id " MESSAGE_LINK);
}

/* What is only near ties nothing by its nearness, but by its own id. */
static void near_events_bring_their_ids(void **state) {
  static const happening message = {DAY "09:11:12Z", "0x8004de40", 0, 0};
  static const happening events[] = {
      {DAY "09:16:12Z", "0xcaa2000c", ID_A, 0},
      {DAY "09:21:12Z", "0xcaa2000d", 0, 0},
      {DAY "01:00:00Z", "0xcaa20003", ID_A, 0},
      {0, "0xcaa20009", 0, 0}};
  (void)state;
  check_events(&message, events, 4,
               "event@dsreg.txt:12/correlation-id " MESSAGE_LINK
               " event@dsreg.txt:10/time");
}

/* Empty ids are nobody's. */
static void no_id_is_no_tie(void **state) {
  static const happening message = {DAY "09:11:12Z", "0x8004de40", "", ""};
  static const happening events[] = {{DAY "01:00:00Z", "0xcaa2000c", "", ""}};
  (void)state;
  check_events(&message, events, 1, MESSAGE_LINK);
}

/* Of very many the best tied stay, the message first of all. */
static void many_events(void **state) {
  enum { NEAR = 40, MOST = 24 };
  static const happening message = {DAY "09:11:00Z", "0x8004de40", ID_A, 0};
  happening events[NEAR];
  char times[NEAR][24];
  size_t links = 0, near = 0;
  (void)state;
  for (int i = 0; i < NEAR; i++) {
    snprintf(times[i], sizeof times[i], DAY "09:10:%02dZ", i);
    events[i] = (happening){times[i], "0xcaa2000c", i % 4 ? NULL : ID_A, 0};
  }
  char *facts = facts_of(&message, events, NEAR);
  char *words = chain_of(facts, NULL);
  for (const char *at = words; (at = strchr(at, '/')); at++) links++;
  for (const char *at = words; (at = strstr(at, "/time")); at++) near++;
  assert_int_equal(links, MOST);
  assert_int_equal(near, MOST - 1 - NEAR / 4);
  assert_non_null(strstr(words, MESSAGE_LINK));
  od_free(words);
  od_free(facts);
}

/* The client's own last attempt is a link where its time is told. */
static void the_clients_attempt(void **state) {
#define ACCOUNT(time)                                                      \
  ",\"onedrive\":{\"accounts\":{\"state\":\"measured\",\"source\":\"s2\"," \
  "\"line\":5,\"value\":[{\"name\":\"Business1\"," time                    \
  "\"last_result\":\"0x8004de40\"}]}}}}"
  (void)state;
  check(HEAD MESSAGE("\"time\":\"2026-03-10T09:11:12Z\",", "")
        ACCOUNT("\"last_attempt\":\"2026-03-10T09:10:00Z\","), NULL,
        "client-attempt@dsreg.txt:5/time " MESSAGE_LINK);
  check(HEAD MESSAGE("\"time\":\"2026-03-10T09:11:12Z\",", "") ACCOUNT(""),
        NULL, MESSAGE_LINK);
}

/* The same chain, whatever order the events stand in. */
static void any_order(void **state) {
  static const happening message = {DAY "09:11:12Z", "0x8004de40", ID_A, 0};
  static const happening one = {DAY "07:00:00Z", "0xcaa2000c", ID_A, request},
                         two = {DAY "06:00:00Z", "0xcaa2000d", ID_B, request},
                         far = {DAY "05:00:00Z", "0xcaa2000e", ID_B, 0};
  happening events[3] = {one, two, far};
  (void)state;
  check_events(&message, events, 3,
               "event@dsreg.txt:12/correlation-id "
               "event@dsreg.txt:11/request-id "
               "event@dsreg.txt:10/correlation-id " MESSAGE_LINK);
  events[0] = far;
  events[2] = one;
  check_events(&message, events, 3,
               "event@dsreg.txt:10/correlation-id "
               "event@dsreg.txt:11/request-id "
               "event@dsreg.txt:12/correlation-id " MESSAGE_LINK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_id_ties_across_any_time),
      cmocka_unit_test(another_id_does_not),
      cmocka_unit_test(nearness_ties_within_five_minutes),
      cmocka_unit_test(without_a_message_the_attempt_begins),
      cmocka_unit_test(the_time_asked_for_decides),
      cmocka_unit_test(a_message_without_a_time_fits_any),
      cmocka_unit_test(events_of_the_same_correlation_id),
      cmocka_unit_test(from_one_id_to_the_next),
      cmocka_unit_test(near_events_bring_their_ids),
      cmocka_unit_test(no_id_is_no_tie),
      cmocka_unit_test(many_events),
      cmocka_unit_test(the_clients_attempt),
      cmocka_unit_test(any_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
