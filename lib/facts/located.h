/*
 * Lists that say of each item where it stands: an item with a `line` is given
 * its `source` when everything is joined, and loses it when a document of
 * joined facts is joined again, as sources are then numbered anew.
 */
#ifndef OD_FACTS_LOCATED_H
#define OD_FACTS_LOCATED_H

#include "core/json.h"

/* Some item names its source. */
int od_located(const od_json *list);

/* The source that an item names; empty if none. */
od_view od_located_source(const od_json *item);

/* Copies of the items that name this source, without it. NULL: no memory. */
od_json *od_located_items(const od_json *list, od_view source);

/* A copy; with the source "s<number>" where it has a line. 0: no source. */
od_json *od_located_copy(const od_json *item, size_t number);

#endif
