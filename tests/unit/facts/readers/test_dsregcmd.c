#include "reader_test.h"

#include "core/time.h"

#define RULE                                                             \
  "+----------------------------------------------------------------------" \
  "+\n"
#define SECTION(name) RULE "| " name " |\n" RULE "\n"
#define SSO SECTION("SSO State")
#define END RULE

static void reads_the_hybrid_sample(void **state) {
  (void)state;
  static const expectation list[] = {
      {"device.entra_joined", "true"},
      {"device.enterprise_joined", "false"},
      {"device.domain_joined", "true"},
      {"device.domain_name", "\"HYBRIDADFS\""},
      {"device.workplace_joined", "false"},
      {"device.workplace_accounts", "absent"},
      {"device.id", "\"00aa00aa-bb11-cc22-dd33-44ee44ee44ee\""},
      {"device.certificate_valid_from", "\"2019-01-11T21:02:50Z\""},
      {"device.certificate_expires", "\"2029-01-11T21:32:50Z\""},
      {"device.key_provider", "\"Microsoft Software Key Storage Provider\""},
      {"device.tpm_protected", "false"},
      {"device.auth_status", "\"success\""},
      {"device.auth_error", "absent"},
      {"device.tenant_name", "\"HybridADFS\""},
      {"device.tenant_id", "\"aaaabbbb-0000-cccc-1111-dddd2222eeee\""},
      {"device.mdm_url",
       "\"https://enrollment.manage-beta.microsoft.com/EnrollmentServer/"
       "Discovery.svc\""},
      {"ngc.set", "true"},
      {"wam.default_set", "true"},
      {"wam.default_authority", "\"organizations\""},
      {"wam.default_id", "\"https://login.microsoft.com\""},
      {"prt.present", "false"},
      {"prt.authority",
       "\"https://login.microsoftonline.com/"
       "aaaabbbb-0000-cccc-1111-dddd2222eeee\""},
      {"prt.updated", "absent"},
      {"prt.expires", "absent"},
      {"prt.diagnostics", "true"},
      {"prt.last_attempt.time", "\"2020-07-18T20:10:33.789Z\""},
      {"prt.last_attempt.status", "\"0xc000006d\""},
      {"prt.last_attempt.user", "\"john@contoso.com\""},
      {"prt.last_attempt.credential_type", "\"Password\""},
      {"prt.last_attempt.correlation_id",
       "\"aaaa0000-bb11-2222-33cc-444444dddddd\""},
      {"prt.last_attempt.endpoint",
       "\"https://login.microsoftonline.com/"
       "aaaabbbb-0000-cccc-1111-dddd2222eeee/oauth2/token/\""},
      {"prt.last_attempt.http_method", "\"POST\""},
      {"prt.last_attempt.http_error", "\"0x0\""},
      {"prt.last_attempt.http_status", "400"},
      {"prt.last_attempt.server_error_code", "\"invalid_grant\""},
      {"prt.last_attempt.server_error_description",
       "\"AADSTS50126: Error validating credentials due to invalid username "
       "or password.\""},
      {"prt.enterprise_present", "true"},
      {"aad_recovery", "false"},
      {"device.key_sign_test", "\"passed\""},
      {"session.remote", "false"},
      {"codes", "[\"0xc000006d\",\"AADSTS50126\"]"},
  };
  CHECK_SAMPLE(od_reader_dsregcmd,
               "dsregcmd/03-msdoc-sections-hybrid-prt-fail-50126.txt", list);
}

static void reads_the_discovery_sample(void **state) {
  (void)state;
  static const expectation list[] = {
      {"prejoin.user_context", "\"SYSTEM\""},
      {"session.elevated", "-"},
      {"prejoin.ad_connectivity", "\"pass\""},
      {"prejoin.ad_configuration", "\"pass\""},
      {"prejoin.drs_discovery", "\"fail\""},
      {"prejoin.drs_connectivity", "\"skipped\""},
      {"prejoin.token_acquisition", "\"skipped\""},
      {"prejoin.fallback", "\"enabled\""},
      {"prejoin.previous_registration", "\"2019-01-31T09:23:30Z\""},
      {"prejoin.error_phase", "\"discover\""},
      {"prejoin.client_error", "\"0x801c0021\""},
      {"prejoin.server_error", "-"},
      {"prt.present", "-"},
      {"device.entra_joined", "-"},
  };
  CHECK_SAMPLE(od_reader_dsregcmd,
               "dsregcmd/04-msdoc-prejoin-drs-discovery-fail-2019.txt", list);
}

static void reads_the_sync_join_sample(void **state) {
  (void)state;
  static const expectation list[] = {
      {"prejoin.registration_type", "\"sync\""},
      {"prejoin.error_phase", "\"join\""},
      {"prejoin.client_error", "\"0x801c03f2\""},
      {"prejoin.server_error", "\"directoryerror\""},
      {"prejoin.server_message",
       "\"The device object by the given id "
       "(aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb) isn't found.\""},
      {"prejoin.https_status", "400"},
      {"prejoin.request_id", "\"6bff0bd9-820b-484b-ab20-2a4f7b76c58e\""},
      /* The PRT block has keys of nearly the same name. */
      {"prt.last_attempt.server_error_code", "-"},
      {"prt.last_attempt.http_status", "-"},
  };
  CHECK_SAMPLE(od_reader_dsregcmd,
               "dsregcmd/05-msdoc-prejoin-syncjoin-waiting-2019.txt", list);
}

/* Keys under the wrong heading, '=' for ':', nothing that ends a section. */
static void reads_the_synthetic_sample(void **state) {
  (void)state;
  static const expectation list[] = {
      {"device.entra_joined", "true"},
      {"device.domain_joined", "false"},
      {"device.domain_name", "absent"},
      {"device.workplace_joined", "false"},
      {"device.enterprise_joined", "false"},
      {"device.tenant_id", "\"11111111-2222-3333-4444-555555555555\""},
      {"device.id", "\"abcdefab-1111-2222-3333-abcdefabcdef\""},
      {"device.mdm_url",
       "\"https://enrollment.manage.microsoft.com/enrollmentserver/"
       "discovery.svc\""},
      {"device.auth_status", "not-asked"},
      {"prt.present", "true"},
      {"prt.updated", "\"2025-03-10T10:00:00Z\""},
      {"prt.diagnostics", "true"},
      {"prt.last_attempt.time", "\"2025-03-10T09:55:00Z\""},
      {"prt.last_attempt.status", "\"0xc000006d\""},
      {"prt.last_attempt.http_status", "401"},
      {"prt.last_attempt.user", "not-asked"},
      {"session.remote", "true"},
      {"prejoin.drs_discovery", "\"fail\""},
      {"device.key_sign_test", "\"passed\""},
      {"aad_recovery", "false"},
      {"device.certificate_valid_from", "\"2025-03-01T00:00:00Z\""},
      {"device.certificate_expires", "\"2025-03-20T00:00:00Z\""},
  };
  CHECK_SAMPLE(od_reader_dsregcmd,
               "dsregcmd/06-cmtraceopen-synthetic-fixture.txt", list);
}

static void ignores_the_tokens_of_a_registered_device(void **state) {
  (void)state;
  static const char text[] =
      SECTION("Device State")
      "             AzureAdJoined : NO\n"
      "          EnterpriseJoined : NO\n"
      "              DomainJoined : NO\n\n"
      SECTION("User State")
      "                    NgcSet : NO\n"
      "           WorkplaceJoined : YES\n"
      "          WorkAccountCount : 2\n"
      "             WamDefaultSet : NO\n\n"
      SSO
      "                AzureAdPrt : NO\n"
      "       AzureAdPrtAuthority : NO\n"
      "             EnterprisePrt : NO\n\n"
      SECTION("Work Account 1")
      "         WorkplaceDeviceId : A011BECC-6F67-4413-831F-B8DEEEF8E2FF\n"
      " DeviceCertificateValidity : [ 2021-12-07 15:28:54.000 UTC -- "
      "2031-12-07 15:58:54.000 UTC ]\n"
      "               KeyProvider : Microsoft Platform Crypto Provider\n"
      "              TpmProtected : YES\n"
      "         WorkplaceTenantId : 028226e0-99ea-4fab-9d1b-daa440c9e286\n"
      "       WorkplaceTenantName : Almaviva SpA\n"
      "           WorkplaceMdmUrl :\n"
      "                    NgcSet : YES\n\n"
      SECTION("Work Account 2")
      "         WorkplaceDeviceId : b011becc-6f67-4413-831f-b8deeef8e2ff\n\n"
      SECTION("Ngc Prerequisite Check")
      "        SessionIsNotRemote : YES\n\n"
      "For more information, please visit https://www.microsoft.com/aadjerrors"
      "\n";
  static const expectation list[] = {
      {"device.workplace_joined", "true"},
      {"device.workplace_accounts",
       "[{\"device_id\":\"a011becc-6f67-4413-831f-b8deeef8e2ff\","
       "\"tenant_id\":\"028226e0-99ea-4fab-9d1b-daa440c9e286\","
       "\"tenant_name\":\"Almaviva SpA\"},"
       "{\"device_id\":\"b011becc-6f67-4413-831f-b8deeef8e2ff\"}]"},
      {"prt.present", "not-asked"},
      {"prt.authority", "not-asked"},
      {"prt.diagnostics", "not-asked"},
      {"prt.last_attempt.status", "not-asked"},
      /* The account's key and certificate are not the device's. */
      {"device.tpm_protected", "absent"},
      {"device.certificate_expires", "absent"},
      {"device.key_provider", "absent"},
      {"device.tenant_id", "absent"},
      {"device.auth_status", "absent"},
      {"ngc.set", "false"},
      {"wam.default_set", "false"},
      {"session.remote", "false"},
  };
  CHECK_TEXT(od_reader_dsregcmd, text, list);
}

/* Joined and registered at once: SSO State is the join's. */
static void counts_the_tokens_of_both_states(void **state) {
  (void)state;
  static const char text[] =
      SSO
      "                AzureAdPrt : YES\n" END
      SECTION("Device State")
      "             AzureAdJoined : YES\n"
      SECTION("User State")
      "           WorkplaceJoined : YES\n" END;
  static const expectation list[] = {{"prt.present", "true"}};
  CHECK_TEXT(od_reader_dsregcmd, text, list);
}

static void keeps_the_enterprise_block_apart(void **state) {
  (void)state;
  static const char text[] =
      SECTION("Device State")
      "             AzureAdJoined : YES\n"
      SECTION("Device Details")
      "          DeviceAuthStatus : SUCCESS\n"
      SSO
      "                AzureAdPrt : YES\n"
      "      AzureAdPrtUpdateTime : 2026-11-24 08:00:00.000 UTC\n"
      "      AzureAdPrtExpiryTime : 2026-12-08 08:00:00.000 UTC\n"
      "             EnterprisePrt : NO\n"
      "     AcquirePrtDiagnostics : PRESENT\n"
      "      Previous Prt Attempt : 2026-11-24 07:00:00.000 UTC\n"
      "            Attempt Status : 0xc004844c\n"
      "             User Identity : other@contoso.com\n"
      "                HTTP Error : 0x80072ee7\n" END;
  static const expectation list[] = {
      {"prt.present", "true"},
      {"prt.updated", "\"2026-11-24T08:00:00Z\""},
      {"prt.expires", "\"2026-12-08T08:00:00Z\""},
      {"prt.enterprise_present", "false"},
      {"prt.diagnostics", "false"},
      {"prt.last_attempt.time", "absent"},
      {"prt.last_attempt.status", "absent"},
      {"prt.last_attempt.user", "absent"},
      {"prt.last_attempt.http_error", "absent"},
      {"codes", "-"},
  };
  CHECK_TEXT(od_reader_dsregcmd, text, list);
}

static void keeps_the_first_of_two_blocks(void **state) {
  (void)state;
  static const char text[] =
      SSO
      "                AzureAdPrt : NO\n"
      "     RefreshPrtDiagnostics : PRESENT\n"
      "            Attempt Status : 0xC000023C\n"
      "                HTTP Error : 0x80072EE7\n"
      "               HTTP Status : 0\n"
      "             EnterprisePrt : NO\n"
      "     AcquirePrtDiagnostics : PRESENT\n"
      "            Attempt Status : 0xc000006d\n"
      "                HTTP Error : 0x0\n" END;
  static const expectation list[] = {
      {"prt.last_attempt.status", "\"0xc000023c\""},
      {"prt.last_attempt.http_error", "\"0x80072ee7\""},
      {"prt.last_attempt.http_status", "0"},
      {"prt.last_attempt.server_error_code", "absent"},
      {"prt.diagnostics", "true"},
  };
  CHECK_TEXT(od_reader_dsregcmd, text, list);
}

static void asks_nothing_of_an_older_build(void **state) {
  (void)state;
  static const char text[] =
      SECTION("Device State")
      "             AzureAdJoined : YES\n"
      SECTION("Device Details")
      "              TpmProtected : YES\n"
      SECTION("Tenant Details")
      "                    MdmUrl :\n"
      SSO
      "                AzureAdPrt : YES\n"
      "       AzureAdPrtAuthority :\n"
      "             EnterprisePrt : NO\n" END;
  static const expectation list[] = {
      {"device.auth_status", "not-asked"},
      {"device.tpm_protected", "true"},
      {"device.mdm_url", "absent"},
      {"prt.authority", "absent"},
      {"prt.updated", "not-asked"},
      {"prt.diagnostics", "not-asked"},
      {"prt.last_attempt.status", "not-asked"},
      {"session.remote", "not-asked"},
  };
  CHECK_TEXT(od_reader_dsregcmd, text, list);
}

/* One line and what it says; the line is the only one of the text. */
static void reads_single_values(void **state) {
  (void)state;
  static const struct {
    const char *line, *fact, *want;
  } cases[] = {
      {"AadRecoveryEnabled: NO\n", "aad_recovery", "false"},
      {"\t\tAzureAdJoined\t:\tYES\n", "device.entra_joined", "true"},
      {"azureadjoined = yes\n", "device.entra_joined", "true"},
      {"AzureAdJoined :\n", "device.entra_joined", "unreadable"},
      {"AzureAdJoined : MAYBE\n", "device.entra_joined", "unreadable"},
      {"> > AzureAdJoined : NO\n", "device.entra_joined", "false"},
      {"WamDefaultSet : ERROR (0xd0020017)\n", "wam.default_set",
       "unreadable"},
      {"WamDefaultSet : ERROR\n", "wam.default_set", "unreadable"},
      {"LogonCertTemplateReady : YES ( StateReady )\n", "ngc.set", "-"},
      {"NgcSet : YES\n", "ngc.set", "true"},
      {"DeviceAuthStatus : SUCCESS\n", "device.auth_status", "\"success\""},
      {"DeviceAuthStatus : FAILED. Device is either disabled or deleted\n",
       "device.auth_error", "\"device is either disabled or deleted\""},
      {"DeviceAuthStatus : FAILED. Device is either disabled or deleted.\n",
       "device.auth_error", "\"device is either disabled or deleted\""},
      {"DeviceAuthStatus : FAILED. Error: 0xD000023C\n", "device.auth_error",
       "\"0xd000023c\""},
      {"DeviceAuthStatus : FAILED. Error:0xd000023c (no network)\n",
       "device.auth_error", "\"0xd000023c\""},
      {"DeviceAuthStatus : failed\n", "device.auth_status", "\"failed\""},
      {"DeviceAuthStatus : failed\n", "device.auth_error", "absent"},
      {"DeviceAuthStatus : UNKNOWN\n", "device.auth_status", "unreadable"},
      {"DeviceId : {00AA00AA-BB11-CC22-DD33-44EE44EE44EE}\n", "device.id",
       "\"00aa00aa-bb11-cc22-dd33-44ee44ee44ee\""},
      {"DeviceId : not an id\n", "device.id", "unreadable"},
      {"TenantId :\n", "device.tenant_id", "absent"},
      {"AzureAdPrtAuthority : NO\n", "prt.authority", "absent"},
      {"AzureAdPrtUpdateTime : yesterday\n", "prt.updated", "unreadable"},
      {"AzureAdPrtUpdateTime :\n", "prt.updated", "absent"},
      {"HTTP Status : 99999\n", "prt.last_attempt.http_status",
       "unreadable"},
      {"HTTP status : 407\n", "prt.last_attempt.http_status", "407"},
      {"Endpoint URI : https://u:p@login.microsoftonline.com/x?code=secret\n",
       "prt.last_attempt.endpoint", "\"https://login.microsoftonline.com/x\""},
      {"KeySignTest : MUST Run elevated to test\n", "device.key_sign_test",
       "denied"},
      {"KeySignTest : FAILED. 0x80090016\n", "device.key_sign_test",
       "\"failed. 0x80090016\""},
      {"KeySignTest : ??\n", "device.key_sign_test", "unreadable"},
      {"User Context : UN-ELEVATED User\n", "session.elevated", "false"},
      {"User Context : ELEVATED User\n", "session.elevated", "true"},
      {"SessionIsNotRemote : UNKNOWN\n", "session.remote", "unreadable"},
      {"Virtual Desktop : NOT SET\n", "device.virtual_desktop",
       "\"NOT SET\""},
      {"AD Connectivity Test : FAIL [0x54b/0x0]\n",
       "prejoin.ad_connectivity", "\"fail\""},
      {"AD Connectivity Test : ?\n", "prejoin.ad_connectivity",
       "unreadable"},
      {"DeviceCertificateValidity : [ 2025-01-01 00:00:00.000 UTC ]\n",
       "device.certificate_expires", "unreadable"},
      {"Thumbprint : AA11BB22CC33DD44EE55FF66AA77BB88CC99DD00\n", "device.id",
       "-"},
      {"Executing Account Name : CONTOSO\\jane, jane@contoso.com\n",
       "session.account", "\"CONTOSO\\\\jane, jane@contoso.com\""},
      {"Executing Account Name : AzureAD\\JaneDoe\n", "session.account",
       "\"AzureAD\\\\JaneDoe\""},
  };
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    od_facts *facts = read_string(&od_reader_dsregcmd, cases[i].line);
    wrong += check_one(facts, cases[i].fact, cases[i].want);
    od_facts_free(facts);
  }
  assert_int_equal(wrong, 0);
}

/* The text stops in the middle of a line: only what is whole is believed. */
static void believes_no_cut_line(void **state) {
  (void)state;
  static const struct {
    const char *text, *fact, *want;
  } cases[] = {
      {"AzureAdPrt : N", "prt.present", "unreadable"},
      {"AzureAdPrt : YE", "prt.present", "unreadable"},
      {"AzureAdPrt :", "prt.present", "unreadable"},
      {"AzureAdPrt : NO", "prt.present", "false"},
      {"AzureAdPrt : YES", "prt.present", "true"},
      {"AzureAdPrtUpdateTime : 2025-03-10 10:0", "prt.updated",
       "unreadable"},
      {"AzureAdPrtUpdateTime : 2025-03-10 10:00:00.000", "prt.updated",
       "unreadable"},
      {"AzureAdPrtUpdateTime : 2025-03-10 10:00:00.000 UTC", "prt.updated",
       "\"2025-03-10T10:00:00Z\""},
      {"DeviceId : 00aa00aa-bb11-cc22", "device.id", "unreadable"},
      {"DeviceId : 00aa00aa-bb11-cc22-dd33-44ee44ee44ee", "device.id",
       "\"00aa00aa-bb11-cc22-dd33-44ee44ee44ee\""},
      {"TenantName : Cont", "device.tenant_name", "unreadable"},
      {"MdmUrl :", "device.mdm_url", "unreadable"},
      {"MdmUrl : https://enrol", "device.mdm_url", "unreadable"},
      {"DeviceAuthStatus : SUCC", "device.auth_status", "unreadable"},
      {"DeviceAuthStatus : FAILED. Dev", "device.auth_status",
       "\"failed\""},
      {"DeviceAuthStatus : FAILED. Dev", "device.auth_error", "unreadable"},
      {"Attempt Status : 0xc000", "prt.last_attempt.status", "unreadable"},
      {"HTTP Error : 0x0", "prt.last_attempt.http_error", "unreadable"},
      {"HTTP Status : 4", "prt.last_attempt.http_status", "unreadable"},
      {"Server Error Description : AADSTS50",
       "prt.last_attempt.server_error_description", "unreadable"},
      {"KeySignTest : FAILED 0x8029", "device.key_sign_test", "unreadable"},
      {"KeySignTest : FAILED", "device.key_sign_test", "unreadable"},
      {"AD Connectivity Test : PAS", "prejoin.ad_connectivity",
       "unreadable"},
      {"DeviceCertificateValidity : [ 2025-03-01 00:00:00.000 UTC -- 2025-0",
       "device.certificate_expires", "unreadable"},
      {"DeviceCertificateValidity : [ 2025-03-01 00:00:00.000 UTC -- 2025-0",
       "device.certificate_valid_from", "\"2025-03-01T00:00:00Z\""},
      {"Executing Account Name : CONTOSO\\ja", "session.account",
       "unreadable"},
  };
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    od_facts *facts = read_string(&od_reader_dsregcmd, cases[i].text);
    wrong += check_one(facts, cases[i].fact, cases[i].want);
    wrong += od_facts_subject(facts)->account != NULL;
    assert_null(od_facts_find(facts, "codes"));
    od_facts_free(facts);
  }
  assert_int_equal(wrong, 0);
}

/* A section that the end of the text cuts proves nothing absent. */
static void proves_nothing_by_a_cut_section(void **state) {
  (void)state;
  static const char text[] =
      SECTION("Device State")
      "             AzureAdJoined : YES\n"
      SECTION("Device Details")
      "          DeviceAuthStatus : SUCCESS\n"
      SSO
      "                AzureAdPrt : YES\n"
      "      AzureAdPrtUpdateTime : 2026-11-24 08:00:00.000 UTC\n";
  static const expectation list[] = {
      {"prt.present", "true"},
      {"prt.expires", "not-asked"},
      {"prt.diagnostics", "not-asked"},
      {"prt.last_attempt.status", "not-asked"},
  };
  CHECK_TEXT(od_reader_dsregcmd, text, list);
}

static void says_no_failed_attempt_of_a_newer_build(void **state) {
  (void)state;
  static const char text[] =
      SSO
      "                AzureAdPrt : YES\n"
      "             EnterprisePrt : NO\n"
      "                 OnPremTgt : NO\n"
      "                  CloudTgt : YES\n\n"
      "PS C:\\Users\\jane> exit\n";
  static const expectation list[] = {
      {"prt.present", "true"},
      {"prt.diagnostics", "false"},
      {"prt.last_attempt.status", "absent"},
  };
  CHECK_TEXT(od_reader_dsregcmd, text, list);
}

static const char proxy_sections[] =
    SECTION("IE Proxy Config for System Account")
    "      Auto Detect Settings : NO\n"
    "    Auto-Configuration URL : http://u:p@wpad.contoso.com/proxy.pac?t=1\n"
    "         Proxy Server List : \n"
    "         Proxy Bypass List : \n\n"
    SECTION("URL Specific Proxy Config")
    "         Proxy Server List : proxy.contoso.com:8080\n\n"
    "    Executing Account Name : CONTOSO\\jane, jane@contoso.com\n\n"
    SECTION("IE Proxy Config for Current User")
    "      Auto Detect Settings : YES\n"
    "    Auto-Configuration URL :\n"
    "         Proxy Server List : http=jane:secret@p:80;https=p:8080\n"
    "         Proxy Bypass List : *.contoso.com;<local>\n\n"
    SECTION("WinHttp Default Proxy Config")
    "               Access Type : DIRECT\n\n" END;

static void reads_the_proxy_sections(void **state) {
  (void)state;
  static const expectation list[] = {
      {"proxy.system.auto_detect", "false"},
      {"proxy.system.pac_url", "\"http://wpad.contoso.com/proxy.pac\""},
      {"proxy.system.enabled", "false"},
      {"proxy.system.server", "absent"},
      {"proxy.endpoint.server", "\"proxy.contoso.com:8080\""},
      {"proxy.wininet.auto_detect", "true"},
      {"proxy.wininet.pac_url", "absent"},
      {"proxy.wininet.enabled", "true"},
      {"proxy.wininet.server", "\"http=p:80;https=p:8080\""},
      {"proxy.wininet.bypass", "\"*.contoso.com;<local>\""},
      {"proxy.winhttp.mode", "\"direct\""},
      {"proxy.winhttp.server", "absent"},
      {"session.account", "\"CONTOSO\\\\jane, jane@contoso.com\""},
  };
  CHECK_TEXT(od_reader_dsregcmd, proxy_sections, list);
}

static void reads_the_kinds_of_winhttp_access(void **state) {
  (void)state;
  static const struct {
    const char *lines, *mode, *server;
  } cases[] = {
      {"Access Type : NAMED_PROXY\nProxy Server List : p:8080\n",
       "\"manual\"", "\"p:8080\""},
      {"Proxy Server List : p:8080\n", "\"manual\"", "\"p:8080\""},
      {"Access Type : AUTOMATIC_PROXY\n", "\"auto-detect\"", "-"},
      {"Access Type : NO_PROXY\n", "\"direct\"", "absent"},
      {"Access Type : ???\n", "unreadable", "-"},
      {"Proxy Server List : no server at all!\n", "-", "unreadable"},
      {"Proxy Server List : p:80", "-", "unreadable"},
  };
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[512];
    snprintf(text, sizeof text, "%s%s",
             SECTION("WinHttp Default Proxy Config"), cases[i].lines);
    od_facts *facts = read_string(&od_reader_dsregcmd, text);
    wrong += check_one(facts, "proxy.winhttp.mode", cases[i].mode);
    wrong += check_one(facts, "proxy.winhttp.server", cases[i].server);
    od_facts_free(facts);
  }
  assert_int_equal(wrong, 0);
}

/* Run by the system account, "NO" is nobody's token. */
static void says_nothing_of_the_user_for_the_system(void **state) {
  (void)state;
  static const char text[] =
      SECTION("Device State")
      "             AzureAdJoined : YES\n"
      SECTION("User State")
      "                    NgcSet : NO\n"
      "             WamDefaultSet : NO\n"
      SSO
      "                AzureAdPrt : NO\n"
      SECTION("Diagnostic Data")
      "    Executing Account Name : WORKGROUP\\PC-01$, PC-01$@contoso.com\n"
      SECTION("IE Proxy Config for Current User")
      "         Proxy Server List : p:8080\n" END;
  static const expectation list[] = {
      {"device.entra_joined", "true"},
      {"prt.present", "not-asked"},
      {"prt.last_attempt.status", "not-asked"},
      {"wam.default_set", "not-asked"},
      {"ngc.set", "not-asked"},
      {"session.remote", "not-asked"},
      {"proxy.wininet.enabled", "not-asked"},
      {"proxy.wininet.server", "not-asked"},
      {"session.account", "\"WORKGROUP\\\\PC-01$, PC-01$@contoso.com\""},
  };
  CHECK_TEXT(od_reader_dsregcmd, text, list);
}

/* Elevated, the diagnostics run as a task; the account named is the task's. */
static void tells_the_task_from_the_session(void **state) {
  (void)state;
  static const char text[] =
      SSO
      "                AzureAdPrt : NO\n"
      SECTION("Diagnostic Data")
      "Waiting for Diagnostics Task to complete. This could take a few "
      "minutes...\n\n"
      "              User Context : SYSTEM\n"
      "    Executing Account Name : LAB\\WS-1$, WS-1$@lab.local\n" END;
  static const expectation list[] = {
      {"prt.present", "false"},
      {"session.account", "not-asked"},
      {"session.elevated", "-"},
  };
  od_facts *facts = read_string(&od_reader_dsregcmd, text);
  assert_null(od_facts_subject(facts)->account);
  check_facts(facts, list, sizeof list / sizeof *list);
}

static void names_the_subject_and_the_time(void **state) {
  (void)state;
  static const char text[] =
      "Client Time : 2026-11-24 09:10:11.000 UTC\r\n"
      "Executing Account Name : CONTOSO\\jane, jane@contoso.com\r\n";
  od_facts *facts = read_string(&od_reader_dsregcmd, text);
  long long ms = 0;
  char time[32];
  assert_string_equal(od_facts_subject(facts)->account,
                      "CONTOSO\\jane, jane@contoso.com");
  assert_string_equal(od_facts_subject(facts)->found_by, "dsregcmd");
  assert_true(od_facts_captured(facts, &ms));
  od_time_format(time, ms);
  assert_string_equal(time, "2026-11-24T09:10:11Z");
  od_facts_free(facts);
}

/* A remote console breaks lines at its width. */
static void joins_wrapped_lines(void **state) {
  (void)state;
  static const char text[] =
      " DeviceCertificateValidity : [ 2019-01-11 21:02:50.000 UTC -- "
      "2029-01-11 21:32:50\n"
      ".000 UTC ]\n"
      "  Server Error Description : AADSTS50126: Error validating credentials "
      "due to in\n"
      "valid username or password.\n"
      "                    NgcSet : YES\n"
      "             Auto Detect X : Failed to auto detect the script of the "
      "proxy, now u\n"
      "sing WPAD. code: 0x80072f94\n"
      "AadRecoveryEnabled: NO\n";
  static const expectation list[] = {
      {"device.certificate_expires", "\"2029-01-11T21:32:50Z\""},
      {"prt.last_attempt.server_error_description",
       "\"AADSTS50126: Error validating credentials due to invalid username "
       "or password.\""},
      {"ngc.set", "true"},
      {"aad_recovery", "false"},
  };
  CHECK_TEXT(od_reader_dsregcmd, text, list);
}

static void survives_a_value_without_end(void **state) {
  (void)state;
  size_t size = 300000;
  char *text = malloc(size + 64);
  assert_non_null(text);
  int used = snprintf(text, 64, "AzureAdPrt : NO\nTenantName : ");
  memset(text + used, 'x', size);
  memcpy(text + used + size - 1, "\n", 1);
  od_facts *facts =
      read_bytes(&od_reader_dsregcmd, text, (size_t)used + size);
  static const expectation list[] = {{"prt.present", "false"},
                                     {"device.tenant_name", "unreadable"}};
  free(text);
  check_facts(facts, list, 2);
}

/* The same facts, whatever ends the lines and whatever encodes them. */
static void reads_every_encoding(void **state) {
  (void)state;
  static const char lines[] =
      "             AzureAdJoined : YES\r"
      "                AzureAdPrt : NO\r";
  static const expectation list[] = {{"device.entra_joined", "true"},
                                     {"prt.present", "false"}};
  char wide[2 * sizeof lines + 2] = "\xff\xfe";
  size_t size = 2;
  for (size_t i = 0; i + 1 < sizeof lines; i++) {
    wide[size++] = lines[i];
    wide[size++] = 0;
  }
  assert_true(is_recognised(&od_reader_dsregcmd, wide, size));
  check_facts(read_bytes(&od_reader_dsregcmd, wide, size), list, 2);
  CHECK_TEXT(od_reader_dsregcmd, lines, list);
}

static void recognises_by_content(void **state) {
  (void)state;
  static const recognition cases[] = {
      {"AzureAdPrt : NO\n", 1},
      {"PS C:\\> dsregcmd /status\n\n   DomainJoined = NO\n", 1},
      {"     AD Connectivity Test : PASS\n", 1},
      {"DeviceAuthStatus : FAILED. Device is either disabled\n", 1},
      {SECTION("Device State"), 0},
      {SECTION("Device State") "             AzureAdJoined :\n", 0},
      {"AzureAdPrt is NO on this machine\n", 0},
      {"if ($line -match 'AzureAdPrt : NO') { exit }\n", 0},
      {"\"AzureAdJoined\" : YES\n", 0},
      {"Name : YES\n", 0},
      {"", 0},
      {"\n\n\n", 0},
      {":::::\n====\n|||\n+++\n", 0},
  };
  check_recognition(&od_reader_dsregcmd, cases, sizeof cases / sizeof *cases);
}

static void finds_the_codes(void **state) {
  (void)state;
  static const char text[] =
      SSO
      "                AzureAdPrt : NO\n"
      "            Attempt Status : 0xC000023C\n"
      "                HTTP Error : 0x80072ee7\n"
      "  Server Error Description : AADSTS50155: Device authentication failed"
      "\n"
      "          Client ErrorCode : 0x801c0021\n" END;
  static const expectation list[] = {
      {"codes",
       "[\"0xc000023c\",\"12007\",\"AADSTS50155\",\"0x801c0021\"]"}};
  CHECK_TEXT(od_reader_dsregcmd, text, list);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_the_hybrid_sample),
      cmocka_unit_test(reads_the_discovery_sample),
      cmocka_unit_test(reads_the_sync_join_sample),
      cmocka_unit_test(reads_the_synthetic_sample),
      cmocka_unit_test(ignores_the_tokens_of_a_registered_device),
      cmocka_unit_test(counts_the_tokens_of_both_states),
      cmocka_unit_test(keeps_the_enterprise_block_apart),
      cmocka_unit_test(keeps_the_first_of_two_blocks),
      cmocka_unit_test(asks_nothing_of_an_older_build),
      cmocka_unit_test(reads_single_values),
      cmocka_unit_test(believes_no_cut_line),
      cmocka_unit_test(proves_nothing_by_a_cut_section),
      cmocka_unit_test(says_no_failed_attempt_of_a_newer_build),
      cmocka_unit_test(reads_the_proxy_sections),
      cmocka_unit_test(reads_the_kinds_of_winhttp_access),
      cmocka_unit_test(says_nothing_of_the_user_for_the_system),
      cmocka_unit_test(tells_the_task_from_the_session),
      cmocka_unit_test(names_the_subject_and_the_time),
      cmocka_unit_test(joins_wrapped_lines),
      cmocka_unit_test(survives_a_value_without_end),
      cmocka_unit_test(reads_every_encoding),
      cmocka_unit_test(recognises_by_content),
      cmocka_unit_test(finds_the_codes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
