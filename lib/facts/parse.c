/* Reads a facts document back; errors tell the place and the JSON pointer. */
#include <string.h>

#include "core/job.h"
#include "core/json_scan.h"
#include "core/time.h"
#include "facts/model.h"
#include "facts/secrets.h"

typedef struct reader {
  const char *name; /* of the document in errors */
  od_view text;
  od_facts *facts;
  od_job *job;
  const char **ids; /* of the sources */
  size_t id_count, id_capacity;
  od_buffer pointer; /* where the reader is */
  od_buffer fact;    /* the dotted name of it */
} reader;

/* ---- where ---- */

static void cut(od_buffer *buffer, size_t size) {
  buffer->size = size;
  if (buffer->data) buffer->data[size] = '\0';
}

static size_t enter(reader *r, const char *name) {
  size_t before = r->pointer.size;
  od_json_pointer_add(&r->pointer, od_view_of(name));
  return before;
}

static size_t enter_index(reader *r, size_t index) {
  size_t before = r->pointer.size;
  od_buffer_format(&r->pointer, "/%zu", index);
  return before;
}

static void leave(reader *r, size_t before) { cut(&r->pointer, before); }

static od_status refuse(reader *r, od_status status, const char *what) {
  od_place place = {r->name, 0, 0, NULL};
  if (r->pointer.status != OD_OK || r->fact.status != OD_OK)
    return od_fail_memory();
  place.pointer = r->pointer.data ? r->pointer.data : "";
  od_json_locate(r->text, place.pointer, &place.line, &place.column);
  return od_fail_at(status, &place, "%s", what);
}

static od_status refuse_member(reader *r, const char *member,
                               const char *what) {
  enter(r, member);
  return refuse(r, OD_EPARSE, what);
}

/* ---- small members ---- */

/* A text, or NULL where it is null or not there. */
static od_status read_text(reader *r, const od_json *object,
                           const char *member, const char **text) {
  const od_json *value = od_json_member(object, member);
  *text = od_json_text(value);
  if (!value || *text || od_json_is(value, OD_JSON_NULL)) return OD_OK;
  return refuse_member(r, member, "is not text");
}

static od_status need_text(reader *r, const od_json *object,
                           const char *member, const char **text) {
  od_status status = read_text(r, object, member, text);
  if (status != OD_OK || *text) return status;
  od_buffer what = {0};
  od_buffer_format(&what, "has no '%s'", member);
  status = what.data ? refuse(r, OD_EPARSE, what.data) : od_fail_memory();
  od_buffer_release(&what);
  return status;
}

static od_status read_time(reader *r, const od_json *object,
                           const char *member, int *known, long long *ms) {
  const char *text;
  od_status status = read_text(r, object, member, &text);
  if (status != OD_OK) return status;
  *known = text != NULL;
  if (!text || od_time_parse(od_view_of(text), ms)) return OD_OK;
  return refuse_member(r, member, "is no time");
}

/* Ids count up in every document of ours: look there before searching. */
static size_t index_of(const reader *r, const char *id) {
  unsigned long long number;
  if (od_view_number(od_view_from(od_view_of(id), 1), &number) && number &&
      number <= r->id_count && !strcmp(r->ids[number - 1], id))
    return (size_t)number - 1;
  size_t index = 0;
  while (index < r->id_count && strcmp(r->ids[index], id)) index++;
  return index;
}

static od_status find_source(reader *r, const od_json *object,
                             unsigned *source) {
  const char *id;
  od_status status = read_text(r, object, "source", &id);
  *source = OD_NO_SOURCE;
  if (status != OD_OK || !id) return status;
  size_t index = index_of(r, id);
  if (index == r->id_count)
    return refuse_member(r, "source", "names no source");
  *source = (unsigned)index;
  return OD_OK;
}

static od_status read_line(reader *r, const od_json *object, unsigned *line) {
  const od_json *value = od_json_member(object, "line");
  double number = od_json_number(value);
  *line = 0;
  if (!value) return OD_OK;
  if (!od_json_is(value, OD_JSON_NUMBER) || number < 1 ||
      number > 4294967295.0 || (double)(unsigned)number != number)
    return refuse_member(r, "line", "is no line number");
  *line = (unsigned)number;
  return OD_OK;
}

/* ---- head ---- */

static od_status read_schema(reader *r, const od_json *root) {
  size_t prefix = strlen(OD_FACTS_SCHEMA);
  const char *schema = od_json_text(od_json_member(root, "schema"));
  if (!od_json_is(root, OD_JSON_OBJECT) || !schema ||
      strncmp(schema, OD_FACTS_SCHEMA, prefix))
    return refuse(r, OD_EPARSE, "is no facts document");
  if (schema[prefix] == '1' &&
      (!schema[prefix + 1] || schema[prefix + 1] == '.'))
    return OD_OK;
  enter(r, "schema");
  return refuse(r, OD_EVERSION, "is a version that is not known here");
}

static od_status read_subject(reader *r, const od_json *root) {
  const char *account, *sid, *found_by;
  const od_json *subject = od_json_member(root, "subject");
  if (!subject || od_json_is(subject, OD_JSON_NULL)) return OD_OK;
  size_t before = enter(r, "subject");
  if (!od_json_is(subject, OD_JSON_OBJECT))
    return refuse(r, OD_EPARSE, "is not an object");
  od_status status = read_text(r, subject, "account", &account);
  if (status == OD_OK) status = read_text(r, subject, "sid", &sid);
  if (status == OD_OK) status = read_text(r, subject, "found_by", &found_by);
  if (status == OD_OK)
    status = od_facts_set_subject(r->facts, od_view_of(account),
                                  od_view_of(sid), found_by);
  leave(r, before);
  return status;
}

static od_status read_source(reader *r, const od_json *source) {
  const char *id, *fingerprint;
  od_source kept = {0};
  if (!od_json_is(source, OD_JSON_OBJECT))
    return refuse(r, OD_EPARSE, "is not an object");
  od_status status = need_text(r, source, "id", &id);
  if (status == OD_OK) status = need_text(r, source, "kind", &kept.kind);
  if (status == OD_OK) status = need_text(r, source, "name", &kept.name);
  if (status == OD_OK)
    status = read_time(r, source, "captured", &kept.has_captured,
                       &kept.captured);
  if (status == OD_OK)
    status = read_text(r, source, "fingerprint", &fingerprint);
  if (status != OD_OK) return status;
  if (!od_view_number(od_view_of(fingerprint), &kept.fingerprint))
    kept.fingerprint = 0;
  if (!od_grow((void **)&r->ids, &r->id_capacity, r->id_count,
               sizeof *r->ids))
    return od_fail_memory();
  r->ids[r->id_count++] = id;
  return od_facts_add_source(r->facts, &kept);
}

/* The list of a member, entered; NULL where it is not there. */
static od_status open_list(reader *r, const od_json *object,
                           const char *member, const od_json **list) {
  *list = od_json_member(object, member);
  enter(r, member);
  if (*list && !od_json_is(*list, OD_JSON_ARRAY))
    return refuse(r, OD_EPARSE, "is not a list");
  return OD_OK;
}

static od_status read_sources(reader *r, const od_json *root) {
  size_t before = r->pointer.size, index = 0;
  const od_json *sources;
  od_status status = open_list(r, root, "sources", &sources);
  const od_json *item = od_json_first(sources);
  for (; status == OD_OK && item; item = od_json_next(item), index++) {
    size_t list = enter_index(r, index);
    status = read_source(r, item);
    if (status == OD_OK) leave(r, list);
  }
  if (status == OD_OK) leave(r, before);
  return status;
}

/* ---- facts ---- */

static od_status read_state(reader *r, const od_json *leaf,
                            od_fact_state *state) {
  const char *name;
  od_status status = need_text(r, leaf, "state", &name);
  if (status != OD_OK) return status;
  for (int s = OD_FACT_MEASURED; s <= OD_FACT_NOT_ASKED; s++)
    if (!strcmp(od_fact_state_name((od_fact_state)s), name)) {
      *state = (od_fact_state)s;
      return OD_OK;
    }
  return refuse_member(r, "state", "is none of measured, absent, denied, "
                                   "unreadable, not-asked");
}

static od_status refuse_type(reader *r, const od_fact_entry *entry) {
  od_buffer what = {0};
  od_buffer_format(&what, "'%s' is %s", entry->name,
                   od_fact_type_name(entry));
  od_status status = what.data ? refuse_member(r, "value", what.data)
                               : od_fail_memory();
  od_buffer_release(&what);
  return status;
}

/* A copy of the value without secrets. */
static od_status read_value(reader *r, const od_json *object,
                            const od_fact_entry *entry, const char *name,
                            od_json **out) {
  const od_json *value = od_json_member(object, "value");
  if (!value || !od_fact_type_fits(entry, value)) {
    if (value) return refuse_type(r, entry);
    return refuse(r, OD_EPARSE, "has no 'value'");
  }
  *out = od_json_copy(value);
  if (!*out) return od_fail_memory();
  od_status status = od_secrets_clean(name, out);
  if (status == OD_OK) return OD_OK;
  od_json_free(*out);
  *out = NULL;
  return status;
}

static od_status read_leaf(reader *r, const od_json *leaf,
                           const od_fact_entry *entry) {
  od_fact fact = {r->fact.data, OD_FACT_NOT_ASKED, NULL, NULL, 0, 0};
  od_json *value = NULL;
  if (!od_json_is(leaf, OD_JSON_OBJECT))
    return refuse(r, OD_EPARSE, "is not an object");
  od_status status = read_state(r, leaf, &fact.state);
  if (status == OD_OK) status = read_text(r, leaf, "why", &fact.why);
  if (status == OD_OK) status = find_source(r, leaf, &fact.source);
  if (status == OD_OK) status = read_line(r, leaf, &fact.line);
  if (status == OD_OK && fact.state == OD_FACT_MEASURED)
    status = read_value(r, leaf, entry, fact.name, &value);
  if (fact.state == OD_FACT_MEASURED) fact.why = NULL;
  return status == OD_OK ? od_facts_add(r->facts, &fact, value) : status;
}

static od_status read_group(reader *r, const od_json *group);

/* Goes no deeper than the dictionary's names do. */
static od_status read_member(reader *r, const od_json *member) {
  const char *name = r->fact.data;
  const od_fact_entry *entry = od_dictionary_find(name);
  if (entry) return read_leaf(r, member, entry);
  if (!od_dictionary_has_group(name)) return OD_OK;
  if (!od_json_is(member, OD_JSON_OBJECT))
    return refuse(r, OD_EPARSE, "is not an object");
  return read_group(r, member);
}

static od_status read_group(reader *r, const od_json *group) {
  od_status status = OD_OK;
  size_t outer = r->fact.size;
  const od_json *member = od_json_first(group);
  for (; status == OD_OK && member; member = od_json_next(member)) {
    const char *name = od_json_name(member);
    if (strchr(name, '.')) continue; /* no part of a name holds a dot */
    size_t before = enter(r, name);
    if (outer) od_buffer_char(&r->fact, '.');
    od_buffer_text(&r->fact, name);
    if (r->fact.status != OD_OK || r->pointer.status != OD_OK)
      status = od_fail_memory();
    else if (r->fact.size)
      status = read_member(r, member);
    if (status == OD_OK) status = od_job_check(r->job);
    cut(&r->fact, outer);
    if (status == OD_OK) leave(r, before);
  }
  return status;
}

static od_status read_facts(reader *r, const od_json *root) {
  const od_json *facts = od_json_member(root, "facts");
  if (!facts) return refuse(r, OD_EPARSE, "has no 'facts'");
  size_t before = enter(r, "facts");
  if (!od_json_is(facts, OD_JSON_OBJECT))
    return refuse(r, OD_EPARSE, "is not an object");
  od_status status = read_group(r, facts);
  if (status == OD_OK) leave(r, before);
  return status;
}

/* ---- conflicts ---- */

static od_status read_conflict_value(reader *r, const od_json *object,
                                     const od_fact_entry *entry,
                                     const char *name, size_t index) {
  od_conflict_value value = {NULL, 0, 0, 0, NULL};
  const od_json *given = od_json_member(object, "value");
  if (!od_json_is(object, OD_JSON_OBJECT))
    return refuse(r, OD_EPARSE, "is not an object");
  od_status status = find_source(r, object, &value.source);
  if (status == OD_OK) status = read_line(r, object, &value.line);
  if (status == OD_OK) status = read_text(r, object, "why", &value.why);
  if (status == OD_OK && !(given && od_json_is(given, OD_JSON_NULL)))
    status = read_value(r, object, entry, name, &value.value);
  value.later = od_json_bool(od_json_member(object, "later"));
  return status == OD_OK ? od_facts_add_conflict(r->facts, index, &value)
                         : status;
}

static od_status read_conflict(reader *r, const od_json *conflict) {
  const char *name;
  const od_json *list;
  size_t index, count = 0;
  if (!od_json_is(conflict, OD_JSON_OBJECT))
    return refuse(r, OD_EPARSE, "is not an object");
  od_status status = need_text(r, conflict, "fact", &name);
  if (status != OD_OK) return status;
  const od_fact_entry *entry = od_dictionary_find(name);
  if (!entry) return OD_OK;
  status = open_list(r, conflict, "values", &list);
  if (status == OD_OK)
    status = od_facts_open_conflict(r->facts, name, &index);
  const od_json *item = od_json_first(list);
  for (; status == OD_OK && item; item = od_json_next(item), count++) {
    size_t before = enter_index(r, count);
    status = read_conflict_value(r, item, entry, name, index);
    if (status == OD_OK) leave(r, before);
  }
  return status;
}

static od_status read_conflicts(reader *r, const od_json *root) {
  const od_json *list;
  size_t index = 0;
  od_status status = open_list(r, root, "conflicts", &list);
  const od_json *item = od_json_first(list);
  for (; status == OD_OK && item; item = od_json_next(item), index++) {
    size_t before = enter_index(r, index);
    status = read_conflict(r, item);
    if (status == OD_OK) leave(r, before);
  }
  if (status != OD_OK) return status;
  od_facts_seal(r->facts);
  for (size_t i = 1; i < r->facts->conflict_count; i++)
    if (!strcmp(r->facts->conflicts[i - 1].name,
                r->facts->conflicts[i].name))
      return refuse(r, OD_EPARSE, "holds two conflicts about one fact");
  return OD_OK;
}

/* ---- the document ---- */

static od_status read_document(reader *r, const od_json *root) {
  od_status status = read_schema(r, root);
  if (status == OD_OK) status = read_subject(r, root);
  if (status == OD_OK)
    status = read_time(r, root, "captured", &r->facts->has_captured,
                       &r->facts->captured);
  if (status == OD_OK) status = read_sources(r, root);
  if (status == OD_OK) status = read_facts(r, root);
  if (status == OD_OK) status = read_conflicts(r, root);
  return status;
}

od_status od_facts_parse(od_facts **out, const char *name, od_view text,
                         od_job *job) {
  od_json *root;
  *out = NULL;
  od_status status = od_json_parse_for(&root, name, text, job);
  if (status != OD_OK) return status;
  reader r = {.name = name, .text = text, .facts = od_facts_new(),
              .job = job};
  status = r.facts ? read_document(&r, root) : od_fail_memory();
  od_free(r.ids);
  od_buffer_release(&r.pointer);
  od_buffer_release(&r.fact);
  od_json_free(root);
  if (status == OD_OK)
    *out = r.facts;
  else
    od_facts_free(r.facts);
  return status;
}

static od_view skip_blank(od_view text) {
  while (text.size && od_is_space(text.data[0])) text = od_view_from(text, 1);
  return text;
}

int od_facts_recognises(od_view text) {
  text = skip_blank(text);
  if (!text.size || text.data[0] != '{') return 0;
  for (;;) {
    size_t at = od_view_find(text, "\"schema\"");
    if (at == OD_NOT_FOUND) return 0;
    text = skip_blank(od_view_from(text, at + strlen("\"schema\"")));
    if (!text.size || text.data[0] != ':') continue;
    text = skip_blank(od_view_from(text, 1));
    if (od_view_starts_nocase(text, "\"" OD_FACTS_SCHEMA)) return 1;
  }
}
