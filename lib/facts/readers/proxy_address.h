/* Proxy settings told apart from prose. */
#ifndef OD_FACTS_READERS_PROXY_ADDRESS_H
#define OD_FACTS_READERS_PROXY_ADDRESS_H

#include "core/view.h"

/*
 * "host:port", "http://host:port" or "http=host:port;https=host:port", the
 * entries apart by ';' or blanks, users and passwords allowed. 0 if any part
 * is something else.
 */
int od_is_proxy_servers(od_view value);

/* At least one entry names a port, a scheme or a protocol: surely no prose. */
int od_is_surely_proxy_servers(od_view value);

#endif
