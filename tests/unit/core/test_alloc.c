#include "check.h"
#include "core/alloc.h"

/* AddressSanitizer would rather stop than say no. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
  return "allocator_may_return_null=1";
}

static void sizes_that_overflow_are_refused(void **state) {
  (void)state;
  static const struct {
    size_t count, size;
  } rows[] = {
      {SIZE_MAX, 2},
      {SIZE_MAX / 2 + 1, 2},
      {2, SIZE_MAX},
      {SIZE_MAX, SIZE_MAX},
      {(size_t)1 << 33, (size_t)1 << 33},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    ROW(!od_resize(NULL, rows[i].count, rows[i].size), i);
    ROW(!od_alloc_zero(rows[i].count, rows[i].size), i);
  }
  assert_null(od_copy_text("", SIZE_MAX));
}

static void nothing_is_still_something(void **state) {
  (void)state;
  void *none = od_alloc(0), *zero = od_alloc_zero(0, 0);
  void *resized = od_resize(NULL, 0, 8);
  assert_non_null(none);
  assert_non_null(zero);
  assert_non_null(resized);
  resized = od_resize(resized, 0, 0); /* never a free in disguise */
  assert_non_null(resized);
  od_free(none);
  od_free(zero);
  od_free(resized);
  od_free(NULL);
}

static void text_is_copied_with_its_end(void **state) {
  (void)state;
  char *copy = od_copy_text("abc", 2), *empty = od_copy_text(NULL, 0);
  char *binary = od_copy_text("a\0b", 3);
  assert_string_equal(copy, "ab");
  assert_string_equal(empty, "");
  assert_memory_equal(binary, "a\0b", 4);
  od_free(copy);
  od_free(empty);
  od_free(binary);
}

static void zeroed_memory_is_zero(void **state) {
  (void)state;
  static const char zeros[4096];
  char *bytes = od_alloc_zero(64, 64);
  assert_non_null(bytes);
  assert_memory_equal(bytes, zeros, sizeof zeros);
  od_free(bytes);
}

static void arrays_grow_by_doubling(void **state) {
  (void)state;
  int *list = NULL;
  size_t capacity = 0, moves = 0, last = 0;
  for (size_t count = 0; count < 100000; count++) {
    assert_true(od_grow((void **)&list, &capacity, count, sizeof *list));
    assert_true(capacity > count);
    if (capacity != last) moves++;
    last = capacity;
    list[count] = (int)count;
  }
  for (size_t i = 0; i < 100000; i++) assert_int_equal(list[i], (int)i);
  assert_in_range(moves, 10, 20);
  od_free(list);
}

static void a_full_array_says_no_and_stays(void **state) {
  (void)state;
  static const size_t rows[] = {SIZE_MAX, SIZE_MAX / 2 + 1, SIZE_MAX / 2};
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    int *list = od_alloc(sizeof *list), *before = list;
    size_t capacity = rows[i];
    ROW(!od_grow((void **)&list, &capacity, rows[i], sizeof *list), i);
    ROW(list == before && capacity == rows[i], i);
    od_free(list);
  }
}

static void arena_memory_is_zero_and_aligned(void **state) {
  (void)state;
  static const size_t sizes[] = {1, 3, 16, 17, 1000, 16384, 16385, 100000, 0};
  static const char zeros[100000];
  od_arena arena = {0};
  for (int round = 0; round < 20; round++) {
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
      char *bytes = od_arena_alloc(&arena, sizes[i]);
      ROW(bytes && (uintptr_t)bytes % 16 == 0, i);
      ROW(!memcmp(bytes, zeros, sizes[i]), i);
      memset(bytes, 0xa5, sizes[i]); /* the next one must not see it */
    }
  }
  od_arena_free(&arena);
  assert_null(arena.last);
  od_arena_free(&arena); /* twice is fine */
}

static void arena_refuses_what_nobody_has(void **state) {
  (void)state;
  od_arena arena = {0};
  assert_null(od_arena_alloc(&arena, SIZE_MAX));
  assert_null(od_arena_alloc(&arena, SIZE_MAX / 2 + 1));
  assert_null(od_arena_alloc(&arena, SIZE_MAX / 2));
  assert_null(od_arena_text(&arena, "x", SIZE_MAX));
  assert_null(od_arena_text(&arena, "x", SIZE_MAX - 1));
  assert_non_null(od_arena_alloc(&arena, 1));
  od_arena_free(&arena);
}

static void arena_texts_do_not_meet(void **state) {
  (void)state;
  od_arena arena = {0};
  char *texts[3000];
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    char text[32];
    int size = snprintf(text, sizeof text, "text number %zu", i);
    texts[i] = od_arena_text(&arena, text, (size_t)size);
    assert_non_null(texts[i]);
  }
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    char text[32];
    snprintf(text, sizeof text, "text number %zu", i);
    ROW_TEXT(texts[i], text, i);
  }
  assert_string_equal(od_arena_text(&arena, NULL, 0), "");
  od_arena_free(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sizes_that_overflow_are_refused),
      cmocka_unit_test(nothing_is_still_something),
      cmocka_unit_test(text_is_copied_with_its_end),
      cmocka_unit_test(zeroed_memory_is_zero),
      cmocka_unit_test(arrays_grow_by_doubling),
      cmocka_unit_test(a_full_array_says_no_and_stays),
      cmocka_unit_test(arena_memory_is_zero_and_aligned),
      cmocka_unit_test(arena_refuses_what_nobody_has),
      cmocka_unit_test(arena_texts_do_not_meet),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
