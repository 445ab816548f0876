/*
 * The plan: what may be changed, in the order of docs/repair.md. A pure
 * function of a diagnosis; nothing here changes a machine.
 */
#ifndef OD_REPAIR_PLAN_H
#define OD_REPAIR_PLAN_H

#include "diagnosis/diagnosis.h"

typedef struct od_plan_step {
  const char *step;    /* "credentials.quarantine" */
  const char *target;  /* what it acts on */
  const char *risk;    /* "low" "medium" "high" */
  const char *changes; /* a whole sentence */
  const char *undo;    /* a whole sentence */
  int automatic;       /* 0: by the person at the machine */
  const char *blocked_by; /* NULL: nothing known speaks against it */
  char fingerprint[17];
} od_plan_step;

typedef struct od_plan_steps {
  od_arena arena;
  od_plan_step *list;
  size_t count;
} od_plan_steps;

od_status od_plan_build(od_plan_steps *out, const od_diagnosis *d);
void od_plan_release(od_plan_steps *plan);

#endif
