#include <string.h>

#include "core/time.h"
#include "facts/model.h"

#include "dictionary.inc"

enum {
  ENTRIES = sizeof entries / sizeof *entries,
  WILDCARDS = sizeof wildcards / sizeof *wildcards,
  KINDS = sizeof kinds / sizeof *kinds
};

size_t od_dictionary_count(void) { return ENTRIES; }

const od_fact_entry *od_dictionary_at(size_t index) {
  return index < ENTRIES ? &entries[index] : NULL;
}

static const od_fact_entry *find_exact(const char *name) {
  size_t low = 0, high = ENTRIES;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(name, entries[middle].name);
    if (!order) return &entries[middle];
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return NULL;
}

/* What stands for the "*" of a pattern; empty if the name does not fit. */
static od_view free_part(const char *pattern, const char *name) {
  const char *star = strchr(pattern, '*');
  size_t before = (size_t)(star - pattern), after = strlen(star + 1);
  size_t size = strlen(name);
  od_view part = {name, 0};
  if (size <= before + after || memcmp(name, pattern, before) ||
      memcmp(name + size - after, star + 1, after))
    return part;
  part.data += before;
  part.size = size - before - after;
  return part;
}

const od_fact_entry *od_dictionary_match(const char *name, int *known) {
  const od_fact_entry *exact = find_exact(name);
  *known = exact != NULL;
  if (exact) return strchr(name, '*') ? NULL : exact;
  for (size_t i = 0; i < WILDCARDS; i++) {
    const od_fact_entry *entry = &entries[wildcards[i]];
    od_view part = free_part(entry->name, name);
    if (!part.size) continue;
    *known = 1;
    if (od_view_find_char(part, '.') == OD_NOT_FOUND) return entry;
  }
  return NULL;
}

const od_fact_entry *od_dictionary_find(const char *name) {
  int known;
  return od_dictionary_match(name, &known);
}

/* `group` is the start of the pattern up to a dot; "*" is any one part. */
static int starts_pattern(const char *pattern, const char *group) {
  while (*group) {
    if (*pattern == '*') {
      size_t part = strcspn(group, ".");
      if (!part) return 0;
      group += part;
      pattern++;
    } else if (*pattern++ != *group++) {
      return 0;
    }
  }
  return *pattern == '.';
}

int od_dictionary_has_group(const char *group) {
  for (size_t i = 0; i < ENTRIES; i++)
    if (starts_pattern(entries[i].name, group)) return 1;
  return 0;
}

unsigned od_dictionary_rank(const char *kind) {
  unsigned rank = 0;
  while (rank < KINDS && strcmp(kinds[rank], kind)) rank++;
  return rank;
}

static int items_fit(const od_fact_entry *entry, const od_json *list) {
  const od_json *item = od_json_first(list);
  for (; item; item = od_json_next(item)) {
    od_json_type type = od_json_type_of(item);
    if (entry->items == OD_TYPE_TEXT && type != OD_JSON_TEXT) return 0;
    if (entry->items == OD_TYPE_OBJECT && type != OD_JSON_OBJECT) return 0;
  }
  return 1;
}

int od_fact_type_fits(const od_fact_entry *entry, const od_json *value) {
  long long ms;
  od_json_type type = od_json_type_of(value);
  switch (entry->type) {
    case OD_TYPE_BOOL: return type == OD_JSON_BOOL;
    case OD_TYPE_NUMBER: return type == OD_JSON_NUMBER;
    case OD_TYPE_TEXT: return type == OD_JSON_TEXT;
    case OD_TYPE_TIME: return od_time_parse(od_json_view(value), &ms);
    case OD_TYPE_LIST: return type == OD_JSON_ARRAY && items_fit(entry, value);
    case OD_TYPE_OBJECT: return type == OD_JSON_OBJECT;
    default: return type != OD_JSON_NULL && type != OD_JSON_OBJECT;
  }
}

const char *od_fact_type_name(const od_fact_entry *entry) {
  switch (entry->type) {
    case OD_TYPE_BOOL: return "true or false";
    case OD_TYPE_NUMBER: return "a number";
    case OD_TYPE_TEXT: return "text";
    case OD_TYPE_TIME: return "a time";
    case OD_TYPE_LIST:
      return entry->items == OD_TYPE_OBJECT ? "a list of objects"
                                            : "a list of texts";
    case OD_TYPE_OBJECT: return "an object";
    default: return "a value";
  }
}
