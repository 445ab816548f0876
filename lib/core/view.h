/* A piece of somebody else's text. ASCII rules: no locale is asked. */
#ifndef OD_CORE_VIEW_H
#define OD_CORE_VIEW_H

#include "od0x8004/base.h"

typedef struct od_view {
  const char *data;
  size_t size;
} od_view;

#define OD_NOT_FOUND ((size_t)-1)

od_view od_view_of(const char *text); /* of NULL: empty */
od_view od_view_trim(od_view view);   /* blanks, tabs, CR, no-break spaces */
size_t od_view_blanks(od_view view); /* how many of ASCII stand in front */
od_view od_view_from(od_view view, size_t start);
od_view od_view_first(od_view view, size_t count);
int od_view_equal(od_view view, const char *text);
int od_view_equal_nocase(od_view view, const char *text);
int od_view_starts_nocase(od_view view, const char *prefix);
int od_view_ends_nocase(od_view view, const char *suffix);
size_t od_view_find(od_view view, const char *needle); /* or OD_NOT_FOUND */
size_t od_view_find_nocase(od_view view, const char *needle);
size_t od_view_find_char(od_view view, char c);
int od_view_compare_nocase(od_view a, od_view b); /* <0, 0, >0 */

/* Splits off what stands before the next separator; 0 at the end. */
int od_view_next(od_view *rest, char separator, od_view *part);

/* Decimal, or hexadecimal after 0x; the whole view or 0 (no number). */
int od_view_number(od_view view, unsigned long long *value);

/* "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh" and nothing else. */
int od_view_is_guid(od_view view);
/* The first GUID that is no part of a longer word; empty if there is none. */
od_view od_view_find_guid(od_view view);

/* Length of the well-formed UTF-8 character at the front (RFC 3629), or 0. */
size_t od_utf8_size(od_view view);
size_t od_utf8_write(char out[4], unsigned long c); /* returns the length */

/* a-z, A-Z, 0-9 and friends, whatever the locale says. */
int od_is_digit(char c);
int od_is_hex(char c);
int od_is_alpha(char c);
int od_is_space(char c);
char od_lower(char c);
/* A control character of ASCII, or of ISO 6429 in UTF-8, at the front. */
int od_is_control(od_view text);

#endif
