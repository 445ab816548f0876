#include "facts/located.h"

#include <stdio.h>
#include <string.h>

od_view od_located_source(const od_json *item) {
  return od_json_view(od_json_member(item, "source"));
}

int od_located(const od_json *list) {
  const od_json *item = od_json_first(list);
  for (; item; item = od_json_next(item))
    if (od_located_source(item).size) return 1;
  return 0;
}

static od_json *copy_without_source(const od_json *item) {
  od_json *copy = od_json_new_object();
  const od_json *member = od_json_first(item);
  for (; copy && member; member = od_json_next(member)) {
    if (!strcmp(od_json_name(member), "source")) continue;
    if (od_json_put(copy, od_json_name(member), od_json_copy(member)) !=
        OD_OK) {
      od_json_free(copy);
      copy = NULL;
    }
  }
  return copy;
}

od_json *od_located_items(const od_json *list, od_view source) {
  od_json *items = od_json_new_array();
  const od_json *item = od_json_first(list);
  for (; items && item; item = od_json_next(item)) {
    od_view of = od_located_source(item);
    if (of.size ? od_view_compare_nocase(of, source) != 0 : source.size) continue;
    if (od_json_add(items, copy_without_source(item)) != OD_OK) {
      od_json_free(items);
      items = NULL;
    }
  }
  return items;
}

od_json *od_located_copy(const od_json *item, size_t number) {
  char id[24];
  od_json *copy = od_json_copy(item);
  if (!copy || !number || !od_json_member(item, "line")) return copy;
  snprintf(id, sizeof id, "s%zu", number);
  if (od_json_put(copy, "source", od_json_new_text(od_view_of(id))) == OD_OK)
    return copy;
  od_json_free(copy);
  return NULL;
}
