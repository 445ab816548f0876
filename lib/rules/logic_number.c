/* Numbers as JavaScript reads and writes them, in every locale. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "rules/logic_value.h"

/* Significant digits; more only decide ties, which one digit can stand for. */
enum { DIGITS_MAX = 40, EXPONENT_MAX = 100000 };

typedef struct decimal {
  int negative;
  int infinite;
  char digits[DIGITS_MAX + 2];
  int count;
  long exponent; /* of the last digit */
  size_t size;   /* what was read; 0: no number */
} decimal;

static void add_digit(decimal *d, char digit, int after_point) {
  if (d->count < DIGITS_MAX) {
    if (d->count || digit != '0') d->digits[d->count++] = digit;
    if (after_point) d->exponent--;
    return;
  }
  if (digit != '0' && d->count == DIGITS_MAX) {
    d->digits[d->count++] = '1'; /* stands for all that follow */
    d->exponent -= after_point ? 1 : 0;
    return;
  }
  if (!after_point) d->exponent++;
}

static size_t read_exponent(od_view text, size_t at, long *exponent) {
  size_t start = at;
  int negative = 0, any = 0;
  long value = 0;
  if (at >= text.size || (text.data[at] | 0x20) != 'e') return start;
  at++;
  if (at < text.size && (text.data[at] == '+' || text.data[at] == '-'))
    negative = text.data[at++] == '-';
  for (; at < text.size && od_is_digit(text.data[at]); at++, any = 1)
    if (value < EXPONENT_MAX) value = value * 10 + (text.data[at] - '0');
  if (!any) return start;
  *exponent += negative ? -value : value;
  return at;
}

static size_t starts_infinity(od_view text, size_t at) {
  static const char name[] = "Infinity";
  size_t size = sizeof name - 1;
  return text.size - at >= size && !memcmp(text.data + at, name, size) ? size
                                                                       : 0;
}

/* StrDecimalLiteral at the start of a text. */
static decimal read_decimal(od_view text) {
  decimal d = {0};
  size_t at = 0;
  int any = 0, after_point = 0;
  if (at < text.size && (text.data[at] == '+' || text.data[at] == '-'))
    d.negative = text.data[at++] == '-';
  size_t infinity = starts_infinity(text, at);
  if (infinity) {
    d.infinite = 1;
    d.size = at + infinity;
    return d;
  }
  for (; at < text.size; at++) {
    char c = text.data[at];
    if (c == '.' && !after_point) {
      after_point = 1;
    } else if (od_is_digit(c)) {
      any = 1;
      add_digit(&d, c, after_point);
    } else {
      break;
    }
  }
  if (!any) return (decimal){0};
  d.size = read_exponent(text, at, &d.exponent);
  return d;
}

/* Exact for few digits; what remains is left to the JSON reader. */
static od_status decimal_value(double *out, const decimal *d) {
  static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,
                                  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
                                  1e18, 1e19, 1e20, 1e21, 1e22};
  double value = 0;
  if (d->infinite || d->count + d->exponent > 310) {
    value = d->infinite || d->count ? INFINITY : 0;
  } else if (d->count && d->count + d->exponent >= -330) {
    if (d->count <= 15 && d->exponent >= -22 && d->exponent <= 22) {
      for (int i = 0; i < d->count; i++)
        value = value * 10 + (d->digits[i] - '0');
      value = d->exponent < 0 ? value / powers[-d->exponent]
                              : value * powers[d->exponent];
    } else {
      char text[DIGITS_MAX + 24];
      od_json *number = NULL;
      od_json_options options = {0};
      snprintf(text, sizeof text, "%.*se%ld", d->count, d->digits,
               d->exponent);
      od_status status = od_json_parse(&number, od_view_of(text), &options);
      if (status == OD_ENOMEM) return status;
      if (status != OD_OK) od_error_clear(); /* beyond the largest double */
      value = status == OD_OK ? od_json_number(number) : INFINITY;
      od_json_free(number);
    }
  }
  *out = d->negative ? -value : value;
  return OD_OK;
}

/* JavaScript's white space: how many bytes of it stand at the start. */
static size_t blank(od_view text) {
  static const char *const wide[] = {
      "\xc2\xa0",     "\xef\xbb\xbf", "\xe1\x9a\x80", "\xe2\x80\xa8",
      "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};
  const unsigned char *c = (const unsigned char *)text.data;
  if (!text.size) return 0;
  if (*c == ' ' || (*c >= 9 && *c <= 13)) return 1;
  if (text.size >= 3 && c[0] == 0xe2 && c[1] == 0x80 && c[2] >= 0x80 &&
      c[2] <= 0x8a)
    return 3;
  for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
    size_t size = strlen(wide[i]);
    if (text.size >= size && !memcmp(text.data, wide[i], size)) return size;
  }
  return 0;
}

static od_view trim_start(od_view text) {
  size_t size;
  while ((size = blank(text)) != 0) text = od_view_from(text, size);
  return text;
}

static int all_blank(od_view text) { return trim_start(text).size == 0; }

static int digit_of(char c) {
  if (od_is_digit(c)) return c - '0';
  return od_is_alpha(c) ? od_lower(c) - 'a' + 10 : 99;
}

/* 0x, 0o and 0b; 0 if the text is none of them. */
static int read_radix(double *out, od_view text) {
  int radix = 0;
  double value = 0;
  size_t at = 2;
  if (text.size < 3 || text.data[0] != '0') return 0;
  char mark = od_lower(text.data[1]);
  radix = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 0;
  if (!radix) return 0;
  for (; at < text.size && digit_of(text.data[at]) < radix; at++)
    value = value * radix + digit_of(text.data[at]);
  if (at == 2) return 0;
  *out = all_blank(od_view_from(text, at)) ? value : NAN;
  return 1;
}

od_status od_number_read(double *out, od_view text) {
  text = trim_start(text);
  *out = 0;
  if (!text.size || read_radix(out, text)) return OD_OK;
  decimal d = read_decimal(text);
  if (d.size && all_blank(od_view_from(text, d.size)))
    return decimal_value(out, &d);
  *out = NAN;
  return OD_OK;
}

od_status od_number_read_start(double *out, od_view text) {
  decimal d = read_decimal(trim_start(text));
  *out = NAN;
  return d.size ? decimal_value(out, &d) : OD_OK;
}

static void write_zeros(od_buffer *out, long count) {
  while (count-- > 0) od_buffer_char(out, '0');
}

/* Number::toString of ECMAScript: `point` digits stand before the point. */
static void write_digits(od_buffer *out, const char *digits, int count,
                         long point) {
  size_t size = (size_t)count;
  if (point > 21 || point <= -6) {
    od_buffer_add(out, digits, 1);
    if (count > 1) od_buffer_char(out, '.');
    od_buffer_add(out, digits + 1, size - 1);
    od_buffer_format(out, "e%c%ld", point > 0 ? '+' : '-',
                     point > 0 ? point - 1 : 1 - point);
  } else if (point <= 0) {
    od_buffer_text(out, "0.");
    write_zeros(out, -point);
    od_buffer_add(out, digits, size);
  } else if (point >= count) {
    od_buffer_add(out, digits, size);
    write_zeros(out, point - count);
  } else {
    od_buffer_add(out, digits, (size_t)point);
    od_buffer_char(out, '.');
    od_buffer_add(out, digits + point, size - (size_t)point);
  }
}

void od_number_write(od_buffer *out, double number) {
  od_buffer shortest = {0};
  if (isnan(number)) {
    od_buffer_text(out, "NaN");
  } else if (number == 0) {
    od_buffer_text(out, "0");
  } else if (isinf(number)) {
    od_buffer_text(out, number < 0 ? "-Infinity" : "Infinity");
  } else {
    od_buffer_number(&shortest, fabs(number));
    if (shortest.status != OD_OK) {
      out->status = shortest.status;
      return;
    }
    decimal d = read_decimal((od_view){shortest.data, shortest.size});
    int count = d.count;
    while (count > 1 && d.digits[count - 1] == '0') count--;
    if (number < 0) od_buffer_char(out, '-');
    write_digits(out, d.digits, count, d.count + d.exponent);
    od_buffer_release(&shortest);
  }
}
