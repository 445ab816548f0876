#include "facts/claims.h"

#include <stdlib.h>
#include <string.h>

#include "facts/located.h"

static const char system_why[] =
    "captured as SYSTEM, which cannot see the user's own state";

/* ---- collecting ---- */

/* The first origin of a part stands for claims without a source. */
typedef struct collector {
  od_claims *claims;
  const od_facts *part;
  size_t first; /* origin of the part's missing source */
  od_whose whose;
} collector;

static size_t origin_of(const collector *c, unsigned source) {
  return source < c->part->source_count ? c->first + 1 + source : c->first;
}

static od_status add_claim(collector *c, const od_claim *claim) {
  od_claims *claims = c->claims;
  if (!od_grow((void **)&claims->list, &claims->capacity, claims->count,
               sizeof *claims->list))
    return od_fail_memory();
  claims->list[claims->count] = *claim;
  claims->list[claims->count].order = claims->count;
  claims->count++;
  return OD_OK;
}

/* What the system says of the user is not worth more than not asking; a token
   that it saw is one all the same. */
static int system_may_say(const od_claim *claim) {
  return claim->entry->scope != OD_SCOPE_SUBJECT ||
         (!strcmp(claim->name, "prt.present") &&
          claim->state == OD_FACT_MEASURED && od_json_bool(claim->value));
}

static od_status claim_of(collector *c, od_claim *claim) {
  od_origin *origin = &c->claims->origins[claim->origin];
  int derived = claim->entry->derived;
  int personal = claim->entry->scope == OD_SCOPE_SUBJECT;
  int system = c->whose == OD_WHOSE_SYSTEM || origin->system;
  if (c->whose == OD_WHOSE_OTHER && (derived || personal)) return OD_OK;
  if (system && derived && personal) return OD_OK;
  if (system && !system_may_say(claim)) {
    if (claim->later) return OD_OK;
    claim->state = OD_FACT_NOT_ASKED;
    claim->value = NULL;
    claim->why = system_why;
  }
  return add_claim(c, claim);
}

static int lists_value(const od_conflict *conflict, const od_fact *fact) {
  for (size_t i = 0; i < conflict->count; i++) {
    const od_conflict_value *value = &conflict->values[i];
    if (value->source == fact->source &&
        (value->value ? od_json_equal(value->value, fact->value)
                      : fact->state == OD_FACT_ABSENT))
      return 1;
  }
  return 0;
}

/* The index of the part's source with this id. */
static unsigned source_with_id(const od_facts *part, od_view id) {
  for (size_t i = 0; i < part->source_count; i++)
    if (od_view_equal(id, part->sources[i].id)) return (unsigned)i;
  return OD_NO_SOURCE;
}

/* The items of one source, as that source said them. */
static od_status claim_items(collector *c, const od_claim *whole,
                             od_view source) {
  od_claims *claims = c->claims;
  od_claim claim = *whole;
  od_json *items = od_located_items(whole->value, source);
  if (!items || !od_grow((void **)&claims->lists, &claims->list_capacity,
                         claims->list_count, sizeof *claims->lists)) {
    od_json_free(items);
    return od_fail_memory();
  }
  claims->lists[claims->list_count++] = items;
  claim.value = items;
  if (source.size) {
    claim.origin = origin_of(c, source_with_id(c->part, source));
    claim.line = (unsigned)od_json_number(
        od_json_member(od_json_first(items), "line"));
  }
  return claim_of(c, &claim);
}

static int is_first_of(const od_json *list, const od_json *item) {
  od_view source = od_located_source(item);
  const od_json *other = od_json_first(list);
  while (other != item &&
         od_view_compare_nocase(od_located_source(other), source))
    other = od_json_next(other);
  return other == item;
}

/* A list that was joined before: each of its sources speaks for itself. */
static od_status claim_located(collector *c, const od_claim *whole) {
  od_status status = OD_OK;
  const od_json *item = od_json_first(whole->value);
  for (; item && status == OD_OK; item = od_json_next(item))
    if (is_first_of(whole->value, item))
      status = claim_items(c, whole, od_located_source(item));
  return status;
}

static od_status claim_fact(collector *c, const od_fact *fact) {
  const od_conflict *conflict = od_facts_conflict(c->part, fact->name);
  const od_fact_entry *entry = od_dictionary_find(fact->name);
  int known = fact->state == OD_FACT_MEASURED || fact->state == OD_FACT_ABSENT;
  /* Where sources disagree it is they who speak, not what became of it. */
  if (!entry || (conflict && (!known || lists_value(conflict, fact))))
    return OD_OK;
  od_claim claim = {fact->name, entry, fact->state, fact->value, fact->why,
                    origin_of(c, fact->source), 0, fact->line, 0, 0, NULL};
  return entry->united && od_located(fact->value) ? claim_located(c, &claim)
                                                  : claim_of(c, &claim);
}

static od_status claim_conflict(collector *c, const od_conflict *conflict) {
  od_status status = OD_OK;
  const od_fact_entry *entry = od_dictionary_find(conflict->name);
  for (size_t i = 0; entry && status == OD_OK && i < conflict->count; i++) {
    const od_conflict_value *value = &conflict->values[i];
    od_claim claim = {conflict->name, entry,
                      value->value ? OD_FACT_MEASURED : OD_FACT_ABSENT,
                      value->value, value->why, origin_of(c, value->source), 0,
                      value->line, value->later, 0, NULL};
    status = claim_of(c, &claim);
  }
  return status;
}

/* dsregcmd tells that it ran as SYSTEM even where it names no account. */
static void find_system(collector *c) {
  const od_fact *context = od_facts_find(c->part, "prejoin.user_context");
  if (!context || !od_view_equal_nocase(od_json_view(context->value),
                                        "SYSTEM"))
    return;
  if (!c->part->subject.account && !c->part->subject.sid)
    c->claims->origins[origin_of(c, context->source)].system = 1;
}

static od_status collect_part(collector *c) {
  od_status status = OD_OK;
  find_system(c);
  for (size_t i = 0; status == OD_OK && i < c->part->count; i++)
    status = claim_fact(c, &c->part->facts[i]);
  for (size_t i = 0; status == OD_OK && i < c->part->conflict_count; i++)
    status = claim_conflict(c, &c->part->conflicts[i]);
  return status;
}

static od_status add_origins(od_claims *claims, const od_facts *const *parts,
                             size_t count) {
  size_t total = count;
  for (size_t i = 0; i < count; i++) total += parts[i]->source_count;
  claims->origins = od_alloc_zero(total, sizeof *claims->origins);
  claims->sources = od_alloc_zero(total, sizeof *claims->sources);
  if (!claims->origins || !claims->sources) return od_fail_memory();
  for (size_t i = 0; i < count; i++) {
    claims->origins[claims->origin_count++].part = i;
    for (size_t s = 0; s < parts[i]->source_count; s++) {
      od_origin *origin = &claims->origins[claims->origin_count++];
      origin->part = i;
      origin->source = &parts[i]->sources[s];
    }
  }
  return OD_OK;
}

static od_status collect(od_claims *claims, const od_facts *const *parts,
                         size_t count, const od_choice *choice) {
  od_status status = add_origins(claims, parts, count);
  size_t first = 0;
  for (size_t i = 0; status == OD_OK && i < count; i++) {
    collector c = {claims, parts[i], first, choice->whose[i]};
    status = collect_part(&c);
    first += 1 + parts[i]->source_count;
  }
  return status;
}

/* ---- the same source twice ---- */

static int compare_claims(const void *a, const void *b) {
  const od_claim *x = a, *y = b;
  int order = strcmp(x->name, y->name);
  if (order) return order;
  return x->order < y->order ? -1 : x->order > y->order;
}

static od_status digest(od_claims *claims) {
  for (size_t i = 0; i < claims->count; i++) {
    const od_claim *claim = &claims->list[i];
    const od_origin *origin = &claims->origins[claim->origin];
    od_buffer *text = &claims->origins[claim->origin].digest;
    if (claim->entry->derived && origin->source) continue;
    od_buffer_format(text, "%s\n%d %u %d ", claim->name, (int)claim->state,
                     claim->line, claim->later);
    if (claim->value) od_json_write(text, claim->value, 0);
    if (claim->why) od_buffer_text(text, claim->why);
    od_buffer_char(text, '\n');
    if (text->status != OD_OK) return od_fail_memory();
  }
  return OD_OK;
}

static int compare_times(const od_source *a, const od_source *b) {
  if (a->has_captured != b->has_captured)
    return a->has_captured ? 1 : -1;
  if (!a->has_captured || a->captured == b->captured) return 0;
  return a->captured < b->captured ? -1 : 1;
}

static int compare_digests(const od_buffer *a, const od_buffer *b) {
  return strcmp(a->data ? a->data : "", b->data ? b->data : "");
}

static int compare_numbers(unsigned long long a, unsigned long long b) {
  return a < b ? -1 : a > b;
}

/* By content first, so that the same source twice stands together; of equal
   ones the smallest name comes first. */
static int by_content(const void *a, const void *b) {
  const od_origin *x = *(const od_origin *const *)a;
  const od_origin *y = *(const od_origin *const *)b;
  unsigned long long mark = x->source->fingerprint;
  int order = strcmp(x->source->kind, y->source->kind);
  if (!order) order = compare_numbers(mark, y->source->fingerprint);
  if (!order && mark) order = strcmp(x->source->name, y->source->name);
  if (!order) order = compare_times(x->source, y->source);
  if (!order) order = compare_digests(&x->digest, &y->digest);
  if (!order) order = strcmp(x->source->name, y->source->name);
  return order;
}

static int by_name(const void *a, const void *b) {
  const od_origin *x = *(const od_origin *const *)a;
  const od_origin *y = *(const od_origin *const *)b;
  int order = strcmp(x->source->name, y->source->name);
  if (!order) order = strcmp(x->source->kind, y->source->kind);
  if (!order) order = compare_times(x->source, y->source);
  if (!order)
    order = compare_numbers(y->source->fingerprint, x->source->fingerprint);
  if (!order) order = compare_digests(&x->digest, &y->digest);
  return order;
}

static int says_the_same(const od_origin *a, const od_origin *b) {
  unsigned long long x = a->source->fingerprint, y = b->source->fingerprint;
  if (strcmp(a->source->kind, b->source->kind)) return 0;
  if (x || y) return x == y;
  return a->digest.size && !compare_times(a->source, b->source) &&
         !compare_digests(&a->digest, &b->digest);
}

/* Both name a fact and say different things of it. */
static int contradict(const od_claims *claims, const od_origin *a,
                      const od_origin *b) {
  size_t x = (size_t)(a - claims->origins);
  size_t y = (size_t)(b - claims->origins);
  const od_claim *last = NULL; /* the last one of a */
  const od_claim *other = NULL;
  for (size_t i = 0; i < claims->count; i++) {
    const od_claim *claim = &claims->list[i];
    if ((claim->origin != x && claim->origin != y) || claim->entry->derived ||
        claim->entry->united || claim->later || !claim->value)
      continue;
    if (claim->origin == x) last = claim;
    else other = claim;
    if (last && other && !strcmp(last->name, other->name) &&
        !od_json_equal(last->value, other->value))
      return 1;
  }
  return 0;
}

/* One file seen twice, each time with only a part of what it says. */
static int same_file(const od_claims *claims, const od_origin *a,
                     const od_origin *b) {
  if (a->source->fingerprint && b->source->fingerprint) return 0;
  return !strcmp(a->source->name, b->source->name) &&
         !strcmp(a->source->kind, b->source->kind) &&
         !compare_times(a->source, b->source) && !contradict(claims, a, b);
}

typedef int (*twin)(const od_claims *, const od_origin *, const od_origin *);

static int same_content(const od_claims *claims, const od_origin *a,
                        const od_origin *b) {
  (void)claims;
  return says_the_same(a, b);
}

/* Keeps one of each run of twins; the others know who stands for them. */
static size_t keep_one(const od_claims *claims, od_origin **list,
                       size_t count, twin is_twin) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    if (kept && is_twin(claims, list[kept - 1], list[i]))
      list[i]->same_as = list[kept - 1];
    else
      list[kept++] = list[i];
  }
  return kept;
}

static void number_sources(od_claims *claims) {
  od_origin **list = (od_origin **)(void *)claims->sources;
  size_t count = 0;
  for (size_t i = 0; i < claims->origin_count; i++)
    if (claims->origins[i].source) list[count++] = &claims->origins[i];
  if (count) qsort(list, count, sizeof *list, by_content);
  count = keep_one(claims, list, count, same_content);
  if (count) qsort(list, count, sizeof *list, by_name);
  count = keep_one(claims, list, count, same_file);
  claims->source_count = count;
  for (size_t i = 0; i < count; i++) list[i]->number = i + 1;
}

static size_t number_of(const od_origin *origin) {
  while (origin->same_as) origin = origin->same_as;
  return origin->number; /* 0 is "no source" */
}

/* ---- the order ---- */

static int compare_numbered(const void *a, const void *b) {
  const od_claim *x = a, *y = b;
  int order = strcmp(x->name, y->name);
  if (!order && x->source != y->source)
    order = x->source < y->source ? -1 : 1;
  if (!order) order = x->later - y->later;
  if (!order && x->line != y->line) order = x->line < y->line ? -1 : 1;
  if (!order) order = (int)x->state - (int)y->state;
  if (!order) order = compare_digests(x->digest, y->digest);
  if (!order && x->order != y->order) order = x->order < y->order ? -1 : 1;
  return order;
}

static void put_in_order(od_claims *claims) {
  for (size_t i = 0; i < claims->count; i++) {
    od_claim *claim = &claims->list[i];
    const od_origin *origin = &claims->origins[claim->origin];
    claim->source = number_of(origin);
    claim->digest = &origin->digest;
  }
  if (claims->count)
    qsort(claims->list, claims->count, sizeof *claims->list,
          compare_numbered);
}

od_status od_claims_collect(od_claims *out, const od_facts *const *parts,
                            size_t count, const od_choice *choice) {
  *out = (od_claims){0};
  od_status status = collect(out, parts, count, choice);
  if (status == OD_OK) {
    if (out->count)
      qsort(out->list, out->count, sizeof *out->list, compare_claims);
    status = digest(out);
  }
  if (status == OD_OK) {
    number_sources(out);
    put_in_order(out);
  } else {
    od_claims_release(out);
  }
  return status;
}

void od_claims_release(od_claims *claims) {
  for (size_t i = 0; i < claims->origin_count; i++)
    od_buffer_release(&claims->origins[i].digest);
  od_free(claims->origins);
  for (size_t i = 0; i < claims->list_count; i++)
    od_json_free(claims->lists[i]);
  od_free(claims->lists);
  od_free((void *)claims->sources);
  od_free(claims->list);
  *claims = (od_claims){0};
}
