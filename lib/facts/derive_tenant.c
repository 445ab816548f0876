/* Federation, SharePoint and service health, as far as they touch us. */
#include <string.h>

#include "core/time.h"
#include "facts/derive_directory.h"
#include "facts/readers/directory.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const od_json *first_of(const od_fact *fact) {
  return od_json_first(fact ? fact->value : NULL);
}

static int is_among(od_view text, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (od_view_equal_nocase(text, list[i])) return 1;
  return 0;
}

/* ---- federation ---- */

static int has_domain(const od_identity *who, od_view domain) {
  for (size_t i = 0; i < who->count; i++) {
    size_t at = od_view_find_char(who->list[i].text, '@');
    if (who->list[i].kind == OD_SPELLING_UPN &&
        !od_view_compare_nocase(od_view_from(who->list[i].text, at + 1),
                                domain))
      return 1;
  }
  return 0;
}

typedef struct realm {
  int managed, federated;
  od_view host;     /* of the user's domain */
  od_view any_host; /* of a configuration that names no domain */
  int unclear;      /* there are several of those */
} realm;

static void add_domain(realm *r, const od_json *item, const od_wanted *w) {
  od_view domain = od_member_text(item, "domain");
  od_view type = od_member_text(item, "type");
  od_view host = od_member_text(item, "host");
  if (!domain.size && r->any_host.size &&
      od_view_compare_nocase(r->any_host, host))
    r->unclear = 1;
  if (!domain.size) r->any_host = host;
  if (!domain.size || (!has_domain(&w->subject, domain) &&
                       !has_domain(&w->mails, domain)))
    return;
  r->managed |= od_view_equal(type, "managed");
  r->federated |= od_view_equal(type, "federated");
  if (host.size) r->host = host;
}

/* The attempt went to that server and was not even answered. */
static void derive_failure(od_deriver *d, const realm *r) {
  const od_fact *error = od_known(d, "prt.last_attempt.http_error");
  od_view asked = od_url_host(od_text_of(d, "prt.last_attempt.endpoint"));
  unsigned long long number;
  if (!error || !r->host.size || !asked.size ||
      od_view_compare_nocase(asked, r->host) ||
      !od_view_number(od_json_view(error->value), &number))
    return;
  od_derive_bool(d, "account.federation_failed", error, number != 0);
}

void od_derive_federation(od_deriver *d, const od_wanted *wanted) {
  const char *name = "account.domain_federated";
  const od_fact *domains = od_known(d, "directory.domains");
  const od_json *item = first_of(domains);
  realm r = {0};
  if (d->status != OD_OK || !domains) return;
  for (; item; item = od_json_next(item)) add_domain(&r, item, wanted);
  if (!r.host.size && !r.unclear) r.host = r.any_host;
  if (r.managed && r.federated)
    od_derive_state(d, name, domains, OD_FACT_UNREADABLE,
                    "the exports disagree");
  else if (r.managed || r.federated)
    od_derive_bool(d, name, domains, r.federated);
  else
    od_derive_state(d, name, domains, OD_FACT_NOT_ASKED,
                    "the export does not hold the user's domain");
  if (!r.federated || r.managed) return;
  if (r.host.size)
    od_derive_text(d, "account.federation_host", domains, r.host);
  derive_failure(d, &r);
}

/* ---- SharePoint ---- */

/* The list is of Active Directory's domains: without one none of them fits. */
static void derive_sync(od_deriver *d) {
  const char *name = "sharepoint.device_domain_allowed";
  const od_fact *fact = od_known(d, "sharepoint.sync_restricted");
  int joined = od_truth_of(d, "device.domain_joined");
  if (!fact) return;
  if (!od_json_bool(fact->value))
    od_derive_bool(d, name, fact, 1);
  else if (!joined)
    od_derive_bool(d, name, fact, 0);
  else if (joined > 0)
    od_derive_state(d, name, fact, OD_FACT_NOT_ASKED,
                    "the id of the device's domain is not known; compare "
                    "Get-ADDomain's ObjectGUID with the list");
}

/* 1, 0, or -1 where it is not told. */
static int is_full(const od_json *site) {
  static const char *const room[] = {"normal", "nearing", "critical"};
  od_view state = od_member_text(site, "status");
  const od_json *used = od_json_member(site, "used");
  const od_json *quota = od_json_member(site, "quota");
  if (od_view_equal(state, "exceeded")) return 1;
  if (is_among(state, room, COUNT(room))) return 0;
  if (!used || !quota || od_json_number(quota) <= 0) return -1;
  return od_json_number(used) >= od_json_number(quota);
}

static int is_locked(const od_json *site) {
  static const char *const locks[] = {"noaccess", "readonly", "noadditions"};
  od_view lock = od_member_text(site, "lock");
  if (od_view_equal(lock, "unlock")) return 0;
  return is_among(lock, locks, COUNT(locks)) ? 1 : -1;
}

static od_view id_of(const od_wanted *w) {
  for (size_t i = 0; i < w->users.count; i++) {
    od_view id = od_member_text(w->users.list[i], "id");
    if (id.size) return id;
  }
  return od_view_of(NULL);
}

static int is_his(const od_json *site, const od_wanted *w) {
  od_view id = id_of(w), owner = od_member_text(site, "owner_id");
  return od_item_is(site, &w->subject) || od_item_is(site, &w->mails) ||
         (id.size && !od_view_compare_nocase(id, owner));
}

/* -1 becomes what is told; 1 and 0 together are 2. */
static void note(int *answer, int one) {
  if (one < 0) return;
  *answer = *answer < 0 || *answer == one ? one : 2;
}

static void derive_answer(od_deriver *d, const char *name,
                          const od_fact *input, int answer) {
  if (answer == 2)
    od_derive_state(d, name, input, OD_FACT_UNREADABLE,
                    "the exports disagree");
  else if (answer >= 0)
    od_derive_bool(d, name, input, answer);
}

static void derive_sites(od_deriver *d, const od_wanted *w) {
  const od_fact *sites = od_known(d, "sharepoint.sites");
  const od_json *site = first_of(sites);
  int full = -1, locked = -1, owner = -1;
  od_view id = id_of(w);
  for (; site; site = od_json_next(site)) {
    od_view owner_id = od_member_text(site, "owner_id");
    if (!is_his(site, w)) continue;
    note(&full, is_full(site));
    note(&locked, is_locked(site));
    if (id.size && owner_id.size)
      note(&owner, !od_view_compare_nocase(id, owner_id));
  }
  derive_answer(d, "account.storage_full", sites, full);
  derive_answer(d, "account.site_locked", sites, locked);
  derive_answer(d, "account.site_owner_matches", sites, owner);
}

void od_derive_sharepoint(od_deriver *d, const od_wanted *wanted) {
  if (d->status == OD_OK) derive_sync(d);
  if (d->status == OD_OK) derive_sites(d, wanted);
}

/* ---- service health ---- */

static int concerns_us(const od_json *item) {
  static const char *const names[] = {"SharePoint", "OneDrive", "Entra",
                                      "Azure Active Directory",
                                      "Identity Service"};
  od_view service = od_member_text(item, "service");
  for (size_t i = 0; i < COUNT(names); i++)
    if (od_view_find_nocase(service, names[i]) != OD_NOT_FOUND) return 1;
  return 0;
}

static int is_open(const od_deriver *d, const od_json *issue) {
  const od_json *resolved = od_json_member(issue, "resolved");
  long long start, end, now = 0;
  int timed = od_facts_captured(d->facts, &now);
  if (!od_view_equal(od_member_text(issue, "class"), "incident")) return 0;
  if (timed && od_time_parse(od_member_text(issue, "start"), &start) &&
      start > now)
    return 0;
  if (resolved && !od_json_bool(resolved)) return 1;
  return timed && od_time_parse(od_member_text(issue, "start"), &start) &&
         od_time_parse(od_member_text(issue, "end"), &end) && now < end;
}

/* 1: a service is down; 0: all of ours are well, SharePoint among them. */
static int health(const od_fact *fact) {
  static const char *const well[] = {"serviceoperational", "servicerestored",
                                     "falsepositive",
                                     "postincidentreviewpublished"};
  int sharepoint = 0, all_well = 1;
  const od_json *item = first_of(fact);
  for (; item; item = od_json_next(item)) {
    od_view status = od_member_text(item, "status");
    if (!concerns_us(item)) continue;
    if (od_view_equal(status, "serviceinterruption")) return 1;
    if (!is_among(status, well, COUNT(well))) all_well = 0;
    if (od_view_find_nocase(od_member_text(item, "service"), "SharePoint") !=
        OD_NOT_FOUND)
      sharepoint = 1;
  }
  return sharepoint && all_well ? 0 : -1;
}

void od_derive_health(od_deriver *d) {
  const char *name = "service.incident_open";
  const od_fact *issues = od_known(d, "service.issues");
  const od_fact *states = od_known(d, "service.health");
  const od_json *item = first_of(issues);
  int answer = health(states);
  if (d->status != OD_OK) return;
  for (; item; item = od_json_next(item))
    if (concerns_us(item) && is_open(d, item)) {
      od_derive_bool(d, name, issues, 1);
      return;
    }
  if (answer >= 0)
    od_derive_bool(d, name, states, answer);
  else if (issues || states)
    od_derive_state(d, name, issues ? issues : states, OD_FACT_NOT_ASKED,
                    "the export shows no open incident, and not that all "
                    "is well; export healthOverviews");
}
