#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "facts/lookup.h"

/* Whatever their order, each is found, and of equals the first. */
static void found(void **state) {
  static const char *const texts[] = {"b", "C", "a", "c", "B", "", "bb"};
  static const struct {
    const char *text;
    size_t first; /* 7: none */
  } rows[] = {{"a", 2}, {"A", 2}, {"b", 0}, {"c", 1},
              {"", 5},  {"bb", 6}, {"ba", 7}, {"d", 7}};
  od_json *items[7];
  od_lookup lookup = {0};
  (void)state;
  assert_null(od_lookup_find(&lookup, od_view_of("a")));
  for (size_t i = 0; i < 7; i++) {
    items[i] = od_json_new_number((double)i);
    od_lookup_add(&lookup, od_view_of(texts[i]), items[i]);
  }
  od_lookup_sort(&lookup);
  assert_int_equal(lookup.status, OD_OK);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_ptr_equal(od_lookup_find(&lookup, od_view_of(rows[i].text)),
                     rows[i].first == 7 ? NULL : items[rows[i].first]);
  od_lookup_release(&lookup);
  for (size_t i = 0; i < 7; i++) od_json_free(items[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(found)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
