/* What a run of curl means, in the verdicts of the network document. */
#include "facts/hosts.h"
#include "facts/readers/curl.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define LONG_WAIT 9000 /* ms: Windows repeats a refused attempt for 2 s */

int od_curl_by_proxy(const od_curl_run *run) {
  if (run->told_proxy >= 0) return run->told_proxy;
  if (run->seen_proxy == 1) return 1;
  return run->connected && run->peer.size && run->host.size &&
         od_view_compare_nocase(run->peer, run->host) != 0;
}

/* ---- what answered ---- */

static int is_microsoft(od_view host) {
  static const char *const tails[] = {
      "microsoft.com", "microsoftonline.com", "office.com", "office365.com",
      "windows.net",   "live.com",            "sharepoint.com",
      "cloud.microsoft"};
  for (size_t i = 0; i < COUNT(tails); i++)
    if (od_view_ends_nocase(host, tails[i])) return 1;
  return 0;
}

static const char *probe_verdict(const od_curl_run *run, const char **why) {
  int direct = !od_curl_by_proxy(run);
  if (!run->probe) return "not-measured";
  if (run->status == 200 && run->connect_test == 1) return "ok";
  if (run->status == 200 && run->connect_test < 0) {
    *why = "the page itself was not printed";
    return "not-measured";
  }
  *why = "another page answers than that of Windows' Internet test";
  return direct && (run->status < 400 || run->status == 511)
             ? "captive-portal"
             : "unexpected-answer";
}

/* The service's own answers carry its marks; a page of another has none. */
static int is_foreign(const od_curl_run *run) {
  unsigned own = OD_CURL_X_MS | OD_CURL_GRAPH | OD_CURL_SITE;
  unsigned class = run->status / 100;
  if (run->marks & own) return 0;
  if (class == 5) return od_host_is_needed(run->host);
  if (!run->headers) return 0;
  if (!od_host_is_needed(run->host) || od_host_is_for_devices(run->host))
    return 0;
  if (class == 3)
    return run->location.size && !is_microsoft(run->location);
  if (od_host_is_graph(run->host)) return 1;
  return od_host_is_sign_in(run->host) && (class == 2 || class == 4);
}

static const char *answer_verdict(const od_curl_run *run, const char **why) {
  if (run->status == 511) return "captive-portal";
  if (run->status == 407) return "proxy-authentication";
  if (od_host_is_probe(run->host)) return probe_verdict(run, why);
  if (is_foreign(run)) {
    *why = "the answer does not carry the marks of Microsoft's service";
    return run->status == 403 && (run->marks & OD_CURL_VIA) &&
                   od_curl_by_proxy(run) && !run->secured
               ? "proxy-forbidden"
               : "unexpected-answer";
  }
  if (run->status >= 500) *why = "the service itself answers with an error";
  return "ok";
}

/* ---- what stopped it ---- */

static const char *tunnel_verdict(const od_curl_run *run, const char **why) {
  if (run->tunnel_status == 407) {
    *why = "the proxy asks for a user name and password";
    return "proxy-authentication";
  }
  if (run->tunnel_status == 403 || run->tunnel_status == 451) {
    *why = "the proxy refuses this host";
    return "proxy-forbidden";
  }
  *why = "the proxy answers with an error";
  return "proxy-error";
}

static const char *proxy_verdict(const od_curl_run *run) {
  if (run->fault == OD_CURL_PROXY_UNKNOWN ||
      run->fault == OD_CURL_NAME_UNKNOWN || run->exit_code == 5)
    return "proxy-unresolved";
  /* Since 8.20 a failed CONNECT ends with 7, too. */
  return run->tunnel || (run->connected && run->exit_code != 7)
             ? "proxy-error"
             : "proxy-unreachable";
}

static const char *verdict_of(od_curl_fault fault) {
  switch (fault) {
    case OD_CURL_REFUSED: return "refused";
    case OD_CURL_FILTERED:
    case OD_CURL_TIMEOUT: return "filtered";
    case OD_CURL_NO_ROUTE: return "no-route";
    case OD_CURL_PROHIBITED: return "prohibited";
    case OD_CURL_RESET: return "refused";
    default: return NULL;
  }
}

/* Every address failed: what the first of them says that is not "no route",
   since a machine without IPv6 has none to such an address. */
static od_curl_fault fault_of_tries(const od_curl_run *run) {
  od_curl_fault fault = OD_CURL_NO_FAULT;
  for (size_t i = 0; i < run->try_count; i++) {
    od_curl_fault one = run->tries[i].fault;
    if (one && (!fault || fault == OD_CURL_NO_ROUTE)) fault = one;
  }
  return fault;
}

static const char *connect_verdict(const od_curl_run *run, const char **why) {
  od_curl_fault fault = run->fault;
  if (!verdict_of(fault)) fault = fault_of_tries(run);
  if (!verdict_of(fault) &&
      (run->unreached || run->exit_code == 7 || run->exit_code == 28))
    fault = run->exit_code == 28 || run->waited >= LONG_WAIT
                ? OD_CURL_FILTERED
                : OD_CURL_REFUSED;
  if (fault == OD_CURL_TIMEOUT) fault = OD_CURL_FILTERED;
  *why = od_curl_reason(fault);
  return verdict_of(fault);
}

static const char *handshake_verdict(const od_curl_run *run) {
  switch (run->fault) {
    case OD_CURL_UNTRUSTED:
    case OD_CURL_REVOKED:
    case OD_CURL_EXPIRED:
    case OD_CURL_WRONG_NAME: return "tls-untrusted";
    case OD_CURL_NOT_YET_VALID: return "clock";
    case OD_CURL_PROTOCOL: return "tls-protocol";
    case OD_CURL_CIPHER: return "tls-cipher";
    case OD_CURL_NOT_TLS: return "unexpected-answer";
    case OD_CURL_REVOCATION: return "not-measured";
    case OD_CURL_RESET:
      return run->secured ? "unexpected-answer" : "reset-after-hello";
    case OD_CURL_TIMEOUT:
      return run->secured || run->secure == 0 ? "unexpected-answer"
                                              : "silent-after-hello";
    default: return run->exit_code == 52 ? "unexpected-answer" : NULL;
  }
}

static const char *failure_verdict(const od_curl_run *run, const char **why) {
  int proxy = od_curl_by_proxy(run) && run->tunnel != 2;
  *why = od_curl_reason(run->fault);
  if (run->exit_code == 97) return "proxy-error";
  if (proxy) {
    if (!*why) *why = od_curl_reason(fault_of_tries(run));
    return proxy_verdict(run);
  }
  if (run->fault == OD_CURL_NAME_UNKNOWN || run->exit_code == 6)
    return "dns-no-address";
  if (run->fault == OD_CURL_NAME_TIMEOUT) return "dns-timeout";
  if (!run->connected && run->tunnel != 2 && run->exit_code != 35 &&
      run->exit_code != 60)
    return connect_verdict(run, why);
  return handshake_verdict(run);
}

const char *od_curl_verdict(const od_curl_run *run, const char **why) {
  const char *verdict;
  *why = NULL;
  if (!run->closed || !run->host.size) return NULL;
  if (run->tunnel_status >= 300) return tunnel_verdict(run, why);
  if (run->status) return answer_verdict(run, why);
  if (run->exit_code <= 0 && !run->fault && !run->unreached) return NULL;
  verdict = failure_verdict(run, why);
  return verdict ? verdict : "not-measured";
}
