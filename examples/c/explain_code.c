/*
 * What does a code mean? One call, no file, no network.
 *
 *   cc explain_code.c $(pkg-config --cflags --libs od0x8004) -o explain_code
 *   ./explain_code 0x8004de40
 *   ./explain_code -2147164592 "Login failed: AADSTS50126"
 */
#include <stdio.h>

#include "od0x8004/od0x8004.h"

/* Explains one code, or every code in a whole message. */
static int explain(const char *input) {
  char *report = NULL;

  /* "json" instead of "text" gives the document od0x8004.code/1. */
  if (od_code_explain(&report, input, "text") != OD_OK) {
    /* The record of what failed belongs to this thread. */
    fprintf(stderr, "explain_code: %s\n", od_error_message());
    return 1;
  }
  fputs(report, stdout);

  /* Text that the library hands out goes back to the library. */
  od_free(report);
  return 0;
}

int main(int argc, char **argv) {
  int failed = 0, i;

  if (argc < 2) {
    fprintf(stderr, "usage: explain_code CODE...\n");
    return 2;
  }
  for (i = 1; i < argc; i++) failed |= explain(argv[i]);
  return failed;
}
