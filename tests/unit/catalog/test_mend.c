#include "check.h"

#include "catalog/mend.h"

typedef struct mended {
  const char *text;
  const char *expected;
} mended;

static void check_all(const mended *rows, size_t count,
                      void (*mend)(od_buffer *, od_view)) {
  for (size_t i = 0; i < count; i++) {
    od_buffer out = {0};
    mend(&out, od_view_of(rows[i].text));
    od_buffer_add(&out, "", 0);
    ROW(out.status == OD_OK, i);
    ROW_TEXT(out.data, rows[i].expected, i);
    od_buffer_release(&out);
  }
}

static void what_can_be_guessed(void **state) {
  static const mended rows[] = {
      {"0x8OO4de4O", "0x8004de40"},
      {"error OX8OO4DE4O.", "error 0x8004de40."},
      {"Ox8004DE40", "0x8004de40"},
      {"0x8004de8l", "0x8004de81"},
      {"0x80O90325", "0x80090325"},
      {"0x80O72EE7", "0x80072ee7"},
      {"x8004de40", "0x8004de40"},
      {"code 8004DE4O!", "code 0x8004de40!"},
      {"CAA5OO21", "0xcaa50021"},
      {"AADSTS5OO97: text", "AADSTS50097: text"},
      {"aadstsl6000", "AADSTS16000"},
      {"0x8004 de40 since Monday", "0x8004de40 since Monday"},
      {"0x8004-DE88", "0x8004de88"},
      {"0x8004\nde40", "0x8004de40"},
      {"You cannot access this (53003)", "You cannot access this (AADSTS53003)"},
      {"[50126]", "[AADSTS50126]"},
  };
  (void)state;
  check_all(rows, COUNT_OF(rows), od_mend_codes);
}

static void what_is_left_as_it_is(void **state) {
  static const char *const texts[] = {
      "",
      "0x8004de40 8004DE40 -2147164608 AADSTS50126 12007",
      "Colorado, 0bscene, OOOOOOOO, lollipop",
      "8004DE4O-1234-4321-abcd-0123456789ab",
      "C:\\Users\\8004DE4O",
      "8004DE4O@contoso.com",
      "0x8004 dead end",
      "0x1234 5678",
      "AADSTSOOOO AADSTSx AADSTS5O999",
      "(12345) (53003 [50126) [1234567890]",
      "x64 x8664abc 0xO",
      "\xff\xfe\x80 0x",
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    mended row = {texts[i], texts[i]};
    check_all(&row, 1, od_mend_codes);
  }
}

static void wide_forms(void **state) {
  static const mended rows[] = {
      {"\xef\xbc\x90\xef\xbd\x98\xef\xbc\x98\xef\xbc\x90\xef\xbc\xa4", "0x80D"},
      {"\xef\xbc\x8d\xef\xbc\x92", "-2"},
      {"\xef\xbc\x9a", ":"},
      {"\xef\xbd\xb1\xef\xbb\xbf", "\xef\xbd\xb1\xef\xbb\xbf"},
      {"\xef\xbc", "\xef\xbc"},
      {"\xef", "\xef"},
      {"a\xc3\xa4", "a\xc3\xa4"},
  };
  (void)state;
  check_all(rows, COUNT_OF(rows), od_mend_wide);
}

/* Long texts must not cost the square of their length. */
static void long_texts_end(void **state) {
  static const char *const pieces[] = {"0x8004 de40 ", "o", "(53003)", "-", " "};
  (void)state;
  for (size_t i = 0; i < COUNT_OF(pieces); i++) {
    size_t size = 1000000, step = strlen(pieces[i]);
    char *text = malloc(size);
    od_buffer out = {0};
    assert_non_null(text);
    for (size_t at = 0; at < size; at++) text[at] = pieces[i][at % step];
    od_mend_codes(&out, (od_view){text, size});
    assert_int_equal(out.status, OD_OK);
    od_buffer_release(&out);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_can_be_guessed),
      cmocka_unit_test(what_is_left_as_it_is),
      cmocka_unit_test(wide_forms),
      cmocka_unit_test(long_texts_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
