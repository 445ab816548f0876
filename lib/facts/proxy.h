/* Proxy settings as Windows writes them, and what they mean. */
#ifndef OD_FACTS_PROXY_H
#define OD_FACTS_PROXY_H

#include "core/buffer.h"

/*
 * Writes a setting without user names and passwords. A script's address also
 * loses its query and fragment.
 */
void od_proxy_clean(od_buffer *out, od_view setting, int is_script);

/* Host and port that serve https; an empty port is the default one. */
typedef struct od_proxy_server {
  od_view host;
  od_view port;
} od_proxy_server;

/*
 * What of "http=p:8080;https=p:8080", "http://p:8080" or "p:8080" serves
 * https; the first where there are several. 0 if nothing does.
 */
int od_proxy_for_https(od_view setting, od_proxy_server *server);
int od_proxy_same(const od_proxy_server *a, const od_proxy_server *b);
int od_proxy_is_loopback(const od_proxy_server *server);

#endif
