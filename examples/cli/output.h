/* Exit status, growing text, messages and where the answer goes. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stddef.h>

#include "od0x8004/od0x8004.h"

/* The contract's numbers (docs/cli.md). */
enum {
  EXIT_DONE = 0,
  EXIT_TROUBLE = 1,
  EXIT_USAGE = 2,
  EXIT_INPUT = 3,
  EXIT_UNSUPPORTED = 4,
  EXIT_REFUSED = 5,
  EXIT_CANNOT_TELL = 6,
  EXIT_STOPPED = 7,
  EXIT_INTERNAL = 8,
  EXIT_STEP = 9
};

/* Where two hold, the one that the contract names first. */
int exit_first(int a, int b);

/* The exit status of a failed library call about an input. */
int exit_of(od_status status);

/* Text that grows; a failed allocation is remembered in `failed`. */
typedef struct text {
  char *data; /* NUL-terminated once anything was added */
  size_t size;
  size_t room;
  int failed;
} text;

void text_add(text *t, const char *piece);
void text_add_bytes(text *t, const char *data, size_t size);
void text_add_number(text *t, unsigned long number);
void text_add_blanks(text *t, size_t count);
void text_free(text *t);

/*
 * Says one line on standard error: "od0x8004: " and the pieces, the last of
 * which is NULL. Control characters of foreign names become '?'.
 */
void say(const char *first, ...);

/* Says every line of it. */
void say_lines(const char *lines);

/* Says the calling thread's error record. */
void say_error(void);

int is_standard_input(const char *path);

/*
 * A whole file, '-' being standard input; at most 64 MB. EXIT_DONE, or
 * EXIT_INPUT, EXIT_INTERNAL after saying why.
 */
int read_file(text *out, const char *path);

/* The answer to standard output or, whole or not at all, into a file. */
int write_standard_output(const text *answer);
int write_file(const char *path, const text *answer);

/* Marks headings and grades of a text report for a terminal. */
void colour(text *out, const text *report);

#endif
