/*
 * Laws over all golden cases (docs/rules.md): leaving out one observation
 * never turns a right answer into a confident wrong one; all tiers one step
 * up or down keep the first cause in at least 95 % of the cases.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/case.h"
#include "core/alloc.h"
#include "core/buffer.h"
#include "diagnosis/diagnosis.h"
#include "os/files.h"

#define CASES OD_SOURCE_DIR "/tests/cases"
#define PACKS OD_SOURCE_DIR "/lib/rules/packs"

static od_job *job;

static int start(void **state) {
  (void)state;
  return od_job_new(&job) != OD_OK;
}

static int stop(void **state) {
  (void)state;
  od_job_free(job);
  return 0;
}

/* ---- the cases: name and options of tests/cases/cases.tsv ---- */

static void set_options(od_case *c, od_view options) {
  static const char *const names[] = {"--code", "--user", "--now", "--at"};
  od_view word, value;
  while (od_view_next(&options, ' ', &word)) {
    for (size_t i = 0; i < 4; i++) {
      char text[256];
      if (!od_view_equal(word, names[i])) continue;
      if (!od_view_next(&options, ' ', &value)) return;
      snprintf(text, sizeof text, "%.*s", (int)value.size, value.data);
      od_case_set(c, names[i] + 2, text);
    }
  }
}

static od_case *open_case(od_view row) {
  od_view name, options = {"", 0};
  char path[512];
  od_case *c;
  od_view_next(&row, '\t', &name);
  od_view_next(&row, '\t', &options);
  snprintf(path, sizeof path, CASES "/%.*s", (int)name.size, name.data);
  if (!od_path_is_folder(path)) return NULL;
  assert_int_equal(od_case_new(&c), OD_OK);
  od_case_add_path(c, path, job);
  set_options(c, options);
  return c;
}

typedef void (*visit)(od_case *c, od_view row, void *user);

static size_t each_case(visit call, void *user) {
  char *data;
  size_t size, count = 0;
  od_view row;
  assert_int_equal(od_file_read(&data, &size, CASES "/cases.tsv", 1u << 24),
                   OD_OK);
  od_view rest = {data, size};
  while (od_view_next(&rest, '\n', &row)) {
    od_case *c = row.size && row.data[0] != '#' ? open_case(row) : NULL;
    if (!c) continue;
    call(c, row, user);
    od_case_free(c);
    count++;
  }
  od_free(data);
  return count;
}

/* ---- leaving out one observation ---- */

static int led(const od_diagnosis *d, const char *id) {
  for (size_t i = 0; i < d->ranked_count; i++)
    if (!strcmp(d->ranked[i].cause->id, id))
      return d->ranked[i].grade <= OD_GRADE_POSSIBLE;
  return 0;
}

static size_t drop_each(const od_diagnosis *d, od_view row) {
  size_t wrong = 0;
  od_arena arena = {0};
  od_ranking ranking;
  int *priors = od_arena_alloc(&arena, od_cause_count() * sizeof *priors);
  od_truth *truths =
      od_arena_alloc(&arena, (d->finding_count + 1) * sizeof *truths);
  for (size_t i = 0; i < d->ranked_count; i++)
    priors[od_cause_index(d->ranked[i].cause)] = d->ranked[i].prior;
  for (size_t i = 0; i < d->finding_count; i++)
    truths[i] = d->findings[i].truth;
  assert_int_equal(od_ranking_init(&ranking, &arena, d->rules, priors), OD_OK);
  for (size_t i = 0; i < d->finding_count; i++) {
    if (truths[i] != OD_TRUE) continue;
    truths[i] = OD_UNKNOWN;
    od_ranking_run(&ranking, truths);
    const od_ranked *first = od_ranking_first(&ranking);
    if (od_ranking_verdict(&ranking, 0) == OD_VERDICT_CAUSE_FOUND &&
        !led(d, first->cause->id)) {
      print_error("%.*s: without %s the first cause is %s\n",
                  row.size > 60 ? 60 : (int)row.size, row.data,
                  d->findings[i].observation->id, first->cause->id);
      wrong++;
    }
    truths[i] = OD_TRUE;
  }
  od_arena_free(&arena);
  return wrong;
}

static void check_dropping(od_case *c, od_view row, void *user) {
  od_diagnosis *d;
  size_t *wrong = user;
  if (od_case_diagnose(&d, c, job) != OD_OK) return; /* two users */
  *wrong += drop_each(d, row);
  od_diagnosis_free(d);
}

static void no_single_observation_holds_the_answer_up(void **state) {
  size_t wrong = 0;
  (void)state;
  assert_true(each_case(check_dropping, &wrong) >= 40);
  assert_int_equal(wrong, 0);
}

/* ---- tiers one step up or down ---- */

static const char *const tiers[] = {"hint", "moderate", "strong", "decisive"};

/* Rewrites every tier, and the classes so that none is refused. */
static void shift(od_buffer *out, od_view pack, int step) {
  static const char key[] = "\"tier\": \"", of_class[] = "\"class\": \"";
  while (pack.size) {
    size_t tier = od_view_find(pack, key), c = od_view_find(pack, of_class);
    size_t at = tier < c ? tier : c;
    if (at == OD_NOT_FOUND) break;
    at += tier < c ? sizeof key - 1 : sizeof of_class - 1;
    od_buffer_view(out, od_view_first(pack, at));
    pack = od_view_from(pack, at);
    size_t end = od_view_find_char(pack, '"');
    od_view word = od_view_first(pack, end);
    const char *other = "verdict\", \"source\": \"test";
    for (int i = 0; tier < c && i < 4; i++) {
      int to = i + step < 0 ? 0 : i + step > 3 ? 3 : i + step;
      if (od_view_equal(word, tiers[i])) other = tiers[to];
    }
    od_buffer_text(out, tier < c || od_view_equal(word, "unsourced")
                            ? other : "verdict");
    pack = od_view_from(pack, end);
  }
  od_buffer_view(out, pack);
}

typedef struct shifted {
  int step;
  od_rules *list[32];
  size_t count;
  od_rules *all;
  size_t answers;
  size_t kept;
} shifted;

static od_status read_shifted(void *user, const char *path, const char *name) {
  shifted *s = user;
  char *data;
  size_t size;
  od_buffer out = {0};
  assert_int_equal(od_file_read(&data, &size, path, 1u << 24), OD_OK);
  shift(&out, (od_view){data, size}, s->step);
  if (od_rules_read(&s->list[s->count++], name, out.data, out.size, job))
    fail_msg("%s", od_error_message());
  od_buffer_release(&out);
  od_free(data);
  return OD_OK;
}

static void compare_first(od_case *c, od_view row, void *user) {
  shifted *s = user;
  od_diagnosis *plain, *other;
  (void)row;
  if (od_case_diagnose(&plain, c, job) != OD_OK) return;
  assert_int_equal(od_diagnosis_make(&other, c, s->all, job), OD_OK);
  if (plain->verdict == OD_VERDICT_CAUSE_FOUND) {
    s->answers++;
    int same = plain->ranked[0].cause == other->ranked[0].cause;
    s->kept += (size_t)same;
    if (!same)
      print_message("step %+d: %.*s: %s became %s\n", s->step, 40, row.data,
                    plain->ranked[0].cause->id, other->ranked[0].cause->id);
  }
  od_diagnosis_free(plain);
  od_diagnosis_free(other);
}

static void tiers_one_step_off_keep_the_first_cause(void **state) {
  (void)state;
  for (int step = -1; step <= 1; step += 2) {
    shifted s = {.step = step};
    assert_int_equal(od_folder_walk(PACKS, 32, read_shifted, &s), OD_OK);
    assert_int_equal(od_rules_combine(&s.all, (const od_rules *const *)s.list,
                                      s.count), OD_OK);
    each_case(compare_first, &s);
    print_message("step %+d: %zu of %zu keep their first cause\n", step,
                  s.kept, s.answers);
    assert_true(s.answers >= 20);
    assert_true(s.kept * 100 >= s.answers * 95);
    for (size_t i = 0; i < s.count; i++) od_rules_free(s.list[i]);
    od_rules_free(s.all);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_single_observation_holds_the_answer_up),
      cmocka_unit_test(tiers_one_step_off_keep_the_first_cause),
  };
  return cmocka_run_group_tests(tests, start, stop);
}
