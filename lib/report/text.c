/* The report for people: the answer first, then its reasons. */
#include <stdio.h>
#include <string.h>

#include "core/json.h"
#include "core/time.h"
#include "report/report.h"

enum { VALUE_COLUMNS = 60, GROUPS_SHOWN = 8, CHEAP = 2 };

/* ---- the answer: three lines ---- */

static void answer(od_buffer *out, const od_diagnosis *d) {
  const od_ranked *first = &d->ranked[0];
  od_buffer line = {0};
  switch (d->verdict) {
    case OD_VERDICT_CAUSE_FOUND:
      od_buffer_format(&line, "%s (%s)", first->cause->title,
                       first->cause->id);
      od_report_fold(out, first->grade == OD_GRADE_CONFIRMED
                              ? "Cause confirmed: "
                              : "Likely cause: ",
                     line.data ? line.data : "");
      break;
    case OD_VERDICT_NOTHING_FOUND:
      od_report_fold(out, "Nothing wrong found: ",
                     *d->code ? "everything that this code needs was measured."
                              : "as far as this evidence goes; no code was "
                                "given.");
      break;
    default:
      if (first->grade <= OD_GRADE_POSSIBLE)
        od_buffer_format(&line, "best guess is %s (%s), %s",
                         first->cause->title, first->cause->id,
                         od_grade_name(first->grade));
      else
        od_buffer_text(&line, "the evidence points to no cause");
      od_report_fold(out, "Cannot tell: ", line.data ? line.data : "");
  }
  od_buffer_end(&line, out);
}

/* The first sentence is enough at the top; the rest stands below. */
static void first_sentence(od_buffer *out, const char *head,
                           const char *text) {
  const char *end = strstr(text, ". ");
  od_buffer sentence = {0};
  od_buffer_add(&sentence, text, end ? (size_t)(end - text) + 1 : strlen(text));
  if (sentence.data) od_report_fold(out, head, sentence.data);
  od_buffer_end(&sentence, out);
}

static void next_line(od_buffer *out, const od_diagnosis *d) {
  const od_finding *best = od_report_reason(d, d->ranked[0].cause);
  if (od_ranked_leads(&d->ranked[0]) && best && *best->observation->action) {
    first_sentence(out, "Do next: ", best->observation->action);
  } else if (d->next && *d->next->group->how) {
    od_report_command(out, "Run next: ", d->next->group->how);
  } else if (d->next) {
    od_report_fold(out, "Measure next: ", d->next->group->title);
  }
}

static void about(od_buffer *out, const od_diagnosis *d) {
  const od_subject *subject = od_facts_subject(d->facts);
  long long ms;
  char time[32] = "unknown";
  const char *seen, *id = od_report_correlation(d, &seen);
  od_buffer line = {0};
  if (od_facts_captured(d->facts, &ms)) od_time_format(time, ms);
  od_buffer_format(&line, "code %s, user %s, captured %s%s%s%s",
                   *d->code ? d->code : "not given",
                   subject->account ? subject->account
                   : subject->sid   ? subject->sid
                                    : "unknown",
                   time, id ? ", correlation id " : "", id ? id : "",
                   d->verdict == OD_VERDICT_CAUSE_FOUND && !d->firm
                       ? "; what was not measured could still change this"
                       : "");
  od_report_fold(out, "About: ", line.data ? line.data : "");
  od_buffer_end(&line, out);
}

/* ---- reasons ---- */

static void value_of(od_buffer *out, const od_fact *fact) {
  od_buffer value = {0};
  od_json_write(&value, fact->value, 0);
  if (value.size > VALUE_COLUMNS) {
    size_t cut = VALUE_COLUMNS;
    while (cut && ((unsigned char)value.data[cut] & 0xc0) == 0x80) cut--;
    od_buffer_add(out, value.data, cut);
    od_buffer_text(out, "...");
  } else if (value.data) {
    od_buffer_text(out, value.data);
  }
  od_buffer_end(&value, out);
}

/* What only guards a condition is no news to a reader. */
static int is_guard(const od_observation *o, const char *name) {
  for (size_t i = 0; o->context && i < o->fact_count; i++)
    if (!strcmp(o->facts[i], name)) return o->context[i];
  return 0;
}

static void evidence(od_buffer *out, const od_diagnosis *d,
                     const od_finding *finding) {
  for (size_t i = 0; i < finding->decided_count; i++) {
    const od_fact *fact = od_facts_find(d->facts, finding->decided_by[i]);
    od_buffer line = {0};
    if (!fact || is_guard(finding->observation, fact->name)) continue;
    od_buffer_format(&line, "%s = ", fact->name);
    if (fact->value) value_of(&line, fact);
    else od_buffer_text(&line, od_fact_state_name(fact->state));
    const char *source = od_report_source(d, fact);
    if (source && fact->line)
      od_buffer_format(&line, " [%s:%u]", source, fact->line);
    else if (source)
      od_buffer_format(&line, " [%s]", source);
    if (line.data) od_report_fold(out, "           ", line.data);
    od_buffer_end(&line, out);
  }
}

static void reason(od_buffer *out, const od_diagnosis *d,
                   const od_finding *finding, const char *head) {
  od_report_fold(out, head, finding->observation->text);
  evidence(out, d, finding);
  if (finding->consequence_of)
    od_report_fold(out, "           ",
                   "(not counted: seen through the cause above)");
}

/* The strongest first, so that the reason of the grade stands on top. */
static void reasons(od_buffer *out, const od_diagnosis *d,
                    const od_ranked *ranked, int against) {
  const char *head = against ? "   against " : "   for     ";
  for (int db = OD_DB_DECISIVE, weaker; db > 0; db = weaker) {
    weaker = 0;
    for (size_t i = 0; i < d->finding_count; i++) {
      if (d->findings[i].truth != OD_TRUE) continue;
      const od_observation *o = d->findings[i].observation;
      const od_effect *of =
          against
              ? od_report_effect(o->against, o->against_count, ranked->cause)
              : od_report_effect(o->for_causes, o->for_count, ranked->cause);
      if (of && of->db == db) reason(out, d, &d->findings[i], head);
      if (of && of->db < db && of->db > weaker) weaker = of->db;
    }
  }
}

static void cause(od_buffer *out, const od_diagnosis *d,
                  const od_ranked *ranked, int number) {
  const od_finding *best = od_report_reason(d, ranked->cause);
  char head[32];
  od_buffer line = {0};
  if (number) snprintf(head, sizeof head, "%2d. ", number);
  else snprintf(head, sizeof head, " -  "); /* no cause by itself */
  od_buffer_format(&line, "%s: %s (%s)", od_grade_name(ranked->grade),
                   ranked->cause->title, ranked->cause->id);
  if (ranked->consequence_of)
    od_buffer_format(&line, ", a consequence of %s",
                     ranked->consequence_of->id);
  if (line.data) od_report_fold(out, head, line.data);
  od_buffer_end(&line, out);
  reasons(out, d, ranked, 0);
  reasons(out, d, ranked, 1);
  if (ranked->consequence_of) return;
  if (best && *best->observation->action)
    od_report_fold(out, "   do      ", best->observation->action);
  od_buffer_format(out, "   read    " OD_REPORT_PAGE "\n", ranked->cause->id);
}

static int is_shown(const od_ranked *ranked) {
  return ranked->grade <= OD_GRADE_POSSIBLE || ranked->consequence_of;
}

static void causes(od_buffer *out, const od_diagnosis *d) {
  int any = 0, number = 0;
  for (size_t i = 0; i < d->ranked_count; i++) {
    const od_ranked *ranked = &d->ranked[i];
    if (!is_shown(ranked)) continue;
    if (!any++) od_buffer_text(out, "\nCauses, best first\n");
    cause(out, d, ranked, ranked->consequence_of ? 0 : ++number);
  }
}

static void ids_of_grade(od_buffer *out, const od_diagnosis *d,
                         od_grade grade, const char *head) {
  od_buffer line = {0};
  for (size_t i = 0; i < d->ranked_count; i++)
    if (d->ranked[i].grade == grade && !is_shown(&d->ranked[i]))
      od_buffer_format(&line, "%s%s", line.size ? ", " : "",
                       d->ranked[i].cause->id);
  if (line.data) od_report_fold(out, head, line.data);
  od_buffer_end(&line, out);
}

/* ---- the chain ---- */

static void event(od_buffer *line, const od_link *link) {
  static const struct {
    const char *what, *words;
  } names[] = {{"message", "the user was shown"},
               {"prt-attempt", "Windows asked for a token"},
               {"client-attempt", "OneDrive tried to sign in,"},
               {"event", "event"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(names[i].what, link->what))
      od_buffer_text(line, names[i].words);
  if (*link->name) od_buffer_format(line, " %s", link->name);
  if (link->code) od_buffer_format(line, ": %s", link->code);
  const od_code *code = link->code ? od_code_find(link->code) : NULL;
  if (code && *code->name) od_buffer_format(line, " %s", code->name);
}

static void chain_link(od_buffer *out, const od_link *link) {
  static const char *const ties[] = {"", ", same correlation id",
                                     ", same request id", ", near in time"};
  char time[32] = "time unknown", head[48];
  od_buffer line = {0};
  if (link->has_time) od_time_format(time, link->time);
  snprintf(head, sizeof head, " -  %-20s  ", time);
  event(&line, link);
  if (link->source)
    od_buffer_format(&line, link->line ? " [%s:%u]" : " [%s]", link->source,
                     link->line);
  od_buffer_text(&line, ties[link->tie]);
  if (line.data) od_report_fold(out, head, line.data);
  od_buffer_end(&line, out);
}

static void chain(od_buffer *out, const od_diagnosis *d) {
  char time[32];
  if (d->has_at && !d->chain.count) {
    od_time_format(time, d->at);
    od_buffer_format(out, "\nNothing in the evidence is within five minutes "
                          "of %s\n(Z: all times are UTC, none local)\n",
                     time);
  }
  if (d->chain.count < 2 && !d->has_at) return;
  for (size_t i = 0; i < d->chain.count; i++) {
    if (!i) od_buffer_text(out, "\nHow it went, by ids and times\n");
    chain_link(out, &d->chain.links[i]);
  }
}

/* ---- the rest ---- */

static int has_effect(const od_observation *o) {
  return o->for_count || o->against_count || o->exclude_count;
}

static const od_ranked *ranked_of(const od_diagnosis *d,
                                  const od_cause *cause) {
  for (size_t i = 0; i < d->ranked_count; i++)
    if (d->ranked[i].cause == cause) return &d->ranked[i];
  return NULL;
}

/* An error that speaks for causes of which none is shown. */
static const od_ranked *hidden(const od_diagnosis *d,
                               const od_observation *o) {
  const od_ranked *first = NULL;
  if (strcmp(o->severity, "error")) return NULL;
  for (size_t i = 0; i < o->for_count; i++) {
    const od_ranked *ranked = ranked_of(d, o->for_causes[i].cause);
    if (!ranked || is_shown(ranked)) return NULL;
    if (!first || ranked->grade < first->grade) first = ranked;
  }
  return first;
}

static void seen(od_buffer *out, const od_diagnosis *d,
                 const od_finding *finding) {
  const od_observation *o = finding->observation;
  const od_ranked *ranked = hidden(d, o);
  od_report_fold(out, " -  ", o->text);
  if (ranked) {
    od_buffer line = {0};
    od_buffer_format(&line, "(speaks for %s, which is %s%s)",
                     ranked->cause->id, od_grade_name(ranked->grade),
                     ranked->grade > OD_GRADE_OPEN
                         ? ": other evidence is against it"
                         : "");
    if (line.data) od_report_fold(out, "    ", line.data);
    od_buffer_end(&line, out);
  }
  if (*o->action) od_report_fold(out, "    ", o->action);
}

static void also_seen(od_buffer *out, const od_diagnosis *d) {
  int any = 0;
  for (size_t i = 0; i < d->finding_count; i++) {
    const od_observation *o = d->findings[i].observation;
    if (d->findings[i].truth != OD_TRUE) continue;
    if (has_effect(o) && strcmp(o->severity, "advice") && !hidden(d, o))
      continue;
    if (!any++) od_buffer_text(out, "\nAlso seen (no cause by itself)\n");
    seen(out, d, &d->findings[i]);
  }
}

static void unmeasured_group(od_buffer *out, const od_diagnosis *d,
                             const od_unmeasured *u) {
  od_buffer line = {0};
  od_buffer_format(&line, "%s: %s%s", u->group->title, u->why,
                   !u->required ? ""
                   : *d->code   ? " (required for this code)"
                                : " (half measured)");
  if (line.data) od_report_fold(out, " -  ", line.data);
  od_buffer_end(&line, out);
  if (*u->group->how) od_report_command(out, "    run: ", u->group->how);
}

/* 0 what the code requires, 1 what is cheap, 2 the rest. */
static int turn_of(const od_unmeasured *u) {
  return u->required ? 0 : u->group->cost <= CHEAP ? 1 : 2;
}

static void unmeasured(od_buffer *out, const od_diagnosis *d) {
  size_t shown = 0;
  for (int turn = 0; turn < 3; turn++)
    for (size_t i = 0; i < d->unmeasured_count; i++) {
      const od_unmeasured *u = &d->unmeasured[i];
      if (turn_of(u) != turn || (turn && shown >= GROUPS_SHOWN)) continue;
      if (!shown++) od_buffer_text(out, "\nNot measured, so not ruled out\n");
      unmeasured_group(out, d, u);
    }
  if (shown < d->unmeasured_count)
    od_buffer_format(out,
                     "    and %zu more that weigh less (see --format json)\n",
                     d->unmeasured_count - shown);
}

static void steps(od_buffer *out, const od_plan_steps *plan) {
  for (size_t i = 0; i < plan->count; i++) {
    const od_plan_step *step = &plan->list[i];
    od_buffer line = {0};
    char head[32];
    if (!i) od_buffer_text(out, "\nPlan, in this order; stop when the sign-in works\n");
    snprintf(head, sizeof head, "%2zu. ", i + 1);
    od_buffer_format(&line, "%s: %s (risk %s%s)", step->step, step->target,
                     step->risk, step->automatic ? "" : ", by the person");
    if (line.data) od_report_fold(out, head, line.data);
    od_buffer_end(&line, out);
    od_report_fold(out, "    ", step->changes);
    od_report_fold(out, "    undo: ", step->undo);
    if (step->blocked_by) od_report_fold(out, "    not yet: ", step->blocked_by);
  }
}

static void conflicts(od_buffer *out, const od_diagnosis *d) {
  for (size_t i = 0; i < d->unrecognised_count; i++) {
    if (!i) od_buffer_text(out, "\nFiles that were not recognised\n");
    od_report_fold(out, " -  ", d->unrecognised[i]);
  }
}

od_status od_report_text(od_buffer *out, const od_diagnosis *d,
                         const od_plan_steps *plan) {
  answer(out, d);
  next_line(out, d);
  about(out, d);
  causes(out, d);
  chain(out, d);
  ids_of_grade(out, d, OD_GRADE_EXCLUDED, "\nExcluded: ");
  ids_of_grade(out, d, OD_GRADE_UNLIKELY, "\nUnlikely: ");
  also_seen(out, d);
  unmeasured(out, d);
  steps(out, plan);
  conflicts(out, d);
  return OD_OK;
}
