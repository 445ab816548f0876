/* What the names of network adapters tell: VPN clients and the like. */
#ifndef OD_FACTS_READERS_TUNNEL_H
#define OD_FACTS_READERS_TUNNEL_H

#include "core/view.h"

/* "tunnel" for a VPN client's adapter, "other" for Windows' own transition
   and loopback interfaces; NULL: the name tells nothing. */
const char *od_tunnel_kind(od_view description);

#endif
