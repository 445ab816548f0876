/* What JavaScript says about values: truth, equality, order, text. */
#include "rules/logic_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_MEMBERS = 8 };

unsigned od_hash(od_view text) {
  unsigned hash = 2166136261u;
  for (size_t i = 0; i < text.size; i++)
    hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
  return hash;
}

int od_view_same(od_view a, od_view b) {
  return a.size == b.size && (!a.size || !memcmp(a.data, b.data, a.size));
}

od_truth od_value_truth_at_length(const od_value *value) {
  switch (value->kind) {
    case OD_KIND_UNKNOWN: return (od_truth)value->truth;
    case OD_KIND_NUMBER:
      return value->as.number != 0 && !isnan(value->as.number) ? OD_TRUE
                                                               : OD_FALSE;
    case OD_KIND_TEXT: return value->size ? OD_TRUE : OD_FALSE;
    case OD_KIND_LIST: return value->as.list->count ? OD_TRUE : OD_FALSE;
    case OD_KIND_OBJECT: return OD_TRUE;
    default: return OD_FALSE;
  }
}

unsigned od_value_depth(const od_value *value) {
  if (value->kind == OD_KIND_LIST) return value->as.list->depth;
  return value->kind == OD_KIND_OBJECT ? value->as.object->depth : 0;
}

static int same_text(const od_value *a, const od_value *b) {
  return a->size == b->size && !memcmp(a->as.text, b->as.text, a->size);
}

static int same_lists(const od_value_list *a, const od_value_list *b) {
  if (a->count != b->count || a->ambiguous || b->ambiguous) return 0;
  for (size_t i = 0; i < a->count; i++)
    if (!od_value_same(&a->items[i], &b->items[i])) return 0;
  return 1;
}

int od_value_same(const od_value *a, const od_value *b) {
  if (a->kind != b->kind) return 0;
  switch (a->kind) {
    case OD_KIND_UNKNOWN: return 0;
    case OD_KIND_NULL: return a->absent == b->absent;
    case OD_KIND_BOOL: return a->as.truth == b->as.truth;
    case OD_KIND_NUMBER:
      return !memcmp(&a->as.number, &b->as.number, sizeof a->as.number);
    case OD_KIND_TEXT: return same_text(a, b);
    case OD_KIND_LIST:
      return a->as.list == b->as.list ||
             same_lists(a->as.list, b->as.list);
    case OD_KIND_OBJECT: return a->as.object == b->as.object;
    default: return 1;
  }
}

static od_truth truth_if(int condition) {
  return condition ? OD_TRUE : OD_FALSE;
}

od_truth od_value_strict_equal(const od_value *a, const od_value *b) {
  if (a->kind == OD_KIND_UNKNOWN || b->kind == OD_KIND_UNKNOWN)
    return OD_UNKNOWN;
  if (a->kind != b->kind) return OD_FALSE;
  switch (a->kind) {
    case OD_KIND_BOOL: return truth_if(a->as.truth == b->as.truth);
    case OD_KIND_NUMBER: return truth_if(a->as.number == b->as.number);
    case OD_KIND_TEXT: return truth_if(same_text(a, b));
    case OD_KIND_LIST:
      if (a->as.list == b->as.list) return OD_TRUE;
      return a->as.list->ambiguous || b->as.list->ambiguous ? OD_UNKNOWN
                                                            : OD_FALSE;
    case OD_KIND_OBJECT: return truth_if(a->as.object == b->as.object);
    default: return OD_TRUE;
  }
}

/* ---- text ---- */

int od_text_compare(od_view a, od_view b) {
  size_t size = a.size < b.size ? a.size : b.size, i = 0;
  while (i < size && a.data[i] == b.data[i]) i++;
  if (i == size) return a.size < b.size ? -1 : a.size > b.size;
  int x = (unsigned char)a.data[i], y = (unsigned char)b.data[i];
  /* Pairs (F0..) stand before U+E000 and up (EE, EF) in UTF-16. */
  if (x >= 0xf0 && (y == 0xee || y == 0xef)) return -1;
  if (y >= 0xf0 && (x == 0xee || x == 0xef)) return 1;
  return x < y ? -1 : 1;
}

static size_t character(od_view text, size_t at) {
  unsigned char c = (unsigned char)text.data[at];
  size_t size = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
  return size <= text.size - at ? size : text.size - at;
}

size_t od_text_units(od_view text) {
  size_t units = 0;
  for (size_t at = 0; at < text.size; at += character(text, at))
    units += (unsigned char)text.data[at] >= 0xf0 ? 2 : 1;
  return units;
}

/* Where a unit starts; *half if it is the second of a pair. */
static size_t unit_at(od_view text, size_t unit, int *half) {
  size_t at = 0;
  *half = 0;
  while (at < text.size && unit) {
    size_t width = (unsigned char)text.data[at] >= 0xf0 ? 2 : 1;
    *half = unit < width;
    if (*half) break;
    at += character(text, at);
    unit -= width;
  }
  return at;
}

od_view od_text_slice(od_buffer *out, od_view text, size_t from, size_t to) {
  int half_first, half_last = 0;
  if (from >= to) return (od_view){"", 0};
  size_t start = unit_at(text, from, &half_first);
  size_t end = to < text.size ? unit_at(text, to, &half_last) : text.size;
  if (!half_first && !half_last)
    return (od_view){text.data + start, end - start};
  if (half_first) start += character(text, start);
  if (half_first) od_buffer_text(out, "\xef\xbf\xbd");
  if (end > start) od_buffer_add(out, text.data + start, end - start);
  if (half_last)
    od_buffer_text(out, "\xef\xbf\xbd");
  return (od_view){NULL, 0};
}

static void list_to_text(od_buffer *out, const od_value_list *list) {
  for (size_t i = 0; i < list->count; i++) {
    const od_value *item = &list->items[i];
    if (i) od_buffer_char(out, ',');
    if (item->kind > OD_KIND_NULL) od_value_to_text(out, item);
  }
}

void od_value_to_text(od_buffer *out, const od_value *value) {
  switch (value->kind) {
    case OD_KIND_NULL: od_buffer_text(out, "null"); break;
    case OD_KIND_BOOL:
      od_buffer_text(out, value->as.truth ? "true" : "false");
      break;
    case OD_KIND_NUMBER: od_number_write(out, value->as.number); break;
    case OD_KIND_TEXT: od_buffer_view(out, od_value_view(value)); break;
    case OD_KIND_LIST: list_to_text(out, value->as.list); break;
    case OD_KIND_OBJECT: od_buffer_text(out, "[object Object]"); break;
    default: od_buffer_text(out, "undefined"); break;
  }
}

static void write_object(od_buffer *out, const od_value_object *object) {
  od_buffer_char(out, '{');
  for (size_t i = 0; i < object->count; i++) {
    if (i) od_buffer_char(out, ',');
    od_buffer_json(out, object->members[i].name);
    od_buffer_char(out, ':');
    od_value_write(out, &object->members[i].value);
  }
  od_buffer_char(out, '}');
}

static void write_list(od_buffer *out, const od_value_list *list) {
  od_buffer_char(out, '[');
  for (size_t i = 0; i < list->count; i++) {
    if (i) od_buffer_char(out, ',');
    od_value_write(out, &list->items[i]);
  }
  od_buffer_char(out, ']');
}

void od_value_write(od_buffer *out, const od_value *value) {
  switch (value->kind) {
    case OD_KIND_BOOL:
    case OD_KIND_NUMBER:
      if (value->kind == OD_KIND_BOOL || isfinite(value->as.number)) {
        od_value_to_text(out, value);
        break;
      }
      od_buffer_text(out, "null");
      break;
    case OD_KIND_TEXT: od_buffer_json(out, od_value_view(value)); break;
    case OD_KIND_LIST: write_list(out, value->as.list); break;
    case OD_KIND_OBJECT: write_object(out, value->as.object); break;
    default: od_buffer_text(out, "null"); break;
  }
}

/* ---- objects ---- */

static int is_member(const od_value_member *member, od_view name,
                     unsigned hash) {
  return member->hash == hash && od_view_same(member->name, name);
}

od_value od_value_member_of(const od_value_object *object, od_view name,
                            unsigned hash) {
  const od_value_member *members = object->members;
  size_t i = 0, end = object->count;
  if (object->by_hash) {
    i = object->starts[hash >> object->shift];
    end = object->starts[(hash >> object->shift) + 1];
    for (; i < end; i++)
      if (is_member(&members[object->by_hash[i]], name, hash))
        return members[object->by_hash[i]].value;
  }
  for (; i < end; i++)
    if (is_member(&members[i], name, hash)) return members[i].value;
  return od_value_of(OD_KIND_UNDEFINED);
}

typedef struct slot {
  unsigned hash;
  unsigned index;
} slot;

static int compare_slots(const void *a, const void *b) {
  const slot *x = a, *y = b;
  if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* As many buckets as members, a power of two; one start more than buckets. */
static unsigned *make_starts(const od_value_object *object, const slot *slots,
                             od_arena *arena, unsigned *shift) {
  unsigned bits = 1, at = 0;
  while (bits < 24 && ((size_t)1 << bits) < object->count) bits++;
  unsigned *starts =
      od_arena_alloc(arena, (((size_t)1 << bits) + 1) * sizeof *starts);
  *shift = 32 - bits;
  for (unsigned bucket = 0; starts && bucket < 1u << bits; bucket++) {
    starts[bucket] = at;
    while (at < object->count && slots[at].hash >> *shift == bucket) at++;
    starts[bucket + 1] = at;
  }
  return starts;
}

int od_value_index_members(od_value_object *object, od_arena *arena) {
  size_t count = object->count;
  object->by_hash = NULL;
  if (count <= FEW_MEMBERS) return 1;
  if (count > (unsigned)-1 / sizeof(slot)) return 0;
  slot *slots = od_alloc_zero(count, sizeof *slots);
  unsigned *order = od_arena_alloc(arena, count * sizeof *order);
  if (slots && order) {
    for (size_t i = 0; i < count; i++)
      slots[i] = (slot){object->members[i].hash, (unsigned)i};
    qsort(slots, count, sizeof *slots, compare_slots);
    for (size_t i = 0; i < count; i++) order[i] = slots[i].index;
    object->starts = make_starts(object, slots, arena, &object->shift);
    if (object->starts) object->by_hash = order;
  }
  od_free(slots);
  return object->by_hash != NULL;
}

/* ---- from JSON: the depth is bounded by the JSON reader ---- */

static int make_text(od_view *out, const od_value_making *making,
                     const char *text) {
  *out = od_view_of(text);
  if (!making->copy) return 1;
  out->data = od_arena_text(making->arena, text, out->size);
  return out->data != NULL;
}

static int make_list(od_value *out, const od_value_making *making,
                     const od_json *json) {
  size_t count = od_json_count(json), i = 0;
  od_value_list *list = od_arena_alloc(making->arena, sizeof *list);
  if (count > (size_t)-1 / 2 / sizeof(od_value)) return 0;
  od_value *items = od_arena_alloc(making->arena, count * sizeof *items);
  if (!list || !items) return 0;
  *list = (od_value_list){items, count, 1, 0, 0};
  for (const od_json *item = od_json_first(json); item;
       item = od_json_next(item), i++) {
    if (od_value_of_json(&items[i], making, item) != OD_OK) return 0;
    unsigned depth = od_value_depth(&items[i]) + 1;
    if (depth > list->depth) list->depth = depth;
  }
  *out = (od_value){.kind = OD_KIND_LIST, .as.list = list};
  return 1;
}

static int make_object(od_value *out, const od_value_making *making,
                       const od_json *json) {
  size_t count = od_json_count(json), i = 0;
  od_value_object *object = od_arena_alloc(making->arena, sizeof *object);
  if (count > (size_t)-1 / 2 / sizeof(od_value_member)) return 0;
  od_value_member *members =
      od_arena_alloc(making->arena, count * sizeof *members);
  if (!object || !members) return 0;
  *object = (od_value_object){
      .members = members, .count = count, .depth = 1};
  for (const od_json *item = od_json_first(json); item;
       item = od_json_next(item), i++) {
    if (!make_text(&members[i].name, making, od_json_name(item))) return 0;
    if (od_value_of_json(&members[i].value, making, item) != OD_OK) return 0;
    members[i].hash = od_hash(members[i].name);
    unsigned depth = od_value_depth(&members[i].value) + 1;
    if (depth > object->depth) object->depth = depth;
  }
  *out = (od_value){.kind = OD_KIND_OBJECT, .as.object = object};
  return od_value_index_members(object, making->arena);
}

od_status od_value_of_json(od_value *out, const od_value_making *making,
                           const od_json *json) {
  int made = 1;
  od_view text;
  switch (od_json_type_of(json)) {
    case OD_JSON_BOOL: *out = od_value_bool(od_json_bool(json)); break;
    case OD_JSON_NUMBER: *out = od_value_number(od_json_number(json)); break;
    case OD_JSON_TEXT:
      made = make_text(&text, making, od_json_text(json));
      if (text.size > OD_VALUE_TEXT_MAX)
        return od_fail(OD_ELIMIT, "text of more than %u bytes",
                       OD_VALUE_TEXT_MAX);
      *out = od_value_text(text);
      break;
    case OD_JSON_ARRAY: made = make_list(out, making, json); break;
    case OD_JSON_OBJECT: made = make_object(out, making, json); break;
    default:
      *out = od_value_of(OD_KIND_NULL);
      out->absent = making->facts != 0;
      break;
  }
  return made ? OD_OK : od_fail_memory();
}
