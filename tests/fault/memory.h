/*
 * The program's own malloc and friends: they count, and the n-th call between
 * fault_arm and fault_disarm fails, whoever makes it: the library, cJSON or
 * the C library on their behalf.
 */
#ifndef OD_TEST_MEMORY_H
#define OD_TEST_MEMORY_H

#include <stddef.h>

void fault_arm(size_t nth); /* 0: only counts */
size_t fault_disarm(void);  /* how many allocations were asked for */
int fault_happened(void);
long fault_live_blocks(void);

#endif
