/*
 * Stand-ins for addresses of which rules ask where they lie: a private one
 * stays private, a strange one strange. What Microsoft publishes, and what is
 * the same everywhere, stays.
 */
#include <string.h>

#include "catalog/endpoints.h"
#include "facts/addresses.h"
#include "facts/redact.h"

/* What a prefix of so few bits tells is nobody's. */
enum { COMMON_BITS = 8 };

static int is_published(const od_address *address) {
  od_address inside = *address;
  od_address_from_nat64(&inside);
  for (size_t i = 0; i < od_endpoint_set_count(); i++) {
    const od_endpoint_set *set = od_endpoint_set_at(i);
    for (size_t p = 0; p < set->prefix_count; p++)
      if (od_prefix_holds(&set->prefixes[p], &inside)) return 1;
  }
  return 0;
}

static int starts(od_view text, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (od_view_starts_nocase(text, list[i])) return 1;
  return 0;
}

/* Ours, or the same on every machine. */
static int is_nobodys(od_view text) {
  static const char *const list[] = {
      "127.",    "0.0.0.0",     "198.18.",    "198.19.",  "10.18.",
      "192.0.2.", "198.51.100.", "203.0.113.", "2001:2::", "fd18::",
      "255.",    "224.",        "fec0:0:0:ffff::", "ff0"};
  return od_view_equal(text, "::") || od_view_equal(text, "::1") ||
         starts(text, list, sizeof list / sizeof *list);
}

static void write_v4(od_buffer *out, od_view text, const char *range) {
  static const char *const strange[] = {"192.0.2", "198.51.100",
                                        "203.0.113"};
  unsigned long long hash = od_pseudonym_hash(text, 0);
  unsigned third = (unsigned)(hash >> 8) & 255, last = (unsigned)hash & 255;
  if (!strcmp(range, "private"))
    od_buffer_format(out, "10.18.%u.%u", third, last);
  else if (!strcmp(range, "synthetic"))
    od_buffer_format(out, "198.18.%u.%u", third, last);
  else
    od_buffer_format(out, "%s.%u", strange[third % 3], last);
}

static void write_v6(od_buffer *out, od_view text, const char *range) {
  unsigned long long hash = od_pseudonym_hash(text, 0);
  od_buffer_format(out, "%s%x:%x",
                   !strcmp(range, "private") ? "fd18::" : "2001:2::",
                   (unsigned)(hash & 0xffff) | 1,
                   (unsigned)(hash >> 16 & 0xffff) | 1);
}

/* Published, or so wide that it says nothing of anybody. */
static int is_common_prefix(od_view text) {
  od_prefix prefix;
  return od_prefix_parse(&prefix, text) &&
         (prefix.bits <= COMMON_BITS || is_published(&prefix.net));
}

int od_redact_address(od_buffer *out, od_view text) {
  od_address address;
  od_view alone = od_view_first(text, od_view_find_char(text, '/'));
  if (!od_address_parse(&address, alone)) return 0;
  if (is_nobodys(alone) || is_common_prefix(text) || is_published(&address)) {
    od_buffer_view(out, text);
    return 1;
  }
  const char *range = od_address_range(&address);
  if (address.size == 4) write_v4(out, alone, range);
  else write_v6(out, alone, range);
  od_buffer_view(out, od_view_from(text, alone.size));
  return 1;
}
