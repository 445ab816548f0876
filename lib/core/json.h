/*
 * JSON: a strict scan, then cJSON, which only this module knows.
 *
 * Values are trees. A constructor returns NULL when out of memory; od_json_add
 * and od_json_put take NULL for it and then report OD_ENOMEM, so calls nest.
 */
#ifndef OD_CORE_JSON_H
#define OD_CORE_JSON_H

#include "buffer.h"
#include "error.h"
#include "view.h"

typedef struct od_json od_json;

typedef enum od_json_type {
  OD_JSON_NULL,
  OD_JSON_BOOL,
  OD_JSON_NUMBER,
  OD_JSON_TEXT,
  OD_JSON_ARRAY,
  OD_JSON_OBJECT
} od_json_type;

/* What was read all the same; called once for each, in order. */
typedef void (*od_json_warn)(void *user, const od_place *place,
                             const char *message);

typedef struct od_json_options {
  const char *name; /* the file in errors; may be NULL */
  unsigned max_depth; /* 0: 128 */
  int forgive_commas; /* trailing commas are a warning */
  od_json_warn warn;  /* may be NULL */
  void *user;
} od_json_options;

/*
 * Reads one JSON text (RFC 8259, UTF-8, no BOM). Refused with line, column
 * and pointer: what is not JSON, invalid UTF-8, lone surrogates, \u0000, raw
 * control characters, numbers beyond a double, a member named twice, depth.
 */
od_status od_json_parse(od_json **out, od_view text,
                        const od_json_options *options);

/* As od_json_parse, with the options that a job holds and its warnings. */
od_status od_json_parse_for(od_json **out, const char *name, od_view text,
                            od_job *job);

/* Finds where the value of a JSON pointer stands; 0 if it is not there. */
int od_json_locate(od_view text, const char *pointer, unsigned *line,
                   unsigned *column);

/* Looking. Every one of these takes NULL for "no value". */
od_json_type od_json_type_of(const od_json *value); /* NULL: OD_JSON_NULL */
int od_json_is(const od_json *value, od_json_type type); /* NULL: 0 */
const char *od_json_name(const od_json *value);  /* as a member, else NULL */
const char *od_json_text(const od_json *value);  /* NULL unless text */
od_view od_json_view(const od_json *value);      /* empty unless text */
double od_json_number(const od_json *value);     /* 0 unless a number */
int od_json_bool(const od_json *value);          /* 0 unless true */
const od_json *od_json_first(const od_json *value); /* of array or object */
const od_json *od_json_next(const od_json *item);
size_t od_json_count(const od_json *value);      /* walks the list */
const od_json *od_json_member(const od_json *object, const char *name);
int od_json_equal(const od_json *a, const od_json *b); /* member order free */

/* Making. Text is copied. */
od_json *od_json_new_null(void);
od_json *od_json_new_bool(int truth);
od_json *od_json_new_number(double number);
od_json *od_json_new_text(od_view text);
od_json *od_json_new_array(void);
od_json *od_json_new_object(void);
od_json *od_json_copy(const od_json *value);

/* Take the item, also when they fail. O(1). */
od_status od_json_add(od_json *array, od_json *item);
od_status od_json_put(od_json *object, const char *name, od_json *item);
void od_json_free(od_json *value);

/* Writes: members in their order; indent 0 is one line, else blanks a level.
   The buffer remembers failure. */
void od_json_write(od_buffer *out, const od_json *value, int indent);

#endif
