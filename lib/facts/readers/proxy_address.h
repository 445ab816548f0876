/* Proxy settings as text: told apart from prose, and freed of passwords. */
#ifndef OD_FACTS_READERS_PROXY_ADDRESS_H
#define OD_FACTS_READERS_PROXY_ADDRESS_H

#include "core/buffer.h"

/*
 * "host:port", "http://host:port" or "http=host:port;https=host:port", the
 * entries apart by ';' or blanks. 0 if any part is something else. Writes it
 * without user names and passwords; `out` may be NULL to ask only.
 */
int od_proxy_servers(od_buffer *out, od_view value);

/* At least one entry names a port, a scheme or a protocol: surely no prose. */
int od_proxy_servers_sure(od_view value);

/* The address of a script without user, password, query and fragment. */
void od_proxy_script(od_buffer *out, od_view url);

#endif
