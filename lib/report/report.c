#include "report/report.h"

#include <string.h>

static const struct format {
  const char *name;
  od_status (*write)(od_buffer *out, const od_diagnosis *d,
                     const od_plan_steps *plan);
} formats[] = {
    {"text", od_report_text},
    {"json", od_report_json},
    {"ticket", od_report_ticket},
};

od_status od_diagnosis_to_text(char **out, const od_diagnosis *d,
                               const char *format) {
  od_plan_steps plan;
  od_buffer buffer = {0};
  od_error_clear();
  *out = NULL;
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    if (strcmp(format, formats[i].name)) continue;
    od_status status = od_plan_build(&plan, d);
    if (status != OD_OK) return status;
    status = formats[i].write(&buffer, d, &plan);
    od_plan_release(&plan);
    if (status == OD_OK) return od_buffer_take(out, &buffer);
    od_buffer_release(&buffer);
    return status;
  }
  return od_fail(OD_EINVALID,
                 "'%s' is no format; known are text, json, ticket", format);
}

/* Columns: characters, not bytes. */
static size_t columns_of(od_view text) {
  size_t columns = 0;
  for (size_t i = 0; i < text.size; i++)
    columns += ((unsigned char)text.data[i] & 0xc0) != 0x80;
  return columns;
}

/* The bytes of the first `columns` characters. */
static size_t bytes_of(od_view text, size_t columns) {
  size_t at = 0;
  while (at < text.size) {
    size_t next = at + 1;
    while (next < text.size && ((unsigned char)text.data[next] & 0xc0) == 0x80)
      next++;
    if (!columns--) break;
    at = next;
  }
  return at;
}

static size_t start_line(od_buffer *out, size_t indent) {
  od_buffer_char(out, '\n');
  for (size_t i = 0; i < indent; i++) od_buffer_char(out, ' ');
  return indent;
}

/* What is quoted of evidence must not steer a terminal or break a line. */
static void add_plain(od_buffer *out, od_view word) {
  size_t kept = 0; /* bytes in front that are plain */
  while (kept < word.size) {
    if (!od_is_control(od_view_from(word, kept))) {
      kept++;
      continue;
    }
    od_buffer_add(out, word.data, kept);
    od_buffer_char(out, '?');
    word = od_view_from(word, kept);
    word = od_view_from(word, bytes_of(word, 1));
    kept = 0;
  }
  od_buffer_add(out, word.data, kept);
}

void od_report_fold(od_buffer *out, const char *head, const char *text) {
  od_view rest = od_view_of(text), word;
  size_t indent = columns_of(od_view_of(head)), at = indent;
  od_buffer_text(out, head);
  while (od_view_next(&rest, ' ', &word)) {
    if (!word.size) continue;
    size_t width = columns_of(word);
    if (at > indent && at + 1 + width > OD_REPORT_COLUMNS)
      at = start_line(out, indent);
    else if (at > indent) {
      od_buffer_char(out, ' ');
      at++;
    }
    while (at + width > OD_REPORT_COLUMNS) {
      size_t take = bytes_of(word, OD_REPORT_COLUMNS - at);
      add_plain(out, od_view_first(word, take));
      word = od_view_from(word, take);
      width = columns_of(word);
      at = start_line(out, indent);
    }
    add_plain(out, word);
    at += width;
  }
  od_buffer_char(out, '\n');
}

void od_report_command(od_buffer *out, const char *head,
                       const char *command) {
  od_buffer_text(out, head);
  add_plain(out, od_view_of(command));
  od_buffer_char(out, '\n');
}

const od_effect *od_report_effect(const od_effect *list, size_t count,
                                  const od_cause *cause) {
  for (size_t i = 0; i < count; i++)
    if (list[i].cause == cause) return &list[i];
  return NULL;
}

const od_finding *od_report_reason(const od_diagnosis *d,
                                   const od_cause *cause) {
  const od_finding *best = NULL;
  int db = 0;
  for (size_t i = 0; i < d->finding_count; i++) {
    const od_observation *o = d->findings[i].observation;
    const od_effect *effect =
        od_report_effect(o->for_causes, o->for_count, cause);
    if (d->findings[i].truth != OD_TRUE || !effect || effect->db <= db)
      continue;
    best = &d->findings[i];
    db = effect->db;
  }
  return best;
}

const char *od_report_fact(const od_diagnosis *d, const char *name) {
  const od_fact *fact = od_facts_find(d->facts, name);
  return fact && fact->state == OD_FACT_MEASURED ? od_json_text(fact->value)
                                                 : NULL;
}

const char *od_report_source(const od_diagnosis *d, const od_fact *fact) {
  if (!fact || fact->source == OD_NO_SOURCE) return NULL;
  const od_source *source = od_facts_source(d->facts, fact->source);
  return source ? source->name : NULL;
}

/* ---- the correlation id ---- */

static const od_json *list_of(const od_diagnosis *d, const char *name) {
  const od_fact *fact = od_facts_find(d->facts, name);
  return fact && fact->state == OD_FACT_MEASURED ? fact->value : NULL;
}

static const char *member(const od_json *item, const char *name) {
  return od_json_text(od_json_member(item, name));
}

static int holds(const od_json *list, const char *text) {
  const od_json *item = od_json_first(list);
  for (; item && text; item = od_json_next(item))
    if (od_view_equal(od_json_view(item), text)) return 1;
  return 0;
}

/* One of a person who is not known to be another. */
static int may_be_the_subjects(const od_diagnosis *d, const od_json *event) {
  od_view known = od_view_of(od_facts_subject(d->facts)->sid);
  od_view sid = od_json_view(od_json_member(event, "sid"));
  return !known.size || !sid.size || od_view_starts_nocase(sid, "S-1-5-18") ||
         !od_view_compare_nocase(sid, known);
}

/* The newest of the failures that a list of derived codes speaks of. */
static const od_json *newest_failure(const od_diagnosis *d,
                                     const char *codes) {
  const od_json *newest = NULL, *counting = list_of(d, codes);
  const od_json *item = od_json_first(list_of(d, "events.list"));
  for (; item; item = od_json_next(item)) {
    const char *time = member(item, "time");
    if (!holds(counting, member(item, "aadsts")) || !time ||
        !member(item, "correlation_id") || !may_be_the_subjects(d, item))
      continue;
    if (!newest || strcmp(time, member(newest, "time")) > 0) newest = item;
  }
  return newest;
}

static const char *id_of(const od_json *item, const char **time) {
  const char *id = item ? member(item, "correlation_id") : NULL;
  if (id) *time = member(item, "time");
  return id;
}

static int is(const od_diagnosis *d, const char *name, int truth) {
  const od_fact *fact = od_facts_find(d->facts, name);
  return fact && fact->value && !!od_json_bool(fact->value) == truth;
}

static const char *id_of_attempt(const od_diagnosis *d, const char **time) {
  if (is(d, "prt.last_attempt.is_subject", 0)) return NULL;
  *time = od_report_fact(d, "prt.last_attempt.time");
  return od_report_fact(d, "prt.last_attempt.correlation_id");
}

const char *od_report_correlation(const od_diagnosis *d, const char **time) {
  const char *id = NULL;
  const od_json *message = od_json_first(list_of(d, "messages"));
  *time = NULL;
  for (; message && !id; message = od_json_next(message))
    id = id_of(message, time);
  if (!id && !is(d, "prt.last_attempt.superseded", 1))
    id = id_of_attempt(d, time);
  if (!id) id = id_of(newest_failure(d, "events.aad.aadsts_onedrive"), time);
  if (!id) id = id_of(newest_failure(d, "events.aad.aadsts"), time);
  return id ? id : id_of_attempt(d, time);
}

const char *od_report_because(const od_diagnosis *d) {
  const od_unmeasured *next = d->next;
  if (!next) return "";
  if (next->changes_first && d->verdict == OD_VERDICT_CAUSE_FOUND)
    return "its outcome could name another first cause";
  if (d->verdict == OD_VERDICT_CAUSE_FOUND)
    return "its outcome could unsettle the verdict";
  return next->required ? "without it nothing can be ruled out for this code"
                        : "its outcome could settle the verdict";
}
