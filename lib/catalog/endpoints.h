/*
 * Microsoft's published endpoints that the sign-in of OneDrive needs. The data
 * are endpoints.json beside this file, a dated copy of some of the sets.
 */
#ifndef OD_CATALOG_ENDPOINTS_H
#define OD_CATALOG_ENDPOINTS_H

#include "core/address.h"

typedef struct od_endpoint_set {
  unsigned id;             /* Microsoft's */
  int required;
  const char *category;    /* Optimize, Allow or Default */
  const char *ports;       /* TCP: "80,443" */
  const char *const *hosts; /* NULL-ended; "*.x" is any name below x */
  const od_prefix *prefixes; /* NULL where none are published */
  const char *const *prefix_texts;
  size_t prefix_count;
} od_endpoint_set;

const char *od_endpoints_version(void);
size_t od_endpoint_set_count(void);
const od_endpoint_set *od_endpoint_set_at(size_t index);

/* The set that names the host; a whole name before a "*.". NULL: none. */
const od_endpoint_set *od_endpoint_set_of(od_view host);

#endif
