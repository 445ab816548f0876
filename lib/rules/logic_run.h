/* What the operators share: nodes, and one evaluation. */
#ifndef OD_RULES_LOGIC_RUN_H
#define OD_RULES_LOGIC_RUN_H

#include "rules/logic.h"

typedef struct od_node od_node;

/* Evaluates a node; after a failure (run->status) the value means nothing. */
typedef od_value od_operation(od_logic_run *run, const od_node *node,
                              const od_value *data);

typedef struct od_path_key {
  od_view name;
  unsigned hash;
} od_path_key;

#define OD_NO_FACT ((unsigned)-1)

typedef struct od_operator {
  const char *name;
  od_operation *operation;
  int flags;
} od_operator;
const od_operator *od_operator_find(const char *name); /* NULL: none */

/* "a.b.0" taken apart. */
typedef struct od_path {
  od_view name;
  unsigned hash;
  unsigned fact; /* index in the names */
  unsigned entry; /* index in the dictionary, or OD_NO_FACT */
  size_t count;
  const od_path_key *keys;
} od_path;

/* Takes a name apart, which is borrowed; 0 when out of memory. */
int od_path_set(od_path *path, od_arena *arena, od_view name);

struct od_node {
  od_operation *operation;
  const od_node *args;
  size_t count;
  const od_path *path; /* of a var whose name is written in the rule */
  unsigned char root;  /* it sees the data, not an element */
  od_value literal;
};

struct od_logic {
  od_arena arena;
  od_node root;
  const char **names;
  size_t name_count;
};

struct od_logic_data {
  od_arena arena;
  od_value root;
  int facts;
  const od_value *entries; /* of facts: by their index in the dictionary */
};

/* Stops the run, at first with this status; the record is already set. */
od_value od_run_stop(od_logic_run *run, od_status status);
/* Pays for work that is not a node; 0 when that stopped the run. */
int od_run_charge(od_logic_run *run, size_t steps);
/* Memory that lives until the run's next evaluation; NULL stops the run. */
void *od_run_alloc(od_logic_run *run, size_t count, size_t size);
/* A list of items that were made with od_run_alloc. */
od_value od_run_list(od_logic_run *run, const od_value *items, size_t count);
/* The text in a buffer, which is released. */
od_value od_run_text(od_logic_run *run, od_buffer *buffer);
/* String(value) of what is certain. */
od_view od_run_text_of(od_logic_run *run, const od_value *value);
/* Number(value) of what is certain. */
double od_run_number_of(od_logic_run *run, const od_value *value);
/* A dotted name in the data, in facts or in an element; undefined if none. */
od_value od_run_find(od_logic_run *run, const od_node *node,
                     const od_value *data, od_view name);

/* The quickest way to look up the path of a var. */
void od_node_settle_var(od_node *node);

od_operation od_operate_literal;

static inline od_value od_node_run(od_logic_run *run, const od_node *node,
                                   const od_value *data) {
  if (!run->steps) return od_run_stop(run, OD_ELIMIT);
  run->steps--;
  return node->operation(run, node, data);
}

/* An argument, or undefined. */
static inline od_value od_node_argument(od_logic_run *run,
                                        const od_node *node, size_t index,
                                        const od_value *data) {
  return index < node->count ? od_node_run(run, &node->args[index], data)
                             : od_value_of(OD_KIND_UNDEFINED);
}

/* The same without copying a literal; the room must outlive the result. */
static inline const od_value *od_node_see(od_logic_run *run,
                                          const od_node *node, size_t index,
                                          const od_value *data,
                                          od_value *room) {
  if (index < node->count &&
      node->args[index].operation == od_operate_literal)
    return &node->args[index].literal;
  *room = od_node_argument(run, node, index, data);
  return room;
}

/* What came out is known all the same: forgets the unknown since `start`. */
void od_run_forget_unknown(od_logic_run *run, size_t start);
static inline void od_run_settle(od_logic_run *run, size_t start) {
  if (run->looked_at_unknown) od_run_forget_unknown(run, start);
}

/* logic_compile.c */
od_operation od_operate_list;
/* logic_data.c */
od_operation od_operate_var, od_operate_fact, od_operate_self,
    od_operate_known, od_operate_missing,
    od_operate_missing_some;
/* logic_control.c */
od_operation od_operate_and, od_operate_or, od_operate_not, od_operate_truth,
    od_operate_if, od_operate_map, od_operate_filter, od_operate_reduce,
    od_operate_all, od_operate_some, od_operate_none;
/* logic_operators.c */
od_operation od_operate_equal, od_operate_unequal, od_operate_same,
    od_operate_not_same, od_operate_less, od_operate_less_or_equal,
    od_operate_greater, od_operate_greater_or_equal, od_operate_add,
    od_operate_subtract, od_operate_multiply, od_operate_divide,
    od_operate_remainder, od_operate_min, od_operate_max, od_operate_in,
    od_operate_cat, od_operate_substr, od_operate_merge, od_operate_log;

#endif
