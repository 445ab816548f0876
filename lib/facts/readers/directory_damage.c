/* An export that is no JSON any more: better an error than no word. */
#include "facts/readers/directory.h"
#include "facts/readers/lines.h"

#define LOOK_AT (1u << 20)

/* Names that only these exports have; two of a row where one is not enough. */
static const char *const signs[][2] = {
    {"\"userPrincipalName\"", "\"accountEnabled\""},
    {"\"userPrincipalName\"", "\"assignedLicenses\""},
    {"\"userPrincipalName\"", "\"assignedPlans\""},
    {"\"userPrincipalName\"", "\"proxyAddresses\""},
    {"\"approximateLastSignInDateTime\"", ""},
    {"\"azureADDeviceId\"", "\"complianceState\""},
    {"\"authenticationType\"", "\"isVerified\""},
    {"\"passiveSignInUri\"", "\"issuerUri\""},
    {"\"classification\"", "\"isResolved\""},
    {"\"TenantRestrictionEnabled\"", ""},
    {"\"IPAddressEnforcement\"", ""},
    {"\"isUnmanagedSyncAppForTenantRestricted\"", ""}};

static int has(od_view text, const char *name) {
  return !*name || od_view_find_nocase(text, name) != OD_NOT_FOUND;
}

/* Logs of sign-ins name users and devices as well. */
static int looks_like(od_view text) {
  text = od_view_first(text, LOOK_AT);
  if (has(text, "\"appDisplayName\"")) return 0;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (has(text, signs[i][0]) && has(text, signs[i][1])) return 1;
  return 0;
}

od_status od_directory_damage(const char *name, const od_text *text,
                              od_job *job) {
  od_view whole = {text->data, text->size};
  od_view start = whole;
  od_json *value;
  while (start.size && od_is_space(start.data[0]))
    start = od_view_from(start, 1);
  if (!start.size || (start.data[0] != '{' && start.data[0] != '[') ||
      !looks_like(start))
    return OD_OK;
  size_t extent = od_json_extent(start);
  if (extent) whole.size -= start.size - extent;
  od_status status = od_json_parse_for(&value, name, whole, job);
  if (status == OD_OK) od_json_free(value);
  return status;
}
