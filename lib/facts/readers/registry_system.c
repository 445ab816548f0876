/* Settings of Windows whose meaning lies in more than one value: Schannel's
   protocols, connection blobs, services. */
#include <stdio.h>
#include <string.h>

#include "core/alloc.h"
#include "facts/readers/registry_map.h"

#define INTERNET \
  "software\\microsoft\\windows\\currentversion\\internet settings"
#define CONNECTIONS INTERNET "\\connections"
#define SCHANNEL                                                          \
  "system\\currentcontrolset\\control\\securityproviders\\schannel\\" \
  "protocols"
#define SERVICES "system\\currentcontrolset\\services"

/* ---- Schannel ---- */

typedef struct seen_flag {
  int truth; /* -1: no such value */
  unsigned line;
  int spoilt;
} seen_flag;

/* The last of several captures does not win: any that differs is lost. */
static seen_flag find_flag(const od_reg_reading *r, const od_reg_where *where,
                           const char *name) {
  seen_flag seen = {-1, 0, 0};
  const od_reg_key *key;
  size_t at = 0;
  while (seen.truth < 0 && (key = od_registry_next(r->registry, &at, where))) {
    const od_reg_value *value = od_registry_value(r->registry, key, name);
    if (!value || value->deleted) continue;
    seen.line = value->line;
    seen.spoilt = !od_reg_flag_of(r, value, &seen.truth);
    if (seen.spoilt) return seen;
  }
  return seen;
}

static int lacks(const od_reg_reading *r, const od_reg_where *where,
                 const char *name, seen_flag seen) {
  unsigned line;
  return seen.truth < 0 && !seen.spoilt &&
         od_registry_proof(r->registry, where, name, &line) == OD_REG_LACKS;
}

/* Off if one of the two says so; on only if both are known not to. */
static void map_protocol(const od_reg_reading *r, const char *id,
                         const char *fact) {
  od_reg_where where = od_reg_at(r, OD_REG_MACHINE, 0, id);
  seen_flag enabled = find_flag(r, &where, "Enabled");
  seen_flag disabled = find_flag(r, &where, "DisabledByDefault");
  int off = enabled.truth == 0 || disabled.truth == 1;
  int enabled_fine = enabled.truth == 1 || lacks(r, &where, "Enabled", enabled);
  int disabled_fine = disabled.truth == 0 ||
                      lacks(r, &where, "DisabledByDefault", disabled);
  unsigned line = disabled.truth == 1 || !enabled.line ? disabled.line
                                                       : enabled.line;
  if (off) {
    od_evidence_bool(r->evidence, fact, line, 0);
  } else if (enabled.spoilt || disabled.spoilt) {
    od_evidence_state(r->evidence, fact, OD_FACT_UNREADABLE, line,
                      "the value is cut off or not well-formed");
  } else if (enabled.truth < 0 && disabled.truth < 0) {
    od_reg_missing(r, fact, &where, "Enabled");
  } else if (enabled_fine && disabled_fine) {
    od_evidence_bool(r->evidence, fact, line, 1);
  }
}

static void map_protocols(const od_reg_reading *r) {
  static const struct {
    const char *id, *fact;
  } protocols[] = {
      {SCHANNEL "\\tls 1.0\\client", "tls.client.tls_1_0"},
      {SCHANNEL "\\tls 1.1\\client", "tls.client.tls_1_1"},
      {SCHANNEL "\\tls 1.2\\client", "tls.client.tls_1_2"},
      {SCHANNEL "\\tls 1.3\\client", "tls.client.tls_1_3"},
  };
  for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++)
    map_protocol(r, protocols[i].id, protocols[i].fact);
}

/* ---- connection blobs ---- */

enum { LONGEST_BLOB = 1 << 18 }; /* as written */
enum { MANUAL = 2, PAC = 4, AUTO_DETECT = 8 };

/* The layout that WinINET and WinHTTP share: version, counter, flags, then
   texts with their length in front. */
typedef struct connection {
  unsigned flags;
  char *server, *bypass, *pac;
} connection;

static int take_unsigned(od_view *bytes, unsigned *number) {
  if (bytes->size < 4) return 0;
  const unsigned char *at = (const unsigned char *)bytes->data;
  *number = at[0] | (unsigned)at[1] << 8 | (unsigned)at[2] << 16 |
            (unsigned)at[3] << 24;
  *bytes = od_view_from(*bytes, 4);
  return 1;
}

/* NULL at the end of the blob; *failed if it is damaged. */
static char *take_text(const od_reg_reading *r, od_view *bytes, int *failed) {
  unsigned size;
  if (!take_unsigned(bytes, &size)) return NULL;
  if (size > bytes->size) {
    *failed = 1;
    return NULL;
  }
  od_view text = od_view_trim(od_view_first(*bytes, size));
  size_t nul = od_view_find_char(text, '\0');
  char *copy = od_copy_text(text.data, nul < text.size ? nul : text.size);
  *bytes = od_view_from(*bytes, size);
  if (!copy) od_reg_no_memory(r, "codes");
  return copy;
}

static void release_connection(connection *c) {
  od_free(c->server);
  od_free(c->bypass);
  od_free(c->pac);
}

static int read_connection(connection *c, const od_reg_reading *r,
                           const od_reg_value *value) {
  od_buffer buffer = {0};
  unsigned ignored;
  int failed = 0, good = 0;
  *c = (connection){0};
  if (value->data.size <= LONGEST_BLOB &&
      od_reg_value_bytes(&buffer, value) && buffer.status == OD_OK) {
    od_view bytes = {buffer.data, buffer.size};
    good = take_unsigned(&bytes, &ignored) && take_unsigned(&bytes, &ignored) &&
           take_unsigned(&bytes, &c->flags);
    if (good) c->server = take_text(r, &bytes, &failed);
    if (good && !failed) c->bypass = take_text(r, &bytes, &failed);
    if (good && !failed) c->pac = take_text(r, &bytes, &failed);
  }
  if (buffer.status != OD_OK) od_reg_no_memory(r, "codes");
  od_buffer_release(&buffer);
  if (!good || failed) release_connection(c);
  return good && !failed;
}

static void tell_text(const od_reg_reading *r, const char *fact, unsigned line,
                      const char *text) {
  if (text && *text)
    od_evidence_text(r->evidence, fact, line, od_view_of(text));
  else
    od_evidence_state(r->evidence, fact, OD_FACT_ABSENT, line,
                      "the stored settings hold none");
}

/* What is switched on counts; a server that is left over does not. */
static void tell_winhttp(const od_reg_reading *r, unsigned line,
                         const connection *c) {
  int manual = c->flags & MANUAL && c->server && *c->server;
  int pac = c->flags & PAC && c->pac && *c->pac;
  const char *mode = manual                  ? "manual"
                     : pac                   ? "pac"
                     : c->flags & AUTO_DETECT ? "auto-detect"
                                              : "direct";
  od_evidence_text(r->evidence, "proxy.winhttp.mode", line, od_view_of(mode));
  tell_text(r, "proxy.winhttp.server", line, manual ? c->server : NULL);
  tell_text(r, "proxy.winhttp.bypass", line, manual ? c->bypass : NULL);
  tell_text(r, "proxy.winhttp.pac_url", line, pac ? c->pac : NULL);
}

typedef struct wininet_facts {
  const char *enabled, *server, *bypass, *pac_url, *auto_detect;
} wininet_facts;

static int untold(const od_reg_reading *r, const char *fact) {
  return fact && !od_evidence_has(r->evidence, fact);
}

/* Only what the values beside the blob have not told. */
static void tell_wininet(const od_reg_reading *r, const wininet_facts *facts,
                         unsigned line, const connection *c) {
  if (untold(r, facts->auto_detect))
    od_evidence_bool(r->evidence, facts->auto_detect, line,
                     (c->flags & AUTO_DETECT) != 0);
  if (untold(r, facts->enabled))
    od_evidence_bool(r->evidence, facts->enabled, line,
                     (c->flags & MANUAL) != 0);
  if (untold(r, facts->server) && c->server && *c->server)
    tell_text(r, facts->server, line, c->server);
  if (untold(r, facts->bypass) && c->bypass && *c->bypass)
    tell_text(r, facts->bypass, line, c->bypass);
  if (untold(r, facts->pac_url) && c->flags & PAC && c->pac && *c->pac)
    tell_text(r, facts->pac_url, line, c->pac);
}

/* NULL facts: WinHTTP's. */
static void map_connections(const od_reg_reading *r, od_reg_hive hive,
                            const char *name, const wininet_facts *facts) {
  od_reg_where where = od_reg_at(r, hive, 0, CONNECTIONS);
  const od_reg_key *key;
  size_t at = 0;
  while ((key = od_registry_next(r->registry, &at, &where))) {
    const od_reg_value *value = od_registry_value(r->registry, key, name);
    connection c;
    if (!value || value->deleted) continue;
    if (!read_connection(&c, r, value)) {
      if (!facts) od_reg_spoilt(r, "proxy.winhttp.mode", value);
      continue;
    }
    if (facts) tell_wininet(r, facts, value->line, &c);
    else tell_winhttp(r, value->line, &c);
    release_connection(&c);
  }
}

/* Where nothing is stored WinHTTP goes direct. */
static void map_winhttp(const od_reg_reading *r) {
  static const char *const facts[] = {
      "proxy.winhttp.server", "proxy.winhttp.bypass", "proxy.winhttp.pac_url"};
  const char *name = "WinHttpSettings";
  od_reg_where where = od_reg_at(r, OD_REG_MACHINE, 0, CONNECTIONS);
  unsigned line = 0;
  map_connections(r, OD_REG_MACHINE, name, NULL);
  if (od_evidence_has(r->evidence, "proxy.winhttp.mode")) return;
  if (od_registry_proof(r->registry, &where, name, &line) == OD_REG_LACKS)
    od_evidence_text(r->evidence, "proxy.winhttp.mode", line,
                     od_view_of("direct"));
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
    od_reg_missing(r, facts[i], &where, name);
}

/* AutoDetect is what older systems and preferences write; the blob is what
   counts, so its absence alone proves nothing. */
static void map_auto_detect(const od_reg_reading *r, od_reg_hive hive,
                            const char *fact) {
  const od_fact_entry *entry = od_dictionary_find(fact);
  od_reg_where blob = od_reg_at(r, hive, 0, CONNECTIONS);
  od_reg_where where = od_reg_at(r, hive, 0, INTERNET);
  seen_flag seen = {0};
  unsigned line;
  if (od_evidence_has(r->evidence, fact)) return;
  seen = find_flag(r, &where, "AutoDetect");
  if (seen.truth >= 0 && !seen.spoilt)
    od_evidence_bool(r->evidence, fact, seen.line, seen.truth);
  else if (entry && *entry->absence &&
           od_registry_proof(r->registry, &blob, "DefaultConnectionSettings",
                             &line) == OD_REG_LACKS)
    od_reg_missing(r, fact, &where, "AutoDetect");
}

static void map_wininet(const od_reg_reading *r) {
  static const wininet_facts own = {
      "proxy.wininet.enabled", "proxy.wininet.server", "proxy.wininet.bypass",
      "proxy.wininet.pac_url", "proxy.wininet.auto_detect"};
  static const wininet_facts system = {
      "proxy.system.enabled", "proxy.system.server", NULL,
      "proxy.system.pac_url", "proxy.system.auto_detect"};
  od_reg_hive hive = r->per_machine ? OD_REG_MACHINE : OD_REG_USER;
  if (od_reg_reads(r, hive)) {
    map_connections(r, hive, "DefaultConnectionSettings", &own);
    map_auto_detect(r, hive, own.auto_detect);
  }
  if (!od_reg_reads(r, OD_REG_SYSTEM_USER)) return;
  map_connections(r, OD_REG_SYSTEM_USER, "DefaultConnectionSettings", &system);
  map_auto_detect(r, OD_REG_SYSTEM_USER, system.auto_detect);
}

/* ---- services ---- */

enum { LONGEST_SERVICE = 64, MOST_SERVICES = 4096 };

/* reg query repeats a name as it was typed: these get their own spelling. */
static const char *const services[] = {
    "NlaSvc",  "netprofm", "WinHttpAutoProxySvc", "CryptSvc", "TokenBroker",
    "wlidsvc", "CldFlt",   "Dnscache",            "W32Time",  "Dhcp",
    "KeyIso",  "VaultSvc", "BFE",                 "mpssvc",   "iphlpsvc",
};

static od_view service_name(od_view written) {
  for (size_t i = 0; i < sizeof services / sizeof *services; i++)
    if (od_view_equal_nocase(written, services[i]))
      return od_view_of(services[i]);
  return written;
}

/* A name that can be one part of a dotted fact name. */
static int is_fact_part(od_view name) {
  for (size_t i = 0; i < name.size; i++) {
    char c = name.data[i];
    if (!od_is_alpha(c) && !od_is_digit(c) && c != '_' && c != '-') return 0;
  }
  return name.size > 0 && name.size <= LONGEST_SERVICE;
}

static void write_fact(char out[LONGEST_SERVICE + 16], od_view service) {
  snprintf(out, LONGEST_SERVICE + 16, "services.%.*s.start",
           (int)service.size, service.data);
}

static void map_service(const od_reg_reading *r, const od_reg_key *key) {
  static const char *const starts[] = {"boot", "system", "automatic", "manual",
                                       "disabled"};
  const od_reg_value *value = od_registry_value(r->registry, key, "Start");
  od_view name = od_view_from(key->path.id, strlen(SERVICES) + 1);
  char fact[LONGEST_SERVICE + 16];
  unsigned long long start;
  if (!value || value->deleted || !is_fact_part(name)) return;
  name = service_name((od_view){
      key->path.text.data + key->path.text.size - name.size, name.size});
  write_fact(fact, name);
  if (od_reg_value_number(value, &start) && start < 5)
    od_evidence_text(r->evidence, fact, value->line,
                     od_view_of(starts[start]));
  else
    od_reg_spoilt(r, fact, value);
}

/* Only those of the list can be missed. */
static void map_missing_services(const od_reg_reading *r) {
  char fact[LONGEST_SERVICE + 16], id[LONGEST_SERVICE + 64];
  for (size_t i = 0; i < sizeof services / sizeof *services; i++) {
    write_fact(fact, od_view_of(services[i]));
    int size = snprintf(id, sizeof id, SERVICES "\\%s", services[i]);
    for (int k = 0; k < size; k++) id[k] = od_lower(id[k]);
    od_reg_where where = od_reg_at(r, OD_REG_MACHINE, 0, id);
    od_reg_missing(r, fact, &where, "Start");
  }
}

static void map_services(const od_reg_reading *r) {
  od_reg_where where = od_reg_at(r, OD_REG_MACHINE, 0, SERVICES);
  const od_reg_key *key;
  size_t at = 0, count = 0;
  while (count++ < MOST_SERVICES &&
         (key = od_registry_next_below(r->registry, &at, &where)))
    map_service(r, key);
  map_missing_services(r);
}

void od_reg_map_system(const od_reg_reading *r) {
  map_wininet(r);
  if (!r->device) return;
  map_protocols(r);
  map_winhttp(r);
  map_services(r);
}
