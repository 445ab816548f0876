/* A rule in JSON becomes nodes. The depth is bounded by the JSON reader. */
#include <stdlib.h>
#include <string.h>

#include "rules/logic_run.h"

enum {
  B = OD_OPERATOR_BOOLEAN,
  S = OD_OPERATOR_SCOPED,
  O = OD_OPERATOR_ORDER | OD_OPERATOR_BOOLEAN,
  N = OD_OPERATOR_NUMBER,
  C = OD_OPERATOR_BRANCH
};

static const od_operator operators[] = {
    {"var", od_operate_var, 0},
    {"known", od_operate_known, B},
    {"and", od_operate_and, C},
    {"or", od_operate_or, C},
    {"!", od_operate_not, B},
    {"!!", od_operate_truth, B},
    {"if", od_operate_if, C},
    {"?:", od_operate_if, C},
    {"==", od_operate_equal, B},
    {"===", od_operate_same, B},
    {"!=", od_operate_unequal, B},
    {"!==", od_operate_not_same, B},
    {"<", od_operate_less, O},
    {"<=", od_operate_less_or_equal, O},
    {">", od_operate_greater, O},
    {">=", od_operate_greater_or_equal, O},
    {"in", od_operate_in, B},
    {"some", od_operate_some, B | S},
    {"all", od_operate_all, B | S},
    {"none", od_operate_none, B | S},
    {"map", od_operate_map, S},
    {"filter", od_operate_filter, S},
    {"reduce", od_operate_reduce, S},
    {"merge", od_operate_merge, 0},
    {"missing", od_operate_missing, 0},
    {"missing_some", od_operate_missing_some, 0},
    {"cat", od_operate_cat, 0},
    {"substr", od_operate_substr, 0},
    {"+", od_operate_add, N},
    {"-", od_operate_subtract, N},
    {"*", od_operate_multiply, N},
    {"/", od_operate_divide, N},
    {"%", od_operate_remainder, N},
    {"min", od_operate_min, N},
    {"max", od_operate_max, N},
    {"log", od_operate_log, 0}};

const od_operator *od_operator_find(const char *name) {
  for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
    if (!strcmp(operators[i].name, name)) return &operators[i];
  return NULL;
}

int od_operator_flags(const char *name) {
  const od_operator *entry = od_operator_find(name);
  return entry ? entry->flags : -1;
}

typedef struct compiler {
  od_logic *logic;
  od_problems *problems;
  od_path **paths; /* of names that are looked up in the data itself */
  size_t path_count, path_capacity;
  int no_memory;
} compiler;

od_value od_operate_literal(od_logic_run *run, const od_node *node,
                            const od_value *data) {
  (void)run, (void)data;
  return node->literal;
}

od_value od_operate_list(od_logic_run *run, const od_node *node,
                         const od_value *data) {
  od_value *items = od_run_alloc(run, node->count, sizeof *items);
  for (size_t i = 0; items && i < node->count; i++)
    items[i] = od_node_run(run, &node->args[i], data);
  return od_run_list(run, items, node->count);
}

static void *allocate(compiler *c, size_t count, size_t size) {
  void *memory = count <= (size_t)-1 / 4 / size
                     ? od_arena_alloc(&c->logic->arena, count * size)
                     : NULL;
  if (!memory) c->no_memory = 1;
  return memory;
}

static void compile_literal(compiler *c, od_node *out, const od_json *json) {
  od_value_making making = {&c->logic->arena, 1, 0};
  out->operation = od_operate_literal;
  if (od_value_of_json(&out->literal, &making, json) != OD_OK)
    c->no_memory = 1;
}

int od_path_set(od_path *path, od_arena *arena, od_view name) {
  od_view rest = name, part;
  size_t count = 1;
  *path = (od_path){name, od_hash(name), OD_NO_FACT, OD_NO_FACT, 0, NULL};
  if (!name.size) return 1;
  for (size_t i = 0; i < name.size; i++) count += name.data[i] == '.';
  od_path_key *keys =
      count <= (size_t)-1 / 4 / sizeof *keys
          ? od_arena_alloc(arena, count * sizeof *keys)
          : NULL;
  if (!keys) return 0;
  path->keys = keys;
  for (; path->count < count; path->count++) {
    size_t dot = od_view_find_char(rest, '.');
    part = dot == OD_NOT_FOUND ? rest : od_view_first(rest, dot);
    keys[path->count] = (od_path_key){part, od_hash(part)};
    rest = od_view_from(rest, dot == OD_NOT_FOUND ? rest.size : dot + 1);
  }
  return 1;
}

static void note_path(compiler *c, od_path *path) {
  if (!od_grow((void **)&c->paths, &c->path_capacity, c->path_count,
               sizeof *c->paths))
    c->no_memory = 1;
  else
    c->paths[c->path_count++] = path;
}

/* What String() makes of a name that is written in the rule. */
static int literal_name(compiler *c, const od_value *value, od_view *name) {
  od_buffer text = {0};
  *name = (od_view){"", 0};
  if (value->kind == OD_KIND_NULL) return 1;
  if (value->kind == OD_KIND_TEXT) *name = od_value_view(value);
  if (value->kind != OD_KIND_NUMBER) return value->kind == OD_KIND_TEXT;
  od_value_to_text(&text, value);
  name->data = od_arena_text(&c->logic->arena, text.data ? text.data : "",
                             text.size);
  name->size = text.size;
  if (!name->data || text.status != OD_OK) c->no_memory = 1;
  od_buffer_release(&text);
  return !c->no_memory;
}

static unsigned entry_of(const char *name) {
  size_t low = 0, high = od_dictionary_count();
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(od_dictionary_at(middle)->name, name);
    if (!order) return (unsigned)middle;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return OD_NO_FACT;
}

static const od_path *make_path(compiler *c, const od_value *value,
                                int root) {
  od_view name;
  if (!literal_name(c, value, &name)) return NULL;
  od_path *path = allocate(c, 1, sizeof *path);
  if (!path) return NULL;
  if (!od_path_set(path, &c->logic->arena, name)) c->no_memory = 1;
  if (name.size && root) {
    path->entry = entry_of(name.data);
    note_path(c, path);
  }
  return path;
}

static void compile(compiler *c, od_node *out, const od_json *rule, int root);

/* The items of an array, or one that stands without brackets. */
static void compile_arguments(compiler *c, od_node *out, const od_json *value,
                              int root, int scoped) {
  int array = od_json_is(value, OD_JSON_ARRAY);
  out->count = array ? od_json_count(value) : 1;
  od_node *args = allocate(c, out->count, sizeof *args);
  const od_json *item = array ? od_json_first(value) : value;
  out->args = args;
  for (size_t i = 0; args && i < out->count; i++) {
    size_t mark = array ? od_problems_enter_item(c->problems, i) : 0;
    compile(c, &args[i], item, root && !(scoped && i == 1));
    if (array) od_problems_leave(c->problems, mark);
    item = od_json_next(item);
  }
}

/* A list in which nothing is to be evaluated is a literal itself. */
static void fold_list(compiler *c, od_node *node) {
  for (size_t i = 0; i < node->count; i++)
    if (node->args[i].operation != od_operate_literal) return;
  od_value_list *list = allocate(c, 1, sizeof *list);
  od_value *items = allocate(c, node->count, sizeof *items);
  if (!list || !items) return;
  *list = (od_value_list){items, node->count, 1, 0, 0};
  for (size_t i = 0; i < node->count; i++) {
    items[i] = node->args[i].literal;
    unsigned depth = od_value_depth(&items[i]) + 1;
    if (depth > list->depth) list->depth = depth;
  }
  node->operation = od_operate_literal;
  node->literal = (od_value){.kind = OD_KIND_LIST, .as.list = list};
}

static void compile_array(compiler *c, od_node *out, const od_json *rule,
                          int root) {
  compile_arguments(c, out, rule, root, 0);
  out->operation = od_operate_list;
  if (!c->no_memory) fold_list(c, out);
}

/* Names that `missing` is given as they stand. */
static void note_missing(compiler *c, const od_node *node) {
  for (size_t i = 0; i < node->count; i++) {
    const od_node *arg = &node->args[i];
    if (arg->operation == od_operate_list ||
        arg->operation == od_operate_merge)
      note_missing(c, arg);
    if (arg->operation != od_operate_literal) continue;
    const od_value *value = &arg->literal;
    if (value->kind == OD_KIND_TEXT) make_path(c, value, 1);
    for (size_t k = 0;
         value->kind == OD_KIND_LIST && k < value->as.list->count; k++)
      if (value->as.list->items[k].kind == OD_KIND_TEXT)
        make_path(c, &value->as.list->items[k], 1);
  }
}

void od_node_settle_var(od_node *node) {
  if (!node->path || node->count > 1) return;
  const od_path *path = node->path;
  if (!node->root && !path->name.size) node->operation = od_operate_self;
  if (node->root && path->entry != OD_NO_FACT)
    node->operation = od_operate_fact;
}

/* Where the name is written in the rule, much is settled beforehand. */
static void compile_var(compiler *c, od_node *node) {
  static const od_value nothing = {.kind = OD_KIND_NULL};
  if (!node->count) node->path = make_path(c, &nothing, node->root);
  else if (node->args[0].operation == od_operate_literal)
    node->path = make_path(c, &node->args[0].literal, node->root);
  od_node_settle_var(node);
}

/* The facts that an operator names. */
static void compile_names(compiler *c, od_node *node) {
  if (node->operation == od_operate_var) {
    compile_var(c, node);
  } else if (node->operation == od_operate_known && node->count &&
             node->args[0].operation == od_operate_literal) {
    node->path = make_path(c, &node->args[0].literal, node->root);
  } else if (node->root && (node->operation == od_operate_missing ||
                            node->operation == od_operate_missing_some)) {
    note_missing(c, node);
  }
}

static void compile_operator(compiler *c, od_node *out, const od_json *member,
                             int root) {
  const od_operator *entry = od_operator_find(od_json_name(member));
  size_t mark = od_problems_enter(c->problems, od_json_name(member));
  if (!entry) {
    od_problem_add(c->problems, OD_EPARSE, "unknown operator '%.80s'",
                   od_json_name(member));
  } else {
    out->operation = entry->operation;
    compile_arguments(c, out, member, root,
                      entry->flags & OD_OPERATOR_SCOPED);
    if (!c->no_memory) compile_names(c, out);
  }
  od_problems_leave(c->problems, mark);
}

static void compile(compiler *c, od_node *out, const od_json *rule,
                    int root) {
  const od_json *member = od_json_first(rule);
  out->root = root != 0;
  out->operation = od_operate_literal;
  if (od_json_is(rule, OD_JSON_ARRAY)) compile_array(c, out, rule, root);
  else if (od_json_is(rule, OD_JSON_OBJECT) && member && !od_json_next(member))
    compile_operator(c, out, member, root);
  else compile_literal(c, out, rule); /* also an object of several members */
}

static int compare_paths(const void *a, const void *b) {
  const od_path *x = *(od_path *const *)a, *y = *(od_path *const *)b;
  return strcmp(x->name.data, y->name.data);
}

/* Names in order, and each path knows the index of its own. */
static void number_names(compiler *c) {
  od_logic *logic = c->logic;
  logic->names = allocate(c, c->path_count, sizeof *logic->names);
  if (!logic->names || !c->path_count) return;
  qsort(c->paths, c->path_count, sizeof *c->paths, compare_paths);
  for (size_t i = 0; i < c->path_count; i++) {
    const char *name = c->paths[i]->name.data;
    if (!i || strcmp(logic->names[logic->name_count - 1], name))
      logic->names[logic->name_count++] = name;
    c->paths[i]->fact = (unsigned)logic->name_count - 1;
  }
}

od_status od_logic_compile(od_logic **out, const od_json *rule,
                           od_problems *problems) {
  size_t before = problems->count;
  compiler c = {0};
  *out = NULL;
  c.logic = od_alloc_zero(1, sizeof *c.logic);
  if (!c.logic) return od_fail_memory();
  c.problems = problems;
  compile(&c, &c.logic->root, rule, 1);
  if (!c.no_memory) number_names(&c);
  od_free(c.paths);
  if (!c.no_memory && !problems->no_memory && problems->count == before) {
    *out = c.logic;
    return OD_OK;
  }
  od_logic_free(c.logic);
  return c.no_memory || problems->no_memory ? od_fail_memory() : OD_EPARSE;
}

od_status od_logic_read(od_logic **out, const char *name, od_view text) {
  od_json_options options = {.name = name, .max_depth = 512};
  od_problems problems = {0};
  od_json *rule = NULL;
  *out = NULL;
  od_status status = od_json_parse(&rule, text, &options);
  if (status == OD_OK) status = od_logic_compile(out, rule, &problems);
  if (status == OD_EPARSE && problems.count) {
    status = od_problems_locate(&problems, text);
    if (status == OD_OK) status = od_problems_fail(&problems, name);
  }
  od_problems_release(&problems);
  od_json_free(rule);
  return status;
}

const char *const *od_logic_names(const od_logic *logic, size_t *count) {
  *count = logic->name_count;
  return logic->names;
}

void od_logic_free(od_logic *logic) {
  if (!logic) return;
  od_arena_free(&logic->arena);
  od_free(logic);
}
