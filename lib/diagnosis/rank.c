#include "diagnosis/rank.h"

#include <stdlib.h>
#include <string.h>

const char *od_grade_name(od_grade grade) {
  static const char *const names[] = {"confirmed", "likely",   "possible",
                                      "open",      "unlikely", "excluded"};
  return names[grade];
}

int od_ranked_score(const od_ranked *ranked) {
  return ranked->prior + ranked->evidence;
}

int od_ranked_leads(const od_ranked *ranked) {
  return ranked->grade <= OD_GRADE_LIKELY && !ranked->consequence_of;
}

static size_t find_group(const od_rules *rules, const char *id) {
  size_t count = od_rules_group_count(rules);
  for (size_t i = 0; i < count; i++)
    if (!strcmp(od_rules_group(rules, i)->id, id)) return i;
  return 0; /* every observation's group is in the list */
}

/* The catalogue lists the causes layer by layer. */
static void find_layers(od_ranking *r) {
  size_t at = 0;
  for (size_t layer = 0; layer < OD_LAYER_COUNT; layer++) {
    r->first[layer] = at;
    while (at < r->cause_count && od_cause_at(at)->layer == (od_layer)layer)
      at++;
  }
  r->first[OD_LAYER_COUNT] = r->cause_count;
}

od_status od_ranking_init(od_ranking *r, od_arena *arena,
                          const od_rules *rules, const int *priors) {
  size_t observations = od_rules_observation_count(rules);
  *r = (od_ranking){0};
  r->rules = rules;
  r->priors = priors;
  r->cause_count = od_cause_count();
  r->group_count = od_rules_group_count(rules);
  find_layers(r);
  size_t cells = r->cause_count * (r->group_count + 1);
  r->group_of = od_arena_alloc(arena, observations * sizeof *r->group_of);
  r->best_for = od_arena_alloc(arena, cells * sizeof *r->best_for);
  r->best_against = od_arena_alloc(arena, cells * sizeof *r->best_against);
  r->noted = od_arena_alloc(arena, r->cause_count);
  r->seen_through =
      od_arena_alloc(arena, observations * sizeof *r->seen_through);
  r->ranked = od_arena_alloc(arena, r->cause_count * sizeof *r->ranked);
  r->holding = od_arena_alloc(arena, (observations + 1) * sizeof *r->holding);
  if (!r->group_of || !r->best_for || !r->best_against || !r->noted ||
      !r->seen_through || !r->ranked || !r->holding)
    return od_fail_memory();
  for (size_t i = 0; i < observations; i++)
    r->group_of[i] = find_group(rules, od_rules_observation(rules, i)->group);
  return OD_OK;
}

/* Of a group only the strongest for and the strongest against count. */
static void note(od_ranking *r, int *cells, const od_effect *effect,
                 size_t group) {
  size_t cause = od_cause_index(effect->cause);
  int *cell = &cells[cause * r->group_count + group];
  r->noted[cause] = 1;
  if (effect->db > *cell) *cell = effect->db;
}

static void note_observation(od_ranking *r, size_t i, od_layer layer) {
  const od_observation *o = od_rules_observation(r->rules, i);
  size_t group = r->group_of[i];
  for (size_t k = 0; k < o->for_count; k++)
    if (o->for_causes[k].cause->layer == layer)
      note(r, r->best_for, &o->for_causes[k], group);
  for (size_t k = 0; k < o->against_count; k++)
    if (o->against[k].cause->layer == layer)
      note(r, r->best_against, &o->against[k], group);
  for (size_t k = 0; k < o->exclude_count; k++)
    if (o->excludes[k].cause->layer == layer)
      r->ranked[od_cause_index(o->excludes[k].cause)].grade =
          OD_GRADE_EXCLUDED;
}

static od_grade grade_of(const od_ranked *ranked) {
  int evidence = ranked->evidence;
  if (ranked->grade == OD_GRADE_EXCLUDED) return OD_GRADE_EXCLUDED;
  if (evidence >= OD_DB_DECISIVE && ranked->decisive) return OD_GRADE_CONFIRMED;
  if (evidence >= OD_DB_LIKELY) return OD_GRADE_LIKELY;
  if (evidence >= OD_DB_POSSIBLE) return OD_GRADE_POSSIBLE;
  return evidence <= OD_DB_UNLIKELY ? OD_GRADE_UNLIKELY : OD_GRADE_OPEN;
}

static void sum_up(od_ranking *r, od_ranked *ranked) {
  size_t cause = od_cause_index(ranked->cause), row = cause * r->group_count;
  for (size_t g = 0; r->noted[cause] && g < r->group_count; g++) {
    ranked->evidence += r->best_for[row + g] - r->best_against[row + g];
    if (r->best_for[row + g] >= OD_DB_DECISIVE) ranked->decisive = 1;
  }
  ranked->grade = grade_of(ranked);
}

/* The strongest cause of a layer that is at least likely, or NULL. */
static const od_ranked *leader(const od_ranking *r, od_layer layer) {
  const od_ranked *best = NULL;
  for (size_t i = r->first[layer]; i < r->first[layer + 1]; i++) {
    const od_ranked *ranked = &r->ranked[i];
    if (!od_ranked_leads(ranked)) continue;
    if (!best || od_ranked_score(ranked) > od_ranked_score(best)) best = ranked;
  }
  return best;
}

/* A cause may declare what follows from it within its layer. */
static void explain_within(od_ranking *r, od_layer layer) {
  for (size_t i = r->first[layer]; i < r->first[layer + 1]; i++) {
    const od_ranked *ranked = &r->ranked[i];
    if (!od_ranked_leads(ranked)) continue;
    const char *const *ids = ranked->cause->explains;
    for (; *ids; ids++) {
      od_ranked *other = &r->ranked[od_cause_index(od_cause_find(*ids))];
      if (other->grade <= OD_GRADE_POSSIBLE)
        other->consequence_of = ranked->cause;
    }
  }
}

/* What is seen through a layer with a likely cause tells of that cause. */
static void explain_above(od_ranking *r, od_layer layer) {
  const od_ranked *cause = leader(r, layer);
  for (size_t k = 0; cause && k < r->holding_count; k++) {
    size_t i = r->holding[k];
    const od_observation *o = od_rules_observation(r->rules, i);
    if (!r->seen_through[i] && o->through & 1u << layer)
      r->seen_through[i] = cause->cause;
  }
}

static void rank_layer(od_ranking *r, od_layer layer) {
  for (size_t k = 0; k < r->holding_count; k++)
    if (!r->seen_through[r->holding[k]])
      note_observation(r, r->holding[k], layer);
  for (size_t i = r->first[layer]; i < r->first[layer + 1]; i++)
    sum_up(r, &r->ranked[i]);
  explain_within(r, layer);
  explain_above(r, layer);
}

/* Causes whose evidence was all seen through a lower one are shown as such. */
static void mark_consequences(od_ranking *r) {
  for (size_t n = 0; n < r->holding_count; n++) {
    size_t i = r->holding[n];
    const od_observation *o = od_rules_observation(r->rules, i);
    if (!r->seen_through[i]) continue;
    for (size_t k = 0; k < o->for_count; k++) {
      od_ranked *ranked = &r->ranked[od_cause_index(o->for_causes[k].cause)];
      if (ranked->cause->layer > r->seen_through[i]->layer &&
          ranked->grade > OD_GRADE_LIKELY &&
          ranked->grade != OD_GRADE_EXCLUDED)
        ranked->consequence_of = r->seen_through[i];
    }
  }
}

/* Best first: what leads by layer, then the rest by grade. */
static int compare(const void *a, const void *b) {
  const od_ranked *x = a, *y = b;
  int leads_x = od_ranked_leads(x), leads_y = od_ranked_leads(y);
  if (leads_x != leads_y) return leads_y - leads_x;
  if (leads_x && x->cause->layer != y->cause->layer)
    return x->cause->layer < y->cause->layer ? -1 : 1;
  if (!leads_x && x->grade != y->grade) return x->grade < y->grade ? -1 : 1;
  if (od_ranked_score(x) != od_ranked_score(y))
    return od_ranked_score(x) > od_ranked_score(y) ? -1 : 1;
  return od_cause_index(x->cause) < od_cause_index(y->cause) ? -1 : 1;
}

/* Empties the cells of the last run; most causes have none. */
static void forget(od_ranking *r) {
  size_t size = r->group_count * sizeof *r->best_for;
  for (size_t i = 0; i < r->cause_count; i++) {
    if (!r->noted[i]) continue;
    memset(r->best_for + i * r->group_count, 0, size);
    memset(r->best_against + i * r->group_count, 0, size);
    r->noted[i] = 0;
  }
}

void od_ranking_run(od_ranking *r, const od_truth *truths) {
  size_t count = od_rules_observation_count(r->rules);
  forget(r);
  r->holding_count = 0;
  for (size_t i = 0; i < count; i++) {
    r->seen_through[i] = NULL;
    if (truths[i] == OD_TRUE) r->holding[r->holding_count++] = i;
  }
  for (size_t i = 0; i < r->cause_count; i++)
    r->ranked[i] = (od_ranked){od_cause_at(i), r->priors[i], 0, 0,
                               OD_GRADE_OPEN, NULL};
  for (int layer = 0; layer < OD_LAYER_COUNT; layer++)
    rank_layer(r, (od_layer)layer);
  mark_consequences(r);
}

void od_ranking_sort(od_ranking *r) {
  qsort(r->ranked, r->cause_count, sizeof *r->ranked, compare);
}

const od_ranked *od_ranking_first(const od_ranking *r) {
  const od_ranked *first = &r->ranked[0];
  for (size_t i = 1; i < r->cause_count; i++)
    if (compare(&r->ranked[i], first) < 0) first = &r->ranked[i];
  return first;
}

/* The nearest rival of the first in its own layer, or NULL. */
static const od_ranked *rival(const od_ranking *r, const od_ranked *first) {
  const od_ranked *best = NULL;
  for (size_t i = 0; i < r->cause_count; i++) {
    const od_ranked *other = &r->ranked[i];
    if (other == first || other->cause->layer != first->cause->layer || other->consequence_of ||
        other->grade == OD_GRADE_EXCLUDED)
      continue;
    if (!best || od_ranked_score(other) > od_ranked_score(best)) best = other;
  }
  return best;
}

static int several_layers(const od_ranking *r, const od_ranked *first) {
  for (size_t i = 0; i < r->cause_count; i++)
    if (od_ranked_leads(&r->ranked[i]) &&
        r->ranked[i].cause->layer != first->cause->layer)
      return 1;
  return 0;
}

/* What went wrong stays wrong where no cause of it stands out. */
static int holds_error(const od_ranking *r) {
  for (size_t k = 0; k < r->holding_count; k++)
    if (!strcmp(od_rules_observation(r->rules, r->holding[k])->severity,
                "error"))
      return 1;
  return 0;
}

od_verdict od_ranking_verdict(const od_ranking *r, int required_measured) {
  const od_ranked *first = od_ranking_first(r);
  if (od_ranked_leads(first)) {
    const od_ranked *other = rival(r, first);
    int lead = other ? od_ranked_score(first) - od_ranked_score(other)
                     : OD_DB_LEAD;
    int clear = lead >= OD_DB_LEAD || several_layers(r, first);
    return clear ? OD_VERDICT_CAUSE_FOUND : OD_VERDICT_CANNOT_TELL;
  }
  for (size_t i = 0; i < r->cause_count; i++)
    if (r->ranked[i].grade <= OD_GRADE_POSSIBLE) return OD_VERDICT_CANNOT_TELL;
  return required_measured && !holds_error(r) ? OD_VERDICT_NOTHING_FOUND
                                              : OD_VERDICT_CANNOT_TELL;
}
