#include "check.h"
#include "core/view.h"
#include "locales.h"

#define VIEW(text) ((od_view){text, sizeof(text) - 1})

static int same(od_view view, const char *text) {
  return view.size == strlen(text) && !memcmp(view.data, text, view.size);
}

static void of_nothing_is_empty(void **state) {
  (void)state;
  assert_int_equal(od_view_of(NULL).size, 0);
  assert_non_null(od_view_of(NULL).data);
  assert_true(same(od_view_of("abc"), "abc"));
}

static void trimming(void **state) {
  (void)state;
  static const struct {
    od_view text;
    const char *rest;
  } rows[] = {
      {{"", 0}, ""},
      {{"   ", 3}, ""},
      {{" \t a b \r\n", 9}, "a b"},
      {{"\xc2\xa0 x \xc2\xa0\xc2\xa0", 9}, "x"},
      {{"\xc2\xa0", 2}, ""},
      {{"\xa0x\xc2", 3}, "\xa0x\xc2"}, /* halves are no blanks */
      {{"\v\f x", 4}, "x"},
      {{"\xe2\x82\xac", 3}, "\xe2\x82\xac"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    ROW(same(od_view_trim(rows[i].text), rows[i].rest), i);
}

static void pieces_stay_inside(void **state) {
  (void)state;
  od_view text = VIEW("abc");
  assert_true(same(od_view_from(text, 1), "bc"));
  assert_true(same(od_view_from(text, 3), ""));
  assert_true(same(od_view_from(text, 99), ""));
  assert_true(same(od_view_first(text, 2), "ab"));
  assert_true(same(od_view_first(text, 99), "abc"));
}

static void equality(void **state) {
  (void)state;
  static const struct {
    od_view text;
    const char *other;
    int equal, nocase;
  } rows[] = {
      {{"abc", 3}, "abc", 1, 1}, {{"abc", 3}, "ABC", 0, 1},
      {{"abc", 2}, "ab", 1, 1},  {{"ab", 2}, "abc", 0, 0},
      {{"abc", 3}, "ab", 0, 0},  {{NULL, 0}, "", 1, 1},
      {{"a\0b", 3}, "a", 0, 0},  {{"[", 1}, "{", 0, 0},
      {{"@", 1}, "`", 0, 0},     {{"\xc3\x84", 2}, "\xc3\xa4", 0, 0},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    ROW(od_view_equal(rows[i].text, rows[i].other) == rows[i].equal, i);
    ROW(od_view_equal_nocase(rows[i].text, rows[i].other) == rows[i].nocase,
        i);
  }
}

static int sign(int x) { return (x > 0) - (x < 0); }

static void order(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    int order;
  } rows[] = {
      {"", "", 0},    {"", "a", -1},  {"a", "A", 0},      {"a", "B", -1},
      {"B", "a", 1},  {"ab", "a", 1}, {"\xff", "a", 1},   {"Z", "_", 1},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_view a = od_view_of(rows[i].a), b = od_view_of(rows[i].b);
    ROW(sign(od_view_compare_nocase(a, b)) == rows[i].order, i);
    ROW(sign(od_view_compare_nocase(b, a)) == -rows[i].order, i);
  }
}

static void starts_and_ends(void **state) {
  (void)state;
  od_view text = VIEW("Proxy Server");
  assert_true(od_view_starts_nocase(text, "PROXY"));
  assert_true(od_view_starts_nocase(text, ""));
  assert_false(od_view_starts_nocase(text, "Proxy Server(s)"));
  assert_true(od_view_ends_nocase(text, "SERVER"));
  assert_true(od_view_ends_nocase(text, ""));
  assert_false(od_view_ends_nocase(VIEW("er"), "Server"));
}

static void finding(void **state) {
  (void)state;
  static const struct {
    od_view text;
    const char *needle;
    size_t at, nocase;
  } rows[] = {
      {{"abcabc", 6}, "c", 2, 2},
      {{"abcabc", 6}, "ca", 2, 2},
      {{"aaab", 4}, "aab", 1, 1}, /* overlapping starts */
      {{"abc", 3}, "abcd", OD_NOT_FOUND, OD_NOT_FOUND},
      {{"xABC", 4}, "abc", OD_NOT_FOUND, 1},
      {{"abc", 3}, "", 0, 0},
      {{"", 0}, "a", OD_NOT_FOUND, OD_NOT_FOUND},
      {{NULL, 0}, "a", OD_NOT_FOUND, OD_NOT_FOUND},
      {{"a\0bc", 4}, "bc", 2, 2},
      {{"abc", 2}, "c", OD_NOT_FOUND, OD_NOT_FOUND}, /* not past the end */
      {{"abc", 2}, "bc", OD_NOT_FOUND, OD_NOT_FOUND},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    ROW(od_view_find(rows[i].text, rows[i].needle) == rows[i].at, i);
    ROW(od_view_find_nocase(rows[i].text, rows[i].needle) == rows[i].nocase,
        i);
  }
  assert_int_equal(od_view_find_char(VIEW("abc"), 'c'), 2);
  assert_true(od_view_find_char(VIEW("abc"), 'x') == OD_NOT_FOUND);
  assert_true(od_view_find_char((od_view){NULL, 0}, 'x') == OD_NOT_FOUND);
}

static void splitting(void **state) {
  (void)state;
  static const struct {
    const char *text;
    const char *parts[5];
  } rows[] = {
      {"a;b;c", {"a", "b", "c"}}, {"a", {"a"}},        {"", {""}},
      {";", {"", ""}},            {"a;;b", {"a", "", "b"}},
      {"a;", {"a", ""}},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_view rest = od_view_of(rows[i].text), part;
    size_t count = 0;
    while (od_view_next(&rest, ';', &part)) {
      ROW(count < 5 && rows[i].parts[count], i);
      ROW(same(part, rows[i].parts[count]), i);
      count++;
    }
    ROW(!rows[i].parts[count], i);
    ROW(!od_view_next(&rest, ';', &part), i); /* and stays at the end */
  }
}

static void numbers(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int ok;
    unsigned long long value;
  } rows[] = {
      {"0", 1, 0},
      {"007", 1, 7},
      {"0x1F", 1, 31},
      {"0Xffffffffffffffff", 1, ~0ULL},
      {"18446744073709551615", 1, ~0ULL},
      {"18446744073709551616", 0, 0},
      {"0x10000000000000000", 0, 0},
      {"99999999999999999999999", 0, 0},
      {"", 0, 0},
      {"0x", 0, 0},
      {"-1", 0, 0},
      {"+1", 0, 0},
      {" 1", 0, 0},
      {"1 ", 0, 0},
      {"1a", 0, 0},
      {"0xg", 0, 0},
      {"1.5", 0, 0},
      {"\xd9\xa1", 0, 0}, /* an Arabic one */
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    unsigned long long value = 77;
    ROW(od_view_number(od_view_of(rows[i].text), &value) == rows[i].ok, i);
    ROW(value == (rows[i].ok ? rows[i].value : 77), i);
  }
}

static void utf8_characters(void **state) {
  (void)state;
  static const struct {
    od_view text;
    size_t size;
  } rows[] = {
      {{"", 0}, 0},
      {{"a", 1}, 1},
      {{"\0", 1}, 1},
      {{"\xc2\x80", 2}, 2},
      {{"\xdf\xbf", 2}, 2},
      {{"\xe0\xa0\x80", 3}, 3},
      {{"\xed\x9f\xbf", 3}, 3},
      {{"\xef\xbf\xbf", 3}, 3},
      {{"\xf0\x90\x80\x80", 4}, 4},
      {{"\xf4\x8f\xbf\xbf", 4}, 4},
      {{"\x80", 1}, 0},              /* late */
      {{"\xc0\x80", 2}, 0},          /* longer than needed */
      {{"\xc1\xbf", 2}, 0},
      {{"\xe0\x9f\xbf", 3}, 0},
      {{"\xf0\x8f\xbf\xbf", 4}, 0},
      {{"\xed\xa0\x80", 3}, 0},      /* a surrogate */
      {{"\xf4\x90\x80\x80", 4}, 0},  /* beyond the last */
      {{"\xf5\x80\x80\x80", 4}, 0},
      {{"\xff", 1}, 0},
      {{"\xc2", 1}, 0},              /* cut */
      {{"\xe2\x82\xac", 2}, 0},
      {{"\xf0\x9f\x98\x80", 3}, 0},
      {{"\xc2\x41", 2}, 0},          /* a wrong second, third, fourth */
      {{"\xe2\x82\x41", 3}, 0},
      {{"\xf0\x9f\x98\x41", 4}, 0},
      {{"\xe2\xc2\x80", 3}, 0},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    ROW(od_utf8_size(rows[i].text) == rows[i].size, i);
}

static void check_classes(void) {
  for (int c = 0; c < 256; c++) {
    int upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
    int digit = c >= '0' && c <= '9';
    ROW(!!od_is_alpha((char)c) == (upper || lower), c);
    ROW(!!od_is_digit((char)c) == digit, c);
    ROW(!!od_is_hex((char)c) ==
            (digit || (c && c < 128 && strchr("abcdefABCDEF", c))),
        c);
    ROW(!!od_is_space((char)c) == (c && c < 128 && strchr(" \t\n\v\f\r", c)),
        c);
    ROW((unsigned char)od_lower((char)c) == (upper ? c + 32 : c), c);
  }
}

static void classes_ask_no_locale(void **state) {
  (void)state;
  check_classes();
  if (!use_locale("tr_TR")) skip(); /* where tolower('I') is another i */
  check_classes();
  use_c_locale();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(of_nothing_is_empty),
      cmocka_unit_test(trimming),
      cmocka_unit_test(pieces_stay_inside),
      cmocka_unit_test(equality),
      cmocka_unit_test(order),
      cmocka_unit_test(starts_and_ends),
      cmocka_unit_test(finding),
      cmocka_unit_test(splitting),
      cmocka_unit_test(numbers),
      cmocka_unit_test(utf8_characters),
      cmocka_unit_test(classes_ask_no_locale),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
