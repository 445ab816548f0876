/* An element of a list fact while a reader makes it. */
#ifndef OD_FACTS_READERS_RECORD_H
#define OD_FACTS_READERS_RECORD_H

#include "facts/facts.h"

/* Failure is remembered until the record is appended. */
typedef struct od_record {
  od_json *json;
  od_status status;
} od_record;

od_record od_record_new(void);
void od_record_put(od_record *r, const char *name, od_json *value);
void od_record_text(od_record *r, const char *name, od_view text);
void od_record_lower(od_record *r, const char *name, od_view text);
void od_record_texts(od_record *r, const char *name, const od_view *list,
                     size_t count);

/* Adds the line and appends the record, which is used up. */
void od_record_append(od_evidence *e, const char *fact, unsigned line,
                      od_record *r);

#endif
