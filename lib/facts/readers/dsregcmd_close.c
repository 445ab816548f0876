/* What follows from the lines that dsregcmd /status did not print. */
#include "facts/readers/dsregcmd.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char *const token_facts[] = {
    "prt.present", "prt.authority", "prt.updated",
    "prt.expires", "prt.diagnostics", "prt.enterprise_present"};

static const char *const attempt_facts[] = {
    "prt.last_attempt.time",
    "prt.last_attempt.user",
    "prt.last_attempt.status",
    "prt.last_attempt.http_error",
    "prt.last_attempt.http_status",
    "prt.last_attempt.server_error_code",
    "prt.last_attempt.server_error_description",
    "prt.last_attempt.endpoint",
    "prt.last_attempt.correlation_id",
    "prt.last_attempt.credential_type",
    "prt.last_attempt.http_method"};

static const char *const device_facts[] = {
    "device.id", "device.tenant_id", "device.tenant_name",
    "device.auth_status", "device.auth_error", "device.key_provider",
    "device.key_sign_test", "device.tpm_protected",
    "device.certificate_valid_from", "device.certificate_expires",
    "device.mdm_url"};

static const char *const user_facts[] = {
    "device.workplace_joined", "device.workplace_accounts",
    "wam.default_set", "wam.default_authority", "wam.default_id",
    "session.remote", "ngc.set", "proxy.wininet.enabled",
    "proxy.wininet.server", "proxy.wininet.bypass",
    "proxy.wininet.pac_url", "proxy.wininet.auto_detect"};

/* Only what nothing was said about; no line, for there is none. */
static void say(od_dsreg *reading, const char *fact, od_fact_state state,
                const char *why) {
  if (!od_evidence_has(reading->e, fact))
    od_evidence_state(reading->e, fact, state, 0, why);
}

static void say_all(od_dsreg *reading, const char *const *facts, size_t count,
                    od_fact_state state, const char *why) {
  for (size_t i = 0; i < count; i++) say(reading, facts[i], state, why);
}

static int has_ended(const od_dsreg *reading, od_dsreg_section section) {
  return (reading->ended >> section) & 1;
}

static const char *why_missing(const od_dsreg *reading,
                               od_dsreg_section section) {
  if (!((reading->begun >> section) & 1)) return "not printed";
  return has_ended(reading, section) ? "older builds do not print it"
                                     : "the section is cut off";
}

/*
 * WorkplaceJoined = YES without a join of the device itself: its tokens live
 * elsewhere, and SSO State prints NO even where everything works. With
 * AzureAdJoined = YES too (both states), SSO State is the join's own.
 */
int od_dsreg_sso_counts(const od_dsreg *reading) {
  return reading->workplace != OD_YES || reading->entra == OD_YES;
}

/* The fields of an attempt: printed with their values, or not at all. */
static void close_attempt(od_dsreg *reading) {
  int ended = has_ended(reading, OD_DSREG_SSO);
  const char *why = why_missing(reading, OD_DSREG_SSO);
  if (reading->attempt) {
    od_evidence_bool(reading->e, "prt.diagnostics", 0, 1);
    say_all(reading, attempt_facts, COUNT(attempt_facts),
            ended ? OD_FACT_ABSENT : OD_FACT_NOT_ASKED,
            ended ? "not printed with the attempt" : why);
  } else if (ended && reading->prints_attempts) {
    od_evidence_bool(reading->e, "prt.diagnostics", 0, 0);
    say_all(reading, attempt_facts, COUNT(attempt_facts), OD_FACT_ABSENT,
            "no failed attempt after the last success");
  } else {
    say(reading, "prt.diagnostics", OD_FACT_NOT_ASKED, why);
    say_all(reading, attempt_facts, COUNT(attempt_facts), OD_FACT_NOT_ASKED,
            why);
  }
}

static void close_tokens(od_dsreg *reading) {
  if (reading->as_system || !od_dsreg_sso_counts(reading)) {
    const char *why = reading->as_system
                          ? "dsregcmd ran as the system account"
                          : "SSO State does not count on a registered device";
    say_all(reading, token_facts, COUNT(token_facts), OD_FACT_NOT_ASKED, why);
    say_all(reading, attempt_facts, COUNT(attempt_facts), OD_FACT_NOT_ASKED,
            why);
    return;
  }
  if (reading->prt == OD_NO) {
    say(reading, "prt.updated", OD_FACT_ABSENT, "there is no token");
    say(reading, "prt.expires", OD_FACT_ABSENT, "there is no token");
  }
  if (reading->prt != OD_UNSAID || reading->attempt) close_attempt(reading);
  if ((reading->begun >> OD_DSREG_SSO) & 1)
    say_all(reading, token_facts, COUNT(token_facts), OD_FACT_NOT_ASKED,
            why_missing(reading, OD_DSREG_SSO));
}

static void close_device(od_dsreg *reading) {
  if (reading->entra == OD_NO && reading->enterprise != OD_YES)
    say_all(reading, device_facts, COUNT(device_facts), OD_FACT_ABSENT,
            "the device is not joined");
  else if (reading->entra == OD_YES)
    say(reading, "device.auth_status", OD_FACT_NOT_ASKED,
        why_missing(reading, OD_DSREG_DETAILS));
  if (reading->domain == OD_NO)
    say(reading, "device.domain_name", OD_FACT_ABSENT,
        "the device is in no domain");
}

static void close_user(od_dsreg *reading) {
  if (reading->as_system) {
    say_all(reading, user_facts, COUNT(user_facts), OD_FACT_NOT_ASKED,
            "dsregcmd ran as the system account");
    return;
  }
  if (reading->workplace == OD_NO)
    say(reading, "device.workplace_accounts", OD_FACT_ABSENT,
        "no work account is registered");
  say(reading, "session.remote", OD_FACT_NOT_ASKED,
      "not printed once Windows Hello is set up");
  if (reading->task_account)
    say(reading, "session.account", OD_FACT_NOT_ASKED,
        "the account named is that of the diagnostics task");
}

void od_dsreg_close_account(od_dsreg *reading) {
  static const char *const members[] = {"device_id", "tenant_id",
                                        "tenant_name"};
  unsigned line = reading->account[0].line;
  if (!reading->account[0].size) {
    if (!reading->account[1].size) return;
    line = reading->account[1].line;
  }
  od_json *item = od_json_new_object();
  for (size_t i = 0; i < COUNT(members); i++) {
    od_view text = {reading->account[i].text, reading->account[i].size};
    reading->account[i].size = 0;
    if (text.size && item &&
        od_json_put(item, members[i], od_json_new_text(text))) {
      od_json_free(item);
      item = NULL;
    }
  }
  if (reading->as_system)
    od_json_free(item);
  else
    od_evidence_append(reading->e, "device.workplace_accounts", line, item);
}

void od_dsreg_close(od_dsreg *reading) {
  od_dsreg_close_account(reading);
  close_tokens(reading);
  close_device(reading);
  close_user(reading);
}
