/* Which readers a large text may be for, found in one pass for all of them. */
#ifndef OD_FACTS_READERS_GATE_H
#define OD_FACTS_READERS_GATE_H

#include "facts/readers/readers.h"

/*
 * A bit for each of at most 32 readers. 0: it cannot recognise the text, as
 * nothing that it needs is there. 1: it has to be asked.
 */
unsigned od_gate_open(const od_reader *const *readers, size_t count,
                      const od_text *text);

#endif
