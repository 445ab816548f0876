#include "core/view.h"

#include <string.h>

int od_is_digit(char c) { return c >= '0' && c <= '9'; }

int od_is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

int od_is_hex(char c) {
  return od_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

int od_is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

char od_lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

int od_is_control(od_view text) {
  const unsigned char *c = (const unsigned char *)text.data;
  if (!text.size) return 0;
  return c[0] < 0x20 || c[0] == 0x7f ||
         (text.size > 1 && c[0] == 0xc2 && c[1] < 0xa0);
}

od_view od_view_of(const char *text) {
  return (od_view){text ? text : "", text ? strlen(text) : 0};
}

od_view od_view_from(od_view view, size_t start) {
  if (start > view.size) start = view.size;
  return (od_view){view.data + start, view.size - start};
}

od_view od_view_first(od_view view, size_t count) {
  return (od_view){view.data, count < view.size ? count : view.size};
}

/* Indents are long: eight at a time. */
size_t od_view_blanks(od_view view) {
  size_t size = 0;
  while (view.size - size >= 8 && !memcmp(view.data + size, "        ", 8))
    size += 8;
  while (size < view.size && od_is_space(view.data[size])) size++;
  return size;
}

/* Blanks are those of ASCII, and U+00A0 as consoles print it. */
od_view od_view_trim(od_view view) {
  if (!view.size) return view; /* there may be no text at all */
  const char *start = view.data, *end = view.data + view.size;
  for (;;) {
    start += od_view_blanks((od_view){start, (size_t)(end - start)});
    if (end - start < 2 || start[0] != '\xc2' || start[1] != '\xa0') break;
    start += 2;
  }
  for (;;) {
    if (start < end && od_is_space(end[-1])) end--;
    else if (end - start > 1 && end[-2] == '\xc2' && end[-1] == '\xa0')
      end -= 2;
    else break;
  }
  return (od_view){start, (size_t)(end - start)};
}

int od_view_equal(od_view view, const char *text) {
  size_t size = strlen(text);
  return view.size == size && (!size || !memcmp(view.data, text, size));
}

int od_view_compare_nocase(od_view a, od_view b) {
  for (size_t i = 0; i < a.size && i < b.size; i++) {
    unsigned char x = (unsigned char)od_lower(a.data[i]);
    unsigned char y = (unsigned char)od_lower(b.data[i]);
    if (x != y) return x < y ? -1 : 1;
  }
  return a.size == b.size ? 0 : a.size < b.size ? -1 : 1;
}

int od_view_starts_nocase(od_view view, const char *prefix) {
  size_t i = 0;
  for (; prefix[i]; i++)
    if (i == view.size || od_lower(view.data[i]) != od_lower(prefix[i]))
      return 0;
  return 1;
}

int od_view_equal_nocase(od_view view, const char *text) {
  return od_view_starts_nocase(view, text) && strlen(text) == view.size;
}

int od_view_ends_nocase(od_view view, const char *suffix) {
  size_t size = strlen(suffix);
  return view.size >= size &&
         od_view_equal_nocase(od_view_from(view, view.size - size), suffix);
}

size_t od_view_find_char(od_view view, char c) {
  const char *found = view.size ? memchr(view.data, c, view.size) : NULL;
  return found ? (size_t)(found - view.data) : OD_NOT_FOUND;
}

size_t od_view_find(od_view view, const char *needle) {
  size_t size = strlen(needle), at = 0;
  if (!size) return 0;
  while (view.size - at >= size) {
    size_t hop = od_view_find_char(od_view_from(view, at), needle[0]);
    if (hop == OD_NOT_FOUND || view.size - at - hop < size) break;
    at += hop;
    if (!memcmp(view.data + at, needle, size)) return at;
    at++;
  }
  return OD_NOT_FOUND;
}

static size_t find_from(od_view view, size_t from, char c) {
  size_t hop = od_view_find_char(od_view_from(view, from), c);
  return hop == OD_NOT_FOUND ? view.size : from + hop;
}

static char upper(char c) {
  return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Goes from one letter that may begin it to the next, of either case. */
size_t od_view_find_nocase(od_view view, const char *needle) {
  size_t size = strlen(needle);
  if (!size) return 0;
  if (size > view.size) return OD_NOT_FOUND;
  char low = od_lower(needle[0]), high = upper(low);
  od_view starts = od_view_first(view, view.size - size + 1);
  size_t a = find_from(starts, 0, low);
  size_t b = low == high ? starts.size : find_from(starts, 0, high);
  while (a < starts.size || b < starts.size) {
    size_t at = a < b ? a : b;
    if (od_view_starts_nocase(od_view_from(view, at), needle)) return at;
    if (at == a) a = find_from(starts, at + 1, low);
    if (at == b) b = find_from(starts, at + 1, high);
  }
  return OD_NOT_FOUND;
}

int od_view_next(od_view *rest, char separator, od_view *part) {
  if (!rest->data) return 0;
  size_t at = od_view_find_char(*rest, separator);
  if (at == OD_NOT_FOUND) {
    *part = *rest;
    *rest = (od_view){NULL, 0};
  } else {
    *part = od_view_first(*rest, at);
    *rest = od_view_from(*rest, at + 1);
  }
  return 1;
}

size_t od_utf8_size(od_view view) {
  const unsigned char *p = (const unsigned char *)view.data;
  unsigned char low = 0x80, high = 0xbf;
  size_t need;
  if (!view.size) return 0;
  if (p[0] < 0x80) return 1;
  if (p[0] >= 0xc2 && p[0] <= 0xdf) need = 2;
  else if (p[0] >= 0xe0 && p[0] <= 0xef) need = 3;
  else if (p[0] >= 0xf0 && p[0] <= 0xf4) need = 4;
  else return 0;
  if (view.size < need) return 0;
  if (p[0] == 0xe0) low = 0xa0;  /* no longer form than needed */
  if (p[0] == 0xed) high = 0x9f; /* no surrogates */
  if (p[0] == 0xf0) low = 0x90;
  if (p[0] == 0xf4) high = 0x8f; /* nothing beyond U+10FFFF */
  if (p[1] < low || p[1] > high) return 0;
  for (size_t i = 2; i < need; i++)
    if (p[i] < 0x80 || p[i] > 0xbf) return 0;
  return need;
}

size_t od_utf8_write(char out[4], unsigned long c) {
  static const unsigned char heads[] = {0, 0, 0xc0, 0xe0, 0xf0};
  size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = size - 1; i > 0; i--) {
    out[i] = (char)(0x80 | (c & 0x3f));
    c >>= 6;
  }
  out[0] = (char)(heads[size] | c);
  return size;
}

static int digit_value(char c, unsigned base, unsigned *digit) {
  if (od_is_digit(c)) *digit = (unsigned)(c - '0');
  else if (base == 16 && od_is_hex(c)) *digit = (unsigned)(od_lower(c) - 'a') + 10;
  else return 0;
  return 1;
}

int od_view_number(od_view view, unsigned long long *value) {
  unsigned base = od_view_starts_nocase(view, "0x") ? 16 : 10, digit;
  if (base == 16) view = od_view_from(view, 2);
  if (!view.size) return 0;
  unsigned long long sum = 0;
  for (size_t i = 0; i < view.size; i++) {
    if (!digit_value(view.data[i], base, &digit)) return 0;
    if (sum > (~0ULL - digit) / base) return 0;
    sum = sum * base + digit;
  }
  *value = sum;
  return 1;
}

enum { GUID_SIZE = 36 };

int od_view_is_guid(od_view view) {
  if (view.size != GUID_SIZE) return 0;
  for (size_t i = 0; i < GUID_SIZE; i++) {
    int dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? view.data[i] != '-' : !od_is_hex(view.data[i])) return 0;
  }
  return 1;
}

static int is_of_word(od_view view, size_t at) {
  return at < view.size && (od_is_alpha(view.data[at]) ||
                            od_is_digit(view.data[at]) || view.data[at] == '-');
}

od_view od_view_find_guid(od_view view) {
  for (size_t at = 0; at + GUID_SIZE <= view.size; at++) {
    od_view guid = od_view_first(od_view_from(view, at), GUID_SIZE);
    if (at && is_of_word(view, at - 1)) continue;
    if (od_view_is_guid(guid) && !is_of_word(view, at + GUID_SIZE))
      return guid;
  }
  return od_view_of(NULL);
}
