/* Reads a pack od0x8004.rules/1: its shape, member by member. */
#include "rules/pack.h"

#include <string.h>

enum { COST_MAX = 1000000 };

static const char schema_name[] = "od0x8004.rules/";

/* ---- members ---- */

void *od_pack_alloc(od_pack_reader *r, size_t count, size_t size) {
  void *memory = count <= (size_t)-1 / 4 / size
                     ? od_arena_alloc(&r->rules->arena, count * size)
                     : NULL;
  if (!memory) r->no_memory = 1;
  return memory;
}

const char *od_pack_copy(od_pack_reader *r, const char *text) {
  char *copy = NULL;
  if (!text) return NULL;
  copy = od_arena_text(&r->rules->arena, text, strlen(text));
  if (!copy) r->no_memory = 1;
  return copy;
}

/* A member that is there; what is required and is not is a problem. */
static const od_json *member_of(od_pack_reader *r, const od_json *object,
                                const char *name, int required) {
  const od_json *value = od_json_member(object, name);
  if (!value && required)
    od_problem_add(r->problems, OD_EPARSE, "member '%s' is missing", name);
  return value;
}

static void wrong(od_pack_reader *r, const char *name, const char *what) {
  size_t mark = od_problems_enter(r->problems, name);
  od_problem_add(r->problems, OD_EPARSE, "'%s' must be %s", name, what);
  od_problems_leave(r->problems, mark);
}

/* Without a default the member is required and must not be empty. */
const char *od_pack_text(od_pack_reader *r, const od_json *object,
                         const char *name, const char *otherwise) {
  const od_json *value = member_of(r, object, name, otherwise == NULL);
  const char *text = od_json_text(value);
  if (value && !text) wrong(r, name, "text");
  else if (text && !otherwise && !od_view_trim(od_view_of(text)).size)
    wrong(r, name, "text that is not empty");
  return text ? text : otherwise;
}

const od_json *od_pack_list(od_pack_reader *r, const od_json *object,
                            const char *name, int required) {
  const od_json *value = member_of(r, object, name, required);
  if (!value || od_json_is(value, OD_JSON_ARRAY)) return value;
  wrong(r, name, "an array");
  return NULL;
}

static int read_cost(od_pack_reader *r, const od_json *object,
                     int otherwise) {
  const od_json *value = od_json_member(object, "cost");
  double cost = od_json_number(value);
  if (!value) return otherwise;
  if (od_json_is(value, OD_JSON_NUMBER) && cost >= 0 && cost <= COST_MAX &&
      cost == (int)cost)
    return (int)cost;
  wrong(r, "cost", "a whole number from 0 to 1000000");
  return otherwise;
}

/* ---- observations ---- */

const char *od_severity_find(const char *name) {
  static const char *const names[] = {"info", "error", "warning", "advice"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(names[i], name)) return names[i];
  return NULL;
}

static const char *read_severity(od_pack_reader *r, const od_json *json) {
  const char *name =
      od_severity_find(od_pack_text(r, json, "severity", "info"));
  if (!name) wrong(r, "severity", "error, warning, info or advice");
  return name;
}

static void read_when(od_pack_reader *r, const od_json *json,
                      od_observation *o, od_observation_check *check) {
  od_logic *logic = NULL;
  const od_json *when = member_of(r, json, "when", 1);
  if (!when) return;
  size_t mark = od_problems_enter(r->problems, "when");
  od_status status = od_logic_compile(&logic, when, r->problems);
  if (status == OD_ENOMEM) r->no_memory = 1;
  if (logic) {
    r->rules->logics[r->rules->logic_count++] = logic;
    o->when = logic;
    o->facts = od_logic_names(logic, &o->fact_count);
  }
  check->solid = od_pack_alloc(r, o->fact_count, 1);
  check->context = od_pack_alloc(r, o->fact_count, 1);
  if (check->solid && !r->no_memory)
    od_condition_check(r->problems, when, o, check->solid);
  od_problems_leave(r->problems, mark);
}

/* A context fact is one of the condition's. */
static void read_context_fact(od_pack_reader *r, const od_json *item,
                              const od_observation *o,
                              od_observation_check *check) {
  const char *name = od_json_text(item);
  size_t i = 0;
  if (!name) {
    od_problem_add(r->problems, OD_EPARSE, "the name of a fact must be text");
    return;
  }
  while (i < o->fact_count && strcmp(o->facts[i], name)) i++;
  if (i < o->fact_count) check->context[i] = 1;
  else if (o->when)
    od_problem_add(r->problems, OD_EPARSE,
                   "context fact '%.120s' is not in the condition", name);
}

static void read_context(od_pack_reader *r, const od_json *json,
                         const od_observation *o,
                         od_observation_check *check) {
  const od_json *list = od_pack_list(r, json, "context", 0);
  size_t index = 0, counted = 0;
  if (!list || r->no_memory || !check->context) return;
  size_t mark = od_problems_enter(r->problems, "context");
  for (const od_json *item = od_json_first(list); item;
       item = od_json_next(item), index++) {
    size_t inner = od_problems_enter_item(r->problems, index);
    read_context_fact(r, item, o, check);
    od_problems_leave(r->problems, inner);
  }
  for (size_t i = 0; i < o->fact_count; i++)
    counted += check->solid[i] && !check->context[i];
  if (o->when && index && !counted)
    od_problem_add(r->problems, OD_EPARSE,
                   "every fact of the condition is context: nothing is left "
                   "to observe");
  od_problems_leave(r->problems, mark);
}

static void read_observation(od_pack_reader *r, const od_json *json,
                             size_t index) {
  od_observation *o = &r->rules->observations[index];
  od_observation_check *check = &r->checks[index];
  if (!od_json_is(json, OD_JSON_OBJECT)) {
    od_problem_add(r->problems, OD_EPARSE, "an observation must be an object");
    return;
  }
  o->id = od_pack_copy(r, od_pack_text(r, json, "id", NULL));
  o->group = od_pack_copy(r, od_pack_text(r, json, "group", NULL));
  o->text = od_pack_copy(r, od_pack_text(r, json, "text", NULL));
  o->action = od_pack_copy(r, od_pack_text(r, json, "action", ""));
  o->source = od_pack_copy(r, od_pack_text(r, json, "source", ""));
  if (r->no_memory) return;
  o->severity = read_severity(r, json);
  o->cost = read_cost(r, json, 1);
  od_pack_read_effects(r, json, o);
  read_when(r, json, o, check);
  read_context(r, json, o, check);
  o->solid = check->solid;
  o->context = check->context;
}

static void read_observations(od_pack_reader *r, const od_json *root) {
  const od_json *list = od_pack_list(r, root, "observations", 1);
  size_t index = 0, count = od_json_count(list);
  size_t mark = od_problems_enter(r->problems, "observations");
  r->rules->observations =
      od_pack_alloc(r, count, sizeof *r->rules->observations);
  r->rules->logics = od_pack_alloc(r, count, sizeof *r->rules->logics);
  r->checks = od_pack_alloc(r, count, sizeof *r->checks);
  for (const od_json *item = od_json_first(list); item && !r->no_memory;
       item = od_json_next(item), index++) {
    size_t inner = od_problems_enter_item(r->problems, index);
    read_observation(r, item, index);
    od_problems_leave(r->problems, inner);
    r->rules->observation_count++;
  }
  od_problems_leave(r->problems, mark);
}

/* ---- groups ---- */

static void read_required(od_pack_reader *r, const od_json *json,
                          od_declared_group *group) {
  const od_json *list = od_pack_list(r, json, "required_for", 0);
  size_t index = 0, kept = 0, count = od_json_count(list);
  size_t mark = od_problems_enter(r->problems, "required_for");
  const char **codes = od_pack_alloc(r, count + 1, sizeof *codes);
  group->required_for = codes;
  for (const od_json *item = od_json_first(list); codes && item;
       item = od_json_next(item), index++) {
    char canonical[OD_CODE_MAX];
    size_t inner = od_problems_enter_item(r->problems, index);
    if (!od_json_is(item, OD_JSON_TEXT))
      od_problem_add(r->problems, OD_EPARSE, "a code must be text");
    else if (!od_code_canonical(od_json_view(item), canonical))
      od_problem_add(r->problems, OD_EPARSE, "'%.60s' is no error code",
                     od_json_text(item));
    else
      codes[kept++] = od_pack_copy(r, canonical);
    od_problems_leave(r->problems, inner);
  }
  od_problems_leave(r->problems, mark);
}

static void read_group(od_pack_reader *r, const od_json *json,
                       od_declared_group *group) {
  if (!od_json_is(json, OD_JSON_OBJECT)) {
    od_problem_add(r->problems, OD_EPARSE, "a group must be an object");
    return;
  }
  group->id = od_pack_copy(r, od_pack_text(r, json, "id", NULL));
  group->title = od_pack_copy(r, od_pack_text(r, json, "title", ""));
  group->how = od_pack_copy(r, od_pack_text(r, json, "how", ""));
  group->cost = read_cost(r, json, -1);
  read_required(r, json, group);
}

static void read_groups(od_pack_reader *r, const od_json *root) {
  const od_json *list = od_pack_list(r, root, "groups", 0);
  size_t index = 0, count = od_json_count(list);
  size_t mark = od_problems_enter(r->problems, "groups");
  r->rules->declared = od_pack_alloc(r, count, sizeof *r->rules->declared);
  for (const od_json *item = od_json_first(list); item && !r->no_memory;
       item = od_json_next(item), index++) {
    size_t inner = od_problems_enter_item(r->problems, index);
    read_group(r, item, &r->rules->declared[index]);
    od_problems_leave(r->problems, inner);
    r->rules->declared_count++;
  }
  od_problems_leave(r->problems, mark);
}

/* ---- the document ---- */

static int check_schema(od_pack_reader *r, const od_json *root) {
  int sound = 0;
  const char *schema = od_pack_text(r, root, "schema", NULL);
  if (!schema) return 1; /* the rest may still be worth a look */
  size_t mark = od_problems_enter(r->problems, "schema");
  if (strncmp(schema, schema_name, sizeof schema_name - 1))
    od_problem_add(r->problems, OD_EPARSE,
                   "schema '%.80s' is not 'od0x8004.rules/1'", schema);
  else if (strcmp(schema + sizeof schema_name - 1, "1"))
    od_problem_add(r->problems, OD_EVERSION,
                   "unknown version '%.80s', 'od0x8004.rules/1' is known",
                   schema);
  else
    sound = 1;
  od_problems_leave(r->problems, mark);
  return sound;
}

void od_pack_read(od_pack_reader *r, const od_json *root) {
  if (!od_json_is(root, OD_JSON_OBJECT)) {
    od_problem_add(r->problems, OD_EPARSE, "a pack must be an object");
    return;
  }
  if (!check_schema(r, root)) return; /* another document */
  od_pack_text(r, root, "name", "");
  read_groups(r, root);
  if (!r->no_memory) read_observations(r, root);
  if (!r->no_memory) od_pack_check_groups(r);
  if (!r->no_memory && !r->problems->count &&
      !od_rules_make_groups(r->rules))
    r->no_memory = 1;
}
