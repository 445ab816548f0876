/* Known values of known keys, and the facts that they are. */
#include "facts/readers/registry_map.h"

#include <string.h>

#include "core/alloc.h"
#include "facts/proxy.h"

typedef enum value_shape {
  FLAG,      /* not nought is true */
  NOT_FLAG,  /* nought is true */
  NUMBER,
  TEXT,
  PROTOCOLS, /* bits of SecureProtocols */
  SUITES,    /* names with commas, or one a line */
  ORIGIN     /* just that it is from here */
} value_shape;

typedef enum rule_kind {
  PLAIN,
  FALLBACK,    /* only where nothing told before; proves no absence */
  PER_MACHINE, /* only if proxy settings are the machine's */
  PER_USER     /* only if they are not */
} rule_kind;

typedef struct value_rule {
  od_reg_hive hive;
  int wow;
  rule_kind kind;
  value_shape shape;
  const char *key;
  const char *value;
  const char *fact;
} value_rule;

#define INTERNET \
  "software\\microsoft\\windows\\currentversion\\internet settings"
#define INTERNET_POLICY                                            \
  "software\\policies\\microsoft\\windows\\currentversion\\internet " \
  "settings"
#define POLICY_ORDER                                        \
  "software\\policies\\microsoft\\cryptography\\" \
  "configuration\\ssl\\00010002"
#define LOCAL_ORDER                                           \
  "system\\currentcontrolset\\control\\cryptography\\"        \
  "configuration\\local\\ssl\\00010002"
#define ONEDRIVE "software\\microsoft\\onedrive"
#define IDENTITY "software\\microsoft\\office\\16.0\\common\\identity"
#define OFFICE "software\\microsoft\\office\\clicktorun\\configuration"
#define NCSI_POLICY \
  "software\\policies\\microsoft\\windows\\networkconnectivitystatusindicator"
#define NCSI "system\\currentcontrolset\\services\\nlasvc\\parameters\\internet"

static const value_rule rules[] = {
    {OD_REG_MACHINE, 0, PLAIN, NOT_FLAG, INTERNET_POLICY,
     "ProxySettingsPerUser", "proxy.policy_per_machine"},
    {OD_REG_MACHINE, 0, PER_MACHINE, FLAG, INTERNET, "ProxyEnable",
     "proxy.wininet.enabled"},
    {OD_REG_MACHINE, 0, PER_MACHINE, TEXT, INTERNET, "ProxyServer",
     "proxy.wininet.server"},
    {OD_REG_MACHINE, 0, PER_MACHINE, TEXT, INTERNET, "ProxyOverride",
     "proxy.wininet.bypass"},
    {OD_REG_MACHINE, 0, PER_MACHINE, TEXT, INTERNET, "AutoConfigURL",
     "proxy.wininet.pac_url"},
    {OD_REG_USER, 0, PER_USER, FLAG, INTERNET, "ProxyEnable",
     "proxy.wininet.enabled"},
    {OD_REG_USER, 0, PER_USER, TEXT, INTERNET, "ProxyServer",
     "proxy.wininet.server"},
    {OD_REG_USER, 0, PER_USER, TEXT, INTERNET, "ProxyOverride",
     "proxy.wininet.bypass"},
    {OD_REG_USER, 0, PER_USER, TEXT, INTERNET, "AutoConfigURL",
     "proxy.wininet.pac_url"},
    {OD_REG_SYSTEM_USER, 0, FALLBACK, FLAG, INTERNET, "ProxyEnable",
     "proxy.system.enabled"},
    {OD_REG_SYSTEM_USER, 0, PLAIN, TEXT, INTERNET, "ProxyServer",
     "proxy.system.server"},
    {OD_REG_SYSTEM_USER, 0, PLAIN, TEXT, INTERNET, "AutoConfigURL",
     "proxy.system.pac_url"},
    {OD_REG_USER, 0, PLAIN, PROTOCOLS, INTERNET, "SecureProtocols",
     "tls.internet_options_protocols"},
    {OD_REG_MACHINE, 0, PLAIN, PROTOCOLS, INTERNET_POLICY, "SecureProtocols",
     "tls.internet_options_policy_protocols"},
    {OD_REG_USER, 0, FALLBACK, PROTOCOLS, INTERNET_POLICY, "SecureProtocols",
     "tls.internet_options_policy_protocols"},
    {OD_REG_MACHINE, 0, PLAIN, PROTOCOLS, INTERNET "\\winhttp",
     "DefaultSecureProtocols", "tls.winhttp_protocols"},
    {OD_REG_MACHINE, 1, PLAIN, PROTOCOLS, INTERNET "\\winhttp",
     "DefaultSecureProtocols", "tls.winhttp_protocols_32"},
    {OD_REG_MACHINE, 0, PLAIN, SUITES, POLICY_ORDER, "Functions",
     "tls.policy_cipher_suites"},
    {OD_REG_MACHINE, 0, PLAIN, SUITES, LOCAL_ORDER, "Functions",
     "tls.cipher_suites"},
    {OD_REG_MACHINE, 0, FALLBACK, ORIGIN, LOCAL_ORDER, "Functions",
     "tls.cipher_suites_from"},
    {OD_REG_MACHINE, 0, PLAIN, FLAG,
     "software\\microsoft\\.netframework\\v4.0.30319", "SchUseStrongCrypto",
     "tls.dotnet_strong_crypto"},
    {OD_REG_MACHINE, 0, PLAIN, FLAG, NCSI, "EnableActiveProbing",
     "ncsi.active_probing"},
    {OD_REG_MACHINE, 0, PLAIN, FLAG, NCSI_POLICY, "NoActiveProbe",
     "ncsi.no_active_probe_policy"},
    {OD_REG_USER, 0, PLAIN, FLAG, ONEDRIVE, "SilentBusinessConfigCompleted",
     "onedrive.silent_config_completed"},
    {OD_REG_USER, 0, PLAIN, FLAG, ONEDRIVE, "ClientEverSignedIn",
     "onedrive.client_ever_signed_in"},
    {OD_REG_USER, 0, PLAIN, FLAG, ONEDRIVE, "PersonalUnlinkedTimeStamp",
     "onedrive.personal_unlinked"},
    {OD_REG_USER, 0, PLAIN, FLAG, ONEDRIVE, "OneAuthUnrecoverableTimestamp",
     "onedrive.oneauth_unrecoverable"},
    {OD_REG_MACHINE, 0, PLAIN, TEXT, OFFICE, "VersionToReport",
     "office.version"},
    {OD_REG_MACHINE, 0, PLAIN, TEXT, OFFICE, "UpdateChannel",
     "office.channel"},
    {OD_REG_USER, 0, PLAIN, NUMBER, IDENTITY, "EnableADAL",
     "office.enable_adal"},
    {OD_REG_USER, 0, PLAIN, NUMBER, IDENTITY, "DisableAADWAM",
     "office.disable_aad_wam"},
};

enum { LONGEST_DATA = 1 << 18 }; /* as written; no setting is that long */

/* Below these, and on the way to them, keys are kept. */
static const char *const roots[] = {
    "software\\policies\\microsoft\\onedrive",
    ONEDRIVE,
    IDENTITY,
    OFFICE,
    INTERNET,
    INTERNET_POLICY,
    "system\\currentcontrolset\\control\\securityproviders\\schannel\\"
    "protocols",
    LOCAL_ORDER,
    POLICY_ORDER,
    "system\\currentcontrolset\\services",
    NCSI_POLICY,
    "software\\microsoft\\.netframework\\v4.0.30319",
};

static int is_related(od_view id, od_view root) {
  size_t size = id.size < root.size ? id.size : root.size;
  if (size && memcmp(id.data, root.data, size)) return 0;
  if (!size || id.size == root.size) return 1;
  return id.size > root.size ? id.data[size] == '\\' : root.data[size] == '\\';
}

int od_reg_wanted_key(const od_reg_path *path) {
  if (path->hive == OD_REG_OTHER) return 0;
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
    if (is_related(path->id, od_view_of(roots[i]))) return 1;
  return 0;
}

od_reg_where od_reg_at(const od_reg_reading *r, od_reg_hive hive, int wow,
                       const char *id) {
  return (od_reg_where){hive, wow, r->current, r->sid, od_view_of(id)};
}

int od_reg_reads(const od_reg_reading *r, od_reg_hive hive) {
  return hive == OD_REG_USER ? r->current || r->sid.size : r->device;
}

void od_reg_spoilt(const od_reg_reading *r, const char *fact,
                   const od_reg_value *value) {
  od_evidence_state(r->evidence, fact, OD_FACT_UNREADABLE, value->line,
                    value->cut ? "the value is cut off or not well-formed"
                               : "the value is of an unexpected type");
}

void od_reg_tell_proof(const od_reg_reading *r, const char *fact,
                       od_reg_proof proof, unsigned line) {
  if (proof == OD_REG_LACKS)
    od_evidence_state(r->evidence, fact, OD_FACT_ABSENT, line,
                      "the key was looked at and does not hold it");
  if (proof == OD_REG_FORBIDS)
    od_evidence_state(r->evidence, fact, OD_FACT_DENIED, line,
                      "the system refused access to the key");
}

void od_reg_missing(const od_reg_reading *r, const char *fact,
                    const od_reg_where *where, const char *name) {
  unsigned line = 0;
  if (od_evidence_has(r->evidence, fact)) return;
  od_reg_tell_proof(r, fact,
                    od_registry_proof(r->registry, where, name, &line), line);
}

void od_reg_no_memory(const od_reg_reading *r, const char *fact) {
  od_evidence_set(r->evidence, fact, 0, NULL);
}

char *od_reg_text_of(const od_reg_reading *r, const od_reg_value *value,
                     int *failed) {
  od_buffer text = {0};
  char *out = NULL;
  int good = value->data.size <= LONGEST_DATA &&
             od_reg_value_text(&text, value, r->job);
  *failed = text.status != OD_OK;
  if (good && !*failed) {
    od_view trimmed = od_view_trim((od_view){text.data, text.size});
    out = od_copy_text(trimmed.data, trimmed.size);
    *failed = !out;
  }
  if (*failed) od_reg_no_memory(r, "codes");
  od_buffer_release(&text);
  return out;
}

int od_reg_list_of(od_json **out, const od_reg_reading *r,
                   const od_reg_value *value) {
  *out = NULL;
  return value->data.size <= LONGEST_DATA &&
         od_reg_value_list(out, value, r->job);
}

/* A number, or a number written as text, or a text that is not empty. */
int od_reg_flag_of(const od_reg_reading *r, const od_reg_value *value,
                   int *truth) {
  unsigned long long number = 0;
  int failed = 0;
  if (od_reg_value_number(value, &number)) {
    *truth = number != 0;
    return 1;
  }
  char *text = od_reg_text_of(r, value, &failed);
  if (text && od_view_number(od_view_of(text), &number))
    *truth = number != 0;
  else if (text)
    *truth = *text != '\0';
  int good = text != NULL;
  od_free(text);
  return good;
}

int od_reg_is_empty(const od_reg_reading *r, const od_reg_value *value) {
  int failed;
  char *text = od_reg_text_of(r, value, &failed);
  int empty = text && !*text;
  od_free(text);
  return empty;
}

/* ---- secrets ---- */

/* The facts clean what they know to be a proxy; these are other addresses. */
void od_reg_hide_secrets(const od_reg_reading *r, char *text) {
  od_buffer clean = {0};
  if (!strstr(text, "://")) return;
  od_proxy_clean(&clean, od_view_of(text), 1);
  od_buffer_add(&clean, "", 0);
  if (clean.status != OD_OK) {
    od_reg_no_memory(r, "codes");
    *text = '\0';
  } else if (clean.size < strlen(text)) {
    memcpy(text, clean.data, clean.size + 1);
  }
  od_buffer_release(&clean);
}

int od_reg_is_guid(od_view text) {
  if (text.size == 38 && text.data[0] == '{' && text.data[37] == '}')
    text = od_view_first(od_view_from(text, 1), 36);
  return od_view_is_guid(text);
}

/* ---- shapes: a JSON value, or 0 if the registry's value is another ---- */

static int number_of(od_json **out, const od_reg_reading *r,
                     const od_reg_value *value) {
  unsigned long long number;
  (void)r;
  if (!od_reg_value_number(value, &number)) return 0;
  *out = od_json_new_number((double)number);
  return 1;
}

static int flag_of(od_json **out, const od_reg_reading *r,
                   const od_reg_value *value, int wanted) {
  int truth = 0;
  if (!od_reg_flag_of(r, value, &truth)) return 0;
  *out = od_json_new_bool(truth == wanted);
  return 1;
}

static int text_of(od_json **out, const od_reg_reading *r,
                   const od_reg_value *value) {
  int failed;
  char *text = od_reg_text_of(r, value, &failed);
  if (!text) return failed;
  *out = od_json_new_text(od_view_of(text));
  od_free(text);
  return 1;
}

static int protocols_of(od_json **out, const od_reg_reading *r,
                        const od_reg_value *value) {
  static const struct {
    unsigned bit;
    const char *name;
  } protocols[] = {{0x8, "ssl_2_0"},   {0x20, "ssl_3_0"},  {0x80, "tls_1_0"},
                   {0x200, "tls_1_1"}, {0x800, "tls_1_2"}, {0x2000, "tls_1_3"}};
  unsigned long long bits;
  od_status status = OD_OK;
  (void)r;
  if (!od_reg_value_number(value, &bits)) return 0;
  od_json *list = od_json_new_array();
  for (size_t i = 0; list && i < sizeof protocols / sizeof *protocols; i++)
    if (status == OD_OK && bits & protocols[i].bit)
      status = od_json_add(
          list, od_json_new_text(od_view_of(protocols[i].name)));
  if (status == OD_OK) *out = list;
  else od_json_free(list);
  return 1;
}

/* Policy writes one text with commas, the system a list. */
static int suites_of(od_json **out, const od_reg_reading *r,
                     const od_reg_value *value) {
  int failed;
  if (od_reg_list_of(out, r, value)) return 1;
  char *text = od_reg_text_of(r, value, &failed);
  if (!text) return failed;
  od_view rest = od_view_of(text), part;
  od_status status = OD_OK;
  od_json *list = od_json_new_array();
  while (list && status == OD_OK && od_view_next(&rest, ',', &part)) {
    part = od_view_trim(part);
    if (part.size) status = od_json_add(list, od_json_new_text(part));
  }
  od_free(text);
  if (status == OD_OK) *out = list;
  else od_json_free(list);
  return 1;
}

static int origin_of(od_json **out, const od_reg_reading *r,
                     const od_reg_value *value) {
  od_json *suites = NULL;
  if (!suites_of(&suites, r, value)) return 0;
  if (suites) *out = od_json_new_text(od_view_of("registry"));
  od_json_free(suites);
  return 1;
}

static int shaped(od_json **out, const od_reg_reading *r, value_shape shape,
                  const od_reg_value *value) {
  *out = NULL;
  switch (shape) {
    case FLAG: return flag_of(out, r, value, 1);
    case NOT_FLAG: return flag_of(out, r, value, 0);
    case NUMBER: return number_of(out, r, value);
    case TEXT: return text_of(out, r, value);
    case PROTOCOLS: return protocols_of(out, r, value);
    case SUITES: return suites_of(out, r, value);
    case ORIGIN: return origin_of(out, r, value);
  }
  return 0;
}

/* ---- rules ---- */

static int applies(const od_reg_reading *r, const value_rule *rule) {
  if (!od_reg_reads(r, rule->hive)) return 0;
  if (rule->kind == PER_MACHINE) return r->per_machine;
  if (rule->kind == PER_USER) return !r->per_machine;
  return 1;
}

static void take_value(const od_reg_reading *r, const value_rule *rule,
                       const od_reg_value *value) {
  od_json *json;
  if (value->deleted) return;
  if (rule->shape == TEXT && od_reg_is_empty(r, value)) {
    od_evidence_state(r->evidence, rule->fact, OD_FACT_ABSENT, value->line,
                      "the value is empty");
    return;
  }
  if (shaped(&json, r, rule->shape, value))
    od_evidence_set(r->evidence, rule->fact, value->line, json);
  else
    od_reg_spoilt(r, rule->fact, value);
}

static void take_values(const od_reg_reading *r, const value_rule *rule) {
  od_reg_where where = od_reg_at(r, rule->hive, rule->wow, rule->key);
  const od_reg_key *key;
  size_t at = 0;
  if (rule->kind == FALLBACK && od_evidence_has(r->evidence, rule->fact))
    return;
  while ((key = od_registry_next(r->registry, &at, &where))) {
    const od_reg_value *value =
        od_registry_value(r->registry, key, rule->value);
    if (value) take_value(r, rule, value);
  }
}

/* ProxySettingsPerUser = 0: the machine's settings are everybody's. */
static int is_per_machine(const od_reg_reading *r) {
  od_reg_where where = od_reg_at(r, OD_REG_MACHINE, 0, INTERNET_POLICY);
  const od_reg_key *key;
  size_t at = 0;
  unsigned long long number = 1;
  while (number && (key = od_registry_next(r->registry, &at, &where))) {
    const od_reg_value *value =
        od_registry_value(r->registry, key, "ProxySettingsPerUser");
    if (value && !od_reg_value_number(value, &number)) number = 1;
  }
  return !number;
}

void od_reg_map_values(od_reg_reading *r) {
  r->per_machine = is_per_machine(r);
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (applies(r, &rules[i])) take_values(r, &rules[i]);
}

void od_reg_map_missing(const od_reg_reading *r) {
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    const value_rule *rule = &rules[i];
    if (rule->kind == FALLBACK || !applies(r, rule)) continue;
    od_reg_where where = od_reg_at(r, rule->hive, rule->wow, rule->key);
    od_reg_missing(r, rule->fact, &where, rule->value);
  }
}
