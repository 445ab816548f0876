/*
 * Who issued a certificate, and what that tells of inspection. Lists of
 * issuers age, so they only add confidence: what they do not know is unknown.
 */
#include "facts/hosts.h"
#include "facts/readers/curl.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Makers of products that open TLS; words of the issuer's name. */
static const char *const inspectors[] = {
    "Zscaler",             /* cloud proxy */
    "Netskope",            /* cloud proxy; goskope.com */
    "goskope",
    "Blue Coat",           /* proxy, later Symantec, now Broadcom */
    "Symantec Web Sec",
    "ProxySG",
    "Fortinet",            /* FortiGate's default authority */
    "FortiGate",
    "Palo Alto",           /* firewall, forward trust certificate */
    "Sophos",              /* firewall and endpoint web control */
    "Cisco Umbrella",      /* secure web gateway */
    "Cisco Secure Access",
    "Check Point",         /* HTTPS inspection */
    "Forcepoint",          /* once Websense */
    "Websense",
    "McAfee Web Gateway",  /* now Skyhigh */
    "Skyhigh",
    "SonicWall",           /* DPI-SSL */
    "WatchGuard",
    "Barracuda",
    "iboss",
    "Cato Networks",
    "ContentKeeper",
    "Lightspeed Systems",  /* school filter */
    "Securly",             /* school filter */
    "Untangle",
    "squid",               /* ssl_bump */
    "mitmproxy",
    "Charles Proxy",
    "DO_NOT_TRUST_Fiddler",
    "Kaspersky",           /* web shields of virus scanners */
    "ESET SSL Filter",
    "Avast Web/Mail",
    "AVG Web/Mail",
    "Bitdefender",
    "Dr.Web",
    "AdGuard"};

/* Whose certificates Microsoft's sign-in hosts show (network.md, B1). */
static const char *const own[] = {"Microsoft Corporation", "DigiCert Inc",
                                  "DigiCert, Inc."};

/* Public authorities that a host of Microsoft's may well use one day. */
static const char *const public_authorities[] = {
    "DigiCert",      "GlobalSign", "Entrust",     "Sectigo",
    "Let's Encrypt", "Google Trust Services",     "Amazon",
    "GoDaddy",       "Baltimore",  "IdenTrust",   "SSL Corporation",
    "Comodo",        "GeoTrust",   "Microsoft Corporation"};

static int has_one(od_view text, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (od_view_find_nocase(text, list[i]) != OD_NOT_FOUND) return 1;
  return 0;
}

/* The end of a value: ';' or ',' that stands in no quotes. */
static size_t value_size(od_view text) {
  size_t at = 0;
  int quoted = 0;
  for (; at < text.size; at++) {
    if (text.data[at] == '"') quoted = !quoted;
    if (text.data[at] == '\\') at++;
    else if (!quoted && (text.data[at] == ';' || text.data[at] == ',')) break;
  }
  return at < text.size ? at : text.size;
}

static od_view without_quotes(od_view text) {
  text = od_view_trim(text);
  if (text.size < 2 || text.data[0] != '"') return text;
  return od_view_first(od_view_from(text, 1), text.size - 2);
}

/* O of "C=US; O=DigiCert Inc; CN=…" or "C = US, O = \"DigiCert, Inc.\"". */
static od_view organisation(od_view name) {
  while (name.size) {
    size_t size = value_size(name);
    od_view part = od_view_trim(od_view_first(name, size));
    size_t at = od_view_find_char(part, '=');
    if (at != OD_NOT_FOUND &&
        od_view_equal(od_view_trim(od_view_first(part, at)), "O"))
      return without_quotes(od_view_from(part, at + 1));
    name = od_view_from(name, size + 1);
  }
  return name;
}

int od_curl_inspected(od_view host, od_view issuer, int trusted) {
  if (!issuer.size) return -1;
  if (has_one(issuer, inspectors, COUNT(inspectors))) return 1;
  od_view maker = organisation(issuer);
  for (size_t i = 0; i < COUNT(own); i++)
    if (od_view_equal_nocase(maker, own[i])) return trusted == 1 ? 0 : -1;
  if (has_one(issuer, public_authorities, COUNT(public_authorities)))
    return -1;
  return od_host_is_needed(host) ? 1 : -1;
}
