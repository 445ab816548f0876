/* Which events matter, and how many that say the same become one. */
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "facts/readers/events.h"

/* Where there are more than ROOM, the FINE newest stay as they are. */
enum { ROOM = 1024, FINE = 256, SLOTS = 4096 };

static const long long day = 24LL * 3600 * 1000;

od_event_family od_event_family_of(od_view provider) {
  static const struct {
    const char *name;
    od_event_family family;
  } rows[] = {
      {"Microsoft-Windows-AAD", OD_EVENT_AAD},
      {"Microsoft-Windows-User Device Registration", OD_EVENT_REGISTRATION},
      {"Schannel", OD_EVENT_SCHANNEL},
      {"Microsoft-Windows-AppModel-State", OD_EVENT_PACKAGE},
      {"Microsoft-Windows-AppModel-Runtime", OD_EVENT_PACKAGE},
      {"Application Error", OD_EVENT_CRASH},
      {"Microsoft-Windows-Crypto-DPAPI", OD_EVENT_DPAPI},
      {"Microsoft-Windows-Time-Service", OD_EVENT_TIME},
      {"Microsoft-Windows-NetworkProfile", OD_EVENT_NETWORK},
      {"OneDrive", OD_EVENT_ONEDRIVE},
      {"Microsoft-OneDrive", OD_EVENT_ONEDRIVE}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (od_view_equal(provider, rows[i].name)) return rows[i].family;
  return OD_EVENT_OTHER;
}

static int is_bad(const od_event *event) {
  return event->level >= 1 && event->level <= 3;
}

static int says_code(const od_event *event) {
  return event->code[0] || event->aadsts[0];
}

static int tells_join(unsigned id) {
  return id == 304 || id == 305 || id == 306 || id == 307;
}

/* 306: joined; 1007: the end of an attempt for a token, of any result. */
int od_event_is_kept(const od_event *event) {
  switch (event->family) {
    case OD_EVENT_AAD:
      return event->id == 1007 || (is_bad(event) && says_code(event));
    case OD_EVENT_REGISTRATION:
      return tells_join(event->id) || (is_bad(event) && says_code(event));
    case OD_EVENT_SCHANNEL: return is_bad(event) && !event->is_server;
    case OD_EVENT_PACKAGE: return event->is_broker && is_bad(event);
    case OD_EVENT_CRASH:
      return !strcmp(event->process, "onedrive.exe") ||
             !strcmp(event->process, "microsoft.aad.brokerplugin.exe");
    case OD_EVENT_DPAPI: return is_bad(event) && says_code(event);
    case OD_EVENT_TIME: return is_bad(event);
    case OD_EVENT_NETWORK: return event->id == 10000 || event->id == 10001;
    case OD_EVENT_ONEDRIVE: return is_bad(event);
    default: return 0;
  }
}

/* ---- kinds ---- */

static size_t mix(size_t hash, const char *text) {
  for (; *text; text++) hash = (hash ^ (unsigned char)*text) * 16777619u;
  return (hash ^ 0xff) * 16777619u;
}

/* In UTC: the oldest and the newest of a kind are never further apart. */
static long long day_of(const od_event *event) {
  return event->has_time ? event->time / day : -1;
}

/* With its ids an event is one of its own: whoever was shown them looks for
   just that one. Without, all of a kind and a day are the same. */
static size_t hash_of(const od_event *event, int fine) {
  size_t hash = 2166136261u ^ event->id ^ (unsigned)event->alert << 16 ^
                (unsigned)event->state << 8;
  hash = mix(hash, event->provider);
  hash = mix(hash, event->code);
  hash = mix(hash, event->aadsts);
  hash = mix(hash, event->host);
  hash = mix(hash, event->client);
  if (fine) hash = mix(hash, event->correlation_id);
  return mix(hash, event->sid) ^ (size_t)day_of(event) * 31;
}

static int is_same(const od_event *a, const od_event *b, int fine) {
  return a->id == b->id && a->alert == b->alert && a->state == b->state &&
         day_of(a) == day_of(b) &&
         (!fine || !strcmp(a->correlation_id, b->correlation_id)) &&
         !strcmp(a->code, b->code) && !strcmp(a->sid, b->sid) &&
         !strcmp(a->aadsts, b->aadsts) && !strcmp(a->host, b->host) &&
         !strcmp(a->provider, b->provider) && !strcmp(a->log, b->log) &&
         !strcmp(a->process, b->process) && !strcmp(a->client, b->client);
}

static unsigned *slot_of(od_event_store *store, const od_event *event,
                         int fine) {
  size_t at = hash_of(event, fine) & (SLOTS - 1);
  while (store->slots[at] &&
         !is_same(&store->kinds[store->slots[at] - 1], event, fine))
    at = (at + 1) & (SLOTS - 1);
  return &store->slots[at];
}

static void fold(od_event *kind, const od_event *event) {
  unsigned count = event->count < 0xffffffffu - kind->count
                       ? kind->count + event->count
                       : 0xffffffffu;
  long long first = kind->has_time && (!event->has_time ||
                                       kind->first < event->first)
                        ? kind->first
                        : event->first;
  if (!kind->has_time || (event->has_time && event->time >= kind->time))
    *kind = *event;
  kind->count = count;
  kind->first = first;
}

static int compare_ids(const od_event *a, const od_event *b) {
  int order = strcmp(a->provider, b->provider);
  if (!order && a->id != b->id) order = a->id < b->id ? -1 : 1;
  if (!order) order = strcmp(a->code, b->code);
  if (!order) order = strcmp(a->aadsts, b->aadsts);
  if (!order) order = strcmp(a->sid, b->sid);
  return order;
}

static int newest_first(const void *a, const void *b) {
  const od_event *x = a, *y = b;
  if (x->has_time != y->has_time) return y->has_time - x->has_time;
  if (x->has_time && x->time != y->time) return x->time > y->time ? -1 : 1;
  if (x->line != y->line) return x->line > y->line ? -1 : 1;
  return compare_ids(x, y);
}

size_t od_event_store_sort(od_event_store *store) {
  if (store->count)
    qsort(store->kinds, store->count, sizeof *store->kinds, newest_first);
  return store->count;
}

static void clear_slots(od_event_store *store) {
  memset(store->slots, 0, SLOTS * sizeof *store->slots);
}

/* From that one on, those of a kind and a day become one. */
static void coarsen(od_event_store *store, size_t from) {
  size_t count = od_event_store_sort(store), kept = from;
  clear_slots(store);
  for (size_t i = from; i < count; i++) {
    unsigned *slot = slot_of(store, &store->kinds[i], 0);
    if (*slot) {
      fold(&store->kinds[*slot - 1], &store->kinds[i]);
    } else {
      store->kinds[kept] = store->kinds[i];
      *slot = (unsigned)++kept;
    }
  }
  store->count = kept;
}

/* The newest stay; of the time before them nothing is known any more. */
static void drop(od_event_store *store, size_t limit) {
  const od_event *newest = &store->kinds[limit];
  if (newest->has_time &&
      (!store->has_dropped || newest->time > store->dropped)) {
    store->dropped = newest->time;
    store->has_dropped = 1;
  }
  store->count = limit;
}

size_t od_event_store_trim(od_event_store *store, size_t limit) {
  if (store->count > limit) coarsen(store, limit / 2);
  od_event_store_sort(store);
  if (store->count > limit) drop(store, limit);
  clear_slots(store);
  return store->count;
}

static void make_room(od_event_store *store) {
  coarsen(store, FINE);
  if (store->count > ROOM / 2) drop(store, ROOM / 2);
  clear_slots(store);
  for (size_t i = 0; i < store->count; i++)
    *slot_of(store, &store->kinds[i], 1) = (unsigned)i + 1;
}

void od_event_store_add(od_event_store *store, const od_event *event) {
  unsigned *slot = slot_of(store, event, 1);
  if (*slot) {
    fold(&store->kinds[*slot - 1], event);
    return;
  }
  if (store->count == ROOM) {
    make_room(store);
    slot = slot_of(store, event, 1);
  }
  store->kinds[store->count++] = *event;
  *slot = (unsigned)store->count;
}

od_status od_event_store_new(od_event_store **out) {
  od_event_store *store = *out = od_alloc_zero(1, sizeof *store);
  if (!store) return od_fail_memory();
  store->kinds = od_alloc_zero(ROOM, sizeof *store->kinds);
  store->slots = od_alloc_zero(SLOTS, sizeof *store->slots);
  if (store->kinds && store->slots) return OD_OK;
  od_event_store_free(store);
  *out = NULL;
  return od_fail_memory();
}

void od_event_store_free(od_event_store *store) {
  if (!store) return;
  od_free(store->kinds);
  od_free(store->slots);
  od_free(store);
}

/* ---- logs ---- */

static od_event_log *log_of(od_event_store *store, od_view name,
                            unsigned line) {
  if (store->last_log < store->log_count &&
      od_view_equal(name, store->logs[store->last_log].name))
    return &store->logs[store->last_log];
  for (size_t i = 0; i < store->log_count; i++)
    if (od_view_equal(name, store->logs[i].name)) {
      store->last_log = i;
      return &store->logs[i];
    }
  if (!name.size || name.size >= sizeof store->logs[0].name) return NULL;
  if (store->log_count == OD_EVENT_LOGS) {
    store->logs_lost = 1;
    return NULL;
  }
  od_event_log *log = &store->logs[store->last_log = store->log_count++];
  od_event_copy(log->name, sizeof log->name, name);
  log->line = line;
  return log;
}

void od_event_store_count(od_event_store *store, od_view log,
                          const long long *ms, unsigned line) {
  od_event_log *found = log_of(store, log, line);
  if (!found) return;
  found->count++;
  if (!ms) return;
  if (!found->has_time || *ms < found->first) found->first = *ms;
  if (!found->has_time || *ms > found->last) found->last = *ms;
  found->has_time = 1;
}
