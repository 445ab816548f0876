/*
 * JsonLogic with a third value. A rule is compiled once into nodes that never
 * change and that threads may share; a run holds what one evaluation needs.
 */
#ifndef OD_RULES_LOGIC_H
#define OD_RULES_LOGIC_H

#include "rules/logic_value.h"
#include "rules/problems.h"

typedef struct od_logic od_logic;
typedef struct od_logic_data od_logic_data;

/* What a checker asks about an operator. */
enum {
  OD_OPERATOR_SCOPED = 1,  /* its second argument sees one element */
  OD_OPERATOR_BOOLEAN = 2, /* gives true or false */
  OD_OPERATOR_ORDER = 4,   /* < <= > >= */
  OD_OPERATOR_NUMBER = 8,  /* reckons */
  OD_OPERATOR_BRANCH = 16  /* gives one of its arguments */
};
int od_operator_flags(const char *name); /* -1: there is no such operator */

/*
 * Compiles a rule; the JSON may be freed afterwards. What is refused goes to
 * problems, and then OD_EPARSE is returned. OD_OK, OD_EPARSE, OD_ENOMEM.
 */
od_status od_logic_compile(od_logic **out, const od_json *rule,
                           od_problems *problems);
void od_logic_free(od_logic *logic);

/* The same from text; the record tells the place of the first problem. */
od_status od_logic_read(od_logic **out, const char *name, od_view text);

/* The names that the rule looks up in the data itself, sorted. */
const char *const *od_logic_names(const od_logic *logic, size_t *count);

/*
 * Data made ready for many evaluations. JSON: what is missing is null. Facts:
 * what is absent is null, what was not measured is unknown. Both borrow.
 */
od_status od_logic_data_json(od_logic_data **out, const od_json *json);
od_status od_logic_data_facts(od_logic_data **out, const od_facts *facts);
void od_logic_data_free(od_logic_data *data);

/* A fact that an evaluation looked at. */
typedef struct od_look {
  unsigned fact; /* index in od_logic_names() */
  unsigned char unknown;
  unsigned char asked; /* only whether it is known */
} od_look;

enum { OD_LOGIC_STEPS = 2000000 };

/* One evaluation at a time. Start from {0}; it may be used again and again. */
enum { OD_LOGIC_SCRATCH = 64 };

typedef struct od_logic_run {
  od_value scratch[OD_LOGIC_SCRATCH]; /* what is small needs no arena */
  size_t scratch_used;
  od_arena arena;
  od_status status;
  size_t steps; /* that are left */
  const od_logic *logic;
  const od_logic_data *data;
  od_look *looks;
  size_t look_count, look_capacity;
  int looked_at_unknown; /* else nothing needs to be forgotten */
} od_logic_run;

/*
 * Evaluates. The value is valid until the run is used again. OD_ELIMIT when
 * it takes more than OD_LOGIC_STEPS, OD_ENOMEM.
 */
od_status od_logic_evaluate(od_value *out, const od_logic *logic,
                            const od_logic_data *data, od_logic_run *run);

/*
 * The facts that decided the last evaluation, or would, as indexes in
 * od_logic_names(), ascending, each once; room for all names.
 */
size_t od_logic_decided_by(od_logic_run *run, unsigned *facts);
void od_logic_run_release(od_logic_run *run);

#endif
