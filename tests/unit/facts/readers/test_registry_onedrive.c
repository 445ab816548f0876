/* Accounts, installations, policies and Office's identities. */
#include "registry_facts.h"

#define ONEDRIVE "Software\\Microsoft\\OneDrive"
#define ACCOUNT "[" HKCU ONEDRIVE "\\Accounts\\"
#define POLICY "SOFTWARE\\Policies\\Microsoft\\OneDrive"
#define IDENTITY "Software\\Microsoft\\Office\\16.0\\Common\\Identity"
#define TENANT "aaaabbbb-0000-cccc-1111-dddd2222eeee"

static void reads_accounts(void **state) {
  static const told_row rows[] = {
      {V5 ACCOUNT "Business1]\r\n\"UserEmail\"=\"adelev@contoso.com\"\r\n"
                  "\"cid\"=\"0123ABCD\"\r\n"
                  "\"ConfiguredTenantId\"=\"AAAABBBB-0000-CCCC-1111-"
                  "DDDD2222EEEE\"\r\n"
                  "\"ServiceEndpointUri\"=\"https://contoso-my.sharepoint.com/"
                  "_api\"\r\n"
                  "\"LastSignInTime\"=hex(b):80,3c,4a,67,00,00,00,00\r\n"
                  "\"LastAttemptedSignInTime\"=dword:674a3c81\r\n"
                  "\"LastSignInResult\"=dword:8004de40\r\n\r\n",
       "onedrive.accounts",
       "[{\"name\":\"Business1\",\"email\":\"adelev@contoso.com\","
       "\"tenant_id\":\"" TENANT "\",\"cid\":\"0123abcd\","
       "\"endpoint\":\"https://contoso-my.sharepoint.com/_api\","
       "\"last_sign_in\":\"2024-11-29T22:13:20Z\","
       "\"last_attempt\":\"2024-11-29T22:13:21Z\","
       "\"last_result\":\"0x8004de40\"}]"},
      {HKCU ONEDRIVE "\\Accounts\\business2\r\n"
                     "    LastSignInResult    REG_DWORD    0x0\r\n"
                     "    UserEmail    REG_SZ    \r\n\r\n",
       "onedrive.accounts",
       "[{\"name\":\"Business2\",\"last_result\":\"0x00000000\"}]"},
      {V5 ACCOUNT "Personal]\r\n\"UserEmail\"=\"a@outlook.com\"\r\n\r\n"
          ACCOUNT "Business1]\r\n\"UserEmail\"=\"b@contoso.com\"\r\n\r\n",
       "onedrive.accounts",
       "[{\"name\":\"Personal\",\"email\":\"a@outlook.com\"},"
       "{\"name\":\"Business1\",\"email\":\"b@contoso.com\"}]"},
      /* a husk that unlinking leaves behind is no account */
      {V5 ACCOUNT "Business1]\r\n\"Business\"=dword:00000001\r\n\r\n",
       "onedrive.accounts", "-"},
      {V5 ACCOUNT "Elsewhere]\r\n\"UserEmail\"=\"b@contoso.com\"\r\n\r\n",
       "onedrive.accounts", "-"},
      {V5 ACCOUNT "Business1\\Tenants]\r\n\"UserEmail\"=\"b@x.com\"\r\n\r\n",
       "onedrive.accounts", "-"},
      {V5 ACCOUNT "BusinessX]\r\n\"UserEmail\"=\"b@contoso.com\"\r\n\r\n",
       "onedrive.accounts", "-"},
      /* a key that was captured twice is one account */
      {V5 ACCOUNT "Business1]\r\n\"UserEmail\"=\"b@contoso.com\"\r\n\r\n" V5
          ACCOUNT "Business1]\r\n\"UserEmail\"=\"b@contoso.com\"\r\n\r\n",
       "onedrive.accounts",
       "[{\"name\":\"Business1\",\"email\":\"b@contoso.com\"}]"},
      /* none is a proof only from a whole export */
      {V5 "[" HKCU ONEDRIVE "\\Accounts]\r\n\r\n", "onedrive.accounts",
       "absent"},
      {V5 "[" HKCU ONEDRIVE "]\r\n\r\n", "onedrive.accounts", "absent"},
      {V5 "[" HKCU "Software]\r\n\r\n", "onedrive.accounts", "absent"},
      {V5 "[" HKCU ONEDRIVE "]\r\n\"x\"=", "onedrive.accounts", "-"},
      {HKCU ONEDRIVE "\r\n    A    REG_SZ    1\r\n    B    REG_SZ    2\r\n\r\n",
       "onedrive.accounts", "-"},
      {HKCU ONEDRIVE "\\Accounts\r\n" HKCU ONEDRIVE "\\Accounts\\Business1\r\n",
       "onedrive.accounts", "-"},
      {"C:\\>reg query HKCU\\Software\\Microsoft\\OneDrive\\Accounts /s\r\n"
       "ERROR: The system was unable to find the specified registry key or "
       "value.\r\n",
       "onedrive.accounts", "absent"},
      {"C:\\>reg query HKCU\\Software\\Microsoft\\OneDrive\\Accounts /s\r\n"
       "ERROR: Access is denied.\r\n",
       "onedrive.accounts", "denied"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void tells_times_by_their_size(void **state) {
  static const struct {
    const char *data, *wanted; /* NULL: no time */
  } rows[] = {
      {"dword:674a3c80", "2024-11-29T22:13:20Z"},
      {"hex(b):80,3c,4a,67,00,00,00,00", "2024-11-29T22:13:20Z"},
      {"hex(b):80,b8,1d,79,93,01,00,00", "2024-11-29T18:10:11.200Z"},
      {"hex(b):00,c0,cf,e5,ab,42,db,01", "2024-11-29T22:13:20Z"},
      {"hex(b):00,80,3e,d5,de,b1,9d,01", "1970-01-01T00:00:00Z"},
      {"dword:00000000", NULL},
      {"dword:00000001", NULL},
      {"hex(b):ff,ff,ff,ff,ff,ff,ff,ff", NULL},
      {"\"yesterday\"", NULL},
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_buffer text = {0};
    od_buffer_format(&text,
                     V5 ACCOUNT "Business1]\r\n\"cid\"=\"1\"\r\n"
                                "\"LastSignInTime\"=%s\r\n\r\n",
                     rows[i].data);
    od_facts *facts = facts_of(text.data);
    const od_fact *fact = od_facts_find(facts, "onedrive.accounts");
    ROW(fact, i);
    const od_json *time =
        od_json_member(od_json_first(fact->value), "last_sign_in");
    ROW((time != NULL) == (rows[i].wanted != NULL), i);
    if (time) ROW_TEXT(od_json_text(time), rows[i].wanted, i);
    od_facts_free(facts);
    od_buffer_release(&text);
  }
}

static void reads_installations(void **state) {
  static const told_row rows[] = {
      {V5 "[" HKLM ONEDRIVE "]\r\n\"Version\"=\"24.201.1006.0005\"\r\n"
          "\"CurrentVersionPath\"=\"C:\\\\Program Files\\\\Microsoft "
          "OneDrive\"\r\n\r\n",
       "onedrive.installations",
       "[{\"path\":\"C:\\\\Program Files\\\\Microsoft OneDrive\","
       "\"version\":\"24.201.1006.0005\",\"scope\":\"machine\"}]"},
      {V5 "[" HKLM "SOFTWARE\\WOW6432Node\\Microsoft\\OneDrive]\r\n"
          "\"Version\"=\"19.1\"\r\n\r\n",
       "onedrive.installations",
       "[{\"version\":\"19.1\",\"scope\":\"machine\"}]"},
      /* both views of one installation */
      {V5 "[" HKLM ONEDRIVE "]\r\n\"Version\"=\"24.1\"\r\n\r\n[" HKLM
          "SOFTWARE\\WOW6432Node\\Microsoft\\OneDrive]\r\n"
          "\"Version\"=\"24.1\"\r\n"
          "\"CurrentVersionPath\"=\"C:\\\\P\"\r\n\r\n",
       "onedrive.installations",
       "[{\"path\":\"C:\\\\P\",\"version\":\"24.1\",\"scope\":\"machine\"}]"},
      /* two that differ */
      {V5 "[" HKLM ONEDRIVE "]\r\n\"Version\"=\"24.1\"\r\n\r\n[" HKCU ONEDRIVE
          "]\r\n\"Version\"=\"23.1\"\r\n"
          "\"OneDriveTrigger\"=\"C:\\\\Users\\\\a\\\\OneDrive.exe\"\r\n\r\n",
       "onedrive.installations",
       "[{\"version\":\"24.1\",\"scope\":\"machine\"},"
       "{\"path\":\"C:\\\\Users\\\\a\\\\OneDrive.exe\",\"version\":\"23.1\","
       "\"scope\":\"user\"}]"},
      /* the user's key of an installation for all */
      {V5 "[" HKCU ONEDRIVE "]\r\n\"Version\"=\"24.1\"\r\n"
          "\"OneDriveTrigger\"=\"C:\\\\Program Files\\\\Microsoft "
          "OneDrive\\\\OneDrive.exe\"\r\n\r\n",
       "onedrive.installations",
       "[{\"path\":\"C:\\\\Program Files\\\\Microsoft OneDrive\\\\"
       "OneDrive.exe\",\"version\":\"24.1\",\"scope\":\"machine\"}]"},
      {V5 "[" HKLM ONEDRIVE "]\r\n\"Other\"=\"1\"\r\n\r\n",
       "onedrive.installations", "-"},
      {V5 "[" HKLM "SOFTWARE]\r\n\r\n" V5 "[" HKCU ONEDRIVE "]\r\n\r\n",
       "onedrive.installations", "absent"},
      {V5 "[" HKLM "SOFTWARE]\r\n\r\n", "onedrive.installations", "-"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void reads_policies(void **state) {
  static const told_row rows[] = {
      {V5 "[" HKLM POLICY "]\r\n\"silentaccountconfig\"=dword:00000001\r\n\r\n",
       "onedrive.policy.SilentAccountConfig", "1"},
      {V5 "[" HKLM POLICY "]\r\n\"KFMSilentOptIn\"=\"AAAABBBB-0000-CCCC-1111-"
          "DDDD2222EEEE\"\r\n\r\n",
       "onedrive.policy.KFMSilentOptIn", "\"" TENANT "\""},
      {V5 "[" HKLM POLICY "]\r\n\"SharePointOnPremFrontDoorUrl\"="
          "\"https://sp.contoso.com\"\r\n\r\n",
       "onedrive.policy.SharePointOnPremFrontDoorUrl",
       "\"https://sp.contoso.com\""},
      {V5 "[" HKLM POLICY "]\r\n\"SomethingNew\"=dword:00000007\r\n\r\n",
       "onedrive.policy.SomethingNew", "7"},
      {V5 "[" HKLM POLICY "]\r\n\"SomethingNew\"=\"x\"\r\n\r\n",
       "onedrive.policy.SomethingNew", "\"x\""},
      {V5 "[" HKLM POLICY "]\r\n\"SomethingNew\"=hex(7):41,00,00,00,00,00"
          "\r\n\r\n",
       "onedrive.policy.SomethingNew", "[\"A\"]"},
      {V5 "[" HKLM POLICY "]\r\n\"SomethingNew\"=hex:41,00\r\n\r\n",
       "onedrive.policy.SomethingNew", "unreadable"},
      {V5 "[" HKLM POLICY "]\r\n\"With.dot\"=dword:00000007\r\n\r\n",
       "onedrive.policy.With.dot", "-"},
      /* a number where a text is wanted, and the other way round */
      {V5 "[" HKLM POLICY "]\r\n\"KFMSilentOptIn\"=dword:00000001\r\n\r\n",
       "onedrive.policy.KFMSilentOptIn", "\"1\""},
      {V5 "[" HKLM POLICY "]\r\n\"GPOSetUpdateRing\"=\"5\"\r\n\r\n",
       "onedrive.policy.GPOSetUpdateRing", "5"},
      {V5 "[" HKLM POLICY "]\r\n\"GPOSetUpdateRing\"=\"fast\"\r\n\r\n",
       "onedrive.policy.GPOSetUpdateRing", "unreadable"},
      /* the user's */
      {V5 "[" HKCU POLICY "]\r\n\"DisablePersonalSync\"=dword:00000001\r\n\r\n",
       "onedrive.policy.DisablePersonalSync", "1"},
      {V5 "[" HKCU POLICY "]\r\n\r\n", "onedrive.policy.DisablePersonalSync",
       "absent"},
      {V5 "[" HKLM POLICY "]\r\n\r\n", "onedrive.policy.DisablePersonalSync",
       "-"},
      {V5 "[" HKCU POLICY "]\r\n\"SilentAccountConfig\"=dword:00000000\r\n\r\n["
          HKLM POLICY "]\r\n\"SilentAccountConfig\"=dword:00000001\r\n\r\n",
       "onedrive.policy.SilentAccountConfig", "1"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void reads_lists_of_tenants(void **state) {
  static const told_row rows[] = {
      {V5 "[" HKLM POLICY "\\AllowTenantList]\r\n\"" TENANT "\"=\"" TENANT
          "\"\r\n\r\n",
       "onedrive.policy.AllowTenantList", "[\"" TENANT "\"]"},
      {V5 "[" HKLM POLICY "\\allowtenantlist]\r\n"
          "\"AAAABBBB-0000-CCCC-1111-DDDD2222EEEE\"=\"\"\r\n\r\n",
       "onedrive.policy.AllowTenantList", "[\"" TENANT "\"]"},
      {V5 "[" HKLM POLICY "\\BlockTenantList]\r\n\"1\"=\"AAAABBBB-0000-CCCC-"
          "1111-DDDD2222EEEE\"\r\n\r\n",
       "onedrive.policy.BlockTenantList", "[\"" TENANT "\"]"},
      {HKLM POLICY "\\AllowTenantList\r\n    " TENANT "    REG_SZ    " TENANT
                   "\r\n    11112222-0000-cccc-1111-dddd2222eeee    REG_SZ"
                   "    \r\n\r\n",
       "onedrive.policy.AllowTenantList",
       "[\"" TENANT "\",\"11112222-0000-cccc-1111-dddd2222eeee\"]"},
      {V5 "[" HKLM POLICY "\\AllowTenantList]\r\n\"" TENANT "\"=-\r\n\r\n",
       "onedrive.policy.AllowTenantList", "-"},
      {V5 "[" HKLM POLICY "\\DiskSpaceCheckThresholdMB]\r\n\"" TENANT
          "\"=dword:00000400\r\n\r\n",
       "onedrive.policy.DiskSpaceCheckThresholdMB",
       "[\"" TENANT "=1024\"]"},
      {V5 "[" HKCU POLICY "\\DefaultRootDir]\r\n\"" TENANT
          "\"=\"D:\\\\Work\"\r\n\r\n",
       "onedrive.policy.DefaultRootDir", "[\"" TENANT "=D:\\\\Work\"]"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void reads_identities(void **state) {
  static const char *const one =
      V5 "[" HKCU IDENTITY "\\Identities\\0a1b_ADAL]\r\n"
         "\"EmailAddress\"=\"adelev@contoso.com\"\r\n"
         "\"ProviderId\"=\"{77E3C1C8-36C6-4F47-9F1B-0A1B2C3D4E5F}\"\r\n"
         "\"TenantId\"=\"AAAABBBB-0000-CCCC-1111-DDDD2222EEEE\"\r\n\r\n";
  const told_row rows[] = {
      {one, "office.identities",
       "[{\"email\":\"adelev@contoso.com\","
       "\"provider\":\"{77E3C1C8-36C6-4F47-9F1B-0A1B2C3D4E5F}\","
       "\"tenant_id\":\"" TENANT "\"}]"},
      {V5 "[" HKCU IDENTITY "\\Identities\\0a1b_LiveId]\r\n"
          "\"EmailAddress\"=\"a@outlook.com\"\r\n\"IdP\"=\"LiveId\"\r\n\r\n",
       "office.identities",
       "[{\"email\":\"a@outlook.com\",\"provider\":\"LiveId\"}]"},
      {V5 "[" HKCU IDENTITY "\\Identities\\0a1b_ADAL\\Sub]\r\n"
          "\"EmailAddress\"=\"a@outlook.com\"\r\n\r\n",
       "office.identities", "-"},
      {V5 "[" HKCU IDENTITY "]\r\n\r\n", "office.identities", "absent"},
      {V5 "[" HKCU IDENTITY "]\r\n\r\n", "office.enable_adal", "absent"},
      {V5 "[" HKCU IDENTITY "]\r\n\"EnableADAL\"=dword:00000000\r\n\r\n",
       "office.disable_aad_wam", "absent"},
      {V5 "[" HKCU "Software\\Microsoft\\Office\\15.0\\Common\\Identity]\r\n"
          "\"EnableADAL\"=dword:00000000\r\n\r\n",
       "office.enable_adal", "-"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_accounts),
      cmocka_unit_test(tells_times_by_their_size),
      cmocka_unit_test(reads_installations),
      cmocka_unit_test(reads_policies),
      cmocka_unit_test(reads_lists_of_tenants),
      cmocka_unit_test(reads_identities),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
