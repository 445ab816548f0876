/* Known values of known keys become facts, however they were captured. */
#include "registry_facts.h"

#define INTERNET \
  "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings"
#define POLICIES \
  "SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings"
#define LOCAL_ORDER                                          \
  "SYSTEM\\CurrentControlSet\\Control\\Cryptography\\" \
  "Configuration\\Local\\SSL\\00010002"
#define POLICY_ORDER \
  "SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002"
#define NCSI \
  "SYSTEM\\CurrentControlSet\\Services\\NlaSvc\\Parameters\\Internet"

/* One value as regedit 5, REGEDIT4 and reg query write it. */
static const struct twin {
  const char *key, *name, *five, *four, *query, *fact, *wanted;
} twins[] = {
    {HKCU INTERNET, "ProxyEnable", "dword:00000001", "dword:00000001",
     "REG_DWORD    0x1", "proxy.wininet.enabled", "true"},
    {HKCU INTERNET, "ProxyEnable", "dword:00000000", "hex(4):00,00,00,00",
     "REG_DWORD    0x0", "proxy.wininet.enabled", "false"},
    {HKCU INTERNET, "ProxyServer", "\"proxy.contoso.com:8080\"",
     "\"proxy.contoso.com:8080\"", "REG_SZ    proxy.contoso.com:8080",
     "proxy.wininet.server", "\"proxy.contoso.com:8080\""},
    {HKCU INTERNET, "ProxyServer", "hex(2):61,00,3a,00,31,00,00,00",
     "hex(2):61,3a,31,00", "REG_EXPAND_SZ    a:1", "proxy.wininet.server",
     "\"a:1\""},
    {HKCU INTERNET, "ProxyServer", "\"http://jo:s3cret@proxy:8080\"",
     "\"http://jo:s3cret@proxy:8080\"", "REG_SZ    http://jo:s3cret@proxy:8080",
     "proxy.wininet.server", "\"http://proxy:8080\""},
    {HKCU INTERNET, "ProxyServer", "\"\"", "\"\"", "REG_SZ",
     "proxy.wininet.server", "absent"},
    {HKCU INTERNET, "ProxyOverride", "\"<local>;*.contoso.com\"",
     "\"<local>;*.contoso.com\"", "REG_SZ    <local>;*.contoso.com",
     "proxy.wininet.bypass", "\"<local>;*.contoso.com\""},
    {HKCU INTERNET, "AutoConfigURL", "\"http://pac.contoso.com/p.pac\"",
     "\"http://pac.contoso.com/p.pac\"",
     "REG_SZ    http://pac.contoso.com/p.pac", "proxy.wininet.pac_url",
     "\"http://pac.contoso.com/p.pac\""},
    {HKCU INTERNET, "AutoDetect", "dword:00000001", "dword:00000001",
     "REG_DWORD    0x1", "proxy.wininet.auto_detect", "true"},
    {HKCU INTERNET, "SecureProtocols", "dword:00002800", "dword:00002800",
     "REG_DWORD    0x2800", "tls.internet_options_protocols",
     "[\"tls_1_2\",\"tls_1_3\"]"},
    {HKCU INTERNET, "SecureProtocols", "dword:000000a8", "dword:000000a8",
     "REG_DWORD    0xa8", "tls.internet_options_protocols",
     "[\"ssl_2_0\",\"ssl_3_0\",\"tls_1_0\"]"},
    {HKCU INTERNET, "SecureProtocols", "dword:00000000", "dword:00000000",
     "REG_DWORD    0x0", "tls.internet_options_protocols", "[]"},
    {HKLM POLICIES, "SecureProtocols", "dword:00000a00", "dword:00000a00",
     "REG_DWORD    0xa00", "tls.internet_options_policy_protocols",
     "[\"tls_1_1\",\"tls_1_2\"]"},
    {HKCU POLICIES, "SecureProtocols", "dword:00000a00", "dword:00000a00",
     "REG_DWORD    0xa00", "tls.internet_options_policy_protocols",
     "[\"tls_1_1\",\"tls_1_2\"]"},
    {HKLM POLICIES, "ProxySettingsPerUser", "dword:00000000",
     "dword:00000000", "REG_DWORD    0x0", "proxy.policy_per_machine", "true"},
    {HKLM POLICIES, "ProxySettingsPerUser", "dword:00000001",
     "dword:00000001", "REG_DWORD    0x1", "proxy.policy_per_machine",
     "false"},
    {HKLM INTERNET "\\WinHttp", "DefaultSecureProtocols", "dword:00000aa0",
     "dword:00000aa0", "REG_DWORD    0xaa0", "tls.winhttp_protocols",
     "[\"ssl_3_0\",\"tls_1_0\",\"tls_1_1\",\"tls_1_2\"]"},
    {HKLM "SOFTWARE\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\"
          "Internet Settings\\WinHttp",
     "DefaultSecureProtocols", "dword:00000800", "dword:00000800",
     "REG_DWORD    0x800", "tls.winhttp_protocols_32", "[\"tls_1_2\"]"},
    {HKLM POLICY_ORDER, "Functions", "\"TLS_A,TLS_B, TLS_C\"",
     "\"TLS_A,TLS_B, TLS_C\"", "REG_SZ    TLS_A,TLS_B, TLS_C",
     "tls.policy_cipher_suites", "[\"TLS_A\",\"TLS_B\",\"TLS_C\"]"},
    {HKLM POLICY_ORDER, "Functions", "\"\"", "\"\"", "REG_SZ",
     "tls.policy_cipher_suites", "[]"},
    {HKLM LOCAL_ORDER, "Functions",
     "hex(7):41,00,00,00,42,00,\\\r\n  00,00,00,00",
     "hex(7):41,00,42,00,00", "REG_MULTI_SZ    A\\0B", "tls.cipher_suites",
     "[\"A\",\"B\"]"},
    {HKLM LOCAL_ORDER, "Functions", "hex(7):41,00,00,00,00,00",
     "hex(7):41,00,00", "REG_MULTI_SZ    A", "tls.cipher_suites_from",
     "\"registry\""},
    {HKLM "SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319",
     "SchUseStrongCrypto", "dword:00000001", "dword:00000001",
     "REG_DWORD    0x1", "tls.dotnet_strong_crypto", "true"},
    {HKLM NCSI, "EnableActiveProbing", "dword:00000000", "dword:00000000",
     "REG_DWORD    0x0", "ncsi.active_probing", "false"},
    {HKLM "SYSTEM\\ControlSet001\\Services\\NlaSvc\\Parameters\\Internet",
     "EnableActiveProbing", "dword:00000001", "dword:00000001",
     "REG_DWORD    0x1", "ncsi.active_probing", "true"},
    {HKLM "SOFTWARE\\Policies\\Microsoft\\Windows\\"
          "NetworkConnectivityStatusIndicator",
     "NoActiveProbe", "dword:00000001", "dword:00000001", "REG_DWORD    0x1",
     "ncsi.no_active_probe_policy", "true"},
    {HKCU "Software\\Microsoft\\OneDrive", "SilentBusinessConfigCompleted",
     "dword:00000001", "dword:00000001", "REG_DWORD    0x1",
     "onedrive.silent_config_completed", "true"},
    {HKCU "Software\\Microsoft\\OneDrive", "SilentBusinessConfigCompleted",
     "\"0\"", "\"0\"", "REG_SZ    0", "onedrive.silent_config_completed",
     "false"},
    {HKCU "Software\\Microsoft\\OneDrive", "ClientEverSignedIn",
     "dword:00000000", "dword:00000000", "REG_DWORD    0x0",
     "onedrive.client_ever_signed_in", "false"},
    {HKCU "Software\\Microsoft\\OneDrive", "PersonalUnlinkedTimeStamp",
     "hex(b):80,3c,4a,67,00,00,00,00", "hex(b):80,3c,4a,67,00,00,00,00",
     "REG_QWORD    0x674a3c80", "onedrive.personal_unlinked", "true"},
    {HKCU "Software\\Microsoft\\OneDrive", "OneAuthUnrecoverableTimestamp",
     "\"1732900000\"", "\"1732900000\"", "REG_SZ    1732900000",
     "onedrive.oneauth_unrecoverable", "true"},
    {HKCU "Software\\Microsoft\\Office\\16.0\\Common\\Identity", "EnableADAL",
     "dword:00000000", "dword:00000000", "REG_DWORD    0x0",
     "office.enable_adal", "0"},
    {HKCU "Software\\Microsoft\\Office\\16.0\\Common\\Identity",
     "DisableAADWAM", "dword:00000001", "dword:00000001", "REG_DWORD    0x1",
     "office.disable_aad_wam", "1"},
    {HKLM "SYSTEM\\CurrentControlSet\\Services\\CldFlt", "Start",
     "dword:00000002", "dword:00000002", "REG_DWORD    0x2",
     "services.CldFlt.start", "\"automatic\""},
};

static void check_twin(size_t row, const char *text) {
  od_facts *facts = facts_of(text);
  char *got = told(facts, twins[row].fact);
  ROW_TEXT(got, twins[row].wanted, row);
  od_free(got);
  od_facts_free(facts);
}

static char *lower(char *text) {
  for (char *c = text; *c; c++) *c = od_lower(*c);
  return text;
}

static void twins_say_the_same(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(twins); i++) {
    const struct twin *t = &twins[i];
    od_buffer five = {0}, four = {0}, query = {0}, crooked = {0};
    char key[200];
    snprintf(key, sizeof key, "%s", t->key);
    od_buffer_format(&five, V5 "[%s]\r\n\"%s\"=%s\r\n\r\n", key, t->name,
                     t->five);
    od_buffer_format(&four, V4 "[%s]\n\"%s\"=%s\n\n", key, t->name, t->four);
    od_buffer_format(&query, "\r\n%s\r\n    %s    %s\r\n\r\n", key, t->name,
                     t->query);
    od_buffer_format(&crooked, V5 "[%s]\r\n\"%s\"=%s\r\n", lower(key), t->name,
                     t->five);
    check_twin(i, five.data);
    check_twin(i, four.data);
    check_twin(i, query.data);
    check_twin(i, crooked.data);
    od_buffer_release(&five);
    od_buffer_release(&four);
    od_buffer_release(&query);
    od_buffer_release(&crooked);
  }
}

/* Every value that has a fact may be missing, or be of a type it is not. */
static void twins_may_be_missing_or_spoilt(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(twins); i++) {
    const struct twin *t = &twins[i];
    od_buffer text = {0};
    od_buffer_format(&text, V5 "[%s]\r\n\"%s\"=hex(7):4\r\n\r\n", t->key,
                     t->name);
    od_facts *facts = facts_of(text.data);
    char *got = told(facts, t->fact);
    ROW(!strcmp(got, "unreadable") || !strcmp(got, "-") ||
            !strcmp(got, "absent"),
        i);
    od_free(got);
    od_facts_free(facts);
    od_buffer_release(&text);
  }
}

static void users_of_the_system_are_not_people(void **state) {
  static const told_row rows[] = {
      {V5 "[HKEY_USERS\\.DEFAULT\\" INTERNET "]\r\n"
          "\"ProxyEnable\"=dword:00000001\r\n\r\n",
       "proxy.wininet.enabled", "-"},
      {V5 "[HKEY_USERS\\.DEFAULT\\" INTERNET "]\r\n"
          "\"ProxyEnable\"=dword:00000001\r\n\r\n",
       "proxy.system.enabled", "true"},
      {V5 "[HKEY_USERS\\S-1-5-18\\" INTERNET "]\r\n"
          "\"ProxyServer\"=\"p:1\"\r\n\r\n",
       "proxy.system.server", "\"p:1\""},
      {V5 "[HKEY_USERS\\S-1-5-18\\" INTERNET "]\r\n\r\n",
       "proxy.system.enabled", "-"},
      {V5 "[HKEY_USERS\\S-1-5-18\\" INTERNET "]\r\n\r\n",
       "proxy.system.server", "absent"},
      {V5 "[HKEY_USERS\\S-1-5-19\\" INTERNET "]\r\n"
          "\"ProxyEnable\"=dword:00000001\r\n\r\n",
       "proxy.wininet.enabled", "-"},
      {V5 "[HKEY_USERS\\S-1-5-21-1-2-3-1001\\" INTERNET "]\r\n"
          "\"ProxyEnable\"=dword:00000001\r\n\r\n",
       "proxy.wininet.enabled", "true"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void the_machine_may_speak_for_all(void **state) {
  static const char data[] =
      V5 "[" HKLM POLICIES "]\r\n\"ProxySettingsPerUser\"=dword:00000000\r\n"
         "\r\n[" HKLM INTERNET "]\r\n\"ProxyEnable\"=dword:00000001\r\n"
         "\"ProxyServer\"=\"all:80\"\r\n\r\n"
         "[" HKCU INTERNET "]\r\n\"ProxyEnable\"=dword:00000000\r\n\r\n";
  static const char own[] =
      V5 "[" HKLM INTERNET "]\r\n\"ProxyEnable\"=dword:00000001\r\n"
         "\r\n[" HKCU INTERNET "]\r\n\"ProxyEnable\"=dword:00000000\r\n\r\n";
  static const told_row rows[] = {
      {data, "proxy.wininet.enabled", "true"},
      {data, "proxy.wininet.server", "\"all:80\""},
      {own, "proxy.wininet.enabled", "false"},
      {own, "proxy.wininet.server", "absent"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void the_machines_policy_precedes_the_users(void **state) {
  static const told_row rows[] = {
      {V5 "[" HKCU POLICIES "]\r\n\"SecureProtocols\"=dword:00000080\r\n\r\n["
          HKLM POLICIES "]\r\n\"SecureProtocols\"=dword:00000800\r\n\r\n",
       "tls.internet_options_policy_protocols", "[\"tls_1_2\"]"},
      {V5 "[" HKCU POLICIES "]\r\n\r\n",
       "tls.internet_options_policy_protocols", "-"},
      {V5 "[" HKLM POLICIES "]\r\n\r\n",
       "tls.internet_options_policy_protocols", "absent"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

/* ---- whose it is ---- */

#define ANN "S-1-5-21-1004336348-1177238915-682003330-1104"
#define BEN "S-1-5-21-1004336348-1177238915-682003330-1105"
#define MINE(sid, digit)                     \
  "[HKEY_USERS\\" sid "\\" INTERNET "]\r\n" \
  "\"ProxyEnable\"=dword:0000000" digit "\r\n\r\n"

typedef struct parts {
  od_facts *list[8];
  size_t count;
} parts;

static od_status keep(void *user, od_facts *part) {
  parts *all = user;
  all->list[all->count++] = part;
  return OD_OK;
}

static void read_parts(parts *all, const char *data) {
  od_job *job = new_job();
  od_text text = text_of(data);
  od_reader_sink sink = {keep, all, 0};
  *all = (parts){.count = 0};
  assert_int_equal(od_readers_read(&sink, "a.reg", &text, job), OD_OK);
  assert_int_equal(sink.count, 1);
  od_job_free(job);
}

static void release_parts(parts *all) {
  for (size_t i = 0; i < all->count; i++) od_facts_free(all->list[i]);
}

static void one_person_is_the_subject(void **state) {
  parts all;
  (void)state;
  read_parts(&all, V5 MINE(ANN, "1"));
  assert_int_equal(all.count, 1);
  assert_string_equal(od_facts_subject(all.list[0])->sid, ANN);
  assert_string_equal(od_facts_subject(all.list[0])->found_by, "registry");
  release_parts(&all);
  read_parts(&all, V5 "[" HKCU INTERNET "]\r\n\r\n");
  assert_int_equal(all.count, 1);
  assert_null(od_facts_subject(all.list[0])->sid);
  release_parts(&all);
  /* a list of those who are logged on tells of nobody */
  read_parts(&all, "HKEY_USERS\\" ANN "\r\nHKEY_USERS\\" BEN "\r\n");
  assert_int_equal(all.count, 1);
  assert_null(od_facts_subject(all.list[0])->sid);
  release_parts(&all);
}

static void two_persons_are_parts_of_their_own(void **state) {
  static const char data[] =
      V5 MINE(ANN, "1") MINE(BEN, "0") "[" HKLM NCSI
         "]\r\n\"EnableActiveProbing\"=dword:00000001\r\n\r\n";
  static const char *const fact = "proxy.wininet.enabled";
  parts all;
  (void)state;
  read_parts(&all, data);
  assert_int_equal(all.count, 3);
  assert_null(od_facts_subject(all.list[0])->sid);
  assert_null(od_facts_find(all.list[0], fact));
  assert_non_null(od_facts_find(all.list[0], "ncsi.active_probing"));
  assert_string_equal(od_facts_subject(all.list[1])->sid, ANN);
  assert_string_equal(od_facts_subject(all.list[2])->sid, BEN);
  assert_null(od_facts_find(all.list[1], "ncsi.active_probing"));
  char *ann = told(all.list[1], fact), *ben = told(all.list[2], fact);
  assert_string_equal(ann, "true");
  assert_string_equal(ben, "false");
  od_free(ann);
  od_free(ben);
  release_parts(&all);
}

static void joining_two_persons_names_both(void **state) {
  static const char data[] = V5 MINE(ANN, "1") MINE(BEN, "0");
  od_job *job = new_job();
  od_facts *facts;
  (void)state;
  assert_int_equal(
      od_facts_read(&facts, "a.reg", data, sizeof data - 1, job),
      OD_ECONFLICT);
  assert_null(facts);
  assert_non_null(strstr(od_error_message(), ANN));
  assert_non_null(strstr(od_error_message(), BEN));
  od_job_free(job);
}

static void one_of_two_can_be_asked_for(void **state) {
  static const char data[] = V5 MINE(ANN, "1") MINE(BEN, "0");
  od_join how = {BEN, 0, 0, 0, 0};
  od_facts *facts;
  parts all;
  (void)state;
  read_parts(&all, data);
  assert_int_equal(od_facts_join(&facts, (const od_facts *const *)all.list,
                                 all.count, &how),
                   OD_OK);
  char *text = told(facts, "proxy.wininet.enabled");
  assert_string_equal(text, "false");
  od_free(text);
  od_facts_free(facts);
  release_parts(&all);
}

static void what_differs_within_a_file_is_kept(void **state) {
  static const char data[] =
      V5 "[" HKCU INTERNET "]\r\n\"ProxyEnable\"=dword:00000001\r\n\r\n" V5
         "[" HKCU INTERNET "]\r\n\"ProxyEnable\"=dword:00000000\r\n\r\n";
  od_job *job = new_job();
  od_facts *facts;
  char *text;
  (void)state;
  assert_int_equal(
      od_facts_read(&facts, "a.reg", data, sizeof data - 1, job), OD_OK);
  assert_int_equal(od_facts_to_json(&text, facts), OD_OK);
  const char *conflicts = strstr(text, "\"conflicts\"");
  assert_non_null(conflicts);
  assert_non_null(strstr(conflicts, "proxy.wininet.enabled"));
  od_free(text);
  od_facts_free(facts);
  od_job_free(job);
}

static void no_secret_is_kept(void **state) {
  static const char data[] =
      V5 "[" HKCU INTERNET "]\r\n"
         "\"ProxyServer\"=\"http=jo:s3cret@p:80;https=http://jo:s3cret@p:81\""
         "\r\n\"AutoConfigURL\"=\"http://jo:s3cret@p/x.pac?key=s3cret\"\r\n\r\n"
         "[" HKLM "SOFTWARE\\Policies\\Microsoft\\OneDrive]\r\n"
         "\"SharePointOnPremFrontDoorUrl\"="
         "\"https://jo:s3cret@sp.contoso.com/x?t=s3cret\"\r\n\r\n"
         "[" HKCU "Software\\Microsoft\\OneDrive\\Accounts\\Business1]\r\n"
         "\"UserEmail\"=\"jo@contoso.com\"\r\n"
         "\"Token\"=hex:73,33,63,72,65,74\r\n"
         "\"ServiceEndpointUri\"="
         "\"https://jo:s3cret@contoso-my.sharepoint.com/_api?sig=s3cret\""
         "\r\n\r\n";
  od_facts *facts = facts_of(data);
  char *text;
  (void)state;
  assert_int_equal(od_facts_to_json(&text, facts), OD_OK);
  assert_null(strstr(text, "s3cret"));
  assert_non_null(strstr(text, "https://contoso-my.sharepoint.com/_api"));
  assert_non_null(strstr(text, "https://sp.contoso.com/x"));
  od_free(text);
  od_facts_free(facts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(twins_say_the_same),
      cmocka_unit_test(twins_may_be_missing_or_spoilt),
      cmocka_unit_test(users_of_the_system_are_not_people),
      cmocka_unit_test(the_machine_may_speak_for_all),
      cmocka_unit_test(the_machines_policy_precedes_the_users),
      cmocka_unit_test(one_person_is_the_subject),
      cmocka_unit_test(two_persons_are_parts_of_their_own),
      cmocka_unit_test(joining_two_persons_names_both),
      cmocka_unit_test(one_of_two_can_be_asked_for),
      cmocka_unit_test(what_differs_within_a_file_is_kept),
      cmocka_unit_test(no_secret_is_kept),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
