/* The ticket: three lines for the user, then what support asks for. */
#include <string.h>

#include "core/time.h"
#include "report/report.h"

static const char *or_unknown(const char *text) {
  return text ? text : "not in the evidence";
}

/* Exactly three lines, however long: a ticket form folds them itself. */
static void for_the_user(od_buffer *out, const od_diagnosis *d) {
  const od_ranked *first = &d->ranked[0];
  const od_finding *reason = od_report_reason(d, first->cause);
  int found = d->verdict == OD_VERDICT_CAUSE_FOUND;
  od_buffer_format(out, "OneDrive cannot sign in%s%s.\n",
                   *d->code ? ", error " : "", d->code);
  od_buffer_format(out, "%s\n", found ? first->cause->title
                   : d->verdict == OD_VERDICT_NOTHING_FOUND
                       ? "Nothing wrong was found in what was measured."
                       : "The cause is not known yet.");
  if (found && reason && *reason->observation->action)
    od_buffer_format(out, "%s\n", reason->observation->action);
  else if (d->next && *d->next->group->how)
    od_buffer_format(out, "Please run: %s\n", d->next->group->how);
  else
    od_buffer_text(out, "IT will look at it; nothing is to be done now.\n");
}

static const char *client_version(const od_diagnosis *d) {
  return od_report_fact(d, "onedrive.version");
}

/* The last attempt for a token is known to be of another person. */
static int is_anothers(const od_diagnosis *d) {
  const od_fact *mine =
      od_facts_find(d->facts, "prt.last_attempt.is_subject");
  return mine && mine->value && !od_json_bool(mine->value);
}

od_status od_report_ticket(od_buffer *out, const od_diagnosis *d,
                           const od_plan_steps *plan) {
  const od_ranked *first = &d->ranked[0];
  const od_subject *subject = od_facts_subject(d->facts);
  const char *time, *id = od_report_correlation(d, &time);
  const char *attempt = od_report_fact(d, "prt.last_attempt.correlation_id");
  char text[32];
  long long ms;
  (void)plan;
  for_the_user(out, d);
  if (d->has_at) {
    od_time_format(text, d->at);
    time = text;
  } else if (!time && od_facts_captured(d->facts, &ms)) {
    od_time_format(text, ms);
    time = text;
  }
  od_buffer_char(out, '\n');
  od_report_fold(out, "Time (UTC):      ", or_unknown(time));
  od_report_fold(out, "Code:            ", *d->code ? d->code : "not given");
  od_report_fold(out, "User:            ",
                 or_unknown(subject->account ? subject->account
                                             : subject->sid));
  od_report_fold(out, "Tenant:          ",
                 or_unknown(od_report_fact(d, "device.tenant_id")));
  od_report_fold(out, "Device:          ",
                 or_unknown(od_report_fact(d, "device.id")));
  od_report_fold(out, "Correlation id:  ", or_unknown(id));
  if (id && attempt && od_view_compare_nocase(od_view_of(id),
                                              od_view_of(attempt)) &&
      !is_anothers(d))
    od_report_fold(out, "  and (token):   ", attempt);
  od_report_fold(out, "Client version:  ", or_unknown(client_version(d)));
  od_report_fold(out, "Verdict:         ", od_verdict_name(d->verdict));
  if (first->grade <= OD_GRADE_POSSIBLE) {
    od_buffer_format(out, "Cause:           %s, %s\n", first->cause->id,
                     od_grade_name(first->grade));
  }
  return OD_OK;
}
