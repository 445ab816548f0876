/*
 * netsh winhttp show proxy in any language, and show advproxy (JSON).
 *
 * The heading names WinHTTP in every language and ends with a colon. Below it
 * stands either one sentence without a colon (direct access) or two labelled
 * lines: the servers, then the bypass list. So a value is known by its place
 * and its shape, never by its label.
 */
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"

#include "facts/readers/proxy_address.h"

#define HEADING_MAX 160
#define SENTENCE_MAX 200
#define BYPASS_MAX 16384
#define JSON_MAX 65536
#define CHECK_EVERY 1024
#define TRIES_MAX 64

typedef enum block_kind { BLOCK_NONE, BLOCK_DIRECT, BLOCK_MANUAL } block_kind;

typedef struct block {
  block_kind kind;
  od_line server; /* of a manual block: the value; of a direct one: the line */
  od_line bypass; /* number 0: not printed */
  od_view rest;   /* where the console broke the bypass list */
  int whole;
} block;

static int is_heading(od_view line) {
  od_view name;
  return od_line_heading(od_line_unquote(line), &name) &&
         name.size < HEADING_MAX &&
         od_view_find_nocase(name, "winhttp") != OD_NOT_FOUND &&
         od_view_find_char(name, '=') == OD_NOT_FOUND;
}

/* The next line that is not blank, at most two further down. */
static int body_line(od_lines *lines, od_line *line) {
  for (int blanks = 0; blanks < 3; blanks++) {
    if (!od_line_next(lines, line)) return 0;
    line->text = od_line_unquote(line->text);
    if (!od_line_blank(line->text)) return 1;
  }
  return 0;
}

/* A following line of the same block; 0 at a blank one or at the end. */
static int same_block(od_lines *lines, od_line *line) {
  if (!od_line_next(lines, line)) return 0;
  line->text = od_line_unquote(line->text);
  return !od_line_blank(line->text);
}

/* What stands between the first parentheses, ASCII or full-width. */
static size_t parenthesis_size(od_view text) {
  size_t open = od_view_find_char(text, '('), close, width = 1;
  if (open == OD_NOT_FOUND) {
    width = 3;
    open = od_view_find(text, "\xef\xbc\x88");
  }
  if (open == OD_NOT_FOUND) return 0;
  text = od_view_from(text, open + width);
  close = od_view_find(text, width == 1 ? ")" : "\xef\xbc\x89");
  return close == OD_NOT_FOUND ? 0 : close;
}

/* "Direct access (no proxy server)." alone between blank lines; every
   language explains it in parentheses. "Proxy Server(s)" cut before its
   colon is none, nor is a command that a manual prints. */
static int is_sentence(od_view line) {
  od_view text = od_view_trim(line), label, value;
  return text.size < SENTENCE_MAX && parenthesis_size(text) >= 4 &&
         !od_line_label(text, 1, &label, &value) &&
         od_view_find_nocase(text, "netsh") == OD_NOT_FOUND;
}

/* "label : servers" */
static int is_manual(od_view line, od_view *value) {
  od_view label;
  if (!od_line_label(line, 0, &label, value) || label.size > 64) return 0;
  for (size_t i = 0; i < label.size; i++)
    if (od_is_digit(label.data[i]) || label.data[i] == '/') return 0;
  return od_is_surely_proxy_servers(*value) ||
         (od_line_indent(line) && od_is_proxy_servers(*value));
}

static void read_bypass(od_lines *lines, block *out, const od_text *text) {
  od_view label, value;
  od_line line, after;
  if (!same_block(lines, &line)) return;
  if (!od_line_label(line.text, 0, &label, &value)) return;
  size_t width = line.text.size;
  out->whole = od_line_whole(text, &line);
  out->bypass = line;
  out->bypass.text = value;
  if (width < OD_WRAP_WIDTH || !same_block(lines, &after) ||
      od_line_indent(after.text) ||
      od_line_label(after.text, 0, &label, &value))
    return;
  out->rest = od_view_trim(after.text);
  out->whole = od_line_whole(text, &after);
}

/* What stands below a heading. */
static block block_at(od_lines lines, const od_text *text) {
  block out = {0};
  od_line line, after;
  od_view value;
  if (!body_line(&lines, &line)) return out;
  out.whole = od_line_whole(text, &line);
  if (is_sentence(line.text)) {
    if (!same_block(&lines, &after)) out.kind = BLOCK_DIRECT;
    out.server = line;
  } else if (is_manual(line.text, &value)) {
    out.kind = BLOCK_MANUAL;
    out.server = line;
    out.server.text = value;
    read_bypass(&lines, &out, text);
  }
  return out;
}

/* ---- show advproxy ---- */

typedef struct region {
  od_view text;
  unsigned line;
} region;

static const char *const members[] = {
    "\"Proxy\"",         "\"ProxyBypass\"", "\"ProxyIsEnabled\"",
    "\"AutoconfigUrl\"", "\"AutoDetect\"",  "\"AutoConfigIsEnabled\"",
    "\"PerUserProxySettings\""};

static int begins_advanced(od_view object) {
  od_view inside = od_view_trim(od_view_from(object, 1));
  for (size_t i = 0; i < sizeof members / sizeof *members; i++)
    if (od_view_starts_nocase(inside, members[i])) return 1;
  return 0;
}

static int has_two_members(od_view object) {
  int hits = 0;
  for (size_t i = 0; i < sizeof members / sizeof *members; i++)
    hits += od_view_find_nocase(object, members[i]) != OD_NOT_FOUND;
  return hits >= 2;
}

/* An object that begins in this line; `rest` is what follows the line. 1 if
   it was worth a closer look, whatever came of it. */
static unsigned advanced_at(const od_line *line, od_view rest, region *out) {
  od_view text = od_view_trim(line->text);
  if (!text.size || text.data[0] != '{') return 0;
  text.size = (size_t)(rest.data + rest.size - text.data);
  text = od_view_first(text, JSON_MAX);
  if (!begins_advanced(text)) return 0;
  size_t size = od_json_extent(text);
  if (size) text = od_view_first(text, size);
  if (!has_two_members(text)) return 1;
  out->line = line->number;
  out->text = text;
  return 1;
}

/* ---- walking ---- */

typedef struct found {
  block basic;
  region advanced; /* line 0: none */
  unsigned tries;
} found;

static void search(const od_text *text, od_job *job, found *out) {
  od_lines lines = od_lines_of(text);
  od_line line;
  *out = (found){0};
  while (od_line_next(&lines, &line)) {
    if (job && line.number % CHECK_EVERY == 0 && od_job_check(job)) return;
    if (!out->basic.kind && is_heading(line.text))
      out->basic = block_at(lines, text);
    if (!out->advanced.line && out->tries < TRIES_MAX)
      out->tries += advanced_at(&line, lines.rest, &out->advanced);
  }
}

static int recognises(const od_text *text) {
  found all;
  search(text, NULL, &all);
  return all.basic.kind || all.advanced.line;
}

/* ---- writing ---- */

static const char mode_fact[] = "proxy.winhttp.mode";
static const char server_fact[] = "proxy.winhttp.server";
static const char bypass_fact[] = "proxy.winhttp.bypass";
static const char script_fact[] = "proxy.winhttp.pac_url";

/* Users and passwords are taken out where the fact is written. */
static void write_servers(od_evidence *e, unsigned line, od_view value) {
  if (od_is_proxy_servers(value))
    od_evidence_text(e, server_fact, line, value);
  else
    od_evidence_state(e, server_fact, OD_FACT_UNREADABLE, line,
                      "not a list of servers");
}

static void write_bypass(od_evidence *e, const block *basic) {
  od_buffer list = {0};
  unsigned line = basic->bypass.number;
  if (!line) {
    od_evidence_state(e, bypass_fact, OD_FACT_NOT_ASKED, 0, "not printed");
  } else if (od_in_parentheses(basic->bypass.text) ||
             (!basic->bypass.text.size && basic->whole)) {
    od_evidence_state(e, bypass_fact, OD_FACT_ABSENT, line, "printed as none");
  } else if (!basic->whole ||
             basic->bypass.text.size + basic->rest.size > BYPASS_MAX) {
    od_evidence_state(e, bypass_fact, OD_FACT_UNREADABLE, line,
                      "the list is cut off");
  } else {
    od_buffer_view(&list, basic->bypass.text);
    od_buffer_view(&list, basic->rest);
    od_evidence_buffer(e, bypass_fact, line, &list);
  }
}

static void write_nothing(od_evidence *e, unsigned line, const char *why) {
  od_evidence_state(e, server_fact, OD_FACT_ABSENT, line, why);
  od_evidence_state(e, bypass_fact, OD_FACT_ABSENT, line, why);
}

static void write_basic(od_evidence *e, const block *basic) {
  unsigned line = basic->server.number;
  if (basic->kind == BLOCK_DIRECT) {
    od_evidence_text(e, mode_fact, line, od_view_of("direct"));
    write_nothing(e, line, "direct access");
    return;
  }
  od_evidence_text(e, mode_fact, line, od_view_of("manual"));
  if (!basic->whole && !basic->bypass.number)
    od_evidence_state(e, server_fact, OD_FACT_UNREADABLE, line,
                      "the line is cut off");
  else
    write_servers(e, line, basic->server.text);
  write_bypass(e, basic);
}

/* A member, whatever its capitals: Windows has printed both spellings. */
static const od_json *member(const od_json *object, const char *name) {
  const od_json *item = od_json_first(object);
  while (item && !od_view_equal_nocase(od_view_of(od_json_name(item)), name))
    item = od_json_next(item);
  return item;
}

static od_view text_of(const od_json *object, const char *name) {
  return od_view_trim(od_json_view(member(object, name)));
}

/* Older builds print a setting only where there is one, without the switch. */
static int is_on(const od_json *object, const char *name, int otherwise) {
  const od_json *item = member(object, name);
  return od_json_is(item, OD_JSON_BOOL) ? od_json_bool(item) : otherwise;
}

typedef struct settings {
  const char *mode;
  od_view server, bypass, script;
  int per_user;
} settings;

/* A script decides before a fixed server does; detection, on by default and
   mostly finding nothing, is the last. */
static settings settings_of(const od_json *object) {
  settings out = {0};
  out.server = text_of(object, "Proxy");
  out.script = text_of(object, "AutoconfigUrl");
  out.bypass = text_of(object, "ProxyBypass");
  out.per_user = is_on(object, "PerUserProxySettings", 0);
  if (!is_on(object, "ProxyIsEnabled", 1)) out.server.size = 0;
  if (!is_on(object, "AutoConfigIsEnabled", 1)) out.script.size = 0;
  out.mode = out.script.size                  ? "pac"
             : out.server.size                ? "manual"
             : is_on(object, "AutoDetect", 0) ? "auto-detect"
                                              : "direct";
  return out;
}

static void write_settings(od_evidence *e, unsigned line,
                           const settings *set) {
  od_evidence_text(e, mode_fact, line, od_view_of(set->mode));
  if (set->script.size)
    od_evidence_text(e, script_fact, line, set->script);
  else
    od_evidence_state(e, script_fact, OD_FACT_ABSENT, line, "no script is set");
  if (set->server.size) {
    write_servers(e, line, set->server);
    od_evidence_printed(e, bypass_fact, line, set->bypass);
  } else {
    write_nothing(e, line, "no server is set");
  }
}

/*
 * show proxy tells WinHTTP's default and stands, but it knows no scripts:
 * where it says "direct", settings of the whole machine go before it. Those
 * of one user are that user's.
 */
static int goes_before(const settings *set, const block *basic) {
  return !basic->kind ||
         (basic->kind == BLOCK_DIRECT && !set->per_user &&
          (set->server.size || set->script.size));
}

/* 1 if the advanced settings were written. */
static int write_advanced(od_evidence *e, const found *all) {
  unsigned line = all->advanced.line;
  od_json_options options = {0};
  od_json *object = NULL;
  int written = 0;
  options.forgive_commas = 1;
  od_status status = od_json_parse(&object, all->advanced.text, &options);
  if (!status && od_json_is(object, OD_JSON_OBJECT)) {
    settings set = settings_of(object);
    written = goes_before(&set, &all->basic);
    if (written) write_settings(e, line, &set);
  } else if (status == OD_ENOMEM) {
    od_evidence_set(e, mode_fact, line, NULL);
  } else {
    od_error_clear(); /* the fact says it; the reading goes on */
    if (!all->basic.kind)
      od_evidence_state(e, mode_fact, OD_FACT_UNREADABLE, line,
                        "not the JSON that netsh prints");
  }
  od_json_free(object);
  return written;
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  found all;
  search(text, job, &all);
  if (all.advanced.line && write_advanced(e, &all)) return;
  if (all.basic.kind) write_basic(e, &all.basic);
}

static const char *const needs[] = {
    "winhttp", "\"Proxy", "\"Autoconfig", "\"AutoDetect", "\"PerUserProxy",
    NULL};

const od_reader od_reader_netsh = {"netsh", recognises, read_text, needs, NULL};
