#include "facts/readers/proxy_address.h"

/* One entry in parts; a part that is not there is empty. */
typedef struct entry {
  od_view protocol; /* "https=" */
  od_view scheme;   /* "http://" */
  od_view host;
  od_view port; /* with its ':' */
} entry;

/* How long the name in front of `mark` is with the mark, 0 if none is. */
static size_t prefix_size(od_view text, const char *mark, size_t size) {
  size_t at = od_view_find(text, mark);
  if (at == OD_NOT_FOUND || !at) return 0;
  for (size_t i = 0; i < at; i++)
    if (!od_is_alpha(text.data[i]) && !od_is_digit(text.data[i])) return 0;
  return at + size;
}

static od_view take(od_view *rest, size_t size) {
  od_view part = od_view_first(*rest, size);
  *rest = od_view_from(*rest, size);
  return part;
}

static size_t last_char(od_view text, char c) {
  for (size_t i = text.size; i > 0; i--)
    if (text.data[i - 1] == c) return i - 1;
  return OD_NOT_FOUND;
}

static int is_name(od_view host) {
  for (size_t i = 0; i < host.size; i++) {
    char c = host.data[i];
    if (!od_is_alpha(c) && !od_is_digit(c) && c != '.' && c != '-' && c != '_')
      return 0;
  }
  return host.size && host.data[0] != '.' && host.data[0] != '-';
}

/* "[fe80::1]": hexadecimal, colons, dots, a zone. */
static int is_bracketed(od_view host) {
  if (host.size < 4 || host.data[0] != '[') return 0;
  for (size_t i = 1; i + 1 < host.size; i++) {
    char c = host.data[i];
    if (!od_is_hex(c) && c != ':' && c != '.' && c != '%') return 0;
  }
  return host.data[host.size - 1] == ']';
}

static int is_port(od_view port) {
  unsigned long long number;
  if (!port.size) return 1;
  return od_is_digit(od_view_from(port, 1).size ? port.data[1] : ' ') &&
         od_view_number(od_view_from(port, 1), &number) && number <= 65535;
}

/* Takes an entry apart; 0 if it is none. */
static int entry_of(od_view text, entry *out) {
  out->protocol = take(&text, prefix_size(text, "=", 1));
  out->scheme = take(&text, prefix_size(text, "://", 3));
  size_t at = last_char(text, '@');
  if (at != OD_NOT_FOUND) text = od_view_from(text, at + 1);
  size_t slash = od_view_find_char(text, '/');
  if (slash != OD_NOT_FOUND) text = od_view_first(text, slash);
  size_t colon = last_char(text, ':');
  size_t bracket = last_char(text, ']');
  if (colon != OD_NOT_FOUND && bracket != OD_NOT_FOUND && colon < bracket)
    colon = OD_NOT_FOUND;
  out->port = colon == OD_NOT_FOUND ? od_view_from(text, text.size)
                                    : od_view_from(text, colon);
  out->host = od_view_first(text, text.size - out->port.size);
  return (is_name(out->host) || is_bracketed(out->host)) && is_port(out->port);
}

/* The next entry between ';' and blanks; 0 at the end. */
static int next_entry(od_view *rest, od_view *text) {
  while (rest->size && (od_is_space(rest->data[0]) || rest->data[0] == ';'))
    *rest = od_view_from(*rest, 1);
  size_t size = 0;
  while (size < rest->size && !od_is_space(rest->data[size]) &&
         rest->data[size] != ';')
    size++;
  *text = take(rest, size);
  return size > 0;
}

static int look(od_view rest, int *sure) {
  od_view text;
  entry part;
  size_t count = 0;
  for (*sure = 0; next_entry(&rest, &text); count++) {
    if (!entry_of(text, &part)) return 0;
    *sure |= part.port.size || part.scheme.size || part.protocol.size;
  }
  return count > 0;
}

int od_is_proxy_servers(od_view value) {
  int sure;
  return look(value, &sure);
}

int od_is_surely_proxy_servers(od_view value) {
  int sure;
  return look(value, &sure) && sure;
}
