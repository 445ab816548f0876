/* A diagnosis from the inside: what the plan and the reports read. */
#ifndef OD_DIAGNOSIS_DIAGNOSIS_H
#define OD_DIAGNOSIS_DIAGNOSIS_H

#include "diagnosis/chain.h"
#include "diagnosis/rank.h"
#include "od0x8004/case.h"

/* An observation, evaluated. */
typedef struct od_finding {
  const od_observation *observation;
  od_truth truth;
  const char **decided_by; /* names of facts */
  size_t decided_count;
  const od_cause *consequence_of; /* seen through this cause, or NULL */
} od_finding;

/* A group that was not measured, or only in part. */
typedef struct od_unmeasured {
  const od_group *group;
  const char **facts; /* that would settle it, sorted, each once */
  size_t fact_count;
  const char *why;
  int swing;    /* decibans that it could bring to a cause */
  int required; /* for the code at hand */
  int changes;  /* an outcome changes the verdict or the first cause */
  int changes_first;
} od_unmeasured;

struct od_diagnosis {
  od_arena arena;
  od_facts *facts;
  od_rules *rules;
  char code[OD_CODE_MAX]; /* "" if none */
  int has_at;
  long long at;
  od_chain chain;
  od_finding *findings; /* one an observation, in the order of the rules */
  size_t finding_count;
  od_ranked *ranked; /* best first */
  size_t ranked_count;
  od_verdict verdict;
  int firm;
  od_unmeasured *unmeasured; /* by swing, then id */
  size_t unmeasured_count;
  const od_unmeasured *next; /* NULL: nothing left to measure */
  const char **unrecognised; /* "name: why" */
  size_t unrecognised_count;
};

const char *od_verdict_name(od_verdict verdict);

/* od_case_diagnose with these rules instead of the case's own. */
od_status od_diagnosis_make(od_diagnosis **out, const od_case *c,
                            const od_rules *rules, od_job *job);

/*
 * What was not measured, what of it matters and what is next (diagnosis.md 5,
 * 9, 10). `ranking` holds the rooms; its last run is the diagnosis itself.
 */
od_status od_diagnosis_unmeasured(od_diagnosis *d, od_ranking *ranking,
                                  od_truth *truths);

#endif
