/*
 * The packs that the library brings: embed.py has compiled them, and they are
 * built here in one pass. They are trusted, for the tests compare them with
 * what od_rules_read makes of the same packs.
 */
#include <string.h>

#include "rules/logic_run.h"
#include "rules/pack.h"

#include "packs.inc"

/* What is next in the packs, the words in them, and room for what is made. */
typedef struct builder {
  const unsigned char *at;
  od_rules *rules;
  const od_operator *operators[PACK_OPERATORS + 1];
  const od_cause *causes[PACK_CAUSES + 1];
  const od_level *tiers[PACK_TIERS + 1];
  const od_level *classes[PACK_CLASSES + 1];
  const char *severities[PACK_SEVERITIES + 1];
  unsigned layers[PACK_LAYERS + 1]; /* one bit each */
  od_path *elements, *facts;
  od_path *paths; /* of the facts of one observation */
  const char **names;
  unsigned char *solid, *context;
  od_logic *logics;
  od_node *nodes;
  od_value *values;
  od_value_list *lists;
  od_effect *effects;
  od_exclusion *exclusions;
  const char **codes;
} builder;

/* ---- numbers and texts ---- */

static size_t number(builder *b) {
  size_t value = *b->at++, shift = 7;
  if (value < 128) return value;
  for (value &= 127; *b->at > 127; shift += 7)
    value |= (size_t)(*b->at++ & 127) << shift;
  return value | (size_t)*b->at++ << shift;
}

static const char *text(builder *b) {
  return (const char *)pack_texts + number(b);
}

static od_view sized_text(builder *b) {
  const char *data = text(b);
  return (od_view){data, number(b)};
}

/* Eight bytes as every build writes them, the low one first. */
static double real(builder *b) {
  unsigned long long bits = 0;
  double value;
  for (int i = 0; i < 8; i++)
    bits |= (unsigned long long)*b->at++ << 8 * i;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* ---- words: what a name means is asked once ---- */

/* Names are in the order of the alphabet, causes in that of their layers. */
static const od_cause *find_cause(const char *id, size_t *last) {
  size_t count = od_cause_count();
  for (size_t i = 1; i <= count; i++) {
    size_t at = *last + i < count ? *last + i : *last + i - count;
    if (strcmp(od_cause_at(at)->id, id)) continue;
    *last = at;
    return od_cause_at(at);
  }
  return NULL;
}

static int read_words(builder *b) {
  int sound = 1;
  size_t last = od_cause_count() - 1;
  od_layer layer = OD_LAYER_COUNT;
  for (int i = 0; i < PACK_OPERATORS; i++)
    sound &= !!(b->operators[i] = od_operator_find(text(b)));
  for (int i = 0; i < PACK_CAUSES; i++)
    sound &= !!(b->causes[i] = find_cause(text(b), &last));
  for (int i = 0; i < PACK_TIERS; i++)
    sound &= !!(b->tiers[i] = od_tier_find(text(b)));
  for (int i = 0; i < PACK_CLASSES; i++)
    sound &= !!(b->classes[i] = od_class_find(text(b)));
  for (int i = 0; i < PACK_SEVERITIES; i++)
    sound &= !!(b->severities[i] = od_severity_find(text(b)));
  for (int i = 0; i < PACK_LAYERS; i++) {
    sound &= od_layer_find(text(b), &layer);
    b->layers[i] = 1u << layer;
  }
  return sound;
}

/* Names of facts are in the order of the dictionary. */
static int read_names(builder *b) {
  od_arena *arena = &b->rules->arena;
  size_t entry = 0, entries = od_dictionary_count();
  int order = -1;
  for (int i = 0; i < PACK_ELEMENTS; i++)
    if (!od_path_set(&b->elements[i], arena, sized_text(b))) return 0;
  for (int i = 0; i < PACK_FACTS; i++) {
    if (!od_path_set(&b->facts[i], arena, sized_text(b))) return 0;
    const char *name = b->facts[i].name.data;
    for (; entry < entries; entry++) {
      order = strcmp(od_dictionary_at(entry)->name, name);
      if (order >= 0) break;
    }
    if (entry < entries && !order) b->facts[i].entry = (unsigned)entry;
  }
  return 1;
}

/* ---- conditions ---- */

static od_value literal(builder *b, size_t tag);

static od_value literal_list(builder *b) {
  size_t count = number(b);
  od_value *items = b->values;
  od_value_list *list = b->lists++;
  b->values += count;
  *list = (od_value_list){items, count, 1, 0, 0};
  for (size_t i = 0; i < count; i++) {
    items[i] = literal(b, number(b));
    unsigned depth = od_value_depth(&items[i]) + 1;
    if (depth > list->depth) list->depth = depth;
  }
  return (od_value){.kind = OD_KIND_LIST, .as.list = list};
}

static od_value literal(builder *b, size_t tag) {
  size_t whole;
  switch (tag) {
    case TAG_FALSE: return od_value_bool(0);
    case TAG_TRUE: return od_value_bool(1);
    case TAG_WHOLE:
      whole = number(b);
      return od_value_number(whole % 2 ? -1.0 - (double)(whole >> 1)
                                       : (double)(whole >> 1));
    case TAG_REAL: return od_value_number(real(b));
    case TAG_TEXT: return od_value_text(sized_text(b));
    case TAG_LIST: return literal_list(b);
    default: return od_value_of(OD_KIND_NULL);
  }
}

static void build_node(builder *b, od_node *out, int root);

static void build_arguments(builder *b, od_node *out, int root, int scoped) {
  size_t count = number(b);
  od_node *args = b->nodes;
  b->nodes += count;
  out->args = args;
  out->count = count;
  for (size_t i = 0; i < count; i++)
    build_node(b, &args[i], root && !(scoped && i == 1));
}

/* A var or known of a name: only where more follows the name is an argument. */
static void build_named(builder *b, od_node *out, size_t tag, int root) {
  out->operation = b->operators[number(b)]->operation;
  out->path = (tag == TAG_FACT ? b->paths : b->elements) + number(b);
  size_t more = number(b);
  if (more) {
    od_node *args = b->nodes;
    out->args = args;
    out->count = more + 1;
    b->nodes += out->count;
    args[0].operation = od_operate_literal;
    args[0].root = root != 0;
    args[0].literal = od_value_text(out->path->name);
    for (size_t i = 1; i <= more; i++) build_node(b, &args[i], root);
  }
  if (out->operation == od_operate_var) od_node_settle_var(out);
}

static void build_node(builder *b, od_node *out, int root) {
  size_t tag = number(b);
  out->root = root != 0;
  if (tag == TAG_FACT || tag == TAG_ELEMENT) {
    build_named(b, out, tag, root);
  } else if (tag == TAG_ITEMS) {
    out->operation = od_operate_list;
    build_arguments(b, out, root, 0);
  } else if (tag == TAG_OPERATOR) {
    const od_operator *operator = b->operators[number(b)];
    out->operation = operator->operation;
    build_arguments(b, out, root, operator->flags & OD_OPERATOR_SCOPED);
  } else {
    out->operation = od_operate_literal;
    out->literal = literal(b, tag);
  }
}

static void build_condition(builder *b, od_observation *o) {
  od_logic *logic = b->logics++;
  o->fact_count = number(b);
  o->facts = b->names;
  o->solid = b->solid;
  o->context = b->context;
  for (size_t i = 0; i < o->fact_count; i++) {
    b->paths[i] = b->facts[number(b)];
    b->paths[i].fact = (unsigned)i;
    b->names[i] = b->paths[i].name.data;
    size_t flags = number(b);
    b->solid[i] = flags & 1;
    b->context[i] = flags >> 1 & 1;
  }
  logic->names = b->names;
  logic->name_count = o->fact_count;
  build_node(b, &logic->root, 1);
  o->when = logic;
  b->paths += o->fact_count;
  b->names += o->fact_count;
  b->solid += o->fact_count;
  b->context += o->fact_count;
}

/* ---- observations and groups ---- */

static const od_effect *build_effects(builder *b, size_t *count) {
  const od_effect *effects = b->effects;
  *count = number(b);
  for (size_t i = 0; i < *count; i++) {
    const od_cause *cause = b->causes[number(b)];
    const od_level *tier = b->tiers[number(b)];
    *b->effects++ = (od_effect){cause, tier->name, tier->db};
  }
  return effects;
}

static void build_observation(builder *b, od_observation *o) {
  o->id = text(b);
  o->group = text(b);
  o->text = text(b);
  o->action = text(b);
  o->source = text(b);
  o->severity = b->severities[number(b)];
  o->class_name = b->classes[number(b)]->name;
  o->cost = (int)number(b);
  for (size_t i = number(b); i; i--) o->through |= b->layers[number(b)];
  o->for_causes = build_effects(b, &o->for_count);
  o->against = build_effects(b, &o->against_count);
  o->excludes = b->exclusions;
  o->exclude_count = number(b);
  for (size_t i = 0; i < o->exclude_count; i++) {
    const od_cause *cause = b->causes[number(b)];
    *b->exclusions++ = (od_exclusion){cause, text(b)};
  }
  build_condition(b, o);
}

static void build_group(builder *b, od_declared_group *group) {
  group->id = text(b);
  group->title = text(b);
  group->how = text(b);
  group->cost = (int)number(b) - 1;
  group->required_for = b->codes;
  for (size_t i = number(b); i; i--) *b->codes++ = text(b);
  *b->codes++ = NULL;
}

/* ---- all of it ---- */

static int make_room(builder *b) {
  od_rules *rules = b->rules;
  int made = 1;
#define ROOM(list, count) \
  made &= !!((list) = od_arena_alloc(&rules->arena, (count) * sizeof *(list)))
  ROOM(rules->observations, PACK_OBSERVATIONS);
  ROOM(rules->declared, PACK_GROUPS);
  ROOM(b->elements, PACK_ELEMENTS);
  ROOM(b->facts, PACK_FACTS);
  ROOM(b->paths, PACK_USES);
  ROOM(b->names, PACK_USES);
  ROOM(b->solid, PACK_USES);
  ROOM(b->context, PACK_USES);
  ROOM(b->logics, PACK_OBSERVATIONS);
  ROOM(b->nodes, PACK_NODES);
  ROOM(b->values, PACK_VALUES);
  ROOM(b->lists, PACK_LISTS);
  ROOM(b->effects, PACK_EFFECTS);
  ROOM(b->exclusions, PACK_EXCLUSIONS);
  ROOM(b->codes, PACK_CODES + PACK_GROUPS);
#undef ROOM
  return made;
}

static od_status build(builder *b) {
  od_rules *rules = b->rules;
  if (!make_room(b)) return od_fail_memory();
  if (!read_words(b))
    return od_fail(OD_EINTERNAL, "the built-in packs are not sound");
  if (!read_names(b)) return od_fail_memory();
  for (int i = 0; i < PACK_GROUPS; i++)
    build_group(b, &rules->declared[rules->declared_count++]);
  for (int i = 0; i < PACK_OBSERVATIONS; i++)
    build_observation(b, &rules->observations[rules->observation_count++]);
  return od_rules_make_groups(rules) ? OD_OK : od_fail_memory();
}

od_status od_rules_builtin(od_rules **out) {
  builder b = {.at = pack_data, .rules = od_rules_new()};
  od_error_clear();
  *out = NULL;
  od_status status = b.rules ? build(&b) : od_fail_memory();
  if (status == OD_OK) *out = b.rules;
  else od_rules_free(b.rules);
  return status;
}
