#include "facts_helpers.h"

#include <stdio.h>

static void names_are_sorted_and_found(void **state) {
  (void)state;
  assert_true(od_dictionary_count() > 100);
  for (size_t i = 0; i < od_dictionary_count(); i++) {
    const od_fact_entry *entry = od_dictionary_at(i);
    if (i) assert_true(strcmp(od_dictionary_at(i - 1)->name, entry->name) < 0);
    if (!strchr(entry->name, '*'))
      assert_ptr_equal(od_dictionary_find(entry->name), entry);
    else
      assert_null(od_dictionary_find(entry->name));
    assert_true(entry->meaning[0] && entry->source[0]);
    assert_int_equal(entry->derived, entry->from != NULL);
  }
  assert_null(od_dictionary_at(od_dictionary_count()));
}

static void derived_facts_are_made_of_measured_ones(void **state) {
  (void)state;
  for (size_t i = 0; i < od_dictionary_count(); i++) {
    const od_fact_entry *entry = od_dictionary_at(i);
    for (size_t f = 0; entry->derived && entry->from[f]; f++) {
      const od_fact_entry *input = od_dictionary_find(entry->from[f]);
      assert_non_null(input);
      assert_false(input->derived);
    }
  }
}

static void names_with_a_free_part(void **state) {
  static const struct {
    const char *name, *entry;
  } rows[] = {
      {"services.NlaSvc.state", "services.*.state"},
      {"services.W32Time.start", "services.*.start"},
      {"services.NlaSvc.other", NULL},
      {"services..state", NULL},
      {"services.state", NULL},
      {"services.a.b.state", NULL},
      {"onedrive.policy.SilentAccountConfig",
       "onedrive.policy.SilentAccountConfig"},
      {"onedrive.policy.SomethingNew", "onedrive.policy.*"},
      {"onedrive.policy.", NULL},
      {"onedrive.policy", NULL},
      {"prt", NULL},
      {"prt.present.x", NULL},
      {"", NULL},
      {"Prt.present", NULL},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    const od_fact_entry *entry = od_dictionary_find(rows[i].name);
    if (rows[i].entry) assert_non_null(entry);
    assert_string_equal(entry ? entry->name : "-",
                        rows[i].entry ? rows[i].entry : "-");
  }
}

static void a_dot_in_the_free_part_is_told_apart(void **state) {
  int known;
  (void)state;
  assert_null(od_dictionary_match("services.a.b.state", &known));
  assert_true(known);
  assert_null(od_dictionary_match("services.a.b.other", &known));
  assert_false(known);
}

static void groups(void **state) {
  static const struct {
    const char *name;
    int is;
  } rows[] = {{"prt", 1},           {"prt.last_attempt", 1},
              {"prt.last", 0},      {"prt.present", 0},
              {"services", 1},      {"services.NlaSvc", 1},
              {"services.a.b", 0},  {"services.", 0},
              {"onedrive.policy", 1}, {"codes", 0},
              {"nothing", 0},       {"onedrive.policy.x", 0}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++)
    assert_int_equal(od_dictionary_has_group(rows[i].name), rows[i].is);
}

static void values_and_types(void **state) {
  static const struct {
    const char *name, *value;
    int fits;
  } rows[] = {
      {"prt.present", "true", 1},
      {"prt.present", "\"true\"", 0},
      {"prt.present", "null", 0},
      {"prt.updated", "\"2026-11-24T10:11:12Z\"", 1},
      {"prt.updated", "\"yesterday\"", 0},
      {"prt.updated", "5", 0},
      {"device.id", "\"x\"", 1},
      {"device.id", "1", 0},
      {"clock.offset_seconds", "-1.5", 1},
      {"codes", "[\"0x1\"]", 1},
      {"codes", "[]", 1},
      {"codes", "[1]", 0},
      {"codes", "\"0x1\"", 0},
      {"credentials", "[{}]", 1},
      {"credentials", "[\"x\"]", 0},
      {"onedrive.policy.New", "3", 1},
      {"onedrive.policy.New", "\"x\"", 1},
      {"onedrive.policy.New", "{}", 0},
      {"onedrive.policy.SilentAccountConfig", "\"x\"", 0},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_json *value = json_of(od_view_of(rows[i].value));
    const od_fact_entry *entry = od_dictionary_find(rows[i].name);
    assert_non_null(entry);
    if (od_fact_type_fits(entry, value) != rows[i].fits)
      fail_msg("%s = %s", rows[i].name, rows[i].value);
    assert_true(od_fact_type_name(entry)[0]);
    od_json_free(value);
  }
}

static void kinds_have_an_order(void **state) {
  (void)state;
  assert_true(od_dictionary_rank("live") < od_dictionary_rank("netsh"));
  assert_true(od_dictionary_rank("ciphers") < od_dictionary_rank("registry"));
  assert_true(od_dictionary_rank("registry") < od_dictionary_rank("other"));
  assert_int_equal(od_dictionary_rank("other"), od_dictionary_rank(""));
}

static char *slurp(FILE *file) {
  od_buffer text = {0};
  char block[4096];
  char *out;
  size_t size;
  while ((size = fread(block, 1, sizeof block, file)) > 0)
    od_buffer_add(&text, block, size);
  assert_int_equal(od_buffer_take(&out, &text), OD_OK);
  return out;
}

static void assert_generated(const char *flag, const char *path) {
  char command[1024], name[1024];
  snprintf(command, sizeof command,
           "P=/usr/bin/python3; [ -x $P ] || P=python3; $P "
           "'%s/lib/facts/generate.py' %s '%s/lib/facts/dictionary.json'",
           OD_SOURCE_DIR, flag, OD_SOURCE_DIR);
  snprintf(name, sizeof name, "%s/%s", OD_SOURCE_DIR, path);
  FILE *made = popen(command, "r"), *kept = fopen(name, "rb");
  assert_non_null(made);
  if (!kept) fail_msg("%s is missing", path);
  char *wanted = slurp(made), *got = slurp(kept);
  assert_int_equal(pclose(made), 0);
  fclose(kept);
  assert_true(wanted[0]);
  if (strcmp(wanted, got))
    fail_msg("%s is not what generate.py %s makes of dictionary.json", path,
             flag);
  od_free(wanted);
  od_free(got);
}

static void page_and_schema_are_generated(void **state) {
  (void)state;
  assert_generated("--markdown", "docs/facts.md");
  assert_generated("--schema", "docs/schema/facts-1.json");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_sorted_and_found),
      cmocka_unit_test(derived_facts_are_made_of_measured_ones),
      cmocka_unit_test(names_with_a_free_part),
      cmocka_unit_test(a_dot_in_the_free_part_is_told_apart),
      cmocka_unit_test(groups),
      cmocka_unit_test(values_and_types),
      cmocka_unit_test(kinds_have_an_order),
      cmocka_unit_test(page_and_schema_are_generated),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
