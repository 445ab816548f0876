/* Requests, response headers and bodies as curl -v and -i print them. */
#include "facts/readers/curl.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char connect_test[] = "Microsoft Connect Test";

static int asks_for_probe(od_view text) {
  return od_view_find_nocase(text, "/connecttest.txt") != OD_NOT_FOUND ||
         od_view_find_nocase(text, "/ncsi.txt") != OD_NOT_FOUND;
}

/* ---- the request ---- */

static int is_method(od_view word) {
  static const char *const methods[] = {"GET", "HEAD", "POST", "PUT",
                                        "OPTIONS"};
  for (size_t i = 0; i < COUNT(methods); i++)
    if (od_view_equal(word, methods[i])) return 1;
  return 0;
}

/* The whole address in the request line is for a proxy. */
static void asks_proxy(od_curl_run *run, od_view target) {
  od_view host;
  unsigned port;
  int secure;
  if (!od_curl_url(target, &host, &port, &secure)) return;
  run->seen_proxy = 1;
  run->proxy_host = run->peer;
  run->proxy_port = run->peer_port;
  if (run->host.size) return;
  run->host = host;
  run->port = port;
  run->secure = secure;
}

static void take_host(od_curl_run *run, od_view value) {
  od_view host;
  unsigned port = run->tunnel ? 443 : run->peer_port;
  if (run->host.size || !od_curl_host(value, &host, &port)) return;
  run->host = host;
  run->port = port;
}

void od_curl_request(od_curl_run *run, od_view text) {
  od_view rest = text, value, word = od_curl_word(&rest);
  if (od_view_equal(word, "CONNECT")) {
    run->tunnel = 1;
    run->seen_proxy = 1;
    od_view host = od_curl_word(&rest);
    unsigned port = 443;
    if (!run->host.size && od_curl_host(host, &host, &port)) {
      run->host = host;
      run->port = port;
    }
    run->secure = 1;
    run->proxy_host = run->peer;
    run->proxy_port = run->peer_port;
  } else if (is_method(word)) {
    od_view target = od_curl_word(&rest);
    run->request = 1;
    if (asks_for_probe(target)) run->probe = 1;
    asks_proxy(run, target);
  } else if (od_curl_after(text, "Host: ", &value)) {
    take_host(run, od_view_trim(value));
  } else if (od_view_starts_nocase(text, "Authorization:")) {
    run->canary = 1;
  }
}

/* ---- the response ---- */

/* "HTTP/1.1 407 Proxy Authentication Required". */
static int take_status(od_view text, unsigned *status, od_view *words) {
  od_view rest;
  if (!od_curl_after(text, "HTTP/", &rest)) return 0;
  od_curl_word(&rest);
  rest = od_view_trim(rest);
  if (!od_curl_number(&rest, status) || *status < 100 || *status > 999)
    return 0;
  *words = rest;
  return 1;
}

static void begin_answer(od_curl_run *run, unsigned status, od_view words) {
  run->headers = 1;
  if (run->tunnel == 1 || (status == 200 && !run->request &&
                           od_view_find_nocase(words, "established") !=
                               OD_NOT_FOUND)) {
    run->seen_proxy = 1;
    run->of_tunnel = 1;
    run->tunnel_status = status;
    run->tunnel = status / 100 == 2 ? 2 : 1;
  } else if (status >= 200) {
    run->of_tunnel = 0;
    run->status = status;
    run->marks = 0;
    run->date.size = run->location.size = 0;
  }
}

static unsigned scheme_of(od_view value) {
  static const struct {
    const char *word;
    unsigned bit;
  } schemes[] = {{"Basic", OD_CURL_BASIC},
                 {"Digest", OD_CURL_DIGEST},
                 {"NTLM", OD_CURL_NTLM},
                 {"Negotiate", OD_CURL_NEGOTIATE},
                 {"Kerberos", OD_CURL_NEGOTIATE}};
  od_view word = od_curl_word(&value);
  for (size_t i = 0; i < COUNT(schemes); i++)
    if (od_view_equal_nocase(word, schemes[i].word)) return schemes[i].bit;
  return OD_CURL_OTHER_SCHEME;
}

static unsigned mark_of(od_view name) {
  static const struct {
    const char *name;
    unsigned bit;
  } marks[] = {{"x-ms-request-id", OD_CURL_X_MS},
               {"x-ms-ests-server", OD_CURL_X_MS},
               {"request-id", OD_CURL_GRAPH},
               {"SPRequestGuid", OD_CURL_SITE},
               {"MicrosoftSharePointTeamServices", OD_CURL_SITE},
               {"X-SharePointHealthScore", OD_CURL_SITE},
               {"X-Azure-Ref", OD_CURL_SITE},
               {"X-MSEdge-Ref", OD_CURL_SITE},
               {"Via", OD_CURL_VIA},
               {"Age", OD_CURL_AGE}};
  for (size_t i = 0; i < COUNT(marks); i++)
    if (od_view_equal_nocase(name, marks[i].name)) return marks[i].bit;
  return 0;
}

/* Where it leads: the host alone, the rest may hold a token. */
static void take_location(od_curl_run *run, od_view value) {
  unsigned port;
  int secure;
  if (!od_curl_url(value, &run->location, &port, &secure))
    run->location.size = 0;
}

void od_curl_header(od_curl_run *run, od_view text) {
  unsigned status;
  od_view words, name, value;
  if (take_status(text, &status, &words)) {
    begin_answer(run, status, words);
    return;
  }
  size_t colon = od_view_find_char(text, ':');
  if (colon == OD_NOT_FOUND) return;
  name = od_view_trim(od_view_first(text, colon));
  value = od_view_trim(od_view_from(text, colon + 1));
  if (od_view_equal_nocase(name, "Proxy-Authenticate"))
    run->schemes |= scheme_of(value);
  if (run->of_tunnel) return;
  run->marks |= mark_of(name);
  if (od_view_equal_nocase(name, "Date")) run->date = value;
  if (od_view_equal_nocase(name, "Location")) take_location(run, value);
}

/* ---- the body ---- */

/* What may follow on the same line: curl's own words, or a prompt. */
static int is_end_of_body(od_view rest) {
  return !rest.size ||
         od_view_find(od_view_first(rest, 24), "* ") != OD_NOT_FOUND ||
         od_view_find(od_view_first(rest, 8), ":\\") != OD_NOT_FOUND;
}

/* A line of -w "%{certs}"; the first certificate is the server's own. */
static int take_certificate(od_curl_run *run, od_view line) {
  od_view rest;
  if (od_curl_after(line, "Subject:", &rest)) run->certificates++;
  else if (run->certificates) od_curl_certificate(run, line);
  return run->certificates > 0;
}

void od_curl_output(od_curl_run *run, od_view line) {
  od_view rest;
  if (take_certificate(run, line)) return;
  if (od_curl_after(line, connect_test, &rest) && is_end_of_body(rest)) {
    if (run->connect_test < 0) run->connect_test = 1;
  } else if (line.size && line.data[0] == '<') {
    run->connect_test = 0;
  }
}
