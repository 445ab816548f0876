#include <string.h>

#include "facts/claims.h"
#include "facts/derive.h"

static od_status write_sources(od_facts *facts, const od_claims *claims) {
  od_status status = OD_OK;
  for (size_t i = 0; status == OD_OK && i < claims->source_count; i++)
    status = od_facts_add_source(facts, claims->sources[i]->source);
  return status;
}

static void note_time(od_facts *facts, long long ms) {
  if (!facts->has_captured || ms > facts->captured) facts->captured = ms;
  facts->has_captured = 1;
}

/* A message tells when it was shown, not when the rest was captured. */
static int is_message(const od_source *source) {
  return !strcmp(source->kind, "dialog");
}

static int only_messages(const od_facts *part) {
  size_t s = 0;
  while (s < part->source_count && is_message(&part->sources[s])) s++;
  return part->source_count && s == part->source_count;
}

/* The latest time that the evidence tells, else "now". Messages tell it only
   where there is nothing else. */
static void write_time(od_facts *facts, const od_facts *const *parts,
                       size_t count, const od_join *how) {
  size_t messages = 0;
  for (size_t i = 0; i < count; i++) messages += only_messages(parts[i]) != 0;
  for (size_t i = 0; i < count; i++) {
    if (messages < count && only_messages(parts[i])) continue;
    if (parts[i]->has_captured) note_time(facts, parts[i]->captured);
    for (size_t s = 0; s < parts[i]->source_count; s++)
      if (parts[i]->sources[s].has_captured &&
          (messages == count || !is_message(&parts[i]->sources[s])))
        note_time(facts, parts[i]->sources[s].captured);
  }
  if (!facts->has_captured && how && how->has_now)
    note_time(facts, how->now);
}

static od_status write_subject(od_facts *facts, const od_identity *subject) {
  od_buffer account = {0};
  od_identity_account(&account, subject);
  od_view text = {account.data, account.size};
  od_status status =
      account.status == OD_OK
          ? od_facts_set_subject(facts, text, od_identity_sid(subject),
                                 subject->found_by)
          : od_fail_memory();
  od_buffer_release(&account);
  return status;
}

static od_status write_facts(od_facts *facts, const od_claims *claims,
                             const od_join *how) {
  od_status status = od_claims_resolve(facts, claims, 0);
  od_facts_seal(facts);
  if (status == OD_OK) status = od_claims_resolve(facts, claims, 1);
  if (status == OD_OK) status = od_derive(facts, how);
  od_facts_seal(facts);
  return status;
}

static od_status join(od_facts *facts, const od_facts *const *parts,
                      size_t count, const od_join *how) {
  od_choice choice;
  od_claims claims = {0};
  od_status status =
      od_choose(&choice, parts, count, how ? how->user : NULL);
  if (status != OD_OK) return status;
  status = od_claims_collect(&claims, parts, count, &choice);
  if (status == OD_OK) status = write_sources(facts, &claims);
  if (status == OD_OK) status = write_subject(facts, &choice.subject);
  if (status == OD_OK) {
    write_time(facts, parts, count, how);
    status = write_facts(facts, &claims, how);
  }
  od_claims_release(&claims);
  od_choice_release(&choice);
  return status;
}

od_status od_facts_join(od_facts **out, const od_facts *const *parts,
                        size_t count, const od_join *how) {
  *out = NULL;
  od_facts *facts = od_facts_new();
  if (!facts) return od_fail_memory();
  od_status status = join(facts, parts, count, how);
  if (status == OD_OK)
    *out = facts;
  else
    od_facts_free(facts);
  return status;
}

od_status od_facts_merge(od_facts **out, const od_facts *a,
                         const od_facts *b) {
  const od_facts *parts[2] = {a, b};
  od_error_clear();
  return od_facts_join(out, parts, 2, NULL);
}
