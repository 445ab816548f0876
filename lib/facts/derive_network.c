/* What the proxy and TLS settings come to. */
#include <string.h>

#include "facts/derive.h"
#include "facts/proxy.h"

/* ---- proxies ---- */

typedef enum way { WAY_UNKNOWN, WAY_DIRECT, WAY_MANUAL, WAY_PAC, WAY_AUTO } way;

typedef struct route {
  way way;
  od_view pac_url;
  int has_server; /* one that serves https */
  od_proxy_server server;
} route;

static void set_server(route *r, od_view setting) {
  r->way = setting.size ? WAY_MANUAL : WAY_UNKNOWN;
  r->has_server = od_proxy_for_https(setting, &r->server);
}

static route winhttp_route(const od_deriver *d) {
  route r = {WAY_UNKNOWN, {NULL, 0}, 0, {{NULL, 0}, {NULL, 0}}};
  od_view mode = od_text_of(d, "proxy.winhttp.mode");
  if (od_view_equal(mode, "direct")) {
    r.way = WAY_DIRECT;
  } else if (od_view_equal(mode, "manual")) {
    set_server(&r, od_text_of(d, "proxy.winhttp.server"));
  } else if (od_view_equal(mode, "pac")) {
    r.pac_url = od_text_of(d, "proxy.winhttp.pac_url");
    r.way = r.pac_url.size ? WAY_PAC : WAY_UNKNOWN;
  } else if (od_view_equal(mode, "auto-detect")) {
    r.way = WAY_AUTO;
  }
  return r;
}

/* A script comes before a server, which comes before looking around. */
static route user_route(const od_deriver *d) {
  route r = {WAY_UNKNOWN, {NULL, 0}, 0, {{NULL, 0}, {NULL, 0}}};
  int enabled = od_truth_of(d, "proxy.wininet.enabled");
  int automatic = od_truth_of(d, "proxy.wininet.auto_detect");
  /* Settings of the device rule; those of the user say nothing. */
  if (od_truth_of(d, "proxy.policy_per_machine") == 1) return r;
  r.pac_url = od_text_of(d, "proxy.wininet.pac_url");
  if (r.pac_url.size)
    r.way = WAY_PAC;
  else if (!od_is_absent(d, "proxy.wininet.pac_url"))
    return r;
  else if (enabled == 1)
    set_server(&r, od_text_of(d, "proxy.wininet.server"));
  else if (enabled == 0 && automatic >= 0)
    r.way = automatic ? WAY_AUTO : WAY_DIRECT;
  return r;
}

/* 1, 0, or -1 where it cannot be told. */
static int routes_differ(const route *user, const route *winhttp) {
  if (user->way == WAY_UNKNOWN || winhttp->way == WAY_UNKNOWN) return -1;
  if (user->way != winhttp->way) {
    int a = user->way, b = winhttp->way;
    /* Looking for a proxy mostly finds none, which is direct. */
    return (a == WAY_AUTO && b == WAY_DIRECT) ||
                   (a == WAY_DIRECT && b == WAY_AUTO)
               ? -1
               : 1;
  }
  if (user->way == WAY_PAC)
    return od_view_compare_nocase(user->pac_url, winhttp->pac_url) != 0;
  if (user->way != WAY_MANUAL) return 0;
  if (user->has_server != winhttp->has_server) return 1;
  return user->has_server && !od_proxy_same(&user->server, &winhttp->server);
}

static void derive_differ(od_deriver *d) {
  route user = user_route(d), winhttp = winhttp_route(d);
  int differ = routes_differ(&user, &winhttp);
  const od_fact *input = od_known(d, "proxy.winhttp.mode");
  if (differ >= 0)
    od_derive_bool(d, "proxy.settings_differ", input, differ);
  else if (user.way && winhttp.way)
    od_derive_state(d, "proxy.settings_differ", input, OD_FACT_NOT_ASKED,
                    "automatic detection may or may not find a proxy");
}

static int is_loopback(od_view setting) {
  od_proxy_server server;
  return od_proxy_for_https(setting, &server) &&
         od_proxy_is_loopback(&server);
}

/* `on` is 1, 0 or -1 for a manual proxy in force. */
static void derive_loopback(od_deriver *d, const char *name, int on,
                            const char *switch_name,
                            const char *server_name) {
  const od_fact *server = od_known(d, server_name);
  const od_fact *input = od_facts_find(d->facts, switch_name);
  if (!on)
    od_derive_bool(d, name, input, 0);
  else if (on > 0 && server)
    od_derive_bool(d, name, server, is_loopback(od_json_view(server->value)));
}

static void derive_proxies(od_deriver *d) {
  od_view mode = od_text_of(d, "proxy.winhttp.mode");
  int manual = mode.size ? od_view_equal(mode, "manual") : -1;
  derive_differ(d);
  derive_loopback(d, "proxy.wininet.loopback",
                  od_truth_of(d, "proxy.wininet.enabled"),
                  "proxy.wininet.enabled", "proxy.wininet.server");
  derive_loopback(d, "proxy.winhttp.loopback", manual, "proxy.winhttp.mode",
                  "proxy.winhttp.server");
}

/* ---- TLS ---- */

static void derive_cipher_suites(od_deriver *d) {
  const od_fact *policy = od_known(d, "tls.policy_cipher_suites");
  const od_fact *suites = od_known(d, "tls.cipher_suites");
  od_view from = od_text_of(d, "tls.cipher_suites_from");
  int in_force = od_view_equal(from, "cmdlet") ||
                 od_is_absent(d, "tls.policy_cipher_suites");
  const od_fact *effective = policy ? policy : in_force ? suites : NULL;
  if (effective)
    od_derive_value(d, "tls.effective_cipher_suites", effective,
                    od_json_copy(effective->value));
  else if (suites)
    od_derive_state(d, "tls.effective_cipher_suites", suites,
                    OD_FACT_NOT_ASKED,
                    "a policy may override the local list; it was not "
                    "exported");
}

void od_derive_network(od_deriver *d) {
  if (d->status == OD_OK) derive_proxies(d);
  if (d->status == OD_OK) derive_cipher_suites(d);
}
