/* Finding codes in text, in every spelling people and programs use. */
#include <stdio.h>
#include <string.h>

#include "catalog/words.h"

#define LOOK_BACK 64 /* how far a number's context may stand before it */

/* A run of letters, digits and underscores, and where it stands. */
typedef struct word {
  od_view text;
  size_t start;
  size_t size;
  int alone; /* nothing else that could mean anything stands in the text */
} word;

static int is_word(char c) {
  return od_is_alpha(c) || od_is_digit(c) || c == '_';
}

static int all(od_view view, int (*is)(char)) {
  for (size_t i = 0; i < view.size; i++)
    if (!is(view.data[i])) return 0;
  return view.size > 0;
}

static int is_in(char c, const char *list) { return c && strchr(list, c); }

static int has_digit(od_view view) {
  for (size_t i = 0; i < view.size; i++)
    if (od_is_digit(view.data[i])) return 1;
  return 0;
}

static char at(od_view text, size_t index) {
  return index < text.size ? text.data[index] : '\0';
}

static od_view view_of(const word *w) {
  return (od_view){w->text.data + w->start, w->size};
}

static int next_word(od_view text, size_t from, word *w) {
  while (from < text.size && !is_word(text.data[from])) from++;
  size_t end = from;
  while (end < text.size && is_word(text.data[end])) end++;
  *w = (word){text, from, end - from, 0};
  return w->size > 0;
}

static int stands_alone(const word *w) {
  size_t i = w->start, end = w->start + w->size;
  while (i > 0 && !is_word(w->text.data[i - 1])) i--;
  while (end < w->text.size && !is_word(w->text.data[end])) end++;
  return i == 0 && end == w->text.size;
}

/* "and" between two codes. */
static int is_joint(od_view view) {
  static const char *const joints[] = {"and", "or", "und", "oder", "et"};
  for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
    if (od_view_equal_nocase(view, joints[i])) return 1;
  return 0;
}

/* "12002 or 12007": a short text of nothing but numbers of that length. */
static int is_list_of_numbers(od_view text) {
  word w;
  if (text.size > 80) return 0;
  for (size_t from = 0; next_word(text, from, &w); from = w.start + w.size)
    if (!is_joint(view_of(&w)) &&
        (w.size < 5 || w.size > 7 || !all(view_of(&w), od_is_digit)))
      return 0;
  return 1;
}

/* ---- what stands around a word ---- */

/* "-" for a minus sign, also the typographic ones; else 0. */
static size_t minus_before(const word *w) {
  static const char *const signs[] = {"\xe2\x88\x92", "\xe2\x80\x93",
                                      "\xe2\x80\x91"};
  const char *end = w->text.data + w->start;
  if (w->start && end[-1] == '-') return 1;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (w->start >= 3 && !memcmp(end - 3, signs[i], 3)) return 3;
  return 0;
}

/* Part of an id, a version, an address, a path: no code by itself. */
static int is_glued(const word *w) {
  size_t end = w->start + w->size;
  char before = w->start ? w->text.data[w->start - 1] : '\0';
  char earlier = w->start > 1 ? w->text.data[w->start - 2] : '\0';
  char after = at(w->text, end), later = at(w->text, end + 1);
  if (is_in(before, "@\\+") || is_in(after, "@\\")) return 1;
  if ((before == '.' || before == '-') && is_word(earlier)) return 1;
  return (after == '.' || after == '-') && is_word(later);
}

static int is_one_of(od_view view, const char *const *list) {
  for (; *list; list++)
    if (od_view_equal_nocase(view, *list)) return 1;
  return 0;
}

static int speaks_of_codes(od_view view) {
  static const char *const parts[] = {
      "erro",   "code",   "winhttp", "wininet", "aadsts", "fehler",
      "erreur", "result", "status",  "failed",  "failure",
      /* the same words in more languages */
      "kod",    "c\303\263digo", "codice", "fejl", "virhe",
      "b\305\202\304\205d", "chyb", "hiba", "k\303\263d",
      "\xd0\xba\xd0\xbe\xd0\xb4"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (od_view_find_nocase(view, parts[i]) != OD_NOT_FOUND) return 1;
  return od_view_equal_nocase(view, "hr") || od_view_equal_nocase(view, "err");
}

/* Letters of other alphabets, too. */
static int is_letter(char c) { return is_word(c) || (unsigned char)c >= 0x80; }

/* Moves *end before the word that ends there; its view, or an empty one. */
static od_view word_before(od_view text, size_t *end) {
  size_t stop = *end > LOOK_BACK ? *end - LOOK_BACK : 0, start;
  while (*end > stop && !is_letter(text.data[*end - 1])) --*end;
  start = *end;
  while (start > stop && is_letter(text.data[start - 1])) start--;
  od_view found = {text.data + start, *end - start};
  *end = start;
  return found;
}

/* ", " or "and" after the code before, which the caller has left behind. */
static int continues_list(const word *w, od_view before, size_t start) {
  if (before.size && is_joint(before))
    before = word_before(w->text, &start);
  else if (!is_in(at(w->text, 0), ",;/|&+"))
    return 0;
  return !before.size && !start;
}

/* "error 12007", "errorCode":50126, "failed with 12029", ", 50058". */
static int has_context(const word *w) {
  static const char *const fillers[] = {"is", "was", "with", "number", "nr",
                                        "no", "of",  "value", "returned",
                                        "by", "the", "ist",
                                        "b\305\202\304\231du", NULL};
  size_t end = w->start;
  od_view before = word_before(w->text, &end);
  if (continues_list(w, before, end)) return 1;
  for (int i = 0; i < 2 && is_one_of(before, fillers); i++)
    before = word_before(w->text, &end);
  return before.size && speaks_of_codes(before);
}

/* ---- 32-bit values ---- */

static int is_win_http(unsigned long number) {
  return number >= 12000 && number <= 12287;
}

static void write_value(unsigned long value, char *canonical) {
  if (value >> 16 == 0x8007 && is_win_http(value & 0xffff))
    snprintf(canonical, OD_CODE_MAX, "%lu", value & 0xffff);
  else
    snprintf(canonical, OD_CODE_MAX, "0x%08lx", value);
}

/* By its beginning it could be an error of Windows, of Entra ID's client. */
static int looks_like_error(const char *canonical) {
  if (canonical[0] != '0' || od_code_find(canonical)) return 1;
  return (strchr("8cde", canonical[2]) || !strncmp(canonical + 3, "aa", 2)) &&
         strcmp(od_code_family(canonical), "unknown");
}

/* Facilities that are met: what has no 0x must begin with one of them. */
static int has_known_facility(const char *canonical) {
  static const char *const heads[] = {
      "0x8000", "0x8001", "0x8002", "0x8003", "0x8004", "0x8007", "0x8009",
      "0x800a", "0x800b", "0x8018", "0x8019", "0x801c", "0x8024", "0x8028",
      "0x8029", "0x8802", "0xc000", "0xc004", "0xcaa",  "0xd000", "0x4aa"};
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    if (!strncmp(canonical, heads[i], strlen(heads[i]))) return 1;
  return od_code_find(canonical) != NULL;
}

static unsigned long hex_value(od_view digits) {
  unsigned long value = 0;
  for (size_t i = 0; i < digits.size; i++) {
    char c = od_lower(digits.data[i]);
    value = value << 4 | (unsigned long)(od_is_digit(c) ? c - '0'
                                                        : c - 'a' + 10);
  }
  return value;
}

/* As 64 bits a negative number begins with ffffffff. */
static od_view without_sign_bits(od_view digits) {
  return digits.size == 16 && od_view_starts_nocase(digits, "ffffffff")
             ? od_view_from(digits, 8)
             : digits;
}

/* 0x8004DE40, 0X8004de40L; by itself also 0x102 if that is known. */
static int match_hex(const word *w, char *canonical) {
  od_view digits = od_view_from(view_of(w), 2);
  while (od_view_ends_nocase(digits, "l") || od_view_ends_nocase(digits, "u"))
    digits.size--;
  digits = without_sign_bits(digits);
  if (!all(digits, od_is_hex) || digits.size > 8) return 0;
  unsigned long value = hex_value(digits);
  if (!value) return 0;
  write_value(value, canonical);
  if (digits.size == 8) return w->alone || looks_like_error(canonical);
  if (is_win_http(value)) { /* 0x2ee7 */
    snprintf(canonical, OD_CODE_MAX, "%lu", value);
    return w->alone || has_context(w);
  }
  return w->alone && od_code_find(canonical) != NULL;
}

/* 8004de40: eight digits that begin as errors do. */
static int match_bare_hex(const word *w, char *canonical) {
  od_view digits = view_of(w);
  if (od_view_ends_nocase(digits, "h") || od_view_ends_nocase(digits, "l"))
    digits.size--;
  digits = without_sign_bits(digits);
  if (digits.size != 8 || !all(digits, od_is_hex) || is_glued(w)) return 0;
  write_value(hex_value(digits), canonical);
  if (canonical[0] == '1') return 1; /* 80072ee7 */
  if (!strchr("8cd4", canonical[2]) || !has_digit(digits)) return 0;
  if (w->alone) return looks_like_error(canonical);
  if (all(digits, od_is_digit) && !od_code_find(canonical))
    return has_context(w) && has_known_facility(canonical);
  return has_known_facility(canonical);
}

static unsigned long decimal_value(od_view digits) {
  unsigned long long value = 0;
  for (size_t i = 0; i < digits.size; i++)
    value = value * 10 + (unsigned)(digits.data[i] - '0');
  return value <= 0xffffffff ? (unsigned long)value : 0;
}

/* -2147164608; a date, a range or an id has something before its dash. */
static int match_negative(const word *w, size_t sign, char *canonical) {
  size_t start = w->start - sign;
  unsigned long value = decimal_value(view_of(w));
  if (w->size < 9 || w->size > 10 || value > 0x80000000 || !value) return 0;
  if (start && is_word(w->text.data[start - 1])) return 0;
  word tail = {od_view_from(w->text, w->start), 0, w->size, 0};
  if (is_glued(&tail)) return 0;
  write_value((0xffffffff - value + 1) & 0xffffffff, canonical);
  return looks_like_error(canonical);
}

/* 2147802688: the same 32 bits without a sign. */
static int match_unsigned(const word *w, char *canonical) {
  unsigned long value = decimal_value(view_of(w));
  if (w->size != 10 || value < 0x80000000 || is_glued(w)) return 0;
  write_value(value, canonical);
  if (!looks_like_error(canonical)) return 0;
  return w->alone || od_code_find(canonical) ||
         (has_known_facility(canonical) && has_context(w));
}

/* ---- Entra ID and WinHTTP numbers, symbols ---- */

static int write_aadsts(od_view digits, char *canonical) {
  if (digits.size < 4 || digits.size > 8 || digits.data[0] == '0' ||
      !all(digits, od_is_digit))
    return 0;
  snprintf(canonical, OD_CODE_MAX, "AADSTS%.*s", (int)digits.size,
           digits.data);
  return 1;
}

/* AADSTS50126, aadsts:50126, AADSTS 50126; *end goes behind the number. */
static int match_aadsts(const word *w, size_t *end, char *canonical) {
  word number;
  od_view digits = od_view_from(view_of(w), 6);
  while (digits.size && digits.data[0] == '_') digits = od_view_from(digits, 1);
  if (digits.size) return write_aadsts(digits, canonical);
  if (!next_word(w->text, *end, &number) || number.start - *end > 3) return 0;
  for (size_t i = *end; i < number.start; i++)
    if (!is_in(w->text.data[i], " :#-=")) return 0;
  if (!write_aadsts(view_of(&number), canonical)) return 0;
  *end = number.start + number.size;
  return 1;
}

/* 12007, 50126: too short to be a code without a word that says so. */
static int match_number(const word *w, char *canonical) {
  unsigned long value = decimal_value(view_of(w));
  if (w->size < 4 || w->size > 8 || is_glued(w)) return 0;
  if (w->size == 5 && is_win_http(value))
    snprintf(canonical, OD_CODE_MAX, "%lu", value);
  else if (!write_aadsts(view_of(w), canonical) || !od_code_find(canonical))
    return 0;
  return w->alone || has_context(w) || is_list_of_numbers(w->text);
}

/* ERROR_WINHTTP_TIMEOUT anywhere, UserDisabled only by itself. */
static int match_symbol(const word *w, char *canonical) {
  char lower[OD_SYMBOL_MAX];
  if (w->size >= sizeof lower) return 0;
  if (!w->alone && od_view_find_char(view_of(w), '_') == OD_NOT_FOUND)
    return 0;
  for (size_t i = 0; i < w->size; i++)
    lower[i] = od_lower(w->text.data[w->start + i]);
  lower[w->size] = '\0';
  const char *code = od_code_of_symbol(lower);
  if (code) snprintf(canonical, OD_CODE_MAX, "%s", code);
  return code != NULL;
}

static int match_digits(const word *w, char *canonical) {
  size_t sign = minus_before(w);
  if (sign && w->size >= 9) return match_negative(w, sign, canonical);
  return match_unsigned(w, canonical) || match_bare_hex(w, canonical) ||
         match_number(w, canonical);
}

static int match(const word *w, size_t *end, char *canonical) {
  od_view view = view_of(w);
  if (od_view_starts_nocase(view, "0x")) return match_hex(w, canonical);
  if (od_view_starts_nocase(view, "aadsts"))
    return match_aadsts(w, end, canonical);
  if (w->start && w->text.data[w->start - 1] == '&' &&
      od_view_starts_nocase(view, "h")) { /* Visual Basic writes &H8004DE40 */
    word digits = {w->text, w->start + 1, w->size - 1, w->alone};
    return match_bare_hex(&digits, canonical);
  }
  if (all(view, od_is_digit)) return match_digits(w, canonical);
  return match_bare_hex(w, canonical) || match_symbol(w, canonical);
}

int od_code_next(od_view *rest, char canonical[OD_CODE_MAX]) {
  word w;
  size_t from = 0;
  while (next_word(*rest, from, &w)) {
    size_t end = w.start + w.size;
    w.alone = stands_alone(&w);
    if (match(&w, &end, canonical)) {
      *rest = od_view_from(*rest, end);
      return 1;
    }
    from = w.start + w.size;
  }
  canonical[0] = '\0';
  *rest = od_view_from(*rest, rest->size);
  return 0;
}

int od_code_canonical(od_view text, char canonical[OD_CODE_MAX]) {
  char other[OD_CODE_MAX];
  if (!od_code_next(&text, canonical)) return 0;
  while (od_code_next(&text, other))
    if (strcmp(other, canonical)) {
      canonical[0] = '\0';
      return 0;
    }
  return 1;
}
