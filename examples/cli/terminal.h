/* What differs by system: terminals, signals, the watcher, kinds of files. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stddef.h>

#include "od0x8004/od0x8004.h"

int terminal_is_output(void); /* standard output is a terminal with colours */
int terminal_is_error(void);

/*
 * From here to terminal_unwatch() an interrupt cancels the job, a second one
 * ends the process with status 7; progress is drawn on standard error if
 * asked for and the work takes longer than a second.
 */
void terminal_watch(od_job *job, int progress);
int terminal_unwatch(void); /* 1: there was an interrupt */

/* A closed pipe becomes a failed write instead of a silent end. */
void terminal_keep_broken_pipe(void);

/* How a file is to be replaced. */
typedef struct target {
  char *path; /* links followed; free() it */
  int special; /* a device or pipe: written in place, never replaced */
  int has_mode;
  unsigned mode; /* of the file that stands there */
} target;

/* 0 if there is no memory. */
int target_resolve(target *out, const char *path);
void target_keep_mode(const target *t, const char *temporary);

unsigned long process_number(void);

#endif
