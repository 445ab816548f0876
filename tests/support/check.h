/* CMocka with what it wants included before it, and small helpers. */
#ifndef OD_TEST_CHECK_H
#define OD_TEST_CHECK_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

/* Says which row of a table failed before CMocka says why. */
#define ROW(condition, row)                                      \
  do {                                                           \
    if (!(condition)) {                                          \
      print_error("row %zu: %s\n", (size_t)(row), #condition);   \
      fail();                                                    \
    }                                                            \
  } while (0)

#define ROW_TEXT(got, wanted, row)                                        \
  do {                                                                    \
    const char *got_ = (got), *wanted_ = (wanted);                        \
    if (!got_ || strcmp(got_, wanted_)) {                                 \
      print_error("row %zu: got \"%s\", wanted \"%s\"\n", (size_t)(row),  \
                  got_ ? got_ : "(null)", wanted_);                       \
      fail();                                                             \
    }                                                                     \
  } while (0)

#endif
