/* The arithmetic of ranking on given truths; packs are made for each test. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "core/buffer.h"
#include "diagnosis/rank.h"

enum { MOST = 16 };

/* One observation: effects as JSON, the layers it is seen through. */
typedef struct row {
  const char *group;
  const char *for_causes;
  const char *against;
  const char *more; /* further members, with a leading comma */
} row;

typedef struct world {
  od_arena arena;
  od_rules *rules;
  od_ranking ranking;
  int priors[128];
  od_truth truths[MOST];
} world;

static void open_world(world *w, const row *rows, size_t count) {
  od_buffer pack = {0};
  od_job *job;
  *w = (world){0};
  od_buffer_text(&pack, "{\"schema\":\"od0x8004.rules/1\",\"observations\":[");
  for (size_t i = 0; i < count; i++)
    od_buffer_format(
        &pack,
        "%s{\"id\":\"o%zu\",\"group\":\"%s\",\"class\":\"verdict\","
        "\"source\":\"test\",\"text\":\"t.\",\"for\":[%s],\"against\":[%s],"
        "\"when\":{\"===\":[{\"var\":\"onedrive.policy.%s\"},%zu]}%s}",
        i ? "," : "", i, rows[i].group, rows[i].for_causes, rows[i].against,
        rows[i].group, i, rows[i].more ? rows[i].more : "");
  od_buffer_text(&pack, "]}");
  assert_int_equal(od_job_new(&job), OD_OK);
  if (od_rules_read(&w->rules, "p", pack.data, pack.size, job) != OD_OK)
    fail_msg("%s", od_error_message());
  od_job_free(job);
  od_buffer_release(&pack);
  assert_int_equal(
      od_ranking_init(&w->ranking, &w->arena, w->rules, w->priors), OD_OK);
  for (size_t i = 0; i < count; i++) w->truths[i] = OD_TRUE;
}

static void close_world(world *w) {
  od_rules_free(w->rules);
  od_arena_free(&w->arena);
}

static const od_ranked *ranked(const world *w, const char *id) {
  for (size_t i = 0; i < w->ranking.cause_count; i++)
    if (!strcmp(w->ranking.ranked[i].cause->id, id))
      return &w->ranking.ranked[i];
  fail_msg("no cause %s", id);
  return NULL;
}

static const char *first(const world *w) {
  return od_ranking_first(&w->ranking)->cause->id;
}

#define STALE_STRONG "{\"cause\":\"credential.stale\",\"tier\":\"strong\"}"
#define STALE_HINT "{\"cause\":\"credential.stale\",\"tier\":\"hint\"}"
#define STALE_DECISIVE "{\"cause\":\"credential.stale\",\"tier\":\"decisive\"}"
#define STALE_MODERATE "{\"cause\":\"credential.stale\",\"tier\":\"moderate\"}"
#define DNS_STRONG "{\"cause\":\"network.dns\",\"tier\":\"strong\"}"

static void of_a_group_only_the_strongest_counts(void **state) {
  world w;
  (void)state;
  open_world(&w, (const row[]){{"g", STALE_HINT, "", 0},
                               {"g", STALE_STRONG, "", 0},
                               {"g", STALE_STRONG, "", 0}}, 3);
  od_ranking_run(&w.ranking, w.truths);
  assert_int_equal(ranked(&w, "credential.stale")->evidence, 13);
  assert_int_equal(ranked(&w, "credential.stale")->grade, OD_GRADE_LIKELY);
  close_world(&w);
}

static void groups_add_up_and_against_counts(void **state) {
  world w;
  (void)state;
  open_world(&w, (const row[]){{"a", STALE_STRONG, "", 0},
                               {"b", STALE_MODERATE, "", 0},
                               {"c", "", STALE_HINT, 0}}, 3);
  od_ranking_run(&w.ranking, w.truths);
  assert_int_equal(ranked(&w, "credential.stale")->evidence, 17);
  w.truths[0] = OD_UNKNOWN; /* adds nothing */
  od_ranking_run(&w.ranking, w.truths);
  assert_int_equal(ranked(&w, "credential.stale")->evidence, 4);
  assert_int_equal(ranked(&w, "credential.stale")->grade, OD_GRADE_OPEN);
  close_world(&w);
}

static void grades_have_these_steps(void **state) {
  static const struct {
    const char *a, *b, *against;
    od_grade grade;
  } rows[] = {
      {STALE_DECISIVE, "", "", OD_GRADE_CONFIRMED},
      {STALE_STRONG, STALE_MODERATE, "", OD_GRADE_LIKELY}, /* none decisive */
      {STALE_STRONG, "", "", OD_GRADE_LIKELY},
      {STALE_MODERATE, "", "", OD_GRADE_POSSIBLE},
      {STALE_HINT, "", "", OD_GRADE_OPEN},
      {STALE_HINT, STALE_HINT, "", OD_GRADE_POSSIBLE},
      {"", "", STALE_HINT, OD_GRADE_OPEN},
      {"", "", STALE_MODERATE, OD_GRADE_UNLIKELY},
      {STALE_DECISIVE, "", STALE_HINT, OD_GRADE_LIKELY},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    world w;
    open_world(&w, (const row[]){{"a", rows[i].a, "", 0},
                                 {"b", rows[i].b, "", 0},
                                 {"c", "", rows[i].against, 0}}, 3);
    od_ranking_run(&w.ranking, w.truths);
    if (ranked(&w, "credential.stale")->grade != rows[i].grade)
      fail_msg("row %zu: %s", i,
               od_grade_name(ranked(&w, "credential.stale")->grade));
    close_world(&w);
  }
}

static void excluded_beats_evidence(void **state) {
  world w;
  (void)state;
  open_world(&w,
             (const row[]){{"a", STALE_DECISIVE, "", 0},
                           {"b", "", "",
                            ",\"excludes\":[{\"cause\":\"credential.stale\","
                            "\"case\":\"some-case\"}]"}},
             2);
  od_ranking_run(&w.ranking, w.truths);
  assert_int_equal(ranked(&w, "credential.stale")->grade, OD_GRADE_EXCLUDED);
  assert_string_not_equal(first(&w), "credential.stale");
  close_world(&w);
}

static void what_is_seen_through_a_lower_layer_is_its_consequence(void **s) {
  world w;
  (void)s;
  open_world(&w, (const row[]){{"a", DNS_STRONG, "", 0},
                               {"b", STALE_DECISIVE, "",
                                ",\"through\":[\"dns\"]"}}, 2);
  od_ranking_run(&w.ranking, w.truths);
  const od_ranked *stale = ranked(&w, "credential.stale");
  assert_string_equal(first(&w), "network.dns");
  assert_int_equal(stale->evidence, 0);
  assert_non_null(stale->consequence_of);
  assert_string_equal(stale->consequence_of->id, "network.dns");
  w.truths[0] = OD_FALSE; /* without the lower cause it counts again */
  od_ranking_run(&w.ranking, w.truths);
  stale = ranked(&w, "credential.stale");
  assert_null(stale->consequence_of);
  assert_int_equal(stale->grade, OD_GRADE_CONFIRMED);
  close_world(&w);
}

static void within_a_layer_the_declared_cause_goes_first(void **state) {
  world w;
  (void)state;
  open_world(&w,
             (const row[]){
                 {"a", "{\"cause\":\"device.disabled\",\"tier\":\"strong\"}",
                  "", 0},
                 {"b", "{\"cause\":\"prt.missing\",\"tier\":\"decisive\"}", "",
                  0}},
             2);
  od_ranking_run(&w.ranking, w.truths);
  assert_string_equal(first(&w), "device.disabled");
  assert_string_equal(ranked(&w, "prt.missing")->consequence_of->id,
                      "device.disabled");
  assert_int_equal(od_ranking_verdict(&w.ranking, 0), OD_VERDICT_CAUSE_FOUND);
  close_world(&w);
}

static void the_first_must_lead_its_layer(void **state) {
  world w;
  (void)state;
  open_world(&w,
             (const row[]){
                 {"a", STALE_STRONG, "", 0},
                 {"b", "{\"cause\":\"device.tpm\",\"tier\":\"strong\"}", "",
                  0}},
             2);
  od_ranking_run(&w.ranking, w.truths);
  assert_int_equal(od_ranking_verdict(&w.ranking, 1), OD_VERDICT_CANNOT_TELL);
  w.truths[1] = OD_FALSE;
  od_ranking_run(&w.ranking, w.truths);
  assert_int_equal(od_ranking_verdict(&w.ranking, 0), OD_VERDICT_CAUSE_FOUND);
  close_world(&w);
}

static void several_layers_are_all_found_lowest_first(void **state) {
  world w;
  (void)state;
  open_world(&w, (const row[]){{"a", STALE_DECISIVE, "", 0},
                               {"b", DNS_STRONG, "", 0}}, 2);
  od_ranking_run(&w.ranking, w.truths);
  assert_string_equal(first(&w), "network.dns");
  od_ranking_sort(&w.ranking);
  assert_string_equal(w.ranking.ranked[0].cause->id, "network.dns");
  assert_string_equal(w.ranking.ranked[1].cause->id, "credential.stale");
  assert_int_equal(od_ranking_verdict(&w.ranking, 0), OD_VERDICT_CAUSE_FOUND);
  close_world(&w);
}

static void priors_alone_find_nothing(void **state) {
  world w;
  (void)state;
  open_world(&w, (const row[]){{"a", STALE_STRONG, "", 0}}, 1);
  w.truths[0] = OD_UNKNOWN;
  w.priors[0] = 100;
  od_ranking_run(&w.ranking, w.truths);
  assert_int_equal(od_ranking_verdict(&w.ranking, 0), OD_VERDICT_CANNOT_TELL);
  assert_int_equal(od_ranking_verdict(&w.ranking, 1),
                   OD_VERDICT_NOTHING_FOUND);
  close_world(&w);
}

static void an_error_is_not_nothing(void **state) {
  world w;
  (void)state;
  open_world(&w, (const row[]){{"a", "", "", ",\"severity\":\"error\""}}, 1);
  od_ranking_run(&w.ranking, w.truths);
  assert_int_equal(od_ranking_verdict(&w.ranking, 1), OD_VERDICT_CANNOT_TELL);
  w.truths[0] = OD_FALSE;
  od_ranking_run(&w.ranking, w.truths);
  assert_int_equal(od_ranking_verdict(&w.ranking, 1),
                   OD_VERDICT_NOTHING_FOUND);
  close_world(&w);
}

static void a_prior_may_break_the_lead(void **state) {
  world w;
  (void)state;
  open_world(&w, (const row[]){{"a", STALE_STRONG, "", 0}}, 1);
  for (size_t i = 0; i < w.ranking.cause_count; i++) w.priors[i] = -12;
  w.priors[od_cause_index(od_cause_find("device.tpm"))] = 0;
  od_ranking_run(&w.ranking, w.truths);
  assert_int_equal(od_ranked_score(ranked(&w, "credential.stale")), 1);
  assert_int_equal(od_ranking_verdict(&w.ranking, 0), OD_VERDICT_CANNOT_TELL);
  close_world(&w);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_error_is_not_nothing),
      cmocka_unit_test(of_a_group_only_the_strongest_counts),
      cmocka_unit_test(groups_add_up_and_against_counts),
      cmocka_unit_test(grades_have_these_steps),
      cmocka_unit_test(excluded_beats_evidence),
      cmocka_unit_test(what_is_seen_through_a_lower_layer_is_its_consequence),
      cmocka_unit_test(within_a_layer_the_declared_cause_goes_first),
      cmocka_unit_test(the_first_must_lead_its_layer),
      cmocka_unit_test(several_layers_are_all_found_lowest_first),
      cmocka_unit_test(priors_alone_find_nothing),
      cmocka_unit_test(a_prior_may_break_the_lead),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
