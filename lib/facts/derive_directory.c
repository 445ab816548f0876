/* What exports of the directory say of the subject and of the device. */
#include "facts/derive_directory.h"

#include <string.h>

#include "core/time.h"
#include "facts/readers/directory.h"

static const char others[] =
    "the export does not hold the user of this evidence";
static const char beyond[] =
    "the user is not among the first 10000 objects of the export, and more "
    "were not read";
static const char disagree[] = "the exports disagree";

od_view od_member_text(const od_json *item, const char *name) {
  return od_json_view(od_json_member(item, name));
}

/* ---- who it is about ---- */

static int is_spelling(const od_spelling *spelling, od_view text) {
  return text.size && !od_view_compare_nocase(spelling->text, text);
}

static int has_mail(const od_json *item, const od_spelling *spelling) {
  const od_json *mail = od_json_first(od_json_member(item, "emails"));
  for (; mail; mail = od_json_next(mail))
    if (is_spelling(spelling, od_json_view(mail))) return 1;
  return 0;
}

int od_item_is(const od_json *item, const od_identity *who) {
  for (size_t i = 0; i < who->count; i++) {
    const od_spelling *s = &who->list[i];
    if (s->kind == OD_SPELLING_SID &&
        is_spelling(s, od_member_text(item, "sid")))
      return 1;
    if (s->kind == OD_SPELLING_UPN &&
        (is_spelling(s, od_member_text(item, "user")) || has_mail(item, s)))
      return 1;
  }
  return 0;
}

od_status od_matches_add(od_matches *matches, const od_json *item) {
  if (!od_grow((void **)&matches->list, &matches->capacity, matches->count,
               sizeof *matches->list))
    return od_fail_memory();
  matches->list[matches->count++] = item;
  return OD_OK;
}

static void match(od_deriver *d, od_matches *matches, const od_json *list,
                  const od_identity *who) {
  const od_json *item = od_json_first(list);
  for (; d->status == OD_OK && item; item = od_json_next(item))
    if (!who || od_item_is(item, who))
      d->status = od_matches_add(matches, item);
}

static void add_mails(od_deriver *d, od_identity *mails) {
  const od_fact *accounts = od_known(d, "onedrive.accounts");
  const od_json *item = od_json_first(accounts ? accounts->value : NULL);
  for (; d->status == OD_OK && item; item = od_json_next(item))
    if (od_view_starts_nocase(od_member_text(item, "name"), "Business"))
      d->status = od_identity_add(mails, od_member_text(item, "email"),
                                  od_view_of(NULL));
}

static int is_one_user(const od_json *list) {
  const od_json *first = od_json_first(list);
  od_view user = od_member_text(first, "user");
  for (const od_json *item = first; item; item = od_json_next(item))
    if (od_view_compare_nocase(user, od_member_text(item, "user"))) return 0;
  return user.size > 0;
}

/* Where nobody else is named, an export of one user is meant. */
static void find_users(od_deriver *d, od_wanted *w) {
  const od_fact *users = od_known(d, "directory.users");
  const od_json *list = users ? users->value : NULL;
  match(d, &w->users, list, &w->subject);
  if (!w->users.count) match(d, &w->users, list, &w->mails);
  if (!w->subject.count && !w->mails.count && is_one_user(list))
    match(d, &w->users, list, NULL);
}

/* Keeps those that have not the mark. */
static void drop(od_matches *users, const char *mark) {
  size_t kept = 0;
  for (size_t i = 0; i < users->count; i++)
    if (!od_json_bool(od_json_member(users->list[i], mark)))
      users->list[kept++] = users->list[i];
  users->count = kept;
}

/* ---- the user ---- */

/* The first value of a member; *differ: there is another. */
static const od_json *agreed(const od_matches *m, const char *name,
                             int *differ) {
  const od_json *found = NULL;
  *differ = 0;
  for (size_t i = 0; i < m->count; i++) {
    const od_json *value = od_json_member(m->list[i], name);
    if (found && value && !od_json_equal(found, value)) *differ = 1;
    if (!found) found = value;
  }
  return found;
}

static void derive_member(od_deriver *d, const od_matches *m,
                          const od_fact *input, const char *const names[2]) {
  int differ;
  const od_json *value = agreed(m, names[0], &differ);
  if (differ)
    od_derive_state(d, names[1], input, OD_FACT_UNREADABLE, disagree);
  else if (value)
    od_derive_value(d, names[1], input, od_json_copy(value));
}

/* The latest, since an older export is not wrong but old. */
static int latest(const od_matches *m, const char *name, long long *ms) {
  int found = 0;
  for (size_t i = 0; i < m->count; i++) {
    long long one;
    if (!od_time_parse(od_member_text(m->list[i], name), &one)) continue;
    if (!found || one > *ms) *ms = one;
    found = 1;
  }
  return found;
}

/* An export is often made later than the capture, and a new password was then
   an attempt to help: it cannot be why the sign-in failed before. */
static int is_later_than_problem(const od_deriver *d, long long ms) {
  long long problem = d->at;
  if (!d->has_at && !od_facts_captured(d->facts, &problem)) return 0;
  return ms > problem;
}

static void derive_time(od_deriver *d, const od_matches *m,
                        const od_fact *input, const char *const names[3]) {
  long long ms, updated;
  char text[32];
  if (!latest(m, names[0], &ms)) return;
  od_time_format(text, ms);
  od_derive_text(d, names[1], input, od_view_of(text));
  if (!od_time_parse(od_text_of(d, "prt.updated"), &updated)) return;
  if (ms > updated && is_later_than_problem(d, ms))
    od_derive_state(d, names[2], input, OD_FACT_NOT_ASKED,
                    "it was later than the problem; what was before is not "
                    "in the export");
  else
    od_derive_bool(d, names[2], input, ms > updated);
}

static int has_plan(const od_matches *m, const char *plan) {
  for (size_t i = 0; i < m->count; i++)
    if (od_view_equal(od_member_text(m->list[i], "plan"), plan)) return 1;
  return 0;
}

/* Of several licences one with the plan is enough. */
static void derive_plan(od_deriver *d, const od_matches *m,
                        const od_fact *input) {
  const char *name = "account.sharepoint_plan";
  if (has_plan(m, "enabled"))
    od_derive_bool(d, name, input, 1);
  else if (has_plan(m, "pending"))
    od_derive_state(d, name, input, OD_FACT_UNREADABLE,
                    "the plan is assigned but not set up yet");
  else if (has_plan(m, "disabled") || has_plan(m, "none"))
    od_derive_bool(d, name, input, 0);
}

static void derive_account(od_deriver *d, const od_matches *m,
                           const od_fact *input) {
  static const char *const members[][2] = {
      {"enabled", "account.enabled"},
      {"licences", "account.licences"}};
  static const char *const times[][3] = {
      {"password_changed", "account.password_changed",
       "account.password_changed_after_prt"},
      {"sessions_valid_from", "account.sessions_valid_from",
       "account.sessions_revoked_after_prt"}};
  for (size_t i = 0; i < sizeof members / sizeof *members; i++)
    derive_member(d, m, input, members[i]);
  for (size_t i = 0; i < sizeof times / sizeof *times; i++)
    derive_time(d, m, input, times[i]);
  derive_plan(d, m, input);
}

static int is_missing(const od_deriver *d, const od_wanted *w) {
  const od_fact *missing = od_known(d, "directory.missing");
  const od_json *item = od_json_first(missing ? missing->value : NULL);
  for (; item; item = od_json_next(item))
    if (od_item_is(item, &w->subject) || od_item_is(item, &w->mails)) return 1;
  return 0;
}

static void derive_others(od_deriver *d, const od_fact *users) {
  static const char *const names[] = {"account.in_directory",
                                      "account.enabled",
                                      "account.sharepoint_plan"};
  int full = od_json_count(users->value) >= OD_DIRECTORY_ITEMS;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    od_derive_state(d, names[i], users, OD_FACT_NOT_ASKED,
                    full ? beyond : others);
}

static void derive_user(od_deriver *d, od_wanted *w) {
  static const char *const guest[2] = {"guest", "account.guest"};
  const char *name = "account.in_directory";
  const od_fact *users = od_known(d, "directory.users");
  const od_fact *missing = od_known(d, "directory.missing");
  size_t matched = w->users.count;
  int gone = is_missing(d, w);
  drop(&w->users, "deleted");
  if (w->users.count && gone)
    od_derive_state(d, name, users, OD_FACT_UNREADABLE, disagree);
  else if (w->users.count)
    od_derive_bool(d, name, users, 1);
  else if (gone || matched)
    od_derive_bool(d, name, gone ? missing : users, 0);
  else if (users)
    derive_others(d, users);
  derive_member(d, &w->users, users, guest);
  /* A guest's licence and password are those of another organisation. */
  drop(&w->users, "guest");
  if (w->users.count) derive_account(d, &w->users, users);
}

/* ---- the device ---- */

static int has_device(const od_json *list, const char *name, od_view id,
                      od_matches *m, od_status *status) {
  int found = 0;
  const od_json *item = od_json_first(list);
  for (; *status == OD_OK && item; item = od_json_next(item)) {
    if (od_view_compare_nocase(od_member_text(item, name), id)) continue;
    found = 1;
    if (m) *status = od_matches_add(m, item);
  }
  return found;
}

static void derive_device(od_deriver *d) {
  static const char *const members[][2] = {
      {"enabled", "directory.device.enabled"},
      {"compliant", "directory.device.compliant"},
      {"managed", "directory.device.managed"},
      {"trust", "directory.device.trust_type"}};
  const char *name = "directory.device.found";
  const od_fact *devices = od_known(d, "directory.devices");
  const od_fact *missing = od_known(d, "directory.missing");
  od_view id = od_text_of(d, "device.id");
  od_matches m = {NULL, 0, 0};
  if (!id.size) return;
  int there = has_device(devices ? devices->value : NULL, "id", id, &m,
                         &d->status);
  int gone = has_device(missing ? missing->value : NULL, "device_id", id,
                        NULL, &d->status);
  if (there && gone)
    od_derive_state(d, name, devices, OD_FACT_UNREADABLE, disagree);
  else if (there || gone)
    od_derive_bool(d, name, there ? devices : missing, there);
  else if (devices)
    od_derive_state(d, name, devices, OD_FACT_NOT_ASKED,
                    "the export does not hold this device");
  for (size_t i = 0; there && i < sizeof members / sizeof *members; i++)
    derive_member(d, &m, devices, members[i]);
  od_free(m.list);
}

void od_derive_directory(od_deriver *d) {
  od_wanted w = {0};
  const od_subject *known = od_facts_subject(d->facts);
  if (d->status != OD_OK) return;
  d->status = od_identity_add(&w.subject, od_view_of(known->account),
                              od_view_of(known->sid));
  add_mails(d, &w.mails);
  find_users(d, &w);
  if (d->status == OD_OK) derive_user(d, &w);
  if (d->status == OD_OK) derive_device(d);
  od_derive_federation(d, &w);
  od_derive_sharepoint(d, &w);
  od_derive_health(d);
  od_identity_release(&w.subject);
  od_identity_release(&w.mails);
  od_free(w.users.list);
}
