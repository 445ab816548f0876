/* Operators that evaluate all their arguments: comparing, reckoning, text. */
#include <math.h>
#include <string.h>

#include "rules/logic_run.h"

static const od_value unknown_value = {.kind = OD_KIND_UNKNOWN,
                                       .truth = OD_UNKNOWN};

/* ---- conversions; the value is certain ---- */

double od_run_number_of(od_logic_run *run, const od_value *value) {
  double number = NAN;
  switch (value->kind) {
    case OD_KIND_NULL: return 0;
    case OD_KIND_BOOL: return value->as.truth;
    case OD_KIND_NUMBER: return value->as.number;
    case OD_KIND_UNDEFINED:
    case OD_KIND_OBJECT: return NAN;
    default: break;
  }
  if (od_number_read(&number, od_run_text_of(run, value)) != OD_OK)
    od_run_stop(run, OD_ENOMEM);
  return number;
}

static double parsed_float(od_logic_run *run, const od_value *value) {
  double number = NAN;
  if (value->kind == OD_KIND_NUMBER)
    return value->as.number == 0 ? 0 : value->as.number;
  if (value->kind != OD_KIND_TEXT && value->kind != OD_KIND_LIST) return NAN;
  if (od_number_read_start(&number, od_run_text_of(run, value)) != OD_OK)
    od_run_stop(run, OD_ENOMEM);
  return number;
}

static int is_reference(const od_value *value) {
  return value->kind == OD_KIND_LIST || value->kind == OD_KIND_OBJECT;
}

/* Lists and objects become their text. */
static od_value primitive(od_logic_run *run, const od_value *value) {
  if (!is_reference(value)) return *value;
  if (od_value_uncertain(value)) return unknown_value;
  return od_value_text(od_run_text_of(run, value));
}

/* ---- comparing ---- */

static od_truth loose_equal(od_logic_run *run, const od_value *a,
                            const od_value *b) {
  int no_a = a->kind == OD_KIND_UNDEFINED || a->kind == OD_KIND_NULL;
  int no_b = b->kind == OD_KIND_UNDEFINED || b->kind == OD_KIND_NULL;
  if (a->kind == OD_KIND_UNKNOWN || b->kind == OD_KIND_UNKNOWN)
    return OD_UNKNOWN;
  if (no_a || no_b) return no_a && no_b ? OD_TRUE : OD_FALSE;
  if (a->kind == b->kind) return od_value_strict_equal(a, b);
  if (is_reference(a) && is_reference(b)) return OD_FALSE;
  od_value x = primitive(run, a), y = primitive(run, b);
  if (x.kind == OD_KIND_UNKNOWN || y.kind == OD_KIND_UNKNOWN)
    return OD_UNKNOWN;
  if (x.kind == y.kind) return od_value_strict_equal(&x, &y);
  return od_run_number_of(run, &x) == od_run_number_of(run, &y) ? OD_TRUE
                                                                : OD_FALSE;
}

static od_truth opposite(od_truth truth) {
  if (truth == OD_UNKNOWN) return truth;
  return truth == OD_TRUE ? OD_FALSE : OD_TRUE;
}

od_value od_operate_equal(od_logic_run *run, const od_node *node,
                          const od_value *data) {
  od_value room[2];
  const od_value *a = od_node_see(run, node, 0, data, &room[0]);
  const od_value *b = od_node_see(run, node, 1, data, &room[1]);
  return od_value_truth_of(loose_equal(run, a, b));
}

od_value od_operate_unequal(od_logic_run *run, const od_node *node,
                            const od_value *data) {
  od_value room[2];
  const od_value *a = od_node_see(run, node, 0, data, &room[0]);
  const od_value *b = od_node_see(run, node, 1, data, &room[1]);
  return od_value_truth_of(opposite(loose_equal(run, a, b)));
}

od_value od_operate_same(od_logic_run *run, const od_node *node,
                         const od_value *data) {
  od_value room[2];
  const od_value *a = od_node_see(run, node, 0, data, &room[0]);
  const od_value *b = od_node_see(run, node, 1, data, &room[1]);
  return od_value_truth_of(od_value_strict_equal(a, b));
}

od_value od_operate_not_same(od_logic_run *run, const od_node *node,
                             const od_value *data) {
  od_value room[2];
  const od_value *a = od_node_see(run, node, 0, data, &room[0]);
  const od_value *b = od_node_see(run, node, 1, data, &room[1]);
  return od_value_truth_of(opposite(od_value_strict_equal(a, b)));
}

/* A proven absence has no size: ordering it gives unknown, never true. */
static int not_to_reckon(const od_value *value) {
  return od_value_uncertain(value) || value->absent;
}

enum { LESS = 1, EQUAL = 2, GREATER = 4 };

static int order_of(double a, double b) {
  return a < b ? LESS : a > b ? GREATER : a == b ? EQUAL : 0;
}

static int order_of_any(od_logic_run *run, const od_value *a,
                        const od_value *b) {
  od_value x = primitive(run, a), y = primitive(run, b);
  if (x.kind != OD_KIND_TEXT || y.kind != OD_KIND_TEXT)
    return order_of(od_run_number_of(run, &x), od_run_number_of(run, &y));
  int sign = od_text_compare(od_value_view(&x), od_value_view(&y));
  return sign < 0 ? LESS : sign > 0 ? GREATER : EQUAL;
}

/* Whether a stands to b in one of the wanted ways; NaN in none. */
static od_truth ordered(od_logic_run *run, const od_value *a,
                        const od_value *b, int wanted) {
  int order;
  if (not_to_reckon(a) || not_to_reckon(b)) return OD_UNKNOWN;
  if (a->kind == OD_KIND_NUMBER && b->kind == OD_KIND_NUMBER)
    order = order_of(a->as.number, b->as.number);
  else
    order = order_of_any(run, a, b);
  return order & wanted ? OD_TRUE : OD_FALSE;
}

static od_value compare(od_logic_run *run, const od_node *node,
                        const od_value *data, int wanted) {
  od_value room[2];
  const od_value *a = od_node_see(run, node, 0, data, &room[0]);
  const od_value *b = od_node_see(run, node, 1, data, &room[1]);
  od_truth first = ordered(run, a, b, wanted);
  if (node->count < 3 || wanted & GREATER) return od_value_truth_of(first);
  od_value c = od_node_argument(run, node, 2, data);
  od_truth second = ordered(run, b, &c, wanted); /* between */
  if (first == OD_FALSE || second == OD_FALSE) return od_value_bool(0);
  return od_value_truth_of(first == OD_UNKNOWN ? first : second);
}

od_value od_operate_less(od_logic_run *run, const od_node *node,
                         const od_value *data) {
  return compare(run, node, data, LESS);
}

od_value od_operate_less_or_equal(od_logic_run *run, const od_node *node,
                                  const od_value *data) {
  return compare(run, node, data, LESS | EQUAL);
}

od_value od_operate_greater(od_logic_run *run, const od_node *node,
                            const od_value *data) {
  return compare(run, node, data, GREATER);
}

od_value od_operate_greater_or_equal(od_logic_run *run, const od_node *node,
                                     const od_value *data) {
  return compare(run, node, data, GREATER | EQUAL);
}

/* ---- reckoning ---- */

typedef double od_reckoning(double a, double b);

static double sum(double a, double b) { return a + b; }
static double product(double a, double b) { return a * b; }
static double difference(double a, double b) { return a - b; }
static double quotient(double a, double b) { return a / b; }

static double lesser(double a, double b) {
  if (isnan(a) || isnan(b)) return NAN;
  if (a == b) return signbit(a) ? a : b;
  return a < b ? a : b;
}

static double greater(double a, double b) {
  if (isnan(a) || isnan(b)) return NAN;
  if (a == b) return signbit(a) ? b : a;
  return a > b ? a : b;
}

/* How arguments are folded, and how JavaScript reads each as a number. */
typedef struct folding {
  double start;
  od_reckoning *reckon;
  double (*as_number)(od_logic_run *, const od_value *);
} folding;

static od_value fold(od_logic_run *run, const od_node *node,
                     const od_value *data, const folding *how) {
  int unknown = 0;
  double result = how->start;
  for (size_t i = 0; i < node->count; i++) {
    od_value value = od_node_run(run, &node->args[i], data);
    if (not_to_reckon(&value)) unknown = 1;
    else result = how->reckon(result, how->as_number(run, &value));
  }
  return unknown ? unknown_value : od_value_number(result);
}

od_value od_operate_add(od_logic_run *run, const od_node *node,
                        const od_value *data) {
  static const folding how = {0, sum, parsed_float};
  return fold(run, node, data, &how);
}

od_value od_operate_multiply(od_logic_run *run, const od_node *node,
                             const od_value *data) {
  static const folding how = {1, product, parsed_float};
  /* A single factor comes back as it is; none is no number. */
  if (node->count == 1) return od_node_run(run, node->args, data);
  return node->count ? fold(run, node, data, &how) : od_value_number(NAN);
}

od_value od_operate_min(od_logic_run *run, const od_node *node,
                        const od_value *data) {
  static const folding how = {INFINITY, lesser, od_run_number_of};
  return fold(run, node, data, &how);
}

od_value od_operate_max(od_logic_run *run, const od_node *node,
                        const od_value *data) {
  static const folding how = {-INFINITY, greater, od_run_number_of};
  return fold(run, node, data, &how);
}

static od_value reckon_two(od_logic_run *run, const od_node *node,
                           const od_value *data, od_reckoning *reckon) {
  od_value a = od_node_argument(run, node, 0, data);
  od_value b = od_node_argument(run, node, 1, data);
  if (not_to_reckon(&a) || not_to_reckon(&b)) return unknown_value;
  return od_value_number(reckon(od_run_number_of(run, &a),
                                od_run_number_of(run, &b)));
}

od_value od_operate_subtract(od_logic_run *run, const od_node *node,
                             const od_value *data) {
  if (node->count > 1) return reckon_two(run, node, data, difference);
  od_value value = od_node_argument(run, node, 0, data);
  if (not_to_reckon(&value)) return unknown_value;
  return od_value_number(-od_run_number_of(run, &value));
}

od_value od_operate_divide(od_logic_run *run, const od_node *node,
                           const od_value *data) {
  return reckon_two(run, node, data, quotient);
}

od_value od_operate_remainder(od_logic_run *run, const od_node *node,
                              const od_value *data) {
  return reckon_two(run, node, data, fmod);
}

/* ---- text and lists ---- */

static int contains(od_logic_run *run, od_view text, od_view part) {
  if (!part.size) return 1;
  if (part.size > text.size) return 0;
  if (!od_run_charge(run, text.size / 16)) return 0;
  const char *at = text.data, *end = text.data + (text.size - part.size) + 1;
  while ((at = memchr(at, *part.data, (size_t)(end - at))) != NULL) {
    if (!memcmp(at, part.data, part.size)) return 1;
    if (!od_run_charge(run, 1 + part.size / 64)) return 0;
    if (++at == end) return 0;
  }
  return 0;
}

static od_truth in_list(od_logic_run *run, const od_value *wanted,
                        const od_value_list *list) {
  od_truth found = OD_FALSE;
  if (!od_run_charge(run, list->count)) return OD_UNKNOWN;
  for (size_t i = 0; i < list->count; i++) {
    od_truth truth = od_value_strict_equal(wanted, &list->items[i]);
    if (truth == OD_TRUE) return truth;
    if (truth == OD_UNKNOWN) found = OD_UNKNOWN;
  }
  return found;
}

od_value od_operate_in(od_logic_run *run, const od_node *node,
                       const od_value *data) {
  size_t start = run->look_count;
  od_truth truth = OD_FALSE;
  od_value room[2];
  const od_value *part = od_node_see(run, node, 0, data, &room[0]);
  const od_value *whole = od_node_see(run, node, 1, data, &room[1]);
  if (whole->kind == OD_KIND_UNKNOWN) return unknown_value;
  if (whole->kind == OD_KIND_LIST) {
    truth = in_list(run, part, whole->as.list);
  } else if (whole->kind == OD_KIND_TEXT && whole->size) {
    if (od_value_uncertain(part)) return unknown_value;
    truth = contains(run, od_value_view(whole), od_run_text_of(run, part))
                ? OD_TRUE
                : OD_FALSE;
  }
  if (truth != OD_UNKNOWN) od_run_settle(run, start);
  return od_value_truth_of(truth);
}

od_value od_operate_cat(od_logic_run *run, const od_node *node,
                        const od_value *data) {
  int unknown = 0;
  od_buffer text = {.limit = run->steps * 16 + 64};
  for (size_t i = 0; i < node->count && run->status == OD_OK; i++) {
    od_value value = od_node_run(run, &node->args[i], data);
    if (od_value_uncertain(&value)) unknown = 1;
    else if (value.kind > OD_KIND_NULL) od_value_to_text(&text, &value);
  }
  if (!unknown) return od_run_text(run, &text);
  od_buffer_release(&text);
  return unknown_value;
}

/* ToIntegerOrInfinity. */
static double whole_number(od_logic_run *run, const od_value *value) {
  double number = od_run_number_of(run, value);
  return isnan(number) ? 0 : trunc(number);
}

static size_t clamp(double value, size_t most) {
  return value < 0 ? 0 : value < (double)most ? (size_t)value : most;
}

/* A negative end leaves out so many at the end, as in PHP. */
od_value od_operate_substr(od_logic_run *run, const od_node *node,
                           const od_value *data) {
  od_buffer part = {.limit = run->steps * 16 + 64};
  od_value source = od_node_argument(run, node, 0, data);
  od_value from = od_node_argument(run, node, 1, data);
  od_value length = od_node_argument(run, node, 2, data);
  if (od_value_uncertain(&source) || od_value_uncertain(&from) ||
      od_value_uncertain(&length))
    return unknown_value;
  od_view text = od_run_text_of(run, &source);
  int all = length.kind == OD_KIND_UNDEFINED;
  double start = whole_number(run, &from);
  double count = all ? 0 : whole_number(run, &length);
  if (!od_run_charge(run, text.size / 16)) return unknown_value;
  /* No text has more units than bytes: they are counted only from behind. */
  size_t units =
      start < 0 || count < 0 ? od_text_units(text) : text.size;
  size_t first = clamp(start < 0 ? (double)units + start : start, units);
  double end = count < 0 ? (double)units + count : (double)first + count;
  od_view slice =
      od_text_slice(&part, text, first, all ? text.size : clamp(end, units));
  return slice.data ? od_value_text(slice) : od_run_text(run, &part);
}

od_value od_operate_merge(od_logic_run *run, const od_node *node,
                          const od_value *data) {
  size_t count = 0, size = 0;
  int unknown = 0;
  od_value *parts = od_run_alloc(run, node->count, sizeof *parts);
  for (size_t i = 0; parts && i < node->count; i++) {
    parts[i] = od_node_run(run, &node->args[i], data);
    if (parts[i].kind == OD_KIND_UNKNOWN) unknown = 1;
    else
      size += parts[i].kind == OD_KIND_LIST ? parts[i].as.list->count : 1;
  }
  if (unknown) return od_value_unknown(size ? OD_TRUE : OD_UNKNOWN);
  od_value *items = parts ? od_run_alloc(run, size, sizeof *items) : NULL;
  for (size_t i = 0; items && i < node->count; i++) {
    if (parts[i].kind != OD_KIND_LIST) {
      items[count++] = parts[i];
      continue;
    }
    const od_value_list *list = parts[i].as.list;
    if (list->count)
      memcpy(items + count, list->items, list->count * sizeof *items);
    count += list->count;
  }
  return od_run_list(run, items, size);
}

od_value od_operate_log(od_logic_run *run, const od_node *node,
                        const od_value *data) {
  return od_node_argument(run, node, 0, data); /* a library prints nothing */
}
