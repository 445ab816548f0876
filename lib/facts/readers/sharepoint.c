/*
 * What SharePoint says of the tenant and of a OneDrive: Get-SPOTenant,
 * Get-SPOTenantSyncClientRestriction, Graph's admin/sharepoint/settings,
 * Get-SPOSite, the drive of Graph, the report of OneDrive usage.
 */
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "facts/readers/directory.h"
#include "facts/readers/readers.h"

#define MEGABYTE (1024.0 * 1024)

static const char *const keys[] = {
    "IPAddressEnforcement", "TenantRestrictionEnabled",
    "IsUnmanagedSyncClientForTenantRestricted", "StorageQuota", "LockState",
    "Storage Allocated (Byte)", NULL};

static const char *const marks[] = {
    "IPAddress", "TenantRestrict", "SyncClient", "ForSyncApp", "driveType",
    "DriveType", "LockState", "StorageQuota", "Storage Allocated", NULL};

static const char *const settings[] = {
    "IPAddressEnforcement", "TenantRestrictionEnabled",
    "IsUnmanagedSyncClientForTenantRestricted",
    "isUnmanagedSyncAppForTenantRestricted", "AllowedDomainListForSyncClient",
    "allowedDomainGuidsForSyncApp", NULL};

/* ---- settings of the tenant ---- */

static void read_bool(od_evidence *e, const od_object *object,
                      const char *const *names, const char *fact) {
  for (; *names; names++) {
    int truth = od_object_bool(object->json, *names);
    if (truth < 0) continue;
    od_evidence_bool(e, fact, object->line, truth);
    return;
  }
}

static int compare_views(const void *a, const void *b) {
  return od_view_compare_nocase(*(const od_view *)a, *(const od_view *)b);
}

/* Sorted, so that the order in which it was printed means nothing. */
static od_json *sorted(const od_json *list) {
  size_t count = 0;
  od_view *texts = od_alloc_zero(od_json_count(list) + 1, sizeof *texts);
  od_json *out = texts ? od_json_new_array() : NULL;
  int done = out != NULL;
  const od_json *item = done ? od_json_first(list) : NULL;
  for (; item; item = od_json_next(item)) texts[count++] = od_json_view(item);
  if (count) qsort(texts, count, sizeof *texts, compare_views);
  for (size_t i = 0; done && i < count; i++)
    if (!i || compare_views(&texts[i - 1], &texts[i]))
      done = od_json_add(out, od_json_new_text(texts[i])) == OD_OK;
  od_free(texts);
  if (done) return out;
  od_json_free(out);
  return NULL;
}

static void read_list(od_evidence *e, const od_object *object,
                      const char *const *names, const char *fact) {
  const od_json *value = NULL;
  int cut = 0;
  for (; !value && *names; names++)
    value = od_object_find(object->json, *names);
  if (!od_json_is(value, OD_JSON_ARRAY) && !od_json_is(value, OD_JSON_TEXT))
    return;
  od_json *list = od_object_list(value, &cut);
  if (!list)
    od_evidence_set(e, fact, object->line, NULL);
  else if (cut)
    od_evidence_state(e, fact, OD_FACT_UNREADABLE, object->line,
                      "the list was cut off when it was printed");
  else if (!od_json_first(list))
    od_evidence_state(e, fact, OD_FACT_ABSENT, object->line,
                      "the list is empty");
  else
    od_evidence_set(e, fact, object->line, sorted(list));
  od_json_free(list);
}

/* SPOConditionalAccessPolicyType, which JSON of PowerShell writes as number. */
static void read_access(od_evidence *e, const od_object *object) {
  static const char fact[] = "sharepoint.unmanaged_devices";
  static const char *const names[] = {"AllowFullAccess", "AllowLimitedAccess",
                                      "BlockAccess"};
  static const char *const values[] = {"full", "limited", "blocked"};
  const od_json *value =
      od_object_find(object->json, "ConditionalAccessPolicy");
  double number = od_json_is(value, OD_JSON_NUMBER) ? od_json_number(value)
                                                    : -1;
  if (!value) return;
  for (size_t i = 0; i < 3; i++)
    if (number == (double)i ||
        od_view_equal_nocase(od_view_trim(od_json_view(value)), names[i])) {
      od_evidence_text(e, fact, object->line, od_view_of(values[i]));
      return;
    }
  od_evidence_state(e, fact, OD_FACT_UNREADABLE, object->line,
                    "the policy is another than allow, limit or block");
}

static int take_settings(od_evidence *e, const od_object *object) {
  static const char *const restricted[] = {
      "TenantRestrictionEnabled", "IsUnmanagedSyncClientForTenantRestricted",
      "isUnmanagedSyncAppForTenantRestricted", NULL};
  static const char *const domains[] = {"AllowedDomainList",
                                        "AllowedDomainListForSyncClient",
                                        "allowedDomainGuidsForSyncApp", NULL};
  static const char *const enforced[] = {"IPAddressEnforcement", NULL};
  static const char *const addresses[] = {"IPAddressAllowList", NULL};
  if (!od_object_has_any(object->json, settings)) return 0;
  if (!e) return 1;
  read_bool(e, object, restricted, "sharepoint.sync_restricted");
  read_list(e, object, domains, "sharepoint.sync_domains");
  read_bool(e, object, enforced, "sharepoint.ip_enforced");
  read_list(e, object, addresses, "sharepoint.allowed_ips");
  read_access(e, object);
  return 1;
}

/* ---- somebody's OneDrive ---- */

static void put_number(od_item *item, const char *name, double number) {
  od_item_put(item, name, od_json_new_number(number));
}

static int take_drive(od_evidence *e, const od_object *object) {
  const od_json *quota = od_object_find(object->json, "quota");
  const od_json *owner = od_object_find(object->json, "owner");
  const od_json *user = od_object_find(owner, "user");
  double number;
  if (!od_view_equal_nocase(od_object_text(object->json, "driveType"),
                            "business") ||
      !od_json_is(quota, OD_JSON_OBJECT) || !user)
    return 0;
  if (!e) return 1;
  od_item item = od_item_new();
  od_item_text(&item, "user", od_object_text(user, "email"));
  od_item_lower(&item, "owner_id", od_object_text(user, "id"));
  if (od_object_number(quota, "used", &number))
    put_number(&item, "used", number);
  if (od_object_number(quota, "total", &number))
    put_number(&item, "quota", number);
  od_item_lower(&item, "status", od_object_text(quota, "state"));
  od_evidence_append(e, "sharepoint.sites", object->line, item.json);
  return 1;
}

/* "i:0#.f|membership|jane@contoso.com" */
static od_view without_claim(od_view name) {
  size_t at;
  while ((at = od_view_find_char(name, '|')) != OD_NOT_FOUND)
    name = od_view_from(name, at + 1);
  return name;
}

/* Get-SPOSite counts megabytes. Only a personal site is a OneDrive. */
static int take_site(od_evidence *e, const od_object *object) {
  static const char *const signs[] = {"StorageQuota", "LockState", NULL};
  const od_json *json = object->json;
  double number;
  if (od_view_find_nocase(od_object_text(json, "Url"), "/personal/") ==
          OD_NOT_FOUND ||
      !od_object_has_any(json, signs))
    return 0;
  if (!e) return 1;
  od_item item = od_item_new();
  od_item_text(&item, "user", without_claim(od_object_text(json, "Owner")));
  if (od_object_number(json, "StorageUsageCurrent", &number))
    put_number(&item, "used", number * MEGABYTE);
  if (od_object_number(json, "StorageQuota", &number))
    put_number(&item, "quota", number * MEGABYTE);
  od_item_lower(&item, "lock", od_object_text(json, "LockState"));
  od_evidence_append(e, "sharepoint.sites", object->line, item.json);
  return 1;
}

static int take_usage(od_evidence *e, const od_object *object) {
  const od_json *json = object->json;
  double used, quota;
  if (!od_object_number(json, "Storage Used (Byte)", &used) ||
      !od_object_number(json, "Storage Allocated (Byte)", &quota))
    return 0;
  if (!e) return 1;
  od_item item = od_item_new();
  od_item_text(&item, "user", od_object_text(json, "Owner Principal Name"));
  put_number(&item, "used", used);
  put_number(&item, "quota", quota);
  od_evidence_append(e, "sharepoint.sites", object->line, item.json);
  return 1;
}

/* ---- walking ---- */

typedef struct reading {
  od_evidence *e;
  size_t found;
  unsigned gave_up;
} reading;

static int take_any(od_evidence *e, const od_object *object) {
  return take_settings(e, object) || take_drive(e, object) ||
         take_site(e, object) || take_usage(e, object);
}

static int take(void *user, const od_object *object) {
  reading *r = user;
  int full = r->found == OD_DIRECTORY_ITEMS;
  int found = object->json && take_any(full ? NULL : r->e, object);
  if (full && found) r->gave_up = object->line;
  r->found += (size_t)found;
  return r->e ? r->found <= OD_DIRECTORY_ITEMS : !r->found;
}

static od_status walk(reading *r, const od_text *text, od_job *job) {
  od_object_taker taker = {take, r, keys, marks, &r->gave_up};
  od_status status = od_objects_walk(text, job, &taker);
  if (status != OD_OK && r->e)
    od_evidence_append(r->e, "sharepoint.sites", 0, NULL);
  if (r->e && r->gave_up)
    od_evidence_warn(r->e, job, r->gave_up, OD_OBJECTS_GAVE_UP);
  return status;
}

static int recognises(const od_text *text) {
  reading r = {NULL, 0, 0};
  return walk(&r, text, NULL) != OD_OK ? -1 : r.found > 0;
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  reading r = {e, 0, 0};
  walk(&r, text, job);
}

const od_reader od_reader_sharepoint = {"sharepoint", recognises, read_text};
