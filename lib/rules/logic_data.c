/* Data made ready, and the operators that look something up in it. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rules/logic_run.h"

/* ---- making ready ---- */

static od_logic_data *new_data(int facts) {
  od_logic_data *data = od_alloc_zero(1, sizeof *data);
  if (data) data->facts = facts;
  return data;
}

od_status od_logic_data_json(od_logic_data **out, const od_json *json) {
  od_logic_data *data = new_data(0);
  *out = NULL;
  if (!data) return od_fail_memory();
  od_value_making making = {&data->arena, 0, 0};
  od_status status = od_value_of_json(&data->root, &making, json);
  if (status == OD_OK) *out = data;
  else od_logic_data_free(data);
  return status;
}

/* Facts of one name in the dictionary are found without a search. */
static int add_entries(od_logic_data *data, const od_value_object *object) {
  size_t count = od_dictionary_count();
  od_value *entries = od_arena_alloc(&data->arena, count * sizeof *entries);
  for (size_t i = 0; entries && i < count; i++) {
    od_view name = od_view_of(od_dictionary_at(i)->name);
    entries[i] = od_value_member_of(object, name, od_hash(name));
    if (entries[i].kind == OD_KIND_UNDEFINED)
      entries[i] = od_value_unknown(OD_UNKNOWN);
  }
  data->entries = entries;
  return entries != NULL;
}

/* Only what is measured or proven absent becomes a member. */
static od_status add_facts(od_logic_data *data, const od_facts *facts) {
  od_value_making making = {&data->arena, 0, 1};
  size_t count = od_facts_count(facts);
  od_value_object *object = od_arena_alloc(&data->arena, sizeof *object);
  if (count > (size_t)-1 / 4 / sizeof(od_value_member)) return od_fail_memory();
  od_value_member *members =
      od_arena_alloc(&data->arena, count * sizeof *members);
  if (!object || !members) return od_fail_memory();
  *object = (od_value_object){.members = members, .depth = 1};
  for (size_t i = 0; i < count; i++) {
    const od_fact *fact = od_facts_at(facts, i);
    od_value_member *member = &members[object->count];
    if (fact->state != OD_FACT_MEASURED && fact->state != OD_FACT_ABSENT)
      continue;
    member->name = od_view_of(fact->name);
    member->hash = od_hash(member->name);
    od_status status = od_value_of_json(
        &member->value, &making,
        fact->state == OD_FACT_MEASURED ? fact->value : NULL);
    if (status != OD_OK) return status;
    object->count++;
  }
  data->root = (od_value){.kind = OD_KIND_OBJECT, .as.object = object};
  return od_value_index_members(object, &data->arena) &&
                 add_entries(data, object)
             ? OD_OK
             : od_fail_memory();
}

od_status od_logic_data_facts(od_logic_data **out, const od_facts *facts) {
  od_logic_data *data = new_data(1);
  *out = NULL;
  if (!data) return od_fail_memory();
  od_status status = add_facts(data, facts);
  if (status == OD_OK) *out = data;
  else od_logic_data_free(data);
  return status;
}

void od_logic_data_free(od_logic_data *data) {
  if (!data) return;
  od_arena_free(&data->arena);
  od_free(data);
}

/* ---- looking up ---- */

/* "0", "17": an index as JavaScript writes it. */
static int read_index(od_view name, size_t *index) {
  size_t value = 0;
  if (!name.size || name.size > 9 || (name.size > 1 && *name.data == '0'))
    return 0;
  for (size_t i = 0; i < name.size; i++) {
    if (!od_is_digit(name.data[i])) return 0;
    value = value * 10 + (size_t)(name.data[i] - '0');
  }
  *index = value;
  return 1;
}

static od_value text_part(od_logic_run *run, od_view text, od_view name) {
  size_t index;
  od_buffer unit = {0};
  if (!od_run_charge(run, text.size / 16))
    return od_value_unknown(OD_UNKNOWN);
  size_t units = od_text_units(text);
  if (od_view_equal(name, "length")) return od_value_number((double)units);
  if (!read_index(name, &index) || index >= units)
    return od_value_of(OD_KIND_UNDEFINED);
  od_view part = od_text_slice(&unit, text, index, index + 1);
  return part.data ? od_value_text(part) : od_run_text(run, &unit);
}

/* One step down, as JavaScript's data[name]. */
static od_value part_of(od_logic_run *run, const od_value *data,
                        const od_path_key *key) {
  size_t index;
  switch (data->kind) {
    case OD_KIND_UNKNOWN: return od_value_unknown(OD_UNKNOWN);
    case OD_KIND_OBJECT: {
      od_value value =
          od_value_member_of(data->as.object, key->name, key->hash);
      /* An element of a fact tells only what was printed about it. */
      if (value.kind == OD_KIND_UNDEFINED && run->data->facts)
        return od_value_unknown(OD_UNKNOWN);
      return value;
    }
    case OD_KIND_LIST:
      if (od_view_equal(key->name, "length"))
        return od_value_number((double)data->as.list->count);
      if (read_index(key->name, &index) && index < data->as.list->count)
        return data->as.list->items[index];
      return od_value_of(OD_KIND_UNDEFINED);
    case OD_KIND_TEXT: return text_part(run, od_value_view(data), key->name);
    default: return od_value_of(OD_KIND_UNDEFINED);
  }
}

static void note_look(od_logic_run *run, unsigned fact,
                      const od_value *value) {
  if (fact == OD_NO_FACT) return;
  if (run->look_count == run->look_capacity &&
      !od_grow((void **)&run->looks, &run->look_capacity, run->look_count,
               sizeof *run->looks)) {
    od_run_stop(run, OD_ENOMEM);
    return;
  }
  int unknown = od_value_uncertain(value) != 0;
  run->looked_at_unknown |= unknown;
  run->looks[run->look_count++] = (od_look){fact, (unsigned char)unknown, 0};
}

/* A fact by its whole name: what is not there was not measured. */
static od_value find_fact(const od_logic_run *run, od_view name,
                          unsigned hash) {
  od_value value =
      od_value_member_of(run->data->root.as.object, name, hash);
  return value.kind == OD_KIND_UNDEFINED ? od_value_unknown(OD_UNKNOWN)
                                         : value;
}

static od_value follow(od_logic_run *run, const od_value *data,
                       const od_path *path) {
  od_value value = *data;
  for (size_t i = 0; i < path->count; i++) {
    value = part_of(run, &value, &path->keys[i]);
    if (value.kind == OD_KIND_UNDEFINED) break;
  }
  return value;
}

static od_value find_path(od_logic_run *run, const od_node *node,
                          const od_value *data, const od_path *path) {
  od_value value;
  if (!path->name.size)
    return node->root && run->data->facts ? od_value_unknown(OD_UNKNOWN)
                                          : *data;
  if (node->root && run->data->facts)
    value = find_fact(run, path->name, path->hash);
  else
    value = follow(run, data, path);
  if (node->root) note_look(run, path->fact, &value);
  return value;
}

static unsigned fact_of(const od_logic *logic, od_view name) {
  size_t low = 0, high = logic->name_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    od_view other = od_view_of(logic->names[middle]);
    if (od_view_same(other, name)) return (unsigned)middle;
    size_t size = other.size < name.size ? other.size : name.size;
    int order = memcmp(other.data, name.data, size);
    if (order < 0 || (!order && other.size < name.size)) low = middle + 1;
    else high = middle;
  }
  return OD_NO_FACT;
}

od_value od_run_find(od_logic_run *run, const od_node *node,
                     const od_value *data, od_view name) {
  od_path path = {name, od_hash(name), OD_NO_FACT, OD_NO_FACT, 0, NULL};
  if (!name.size) return find_path(run, node, data, &path);
  if (node->root) path.fact = fact_of(run->logic, name);
  if (node->root && run->data->facts)
    return find_path(run, node, data, &path);
  od_value value = *data;
  size_t dot;
  do {
    dot = od_view_find_char(name, '.');
    od_view part = dot == OD_NOT_FOUND ? name : od_view_first(name, dot);
    od_path_key key = {part, od_hash(part)};
    value = part_of(run, &value, &key);
    if (!od_run_charge(run, 1)) break;
    if (dot != OD_NOT_FOUND) name = od_view_from(name, dot + 1);
  } while (dot != OD_NOT_FOUND && value.kind != OD_KIND_UNDEFINED);
  if (node->root) note_look(run, path.fact, &value);
  return value;
}

/* A name that had to be evaluated first. */
static od_value find_named(od_logic_run *run, const od_node *node,
                           const od_value *data, const od_value *name) {
  if (od_value_uncertain(name)) return od_value_unknown(OD_UNKNOWN);
  if (name->kind <= OD_KIND_NULL)
    return od_run_find(run, node, data, (od_view){"", 0});
  od_view text = od_run_text_of(run, name);
  /* Only the text "" is all data; an empty list names nothing. */
  if (!text.size && name->kind == OD_KIND_LIST)
    return od_value_of(OD_KIND_UNDEFINED);
  return od_run_find(run, node, data, text);
}

od_value od_operate_var(od_logic_run *run, const od_node *node,
                        const od_value *data) {
  od_value value;
  if (node->path) {
    value = find_path(run, node, data, node->path);
  } else {
    od_value name = od_node_argument(run, node, 0, data);
    value = find_named(run, node, data, &name);
  }
  int none = value.kind == OD_KIND_UNDEFINED || value.absent;
  if (none && node->count > 1)
    value = od_node_run(run, &node->args[1], data);
  return value.kind == OD_KIND_UNDEFINED ? od_value_of(OD_KIND_NULL) : value;
}

/* A var in the data itself, of a name in the dictionary, with no default. */
od_value od_operate_fact(od_logic_run *run, const od_node *node,
                         const od_value *data) {
  if (!run->data->entries) return od_operate_var(run, node, data);
  od_value value = run->data->entries[node->path->entry];
  note_look(run, node->path->fact, &value);
  return value;
}

/* The whole element. */
od_value od_operate_self(od_logic_run *run, const od_node *node,
                         const od_value *data) {
  (void)run, (void)node;
  return data->kind == OD_KIND_UNDEFINED ? od_value_of(OD_KIND_NULL) : *data;
}

od_value od_operate_known(od_logic_run *run, const od_node *node,
                          const od_value *data) {
  size_t start = run->look_count;
  od_value value = node->path ? find_path(run, node, data, node->path)
                              : od_node_argument(run, node, 0, data);
  for (size_t i = start; i < run->look_count; i++) run->looks[i].asked = 1;
  return od_value_bool(!od_value_uncertain(&value) ||
                       (value.kind == OD_KIND_UNKNOWN &&
                        value.truth != OD_UNKNOWN));
}

/* ---- missing ---- */

typedef struct missing {
  od_value *names; /* of those that are missing */
  size_t count;
  size_t unknown; /* how many may be missing or not */
} missing;

static int look_for(od_logic_run *run, const od_node *node,
                    const od_value *data, const od_value *name,
                    missing *found) {
  od_value value = find_named(run, node, data, name);
  if (value.kind == OD_KIND_UNKNOWN) found->unknown++;
  else if (value.kind <= OD_KIND_NULL ||
           (value.kind == OD_KIND_TEXT && !value.size))
    found->names[found->count++] = *name;
  return run->status == OD_OK;
}

static int look_for_all(od_logic_run *run, const od_node *node,
                        const od_value *data, const od_value_list *names,
                        missing *found) {
  *found = (missing){od_run_alloc(run, names->count, sizeof(od_value)), 0, 0};
  if (!found->names) return 0;
  for (size_t i = 0; i < names->count; i++)
    if (!look_for(run, node, data, &names->items[i], found)) return 0;
  return 1;
}

/* The names are the first argument if that is a list, else all of them. */
static od_value missing_names(od_logic_run *run, const od_node *node,
                              const od_value *data) {
  od_value *items = od_run_alloc(run, node->count, sizeof *items);
  for (size_t i = 0; items && i < node->count; i++)
    items[i] = od_node_run(run, &node->args[i], data);
  if (items && node->count &&
      (items[0].kind == OD_KIND_LIST || items[0].kind == OD_KIND_UNKNOWN))
    return items[0];
  return od_run_list(run, items, node->count);
}

od_value od_operate_missing(od_logic_run *run, const od_node *node,
                            const od_value *data) {
  missing found;
  od_value names = missing_names(run, node, data);
  if (names.kind != OD_KIND_LIST) return od_value_unknown(OD_UNKNOWN);
  if (!look_for_all(run, node, data, names.as.list, &found))
    return od_value_unknown(OD_UNKNOWN);
  if (found.unknown)
    return od_value_unknown(found.count ? OD_TRUE : OD_UNKNOWN);
  return od_run_list(run, found.names, found.count);
}

od_value od_operate_missing_some(od_logic_run *run, const od_node *node,
                                 const od_value *data) {
  missing found;
  size_t start = run->look_count;
  od_value need = od_node_argument(run, node, 0, data);
  od_value names = od_node_argument(run, node, 1, data);
  if (od_value_uncertain(&need) || names.kind == OD_KIND_UNKNOWN)
    return od_value_unknown(OD_UNKNOWN);
  if (names.kind != OD_KIND_LIST) {
    od_value *only = od_run_alloc(run, 1, sizeof *only);
    if (only) *only = names;
    names = od_run_list(run, only, names.kind != OD_KIND_UNDEFINED);
  }
  if (names.kind != OD_KIND_LIST ||
      !look_for_all(run, node, data, names.as.list, &found))
    return od_value_unknown(OD_UNKNOWN);
  double needed = od_run_number_of(run, &need);
  size_t present = names.as.list->count - found.count - found.unknown;
  od_value enough = od_run_list(run, found.names, 0);
  if ((double)present >= needed) {
    od_run_settle(run, start);
    return enough;
  }
  if ((double)(present + found.unknown) >= needed)
    return od_value_unknown(OD_UNKNOWN);
  if (found.unknown)
    return od_value_unknown(found.count ? OD_TRUE : OD_UNKNOWN);
  return od_run_list(run, found.names, found.count);
}
