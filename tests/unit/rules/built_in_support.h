/* Compares packs that were read with the same packs as they are built in. */
#ifndef BUILT_IN_SUPPORT_H
#define BUILT_IN_SUPPORT_H

#include "rules_support.h"

#include "core/job.h"
#include "os/files.h"
#include "rules/logic_run.h"
#include "rules/pack.h"

enum { PACKS_MAX = 64 };

typedef struct pack_list {
  od_job *job;
  od_rules *list[PACKS_MAX];
  size_t count;
} pack_list;

static inline od_status add_pack(void *user, const char *path,
                                 const char *name) {
  pack_list *packs = user;
  char *text = NULL;
  size_t size = 0;
  assert_true(packs->count < PACKS_MAX);
  assert_int_equal(od_file_read(&text, &size, path, 1u << 24), OD_OK);
  if (od_rules_read(&packs->list[packs->count++], name, text, size,
                    packs->job) != OD_OK)
    fail_msg("%s: %s", name, od_error_message());
  od_free(text);
  return OD_OK;
}

/* All packs of a folder, as anybody's packs are read and combined. */
static inline od_rules *read_packs(const char *folder) {
  pack_list packs = {NULL, {NULL}, 0};
  od_rules *all = NULL;
  assert_int_equal(od_job_new(&packs.job), OD_OK);
  assert_int_equal(od_folder_walk(folder, PACKS_MAX, add_pack, &packs),
                   OD_OK);
  if (od_rules_combine(&all, (const od_rules *const *)packs.list,
                       packs.count) != OD_OK)
    fail_msg("%s: %s", folder, od_error_message());
  for (size_t i = 0; i < packs.count; i++) od_rules_free(packs.list[i]);
  od_job_free(packs.job);
  return all;
}

/* ---- conditions ---- */

static inline void same_view(od_view a, od_view b) {
  assert_int_equal(a.size, b.size);
  assert_memory_equal(a.data, b.data, a.size);
}

static inline void same_path(const od_path *a, const od_path *b) {
  same_view(a->name, b->name);
  assert_int_equal(a->hash, b->hash);
  assert_int_equal(a->fact, b->fact);
  assert_int_equal(a->entry, b->entry);
  assert_int_equal(a->count, b->count);
  for (size_t i = 0; i < a->count; i++) {
    same_view(a->keys[i].name, b->keys[i].name);
    assert_int_equal(a->keys[i].hash, b->keys[i].hash);
  }
}

/* Of what was named in place only the name is left in what is built in. */
static inline void same_node(const od_node *a, const od_node *b) {
  assert_true(a->operation == b->operation);
  assert_int_equal(a->root, b->root);
  if (a->operation == od_operate_literal) {
    assert_true(od_value_same(&a->literal, &b->literal));
    assert_int_equal(od_value_depth(&a->literal), od_value_depth(&b->literal));
    return;
  }
  assert_int_equal(a->path != NULL, b->path != NULL);
  if (a->path) same_path(a->path, b->path);
  if (a->path && a->count <= 1) {
    assert_int_equal(b->count, 0);
    return;
  }
  assert_int_equal(a->count, b->count);
  for (size_t i = 0; i < a->count; i++) same_node(&a->args[i], &b->args[i]);
}

/* ---- observations and groups ---- */

static inline void same_effects(const od_effect *a, size_t count,
                                const od_effect *b, size_t other) {
  assert_int_equal(count, other);
  for (size_t i = 0; i < count; i++) {
    assert_ptr_equal(a[i].cause, b[i].cause);
    assert_string_equal(a[i].tier, b[i].tier);
    assert_int_equal(a[i].db, b[i].db);
  }
}

static inline void same_facts(const od_observation *a,
                              const od_observation *b) {
  assert_int_equal(a->fact_count, b->fact_count);
  for (size_t i = 0; i < a->fact_count; i++) {
    assert_string_equal(a->facts[i], b->facts[i]);
    if (a->solid[i] != b->solid[i] || a->context[i] != b->context[i])
      fail_msg("%s: the flags of %s", a->id, a->facts[i]);
  }
  assert_int_equal(a->when->name_count, b->when->name_count);
  assert_ptr_equal(b->when->names, b->facts);
}

static inline void same_observation(const od_observation *a,
                                    const od_observation *b) {
  assert_string_equal(a->id, b->id);
  assert_string_equal(a->group, b->group);
  assert_string_equal(a->severity, b->severity);
  assert_string_equal(a->text, b->text);
  assert_string_equal(a->action, b->action);
  assert_string_equal(a->source, b->source);
  assert_string_equal(a->class_name, b->class_name);
  assert_int_equal(a->cost, b->cost);
  assert_int_equal(a->through, b->through);
  same_effects(a->for_causes, a->for_count, b->for_causes, b->for_count);
  same_effects(a->against, a->against_count, b->against, b->against_count);
  assert_int_equal(a->exclude_count, b->exclude_count);
  for (size_t i = 0; i < a->exclude_count; i++) {
    assert_ptr_equal(a->excludes[i].cause, b->excludes[i].cause);
    assert_string_equal(a->excludes[i].lab_case, b->excludes[i].lab_case);
  }
  same_facts(a, b);
  same_node(&a->when->root, &b->when->root);
}

static inline void same_codes(const char *const *a, const char *const *b) {
  for (; *a && *b; a++, b++) assert_string_equal(*a, *b);
  assert_true(!*a && !*b);
}

static inline void same_declared(const od_declared_group *a,
                                 const od_declared_group *b) {
  assert_string_equal(a->id, b->id);
  assert_string_equal(a->title, b->title);
  assert_string_equal(a->how, b->how);
  assert_int_equal(a->cost, b->cost);
  same_codes(a->required_for, b->required_for);
}

static inline void same_rules(const od_rules *a, const od_rules *b) {
  assert_int_equal(a->observation_count, b->observation_count);
  for (size_t i = 0; i < a->observation_count; i++)
    same_observation(&a->observations[i], &b->observations[i]);
  assert_int_equal(a->declared_count, b->declared_count);
  for (size_t i = 0; i < a->declared_count; i++)
    same_declared(&a->declared[i], &b->declared[i]);
  assert_int_equal(a->group_count, b->group_count);
  for (size_t i = 0; i < a->group_count; i++) {
    const od_group *x = &a->groups[i], *y = &b->groups[i];
    assert_string_equal(x->id, y->id);
    assert_string_equal(x->title, y->title);
    assert_string_equal(x->how, y->how);
    assert_int_equal(x->cost, y->cost);
    same_codes(x->required_for, y->required_for);
  }
}

/* ---- on facts ---- */

static inline void same_results(const od_rules *a, const od_rules *b,
                                const od_facts *facts) {
  char *x = NULL, *y = NULL;
  assert_int_equal(od_rules_evaluate(&x, a, facts), OD_OK);
  assert_int_equal(od_rules_evaluate(&y, b, facts), OD_OK);
  assert_string_equal(x, y);
  od_free(x);
  od_free(y);
}

#endif
