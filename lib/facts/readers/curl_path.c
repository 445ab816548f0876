/* A run of curl as paths of the fact network.paths. */
#include <stdio.h>
#include <string.h>

#include "core/time.h"
#include "facts/readers/curl.h"

static const char fact[] = "network.paths";

/* ---- members: the object becomes NULL where memory runs out ---- */

static void put(od_json **object, const char *name, od_json *value) {
  if (*object && od_json_put(*object, name, value) == OD_OK) return;
  if (!*object) od_json_free(value);
  od_json_free(*object);
  *object = NULL;
}

static void put_text(od_json **object, const char *name, od_view text) {
  if (text.size) put(object, name, od_json_new_text(text));
}

static void put_number(od_json **object, const char *name, double number) {
  if (number >= 0) put(object, name, od_json_new_number(number));
}

static void put_truth(od_json **object, const char *name, int truth) {
  if (truth >= 0) put(object, name, od_json_new_bool(truth));
}

/* ---- times ---- */

static int month_of(od_view word) {
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  for (int i = 0; word.size == 3 && i < 12; i++)
    if (!memcmp(months + 3 * i, word.data, 3)) return i + 1;
  return 0;
}

/* Reads the words of a time in their order, the letter telling each. */
static int time_of_words(od_view text, const char *order, long long *ms) {
  char iso[40];
  od_view word, clock = {"", 0};
  unsigned day = 0, year = 0;
  int month = 0;
  for (; *order; order++) {
    word = od_curl_word(&text);
    if (*order == 'd' && !od_curl_number(&word, &day)) return 0;
    if (*order == 'm' && !(month = month_of(word))) return 0;
    if (*order == 'y' && !od_curl_number(&word, &year)) return 0;
    if (*order == 't') clock = word;
  }
  if (clock.size != 8 || day > 31 || year > 9999) return 0;
  snprintf(iso, sizeof iso, "%04u-%02d-%02uT%.8sZ", year, month, day,
           clock.data);
  return od_time_parse(od_view_of(iso), ms);
}

/* "Tue, 10 Mar 2026 09:12:31 GMT". */
static int time_of_header(od_view text, long long *ms) {
  return time_of_words(text, "wdmyt", ms);
}

/* "Nov 23 21:11:28 2028 GMT", of Schannel "2028-11-23 21:11:28 GMT". */
static int time_of_certificate(od_view text, long long *ms) {
  text = od_view_trim(text);
  if (text.size >= 19 && od_is_digit(text.data[0]))
    return od_time_parse(od_view_first(text, 19), ms);
  return time_of_words(text, "mdty", ms);
}

static void put_time(od_json **object, const char *name, int known,
                     long long ms) {
  char text[32];
  if (!known) return;
  od_time_format(text, ms);
  put_text(object, name, od_view_of(text));
}

/* ---- TLS ---- */

static int is_certificate_fault(od_curl_fault fault) {
  return fault >= OD_CURL_UNTRUSTED && fault <= OD_CURL_WRONG_NAME;
}

static int was_answered(const od_curl_run *run) {
  return run->status > 0 && run->exit_code <= 0;
}

/* By the system's own list; curl may have brought another. */
static int trusted_by_system(const od_curl_run *run) {
  if (run->own_store) return -1;
  if (run->trusted >= 0) return run->trusted;
  if (run->fault == OD_CURL_UNTRUSTED || run->fault == OD_CURL_REVOKED)
    return 0;
  return run->schannel && was_answered(run) && !run->unchecked ? 1 : -1;
}

static int name_matches(const od_curl_run *run) {
  if (run->name_matches >= 0) return run->name_matches;
  if (run->fault == OD_CURL_WRONG_NAME) return 0;
  return was_answered(run) && !run->unchecked &&
                 trusted_by_system(run) == 1
             ? 1
             : -1;
}

static od_json *new_tls(const od_curl_run *run) {
  od_json *tls = od_json_new_object();
  long long ms = 0;
  int known = time_of_certificate(run->expires, &ms);
  put_text(&tls, "version", run->version);
  put_text(&tls, "cipher", run->cipher);
  put_text(&tls, "http", run->http);
  put_text(&tls, "issuer", od_view_first(run->issuer, 200));
  put_time(&tls, "expires", known, ms);
  put_truth(&tls, "name_matches", name_matches(run));
  put_truth(&tls, "trusted_by_system", trusted_by_system(run));
  if (run->fault == OD_CURL_EXPIRED || run->fault == OD_CURL_NOT_YET_VALID)
    put_truth(&tls, "in_date", 0);
  else if (run->fault == OD_CURL_REVOCATION)
    put_truth(&tls, "revocation_reached", 0);
  return tls;
}

/* An issuer that the list of curl's own refuses is no public one. */
static int inspected(const od_curl_run *run) {
  int trusted = run->trusted >= 0 ? run->trusted : trusted_by_system(run);
  if (is_certificate_fault(run->fault)) trusted = 0;
  return od_curl_inspected(run->host, run->issuer, trusted);
}

/* ---- the path ---- */

static void put_proxy(od_json **path, const od_curl_run *run) {
  char text[280];
  if (!run->proxy_host.size || !od_curl_by_proxy(run)) return;
  snprintf(text, sizeof text, "%.*s:%u", (int)run->proxy_host.size,
           run->proxy_host.data, run->proxy_port);
  put_text(path, "proxy",
           run->proxy_port ? od_view_of(text) : run->proxy_host);
}

static int is_ipv6(od_view address) {
  return od_view_find_char(address, ':') != OD_NOT_FOUND;
}

static void put_address(od_json **path, od_view address) {
  if (!address.size) return;
  put_number(path, "family", is_ipv6(address) ? 6 : 4);
  put_text(path, "address", address);
}

static void put_schemes(od_json **path, const od_curl_run *run) {
  static const char *const names[] = {"basic", "digest", "ntlm", "negotiate",
                                      "other"};
  od_json *list = run->schemes ? od_json_new_array() : NULL;
  if (!run->schemes) return;
  for (unsigned i = 0; list && i < 5; i++)
    if ((run->schemes >> i & 1) &&
        od_json_add(list, od_json_new_text(od_view_of(names[i]))) != OD_OK) {
      od_json_free(list);
      list = NULL;
    }
  put(path, "proxy_schemes", list);
}

/* Only Graph's answers tell whether the header arrived. */
static void put_answer(od_json **path, const od_curl_run *run) {
  if (!run->answer_code.size || !(run->marks & OD_CURL_GRAPH)) return;
  if (run->canary >= 0 || run->request)
    put_truth(path, "canary", run->canary == 1);
  od_json *answer = od_json_new_object();
  put_text(&answer, "code", run->answer_code);
  put_text(&answer, "message", run->answer_message);
  put(path, "answer", answer);
}

static void put_why(od_json **path, const od_curl_run *run, const char *why) {
  char text[160];
  if (!why) return;
  if (run->code.size)
    snprintf(text, sizeof text, "%s (%.*s)", why, (int)run->code.size,
             run->code.data);
  put_text(path, "why", od_view_of(run->code.size ? text : why));
}

static void put_tls(od_json **path, const od_curl_run *run) {
  if (run->secure == 0) return;
  od_json *tls = new_tls(run);
  if (tls && !od_json_first(tls)) {
    od_json_free(tls);
    return;
  }
  put(path, "tls", tls);
}

static od_json *new_path(const od_curl_run *run, od_view address,
                         const char *verdict) {
  od_json *path = od_json_new_object();
  put_text(&path, "host", run->host);
  put_number(&path, "port", run->port);
  put_text(&path, "via",
           od_view_of(od_curl_by_proxy(run) ? "proxy" : "direct"));
  put_proxy(&path, run);
  if (!od_curl_by_proxy(run)) put_address(&path, address);
  put_text(&path, "verdict", od_view_of(verdict));
  return path;
}

static void put_times(od_json **path, const od_curl_run *run) {
  put_number(path, "dns_ms", run->dns_ms);
  put_number(path, "connect_ms", run->connect_ms);
  put_number(path, "tls_ms", run->secure ? run->tls_ms : -1);
  put_number(path, "first_byte_ms", run->first_byte_ms);
}

/* Whom it is connected to, else the first that was tried, if all that were
   are of one family: both families failing is no path of either. */
static od_view address_of(const od_curl_run *run) {
  if (run->address.size || !run->try_count || run->try_count == OD_CURL_TRIES)
    return run->address; /* of so many some may be missing */
  for (size_t i = 1; i < run->try_count; i++)
    if (is_ipv6(run->tries[i].address) != is_ipv6(run->tries[0].address))
      return run->address;
  return run->tries[0].address;
}

static void append_path(const od_curl_run *run, od_evidence *e,
                        const char *verdict, const char *why) {
  long long ms = 0;
  od_json *path = new_path(run, address_of(run), verdict);
  put_why(&path, run, why);
  put_times(&path, run);
  put_tls(&path, run);
  put_truth(&path, "inspected", inspected(run));
  if (run->status) put_number(&path, "status", run->status);
  else if (run->tunnel_status >= 300)
    put_number(&path, "status", run->tunnel_status);
  put_schemes(&path, run);
  put_answer(&path, run);
  int dated = time_of_header(run->date, &ms);
  put_time(&path, "date", dated, ms);
  put_number(&path, "line", run->line);
  od_evidence_append(e, fact, run->line, path);
}

/* An IPv6 address that did not answer before IPv4 did: a path of its own. */
static void append_tries(const od_curl_run *run, od_evidence *e) {
  for (size_t i = 0; run->connected && i < run->try_count; i++) {
    const od_curl_try *one = &run->tries[i];
    const char *verdict = one->fault == OD_CURL_TIMEOUT   ? "filtered"
                          : one->fault == OD_CURL_REFUSED ? "refused"
                                                          : NULL;
    if (!is_ipv6(one->address) || !verdict || od_curl_by_proxy(run)) continue;
    od_json *path = new_path(run, one->address, verdict);
    put_number(&path, "line", run->line);
    od_evidence_append(e, fact, run->line, path);
  }
}

/* The capture tells its time; an answer's Date is the true one. */
static void write_offset(const od_curl_run *run, od_evidence *e,
                         const char *verdict) {
  static const char name[] = "clock.http_offset_seconds";
  long long ms = 0;
  int direct = !od_curl_by_proxy(run) || run->tunnel == 2;
  if (!run->has_utc || !direct || (run->marks & OD_CURL_AGE) ||
      strcmp(verdict, "ok") || od_evidence_has(e, name) ||
      !time_of_header(run->date, &ms))
    return;
  long long seconds = (run->utc - ms) / 1000;
  od_evidence_number(e, name, run->line, (double)seconds);
}

int od_curl_write(const od_curl_run *run, od_evidence *e) {
  const char *why;
  const char *verdict = od_curl_verdict(run, &why);
  if (!verdict) return 0;
  if (!e) return 1;
  append_tries(run, e);
  append_path(run, e, verdict, why);
  write_offset(run, e, verdict);
  if (run->has_utc) od_evidence_captured(e, run->utc);
  return 1;
}
