/* The proxy sections of newer builds; the section says whose setting it is. */
#include <string.h>

#include "facts/readers/dsregcmd.h"
#include "facts/readers/proxy_address.h"

#define ADDRESS_MAX 2048

/* The facts that a section fills; NULL where it has no such fact. */
typedef struct names {
  const char *auto_detect, *pac_url, *enabled, *server, *bypass, *mode;
} names;

static const names *names_of(od_dsreg_section section) {
  static const names user = {"proxy.wininet.auto_detect",
                             "proxy.wininet.pac_url",
                             "proxy.wininet.enabled",
                             "proxy.wininet.server",
                             "proxy.wininet.bypass",
                             NULL};
  static const names system = {"proxy.system.auto_detect",
                               "proxy.system.pac_url",
                               "proxy.system.enabled",
                               "proxy.system.server",
                               NULL,
                               NULL};
  static const names winhttp = {NULL, "proxy.winhttp.pac_url",
                                NULL, "proxy.winhttp.server",
                                "proxy.winhttp.bypass", "proxy.winhttp.mode"};
  static const names url = {NULL, NULL, NULL, "proxy.endpoint.server",
                            NULL, NULL};
  switch (section) {
    case OD_DSREG_USER_PROXY: return &user;
    case OD_DSREG_SYSTEM_PROXY: return &system;
    case OD_DSREG_WINHTTP_PROXY: return &winhttp;
    case OD_DSREG_URL_PROXY: return &url;
    default: return NULL;
  }
}

static int is_usable(od_dsreg *reading, const char *fact,
                     const od_dsreg_item *item) {
  if (item->whole && item->value.size <= ADDRESS_MAX) return 1;
  od_dsreg_unreadable(reading, fact, item);
  return 0;
}

static void write_server(od_dsreg *reading, const names *facts,
                         const od_dsreg_item *item) {
  if (!is_usable(reading, facts->server, item)) return;
  if (!item->value.size) {
    if (facts->enabled)
      od_evidence_bool(reading->e, facts->enabled, item->line, 0);
    od_evidence_printed(reading->e, facts->server, item->line, item->value);
  } else if (od_is_proxy_servers(item->value)) {
    od_evidence_text(reading->e, facts->server, item->line, item->value);
    if (facts->enabled)
      od_evidence_bool(reading->e, facts->enabled, item->line, 1);
    if (facts->mode)
      od_evidence_text(reading->e, facts->mode, item->line,
                       od_view_of("manual"));
  } else {
    od_dsreg_unreadable(reading, facts->server, item);
  }
}

static void write_script(od_dsreg *reading, const names *facts,
                         const od_dsreg_item *item) {
  if (is_usable(reading, facts->pac_url, item))
    od_evidence_printed(reading->e, facts->pac_url, item->line, item->value);
}

static void write_direct(od_dsreg *reading, const names *facts,
                         unsigned line) {
  const char *why = "direct access";
  if (facts->mode)
    od_evidence_text(reading->e, facts->mode, line, od_view_of("direct"));
  od_evidence_state(reading->e, facts->server, OD_FACT_ABSENT, line, why);
  if (facts->bypass)
    od_evidence_state(reading->e, facts->bypass, OD_FACT_ABSENT, line, why);
}

/* DIRECT is what samples show; the others are WinHTTP's names for it. */
static void write_access(od_dsreg *reading, const names *facts,
                         const od_dsreg_item *item) {
  od_view type = item->value;
  if (od_view_starts_nocase(type, "DIRECT") ||
      od_view_starts_nocase(type, "NO_PROXY") ||
      od_view_starts_nocase(type, "NO PROXY"))
    write_direct(reading, facts, item->line);
  else if (!facts->mode)
    return;
  else if (od_view_starts_nocase(type, "NAMED"))
    od_evidence_text(reading->e, facts->mode, item->line,
                     od_view_of("manual"));
  else if (od_view_starts_nocase(type, "AUTO"))
    od_evidence_text(reading->e, facts->mode, item->line,
                     od_view_of("auto-detect"));
  else
    od_dsreg_unreadable(reading, facts->mode, item);
}

static int is_key(const od_dsreg_item *item, const char *a, const char *b) {
  return od_dsreg_same(item->key, a) || od_dsreg_same(item->key, b);
}

int od_dsreg_proxy_field(od_dsreg *reading, const od_dsreg_item *item) {
  const names *facts = names_of(reading->section);
  if (!facts) return 0;
  int bypass = is_key(item, "proxy bypass list", "bypass list");
  int server = is_key(item, "proxy server list", "proxy server");
  int script = is_key(item, "auto-configuration url", "autoconfig url");
  int detect = is_key(item, "auto detect settings", "auto detect");
  int access = is_key(item, "access type", "accesstype");
  if (!bypass && !server && !script && !detect && !access) return 0;
  /* The system account's own settings are no user's. */
  if (reading->as_system && reading->section == OD_DSREG_USER_PROXY) return 1;
  if (bypass && facts->bypass && is_usable(reading, facts->bypass, item))
    od_evidence_printed(reading->e, facts->bypass, item->line, item->value);
  else if (server)
    write_server(reading, facts, item);
  else if (script && facts->pac_url)
    write_script(reading, facts, item);
  else if (detect && facts->auto_detect)
    od_dsreg_bool(reading, facts->auto_detect, item);
  else if (access)
    write_access(reading, facts, item);
  return 1;
}
