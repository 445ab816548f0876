#include "repair/plan.h"

#include <stdio.h>
#include <string.h>

#include "core/buffer.h"

#define HOSTS_UNKNOWN \
  "the sign-in hosts were not probed from the user's session"

/* Steps in the order of docs/repair.md; each stops after a verified sign-in. */
static const struct step_kind {
  const char *step;
  const char *causes; /* that call for it, in blanks */
  const char *codes;  /* NULL: for any code */
  const char *target; /* NULL: each affected credential */
  const char *risk;
  const char *changes;
  const char *undo;
  int automatic;
} kinds[] = {
    {"onedrive.restart",
     " credential.stale account.password-changed prt.stale wam.broken"
     " policy.silent-config-latched client.damaged ",
     NULL, "OneDrive of the subject", "low",
     "OneDrive is asked to shut down, is waited for and is started again. "
     "Pending uploads are not known and count as pending.",
     "Nothing to undo.", 1},
    {"prt.refresh", " prt.stale account.password-changed ", NULL,
     "the subject's primary refresh token", "low",
     "The person locks and unlocks the session with the current password.",
     "Nothing to undo.", 0},
    {"credentials.quarantine", " credential.stale account.password-changed ",
     NULL, NULL, "medium",
     "The credential and all its parts are moved to the quarantine; OneDrive "
     "asks the user to sign in again.",
     "The quarantine restores it until it is purged.", 1},
    {"silent-config.unlatch", " policy.silent-config-latched ", NULL,
     "HKCU\\Software\\Microsoft\\OneDrive SilentBusinessConfigCompleted",
     "low",
     "The value that stops silent configuration from running again is taken "
     "away after it was recorded.",
     "The recorded value is written back.", 1},
    {"wam.sign-out",
     " wam.broken account.several-identities account.wrong-tenant ", NULL,
     "the subject's work accounts in Windows", "medium",
     "The person runs Microsoft's signoutofwamaccounts.ps1; Office and Teams "
     "ask for a new sign-in too.",
     "The accounts are signed in again.", 0},
    {"identity-cache.set-aside",
     " account.several-identities account.wrong-tenant credential.stale"
     " account.no-licence ",
     " 0x8004dec5 0x8004deef AADSTS50020 ",
     "OneAuth and IdentityCache of the subject", "high",
     "Both folders are renamed on the same volume while Office and Teams are "
     "closed; Outlook and Teams sign out, too.",
     "The folders get their names back.", 1},
    {"onedrive.unlink",
     " account.several-identities account.wrong-tenant account.site-mismatch ",
     NULL, "the account in OneDrive's settings", "medium",
     "The person unlinks this PC in OneDrive's settings and signs in with "
     "the right account; files stay where they are.",
     "The account is linked again and syncs anew.", 0},
    {"onedrive.reset", " client.damaged ", NULL, "OneDrive of the subject",
     "high",
     "OneDrive forgets its settings and chosen folders and syncs everything "
     "anew; online-only files cannot be reached until the sign-in works.",
     "The chosen folders are chosen again.", 0},
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static int holds_word(const char *words, const char *word) {
  char padded[OD_CODE_MAX + 64];
  snprintf(padded, sizeof padded, " %s ", word);
  return strstr(words, padded) != NULL;
}

/* A cause to act on: likely, by itself or following from one of its layer. */
static int is_cause_to_act_on(const od_ranked *ranked) {
  if (ranked->grade > OD_GRADE_LIKELY && !ranked->consequence_of) return 0;
  if (ranked->grade > OD_GRADE_POSSIBLE) return 0;
  return !ranked->consequence_of ||
         ranked->consequence_of->layer == ranked->cause->layer;
}

static int is_called_for(const od_diagnosis *d, const struct step_kind *kind) {
  if (kind->codes && !holds_word(kind->codes, d->code)) return 0;
  for (size_t i = 0; i < d->ranked_count; i++)
    if (is_cause_to_act_on(&d->ranked[i]) &&
        holds_word(kind->causes, d->ranked[i].cause->id))
      return 1;
  return 0;
}

/* With the path to the cloud broken a new sign-in could not succeed. */
static int path_is_broken(const od_diagnosis *d) {
  for (size_t i = 0; i < d->ranked_count; i++)
    if (od_ranked_leads(&d->ranked[i]) &&
        d->ranked[i].cause->layer <= OD_LAYER_TLS)
      return 1;
  return 0;
}

static void hash_text(unsigned long long *hash, const char *text) {
  for (const char *c = text ? text : "";; c++) {
    *hash = (*hash ^ (unsigned char)*c) * 1099511628211ULL; /* FNV-1a */
    if (!*c) return;
  }
}

static od_status add_step(od_plan_steps *plan, const od_diagnosis *d,
                          const struct step_kind *kind, od_view target) {
  od_plan_step *step = &plan->list[plan->count];
  *step = (od_plan_step){.step = kind->step,
                         .target = od_arena_text(&plan->arena, target.data,
                                                 target.size),
                         .risk = kind->risk,
                         .changes = kind->changes,
                         .undo = kind->undo,
                         .automatic = kind->automatic,
                         .blocked_by = kind->automatic ? HOSTS_UNKNOWN : NULL};
  if (!step->target) return od_fail_memory();
  const od_subject *subject = od_facts_subject(d->facts);
  unsigned long long hash = 14695981039346656037ULL;
  hash_text(&hash, step->step);
  hash_text(&hash, step->target);
  hash_text(&hash, step->changes);
  hash_text(&hash, subject->account);
  hash_text(&hash, subject->sid);
  snprintf(step->fingerprint, sizeof step->fingerprint, "%016llx", hash);
  plan->count++;
  return OD_OK;
}

/* Parts "@@@1.000000" of one credential are one set with its base name. */
static od_view base_target(od_view target) {
  size_t at = od_view_find(target, "@@@");
  return at == OD_NOT_FOUND ? target : od_view_first(target, at);
}

static int is_planned(const od_plan_steps *plan, const char *step,
                      od_view target) {
  for (size_t i = 0; i < plan->count; i++)
    if (!strcmp(plan->list[i].step, step) &&
        od_view_equal(target, plan->list[i].target))
      return 1;
  return 0;
}

static const od_json *credentials_of(const od_diagnosis *d) {
  const od_fact *fact = od_facts_find(d->facts, "credentials");
  return fact && fact->state == OD_FACT_MEASURED ? fact->value : NULL;
}

static od_status add_credentials(od_plan_steps *plan, const od_diagnosis *d,
                                 const struct step_kind *kind) {
  const od_json *item = od_json_first(credentials_of(d));
  for (; item; item = od_json_next(item)) {
    od_view class_name = od_json_view(od_json_member(item, "class"));
    od_view action = od_json_view(od_json_member(item, "action"));
    od_view target =
        base_target(od_json_view(od_json_member(item, "target")));
    if (!od_view_equal(action, "quarantine") ||
        !od_view_equal(class_name, "onedrive-business") ||
        is_planned(plan, kind->step, target))
      continue;
    od_status status = add_step(plan, d, kind, target);
    if (status != OD_OK) return status;
  }
  return OD_OK;
}

od_status od_plan_build(od_plan_steps *plan, const od_diagnosis *d) {
  *plan = (od_plan_steps){0};
  if (path_is_broken(d)) return OD_OK;
  size_t room = KIND_COUNT + od_json_count(credentials_of(d));
  plan->list = od_arena_alloc(&plan->arena, room * sizeof *plan->list);
  od_status status = plan->list ? OD_OK : od_fail_memory();
  for (size_t i = 0; status == OD_OK && i < KIND_COUNT; i++) {
    const struct step_kind *kind = &kinds[i];
    if (!is_called_for(d, kind)) continue;
    status = kind->target
                 ? add_step(plan, d, kind, od_view_of(kind->target))
                 : add_credentials(plan, d, kind);
  }
  if (status != OD_OK) od_plan_release(plan);
  return status;
}

void od_plan_release(od_plan_steps *plan) {
  od_arena_free(&plan->arena);
  *plan = (od_plan_steps){0};
}
