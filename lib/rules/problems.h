/* Everything a pack is refused for, with the JSON pointer of each place. */
#ifndef OD_RULES_PROBLEMS_H
#define OD_RULES_PROBLEMS_H

#include "core/buffer.h"

typedef struct od_problem {
  od_status status;
  char *message;
  char *pointer;
  unsigned line, column; /* once located */
} od_problem;

enum { OD_PROBLEMS_MAX = 1000 };

/* Start from {0}. */
typedef struct od_problems {
  od_buffer path; /* where the reader is now */
  od_problem *list;
  size_t count, capacity;
  int no_memory;
} od_problems;

/* Goes down to a member or an item; leave with what enter returned. */
size_t od_problems_enter(od_problems *p, const char *member);
size_t od_problems_enter_item(od_problems *p, size_t index);
void od_problems_leave(od_problems *p, size_t mark);

/* Notes a problem at the current place; beyond the maximum none is kept. */
void od_problem_add(od_problems *p, od_status status, const char *format, ...)
    OD_PRINTF(3, 4);

/* Finds line and column of each and sorts by them. OD_OK, OD_ENOMEM. */
od_status od_problems_locate(od_problems *p, od_view text);

/* The first as the error record; OD_OK if there is none. */
od_status od_problems_fail(od_problems *p, const char *file);

void od_problems_release(od_problems *p);

#endif
