/*
 * Every allocation of every public function fails once: a clean OD_ENOMEM,
 * nothing in `out`, nothing leaked; or the very same answer as without.
 *
 *   fault             all scenarios; where there are thousands of
 *                     allocations, some hundreds of them
 *   fault all [NAME]  every single one (make soak)
 *   fault golden      every single one of every text of tests/cases
 *   fault some NAME   one scenario
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "evidence.h"
#include "memory.h"
#include "od0x8004/od0x8004.h"

/* What the scenarios work on; the parts are made without faults. */
static od_job *job;
static od_facts *facts, *more_facts;
static od_rules *rules;
static od_case *work;
static od_diagnosis *diagnosis;
/* What one call hands out. */
static char *text;
static od_job *new_job;
static od_facts *new_facts;
static od_rules *new_rules;
static od_case *new_case;
static od_diagnosis *new_diagnosis;

#define BYTES(array) array, sizeof(array) - 1

static void must(od_status status, const char *what) {
  if (status == OD_OK) return;
  fprintf(stderr, "%s: %s\n", what, od_error_message());
  exit(1);
}

/* ---- parts ---- */

static void make_facts(void) {
  must(od_facts_read(&facts, "a.txt", BYTES(dsregcmd), job), "facts");
}

static void make_two_facts(void) {
  make_facts();
  must(od_facts_read(&more_facts, "b.txt", BYTES(netsh), job), "facts");
}

static void make_rules(void) { must(od_rules_builtin(&rules), "rules"); }

static void make_rules_and_facts(void) {
  make_rules();
  make_facts();
}

static void make_comparison(void) {
  make_rules();
  make_two_facts();
}

static void make_case(void) { must(od_case_new(&work), "case"); }

static void make_case_and_rules(void) {
  make_case();
  must(od_rules_read(&rules, "site.json", BYTES(pack), job), "pack");
}

static void make_full_case(void) {
  make_case();
  must(od_case_set(work, "code", "0x8004de40"), "code");
  must(od_case_add_bytes(work, "a.txt", BYTES(dsregcmd), job), "a.txt");
  must(od_case_add_bytes(work, "b.txt", BYTES(cmdkey), job), "b.txt");
  must(od_case_add_bytes(work, "c.txt", BYTES(netsh), job), "c.txt");
  must(od_case_add_bytes(work, "d.reg", BYTES(registry), job), "d.reg");
  must(od_case_add_bytes(work, "e.json", BYTES(ciphers), job), "e.json");
}

/* Of many sources, and with a conflict. */
static void make_case_facts(void) {
  make_full_case();
  must(od_case_facts(&facts, work), "facts");
}

static void make_diagnosis(void) {
  make_full_case();
  must(od_case_diagnose(&diagnosis, work, job), "diagnosis");
}

/* ---- calls ---- */

static od_status job_new(void) { return od_job_new(&new_job); }
static od_status job_set(void) { return od_job_set(job, "json.max_depth", "9"); }
static od_status job_set_wrong(void) { return od_job_set(job, "x", "9"); }

static od_status code_text(void) {
  return od_code_explain(&text, "0x8004de40, AADSTS50126 and -2147012889",
                         "text");
}

static od_status code_json(void) {
  return od_code_explain(&text, "0x8004de40, AADSTS50126 and 12007", "json");
}

/* Read as a code though it is not spelt so; none; one that nobody knows. */
static od_status code_mended(void) {
  return od_code_explain(&text, "8OO4DE4O", "text");
}

static od_status code_none(void) {
  return od_code_explain(&text, "good morning", "text");
}

static od_status code_unknown(void) {
  return od_code_explain(&text, "0x8badf00d", "json");
}

static od_status code_wrong(void) {
  return od_code_explain(&text, "0x8004de40", "xml");
}

#define READS(name, bytes)                                      \
  static od_status read_##name(void) {                          \
    return od_facts_read(&new_facts, #name, BYTES(bytes), job); \
  }
READS(dsregcmd, dsregcmd)
READS(cmdkey, cmdkey)
READS(netsh, netsh)
READS(addresses, addresses)
READS(registry, registry)
READS(ciphers, ciphers)
READS(services, services)
READS(tenant, tenant)
READS(curl, curl)
READS(dialog, dialog)
READS(events, events)
READS(whoami, whoami)
READS(document, document)
READS(nothing, nothing)

static od_status merge(void) {
  return od_facts_merge(&new_facts, facts, more_facts);
}

static od_status redact(void) { return od_facts_redact(&new_facts, facts); }

/* A file of tests/cases, all the way to what is handed on. */
static char golden[4096];

static od_status read_golden(void) {
  od_case *c;
  od_facts *all = NULL;
  od_status status = od_case_new(&c);
  if (status == OD_OK) status = od_case_add_path(c, golden, job);
  if (status == OD_OK) status = od_case_facts(&all, c);
  if (status == OD_OK) status = od_facts_redact(&new_facts, all);
  od_facts_free(all);
  od_case_free(c);
  return status;
}

static od_status to_json(void) { return od_facts_to_json(&text, facts); }

static od_status rules_read(void) {
  return od_rules_read(&new_rules, "site.json", BYTES(pack), job);
}

static od_status rules_read_wrong(void) {
  return od_rules_read(&new_rules, "site.json", BYTES(not_a_pack), job);
}

static od_status rules_builtin(void) { return od_rules_builtin(&new_rules); }

static od_status rules_check(void) {
  return od_rules_check(&text, "site.json", BYTES(pack), job);
}

static od_status rules_check_wrong(void) {
  return od_rules_check(&text, "site.json", BYTES(not_a_pack), job);
}

static od_status rules_evaluate(void) {
  return od_rules_evaluate(&text, rules, facts);
}

static od_status rules_list_text(void) {
  return od_rules_list(&text, rules, "text");
}

static od_status rules_list_json(void) {
  return od_rules_list(&text, rules, "json");
}

static od_status compare_text(void) {
  return od_rules_compare(&text, rules, facts, more_facts, "text");
}

static od_status compare_json(void) {
  return od_rules_compare(&text, rules, facts, more_facts, "json");
}

static od_status compare_wrong(void) {
  return od_rules_compare(&text, rules, facts, more_facts, "xml");
}

static od_status case_new(void) { return od_case_new(&new_case); }

static od_status case_add_path(void) {
  return od_case_add_path(work, OD_SOURCE_DIR "/tests/fault", job);
}

static od_status case_add_file(void) {
  return od_case_add_path(work, OD_SOURCE_DIR "/tests/fault/fault.c", job);
}

/* A file of events that is too big to be held. */
static char big_file[] = "/tmp/od-fault-XXXXXX";

static void remove_file(void) { unlink(big_file); }

static void make_case_and_file(void) {
  make_case();
  if (!strstr(big_file, "XXXXXX")) return;
  int number = mkstemp(big_file);
  FILE *file = number < 0 ? NULL : fdopen(number, "wb");
  if (!file) must(OD_EIO, big_file);
  atexit(remove_file);
  fwrite(events, sizeof events - 1, 1, file);
  for (int i = 0; i < 3000; i++) /* over 1 MiB; nothing of them is kept */
    fwrite(plain_event, sizeof plain_event - 1, 1, file);
  fclose(file);
}

static od_status case_add_stream(void) {
  return od_case_add_path(work, big_file, job);
}

static od_status case_add_missing(void) {
  return od_case_add_path(work, OD_SOURCE_DIR "/tests/no/such", job);
}

static od_status case_add_bytes(void) {
  return od_case_add_bytes(work, "a.txt", BYTES(dsregcmd), job);
}

static od_status case_add_nothing(void) {
  return od_case_add_bytes(work, "a.txt", BYTES(nothing), job);
}

static od_status case_add_document(void) {
  return od_case_add_bytes(work, "a.json", BYTES(document), job);
}

static od_status case_add_rules(void) { return od_case_add_rules(work, rules); }

static od_status case_set(void) {
  od_status status = od_case_set(work, "user", "m\xc3\xbcller@contoso.com");
  if (status == OD_OK) status = od_case_set(work, "code", "-2147164608");
  if (status == OD_OK)
    status = od_case_set(work, "now", "2026-11-24T10:11:12Z");
  return status;
}

static od_status case_facts(void) { return od_case_facts(&new_facts, work); }

static od_status case_diagnose(void) {
  return od_case_diagnose(&new_diagnosis, work, job);
}

static od_status report_text(void) {
  return od_diagnosis_to_text(&text, diagnosis, "text");
}

static od_status report_json(void) {
  return od_diagnosis_to_text(&text, diagnosis, "json");
}

static od_status report_ticket(void) {
  return od_diagnosis_to_text(&text, diagnosis, "ticket");
}

static od_status report_wrong(void) {
  return od_diagnosis_to_text(&text, diagnosis, "xml");
}

struct scenario {
  const char *name;
  void (*setup)(void);
  od_status (*call)(void);
  od_status status; /* when nothing fails */
  int in_parts;     /* what was done before the failure stays done */
};

static const struct scenario scenarios[] = {
    {"job_new", NULL, job_new, OD_OK, 0},
    {"job_set", NULL, job_set, OD_OK, 0},
    {"job_set_wrong", NULL, job_set_wrong, OD_EINVALID, 0},
    {"code_text", NULL, code_text, OD_OK, 0},
    {"code_json", NULL, code_json, OD_OK, 0},
    {"code_mended", NULL, code_mended, OD_OK, 0},
    {"code_none", NULL, code_none, OD_OK, 0},
    {"code_unknown", NULL, code_unknown, OD_OK, 0},
    {"code_wrong", NULL, code_wrong, OD_EINVALID, 0},
    {"read_dsregcmd", NULL, read_dsregcmd, OD_OK, 0},
    {"read_cmdkey", NULL, read_cmdkey, OD_OK, 0},
    {"read_netsh", NULL, read_netsh, OD_OK, 0},
    {"read_addresses", NULL, read_addresses, OD_OK, 0},
    {"read_services", NULL, read_services, OD_OK, 0},
    {"read_tenant", NULL, read_tenant, OD_OK, 0},
    {"read_curl", NULL, read_curl, OD_OK, 0},
    {"read_dialog", NULL, read_dialog, OD_OK, 0},
    {"read_events", NULL, read_events, OD_OK, 0},
    {"read_whoami", NULL, read_whoami, OD_OK, 0},
    {"read_registry", NULL, read_registry, OD_OK, 0},
    {"read_ciphers", NULL, read_ciphers, OD_OK, 0},
    {"read_document", NULL, read_document, OD_OK, 0},
    {"read_nothing", NULL, read_nothing, OD_ENOTFOUND, 0},
    {"merge", make_two_facts, merge, OD_OK, 0},
    {"redact", make_case_facts, redact, OD_OK, 0},
    {"to_json", make_facts, to_json, OD_OK, 0},
    {"to_json_of_many", make_case_facts, to_json, OD_OK, 0},
    {"rules_read", NULL, rules_read, OD_OK, 0},
    {"rules_read_wrong", NULL, rules_read_wrong, OD_EPARSE, 0},
    {"rules_builtin", NULL, rules_builtin, OD_OK, 0},
    {"rules_check", NULL, rules_check, OD_OK, 0},
    {"rules_check_wrong", NULL, rules_check_wrong, OD_OK, 0},
    {"rules_evaluate", make_rules_and_facts, rules_evaluate, OD_OK, 0},
    {"rules_list_text", make_rules, rules_list_text, OD_OK, 0},
    {"rules_list_json", make_rules, rules_list_json, OD_OK, 0},
    {"compare_text", make_comparison, compare_text, OD_OK, 0},
    {"compare_json", make_comparison, compare_json, OD_OK, 0},
    {"compare_wrong", make_comparison, compare_wrong, OD_EINVALID, 0},
    {"case_new", NULL, case_new, OD_OK, 0},
    {"case_add_path", make_case, case_add_path, OD_OK, 1},
    {"case_add_file", make_case, case_add_file, OD_OK, 0},
    {"case_add_stream", make_case_and_file, case_add_stream, OD_OK, 0},
    {"case_add_missing", make_case, case_add_missing, OD_EIO, 1},
    {"case_add_bytes", make_case, case_add_bytes, OD_OK, 0},
    {"case_add_nothing", make_case, case_add_nothing, OD_OK, 0},
    {"case_add_document", make_case, case_add_document, OD_OK, 0},
    {"case_add_rules", make_case_and_rules, case_add_rules, OD_OK, 0},
    {"case_set", make_case, case_set, OD_OK, 1},
    {"case_facts", make_full_case, case_facts, OD_OK, 0},
    {"case_diagnose", make_full_case, case_diagnose, OD_OK, 0},
    {"report_text", make_diagnosis, report_text, OD_OK, 0},
    {"report_json", make_diagnosis, report_json, OD_OK, 0},
    {"report_ticket", make_diagnosis, report_ticket, OD_OK, 0},
    {"report_wrong", make_diagnosis, report_wrong, OD_EINVALID, 0},
};

/* ---- one run ---- */

static void clear_outputs(void) {
  /* Not NULL, so that a call that forgets to say so is seen. */
  text = (char *)(void *)&text;
  new_job = (od_job *)(void *)&text;
  new_facts = (od_facts *)(void *)&text;
  new_rules = (od_rules *)(void *)&text;
  new_case = (od_case *)(void *)&text;
  new_diagnosis = (od_diagnosis *)(void *)&text;
}

static int is_set(const void *out) {
  return out && out != (const void *)&text;
}

static int any_output(void) {
  return is_set(text) || is_set(new_job) || is_set(new_facts) ||
         is_set(new_rules) || is_set(new_case) || is_set(new_diagnosis);
}

static char *all_of(const char *a, const char *b) {
  size_t size = strlen(a), rest = strlen(b);
  char *whole = malloc(size + rest + 1);
  memcpy(whole, a, size);
  memcpy(whole + size, b, rest + 1);
  return whole;
}

static char *case_as_text(const od_case *c) {
  od_diagnosis *d;
  char *report = NULL, *whole;
  if (od_case_diagnose(&d, c, job) != OD_OK)
    return all_of("no diagnosis: ", od_error_message());
  must(od_diagnosis_to_text(&report, d, "json"), "report of a case");
  od_diagnosis_free(d);
  whole = all_of(report, "");
  od_free(report);
  for (size_t i = 0; i < od_case_unrecognised(c); i++) {
    char *longer = all_of(whole, od_case_unrecognised_text(c, i));
    free(whole);
    whole = longer;
  }
  return whole;
}

/* What a call has led to, as text. */
static char *outcome(void) {
  char *report = NULL, *copy;
  if (is_set(text)) return all_of(text, "");
  if (is_set(new_facts)) must(od_facts_to_json(&report, new_facts), "facts");
  if (is_set(new_rules))
    must(od_rules_list(&report, new_rules, "json"), "rules");
  if (is_set(new_diagnosis))
    must(od_diagnosis_to_text(&report, new_diagnosis, "json"), "diagnosis");
  if (is_set(new_case)) return case_as_text(new_case);
  if (work && !diagnosis && !report) return case_as_text(work);
  copy = all_of(report ? report : "", "");
  od_free(report);
  return copy;
}

static void drop(void) {
  if (is_set(text)) od_free(text);
  if (is_set(new_job)) od_job_free(new_job);
  if (is_set(new_facts)) od_facts_free(new_facts);
  if (is_set(new_rules)) od_rules_free(new_rules);
  if (is_set(new_case)) od_case_free(new_case);
  if (is_set(new_diagnosis)) od_diagnosis_free(new_diagnosis);
  clear_outputs();
}

static void drop_parts(void) {
  od_diagnosis_free(diagnosis);
  od_case_free(work);
  od_rules_free(rules);
  od_facts_free(facts);
  od_facts_free(more_facts);
  diagnosis = NULL;
  work = NULL;
  rules = NULL;
  facts = more_facts = NULL;
}

static int failures;

static void wrong(const struct scenario *s, size_t n, const char *what) {
  printf("FAILED: %s, allocation %zu: %s\n", s->name, n, what);
  failures++;
}

static const char clean[] =
    "{\"status\":-2,\"name\":\"OD_ENOMEM\",\"message\":\"out of memory\"}";

static void check_failure(const struct scenario *s, size_t n,
                          od_status status) {
  char what[300];
  if (status != OD_ENOMEM) {
    snprintf(what, sizeof what, "%s: %s", od_status_name(status),
             od_error_message());
    wrong(s, n, what);
  } else if (strcmp(od_error_json(), clean)) {
    wrong(s, n, od_error_json());
  }
  if (any_output()) wrong(s, n, "something in out");
}

/* A call that failed must work when it is made again. */
static void check_again(const struct scenario *s, size_t n,
                        const char *reference) {
  drop();
  if (s->call() != s->status) {
    wrong(s, n, "does not work afterwards");
    return;
  }
  char *again = outcome();
  if (strcmp(again, reference)) wrong(s, n, "another answer afterwards");
  free(again);
}

/* 1 if the n-th allocation was asked for; of n = 0, how many there are. */
static int run_once(const struct scenario *s, size_t n, char **reference) {
  clear_outputs();
  if (s->setup) s->setup();
  long live = fault_live_blocks();
  fault_arm(n);
  od_status status = s->call();
  size_t asked = fault_disarm();
  int happened = fault_happened();
  if (happened && status != s->status) {
    check_failure(s, n, status);
    if (!work && fault_live_blocks() != live) wrong(s, n, "a leak");
    if (*reference && !s->in_parts) check_again(s, n, *reference);
  } else if (status != s->status) {
    wrong(s, n, od_error_message());
  } else {
    char *answer = outcome();
    if (!*reference) *reference = answer;
    else if (strcmp(answer, *reference)) wrong(s, n, "half an answer");
    if (answer != *reference) free(answer);
  }
  drop();
  drop_parts();
  return n == 0 ? (int)asked : happened;
}

/* Every one of the first, then as many as there is time for. */
enum { FIRST = 300, LATER = 200 };

static size_t next_of(size_t n, size_t count, int all) {
  if (all || n < FIRST || count < FIRST + LATER) return n + 1;
  return n + (count - FIRST) / LATER + 1;
}

static void run_scenario(const struct scenario *s, int all) {
  char *reference = NULL;
  size_t n = 1, runs = 0;
  int before = failures;
  size_t count = (size_t)run_once(s, 0, &reference);
  long live = fault_live_blocks(); /* now that the C library has its own */
  while (run_once(s, n, &reference) && failures < before + 10) {
    if (fault_live_blocks() != live) {
      wrong(s, n, "a leak in the end");
      live = fault_live_blocks();
    }
    n = next_of(n, count, all);
    runs++;
  }
  printf("%s: %zu of %zu allocations\n", s->name, runs, count);
  free(reference);
}

/* ---- files of tests/cases ---- */

/* What says the same in another case is another text, once. */
static int is_new(const char *path) {
  static unsigned long long seen[8192];
  static size_t count;
  unsigned long long value = 14695981039346656037ull;
  FILE *file = fopen(path, "rb");
  int c;
  if (!file) must(OD_EIO, path);
  while ((c = getc(file)) != EOF)
    value = (value ^ (unsigned)c) * 1099511628211ull;
  fclose(file);
  for (size_t i = 0; i < count; i++)
    if (seen[i] == value) return 0;
  if (count < sizeof seen / sizeof *seen) seen[count++] = value;
  return 1;
}

static void run_file(const char *name, int all) {
  struct scenario s = {name, NULL, read_golden, OD_OK, 0};
  snprintf(golden, sizeof golden, OD_SOURCE_DIR "/tests/cases/%s", name);
  if (!is_new(golden)) return;
  s.status = read_golden(); /* it may be one that nobody can read */
  if (s.status == OD_OK) od_facts_free(new_facts);
  run_scenario(&s, all);
}

/* Texts that take ways on which the evidence above does not lead. */
static const char *const files[] = {
    "identities-one-work-one-private/onedrive.reg",
    "ev-capture-healthy-entra/internet-settings.reg",
    "ev-capture-healthy-entra/schannel.reg",
    "ev-capture-healthy-entra/route.txt",
    "ev-capture-healthy-entra/w32tm.txt",
    "ev-client-outdated-2019/onedrive.reg",
    "ev-mail-quoted-curl-407/mail.txt",
    "events-cut/aad.xml",
    "half-cipher-policy/ssl.reg",
    "personal-sync-disabled-query/all.txt",
    "proxy-password-in-url/inet.reg",
    "tenant-unlicensed-german-csv/users.@utf-8-bom.csv",
    "tenant-user-deleted/deleted.json",
    "tenant-user-unknown/az.txt",
    "transcript-german-powershell/Protokoll.@utf-16le-bom.txt",
    "trust-chain-good/certutil.txt",
    "two-users-one-transcript/window.txt",
};

static void run_folder(const char *name) {
  char path[4096];
  snprintf(path, sizeof path, OD_SOURCE_DIR "/tests/cases/%s", name);
  DIR *folder = name[0] == '.' ? NULL : opendir(path);
  const struct dirent *entry;
  while (folder && (entry = readdir(folder))) {
    snprintf(path, sizeof path, "%s/%s", name, entry->d_name);
    if (entry->d_name[0] != '.') run_file(path, 1);
  }
  if (folder) closedir(folder);
}

static void run_folders(void) {
  DIR *cases = opendir(OD_SOURCE_DIR "/tests/cases");
  const struct dirent *entry;
  while (cases && (entry = readdir(cases))) run_folder(entry->d_name);
  if (cases) closedir(cases);
}

int main(int argc, char **argv) {
  size_t count = sizeof scenarios / sizeof *scenarios, run = 0;
  int all = argc > 1 && !strcmp(argv[1], "all");
  static char room[4096]; /* or printing would count as a leak */
  setvbuf(stdout, room, _IOLBF, sizeof room);
  must(od_job_new(&job), "job");
  if (argc == 2 && !strcmp(argv[1], "golden")) {
    run_folders();
    printf("%d failures\n", failures);
    return failures ? 1 : 0;
  }
  for (size_t i = 0; i < count; i++) {
    if (argc > 2 && strcmp(argv[2], scenarios[i].name)) continue;
    run_scenario(&scenarios[i], all);
    run++;
  }
  for (size_t i = 0; argc < 3 && i < sizeof files / sizeof *files; i++, run++)
    run_file(files[i], all);
  od_job_free(job);
  printf("%zu scenarios, %d failures\n", run, failures);
  return failures || !run ? 1 : 0;
}
