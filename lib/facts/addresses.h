/* Kinds of addresses, and what the derived network facts have in common. */
#ifndef OD_FACTS_ADDRESSES_H
#define OD_FACTS_ADDRESSES_H

#include "core/address.h"
#include "facts/derive.h"

/* "loopback", "private" (link-local too), "synthetic" or "outside". */
const char *od_address_range(const od_address *address);

/* The IPv4 address inside one of 64:ff9b::/96, which stands for it. */
void od_address_from_nat64(od_address *address);

void od_derive_routes(od_deriver *d);      /* network.connected, routes, vpn */
void od_derive_resolutions(od_deriver *d); /* network.dns_* */

#endif
