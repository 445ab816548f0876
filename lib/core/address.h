/* Internet addresses in text, and the networks that they lie in. */
#ifndef OD_CORE_ADDRESS_H
#define OD_CORE_ADDRESS_H

#include "view.h"

typedef struct od_address {
  unsigned char bytes[16];
  unsigned size; /* 4 or 16 bytes */
} od_address;

typedef struct od_prefix {
  od_address net;
  unsigned bits;
} od_prefix;

/* The whole view, or 0. The zone of "fe80::1%12" is left out. */
int od_address_parse(od_address *out, od_view text);

/* "10.0.0.0/8", "2603:1006:2000::/48"; the whole view, or 0. */
int od_prefix_parse(od_prefix *out, od_view text);

int od_prefix_holds(const od_prefix *prefix, const od_address *address);

/* Every address of the inner one lies in the outer one. */
int od_prefix_covers(const od_prefix *outer, const od_prefix *inner);

/* How many ones a mask like 255.255.254.0 starts with; 0 if it is none. */
int od_address_mask(const od_address *mask, unsigned *bits);

#endif
