#include "facts/proxy.h"

static int is_separator(char c) { return c == ';' || od_is_space(c); }

static od_view take(od_view *rest, size_t size) {
  od_view part = od_view_first(*rest, size);
  *rest = od_view_from(*rest, size);
  return part;
}

/* "https=" or "http://" in front of a text, else empty. */
static od_view take_mark(od_view *text, const char *mark, size_t size) {
  size_t at = od_view_find(*text, mark);
  if (at == OD_NOT_FOUND || !at) return od_view_first(*text, 0);
  for (size_t i = 0; i < at; i++)
    if (!od_is_alpha(text->data[i]) && !od_is_digit(text->data[i]))
      return od_view_first(*text, 0);
  return take(text, at + size);
}

static size_t last_char(od_view text, char c) {
  for (size_t i = text.size; i > 0; i--)
    if (text.data[i - 1] == c) return i - 1;
  return OD_NOT_FOUND;
}

static size_t end_of_authority(od_view text) {
  size_t end = 0;
  while (end < text.size && text.data[end] != '/' && text.data[end] != '?' &&
         text.data[end] != '#')
    end++;
  return end;
}

/* What stands in front of the first of two parts, apart by the last ':'. */
static size_t port_mark(od_view authority) {
  size_t colon = last_char(authority, ':');
  size_t bracket = last_char(authority, ']');
  if (colon == OD_NOT_FOUND || colon != od_view_find_char(authority, ':'))
    return bracket != OD_NOT_FOUND && bracket + 1 < authority.size &&
                   authority.data[bracket + 1] == ':'
               ? bracket + 1
               : OD_NOT_FOUND;
  return colon;
}

/* "user:secret" looks like a host with a port that is no number. */
static int has_bad_port(od_view authority) {
  size_t colon = port_mark(authority);
  if (colon == OD_NOT_FOUND) return 0;
  for (size_t i = colon + 1; i < authority.size; i++)
    if (!od_is_digit(authority.data[i]) && authority.data[i] != '*') return 1;
  return 0;
}

static void clean_entry(od_buffer *out, od_view text, int is_script) {
  od_buffer_view(out, take_mark(&text, "=", 1));
  od_buffer_view(out, take_mark(&text, "://", 3));
  size_t end = end_of_authority(text);
  size_t at = last_char(od_view_first(text, end), '@');
  /* A password may hold a slash: then the authority seemed to end there. */
  if (at == OD_NOT_FOUND &&
      (!is_script || has_bad_port(od_view_first(text, end))))
    at = last_char(text, '@');
  if (at != OD_NOT_FOUND) text = od_view_from(text, at + 1);
  end = end_of_authority(text);
  if (has_bad_port(od_view_first(text, end))) {
    size_t colon = port_mark(od_view_first(text, end));
    od_buffer_view(out, od_view_first(text, colon));
    return;
  }
  if (is_script)
    while (end < text.size && text.data[end] != '?' && text.data[end] != '#')
      end++;
  od_buffer_view(out, od_view_first(text, is_script ? end : text.size));
}

void od_proxy_clean(od_buffer *out, od_view setting, int is_script) {
  while (setting.size) {
    size_t size = 0;
    while (size < setting.size && !is_separator(setting.data[size])) size++;
    clean_entry(out, take(&setting, size), is_script);
    size = 0;
    while (size < setting.size && is_separator(setting.data[size])) size++;
    od_buffer_view(out, take(&setting, size));
  }
}

static void split_server(od_view text, od_proxy_server *server) {
  take_mark(&text, "://", 3);
  size_t at = last_char(text, '@');
  if (at != OD_NOT_FOUND) text = od_view_from(text, at + 1);
  text = od_view_first(text, end_of_authority(text));
  size_t colon = port_mark(text);
  if (colon == OD_NOT_FOUND) colon = text.size;
  server->host = od_view_first(text, colon);
  server->port = colon < text.size ? od_view_from(text, colon + 1)
                                   : od_view_from(text, text.size);
}

int od_proxy_for_https(od_view setting, od_proxy_server *server) {
  while (setting.size) {
    size_t size = 0;
    while (size < setting.size && !is_separator(setting.data[size])) size++;
    od_view entry = take(&setting, size);
    if (setting.size) take(&setting, 1);
    od_view protocol = take_mark(&entry, "=", 1);
    if (!entry.size) continue;
    if (protocol.size && !od_view_equal_nocase(protocol, "https=")) continue;
    split_server(entry, server);
    if (server->host.size) return 1;
  }
  return 0;
}

static int same_port(od_view a, od_view b) {
  od_view usual = od_view_of("80");
  return !od_view_compare_nocase(a.size ? a : usual, b.size ? b : usual);
}

int od_proxy_same(const od_proxy_server *a, const od_proxy_server *b) {
  return !od_view_compare_nocase(a->host, b->host) &&
         same_port(a->port, b->port);
}

int od_proxy_is_loopback(const od_proxy_server *server) {
  od_view host = server->host;
  return od_view_equal_nocase(host, "localhost") ||
         od_view_equal_nocase(host, "[::1]") ||
         od_view_equal_nocase(host, "::1") ||
         (od_view_starts_nocase(host, "127.") &&
          od_is_digit(host.data[host.size - 1]));
}
