/*
 * whoami /user, /all (as a table, a list or CSV), whoami and whoami /upn.
 *
 * Every label is translated. What stays is the shape: the user's row is a name
 * with a backslash and a SID and nothing else, below a line of '='; as a list
 * it is two labels in a row with those values. Groups have more columns.
 */
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"

enum { NAME_MAX_SIZE = 128, SID_MAX_SIZE = 184 };

typedef struct whoami {
  od_view name, sid, upn;
  unsigned line; /* of the SID, or of what there is; 0: nothing was found */
} whoami;

static int is_sid(od_view text) {
  size_t parts = 0, digits = 1;
  if (!od_view_starts_nocase(text, "S-1-") || text.size > SID_MAX_SIZE)
    return 0;
  for (size_t i = 3; i < text.size; i++) {
    int dash = text.data[i] == '-';
    if (!dash && !od_is_digit(text.data[i])) return 0;
    if (dash && !digits) return 0;
    digits = dash ? 0 : digits + 1;
    parts += dash != 0;
  }
  return digits && parts >= 2;
}

/* "contoso\jane", "nt authority\system", and no path. */
static int is_name(od_view text) {
  size_t at = od_view_find_char(text, '\\');
  if (at == OD_NOT_FOUND || !at || at + 1 >= text.size ||
      text.size > NAME_MAX_SIZE)
    return 0;
  for (size_t i = 0; i < text.size; i++)
    if ((i != at && text.data[i] == '\\') || text.data[i] == ':' ||
        text.data[i] == '/' || text.data[i] == '"' || text.data[i] == '<' ||
        text.data[i] == '>' || text.data[i] == '=' || text.data[i] == ',')
      return 0;
  return 1;
}

static int is_upn(od_view text) {
  size_t at = od_view_find_char(text, '@');
  if (at == OD_NOT_FOUND || !at || text.size > NAME_MAX_SIZE) return 0;
  od_view domain = od_view_from(text, at + 1);
  size_t dot = od_view_find_char(domain, '.');
  if (dot == OD_NOT_FOUND || !dot || dot + 1 >= domain.size) return 0;
  for (size_t i = 0; i < text.size; i++)
    if (od_is_space(text.data[i]) || (i != at && text.data[i] == '@') ||
        text.data[i] == ':' || text.data[i] == '/' || text.data[i] == '\\' ||
        text.data[i] == '<' || text.data[i] == '"' || text.data[i] == ',')
      return 0;
  return 1;
}

/* "============ =====": two columns or more. */
static int is_ruler(od_view line) {
  size_t marks = 0, gaps = 0;
  for (size_t i = 0; i < line.size; i++) {
    if (line.data[i] == '=') marks++;
    else if (line.data[i] == ' ') gaps++;
    else return 0;
  }
  return marks >= 6 && gaps;
}

static void keep(whoami *w, od_view name, od_view sid, unsigned line) {
  if (w->sid.size || !is_name(name) || !is_sid(sid)) return;
  w->name = name;
  w->sid = sid;
  w->line = line;
}

/* "contoso\jane S-1-5-21-…": the SID is the last word. */
static void take_row(whoami *w, const od_line *line) {
  size_t at = line->text.size;
  while (at && !od_is_space(line->text.data[at - 1])) at--;
  keep(w, od_view_trim(od_view_first(line->text, at)),
       od_view_from(line->text, at), line->number);
}

static int unquote(od_view *text) {
  *text = od_view_trim(*text);
  if (text->size < 2 || text->data[0] != '"' ||
      text->data[text->size - 1] != '"')
    return 0;
  *text = od_view_first(od_view_from(*text, 1), text->size - 2);
  return 1;
}

/* "contoso\jane","S-1-5-21-…" */
static void take_csv(whoami *w, const od_line *line) {
  od_view rest = line->text, name, sid, more;
  if (!od_view_next(&rest, ',', &name) || !od_view_next(&rest, ',', &sid) ||
      od_view_next(&rest, ',', &more) || !unquote(&name) || !unquote(&sid))
    return;
  keep(w, name, sid, line->number);
}

/* "Label: value", the value of the line before in *last. */
static void take_label(whoami *w, const od_line *line, od_view *last) {
  od_view label, value;
  if (!od_line_label(line->text, 0, &label, &value)) {
    last->size = 0;
    return;
  }
  if (last->size) keep(w, *last, value, line->number);
  *last = is_name(value) ? value : od_view_first(value, 0);
}

static int asks_upn(od_view line) {
  return od_view_find_nocase(line, "whoami") != OD_NOT_FOUND &&
         od_view_ends_nocase(line, "/upn");
}

static int asks_name(od_view line) {
  return od_view_ends_nocase(line, "whoami") ||
         od_view_ends_nocase(line, "whoami.exe");
}

/* The answer to a command, or a text of one line. */
static void take_answer(whoami *w, const od_line *line, od_view before,
                        int lone) {
  if (!w->upn.size && (lone || asks_upn(before)) && is_upn(line->text)) {
    w->upn = line->text;
    if (!w->line) w->line = line->number;
  } else if (!w->name.size && (lone || asks_name(before)) &&
             is_name(line->text)) {
    w->name = line->text;
    if (!w->line) w->line = line->number;
  }
}

static int has_one_line(od_lines lines) {
  od_line line;
  size_t count = 0;
  while (count < 2 && od_line_next(&lines, &line))
    count += !od_line_blank(line.text);
  return count == 1;
}

static int may_tell(od_view line) {
  return od_view_find_char(line, '\\') != OD_NOT_FOUND ||
         od_view_find_char(line, '@') != OD_NOT_FOUND ||
         od_view_find_char(line, '=') != OD_NOT_FOUND;
}

static void search(const od_text *text, whoami *w) {
  od_lines lines = od_lines_of(text);
  od_line line;
  od_view before = {NULL, 0}, last = {NULL, 0};
  int ruled = 0, lone = has_one_line(lines);
  *w = (whoami){{NULL, 0}, {NULL, 0}, {NULL, 0}, 0};
  while (od_line_next(&lines, &line)) {
    if (!od_line_whole(text, &line)) break;
    line.text = od_view_trim(od_line_unquote(line.text));
    if (!line.text.size) continue;
    if (!last.size && !may_tell(line.text)) {
      before = line.text;
      ruled = 0;
      continue;
    }
    if (ruled) take_row(w, &line);
    take_csv(w, &line);
    take_label(w, &line, &last);
    take_answer(w, &line, before, lone);
    ruled = is_ruler(line.text);
    before = line.text;
  }
}

static int recognises(const od_text *text) {
  whoami w;
  search(text, &w);
  return w.line != 0;
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  whoami w;
  od_buffer account = {0};
  (void)job;
  search(text, &w);
  if (!w.line) return;
  od_buffer_view(&account, w.name);
  if (w.name.size && w.upn.size) od_buffer_text(&account, ", ");
  od_buffer_view(&account, w.upn);
  if (account.status == OD_OK)
    od_evidence_subject(e, (od_view){account.data, account.size}, w.sid);
  if (account.status != OD_OK)
    od_evidence_set(e, "session.sid", w.line, NULL);
  else if (w.sid.size)
    od_evidence_text(e, "session.sid", w.line, w.sid);
  else
    od_evidence_state(e, "session.sid", OD_FACT_NOT_ASKED, w.line,
                      "run whoami /user");
  od_buffer_release(&account);
}

/* A SID, or the command in front of its answer. */
static const char *const needs[] = {"S-1-", "whoami", NULL};

static int may(const od_text *text) {
  return has_one_line(od_lines_of(text));
}

const od_reader od_reader_whoami = {"whoami", recognises, read_text, needs,
                                    may};
