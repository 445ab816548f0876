/* Items that name their source: kept apart, put together again. */
#include "facts/located.h"
#include "facts_helpers.h"

#define A "{\"x\":1,\"source\":\"s1\",\"line\":2}"
#define B "{\"x\":2,\"source\":\"S1\",\"line\":3}"
#define C "{\"x\":3,\"source\":\"s12\"}"
#define D "{\"x\":4}"

static void assert_json(const od_json *value, const char *expected) {
  od_buffer text = {0};
  od_json_write(&text, value, 0);
  assert_string_equal(text.data, expected);
  od_buffer_release(&text);
}

static void one_is_enough(void **state) {
  static const struct {
    const char *list;
    int located;
  } rows[] = {{"[]", 0}, {"[" D "]", 0}, {"[" D "," A "]", 1}, {"[1]", 0},
              {"[{\"source\":\"\"}]", 0}, {"[{\"source\":7}]", 0}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_json *list = json_of(od_view_of(rows[i].list));
    assert_int_equal(od_located(list), rows[i].located);
    od_json_free(list);
  }
}

static void of_one_source(void **state) {
  static const struct {
    const char *source, *items;
  } rows[] = {
      {"s1", "[{\"x\":1,\"line\":2},{\"x\":2,\"line\":3}]"},
      {"s12", "[{\"x\":3}]"},
      {"s2", "[]"},
      {"", "[{\"x\":4}]"}, /* those that name none */
  };
  od_json *list = json_of(od_view_of("[" A "," B "," C "," D "]"));
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_json *items = od_located_items(list, od_view_of(rows[i].source));
    assert_json(items, rows[i].items);
    od_json_free(items);
  }
  od_json_free(list);
}

/* The number of the source, only where a line of it is named. */
static void a_copy_says_where(void **state) {
  static const struct {
    const char *item;
    size_t number;
    const char *copy;
  } rows[] = {
      {"{\"x\":1,\"line\":2}", 7, "{\"x\":1,\"line\":2,\"source\":\"s7\"}"},
      {"{\"x\":1,\"line\":2}", 0, "{\"x\":1,\"line\":2}"},
      {"{\"x\":1}", 7, "{\"x\":1}"},
      {"\"text\"", 7, "\"text\""},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_json *item = json_of(od_view_of(rows[i].item));
    od_json *copy = od_located_copy(item, rows[i].number);
    assert_json(copy, rows[i].copy);
    assert_json(item, rows[i].item);
    od_json_free(copy);
    od_json_free(item);
  }
}

/* Joined of several files, each event still names its own. */
static void of_several_files(void **state) {
  static const said parts[] = {
      {"dialog", "a.txt", 0, 0, 0,
       "messages=[{\"code\":\"0x8004de40\",\"line\":4}]"},
      {"dialog", "b.txt", 0, 0, 0,
       "messages=[{\"code\":\"0x8004de88\",\"line\":9}]"}};
  (void)state;
  od_facts *facts = join_of(parts, 2, NULL);
  const od_json *item =
      od_json_first(od_facts_find(facts, "messages")->value);
  for (int i = 0; i < 2; i++, item = od_json_next(item)) {
    const char *id = od_json_text(od_json_member(item, "source"));
    int found = 0;
    for (size_t s = 0; s < od_facts_source_count(facts); s++) {
      const od_source *source = od_facts_source(facts, s);
      if (strcmp(source->id, id)) continue;
      int first = !strcmp(source->name, "a.txt");
      assert_int_equal(od_json_number(od_json_member(item, "line")),
                       first ? 4 : 9);
      found = 1;
    }
    assert_true(found);
  }
  od_facts_free(facts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_is_enough), cmocka_unit_test(of_one_source),
      cmocka_unit_test(a_copy_says_where),
      cmocka_unit_test(of_several_files)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
