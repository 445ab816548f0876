#include "core/json_scan.h"

#include <stdio.h>
#include <string.h>

void od_json_place(od_view text, size_t at, unsigned *line, unsigned *column) {
  unsigned l = 1, c = 1;
  for (size_t i = 0; i < at && i < text.size; i++) {
    if (text.data[i] == '\n') {
      l++;
      c = 1;
    } else if (((unsigned char)text.data[i] & 0xc0) != 0x80) {
      c++;
    }
  }
  *line = l;
  *column = c;
}

void od_json_pointer_add(od_buffer *pointer, od_view name) {
  od_buffer_char(pointer, '/');
  for (size_t i = 0; i < name.size; i++) {
    if (name.data[i] == '~') od_buffer_text(pointer, "~0");
    else if (name.data[i] == '/') od_buffer_text(pointer, "~1");
    else od_buffer_char(pointer, name.data[i]);
  }
}

static int fail(od_json_scan *s, const char *problem) {
  if (!s->problem) s->problem = problem;
  return 0;
}

static int peek(const od_json_scan *s) {
  return s->at < s->size ? (unsigned char)s->text[s->at] : -1;
}

static void skip_blank(od_json_scan *s) {
  while (s->at < s->size && strchr(" \t\r\n", s->text[s->at]) &&
         s->text[s->at])
    s->at++;
}

static int hex4(od_view text, size_t at, unsigned *unit) {
  unsigned sum = 0;
  if (text.size < at + 4) return 0;
  for (size_t i = at; i < at + 4; i++) {
    char c = text.data[i];
    if (!od_is_hex(c)) return 0;
    sum = sum * 16 + (unsigned)(od_is_digit(c) ? c - '0'
                                               : od_lower(c) - 'a' + 10);
  }
  *unit = sum;
  return 1;
}

/* The character of "\\uXXXX" or of a pair of them; OD_NOT_FOUND: neither. */
static size_t escaped(od_view text, unsigned long *c) {
  unsigned unit, low;
  if (!hex4(text, 2, &unit)) return OD_NOT_FOUND;
  *c = unit;
  if (unit < 0xd800 || unit > 0xdfff) return 6;
  if (unit > 0xdbff || text.size < 12 || text.data[6] != '\\' ||
      text.data[7] != 'u' || !hex4(text, 8, &low) || low < 0xdc00 ||
      low > 0xdfff)
    return OD_NOT_FOUND;
  *c = 0x10000 + ((unit - 0xd800UL) << 10) + (low - 0xdc00UL);
  return 12;
}

static int scan_unicode(od_json_scan *s) {
  od_view rest = {s->text + s->at, s->size - s->at};
  unsigned unit;
  unsigned long c = 0;
  if (!hex4(rest, 2, &unit)) return fail(s, "broken \\u escape");
  size_t size = escaped(rest, &c);
  if (size == OD_NOT_FOUND) return fail(s, "lone surrogate");
  if (!c) return fail(s, "NUL character in a string");
  s->at += size;
  return 1;
}

static int scan_escape(od_json_scan *s) {
  if (s->at + 1 >= s->size) return fail(s, "unterminated string");
  char c = s->text[s->at + 1];
  if (c == 'u') return scan_unicode(s);
  if (!c || !strchr("\"\\/bfnrt", c)) return fail(s, "unknown escape");
  s->at += 2;
  return 1;
}

static int scan_utf8(od_json_scan *s) {
  size_t step = od_utf8_size((od_view){s->text + s->at, s->size - s->at});
  s->at += step;
  return step > 0 || fail(s, "invalid UTF-8");
}

static int scan_string(od_json_scan *s, od_view *raw) {
  size_t start = s->at + 1;
  s->at++;
  for (;;) {
    int c = peek(s), fine = 1;
    if (c < 0) return fail(s, "unterminated string");
    if (c == '"') break;
    if (c < 0x20) return fail(s, "control character in a string");
    if (c == '\\') fine = scan_escape(s);
    else if (c >= 0x80) fine = scan_utf8(s);
    else s->at++;
    if (!fine) return 0;
  }
  *raw = (od_view){s->text + start, s->at - start};
  s->at++;
  return 1;
}

static int scan_digits(od_json_scan *s) {
  size_t start = s->at;
  while (s->at < s->size && od_is_digit(s->text[s->at])) s->at++;
  return s->at > start || fail(s, "digit expected");
}

static int scan_number(od_json_scan *s) {
  size_t start = s->at;
  if (peek(s) == '-') s->at++;
  if (peek(s) == '0' && s->at + 1 < s->size &&
      od_is_digit(s->text[s->at + 1]))
    return fail(s, "number with a leading zero");
  if (!scan_digits(s)) return 0;
  if (peek(s) == '.') {
    s->at++;
    if (!scan_digits(s)) return 0;
  }
  if (peek(s) == 'e' || peek(s) == 'E') {
    s->at++;
    if (peek(s) == '+' || peek(s) == '-') s->at++;
    if (!scan_digits(s)) return 0;
  }
  if (s->at - start <= OD_JSON_NUMBER_SIZE) return 1;
  s->at = start;
  return fail(s, "number of more than 63 characters");
}

static int scan_word(od_json_scan *s) {
  static const char *const words[] = {"true", "false", "null"};
  for (size_t i = 0; i < 3; i++) {
    size_t size = strlen(words[i]);
    if (s->size - s->at < size || memcmp(s->text + s->at, words[i], size))
      continue;
    s->at += size;
    return 1;
  }
  return fail(s, peek(s) < 0 ? "unexpected end" : "value expected");
}

/* Takes the next character off a raw name that has passed the scan. */
static size_t next_character(od_view *raw, char out[4]) {
  static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
  size_t step = od_utf8_size(*raw), size = step;
  unsigned long c = 0;
  if (!step) return 0;
  if (raw->data[0] != '\\') {
    memcpy(out, raw->data, step);
  } else if (raw->data[1] == 'u') {
    step = escaped(*raw, &c);
    size = od_utf8_write(out, c);
  } else {
    const char *known = strchr(letters, raw->data[1]);
    out[0] = known ? meant[known - letters] : raw->data[1];
    step = 2;
  }
  *raw = od_view_from(*raw, step);
  return size;
}

/* As next_character(), with ~ and / as they stand in a pointer. */
static size_t next_in_pointer(od_view *raw, char out[4]) {
  size_t size = next_character(raw, out);
  if (size != 1 || (out[0] != '~' && out[0] != '/')) return size;
  out[1] = out[0] == '~' ? '0' : '1';
  out[0] = '~';
  return 2;
}

void od_json_scan_pointer(od_buffer *pointer, const od_json_scan *s) {
  char bytes[4];
  size_t size;
  for (unsigned i = 0; i < s->depth; i++) {
    od_view name = s->levels[i].name;
    if (s->levels[i].object && !name.data) break;
    od_buffer_char(pointer, '/');
    if (!s->levels[i].object)
      od_buffer_format(pointer, "%zu", s->levels[i].index);
    else
      while ((size = next_in_pointer(&name, bytes)))
        od_buffer_add(pointer, bytes, size);
  }
}

static int level_is(const od_json_level *level, od_view part) {
  od_view name = level->name;
  char bytes[24];
  size_t size;
  if (!level->object) {
    snprintf(bytes, sizeof bytes, "%zu", level->index);
    return od_view_equal(part, bytes);
  }
  while ((size = next_in_pointer(&name, bytes))) {
    if (part.size < size || memcmp(part.data, bytes, size)) return 0;
    part = od_view_from(part, size);
  }
  return !part.size;
}

/* Is the value that starts here the one that the pointer wants? */
static int is_wanted(const od_json_scan *s) {
  od_view rest = s->wanted, part;
  unsigned parts = 0;
  for (size_t i = 0; i < rest.size; i++) parts += rest.data[i] == '/';
  if (parts != s->depth) return 0;
  if (!parts) return 1;
  od_view_next(&rest, '/', &part);
  for (unsigned i = 0; i < parts; i++) {
    od_view_next(&rest, '/', &part);
    if (!level_is(&s->levels[i], part)) return 0;
  }
  return 1;
}

static int open_level(od_json_scan *s, int object) {
  if (s->depth >= s->max_depth) return fail(s, "nested too deeply");
  s->levels[s->depth++] = (od_json_level){object, 0, {NULL, 0}};
  s->at++;
  return 1;
}

static int scan_name(od_json_scan *s) {
  od_json_level *level = &s->levels[s->depth - 1];
  level->name = (od_view){NULL, 0};
  skip_blank(s);
  if (peek(s) != '"') return fail(s, "member name expected");
  if (!scan_string(s, &level->name)) return 0;
  skip_blank(s);
  if (peek(s) != ':') return fail(s, "':' expected");
  s->at++;
  return 1;
}

/* From the last mark on, so that many commas stay linear. */
static void move_mark(od_json_scan *s, size_t at) {
  unsigned line, column;
  od_view between = {s->text + s->mark.at, at - s->mark.at};
  od_json_place(between, between.size, &line, &column);
  if (line > 1) s->mark.column = 0;
  s->mark.line += line - 1;
  s->mark.column += column - 1;
  s->mark.at = at;
}

static void forgive(od_json_scan *s, size_t comma) {
  s->text[comma] = ' ';
  if (!s->options->warn) return;
  od_place place = {s->options->name, 0, 0, NULL};
  move_mark(s, comma);
  place.line = s->mark.line + 1;
  place.column = s->mark.column + 1;
  s->options->warn(s->options->user, &place, "trailing comma");
}

/* After a value: closes levels, or moves to the next element. 2: text ends. */
static int scan_after(od_json_scan *s) {
  while (s->depth) {
    od_json_level *level = &s->levels[s->depth - 1];
    char end = level->object ? '}' : ']';
    skip_blank(s);
    if (peek(s) == ',') {
      size_t comma = s->at++;
      skip_blank(s);
      if (peek(s) != end) {
        level->index++;
        return !level->object || scan_name(s);
      }
      if (!s->options->forgive_commas) {
        s->at = comma;
        return fail(s, "trailing comma");
      }
      forgive(s, comma);
    }
    if (peek(s) != end)
      return fail(s, level->object ? "',' or '}' expected"
                                   : "',' or ']' expected");
    s->at++;
    s->depth--;
  }
  skip_blank(s);
  return s->at < s->size ? fail(s, "text after the value") : 2;
}

/* 1: a value is complete; 2: another value follows inside; 0: failed. */
static int scan_value(od_json_scan *s) {
  od_view raw;
  skip_blank(s);
  int c = peek(s);
  if (s->wanted.data && is_wanted(s)) s->found = s->at; /* a later twin */
  if (c == '"') return scan_string(s, &raw);
  if (c == '-' || (c >= '0' && c <= '9')) return scan_number(s);
  if (c != '{' && c != '[') return scan_word(s);
  if (!open_level(s, c == '{')) return 0;
  skip_blank(s);
  if (peek(s) == (c == '{' ? '}' : ']')) {
    s->at++;
    s->depth--;
    return 1;
  }
  if (c == '{' && !scan_name(s)) return 0;
  return 2;
}

int od_json_scan_run(od_json_scan *s) {
  s->found = OD_NOT_FOUND;
  for (;;) {
    int value = scan_value(s);
    if (!value) return 0;
    if (value == 2) continue;
    int after = scan_after(s);
    if (after != 1) return after == 2;
  }
}
