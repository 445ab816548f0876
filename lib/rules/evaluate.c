/* Conditions on facts, and packs written out. */
#include <string.h>

#include "rules/pack.h"

struct od_fact_view {
  od_logic_data *data;
  od_logic_run run;
  unsigned *decided;
  size_t room;
};

od_status od_fact_view_new(od_fact_view **out, const od_facts *facts) {
  od_fact_view *view = od_alloc_zero(1, sizeof *view);
  *out = NULL;
  if (!view) return od_fail_memory();
  od_status status = od_logic_data_facts(&view->data, facts);
  if (status == OD_OK) *out = view;
  else od_fact_view_free(view);
  return status;
}

void od_fact_view_free(od_fact_view *view) {
  if (!view) return;
  od_logic_run_release(&view->run);
  od_logic_data_free(view->data);
  od_free(view->decided);
  od_free(view);
}

static int make_room(od_fact_view *view, size_t count) {
  if (count <= view->room) return 1;
  unsigned *decided = od_resize(view->decided, count, sizeof *decided);
  if (!decided) return 0;
  view->decided = decided;
  view->room = count;
  return 1;
}

od_status od_observation_evaluate(od_truth *truth,
                                  const od_observation *observation,
                                  od_fact_view *view,
                                  const char **decided_by, size_t *count) {
  od_value value;
  *truth = OD_UNKNOWN;
  *count = 0;
  if (!make_room(view, observation->fact_count)) return od_fail_memory();
  od_status status =
      od_logic_evaluate(&value, observation->when, view->data, &view->run);
  if (status != OD_OK) return status;
  *truth = od_value_truth(&value);
  *count = od_logic_decided_by(&view->run, view->decided);
  for (size_t i = 0; i < *count; i++)
    decided_by[i] = observation->facts[view->decided[i]];
  return OD_OK;
}

/* ---- od_rules_evaluate ---- */

static void write_member(od_buffer *out, const char *name,
                         const char *value) {
  od_buffer_format(out, "\"%s\":", name);
  od_buffer_json(out, od_view_of(value));
}

static void write_result(od_buffer *out, const od_observation *o,
                         od_truth truth, const char *const *decided_by,
                         size_t count) {
  static const char *const results[] = {"false", "true", "null"};
  if (out->size > 1) od_buffer_char(out, ',');
  od_buffer_char(out, '{');
  write_member(out, "id", o->id);
  od_buffer_char(out, ',');
  write_member(out, "group", o->group);
  od_buffer_format(out, ",\"result\":%s,\"decided_by\":[", results[truth]);
  for (size_t i = 0; i < count; i++) {
    if (i) od_buffer_char(out, ',');
    od_buffer_json(out, od_view_of(decided_by[i]));
  }
  od_buffer_text(out, "]}");
}

static od_status evaluate_all(od_buffer *out, const od_rules *rules,
                              od_fact_view *view, const char **decided_by) {
  od_buffer_char(out, '[');
  for (size_t i = 0; i < rules->observation_count; i++) {
    const od_observation *o = &rules->observations[i];
    od_truth truth;
    size_t count;
    od_status status =
        od_observation_evaluate(&truth, o, view, decided_by, &count);
    if (status != OD_OK) return status;
    write_result(out, o, truth, decided_by, count);
  }
  od_buffer_char(out, ']');
  return OD_OK;
}

od_status od_rules_evaluate(char **out, const od_rules *rules,
                            const od_facts *facts) {
  od_fact_view *view = NULL;
  od_buffer text = {0};
  size_t most = 0;
  od_error_clear();
  *out = NULL;
  for (size_t i = 0; i < rules->observation_count; i++)
    if (rules->observations[i].fact_count > most)
      most = rules->observations[i].fact_count;
  const char **decided_by = od_alloc_zero(most, sizeof *decided_by);
  od_status status =
      decided_by ? od_fact_view_new(&view, facts) : od_fail_memory();
  if (status == OD_OK)
    status = evaluate_all(&text, rules, view, decided_by);
  if (status == OD_OK) status = od_buffer_take(out, &text);
  od_buffer_release(&text);
  od_fact_view_free(view);
  od_free(decided_by);
  return status;
}

/* ---- od_rules_list ---- */

static void list_effects_json(od_buffer *out, const char *name,
                              const od_effect *effects, size_t count) {
  od_buffer_format(out, ",\"%s\":[", name);
  for (size_t i = 0; i < count; i++) {
    od_buffer_text(out, i ? ",{" : "{");
    write_member(out, "cause", effects[i].cause->id);
    od_buffer_char(out, ',');
    write_member(out, "tier", effects[i].tier);
    od_buffer_char(out, '}');
  }
  od_buffer_char(out, ']');
}

static void list_json(od_buffer *out, const od_observation *o) {
  static const char *const names[] = {"id",     "group", "class",
                                      "source", "text",  "severity"};
  const char *const values[] = {o->id,     o->group, o->class_name,
                                o->source, o->text,  o->severity};
  od_buffer_text(out, out->size > 1 ? ",{" : "{");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (i) od_buffer_char(out, ',');
    write_member(out, names[i], values[i]);
  }
  list_effects_json(out, "for", o->for_causes, o->for_count);
  list_effects_json(out, "against", o->against, o->against_count);
  od_buffer_text(out, ",\"excludes\":[");
  for (size_t i = 0; i < o->exclude_count; i++) {
    od_buffer_text(out, i ? ",{" : "{");
    write_member(out, "cause", o->excludes[i].cause->id);
    od_buffer_char(out, ',');
    write_member(out, "case", o->excludes[i].lab_case);
    od_buffer_char(out, '}');
  }
  od_buffer_text(out, "]}");
}

static void list_effects_text(od_buffer *out, const char *name,
                              const od_effect *effects, size_t count) {
  for (size_t i = 0; i < count; i++)
    od_buffer_format(out, "  %-8s %s (%s)\n", name, effects[i].cause->id,
                     effects[i].tier);
}

static void list_text(od_buffer *out, const od_observation *o) {
  od_buffer_format(out, "%s\n  %-8s %s\n", o->id, "group", o->group);
  list_effects_text(out, "for", o->for_causes, o->for_count);
  list_effects_text(out, "against", o->against, o->against_count);
  for (size_t i = 0; i < o->exclude_count; i++)
    od_buffer_format(out, "  %-8s %s (%s)\n", "excludes",
                     o->excludes[i].cause->id, o->excludes[i].lab_case);
  od_buffer_format(out, "  %-8s %s\n", "class", o->class_name);
  if (*o->source) od_buffer_format(out, "  %-8s %s\n", "source", o->source);
}

od_status od_rules_list(char **out, const od_rules *rules,
                        const char *format) {
  int json = !strcmp(format, "json");
  od_buffer text = {0};
  od_error_clear();
  *out = NULL;
  if (!json && strcmp(format, "text"))
    return od_fail(OD_EINVALID, "unknown format '%s': text or json", format);
  if (json) od_buffer_char(&text, '[');
  for (size_t i = 0; i < rules->observation_count; i++) {
    if (json) list_json(&text, &rules->observations[i]);
    else list_text(&text, &rules->observations[i]);
  }
  if (json) od_buffer_char(&text, ']');
  return od_buffer_take(out, &text);
}
