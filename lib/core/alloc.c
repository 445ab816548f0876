#include "core/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 16 * 1024, ALIGNMENT = 16 };

struct od_arena_block {
  struct od_arena_block *before;
  size_t size;
  size_t used;
  /* the bytes follow, aligned */
};

void *od_alloc(size_t size) { return malloc(size ? size : 1); }

void *od_alloc_zero(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) return NULL;
  return calloc(count ? count : 1, size ? size : 1);
}

void *od_resize(void *old, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) return NULL;
  size_t bytes = count * size;
  return realloc(old, bytes ? bytes : 1);
}

void od_free(void *text) { free(text); }

char *od_copy_text(const char *text, size_t size) {
  char *copy = size < SIZE_MAX ? od_alloc(size + 1) : NULL;
  if (!copy) return NULL;
  if (size) memcpy(copy, text, size);
  copy[size] = '\0';
  return copy;
}

int od_grow(void **list, size_t *capacity, size_t count, size_t size) {
  if (count < *capacity) return 1;
  size_t wanted = *capacity ? *capacity * 2 : 8;
  void *grown = wanted > *capacity ? od_resize(*list, wanted, size) : NULL;
  if (!grown) return 0;
  *list = grown;
  *capacity = wanted;
  return 1;
}

static size_t block_header(void) {
  return (sizeof(struct od_arena_block) + ALIGNMENT - 1) / ALIGNMENT *
         ALIGNMENT;
}

static struct od_arena_block *add_block(od_arena *arena, size_t size) {
  size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
  struct od_arena_block *block = od_alloc(block_header() + room);
  if (!block) return NULL;
  *block = (struct od_arena_block){arena->last, room, 0};
  arena->last = block;
  return block;
}

void *od_arena_alloc(od_arena *arena, size_t size) {
  if (size > SIZE_MAX / 2) return NULL;
  size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  struct od_arena_block *block = arena->last;
  if (!block || block->size - block->used < size) {
    block = add_block(arena, size);
    if (!block) return NULL;
  }
  void *bytes = (char *)block + block_header() + block->used;
  block->used += size;
  return memset(bytes, 0, size);
}

char *od_arena_text(od_arena *arena, const char *text, size_t size) {
  char *copy = size < SIZE_MAX ? od_arena_alloc(arena, size + 1) : NULL;
  if (copy && size) memcpy(copy, text, size);
  return copy;
}

void od_arena_free(od_arena *arena) {
  while (arena->last) {
    struct od_arena_block *before = arena->last->before;
    od_free(arena->last);
    arena->last = before;
  }
}
