/* The document od0x8004.diagnosis/1. */
#include "core/json.h"

#include <stdio.h>
#include <string.h>

#include "core/time.h"
#include "report/report.h"

/* Failure is remembered, so that building needs one check at the end. */
typedef struct document {
  od_status status;
} document;

static void put(document *doc, od_json *object, const char *name,
                od_json *item) {
  if (od_json_put(object, name, item) != OD_OK) doc->status = OD_ENOMEM;
}

static void add(document *doc, od_json *array, od_json *item) {
  if (od_json_add(array, item) != OD_OK) doc->status = OD_ENOMEM;
}

static od_json *text_or_null(const char *text) {
  return text ? od_json_new_text(od_view_of(text)) : od_json_new_null();
}

static void put_text(document *doc, od_json *object, const char *name,
                     const char *text) {
  put(doc, object, name, text_or_null(text));
}

static od_json *subject(document *doc, const od_diagnosis *d) {
  const od_subject *s = od_facts_subject(d->facts);
  od_json *object = od_json_new_object();
  put_text(doc, object, "account", s->account);
  put_text(doc, object, "sid", s->sid);
  put_text(doc, object, "found_by", s->found_by);
  return object;
}

static od_json *effect(document *doc, const od_finding *finding,
                       const od_effect *of) {
  od_json *object = od_json_new_object();
  put_text(doc, object, "observation", finding->observation->id);
  put_text(doc, object, "tier", of->tier);
  return object;
}

static od_json *effects(document *doc, const od_diagnosis *d,
                        const od_ranked *ranked, int against) {
  od_json *array = od_json_new_array();
  for (size_t i = 0; i < d->finding_count; i++) {
    const od_finding *finding = &d->findings[i];
    const od_observation *o = finding->observation;
    const od_effect *of =
        against ? od_report_effect(o->against, o->against_count, ranked->cause)
                : od_report_effect(o->for_causes, o->for_count, ranked->cause);
    if (finding->truth == OD_TRUE && of) add(doc, array, effect(doc, finding, of));
  }
  return array;
}

static od_json *cause(document *doc, const od_diagnosis *d,
                      const od_ranked *ranked) {
  char page[OD_REPORT_COLUMNS];
  od_json *object = od_json_new_object();
  put_text(doc, object, "id", ranked->cause->id);
  put_text(doc, object, "layer", od_layer_name(ranked->cause->layer));
  put_text(doc, object, "title", ranked->cause->title);
  snprintf(page, sizeof page, OD_REPORT_PAGE, ranked->cause->id);
  put_text(doc, object, "page", page);
  put_text(doc, object, "grade", od_grade_name(ranked->grade));
  put(doc, object, "score_db", od_json_new_number(od_ranked_score(ranked)));
  put(doc, object, "prior_db", od_json_new_number(ranked->prior));
  put(doc, object, "for", effects(doc, d, ranked, 0));
  put(doc, object, "against", effects(doc, d, ranked, 1));
  put_text(doc, object, "consequence_of",
           ranked->consequence_of ? ranked->consequence_of->id : NULL);
  return object;
}

static od_json *evidence(document *doc, const od_diagnosis *d,
                         const od_finding *finding) {
  od_json *array = od_json_new_array();
  for (size_t i = 0; i < finding->decided_count; i++) {
    const od_fact *fact = od_facts_find(d->facts, finding->decided_by[i]);
    od_json *object = od_json_new_object();
    put_text(doc, object, "fact", finding->decided_by[i]);
    put(doc, object, "value",
        fact && fact->value ? od_json_copy(fact->value) : od_json_new_null());
    put_text(doc, object, "source", od_report_source(d, fact));
    put(doc, object, "line",
        fact && fact->line ? od_json_new_number(fact->line)
                           : od_json_new_null());
    add(doc, array, object);
  }
  return array;
}

static od_json *observation(document *doc, const od_diagnosis *d,
                            const od_finding *finding) {
  const od_observation *o = finding->observation;
  od_json *object = od_json_new_object();
  put_text(doc, object, "id", o->id);
  put_text(doc, object, "group", o->group);
  put_text(doc, object, "severity", o->severity);
  put_text(doc, object, "text", o->text);
  put_text(doc, object, "action", o->action);
  put_text(doc, object, "class", o->class_name);
  put_text(doc, object, "reference", o->source);
  put(doc, object, "evidence", evidence(doc, d, finding));
  if (finding->consequence_of)
    put_text(doc, object, "consequence_of", finding->consequence_of->id);
  return object;
}

static int is_advice(const od_finding *finding) {
  return !strcmp(finding->observation->severity, "advice");
}

static od_json *observations(document *doc, const od_diagnosis *d,
                             int advice) {
  od_json *array = od_json_new_array();
  for (size_t i = 0; i < d->finding_count; i++)
    if (d->findings[i].truth == OD_TRUE &&
        is_advice(&d->findings[i]) == advice)
      add(doc, array, observation(doc, d, &d->findings[i]));
  return array;
}

static od_json *unmeasured(document *doc, const od_diagnosis *d) {
  od_json *array = od_json_new_array();
  for (size_t i = 0; i < d->unmeasured_count; i++) {
    const od_unmeasured *u = &d->unmeasured[i];
    od_json *object = od_json_new_object(), *facts = od_json_new_array();
    for (size_t k = 0; k < u->fact_count; k++)
      add(doc, facts, text_or_null(u->facts[k]));
    put_text(doc, object, "group", u->group->id);
    put(doc, object, "facts", facts);
    put_text(doc, object, "why", u->why);
    put_text(doc, object, "how", u->group->how);
    put(doc, object, "swing_db", od_json_new_number(u->swing));
    put(doc, object, "required", od_json_new_bool(u->required));
    add(doc, array, object);
  }
  return array;
}

static od_json *next(document *doc, const od_diagnosis *d) {
  if (!d->next) return od_json_new_null();
  od_json *object = od_json_new_object();
  put_text(doc, object, "measure", d->next->group->id);
  put_text(doc, object, "how", d->next->group->how);
  put_text(doc, object, "because", od_report_because(d));
  return object;
}

static od_json *chain(document *doc, const od_diagnosis *d) {
  od_json *array = od_json_new_array();
  for (size_t i = 0; i < d->chain.count; i++) {
    const od_link *link = &d->chain.links[i];
    od_json *object = od_json_new_object();
    char time[32];
    if (link->has_time) od_time_format(time, link->time);
    put_text(doc, object, "what", link->what);
    put_text(doc, object, "name", *link->name ? link->name : NULL);
    put_text(doc, object, "time", link->has_time ? time : NULL);
    put_text(doc, object, "code", link->code);
    put_text(doc, object, "correlation_id", link->correlation_id);
    put_text(doc, object, "source", link->source);
    put(doc, object, "line", link->line ? od_json_new_number(link->line)
                                        : od_json_new_null());
    put_text(doc, object, "linked_by", od_tie_name(link->tie));
    add(doc, array, object);
  }
  return array;
}

static od_json *steps(document *doc, const od_plan_steps *plan) {
  od_json *array = od_json_new_array();
  for (size_t i = 0; i < plan->count; i++) {
    const od_plan_step *step = &plan->list[i];
    od_json *object = od_json_new_object();
    put_text(doc, object, "step", step->step);
    put_text(doc, object, "target", step->target);
    put_text(doc, object, "risk", step->risk);
    put_text(doc, object, "changes", step->changes);
    put_text(doc, object, "undo", step->undo);
    put(doc, object, "automatic", od_json_new_bool(step->automatic));
    put_text(doc, object, "blocked_by", step->blocked_by);
    put_text(doc, object, "fingerprint", step->fingerprint);
    add(doc, array, object);
  }
  return array;
}

static od_json *texts(document *doc, const char *const *list, size_t count) {
  od_json *array = od_json_new_array();
  for (size_t i = 0; i < count; i++) add(doc, array, text_or_null(list[i]));
  return array;
}

static od_json *captured(const od_diagnosis *d) {
  long long ms;
  char text[32];
  if (!od_facts_captured(d->facts, &ms)) return od_json_new_null();
  od_time_format(text, ms);
  return text_or_null(text);
}

od_status od_report_json(od_buffer *out, const od_diagnosis *d,
                         const od_plan_steps *plan) {
  document doc = {OD_OK};
  od_json *root = od_json_new_object(), *causes = od_json_new_array();
  for (size_t i = 0; i < d->ranked_count; i++)
    add(&doc, causes, cause(&doc, d, &d->ranked[i]));
  put_text(&doc, root, "schema", "od0x8004.diagnosis/1");
  put_text(&doc, root, "code", *d->code ? d->code : NULL);
  put(&doc, root, "subject", subject(&doc, d));
  put(&doc, root, "captured", captured(d));
  put_text(&doc, root, "verdict", od_verdict_name(d->verdict));
  put(&doc, root, "firm", od_json_new_bool(d->firm));
  put(&doc, root, "causes", causes);
  put(&doc, root, "chain", chain(&doc, d));
  put(&doc, root, "observations", observations(&doc, d, 0));
  put(&doc, root, "not_measured", unmeasured(&doc, d));
  put(&doc, root, "next", next(&doc, d));
  put(&doc, root, "plan", steps(&doc, plan));
  put(&doc, root, "advice", observations(&doc, d, 1));
  put(&doc, root, "unrecognised",
      texts(&doc, d->unrecognised, d->unrecognised_count));
  if (doc.status == OD_OK) {
    od_json_write(out, root, 2);
    od_buffer_char(out, '\n');
  }
  od_json_free(root);
  return doc.status == OD_OK ? OD_OK : od_fail_memory();
}
