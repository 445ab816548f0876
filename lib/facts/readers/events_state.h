/* The state of reading events, for events_scan.c and events.c. */
#ifndef OD_FACTS_READERS_EVENTS_STATE_H
#define OD_FACTS_READERS_EVENTS_STATE_H

#include "facts/readers/events.h"

struct od_events {
  od_event_parser *parser;
  od_event_store *store;
  od_buffer pending; /* an event that is not whole yet */
  unsigned line;     /* of what comes next, from 1 */
  unsigned long long seen;
  unsigned broken, broken_line;
  unsigned stray;
  od_event event;
};

/* Reads what is left over at the end: it may be cut. */
od_status od_events_end(od_events *r);

#endif
