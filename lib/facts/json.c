/* Facts as a document; parse.c reads it back. */
#include <string.h>

#include "core/time.h"
#include "facts/model.h"

enum { MAX_PARTS = 8 };

static od_json *new_text(const char *text) {
  return text ? od_json_new_text(od_view_of(text)) : od_json_new_null();
}

static od_json *new_time(int known, long long ms) {
  char text[32];
  if (!known) return od_json_new_null();
  od_time_format(text, ms);
  return od_json_new_text(od_view_of(text));
}

/* Puts a member; od_json_put frees it when that fails. */
static int put(od_json *object, const char *name, od_json *item) {
  return od_json_put(object, name, item) == OD_OK;
}

static int put_place(od_json *object, const od_facts *facts, unsigned source,
                     unsigned line) {
  int done = 1;
  if (source < facts->source_count)
    done = put(object, "source", new_text(facts->sources[source].id));
  if (done && line) done = put(object, "line", od_json_new_number(line));
  return done;
}

static od_json *new_leaf(const od_facts *facts, const od_fact *fact) {
  od_json *leaf = od_json_new_object();
  int done = leaf && put(leaf, "state",
                         new_text(od_fact_state_name(fact->state)));
  if (done && fact->state == OD_FACT_MEASURED)
    done = put(leaf, "value", od_json_copy(fact->value));
  else if (done && fact->why)
    done = put(leaf, "why", new_text(fact->why));
  if (done && put_place(leaf, facts, fact->source, fact->line)) return leaf;
  od_json_free(leaf);
  return NULL;
}

/* The groups that are open while facts are written in the order of names. */
typedef struct nest {
  od_json *groups[MAX_PARTS];
  od_view parts[MAX_PARTS];
  size_t depth;
} nest;

static od_json *open_group(nest *n, od_view part) {
  char *name = od_copy_text(part.data, part.size);
  od_json *group = name ? od_json_new_object() : NULL;
  if (group && !put(n->groups[n->depth], name, group)) group = NULL;
  od_free(name);
  if (!group) return NULL;
  n->parts[n->depth] = part;
  n->groups[++n->depth] = group;
  return group;
}

/* Goes to the group of a name; the rest is the member in it. */
static int go_to(nest *n, od_view *rest) {
  size_t depth = 0, dot;
  while ((dot = od_view_find_char(*rest, '.')) != OD_NOT_FOUND) {
    od_view part = od_view_first(*rest, dot);
    *rest = od_view_from(*rest, dot + 1);
    int open = depth < n->depth && n->parts[depth].size == part.size &&
               !memcmp(n->parts[depth].data, part.data, part.size);
    if (!open) {
      n->depth = depth;
      if (depth + 1 >= MAX_PARTS || !open_group(n, part)) return 0;
    }
    depth++;
  }
  n->depth = depth;
  return 1;
}

static od_json *new_facts(const od_facts *facts) {
  nest n = {{od_json_new_object()}, {{NULL, 0}}, 0};
  if (!n.groups[0]) return NULL;
  for (size_t i = 0; i < facts->count; i++) {
    od_view rest = od_view_of(facts->facts[i].name);
    if (!go_to(&n, &rest) || !put(n.groups[n.depth], rest.data,
                                  new_leaf(facts, &facts->facts[i]))) {
      od_json_free(n.groups[0]);
      return NULL;
    }
  }
  return n.groups[0];
}

static od_json *new_subject(const od_subject *subject) {
  od_json *object = od_json_new_object();
  if (object && put(object, "account", new_text(subject->account)) &&
      put(object, "sid", new_text(subject->sid)) &&
      put(object, "found_by", new_text(subject->found_by)))
    return object;
  od_json_free(object);
  return NULL;
}

static od_json *new_fingerprint(unsigned long long number) {
  char text[] = "0x0000000000000000";
  for (size_t i = sizeof text - 2; number; i--, number /= 16)
    text[i] = "0123456789abcdef"[number % 16];
  return new_text(text);
}

static od_json *new_source(const od_source *source) {
  od_json *object = od_json_new_object();
  if (object && put(object, "id", new_text(source->id)) &&
      put(object, "kind", new_text(source->kind)) &&
      put(object, "name", new_text(source->name)) &&
      (!source->has_captured ||
       put(object, "captured", new_time(1, source->captured))) &&
      (!source->fingerprint ||
       put(object, "fingerprint", new_fingerprint(source->fingerprint))))
    return object;
  od_json_free(object);
  return NULL;
}

static od_json *new_sources(const od_facts *facts) {
  od_json *list = od_json_new_array();
  for (size_t i = 0; list && i < facts->source_count; i++)
    if (od_json_add(list, new_source(&facts->sources[i])) != OD_OK) {
      od_json_free(list);
      return NULL;
    }
  return list;
}

static od_json *new_conflict_value(const od_facts *facts,
                                   const od_conflict_value *value) {
  od_json *object = od_json_new_object();
  od_json *copy = NULL;
  if (object) copy = value->value ? od_json_copy(value->value)
                                  : od_json_new_null();
  if (object && put(object, "value", copy) &&
      (!value->why || put(object, "why", new_text(value->why))) &&
      put_place(object, facts, value->source, value->line) &&
      (!value->later || put(object, "later", od_json_new_bool(1))))
    return object;
  od_json_free(object);
  return NULL;
}

static od_json *new_conflict(const od_facts *facts,
                             const od_conflict *conflict) {
  od_json *object = od_json_new_object();
  od_json *values = object ? od_json_new_array() : NULL;
  int done = values != NULL;
  for (size_t i = 0; done && i < conflict->count; i++)
    done = od_json_add(values, new_conflict_value(
                                   facts, &conflict->values[i])) == OD_OK;
  if (done && put(object, "fact", new_text(conflict->name))) {
    if (put(object, "values", values)) return object;
    values = NULL;
  }
  od_json_free(values);
  od_json_free(object);
  return NULL;
}

static od_json *new_conflicts(const od_facts *facts) {
  od_json *list = od_json_new_array();
  for (size_t i = 0; list && i < facts->conflict_count; i++)
    if (od_json_add(list, new_conflict(facts, &facts->conflicts[i])) !=
        OD_OK) {
      od_json_free(list);
      return NULL;
    }
  return list;
}

static od_json *new_document(const od_facts *facts) {
  od_json *object = od_json_new_object();
  if (object && put(object, "schema", new_text(OD_FACTS_SCHEMA "1")) &&
      put(object, "subject", new_subject(&facts->subject)) &&
      put(object, "captured", new_time(facts->has_captured,
                                       facts->captured)) &&
      put(object, "sources", new_sources(facts)) &&
      put(object, "facts", new_facts(facts)) &&
      put(object, "conflicts", new_conflicts(facts)))
    return object;
  od_json_free(object);
  return NULL;
}

od_status od_facts_to_json(char **out, const od_facts *facts) {
  od_buffer text = {0};
  od_error_clear();
  *out = NULL;
  od_json *document = new_document(facts);
  if (!document) return od_fail_memory();
  od_json_write(&text, document, 2);
  od_buffer_char(&text, '\n');
  od_json_free(document);
  return od_buffer_take(out, &text);
}
