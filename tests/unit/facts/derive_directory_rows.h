/* Rows of test_derive.c: what exports of the tenant come to. */
#define JANE "{\"user\":\"Jane@Contoso.com\",\"enabled\":"
#define BOB "{\"user\":\"bob@contoso.com\",\"enabled\":"
    {"directory.users=[" BOB "true}," JANE "false}]", "account.enabled",
     "measured false"},
    {"directory.users=[" JANE "false}]", "account.in_directory",
     "measured true"},
    {"directory.users=[" BOB "false}]", "account.enabled", "not-asked"},
    {"directory.users=[" BOB "false}]", "account.in_directory", "not-asked"},
    {"directory.users=[" JANE "false}," JANE "true}]", "account.enabled",
     "unreadable"},
    {"directory.users=[{\"user\":\"j@c.com\",\"emails\":[\"x@c.com\","
     "\"jane@contoso.com\"],\"enabled\":true}]",
     "account.enabled", "measured true"},
    /* by the address of the business account, if nothing else fits */
    {"directory.users=[{\"user\":\"j@f.com\",\"enabled\":true}]|"
     "onedrive.accounts=[{\"name\":\"Business1\",\"email\":\"j@f.com\"}]",
     "account.enabled", "measured true"},
    {"directory.users=[{\"user\":\"j@f.com\",\"enabled\":true}]|"
     "onedrive.accounts=[{\"name\":\"Personal\",\"email\":\"j@f.com\"}]",
     "account.enabled", "not-asked"},
    /* deleted, or asked for in vain */
    {"directory.users=[{\"user\":\"jane@contoso.com\",\"deleted\":true,"
     "\"enabled\":false}]",
     "account.in_directory", "measured false"},
    {"directory.users=[{\"user\":\"jane@contoso.com\",\"deleted\":true,"
     "\"enabled\":false}]",
     "account.enabled", "-"},
    {"directory.missing=[{\"user\":\"jane@contoso.com\"}]",
     "account.in_directory", "measured false"},
    {"directory.missing=[{\"user\":\"bob@contoso.com\"}]",
     "account.in_directory", "-"},
    {"directory.missing=[{\"user\":\"jane@contoso.com\"}]|"
     "directory.users=[" JANE "true}]",
     "account.in_directory", "unreadable"},
    /* a guest's own matters are with another organisation */
    {"directory.users=[{\"user\":\"jane@contoso.com\",\"guest\":true,"
     "\"plan\":\"none\"}]",
     "account.guest", "measured true"},
    {"directory.users=[{\"user\":\"jane@contoso.com\",\"guest\":true,"
     "\"plan\":\"none\"}]",
     "account.sharepoint_plan", "-"},
    /* plans */
#define PLAN(plan) "{\"user\":\"jane@contoso.com\",\"plan\":\"" plan "\"}"
    {"directory.users=[" PLAN("none") "]", "account.sharepoint_plan",
     "measured false"},
    {"directory.users=[" PLAN("none") "," PLAN("enabled") "]",
     "account.sharepoint_plan", "measured true"},
    {"directory.users=[" PLAN("disabled") "," PLAN("pending") "]",
     "account.sharepoint_plan", "unreadable"},
    {"directory.users=[" JANE "true}]", "account.sharepoint_plan", "-"},
    /* times: the latest export is the one to compare */
#define CHANGED(time) \
  "{\"user\":\"jane@contoso.com\",\"password_changed\":\"" time "\"}"
    {"prt.updated=\"2026-11-24T08:00:00Z\"|directory.users=["
     CHANGED("2026-11-24T08:00:01Z") "]",
     "account.password_changed_after_prt", "measured true"},
    {"prt.updated=\"2026-11-24T08:00:00Z\"|directory.users=["
     CHANGED("2026-11-24T08:00:00Z") "]",
     "account.password_changed_after_prt", "measured false"},
    {"prt.updated=\"2026-11-24T08:00:00Z\"|directory.users=["
     CHANGED("2026-11-24T09:00:00Z") "," CHANGED("2026-01-01T09:00:00Z") "]",
     "account.password_changed", "measured \"2026-11-24T09:00:00Z\""},
    {"prt.updated=!absent|directory.users=["
     CHANGED("2026-11-24T09:00:00Z") "]",
     "account.password_changed_after_prt", "-"},
    /* the device */
    {"device.id=\"D1\"|directory.devices=[{\"id\":\"d1\",\"enabled\":false,"
     "\"trust\":\"entra\"}]",
     "directory.device.enabled", "measured false"},
    {"device.id=\"D1\"|directory.devices=[{\"id\":\"d2\",\"enabled\":false}]",
     "directory.device.enabled", "-"},
    {"device.id=\"D1\"|directory.devices=[{\"id\":\"d2\",\"enabled\":false}]",
     "directory.device.found", "not-asked"},
    {"device.id=\"D1\"|directory.missing=[{\"device_id\":\"d1\"}]",
     "directory.device.found", "measured false"},
    {"directory.devices=[{\"id\":\"d1\",\"enabled\":false}]",
     "directory.device.found", "-"},
    /* federation */
#define FEDERATED \
  "{\"domain\":\"contoso.com\",\"type\":\"federated\",\"host\":" \
  "\"sts.contoso.com\"}"
    {"directory.domains=[" FEDERATED "]", "account.domain_federated",
     "measured true"},
    {"directory.domains=[" FEDERATED "]", "account.federation_host",
     "measured \"sts.contoso.com\""},
    {"directory.domains=[" FEDERATED ",{\"domain\":\"contoso.com\",\"type\":"
     "\"managed\"}]",
     "account.domain_federated", "unreadable"},
    {"directory.domains=[{\"domain\":\"f.com\",\"type\":\"managed\"}]",
     "account.domain_federated", "not-asked"},
    {"directory.domains=[{\"domain\":\"contoso.com\",\"type\":\"federated\"},"
     "{\"type\":\"federated\",\"host\":\"a\"}]",
     "account.federation_host", "measured \"a\""},
    {"directory.domains=[{\"domain\":\"contoso.com\",\"type\":\"federated\"},"
     "{\"host\":\"a\"},{\"host\":\"b\"}]",
     "account.federation_host", "-"},
#define ENDPOINT(host) "|prt.last_attempt.endpoint=\"https://" host "/adfs\""
    {"directory.domains=[" FEDERATED "]" ENDPOINT("STS.contoso.com")
     "|prt.last_attempt.http_error=\"0x80072ee7\"",
     "account.federation_failed", "measured true"},
    {"directory.domains=[" FEDERATED "]" ENDPOINT("sts.contoso.com")
     "|prt.last_attempt.http_error=\"0x0\"",
     "account.federation_failed", "measured false"},
    {"directory.domains=[" FEDERATED "]" ENDPOINT("login.microsoftonline.com")
     "|prt.last_attempt.http_error=\"0x80072ee7\"",
     "account.federation_failed", "-"},
    /* SharePoint */
    {"sharepoint.sync_restricted=false", "sharepoint.device_domain_allowed",
     "measured true"},
    {"sharepoint.sync_restricted=true|device.domain_joined=false",
     "sharepoint.device_domain_allowed", "measured false"},
    {"sharepoint.sync_restricted=true|device.domain_joined=true",
     "sharepoint.device_domain_allowed", "not-asked"},
    {"sharepoint.sync_restricted=true", "sharepoint.device_domain_allowed",
     "-"},
#define SITE(members) \
  "sharepoint.sites=[{\"user\":\"jane@contoso.com\"," members "}]"
    {SITE("\"used\":5,\"quota\":5"), "account.storage_full", "measured true"},
    {SITE("\"used\":4,\"quota\":5"), "account.storage_full",
     "measured false"},
    {SITE("\"used\":4,\"quota\":0"), "account.storage_full", "-"},
    {SITE("\"status\":\"critical\",\"used\":9,\"quota\":5"),
     "account.storage_full", "measured false"},
    {SITE("\"lock\":\"noaccess\""), "account.site_locked", "measured true"},
    {SITE("\"lock\":\"new\""), "account.site_locked", "-"},
    {"sharepoint.sites=[{\"user\":\"bob@contoso.com\",\"lock\":"
     "\"noaccess\"}]",
     "account.site_locked", "-"},
    {SITE("\"owner_id\":\"old\"") "|directory.users=[{\"user\":"
     "\"jane@contoso.com\",\"id\":\"new\"}]",
     "account.site_owner_matches", "measured false"},
    {"sharepoint.sites=[{\"owner_id\":\"ID\"}]|directory.users=[{\"user\":"
     "\"jane@contoso.com\",\"id\":\"id\"}]",
     "account.site_owner_matches", "measured true"},
    /* service health */
#define ISSUE(service, class_name, more) \
  "service.issues=[{\"service\":\"" service "\",\"class\":\"" class_name \
  "\"," more "}]"
    {ISSUE("OneDrive for Business", "incident", "\"resolved\":false"),
     "service.incident_open", "measured true"},
    {ISSUE("OneDrive for Business", "advisory", "\"resolved\":false"),
     "service.incident_open", "not-asked"},
    {ISSUE("Exchange Online", "incident", "\"resolved\":false"),
     "service.incident_open", "not-asked"},
    {ISSUE("Microsoft Entra", "incident",
           "\"resolved\":false,\"start\":\"2026-11-24T11:00:00Z\""),
     "service.incident_open", "not-asked"},
    {ISSUE("SharePoint Online", "incident",
           "\"resolved\":true,\"start\":\"2026-11-24T09:00:00Z\",\"end\":"
           "\"2026-11-24T11:00:00Z\""),
     "service.incident_open", "measured true"},
    {"service.health=[{\"service\":\"SharePoint Online\",\"status\":"
     "\"serviceoperational\"}]",
     "service.incident_open", "measured false"},
    {"service.health=[{\"service\":\"SharePoint Online\",\"status\":"
     "\"serviceoperational\"},{\"service\":\"Microsoft Entra\",\"status\":"
     "\"servicedegradation\"}]",
     "service.incident_open", "not-asked"},
    {"service.health=[{\"service\":\"OneDrive\",\"status\":"
     "\"serviceinterruption\"}]",
     "service.incident_open", "measured true"},
    {"directory.users=[{\"user\":\"jane@contoso.com\",\"licences\":2}]",
     "account.licences", "measured 2"},
    {"directory.users=[{\"user\":\"jane@contoso.com\","
     "\"sessions_valid_from\":\"2026-11-24T09:00:00Z\"}]",
     "account.sessions_valid_from", "measured \"2026-11-24T09:00:00Z\""},
    {"prt.updated=\"2026-11-24T08:00:00Z\"|directory.users=[{\"user\":"
     "\"jane@contoso.com\",\"sessions_valid_from\":"
     "\"2026-11-24T09:00:00Z\"}]",
     "account.sessions_revoked_after_prt", "measured true"},
    {"device.id=\"D1\"|directory.devices=[{\"id\":\"d1\",\"compliant\":"
     "true}]",
     "directory.device.compliant", "measured true"},
    {"device.id=\"D1\"|directory.devices=[{\"id\":\"d1\",\"managed\":true}]",
     "directory.device.managed", "measured true"},
    {"device.id=\"D1\"|directory.devices=[{\"id\":\"d1\",\"trust\":"
     "\"entra\"}]",
     "directory.device.trust_type", "measured \"entra\""},
