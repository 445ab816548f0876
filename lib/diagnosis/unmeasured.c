/* What was not measured, whether it matters, and what to measure next. */
#include "diagnosis/diagnosis.h"

#include <stdlib.h>
#include <string.h>

/* What is known of one group. */
typedef struct group_state {
  int observations; /* how many it has */
  int unknown;      /* of them */
  int touched;      /* the evidence speaks to one of its facts */
  int half;         /* the evidence tells of it, but not to the end */
} group_state;

static int fact_is_spoken_of(const od_diagnosis *d, const char *name) {
  const od_fact *fact = od_facts_find(d->facts, name);
  return fact && fact->state != OD_FACT_NOT_ASKED;
}

static int has_kind(const od_diagnosis *d, const char *kind) {
  for (size_t i = 0; i < od_facts_source_count(d->facts); i++)
    if (!strcmp(od_facts_source(d->facts, i)->kind, kind)) return 1;
  return 0;
}

/* Unreadable, or missing from dsregcmd's output, which prints all at once. */
static int is_half_told(const od_diagnosis *d, const char *name) {
  const od_fact *fact = od_facts_find(d->facts, name);
  const od_fact_entry *entry = od_dictionary_find(name);
  if (fact) return fact->state == OD_FACT_UNREADABLE;
  for (const char *const *from = entry->from; from && *from; from++)
    if (is_half_told(d, *from)) return 1;
  return !entry->from &&
         od_view_starts_nocase(od_view_of(entry->source), "dsregcmd") &&
         has_kind(d, "dsregcmd");
}

static int is_half(const od_diagnosis *d, const od_finding *finding) {
  if (finding->truth != OD_UNKNOWN) return 0;
  for (size_t i = 0; i < finding->decided_count; i++)
    if (is_half_told(d, finding->decided_by[i])) return 1;
  return 0;
}

static void look_at_group(const od_diagnosis *d, const od_ranking *r,
                          size_t group, group_state *state) {
  *state = (group_state){0, 0, 0, 0};
  for (size_t i = 0; i < d->finding_count; i++) {
    const od_finding *finding = &d->findings[i];
    if (r->group_of[i] != group) continue;
    state->observations++;
    if (finding->truth == OD_UNKNOWN) state->unknown++;
    if (is_half(d, finding)) state->half = 1;
    const od_observation *o = finding->observation;
    for (size_t k = 0; k < o->fact_count; k++)
      if ((!o->context || !o->context[k]) &&
          fact_is_spoken_of(d, o->facts[k]))
        state->touched = 1;
  }
}

static int is_required(const od_diagnosis *d, const od_group *group,
                       const group_state *state) {
  if (!*d->code) return state->touched || state->half;
  for (const char *const *code = group->required_for; *code; code++)
    if (!strcmp(*code, d->code) || !strcmp(*code, "*")) return 1;
  return 0;
}

static int is_measured(const group_state *state) {
  return state->observations && !state->unknown;
}

/* Without a code only what the evidence itself can settle is asked for. */
static int is_open(const od_diagnosis *d, const group_state *state) {
  return *d->code ? !is_measured(state) : state->half;
}

/* ---- what an outcome would change ---- */

typedef struct outlook {
  od_diagnosis *d;
  od_ranking *ranking;
  od_truth *truths;
  const char *first; /* id of the first cause as it stands */
  od_verdict verdict;
  int open_required; /* required groups that are not measured */
} outlook;

static int strongest(const od_effect *effects, size_t count) {
  int db = 0;
  for (size_t i = 0; i < count; i++)
    if (effects[i].db > db) db = effects[i].db;
  return db;
}

static int swing_of(const od_observation *o) {
  int yes = strongest(o->for_causes, o->for_count);
  int no = strongest(o->against, o->against_count);
  return yes > no ? yes : no;
}

static void try_outcome(const outlook *v, od_unmeasured *u) {
  od_ranking_run(v->ranking, v->truths);
  int left = v->open_required - (u->required ? 1 : 0);
  od_verdict verdict = od_ranking_verdict(v->ranking, !left);
  const od_ranked *first = od_ranking_first(v->ranking);
  int new_first = strcmp(first->cause->id, v->first) != 0 &&
                  (od_ranked_leads(first) ||
                   v->verdict == OD_VERDICT_CAUSE_FOUND);
  if (new_first) u->changes_first = 1;
  if (new_first || verdict != v->verdict) u->changes = 1;
}

/* Each unknown observation of the group true in turn, then none of them. */
static void try_group(const outlook *v, od_unmeasured *u, size_t group) {
  od_diagnosis *d = v->d;
  for (size_t i = 0; i < d->finding_count; i++)
    if (v->ranking->group_of[i] == group && v->truths[i] == OD_UNKNOWN)
      v->truths[i] = OD_FALSE;
  try_outcome(v, u);
  for (size_t i = 0; i < d->finding_count; i++) {
    const od_observation *o = d->findings[i].observation;
    if (v->ranking->group_of[i] != group ||
        d->findings[i].truth != OD_UNKNOWN ||
        !(o->for_count || o->against_count || o->exclude_count))
      continue;
    v->truths[i] = OD_TRUE;
    try_outcome(v, u);
    v->truths[i] = OD_FALSE;
  }
  for (size_t i = 0; i < d->finding_count; i++)
    v->truths[i] = d->findings[i].truth;
}

/* ---- the list ---- */

static int compare_names(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static od_status list_facts(od_diagnosis *d, const od_ranking *r, size_t group,
                            od_unmeasured *u) {
  size_t room = 0, kept = 0;
  for (size_t i = 0; i < d->finding_count; i++)
    if (r->group_of[i] == group) room += d->findings[i].decided_count;
  u->facts = od_arena_alloc(&d->arena, (room + 1) * sizeof *u->facts);
  if (!u->facts) return od_fail_memory();
  for (size_t i = 0; i < d->finding_count; i++) {
    const od_finding *finding = &d->findings[i];
    if (r->group_of[i] != group || finding->truth != OD_UNKNOWN) continue;
    if (swing_of(finding->observation) > u->swing)
      u->swing = swing_of(finding->observation);
    for (size_t k = 0; k < finding->decided_count; k++)
      u->facts[u->fact_count++] = finding->decided_by[k];
  }
  if (!u->fact_count) return OD_OK;
  qsort(u->facts, u->fact_count, sizeof *u->facts, compare_names);
  for (size_t i = 0; i < u->fact_count; i++)
    if (!kept || strcmp(u->facts[kept - 1], u->facts[i]))
      u->facts[kept++] = u->facts[i];
  u->fact_count = kept;
  return OD_OK;
}

/* The reason that the evidence gives, else that nobody looked. */
static const char *reason(const od_diagnosis *d, const od_unmeasured *u) {
  for (size_t i = 0; i < u->fact_count; i++) {
    const od_fact *fact = od_facts_find(d->facts, u->facts[i]);
    if (fact && fact->why && fact->state != OD_FACT_MEASURED) return fact->why;
  }
  return "not in the evidence";
}

static int compare_unmeasured(const void *a, const void *b) {
  const od_unmeasured *x = a, *y = b;
  if (x->swing != y->swing) return x->swing > y->swing ? -1 : 1;
  return strcmp(x->group->id, y->group->id);
}

/* Its command was run, and this machine does not tell: a repeat is no use. */
static int was_asked_in_vain(const od_diagnosis *d, const char *name) {
  const od_fact *fact = od_facts_find(d->facts, name);
  const od_fact_entry *entry = od_dictionary_find(name);
  if (fact && fact->state == OD_FACT_NOT_ASKED &&
      fact->source != OD_NO_SOURCE)
    return 1;
  if (!entry->from) return 0;
  /* A united list grows with every run: what it lacks can be asked for. */
  for (const char *const *from = entry->from; *from; from++)
    if (!od_facts_find(d->facts, *from) || od_dictionary_find(*from)->united)
      return 0;
  return 1;
}

static int is_worth_a_try(const od_diagnosis *d, const od_unmeasured *u) {
  for (size_t i = 0; i < u->fact_count; i++)
    if (was_asked_in_vain(d, u->facts[i])) return 0;
  return 1;
}

static void choose_next(od_diagnosis *d) {
  for (size_t i = 0; i < d->unmeasured_count; i++) {
    const od_unmeasured *u = &d->unmeasured[i];
    if (!u->changes || !is_worth_a_try(d, u)) continue;
    /* the list is by swing, then id: an equal one does not replace */
    if (!d->next || u->group->cost < d->next->group->cost ||
        (u->group->cost == d->next->group->cost && u->required &&
         !d->next->required))
      d->next = u;
  }
}

static od_status add_group(outlook *v, size_t group) {
  od_diagnosis *d = v->d;
  group_state state;
  od_unmeasured *u = &d->unmeasured[d->unmeasured_count];
  u->group = od_rules_group(d->rules, group);
  look_at_group(d, v->ranking, group, &state);
  u->required =
      is_required(d, u->group, &state) && is_open(d, &state);
  if (is_measured(&state) || (!state.observations && !u->required))
    return OD_OK;
  od_status status = list_facts(d, v->ranking, group, u);
  if (status != OD_OK) return status;
  u->why = reason(d, u);
  if (!state.observations) {
    /* no observation can be tried: it could bring anything */
    u->swing = OD_DB_DECISIVE;
    u->changes = u->changes_first = 1;
  } else {
    try_group(v, u, group);
    /* without it the verdict cannot but stay as it is */
    if (u->required && v->verdict == OD_VERDICT_CANNOT_TELL) u->changes = 1;
  }
  d->unmeasured_count++;
  return OD_OK;
}

static int count_open(const od_diagnosis *d, const od_ranking *r,
                      int *required) {
  int open = 0;
  *required = 0;
  for (size_t g = 0; g < r->group_count; g++) {
    group_state state;
    look_at_group(d, r, g, &state);
    if (!is_required(d, od_rules_group(d->rules, g), &state)) continue;
    ++*required;
    if (is_open(d, &state)) open++;
  }
  return open;
}

/* OneDrive reported failures, and none of them was chosen as the code. */
static int has_unexplained_code(const od_diagnosis *d) {
  const od_fact *codes = od_facts_find(d->facts, "codes");
  if (*d->code || !codes || codes->state != OD_FACT_MEASURED) return 0;
  for (const od_json *i = od_json_first(codes->value); i; i = od_json_next(i))
    if (!strcmp(od_code_family(od_json_text(i)), "onedrive")) return 1;
  return 0;
}

od_status od_diagnosis_unmeasured(od_diagnosis *d, od_ranking *ranking,
                                  od_truth *truths) {
  int required;
  outlook v = {d, ranking, truths, d->ranked[0].cause->id,
               OD_VERDICT_CANNOT_TELL, 0};
  v.open_required = count_open(d, ranking, &required);
  /* where the rules name nothing for this code, one thing stays open */
  if (!required || has_unexplained_code(d)) v.open_required++;
  d->verdict = v.verdict = od_ranking_verdict(ranking, !v.open_required);
  d->unmeasured = od_arena_alloc(
      &d->arena, (ranking->group_count + 1) * sizeof *d->unmeasured);
  if (!d->unmeasured) return od_fail_memory();
  for (size_t g = 0; g < ranking->group_count; g++) {
    od_status status = add_group(&v, g);
    if (status != OD_OK) return status;
  }
  if (d->unmeasured_count)
    qsort(d->unmeasured, d->unmeasured_count, sizeof *d->unmeasured,
          compare_unmeasured);
  d->firm = d->verdict != OD_VERDICT_CANNOT_TELL;
  for (size_t i = 0; i < d->unmeasured_count; i++)
    if (d->unmeasured[i].changes_first) d->firm = 0;
  choose_next(d);
  return OD_OK;
}
