#include "diagnosis/chain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/time.h"

enum { LINKS_MAX = 24, NAME_ROOM = 96 };

typedef struct builder {
  od_arena *arena;
  const od_facts *facts;
  od_link *list;
  size_t count, room;
  int failed; /* out of memory */
} builder;

const char *od_tie_name(od_tie tie) {
  static const char *const names[] = {NULL, "correlation-id", "request-id",
                                      "time"};
  return names[tie];
}

/* ---- what happened ---- */

static const od_fact *known(const builder *b, const char *name) {
  const od_fact *fact = od_facts_find(b->facts, name);
  return fact && fact->state == OD_FACT_MEASURED ? fact : NULL;
}

static const char *text_of(const builder *b, const char *name) {
  const od_fact *fact = known(b, name);
  return fact ? od_json_text(fact->value) : NULL;
}

static const char *member(const od_json *item, const char *name) {
  return od_json_text(od_json_member(item, name));
}

static const char *file_of(const builder *b, unsigned source) {
  const od_source *found =
      source == OD_NO_SOURCE ? NULL : od_facts_source(b->facts, source);
  return found ? found->name : NULL;
}

static const char *file_of_item(const builder *b, const od_json *item) {
  const char *id = member(item, "source");
  for (size_t i = 0; id && i < od_facts_source_count(b->facts); i++)
    if (!strcmp(od_facts_source(b->facts, i)->id, id))
      return od_facts_source(b->facts, i)->name;
  return NULL;
}

static void set_time(od_link *link, const char *text) {
  link->has_time = text && od_time_parse(od_view_of(text), &link->time);
}

static void add(builder *b, const od_link *link) {
  if (b->count < b->room) b->list[b->count++] = *link;
}

static void add_items(builder *b, const char *fact, const char *what,
                      const char *(*name)(builder *, const od_json *)) {
  const od_fact *list = known(b, fact);
  const od_json *item = list ? od_json_first(list->value) : NULL;
  for (; item; item = od_json_next(item)) {
    /* What Entra ID answered says more than what Windows made of it. */
    const char *answer = member(item, "aadsts");
    od_link link = {what, "", answer ? answer : member(item, "code"),
                    member(item, "correlation_id"), member(item, "request_id"),
                    file_of_item(b, item),
                    (unsigned)od_json_number(od_json_member(item, "line")),
                    0, 0, OD_TIE_NONE};
    if (name) link.name = name(b, item);
    set_time(&link, member(item, "time"));
    add(b, &link);
  }
}

/* "aad-operational 1098" */
static const char *event_name(builder *b, const od_json *item) {
  char text[NAME_ROOM];
  const char *log = member(item, "log");
  int id = (int)od_json_number(od_json_member(item, "id"));
  snprintf(text, sizeof text, "%.60s %d", log ? log : "event", id);
  const char *copy = od_arena_text(b->arena, text, strlen(text));
  b->failed |= !copy;
  return copy ? copy : "";
}

static void add_attempt(builder *b) {
  const od_fact *time = known(b, "prt.last_attempt.time");
  const od_fact *id = known(b, "prt.last_attempt.correlation_id");
  const od_fact *place = time ? time : id;
  if (!place) return;
  od_link link = {"prt-attempt", "", text_of(b, "prt.last_attempt.aadsts"),
                  text_of(b, "prt.last_attempt.correlation_id"), NULL,
                  file_of(b, place->source), place->line, 0, 0, OD_TIE_NONE};
  if (!link.code) link.code = text_of(b, "prt.last_attempt.transport");
  if (!link.code) link.code = text_of(b, "prt.last_attempt.status");
  set_time(&link, text_of(b, "prt.last_attempt.time"));
  add(b, &link);
}

/* When the client itself last tried, per account. */
static void add_accounts(builder *b) {
  const od_fact *list = known(b, "onedrive.accounts");
  const od_json *item = list ? od_json_first(list->value) : NULL;
  for (; item; item = od_json_next(item)) {
    const char *name = member(item, "name");
    const char *result = member(item, "last_result");
    od_link link = {"client-attempt", name ? name : "", result, NULL, NULL,
                    file_of(b, list->source), list->line, 0, 0, OD_TIE_NONE};
    set_time(&link, member(item, "last_attempt"));
    if (link.has_time) add(b, &link);
  }
}

static size_t count_all(const builder *b) {
  static const char *const lists[] = {"messages", "events.list",
                                      "onedrive.accounts"};
  size_t count = 1; /* the attempt */
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    if (known(b, lists[i])) count += od_json_count(known(b, lists[i])->value);
  return count;
}

/* ---- where it begins ---- */

static int is_near(const od_link *link, long long time) {
  long long apart = link->time - time;
  return link->has_time && apart <= OD_CHAIN_NEAR_MS &&
         apart >= -OD_CHAIN_NEAR_MS;
}

/* The chosen ones are moved to the front; returns how many. */
static size_t choose(builder *b, const char *what, const long long *near) {
  size_t chosen = 0;
  for (size_t i = 0; i < b->count; i++) {
    od_link link = b->list[i];
    if (what && strcmp(link.what, what)) continue;
    if (near && (what ? link.has_time && !is_near(&link, *near)
                      : !is_near(&link, *near)))
      continue;
    b->list[i] = b->list[chosen];
    b->list[chosen++] = link;
  }
  return chosen;
}

static int attempt_failed_last(const builder *b) {
  const od_fact *later = known(b, "prt.last_attempt.superseded");
  return !later || !od_json_bool(later->value);
}

static size_t begin(builder *b, const long long *at) {
  size_t chosen = choose(b, "message", at);
  if (!chosen && at) chosen = choose(b, NULL, at);
  if (!chosen && !at && attempt_failed_last(b))
    chosen = choose(b, "prt-attempt", NULL);
  return chosen;
}

/* ---- what is tied to it ---- */

static int same_id(const char *a, const char *b) {
  return a && b && *a &&
         !od_view_compare_nocase(od_view_of(a), od_view_of(b));
}

static od_tie tie_of(const od_link *link, const od_link *chain,
                     size_t count) {
  for (size_t i = 0; i < count; i++)
    if (same_id(link->correlation_id, chain[i].correlation_id))
      return OD_TIE_CORRELATION;
  for (size_t i = 0; i < count; i++)
    if (same_id(link->request_id, chain[i].request_id)) return OD_TIE_REQUEST;
  return OD_TIE_NONE;
}

/* Takes in what shares an id, then what shares one with that, and so on. */
static size_t tie_by_id(builder *b, size_t chain) {
  for (size_t i = chain; i < b->count; i++) {
    od_link link = b->list[i];
    link.tie = tie_of(&link, b->list, chain);
    if (link.tie == OD_TIE_NONE) continue;
    b->list[i] = b->list[chain];
    b->list[chain++] = link;
    i = chain - 1; /* knowing more, look again */
  }
  return chain;
}

static size_t tie_by_time(builder *b, size_t seeds, size_t chain,
                          const long long *at) {
  for (size_t i = chain; i < b->count; i++) {
    od_link link = b->list[i];
    int near = at && is_near(&link, *at);
    for (size_t s = 0; !near && s < seeds; s++)
      near = b->list[s].has_time && is_near(&link, b->list[s].time);
    if (!near) continue;
    link.tie = OD_TIE_TIME;
    b->list[i] = b->list[chain];
    b->list[chain++] = link;
  }
  return chain;
}

static int compare_texts(const char *a, const char *b) {
  return strcmp(a ? a : "", b ? b : "");
}

/* By time, then so that no order of the input can be told. */
static int compare(const void *a, const void *b) {
  const od_link *x = a, *y = b;
  int order = x->has_time - y->has_time;
  if (!order && x->has_time) order = (x->time > y->time) - (x->time < y->time);
  if (!order) order = (int)x->tie - (int)y->tie;
  if (!order) order = strcmp(x->what, y->what);
  if (!order) order = compare_texts(x->source, y->source);
  if (!order) order = (x->line > y->line) - (x->line < y->line);
  if (!order) order = compare_texts(x->name, y->name);
  if (!order) order = compare_texts(x->code, y->code);
  return order ? order : compare_texts(x->correlation_id, y->correlation_id);
}

static int by_worth(const void *a, const void *b) {
  const od_link *x = a, *y = b;
  return x->tie != y->tie ? (int)x->tie - (int)y->tie : compare(a, b);
}

od_status od_chain_make(od_chain *out, od_arena *arena, const od_facts *facts,
                        const long long *at) {
  builder b = {arena, facts, NULL, 0, 0, 0};
  *out = (od_chain){NULL, 0};
  b.room = count_all(&b);
  b.list = od_arena_alloc(arena, b.room * sizeof *b.list);
  if (!b.list) return od_fail_memory();
  add_items(&b, "messages", "message", NULL);
  add_items(&b, "events.list", "event", event_name);
  add_attempt(&b);
  add_accounts(&b);
  if (b.failed) return od_fail_memory();
  size_t seeds = begin(&b, at);
  size_t count = seeds ? tie_by_id(&b, seeds) : 0;
  if (seeds) count = tie_by_time(&b, seeds, count, at);
  if (seeds) count = tie_by_id(&b, count);
  if (count > LINKS_MAX) { /* the best tied ones stay */
    qsort(b.list, count, sizeof *b.list, by_worth);
    count = LINKS_MAX;
  }
  if (count) qsort(b.list, count, sizeof *b.list, compare);
  out->links = b.list;
  out->count = count;
  return OD_OK;
}
