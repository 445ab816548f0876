/* What the measured paths come to, by the way that counts. */
#include <string.h>

#include "facts/derive.h"
#include "facts/hosts.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define PATHS_MAX 2000 /* each is compared with each */

static od_view member(const od_json *object, const char *name) {
  return od_json_view(od_json_member(object, name));
}

static int says(const od_json *object, const char *name, const char *text) {
  return od_view_equal(member(object, name), text);
}

/* 1, 0, or -1 where the member is not there. */
static int truth(const od_json *object, const char *name) {
  const od_json *value = od_json_member(object, name);
  return od_json_is(value, OD_JSON_BOOL) ? od_json_bool(value) : -1;
}

static const od_json *tls_of(const od_json *path) {
  return od_json_member(path, "tls");
}

/* ---- one way ---- */

typedef struct survey {
  od_deriver *d;
  const od_fact *input;
} survey;

static int is_measured(const od_json *path) {
  return member(path, "verdict").size && !says(path, "verdict", "not-measured");
}

static int goes(const od_json *path, const char *way) {
  return says(path, "via", way) && od_host_is_needed(member(path, "host")) &&
         is_measured(path);
}

/* The same way: by the same proxy, as far as both name one. */
static int is_same_way(const od_json *a, const od_json *b) {
  od_view x = member(a, "proxy"), y = member(b, "proxy");
  return !od_view_compare_nocase(member(a, "via"), member(b, "via")) &&
         (!x.size || !y.size || !od_view_compare_nocase(x, y));
}

/* Some attempt of the same way reached this host. */
static int is_reached(const survey *s, const od_json *path) {
  const od_json *other = od_json_first(s->input->value);
  for (; other; other = od_json_next(other))
    if (says(other, "verdict", "ok") &&
        !od_view_compare_nocase(member(other, "host"),
                                member(path, "host")) &&
        is_same_way(other, path))
      return 1;
  return 0;
}

/* Neither of them names another version of IP than the other. */
static int is_same_family(const od_json *a, const od_json *b) {
  double x = od_json_number(od_json_member(a, "family"));
  double y = od_json_number(od_json_member(b, "family"));
  return x == y || !x || !y;
}

/* It fails here, and answers in another attempt of the same kind. */
static int is_unsteady(const survey *s, const od_json *path) {
  const od_json *other = od_json_first(s->input->value);
  if (says(path, "verdict", "ok")) return 0;
  for (; other; other = od_json_next(other))
    if (says(other, "verdict", "ok") &&
        !od_view_compare_nocase(member(other, "host"),
                                member(path, "host")) &&
        is_same_way(other, path) && is_same_family(other, path))
      return 1;
  return 0;
}

/* "all", "some", "none", or NULL where nothing was tried. */
static const char *works(const survey *s, const char *way) {
  int good = 0, bad = 0;
  const od_json *path = od_json_first(s->input->value);
  for (; path; path = od_json_next(path)) {
    if (!goes(path, way)) continue;
    if (is_reached(s, path)) good = 1;
    else bad = 1;
  }
  return good && bad ? "some" : good ? "all" : bad ? "none" : NULL;
}

static void derive_works(const survey *s, const char *way, const char *name) {
  const char *text = works(s, way);
  if (text) od_derive_text(s->d, name, s->input, od_view_of(text));
}

static void give_list(const survey *s, const char *name, od_json *list) {
  if (s->d->status != OD_OK)
    od_json_free(list);
  else
    od_derive_value(s->d, name, s->input, list ? list : od_json_new_array());
}

static void derive_verdicts(const survey *s, const char *way) {
  od_json *list = NULL;
  const od_json *path = od_json_first(s->input->value);
  for (; path && s->d->status == OD_OK; path = od_json_next(path))
    if (goes(path, way) && !is_reached(s, path))
      od_list_add(s->d, &list, member(path, "verdict"));
  give_list(s, "network.effective.verdicts", list);
}

/* Tried in vain so far: what came of it is not known. */
static void derive_undecided(const survey *s, const char *way) {
  od_json *list = NULL;
  const od_json *path = od_json_first(s->input->value);
  for (; path && s->d->status == OD_OK; path = od_json_next(path))
    if (says(path, "via", way) && says(path, "verdict", "not-measured") &&
        od_host_is_needed(member(path, "host")) && !is_reached(s, path))
      od_list_add(s->d, &list, member(path, "host"));
  give_list(s, "network.effective.undecided", list);
}

static void derive_unsteady(const survey *s, const char *way) {
  od_json *list = NULL;
  const od_json *path = od_json_first(s->input->value);
  for (; path && s->d->status == OD_OK; path = od_json_next(path))
    if (goes(path, way) && is_unsteady(s, path))
      od_list_add(s->d, &list, member(path, "host"));
  give_list(s, "network.effective.unsteady", list);
}

/* ---- the way that counts ---- */

/* 1 a proxy is set, 0 none, -1 nobody knows. */
static int has_proxy(const od_deriver *d) {
  int enabled = od_truth_of(d, "proxy.wininet.enabled");
  od_view script = od_text_of(d, "proxy.wininet.pac_url");
  od_view mode = od_text_of(d, "proxy.winhttp.mode");
  if (enabled == 1 || script.size || od_view_equal(mode, "manual") ||
      od_view_equal(mode, "pac"))
    return 1;
  return enabled == 0 && od_is_absent(d, "proxy.wininet.pac_url") ? 0 : -1;
}

static const char *way_that_counts(const survey *s, int *assumed) {
  int proxy = has_proxy(s->d);
  *assumed = proxy < 0;
  if (works(s, "proxy")) return "proxy";
  return proxy == 1 || !works(s, "direct") ? NULL : "direct";
}

/* Why nothing is known of the way that counts, where something was tried. */
static const char *why_unknown(const survey *s) {
  const od_json *path = od_json_first(s->input->value);
  if (works(s, "direct"))
    return "the device has a proxy, and the way through it was not tried";
  for (; path; path = od_json_next(path))
    if (od_host_is_needed(member(path, "host")) &&
        truth(tls_of(path), "revocation_reached") == 0)
      return "the check for revoked certificates ended it before an answer";
  return NULL;
}

static void derive_effective(const survey *s, const char *way, int assumed) {
  static const char *const names[] = {"network.effective.way",
                                      "network.effective.works",
                                      "network.effective.verdicts",
                                      "network.effective.undecided",
                                      "network.effective.unsteady"};
  const char *why = way ? NULL : why_unknown(s);
  for (size_t i = 0; why && i < COUNT(names); i++)
    od_derive_state(s->d, names[i], s->input, OD_FACT_NOT_ASKED, why);
  if (!way) return;
  const char *name = assumed && way[0] == 'd' ? "direct-assumed" : way;
  od_derive_text(s->d, names[0], s->input, od_view_of(name));
  derive_works(s, way, names[1]);
  derive_verdicts(s, way);
  derive_undecided(s, way);
  derive_unsteady(s, way);
}

/* ---- certificates ---- */

static const char *chain_of(const od_json *path) {
  const od_json *tls = tls_of(path);
  if (truth(tls, "in_date") == 0) return "expired";
  if (truth(tls, "name_matches") == 0) return "wrong-name";
  if (truth(tls, "trusted_by_system") == 0) return "untrusted";
  return truth(tls, "trusted_by_system") == 1 ? "trusted" : NULL;
}

static void derive_chain(const survey *s, const char *way, const char *name) {
  const char *all = NULL;
  const od_json *path = od_json_first(s->input->value);
  for (; path; path = od_json_next(path)) {
    const char *one = goes(path, way) ? chain_of(path) : NULL;
    if (!one) continue;
    all = all && strcmp(all, one) ? "mixed" : one;
    if (!strcmp(all, "mixed")) break;
  }
  if (all) od_derive_text(s->d, name, s->input, od_view_of(all));
}

static void derive_inspection(const survey *s, const char *way) {
  od_json *hosts = NULL, *issuers = NULL;
  int any = -1, device = -1;
  const od_json *path = od_json_first(s->input->value);
  for (; path && s->d->status == OD_OK; path = od_json_next(path)) {
    int one = goes(path, way) ? truth(path, "inspected") : -1;
    if (one > any) any = one;
    if (od_host_is_for_devices(member(path, "host")) && one > device)
      device = one;
    if (one != 1) continue;
    od_list_add(s->d, &hosts, member(path, "host"));
    if (member(tls_of(path), "issuer").size)
      od_list_add(s->d, &issuers, member(tls_of(path), "issuer"));
  }
  if (any >= 0) od_derive_bool(s->d, "network.inspected", s->input, any);
  if (device >= 0)
    od_derive_bool(s->d, "network.inspected_device_hosts", s->input, device);
  if (any >= 0) {
    give_list(s, "network.intercepted_hosts", hosts);
    give_list(s, "network.inspecting_issuers", issuers);
  } else {
    od_json_free(hosts);
    od_json_free(issuers);
  }
}

static void derive_graph(const survey *s, const char *way) {
  int genuine = -1;
  const od_json *path = od_json_first(s->input->value);
  for (; path; path = od_json_next(path)) {
    if (!od_host_is_graph(member(path, "host")) ||
        !goes(path, way) || truth(path, "inspected") < 0)
      continue;
    int one = truth(path, "inspected") == 0 &&
              truth(tls_of(path), "trusted_by_system") == 1;
    if (genuine < 0 || !one) genuine = one;
  }
  if (genuine >= 0)
    od_derive_bool(s->d, "network.graph_genuine", s->input, genuine);
}

/* ---- the canary ---- */

static int is_refusal(const od_json *path, const char *way, int canary) {
  const od_json *status = od_json_member(path, "status");
  const od_json *answer = od_json_member(path, "answer");
  return says(path, "via", way) && truth(path, "canary") == canary &&
         od_json_number(status) == 401 &&
         says(answer, "code", "InvalidAuthenticationToken") &&
         member(answer, "message").size;
}

/* Equal answers with and without a header: it did not arrive. -1 unknown. */
static int is_stripped(const survey *s, const char *way) {
  int stripped = -1;
  const od_json *with = od_json_first(s->input->value);
  for (; with; with = od_json_next(with)) {
    const od_json *without = od_json_first(s->input->value);
    if (!is_refusal(with, way, 1)) continue;
    for (; without; without = od_json_next(without)) {
      if (!is_refusal(without, way, 0)) continue;
      int same = !od_view_compare_nocase(
          member(od_json_member(with, "answer"), "message"),
          member(od_json_member(without, "answer"), "message"));
      if (same > stripped) stripped = same;
    }
  }
  return stripped;
}

/* The worst of what the paths themselves say (a prober's) and of the pairs. */
static void derive_authorization(const survey *s, const char *way) {
  int stripped = is_stripped(s, way);
  const od_json *path = od_json_first(s->input->value);
  for (; path; path = od_json_next(path)) {
    if (!says(path, "via", way)) continue;
    if (says(path, "authorization", "stripped")) stripped = 1;
    if (says(path, "authorization", "kept") && stripped < 0) stripped = 0;
  }
  if (stripped >= 0)
    od_derive_text(s->d, "network.authorization", s->input,
                   od_view_of(stripped ? "stripped" : "kept"));
}

/* ---- the rest ---- */

/* Only without a proxy: its error pages are no portal. */
static void derive_portal(const survey *s) {
  int portal = -1;
  const od_json *path = od_json_first(s->input->value);
  for (; path; path = od_json_next(path)) {
    if (!says(path, "via", "direct")) continue;
    if (says(path, "verdict", "captive-portal")) portal = 1;
    if (od_host_is_probe(member(path, "host")) && says(path, "verdict", "ok") &&
        portal < 0)
      portal = 0;
  }
  if (portal >= 0)
    od_derive_bool(s->d, "network.captive_portal", s->input, portal);
}

static int is_host_of(od_view url, od_view host) {
  size_t at = od_view_find(url, "://");
  od_view rest = od_view_from(url, at == OD_NOT_FOUND ? url.size : at + 3);
  return host.size && rest.size > host.size &&
         !od_view_compare_nocase(od_view_first(rest, host.size), host) &&
         (rest.data[host.size] == '/' || rest.data[host.size] == ':');
}

/* Whether the server of the proxy script gave a page for what was asked. */
static void derive_script(const survey *s) {
  od_view url = od_text_of(s->d, "proxy.wininet.pac_url");
  int answers = -1;
  if (!url.size) url = od_text_of(s->d, "proxy.winhttp.pac_url");
  const od_json *path = od_json_first(s->input->value);
  for (; path; path = od_json_next(path)) {
    double status = od_json_number(od_json_member(path, "status"));
    if (!is_host_of(url, member(path, "host")) || !is_measured(path)) continue;
    if (answers != 1) answers = status == 200;
  }
  if (answers >= 0)
    od_derive_bool(s->d, "proxy.script_answers", s->input, answers);
}

static void derive_ipv6(const survey *s) {
  int fails = -1;
  const od_json *path = od_json_first(s->input->value);
  for (; path; path = od_json_next(path)) {
    if (od_json_number(od_json_member(path, "family")) != 6 ||
        !goes(path, "direct"))
      continue;
    int works = says(path, "verdict", "ok");
    if (!works && !is_reached(s, path)) continue; /* nor does IPv4 */
    if (fails != 1) fails = !works;
  }
  if (fails >= 0)
    od_derive_bool(s->d, "network.ipv6_fails_alone", s->input, fails);
}

static int is_old(od_view version) {
  return od_view_equal_nocase(version, "TLSv1") ||
         od_view_equal_nocase(version, "TLSv1.0") ||
         od_view_equal_nocase(version, "TLSv1.1");
}

static void derive_tls(const survey *s, const char *way) {
  int old = -1, unreached = -1;
  const od_json *path = od_json_first(s->input->value);
  for (; path; path = od_json_next(path)) {
    const od_json *tls = tls_of(path);
    od_view version = member(tls, "version");
    if (!says(path, "via", way) || !od_host_is_needed(member(path, "host")))
      continue;
    if (version.size && is_old(version) > old) old = is_old(version);
    if (truth(tls, "revocation_reached") == 0) unreached = 1;
    else if (says(path, "verdict", "ok") && unreached < 0 &&
             truth(tls, "trusted_by_system") == 1)
      unreached = 0;
  }
  if (old >= 0) od_derive_bool(s->d, "network.old_tls", s->input, old);
  if (unreached >= 0)
    od_derive_bool(s->d, "network.revocation_unreachable", s->input,
                   unreached);
}

static void derive_schemes(const survey *s) {
  od_json *list = NULL;
  const od_json *path = od_json_first(s->input->value);
  int asked = 0;
  for (; path && s->d->status == OD_OK; path = od_json_next(path)) {
    const od_json *scheme =
        od_json_first(od_json_member(path, "proxy_schemes"));
    asked |= says(path, "verdict", "proxy-authentication") && scheme;
    for (; scheme && says(path, "verdict", "proxy-authentication");
         scheme = od_json_next(scheme))
      od_list_add(s->d, &list, od_json_view(scheme));
  }
  if (asked) give_list(s, "network.proxy.schemes", list);
  else od_json_free(list);
}

/* An answer that carried the service's own marks, and is an error. */
static void derive_service(const survey *s, const char *way) {
  int error = -1;
  const od_json *path = od_json_first(s->input->value);
  for (; path; path = od_json_next(path)) {
    if (!goes(path, way) || !says(path, "verdict", "ok")) continue;
    int one = od_json_number(od_json_member(path, "status")) >= 500;
    if (one > error) error = one;
  }
  if (error >= 0)
    od_derive_bool(s->d, "network.service_error", s->input, error);
}

static void derive_site(const survey *s, const char *way) {
  int reached = -1;
  const od_json *path = od_json_first(s->input->value);
  for (; path; path = od_json_next(path)) {
    if (!od_host_is_site(member(path, "host")) || !goes(path, way)) continue;
    int one = is_reached(s, path);
    if (reached < 0 || !one) reached = one;
  }
  if (reached >= 0)
    od_derive_bool(s->d, "network.site_reached", s->input, reached);
}

static const char *const summaries[] = {
    "network.direct.works", "network.proxy.works", "network.effective.way",
    "network.effective.works", "network.effective.verdicts"};

void od_derive_paths(od_deriver *d) {
  survey s = {d, od_known(d, "network.paths")};
  int assumed;
  if (d->status != OD_OK || !s.input) return;
  if (od_json_count(s.input->value) > PATHS_MAX) { /* no capture */
    for (size_t i = 0; i < COUNT(summaries); i++)
      od_derive_state(d, summaries[i], s.input, OD_FACT_UNREADABLE,
                      "more attempts than are compared");
    return;
  }
  const char *way = way_that_counts(&s, &assumed);
  const char *other = way ? way : "direct";
  derive_works(&s, "direct", "network.direct.works");
  derive_works(&s, "proxy", "network.proxy.works");
  derive_effective(&s, way, assumed);
  derive_chain(&s, other, "network.chain");
  if (!strcmp(other, "proxy"))
    derive_chain(&s, "direct", "network.chain_direct");
  derive_inspection(&s, other);
  derive_graph(&s, other);
  derive_authorization(&s, other);
  derive_portal(&s);
  derive_script(&s);
  derive_ipv6(&s);
  derive_tls(&s, other);
  derive_schemes(&s);
  derive_service(&s, other);
  if (way) derive_site(&s, way);
}
