/* What the accounts of the client and of Office add up to. */
#include <string.h>

#include "catalog/catalog.h"
#include "facts/derive.h"
#include "facts/subject.h"

static od_view member(const od_json *object, const char *name) {
  return od_json_view(od_json_member(object, name));
}

static int is_business(const od_json *account) {
  return od_view_starts_nocase(member(account, "name"), "Business");
}

/* ---- versions ---- */

static unsigned long long next_number(od_view *version) {
  unsigned long long number = 0;
  size_t i = 0;
  for (; i < version->size && od_is_digit(version->data[i]); i++)
    if (number < 1000000000000000ull)
      number = number * 10 + (unsigned)(version->data[i] - '0');
  *version = od_view_from(*version, i < version->size ? i + 1 : i);
  return number;
}

static int is_newer(od_view a, od_view b) {
  while (a.size || b.size) {
    unsigned long long x = next_number(&a), y = next_number(&b);
    if (x != y) return x > y;
  }
  return 0;
}

static void derive_version(od_deriver *d) {
  const od_fact *input = od_facts_find(d->facts, "onedrive.installations");
  od_view highest = {NULL, 0};
  if (!input) return;
  const od_json *item = od_json_first(input->value);
  for (; item; item = od_json_next(item)) {
    od_view version = member(item, "version");
    if (version.size && (!highest.size || is_newer(version, highest)))
      highest = version;
  }
  if (highest.size)
    od_derive_text(d, "onedrive.version", input, highest);
  else if (input->state == OD_FACT_ABSENT)
    od_derive_state(d, "onedrive.version", input, OD_FACT_ABSENT,
                    "no installation");
}

/* ---- accounts ---- */

/* What is known of the work or school accounts. */
typedef struct accounts {
  const od_fact *input;
  size_t count;      /* different names */
  int all_tenants;   /* each tells its tenant */
  int all_emails;
  od_json *names;    /* texts; NULL: none */
  od_json *tenants;
  od_json *emails;
} accounts;

static void read_accounts(od_deriver *d, accounts *a) {
  const od_json *item = od_json_first(a->input->value);
  for (; item && d->status == OD_OK; item = od_json_next(item)) {
    od_view tenant = member(item, "tenant_id"), email = member(item, "email");
    if (!is_business(item)) continue;
    od_list_add(d, &a->names, member(item, "name"));
    if (tenant.size) od_list_add(d, &a->tenants, tenant);
    else a->all_tenants = 0;
    if (email.size) od_list_add(d, &a->emails, email);
    else a->all_emails = 0;
  }
  a->count = od_json_count(a->names);
}

static void derive_tenants(od_deriver *d, const accounts *a) {
  if (a->count && !a->tenants) return; /* none tells */
  od_json *copy = a->tenants ? od_json_copy(a->tenants) : od_json_new_array();
  od_derive_value(d, "onedrive.tenant_ids", a->input, copy);
}

/* How many of the texts are in the list. */
static size_t count_in(const od_json *texts, const od_json *list) {
  size_t count = 0;
  const od_json *item = od_json_first(texts);
  for (; item; item = od_json_next(item))
    count += (size_t)od_list_has(list, od_json_view(item));
  return count;
}

/* An allow list overrides a block list. */
static void derive_allowed(od_deriver *d, const accounts *a) {
  static const char allow_name[] = "onedrive.policy.AllowTenantList";
  static const char block_name[] = "onedrive.policy.BlockTenantList";
  const od_fact *allow = od_known(d, allow_name);
  const od_fact *block = od_known(d, block_name);
  size_t known = od_json_count(a->tenants);
  if (!known) return;
  if (allow) {
    if (count_in(a->tenants, allow->value) < known)
      od_derive_bool(d, "onedrive.tenant_allowed", allow, 0);
    else if (a->all_tenants)
      od_derive_bool(d, "onedrive.tenant_allowed", allow, 1);
    return;
  }
  /* Microsoft says never to set both, so a block counts if no allow list is
     known; that nothing is blocked needs the allow list looked at. */
  if (block && count_in(a->tenants, block->value))
    od_derive_bool(d, "onedrive.tenant_allowed", block, 0);
  else if (od_is_absent(d, allow_name) &&
           (block || od_is_absent(d, block_name)) && a->all_tenants)
    od_derive_bool(d, "onedrive.tenant_allowed", block ? block : a->input, 1);
}

static void derive_matches_device(od_deriver *d, const accounts *a) {
  od_view tenant = od_text_of(d, "device.tenant_id");
  if (!tenant.size || !a->count) return;
  if (od_list_has(a->tenants, tenant))
    od_derive_bool(d, "onedrive.tenant_matches_device", a->input, 1);
  else if (a->all_tenants)
    od_derive_bool(d, "onedrive.tenant_matches_device", a->input, 0);
}

/* The session's principal names; else the subject's. */
static od_status session_of(const od_deriver *d, od_identity *session) {
  od_view account = od_text_of(d, "session.account");
  const od_subject *subject = od_facts_subject(d->facts);
  if (!account.size) account = od_view_of(subject->account);
  return od_identity_add(session, account, od_view_of(NULL));
}

static void derive_email(od_deriver *d, const accounts *a) {
  od_identity session = {0};
  int names = 0, found = 0;
  if (d->status == OD_OK) d->status = session_of(d, &session);
  for (size_t i = 0; i < session.count; i++) {
    if (session.list[i].kind != OD_SPELLING_UPN) continue;
    names++;
    found |= od_list_has(a->emails, session.list[i].text);
  }
  if (names && a->count && (found || a->all_emails))
    od_derive_bool(d, "onedrive.user_email_matches_session", a->input, found);
  od_identity_release(&session);
}

static void derive_results(od_deriver *d, const od_fact *input) {
  od_json *codes = NULL;
  int told = 0;
  char code[OD_CODE_MAX];
  const od_json *item = od_json_first(input->value);
  for (; item && d->status == OD_OK; item = od_json_next(item)) {
    od_view result = member(item, "last_result");
    unsigned long long number;
    told |= result.size > 0;
    if (od_view_number(result, &number) && !number) continue;
    if (result.size && od_code_canonical(result, code))
      od_list_add(d, &codes, od_view_of(code));
  }
  if (told && d->status == OD_OK) {
    od_derive_value(d, "onedrive.last_results", input,
                    codes ? codes : od_json_new_array());
    codes = NULL;
  }
  od_json_free(codes);
}

static void derive_accounts(od_deriver *d) {
  const od_fact *input = od_facts_find(d->facts, "onedrive.accounts");
  if (!input || input->state > OD_FACT_ABSENT) return;
  accounts a = {.input = input, .all_tenants = 1, .all_emails = 1};
  read_accounts(d, &a);
  if (d->status == OD_OK) {
    od_derive_number(d, "onedrive.business_count", input, (double)a.count);
    derive_tenants(d, &a);
    derive_allowed(d, &a);
    derive_matches_device(d, &a);
    derive_email(d, &a);
    derive_results(d, input);
  }
  od_json_free(a.names);
  od_json_free(a.tenants);
  od_json_free(a.emails);
}

/* ---- Office ---- */

static void derive_identities(od_deriver *d) {
  const od_fact *input = od_facts_find(d->facts, "office.identities");
  od_json *emails = NULL;
  if (!input || input->state > OD_FACT_ABSENT) return;
  const od_json *item = od_json_first(input->value);
  for (; item && d->status == OD_OK; item = od_json_next(item))
    if (member(item, "email").size)
      od_list_add(d, &emails, member(item, "email"));
  od_derive_number(d, "office.identity_emails_distinct", input,
                   (double)od_json_count(emails));
  od_json_free(emails);
}

void od_derive_onedrive(od_deriver *d) {
  if (d->status == OD_OK) derive_version(d);
  if (d->status == OD_OK) derive_accounts(d);
  if (d->status == OD_OK) derive_identities(d);
}
