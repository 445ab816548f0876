/* Filling the calling thread's error record. */
#ifndef OD_CORE_ERROR_H
#define OD_CORE_ERROR_H

#include "od0x8004/base.h"

/* C99 has no words for these; every compiler we know takes them. */
#define OD_PRINTF(at, rest) __attribute__((format(printf, at, rest)))
#define OD_THREAD_LOCAL __thread

/* Where in a text; file and pointer may be NULL, line and column 0. */
typedef struct od_place {
  const char *file;
  unsigned line;   /* from 1 */
  unsigned column; /* from 1, in characters */
  const char *pointer;
} od_place;

/* Each sets the record and returns the status, for `return od_fail(...)`. */
od_status od_fail(od_status status, const char *format, ...) OD_PRINTF(2, 3);
od_status od_fail_at(od_status status, const od_place *place,
                     const char *format, ...) OD_PRINTF(3, 4);
od_status od_fail_system(od_status status, long code, const char *text,
                         const char *format, ...) OD_PRINTF(4, 5);
od_status od_fail_memory(void);

/* Every fallible public call starts with this. */
void od_error_clear(void);

/* The record's parts, for those who collect failures. */
od_status od_error_status(void);
const od_place *od_error_place(void);
const char *od_error_bare_message(void); /* without the place in front */

#endif
