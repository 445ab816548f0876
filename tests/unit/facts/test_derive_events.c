/* Which events are evidence: recent ones, the subject's, not superseded. */
#include "facts/readers/readers.h"
#include "facts_helpers.h"
#include "readers/event_text.h"

/* What a help desk has: an export, and perhaps who the user is. */
typedef struct evidence {
  const char *events, *more, *sid, *at;
} evidence;

#define OLD PLAIN("2026-03-01T00:00:00Z") PLAIN("2026-03-10T08:00:00Z")
#define CODE "<Data Name='Error'>0xCAA2000C</Data>"
#define FAILED(time, sid) AAD_AT(time, sid, CODE)
#define SUCCESS(time, sid)                                                   \
  EVENT("Microsoft-Windows-AAD", "1007", "4", time, AAD_LOG, sid,            \
        "<Data Name='Status'>0x0</Data>")
#define QUIET(time)                                                          \
  EVENT("Microsoft-Windows-AAD", "1104", "4", time, AAD_LOG, JANE, "")
#define EARLY QUIET("2026-03-01T00:00:00Z") QUIET("2026-03-10T08:00:00Z")
#define JOIN(id, time) REGISTRATION(id, "2", time, "<Data>2149318685</Data>")

static od_status keep(void *user, od_facts *part) {
  *(od_facts **)user = part;
  return OD_OK;
}

static od_facts *part_of_text(const char *string, od_job *job) {
  od_facts *part = NULL;
  od_reader_sink sink = {keep, &part, 0};
  od_text text;
  assert_int_equal(od_text_decode(&text, string, strlen(string), job), OD_OK);
  assert_int_equal(od_readers_read(&sink, "a.xml", &text, job), OD_OK);
  assert_non_null(part);
  od_text_release(&text);
  return part;
}

static od_facts *derive(const evidence *in) {
  od_facts *parts[3], *facts = NULL;
  size_t count = 0;
  od_job *job;
  od_join how = {in->sid, 0, 0, in->at != NULL, 0};
  assert_int_equal(od_job_new(&job), OD_OK);
  if (in->at) assert_true(od_time_parse(od_view_of(in->at), &how.at));
  if (in->events) parts[count++] = part_of_text(in->events, job);
  if (in->more) parts[count++] = part_of_text(in->more, job);
  assert_int_equal(od_facts_join(&facts, (const od_facts *const *)parts,
                                 count, &how), OD_OK);
  for (size_t i = 0; i < count; i++) od_facts_free(parts[i]);
  od_job_free(job);
  return facts;
}

#define CODES "measured [\"0xcaa2000c\"]"

static const struct row {
  evidence in;
  const char *fact, *told;
} rows[] = {
    /* whose */
    {{FAILED("2026-03-10T09:00:00Z", JANE), NULL, JANE, NULL},
     "events.aad.codes", CODES},
    {{FAILED("2026-03-10T09:00:00Z", JANE), NULL, OTTO, NULL},
     "events.aad.codes", "not-asked"},
    {{FAILED("2026-03-10T09:00:00Z", JANE), NULL, NULL, NULL},
     "events.aad.codes", CODES},
    {{FAILED("2026-03-10T09:00:00Z", JANE), NULL, NULL, NULL},
     "events.sid_presumed", "measured true"},
    {{FAILED("2026-03-10T09:00:00Z", JANE), NULL, JANE, NULL},
     "events.sid_presumed", "measured false"},
    {{FAILED("2026-03-10T09:00:00Z", JANE),
      FAILED("2026-03-10T08:00:00Z", OTTO), NULL, NULL},
     "events.aad.codes", "not-asked"},
    {{FAILED("2026-03-10T09:00:00Z", JANE),
      FAILED("2026-03-10T08:00:00Z", OTTO), NULL, NULL},
     "events.aad.codes_someone", CODES},
    {{FAILED("2026-03-10T09:00:00Z", "S-1-5-18"), NULL, OTTO, NULL},
     "events.aad.codes", CODES},
    {{FAILED("2026-03-10T09:00:00Z", JANE), NULL, OTTO, NULL},
     "events.aad.codes_someone", "not-asked"},
    {{AAD_AT("2026-03-10T09:00:00Z", JANE, BLOCKED), NULL, JANE, NULL},
     "events.aad.aadsts", "measured [\"AADSTS53003\"]"},
    /* when */
    {{FAILED("2026-03-09T08:59:00Z", JANE), NULL, JANE,
      "2026-03-10T09:00:00Z"}, "events.aad.codes", "not-asked"},
    {{FAILED("2026-03-09T09:01:00Z", JANE), NULL, JANE,
      "2026-03-10T09:00:00Z"}, "events.aad.codes", CODES},
    {{FAILED("2026-03-10T10:30:00Z", JANE), NULL, JANE,
      "2026-03-10T09:00:00Z"}, "events.aad.codes", "not-asked"},
    {{FAILED("2026-03-08T09:00:00Z", JANE), PLAIN("2026-03-10T09:00:00Z"),
      JANE, NULL}, "events.aad.codes", "not-asked"},
    {{FAILED("2026-03-08T09:00:00Z", JANE), NULL, JANE, NULL},
     "events.problem_time", "measured \"2026-03-08T09:00:00Z\""},
    /* superseded */
    {{FAILED("2026-03-10T09:00:00Z", JANE),
      SUCCESS("2026-03-10T09:30:00Z", JANE), JANE, NULL},
     "events.aad.codes", "not-asked"},
    {{FAILED("2026-03-10T09:00:00Z", JANE),
      SUCCESS("2026-03-10T09:30:00Z", JANE), JANE, NULL},
     "events.aad.superseded", "measured true"},
    {{FAILED("2026-03-10T09:00:00Z", JANE),
      SUCCESS("2026-03-10T08:30:00Z", JANE), JANE, NULL},
     "events.aad.codes", CODES},
    {{FAILED("2026-03-10T09:00:00Z", JANE),
      SUCCESS("2026-03-10T09:30:00Z", OTTO), JANE, NULL},
     "events.aad.codes", CODES},
    /* a block is the policy's last word on a client, whoever gets a token */
    {{AAD_AT("2026-03-10T09:00:00Z", JANE, BLOCKED),
      SUCCESS("2026-03-10T09:30:00Z", JANE), JANE, NULL},
     "events.aad.aadsts", "measured [\"AADSTS53003\"]"},
    /* those of one day are one: the oldest and the newest are known */
    {{FAILED("2026-03-10T08:00:00Z", JANE) FAILED("2026-03-10T20:00:00Z",
                                                  JANE),
      NULL, JANE, "2026-03-10T09:00:00Z"}, "events.aad.codes", CODES},
    {{FAILED("2026-03-08T08:00:00Z", JANE) FAILED("2026-03-10T08:00:00Z",
                                                  JANE),
      NULL, JANE, "2026-03-08T09:00:00Z"}, "events.aad.codes", CODES},
    {{FAILED("2026-03-10T08:00:00Z", JANE) SUCCESS("2026-03-10T08:30:00Z",
                                                   JANE),
      FAILED("2026-03-10T20:00:00Z", JANE), JANE, "2026-03-10T09:00:00Z"},
     "events.aad.codes", "not-asked"},
    /* none: proven by a log that reaches back far enough, and is whole */
    {{EARLY, PLAIN("2026-03-10T09:00:00Z"), JANE, NULL}, "events.aad.codes",
     "absent"},
    {{QUIET("2026-03-01T00:00:00Z"), PLAIN("2026-03-10T09:00:00Z"), JANE,
      NULL}, "events.aad.codes", "not-asked"}, /* exported before the problem */
    {{QUIET("2026-03-10T08:00:00Z"), NULL, JANE, NULL}, "events.aad.codes",
     "not-asked"}, /* does not reach back */
    {{EARLY "\n" AAD("<Data>cut"), PLAIN("2026-03-10T09:00:00Z"), JANE, NULL},
     "events.aad.codes", "unreadable"},
    {{EARLY "\n" AAD("<Data>cut"), PLAIN("2026-03-10T09:00:00Z"), JANE, NULL},
     "events.dpapi.codes", "-"},
    {{OLD, PLAIN("2026-03-10T09:00:00Z"), JANE, NULL}, "events.aad.codes",
     "-"},
    {{OLD, PLAIN("2026-03-10T09:00:00Z"), JANE, NULL},
     "events.schannel.alerts", "absent"},
    /* registration */
    {{JOIN("304", "2026-03-10T09:00:00Z"), NULL, NULL, NULL},
     "events.registration.failed", "measured true"},
    {{JOIN("304", "2026-03-10T09:00:00Z"), NULL, NULL, NULL},
     "events.registration.codes", "measured [\"0x801c001d\"]"},
    {{JOIN("304", "2026-03-10T09:00:00Z"),
      REGISTRATION("306", "4", "2026-03-10T09:30:00Z", ""), NULL, NULL},
     "events.registration.failed", "measured false"},
    {{JOIN("304", "2026-03-10T09:00:00Z"),
      REGISTRATION("306", "4", "2026-03-10T09:30:00Z", ""), NULL, NULL},
     "events.registration.codes", "absent"},
    {{JOIN("304", "2026-03-10T09:00:00Z"),
      REGISTRATION("306", "4", "2026-03-10T08:30:00Z", ""), NULL, NULL},
     "events.registration.failed", "measured true"},
    /* the rest */
    {{SCHANNEL("36887", "<Data Name='AlertDesc'>70</Data>"), NULL, NULL,
      NULL}, "events.schannel.alerts", "measured [\"70\"]"},
    {{SCHANNEL("36871", "<Data Name='ErrorState'>10013</Data>"), NULL, NULL,
      NULL}, "events.schannel.states", "measured [\"36871:10013\"]"},
};

static void all_rows(void **state) {
  int wrong = 0;
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_facts *facts = derive(&rows[i].in);
    char *got = told(facts, rows[i].fact);
    if (strcmp(got, rows[i].told)) {
      print_error("row %d: %s is %s, not %s\n", (int)i, rows[i].fact, got,
                  rows[i].told);
      wrong++;
    }
    od_free(got);
    od_facts_free(facts);
  }
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(all_rows)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
