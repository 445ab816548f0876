/*
 * The arithmetic of docs/rules.md, pure: truths of observations in, grades
 * and order of causes out. It runs many times a diagnosis (what if this group
 * had been measured?), so its rooms are made once.
 */
#ifndef OD_DIAGNOSIS_RANK_H
#define OD_DIAGNOSIS_RANK_H

#include "core/alloc.h"
#include "rules/rules.h"

typedef enum od_grade {
  OD_GRADE_CONFIRMED,
  OD_GRADE_LIKELY,
  OD_GRADE_POSSIBLE,
  OD_GRADE_OPEN,
  OD_GRADE_UNLIKELY,
  OD_GRADE_EXCLUDED
} od_grade;

const char *od_grade_name(od_grade grade);

/* Decibans; the steps of the grades and of the verdict. */
enum {
  OD_DB_DECISIVE = 20,
  OD_DB_LIKELY = 13,
  OD_DB_POSSIBLE = 6,
  OD_DB_UNLIKELY = -6,
  OD_DB_LEAD = 6
};

typedef struct od_ranked {
  const od_cause *cause;
  int prior;
  int evidence;
  int decisive; /* a decisive observation counted for it */
  od_grade grade;
  const od_cause *consequence_of; /* NULL: a cause by itself */
} od_ranked;

typedef enum od_verdict {
  OD_VERDICT_CAUSE_FOUND,
  OD_VERDICT_NOTHING_FOUND,
  OD_VERDICT_CANNOT_TELL
} od_verdict;

typedef struct od_ranking {
  const od_rules *rules;
  size_t *holding; /* the observations that are true in this run */
  size_t holding_count;
  size_t cause_count;
  size_t first[OD_LAYER_COUNT + 1]; /* cause of each layer: they stand so */
  size_t group_count;
  size_t *group_of;         /* observation -> group */
  const int *priors;        /* of each cause */
  int *best_for;            /* cause × group, this run */
  int *best_against;
  unsigned char *noted; /* cause: its cells hold something from this run */
  const od_cause **seen_through; /* observation -> what explains it, or NULL */
  od_ranked *ranked;        /* by cause; sorted only by od_ranking_sort */
} od_ranking;

/* Rooms come from the arena. */
od_status od_ranking_init(od_ranking *r, od_arena *arena,
                          const od_rules *rules, const int *priors);

/* Scores and grades for these truths. */
void od_ranking_run(od_ranking *r, const od_truth *truths);

/* The best cause of the last run. */
const od_ranked *od_ranking_first(const od_ranking *r);

/* Puts the last run in the order of the report, the best first. */
void od_ranking_sort(od_ranking *r);

/* The verdict of the last run; required_measured: every required group was. */
od_verdict od_ranking_verdict(const od_ranking *r, int required_measured);

int od_ranked_score(const od_ranked *ranked);

/* At least likely and nobody's consequence. */
int od_ranked_leads(const od_ranked *ranked);

#endif
