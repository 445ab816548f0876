#include "memory.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* glibc's own, under the names that it keeps for this. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

static int armed, happened;
static size_t asked, failing;
static long live;

void fault_arm(size_t nth) {
  failing = nth;
  asked = 0;
  happened = 0;
  armed = 1;
}

size_t fault_disarm(void) {
  armed = 0;
  return asked;
}

int fault_happened(void) { return happened; }
long fault_live_blocks(void) { return live; }

static int fails(void) {
  if (!armed || ++asked != failing) return 0;
  happened = 1;
  errno = ENOMEM;
  return 1;
}

static void *counted(void *block) {
  if (block) live++;
  return block;
}

void *malloc(size_t size) {
  return fails() ? NULL : counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size) {
  return fails() ? NULL : counted(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size) {
  if (fails()) return NULL;
  return old ? __libc_realloc(old, size) : counted(__libc_realloc(old, size));
}

void *memalign(size_t alignment, size_t size) {
  return fails() ? NULL : counted(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size) {
  return memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
  void *block = memalign(alignment, size);
  if (!block) return ENOMEM;
  *out = block;
  return 0;
}

void free(void *block) {
  if (!block) return;
  live--;
  __libc_free(block);
}
