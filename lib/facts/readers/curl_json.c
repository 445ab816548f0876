/* The objects that curl and the services print. */
#include "facts/readers/curl.h"

#include <string.h>

static od_view text_of(const od_json *object, const char *name) {
  return od_json_view(od_json_member(object, name));
}

static double number_of(const od_json *object, const char *name) {
  return od_json_number(od_json_member(object, name));
}

int od_curl_is_summary(const od_json *object) {
  return od_json_member(object, "time_namelookup") &&
         od_json_member(object, "url_effective") &&
         od_json_member(object, "response_code");
}

/* ---- times: seconds in the object, 0 where it did not get so far ---- */

static double between(double from, double to) {
  long long microseconds = (long long)((to - from) * 1e6 + 0.5);
  return to > 0 && to < 1e6 && to >= from ? (double)microseconds / 1000 : -1;
}

static void take_times(od_curl_run *run, const od_json *object) {
  double name = number_of(object, "time_namelookup");
  double connect = number_of(object, "time_connect");
  double secure = number_of(object, "time_appconnect");
  double ready = number_of(object, "time_pretransfer");
  double first = number_of(object, "time_starttransfer");
  run->dns_ms = between(0, name);
  run->connect_ms = between(name, connect);
  run->tls_ms = between(connect, secure);
  run->first_byte_ms = between(ready, first);
}

/* ---- where it went ---- */

static void take_url(od_curl_run *run, const od_json *object) {
  od_view host, url = text_of(object, "url_effective");
  unsigned port;
  int secure;
  if (!od_curl_url(url, &host, &port, &secure)) return;
  if (od_view_find_nocase(url, "/connecttest.txt") != OD_NOT_FOUND ||
      od_view_find_nocase(url, "/ncsi.txt") != OD_NOT_FOUND)
    run->probe = 1;
  if (run->host.size && od_view_compare_nocase(run->host, host)) return;
  run->host = host;
  run->port = port;
  run->secure = secure;
}

static void take_peer(od_curl_run *run, const od_json *object) {
  od_view address = text_of(object, "remote_ip");
  double port = number_of(object, "remote_port");
  if (!address.size || !text_of(object, "local_ip").size ||
      run->exit_code == 7)
    return;
  run->connected = 1;
  if (!run->address.size) run->address = address;
  if (!run->peer_port && port > 0 && port < 65536)
    run->peer_port = (unsigned)port;
}

static void take_way(od_curl_run *run, const od_json *object) {
  double connect = number_of(object, "http_connect");
  if (connect >= 100 && connect < 1000) {
    run->seen_proxy = 1;
    if (connect >= 300) run->tunnel_status = (unsigned)connect;
    run->tunnel = connect < 300 ? 2 : 1;
  }
  if (number_of(object, "proxy_used") > 0) run->seen_proxy = 1;
}

static void take_result(od_curl_run *run, const od_json *object) {
  double code = number_of(object, "exitcode");
  double status = number_of(object, "response_code");
  od_view message = text_of(object, "errormsg");
  if (od_json_member(object, "exitcode") && code >= 0 && code < 256)
    run->exit_code = (int)code;
  if (run->exit_code > 0 && message.size) {
    run->closed = 0;
    od_curl_info(run, message);
  }
  if (!run->status && status >= 200 && status < 1000)
    run->status = (unsigned)status;
}

void od_curl_summary(od_curl_run *run, od_json *object) {
  od_view version = text_of(object, "curl_version");
  od_json_free(run->summary);
  run->summary = object;
  take_url(run, object);
  take_way(run, object);
  take_result(run, object);
  take_peer(run, object);
  take_times(run, object);
  od_curl_certificate(run, text_of(object, "certs"));
  if (od_view_find_nocase(version, " Schannel") != OD_NOT_FOUND)
    run->schannel = 1;
  if (run->tls_ms >= 0 && number_of(object, "time_appconnect") > 0)
    run->secured = 1;
  run->summed = run->closed = 1;
}

/* A message may quote the token that it complains of: its first line, up to a
   quotation mark. */
static od_view first_words(od_view message) {
  size_t size = 0;
  message = od_view_first(message, 160);
  while (size < message.size && !strchr("'\"\r\n", message.data[size]))
    size++;
  while (size && (message.data[size - 1] & 0xc0) == 0x80) size--;
  return od_view_trim(od_view_first(message, size));
}

void od_curl_body(od_curl_run *run, od_json *object) {
  const od_json *error = od_json_member(object, "error");
  od_view code = text_of(error, "code");
  if (!code.size || code.size > 64 || run->body) {
    od_json_free(object);
    return;
  }
  run->body = object;
  run->answer_code = code;
  run->answer_message = first_words(text_of(error, "message"));
}
