/*
 * sc query, sc queryex and sc qc in any language, Get-Service as a table, a
 * list and JSON.
 *
 * sc translates its labels on some systems, and its words on a few; the
 * numbers and the layout are the same everywhere: a line with the name, then
 * the type, then either the state (its flags and exit codes follow) or the
 * start type (the error control follows). PowerShell translates neither.
 */
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"
#include "facts/readers/service_name.h"
#include "facts/readers/services.h"

#include <string.h>

#define CHECK_EVERY 1024
#define LABEL_MAX 40
#define COMMAND_MAX 400
#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char *const starts[] = {"boot", "system", "automatic", "manual",
                                     "disabled"};

/* ---- writing ---- */

static void put(od_services *w, od_view name, const char *part, unsigned line,
                const char *value) {
  char fact[OD_SERVICE_FACT];
  w->found++;
  if (!w->evidence) return;
  od_service_fact(fact, od_service_spelling(name), part);
  if (value)
    od_evidence_text(w->evidence, fact, line, od_view_of(value));
  else
    od_evidence_state(w->evidence, fact, OD_FACT_UNREADABLE, line,
                      "it is paused, or between running and stopped");
}

void od_services_state(od_services *w, od_view name, unsigned line,
                       unsigned state) {
  put(w, name, "state", line,
      state == 1 ? "stopped" : state == 4 ? "running" : NULL);
}

void od_services_start(od_services *w, od_view name, unsigned line,
                       unsigned start) {
  put(w, name, "start", line, starts[start]);
}

/* ---- the command before ---- */

static od_view first_word(od_view *rest) {
  od_view text = od_view_trim(*rest);
  size_t size = 0;
  while (size < text.size && !od_is_space(text.data[size])) size++;
  *rest = od_view_from(text, size);
  text = od_view_first(text, size);
  if (text.size > 1 && text.data[0] == '"' && text.data[size - 1] == '"')
    return od_view_first(od_view_from(text, 1), size - 2);
  return text;
}

enum { NOT_TYPED, TYPED_HERE, TYPED_ELSEWHERE };

/* What was typed behind "C:\>", "PS C:\>" or "[server]: PS C:\>", or a line
   that is the command itself. */
static int typed_command(od_view line, od_view *command) {
  od_view head = od_view_first(line, COMMAND_MAX);
  size_t prompt = od_view_find_char(head, '>');
  *command = od_view_trim(line);
  if (prompt != OD_NOT_FOUND) {
    od_view before = od_view_trim(od_view_first(line, prompt));
    int remote = od_view_find(before, "]: PS") != OD_NOT_FOUND;
    if (remote || od_view_starts_nocase(before, "PS ") ||
        od_view_equal_nocase(before, "PS") ||
        (before.size > 2 && before.data[1] == ':' && before.data[2] == '\\')) {
      *command = od_view_trim(od_view_from(line, prompt + 1));
      return remote ? TYPED_ELSEWHERE : TYPED_HERE;
    }
  }
  return od_view_starts_nocase(*command, "sc ") ||
         od_view_starts_nocase(*command, "sc.exe ") ||
         od_view_starts_nocase(*command, "Get-Service");
}

static int has_any(od_view text, const char *chars) {
  for (; *chars; chars++)
    if (od_view_find_char(text, *chars) != OD_NOT_FOUND) return 1;
  return 0;
}

/* Which one service was asked about, and whether on another machine. */
static void note_command(od_services *w, od_view command) {
  od_view rest = command, none = od_view_first(command, 0);
  od_view word = first_word(&rest);
  w->asked = none;
  w->remote = od_view_find_nocase(command, "-ComputerName") != OD_NOT_FOUND;
  if (!od_view_equal_nocase(word, "sc") &&
      !od_view_equal_nocase(word, "sc.exe"))
    return;
  word = first_word(&rest);
  w->remote = od_view_starts_nocase(word, "\\\\");
  if (w->remote || has_any(command, "&|;") ||
      (!od_view_equal_nocase(word, "query") &&
       !od_view_equal_nocase(word, "queryex") &&
       !od_view_equal_nocase(word, "qc")))
    return;
  word = first_word(&rest);
  if (od_service_has_fact(word)) w->asked = word;
}

/* ---- sc ---- */

/* "SERVICE_NAME: NlaSvc" or "DISPLAY_NAME: …", the label in any language;
   PowerShell puts a blank before its colons. */
static int is_title(od_view line, od_view *value) {
  od_view label;
  return !od_line_indent(line) && od_line_label(line, 0, &label, value) &&
         label.size <= LABEL_MAX && line.data[label.size] != ' ' &&
         !has_any(label, "[]()\\/.,;<>\"0123456789");
}

static int is_name_line(od_view line, od_view *name) {
  return is_title(line, name) && od_service_has_fact(*name);
}

/* "STATE  : 4  RUNNING": a number, then a word. */
static int is_row(od_view line, od_view *number, od_view *word) {
  od_view label, value;
  if (!od_line_label(line, 0, &label, &value) || label.size > LABEL_MAX ||
      !value.size || !od_is_hex(value.data[0]))
    return 0;
  *word = value;
  *number = first_word(word);
  *word = od_view_trim(*word);
  for (size_t i = 0; i < number->size; i++)
    if (!od_is_hex(number->data[i])) return 0;
  return number->size <= 8 && word->size > 0;
}

/* "20  WIN32_SHARE_PROCESS", hexadecimal: one bit of a driver, or a process
   with bits about the user. */
static int is_type(od_view digits) {
  unsigned value = 0;
  for (size_t i = 0; i < digits.size && i < 8; i++) {
    char c = od_lower(digits.data[i]);
    value = value << 4 | (unsigned)(od_is_digit(c) ? c - '0' : c - 'a' + 10);
  }
  if (value < 16) return value == 1 || value == 2 || value == 4 || value == 8;
  return value < 0x400 && !(value & 15) && (value & 0x30);
}

enum { KIND_NONE, KIND_STATE, KIND_START };

/* The number that a word of Windows has; -1 if it is none of the list. */
static int place_of(od_view word, const char *const *list, size_t count) {
  od_view first = first_word(&word);
  for (size_t i = 0; i < count; i++)
    if (od_view_equal_nocase(first, list[i])) return (int)i;
  return -1;
}

/* What follows a state are flags in parentheses, then "0  (0x0)"; what
   follows a start type is the error control, "1   NORMAL". */
static int kind_by_layout(od_lines lines) {
  od_line line;
  od_view number, word, label;
  if (!od_line_next(&lines, &line)) return KIND_NONE;
  line.text = od_line_unquote(line.text);
  if (od_in_parentheses(line.text)) return KIND_STATE;
  if (!is_row(line.text, &number, &word)) return KIND_NONE;
  if (od_view_starts_nocase(word, "(0x")) return KIND_STATE;
  if (number.size != 1 || number.data[0] > '3' || has_any(word, "("))
    return KIND_NONE;
  if (!od_line_next(&lines, &line)) return KIND_NONE;
  line.text = od_line_unquote(line.text);
  return od_line_label(line.text, 0, &label, &word) &&
                 !is_row(line.text, &number, &word)
             ? KIND_START
             : KIND_NONE;
}

static int kind_of(od_view word, unsigned number, const od_lines *lines) {
  static const char *const states[] = {
      "", "STOPPED", "START_PENDING", "STOP_PENDING", "RUNNING",
      "CONTINUE_PENDING", "PAUSE_PENDING", "PAUSED"};
  static const char *const types[] = {"BOOT_START", "SYSTEM_START",
                                      "AUTO_START", "DEMAND_START",
                                      "DISABLED"};
  int state = place_of(word, states, COUNT(states));
  int start = place_of(word, types, COUNT(types));
  if (state >= 0) return (unsigned)state == number ? KIND_STATE : KIND_NONE;
  if (start >= 0) return (unsigned)start == number ? KIND_START : KIND_NONE;
  return kind_by_layout(*lines);
}

/* The second row of a block says what was asked for. */
static void take_second_row(od_services *w, const od_line *line,
                            const od_view *number, od_view word) {
  unsigned value = (unsigned)(number->data[0] - '0');
  int kind;
  if (number->size != 1 || value > 7 || w->remote ||
      !od_line_whole(w->text, line))
    return;
  kind = kind_of(word, value, &w->lines);
  if (kind == KIND_STATE && value >= 1)
    od_services_state(w, w->name, line->number, value);
  else if (kind == KIND_START && value < COUNT(starts))
    od_services_start(w, w->name, line->number, value);
}

/* "[SC] OpenService FAILED 1060:": no such service; 5: not for this user. */
static int is_failure(od_services *w, const od_line *line) {
  od_view text = od_view_trim(line->text), name = w->asked;
  if (!od_view_starts_nocase(text, "[SC] ") ||
      od_view_find(text, "OpenService") == OD_NOT_FOUND)
    return 0;
  int missing = od_view_ends_nocase(text, " 1060:");
  w->asked.size = 0;
  if (!name.size || (!missing && !od_view_ends_nocase(text, " 5:"))) return 1;
  w->found++;
  for (int i = 0; w->evidence && i < 2; i++) {
    char fact[OD_SERVICE_FACT];
    od_service_fact(fact, od_service_spelling(name), i ? "start" : "state");
    od_evidence_state(w->evidence, fact,
                      missing ? OD_FACT_ABSENT : OD_FACT_DENIED, line->number,
                      missing ? "no such service is installed"
                              : "access was denied");
  }
  return 1;
}

/* One line of a block of sc; 1 if it belongs to one. */
static int take_block_line(od_services *w, const od_line *line) {
  od_view number, word, name, title;
  if (w->rows >= 0 && is_row(line->text, &number, &word)) {
    if (w->rows == 1) take_second_row(w, line, &number, word);
    w->rows = w->rows == 0 && is_type(number) ? 1 : -1;
    return 1;
  }
  if (w->rows == 0 && !w->titled && is_title(line->text, &title)) {
    w->titled = 1; /* DISPLAY_NAME, free text */
    return 1;
  }
  w->rows = -1;
  if (!is_name_line(line->text, &name)) return 0;
  w->name = name;
  w->rows = w->titled = 0;
  return 1;
}

/* ---- walking ---- */

/* As printed, also where a mail quotes it. */
static od_view unquoted(od_view line) {
  od_view text = od_line_unquote(line);
  int quoted = text.data != line.data;
  return quoted && text.size && text.data[0] == ' ' ? od_view_from(text, 1)
                                                    : text;
}

static void take_line(od_services *w, od_line *line) {
  od_view command;
  line->text = unquoted(line->text);
  int typed = typed_command(line->text, &command);
  if (typed) {
    od_services_end_list(w);
    w->rows = -1;
    note_command(w, command);
    if (typed == TYPED_ELSEWHERE) {
      w->asked.size = 0;
      w->remote = 1;
    }
  } else if (!is_failure(w, line)) {
    if (!take_block_line(w, line)) od_services_take(w, line);
    else od_services_end_list(w);
  }
}

static unsigned walk(const od_text *text, od_evidence *e, od_job *job) {
  od_services w = {0};
  od_line line;
  w.text = text;
  w.evidence = e;
  w.lines = od_lines_of(text);
  w.rows = -1;
  while ((e || !w.found) && od_line_next(&w.lines, &line)) {
    if (job && line.number % CHECK_EVERY == 0 && od_job_check(job)) break;
    take_line(&w, &line);
  }
  od_services_end_list(&w);
  return w.found;
}

static int recognises(const od_text *text) {
  return walk(text, NULL, NULL) > 0;
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  walk(text, e, job);
}

/* sc's failures, members of PowerShell's objects or the words of states. */
static const char *const needs[] = {
    "[SC] ", "\"Status\"", "StartType", "StartMode", "Stopped", "Running",
    "Pending", "Paused", NULL};

static od_view skip_blanks(od_view text) {
  while (text.size && (text.data[0] == ' ' || text.data[0] == '\t' ||
                       text.data[0] == '\v' || text.data[0] == '\f'))
    text = od_view_from(text, 1);
  return text;
}

/* "20  WIN32_SHARE_PROCESS" */
static int begins_type(od_view text) {
  size_t size = 0;
  text = skip_blanks(text);
  if (text.size && text.data[0] == '\xc2') return 1; /* another blank */
  while (size < text.size && size < 9 && od_is_hex(text.data[size])) size++;
  return size > 0 && skip_blanks(od_view_from(text, size)).size <
                         text.size - size &&
         is_type(od_view_first(text, size));
}

/* A block of sc has the row of the type, its label in any language. */
static int may(const od_text *text) {
  od_view rest = {text->data, text->size};
  size_t at;
  if (od_view_find(rest, "\xef\xbc\x9a") != OD_NOT_FOUND) return 1;
  while ((at = od_view_find_char(rest, ':')) != OD_NOT_FOUND) {
    rest = od_view_from(rest, at + 1);
    if (begins_type(rest)) return 1;
  }
  return 0;
}

const od_reader od_reader_services = {"services", recognises, read_text, needs,
                                      may};
