/* Operators that decide what is evaluated: Kleene logic, branches, lists. */
#include "rules/logic_run.h"

/*
 * An operand decided: the looks before it are forgotten, but where they left
 * the value open those of them that would settle it.
 */
static void keep_looks(od_logic_run *run, size_t start, size_t mark,
                       int open) {
  size_t kept = start;
  for (size_t i = start; i < run->look_count; i++)
    if (i >= mark || (open && run->looks[i].unknown))
      run->looks[kept++] = run->looks[i];
  run->look_count = kept;
}

/*
 * JavaScript's && and ||: the first operand whose truth is `decisive`, or the
 * last. After an unknown one only the truth can be known, not the value.
 */
static od_value junction(od_logic_run *run, const od_node *node,
                         const od_value *data, od_truth decisive) {
  size_t start = run->look_count;
  int open = 0;
  od_value value = od_value_of(OD_KIND_UNDEFINED);
  for (size_t i = 0; i < node->count; i++) {
    size_t mark = run->look_count;
    value = od_node_run(run, &node->args[i], data);
    od_truth truth = od_value_truth(&value);
    if (truth == decisive) {
      keep_looks(run, start, mark, open);
      return open ? od_value_unknown(decisive) : value;
    }
    if (truth == OD_UNKNOWN) open = 1;
    else if (open || i + 1 < node->count) od_run_settle(run, mark);
  }
  return open ? od_value_unknown(OD_UNKNOWN) : value;
}

od_value od_operate_and(od_logic_run *run, const od_node *node,
                        const od_value *data) {
  return junction(run, node, data, OD_FALSE);
}

od_value od_operate_or(od_logic_run *run, const od_node *node,
                       const od_value *data) {
  return junction(run, node, data, OD_TRUE);
}

static od_truth opposite(od_truth truth) {
  if (truth == OD_UNKNOWN) return truth;
  return truth == OD_TRUE ? OD_FALSE : OD_TRUE;
}

static od_truth truth_of_argument(od_logic_run *run, const od_node *node,
                                  const od_value *data) {
  size_t start = run->look_count;
  od_value value = od_node_argument(run, node, 0, data);
  od_truth truth = od_value_truth(&value);
  if (truth != OD_UNKNOWN) od_run_settle(run, start);
  return truth;
}

od_value od_operate_not(od_logic_run *run, const od_node *node,
                        const od_value *data) {
  return od_value_truth_of(opposite(truth_of_argument(run, node, data)));
}

od_value od_operate_truth(od_logic_run *run, const od_node *node,
                          const od_value *data) {
  return od_value_truth_of(truth_of_argument(run, node, data));
}

/* What two branches have in common, when nobody knows which one it is. */
static od_value common(od_logic_run *run, const od_value *a,
                       const od_value *b) {
  if (!od_value_uncertain(a) && !od_value_uncertain(b) &&
      od_value_same(a, b)) {
    if (a->kind != OD_KIND_LIST || a->as.list == b->as.list) return *a;
    od_value_list *either = od_run_alloc(run, 1, sizeof *either);
    if (!either) return od_value_unknown(OD_UNKNOWN);
    *either = *a->as.list;
    either->ambiguous = 1;
    return (od_value){.kind = OD_KIND_LIST, .as.list = either};
  }
  od_truth truth = od_value_truth(a);
  return od_value_unknown(truth == od_value_truth(b) ? truth : OD_UNKNOWN);
}

od_value od_operate_if(od_logic_run *run, const od_node *node,
                       const od_value *data) {
  size_t start = run->look_count, i = 0;
  int open = 0; /* a condition before was unknown */
  od_value result = od_value_of(OD_KIND_NULL), branch = result;
  for (;; i += 2) {
    int last = i + 1 >= node->count; /* the else, or nothing is left */
    od_truth truth = OD_TRUE;
    if (last) {
      branch = i < node->count ? od_node_run(run, &node->args[i], data)
                               : od_value_of(OD_KIND_NULL);
    } else {
      size_t mark = run->look_count;
      od_value condition = od_node_run(run, &node->args[i], data);
      truth = od_value_truth(&condition);
      if (truth != OD_UNKNOWN) od_run_settle(run, mark);
      if (truth == OD_FALSE) continue;
      branch = od_node_run(run, &node->args[i + 1], data);
    }
    result = open ? common(run, &result, &branch) : branch;
    open = open || truth == OD_UNKNOWN;
    if (truth == OD_TRUE) break;
  }
  if (!od_value_uncertain(&result)) od_run_settle(run, start);
  return result;
}

/* ---- over lists: the second argument sees one element as its data ---- */

static od_value on_element(od_logic_run *run, const od_node *node,
                           const od_value *element) {
  return od_node_argument(run, node, 1, element);
}

od_value od_operate_map(od_logic_run *run, const od_node *node,
                        const od_value *data) {
  od_value list = od_node_argument(run, node, 0, data);
  if (list.kind == OD_KIND_UNKNOWN) return od_value_unknown(OD_UNKNOWN);
  size_t count = list.kind == OD_KIND_LIST ? list.as.list->count : 0;
  od_value *items = od_run_alloc(run, count, sizeof *items);
  for (size_t i = 0; items && i < count; i++)
    items[i] = on_element(run, node, &list.as.list->items[i]);
  return od_run_list(run, items, count);
}

od_value od_operate_filter(od_logic_run *run, const od_node *node,
                           const od_value *data) {
  int unknown = 0;
  size_t kept = 0;
  od_value list = od_node_argument(run, node, 0, data);
  if (list.kind == OD_KIND_UNKNOWN) return od_value_unknown(OD_UNKNOWN);
  size_t count = list.kind == OD_KIND_LIST ? list.as.list->count : 0;
  od_value *items = od_run_alloc(run, count, sizeof *items);
  for (size_t i = 0; items && i < count; i++) {
    od_value wanted = on_element(run, node, &list.as.list->items[i]);
    od_truth truth = od_value_truth(&wanted);
    if (truth == OD_TRUE) items[kept++] = list.as.list->items[i];
    if (truth == OD_UNKNOWN) unknown = 1;
  }
  if (unknown) return od_value_unknown(kept ? OD_TRUE : OD_UNKNOWN);
  return od_run_list(run, items, kept);
}

/* The data of a reduction's body: {"current": …, "accumulator": …}. */
static od_value pair(od_logic_run *run, const od_value *current,
                     const od_value *accumulator) {
  static const char name[2][12] = {"current", "accumulator"};
  od_value_object *object = od_run_alloc(run, 1, sizeof *object);
  od_value_member *members = od_run_alloc(run, 2, sizeof *members);
  if (!object || !members) return od_value_unknown(OD_UNKNOWN);
  unsigned depth = od_value_depth(current);
  if (od_value_depth(accumulator) > depth) depth = od_value_depth(accumulator);
  for (int i = 0; i < 2; i++) {
    members[i].name = od_view_of(name[i]);
    members[i].hash = od_hash(members[i].name);
  }
  members[0].value = *current;
  members[1].value = *accumulator;
  *object = (od_value_object){
      .members = members, .count = 2, .depth = depth + 1};
  object->unknown = (unsigned char)(od_value_uncertain(current) ||
                                    od_value_uncertain(accumulator));
  if (object->depth > OD_VALUE_DEEPEST) return od_run_stop(run, OD_ELIMIT);
  return (od_value){.kind = OD_KIND_OBJECT, .as.object = object};
}

od_value od_operate_reduce(od_logic_run *run, const od_node *node,
                           const od_value *data) {
  od_value list = od_node_argument(run, node, 0, data);
  od_value result = od_node_argument(run, node, 2, data);
  if (list.kind == OD_KIND_UNKNOWN) return od_value_unknown(OD_UNKNOWN);
  if (result.kind == OD_KIND_UNDEFINED) result = od_value_of(OD_KIND_NULL);
  if (list.kind != OD_KIND_LIST) return result;
  for (size_t i = 0; i < list.as.list->count; i++) {
    od_value scope = pair(run, &list.as.list->items[i], &result);
    if (run->status != OD_OK) break;
    result = on_element(run, node, &scope);
  }
  return result;
}

/* Whether some element is `decisive`; of an unknown list nobody knows. */
static od_truth any_element(od_logic_run *run, const od_node *node,
                            const od_value *list, od_truth decisive) {
  od_truth found = OD_FALSE;
  for (size_t i = 0; i < list->as.list->count && run->status == OD_OK; i++) {
    od_value value = on_element(run, node, &list->as.list->items[i]);
    od_truth truth = od_value_truth(&value);
    if (truth == decisive) return OD_TRUE;
    if (truth == OD_UNKNOWN) found = OD_UNKNOWN;
  }
  return found;
}

static od_value quantify(od_logic_run *run, const od_node *node,
                         const od_value *data, od_truth decisive,
                         od_truth of_none) {
  size_t start = run->look_count;
  od_value list = od_node_argument(run, node, 0, data);
  if (list.kind == OD_KIND_UNKNOWN) return od_value_unknown(OD_UNKNOWN);
  if (list.kind != OD_KIND_LIST || !list.as.list->count)
    return od_value_truth_of(of_none);
  od_truth found = any_element(run, node, &list, decisive);
  if (found != OD_UNKNOWN) od_run_settle(run, start);
  return od_value_truth_of(
      decisive == OD_FALSE || of_none == OD_TRUE ? opposite(found) : found);
}

od_value od_operate_all(od_logic_run *run, const od_node *node,
                        const od_value *data) {
  return quantify(run, node, data, OD_FALSE, OD_FALSE);
}

od_value od_operate_some(od_logic_run *run, const od_node *node,
                         const od_value *data) {
  return quantify(run, node, data, OD_TRUE, OD_FALSE);
}

od_value od_operate_none(od_logic_run *run, const od_node *node,
                         const od_value *data) {
  return quantify(run, node, data, OD_TRUE, OD_TRUE);
}
