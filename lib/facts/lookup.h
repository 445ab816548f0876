/* Items of a list by a text of theirs, found without looking at them all. */
#ifndef OD_FACTS_LOOKUP_H
#define OD_FACTS_LOOKUP_H

#include "core/json.h"

typedef struct od_lookup_entry {
  od_view text;
  const od_json *item;
  size_t order; /* of those with the same text the first is found */
} od_lookup_entry;

typedef struct od_lookup {
  od_lookup_entry *list;
  size_t count, capacity;
  od_status status;
} od_lookup;

void od_lookup_add(od_lookup *lookup, od_view text, const od_json *item);
/* After the last one. */
void od_lookup_sort(od_lookup *lookup);
/* Letters of both cases are one; NULL: there is none. */
const od_json *od_lookup_find(const od_lookup *lookup, od_view text);
void od_lookup_release(od_lookup *lookup);

#endif
