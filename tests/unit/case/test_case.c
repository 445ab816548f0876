/* What is put together: files by content, findings, options, two users. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "od0x8004/od0x8004.h"

#define JOINED                                  \
  "+---+\n| Device State |\n+---+\n"            \
  "             AzureAdJoined : YES\n"          \
  "          EnterpriseJoined : NO\n"           \
  "              DomainJoined : NO\n"
#define USER(name) \
  "+---+\n| Diagnostic Data |\n+---+\n    Executing Account Name : " name "\n"

typedef struct world {
  od_case *c;
  od_job *job;
} world;

static int start(void **state) {
  world *w = calloc(1, sizeof *w);
  *state = w;
  return !w || od_job_new(&w->job) || od_case_new(&w->c);
}

static int stop(void **state) {
  world *w = *state;
  od_case_free(w->c);
  od_job_free(w->job);
  free(w);
  return 0;
}

static od_status add(world *w, const char *name, const char *text) {
  return od_case_add_bytes(w->c, name, text, strlen(text), w->job);
}

static void unrecognised_is_a_finding(void **state) {
  world *w = *state;
  assert_int_equal(add(w, "a.txt", "nothing of ours"), OD_OK);
  assert_int_equal(add(w, "b.txt", ""), OD_OK);
  assert_int_equal(add(w, "c.txt", JOINED), OD_OK);
  assert_int_equal(od_case_recognised(w->c), 1);
  assert_int_equal(od_case_unrecognised(w->c), 2);
  assert_string_equal(od_case_unrecognised_text(w->c, 0),
                      "a.txt: not recognised");
  assert_string_equal(od_case_unrecognised_text(w->c, 1), "b.txt: empty");
  assert_null(od_case_unrecognised_text(w->c, 2));
}

static void a_damaged_document_is_told_and_kept(void **state) {
  world *w = *state;
  assert_int_equal(add(w, "f.json", "{\"schema\":\"od0x8004.facts/1\",\n x}"),
                   OD_EPARSE);
  assert_non_null(strstr(od_error_message(), "f.json:2:2: "));
  assert_int_equal(od_case_recognised(w->c), 0);
  assert_non_null(strstr(od_case_unrecognised_text(w->c, 0),
                         "f.json: line 2: "));
  assert_int_equal(add(w, "g.json", "{\"schema\":\"od0x8004.facts/2\"}"),
                   OD_EVERSION);
  assert_int_equal(od_case_unrecognised(w->c), 2);
}

static void a_missing_path_is_told_and_kept(void **state) {
  world *w = *state;
  assert_int_equal(od_case_add_path(w->c, "/no/such/place", w->job), OD_EIO);
  assert_non_null(strstr(od_error_json(), "\"system_code\":2"));
  assert_non_null(strstr(od_case_unrecognised_text(w->c, 0), "place: "));
}

static void options_are_checked(void **state) {
  static const struct {
    const char *name, *value;
    od_status status;
  } rows[] = {
      {"code", "0x8004DE40", OD_OK},     {"code", "-2147164608", OD_OK},
      {"code", "AADSTS50126", OD_OK},    {"code", "no code", OD_EINVALID},
      {"code", NULL, OD_OK},             {"user", "jane", OD_OK},
      {"user", "", OD_EINVALID},         {"user", NULL, OD_OK},
      {"now", "2026-11-24T10:00:00Z", OD_OK},
      {"now", "yesterday", OD_EINVALID}, {"now", "2026-02-30T00:00:00Z",
                                          OD_EINVALID},
      {"at", "2026-11-24 10:00:00", OD_OK},
      {"at", "", OD_EINVALID},           {"colour", "red", OD_EINVALID},
  };
  world *w = *state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (od_case_set(w->c, rows[i].name, rows[i].value) != rows[i].status)
      fail_msg("row %zu: %s", i, od_error_message());
}

static void two_users_are_named(void **state) {
  world *w = *state;
  od_facts *facts;
  od_diagnosis *d;
  add(w, "a.txt", JOINED USER("CONTOSO\\ann, ann@contoso.com"));
  add(w, "b.txt", JOINED USER("CONTOSO\\bob, bob@contoso.com"));
  assert_int_equal(od_case_facts(&facts, w->c), OD_ECONFLICT);
  assert_null(facts);
  assert_non_null(strstr(od_error_message(), "ann"));
  assert_non_null(strstr(od_error_message(), "bob"));
  assert_int_equal(od_case_diagnose(&d, w->c, w->job), OD_ECONFLICT);
  assert_null(d);
  assert_int_equal(od_case_set(w->c, "user", "BOB@contoso.com"), OD_OK);
  assert_int_equal(od_case_diagnose(&d, w->c, w->job), OD_OK);
  od_diagnosis_free(d);
}

static char *first_report(world *w) {
  od_diagnosis *d;
  char *text;
  assert_int_equal(od_case_diagnose(&d, w->c, w->job), OD_OK);
  assert_int_equal(od_diagnosis_to_text(&text, d, "json"), OD_OK);
  od_diagnosis_free(d);
  return text;
}

static void the_same_twice_counts_once(void **state) {
  world *w = *state;
  add(w, "a.txt", JOINED);
  char *once = first_report(w);
  add(w, "a.txt", JOINED);
  char *twice = first_report(w);
  assert_string_equal(once, twice);
  od_free(once);
  od_free(twice);
}

static void a_folder_is_one_device(void **state) {
  world *w = *state;
  char folder[] = "/tmp/od-case-XXXXXX", path[128];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/inner", folder);
  assert_int_equal(mkdir(path, 0700), 0);
  snprintf(path, sizeof path, "%s/inner/d.txt", folder);
  FILE *file = fopen(path, "w");
  fputs(JOINED, file);
  fclose(file);
  assert_int_equal(od_case_add_path(w->c, folder, w->job), OD_OK);
  assert_int_equal(od_case_recognised(w->c), 1);
  char *report = first_report(w);
  assert_non_null(strstr(report, "\"inner/d.txt\""));
  assert_null(strstr(report, folder)); /* no path of the machine */
  od_free(report);
  unlink(path);
  snprintf(path, sizeof path, "%s/inner", folder);
  rmdir(path);
  rmdir(folder);
}

#define EVENT(data)                                                          \
  "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"    \
  "<System><Provider Name='Microsoft-Windows-AAD'/><EventID>1098</EventID>"  \
  "<Level>2</Level><TimeCreated SystemTime='2026-03-10T09:00:00Z'/><Channel>" \
  "Microsoft-Windows-AAD/Operational</Channel></System><EventData>" data     \
  "</EventData></Event>\n"

/* A file of so many events, and what stands behind them. */
static void write_events(char *path, int count, int wide, const char *end) {
  const char *event = EVENT("<Data Name='Error'>0xCAA2000C</Data>");
  strcpy(path, "/tmp/od-case-XXXXXX");
  int number = mkstemp(path);
  assert_true(number >= 0);
  FILE *file = fdopen(number, "wb");
  if (wide) fputs("\xff\xfe", file);
  for (int i = 0; i <= count; i++)
    for (const char *c = i < count ? event : end; *c; c++) {
      fputc(*c, file);
      if (wide) fputc(0, file);
    }
  fclose(file);
}

static void check_stream(world *w, int wide, const char *end,
                         const char *stray) {
  char path[64], *json;
  od_facts *facts;
  od_case *c;
  assert_int_equal(od_case_new(&c), OD_OK);
  write_events(path, 4000, wide, end);
  /* The limit is not for what is never held. */
  assert_int_equal(od_job_set(w->job, "input.max_bytes", "1000000"), OD_OK);
  assert_int_equal(od_case_add_path(c, path, w->job), OD_OK);
  unlink(path);
  assert_int_equal(od_case_recognised(c), 1);
  assert_int_equal(od_case_unrecognised(c), stray ? 1 : 0);
  if (stray)
    assert_non_null(strstr(od_case_unrecognised_text(c, 0), stray));
  assert_int_equal(od_case_facts(&facts, c), OD_OK);
  assert_int_equal(od_facts_to_json(&json, facts), OD_OK);
  assert_non_null(strstr(json, "\"count\": 4000"));
  assert_non_null(strstr(json, "\"line\": 4000"));
  od_free(json);
  od_facts_free(facts);
  od_case_free(c);
}

static void big_exports_are_streamed(void **state) {
  world *w = *state;
  check_stream(w, 0, "", NULL);
  check_stream(w, 1, "", NULL);
  check_stream(w, 0, "</Events>\n", NULL);
  check_stream(w, 0, "C:\\>cmdkey /list\n", "line 4001: ");
}

/* What is no export stays under the limit, whatever its size. */
static void other_big_files_are_refused(void **state) {
  world *w = *state;
  char path[64];
  write_events(path, 0, 0, "");
  FILE *file = fopen(path, "wb");
  for (int i = 0; i < 200000; i++) fputs("nothing of ours\n", file);
  fclose(file);
  assert_int_equal(od_job_set(w->job, "input.max_bytes", "2000000"), OD_OK);
  assert_int_equal(od_case_add_path(w->c, path, w->job), OD_ELIMIT);
  unlink(path);
  assert_int_equal(od_case_unrecognised(w->c), 1);
}

static void rules_are_added_once(void **state) {
  static const char pack[] =
      "{\"schema\":\"od0x8004.rules/1\",\"observations\":[{\"id\":\"o\","
      "\"group\":\"g\",\"class\":\"unsourced\",\"text\":\"t.\","
      "\"when\":{\"===\":[{\"var\":\"device.id\"},\"x\"]}}]}";
  world *w = *state;
  od_rules *rules;
  assert_int_equal(od_rules_read(&rules, "p", pack, sizeof pack - 1, w->job),
                   OD_OK);
  assert_int_equal(od_case_add_rules(w->c, rules), OD_OK);
  assert_int_equal(od_case_add_rules(w->c, rules), OD_EINVALID);
  od_rules_free(rules); /* the case has its own share */
  od_free(first_report(w));
}

static void a_cancelled_job_stops_everything(void **state) {
  world *w = *state;
  od_diagnosis *d;
  add(w, "a.txt", JOINED);
  od_job_cancel(w->job);
  assert_int_equal(add(w, "b.txt", JOINED), OD_ECANCELLED);
  assert_int_equal(od_case_add_path(w->c, "/", w->job), OD_ECANCELLED);
  assert_int_equal(od_case_diagnose(&d, w->c, w->job), OD_ECANCELLED);
  assert_null(d);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
  const struct CMUnitTest tests[] = {
      TEST(unrecognised_is_a_finding),
      TEST(a_damaged_document_is_told_and_kept),
      TEST(a_missing_path_is_told_and_kept),
      TEST(options_are_checked),
      TEST(two_users_are_named),
      TEST(the_same_twice_counts_once),
      TEST(a_folder_is_one_device),
      TEST(big_exports_are_streamed),
      TEST(other_big_files_are_refused),
      TEST(rules_are_added_once),
      TEST(a_cancelled_job_stops_everything),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
