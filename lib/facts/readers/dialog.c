/*
 * The text of a dialog or a mail about it: short, in sentences, with one or
 * a few codes of OneDrive, Entra ID or its broker. Codes stand in logs,
 * programs, tables and exports too: those are none.
 */
#include <string.h>

#include "catalog/catalog.h"
#include "core/time.h"
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"
#include "facts/readers/record.h"

enum {
  TEXT_MAX = 65536,
  LINES_MAX = 400,
  CODES_MAX = 6,  /* different ones; a page about codes has more */
  WORDS_MIN = 2,
  SEPARATORS = 5, /* of one line: a table */
  TIME_MAX = 40,
  ID_MAX = 80
};

typedef struct codes {
  char list[CODES_MAX][OD_CODE_MAX];
  size_t count;
  int many;
  int ours; /* one of the families that a dialog shows */
} codes;

static int is_ours(const char *code) {
  const char *family = od_code_family(code);
  return !strcmp(family, "onedrive") || !strcmp(family, "aadsts") ||
         !strcmp(family, "wam");
}

static void note_codes(codes *all, od_view text) {
  char code[OD_CODE_MAX];
  while (!all->many && od_code_next(&text, code)) {
    size_t i = 0;
    while (i < all->count && strcmp(all->list[i], code)) i++;
    if (i < all->count) continue;
    if (all->count == CODES_MAX) {
      all->many = 1;
      return;
    }
    memcpy(all->list[all->count++], code, sizeof code);
    all->ours |= is_ours(code);
  }
}

/* A code at the end of the text that may be the front of a longer one. */
static int may_be_cut(od_view word) {
  char code[OD_CODE_MAX];
  size_t size;
  if (!word.size || !od_is_digit(word.data[word.size - 1]) ||
      !od_code_canonical(word, code) ||
      !od_view_starts_nocase(od_view_of(code), "AADSTS"))
    return 0;
  size = strlen(code);
  if (!od_code_find(code) || size + 1 >= sizeof code) return 1;
  code[size + 1] = '\0';
  for (code[size] = '0'; code[size] <= '9'; code[size]++)
    if (od_code_find(code)) return 1;
  return 0;
}

/* The line without a code that the end of the text may have cut. */
static od_view whole_part(const od_text *text, const od_line *line) {
  od_view view = od_line_unquote(line->text);
  size_t at = view.size;
  if (od_line_whole(text, line)) return view;
  while (at && !od_is_space(view.data[at - 1])) at--;
  return may_be_cut(od_view_from(view, at)) ? od_view_first(view, at) : view;
}

/* Two letters or more in a row without a digit, or any other script. */
static size_t words_of(od_view line) {
  size_t words = 0, letters = 0;
  for (size_t i = 0; i <= line.size; i++) {
    char c = i < line.size ? line.data[i] : ' ';
    if (od_is_alpha(c) || (c & 0x80)) {
      letters++;
    } else {
      words += letters >= 2 && !od_is_digit(c) && c != '_';
      letters = 0;
    }
  }
  return words;
}

static int begins_with_any(od_view line, const char *const *heads) {
  for (; *heads; heads++)
    if (od_view_starts_nocase(line, *heads)) return 1;
  return 0;
}

/* Separators as tables have them: in a sentence a blank follows. */
static size_t separators_of(od_view line, char c) {
  size_t count = 0;
  for (size_t i = 0; i + 1 < line.size; i++)
    count += line.data[i] == c && line.data[i + 1] != ' ';
  return count;
}

/* "2026-03-10 …", "[09:11:12] …": how a log begins its lines. */
static int begins_with_time(od_view line) {
  size_t digits = 0;
  if (line.data[0] == '[') line = od_view_from(line, 1);
  while (digits < line.size && od_is_digit(line.data[digits])) digits++;
  line = od_view_from(line, digits);
  return digits >= 2 && line.size > 2 && strchr("-/.:", line.data[0]) &&
         od_is_digit(line.data[1]);
}

/* A line of a program, of an export, of a table or of a log. */
static int is_of_a_machine(od_view line) {
  static const char *const heads[] = {"{", "[{", "<", "#include", "#define",
                                      "//", "/*", "|", "+-", "case ", NULL};
  static const char *const marks[] = {"==", "\":", "\",\"", "\", \""};
  line = od_view_trim(line);
  if (!line.size) return 0;
  char end = line.data[line.size - 1];
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (od_view_find(line, marks[i]) != OD_NOT_FOUND) return 1;
  return begins_with_any(line, heads) || begins_with_time(line) ||
         end == ';' || end == '{' ||
         separators_of(line, ',') >= SEPARATORS ||
         separators_of(line, ';') >= SEPARATORS ||
         separators_of(line, '\t') >= 3;
}

/* A report of ours names codes too: it is no evidence of them. */
static int is_report(od_view line) {
  return od_view_find(line, "Causes, best first") != OD_NOT_FOUND ||
         od_view_find(line, "od0x8004") != OD_NOT_FOUND;
}

static int is_text(od_view text) {
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c < 0x20 && !od_is_space((char)c)) return 0;
  }
  return text.size > 0;
}

static int recognises(const od_text *text) {
  od_view view = {text->data, text->size};
  od_lines lines = od_lines_of(text);
  od_line line;
  codes all = {0};
  size_t words = 0;
  if (text->size > TEXT_MAX || text->replaced > 8 || !is_text(view)) return 0;
  while (od_line_next(&lines, &line)) {
    codes here = {0};
    if (line.number > LINES_MAX || is_report(line.text)) return 0;
    line.text = whole_part(text, &line);
    note_codes(&here, line.text);
    note_codes(&all, line.text);
    if (all.many || (here.ours && is_of_a_machine(line.text))) return 0;
    words += words_of(line.text);
  }
  return all.ours && words >= WORDS_MIN;
}

/* ---- what the message tells ---- */

typedef struct message {
  char code[OD_CODE_MAX]; /* the first of ours */
  unsigned line;          /* where that stands */
  od_view correlation_id, request_id;
  int has_time;
  long long time;
} message;

/* "Timestamp: 2026-03-10 09:11:12Z"; only what says that it is UTC. */
static void read_time(message *m, od_view line) {
  static const char label[] = "Timestamp:";
  size_t at = od_view_find_nocase(line, label), size;
  if (m->has_time || at == OD_NOT_FOUND) return;
  line = od_view_trim(od_view_from(line, at + sizeof label - 1));
  line = od_view_first(line, TIME_MAX);
  size = od_view_find_char(line, 'Z');
  if (size == OD_NOT_FOUND) {
    size = od_view_find(line, "UTC");
    if (size == OD_NOT_FOUND) return;
    size += 2;
  }
  m->has_time = od_time_parse(od_view_first(line, size + 1), &m->time);
}

/* The GUID behind a label. The words are translated: a part is enough. */
static void read_id(od_view *id, od_view line, const char *label) {
  size_t at = od_view_find_nocase(line, label);
  if (!id->size && at != OD_NOT_FOUND)
    *id = od_view_find_guid(od_view_first(od_view_from(line, at), ID_MAX));
}

static void read_code(message *m, const od_line *line) {
  char code[OD_CODE_MAX];
  od_view rest = line->text;
  while (!*m->code && od_code_next(&rest, code))
    if (is_ours(code)) {
      memcpy(m->code, code, sizeof code);
      m->line = line->number;
    }
}

static void put(od_record *r, const char *name, od_view text) {
  if (text.size) od_record_text(r, name, text);
}

static void keep(od_evidence *e, const message *m) {
  char time[32] = "";
  od_record r = od_record_new();
  if (m->has_time) od_time_format(time, m->time);
  put(&r, "time", od_view_of(time));
  put(&r, "code", od_view_of(m->code));
  put(&r, "correlation_id", m->correlation_id);
  put(&r, "request_id", m->request_id);
  od_record_append(e, "messages", m->line, &r);
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  od_lines lines = od_lines_of(text);
  od_line line;
  message m = {.line = 1};
  while (od_line_next(&lines, &line) && line.number <= LINES_MAX) {
    if (od_job_check(job)) return;
    line.text = whole_part(text, &line);
    od_evidence_codes(e, line.number, line.text);
    read_code(&m, &line);
    read_time(&m, line.text);
    read_id(&m.correlation_id, line.text, "orrel");
    read_id(&m.request_id, line.text, "request id");
  }
  if (m.has_time) od_evidence_captured(e, m.time);
  keep(e, &m);
}

const od_reader od_reader_dialog = {"dialog", recognises, read_text, NULL,
                                    NULL};
