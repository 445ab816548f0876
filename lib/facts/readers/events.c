/*
 * Event logs as XML: `wevtutil qe LOG /f:xml`, `(Get-WinEvent …).ToXml()`,
 * the export of the Event Viewer. The message of an event is in the language
 * of the machine and never looked at; its data are not.
 */
#include "facts/readers/events.h"

#include <string.h>

#include "core/alloc.h"
#include "core/time.h"
#include "facts/readers/events_state.h"
#include "facts/readers/readers.h"

od_status od_events_new(od_events **out) {
  od_events *r = *out = od_alloc_zero(1, sizeof *r);
  if (!r) return od_fail_memory();
  r->line = 1;
  od_status status = od_event_parser_new(&r->parser);
  if (status == OD_OK) status = od_event_store_new(&r->store);
  if (status == OD_OK) return OD_OK;
  od_events_free(r);
  *out = NULL;
  return status;
}

void od_events_free(od_events *r) {
  if (!r) return;
  od_event_parser_free(r->parser);
  od_event_store_free(r->store);
  od_buffer_release(&r->pending);
  od_free(r);
}

/* ---- as facts ---- */

/* An object that is written; NULL once memory has run out. */
static void put(od_json **object, const char *name, od_json *value) {
  if (!*object) {
    od_json_free(value);
  } else if (od_json_put(*object, name, value) != OD_OK) {
    od_json_free(*object);
    *object = NULL;
  }
}

static void put_text(od_json **object, const char *name, const char *text) {
  if (*text) put(object, name, od_json_new_text(od_view_of(text)));
}

static void put_number(od_json **object, const char *name, double number) {
  if (number >= 0) put(object, name, od_json_new_number(number));
}

static void put_time(od_json **object, const char *name, long long ms) {
  char text[32];
  od_time_format(text, ms);
  put_text(object, name, text);
}

static const char *level_name(int level) {
  static const char *const names[] = {"",        "critical",    "error",
                                      "warning", "information", "verbose"};
  return level > 0 && level < 6 ? names[level] : "";
}

static void put_codes(od_json **object, const od_event *event) {
  od_json *list = event->code_count ? od_json_new_array() : NULL;
  for (size_t i = 0; list && i < event->code_count; i++)
    if (od_json_add(list, od_json_new_text(od_view_of(event->codes[i]))) !=
        OD_OK) {
      od_json_free(list);
      list = NULL;
    }
  if (event->code_count) put(object, "codes", list);
}

/* OneDrive's, in Microsoft's table of its own applications, or another: which
   it is tells what an organisation uses. */
static const char *client_of(const od_event *event) {
  static const char onedrive[] = "ab9b8c07-8f02-4f72-87fa-80105867a763";
  if (!event->client[0]) return "";
  return strcmp(event->client, onedrive) ? "other" : "onedrive";
}

static od_json *new_event(const od_event *event) {
  od_json *object = od_json_new_object();
  if (event->has_time) put_time(&object, "time", event->time);
  put_text(&object, "log", event->log);
  put_text(&object, "provider", event->provider);
  put_number(&object, "id", event->id);
  put_text(&object, "level", level_name(event->level));
  put_text(&object, "code", event->code);
  put_codes(&object, event);
  put_text(&object, "aadsts", event->aadsts);
  put_text(&object, "correlation_id", event->correlation_id);
  put_text(&object, "request_id", event->request_id);
  put_text(&object, "client", client_of(event));
  if (event->http_status)
    put_number(&object, "http_status", event->http_status);
  put_text(&object, "host", event->host);
  put_number(&object, "alert", event->alert);
  put_number(&object, "error_state", event->state);
  put_text(&object, "process", event->process);
  put_text(&object, "sid", event->sid);
  put_number(&object, "count", event->count);
  if (event->has_time && event->count > 1)
    put_time(&object, "first", event->first);
  put_number(&object, "line", event->line);
  return object;
}

static od_json *new_log(const od_event_store *store,
                        const od_event_log *log) {
  od_json *object = od_json_new_object();
  put_text(&object, "log", log->name);
  put_number(&object, "count", (double)log->count);
  if (log->has_time) {
    put_time(&object, "first", log->first);
    put_time(&object, "last", log->last);
    if (store->has_dropped && log->first <= store->dropped)
      put_time(&object, "kept_after", store->dropped);
  }
  put_number(&object, "line", log->line);
  return object;
}

static od_json *new_limit(void) {
  od_json *object = od_json_new_object();
  put(&object, "more_logs", od_json_new_bool(1));
  return object;
}

static od_json *new_broken(const od_events *r) {
  od_json *object = od_json_new_object();
  put_number(&object, "broken", r->broken);
  put_number(&object, "line", r->broken_line);
  return object;
}

static void write_events(od_events *r, od_evidence *e) {
  size_t count = od_event_store_trim(r->store, OD_EVENT_KINDS);
  if (!count)
    od_evidence_state(e, "events.list", OD_FACT_ABSENT, 1,
                      "no event of interest was exported");
  for (size_t i = 0; i < count; i++)
    od_evidence_append(e, "events.list", r->store->kinds[i].line,
                       new_event(&r->store->kinds[i]));
  for (size_t i = 0; i < r->store->log_count; i++)
    od_evidence_append(e, "events.logs", r->store->logs[i].line,
                       new_log(r->store, &r->store->logs[i]));
  if (r->store->logs_lost)
    od_evidence_append(e, "events.logs", 0, new_limit());
  if (r->broken)
    od_evidence_append(e, "events.logs", r->broken_line, new_broken(r));
}

od_status od_events_finish(od_events *r, od_evidence *e) {
  od_status status = od_events_end(r);
  if (status == OD_OK) write_events(r, e);
  return status;
}

/* ---- a whole text ---- */

static int recognises(const od_text *text) {
  return od_events_recognise((od_view){text->data, text->size});
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  od_events *r;
  od_status status = od_events_new(&r);
  if (status == OD_OK)
    status = od_events_feed(r, (od_view){text->data, text->size}, job);
  if (status == OD_OK) status = od_events_finish(r, e);
  if (status == OD_ENOMEM)
    od_evidence_set(e, "events.list", 1, NULL); /* remembers it */
  od_events_free(r);
}

const od_reader od_reader_events = {"events", recognises, read_text};
