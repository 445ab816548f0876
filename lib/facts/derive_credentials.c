/* Stored credentials, counted: chunks of one count as one. */
#include <stdlib.h>
#include <string.h>

#include "facts/derive.h"

static od_view member(const od_json *object, const char *name) {
  return od_json_view(od_json_member(object, name));
}

/* "MicrosoftOffice16_Data:ADAL:id@@@1.000000" without the chunk's number. */
static od_view whole_target(const od_json *credential) {
  od_view target = member(credential, "target");
  size_t at = od_view_find(target, "@@@");
  return at == OD_NOT_FOUND ? target : od_view_first(target, at);
}

static int compare_targets(const void *a, const void *b) {
  return od_view_compare_nocase(*(const od_view *)a, *(const od_view *)b);
}

static size_t count_different(od_view *targets, size_t count) {
  size_t different = 0;
  if (count) qsort(targets, count, sizeof *targets, compare_targets);
  for (size_t i = 0; i < count; i++)
    different += !i || compare_targets(&targets[i - 1], &targets[i]);
  return different;
}

static void count_class(od_deriver *d, const od_fact *input,
                        const char *class_name, const char *name) {
  od_view *targets = NULL;
  size_t count = 0, capacity = 0;
  const od_json *item = od_json_first(input->value);
  for (; item && d->status == OD_OK; item = od_json_next(item)) {
    if (!od_view_equal(member(item, "class"), class_name)) continue;
    if (od_grow((void **)&targets, &capacity, count, sizeof *targets))
      targets[count++] = whole_target(item);
    else
      d->status = od_fail_memory();
  }
  od_derive_number(d, name, input, (double)count_different(targets, count));
  od_free(targets);
}

/* "…OneDrive Cached Credential Business - Business1", not Business10. */
static int is_credential_of(od_view target, od_view account) {
  static const char mark[] = "OneDrive Cached Credential Business - ";
  size_t at = od_view_find_nocase(target, mark);
  if (at == OD_NOT_FOUND) return 0;
  target = od_view_from(target, at + strlen(mark));
  return !od_view_compare_nocase(od_view_trim(target), account);
}

static int has_credential(const od_fact *credentials, od_view account) {
  const od_json *item = od_json_first(credentials->value);
  for (; item; item = od_json_next(item))
    if (is_credential_of(whole_target(item), account)) return 1;
  return 0;
}

static void count_without(od_deriver *d, const od_fact *credentials) {
  const od_fact *accounts = od_facts_find(d->facts, "onedrive.accounts");
  od_json *without = NULL;
  if (!accounts || accounts->state > OD_FACT_ABSENT) return;
  const od_json *item = od_json_first(accounts->value);
  for (; item && d->status == OD_OK; item = od_json_next(item)) {
    od_view account = member(item, "name");
    if (od_view_starts_nocase(account, "Business") &&
        !has_credential(credentials, account))
      od_list_add(d, &without, account);
  }
  od_derive_number(d, "credential.business_accounts_without_credential",
                   credentials, (double)od_json_count(without));
  od_json_free(without);
}

void od_derive_credentials(od_deriver *d) {
  static const char *const classes[][2] = {
      {"onedrive-business", "credential.onedrive_business"},
      {"onedrive-personal", "credential.onedrive_personal"},
      {"office", "credential.office"},
      {"entra-broker", "credential.broker"}};
  const od_fact *input = od_facts_find(d->facts, "credentials");
  if (d->status != OD_OK || !input || input->state > OD_FACT_ABSENT) return;
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    count_class(d, input, classes[i][0], classes[i][1]);
  if (d->status == OD_OK) count_without(d, input);
}
