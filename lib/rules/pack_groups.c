/* Groups: one act of measuring each, found again in several packs. */
#include <stdlib.h>
#include <string.h>

#include "rules/pack.h"

/* ---- ids stand once ---- */

typedef struct named {
  const char *id;
  size_t index;
} named;

static int compare_named(const void *a, const void *b) {
  const named *x = a, *y = b;
  int order = strcmp(x->id, y->id);
  return order ? order : x->index < y->index ? -1 : x->index > y->index;
}

/* Calls `twin` for each id that stood before. 0: out of memory. */
static int find_twins(named *list, size_t count,
                      void (*twin)(void *user, const named *second),
                      void *user) {
  if (count) qsort(list, count, sizeof *list, compare_named);
  for (size_t i = 1; i < count; i++)
    if (!strcmp(list[i - 1].id, list[i].id)) twin(user, &list[i]);
  return 1;
}

static void refuse_twin(od_pack_reader *r, const char *list,
                        const named *second, const char *what) {
  size_t mark = od_problems_enter(r->problems, list);
  od_problems_enter_item(r->problems, second->index);
  od_problems_enter(r->problems, "id");
  od_problem_add(r->problems, OD_EPARSE, "%s '%.120s' stands twice", what,
                 second->id);
  od_problems_leave(r->problems, mark);
}

static void refuse_observation(void *user, const named *second) {
  refuse_twin(user, "observations", second, "observation");
}

static void refuse_group(void *user, const named *second) {
  refuse_twin(user, "groups", second, "group");
}

static named *list_observations(const od_rules *rules, size_t *count) {
  named *list = od_alloc_zero(rules->observation_count, sizeof *list);
  *count = 0;
  for (size_t i = 0; list && i < rules->observation_count; i++)
    if (rules->observations[i].id)
      list[(*count)++] = (named){rules->observations[i].id, i};
  return list;
}

static void check_ids(od_pack_reader *r) {
  size_t count, groups = 0;
  named *list = list_observations(r->rules, &count);
  if (list) find_twins(list, count, refuse_observation, r);
  else r->no_memory = 1;
  od_free(list);
  list = od_alloc_zero(r->rules->declared_count, sizeof *list);
  for (size_t i = 0; list && i < r->rules->declared_count; i++)
    if (r->rules->declared[i].id)
      list[groups++] = (named){r->rules->declared[i].id, i};
  if (list) find_twins(list, groups, refuse_group, r);
  else r->no_memory = 1;
  od_free(list);
}

static void note_twin(void *user, const named *second) {
  size_t *twin = user;
  if (*twin == OD_NOT_FOUND || second->index < *twin) *twin = second->index;
}

int od_rules_find_twin(const od_rules *rules, size_t *twin) {
  size_t count;
  named *list = list_observations(rules, &count);
  *twin = OD_NOT_FOUND;
  if (list) find_twins(list, count, note_twin, twin);
  od_free(list);
  return list != NULL;
}

/* ---- facts that meet ---- */

static int is_about(const od_observation *o, size_t fact) {
  return o->solid && o->context && o->solid[fact] && !o->context[fact];
}

/* Every fact that an observation is about, with the observation. */
static named *list_facts(const od_pack_reader *r, size_t *count) {
  const od_rules *rules = r->rules;
  size_t total = 0;
  for (size_t i = 0; i < rules->observation_count; i++)
    total += rules->observations[i].fact_count;
  named *list = od_alloc_zero(total, sizeof *list);
  *count = 0;
  for (size_t i = 0; list && i < rules->observation_count; i++) {
    const od_observation *o = &rules->observations[i];
    for (size_t k = 0; o->group && o->id && k < o->fact_count; k++)
      if (is_about(o, k)) list[(*count)++] = (named){o->facts[k], i};
  }
  return list;
}

static void refuse_meeting(od_pack_reader *r, const named *first,
                           const named *second) {
  const od_observation *a = &r->rules->observations[first->index];
  const od_observation *b = &r->rules->observations[second->index];
  size_t mark = od_problems_enter(r->problems, "observations");
  od_problems_enter_item(r->problems, second->index);
  od_problems_enter(r->problems, "group");
  od_problem_add(r->problems, OD_EPARSE,
                 "'%.80s' and '%.80s' share fact '%.80s' but not a group "
                 "('%.60s', '%.60s')",
                 a->id, b->id, first->id, a->group, b->group);
  od_problems_leave(r->problems, mark);
}

static void check_meetings(od_pack_reader *r) {
  size_t count, first = 0;
  named *list = list_facts(r, &count);
  if (!list) {
    r->no_memory = 1;
    return;
  }
  if (count) qsort(list, count, sizeof *list, compare_named);
  for (size_t i = 1; i < count; i++) {
    if (strcmp(list[first].id, list[i].id)) first = i;
    if (strcmp(r->rules->observations[list[first].index].group,
               r->rules->observations[list[i].index].group))
      refuse_meeting(r, &list[first], &list[i]);
  }
  od_free(list);
}

void od_pack_check_groups(od_pack_reader *r) {
  check_ids(r);
  if (!r->no_memory) check_meetings(r);
}

/* ---- the same across packs ---- */

static int meet(const od_observation *a, const od_observation *b) {
  for (size_t i = 0; i < a->fact_count; i++)
    for (size_t k = 0; is_about(a, i) && k < b->fact_count; k++)
      if (is_about(b, k) && !strcmp(a->facts[i], b->facts[k])) return 1;
  return 0;
}

/* Where a part begins: its observations and its declared groups. */
typedef struct part_start {
  size_t observation;
  size_t declared;
} part_start;

static void rename_group(od_rules *all, part_start from, const char *old,
                         const char *group) {
  for (size_t i = from.observation; i < all->observation_count; i++)
    if (!strcmp(all->observations[i].group, old))
      all->observations[i].group = group;
  for (size_t i = from.declared; i < all->declared_count; i++)
    if (!strcmp(all->declared[i].id, old)) all->declared[i].id = group;
}

static void join_part(od_rules *all, part_start from, size_t end) {
  for (size_t i = from.observation; i < end; i++) {
    size_t k = 0;
    while (k < from.observation &&
           !meet(&all->observations[i], &all->observations[k]))
      k++;
    const char *group = all->observations[k].group;
    if (k < from.observation && strcmp(group, all->observations[i].group))
      rename_group(all, from, all->observations[i].group, group);
  }
}

void od_rules_join_groups(od_rules *all) {
  part_start from = {0, 0};
  for (size_t p = 0; p < all->part_count; p++) {
    size_t end = from.observation + all->parts[p]->observation_count;
    if (p) join_part(all, from, end);
    from.observation = end;
    from.declared += all->parts[p]->declared_count;
  }
}

/* ---- one table of groups ---- */

/* A group as a pack names it, or as an observation uses it. */
typedef struct mention {
  const char *id;
  size_t order;
  const od_declared_group *declared;
  const od_observation *observation;
} mention;

static int compare_mentions(const void *a, const void *b) {
  const mention *x = a, *y = b;
  int order = strcmp(x->id, y->id);
  return order ? order : x->order < y->order ? -1 : x->order > y->order;
}

/* How the dictionary measures the first fact that it can. */
static const char *how_of(const od_observation *o) {
  for (size_t i = 0; i < o->fact_count; i++) {
    const od_fact_entry *entry = od_dictionary_find(o->facts[i]);
    if (entry && *entry->how) return entry->how;
  }
  return "";
}

static int has_code(const char *const *codes, size_t count,
                    const char *code) {
  for (size_t i = 0; i < count; i++)
    if (!strcmp(codes[i], code)) return 1;
  return 0;
}

/* The codes of all packs that name the group, each once. */
static int unite_codes(od_rules *rules, od_group *group,
                       const mention *mentions, size_t count) {
  size_t room = 1, kept = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0;
         mentions[i].declared && mentions[i].declared->required_for[k]; k++)
      room++;
  const char **codes = od_arena_alloc(&rules->arena, room * sizeof *codes);
  if (!codes) return 0;
  for (size_t i = 0; i < count; i++) {
    const od_declared_group *declared = mentions[i].declared;
    for (size_t k = 0; declared && declared->required_for[k]; k++)
      if (!has_code(codes, kept, declared->required_for[k]))
        codes[kept++] = declared->required_for[k];
  }
  group->required_for = codes;
  return 1;
}

/* The first that tells how to measure wins, then the first that is named. */
static const od_declared_group *best_of(const mention *mentions,
                                        size_t count) {
  const od_declared_group *best = NULL;
  for (size_t i = 0; i < count; i++) {
    const od_declared_group *declared = mentions[i].declared;
    if (declared && *declared->how) return declared;
    if (declared && !best) best = declared;
  }
  return best;
}

static int make_group(od_rules *rules, const mention *mentions,
                      size_t count) {
  const od_declared_group *best = best_of(mentions, count);
  od_group *group = &rules->groups[rules->group_count];
  int used = 0;
  *group = (od_group){mentions->id, mentions->id, "", 0, NULL};
  for (size_t i = 0; i < count; i++) {
    const od_observation *o = mentions[i].observation;
    if (!o) continue;
    if (o->cost > group->cost || !used) group->cost = o->cost;
    if (!*group->how) group->how = how_of(o);
    used = 1;
  }
  if (best) {
    if (*best->title) group->title = best->title;
    if (*best->how) group->how = best->how;
    if (best->cost >= 0) group->cost = best->cost;
    else if (!used) group->cost = 1;
  }
  rules->group_count++;
  return unite_codes(rules, group, mentions, count);
}

int od_rules_make_groups(od_rules *rules) {
  size_t count = 0, start = 0;
  size_t room = rules->declared_count + rules->observation_count;
  mention *list = od_alloc_zero(room, sizeof *list);
  rules->groups = od_arena_alloc(&rules->arena, room * sizeof(od_group));
  int made = list && rules->groups;
  for (size_t i = 0; made && i < rules->declared_count; i++, count++)
    list[count] = (mention){rules->declared[i].id, count,
                            &rules->declared[i], NULL};
  for (size_t i = 0; made && i < rules->observation_count; i++, count++)
    list[count] = (mention){rules->observations[i].group, count, NULL,
                            &rules->observations[i]};
  if (made && count) qsort(list, count, sizeof *list, compare_mentions);
  for (size_t i = 1; made && i <= count; i++) {
    if (i < count && !strcmp(list[start].id, list[i].id)) continue;
    made = make_group(rules, list + start, i - start);
    start = i;
  }
  od_free(list);
  return made;
}
