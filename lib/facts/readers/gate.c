/*
 * The last four bytes of every needle have a place in one table, letters in
 * one case; where the text has the same, the needle is compared. The needles
 * of a reader leave the table with the first of them that is found.
 */
#include "facts/readers/gate.h"

#include <stdint.h>
#include <string.h>

enum { GRAM = 4, PLACES = 8192, NEEDLES_MAX = 255 };

typedef struct needle {
  const char *text;
  size_t size;
  size_t reader;
} needle;

typedef struct table {
  unsigned char first[PLACES];          /* a needle's number from 1, or 0 */
  unsigned char next[NEEDLES_MAX + 1];  /* another one of the same place */
  needle needles[NEEDLES_MAX + 1];
  size_t count;
  unsigned open;
} table;

static unsigned place_of(const char *gram) {
  uint32_t bytes;
  memcpy(&bytes, gram, sizeof bytes);
  return (unsigned)((uint32_t)((bytes | 0x20202020u) * 2654435761u) >> 19);
}

/* 0 if it does not go in. */
static int add_needle(table *t, const char *text, size_t reader) {
  size_t size = strlen(text);
  if (size < GRAM || t->count == NEEDLES_MAX) return 0;
  unsigned place = place_of(text + size - GRAM);
  unsigned char number = (unsigned char)++t->count;
  t->needles[number] = (needle){text, size, reader};
  t->next[number] = t->first[place];
  t->first[place] = number;
  return 1;
}

/* Those of the readers that are not open yet. */
static void fill(table *t, const od_reader *const *readers, size_t count) {
  memset(t->first, 0, sizeof t->first);
  t->count = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t n = 0; readers[i]->needs && readers[i]->needs[n]; n++)
      if (!(t->open >> i & 1) && !add_needle(t, readers[i]->needs[n], i))
        t->open |= 1u << i;
}

/* 1 if a reader was opened: a needle of its ends four bytes behind `at`. */
static int compare(table *t, od_view text, size_t at) {
  unsigned before = t->open;
  size_t end = at + GRAM;
  for (size_t i = t->first[place_of(text.data + at)]; i; i = t->next[i]) {
    const needle *n = &t->needles[i];
    if (n->size > end) continue;
    if (od_view_starts_nocase(od_view_from(text, end - n->size), n->text))
      t->open |= 1u << n->reader;
  }
  return t->open != before;
}

/* The next place at which a needle may end; this is what costs. */
static size_t next_hit(const table *t, od_view text, size_t at) {
  while (at + GRAM <= text.size && !t->first[place_of(text.data + at)]) at++;
  return at;
}

static void search(table *t, const od_reader *const *readers, size_t count,
                   od_view text) {
  fill(t, readers, count);
  for (size_t at = 0; t->count; at++) {
    at = next_hit(t, text, at);
    if (at + GRAM > text.size) return;
    if (compare(t, text, at)) fill(t, readers, count);
  }
}

/* Without any condition of its own a reader is always asked. */
unsigned od_gate_open(const od_reader *const *readers, size_t count,
                      const od_text *text) {
  table t = {.open = 0};
  for (size_t i = 0; i < count; i++)
    if ((!readers[i]->needs && !readers[i]->may) ||
        (readers[i]->may && readers[i]->may(text)))
      t.open |= 1u << i;
  search(&t, readers, count, (od_view){text->data, text->size});
  return t.open;
}
