#include "facts/model.h"

#include <stdlib.h>
#include <string.h>

const char *od_fact_state_name(od_fact_state state) {
  switch (state) {
    case OD_FACT_MEASURED: return "measured";
    case OD_FACT_ABSENT: return "absent";
    case OD_FACT_DENIED: return "denied";
    case OD_FACT_UNREADABLE: return "unreadable";
    default: return "not-asked";
  }
}

od_facts *od_facts_new(void) { return od_alloc_zero(1, sizeof(od_facts)); }

void od_facts_free(od_facts *facts) {
  if (!facts) return;
  for (size_t i = 0; i < facts->count; i++)
    od_json_free((od_json *)facts->facts[i].value);
  for (size_t i = 0; i < facts->conflict_count; i++) {
    od_conflict *conflict = &facts->conflicts[i];
    for (size_t v = 0; v < conflict->count; v++)
      od_json_free(conflict->values[v].value);
    od_free(conflict->values);
  }
  od_free(facts->facts);
  od_free(facts->conflicts);
  od_free(facts->sources);
  od_arena_free(&facts->arena);
  od_free(facts);
}

static const char *keep(od_facts *facts, const char *text) {
  return od_arena_text(&facts->arena, text, strlen(text));
}

/* Names of the dictionary are not copied. */
static const char *keep_name(od_facts *facts, const char *name) {
  const od_fact_entry *entry = od_dictionary_find(name);
  return entry && !strcmp(entry->name, name) ? entry->name
                                             : keep(facts, name);
}

static const char *source_id(od_facts *facts, size_t number) {
  char digits[24];
  size_t at = sizeof digits;
  digits[--at] = '\0';
  for (size_t n = number; n; n /= 10) digits[--at] = (char)('0' + n % 10);
  digits[--at] = 's';
  return keep(facts, digits + at);
}

od_status od_facts_add_source(od_facts *facts, const od_source *source) {
  od_source kept = *source;
  if (!od_grow((void **)&facts->sources, &facts->source_capacity,
               facts->source_count, sizeof *facts->sources))
    return od_fail_memory();
  kept.id = source_id(facts, facts->source_count + 1);
  kept.kind = keep(facts, source->kind);
  kept.name = keep(facts, source->name);
  if (!kept.id || !kept.kind || !kept.name) return od_fail_memory();
  facts->sources[facts->source_count++] = kept;
  return OD_OK;
}

od_status od_facts_reserve(od_facts *facts, size_t more) {
  size_t wanted = facts->count + more;
  if (wanted <= facts->capacity) return OD_OK;
  od_fact *grown = od_resize(facts->facts, wanted, sizeof *grown);
  if (!grown) return od_fail_memory();
  facts->facts = grown;
  facts->capacity = wanted;
  return OD_OK;
}

od_status od_facts_add(od_facts *facts, const od_fact *fact, od_json *value) {
  od_fact kept = *fact;
  if (!od_grow((void **)&facts->facts, &facts->capacity, facts->count,
               sizeof *facts->facts))
    goto out;
  kept.value = value;
  kept.name = keep_name(facts, fact->name);
  kept.why = fact->why ? keep(facts, fact->why) : NULL;
  if (!kept.name || (fact->why && !kept.why)) goto out;
  facts->facts[facts->count++] = kept;
  return OD_OK;
out:
  od_json_free(value);
  return od_fail_memory();
}

od_status od_facts_open_conflict(od_facts *facts, const char *name,
                                 size_t *index) {
  if (!od_grow((void **)&facts->conflicts, &facts->conflict_capacity,
               facts->conflict_count, sizeof *facts->conflicts))
    return od_fail_memory();
  od_conflict conflict = {keep_name(facts, name), NULL, 0, 0};
  if (!conflict.name) return od_fail_memory();
  *index = facts->conflict_count++;
  facts->conflicts[*index] = conflict;
  return OD_OK;
}

od_status od_facts_add_conflict(od_facts *facts, size_t index,
                                const od_conflict_value *value) {
  od_conflict *conflict = &facts->conflicts[index];
  const char *why = value->why ? keep(facts, value->why) : NULL;
  if ((value->why && !why) ||
      !od_grow((void **)&conflict->values, &conflict->capacity,
               conflict->count, sizeof *conflict->values)) {
    od_json_free(value->value);
    return od_fail_memory();
  }
  conflict->values[conflict->count] = *value;
  conflict->values[conflict->count++].why = why;
  return OD_OK;
}

od_status od_facts_set_subject(od_facts *facts, od_view account, od_view sid,
                               const char *found_by) {
  od_subject *subject = &facts->subject;
  if (account.size)
    subject->account = od_arena_text(&facts->arena, account.data,
                                     account.size);
  if (sid.size)
    subject->sid = od_arena_text(&facts->arena, sid.data, sid.size);
  if (found_by) subject->found_by = keep(facts, found_by);
  if ((account.size && !subject->account) || (sid.size && !subject->sid) ||
      (found_by && !subject->found_by))
    return od_fail_memory();
  return OD_OK;
}

static int compare_facts(const void *a, const void *b) {
  return strcmp(((const od_fact *)a)->name, ((const od_fact *)b)->name);
}

static int compare_conflicts(const void *a, const void *b) {
  return strcmp(((const od_conflict *)a)->name,
                ((const od_conflict *)b)->name);
}

void od_facts_seal(od_facts *facts) {
  if (facts->count)
    qsort(facts->facts, facts->count, sizeof *facts->facts, compare_facts);
  if (facts->conflict_count)
    qsort(facts->conflicts, facts->conflict_count, sizeof *facts->conflicts,
          compare_conflicts);
  facts->sealed = facts->count;
}

size_t od_facts_count(const od_facts *facts) { return facts->count; }

const od_fact *od_facts_at(const od_facts *facts, size_t index) {
  return index < facts->count ? &facts->facts[index] : NULL;
}

const od_fact *od_facts_find(const od_facts *facts, const char *name) {
  od_fact key = {name, OD_FACT_MEASURED, NULL, NULL, 0, 0};
  if (!facts->sealed) return NULL;
  return bsearch(&key, facts->facts, facts->sealed, sizeof *facts->facts,
                 compare_facts);
}

const od_conflict *od_facts_conflict(const od_facts *facts,
                                     const char *name) {
  od_conflict key = {name, NULL, 0, 0};
  if (!facts->conflict_count) return NULL;
  return bsearch(&key, facts->conflicts, facts->conflict_count,
                 sizeof *facts->conflicts, compare_conflicts);
}

size_t od_facts_source_count(const od_facts *facts) {
  return facts->source_count;
}

const od_source *od_facts_source(const od_facts *facts, size_t index) {
  return index < facts->source_count ? &facts->sources[index] : NULL;
}

const od_subject *od_facts_subject(const od_facts *facts) {
  return &facts->subject;
}

int od_facts_captured(const od_facts *facts, long long *ms) {
  if (facts->has_captured) *ms = facts->captured;
  return facts->has_captured;
}
