/* The values that conditions compute with: JavaScript's, and unknown. */
#ifndef OD_RULES_LOGIC_VALUE_H
#define OD_RULES_LOGIC_VALUE_H

#include "core/alloc.h"
#include "core/buffer.h"
#include "core/json.h"
#include "rules/rules.h"

typedef enum od_kind {
  OD_KIND_UNDEFINED, /* an argument that was not given */
  OD_KIND_UNKNOWN,   /* not measured, or reckoned from what was not */
  OD_KIND_NULL,
  OD_KIND_BOOL,
  OD_KIND_NUMBER,
  OD_KIND_TEXT,
  OD_KIND_LIST,
  OD_KIND_OBJECT
} od_kind;

struct od_value_list;
struct od_value_object;

/* Two machine words, so that operators hand it on in registers. */
typedef struct od_value {
  unsigned char kind;
  unsigned char truth;  /* of an unknown: its truth where that is known */
  unsigned char absent; /* a null that says "proven absent" */
  unsigned size;        /* of a text */
  union {
    size_t truth;
    double number;
    const char *text;
    const struct od_value_list *list;
    const struct od_value_object *object;
  } as;
} od_value;

#define OD_VALUE_TEXT_MAX ((unsigned)-1)

typedef struct od_value_list {
  const od_value *items;
  size_t count;
  unsigned depth;          /* from 1 */
  unsigned char unknown;   /* holds an unknown, at any depth */
  unsigned char ambiguous; /* one of several lists that look the same */
} od_value_list;

typedef struct od_value_member {
  od_view name;
  unsigned hash;
  od_value value;
} od_value_member;

typedef struct od_value_object {
  const od_value_member *members; /* in their order */
  const unsigned *by_hash;        /* their order; NULL while there are few */
  const unsigned *starts; /* of each bucket of hashes in by_hash */
  unsigned shift;         /* from a hash to its bucket */
  size_t count;
  unsigned depth;
  unsigned char unknown; /* as of a list */
} od_value_object;

enum { OD_VALUE_DEEPEST = 600 };

static inline od_value od_value_of(od_kind kind) {
  return (od_value){.kind = (unsigned char)kind, .truth = OD_UNKNOWN};
}
static inline od_value od_value_unknown(od_truth truth) {
  return (od_value){.kind = OD_KIND_UNKNOWN, .truth = (unsigned char)truth};
}
static inline od_value od_value_bool(int truth) {
  return (od_value){.kind = OD_KIND_BOOL, .as.truth = truth != 0};
}
static inline od_value od_value_number(double number) {
  return (od_value){.kind = OD_KIND_NUMBER, .as.number = number};
}
/* Longer texts are refused where they come from (od_value_of_json). */
static inline od_value od_value_text(od_view text) {
  return (od_value){.kind = OD_KIND_TEXT,
                    .size = (unsigned)text.size,
                    .as.text = text.data};
}
static inline od_view od_value_view(const od_value *value) {
  return (od_view){value->as.text, value->size};
}
static inline od_value od_value_truth_of(od_truth truth) {
  return truth == OD_UNKNOWN ? od_value_unknown(OD_UNKNOWN)
                             : od_value_bool(truth == OD_TRUE);
}

unsigned od_hash(od_view text);
int od_view_same(od_view a, od_view b);

/* JsonLogic's truth: as JavaScript's, but an empty list is false. */
od_truth od_value_truth_at_length(const od_value *value);
static inline od_truth od_value_truth(const od_value *value) {
  if (value->kind == OD_KIND_BOOL) return (od_truth)value->as.truth;
  return od_value_truth_at_length(value);
}

/* Whether it is or holds something unknown. */
static inline int od_value_uncertain(const od_value *value) {
  if (value->kind < OD_KIND_LIST) return value->kind == OD_KIND_UNKNOWN;
  return value->kind == OD_KIND_LIST ? value->as.list->unknown
                                     : value->as.object->unknown;
}
unsigned od_value_depth(const od_value *value);

/* The same in every respect that a program could see but identity. */
int od_value_same(const od_value *a, const od_value *b);

/* JavaScript's ===, three-valued. */
od_truth od_value_strict_equal(const od_value *a, const od_value *b);

/* Text as JavaScript orders it: by UTF-16 units. <0, 0, >0 */
int od_text_compare(od_view a, od_view b);
size_t od_text_units(od_view text); /* length in UTF-16 units */
/*
 * Units from..to: a part of the text itself or, where that would cut a pair,
 * data NULL and the part in `out`, each half of a pair as U+FFFD.
 */
od_view od_text_slice(od_buffer *out, od_view text, size_t from, size_t to);

/* A member; undefined if there is none. */
od_value od_value_member_of(const od_value_object *object, od_view name,
                            unsigned hash);

/* String(value); what is unknown must be asked before. */
void od_value_to_text(od_buffer *out, const od_value *value);

/* JSON.stringify: undefined, unknown and what is no number are null. */
void od_value_write(od_buffer *out, const od_value *value);

/*
 * Makes a value of JSON: texts are copied, or else borrowed from it. In facts
 * every null means "absent". OD_OK, OD_ENOMEM.
 */
typedef struct od_value_making {
  od_arena *arena;
  int copy;
  int facts;
} od_value_making;
od_status od_value_of_json(od_value *out, const od_value_making *making,
                           const od_json *json);

/* Sorts the members for look-up; 0 when out of memory. */
int od_value_index_members(od_value_object *object, od_arena *arena);

/* Number(text), or parseFloat(text) of its beginning. OD_OK, OD_ENOMEM. */
od_status od_number_read(double *out, od_view text);
od_status od_number_read_start(double *out, od_view text);

/* String(number): shortest, 1e21, NaN, Infinity. */
void od_number_write(od_buffer *out, double number);

#endif
