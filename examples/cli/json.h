/* Looks into documents that the library wrote; sound JSON is taken as given. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include "output.h"

/* A value inside a document, from its first to its last character. */
typedef struct span {
  const char *data;
  size_t size;
} span;

span span_of(const char *document);

/* The member of that name; an empty span if there is none. */
span json_member(span object, const char *name);

/*
 * The next member of an object or item of an array (its key is empty then).
 * Start from *at = 0; 0 at the end.
 */
int json_next(span container, size_t *at, span *key, span *value);

int json_is(span value, char first); /* '{' '[' '"' … */
int json_is_text(span value, const char *expected);
unsigned long json_count(span array);

/* A string without its quotes and escapes (control characters as blanks),
   anything else as it stands. */
void json_add_plain(text *out, span value);

#endif
