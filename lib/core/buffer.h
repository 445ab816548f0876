/* Text that grows. Failure is remembered, so that writers need one check. */
#ifndef OD_CORE_BUFFER_H
#define OD_CORE_BUFFER_H

#include "error.h"
#include "view.h"

/* Start from {0}; a limit of 0 is none. */
typedef struct od_buffer {
  char *data; /* NUL-terminated once anything was added */
  size_t size;
  size_t capacity;
  size_t limit;
  od_status status; /* OD_OK, OD_ENOMEM or OD_ELIMIT */
} od_buffer;

void od_buffer_add(od_buffer *buffer, const char *data, size_t size);
void od_buffer_text(od_buffer *buffer, const char *text);
void od_buffer_char(od_buffer *buffer, char c);
void od_buffer_view(od_buffer *buffer, od_view view);
void od_buffer_format(od_buffer *buffer, const char *format, ...)
    OD_PRINTF(2, 3);
/* A JSON string with its quotes; control characters are escaped. */
void od_buffer_json(od_buffer *buffer, od_view text);
/* Shortest decimal that reads back the same; '.' in every locale. */
void od_buffer_number(od_buffer *buffer, double number);
void od_buffer_release(od_buffer *buffer);
/* Releases a part that went into a whole: its failure is the whole's too. */
void od_buffer_end(od_buffer *part, od_buffer *whole);

/* Hands the text over ("" if nothing was added), or sets the error record. */
od_status od_buffer_take(char **out, od_buffer *buffer);

#endif
