/* Codes that a screenshot, a mail or a keyboard has spoilt, put right. */
#include "catalog/mend.h"

#include <string.h>

#include "catalog/words.h"

static int is_word(char c) {
  return od_is_alpha(c) || od_is_digit(c) || c == '_';
}

static int is_in(char c, const char *list) { return c && strchr(list, c); }

static char at(od_view text, size_t index) {
  return index < text.size ? text.data[index] : '\0';
}

static size_t word_size(od_view text) {
  size_t size = 0;
  while (size < text.size && is_word(text.data[size])) size++;
  return size;
}

static int has_digit(od_view view) {
  for (size_t i = 0; i < view.size; i++)
    if (od_is_digit(view.data[i])) return 1;
  return 0;
}

/* What text recognition takes for a digit: O for 0, l and I for 1. */
static char digit_of(char c) {
  if (c == 'O' || c == 'o') return '0';
  return c == 'l' || c == 'I' || c == 'i' ? '1' : c;
}

/* Writes the word with digits for such letters; 0: it is no number then. */
static int write_digits(od_view word, int (*is)(char), char *out) {
  for (size_t i = 0; i < word.size; i++) {
    out[i] = od_lower(digit_of(word.data[i]));
    if (!is(out[i])) return 0;
  }
  out[word.size] = '\0';
  return word.size > 0;
}

static int is_expected(const char *canonical) {
  return !strncmp(canonical, "0x8004", 6) ||
         !strncmp(canonical, "0x8007", 6) || od_code_find(canonical);
}

/* Part of an id, a path, an address. */
static int is_glued(od_view text, size_t start, size_t size) {
  return (start && is_in(text.data[start - 1], "-.@\\/+")) ||
         is_in(at(text, start + size), "-@\\");
}

/* 0x8OO4de4O, Ox8004DE40, x8004de40, 8004DE4O; what is spelt well is left. */
static int mend_hex(od_view word, char *out) {
  size_t prefix = word.size == 10 ? 2 : word.size == 9 ? 1 : 0;
  char x = prefix ? od_lower(word.data[prefix - 1]) : 'x';
  if (word.size != 8 + prefix || x != 'x') return 0;
  if (prefix == 2 && digit_of(word.data[0]) != '0') return 0;
  strcpy(out, "0x");
  return write_digits(od_view_from(word, prefix), od_is_hex, out + 2) &&
         is_expected(out) &&
         !od_view_equal_nocase(word, prefix ? out : out + 2);
}

/* AADSTS5OO97 */
static int mend_aadsts(od_view word, char *out) {
  if (!od_view_starts_nocase(word, "aadsts") || word.size > 14) return 0;
  strcpy(out, "AADSTS");
  return write_digits(od_view_from(word, 6), od_is_digit, out + 6) &&
         od_code_find(out);
}

/* 0x8004 de40, as a line break or a hyphen leaves it; *size takes both. */
static int mend_broken(od_view text, size_t *size, char *out) {
  od_view second = od_view_from(text, *size + (*size < text.size));
  second = od_view_first(second, word_size(second));
  if (*size != 6 || second.size != 4 || !od_view_starts_nocase(text, "0x") ||
      !is_in(at(text, 6), " -\n") || !has_digit(second))
    return 0;
  strcpy(out, "0x");
  if (!write_digits((od_view){text.data + 2, 4}, od_is_hex, out + 2) ||
      !write_digits(second, od_is_hex, out + 6) || !is_expected(out))
    return 0;
  *size = 11;
  return 1;
}

/* (53003), as the sign-in page shows it below its own words. */
static int mend_bracketed(od_view text, size_t start, size_t size, char *out) {
  char before = start ? text.data[start - 1] : '\0';
  char after = at(text, start + size);
  if (!((before == '(' && after == ')') || (before == '[' && after == ']')) ||
      size < 5 || size > 8)
    return 0;
  strcpy(out, "AADSTS");
  for (size_t i = 0; i < size; i++) {
    out[6 + i] = text.data[start + i];
    if (!od_is_digit(out[6 + i])) return 0;
  }
  out[6 + size] = '\0';
  return od_code_find(out) != NULL;
}

/* *size of the text at start stands for the code that is written. */
static int mend(od_view text, size_t start, size_t *size, char *out) {
  od_view rest = od_view_from(text, start);
  od_view word = od_view_first(rest, *size);
  if (!*size) return 0;
  if (mend_broken(rest, size, out)) return 1;
  if (is_glued(text, start, *size)) return 0;
  return mend_hex(word, out) || mend_aadsts(word, out) ||
         mend_bracketed(text, start, *size, out);
}

void od_mend_codes(od_buffer *out, od_view text) {
  char mended[OD_CODE_MAX];
  for (size_t from = 0, size; from < text.size; from += size) {
    size = word_size(od_view_from(text, from));
    if (mend(text, from, &size, mended)) {
      od_buffer_text(out, mended);
      continue;
    }
    if (!size) size = 1;
    od_buffer_view(out, od_view_first(od_view_from(text, from), size));
  }
}

/* One of U+FF01 to U+FF5E as a plain character; else 0. */
static char plain_of(od_view text, size_t i) {
  unsigned char second = (unsigned char)at(text, i + 1);
  unsigned char third = (unsigned char)at(text, i + 2);
  if (at(text, i) != '\xef' || (second != 0xbc && second != 0xbd)) return 0;
  if (third < 0x80 || third > 0xbf) return 0;
  unsigned c = third - 0x60u + (second == 0xbd ? 0x40u : 0);
  return c < 0x7f ? (char)c : 0;
}

void od_mend_wide(od_buffer *out, od_view text) {
  for (size_t i = 0; i < text.size; i++) {
    char plain = plain_of(text, i);
    od_buffer_char(out, plain ? plain : text.data[i]);
    if (plain) i += 2;
  }
}
