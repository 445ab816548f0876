#include "reader_test.h"

#include "facts/readers/lines.h"
#include "facts/readers/proxy_address.h"

static void splits_labels(void **state) {
  (void)state;
  static const struct {
    const char *line;
    int equals, want;
    const char *label, *value;
  } cases[] = {
      {"  Key : a:b ", 0, 1, "Key", "a:b"},
      {"Key:", 0, 1, "Key", ""},
      {"Key = v", 0, 0, "", ""},
      {"Key = v", 1, 1, "Key", "v"},
      {"Typ\xef\xbc\x9a v", 0, 1, "Typ", "v"},
      {" : v", 0, 0, "", ""},
      {"no separator", 1, 0, "", ""},
      {"", 1, 0, "", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    od_view label, value;
    int got = od_line_label(od_view_of(cases[i].line), cases[i].equals,
                            &label, &value);
    assert_int_equal(got, cases[i].want);
    if (!got) continue;
    assert_true(od_view_equal(label, cases[i].label));
    assert_true(od_view_equal(value, cases[i].value));
  }
}

static void looks_no_further_than_a_label_reaches(void **state) {
  (void)state;
  char line[400];
  od_view label, value;
  memset(line, 'x', sizeof line);
  line[300] = ':';
  assert_false(od_line_label((od_view){line, sizeof line}, 1, &label, &value));
}

static void knows_headings_and_quotations(void **state) {
  (void)state;
  od_view name;
  assert_true(od_line_heading(od_view_of("  Name: "), &name));
  assert_true(od_view_equal(name, "Name"));
  assert_true(od_line_heading(od_view_of("Nom\xef\xbc\x9a"), &name));
  assert_false(od_line_heading(od_view_of(":"), &name));
  assert_false(od_line_heading(od_view_of("Name: x"), &name));
  assert_false(od_line_heading(od_view_of(""), &name));
  assert_true(od_view_equal(od_line_unquote(od_view_of("> > a")), " a"));
  assert_true(od_view_equal(od_line_unquote(od_view_of("  a")), "  a"));
  assert_true(od_line_blank(od_line_unquote(od_view_of("> >"))));
  assert_int_equal(od_line_indent(od_view_of(" \t x")), 3);
  assert_true(od_in_parentheses(od_view_of(" (none) ")));
  assert_true(od_in_parentheses(od_view_of("\xef\xbc\x88x\xef\xbc\x89")));
  assert_false(od_in_parentheses(od_view_of("(")));
  assert_false(od_in_parentheses(od_view_of("a (b)")));
}

static void tells_whether_a_line_is_whole(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int want[2];
  } cases[] = {{"a\nb", {1, 0}}, {"a\nb\n", {1, 1}}, {"a\rb\r", {1, 1}}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    od_text text = text_of(cases[i].text, strlen(cases[i].text));
    od_lines lines = od_lines_of(&text);
    od_line line;
    for (size_t j = 0; j < 2; j++) {
      assert_true(od_line_next(&lines, &line));
      assert_int_equal(od_line_whole(&text, &line), cases[i].want[j]);
    }
    od_text_release(&text);
  }
}

static void tells_servers_from_prose(void **state) {
  (void)state;
  static const struct {
    const char *value;
    int is, sure;
  } cases[] = {
      {"proxy:8080", 1, 1},
      {"proxy", 1, 0},
      {"http://proxy", 1, 1},
      {"http=a:1;https=b:2", 1, 1},
      {"u:p@proxy:8080", 1, 1},
      {"[::1]:3128", 1, 1},
      {"[::1]", 1, 0},
      {"a:1 b:2;", 1, 1},
      {"(none)", 0, 0},
      {"proxy:", 0, 0},
      {"proxy:http", 0, 0},
      {"proxy:99999", 0, 0},
      {"what is this?", 0, 0},
      {"-x", 0, 0},
      {"[zz]:80", 0, 0},
      {"<local>", 0, 0},
      {";;", 0, 0},
      {"", 0, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    od_view value = od_view_of(cases[i].value);
    if (od_is_proxy_servers(value) != cases[i].is ||
        od_is_surely_proxy_servers(value) != cases[i].sure)
      fail_msg("'%s'", cases[i].value);
  }
}

static void underlines(void **state) {
  static const struct {
    const char *line;
    int is;
  } rows[] = {{"----", 1}, {"----  ---- -", 1}, {"  ----\t", 1}, {"---", 0},
              {"", 0}, {"---- x", 0}, {"====", 0}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_int_equal(od_line_underline(od_view_of(rows[i].line)), rows[i].is);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(underlines),
      cmocka_unit_test(splits_labels),
      cmocka_unit_test(looks_no_further_than_a_label_reaches),
      cmocka_unit_test(knows_headings_and_quotations),
      cmocka_unit_test(tells_whether_a_line_is_whole),
      cmocka_unit_test(tells_servers_from_prose),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
