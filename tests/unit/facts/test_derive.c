#include "facts_helpers.h"

#define ITEM(provider, id, more)                                      \
  "{\"time\":\"2026-11-24T09:00:00Z\",\"provider\":\"" provider  \
  "\",\"id\":" id "," more "}"
#define EVENT(provider, id, more) \
  "events.list=[" ITEM(provider, id, more) "]"
#define FAILURE(more)                                                  \
  ITEM("Microsoft-Windows-AAD", "1098", "\"code\":\"0xcaa2000c\"," \
       "\"aadsts\":\"AADSTS53003\"," more)
#define AAD(more) "events.list=[" FAILURE(more) "]"
#define TWO_PEOPLE                                    \
  "events.list=[" FAILURE("\"sid\":\"S-1-12-1-2\"") "," \
  FAILURE("\"sid\":\"S-1-12-1-3\"") "]"

/* The facts of one source, the derived fact, what becomes of it. Captured
   2026-11-24T10:00:00Z by CONTOSO\jane, jane@contoso.com. */
static const struct row {
  const char *facts, *fact, *told;
} rows[] = {
    /* ages */
    {"prt.updated=\"2026-11-24T06:30:00Z\"", "prt.age_hours", "measured 3.5"},
    {"prt.updated=\"2026-11-24T09:57:00Z\"", "prt.age_hours", "measured 0.1"},
    {"prt.updated=\"2026-11-24T09:57:01Z\"", "prt.age_hours", "measured 0"},
    {"prt.updated=\"2026-11-24T11:30:00Z\"", "prt.age_hours", "measured -1.5"},
    {"prt.updated=!absent", "prt.age_hours", "-"},
    {"prt.present=true", "prt.age_hours", "-"},
    {"prt.expires=\"2026-12-08T10:00:00Z\"", "prt.hours_left",
     "measured 336"},
    {"prt.expires=\"2026-11-23T10:00:00Z\"", "prt.hours_left",
     "measured -24"},
    {"device.certificate_expires=\"2026-11-25T09:59:59Z\"",
     "device.certificate_days_left", "measured 0"},
    {"device.certificate_expires=\"2026-11-24T09:59:59Z\"",
     "device.certificate_days_left", "measured -1"},
    {"device.certificate_expires=\"2026-11-23T10:00:00Z\"",
     "device.certificate_days_left", "measured -1"},
    {"device.certificate_expires=\"2036-11-24T10:00:00Z\"",
     "device.certificate_days_left", "measured 3653"},
    /* the last attempt */
    {"prt.last_attempt.server_error_description="
     "\"aadsts50126: Error validating credentials\"",
     "prt.last_attempt.aadsts", "measured \"AADSTS50126\""},
    {"prt.last_attempt.server_error_description=\"AADSTS: AADSTS70043 x\"",
     "prt.last_attempt.aadsts", "measured \"AADSTS70043\""},
    {"prt.last_attempt.server_error_description=\"no code\"",
     "prt.last_attempt.aadsts", "absent"},
    {"prt.last_attempt.server_error_description=!absent|"
     "prt.last_attempt.status=\"0xc000006d\"",
     "prt.last_attempt.aadsts", "absent"},
    {"prt.last_attempt.status=\"0xc000006d\"", "prt.last_attempt.aadsts",
     "-"},
    {"prt.last_attempt.server_error_code=\"invalid_grant\"",
     "prt.last_attempt.aadsts", "-"},
    {"prt.last_attempt.server_error_description=!unreadable",
     "prt.last_attempt.aadsts", "-"},
    {"prt.last_attempt.http_error=\"0x80072ee7\"",
     "prt.last_attempt.transport", "measured \"12007\""},
    {"prt.last_attempt.http_error=\"0x80072fff\"",
     "prt.last_attempt.transport", "measured \"12287\""},
    {"prt.last_attempt.http_error=\"12029\"", "prt.last_attempt.transport",
     "measured \"12029\""},
    {"prt.last_attempt.http_error=\"0x0\"", "prt.last_attempt.transport",
     "absent"},
    {"prt.last_attempt.http_error=\"0x80073000\"",
     "prt.last_attempt.transport", "-"},
    {"prt.last_attempt.http_error=\"odd\"", "prt.last_attempt.transport", "-"},
    {"prt.last_attempt.user=\"JANE@contoso.com\"",
     "prt.last_attempt.is_subject", "measured true"},
    {"prt.last_attempt.user=\"bob@contoso.com\"",
     "prt.last_attempt.is_subject", "measured false"},
    {"prt.last_attempt.user=\"jane.doe@contoso.onmicrosoft.com\"",
     "prt.last_attempt.is_subject", "-"},
    {"prt.last_attempt.user=\"CONTOSO\\\\bob\"",
     "prt.last_attempt.is_subject", "measured false"},
    {"prt.last_attempt.user=\"FABRIKAM\\\\bob\"",
     "prt.last_attempt.is_subject", "-"},
    /* superseded, or none at all */
    {"prt.last_attempt.time=\"2026-11-24T08:00:00Z\"|"
     "prt.updated=\"2026-11-24T08:00:00Z\"",
     "prt.last_attempt.superseded", "measured true"},
    {"prt.last_attempt.time=\"2026-11-24T08:00:00Z\"|"
     "prt.updated=\"2026-11-24T07:59:59Z\"",
     "prt.last_attempt.superseded", "measured false"},
    {"prt.last_attempt.time=\"2026-11-24T08:00:00Z\"|prt.updated=!absent",
     "prt.last_attempt.superseded", "measured false"},
    {"prt.last_attempt.time=\"2026-11-24T08:00:00Z\"",
     "prt.last_attempt.superseded", "-"},
#define NONE "prt.last_attempt.time=!absent|prt.last_attempt.status=!absent"
    {NONE, "prt.last_attempt.superseded", "absent"},
    {NONE, "prt.last_attempt.aadsts", "absent"},
    {NONE, "prt.last_attempt.transport", "absent"},
    {NONE, "prt.last_attempt.is_subject", "absent"},
    {"prt.last_attempt.time=!absent", "prt.last_attempt.superseded", "-"},
    {"prt.last_attempt.http_error=\"0x80072ee7\"",
     "prt.last_attempt.aadsts", "absent"},
    {"prt.last_attempt.http_error=\"0x0\"", "prt.last_attempt.aadsts", "-"},
    {"prt.last_attempt.http_status=400", "prt.last_attempt.transport",
     "absent"},
    /* the client */
    {"onedrive.installations=[{\"version\":\"24.9.1.2\"},"
     "{\"version\":\"24.010.1\"},{\"path\":\"x\"}]",
     "onedrive.version", "measured \"24.010.1\""},
    {"onedrive.installations=[{\"version\":\"24.1\"},"
     "{\"version\":\"24.1.0.1\"}]",
     "onedrive.version", "measured \"24.1.0.1\""},
    {"onedrive.installations=[{\"path\":\"x\"}]", "onedrive.version", "-"},
    {"onedrive.installations=!absent", "onedrive.version", "absent"},
#define TWO                                                                  \
  "onedrive.accounts=[{\"name\":\"Business1\",\"tenant_id\":\"t1\","         \
  "\"email\":\"jane@contoso.com\",\"last_result\":\"0x0\"},"                 \
  "{\"name\":\"Business2\",\"tenant_id\":\"T2\",\"email\":\"j@f.com\","      \
  "\"last_result\":\"0x8004de40\"},{\"name\":\"Personal\","                  \
  "\"last_result\":\"0x8004DE40\"}]"
#define HALF "onedrive.accounts=[{\"name\":\"Business1\"}]"
#define ONE "onedrive.accounts=[{\"name\":\"Business1\",\"tenant_id\":\"t1\"}]"
    {TWO, "onedrive.business_count", "measured 2"},
    {"onedrive.accounts=[{\"name\":\"Business1\"},{\"name\":\"Business1\","
     "\"cid\":\"x\"}]",
     "onedrive.business_count", "measured 1"},
    {"onedrive.accounts=!absent", "onedrive.business_count", "measured 0"},
    {"onedrive.accounts=!unreadable", "onedrive.business_count", "-"},
    {TWO, "onedrive.tenant_ids", "measured [\"t1\",\"T2\"]"},
    {"onedrive.accounts=!absent", "onedrive.tenant_ids", "measured []"},
    {HALF, "onedrive.tenant_ids", "-"},
    {TWO "|device.tenant_id=\"t2\"", "onedrive.tenant_matches_device",
     "measured true"},
    {TWO "|device.tenant_id=\"t3\"", "onedrive.tenant_matches_device",
     "measured false"},
    {HALF "|device.tenant_id=\"t3\"", "onedrive.tenant_matches_device", "-"},
    {TWO, "onedrive.tenant_matches_device", "-"},
    {"onedrive.accounts=!absent|device.tenant_id=\"t3\"",
     "onedrive.tenant_matches_device", "-"},
    {TWO, "onedrive.last_results", "measured [\"0x8004de40\"]"},
    {ONE, "onedrive.last_results", "-"},
    {TWO, "onedrive.user_email_matches_session", "measured true"},
    {"onedrive.accounts=[{\"name\":\"Business1\",\"email\":\"bob@c.com\"}]",
     "onedrive.user_email_matches_session", "measured false"},
    {HALF, "onedrive.user_email_matches_session", "-"},
    {"onedrive.accounts=!absent", "onedrive.user_email_matches_session", "-"},
    {TWO "|session.account=\"bob@contoso.com\"",
     "onedrive.user_email_matches_session", "measured false"},
#define ALLOW(list) "|onedrive.policy.AllowTenantList=" list
#define BLOCK(list) "|onedrive.policy.BlockTenantList=" list
    {ONE ALLOW("[\"T1\"]"), "onedrive.tenant_allowed", "measured true"},
    {TWO ALLOW("[\"t1\"]"), "onedrive.tenant_allowed", "measured false"},
    {ONE ALLOW("[\"t1\"]") BLOCK("[\"t1\"]"), "onedrive.tenant_allowed",
     "measured true"},
    {ONE ALLOW("!absent") BLOCK("[\"t1\"]"), "onedrive.tenant_allowed",
     "measured false"},
    {ONE ALLOW("!absent") BLOCK("[\"t9\"]"), "onedrive.tenant_allowed",
     "measured true"},
    {ONE ALLOW("!absent") BLOCK("!absent"), "onedrive.tenant_allowed",
     "measured true"},
    {ONE ALLOW("!absent"), "onedrive.tenant_allowed", "-"},
    {ONE BLOCK("[\"t1\"]"), "onedrive.tenant_allowed", "measured false"},
    {ONE BLOCK("[\"t9\"]"), "onedrive.tenant_allowed", "-"},
    {ONE, "onedrive.tenant_allowed", "-"},
    {HALF ALLOW("[\"t1\"]"), "onedrive.tenant_allowed", "-"},
    {"onedrive.accounts=!absent" ALLOW("[\"t1\"]"), "onedrive.tenant_allowed",
     "-"},
    {"office.identities=[{\"email\":\"A@b\"},{\"email\":\"a@B\"},"
     "{\"email\":\"c@d\"},{}]",
     "office.identity_emails_distinct", "measured 2"},
    {"office.identities=!absent", "office.identity_emails_distinct",
     "measured 0"},
    {"office.identities=!denied", "office.identity_emails_distinct", "-"},
    /* TLS */
    {"tls.policy_cipher_suites=[\"P\"]|tls.cipher_suites=[\"A\"]|"
     "tls.cipher_suites_from=\"cmdlet\"",
     "tls.effective_cipher_suites", "measured [\"P\"]"},
    {"tls.cipher_suites=[\"A\"]|tls.cipher_suites_from=\"cmdlet\"",
     "tls.effective_cipher_suites", "measured [\"A\"]"},
    {"tls.cipher_suites=[\"A\"]|tls.cipher_suites_from=\"registry\"|"
     "tls.policy_cipher_suites=!absent",
     "tls.effective_cipher_suites", "measured [\"A\"]"},
    {"tls.cipher_suites=[\"A\"]|tls.cipher_suites_from=\"registry\"",
     "tls.effective_cipher_suites", "not-asked"},
    {"tls.policy_cipher_suites=!absent", "tls.effective_cipher_suites", "-"},
    /* addresses; more in test_derive_addresses.c */
    {"network.adapters=[{\"kind\":\"ethernet\",\"connected\":true,"
     "\"addresses\":[\"10.1.2.3\"],\"gateways\":[\"10.1.2.1\"]}]",
     "network.connected", "measured true"},
    {"network.adapters=[{\"kind\":\"ethernet\",\"connected\":true,"
     "\"addresses\":[\"10.1.2.3\"],\"gateways\":[\"10.1.2.1\"]}]",
     "network.vpn", "measured \"none\""},
    {"network.route_table=[{\"family\":4,\"prefix\":\"20.190.0.0/16\","
     "\"gateway\":\"10.1.2.1\",\"interface\":\"10.1.2.3\","
     "\"metric\":5}]",
     "network.routes",
     "measured [{\"prefix\":\"20.190.128.0/18\",\"set\":56,"
     "\"interface\":\"10.1.2.3\"}]"},
    {"network.resolutions=[{\"host\":\"login.microsoftonline.com\","
     "\"addresses\":[\"10.1.2.3\"],\"result\":\"ok\"}]",
     "network.dns_hijacked",
     "measured [{\"host\":\"login.microsoftonline.com\",\"address\":"
     "\"10.1.2.3\",\"range\":\"private\"}]"},
    {"network.resolutions=[{\"host\":\"login.microsoftonline.com\","
     "\"addresses\":[\"20.190.159.2\"],\"result\":\"ok\"}]",
     "network.dns_failed", "measured []"},
    /* paths; more in test_derive_paths.c */
#include "derive_paths_rows.h"
    /* proxies */
#define USER(on, server, pac, automatic)                                   \
  "proxy.wininet.enabled=" on "|proxy.wininet.server=" server              \
  "|proxy.wininet.pac_url=" pac "|proxy.wininet.auto_detect=" automatic
#define OFF USER("false", "!absent", "!absent", "false")
#define ON USER("true", "\"http://P:8080\"", "!absent", "!absent")
#define SCRIPT USER("false", "!absent", "\"http://w/p.pac\"", "!absent")
#define AUTO USER("false", "!absent", "!absent", "true")
#define DIRECT "|proxy.winhttp.mode=\"direct\""
#define MANUAL(server) \
  "|proxy.winhttp.mode=\"manual\"|proxy.winhttp.server=\"" server "\""
    {OFF DIRECT, "proxy.settings_differ", "measured false"},
    {OFF MANUAL("p:8080"), "proxy.settings_differ", "measured true"},
    {ON DIRECT, "proxy.settings_differ", "measured true"},
    {ON MANUAL("p:8080"), "proxy.settings_differ", "measured false"},
    {ON MANUAL("http=p:8080;https=p:8080"), "proxy.settings_differ",
     "measured false"},
    {ON MANUAL("http=p:8080"), "proxy.settings_differ", "measured true"},
    {ON MANUAL("q:8080"), "proxy.settings_differ", "measured true"},
    {SCRIPT DIRECT, "proxy.settings_differ", "measured true"},
    {SCRIPT "|proxy.winhttp.mode=\"pac\""
            "|proxy.winhttp.pac_url=\"http://W/p.pac\"",
     "proxy.settings_differ", "measured false"},
    {SCRIPT "|proxy.winhttp.mode=\"pac\"", "proxy.settings_differ", "-"},
    {AUTO "|proxy.winhttp.mode=\"auto-detect\"", "proxy.settings_differ",
     "measured false"},
    {AUTO DIRECT, "proxy.settings_differ", "not-asked"},
    {AUTO MANUAL("p:1"), "proxy.settings_differ", "measured true"},
    {OFF, "proxy.settings_differ", "-"},
    {"proxy.wininet.enabled=true|proxy.wininet.server=\"p:1\"" DIRECT,
     "proxy.settings_differ", "-"},
    {ON DIRECT "|proxy.policy_per_machine=true", "proxy.settings_differ",
     "-"},
    {USER("false", "\"127.0.0.1:1\"", "!absent", "!absent"),
     "proxy.wininet.loopback", "measured false"},
    {USER("true", "\"127.0.0.1:1\"", "!absent", "!absent"),
     "proxy.wininet.loopback", "measured true"},
    {ON, "proxy.wininet.loopback", "measured false"},
    {"proxy.wininet.enabled=true", "proxy.wininet.loopback", "-"},
    {"proxy.wininet.enabled=!absent", "proxy.wininet.loopback",
     "measured false"},
    {"proxy.wininet.server=\"localhost:1\"", "proxy.wininet.loopback", "-"},
    {"prt.present=true" MANUAL("localhost:8888"), "proxy.winhttp.loopback",
     "measured true"},
    {"prt.present=true" DIRECT, "proxy.winhttp.loopback", "measured false"},
    {"prt.present=true", "proxy.winhttp.loopback", "-"},
    /* credentials */
#define STORED                                                              \
  "credentials=[{\"target\":\"LegacyGeneric:target=OneDrive Cached "        \
  "Credential Business - Business10\",\"class\":\"onedrive-business\"},"    \
  "{\"target\":\"OneDrive Cached Credential\","                             \
  "\"class\":\"onedrive-personal\"},"                                       \
  "{\"target\":\"MicrosoftOffice16_Data:ADAL:1@@@1.000000\","               \
  "\"class\":\"office\"},{\"target\":\"MicrosoftOffice16_Data:ADAL:1\","    \
  "\"class\":\"office\"},{\"target\":\"x\",\"class\":\"other\"}]"
    {STORED, "credential.onedrive_business", "measured 1"},
    {STORED, "credential.onedrive_personal", "measured 1"},
    {STORED, "credential.office", "measured 1"},
    {STORED, "credential.broker", "measured 0"},
    {"prt.last_attempt.time=\"2026-03-10T05:10:00Z\"|"
     "prt.updated=\"2026-03-10T08:02:00Z\"",
     "prt.last_attempt.superseded", "measured true"},
    {"prt.last_attempt.time=\"2026-03-10T08:10:00Z\"|"
     "prt.updated=\"2026-03-10T08:02:00Z\"",
     "prt.last_attempt.superseded", "measured false"},
    {"prt.last_attempt.time=\"2026-03-10T08:10:00Z\"|prt.updated=!absent",
     "prt.last_attempt.superseded", "measured false"},
    {"prt.last_attempt.time=\"2026-03-10T08:10:00Z\"",
     "prt.last_attempt.superseded", "-"},
    {"prt.last_attempt.time=!absent|prt.last_attempt.status=!absent",
     "prt.last_attempt.superseded", "absent"},
    {"prt.last_attempt.time=!absent|prt.last_attempt.status=!absent",
     "prt.last_attempt.aadsts", "absent"},
    {"prt.last_attempt.http_error=\"0x80072ee7\"",
     "prt.last_attempt.aadsts", "absent"},
    {"prt.last_attempt.http_status=407", "prt.last_attempt.transport",
     "absent"},
    {"credentials=!absent", "credential.office", "measured 0"},
    {"credentials=!unreadable", "credential.office", "-"},
    {STORED "|onedrive.accounts=[{\"name\":\"Business1\"},"
            "{\"name\":\"business10\"},{\"name\":\"Personal\"}]",
     "credential.business_accounts_without_credential", "measured 1"},
    {"credentials=!absent|" TWO,
     "credential.business_accounts_without_credential", "measured 2"},
    {STORED, "credential.business_accounts_without_credential", "-"},
    {STORED "|onedrive.accounts=!absent",
     "credential.business_accounts_without_credential", "measured 0"},
#include "derive_directory_rows.h"
    /* events; test_derive_events.c has whose and when */
    {AAD("\"sid\":\"S-1-5-18\""), "events.aad.codes",
     "measured [\"0xcaa2000c\"]"},
    {AAD("\"sid\":\"S-1-5-18\""), "events.aad.aadsts",
     "measured [\"AADSTS53003\"]"},
    {AAD("\"client\":\"onedrive\""), "events.aad.aadsts_onedrive",
     "measured [\"AADSTS53003\"]"},
    {TWO_PEOPLE, "events.aad.codes_someone", "measured [\"0xcaa2000c\"]"},
    {TWO_PEOPLE, "events.aad.aadsts_someone", "measured [\"AADSTS53003\"]"},
    {AAD("\"count\":1"), "events.aad.superseded", "measured false"},
    /* a token renewed since ends a failure, but not a policy's block */
    {AAD("\"count\":1") "|prt.updated=\"2026-11-24T09:30:00Z\"",
     "events.aad.superseded", "measured false"},
    {EVENT("Microsoft-Windows-AAD", "1098", "\"code\":\"0xcaa20003\","
           "\"aadsts\":\"AADSTS50173\"")
     "|prt.updated=\"2026-11-24T09:30:00Z\"",
     "events.aad.superseded", "measured true"},
    {AAD("\"count\":1"), "events.problem_time",
     "measured \"2026-11-24T10:00:00Z\""},
    {AAD("\"sid\":\"S-1-12-1-2\""), "events.sid_presumed", "measured true"},
    {EVENT("Microsoft-Windows-User Device Registration", "304",
           "\"code\":\"0x801c001d\""), "events.registration.codes",
     "measured [\"0x801c001d\"]"},
    {EVENT("Microsoft-Windows-User Device Registration", "304",
           "\"code\":\"0x801c001d\""), "events.registration.failed",
     "measured true"},
    {EVENT("Schannel", "36887", "\"alert\":40"), "events.schannel.alerts",
     "measured [\"40\"]"},
    {EVENT("Schannel", "36871", "\"error_state\":10013"),
     "events.schannel.states", "measured [\"36871:10013\"]"},
    {EVENT("Microsoft-Windows-AppModel-State", "10",
           "\"code\":\"0x80070003\""), "events.broker.codes",
     "measured [\"0x80070003\"]"},
    {EVENT("Microsoft-Windows-Crypto-DPAPI", "8198",
           "\"code\":\"0x8009000b\""), "events.dpapi.codes",
     "measured [\"0x8009000b\"]"},
    {EVENT("Application Error", "1000", "\"process\":\"onedrive.exe\""),
     "events.crashes", "measured [\"onedrive.exe\"]"},
};

static void each_row(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    said part = {"dsregcmd", "a", "CONTOSO\\jane, jane@contoso.com", 0,
                 "2026-11-24T10:00:00Z", rows[i].facts};
    od_facts *facts = join_of(&part, 1, NULL);
    char *got = told(facts, rows[i].fact);
    if (strcmp(got, rows[i].told))
      fail_msg("%s\n%s: '%s' instead of '%s'", rows[i].facts, rows[i].fact,
               got, rows[i].told);
    od_free(got);
    od_facts_free(facts);
  }
}

static void every_derived_fact_has_a_row(void **state) {
  (void)state;
  for (size_t i = 0; i < od_dictionary_count(); i++) {
    const od_fact_entry *entry = od_dictionary_at(i);
    int found = !entry->derived;
    for (size_t r = 0; r < COUNT(rows) && !found; r++)
      found = !strcmp(rows[r].fact, entry->name) &&
              !strncmp(rows[r].told, "measured", 8);
    if (!found) fail_msg("no row for %s", entry->name);
  }
}

static void ages_need_a_time(void **state) {
  static const said part = {
      "dsregcmd", "a", 0, 0, 0,
      "prt.updated=\"2026-11-24T10:00:00Z\"|"
      "device.certificate_expires=\"2026-11-24T10:00:00Z\""};
  (void)state;
  od_facts *facts = join_of(&part, 1, NULL);
  const od_fact *age = od_facts_find(facts, "prt.age_hours");
  assert_told(facts, "prt.age_hours", "not-asked");
  assert_told(facts, "device.certificate_days_left", "not-asked");
  assert_told(facts, "prt.hours_left", "-");
  assert_string_equal(age->why,
                      "no capture time in the evidence; pass --now");
  assert_int_equal(age->source, 0);
  assert_int_equal(age->line, 1);
  od_facts_free(facts);
}

/* What is unreadable in the inputs leaves nothing derived. */
static void inputs_that_disagree(void **state) {
  static const said parts[] = {
      {"registry", "a", 0, 0, 0, "onedrive.policy.AllowTenantList=[\"t1\"]"},
      {"registry", "b", 0, 0, 0,
       "onedrive.policy.AllowTenantList=[\"t2\"]|onedrive.accounts="
       "[{\"name\":\"Business1\",\"tenant_id\":\"t1\"}]"}};
  (void)state;
  od_facts *facts = join_of(parts, 2, NULL);
  assert_told(facts, "onedrive.policy.AllowTenantList", "unreadable");
  assert_told(facts, "onedrive.tenant_allowed", "-");
  od_facts_free(facts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_row),
      cmocka_unit_test(every_derived_fact_has_a_row),
      cmocka_unit_test(ages_need_a_time),
      cmocka_unit_test(inputs_that_disagree),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
