#include "diagnosis/diagnosis.h"

#include <stdio.h>
#include <string.h>

#include "case/case.h"
#include "core/error.h"
#include "core/job.h"

/* Priors in decibans: a documented cause of the code, its layer, any other. */
enum { PRIOR_DOCUMENTED = 0, PRIOR_LAYER = -6, PRIOR_OTHER = -12 };

const char *od_verdict_name(od_verdict verdict) {
  static const char *const names[] = {"cause-found", "nothing-found",
                                      "cannot-tell"};
  return names[verdict];
}

static void set_priors(int *priors, const od_code *code) {
  unsigned layers = 0;
  int documented = code && *code->causes;
  for (size_t i = 0; documented && code->causes[i]; i++)
    layers |= 1u << od_cause_find(code->causes[i])->layer;
  for (size_t i = 0; i < od_cause_count(); i++)
    priors[i] = !documented || layers & 1u << od_cause_at(i)->layer
                    ? PRIOR_LAYER
                    : PRIOR_OTHER;
  for (size_t i = 0; documented && code->causes[i]; i++)
    priors[od_cause_index(od_cause_find(code->causes[i]))] = PRIOR_DOCUMENTED;
}

/* Without a code of its own the case takes the one that OneDrive reports. */
static void choose_code(od_diagnosis *d, const od_case *c) {
  memcpy(d->code, c->code, sizeof d->code);
  const od_fact *codes = od_facts_find(d->facts, "codes");
  if (*d->code || !codes || codes->state != OD_FACT_MEASURED) return;
  const od_json *only = NULL;
  size_t count = 0;
  for (const od_json *i = od_json_first(codes->value); i; i = od_json_next(i)) {
    if (strcmp(od_code_family(od_json_text(i)), "onedrive")) continue;
    only = i;
    count++;
  }
  if (count == 1) snprintf(d->code, sizeof d->code, "%s", od_json_text(only));
}

static od_status evaluate_one(od_diagnosis *d, od_fact_view *view, size_t i) {
  od_finding *finding = &d->findings[i];
  finding->observation = od_rules_observation(d->rules, i);
  size_t room = finding->observation->fact_count;
  finding->decided_by =
      od_arena_alloc(&d->arena, (room + 1) * sizeof *finding->decided_by);
  if (!finding->decided_by) return od_fail_memory();
  return od_observation_evaluate(&finding->truth, finding->observation, view,
                                 finding->decided_by, &finding->decided_count);
}

static od_status evaluate(od_diagnosis *d, od_job *job) {
  od_fact_view *view;
  d->finding_count = od_rules_observation_count(d->rules);
  d->findings =
      od_arena_alloc(&d->arena, (d->finding_count + 1) * sizeof *d->findings);
  if (!d->findings) return od_fail_memory();
  od_status status = od_fact_view_new(&view, d->facts);
  for (size_t i = 0; status == OD_OK && i < d->finding_count; i++) {
    status = od_job_check(job);
    if (status == OD_OK) status = evaluate_one(d, view, i);
  }
  od_fact_view_free(view);
  return status;
}

static od_status rank(od_diagnosis *d) {
  od_ranking ranking;
  size_t causes = od_cause_count();
  int *priors = od_arena_alloc(&d->arena, causes * sizeof *priors);
  od_truth *truths =
      od_arena_alloc(&d->arena, (d->finding_count + 1) * sizeof *truths);
  d->ranked = od_arena_alloc(&d->arena, causes * sizeof *d->ranked);
  if (!priors || !truths || !d->ranked) return od_fail_memory();
  set_priors(priors, *d->code ? od_code_find(d->code) : NULL);
  for (size_t i = 0; i < d->finding_count; i++)
    truths[i] = d->findings[i].truth;
  od_status status = od_ranking_init(&ranking, &d->arena, d->rules, priors);
  if (status != OD_OK) return status;
  od_ranking_run(&ranking, truths);
  od_ranking_sort(&ranking);
  memcpy(d->ranked, ranking.ranked, causes * sizeof *d->ranked);
  d->ranked_count = causes;
  for (size_t i = 0; i < d->finding_count; i++)
    d->findings[i].consequence_of = ranking.seen_through[i];
  return od_diagnosis_unmeasured(d, &ranking, truths);
}

static od_status keep_unrecognised(od_diagnosis *d, const od_case *c) {
  const od_texts *texts = &c->unrecognised;
  d->unrecognised = od_arena_alloc(
      &d->arena, (texts->count + 1) * sizeof *d->unrecognised);
  if (!d->unrecognised) return od_fail_memory();
  for (size_t i = 0; i < texts->count; i++) {
    const char *text = texts->list[i];
    char *copy = od_arena_text(&d->arena, text, strlen(text));
    if (!copy) return od_fail_memory();
    size_t at = d->unrecognised_count++;
    for (; at && strcmp(d->unrecognised[at - 1], copy) > 0; at--)
      d->unrecognised[at] = d->unrecognised[at - 1];
    d->unrecognised[at] = copy; /* sorted: the order of files never matters */
  }
  return OD_OK;
}

static od_status diagnose(od_diagnosis *d, const od_case *c, od_job *job) {
  od_status status = od_case_join(&d->facts, c);
  if (status != OD_OK) return status;
  od_job_advance(job, 300);
  choose_code(d, c);
  d->has_at = c->has_at;
  d->at = c->at;
  status = keep_unrecognised(d, c);
  if (status == OD_OK)
    status = od_chain_make(&d->chain, &d->arena, d->facts,
                           d->has_at ? &d->at : NULL);
  if (status == OD_OK) status = evaluate(d, job);
  od_job_advance(job, 700);
  if (status == OD_OK) status = rank(d);
  od_job_advance(job, 1000);
  return status;
}

od_status od_case_diagnose(od_diagnosis **out, const od_case *c, od_job *job) {
  od_rules *rules;
  od_error_clear();
  *out = NULL;
  od_status status = od_case_rules(&rules, c);
  if (status != OD_OK) return status;
  status = od_diagnosis_make(out, c, rules, job);
  od_rules_free(rules);
  return status;
}

od_status od_diagnosis_make(od_diagnosis **out, const od_case *c,
                            const od_rules *rules, od_job *job) {
  *out = NULL;
  od_diagnosis *d = od_alloc_zero(1, sizeof *d);
  if (!d) return od_fail_memory();
  d->rules = od_rules_share(rules);
  od_status status = diagnose(d, c, job);
  if (status == OD_OK) *out = d;
  else od_diagnosis_free(d);
  return status;
}

void od_diagnosis_free(od_diagnosis *d) {
  if (!d) return;
  od_facts_free(d->facts);
  od_rules_free(d->rules);
  od_arena_free(&d->arena);
  od_free(d);
}

const char *od_diagnosis_verdict(const od_diagnosis *d) {
  return od_verdict_name(d->verdict);
}

size_t od_diagnosis_cause_count(const od_diagnosis *d) {
  return d->ranked_count;
}

const char *od_diagnosis_cause_id(const od_diagnosis *d, size_t index) {
  return index < d->ranked_count ? d->ranked[index].cause->id : NULL;
}

const char *od_diagnosis_cause_grade(const od_diagnosis *d, size_t index) {
  return index < d->ranked_count ? od_grade_name(d->ranked[index].grade)
                                 : NULL;
}
