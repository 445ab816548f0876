/*
 * What a condition may say. Walks its JSON, whose depth the reader bounds,
 * beside the place, so that each problem names its spot.
 */
#include <stdlib.h>
#include <string.h>

#include "rules/pack.h"

typedef struct checker {
  od_problems *problems;
  const od_observation *observation;
  unsigned char *solid;
  const char **guarded; /* facts that are known and not null here */
  size_t guarded_count, guarded_capacity;
} checker;

/* How the value of an expression is used. */
typedef struct usage {
  int root;           /* var names a fact, not part of an element */
  int asked;          /* inside known */
  const char *number; /* the operator that takes it as a number, or NULL */
} usage;

static void walk(checker *c, const od_json *rule, usage use);

/* The operator of a rule: its only member; NULL for a literal. */
static const od_json *operator_of(const od_json *rule) {
  const od_json *member =
      od_json_is(rule, OD_JSON_OBJECT) ? od_json_first(rule) : NULL;
  return member && !od_json_next(member) ? member : NULL;
}

static int is_operator(const od_json *member, const char *name) {
  return member && !strcmp(od_json_name(member), name);
}

static int is_if(const od_json *member) {
  return is_operator(member, "if") || is_operator(member, "?:");
}

static const od_json *argument(const od_json *member, size_t index) {
  if (!od_json_is(member, OD_JSON_ARRAY)) return index ? NULL : member;
  const od_json *item = od_json_first(member);
  while (item && index--) item = od_json_next(item);
  return item;
}

static size_t enter_argument(checker *c, const od_json *member,
                             size_t index) {
  return od_json_is(member, OD_JSON_ARRAY) && od_json_first(member)
             ? od_problems_enter_item(c->problems, index)
             : c->problems->path.size;
}

/* ---- facts ---- */

static const od_fact_entry *find_fact(const char *name) {
  return strchr(name, '*') ? NULL : od_dictionary_find(name);
}

static void mark_solid(checker *c, const char *name) {
  const od_observation *o = c->observation;
  size_t low = 0, high = o->fact_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(o->facts[middle], name);
    if (!order) {
      c->solid[middle] = 1;
      return;
    }
    if (order < 0) low = middle + 1;
    else high = middle;
  }
}

static const od_fact_entry *check_fact(checker *c, const od_json *name,
                                       usage use) {
  const char *text = od_json_text(name);
  if (!text || !*text) {
    od_problem_add(c->problems, OD_EPARSE,
                   "the name of a fact must be written out as text");
    return NULL;
  }
  const od_fact_entry *entry = find_fact(text);
  if (!entry)
    od_problem_add(c->problems, OD_EPARSE, "unknown fact '%.120s'", text);
  else if (!use.asked)
    mark_solid(c, text);
  return entry;
}

static const char *type_name(od_fact_type type) {
  static const char *const names[] = {"true or false", "a number", "text",
                                      "a time",        "a list",   "an object"};
  return (unsigned)type < sizeof names / sizeof *names ? names[type]
                                                       : "of any type";
}

static int is_guarded(const checker *c, const char *name) {
  for (size_t i = c->guarded_count; i-- > 0;)
    if (!strcmp(c->guarded[i], name)) return 1;
  return 0;
}

static void check_number(checker *c, const char *name,
                         const od_fact_entry *entry, const usage *use,
                         int has_default) {
  if (entry->type != OD_TYPE_NUMBER && entry->type != OD_TYPE_ANY)
    od_problem_add(c->problems, OD_EPARSE,
                   "'%s' needs a number, but fact '%.120s' is %s",
                   use->number, name, type_name(entry->type));
  else if (!has_default && !is_guarded(c, name)) /* a document may say so */
    od_problem_add(c->problems, OD_EPARSE,
                   "'%s' on fact '%.120s', which may be absent, without "
                   "known or !== null in front of it",
                   use->number, name);
}

static void walk_var(checker *c, const od_json *member, usage use) {
  const od_json *name = argument(member, 0), *otherwise = NULL;
  if (od_json_is(member, OD_JSON_ARRAY)) otherwise = argument(member, 1);
  size_t mark = enter_argument(c, member, 0);
  if (use.root) {
    const od_fact_entry *entry = check_fact(c, name, use);
    if (entry && use.number)
      check_number(c, od_json_text(name), entry, &use,
                   od_json_is(otherwise, OD_JSON_NUMBER));
  } else if (name && operator_of(name)) {
    walk(c, name, (usage){0, use.asked, NULL});
  }
  od_problems_leave(c->problems, mark);
  if (!otherwise) return;
  mark = enter_argument(c, member, 1);
  walk(c, otherwise, use);
  od_problems_leave(c->problems, mark);
}

/* {"known": "x"} and {"known": {"var": "x"}}. */
static void walk_known(checker *c, const od_json *member, usage use) {
  const od_json *asked = argument(member, 0);
  size_t mark = enter_argument(c, member, 0);
  use.asked = 1;
  use.number = NULL;
  if (operator_of(asked) || od_json_is(asked, OD_JSON_OBJECT))
    walk(c, asked, use);
  else if (use.root)
    check_fact(c, asked, use);
  od_problems_leave(c->problems, mark);
}

/* Names in `missing` are facts as they stand. */
static void walk_names(checker *c, const od_json *value, usage use) {
  size_t index = 0;
  if (od_json_is(value, OD_JSON_TEXT) && use.root) {
    check_fact(c, value, use);
  } else if (od_json_is(value, OD_JSON_ARRAY)) {
    for (const od_json *item = od_json_first(value); item;
         item = od_json_next(item)) {
      size_t mark = od_problems_enter_item(c->problems, index++);
      walk_names(c, item, use);
      od_problems_leave(c->problems, mark);
    }
  } else if (use.root && od_json_is(value, OD_JSON_OBJECT)) {
    od_problem_add(c->problems, OD_EPARSE,
                   "the name of a fact must be written out as text");
  }
}

/* ---- guards ---- */

static void add_guard(checker *c, const od_json *name) {
  const char *text = od_json_text(name);
  if (!text) return;
  if (od_grow((void **)&c->guarded, &c->guarded_capacity, c->guarded_count,
              sizeof *c->guarded))
    c->guarded[c->guarded_count++] = text;
  else
    c->problems->no_memory = 1;
}

/* The fact of a var without a default. */
static const od_json *fact_of(const od_json *rule) {
  const od_json *member = operator_of(rule);
  if (!is_operator(member, "var") || argument(member, 1)) return NULL;
  return argument(member, 0);
}

static int compares_null(const od_json *member, int truth) {
  return is_operator(member, truth ? "!==" : "===") ||
         is_operator(member, truth ? "!=" : "==");
}

/* Notes the facts that are known and not null where a rule has this truth. */
static void add_guards(checker *c, const od_json *rule, int truth) {
  const od_json *member = operator_of(rule);
  const od_json *a = member ? argument(member, 0) : NULL;
  const od_json *b = member ? argument(member, 1) : NULL;
  if (!a) return;
  if (compares_null(member, truth)) {
    if (b && od_json_type_of(b) == OD_JSON_NULL) add_guard(c, fact_of(a));
    if (b && od_json_type_of(a) == OD_JSON_NULL) add_guard(c, fact_of(b));
  } else if (is_operator(member, "known") && truth) {
    add_guard(c, od_json_is(a, OD_JSON_TEXT) ? a : fact_of(a));
  } else if (is_operator(member, "!")) {
    add_guards(c, a, !truth);
  } else if (is_operator(member, "!!")) {
    add_guards(c, a, truth);
  } else if (is_operator(member, truth ? "and" : "or")) {
    for (; a; a = od_json_is(member, OD_JSON_ARRAY) ? od_json_next(a) : NULL)
      add_guards(c, a, truth);
  }
}

/* ---- walking ---- */

/* and, or: what an operand stands behind guards those that follow. */
static void walk_junction(checker *c, const od_json *member, usage use) {
  size_t guards = c->guarded_count, index = 0;
  int truth = is_operator(member, "and");
  for (const od_json *item = argument(member, 0); item;
       item = od_json_is(member, OD_JSON_ARRAY) ? od_json_next(item) : NULL) {
    size_t mark = enter_argument(c, member, index++);
    walk(c, item, use);
    od_problems_leave(c->problems, mark);
    add_guards(c, item, truth);
  }
  c->guarded_count = guards;
}

static void walk_if(checker *c, const od_json *member, usage use) {
  size_t guards = c->guarded_count, inner = guards, index = 0;
  const od_json *condition = NULL, *next;
  usage plain = use;
  plain.number = NULL;
  for (const od_json *item = argument(member, 0); item; item = next) {
    next = od_json_is(member, OD_JSON_ARRAY) ? od_json_next(item) : NULL;
    int is_condition = index % 2 == 0 && next;
    size_t mark = enter_argument(c, member, index++);
    walk(c, item, is_condition ? plain : use);
    od_problems_leave(c->problems, mark);
    if (is_condition) {
      condition = item;
      inner = c->guarded_count;
      add_guards(c, condition, 1);
    } else {
      c->guarded_count = inner;
      if (condition) add_guards(c, condition, 0);
      condition = NULL;
    }
  }
  c->guarded_count = guards;
}

static void walk_arguments(checker *c, const od_json *member, int flags,
                           usage use) {
  size_t index = 0;
  const od_json *item = argument(member, 0);
  if (flags & (OD_OPERATOR_ORDER | OD_OPERATOR_NUMBER))
    use.number = od_json_name(member);
  else if (!is_operator(member, "log"))
    use.number = NULL;
  for (; item; index++) {
    usage inner = use;
    size_t mark = enter_argument(c, member, index);
    if (flags & OD_OPERATOR_SCOPED && index == 1) inner.root = 0;
    walk(c, item, inner);
    od_problems_leave(c->problems, mark);
    item = od_json_is(member, OD_JSON_ARRAY) ? od_json_next(item) : NULL;
  }
}

static void walk_operator(checker *c, const od_json *member, usage use) {
  int flags = od_operator_flags(od_json_name(member));
  size_t mark = od_problems_enter(c->problems, od_json_name(member));
  if (is_operator(member, "var")) walk_var(c, member, use);
  else if (is_operator(member, "known")) walk_known(c, member, use);
  else if (is_operator(member, "missing") ||
           is_operator(member, "missing_some"))
    walk_names(c, member, use);
  else if (is_if(member)) walk_if(c, member, use);
  else if (flags >= 0 && flags & OD_OPERATOR_BRANCH)
    walk_junction(c, member, use);
  else if (flags >= 0) walk_arguments(c, member, flags, use);
  od_problems_leave(c->problems, mark);
}

static void walk(checker *c, const od_json *rule, usage use) {
  size_t index = 0;
  if (od_json_is(rule, OD_JSON_OBJECT)) {
    if (operator_of(rule)) walk_operator(c, operator_of(rule), use);
    else
      od_problem_add(c->problems, OD_EPARSE,
                     "an object in a condition has one member, its operator");
    return;
  }
  if (!od_json_is(rule, OD_JSON_ARRAY)) return;
  for (const od_json *item = od_json_first(rule); item;
       item = od_json_next(item)) {
    size_t mark = od_problems_enter_item(c->problems, index++);
    walk(c, item, use);
    od_problems_leave(c->problems, mark);
  }
}

/* ---- Boolean results ---- */

static void check_boolean(checker *c, const od_json *rule);

static void check_branches(checker *c, const od_json *member) {
  size_t index = 0, count = od_json_is(member, OD_JSON_ARRAY)
                                ? od_json_count(member)
                                : 1;
  int conditional = is_if(member);
  if (!count || (conditional && count % 2 == 0))
    od_problem_add(c->problems, OD_EPARSE,
                   conditional ? "'%s' without an else is no condition: it "
                                 "may give null"
                               : "'%s' of nothing is no condition",
                   od_json_name(member));
  for (const od_json *item = argument(member, 0); item; index++) {
    size_t mark = enter_argument(c, member, index);
    if (!conditional || index % 2 == 1 || index + 1 == count)
      check_boolean(c, item);
    od_problems_leave(c->problems, mark);
    item = od_json_is(member, OD_JSON_ARRAY) ? od_json_next(item) : NULL;
  }
}

static int is_boolean_fact(const od_json *member) {
  const od_json *name = argument(member, 0), *otherwise = NULL;
  if (od_json_is(member, OD_JSON_ARRAY)) otherwise = argument(member, 1);
  const char *text = od_json_text(name);
  const od_fact_entry *entry = text ? find_fact(text) : NULL;
  if (!entry) return 1; /* that is told elsewhere */
  return entry->type == OD_TYPE_BOOL &&
         (!otherwise || od_json_is(otherwise, OD_JSON_BOOL));
}

static void check_boolean(checker *c, const od_json *rule) {
  const od_json *member = operator_of(rule);
  int flags = member ? od_operator_flags(od_json_name(member)) : 0;
  if (od_json_is(rule, OD_JSON_BOOL)) return;
  if (od_json_is(rule, OD_JSON_OBJECT) && !member) return;
  if (member && (flags < 0 || flags & OD_OPERATOR_BOOLEAN)) return;
  if (member && flags & OD_OPERATOR_BRANCH) {
    size_t mark = od_problems_enter(c->problems, od_json_name(member));
    check_branches(c, member);
    od_problems_leave(c->problems, mark);
    return;
  }
  if (is_operator(member, "var") && is_boolean_fact(member)) return;
  od_problem_add(c->problems, OD_EPARSE,
                 "the condition must give true or false here");
}

void od_condition_check(od_problems *problems, const od_json *when,
                        const od_observation *o, unsigned char *solid) {
  checker c = {problems, o, solid, NULL, 0, 0};
  walk(&c, when, (usage){1, 0, NULL});
  check_boolean(&c, when);
  od_free(c.guarded);
}
