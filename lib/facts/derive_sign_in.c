/* Ages of token and certificate; what the last attempt was about. */
#include <string.h>

#include "core/time.h"
#include "facts/derive.h"
#include "facts/subject.h"

static const char no_time[] =
    "no capture time in the evidence; pass --now";

enum { HOUR_MS = 3600 * 1000, DAY_MS = 24 * HOUR_MS };

/* ---- ages ---- */

/* Milliseconds from the capture to the fact's time; 0 if not known. */
static int from_capture(od_deriver *d, const char *input, const char *name,
                        long long *ms) {
  long long captured, then;
  const od_fact *fact = od_known(d, input);
  if (!fact || !od_time_parse(od_json_view(fact->value), &then)) return 0;
  if (!od_facts_captured(d->facts, &captured)) {
    od_derive_state(d, name, fact, OD_FACT_NOT_ASKED, no_time);
    return 0;
  }
  *ms = then - captured;
  return 1;
}

/* Hours with one decimal, halves away from zero. */
static double hours(long long ms) {
  long long tenths = ms < 0 ? -((-ms + HOUR_MS / 20) / (HOUR_MS / 10))
                            : (ms + HOUR_MS / 20) / (HOUR_MS / 10);
  return (double)tenths / 10;
}

static double whole_days(long long ms) {
  long long days = ms / DAY_MS;
  return (double)(ms % DAY_MS < 0 ? days - 1 : days);
}

static void derive_ages(od_deriver *d) {
  long long ms;
  if (from_capture(d, "device.certificate_expires",
                   "device.certificate_days_left", &ms))
    od_derive_number(d, "device.certificate_days_left",
                     od_known(d, "device.certificate_expires"),
                     whole_days(ms));
  if (from_capture(d, "prt.updated", "prt.age_hours", &ms))
    od_derive_number(d, "prt.age_hours", od_known(d, "prt.updated"),
                     hours(-ms));
  if (from_capture(d, "prt.expires", "prt.hours_left", &ms))
    od_derive_number(d, "prt.hours_left", od_known(d, "prt.expires"),
                     hours(ms));
}

/* ---- the last attempt ---- */

/* "AADSTS50126" in canonical spelling; empty if there is none. */
static void find_aadsts(od_buffer *out, od_view text) {
  size_t at;
  while ((at = od_view_find_nocase(text, "AADSTS")) != OD_NOT_FOUND) {
    size_t digits = 0;
    text = od_view_from(text, at + strlen("AADSTS"));
    while (digits < text.size && od_is_digit(text.data[digits])) digits++;
    if (digits < 4 || digits > 9) continue;
    od_buffer_text(out, "AADSTS");
    od_buffer_view(out, od_view_first(text, digits));
    return;
  }
}

static void derive_aadsts(od_deriver *d) {
  static const char *const inputs[] = {
      "prt.last_attempt.server_error_description",
      "prt.last_attempt.server_error_code", "prt.last_attempt.status"};
  const od_fact *first = NULL;
  od_buffer code = {0};
  for (size_t i = 0; i < 3 && !code.size; i++) {
    const od_fact *input = od_known(d, inputs[i]);
    if (!input) continue;
    if (i < 2) find_aadsts(&code, od_json_view(input->value));
    if (!first || code.size) first = input;
  }
  /* A code or a status proves nothing while the description is not known. */
  int told = od_known(d, inputs[0]) ||
             (od_known(d, inputs[2]) && od_is_absent(d, inputs[0]));
  unsigned long long error;
  const od_fact *transport = od_known(d, "prt.last_attempt.http_error");
  if (!first && transport &&
      od_view_number(od_json_view(transport->value), &error) && error) {
    first = transport; /* nothing was answered */
    told = 1;
  }
  if (code.size)
    od_derive_text(d, "prt.last_attempt.aadsts", first,
                   (od_view){code.data, code.size});
  else if (code.status != OD_OK)
    d->status = od_fail_memory();
  else if (told)
    od_derive_state(d, "prt.last_attempt.aadsts", first, OD_FACT_ABSENT,
                    "the attempt names no such code");
  od_buffer_release(&code);
}

/* 0x80072ee0 to 0x80072fff are the WinHTTP numbers 12000 to 12287. */
static unsigned winhttp_number(unsigned long long error) {
  if (error >= 0x80072ee0u && error <= 0x80072fffu)
    return (unsigned)(error & 0xffffu);
  return error >= 12000 && error < 13000 ? (unsigned)error : 0;
}

static void derive_transport(od_deriver *d) {
  const od_fact *input = od_known(d, "prt.last_attempt.http_error");
  const od_fact *answer = od_known(d, "prt.last_attempt.http_status");
  unsigned long long error;
  if (!input && answer)
    od_derive_state(d, "prt.last_attempt.transport", answer, OD_FACT_ABSENT,
                    "an answer came back");
  if (!input || !od_view_number(od_json_view(input->value), &error)) return;
  unsigned number = winhttp_number(error);
  od_buffer text = {0};
  if (number) {
    od_buffer_format(&text, "%u", number);
    if (text.status != OD_OK) d->status = od_fail_memory();
    od_derive_text(d, "prt.last_attempt.transport", input,
                   (od_view){text.data, text.size});
  } else if (!error) {
    od_derive_state(d, "prt.last_attempt.transport", input, OD_FACT_ABSENT,
                    "the transport reported no error");
  }
  od_buffer_release(&text);
}

static od_view after(od_view text, char mark) {
  size_t at = od_view_find_char(text, mark);
  return at == OD_NOT_FOUND ? od_view_first(text, 0)
                            : od_view_from(text, at + 1);
}

static od_view before(od_view text, char mark) {
  size_t at = od_view_find_char(text, mark);
  return od_view_first(text, at == OD_NOT_FOUND ? 0 : at);
}

/* Two names of one domain are two users; of different domains they may be two
   names of one, in Entra ID and in Active Directory. */
static int surely_others(const od_spelling *a, const od_spelling *b) {
  if (a->kind != b->kind) return 0;
  if (a->kind == OD_SPELLING_SID) return 1;
  if (a->kind == OD_SPELLING_UPN)
    return !od_view_compare_nocase(after(a->text, '@'), after(b->text, '@'));
  return a->kind == OD_SPELLING_DOMAIN &&
         !od_view_compare_nocase(before(a->text, '\\'),
                                 before(b->text, '\\'));
}

static int any_surely_other(const od_identity *a, const od_identity *b) {
  for (size_t i = 0; i < a->count; i++)
    for (size_t j = 0; j < b->count; j++)
      if (surely_others(&a->list[i], &b->list[j])) return 1;
  return 0;
}

static void derive_is_subject(od_deriver *d) {
  const od_fact *input = od_known(d, "prt.last_attempt.user");
  const od_subject *known = od_facts_subject(d->facts);
  od_identity user = {0}, subject = {0};
  if (!input) return;
  d->status = od_identity_add(&user, od_json_view(input->value),
                              od_view_of(NULL));
  if (d->status == OD_OK)
    d->status = od_identity_add(&subject, od_view_of(known->account),
                                od_view_of(known->sid));
  if (d->status == OD_OK) {
    if (od_identity_same(&user, &subject))
      od_derive_bool(d, "prt.last_attempt.is_subject", input, 1);
    else if (any_surely_other(&user, &subject))
      od_derive_bool(d, "prt.last_attempt.is_subject", input, 0);
  }
  od_identity_release(&user);
  od_identity_release(&subject);
}

/* A success after the attempt: what failed then works again. */
static void derive_superseded(od_deriver *d) {
  const char *name = "prt.last_attempt.superseded";
  const od_fact *input = od_known(d, "prt.last_attempt.time");
  long long attempt, success;
  if (!input || !od_time_parse(od_json_view(input->value), &attempt)) return;
  if (od_time_parse(od_text_of(d, "prt.updated"), &success))
    od_derive_bool(d, name, input, success >= attempt);
  else if (od_is_absent(d, "prt.updated"))
    od_derive_bool(d, name, input, 0);
}

/* Where there was no attempt, what is made of it is absent too. */
static int derive_no_attempt(od_deriver *d) {
  static const char *const names[] = {
      "prt.last_attempt.aadsts", "prt.last_attempt.transport",
      "prt.last_attempt.is_subject", "prt.last_attempt.superseded"};
  const od_fact *time = od_facts_find(d->facts, "prt.last_attempt.time");
  if (!od_is_absent(d, "prt.last_attempt.time") ||
      !od_is_absent(d, "prt.last_attempt.status"))
    return 0;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    od_derive_state(d, names[i], time, OD_FACT_ABSENT, time->why);
  return 1;
}

void od_derive_sign_in(od_deriver *d) {
  derive_ages(d);
  if (d->status == OD_OK && derive_no_attempt(d)) return;
  if (d->status == OD_OK) derive_superseded(d);
  if (d->status == OD_OK) derive_aadsts(d);
  if (d->status == OD_OK) derive_transport(d);
  if (d->status == OD_OK) derive_is_subject(d);
}
