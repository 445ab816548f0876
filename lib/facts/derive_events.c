/*
 * What recent events say: of the subject or of the device itself, in the day
 * before the problem, unless a success followed. An old event, a superseded
 * one or another person's is no evidence.
 */
#include <string.h>

#include "core/time.h"
#include "facts/derive.h"

static const long long window = 24LL * 3600 * 1000;
static const long long slack = 3600 * 1000; /* written a little later */

static const char aad_log[] = "Microsoft-Windows-AAD/Operational";
static const char registration_log[] =
    "Microsoft-Windows-User Device Registration/Admin";
static const char dpapi_log[] = "Microsoft-Windows-Crypto-DPAPI/Operational";

typedef enum whose { THE_DEVICES, THE_SUBJECTS, SOMEBODYS, ANOTHERS } whose;

typedef struct events {
  od_deriver *d;
  const od_fact *input; /* the list, or else the logs */
  const od_json *list, *logs;
  od_view sid; /* the subject's; empty if it is not known */
  int presumed; /* the only person of the events is taken for the subject */
  long long problem;
  long long success; /* the last one that is the subject's */
  const od_json *broken; /* tells of events that could not be read */
} events;

static od_view text_of(const od_json *item, const char *name) {
  return od_json_view(od_json_member(item, name));
}

static int time_of(const od_json *item, const char *name, long long *ms) {
  return od_time_parse(text_of(item, name), ms);
}

static int is_id(const od_json *item, int id) {
  return od_json_number(od_json_member(item, "id")) == id;
}

static int is_of(const od_json *item, const char *provider) {
  return od_view_equal(text_of(item, "provider"), provider);
}

static int has_code(const od_json *item) {
  return text_of(item, "code").size || text_of(item, "aadsts").size;
}

/* Events of a day may be one: the newest of them that is known to count. */
static int happened(const events *s, const od_json *item, long long *ms) {
  static const char *const names[] = {"time", "first"};
  for (size_t i = 0; i < 2; i++)
    if (time_of(item, names[i], ms) && *ms >= s->problem - window &&
        *ms <= s->problem + slack)
      return 1;
  return 0;
}

static int is_recent(const events *s, const od_json *item) {
  long long ms;
  return happened(s, item, &ms);
}

/* People's begin with S-1-5-21 or, of Entra ID, with S-1-12-1. */
static int is_person(od_view sid) {
  return od_view_starts_nocase(sid, "S-1-5-21-") ||
         od_view_starts_nocase(sid, "S-1-12-1-");
}

static whose whose_is(const events *s, const od_json *item) {
  od_view sid = text_of(item, "sid");
  if (!is_person(sid)) return THE_DEVICES;
  if (!s->sid.size) return SOMEBODYS;
  return od_view_compare_nocase(sid, s->sid) ? ANOTHERS : THE_SUBJECTS;
}

/* Where the subject's is not known and all events are of one person. */
static void presume(events *s) {
  od_view only = {NULL, 0};
  const od_json *item = od_json_first(s->list);
  if (s->sid.size) return;
  for (; item; item = od_json_next(item)) {
    od_view sid = text_of(item, "sid");
    if (!is_person(sid)) continue;
    if (only.size && od_view_compare_nocase(only, sid)) return;
    only = sid;
  }
  s->sid = only;
  s->presumed = only.size != 0;
}

/* The log was exported, from before the window on and not before it only, and
   is readable. */
static int covers(const events *s, const char *log) {
  long long first, last, dropped;
  const od_json *item = od_json_first(s->logs);
  for (; item && !s->broken; item = od_json_next(item))
    if (od_view_equal_nocase(text_of(item, "log"), log) &&
        time_of(item, "first", &first) && first <= s->problem - window &&
        (!time_of(item, "kept_after", &dropped) ||
         dropped < s->problem - window) &&
        time_of(item, "last", &last) && last > s->problem - window)
      return 1;
  return 0;
}

/* ---- the time of the problem ---- */

static int find_newest(const od_json *logs, long long *newest) {
  int found = 0;
  long long ms;
  const od_json *item = od_json_first(logs);
  for (; item; item = od_json_next(item))
    if (time_of(item, "last", &ms) && (!found || ms > *newest)) {
      *newest = ms;
      found = 1;
    }
  return found;
}

static int find_problem(events *s) {
  char text[32];
  if (s->d->has_at)
    s->problem = s->d->at;
  else if (!od_facts_captured(s->d->facts, &s->problem) &&
           !find_newest(s->logs, &s->problem))
    return 0;
  od_time_format(text, s->problem);
  od_derive_text(s->d, "events.problem_time", s->input, od_view_of(text));
  return 1;
}

/* ---- lists ---- */

static int was_exported(const events *s, const char *log) {
  const od_json *item = od_json_first(s->logs);
  for (; item; item = od_json_next(item))
    if (od_view_equal_nocase(text_of(item, "log"), log)) return 1;
  return 0;
}

/* What could not be read may have been what is looked for. */
static void write_broken(const events *s, const char *name) {
  od_buffer why = {0};
  od_buffer_text(&why, "an event cannot be read, in line ");
  od_buffer_number(&why, od_json_number(od_json_member(s->broken, "line")));
  if (why.status == OD_OK)
    od_derive_state(s->d, name, s->input, OD_FACT_UNREADABLE, why.data);
  else if (s->d->status == OD_OK)
    s->d->status = od_fail_memory();
  od_buffer_release(&why);
}

/* Writes a list, or that there is nothing; takes the list. */
static void write_list(const events *s, const char *name, od_json *list,
                       const char *log) {
  if (s->d->status != OD_OK)
    od_json_free(list);
  else if (list)
    od_derive_value(s->d, name, s->input, list);
  else if (s->broken && was_exported(s, log))
    write_broken(s, name);
  else if (covers(s, log))
    od_derive_state(s->d, name, s->input, OD_FACT_ABSENT,
                    "the log covers the 24 hours and holds none");
  else if (was_exported(s, log))
    od_derive_state(s->d, name, s->input, OD_FACT_NOT_ASKED,
                    "the export holds none that counts and may not reach back a day");
}

static void add_text(const events *s, od_json **list, od_view text) {
  if (text.size) od_list_add(s->d, list, text);
}

static void add_codes(const events *s, od_json **list, const od_json *item) {
  const od_json *code = od_json_first(od_json_member(item, "codes"));
  add_text(s, list, text_of(item, "code"));
  for (; code; code = od_json_next(code))
    add_text(s, list, od_json_view(code));
}

/* ---- Entra ID ---- */

static int is_aad(const od_json *item) {
  return is_of(item, "Microsoft-Windows-AAD");
}

/* A policy's word on one client. That Windows itself gets its token says
   nothing of it. */
static int is_block(const od_json *item) {
  static const char *const codes[] = {
      "AADSTS50002", "AADSTS50005", "AADSTS50131", "AADSTS500021",
      "AADSTS500022"};
  od_view code = text_of(item, "aadsts");
  if (od_view_starts_nocase(code, "AADSTS53")) return 1;
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    if (od_view_equal(code, codes[i])) return 1;
  return 0;
}

static int is_over(const events *s, const od_json *item) {
  long long ms;
  return happened(s, item, &ms) && ms < s->success && !is_block(item);
}

/* 1007 ends an attempt of Windows for a token; without a code it is a
   success. */
static void find_success(events *s) {
  long long ms;
  const od_json *item = od_json_first(s->list);
  s->success = s->problem - window;
  if (od_time_parse(od_text_of(s->d, "prt.updated"), &ms) && ms > s->success)
    s->success = ms;
  for (; item; item = od_json_next(item))
    if (is_aad(item) && is_id(item, 1007) && !has_code(item) &&
        whose_is(s, item) <= THE_SUBJECTS && time_of(item, "time", &ms) &&
        ms > s->success)
      s->success = ms;
}

typedef struct aad_lists {
  od_json *codes, *aadsts, *aadsts_onedrive;
  od_json *codes_someone, *aadsts_someone;
  int over;
} aad_lists;

static void sort_failure(const events *s, const od_json *item,
                         aad_lists *lists) {
  whose owner = whose_is(s, item);
  if (owner == ANOTHERS || !has_code(item) || !is_recent(s, item)) return;
  if (is_over(s, item)) {
    lists->over = 1;
  } else if (owner == SOMEBODYS) {
    add_codes(s, &lists->codes_someone, item);
    add_text(s, &lists->aadsts_someone, text_of(item, "aadsts"));
  } else {
    add_codes(s, &lists->codes, item);
    add_text(s, &lists->aadsts, text_of(item, "aadsts"));
    if (od_view_equal(text_of(item, "client"), "onedrive"))
      add_text(s, &lists->aadsts_onedrive, text_of(item, "aadsts"));
  }
}

static void derive_aad(events *s) {
  aad_lists lists = {NULL, NULL, NULL, NULL, NULL, 0};
  const od_json *item = od_json_first(s->list);
  find_success(s);
  for (; item; item = od_json_next(item))
    if (is_aad(item)) sort_failure(s, item, &lists);
  if (lists.over || lists.codes || lists.aadsts)
    od_derive_bool(s->d, "events.aad.superseded", s->input,
                   !lists.codes && !lists.aadsts);
  write_list(s, "events.aad.codes", lists.codes, aad_log);
  write_list(s, "events.aad.aadsts", lists.aadsts, aad_log);
  write_list(s, "events.aad.aadsts_onedrive", lists.aadsts_onedrive,
             aad_log);
  write_list(s, "events.aad.codes_someone", lists.codes_someone, aad_log);
  write_list(s, "events.aad.aadsts_someone", lists.aadsts_someone, aad_log);
}

/* ---- registration ---- */

static int is_registration(const od_json *item) {
  return is_of(item, "Microsoft-Windows-User Device Registration");
}

static int failed_to_register(const od_json *item) {
  return is_id(item, 304) || is_id(item, 305) || is_id(item, 307);
}

static void derive_registration(const events *s) {
  od_json *list = NULL;
  long long ms, joined = s->problem - window, failed = joined;
  const od_json *item = od_json_first(s->list);
  for (; item; item = od_json_next(item)) {
    if (!is_registration(item) || !happened(s, item, &ms)) continue;
    if (is_id(item, 306) && ms > joined) joined = ms;
    if (failed_to_register(item) && ms > failed) failed = ms;
  }
  item = od_json_first(s->list);
  for (; item && failed > joined; item = od_json_next(item))
    if (is_registration(item) && happened(s, item, &ms) &&
        !is_id(item, 306) && ms > joined)
      add_codes(s, &list, item);
  if (failed > s->problem - window || joined > s->problem - window)
    od_derive_bool(s->d, "events.registration.failed", s->input,
                   failed > joined);
  else if (covers(s, registration_log))
    od_derive_state(s->d, "events.registration.failed", s->input,
                    OD_FACT_ABSENT, "no attempt in the 24 hours");
  if (!list && joined >= failed && joined > s->problem - window)
    od_derive_state(s->d, "events.registration.codes", s->input,
                    OD_FACT_ABSENT, "a success followed");
  else
    write_list(s, "events.registration.codes", list, registration_log);
}

/* ---- Schannel, crashes ---- */

static void add_number(const events *s, od_json **list, const char *prefix,
                       const od_json *number) {
  od_buffer text = {0};
  if (!number) return;
  od_buffer_text(&text, prefix);
  od_buffer_number(&text, od_json_number(number));
  if (text.status == OD_OK)
    od_list_add(s->d, list, (od_view){text.data, text.size});
  else if (s->d->status == OD_OK)
    s->d->status = od_fail_memory();
  od_buffer_release(&text);
}

static void derive_schannel(const events *s) {
  od_json *alerts = NULL, *states = NULL;
  const od_json *item = od_json_first(s->list);
  for (; item; item = od_json_next(item)) {
    if (!is_of(item, "Schannel") || !is_recent(s, item) ||
        whose_is(s, item) == ANOTHERS)
      continue;
    add_number(s, &alerts, "", od_json_member(item, "alert"));
    if (is_id(item, 36871))
      add_number(s, &states, "36871:", od_json_member(item, "error_state"));
  }
  write_list(s, "events.schannel.alerts", alerts, "System");
  write_list(s, "events.schannel.states", states, "System");
}

/* Codes of recent events of the providers that begin so, else their ids,
   whoever's but another's. */
static void derive_codes(const events *s, const char *provider,
                         const char *name, const char *log) {
  od_json *list = NULL;
  const od_json *item = od_json_first(s->list);
  for (; item; item = od_json_next(item))
    if (od_view_starts_nocase(text_of(item, "provider"), provider) &&
        is_recent(s, item) && whose_is(s, item) != ANOTHERS) {
      add_codes(s, &list, item);
      if (!has_code(item))
        add_number(s, &list, "event ", od_json_member(item, "id"));
    }
  write_list(s, name, list, log);
}

static void derive_crashes(const events *s) {
  od_json *list = NULL;
  const od_json *item = od_json_first(s->list);
  for (; item; item = od_json_next(item))
    if (is_of(item, "Application Error") && is_recent(s, item))
      add_text(s, &list, text_of(item, "process"));
  write_list(s, "events.crashes", list, "Application");
}

static const od_json *find_broken(const od_json *logs) {
  const od_json *item = od_json_first(logs);
  while (item && !od_json_member(item, "broken")) item = od_json_next(item);
  return item;
}

void od_derive_events(od_deriver *d) {
  const od_fact *list = od_known(d, "events.list");
  const od_fact *logs = od_known(d, "events.logs");
  events s = {.d = d};
  if (d->status != OD_OK || (!list && !logs)) return;
  s.input = list ? list : logs;
  s.list = list ? list->value : NULL;
  s.logs = logs ? logs->value : NULL;
  s.sid = od_view_of(od_facts_subject(d->facts)->sid);
  s.broken = find_broken(s.logs);
  if (!find_problem(&s)) return;
  presume(&s);
  if (s.list)
    od_derive_bool(d, "events.sid_presumed", s.input, s.presumed);
  derive_aad(&s);
  derive_registration(&s);
  derive_schannel(&s);
  derive_codes(&s, "Microsoft-Windows-AppModel-", "events.broker.codes",
               "Application");
  derive_codes(&s, "Microsoft-Windows-Crypto-DPAPI", "events.dpapi.codes",
               dpapi_log);
  derive_crashes(&s);
}
