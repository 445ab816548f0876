/*
 * ipconfig and ipconfig /all in any language.
 *
 * An adapter is a heading without indent that ends in a colon, then indented
 * rows "label . . . : value"; more values of a row stand below it, far to the
 * right. Labels are translated, but IPv4, IPv6, DHCP, DNS and WINS stay, and
 * so does the order: the adapter's own addresses with their masks, then the
 * gateway, then the servers. An adapter that is not plugged in starts with a
 * sentence in place of the DNS suffix.
 */
#include "core/address.h"
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"
#include "facts/readers/record.h"
#include "facts/readers/tunnel.h"

#define CHECK_EVERY 1024
#define LIST_MAX 16
#define ADAPTERS_MAX 256
#define HEADING_MAX 160
#define CONTINUED 20 /* blanks before a further value */

static const char fact[] = "network.adapters";

typedef struct values {
  od_view list[LIST_MAX];
  size_t count;
} values;

enum { INTO_NONE, INTO_OWN, INTO_GATEWAY, INTO_DNS, INTO_COUNT };

typedef struct adapter {
  od_view heading, description;
  unsigned line;
  unsigned rows;
  int leaders; /* ". . ." was seen */
  int suffix;  /* the row of the DNS suffix was seen */
  int unplugged;
  int gateway; /* its row was seen, be it empty */
  int netbios; /* the last row of /all, where there is an IPv4 address */
  int into;    /* where further values go */
  int lost;    /* there were too many of them */
  values of[INTO_COUNT];
} adapter;

typedef struct walker {
  od_evidence *evidence; /* NULL: only recognises */
  const od_text *text;
  adapter now;
  od_job *job;
  int open;
  unsigned found;
} walker;

/* ---- kinds ---- */

typedef struct heading_kind {
  const char *start; /* of a heading; what follows is the adapter's name */
  const char *kind;
} heading_kind;

static const heading_kind headings[] = {
    {"Ethernet adapter ", "ethernet"},
    {"Ethernet-Adapter ", "ethernet"},
    {"Carte Ethernet ", "ethernet"},
    {"Karta Ethernet ", "ethernet"},
    {"Adaptador de Ethernet ", "ethernet"},
    {"Scheda Ethernet ", "ethernet"},
    {"\xe3\x82\xa4\xe3\x83\xbc\xe3\x82\xb5\xe3\x83\x8d\xe3\x83\x83\xe3\x83\x88 "
     "\xe3\x82\xa2\xe3\x83\x80\xe3\x83\x97\xe3\x82\xbf\xe3\x83\xbc ",
     "ethernet"},
    {"Wireless LAN adapter ", "wireless"},
    {"Drahtlos-LAN-Adapter ", "wireless"},
    {"Carte r\xc3\xa9seau sans fil ", "wireless"},
    {"Karta bezprzewodowej sieci LAN ", "wireless"},
    {"Adaptador de LAN inal\xc3\xa1mbrica ", "wireless"},
    {"Scheda LAN wireless ", "wireless"},
    {"PPP adapter ", "ppp"},
    {"PPP-Adapter ", "ppp"},
    {"Carte PPP ", "ppp"},
    {"Karta PPP ", "ppp"},
    {"Adaptador PPP ", "ppp"},
    {"Scheda PPP ", "ppp"},
    {"PPP \xe3\x82\xa2\xe3\x83\x80\xe3\x83\x97\xe3\x82\xbf\xe3\x83\xbc ",
     "ppp"},
    {"Tunnel adapter ", "other"},
    {"Tunneladapter ", "other"},
    {"Carte Tunnel ", "other"},
    {"Karta tunelowa ", "other"},
    {"Unknown adapter ", "other"},
    {"Unbekannter Adapter ", "other"},
    {"Carte inconnue ", "other"},
    {"Nieznana karta ", "other"},
    {"\xe4\xb8\x8d\xe6\x98\x8e\xe3\x81\xaa\xe3\x82\xa2\xe3\x83\x80\xe3\x83\x97"
     "\xe3\x82\xbf\xe3\x83\xbc ",
     "other"},
};

/* The kind by the heading, whose own part is taken off where it is known. */
static const char *kind_of_heading(od_view *heading) {
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
    if (!od_view_starts_nocase(*heading, headings[i].start)) continue;
    *heading =
        od_view_from(*heading, od_view_of(headings[i].start).size);
    return headings[i].kind;
  }
  if (od_view_find(*heading, "PPP") != OD_NOT_FOUND) return "ppp";
  if (od_view_find_nocase(*heading, "Ethernet") != OD_NOT_FOUND)
    return "ethernet";
  if (od_view_find_nocase(*heading, "Wi-Fi") != OD_NOT_FOUND ||
      od_view_find_nocase(*heading, "WLAN") != OD_NOT_FOUND)
    return "wireless";
  return "other";
}

static const char *kind_of(const adapter *a, od_view *name) {
  const char *kind = kind_of_heading(name);
  const char *told = od_tunnel_kind(a->description);
  if (!told) told = od_tunnel_kind(*name);
  return told && kind[0] != 'p' && kind[0] != 'w' ? told : kind;
}

/* ---- writing ---- */

/* The last adapter of a text has told all that is asked of it. */
static int is_complete(const walker *w) {
  const adapter *a = &w->now;
  const char *end = w->text->data + w->text->size;
  if (end[-1] != '\n' && end[-1] != '\r') return 0;
  return a->unplugged ? a->rows > 1
                      : a->gateway && (!a->description.size || a->netbios);
}

static void tell_adapter(walker *w, int closed) {
  adapter *a = &w->now;
  od_view name = a->heading;
  const char *kind = kind_of(a, &name);
  int connected = a->of[INTO_OWN].count > 0;
  size_t gateways = a->of[INTO_GATEWAY].count;
  od_record r = od_record_new();
  od_record_text(&r, "adapter", name);
  if (a->description.size)
    od_record_text(&r, "description", a->description);
  od_record_text(&r, "kind", od_view_of(kind));
  if (connected || closed)
    od_record_put(&r, "connected", od_json_new_bool(connected));
  od_record_texts(&r, "addresses", a->of[INTO_OWN].list,
                  a->of[INTO_OWN].count);
  if (closed || gateways)
    od_record_texts(&r, "gateways", a->of[INTO_GATEWAY].list, gateways);
  if (a->of[INTO_DNS].count)
    od_record_texts(&r, "dns", a->of[INTO_DNS].list, a->of[INTO_DNS].count);
  if (a->lost)
    od_evidence_warn(w->evidence, w->job, a->line,
                     "of this adapter's addresses only 16 were kept");
  od_record_append(w->evidence, fact, a->line, &r);
}

/* `closed`: something follows, so that nothing of it can be cut off. */
static void end_adapter(walker *w, int closed) {
  int is = w->now.leaders && w->now.suffix;
  /* The heading of one that was cut off must not be forgotten. */
  if (!closed && w->found) is = 1;
  if (w->open && is) {
    w->found++;
    if (w->evidence && w->found <= ADAPTERS_MAX)
      tell_adapter(w, closed || is_complete(w));
  }
  w->open = 0;
}

/* ---- rows ---- */

static int has(od_view label, const char *token) {
  return od_view_find(label, token) != OD_NOT_FOUND;
}

/* "192.168.1.7(Preferred)", "fe80::1%12(…)"; only the address remains. */
static int is_address(od_view *value, od_address *address) {
  od_view text = od_view_first(*value, od_view_find_char(*value, '('));
  if (!od_address_parse(address, text)) return 0;
  *value = od_view_first(text, od_view_find_char(text, '%'));
  return 1;
}

static void keep(adapter *a, int into, od_view value) {
  values *list = &a->of[into];
  a->into = into;
  if (into == INTO_NONE) return;
  if (list->count < LIST_MAX) list->list[list->count++] = value;
  else a->lost = 1;
}

static void take_address(adapter *a, od_view label, od_view value,
                         const od_address *address) {
  unsigned bits;
  int own = a->of[INTO_OWN].count > 0;
  if (has(label, "DNS")) keep(a, INTO_DNS, value);
  else if (has(label, "DHCP") || has(label, "WINS")) a->into = INTO_NONE;
  else if (own && address->bytes[0] == 255 && od_address_mask(address, &bits))
    a->into = INTO_NONE;
  else if (!own || has(label, "IPv4") || has(label, "IPv6"))
    keep(a, INTO_OWN, value);
  else if (!a->gateway) {
    a->gateway = 1;
    keep(a, INTO_GATEWAY, value);
  } else {
    a->into = INTO_NONE;
  }
}

static void take_text(adapter *a, od_view label, od_view value) {
  a->into = INTO_NONE;
  if (has(label, "NetBIOS")) a->netbios = 1;
  if (has(label, "DNS")) {
    a->suffix = 1;
  } else if (!value.size) {
    if (!a->of[INTO_OWN].count || has(label, "DHCP") || a->gateway) return;
    a->gateway = 1;
    a->into = INTO_GATEWAY;
  } else if (a->rows == 1) {
    a->unplugged = 1;
  } else if (a->suffix && !a->description.size && !a->of[INTO_OWN].count) {
    a->description = value;
  }
}

/* The label without the dots that lead to its colon. */
static od_view without_leader(od_view label) {
  while (label.size && (label.data[label.size - 1] == '.' ||
                        label.data[label.size - 1] == ' '))
    label.size--;
  return label;
}

/* 1 if the line belongs to the adapter. */
static int take_row(adapter *a, od_view line) {
  od_view label, value, alone = od_view_trim(line);
  od_address address;
  size_t indent = od_line_indent(line);
  if (indent >= CONTINUED && is_address(&alone, &address)) {
    keep(a, a->into, alone);
    return 1;
  }
  if (!indent || !od_line_label(line, 0, &label, &value)) return 0;
  a->rows++;
  if (has(label, ". .")) a->leaders = 1;
  label = without_leader(label);
  if (is_address(&value, &address))
    take_address(a, label, value, &address);
  else
    take_text(a, label, value);
  return 1;
}

/* ---- walking ---- */

static int starts_adapter(od_view line, od_view *name) {
  return !od_line_indent(line) && od_line_heading(line, name) &&
         name->size < HEADING_MAX && !has(*name, ". .") &&
         od_view_find_char(*name, '>') == OD_NOT_FOUND;
}

/* As printed, also where a mail quotes it. */
static od_view unquoted(od_view line) {
  od_view text = od_line_unquote(line);
  int quoted = text.data != line.data;
  return quoted && text.size && text.data[0] == ' ' ? od_view_from(text, 1)
                                                    : text;
}

static void take_line(walker *w, const od_line *line) {
  od_view text = unquoted(line->text), name;
  if (od_line_blank(text)) return;
  if (starts_adapter(text, &name)) {
    end_adapter(w, 1);
    w->now = (adapter){.heading = name, .line = line->number};
    w->open = 1;
  } else if (w->open && od_line_whole(w->text, line)) {
    if (!take_row(&w->now, text)) end_adapter(w, 1);
  }
}

static unsigned walk(const od_text *text, od_evidence *e, od_job *job) {
  walker w = {.evidence = e, .text = text, .job = job};
  od_lines lines = od_lines_of(text);
  od_line line;
  while ((e || !w.found) && od_line_next(&lines, &line)) {
    if (job && line.number % CHECK_EVERY == 0 && od_job_check(job)) return 0;
    take_line(&w, &line);
  }
  end_adapter(&w, 0);
  return w.found;
}

static int recognises(const od_text *text) {
  od_view all = {text->data, text->size};
  if (od_view_find(all, ". .") == OD_NOT_FOUND) return 0;
  return walk(text, NULL, NULL) > 0;
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  if (walk(text, e, job) > ADAPTERS_MAX)
    od_evidence_withdraw(e, fact, 0, "more adapters than are looked at");
}

const od_reader od_reader_ipconfig = {"ipconfig", recognises, read_text};
