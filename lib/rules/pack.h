/* How a pack is read and checked; the outside of it is rules.h. */
#ifndef OD_RULES_PACK_H
#define OD_RULES_PACK_H

#include "core/job.h"
#include "rules/logic.h"

/* What a pack says about a group; texts are NULL where it does not. */
typedef struct od_declared_group {
  const char *id;
  const char *title;
  const char *how;
  int cost; /* -1: not said */
  const char *const *required_for; /* canonical, NULL-terminated */
} od_declared_group;

/* A pack, or several: then the parts own what the observations point to. */
struct od_rules {
  unsigned references;
  od_arena arena;
  od_observation *observations;
  size_t observation_count;
  od_declared_group *declared;
  size_t declared_count;
  od_group *groups; /* by id */
  size_t group_count;
  od_logic **logics;
  size_t logic_count;
  od_rules **parts;
  size_t part_count;
};

od_rules *od_rules_new(void); /* one reference; NULL when out of memory */

/* What the checker remembers of an observation. */
typedef struct od_observation_check {
  unsigned char *solid;   /* of each fact: looked at, not only asked for */
  unsigned char *context; /* of each fact: it only guards */
} od_observation_check;

typedef struct od_pack_reader {
  od_rules *rules;
  od_problems *problems;
  od_observation_check *checks; /* one an observation */
  int no_memory;
} od_pack_reader;

/* Reads a whole pack: what is refused goes to the problems. */
void od_pack_read(od_pack_reader *reader, const od_json *root);

/* Members of an object; each notes what is wrong and then gives a default. */
const char *od_pack_text(od_pack_reader *r, const od_json *object,
                         const char *name, const char *otherwise);
const od_json *od_pack_list(od_pack_reader *r, const od_json *object,
                            const char *name, int required);
void *od_pack_alloc(od_pack_reader *r, size_t count, size_t size);
const char *od_pack_copy(od_pack_reader *r, const char *text);

/* The words of packs; NULL if there is no such word. */
typedef struct od_level {
  const char *name;
  int db; /* of a tier, or the most that a class may claim */
} od_level;
const od_level *od_tier_find(const char *name);
const od_level *od_class_find(const char *name); /* by any of its names */
const char *od_severity_find(const char *name);

/* pack_effects.c: causes, tiers, class, layers. */
void od_pack_read_effects(od_pack_reader *r, const od_json *json,
                          od_observation *o);

/*
 * pack_condition.c: only facts of the dictionary, guarded before they are
 * ordered or reckoned with; a Boolean result. `solid` has room for the facts.
 */
void od_condition_check(od_problems *problems, const od_json *when,
                        const od_observation *o, unsigned char *solid);

/* pack_groups.c: facts that meet share a group; ids stand once. */
void od_pack_check_groups(od_pack_reader *r);
int od_rules_make_groups(od_rules *rules); /* 0: out of memory */
/* Observations of a later part that are about a fact of an earlier one take
   its group: one act of measuring counts once. */
void od_rules_join_groups(od_rules *all);
/* Index of a second observation with the id of an earlier one, or -1. */
int od_rules_find_twin(const od_rules *rules, size_t *twin); /* 0: memory */

#endif
