#include "facts/lookup.h"

#include <stdlib.h>

#include "core/alloc.h"

void od_lookup_add(od_lookup *lookup, od_view text, const od_json *item) {
  if (lookup->status != OD_OK) return;
  if (!od_grow((void **)&lookup->list, &lookup->capacity, lookup->count,
               sizeof *lookup->list)) {
    lookup->status = od_fail_memory();
    return;
  }
  lookup->list[lookup->count] = (od_lookup_entry){text, item, lookup->count};
  lookup->count++;
}

static int compare(const void *a, const void *b) {
  const od_lookup_entry *x = a, *y = b;
  int order = od_view_compare_nocase(x->text, y->text);
  return order ? order : (x->order > y->order) - (x->order < y->order);
}

void od_lookup_sort(od_lookup *lookup) {
  if (lookup->count)
    qsort(lookup->list, lookup->count, sizeof *lookup->list, compare);
}

const od_json *od_lookup_find(const od_lookup *lookup, od_view text) {
  size_t low = 0, high = lookup->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (od_view_compare_nocase(lookup->list[middle].text, text) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == lookup->count ||
      od_view_compare_nocase(lookup->list[low].text, text))
    return NULL;
  return lookup->list[low].item;
}

void od_lookup_release(od_lookup *lookup) {
  od_free(lookup->list);
  lookup->list = NULL;
}
