/* The lines of dsregcmd /status, whatever a console or a mail made of them. */
#include "facts/readers/dsregcmd.h"

#include <string.h>

void od_dsreg_scan_start(od_dsreg_scan *scan, const od_text *text) {
  scan->text = text;
  scan->lines = od_lines_of(text);
  scan->has_ahead = 0;
}

static int peek(od_dsreg_scan *scan, od_line *line) {
  if (!scan->has_ahead)
    scan->has_ahead = od_line_next(&scan->lines, &scan->ahead);
  *line = scan->ahead;
  return scan->has_ahead;
}

static int next_line(od_dsreg_scan *scan, od_line *line) {
  int any = peek(scan, line);
  scan->has_ahead = 0;
  return any;
}

static int is_rule(od_view text) {
  size_t dashes = 0;
  for (size_t i = 0; i < text.size; i++) {
    if (text.data[i] == '-') dashes++;
    else if (text.data[i] != '+' && text.data[i] != ' ') return 0;
  }
  return dashes >= 8;
}

/* "| SSO State |"; a table of two columns is not one. */
static int is_header(od_view text, od_view *name) {
  if (text.size < 3 || text.data[0] != '|') return 0;
  text = od_view_from(text, 1);
  if (text.data[text.size - 1] == '|') text.size--;
  *name = od_view_trim(text);
  return name->size && od_view_find_char(*name, '|') == OD_NOT_FOUND;
}

static int is_key_char(char c) {
  return od_is_alpha(c) || od_is_digit(c) || c == ' ' || c == '-';
}

/* Lower case with single blanks; 0 if it cannot be a key of dsregcmd. */
static int key_of(char key[OD_DSREG_KEY_MAX], od_view label) {
  size_t size = 0;
  for (size_t i = 0; i < label.size; i++) {
    char c = label.data[i] == '\t' ? ' ' : od_lower(label.data[i]);
    if (!is_key_char(c)) return 0;
    if (c == ' ' && size && key[size - 1] == ' ') continue;
    if (size + 1 == OD_DSREG_KEY_MAX) return 0;
    key[size++] = c;
  }
  key[size] = '\0';
  return size > 0 && od_is_alpha(key[0]);
}

static int is_field(od_dsreg_item *item, od_view text) {
  od_view label, value;
  item->key[0] = '\0';
  if (!od_line_label(text, 1, &label, &value) || !key_of(item->key, label))
    return 0;
  item->value = value;
  return 1;
}

/* "Key :" with a blank before the colon, as dsregcmd aligns its keys, or a
   key that is known. */
static int looks_like_key(od_view text) {
  size_t at = od_view_find_char(od_view_first(text, 40), ':');
  char key[OD_DSREG_KEY_MAX];
  return at != OD_NOT_FOUND && at > 1 &&
         key_of(key, od_view_trim(od_view_first(text, at))) &&
         (text.data[at - 1] == ' ' || od_dsreg_knows(key));
}

/* A line at the very left after a full one is the rest of it. */
static int continues(od_view before, od_view line) {
  od_view name;
  if (before.size < OD_WRAP_WIDTH || !line.size || od_line_indent(line))
    return 0;
  return !is_rule(line) && !is_header(line, &name) && !looks_like_key(line) &&
         line.data[0] != '>';
}

/* Puts the rest of a wrapped value behind it; what is too long stays cut. */
static void join(od_dsreg_scan *scan, od_dsreg_item *item, od_view rest) {
  size_t size = item->value.size;
  if (size + rest.size > sizeof scan->joined) {
    item->whole = 0;
    return;
  }
  if (size && item->value.data != scan->joined)
    memcpy(scan->joined, item->value.data, size);
  if (rest.size) memcpy(scan->joined + size, rest.data, rest.size);
  item->value = (od_view){scan->joined, size + rest.size};
}

static void read_field(od_dsreg_scan *scan, od_dsreg_item *item,
                       od_line line) {
  od_line after;
  if (item->value.size > OD_DSREG_VALUE_MAX) {
    item->value.size = OD_DSREG_VALUE_MAX;
    item->whole = 0;
  }
  while (peek(scan, &after) && continues(line.text, after.text)) {
    next_line(scan, &after);
    item->whole = od_line_whole(scan->text, &after);
    join(scan, item, od_view_trim(after.text));
    line = after;
  }
}

int od_dsreg_next(od_dsreg_scan *scan, od_dsreg_item *item) {
  od_line line;
  item->kind = OD_DSREG_END;
  while (next_line(scan, &line)) {
    od_view text = od_view_trim(od_line_unquote(line.text));
    if (!text.size) continue;
    item->line = line.number;
    item->whole = od_line_whole(scan->text, &line);
    item->value = text;
    item->kind = OD_DSREG_TEXT;
    if (is_rule(text)) item->kind = OD_DSREG_RULE;
    else if (is_header(text, &item->value)) item->kind = OD_DSREG_HEADER;
    else if (is_field(item, text)) item->kind = OD_DSREG_FIELD;
    if (item->kind == OD_DSREG_FIELD) read_field(scan, item, line);
    return 1;
  }
  return 0;
}
