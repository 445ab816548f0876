/* The one gate through which this library allocates, and an arena over it. */
#ifndef OD_CORE_ALLOC_H
#define OD_CORE_ALLOC_H

#include "od0x8004/base.h"

/* NULL when out of memory; none of these sets the error record. */
void *od_alloc(size_t size);
void *od_alloc_zero(size_t count, size_t size);
void *od_resize(void *old, size_t count, size_t size);
char *od_copy_text(const char *text, size_t size); /* adds the NUL */

/* Many small things that are freed together. Start from {0}. */
typedef struct od_arena {
  struct od_arena_block *last;
} od_arena;

void *od_arena_alloc(od_arena *arena, size_t size); /* zeroed, aligned */
char *od_arena_text(od_arena *arena, const char *text, size_t size);
void od_arena_free(od_arena *arena);

/*
 * Grows an array so that one more item fits; returns 0 when out of memory.
 * usage: if (!od_grow((void **)&list, &capacity, count, sizeof *list)) ...
 */
int od_grow(void **list, size_t *capacity, size_t count, size_t size);

#endif
