/* Exports of SharePoint: the tenant's settings, somebody's OneDrive. */
#include "reader_test.h"

#define A "786548dd-877b-4760-a749-6b1efbc1190a"
#define B "877564ff-877b-4760-a749-6b1efbc1190a"

#define LIST                                       \
  "\n\nTenantRestrictionEnabled   : True\n"        \
  "AllowedDomainList          : {" B ", \n"        \
  "                             " A "}\n"          \
  "BlockMacSync               : False\n"           \
  "DisableReportProblemDialog : False\n\n\n"

#define CHECK_ROWS(rows) \
  check_text_rows(&od_reader_sharepoint, rows, sizeof(rows) / sizeof *(rows))

static void sync_restriction(void **state) {
  static const text_row rows[] = {
      {LIST, "sharepoint.sync_restricted", "true"},
      {LIST, "sharepoint.sync_domains", "[\"" A "\",\"" B "\"]"},
      {"PS C:\\> Get-SPOTenantSyncClientRestriction" LIST,
       "sharepoint.sync_domains", "[\"" A "\",\"" B "\"]"},
      {"> TenantRestrictionEnabled : False\n> AllowedDomainList        : {}\n"
       "> BlockMacSync             : False\n",
       "sharepoint.sync_domains", "absent"},
      {"TenantRestrictionEnabled : True\r\nAllowedDomainList        : {" A
       ", " B "...}\r\nBlockMacSync             : False\r\n",
       "sharepoint.sync_domains", "unreadable"},
      {"{\"TenantRestrictionEnabled\":true,\"AllowedDomainList\":[\"" B
       "\",\"" A "\",\"" B "\"]}",
       "sharepoint.sync_domains", "[\"" A "\",\"" B "\"]"},
      {"{\"@odata.context\":\"x\",\"isUnmanagedSyncAppForTenantRestricted\":"
       "false,\"allowedDomainGuidsForSyncApp\":[]}",
       "sharepoint.sync_restricted", "false"},
      {"\"TenantRestrictionEnabled\",\"BlockMacSync\"\n\"True\",\"False\"\n",
       "sharepoint.sync_restricted", "true"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

static void tenant(void **state) {
  static const text_row rows[] = {
      {"{\"IPAddressEnforcement\":true,\"IPAddressAllowList\":"
       "\"203.0.113.17, 198.51.100.0/24\"}",
       "sharepoint.allowed_ips", "[\"198.51.100.0/24\",\"203.0.113.17\"]"},
      {"{\"IPAddressEnforcement\":true}", "sharepoint.ip_enforced", "true"},
      {"{\"IPAddressEnforcement\":null}", "sharepoint.ip_enforced", "-"},
      {"{\"IPAddressEnforcement\":\"maybe\"}", "sharepoint.ip_enforced", "-"},
      {"{\"IPAddressEnforcement\":false,\"ConditionalAccessPolicy\":0}",
       "sharepoint.unmanaged_devices", "\"full\""},
      {"{\"IPAddressEnforcement\":false,\"ConditionalAccessPolicy\":2}",
       "sharepoint.unmanaged_devices", "\"blocked\""},
      {"{\"IPAddressEnforcement\":false,\"ConditionalAccessPolicy\":3}",
       "sharepoint.unmanaged_devices", "unreadable"},
      {"IPAddressEnforcement    : False\nIPAddressAllowList      : \n"
       "ConditionalAccessPolicy : AllowLimitedAccess\n\n",
       "sharepoint.unmanaged_devices", "\"limited\""},
      {"IPAddressEnforcement    : False\nIPAddressAllowList      : \n"
       "ConditionalAccessPolicy : AllowLimitedAccess\n\n",
       "sharepoint.allowed_ips", "absent"},
      {"IPAddressEnforcement    : False\n"
       "ConditionalAccessPolicy : ProtectionLevel\n\n",
       "sharepoint.unmanaged_devices", "unreadable"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

static void sites(void **state) {
  static const text_row rows[] = {
      {"{\"driveType\":\"business\",\"owner\":{\"user\":{\"email\":"
       "\"jane@contoso.com\",\"id\":\"ABC\"}},\"quota\":{\"state\":"
       "\"exceeded\",\"total\":5,\"used\":6}}",
       "sharepoint.sites",
       "[{\"user\":\"jane@contoso.com\",\"owner_id\":\"abc\",\"used\":6,"
       "\"quota\":5,\"status\":\"exceeded\"}]"},
      {"Url                 : https://c-my.sharepoint.com/personal/jane_c\n"
       "Owner               : i:0#.f|membership|jane@contoso.com\n"
       "StorageUsageCurrent : 2\nStorageQuota        : 3\n"
       "LockState           : ReadOnly\n\n",
       "sharepoint.sites",
       "[{\"user\":\"jane@contoso.com\",\"used\":2097152,\"quota\":3145728,"
       "\"lock\":\"readonly\"}]"},
      {"Report Refresh Date,Site URL,Storage Used (Byte),"
       "Storage Allocated (Byte),Owner Principal Name,Report Period\n"
       "2026-03-09,https://x,10,10,jane@contoso.com,7\n",
       "sharepoint.sites",
       "[{\"user\":\"jane@contoso.com\",\"used\":10,\"quota\":10}]"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

static void foreign(void **state) {
  static const recognition rows[] = {
      {"", 0},
      {"{\"driveType\":\"personal\",\"quota\":{\"total\":1}}", 0},
      {"Url       : https://c.sharepoint.com/sites/team\n"
       "LockState : NoAccess\n\n", 0},
      {"StorageQuota : 5\n\n", 0},
      {"Set IPAddressEnforcement to True in the tenant.\n", 0},
      {"  TenantRestrictionEnabled : True\n", 0},
  };
  (void)state;
  check_recognition(&od_reader_sharepoint, rows, sizeof rows / sizeof *rows);
}

static void cut_files(void **state) {
  static const char json[] =
      "{\"TenantRestrictionEnabled\":true,\"AllowedDomainList\":[\"" A "\"]}";
  (void)state;
  check_cuts(&od_reader_sharepoint, LIST);
  check_cuts(&od_reader_sharepoint, json);
}

/* A wide value that ends with the file may have gone on. */
static void cut_wide_value(void **state) {
  static const expectation wanted[] = {
      {"sharepoint.ip_enforced", "true"},
      {"sharepoint.allowed_ips", "-"},
  };
  (void)state;
  CHECK_TEXT(od_reader_sharepoint,
             "IPAddressEnforcement : True\n"
             "IPAddressAllowList   : 198.51.100.0/24, 203.0.113.0/24, "
             "192.0.2.0/24,\n", wanted);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sync_restriction), cmocka_unit_test(tenant),
      cmocka_unit_test(sites),            cmocka_unit_test(foreign),
      cmocka_unit_test(cut_files),        cmocka_unit_test(cut_wide_value),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
