/* The packs as they are built in are those in lib/rules/packs. */
#include "built_in_support.h"

#include <dirent.h>
#include <stdio.h>

#include "od0x8004/case.h"

#define CASES OD_SOURCE_DIR "/tests/cases"

typedef struct fixture {
  od_rules *read, *built;
} fixture;

static int make(void **state) {
  static fixture f;
  f.read = read_packs(OD_SOURCE_DIR "/lib/rules/packs");
  assert_int_equal(od_rules_builtin(&f.built), OD_OK);
  *state = &f;
  return 0;
}

static int release(void **state) {
  fixture *f = *state;
  od_rules_free(f->read);
  od_rules_free(f->built);
  return 0;
}

/* Also: no two packs share a fact but as context, or groups would be joined. */
static void test_same(void **state) {
  fixture *f = *state;
  assert_true(f->built->observation_count > 100);
  same_rules(f->read, f->built);
}

static void test_on_cases(void **state) {
  fixture *f = *state;
  od_job *job = NULL;
  size_t count = 0;
  DIR *folder = opendir(CASES);
  assert_non_null(folder);
  assert_int_equal(od_job_new(&job), OD_OK);
  for (struct dirent *entry; (entry = readdir(folder));) {
    char path[1024];
    od_case *c = NULL;
    od_facts *facts = NULL;
    snprintf(path, sizeof path, CASES "/%s", entry->d_name);
    if (*entry->d_name == '.' || !od_path_is_folder(path)) continue;
    assert_int_equal(od_case_new(&c), OD_OK);
    if (od_case_add_path(c, path, job) == OD_OK &&
        od_case_facts(&facts, c) == OD_OK) {
      same_results(f->read, f->built, facts);
      count++;
    }
    od_facts_free(facts);
    od_case_free(c);
  }
  closedir(folder);
  od_job_free(job);
  assert_true(count > 100);
}

/* ---- facts by chance, of what the conditions speak of ---- */

typedef struct chance {
  unsigned seed;
  const od_value *literals[4096];
  size_t literal_count;
  od_view elements[256];
  size_t element_count;
} chance;

static unsigned pick(chance *c, size_t from) {
  c->seed = c->seed * 1664525u + 1013904223u;
  return (c->seed >> 8) % (unsigned)from;
}

static void collect_element(chance *c, od_view name) {
  for (size_t i = 0; i < c->element_count; i++)
    if (od_view_same(c->elements[i], name)) return;
  if (c->element_count < COUNT(c->elements))
    c->elements[c->element_count++] = name;
}

static void collect(chance *c, const od_node *node) {
  const od_path *path = node->path;
  if (node->operation == od_operate_literal &&
      c->literal_count < COUNT(c->literals))
    c->literals[c->literal_count++] = &node->literal;
  if (path && !node->root && path->count)
    collect_element(c, path->keys[0].name);
  for (size_t i = path != NULL; i < node->count; i++)
    collect(c, &node->args[i]); /* a name in place is no value */
}

/* A literal of some condition that is of this kind, or the default. */
static void write_literal(chance *c, od_buffer *out, od_kind kind,
                          const char *otherwise) {
  for (int i = 0; i < 100; i++) {
    const od_value *value = c->literals[pick(c, c->literal_count)];
    if (value->kind == OD_KIND_LIST && value->as.list->count)
      value = &value->as.list->items[pick(c, value->as.list->count)];
    if (value->kind != kind) continue;
    od_value_write(out, value);
    return;
  }
  od_buffer_text(out, otherwise);
}

static void write_value(chance *c, od_buffer *out, od_fact_type type,
                        int depth);

static void write_object(chance *c, od_buffer *out, int depth) {
  size_t start = pick(c, c->element_count), end = start + 1 + pick(c, 4);
  od_buffer_char(out, '{');
  for (size_t i = start; i < end && i < c->element_count; i++) {
    if (i > start) od_buffer_char(out, ',');
    od_buffer_json(out, c->elements[i]);
    od_buffer_char(out, ':');
    write_value(c, out, pick(c, 3) ? OD_TYPE_TEXT : OD_TYPE_ANY, depth + 1);
  }
  od_buffer_char(out, '}');
}

static void write_list(chance *c, od_buffer *out, od_fact_type items,
                       int depth) {
  od_buffer_char(out, '[');
  for (size_t i = 0, count = pick(c, 4); i < count; i++) {
    if (i) od_buffer_char(out, ',');
    write_value(c, out, items, depth + 1);
  }
  od_buffer_char(out, ']');
}

static void write_value(chance *c, od_buffer *out, od_fact_type type,
                        int depth) {
  static const od_fact_type any[] = {OD_TYPE_BOOL, OD_TYPE_NUMBER,
                                     OD_TYPE_TEXT, OD_TYPE_LIST};
  if (type == OD_TYPE_ANY) type = any[pick(c, depth > 2 ? 3 : 4)];
  switch (type) {
    case OD_TYPE_BOOL:
      od_buffer_text(out, pick(c, 2) ? "true" : "false");
      break;
    case OD_TYPE_NUMBER: write_literal(c, out, OD_KIND_NUMBER, "3"); break;
    case OD_TYPE_TIME: od_buffer_text(out, "\"2026-03-10T09:30:00Z\""); break;
    case OD_TYPE_LIST: write_list(c, out, OD_TYPE_TEXT, depth); break;
    case OD_TYPE_OBJECT: write_object(c, out, depth); break;
    default: write_literal(c, out, OD_KIND_TEXT, "\"x\""); break;
  }
}

static void add_some_fact(chance *c, od_evidence *evidence,
                          const char *name) {
  const od_fact_entry *entry = od_dictionary_find(name);
  od_buffer text = {0};
  if (!pick(c, 8)) {
    od_evidence_state(evidence, name, OD_FACT_ABSENT, 1, "not there");
    return;
  }
  if (entry->type == OD_TYPE_LIST) write_list(c, &text, entry->items, 0);
  else write_value(c, &text, entry->type, 0);
  od_evidence_set(evidence, name, 1, json_of(text.data));
  od_buffer_release(&text);
}

/* A third is not measured, a few are absent. */
static od_facts *some_facts(chance *c, const od_rules *rules) {
  od_evidence *evidence = NULL;
  od_facts *facts = NULL;
  assert_int_equal(od_evidence_new(&evidence, "test", "test.txt"), OD_OK);
  for (size_t i = 0; i < rules->observation_count; i++) {
    const od_observation *o = &rules->observations[i];
    for (size_t k = 0; k < o->fact_count; k++)
      if (!od_evidence_has(evidence, o->facts[k]) && pick(c, 3))
        add_some_fact(c, evidence, o->facts[k]);
  }
  if (od_evidence_finish(&facts, evidence) != OD_OK)
    fail_msg("%s", od_error_message());
  return facts;
}

static void test_on_any_facts(void **state) {
  fixture *f = *state;
  static chance c = {.seed = 1};
  for (size_t i = 0; i < f->read->observation_count; i++)
    collect(&c, &f->read->observations[i].when->root);
  assert_true(c.literal_count > 50 && c.element_count > 5);
  for (int i = 0; i < 50; i++) {
    od_facts *facts = some_facts(&c, f->read);
    assert_true(od_facts_count(facts) > 20);
    same_results(f->read, f->built, facts);
    od_facts_free(facts);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_same),
                                     cmocka_unit_test(test_on_cases),
                                     cmocka_unit_test(test_on_any_facts)};
  return cmocka_run_group_tests(tests, make, release);
}
