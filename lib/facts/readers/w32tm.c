/*
 * w32tm /stripchart, with and without /dataonly, in any language.
 *
 * A sample is "10:11:12, +00.0123456s" or "10:11:12, d:+00.0312500s
 * o:+00.0034567s  [ … ]"; older builds print no comma, some languages a
 * decimal comma. The number is what must be added to the local clock: it is
 * ((server received - local sent) + (server sent - local received)) / 2, so
 * with a local clock that is fast it is negative. The fact is local minus
 * true, hence the negative of it.
 */
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"

#define CHECK_EVERY 1024
#define SAMPLES_MAX 256
#define UNITS 10000000 /* 100 ns in a second: seven decimals */
#define APART 60       /* seconds between two charts that agree */

static const char fact[] = "clock.offset_seconds";

/* "10:11:12" with what follows, past the comma. */
static int take_time(od_view *text) {
  static const char shape[] = "00:00:00";
  if (text->size < sizeof shape - 1) return 0;
  for (size_t i = 0; shape[i]; i++)
    if (shape[i] == ':' ? text->data[i] != ':' : !od_is_digit(text->data[i]))
      return 0;
  *text = od_view_from(*text, sizeof shape - 1);
  if (!text->size || (text->data[0] != ',' && text->data[0] != ' ')) return 0;
  if (text->data[0] == ',') *text = od_view_from(*text, 1);
  *text = od_view_trim(*text);
  return 1;
}

/* "+00.0123456s", whole to its unit; 0 if it is anything else. */
static int take_offset(od_view *text, long long *units) {
  size_t at = 1, whole = 0, decimals = 0;
  long long value = 0;
  if (!text->size || (text->data[0] != '+' && text->data[0] != '-')) return 0;
  for (; at < text->size && od_is_digit(text->data[at]); at++, whole++)
    if (whole < 11) value = value * 10 + (text->data[at] - '0');
  if (!whole || whole > 10 || at >= text->size ||
      (text->data[at] != '.' && text->data[at] != ','))
    return 0;
  for (at++; at < text->size && od_is_digit(text->data[at]); at++, decimals++)
    if (decimals < 7) value = value * 10 + (text->data[at] - '0');
  if (decimals != 7 || at >= text->size || text->data[at] != 's') return 0;
  *units = text->data[0] == '-' ? -value : value;
  *text = od_view_from(*text, at + 1);
  return 1;
}

static int is_sample(od_view text, long long *units) {
  long long delay;
  if (!take_time(&text)) return 0;
  if (od_view_starts_nocase(text, "d:")) {
    text = od_view_from(text, 2);
    if (!take_offset(&text, &delay)) return 0;
    text = od_view_trim(text);
    if (!od_view_starts_nocase(text, "o:")) return 0;
    text = od_view_from(text, 2);
    return take_offset(&text, units) &&
           (!text.size || od_is_space(text.data[0]));
  }
  return take_offset(&text, units) && !text.size;
}

/* "10:11:14, error: 0x800705B4", the word in any language. */
static int is_failure(od_view text) {
  if (!take_time(&text)) return 0;
  size_t at = od_view_find_nocase(text, "0x");
  od_view code = od_view_from(text, at == OD_NOT_FOUND ? text.size : at + 2);
  if (!at || at > 40 || code.size != 8) return 0;
  for (size_t i = 0; i < code.size; i++)
    if (!od_is_hex(code.data[i])) return 0;
  return 1;
}

/* "Tracking time.windows.com [20.101.57.9:123]." */
static int is_title(od_view line) {
  return od_view_find(od_view_first(line, 512), ":123]") != OD_NOT_FOUND;
}

/* One chart while it is read, its samples in order of size. */
typedef struct chart {
  long long samples[SAMPLES_MAX];
  size_t count;
  unsigned line;
} chart;

typedef struct charts {
  chart now;
  long long first; /* twice the median: no half is lost */
  unsigned line;
  int differ;
  unsigned failed; /* the line of the first failure */
  int titled;
} charts;

static void add_sample(charts *all, long long units, unsigned line) {
  chart *now = &all->now;
  size_t at = now->count;
  if (at == SAMPLES_MAX) return;
  if (!at) now->line = line;
  for (; at && now->samples[at - 1] > units; at--)
    now->samples[at] = now->samples[at - 1];
  now->samples[at] = units;
  now->count++;
}

static void end_chart(charts *all) {
  chart *now = &all->now;
  size_t count = now->count;
  if (!count) return;
  long long twice = now->samples[count / 2] + now->samples[(count - 1) / 2];
  long long apart = twice - all->first;
  if (!all->line) {
    all->first = twice;
    all->line = now->line;
  } else if (apart > 2ll * APART * UNITS || apart < -2ll * APART * UNITS) {
    all->differ = 1;
  }
  now->count = 0;
}

static void search(const od_text *text, od_job *job, charts *all) {
  od_lines lines = od_lines_of(text);
  od_line line;
  long long units;
  *all = (charts){0};
  while (od_line_next(&lines, &line)) {
    if (job && line.number % CHECK_EVERY == 0 && od_job_check(job)) return;
    line.text = od_view_trim(od_line_unquote(line.text));
    if (!line.text.size) continue;
    if (is_sample(line.text, &units)) {
      add_sample(all, units, line.number);
    } else if (is_failure(line.text)) {
      if (!all->failed) all->failed = line.number;
    } else {
      end_chart(all);
      if (!all->titled) all->titled = is_title(line.text);
    }
  }
  end_chart(all);
}

/* Failures alone look like many a log: the title must be there. */
static int recognises(const od_text *text) {
  charts all;
  search(text, NULL, &all);
  return all.line || (all.failed && all.titled);
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  charts all;
  search(text, job, &all);
  if (all.line && all.differ)
    od_evidence_state(e, fact, OD_FACT_UNREADABLE, all.line,
                      "two comparisons differ by more than a minute");
  else if (all.line)
    od_evidence_number(e, fact, all.line,
                       all.first ? (double)-all.first / (2.0 * UNITS) : 0);
  else if (all.failed && all.titled)
    od_evidence_state(e, fact, OD_FACT_UNREADABLE, all.failed,
                      "the time server did not answer");
}

/* The title, without which failures say nothing. */
static const char *const needs[] = {":123]", NULL};

/* A time of day with a difference or a delay behind it. */
static int may(const od_text *text) {
  od_view all = {text->data, text->size}, rest = all;
  size_t at;
  while ((at = od_view_find_char(rest, ':')) != OD_NOT_FOUND) {
    size_t start = all.size - rest.size + at;
    od_view time = od_view_from(all, start < 2 ? all.size : start - 2);
    rest = od_view_from(rest, at + 1);
    if (time.size < 6 || time.data[5] != ':') continue; /* fast */
    time = od_view_first(time, 256);
    if (take_time(&time) &&
        (!time.size || od_view_find_char(od_view_of("+-dD"), time.data[0]) !=
                           OD_NOT_FOUND))
      return 1;
  }
  return 0;
}

const od_reader od_reader_w32tm = {"w32tm", recognises, read_text, needs, may};
