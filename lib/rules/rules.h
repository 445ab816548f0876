/* Compiled packs as the diagnosis sees them. */
#ifndef OD_RULES_RULES_H
#define OD_RULES_RULES_H

#include "catalog/catalog.h"
#include "facts/facts.h"
#include "od0x8004/rules.h"

typedef enum od_truth { OD_FALSE, OD_TRUE, OD_UNKNOWN } od_truth;

/* Tiers in decibans: hint 3, moderate 7, strong 13, decisive 20. */
typedef struct od_effect {
  const od_cause *cause;
  const char *tier;
  int db;
} od_effect;

typedef struct od_exclusion {
  const od_cause *cause;
  const char *lab_case; /* the case that shows it */
} od_exclusion;

struct od_logic;

typedef struct od_observation {
  const char *id;
  const char *group;
  const char *severity; /* "error" "warning" "info" "advice" */
  const char *text;     /* a whole sentence */
  const char *action;   /* a whole sentence, or "" */
  const char *source;
  const char *class_name; /* "unsourced" "documented" "reproduced" "verdict" */
  int cost;
  unsigned through; /* bit set of od_layer: what it is seen through */
  const od_effect *for_causes;
  size_t for_count;
  const od_effect *against;
  size_t against_count;
  const od_exclusion *excludes;
  size_t exclude_count;
  const char *const *facts; /* names in the condition, sorted */
  size_t fact_count;
  const unsigned char *solid;   /* of each fact: not only asked for; or NULL */
  const unsigned char *context; /* of each fact: it only guards */
  const struct od_logic *when;
} od_observation;

/* One act of measuring; made from the observations where a pack names none. */
typedef struct od_group {
  const char *id;
  const char *title;
  const char *how; /* the one command to run, or "" */
  int cost;
  const char *const *required_for; /* canonical codes, NULL-terminated */
} od_group;

size_t od_rules_observation_count(const od_rules *rules);
const od_observation *od_rules_observation(const od_rules *rules, size_t i);
size_t od_rules_group_count(const od_rules *rules);
const od_group *od_rules_group(const od_rules *rules, size_t i);

/* Shares the rules: one more od_rules_free is due. Threads: any. */
od_rules *od_rules_share(const od_rules *rules);

/*
 * Several packs as one. Groups of the same id are merged: the first that
 * tells how to measure wins, codes are united. OD_EINVALID when an observation
 * id is in two of them.
 */
od_status od_rules_combine(od_rules **out, const od_rules *const *list,
                           size_t count);

/* Facts made ready for conditions; one for many evaluations, one thread. */
typedef struct od_fact_view od_fact_view;
od_status od_fact_view_new(od_fact_view **out, const od_facts *facts);
void od_fact_view_free(od_fact_view *view);

/*
 * Evaluates one condition. decided_by receives the names of the facts that
 * decided it (of those that would, when unknown): pointers into
 * observation->facts; room for observation->fact_count. A condition that is
 * neither true nor false nor unknown counts as its JsonLogic truth.
 */
od_status od_observation_evaluate(od_truth *truth,
                                  const od_observation *observation,
                                  od_fact_view *view,
                                  const char **decided_by, size_t *count);

#endif
