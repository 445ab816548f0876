/*
 * What the directory says: users, devices, and objects that it does not have.
 * Names of properties are the same in every language; no secret is looked at,
 * and nothing is kept but what a fact needs.
 */
#include "facts/readers/directory.h"

#include <string.h>

#include "core/buffer.h"
#include "core/time.h"
#include "facts/readers/readers.h"

static const char *const keys[] = {
    "userPrincipalName", "deviceId", "azureADDeviceId", "authenticationType",
    "passiveSignInUri",  "NameSpaceType", "account_type", "isResolved",
    NULL};

/* dsregcmd prints a DeviceId, too. */
#define MARKS                                                               \
  "PrincipalName", "principal name", "DeviceId\"", "deviceId\"", "DeviceId,",\
  "deviceId,", "DeviceId;", "deviceId;", "deviceId eq", "deviceId%20eq",    \
  "ApproximateLast", "approximateLast", "AuthenticationType",               \
  "authenticationType", "SignInUri", "NameSpaceType", "account_type",       \
  "IsResolved", "isResolved", "serviceAnnouncement", "serviceOperational",  \
  "licenseDetails", "metadata#devices"

static const char *const marks[] = {MARKS, NULL};

/* ---- items ---- */

od_item od_item_new(void) { return (od_item){od_json_new_object()}; }

void od_item_put(od_item *item, const char *name, od_json *value) {
  if (item->json && od_json_put(item->json, name, value) == OD_OK) return;
  if (!item->json) od_json_free(value);
  od_json_free(item->json);
  item->json = NULL;
}

void od_item_text(od_item *item, const char *name, od_view text) {
  if (text.size) od_item_put(item, name, od_json_new_text(text));
}

void od_item_lower(od_item *item, const char *name, od_view text) {
  od_buffer lower = {0};
  for (size_t i = 0; i < text.size; i++)
    od_buffer_char(&lower, od_lower(text.data[i]));
  if (lower.status != OD_OK) od_item_put(item, name, NULL);
  else od_item_text(item, name, (od_view){lower.data, lower.size});
  od_buffer_release(&lower);
}

void od_item_bool(od_item *item, const char *name, const od_json *object,
                  const char *from) {
  int truth = od_object_bool(object, from);
  if (truth >= 0) od_item_put(item, name, od_json_new_bool(truth));
}

void od_item_time(od_item *item, const char *name, const od_json *object,
                  const char *from) {
  long long ms;
  char text[32];
  if (!od_object_time(object, from, &ms)) return;
  od_time_format(text, ms);
  od_item_put(item, name, od_json_new_text(od_view_of(text)));
}

int od_object_has_any(const od_json *object, const char *const *names) {
  for (; *names; names++)
    if (od_object_has(object, *names)) return 1;
  return 0;
}

/* ---- users ---- */

static const char *const user_names[] = {
    "accountEnabled", "blockCredential", "assignedLicenses", "assignedPlans",
    "provisionedPlans", "licenseDetails", "lastPasswordChangeDateTime",
    "signInSessionsValidFromDateTime", "refreshTokensValidFromDateTime",
    "onPremisesSyncEnabled", "dirSyncEnabled", "proxyAddresses",
    "businessPhones", "deletedDateTime", NULL};
/* A user is named in these, but they are something else. */
static const char *const not_user[] = {
    "appDisplayName", "errorCode", "initiatedBy", "complianceState",
    "riskLevel", "servicePrincipalName", NULL};

static int is_user(const od_json *json) {
  od_view name = od_object_text(json, "userPrincipalName");
  return od_view_find_char(name, '@') != OD_NOT_FOUND &&
         od_object_has_any(json, user_names) &&
         !od_object_has_any(json, not_user);
}

/* A deleted user's name begins with 32 digits of its id. */
static od_view name_of(od_view name) {
  for (size_t i = 0; i < 32; i++)
    if (i >= name.size || !od_is_hex(name.data[i])) return name;
  return name.size > 32 && name.data[32] != '@' ? od_view_from(name, 32)
                                                : name;
}

/* "SMTP:jane@contoso.com", but no address of another kind. */
static od_view mail_of(od_view text) {
  size_t colon = od_view_find_char(text, ':');
  if (colon != OD_NOT_FOUND) {
    if (!od_view_equal_nocase(od_view_first(text, colon), "smtp"))
      return od_view_first(text, 0);
    text = od_view_from(text, colon + 1);
  }
  return od_view_find_char(text, '@') == OD_NOT_FOUND ? od_view_first(text, 0)
                                                      : text;
}

static int add_mails(od_json *mails, const od_json *value) {
  int cut = 0, done = 1;
  od_json *list = od_object_list(value, &cut);
  const od_json *one = od_json_first(list);
  for (; done && one; one = od_json_next(one)) {
    od_view mail = mail_of(od_json_view(one));
    if (mail.size) done = od_json_add(mails, od_json_new_text(mail)) == OD_OK;
  }
  if (!list) done = 0;
  od_json_free(list);
  return done;
}

static void put_mails(od_item *item, const od_json *json) {
  static const char *const names[] = {"mail", "proxyAddresses", "otherMails"};
  od_json *mails = od_json_new_array();
  int done = mails != NULL;
  for (size_t i = 0; done && i < sizeof names / sizeof *names; i++)
    done = add_mails(mails, od_object_find(json, names[i]));
  if (done && !od_json_first(mails)) {
    od_json_free(mails);
    return;
  }
  if (!done) {
    od_json_free(mails);
    mails = NULL;
  }
  od_item_put(item, "emails", mails);
}

static void put_enabled(od_item *item, const od_json *json) {
  int blocked = od_object_bool(json, "blockCredential");
  if (blocked < 0)
    od_item_bool(item, "enabled", json, "accountEnabled");
  else
    od_item_put(item, "enabled", od_json_new_bool(!blocked));
}

static void put_sessions(od_item *item, const od_json *json) {
  static const char *const names[] = {"signInSessionsValidFromDateTime",
                                      "refreshTokensValidFromDateTime",
                                      "stsRefreshTokensValidFrom"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    long long ms;
    if (!od_object_time(json, names[i], &ms)) continue;
    od_item_time(item, "sessions_valid_from", json, names[i]);
    return;
  }
}

static void put_licences(od_item *item, const od_object *object) {
  const od_json *list = od_object_find(object->json, "assignedLicenses");
  const char *plan = od_directory_plan(object);
  if (od_json_is(list, OD_JSON_ARRAY) &&
      (object->graph || od_json_first(list)))
    od_item_put(item, "licences",
                od_json_new_number((double)od_json_count(list)));
  else if (od_view_equal_nocase(od_object_text(object->json, "licenses"),
                                "Unlicensed"))
    od_item_put(item, "licences", od_json_new_number(0));
  if (plan) od_item_text(item, "plan", od_view_of(plan));
}

static void put_password(od_item *item, const od_json *json) {
  long long ms;
  od_item_time(item, "password_changed", json,
               od_object_time(json, "lastPasswordChangeDateTime", &ms)
                   ? "lastPasswordChangeDateTime"
                   : "lastPasswordChangeTimestamp");
}

static void put_ids(od_item *item, const od_json *json) {
  od_view id = od_object_text(json, "id");
  if (!id.size) id = od_object_text(json, "objectId");
  od_item_text(item, "user",
               name_of(od_object_text(json, "userPrincipalName")));
  put_mails(item, json);
  od_item_lower(item, "id", id);
  od_item_text(item, "sid",
               od_object_text(json, "onPremisesSecurityIdentifier"));
}

static void put_type(od_item *item, const od_json *json) {
  od_view type = od_object_text(json, "userType");
  if (od_view_equal_nocase(type, "Guest"))
    od_item_put(item, "guest", od_json_new_bool(1));
  else if (od_view_equal_nocase(type, "Member"))
    od_item_put(item, "guest", od_json_new_bool(0));
}

static int take_user(od_evidence *e, const od_object *object) {
  const od_json *json = object->json;
  if (!is_user(json)) return 0;
  if (!e) return 1;
  od_item item = od_item_new();
  put_ids(&item, json);
  put_enabled(&item, json);
  if (od_object_text(json, "deletedDateTime").size)
    od_item_put(&item, "deleted", od_json_new_bool(1));
  put_type(&item, json);
  put_licences(&item, object);
  put_password(&item, json);
  put_sessions(&item, json);
  od_evidence_append(e, "directory.users", object->line, item.json);
  return 1;
}

static void put_decoded(od_item *item, od_view text) {
  od_buffer name = {0};
  size_t at = od_view_find_nocase(text, "%40");
  od_buffer_view(&name,
                 od_view_first(text, at == OD_NOT_FOUND ? text.size : at));
  if (at != OD_NOT_FOUND) {
    od_buffer_char(&name, '@');
    od_buffer_view(&name, od_view_from(text, at + 3));
  }
  od_view user = {name.data, name.size};
  if (name.status != OD_OK)
    od_item_put(item, "user", NULL);
  else if (od_view_find_char(user, '@') != OD_NOT_FOUND)
    od_item_text(item, "user", user);
  else
    od_item_lower(item, "id", user);
  od_buffer_release(&name);
}

static int take_licence(od_evidence *e, const od_object *object) {
  /* "…#users('jane%40contoso.com')/licenseDetails": whose licences they are */
  od_view user = od_context_key(object->context, "users('");
  const char *plan;
  if (od_view_find_nocase(od_view_first(object->context, 512),
                          "/licenseDetails") == OD_NOT_FOUND ||
      !user.size)
    return 0;
  if (!e) return 1;
  plan = object->json ? od_directory_plan(object) : "none";
  od_item item = od_item_new();
  put_decoded(&item, user);
  if (plan) od_item_text(&item, "plan", od_view_of(plan));
  od_evidence_append(e, "directory.users", object->line, item.json);
  return 1;
}

/* ---- devices ---- */

static const char *const device_names[] = {
    "trustType", "deviceTrustType", "joinType(trustType)",
    "approximateLastSignInDateTime", "approximateLastLogonTimeStamp",
    "alternativeSecurityIds", "complianceState", "managementType",
    "profileType", NULL};

static od_view device_id(const od_json *json) {
  od_view id = od_object_text(json, "azureADDeviceId");
  return id.size ? id : od_object_text(json, "deviceId");
}

static const char *trust_of(const od_json *json) {
  static const char *const names[] = {"trustType", "deviceTrustType",
                                      "joinType(trustType)"};
  od_view text = od_view_of(NULL);
  for (size_t i = 0; !text.size && i < 3; i++)
    text = od_object_text(json, names[i]);
  if (od_view_equal_nocase(text, "AzureAd") ||
      od_view_ends_nocase(text, "joined"))
    return od_view_starts_nocase(text, "Hybrid") ||
                   od_view_find_nocase(text, " hybrid ") != OD_NOT_FOUND
               ? "hybrid"
               : "entra";
  if (od_view_equal_nocase(text, "ServerAd")) return "hybrid";
  if (od_view_equal_nocase(text, "Workplace") ||
      od_view_ends_nocase(text, "registered"))
    return "registered";
  return NULL;
}

/* Of Intune: what is neither is not known yet, or excused for now. */
static void put_compliance(od_item *item, const od_json *json) {
  od_view state = od_object_text(json, "complianceState");
  if (!state.size) od_item_bool(item, "compliant", json, "isCompliant");
  else if (od_view_equal_nocase(state, "compliant"))
    od_item_put(item, "compliant", od_json_new_bool(1));
  else if (od_view_equal_nocase(state, "noncompliant"))
    od_item_put(item, "compliant", od_json_new_bool(0));
}

static int take_device(od_evidence *e, const od_object *object) {
  const od_json *json = object->json;
  const char *trust;
  if (!od_view_is_guid(device_id(json)) ||
      !od_object_has_any(json, device_names) ||
      od_object_has(json, "appDisplayName"))
    return 0;
  if (!e) return 1;
  od_item item = od_item_new();
  od_item_lower(&item, "id", device_id(json));
  od_item_bool(&item, "enabled", json, "accountEnabled");
  put_compliance(&item, json);
  od_item_bool(&item, "managed", json, "isManaged");
  trust = trust_of(json);
  if (trust) od_item_text(&item, "trust", od_view_of(trust));
  od_item_time(&item, "last_sign_in", json, "approximateLastSignInDateTime");
  od_evidence_append(e, "directory.devices", object->line, item.json);
  return 1;
}

/* ---- what the directory does not have ---- */

#define MESSAGE "Resource '"

/* Of "Resource 'jane@contoso.com' does not exist or one of its …". */
static od_view missing_name(od_view text) {
  od_view none = od_view_first(text, 0);
  text = od_view_from(text, strlen(MESSAGE));
  size_t at = od_view_find_char(text, '\'');
  if (at == OD_NOT_FOUND ||
      !od_view_starts_nocase(od_view_from(text, at),
                             "' does not exist or one of its queried"))
    return none;
  return od_view_first(text, at);
}

/* An id alone may be any object's: only a user's name is proof. */
static int take_missing(od_evidence *e, od_view text, unsigned line) {
  od_view name = missing_name(text);
  int user = od_view_find_char(name, '@') != OD_NOT_FOUND ||
             od_view_find(name, "%40") != OD_NOT_FOUND;
  if (!user) return 0;
  if (!e) return 1;
  od_item item = od_item_new();
  put_decoded(&item, name);
  od_evidence_append(e, "directory.missing", line, item.json);
  return 1;
}

static int take_word(od_view *rest, const char *word) {
  if (!od_view_starts_nocase(*rest, word)) return 0;
  *rest = od_view_from(*rest, strlen(word));
  return 1;
}

static void skip_blanks(od_view *rest) {
  while (take_word(rest, " ") || take_word(rest, "%20") ||
         take_word(rest, "+")) {
  }
}

/* The id of "deviceId eq '…'" in a command or an address. */
static od_view asked_id(od_view asked) {
  od_view rest = od_view_first(asked, 2000);
  size_t at;
  while ((at = od_view_find_nocase(rest, "deviceId")) != OD_NOT_FOUND) {
    rest = od_view_from(rest, at + strlen("deviceId"));
    skip_blanks(&rest);
    if (!take_word(&rest, "eq")) continue;
    skip_blanks(&rest);
    if (!take_word(&rest, "'") && !take_word(&rest, "%27")) continue;
    return od_view_first(rest, 36);
  }
  return od_view_first(rest, 0);
}

/* It was asked for, and an empty collection came back. */
static int take_nothing(od_evidence *e, const od_object *object) {
  od_view id = asked_id(object->asked);
  if (!od_view_is_guid(id) ||
      od_view_find_nocase(object->asked, " and ") != OD_NOT_FOUND)
    return 0;
  if (!e) return 1;
  od_item item = od_item_new();
  od_item_lower(&item, "device_id", id);
  od_evidence_append(e, "directory.missing", object->line, item.json);
  return 1;
}

/* ---- walking ---- */

typedef struct reading {
  od_evidence *e;
  size_t found;
  unsigned gave_up;
  od_status status;
} reading;

static int take_any(od_evidence *e, const od_object *object) {
  if (take_licence(e, object)) return 1;
  if (!object->json) return take_nothing(e, object);
  return take_device(e, object) || take_user(e, object) ||
         od_directory_domain(e, object) || od_directory_health(e, object);
}

static int take(void *user, const od_object *object) {
  reading *r = user;
  int full = r->found == OD_DIRECTORY_ITEMS;
  int found = take_any(full ? NULL : r->e, object);
  if (full && found) r->gave_up = object->line;
  r->found += (size_t)found;
  return r->e ? r->found <= OD_DIRECTORY_ITEMS : !r->found;
}

/* Graph's error holds the same line as what PowerShell and az print. */
static void take_messages(reading *r, const od_text *text) {
  od_view rest = {text->data, text->size};
  unsigned line = 1;
  size_t at;
  while ((r->e || !r->found) &&
         (at = od_view_find(rest, MESSAGE)) != OD_NOT_FOUND) {
    for (size_t i = 0; i < at; i++) line += rest.data[i] == '\n';
    rest = od_view_from(rest, at);
    r->found += (size_t)take_missing(r->e, od_view_first(rest, 400), line);
    rest = od_view_from(rest, 1);
  }
}

static reading walk(const od_text *text, od_evidence *e, od_job *job) {
  reading r = {e, 0, 0, OD_OK};
  od_object_taker taker = {take, &r, keys, marks, &r.gave_up};
  r.status = od_objects_walk(text, job, &taker);
  if (r.status != OD_OK && e)
    od_evidence_append(e, "directory.users", 0, NULL);
  if (e && r.gave_up) od_evidence_warn(e, job, r.gave_up, OD_OBJECTS_GAVE_UP);
  take_messages(&r, text);
  return r;
}

static int recognises(const od_text *text) {
  reading r = walk(text, NULL, NULL);
  return r.status != OD_OK ? -1 : r.found > 0;
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  walk(text, e, job);
}

static const char *const needs[] = {MARKS, MESSAGE, NULL};

const od_reader od_reader_directory = {"directory", recognises, read_text,
                                       needs, NULL};
