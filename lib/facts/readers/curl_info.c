/* The lines that curl -v begins with "* ", from 7.55 to 8.x. */
#include "facts/readers/curl.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* ---- names and connections ---- */

static void set_host(od_curl_run *run, od_view host, unsigned port) {
  if (run->host.size) return;
  run->host = host;
  run->port = port;
}

/* "2603:1026::1:443..." of the old kind has no port; brackets tell. */
static void trying(od_curl_run *run, od_view rest) {
  od_view word = od_curl_word(&rest);
  unsigned port = 0;
  while (word.size && word.data[word.size - 1] == '.') word.size--;
  if (!od_curl_host(word, &word, &port)) return;
  if (run->try_count < OD_CURL_TRIES)
    run->tries[run->try_count++] = (od_curl_try){word, OD_CURL_NO_FAULT};
}

static void fail_try(od_curl_run *run, od_view address, od_view reason) {
  od_view code;
  for (size_t i = 0; i < run->try_count; i++)
    if (!od_view_compare_nocase(run->tries[i].address, address))
      run->tries[i].fault = od_curl_fault_of(reason, &code);
}

static od_view after_colon(od_view text) {
  size_t at = od_view_find(text, ": ");
  return at == OD_NOT_FOUND ? od_view_first(text, 0)
                            : od_view_from(text, at + 2);
}

/* "1.2.3.4 port 443 failed: Timed out", since 8.10 with "from …". */
static void connect_to(od_curl_run *run, od_view rest) {
  od_view address = od_curl_word(&rest);
  if (od_view_find(rest, "failed") == OD_NOT_FOUND) return;
  if (address.size > 2 && address.data[0] == '[')
    address = od_view_first(od_view_from(address, 1), address.size - 2);
  fail_try(run, address, after_colon(rest));
}

static void immediate(od_curl_run *run, od_view rest) {
  size_t at = od_view_find(rest, ": ");
  if (at != OD_NOT_FOUND)
    fail_try(run, od_view_first(rest, at), od_view_from(rest, at + 2));
}

static void set_peer(od_curl_run *run, od_view name, od_view address,
                     unsigned port) {
  run->connected = 1;
  run->peer = name;
  run->address = address;
  run->peer_port = port;
}

/* "host (1.2.3.4) port 443 (#0)"; since 8.16 "host (1.2.3.4 port 443) from". */
static void connected(od_curl_run *run, od_view rest) {
  od_view name = od_curl_word(&rest), address;
  unsigned port = 0;
  rest = od_view_trim(rest);
  if (!rest.size || rest.data[0] != '(') return;
  rest = od_view_from(rest, 1);
  size_t end = 0;
  while (end < rest.size && rest.data[end] != ')' && rest.data[end] != ' ')
    end++;
  address = od_view_first(rest, end);
  size_t at = od_view_find(rest, "port ");
  if (at == OD_NOT_FOUND) return;
  rest = od_view_from(rest, at + 5);
  unsigned ignored;
  if (!od_curl_number(&rest, &port) ||
      !od_curl_host(name, &name, &ignored) || !address.size)
    return;
  set_peer(run, name, address, port);
}

static int is_proxy_name(const od_curl_run *run, od_view name) {
  if (run->told_proxy >= 0) return run->told_proxy;
  return run->seen_proxy == 1 ||
         (run->host.size && od_view_compare_nocase(run->host, name) != 0);
}

/* "host port 443 after 21045 ms: Timed out"; in a proxy's case the proxy. */
static void failed_to_connect(od_curl_run *run, od_view rest) {
  od_view name = od_curl_word(&rest), word;
  unsigned port = 0, ms = 0;
  if (!od_curl_host(name, &name, &port)) return;
  word = od_curl_word(&rest);
  if (!od_view_equal(word, "port")) return;
  rest = od_view_trim(rest);
  if (!od_curl_number(&rest, &port)) return;
  rest = od_view_trim(rest);
  if (od_curl_after(rest, "via ", &rest)) {
    run->seen_proxy = 1;
    word = od_curl_word(&rest);
    od_curl_host(word, &run->proxy_host, &run->proxy_port);
  } else if (is_proxy_name(run, name)) {
    run->seen_proxy = 1;
    run->proxy_host = name;
    run->proxy_port = port;
    name.size = 0;
  }
  if (name.size) set_host(run, name, port);
  run->unreached = 1;
  rest = od_view_trim(rest);
  if (od_curl_after(rest, "after ", &rest) && od_curl_number(&rest, &ms))
    run->waited = (int)ms;
}

static void resolved(od_curl_run *run, od_view rest) {
  od_view host = od_curl_word(&rest);
  unsigned port = 443;
  if (run->told_proxy == 1 || run->host.size) return;
  if (od_view_find(rest, "was resolved") == OD_NOT_FOUND) return;
  if (od_curl_host(host, &host, &port)) run->peer = host;
}

static void name_unknown(od_curl_run *run, od_view rest) {
  od_view host = od_curl_word(&rest);
  unsigned port = 443;
  if (run->told_proxy != 1 && od_curl_host(host, &host, &port))
    set_host(run, host, port);
}

static void proxy_unknown(od_curl_run *run, od_view rest) {
  od_view host = od_curl_word(&rest);
  run->seen_proxy = 1;
  od_curl_host(host, &run->proxy_host, &run->proxy_port);
}

static void rebuilt(od_curl_run *run, od_view rest) {
  if (run->host.size) return;
  if (!od_curl_url(rest, &run->host, &run->port, &run->secure))
    run->host.size = 0;
}

/* ---- the tunnel ---- */

static void tunnel(od_curl_run *run, od_view rest) {
  od_view host = od_curl_word(&rest);
  unsigned port = 443;
  run->seen_proxy = 1;
  run->tunnel = run->tunnel == 2 ? 2 : 1;
  if (!od_curl_host(host, &host, &port)) return;
  set_host(run, host, port);
  run->secure = 1;
  run->proxy_host = run->peer;
  run->proxy_port = run->peer_port;
}

static void tunnel_open(od_curl_run *run, od_view rest) {
  (void)rest;
  run->seen_proxy = 1;
  run->tunnel = 2;
}

static void tunnel_refused(od_curl_run *run, od_view rest) {
  run->seen_proxy = 1;
  if (!run->tunnel) run->tunnel = 1;
  od_curl_number(&rest, &run->tunnel_status);
}

static void by_environment(od_curl_run *run, od_view rest) {
  (void)rest;
  run->seen_proxy = 1; /* the value may hold a password */
}

/* A SOCKS proxy opened the way; what follows is the host's. */
static void socks_open(od_curl_run *run, od_view rest) {
  run->connected = 1;
  tunnel_open(run, rest);
}

/* Since 8.12 it says whom it is connected to only after the handshake. */
static void reached(od_curl_run *run, od_view rest) {
  (void)rest;
  run->connected = 1;
}

/* ---- TLS ---- */

static void schannel(od_curl_run *run, od_view rest) {
  run->schannel = run->connected = 1;
  if (od_view_find(rest, "handshake complete") != OD_NOT_FOUND)
    run->secured = 1;
  if (od_view_find(rest, "verifyhost setting prevents") != OD_NOT_FOUND)
    run->unchecked = 1;
  if (od_view_find(rest, "from CA file") != OD_NOT_FOUND) run->own_store = 1;
}

/* "TLSv1.3 / TLS_AES_256_GCM_SHA384 / X25519 / RSASSA-PSS". */
static void secured(od_curl_run *run, od_view rest) {
  if (run->of_proxy) return;
  od_view version = od_curl_word(&rest), mark = od_curl_word(&rest);
  od_view cipher = od_curl_word(&rest);
  run->secured = 1;
  run->version = version;
  if (od_view_equal(mark, "/") && cipher.size) run->cipher = cipher;
}

static void accepted(od_curl_run *run, od_view rest) {
  od_curl_after(rest, "to use ", &rest);
  run->http = od_curl_word(&rest);
}

static void server_certificate(od_curl_run *run, od_view rest) {
  (void)rest;
  run->of_proxy = 0;
}

static void proxy_certificate(od_curl_run *run, od_view rest) {
  (void)rest;
  run->of_proxy = 1;
}

static void issuer(od_curl_run *run, od_view rest) {
  if (!run->of_proxy && !run->issuer.size) run->issuer = od_view_trim(rest);
}

static void expires(od_curl_run *run, od_view rest) {
  if (!run->of_proxy && !run->expires.size) run->expires = od_view_trim(rest);
}

static void verified(od_curl_run *run, od_view rest) {
  (void)rest;
  if (!run->of_proxy) run->trusted = 1;
}

/* "self-signed certificate (18), continuing anyway." */
static void tolerated(od_curl_run *run, od_view rest) {
  od_view code;
  run->unchecked = 1;
  if (run->of_proxy) return;
  if (od_curl_fault_of(rest, &code) == OD_CURL_UNTRUSTED) run->trusted = 0;
}

static void named(od_curl_run *run, od_view rest) {
  if (run->of_proxy) return;
  if (od_view_find(rest, "does not match") != OD_NOT_FOUND)
    run->name_matches = 0;
  else if (od_view_find(rest, "matched") != OD_NOT_FOUND)
    run->name_matches = 1;
}

/* A list of the system's own on Linux and macOS; on Windows it is curl's. */
static void store(od_curl_run *run, od_view rest) {
  rest = od_view_trim(rest);
  if (rest.size > 1 && (rest.data[1] == ':' ||
                        od_view_ends_nocase(rest, "curl-ca-bundle.crt") ||
                        od_view_starts_nocase(rest, "/mingw") ||
                        od_view_starts_nocase(rest, "/usr/ssl")))
    run->own_store = 1;
}

/* ---- the end ---- */

static void closed(od_curl_run *run, od_view rest) {
  (void)rest;
  run->closed = 1;
}

static void left(od_curl_run *run, od_view rest) {
  if (od_view_find(rest, "left intact") != OD_NOT_FOUND) run->closed = 1;
}

static const struct {
  const char *words;
  void (*take)(od_curl_run *run, od_view rest);
} lines[] = {{"Trying ", trying},
             {"Connected to ", connected},
             {"Established connection to ", connected},
             {"connect to ", connect_to},
             {"Immediate connect fail for ", immediate},
             {"Failed to connect to ", failed_to_connect},
             {"Host ", resolved},
             {"Could not resolve host: ", name_unknown},
             {"Couldn't resolve host ", name_unknown},
             {"Could not resolve proxy: ", proxy_unknown},
             {"Couldn't resolve proxy ", proxy_unknown},
             {"Rebuilt URL to: ", rebuilt},
             {"Uses proxy env variable ", by_environment},
             {"Establish HTTP proxy tunnel to ", tunnel},
             {"Establishing HTTP proxy tunnel to ", tunnel},
             {"CONNECT tunnel established", tunnel_open},
             {"Proxy replied 200 to CONNECT", tunnel_open},
             {"Proxy replied OK to CONNECT", tunnel_open},
             {"CONNECT tunnel failed, response ", tunnel_refused},
             {"Received HTTP code ", tunnel_refused},
             {"CONNECT tunnel: ", reached},
             {"Opened SOCKS connection ", socks_open},
             {"SOCKS4 request granted", socks_open},
             {"SOCKS5 request granted", socks_open},
             {"schannel: ", schannel},
             {"ALPN: curl offers ", reached},
             {"SSL connection using ", secured},
             {"ALPN: server accepted ", accepted},
             {"ALPN, server accepted ", accepted},
             {"Server certificate:", server_certificate},
             {"Proxy certificate:", proxy_certificate},
             {"issuer: ", issuer},
             {"expire date: ", expires},
             {"SSL certificate verify ok", verified},
             {"SSL certificate verified", verified},
             {"SSL certificate verify result: ", tolerated},
             {"subjectAltName", named},
             {"CAfile: ", store},
             {"Closing connection", closed},
             {"shutting down connection", closed},
             {"Connection #", left}};

/* "[0-0] " of --trace-ids. */
static od_view without_ids(od_view text) {
  size_t close = od_view_find(text, "] ");
  if (!text.size || text.data[0] != '[' || close > 16) return text;
  return od_view_from(text, close + 2);
}

static void note_fault(od_curl_run *run, od_view text) {
  od_view code = {NULL, 0};
  od_curl_fault fault = od_curl_fault_of(text, &code);
  if (!fault || run->fault) return;
  run->fault = fault;
  run->code = code;
}

/* What other lines tell of one address or one header is no failure yet. */
static int may_tell_fault(od_view text) {
  return !od_view_starts_nocase(text, "connect to ") &&
         !od_view_starts_nocase(text, "Immediate ") &&
         !od_view_starts_nocase(text, "SSL certificate verify result") &&
         !od_view_starts_nocase(text, "Send failure") &&
         !od_view_starts_nocase(text, "subjectAltName") &&
         od_view_find(text, "(OUT)") == OD_NOT_FOUND;
}

/* "[HTTP/2] [1] [:authority: graph.microsoft.com]" and the like. */
static void take_field(od_curl_run *run, od_view text) {
  static const char authority[] = "[:authority: ";
  size_t at = od_view_find(text, authority);
  if (od_view_find_nocase(text, "[authorization: ") != OD_NOT_FOUND)
    run->canary = 1;
  if (at == OD_NOT_FOUND) return;
  od_view host = od_view_from(text, at + sizeof authority - 1);
  unsigned port = 443;
  run->request = 1;
  host = od_view_first(host, od_view_find_char(host, ']'));
  if (od_curl_host(host, &host, &port)) set_host(run, host, port);
}

void od_curl_info(od_curl_run *run, od_view text) {
  od_view rest;
  text = od_view_trim(without_ids(od_view_trim(text)));
  take_field(run, text);
  if (!run->closed && may_tell_fault(text)) note_fault(run, text);
  for (size_t i = 0; i < COUNT(lines); i++)
    if (od_curl_after(text, lines[i].words, &rest)) {
      lines[i].take(run, rest);
      return;
    }
}

int od_curl_complaint(od_curl_run *run, od_view line, int whole) {
  unsigned code;
  od_view rest;
  if (!od_curl_after(line, "curl: (", &rest) ||
      !od_curl_number(&rest, &code) || code > 255 || !rest.size ||
      rest.data[0] != ')')
    return 0;
  if (!whole) return 1; /* it may say half */
  run->exit_code = (int)code;
  run->closed = 0; /* what it says now counts */
  od_curl_info(run, od_view_trim(od_view_from(rest, 1)));
  run->closed = 1;
  return 1;
}

/* The first issuer is that of the server's own certificate. */
void od_curl_certificate(od_curl_run *run, od_view text) {
  od_view line, rest;
  int count = 0;
  while (od_view_next(&text, '\n', &line)) {
    line = od_view_trim(line);
    if (od_curl_after(line, "Subject:", &rest) && count++) return;
    if (od_curl_after(line, "Issuer:", &rest) && !run->issuer.size)
      run->issuer = od_view_trim(rest);
    if (od_curl_after(line, "Expire date:", &rest) && !run->expires.size)
      run->expires = od_view_trim(rest);
  }
}
