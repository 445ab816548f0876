/*
 * route print in any language: the list of interfaces, the IPv4 table and the
 * IPv6 table, each between two rules of "=".
 *
 * A row is known by its shape. IPv4: destination, mask, gateway (an address,
 * or "on-link" in the system's words), the interface's address, the metric.
 * IPv6: interface, metric, prefix, gateway; a long prefix puts the gateway on
 * the next line. A persistent IPv4 route names no interface. A table counts
 * only if the rule below it was printed: half a table would hide a way.
 */
#include "core/address.h"
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"
#include "facts/readers/record.h"
#include "facts/readers/tunnel.h"

#define CHECK_EVERY 1024
#define ROUTES_MAX 4096
#define INTERFACES_MAX 512
#define WORDS_MAX 12
#define RULE_MIN 20

static const char table_fact[] = "network.route_table";
static const char interface_fact[] = "network.interfaces";

typedef struct words {
  od_view list[WORDS_MAX];
  size_t count;
} words;

typedef struct route {
  int family; /* 4 or 6; 0: no route */
  int persistent;
  od_address net;
  unsigned bits;
  od_view gateway, interface, metric, prefix;
  unsigned line;
} route;

typedef struct walker {
  od_evidence *evidence; /* NULL: only counts */
  const od_text *text;
  od_lines lines;
  int writing;      /* inside a table that is whole */
  int family;       /* of the table that is open; 0: none */
  int six_done;     /* the active IPv6 table has ended */
  unsigned routes, interfaces, tables;
} walker;

/* ---- words ---- */

static words split(od_view line) {
  words w = {.count = 0};
  while (w.count < WORDS_MAX) {
    size_t size = 0;
    line = od_view_trim(line);
    while (size < line.size && !od_is_space(line.data[size])) size++;
    if (!size) break;
    w.list[w.count++] = od_view_first(line, size);
    line = od_view_from(line, size);
  }
  return w;
}

static int is_number(od_view word) {
  unsigned long long value;
  return word.size && od_is_digit(word.data[0]) &&
         od_view_find_nocase(word, "x") == OD_NOT_FOUND &&
         od_view_number(word, &value);
}

static int is_v4(od_view word, od_address *address) {
  return od_address_parse(address, word) && address->size == 4;
}

/* ---- rows ---- */

static int read_v4(route *r, const words *w) {
  od_address mask, address;
  size_t last = w->count - 1;
  if (w->count < 4 || !is_v4(w->list[0], &r->net) ||
      !is_v4(w->list[1], &mask) || !od_address_mask(&mask, &r->bits))
    return 0;
  if (w->count == 4) { /* persistent: its metric may be a word */
    r->persistent = 1;
    r->gateway = w->list[2];
    r->metric = w->list[3];
    return is_v4(r->gateway, &address);
  }
  r->metric = w->list[last];
  r->interface = w->list[last - 1];
  if (w->count == 5 && is_v4(w->list[2], &address)) r->gateway = w->list[2];
  return is_number(r->metric) && is_v4(r->interface, &address);
}

static int read_v6(route *r, const words *w) {
  od_prefix prefix;
  od_address address;
  if (w->count < 3 || !is_number(w->list[0]) || !is_number(w->list[1]) ||
      !od_prefix_parse(&prefix, w->list[2]) || prefix.net.size != 16)
    return 0;
  r->net = prefix.net;
  r->bits = prefix.bits;
  r->prefix = w->list[2];
  r->interface = w->list[0];
  r->metric = w->list[1];
  if (w->count == 4 && od_address_parse(&address, w->list[3]))
    r->gateway = w->list[3];
  return 1;
}

/* The gateway of a long prefix stands alone on the line below. */
static void read_next_gateway(route *r, od_lines lines) {
  od_line line;
  od_address address;
  if (!od_line_next(&lines, &line)) return;
  words w = split(od_line_unquote(line.text));
  if (w.count == 1 && od_address_parse(&address, w.list[0]) &&
      address.size == 16)
    r->gateway = w.list[0];
}

static route read_row(const walker *w, const od_line *line) {
  route r = {.line = line->number};
  words found = split(od_line_unquote(line->text));
  if (read_v4(&r, &found)) {
    r.family = 4;
  } else if (read_v6(&r, &found)) {
    r.family = 6;
    if (found.count == 3) read_next_gateway(&r, w->lines);
  }
  return r;
}

/* ---- writing ---- */

static void put_prefix(od_record *record, const route *r, od_view written) {
  od_buffer text = {0};
  if (r->family == 6) {
    od_record_lower(record, "prefix", r->prefix);
    return;
  }
  od_buffer_view(&text, written);
  od_buffer_format(&text, "/%u", r->bits);
  if (text.status != OD_OK)
    od_record_put(record, "prefix", NULL);
  else
    od_record_text(record, "prefix", (od_view){text.data, text.size});
  od_buffer_release(&text);
}

static void tell_route(walker *w, const route *r, od_view written) {
  unsigned long long metric;
  od_record record = od_record_new();
  od_record_put(&record, "family", od_json_new_number(r->family));
  put_prefix(&record, r, written);
  od_record_lower(&record, "gateway",
                  r->gateway.size ? r->gateway : od_view_of("on-link"));
  if (r->interface.size)
    od_record_text(&record, "interface", r->interface);
  if (is_number(r->metric) && od_view_number(r->metric, &metric))
    od_record_put(&record, "metric", od_json_new_number((double)metric));
  if (r->persistent)
    od_record_put(&record, "persistent", od_json_new_bool(1));
  od_record_append(w->evidence, table_fact, r->line, &record);
}

/* ---- the interface list ---- */

static int is_dots(od_view text) {
  return od_view_starts_nocase(text, "...");
}

static od_view after_dots(od_view text) {
  size_t size = 0;
  while (size < text.size && text.data[size] == '.') size++;
  return od_view_from(text, size);
}

/* "00 15 5d 01 02 03 " in front of the second row of dots. */
static int take_hardware(od_view *rest) {
  size_t size = 0;
  while (size < rest->size && (od_is_hex(rest->data[size]) ||
                               rest->data[size] == ' '))
    size++;
  if (size < 17 || !is_dots(od_view_from(*rest, size))) return 0;
  *rest = after_dots(od_view_from(*rest, size));
  return 1;
}

/* " 12...00 15 5d 01 02 03 ......Hyper-V Virtual Ethernet Adapter" */
static int take_interface(walker *w, const od_line *line) {
  od_view text = od_view_trim(od_line_unquote(line->text)), rest;
  size_t digits = 0;
  while (digits < text.size && od_is_digit(text.data[digits])) digits++;
  rest = od_view_from(text, digits);
  if (!digits || digits > 5 || !is_dots(rest)) return 0;
  rest = after_dots(rest);
  int hardware = take_hardware(&rest);
  const char *kind = od_tunnel_kind(rest);
  if (!rest.size) return 0;
  w->interfaces++;
  if (!w->evidence || w->interfaces > INTERFACES_MAX ||
      !od_line_whole(w->text, line))
    return 1;
  od_record r = od_record_new();
  od_record_text(&r, "index", od_view_first(text, digits));
  od_record_text(&r, "description", od_view_trim(rest));
  /* Without an address of its own it is no card: dialled, or a tunnel. */
  od_record_text(&r, "kind", od_view_of(kind       ? kind
                                        : hardware ? "ethernet"
                                                   : "ppp"));
  od_record_append(w->evidence, interface_fact, line->number, &r);
  return 1;
}

/* ---- walking ---- */

static int is_rule(od_view line) {
  line = od_view_trim(od_line_unquote(line));
  for (size_t i = 0; i < line.size; i++)
    if (line.data[i] != '=') return 0;
  return line.size >= RULE_MIN;
}

static int is_prompt(od_view line) {
  return od_view_find_char(od_line_unquote(line), '>') != OD_NOT_FOUND;
}

/* Nothing but rows of the family stands before the rule that ends it. */
static int table_is_whole(const walker *w, int family) {
  od_lines ahead = w->lines;
  od_line line;
  while (od_line_next(&ahead, &line)) {
    od_address address;
    words found = split(od_line_unquote(line.text));
    if (is_rule(line.text)) return od_line_whole(w->text, &line);
    if (is_prompt(line.text)) return 0;
    if (found.count < 3) continue; /* blank, or the gateway of a long prefix */
    if (family == 4 ? !is_v4(found.list[0], &address)
                    : !is_number(found.list[0]))
      return 0;
  }
  return 0;
}

static void open_table(walker *w, const route *r) {
  w->family = r->family;
  w->writing = table_is_whole(w, r->family);
  w->tables += w->writing != 0;
}

static void take_route(walker *w, const od_line *line, route *r) {
  od_view written = split(od_line_unquote(line->text)).list[0];
  if (r->family == 6 && w->six_done) r->persistent = 1;
  if (r->persistent && r->family == 4) { /* its table has no end of its own */
    w->routes++;
    if (w->evidence && od_line_whole(w->text, line))
      tell_route(w, r, written);
    return;
  }
  if (w->family != r->family) open_table(w, r);
  if (!w->writing) return;
  w->routes++;
  if (w->evidence) tell_route(w, r, written);
}

static void take_line(walker *w, const od_line *line) {
  if (is_rule(line->text)) {
    if (w->family == 6) w->six_done = 1;
    w->family = 0;
    return;
  }
  if (take_interface(w, line)) return;
  route r = read_row(w, line);
  if (r.family) take_route(w, line, &r);
  else if (is_prompt(line->text))
    w->six_done = w->family = 0; /* a prompt: perhaps another route print */
}

static walker walk(const od_text *text, od_evidence *e, od_job *job) {
  walker w = {.evidence = e, .text = text, .lines = od_lines_of(text)};
  od_line line;
  while (od_line_next(&w.lines, &line)) {
    if (job && line.number % CHECK_EVERY == 0 && od_job_check(job)) break;
    take_line(&w, &line);
  }
  return w;
}

static int recognises(const od_text *text) {
  od_view all = {text->data, text->size};
  if (od_view_find(all, "====================") == OD_NOT_FOUND) return 0;
  walker w = walk(text, NULL, NULL);
  return w.tables || w.interfaces > 1;
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  walker w = walk(text, NULL, job);
  if (w.routes > ROUTES_MAX) {
    od_evidence_state(e, table_fact, OD_FACT_UNREADABLE, 0,
                      "more routes than are looked at");
  } else if (w.tables || w.interfaces > 1) {
    walk(text, e, job);
  }
  if (w.interfaces > INTERFACES_MAX)
    od_evidence_withdraw(e, interface_fact, 0,
                         "more interfaces than are looked at");
}

const od_reader od_reader_route = {"route", recognises, read_text};
