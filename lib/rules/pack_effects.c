/* What an observation says about causes, as far as its class allows. */
#include <string.h>

#include "rules/pack.h"

static const od_level tiers[] = {
    {"hint", 3}, {"moderate", 7}, {"strong", 13}, {"decisive", 20}};

/* The most that a class may claim. */
static const od_level classes[] = {
    {"unsourced", 3}, {"documented", 13}, {"reproduced", 20}, {"verdict", 20}};

/* What people call the last two: where it was reproduced, whose verdict. */
static const struct {
  const char *name, *class_name;
} other_names[] = {{"lab", "reproduced"},
                   {"reproduced-in-lab", "reproduced"},
                   {"reproduced in the lab", "reproduced"},
                   {"microsoft", "verdict"},
                   {"microsoft-verdict", "verdict"}};

enum { LEVELS = sizeof tiers / sizeof *tiers };

static const od_level *find_level(const od_level *list, const char *name) {
  for (size_t i = 0; i < LEVELS; i++)
    if (!strcmp(list[i].name, name)) return &list[i];
  return NULL;
}

const od_level *od_tier_find(const char *name) {
  return find_level(tiers, name);
}

const od_level *od_class_find(const char *name) {
  for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++)
    if (!strcmp(other_names[i].name, name)) name = other_names[i].class_name;
  return find_level(classes, name);
}

static const char *tier_of(int db) {
  for (size_t i = 0; i < LEVELS; i++)
    if (tiers[i].db == db) return tiers[i].name;
  return "";
}

static const od_cause *read_cause(od_pack_reader *r, const od_json *item) {
  const char *id = od_pack_text(r, item, "cause", NULL);
  const od_cause *cause = id && *id ? od_cause_find(id) : NULL;
  if (id && *id && !cause) {
    size_t mark = od_problems_enter(r->problems, "cause");
    od_problem_add(r->problems, OD_EPARSE, "unknown cause '%.120s'", id);
    od_problems_leave(r->problems, mark);
  }
  return cause;
}

static int is_object(od_pack_reader *r, const od_json *item) {
  if (od_json_is(item, OD_JSON_OBJECT)) return 1;
  od_problem_add(r->problems, OD_EPARSE, "an object was expected");
  return 0;
}

static void read_effect(od_pack_reader *r, const od_json *item,
                        const od_level *cap, od_effect *effect) {
  effect->cause = read_cause(r, item);
  const char *name = od_pack_text(r, item, "tier", NULL);
  if (!name || !*name) return;
  const od_level *tier = od_tier_find(name);
  size_t mark = od_problems_enter(r->problems, "tier");
  if (!tier)
    od_problem_add(r->problems, OD_EPARSE,
                   "unknown tier '%.40s': hint, moderate, strong or decisive",
                   name);
  else if (cap && tier->db > cap->db)
    od_problem_add(r->problems, OD_EPARSE,
                   "tier '%s' is more than class '%s' may claim ('%s')",
                   tier->name, cap->name, tier_of(cap->db));
  if (tier) {
    effect->tier = tier->name;
    effect->db = tier->db;
  }
  od_problems_leave(r->problems, mark);
}

static od_effect *read_effects(od_pack_reader *r, const od_json *json,
                               const char *name, const od_level *cap,
                               size_t *count) {
  const od_json *list = od_pack_list(r, json, name, 0);
  size_t index = 0, mark = od_problems_enter(r->problems, name);
  *count = od_json_count(list);
  od_effect *effects = od_pack_alloc(r, *count, sizeof *effects);
  for (const od_json *item = od_json_first(list); effects && item;
       item = od_json_next(item), index++) {
    size_t inner = od_problems_enter_item(r->problems, index);
    if (is_object(r, item)) read_effect(r, item, cap, &effects[index]);
    od_problems_leave(r->problems, inner);
  }
  od_problems_leave(r->problems, mark);
  return effects;
}

static void read_exclusions(od_pack_reader *r, const od_json *json,
                            od_observation *o) {
  const od_json *list = od_pack_list(r, json, "excludes", 0);
  size_t index = 0, mark = od_problems_enter(r->problems, "excludes");
  o->exclude_count = od_json_count(list);
  od_exclusion *excludes =
      od_pack_alloc(r, o->exclude_count, sizeof *excludes);
  o->excludes = excludes;
  for (const od_json *item = od_json_first(list); excludes && item;
       item = od_json_next(item), index++) {
    size_t inner = od_problems_enter_item(r->problems, index);
    if (is_object(r, item)) {
      excludes[index].cause = read_cause(r, item);
      excludes[index].lab_case =
          od_pack_copy(r, od_pack_text(r, item, "case", NULL));
    }
    od_problems_leave(r->problems, inner);
  }
  od_problems_leave(r->problems, mark);
}

static void read_layers(od_pack_reader *r, const od_json *json,
                        od_observation *o) {
  const od_json *list = od_pack_list(r, json, "through", 0);
  size_t index = 0, mark = od_problems_enter(r->problems, "through");
  for (const od_json *item = od_json_first(list); item;
       item = od_json_next(item), index++) {
    od_layer layer;
    const char *name = od_json_text(item);
    size_t inner = od_problems_enter_item(r->problems, index);
    if (!name)
      od_problem_add(r->problems, OD_EPARSE, "the name of a layer must be "
                                             "text");
    else if (!od_layer_find(name, &layer))
      od_problem_add(r->problems, OD_EPARSE, "unknown layer '%.40s'", name);
    else
      o->through |= 1u << layer;
    od_problems_leave(r->problems, inner);
  }
  od_problems_leave(r->problems, mark);
}

static const od_level *read_class(od_pack_reader *r, const od_json *json,
                                  od_observation *o) {
  const char *name = od_pack_text(r, json, "class", NULL);
  if (!name || !*name) return NULL;
  const od_level *class = od_class_find(name);
  size_t mark = od_problems_enter(r->problems, "class");
  if (!class)
    od_problem_add(r->problems, OD_EPARSE,
                   "unknown class '%.40s': unsourced, documented, reproduced "
                   "or verdict",
                   name);
  else if (class != &classes[0] && !*o->source)
    od_problem_add(r->problems, OD_EPARSE, "class '%s' without a source",
                   class->name);
  if (class) o->class_name = class->name;
  od_problems_leave(r->problems, mark);
  return class;
}

void od_pack_read_effects(od_pack_reader *r, const od_json *json,
                          od_observation *o) {
  const od_level *cap = read_class(r, json, o);
  o->for_causes = read_effects(r, json, "for", cap, &o->for_count);
  o->against = read_effects(r, json, "against", cap, &o->against_count);
  read_exclusions(r, json, o);
  read_layers(r, json, o);
}
