/*
 * dsregcmd /status: the device's join, the user's token, the proxies.
 *
 * Keys count by name wherever they stand, because people cut and paste; only
 * names that several sections print (Work Account, EnterprisePrt, proxies)
 * depend on where they are.
 */
#include "facts/readers/dsregcmd.h"

#include <string.h>

#define CHECK_EVERY 1024

static od_dsreg_section section_of(od_view name) {
  static const struct {
    const char *name;
    od_dsreg_section section;
  } known[] = {
      {"device details", OD_DSREG_DETAILS},
      {"tenant details", OD_DSREG_TENANT},
      {"sso state", OD_DSREG_SSO},
      {"work account", OD_DSREG_ACCOUNT},
      {"ie proxy config for current user", OD_DSREG_USER_PROXY},
      {"ie proxy config for system account", OD_DSREG_SYSTEM_PROXY},
      {"winhttp default proxy config", OD_DSREG_WINHTTP_PROXY},
      {"url specific proxy config", OD_DSREG_URL_PROXY},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (od_view_starts_nocase(name, known[i].name)) return known[i].section;
  return OD_DSREG_OTHER;
}

static int recognises(const od_text *text) {
  od_dsreg_scan scan;
  od_dsreg_item item;
  od_dsreg_scan_start(&scan, text);
  while (od_dsreg_next(&scan, &item))
    if (item.kind == OD_DSREG_FIELD && od_dsreg_is_sign(&item)) return 1;
  return 0;
}

/* The system account, whatever its language: DOMAIN\HOST$ or …\SYSTEM. */
static int is_system(od_view account) {
  od_view rest = account, name;
  if (!od_view_next(&rest, ',', &name)) return 0;
  name = od_view_trim(name);
  return od_view_ends_nocase(name, "$") ||
         od_view_ends_nocase(name, "\\SYSTEM") ||
         od_view_equal_nocase(name, "SYSTEM");
}

/* The first YES or NO of a key stands, as with the facts themselves. */
static void note_truth(od_dsreg *reading, const od_dsreg_item *item) {
  const struct {
    const char *key;
    od_dsreg_truth *truth;
  } known[] = {{"azureadjoined", &reading->entra},
               {"enterprisejoined", &reading->enterprise},
               {"domainjoined", &reading->domain},
               {"workplacejoined", &reading->workplace},
               {"azureadprt", &reading->prt}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (od_dsreg_same(item->key, known[i].key) && *known[i].truth == OD_UNSAID)
      *known[i].truth = od_dsreg_truth_of(item->value);
}

/* All of these came with 21H1 or later, as the diagnostics did. */
static int is_of_new_build(const od_dsreg_item *item) {
  static const char *const keys[] = {
      "deviceauthstatus", "acquireprtdiagnostics", "refreshprtdiagnostics",
      "onpremtgt", "cloudtgt", "kerbtoplevelnames"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (od_dsreg_same(item->key, keys[i])) return 1;
  return 0;
}

static void survey(od_dsreg *reading, const od_text *text, od_job *job) {
  od_dsreg_scan scan;
  od_dsreg_item item;
  int as_system = 0, task = 0;
  od_dsreg_scan_start(&scan, text);
  for (size_t count = 1; od_dsreg_next(&scan, &item); count++) {
    if (count % CHECK_EVERY == 0 && od_job_check(job)) return;
    /* Elevated, the diagnostics run as a task of the system's. */
    if (item.kind == OD_DSREG_TEXT &&
        od_view_starts_nocase(item.value, "Waiting for Diagnostics Task"))
      task = 1;
    if (item.kind != OD_DSREG_FIELD) continue;
    note_truth(reading, &item);
    if (is_of_new_build(&item)) reading->prints_attempts = 1;
    if (od_dsreg_same(item.key, "executing account name") &&
        is_system(item.value))
      as_system = 1;
  }
  reading->as_system = as_system && !task;
  reading->task_account = as_system && task;
}

static void end_section(od_dsreg *reading) {
  if (reading->section == OD_DSREG_ACCOUNT) od_dsreg_close_account(reading);
  reading->ended |= 1u << reading->section;
  reading->section = OD_DSREG_OTHER;
  reading->enterprise_block = 0;
}

static void begin_section(od_dsreg *reading, od_view name) {
  reading->section = section_of(name);
  reading->begun |= 1u << reading->section;
  reading->ended &= ~(1u << reading->section);
}

/* What a console prints after the last section. */
static int ends_output(const od_dsreg_item *item) {
  if (item->kind == OD_DSREG_FIELD) /* "PS C:\> …" */
    return item->value.size && item->value.data[0] == '\\' &&
           od_view_find_char(item->value, '>') != OD_NOT_FOUND;
  return item->kind == OD_DSREG_TEXT &&
         od_view_starts_nocase(item->value, "For more information");
}

static void read_item(od_dsreg *reading, const od_dsreg_item *item) {
  int under_header = reading->at_header;
  reading->at_header = item->kind == OD_DSREG_HEADER;
  /* The second rule of a heading ends nothing. */
  if ((item->kind == OD_DSREG_RULE && !under_header) ||
      item->kind == OD_DSREG_HEADER || ends_output(item))
    end_section(reading);
  if (item->kind == OD_DSREG_HEADER)
    begin_section(reading, item->value);
  else if (item->kind == OD_DSREG_FIELD)
    od_dsreg_field(reading, item);
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  od_dsreg reading = {0};
  od_dsreg_scan scan;
  od_dsreg_item item;
  reading.e = e;
  survey(&reading, text, job);
  od_dsreg_scan_start(&scan, text);
  for (size_t count = 1; od_dsreg_next(&scan, &item); count++) {
    if (count % CHECK_EVERY == 0 && od_job_check(job)) return;
    read_item(&reading, &item);
  }
  od_dsreg_close(&reading);
}

/* A word of every key that od_dsreg_is_sign knows. */
static const char *const needs[] = {
    "AzureAdJoined", "EnterpriseJoined", "DomainJoined", "WorkplaceJoined",
    "AzureAdPrt", "EnterprisePrt", "WamDefaultSet", "NgcSet",
    "SessionIsNotRemote", "TpmProtected", "AadRecoveryEnabled",
    "DeviceAuthStatus", "connectivity", "configuration", "discovery",
    "acquisition", NULL};

const od_reader od_reader_dsregcmd = {"dsregcmd", recognises, read_text, needs,
                                      NULL};
