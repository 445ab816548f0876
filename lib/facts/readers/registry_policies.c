/* OneDrive's policies: values below Policies\Microsoft\OneDrive. */
#include <stdio.h>
#include <string.h>

#include "core/alloc.h"
#include "facts/readers/registry_map.h"

#define POLICIES "software\\policies\\microsoft\\onedrive"

enum { LONGEST_POLICY = 64, MOST_POLICIES = 512, MOST_ITEMS = 10000 };

typedef enum policy_kind {
  VALUE,
  TENANTS, /* a subkey that lists tenant ids */
  TABLE    /* a subkey with a value a tenant */
} policy_kind;

/* As Microsoft writes them, and the hive whose absence counts. */
static const struct policy {
  const char *name;
  od_reg_hive home;
  policy_kind kind;
} policies[] = {
    {"AllowTenantList", OD_REG_MACHINE, TENANTS},
    {"BlockTenantList", OD_REG_MACHINE, TENANTS},
    {"DiskSpaceCheckThresholdMB", OD_REG_MACHINE, TABLE},
    {"DefaultRootDir", OD_REG_USER, TABLE},
    {"DisableCustomRoot", OD_REG_USER, TABLE},
    {"TenantAutoMount", OD_REG_USER, TABLE},
    {"EnableODIgnoreListFromGPO", OD_REG_MACHINE, TABLE},
    {"SilentAccountConfig", OD_REG_MACHINE, VALUE},
    {"DisableAutoConfig", OD_REG_MACHINE, VALUE},
    {"PreventNetworkTrafficPreUserSignIn", OD_REG_MACHINE, VALUE},
    {"EnableAutoStart", OD_REG_USER, VALUE},
    {"DisablePersonalSync", OD_REG_USER, VALUE},
    {"DisableNewAccountDetection", OD_REG_MACHINE, VALUE},
    {"FilesOnDemandEnabled", OD_REG_MACHINE, VALUE},
    {"DehydrateSyncedTeamSites", OD_REG_MACHINE, VALUE},
    {"KFMSilentOptIn", OD_REG_MACHINE, VALUE},
    {"KFMOptInWithWizard", OD_REG_MACHINE, VALUE},
    {"KFMBlockOptIn", OD_REG_MACHINE, VALUE},
    {"KFMBlockOptOut", OD_REG_MACHINE, VALUE},
    {"GPOSetUpdateRing", OD_REG_MACHINE, VALUE},
    {"SharePointOnPremFrontDoorUrl", OD_REG_MACHINE, VALUE},
    {"SharePointOnPremPrioritization", OD_REG_MACHINE, VALUE},
    {"BlockExternalSync", OD_REG_MACHINE, VALUE},
    {"UploadBandwidthLimit", OD_REG_USER, VALUE},
    {"DownloadBandwidthLimit", OD_REG_USER, VALUE},
    {"AutomaticUploadBandwidthPercentage", OD_REG_MACHINE, VALUE},
    {"EnableAutomaticUploadBandwidthManagement", OD_REG_MACHINE, VALUE},
    {"MinDiskSpaceLimitInMB", OD_REG_MACHINE, VALUE},
    {"WarningMinDiskSpaceLimitInMB", OD_REG_MACHINE, VALUE},
    {"LocalMassDeleteFileDeleteThreshold", OD_REG_MACHINE, VALUE},
    {"ForcedLocalMassDeleteDetection", OD_REG_MACHINE, VALUE},
    {"EnableSyncAdminReports", OD_REG_MACHINE, VALUE},
    {"PermitDisablePermissionInheritance", OD_REG_MACHINE, VALUE},
    {"SharedContentDeleteConfirmation", OD_REG_MACHINE, VALUE},
    {"DisableFREAnimation", OD_REG_USER, VALUE},
    {"DisableFirstDeleteDialog", OD_REG_USER, VALUE},
    {"DisableTutorial", OD_REG_USER, VALUE},
    {"EnableHoldTheFile", OD_REG_USER, VALUE},
    {"EnableAllOcsiClients", OD_REG_USER, VALUE},
    {"DisablePauseOnMeteredNetwork", OD_REG_USER, VALUE},
    {"DisablePauseOnBatterySaver", OD_REG_USER, VALUE},
};

enum { POLICIES_KNOWN = sizeof policies / sizeof *policies };

static const struct policy *find_policy(od_view name) {
  for (size_t i = 0; i < POLICIES_KNOWN; i++)
    if (od_view_equal_nocase(name, policies[i].name)) return &policies[i];
  return NULL;
}

/* 0 if the name cannot be one part of a dotted fact name. */
static int write_fact(char out[LONGEST_POLICY + 20], od_view name) {
  const struct policy *known = find_policy(name);
  if (known) name = od_view_of(known->name);
  if (!name.size || name.size > LONGEST_POLICY) return 0;
  for (size_t i = 0; i < name.size; i++)
    if (!od_is_alpha(name.data[i]) && !od_is_digit(name.data[i]) &&
        name.data[i] != '_')
      return 0;
  snprintf(out, LONGEST_POLICY + 20, "onedrive.policy.%.*s", (int)name.size,
           name.data);
  return 1;
}

static void lower_if_guid(char *text) {
  if (!od_reg_is_guid(od_view_of(text))) return;
  for (; *text; text++) *text = od_lower(*text);
}

/* The value as text, also of a number; NULL if it is neither. */
static char *printed(const od_reg_reading *r, const od_reg_value *value,
                     int *failed) {
  unsigned long long number;
  char digits[24];
  *failed = 0;
  if (value->type != OD_REG_BINARY && od_reg_value_number(value, &number)) {
    int size = snprintf(digits, sizeof digits, "%llu", number);
    char *copy = od_copy_text(digits, (size_t)size);
    *failed = !copy;
    return copy;
  }
  char *text = od_reg_text_of(r, value, failed);
  if (!text) return NULL;
  od_reg_hide_secrets(r, text);
  lower_if_guid(text);
  return text;
}

/* As the dictionary wants it; 0 if the value is not of that kind, NULL in
   *out when memory ran out. */
static int policy_value(od_json **out, const od_reg_reading *r,
                        const char *fact, const od_reg_value *value) {
  const od_fact_entry *entry = od_dictionary_find(fact);
  od_fact_type type = entry ? entry->type : OD_TYPE_ANY;
  unsigned long long number;
  int failed, fits = 1;
  *out = NULL;
  if (type == OD_TYPE_ANY && od_reg_list_of(out, r, value)) return 1;
  char *text = printed(r, value, &failed);
  if (!text) return failed;
  if (type == OD_TYPE_ANY && value->type != OD_REG_DWORD &&
      value->type != OD_REG_QWORD)
    type = OD_TYPE_TEXT; /* digits in a text are a text */
  if (type != OD_TYPE_TEXT && od_view_number(od_view_of(text), &number))
    *out = od_json_new_number((double)number);
  else if (type == OD_TYPE_TEXT)
    *out = od_json_new_text(od_view_of(text));
  else
    fits = 0;
  od_free(text);
  return fits;
}

static void map_value(const od_reg_reading *r, const od_reg_value *value) {
  char fact[LONGEST_POLICY + 20];
  od_json *json;
  if (value->deleted || !write_fact(fact, value->name)) return;
  if (od_reg_is_empty(r, value)) { /* switched off, the name left behind */
    od_evidence_state(r->evidence, fact, OD_FACT_ABSENT, value->line,
                      "the value is empty");
  } else if (policy_value(&json, r, fact, value)) {
    od_evidence_set(r->evidence, fact, value->line, json);
  } else {
    od_reg_spoilt(r, fact, value);
  }
}

/* ---- subkeys ---- */

/* The id stands in the name and in the data; either may be something else. */
static od_status add_tenant(od_json *list, const od_reg_reading *r,
                            const od_reg_value *value) {
  int failed = 0;
  char *text = NULL;
  if (od_reg_is_guid(value->name)) {
    text = od_copy_text(value->name.data, value->name.size);
    failed = !text;
  } else {
    text = od_reg_text_of(r, value, &failed);
  }
  if (failed) return OD_ENOMEM;
  if (!text || !*text) {
    od_free(text);
    return OD_OK;
  }
  lower_if_guid(text);
  od_status status = od_json_add(list, od_json_new_text(od_view_of(text)));
  od_free(text);
  return status;
}

/* "<tenant>=<value>" */
static od_status add_entry(od_json *list, const od_reg_reading *r,
                           const od_reg_value *value) {
  int failed;
  char *text = printed(r, value, &failed);
  if (!text) return failed ? OD_ENOMEM : OD_OK;
  od_buffer entry = {0};
  if (od_reg_is_guid(value->name))
    for (size_t i = 0; i < value->name.size; i++)
      od_buffer_char(&entry, od_lower(value->name.data[i]));
  else
    od_buffer_view(&entry, value->name);
  od_buffer_char(&entry, '=');
  od_buffer_text(&entry, text);
  od_free(text);
  od_status status = entry.status;
  od_view view = {entry.data, entry.size};
  if (status == OD_OK) status = od_json_add(list, od_json_new_text(view));
  od_buffer_release(&entry);
  return status;
}

/* NULL if memory ran out; *line is that of the first value. */
static od_json *read_subkey(const od_reg_reading *r, const od_reg_where *where,
                            policy_kind kind, unsigned *line) {
  od_json *out = od_json_new_array();
  od_status status = out ? OD_OK : OD_ENOMEM;
  const od_reg_key *key;
  size_t at = 0, items = 0;
  *line = 0;
  while (status == OD_OK &&
         (key = od_registry_next(r->registry, &at, where))) {
    for (size_t i = 0; status == OD_OK && i < key->count; i++) {
      const od_reg_value *value = &r->registry->values[key->first + i];
      if (value->deleted || value->cut || items++ >= MOST_ITEMS) continue;
      if (!*line) *line = value->line;
      status = kind == TENANTS ? add_tenant(out, r, value)
                               : add_entry(out, r, value);
    }
  }
  if (status == OD_OK) return out;
  od_json_free(out);
  return NULL;
}

static void map_subkey(const od_reg_reading *r, const struct policy *policy,
                       od_reg_hive hive) {
  char fact[LONGEST_POLICY + 20], id[LONGEST_POLICY + 64];
  unsigned line;
  int size = snprintf(id, sizeof id, POLICIES "\\%s", policy->name);
  for (int i = 0; i < size; i++) id[i] = od_lower(id[i]);
  od_reg_where where = od_reg_at(r, hive, 0, id);
  write_fact(fact, od_view_of(policy->name));
  if (od_evidence_has(r->evidence, fact)) return;
  od_json *json = read_subkey(r, &where, policy->kind, &line);
  if (!json || od_json_first(json))
    od_evidence_set(r->evidence, fact, line, json);
  else
    od_json_free(json);
}

/* ---- the keys ---- */

static int is_set_by_machine(const od_reg_reading *r, od_view name) {
  char text[LONGEST_POLICY + 1] = {0};
  od_reg_where where = od_reg_at(r, OD_REG_MACHINE, 0, POLICIES);
  const od_reg_key *key;
  size_t at = 0;
  if (!r->device || name.size > LONGEST_POLICY) return 0;
  memcpy(text, name.data, name.size);
  while ((key = od_registry_next(r->registry, &at, &where))) {
    const od_reg_value *value = od_registry_value(r->registry, key, text);
    if (value && !value->deleted) return 1;
  }
  return 0;
}

static void map_hive(const od_reg_reading *r, od_reg_hive hive) {
  od_reg_where where = od_reg_at(r, hive, 0, POLICIES);
  const od_reg_key *key;
  size_t at = 0, count = 0;
  if (!od_reg_reads(r, hive)) return;
  while ((key = od_registry_next(r->registry, &at, &where)))
    for (size_t i = 0; i < key->count && count < MOST_POLICIES; i++, count++) {
      const od_reg_value *value = &r->registry->values[key->first + i];
      if (hive != OD_REG_USER || !is_set_by_machine(r, value->name))
        map_value(r, value);
    }
  for (size_t i = 0; i < POLICIES_KNOWN; i++)
    if (policies[i].kind != VALUE) map_subkey(r, &policies[i], hive);
}

static void map_missing(const od_reg_reading *r, const struct policy *policy) {
  char fact[LONGEST_POLICY + 20], id[LONGEST_POLICY + 64];
  const char *value = policy->name;
  if (!od_reg_reads(r, policy->home)) return;
  write_fact(fact, od_view_of(policy->name));
  const od_fact_entry *entry = od_dictionary_find(fact);
  if (!entry || strcmp(entry->name, fact)) return; /* nobody asks for it */
  int size = snprintf(id, sizeof id, POLICIES);
  if (policy->kind != VALUE) {
    size = snprintf(id, sizeof id, POLICIES "\\%s", policy->name);
    value = "";
  }
  for (int i = 0; i < size; i++) id[i] = od_lower(id[i]);
  od_reg_where where = od_reg_at(r, policy->home, 0, id);
  od_reg_missing(r, fact, &where, value);
}

/* The machine's policies come first: they win where both speak. */
void od_reg_map_policies(const od_reg_reading *r) {
  map_hive(r, OD_REG_MACHINE);
  map_hive(r, OD_REG_USER);
  for (size_t i = 0; i < POLICIES_KNOWN; i++) map_missing(r, &policies[i]);
}
