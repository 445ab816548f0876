/* Which licences hold a plan that OneDrive lives on. */
#include <string.h>

#include "facts/readers/directory.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Of Microsoft's list of products and service plans. */
static const char *const plan_ids[] = {
    "13696edf-5a08-49f6-8134-03083ed8ba30", /* ONEDRIVESTANDARD */
    "afcafa6a-d966-4462-918c-ec0b4e0fe642", /* ONEDRIVEENTERPRISE */
    "da792a53-cbc0-4184-a10d-e544dd34b3c1", /* ONEDRIVE_BASIC */
    "98709c2e-96b5-4244-95f5-a0ebe139fb8a", /* ONEDRIVE_BASIC_GOV */
    "c7699d2e-19aa-44de-8edf-1736da088ca1", /* SHAREPOINTSTANDARD */
    "0a4983bb-d3e5-4a09-95d8-b2d0127b3df5", /* SHAREPOINTSTANDARD_EDU */
    "5dbe027f-2339-4123-9542-606e4d348a72", /* SHAREPOINTENTERPRISE */
    "63038b2c-28d0-45f6-bc36-33062963b498", /* SHAREPOINTENTERPRISE_EDU */
    "153f85dd-d912-4762-af6c-d6e0fb4f6692", /* SHAREPOINTENTERPRISE_GOV */
    "6b5b6a67-fc72-4a1f-a2b5-beecf05de761", /* …_MIDMARKET */
    "902b47e5-dcb2-4fdc-858b-c63a90a2bdb9", /* SHAREPOINTDESKLESS */
    "b1aeb897-3a19-46e2-8c27-a609413cf193"}; /* SHAREPOINTDESKLESS_GOV */

static const char *const plan_names[] = {
    "ONEDRIVE", "SHAREPOINTSTANDARD", "SHAREPOINTENTERPRISE",
    "SHAREPOINTDESKLESS", "SHAREPOINTLITE"};

/* They share the service's name and hold no storage for OneDrive. */
static const char *const other_ids[] = {
    "e95bec33-7c88-4a70-8e19-b10bd9d0c014",  /* SHAREPOINTWAC */
    "e03c7e47-402c-463c-ab25-949079bedb21"}; /* SHAREPOINTWAC_EDU */

/* In order of strength: of several plans the best one counts. */
typedef enum plan {
  PLAN_NONE, PLAN_DISABLED, PLAN_PENDING, PLAN_UNKNOWN, PLAN_ENABLED
} plan;

static int is_among(od_view text, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (od_view_equal_nocase(text, list[i])) return 1;
  return 0;
}

/* 1: one of ours; 0: another; -1: of our service, but not in the list. */
static int is_ours(const od_json *entry) {
  od_view id = od_object_text(entry, "servicePlanId");
  od_view name = od_object_text(entry, "servicePlanName");
  od_view service = od_object_text(entry, "service");
  if (is_among(id, plan_ids, COUNT(plan_ids))) return 1;
  if (is_among(id, other_ids, COUNT(other_ids))) return 0;
  for (size_t i = 0; i < COUNT(plan_names); i++)
    if (od_view_starts_nocase(name, plan_names[i])) return 1;
  return !name.size && od_view_equal_nocase(service, "SharePoint") ? -1 : 0;
}

static plan state_of(const od_json *entry) {
  static const char *const on[] = {"Enabled", "Warning", "Success"};
  static const char *const off[] = {"Disabled", "Deleted", "Suspended",
                                    "LockedOut"};
  od_view state = od_object_text(entry, "capabilityStatus");
  od_view done = od_object_text(entry, "provisioningStatus");
  if (!state.size) state = done;
  if (od_view_starts_nocase(state, "Pending")) return PLAN_PENDING;
  if (is_among(state, off, COUNT(off))) return PLAN_DISABLED;
  if (!is_among(state, on, COUNT(on))) return PLAN_UNKNOWN;
  return od_view_starts_nocase(done, "Pending") ? PLAN_PENDING : PLAN_ENABLED;
}

static plan better(plan a, plan b) { return a > b ? a : b; }

static plan plan_in(const od_json *list) {
  plan best = PLAN_NONE;
  const od_json *entry = od_json_first(list);
  for (; entry; entry = od_json_next(entry)) {
    int ours = is_ours(entry);
    plan state = ours ? state_of(entry) : PLAN_NONE;
    best = better(best, ours < 0 && state != PLAN_DISABLED && state
                            ? PLAN_UNKNOWN
                            : state);
  }
  return best;
}

/* Only Graph's own answer shows that an empty list was asked for. */
static int tells(const od_object *user, const od_json *list) {
  return od_json_is(list, OD_JSON_ARRAY) &&
         (user->graph || od_json_first(list));
}

static plan plan_of_licences(const od_json *licences) {
  plan best = PLAN_NONE;
  const od_json *item = od_json_first(licences);
  for (; item; item = od_json_next(item))
    best = better(best, plan_in(od_object_find(item, "servicePlans")));
  return best;
}

static plan plan_of(const od_object *user) {
  static const char *const lists[] = {"assignedPlans", "servicePlans"};
  const od_json *list = od_object_find(user->json, "licenseDetails");
  if (tells(user, list)) return plan_of_licences(list);
  for (size_t i = 0; i < COUNT(lists); i++) {
    list = od_object_find(user->json, lists[i]);
    if (tells(user, list)) return plan_in(list);
  }
  list = od_object_find(user->json, "assignedLicenses");
  if (tells(user, list) && !od_json_first(list)) return PLAN_NONE;
  if (od_view_equal_nocase(od_object_text(user->json, "licenses"),
                           "Unlicensed"))
    return PLAN_NONE;
  return PLAN_UNKNOWN;
}

const char *od_directory_plan(const od_object *user) {
  switch (plan_of(user)) {
    case PLAN_NONE: return "none";
    case PLAN_DISABLED: return "disabled";
    case PLAN_PENDING: return "pending";
    case PLAN_ENABLED: return "enabled";
    default: return NULL;
  }
}
