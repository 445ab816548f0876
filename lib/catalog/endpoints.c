#include "catalog/endpoints.h"

#include "endpoints.inc"

enum { SETS = sizeof sets / sizeof *sets };

const char *od_endpoints_version(void) { return version; }

size_t od_endpoint_set_count(void) { return SETS; }

const od_endpoint_set *od_endpoint_set_at(size_t index) {
  return index < SETS ? &sets[index] : NULL;
}

static int names(const char *pattern, od_view host, int wild) {
  if (!wild) return od_view_equal_nocase(host, pattern);
  return pattern[0] == '*' && od_view_ends_nocase(host, pattern + 1) &&
         host.size > od_view_of(pattern + 1).size;
}

const od_endpoint_set *od_endpoint_set_of(od_view host) {
  for (int wild = 0; wild < 2; wild++)
    for (size_t i = 0; i < SETS; i++)
      for (const char *const *h = sets[i].hosts; *h; h++)
        if (names(*h, host, wild)) return &sets[i];
  return NULL;
}
