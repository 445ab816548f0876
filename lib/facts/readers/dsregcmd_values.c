/* One field of dsregcmd /status: which fact it is and how its value reads. */
#include "facts/readers/dsregcmd.h"

#include <string.h>

#include "core/time.h"
#include "facts/proxy.h"

#define TEXT_MAX 2048

/* Where and for whom a field counts. */
enum {
  FOR_USER = 1,    /* of the user who ran it: nobody's if that is the system */
  FOR_SSO = 2,     /* only where SSO State speaks of this device */
  FOR_ATTEMPT = 4, /* of the Entra token, not of EnterprisePrt's block */
  REPEATS = 8,     /* Work Account blocks print the same name */
  ATTEMPT = FOR_USER | FOR_SSO | FOR_ATTEMPT
};

typedef struct field {
  const char *key;
  const char *fact;
  void (*write)(od_dsreg *, const char *, const od_dsreg_item *);
  unsigned flags;
} field;

void od_dsreg_unreadable(od_dsreg *reading, const char *fact,
                         const od_dsreg_item *item) {
  const char *why = !item->whole        ? "the line is cut off"
                    : !item->value.size ? "printed without a value"
                    : od_view_starts_nocase(item->value, "error")
                        ? "dsregcmd printed an error instead"
                        : "the value is not one that dsregcmd prints";
  od_evidence_state(reading->e, fact, OD_FACT_UNREADABLE, item->line, why);
}

/* What was printed empty is proven absent; a cut line proves nothing. */
static int is_missing(od_dsreg *reading, const char *fact,
                      const od_dsreg_item *item) {
  if (item->value.size) return 0;
  if (item->whole)
    od_evidence_printed(reading->e, fact, item->line, item->value);
  else
    od_dsreg_unreadable(reading, fact, item);
  return 1;
}

static od_view first_word(od_view text) {
  size_t size = 0;
  while (size < text.size && !od_is_space(text.data[size])) size++;
  return od_view_first(text, size);
}

od_dsreg_truth od_dsreg_truth_of(od_view value) {
  od_view word = first_word(value);
  if (od_view_equal_nocase(word, "YES") || od_view_equal_nocase(word, "TRUE"))
    return OD_YES;
  if (od_view_equal_nocase(word, "NO") || od_view_equal_nocase(word, "FALSE"))
    return OD_NO;
  return OD_UNSAID;
}

void od_dsreg_bool(od_dsreg *reading, const char *fact,
                   const od_dsreg_item *item) {
  od_dsreg_truth truth = od_dsreg_truth_of(item->value);
  if (truth == OD_UNSAID)
    od_dsreg_unreadable(reading, fact, item);
  else
    od_evidence_bool(reading->e, fact, item->line, truth == OD_YES);
}

/* SessionIsNotRemote: the fact asks the other way round. */
static void write_not(od_dsreg *reading, const char *fact,
                      const od_dsreg_item *item) {
  od_dsreg_truth truth = od_dsreg_truth_of(item->value);
  if (truth == OD_UNSAID)
    od_dsreg_unreadable(reading, fact, item);
  else
    od_evidence_bool(reading->e, fact, item->line, truth == OD_NO);
}

static void write_text(od_dsreg *reading, const char *fact,
                       const od_dsreg_item *item) {
  if (is_missing(reading, fact, item)) return;
  if (!item->whole || item->value.size > TEXT_MAX)
    od_dsreg_unreadable(reading, fact, item);
  else
    od_evidence_text(reading->e, fact, item->line, item->value);
}

static void write_lower(od_dsreg *reading, const char *fact,
                        const od_dsreg_item *item) {
  if (is_missing(reading, fact, item)) return;
  if (!item->whole || item->value.size > TEXT_MAX)
    od_dsreg_unreadable(reading, fact, item);
  else
    od_evidence_lower(reading->e, fact, item->line, item->value);
}

/* "AzureAdPrtAuthority : NO" is how newer builds print none. */
static void write_authority(od_dsreg *reading, const char *fact,
                            const od_dsreg_item *item) {
  if (od_view_equal_nocase(item->value, "NO"))
    od_evidence_state(reading->e, fact, OD_FACT_ABSENT, item->line,
                      "printed as NO");
  else
    write_text(reading, fact, item);
}

static od_view without_braces(od_view text) {
  if (text.size > 1 && text.data[0] == '{' && text.data[text.size - 1] == '}')
    text = od_view_first(od_view_from(text, 1), text.size - 2);
  return od_view_trim(text);
}

static void write_id(od_dsreg *reading, const char *fact,
                     const od_dsreg_item *item) {
  od_view id = without_braces(item->value);
  if (is_missing(reading, fact, item)) return;
  if (od_view_is_guid(id)) /* complete even where the line is cut after it */
    od_evidence_lower(reading->e, fact, item->line, id);
  else
    od_dsreg_unreadable(reading, fact, item);
}

/* The code in front, or nothing. */
static od_view hex_of(od_view text) {
  size_t size = 2;
  if (!od_view_starts_nocase(text, "0x")) return od_view_first(text, 0);
  while (size < text.size && od_is_hex(text.data[size])) size++;
  return od_view_first(text, size > 2 ? size : 0);
}

static int is_zero(od_view hex) {
  unsigned long long number;
  return od_view_number(hex, &number) && !number;
}

static void write_hex(od_dsreg *reading, const char *fact,
                      const od_dsreg_item *item) {
  od_view hex = hex_of(item->value);
  if (is_missing(reading, fact, item)) return;
  if ((!item->whole && hex.size != 10) || item->value.size > TEXT_MAX) {
    od_dsreg_unreadable(reading, fact, item);
    return;
  }
  if (!hex.size) hex = item->value;
  od_evidence_lower(reading->e, fact, item->line, hex);
  if (!is_zero(hex)) od_evidence_codes(reading->e, item->line, item->value);
}

static void write_coded(od_dsreg *reading, const char *fact,
                        const od_dsreg_item *item) {
  write_text(reading, fact, item);
  if (item->whole) od_evidence_codes(reading->e, item->line, item->value);
}

/* A time is whole once its zone is printed. */
static int time_of(const od_dsreg_item *item, od_view text, long long *ms) {
  return (item->whole || od_view_ends_nocase(text, "UTC")) &&
         od_time_parse(text, ms);
}

static void write_time(od_dsreg *reading, const char *fact,
                       const od_dsreg_item *item) {
  long long ms;
  if (is_missing(reading, fact, item)) return;
  if (time_of(item, item->value, &ms))
    od_evidence_time(reading->e, fact, item->line, ms);
  else
    od_dsreg_unreadable(reading, fact, item);
}

/* HTTP status: three digits, or a plain 0 where there was no answer. */
static void write_number(od_dsreg *reading, const char *fact,
                         const od_dsreg_item *item) {
  unsigned long long number;
  if (is_missing(reading, fact, item)) return;
  if ((item->whole || item->value.size == 3) &&
      od_view_number(item->value, &number) && number < 1000)
    od_evidence_number(reading->e, fact, item->line, (double)number);
  else
    od_dsreg_unreadable(reading, fact, item);
}

/* PASS, FAIL [hr/hr] or SKIPPED. */
static void write_test(od_dsreg *reading, const char *fact,
                       const od_dsreg_item *item) {
  static const char *const words[] = {"pass", "fail", "skipped"};
  od_view word = first_word(item->value);
  if (od_view_equal_nocase(word, "PASSED") ||
      od_view_equal_nocase(word, "FAILED"))
    word.size -= 2;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (!od_view_equal_nocase(word, words[i])) continue;
    od_evidence_lower(reading->e, fact, item->line, word);
    if (item->whole) od_evidence_codes(reading->e, item->line, item->value);
    return;
  }
  od_dsreg_unreadable(reading, fact, item);
}

/* Without elevation the key is not tried: refused, not failed. */
static void write_sign_test(od_dsreg *reading, const char *fact,
                            const od_dsreg_item *item) {
  if (od_view_find_nocase(item->value, "elevat") != OD_NOT_FOUND)
    od_evidence_state(reading->e, fact, OD_FACT_DENIED, item->line,
                      "the test needs elevation");
  else if (od_view_starts_nocase(item->value, "PASSED"))
    od_evidence_text(reading->e, fact, item->line, od_view_of("passed"));
  else if (item->whole && od_view_starts_nocase(item->value, "FAILED"))
    od_evidence_lower(reading->e, fact, item->line, item->value);
  else
    od_dsreg_unreadable(reading, fact, item);
}

/* What follows FAILED: a sentence without its stop, or a bare code. */
static void write_auth_error(od_dsreg *reading, const od_dsreg_item *item,
                             od_view rest) {
  const char *fact = "device.auth_error";
  while (rest.size && (od_is_space(rest.data[0]) || rest.data[0] == '.'))
    rest = od_view_from(rest, 1);
  if (od_view_starts_nocase(rest, "Error"))
    rest = od_view_from(rest, 5);
  while (rest.size && (od_is_space(rest.data[0]) || rest.data[0] == ':'))
    rest = od_view_from(rest, 1);
  od_view hex = hex_of(rest);
  if (hex.size) rest = hex;
  while (rest.size && rest.data[rest.size - 1] == '.') rest.size--;
  if (!item->whole && hex.size != 10)
    od_dsreg_unreadable(reading, fact, item);
  else if (rest.size)
    od_evidence_lower(reading->e, fact, item->line, rest);
  else
    od_evidence_printed(reading->e, fact, item->line, rest);
  if (item->whole) od_evidence_codes(reading->e, item->line, item->value);
}

static void write_auth_status(od_dsreg *reading, const char *fact,
                              const od_dsreg_item *item) {
  if (od_view_equal_nocase(first_word(item->value), "SUCCESS")) {
    od_evidence_text(reading->e, fact, item->line, od_view_of("success"));
    od_evidence_state(reading->e, "device.auth_error", OD_FACT_ABSENT,
                      item->line, "the check succeeded");
  } else if (od_view_starts_nocase(item->value, "FAILED")) {
    od_evidence_text(reading->e, fact, item->line, od_view_of("failed"));
    write_auth_error(reading, item, od_view_from(item->value, 6));
  } else {
    od_dsreg_unreadable(reading, fact, item);
  }
}

/* "[ t1 UTC -- t2 UTC ]" */
static void write_certificate(od_dsreg *reading, const char *fact,
                              const od_dsreg_item *item) {
  od_view text = item->value;
  size_t middle = od_view_find(text, "--");
  od_view from = od_view_first(text, middle == OD_NOT_FOUND ? 0 : middle);
  od_view to = od_view_from(text, middle == OD_NOT_FOUND ? 0 : middle + 2);
  long long start, end;
  if (from.size && from.data[0] == '[') from = od_view_from(from, 1);
  if (to.size && to.data[to.size - 1] == ']') to.size--;
  if (od_view_ends_nocase(od_view_trim(from), "UTC") &&
      od_time_parse(from, &start))
    od_evidence_time(reading->e, "device.certificate_valid_from", item->line,
                     start);
  else
    od_dsreg_unreadable(reading, "device.certificate_valid_from", item);
  if (middle != OD_NOT_FOUND && time_of(item, od_view_trim(to), &end))
    od_evidence_time(reading->e, fact, item->line, end);
  else
    od_dsreg_unreadable(reading, fact, item);
}

/* An address without query and user: a token could stand there. */
static void write_endpoint(od_dsreg *reading, const char *fact,
                           const od_dsreg_item *item) {
  od_buffer address = {0};
  if (is_missing(reading, fact, item)) return;
  if (!item->whole || item->value.size > TEXT_MAX) {
    od_dsreg_unreadable(reading, fact, item);
    return;
  }
  od_proxy_clean(&address, item->value, 1);
  od_evidence_buffer(reading->e, fact, item->line, &address);
}

static void write_context(od_dsreg *reading, const char *fact,
                          const od_dsreg_item *item) {
  write_text(reading, fact, item);
  if (od_view_starts_nocase(item->value, "UN-ELEVATED"))
    od_evidence_bool(reading->e, "session.elevated", item->line, 0);
  else if (od_view_starts_nocase(item->value, "ELEVATED"))
    od_evidence_bool(reading->e, "session.elevated", item->line, 1);
}

static void write_captured(od_dsreg *reading, const char *fact,
                           const od_dsreg_item *item) {
  long long ms;
  (void)fact;
  if (time_of(item, item->value, &ms)) od_evidence_captured(reading->e, ms);
}

/* "CONTOSO\jane, jane@contoso.com": one user in two spellings. */
static void write_account(od_dsreg *reading, const char *fact,
                          const od_dsreg_item *item) {
  if (reading->task_account) return;
  write_text(reading, fact, item);
  if (item->whole && item->value.size <= TEXT_MAX)
    od_evidence_subject(reading->e, item->value, od_view_of(""));
}

static void write_prt(od_dsreg *reading, const char *fact,
                      const od_dsreg_item *item) {
  reading->enterprise_block = 0;
  od_dsreg_bool(reading, fact, item);
}

static void write_enterprise(od_dsreg *reading, const char *fact,
                             const od_dsreg_item *item) {
  reading->enterprise_block = 1;
  od_dsreg_bool(reading, fact, item);
}

static void write_diagnostics(od_dsreg *reading, const char *fact,
                              const od_dsreg_item *item) {
  (void)fact;
  if (od_view_starts_nocase(item->value, "PRESENT")) reading->attempt = 1;
}

static const field fields[] = {
    {"azureadjoined", "device.entra_joined", od_dsreg_bool, 0},
    {"enterprisejoined", "device.enterprise_joined", od_dsreg_bool, 0},
    {"domainjoined", "device.domain_joined", od_dsreg_bool, 0},
    {"domainname", "device.domain_name", write_text, 0},
    {"virtual desktop", "device.virtual_desktop", write_text, 0},
    {"deviceid", "device.id", write_id, REPEATS},
    {"devicecertificatevalidity", "device.certificate_expires",
     write_certificate, REPEATS},
    {"keyprovider", "device.key_provider", write_text, REPEATS},
    {"tpmprotected", "device.tpm_protected", od_dsreg_bool, REPEATS},
    {"deviceauthstatus", "device.auth_status", write_auth_status, REPEATS},
    {"tenantname", "device.tenant_name", write_text, REPEATS},
    {"tenantid", "device.tenant_id", write_id, REPEATS},
    {"mdmurl", "device.mdm_url", write_endpoint, REPEATS},
    {"ngcset", "ngc.set", od_dsreg_bool, FOR_USER | REPEATS},
    {"workplacejoined", "device.workplace_joined", od_dsreg_bool, FOR_USER},
    {"wamdefaultset", "wam.default_set", od_dsreg_bool, FOR_USER},
    {"wamdefaultauthority", "wam.default_authority", write_text, FOR_USER},
    {"wamdefaultid", "wam.default_id", write_text, FOR_USER},
    {"azureadprt", "prt.present", write_prt, FOR_USER | FOR_SSO},
    {"azureadprtauthority", "prt.authority", write_authority,
     FOR_USER | FOR_SSO},
    {"azureadprtupdatetime", "prt.updated", write_time, FOR_USER | FOR_SSO},
    {"azureadprtexpirytime", "prt.expires", write_time, FOR_USER | FOR_SSO},
    {"acquireprtdiagnostics", "prt.diagnostics", write_diagnostics, ATTEMPT},
    {"refreshprtdiagnostics", "prt.diagnostics", write_diagnostics, ATTEMPT},
    {"previous prt attempt", "prt.last_attempt.time", write_time, ATTEMPT},
    {"attempt status", "prt.last_attempt.status", write_hex, ATTEMPT},
    {"user identity", "prt.last_attempt.user", write_text, ATTEMPT},
    {"credential type", "prt.last_attempt.credential_type", write_text,
     ATTEMPT},
    {"correlation id", "prt.last_attempt.correlation_id", write_id, ATTEMPT},
    {"endpoint uri", "prt.last_attempt.endpoint", write_endpoint, ATTEMPT},
    {"http method", "prt.last_attempt.http_method", write_text, ATTEMPT},
    {"http error", "prt.last_attempt.http_error", write_hex, ATTEMPT},
    {"http status", "prt.last_attempt.http_status", write_number, ATTEMPT},
    {"server error code", "prt.last_attempt.server_error_code", write_coded,
     ATTEMPT},
    {"server error description", "prt.last_attempt.server_error_description",
     write_coded, ATTEMPT},
    {"enterpriseprt", "prt.enterprise_present", write_enterprise,
     FOR_USER | FOR_SSO},
    {"aadrecoveryenabled", "aad_recovery", od_dsreg_bool, 0},
    {"keysigntest", "device.key_sign_test", write_sign_test, 0},
    {"sessionisnotremote", "session.remote", write_not, FOR_USER},
    {"executing account name", "session.account", write_account, 0},
    {"user context", "prejoin.user_context", write_context, 0},
    {"client time", "", write_captured, 0},
    {"ad connectivity test", "prejoin.ad_connectivity", write_test, 0},
    {"ad configuration test", "prejoin.ad_configuration", write_test, 0},
    {"drs discovery test", "prejoin.drs_discovery", write_test, 0},
    {"drs connectivity test", "prejoin.drs_connectivity", write_test, 0},
    {"token acquisition test", "prejoin.token_acquisition", write_test, 0},
    {"fallback to sync-join", "prejoin.fallback", write_lower, 0},
    {"previous registration", "prejoin.previous_registration", write_time, 0},
    {"registration type", "prejoin.registration_type", write_text, 0},
    {"error phase", "prejoin.error_phase", write_text, 0},
    {"client errorcode", "prejoin.client_error", write_hex, 0},
    {"server errorcode", "prejoin.server_error", write_hex, 0},
    {"server message", "prejoin.server_message", write_coded, 0},
    {"https status", "prejoin.https_status", write_number, 0},
    {"request id", "prejoin.request_id", write_id, 0},
};

static const field *field_of(const char *key) {
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (od_dsreg_same(fields[i].key, key)) return &fields[i];
  return NULL;
}

int od_dsreg_knows(const char *key) { return field_of(key) != NULL; }

int od_dsreg_is_sign(const od_dsreg_item *item) {
  static const char *const truths[] = {
      "azureadjoined", "enterprisejoined", "domainjoined", "workplacejoined",
      "azureadprt", "enterpriseprt", "wamdefaultset", "ngcset",
      "sessionisnotremote", "tpmprotected", "aadrecoveryenabled"};
  static const char *const tests[] = {
      "ad connectivity test", "ad configuration test", "drs discovery test",
      "drs connectivity test", "token acquisition test"};
  if (od_dsreg_same(item->key, "deviceauthstatus"))
    return od_view_starts_nocase(item->value, "SUCCESS") ||
           od_view_starts_nocase(item->value, "FAILED");
  for (size_t i = 0; i < sizeof truths / sizeof *truths; i++)
    if (od_dsreg_same(item->key, truths[i]))
      return od_dsreg_truth_of(item->value) != OD_UNSAID;
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
    if (od_dsreg_same(item->key, tests[i]))
      return od_view_starts_nocase(item->value, "PASS") ||
             od_view_starts_nocase(item->value, "FAIL") ||
             od_view_equal_nocase(item->value, "SKIPPED");
  return 0;
}

/* Workplace* of a Work Account block; kept until the block ends. */
static int account_field(od_dsreg *reading, const od_dsreg_item *item) {
  static const char *const keys[] = {"workplacedeviceid", "workplacetenantid",
                                     "workplacetenantname"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    if (!od_dsreg_same(item->key, keys[i])) continue;
    int fits = item->value.size < sizeof reading->account[i].text;
    /* A second one without a heading between them is the next account. */
    if (!i && reading->account[0].size) od_dsreg_close_account(reading);
    if (i < 2 ? !od_view_is_guid(item->value) : !item->whole || !fits) return 1;
    for (size_t c = 0; c < item->value.size; c++)
      reading->account[i].text[c] =
          i < 2 ? od_lower(item->value.data[c]) : item->value.data[c];
    reading->account[i].size = item->value.size;
    reading->account[i].line = item->line;
    return 1;
  }
  return 0;
}

static int counts(const od_dsreg *reading, const field *entry) {
  if (reading->section == OD_DSREG_ACCOUNT && (entry->flags & REPEATS))
    return 0;
  if ((entry->flags & FOR_USER) && reading->as_system) return 0;
  if ((entry->flags & FOR_SSO) && !od_dsreg_sso_counts(reading)) return 0;
  return !(entry->flags & FOR_ATTEMPT) || !reading->enterprise_block;
}

void od_dsreg_field(od_dsreg *reading, const od_dsreg_item *item) {
  const field *entry = field_of(item->key);
  if (account_field(reading, item)) return;
  if (od_dsreg_proxy_field(reading, item) || !entry) return;
  if (!counts(reading, entry)) return;
  if (entry->flags & FOR_ATTEMPT) {
    /* A server's text may bring a line that looks like a key: first wins. */
    if (od_evidence_has(reading->e, entry->fact)) return;
    if (entry->write != write_diagnostics) reading->attempt = 1;
  }
  entry->write(reading, entry->fact, item);
}
