#include <float.h>
#include <math.h>

#include "check.h"
#include "core/buffer.h"
#include "locales.h"

static void text_grows(void **state) {
  (void)state;
  od_buffer buffer = {0};
  char *text;
  for (int i = 0; i < 5000; i++) od_buffer_format(&buffer, "%d,", i);
  od_buffer_char(&buffer, '.');
  od_buffer_text(&buffer, "end");
  od_buffer_view(&buffer, (od_view){"xyz", 2});
  size_t size = buffer.size;
  assert_int_equal(od_buffer_take(&text, &buffer), OD_OK);
  assert_int_equal(strlen(text), size);
  assert_memory_equal(text, "0,1,2,3,", 8);
  assert_string_equal(text + size - 6, ".endxy");
  assert_null(buffer.data);
  assert_int_equal(buffer.size, 0);
  od_free(text);
}

static void nothing_is_the_empty_text(void **state) {
  (void)state;
  od_buffer buffer = {0};
  char *text;
  assert_int_equal(od_buffer_take(&text, &buffer), OD_OK);
  assert_string_equal(text, "");
  od_free(text);
  od_buffer_view(&buffer, (od_view){NULL, 0});
  od_buffer_add(&buffer, NULL, 0);
  assert_int_equal(od_buffer_take(&text, &buffer), OD_OK);
  assert_string_equal(text, "");
  od_free(text);
}

static void a_limit_is_remembered(void **state) {
  (void)state;
  static const struct {
    size_t limit, add;
    od_status status;
  } rows[] = {
      {10, 10, OD_OK}, {10, 11, OD_ELIMIT}, {1, 1, OD_OK},
      {1, 2, OD_ELIMIT}, {0, 100000, OD_OK},
  };
  static char bytes[100000];
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_buffer buffer = {0};
    char *text;
    buffer.limit = rows[i].limit;
    od_buffer_add(&buffer, bytes, rows[i].add);
    ROW(buffer.status == rows[i].status, i);
    ROW(od_buffer_take(&text, &buffer) == rows[i].status, i);
    ROW((text != NULL) == (rows[i].status == OD_OK), i);
    od_free(text);
  }
  assert_string_equal(od_error_message(), "text longer than 1 bytes");
}

static void after_a_failure_nothing_is_added(void **state) {
  (void)state;
  od_buffer buffer = {0};
  char *text = (char *)"stale";
  buffer.limit = 4;
  od_buffer_text(&buffer, "abc");
  od_buffer_text(&buffer, "def");
  od_buffer_char(&buffer, 'x'); /* would fit, but half a text is none */
  od_buffer_format(&buffer, "%d", 1);
  assert_int_equal(buffer.size, 3);
  assert_int_equal(od_buffer_take(&text, &buffer), OD_ELIMIT);
  assert_null(text);
  assert_null(buffer.data);
}

static void sizes_that_overflow_are_a_limit(void **state) {
  (void)state;
  od_buffer buffer = {0};
  od_buffer_add(&buffer, "x", SIZE_MAX);
  assert_int_equal(buffer.status, OD_ELIMIT);
  od_buffer_release(&buffer);
}

static void a_part_that_failed_fails_the_whole(void **state) {
  (void)state;
  od_buffer whole = {0}, part = {0};
  char *text;
  part.limit = 3;
  od_buffer_text(&part, "abc");
  od_buffer_view(&whole, (od_view){part.data, part.size});
  od_buffer_end(&part, &whole);
  assert_null(part.data);
  assert_int_equal(whole.status, OD_OK);
  part.limit = 3;
  od_buffer_text(&part, "abcd");
  od_buffer_end(&part, &whole);
  assert_int_equal(od_buffer_take(&text, &whole), OD_ELIMIT);
  assert_null(text);
}

static void json_strings(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t size;
    const char *json;
  } rows[] = {
      {"", 0, "\"\""},
      {"plain", 5, "\"plain\""},
      {"say \"no\"", 8, "\"say \\\"no\\\"\""},
      {"C:\\Temp", 7, "\"C:\\\\Temp\""},
      {"a/b", 3, "\"a/b\""},
      {"\n\r\t\b\f", 5, "\"\\n\\r\\t\\b\\f\""},
      {"\x01\x1f\x7f", 3, "\"\\u0001\\u001f\\u007f\""},
      {"a\0b", 3, "\"a\\u0000b\""},
      {"M\xc3\xbcller \xf0\x9f\x98\x80", 12,
       "\"M\xc3\xbcller \xf0\x9f\x98\x80\""},
      {"\x1b[31m", 5, "\"\\u001b[31m\""},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_buffer buffer = {0};
    od_buffer_json(&buffer, (od_view){rows[i].text, rows[i].size});
    ROW_TEXT(buffer.data, rows[i].json, i);
    od_buffer_release(&buffer);
  }
}

static const struct number {
  double number;
  const char *text;
} numbers[] = {
    {0, "0"},
    {-0.0, "0"},
    {1, "1"},
    {-1, "-1"},
    {0.5, "0.5"},
    {-2.25, "-2.25"},
    {0.1, "0.1"},
    {0.1 + 0.2, "0.30000000000000004"},
    {1.0 / 3, "0.3333333333333333"},
    {123456789, "123456789"},
    {2147483648.0, "2147483648"},
    {999999999999999.0, "999999999999999"},
    {1e15, "1e+15"},
    {9007199254740993.0, "9007199254740992"},
    {1e300, "1e+300"},
    {-1.5e-7, "-1.5e-07"},
    {DBL_MAX, "1.7976931348623157e+308"},
    {DBL_MIN, "2.2250738585072014e-308"},
    {5e-324, "5e-324"},
};

static void check_numbers(void) {
  for (size_t i = 0; i < COUNT_OF(numbers); i++) {
    od_buffer buffer = {0};
    od_buffer_number(&buffer, numbers[i].number);
    ROW_TEXT(buffer.data, numbers[i].text, i);
    od_buffer_release(&buffer);
  }
}

static void numbers_are_short_and_exact(void **state) {
  (void)state;
  check_numbers();
  unsigned long long seed = 42;
  for (size_t i = 0; i < 20000; i++) {
    double number;
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    memcpy(&number, &seed, sizeof number);
    if (!isfinite(number)) continue;
    od_buffer buffer = {0};
    od_buffer_number(&buffer, number);
    ROW(strtod(buffer.data, NULL) == number, i);
    od_buffer_release(&buffer);
  }
}

static void what_is_no_number_is_null(void **state) {
  (void)state;
  const double rows[] = {HUGE_VAL, -HUGE_VAL, NAN};
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_buffer buffer = {0};
    od_buffer_number(&buffer, rows[i]);
    ROW_TEXT(buffer.data, "null", i);
    od_buffer_release(&buffer);
  }
}

/* Decimal comma; a decimal mark of two bytes (Pashto). */
static void numbers_in_other_locales(void **state) {
  (void)state;
  static const char *const names[] = {"de_DE", "ps_AF"};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    char text[32];
    if (!use_locale(names[i])) skip();
    snprintf(text, sizeof text, "%.1f", 0.5);
    ROW(strcmp(text, "0.5") != 0, i); /* else the test proves nothing */
    check_numbers();
    use_c_locale();
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_grows),
      cmocka_unit_test(nothing_is_the_empty_text),
      cmocka_unit_test(a_limit_is_remembered),
      cmocka_unit_test(after_a_failure_nothing_is_added),
      cmocka_unit_test(sizes_that_overflow_are_a_limit),
      cmocka_unit_test(a_part_that_failed_fails_the_whole),
      cmocka_unit_test(json_strings),
      cmocka_unit_test(numbers_are_short_and_exact),
      cmocka_unit_test(what_is_no_number_is_null),
      cmocka_unit_test(numbers_in_other_locales),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
