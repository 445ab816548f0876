/* Exports of the directory: users, devices, domains, service health. */
#include "reader_test.h"

#define ENTITY "\"@odata.context\":\"https://graph.microsoft.com/v1.0/" \
               "$metadata#users/$entity\","
#define UPN "\"userPrincipalName\":\"jane@contoso.com\""
#define ID "8d9a9c11-0000-4000-8000-0123456789ab"
#define E3 "5dbe027f-2339-4123-9542-606e4d348a72"
#define WAC "e95bec33-7c88-4a70-8e19-b10bd9d0c014"
#define NOT_THERE "does not exist or one of its queried reference-property " \
                  "objects are not present."

#define CHECK_ROWS(rows) \
  check_text_rows(&od_reader_directory, rows, sizeof(rows) / sizeof *(rows))

static void users(void **state) {
  static const text_row rows[] = {
      {"{" ENTITY UPN ",\"accountEnabled\":false,\"id\":\"ABC\"}",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"id\":\"abc\",\"enabled\":false}]"},
      /* a list, an array, one object a line */
      {"{\"value\":[{" UPN ",\"accountEnabled\":true},{\"userPrincipalName\":"
       "\"bob@contoso.com\",\"accountEnabled\":false}]}",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"enabled\":true},"
       "{\"user\":\"bob@contoso.com\",\"enabled\":false}]"},
      {"[\n{" UPN ",\"accountEnabled\":true},\n]", "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"enabled\":true}]"},
      /* what was not asked for is null, and is not told */
      {"{" UPN ",\"accountEnabled\":null,\"assignedPlans\":null}",
       "directory.users", "[{\"user\":\"jane@contoso.com\"}]"},
      {"{\"UserPrincipalName\":\"jane@contoso.com\",\"AccountEnabled\":null,"
       "\"AssignedLicenses\":[],\"AssignedPlans\":[],"
       "\"AdditionalProperties\":{\"accountEnabled\":true}}",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"enabled\":true}]"},
      {"{" UPN ",\"proxyAddresses\":[\"SMTP:Jane.Doe@contoso.com\","
       "\"X500:/o=a\",\"sip:jane@contoso.com\"],\"userType\":\"Guest\"}",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"emails\":"
       "[\"jane.doe@contoso.com\"],\"guest\":true}]"},
      /* times: ISO, an offset, ticks, an object of Windows PowerShell */
      {"{" UPN ",\"lastPasswordChangeDateTime\":"
       "\"2026-03-10T10:00:00+01:00\"}",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"password_changed\":"
       "\"2026-03-10T09:00:00Z\"}]"},
      {"{" UPN ",\"signInSessionsValidFromDateTime\":"
       "\"\\/Date(1773134112000)\\/\"}",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"sessions_valid_from\":"
       "\"2026-03-10T09:15:12Z\"}]"},
      {"{\"UserPrincipalName\":\"jane@contoso.com\","
       "\"RefreshTokensValidFromDateTime\":{\"value\":"
       "\"\\/Date(1773134112000)\\/\",\"DateTime\":\"Tuesday\"}}",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"sessions_valid_from\":"
       "\"2026-03-10T09:15:12Z\"}]"},
      {"{" UPN ",\"lastPasswordChangeDateTime\":\"3/10/2026 9:11 AM\"}",
       "directory.users", "[{\"user\":\"jane@contoso.com\"}]"},
      {"{\"userPrincipalName\":\"0123456789abcdef0123456789abcdefjane@"
       "contoso.com\",\"deletedDateTime\":\"2026-03-09T15:00:00Z\"}",
       "directory.users", "[{\"user\":\"jane@contoso.com\",\"deleted\":true}]"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

#define PLAN(state, service, id) \
  "{\"capabilityStatus\":\"" state "\",\"service\":\"" service \
  "\",\"servicePlanId\":\"" id "\"}"

static void plans(void **state) {
  static const struct {
    const char *member, *want; /* want NULL: not told */
  } rows[] = {
      {"\"assignedPlans\":[" PLAN("Enabled", "SharePoint", E3) "]", "enabled"},
      {"\"assignedPlans\":[" PLAN("Warning", "SharePoint", E3) "]", "enabled"},
      {"\"assignedPlans\":[" PLAN("Deleted", "SharePoint", E3) ","
       PLAN("Enabled", "SharePoint", WAC) "]", "disabled"},
      {"\"assignedPlans\":[" PLAN("Enabled", "exchange", "x") "]", "none"},
      {"\"assignedPlans\":[]", "none"},
      {"\"assignedLicenses\":[]", "none"},
      {"\"assignedLicenses\":[{\"skuId\":\"x\"}]", NULL},
      /* of SharePoint, and not in the table: nobody knows */
      {"\"assignedPlans\":[" PLAN("Enabled", "SharePoint", "x") "]", NULL},
      {"\"assignedPlans\":[" PLAN("Odd", "SharePoint", E3) "]", NULL},
      {"\"licenseDetails\":[{\"servicePlans\":[{\"servicePlanName\":"
       "\"SHAREPOINTSTANDARD\",\"provisioningStatus\":"
       "\"PendingActivation\"}]}]", "pending"},
      {"\"licenseDetails\":[{\"servicePlans\":[{\"servicePlanName\":"
       "\"SHAREPOINTWAC\",\"provisioningStatus\":\"Success\"},"
       "{\"servicePlanName\":\"ONEDRIVE_BASIC\",\"provisioningStatus\":"
       "\"Disabled\"}]},{\"servicePlans\":[{\"servicePlanName\":"
       "\"SHAREPOINTDESKLESS\",\"provisioningStatus\":\"Success\"}]}]",
       "enabled"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[1024];
    snprintf(text, sizeof text, "{%s,%s}", UPN, rows[i].member);
    od_facts *facts = read_string(&od_reader_directory, text);
    const od_fact *list = od_facts_find(facts, "directory.users");
    assert_non_null(list);
    const char *got =
        od_json_text(od_json_member(od_json_first(list->value), "plan"));
    if (!got != !rows[i].want || (got && strcmp(got, rows[i].want)))
      fail_msg("%s: %s", rows[i].member, got ? got : "not told");
    od_facts_free(facts);
  }
}

static void licence_details(void **state) {
  static const text_row rows[] = {
      {"{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#"
       "users('jane%40contoso.com')/licenseDetails\",\"value\":[{"
       "\"servicePlans\":[{\"servicePlanName\":\"ONEDRIVESTANDARD\","
       "\"provisioningStatus\":\"Success\"}]}]}",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"plan\":\"enabled\"}]"},
      {"{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#"
       "users('jane%40contoso.com')/licenseDetails\",\"value\":[]}",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"plan\":\"none\"}]"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

static void tables(void **state) {
  static const text_row rows[] = {
      {"userPrincipalName,displayName,accountEnabled\n"
       "jane@contoso.com,\"Doe, Jane\",False\n",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"enabled\":false}]"},
      {"#TYPE Microsoft.Graph.PowerShell.Models.MicrosoftGraphUser\r\n"
       "\"AccountEnabled\";\"UserPrincipalName\";\"DisplayName\"\r\n"
       "\"True\";\"jane@contoso.com\";\"a \"\"b\"\"\r\nc\"\r\n"
       "\"\";\"bob@contoso.com\";\"\"\r\n",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"enabled\":true}]"},
      {"User principal name\tBlock credential\tLicenses\n"
       "jane@contoso.com\tTrue\tUnlicensed\n",
       "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"enabled\":false,\"licences\":0,"
       "\"plan\":\"none\"}]"},
      /* rows of another width say nothing */
      {"userPrincipalName,accountEnabled\njane@contoso.com\n"
       "bob@contoso.com,True\n", "directory.users", "-"},
      {"userPrincipalName,accountEnabled\nbob@contoso.com,True\na,b,c\n"
       "ann@contoso.com,False\n", "directory.users",
       "[{\"user\":\"bob@contoso.com\",\"enabled\":true},"
       "{\"user\":\"ann@contoso.com\",\"enabled\":false}]"},
      /* the last cell may be cut */
      {"displayName,userPrincipalName,mail,accountEnabled\n"
       "Jane,jane@contoso.com,jane@contoso.com,True\n"
       "Bob,bob@contoso.com,,Fals", "directory.users",
       "[{\"user\":\"jane@contoso.com\",\"emails\":[\"jane@contoso.com\"],"
       "\"enabled\":true}]"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    expectation wanted = {rows[i].fact, rows[i].want};
    check_facts(read_string(&od_reader_directory, rows[i].text), &wanted, 1);
  }
}

static void devices(void **state) {
  static const text_row rows[] = {
      {"{\"deviceId\":\"8D9A9C11-0000-4000-8000-0123456789AB\","
       "\"accountEnabled\":true,\"isCompliant\":false,\"isManaged\":true,"
       "\"trustType\":\"ServerAd\",\"displayName\":\"PC1\"}",
       "directory.devices",
       "[{\"id\":\"" ID "\",\"enabled\":true,\"compliant\":false,"
       "\"managed\":true,\"trust\":\"hybrid\"}]"},
      {"{\"deviceId\":\"" ID "\",\"trustType\":\"Workplace\","
       "\"isCompliant\":null}",
       "directory.devices", "[{\"id\":\"" ID "\",\"trust\":\"registered\"}]"},
      {"{\"deviceId\":\"" ID "\",\"trustType\":\"SomethingNew\"}",
       "directory.devices", "[{\"id\":\"" ID "\"}]"},
      {"{\"id\":\"x\",\"azureADDeviceId\":\"" ID "\",\"complianceState\":"
       "\"noncompliant\",\"userPrincipalName\":\"jane@contoso.com\"}",
       "directory.devices", "[{\"id\":\"" ID "\",\"compliant\":false}]"},
      {"{\"azureADDeviceId\":\"" ID "\",\"complianceState\":"
       "\"inGracePeriod\"}",
       "directory.devices", "[{\"id\":\"" ID "\"}]"},
      {"displayName,accountEnabled,joinType (trustType),deviceId,x\n"
       "PC,False,Microsoft Entra registered," ID ",\n",
       "directory.devices",
       "[{\"id\":\"" ID "\",\"enabled\":false,\"trust\":\"registered\"}]"},
      {"\n\nAccountEnabled                : False\n"
       "ApproximateLastSignInDateTime : 10.03.2026 05:00:00\n"
       "DeviceId                      : " ID "\n"
       "TrustType                     : AzureAd\n\n",
       "directory.devices",
       "[{\"id\":\"" ID "\",\"enabled\":false,\"trust\":\"entra\"}]"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

static void domains(void **state) {
  static const text_row rows[] = {
      {"{\"value\":[{\"id\":\"Contoso.com\",\"authenticationType\":"
       "\"Federated\",\"isVerified\":true},{\"id\":\"a.com\","
       "\"authenticationType\":\"Odd\",\"isVerified\":true}]}",
       "directory.domains",
       "[{\"domain\":\"contoso.com\",\"type\":\"federated\"}]"},
      {"{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#"
       "domains('contoso.com')/federationConfiguration\",\"value\":[{"
       "\"issuerUri\":\"http://a\",\"signingCertificate\":\"MII\","
       "\"passiveSignInUri\":\"https://STS.contoso.com:443/adfs/ls\"}]}",
       "directory.domains",
       "[{\"domain\":\"contoso.com\",\"type\":\"federated\",\"host\":"
       "\"sts.contoso.com\"}]"},
      {"{\"NameSpaceType\":\"Managed\",\"DomainName\":\"contoso.com\","
       "\"CloudInstanceName\":\"microsoftonline.com\"}",
       "directory.domains",
       "[{\"domain\":\"contoso.com\",\"type\":\"managed\"}]"},
      {"{\"ver\":\"1.0\",\"account_type\":\"Federated\",\"domain_name\":"
       "\"contoso.com\",\"federation_active_auth_url\":"
       "\"https://sts.contoso.com/adfs/x\",\"cloud_instance_name\":\"m\"}",
       "directory.domains",
       "[{\"domain\":\"contoso.com\",\"type\":\"federated\",\"host\":"
       "\"sts.contoso.com\"}]"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

static void missing(void **state) {
  static const text_row rows[] = {
      {"Get-MgUser : Resource 'jane@contoso.com' " NOT_THERE "\n",
       "directory.missing", "[{\"user\":\"jane@contoso.com\"}]"},
      {"{\"error\":{\"code\":\"Request_ResourceNotFound\",\"message\":"
       "\"Resource 'jane%40contoso.com' " NOT_THERE "\"}}",
       "directory.missing", "[{\"user\":\"jane@contoso.com\"}]"},
      {"C:\\>az rest --url \".../devices?$filter=deviceId eq '" ID "'\"\n"
       "{\"@odata.context\":\"https://x/$metadata#devices\",\"value\":[]}\n",
       "directory.missing", "[{\"device_id\":\"" ID "\"}]"},
      {"GET /devices?$filter=deviceId%20eq%20%27" ID "%27\n[]\n",
       "directory.missing", "[{\"device_id\":\"" ID "\"}]"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

static void service_health(void **state) {
  static const text_row rows[] = {
      {"{\"value\":[{\"id\":\"OD1\",\"classification\":\"incident\","
       "\"service\":\"OneDrive for Business\",\"status\":"
       "\"serviceDegradation\",\"isResolved\":false,\"startDateTime\":"
       "\"2026-03-10T07:30:00Z\",\"endDateTime\":null}]}",
       "service.issues",
       "[{\"issue\":\"OD1\",\"service\":\"OneDrive for Business\",\"class\":"
       "\"incident\",\"status\":\"servicedegradation\",\"resolved\":false,"
       "\"start\":\"2026-03-10T07:30:00Z\"}]"},
      {"{\"value\":[{\"id\":\"SharePoint\",\"service\":\"SharePoint Online\","
       "\"status\":\"serviceOperational\"}]}",
       "service.health",
       "[{\"service\":\"SharePoint Online\",\"status\":"
       "\"serviceoperational\"}]"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

static void foreign(void **state) {
  static const recognition rows[] = {
      {"", 0},
      {"{\"value\":[]}", 0},
      {"[]", 0},
      {"C:\\>az rest --url \"/devices?$filter=displayName eq 'x'\"\n[]\n", 0},
      {"{\"value\":[{" UPN ",\"appDisplayName\":\"OneDrive\",\"status\":"
       "{\"errorCode\":0},\"deviceDetail\":{\"deviceId\":\"" ID "\","
       "\"trustType\":\"\"}}]}", 0},
      {"{" UPN ",\"displayName\":\"Jane\"}", 0},
      {"{\"id\":\"x\",\"displayName\":\"p\",\"state\":\"enabled\","
       "\"conditions\":{\"users\":{\"includeUsers\":[\"All\"]}}}", 0},
      {"Resource '8d9a9c11' " NOT_THERE "\n", 0},
      {"Resource 'jane@contoso.com' was not found\n", 0},
      {"{\"id\":\"INC1\",\"service\":\"VPN\",\"status\":\"resolved\"}", 0},
      {"{\"id\":\"INC1\",\"service\":\"VPN\",\"classification\":\"incident\","
       "\"status\":\"resolved\"}", 0},
      {"             AzureAdJoined : YES\n                  DeviceId : " ID
       "\n", 0},
      {"{" UPN ",\"accountEnabled\":tru", 0},
  };
  (void)state;
  check_recognition(&od_reader_directory, rows, sizeof rows / sizeof *rows);
}

/* What a cut table keeps is what the whole one has. */
static void cut_table(void **state) {
  static const char text[] =
      "displayName;userPrincipalName;mail;accountEnabled;userType\r\n"
      "Jane;jane@contoso.com;jane@contoso.com;False;Member\r\n"
      "Bob;bob@contoso.com;bob@contoso.com;True;Guest\r\n";
  (void)state;
  for (size_t size = 0; size < sizeof text; size++) {
    od_facts *facts = read_bytes(&od_reader_directory, text, size);
    const od_fact *list = od_facts_find(facts, "directory.users");
    const od_json *item = od_json_first(list ? list->value : NULL);
    for (size_t i = 0; item; item = od_json_next(item), i++) {
      const od_json *enabled = od_json_member(item, "enabled");
      assert_true(i < 2);
      assert_string_equal(od_json_text(od_json_member(item, "user")),
                          i ? "bob@contoso.com" : "jane@contoso.com");
      if (enabled) assert_int_equal(od_json_bool(enabled), (int)i);
    }
    od_facts_free(facts);
  }
}

/* Damaged alone: an error with its place; a log of another kind: none. */
static void damaged(void **state) {
  static const struct {
    const char *text;
    od_status want;
  } rows[] = {
      {"{" UPN ",\n\"accountEnabled\":false,\n\"mail\":", OD_EPARSE},
      {"[{\"TenantRestrictionEnabled\": true,, }]", OD_EPARSE},
      {"{" UPN ",\"accountEnabled\":false,\"appDisplayName\":", OD_ENOTFOUND},
      {"{\"a\":", OD_ENOTFOUND},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_facts *facts;
    od_job *job = job_of();
    assert_int_equal(od_facts_read(&facts, "user.json", rows[i].text,
                                   strlen(rows[i].text), job),
                     rows[i].want);
    assert_null(facts);
    if (rows[i].want == OD_EPARSE)
      assert_non_null(strstr(od_error_message(), "user.json"));
    od_job_free(job);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(users),     cmocka_unit_test(plans),
      cmocka_unit_test(licence_details), cmocka_unit_test(tables),
      cmocka_unit_test(devices),   cmocka_unit_test(domains),
      cmocka_unit_test(missing),   cmocka_unit_test(service_health),
      cmocka_unit_test(foreign),   cmocka_unit_test(cut_table),
      cmocka_unit_test(damaged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
