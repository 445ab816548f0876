#include "json.h"

#include <string.h>

static int is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_blanks(span s, size_t at) {
  while (at < s.size && is_blank(s.data[at])) at++;
  return at;
}

static size_t skip_string(span s, size_t at) {
  at++;
  while (at < s.size && s.data[at] != '"') at += s.data[at] == '\\' ? 2 : 1;
  return at < s.size ? at + 1 : s.size;
}

/* Counts brackets instead of recursing. */
static size_t skip_value(span s, size_t at) {
  size_t depth = 0;

  while (at < s.size) {
    char c = s.data[at];
    if (c == '"') {
      at = skip_string(s, at);
      if (depth == 0) return at;
      continue;
    }
    if (c == '}' || c == ']' || c == ',') {
      if (depth == 0) return at;
    }
    if (c == '{' || c == '[') depth++;
    at++;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return at;
}

static span piece(span s, size_t from, size_t to) {
  span result;

  while (to > from && is_blank(s.data[to - 1])) to--;
  result.data = s.data + from;
  result.size = to - from;
  return result;
}

span span_of(const char *document) {
  span whole, none = {"", 0};

  if (!document) return none;
  whole.data = document;
  whole.size = strlen(document);
  return piece(whole, skip_blanks(whole, 0), whole.size);
}

int json_next(span container, size_t *at, span *key, span *value) {
  size_t here = *at ? *at : 1, start;

  key->data = "";
  key->size = 0;
  if (!json_is(container, '{') && !json_is(container, '[')) return 0;
  here = skip_blanks(container, here);
  if (here < container.size && container.data[here] == ',')
    here = skip_blanks(container, here + 1);
  if (here + 1 >= container.size) return 0;
  if (container.data[0] == '{') {
    start = here;
    here = skip_string(container, here);
    *key = piece(container, start, here);
    here = skip_blanks(container, here);
    if (here < container.size && container.data[here] == ':') here++;
    here = skip_blanks(container, here);
  }
  start = here;
  here = skip_value(container, here);
  *value = piece(container, start, here);
  *at = here;
  return value->size > 0;
}

span json_member(span object, const char *name) {
  span key, value, none = {"", 0};
  size_t at = 0;

  if (!json_is(object, '{')) return none;
  while (json_next(object, &at, &key, &value))
    if (json_is_text(key, name)) return value;
  return none;
}

int json_is(span value, char first) {
  return value.size > 0 && value.data[0] == first;
}

int json_is_text(span value, const char *expected) {
  size_t size = strlen(expected);

  return value.size == size + 2 && value.data[0] == '"' &&
         !memcmp(value.data + 1, expected, size);
}

unsigned long json_count(span array) {
  span key, value;
  size_t at = 0;
  unsigned long count = 0;

  while (json_next(array, &at, &key, &value)) count++;
  return count;
}

static unsigned hex_digit(char c) {
  if (c >= '0' && c <= '9') return (unsigned)(c - '0');
  if (c >= 'a' && c <= 'f') return (unsigned)(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return (unsigned)(c - 'A') + 10;
  return 0;
}

static unsigned long hex_unit(const char *at) {
  unsigned long unit = 0;
  int i;

  for (i = 0; i < 4; i++) unit = unit * 16 + hex_digit(at[i]);
  return unit;
}

static void add_code_point(text *out, unsigned long c) {
  char bytes[4];
  size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4, i;
  static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};

  if (c < 0x20 || c == 0x7f) c = ' ';
  for (i = size; i-- > 1; c >>= 6) bytes[i] = (char)(0x80 | (c & 0x3f));
  bytes[0] = (char)(lead[size] | c);
  text_add_bytes(out, bytes, size);
}

/* The code point of the escape at *at, which stands on 'u'. */
static unsigned long unicode_escape(span s, size_t *at) {
  unsigned long high, low;

  if (*at + 5 > s.size) return 0xfffd;
  high = hex_unit(s.data + *at + 1);
  *at += 4;
  if (high < 0xd800 || high > 0xdfff) return high;
  if (high > 0xdbff || *at + 7 > s.size || s.data[*at + 1] != '\\')
    return 0xfffd;
  low = hex_unit(s.data + *at + 3);
  if (low < 0xdc00 || low > 0xdfff) return 0xfffd;
  *at += 6;
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

void json_add_plain(text *out, span value) {
  size_t at;

  if (!json_is(value, '"')) {
    text_add_bytes(out, value.data, value.size);
    return;
  }
  for (at = 1; at + 1 < value.size; at++) {
    char c = value.data[at];
    if (c != '\\') {
      text_add_bytes(out, &c, 1);
    } else if (value.data[++at] == 'u') {
      add_code_point(out, unicode_escape(value, &at));
    } else {
      c = value.data[at];
      text_add_bytes(out, strchr("bfnrt", c) ? " " : &c, 1);
    }
  }
}
