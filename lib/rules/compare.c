/* Two devices side by side: what differs, and which rules look at it. */
#include <stdlib.h>
#include <string.h>

#include "rules/pack.h"

typedef enum part { PART_RULES, PART_OTHER, PART_EXPECTED, PART_ONE_SIDE } part;

typedef struct difference {
  const char *name;
  const od_fact *sides[2]; /* broken, healthy; NULL: not asked */
  part part;
} difference;

typedef struct comparison {
  const od_rules *rules;
  const od_facts *sides[2];
  unsigned char *decides; /* of each observation: its answers differ */
  difference *list;
  size_t count, capacity;
} comparison;

static const char *const side_names[] = {"broken", "healthy"};

static int is_known(const od_fact *fact) {
  return fact && fact->state <= OD_FACT_ABSENT;
}

static int is_same(const od_fact *a, const od_fact *b) {
  return a->state == b->state &&
         (a->state != OD_FACT_MEASURED || od_json_equal(a->value, b->value));
}

/* What no two people or devices share. */
static int differs_anyway(const char *name) {
  static const char *const names[] = {
      "credentials", "device.certificate_days_left",
      "device.certificate_expires", "device.certificate_valid_from",
      "device.id", "device.workplace_accounts", "events.list", "events.logs",
      "events.problem_time", "office.identities",
      "onedrive.accounts", "onedrive.installations",
      "prejoin.previous_registration", "prejoin.request_id", "prt.age_hours",
      "prt.expires", "prt.hours_left", "prt.last_attempt.correlation_id",
      "prt.last_attempt.time", "prt.last_attempt.user", "prt.updated",
      "session.account", "session.sid"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(name, names[i])) return 1;
  return 0;
}

static int reads(const od_observation *o, const char *name) {
  for (size_t i = 0; i < o->fact_count; i++)
    if (!strcmp(o->facts[i], name)) return 1;
  return 0;
}

/* Reads the fact and, if `deciding`, answers otherwise on the other side. */
static int is_read(const comparison *c, const char *name, int deciding) {
  for (size_t i = 0; i < c->rules->observation_count; i++)
    if ((!deciding || c->decides[i]) &&
        reads(&c->rules->observations[i], name))
      return 1;
  return 0;
}

static part part_of(const comparison *c, const difference *d) {
  if (!is_known(d->sides[0]) || !is_known(d->sides[1])) return PART_ONE_SIDE;
  if (differs_anyway(d->name) && !is_read(c, d->name, 1))
    return PART_EXPECTED;
  return is_read(c, d->name, 0) ? PART_RULES : PART_OTHER;
}

static od_status add_difference(comparison *c, const char *name,
                                const od_fact *broken,
                                const od_fact *healthy) {
  difference d = {name, {broken, healthy}, PART_OTHER};
  int both = is_known(broken) && is_known(healthy);
  if (both ? is_same(broken, healthy)
           : !is_known(broken) && !is_known(healthy))
    return OD_OK;
  if (!od_grow((void **)&c->list, &c->capacity, c->count, sizeof *c->list))
    return od_fail_memory();
  d.part = part_of(c, &d);
  c->list[c->count++] = d;
  return OD_OK;
}

static int compare_differences(const void *a, const void *b) {
  const difference *x = a, *y = b;
  if (x->part != y->part) return x->part < y->part ? -1 : 1;
  return strcmp(x->name, y->name);
}

/* Both lists are in the order of names. */
static od_status find_differences(comparison *c) {
  size_t at[2] = {0, 0};
  od_status status = OD_OK;
  while (status == OD_OK) {
    const od_fact *a = od_facts_at(c->sides[0], at[0]);
    const od_fact *b = od_facts_at(c->sides[1], at[1]);
    if (!a && !b) break;
    int order = !a ? 1 : !b ? -1 : strcmp(a->name, b->name);
    at[0] += order <= 0;
    at[1] += order >= 0;
    if (order > 0) a = NULL;
    if (order < 0) b = NULL;
    status = add_difference(c, a ? a->name : b->name, a, b);
  }
  if (c->count)
    qsort(c->list, c->count, sizeof *c->list, compare_differences);
  return status;
}

/* ---- which observations answer differently ---- */

static size_t most_facts(const od_rules *rules) {
  size_t most = 0;
  for (size_t i = 0; i < rules->observation_count; i++)
    if (rules->observations[i].fact_count > most)
      most = rules->observations[i].fact_count;
  return most;
}

static od_status evaluate(comparison *c, od_fact_view *const *views,
                          const char **decided_by) {
  for (size_t i = 0; i < c->rules->observation_count; i++) {
    od_truth truths[2];
    size_t count;
    for (size_t side = 0; side < 2; side++) {
      od_status status = od_observation_evaluate(
          &truths[side], &c->rules->observations[i], views[side], decided_by,
          &count);
      if (status != OD_OK) return status;
    }
    c->decides[i] = truths[0] != truths[1];
  }
  return OD_OK;
}

static od_status find_deciding(comparison *c) {
  od_fact_view *views[2] = {NULL, NULL};
  size_t most = most_facts(c->rules);
  const char **decided_by = od_alloc_zero(most + 1, sizeof *decided_by);
  c->decides = od_alloc_zero(c->rules->observation_count + 1, 1);
  od_status status =
      decided_by && c->decides ? OD_OK : od_fail_memory();
  for (size_t side = 0; status == OD_OK && side < 2; side++)
    status = od_fact_view_new(&views[side], c->sides[side]);
  if (status == OD_OK) status = evaluate(c, views, decided_by);
  od_fact_view_free(views[0]);
  od_fact_view_free(views[1]);
  od_free(decided_by);
  return status;
}

/* ---- in words ---- */

enum { WORDS_MAX = 160 };

/* On one line, control characters escaped, cut where it is long. */
static void say_value(od_buffer *out, const od_fact *fact) {
  od_buffer text = {0};
  const od_json *first = od_json_first(fact->value);
  if (fact->state != OD_FACT_MEASURED) {
    od_buffer_text(out, od_fact_state_name(fact->state));
    return;
  }
  if (od_json_is(first, OD_JSON_OBJECT)) {
    od_buffer_format(out, "%zu listed", od_json_count(fact->value));
    return;
  }
  od_json_write(&text, fact->value, 0);
  od_view words = {text.data, text.size}, rest = words;
  size_t size = 0;
  while (rest.size && size < WORDS_MAX) {
    size_t one = od_utf8_size(rest);
    size += one ? one : 1;
    rest = od_view_from(words, size);
  }
  od_buffer_view(out, od_view_first(words, size));
  if (rest.size) od_buffer_text(out, " …");
  od_buffer_end(&text, out);
}

static int is_text_list(const od_fact *fact) {
  return fact->state == OD_FACT_MEASURED &&
         od_json_is(fact->value, OD_JSON_ARRAY) &&
         od_json_is(od_json_first(fact->value), OD_JSON_TEXT);
}

static int has_text(const od_json *list, od_view text) {
  const od_json *item = od_json_first(list);
  for (; item; item = od_json_next(item)) {
    od_view here = od_json_view(item);
    if (here.size == text.size && !memcmp(here.data, text.data, text.size))
      return 1;
  }
  return 0;
}

/* Names what one list has and the other lacks; 0: nothing. */
static size_t say_missing(od_buffer *out, const char *head,
                          const od_json *list, const od_json *other) {
  enum { SHOWN = 6 };
  size_t count = 0;
  const od_json *item = od_json_first(list);
  for (; item; item = od_json_next(item)) {
    if (has_text(other, od_json_view(item))) continue;
    if (++count > SHOWN) continue;
    od_buffer_text(out, count > 1 ? ", " : head);
    od_buffer_json(out, od_json_view(item));
  }
  if (count > SHOWN) od_buffer_format(out, " and %zu more", count - SHOWN);
  return count;
}

static void say_lists(od_buffer *out, const od_json *broken,
                      const od_json *healthy) {
  size_t first = say_missing(out, "only the broken device has ", broken,
                             healthy);
  size_t second =
      say_missing(out, first ? "; only the healthy one has "
                             : "only the healthy device has ",
                  healthy, broken);
  if (!first && !second) od_buffer_text(out, "the order is not the same");
}

/* A whole sentence; the list of text is short where it is looked through. */
static void say_difference(od_buffer *out, const difference *d) {
  enum { LIST_MAX = 512 };
  const od_fact *broken = d->sides[0], *healthy = d->sides[1];
  const od_fact_entry *entry = od_dictionary_find(d->name);
  od_view meaning = od_view_of(entry ? entry->meaning : d->name);
  if (meaning.size && meaning.data[meaning.size - 1] == '.') meaning.size--;
  od_buffer_view(out, meaning);
  od_buffer_text(out, ": ");
  if (d->part == PART_ONE_SIDE) {
    od_buffer_format(out, "known of the %s device only",
                     side_names[!is_known(broken)]);
  } else if (is_text_list(broken) && is_text_list(healthy) &&
             od_json_count(broken->value) <= LIST_MAX &&
             od_json_count(healthy->value) <= LIST_MAX) {
    say_lists(out, broken->value, healthy->value);
  } else {
    say_value(out, broken);
    od_buffer_text(out, " on the broken device, ");
    say_value(out, healthy);
    od_buffer_text(out, " on the healthy one");
  }
  od_buffer_char(out, '.');
}

/* ---- as a document ---- */

static void write_side(od_buffer *out, const char *name,
                       const od_fact *fact) {
  od_buffer_format(out, ",\"%s\":{\"state\":\"%s\"", name,
                   od_fact_state_name(fact ? fact->state
                                           : OD_FACT_NOT_ASKED));
  if (fact && fact->state == OD_FACT_MEASURED) {
    od_buffer_text(out, ",\"value\":");
    od_json_write(out, fact->value, 0);
  }
  od_buffer_char(out, '}');
}

static void write_ids(od_buffer *out, const comparison *c,
                      const difference *d, int deciding) {
  const char *comma = "";
  for (size_t i = 0; i < c->rules->observation_count; i++) {
    const od_observation *o = &c->rules->observations[i];
    if ((deciding && !c->decides[i]) || !reads(o, d->name)) continue;
    od_buffer_text(out, comma);
    od_buffer_json(out, od_view_of(o->id));
    comma = ",";
  }
}

static void write_difference(od_buffer *out, const comparison *c,
                             const difference *d) {
  od_buffer words = {0};
  od_buffer_text(out, "\n{\"fact\":");
  od_buffer_json(out, od_view_of(d->name));
  write_side(out, "broken", d->sides[0]);
  write_side(out, "healthy", d->sides[1]);
  od_buffer_text(out, ",\"read_by\":[");
  write_ids(out, c, d, 0);
  od_buffer_text(out, "],\"decides\":[");
  write_ids(out, c, d, 1);
  od_buffer_text(out, "],\"text\":");
  say_difference(&words, d);
  od_buffer_json(out, (od_view){words.data, words.size});
  od_buffer_char(out, '}');
  od_buffer_end(&words, out);
}

static void write_list(od_buffer *out, const comparison *c, part first,
                       part last) {
  const char *comma = "";
  for (size_t i = 0; i < c->count; i++) {
    if (c->list[i].part < first || c->list[i].part > last) continue;
    od_buffer_text(out, comma);
    write_difference(out, c, &c->list[i]);
    comma = ",";
  }
  od_buffer_char(out, ']');
}

static void write_json(od_buffer *out, const comparison *c) {
  od_buffer_text(out, "{\"schema\":\"od0x8004.compare/1\",\"differences\":[");
  write_list(out, c, PART_RULES, PART_OTHER);
  od_buffer_text(out, ",\"expected\":[");
  write_list(out, c, PART_EXPECTED, PART_EXPECTED);
  od_buffer_text(out, ",\"not_compared\":[");
  write_list(out, c, PART_ONE_SIDE, PART_ONE_SIDE);
  od_buffer_text(out, "}\n");
}

/* ---- for people ---- */

/* Folded at 80 columns; what has no blank stands out. */
static void write_folded(od_buffer *out, od_view text) {
  enum { INDENT = 4, WIDTH = 80 };
  size_t column = WIDTH;
  od_view word;
  while (od_view_next(&text, ' ', &word)) {
    int fits = column + 1 + word.size <= WIDTH;
    od_buffer_text(out, fits ? " " : "\n    ");
    column = (fits ? column + 1 : INDENT) + word.size;
    od_buffer_view(out, word);
  }
  od_buffer_char(out, '\n');
}

static void write_deciding(od_buffer *words, const comparison *c,
                           const char *name) {
  const char *before = " Rules that answer differently: ";
  for (size_t i = 0; i < c->rules->observation_count; i++) {
    const od_observation *o = &c->rules->observations[i];
    if (!c->decides[i] || !reads(o, name)) continue;
    od_buffer_format(words, "%s%s", before, o->id);
    before = ", ";
  }
  if (*before == ',') od_buffer_char(words, '.');
}

static void write_entry(od_buffer *out, const comparison *c,
                        const difference *d) {
  od_buffer words = {0};
  od_buffer_format(out, "  %s", d->name);
  say_difference(&words, d);
  write_deciding(&words, c, d->name);
  if (words.data) write_folded(out, (od_view){words.data, words.size});
  od_buffer_end(&words, out);
}

/* Of what cannot help, the names are enough. */
static void write_names(od_buffer *out, const comparison *c, part wanted,
                        const char *head) {
  od_buffer words = {0};
  for (size_t i = 0; i < c->count; i++)
    if (c->list[i].part == wanted)
      od_buffer_format(&words, "%s%s", words.size ? ", " : "",
                       c->list[i].name);
  if (words.size) {
    od_buffer_text(out, head);
    write_folded(out, (od_view){words.data, words.size});
  }
  od_buffer_end(&words, out);
}

static void write_text(od_buffer *out, const comparison *c) {
  static const char *const heads[] = {"Differs, and rules look at it",
                                      "Differs, and no rule looks at it"};
  size_t i = 0;
  for (; i < c->count && c->list[i].part <= PART_OTHER; i++) {
    part here = c->list[i].part;
    if (!i || c->list[i - 1].part != here)
      od_buffer_format(out, "%s%s\n", i ? "\n" : "", heads[here]);
    write_entry(out, c, &c->list[i]);
  }
  if (!i) od_buffer_text(out, "Nothing differs that both devices tell of.\n");
  write_names(out, c, PART_EXPECTED,
              "\nDiffers between any two people or devices");
  write_names(out, c, PART_ONE_SIDE,
              "\nKnown of one device only, so not compared");
}

od_status od_rules_compare(char **out, const od_rules *rules,
                           const od_facts *broken, const od_facts *healthy,
                           const char *format) {
  comparison c = {rules, {broken, healthy}, NULL, NULL, 0, 0};
  od_buffer text = {0};
  int json = !strcmp(format, "json");
  od_error_clear();
  *out = NULL;
  if (!json && strcmp(format, "text"))
    return od_fail(OD_EINVALID, "format '%s' is not text or json", format);
  od_status status = find_deciding(&c);
  if (status == OD_OK) status = find_differences(&c);
  if (status == OD_OK) {
    if (json) write_json(&text, &c);
    else write_text(&text, &c);
    status = od_buffer_take(out, &text);
  }
  od_buffer_release(&text);
  od_free(c.list);
  od_free(c.decides);
  return status;
}
