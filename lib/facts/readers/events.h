/*
 * Event logs as XML, read a piece at a time: what is kept does not grow with
 * the size of an export.
 *
 *   events_scan.c  cuts <Event …>…</Event> out of the pieces
 *   events_xml.c   one event → od_event (expat)
 *   events_data.c  codes, ids and hosts in what an event says
 *   events_keep.c  which events matter; the same ones become one kind
 *   events.c       the reader; kinds and logs → facts
 */
#ifndef OD_FACTS_READERS_EVENTS_H
#define OD_FACTS_READERS_EVENTS_H

#include "catalog/catalog.h"
#include "core/buffer.h"
#include "core/job.h"
#include "facts/facts.h"

/* ---- reading ---- */

typedef struct od_events od_events;

od_status od_events_new(od_events **out);
/* The next piece of the text: UTF-8, cut anywhere between two characters. */
od_status od_events_feed(od_events *r, od_view piece, od_job *job);
/* After the last piece. What failed is remembered by the evidence. */
od_status od_events_finish(od_events *r, od_evidence *e);
void od_events_free(od_events *r);

/* The head of a text (or all of it) shows an export of events. */
int od_events_recognise(od_view head);
/* The same, and nothing but a prompt stands before the events. */
int od_events_begin(od_view head);
/* The line of the first text that is neither event nor markup; 0: none. */
unsigned od_events_stray(const od_events *r);

/* ---- inside ---- */

enum {
  OD_EVENT_MAX = 256 * 1024, /* bytes of one event; real ones have 64 Ki */
  OD_EVENT_CODES = 8,        /* of one event */
  OD_EVENT_KINDS = 200,      /* that facts hold */
  OD_EVENT_LOGS = 64,
  OD_EVENT_DEPTH = 32
};

typedef enum od_event_family {
  OD_EVENT_OTHER, /* of no interest */
  OD_EVENT_AAD,
  OD_EVENT_REGISTRATION,
  OD_EVENT_SCHANNEL,
  OD_EVENT_PACKAGE, /* AppModel-State */
  OD_EVENT_CRASH,   /* Application Error */
  OD_EVENT_DPAPI,
  OD_EVENT_TIME,
  OD_EVENT_NETWORK,
  OD_EVENT_ONEDRIVE
} od_event_family;

od_event_family od_event_family_of(od_view provider);

/* What is kept of an event: never its text. Empty or negative: not known. */
typedef struct od_event {
  od_event_family family;
  char provider[64];
  char log[128];
  unsigned id;
  int level; /* 1 critical, 2 error, 3 warning, 4 information */
  int has_time;
  long long time, first; /* ms; of the newest and the oldest of the kind */
  char sid[192];
  char code[OD_CODE_MAX];
  char codes[OD_EVENT_CODES][OD_CODE_MAX]; /* the others */
  size_t code_count;
  char aadsts[OD_CODE_MAX];
  char correlation_id[40];
  char request_id[40];
  char client[40]; /* the application that asked for a token */
  int http_status;
  char host[128];
  int alert;
  int state;        /* Schannel's internal error state */
  char process[64]; /* lower case */
  unsigned line;
  unsigned count;
  int is_server;  /* Schannel: this machine was the server */
  int is_broker;  /* speaks of the package of the broker */
} od_event;

void od_event_clear(od_event *event);
/* One <Data Name="…">value</Data>; `index` from 0. */
void od_event_take(od_event *event, od_view name, od_view value,
                   size_t index);
/* Copies a view that fits whole; else leaves the text empty. */
void od_event_copy(char *out, size_t room, od_view text);

typedef struct od_event_parser od_event_parser;
od_status od_event_parser_new(od_event_parser **out);
/* OD_OK, OD_EPARSE (no such event; the record is not set), OD_ENOMEM. */
od_status od_event_parse(od_event_parser *p, od_view xml, od_event *event);
void od_event_parser_free(od_event_parser *p);

/* What is known of a log. */
typedef struct od_event_log {
  char name[128];
  unsigned long long count;
  int has_time;
  long long first, last;
  unsigned line;
} od_event_log;

typedef struct od_event_store {
  od_event *kinds;
  size_t count;
  unsigned *slots; /* index + 1, open addressing */
  od_event_log logs[OD_EVENT_LOGS];
  size_t log_count;
  size_t last_log; /* the one of the event before: logs come in runs */
  int has_dropped;
  long long dropped; /* events up to this time were dropped: too many */
  int logs_lost;     /* there were more of them */
} od_event_store;

od_status od_event_store_new(od_event_store **out);
void od_event_store_free(od_event_store *store);
int od_event_is_kept(const od_event *event);
void od_event_store_add(od_event_store *store, const od_event *event);
/* Counts an event of a log; `ms` is NULL where its time is not known. */
void od_event_store_count(od_event_store *store, od_view log,
                          const long long *ms, unsigned line);
/* Newest first; returns how many. */
size_t od_event_store_sort(od_event_store *store);
/* At most `limit`, newest first; returns how many. The end of adding. */
size_t od_event_store_trim(od_event_store *store, size_t limit);

#endif
