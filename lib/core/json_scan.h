/* The strict scan in front of cJSON, and places in a JSON text. */
#ifndef OD_CORE_JSON_SCAN_H
#define OD_CORE_JSON_SCAN_H

#include "core/json.h"

enum { OD_JSON_DEEPEST = 512, OD_JSON_NUMBER_SIZE = 63 };

/* One open array or object. */
typedef struct od_json_level {
  int object;
  size_t index;       /* of the element, from 0 */
  od_view name;       /* of the member, raw; data NULL: none was read yet */
} od_json_level;

typedef struct od_json_scan {
  char *text; /* commas that are forgiven become blanks */
  size_t size;
  size_t at;
  unsigned depth;
  unsigned max_depth;
  const od_json_options *options;
  od_view wanted;     /* a pointer to be found; data NULL: none */
  size_t found;       /* where its value starts, or OD_NOT_FOUND */
  const char *problem;
  struct { /* the last place that was warned of, all from 0 */
    size_t at;
    unsigned line, column;
  } mark;
  od_json_level levels[OD_JSON_DEEPEST + 1];
} od_json_scan;

/* 1 if the whole text is strict JSON; else problem says why, at is where. */
int od_json_scan_run(od_json_scan *scan);

/* Line and column (in characters) of a byte. */
void od_json_place(od_view text, size_t at, unsigned *line, unsigned *column);

/* Appends "/name" with ~ and / escaped (RFC 6901). */
void od_json_pointer_add(od_buffer *pointer, od_view name);

/* Appends the pointer of the value or object in which the scan stands. */
void od_json_scan_pointer(od_buffer *pointer, const od_json_scan *scan);

#endif
