/* Who wins: the rules of docs/facts.md. */
#include <stdlib.h>
#include <string.h>

#include "facts/claims.h"
#include "facts/located.h"

/* All claims of one value, by the strongest of them. */
typedef struct side {
  const od_claim *best; /* best->value NULL: proven absent */
} side;

typedef struct sides {
  side *list;
  size_t count, capacity;
  const od_claims *claims;
} sides;

static const od_source *source_of(const sides *s, const od_claim *claim) {
  return claim->source ? s->claims->sources[claim->source - 1]->source : NULL;
}

static unsigned rank_of(const sides *s, const od_claim *claim) {
  const od_source *source = source_of(s, claim);
  return source ? od_dictionary_rank(source->kind) : (unsigned)-1;
}

static int time_of(const sides *s, const od_claim *claim, long long *ms) {
  const od_source *source = source_of(s, claim);
  if (!source || !source->has_captured) return 0;
  *ms = source->captured;
  return 1;
}

/* The claims come in the order of sources: of equals the first stays. */
static int is_stronger(const sides *s, const od_claim *a, const od_claim *b) {
  long long x = 0, y = 0;
  unsigned rank_a = rank_of(s, a), rank_b = rank_of(s, b);
  if (a->later != b->later) return !a->later;
  if (rank_a != rank_b) return rank_a < rank_b;
  int timed_a = time_of(s, a, &x), timed_b = time_of(s, b, &y);
  if (timed_a != timed_b) return timed_a;
  return timed_a && x > y;
}

static int same_value(const od_json *a, const od_json *b) {
  return a && b ? od_json_equal(a, b) : a == b;
}

static od_status take_side(sides *s, const od_claim *claim) {
  for (size_t i = 0; i < s->count; i++)
    if (same_value(s->list[i].best->value, claim->value)) {
      if (is_stronger(s, claim, s->list[i].best)) s->list[i].best = claim;
      return OD_OK;
    }
  if (!od_grow((void **)&s->list, &s->capacity, s->count, sizeof *s->list))
    return od_fail_memory();
  s->list[s->count++].best = claim;
  return OD_OK;
}

/* ---- deciding ---- */

/* Sides that still stand: of the kind of source that decides. */
static int stands(const sides *s, const od_claim *claim, unsigned rank) {
  return !claim->later && rank_of(s, claim) == rank;
}

static unsigned best_rank(const sides *s) {
  unsigned best = (unsigned)-1;
  for (size_t i = 0; i < s->count; i++) {
    const od_claim *claim = s->list[i].best;
    if (claim->value && !claim->later && rank_of(s, claim) < best)
      best = rank_of(s, claim);
  }
  return best;
}

/* The one captured last, NULL if that cannot be told. */
static const od_claim *latest(const sides *s, unsigned rank) {
  const od_claim *found = NULL;
  long long last = 0, ms = 0;
  int tie = 0;
  for (size_t i = 0; i < s->count; i++) {
    const od_claim *claim = s->list[i].best;
    if (!stands(s, claim, rank)) continue;
    if (!time_of(s, claim, &ms)) return NULL;
    if (found && ms == last) tie = 1;
    if (found && ms <= last) continue;
    found = claim;
    last = ms;
    tie = 0;
  }
  return tie ? NULL : found;
}

static const od_claim *decide(const sides *s) {
  unsigned rank = best_rank(s);
  const od_claim *value = NULL;
  size_t standing = 0, values = 0;
  if (s->count == 1) return s->list[0].best;
  for (size_t i = 0; i < s->count; i++) {
    const od_claim *claim = s->list[i].best;
    if (!stands(s, claim, rank)) continue;
    standing++;
    if (!claim->value) continue;
    value = claim;
    values++;
  }
  if (standing == 1) return value;
  const od_claim *last = latest(s, rank);
  return !last && values == 1 ? value : last;
}

/* ---- writing ---- */

static unsigned number_of(const od_claim *claim) {
  return claim->source ? (unsigned)(claim->source - 1) : OD_NO_SOURCE;
}

static od_json *copy_list(const od_claim *claim) {
  od_json *list = od_json_new_array();
  const od_json *item = od_json_first(claim->value);
  for (; list && item; item = od_json_next(item))
    if (od_json_add(list, od_located_copy(item, claim->source)) != OD_OK) {
      od_json_free(list);
      list = NULL;
    }
  return list;
}

static od_status write_claim(od_facts *facts, const od_claim *claim) {
  od_json *copy = NULL;
  od_fact fact = {claim->name, claim->state, NULL, claim->why,
                  number_of(claim), claim->line};
  if (claim->value) {
    copy = claim->entry->united ? copy_list(claim)
                                : od_json_copy(claim->value);
    if (!copy) return od_fail_memory();
  }
  return od_facts_add(facts, &fact, copy);
}

static int by_source(const void *a, const void *b) {
  const od_claim *x = ((const side *)a)->best, *y = ((const side *)b)->best;
  return x < y ? -1 : x > y; /* claims lie in the order of sources */
}

static od_status write_conflict(od_facts *facts, sides *s) {
  size_t index;
  od_status status =
      od_facts_open_conflict(facts, s->list[0].best->name, &index);
  qsort(s->list, s->count, sizeof *s->list, by_source);
  for (size_t i = 0; status == OD_OK && i < s->count; i++) {
    const od_claim *claim = s->list[i].best;
    od_conflict_value value = {NULL, number_of(claim), claim->line,
                               claim->later, claim->why};
    if (claim->value && !(value.value = od_json_copy(claim->value)))
      return od_fail_memory();
    status = od_facts_add_conflict(facts, index, &value);
  }
  return status;
}

static od_status write_disagreement(od_facts *facts, const char *name) {
  od_fact fact = {name, OD_FACT_UNREADABLE, NULL, "the sources disagree",
                  OD_NO_SOURCE, 0};
  return od_facts_add(facts, &fact, NULL);
}

/* ---- united lists ---- */

typedef struct item {
  char *text; /* the item as JSON */
  const od_json *json;
  size_t source; /* its number; 0: none */
} item;

typedef struct items {
  item *list;
  size_t count, capacity;
} items;

static od_status add_items(items *all, const od_claim *claim) {
  const od_json *json = od_json_first(claim->value);
  for (; json; json = od_json_next(json)) {
    od_buffer text = {0};
    if (!od_grow((void **)&all->list, &all->capacity, all->count,
                 sizeof *all->list))
      return od_fail_memory();
    od_json_write(&text, json, 0);
    all->list[all->count].json = json;
    all->list[all->count].source = claim->source;
    if (od_buffer_take(&all->list[all->count].text, &text) != OD_OK)
      return od_fail_memory();
    all->count++;
  }
  return OD_OK;
}

static int compare_items(const void *a, const void *b) {
  const item *x = a, *y = b;
  int order = strcmp(x->text, y->text);
  return order ? order : (x->source > y->source) - (x->source < y->source);
}

static od_json *unite(items *all) {
  od_json *list = od_json_new_array();
  if (all->count)
    qsort(all->list, all->count, sizeof *all->list, compare_items);
  for (size_t i = 0; list && i < all->count; i++) {
    if (i && !strcmp(all->list[i].text, all->list[i - 1].text)) continue;
    if (od_json_add(list, od_located_copy(all->list[i].json,
                                          all->list[i].source)) != OD_OK) {
      od_json_free(list);
      list = NULL;
    }
  }
  return list;
}

/* Several different lists: each item once, in the order of their text. */
static od_status write_union(od_facts *facts, const sides *s) {
  items all = {NULL, 0, 0};
  od_status status = OD_OK;
  const od_claim *first = NULL;
  for (size_t i = 0; status == OD_OK && i < s->count; i++) {
    const od_claim *claim = s->list[i].best;
    status = add_items(&all, claim);
    if (claim->value && (!first || claim < first)) first = claim;
  }
  od_json *list = status == OD_OK ? unite(&all) : NULL;
  for (size_t i = 0; i < all.count; i++) od_free(all.list[i].text);
  od_free(all.list);
  if (!list) return od_fail_memory();
  od_fact fact = {first->name, OD_FACT_MEASURED, NULL, NULL,
                  number_of(first), first->line};
  return od_facts_add(facts, &fact, list);
}

/* ---- one name ---- */

static const od_claim *strongest_state(const od_claim *claims, size_t count) {
  const od_claim *best = claims;
  for (size_t i = 1; i < count; i++)
    if (claims[i].state < best->state) best = &claims[i];
  return best;
}

static size_t count_lists(const sides *s, const od_claim **only) {
  size_t lists = 0;
  for (size_t i = 0; i < s->count; i++)
    if (s->list[i].best->value) {
      *only = s->list[i].best;
      lists++;
    }
  return lists;
}

static od_status resolve_union(od_facts *facts, const sides *s) {
  const od_claim *only = s->list[0].best;
  size_t lists = count_lists(s, &only);
  return lists > 1 ? write_union(facts, s) : write_claim(facts, only);
}

static od_status resolve(od_facts *facts, sides *s, const od_claim *claims,
                         size_t count) {
  od_status status = OD_OK;
  s->count = 0;
  for (size_t i = 0; status == OD_OK && i < count; i++)
    if (claims[i].state <= OD_FACT_ABSENT) status = take_side(s, &claims[i]);
  if (status != OD_OK) return status;
  if (!s->count) return write_claim(facts, strongest_state(claims, count));
  if (claims->entry->united) return resolve_union(facts, s);
  const od_claim *winner = decide(s);
  status = winner ? write_claim(facts, winner)
                  : write_disagreement(facts, claims->name);
  if (status == OD_OK && s->count > 1) status = write_conflict(facts, s);
  return status;
}

/* A document's own derived value counts only where nothing can be derived. */
static int is_due(const od_facts *facts, const od_fact_entry *entry,
                  int derived) {
  if (!derived || !entry->derived) return entry->derived == derived;
  for (size_t i = 0; entry->from[i]; i++)
    if (od_facts_find(facts, entry->from[i])) return 0;
  return 1;
}

od_status od_claims_resolve(od_facts *facts, const od_claims *claims,
                            int derived) {
  od_status status = OD_OK;
  sides s = {NULL, 0, 0, claims};
  for (size_t i = 0, next; status == OD_OK && i < claims->count; i = next) {
    const od_claim *first = &claims->list[i];
    for (next = i + 1; next < claims->count &&
                       !strcmp(claims->list[next].name, first->name);)
      next++;
    if (is_due(facts, first->entry, derived))
      status = resolve(facts, &s, first, next - i);
  }
  od_free(s.list);
  return status;
}
