/*
 * Get-TlsCipherSuite: as PowerShell prints it (a list), as a table, as one
 * name a line, and as JSON. Names count only where they stand alone, after
 * "Name :" or below a table's heading, so that a registry export, a log or a
 * manual with the same names is none of ours.
 */
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"

#include <string.h>

#define NAME_MAX_SIZE 64
#define SUITES_MAX 1024
#define JSON_MAX (4u * 1024 * 1024)
#define CHECK_EVERY 1024
#define COUNT(list) (sizeof(list) / sizeof *(list))

static int is_name_char(char c) {
  return (c >= 'A' && c <= 'Z') || od_is_digit(c) || c == '_';
}

static int begins_suite(od_view text) {
  return od_view_equal(od_view_first(text, 4), "TLS_") ||
         od_view_equal(od_view_first(text, 7), "SSL_CK_");
}

static int ends_with(od_view text, const char *tail) {
  size_t size = strlen(tail);
  return text.size > size &&
         od_view_equal(od_view_from(text, text.size - size), tail);
}

/* A whole name ends in its hash, mode or curve; a cut one does not. */
static int is_suite(od_view text) {
  static const char *const tails[] = {
      "_SHA",  "_SHA256", "_SHA384", "_SHA512", "_MD5",  "_P256", "_P384",
      "_P521", "_CCM",    "_CCM_8",  "_NULL",   "_SCSV", "_SM3"};
  if (!begins_suite(text) || text.size > NAME_MAX_SIZE) return 0;
  for (size_t i = 0; i < text.size; i++)
    if (!is_name_char(text.data[i])) return 0;
  /* AEAD suites name SHA256 or SHA384: plain SHA is the rest of one. */
  if (ends_with(text, "_SHA") &&
      (od_view_find(text, "_GCM_") != OD_NOT_FOUND ||
       od_view_find(text, "POLY1305") != OD_NOT_FOUND))
    return 0;
  for (size_t i = 0; i < COUNT(tails); i++)
    if (ends_with(text, tails[i])) return 1;
  return 0;
}

/* A suite or what a narrow table left of one: no setting named TLS_…. */
static int is_like_suite(od_view text) {
  size_t size = 0;
  if (!begins_suite(text)) return 0;
  while (size < text.size && is_name_char(text.data[size])) size++;
  od_view tail = od_view_from(text, size);
  if (tail.size)
    return od_view_equal(tail, "...") || od_view_equal(tail, "\xe2\x80\xa6");
  return is_suite(text) || od_view_find(text, "_WITH_") != OD_NOT_FOUND ||
         od_view_find(text, "_GCM_") != OD_NOT_FOUND;
}

/* The first word that begins like a suite; empty if there is none. */
static od_view suite_word(od_view line) {
  for (size_t at = 0; at < line.size && at < 1024; at++) {
    if (od_is_space(line.data[at]) || (at && !od_is_space(line.data[at - 1])))
      continue;
    od_view word = od_view_from(line, at);
    size_t size = 0;
    while (size < word.size && !od_is_space(word.data[size])) size++;
    word = od_view_first(word, size);
    if (is_like_suite(word)) return word;
  }
  return od_view_first(line, 0);
}

/* ---- text ---- */

typedef struct text_walk {
  const od_text *text;
  od_lines lines;
  od_view heading; /* the line before, in case dashes follow it */
  int in_table;
  int filtered; /* a command that asked for some of them */
  int reset;    /* something else was printed: a new listing may follow */
} text_walk;

static int has_word(od_view line, const char *word) {
  size_t size = strlen(word), at;
  for (at = od_view_find_nocase(line, word); at != OD_NOT_FOUND;
       at = od_view_find_nocase(line, word)) {
    int front = !at || od_is_space(line.data[at - 1]);
    line = od_view_from(line, at + size);
    if (front && (!line.size || od_is_space(line.data[0]))) return 1;
  }
  return 0;
}

/* "Get-TlsCipherSuite -Name x", "… | Where-Object …": a part only. */
static int asks_for_some(od_view line) {
  static const char *const marks[] = {
      "where",   "| ?",   "|?",    "-first", "-last", "-skip",
      "findstr", "-name", "-like", "-match", "select-string"};
  static const char command[] = "Get-TlsCipherSuite";
  size_t at = od_view_find_nocase(line, command);
  if (at == OD_NOT_FOUND) return 0;
  od_view before = od_view_trim(od_view_first(line, at));
  line = od_view_trim(od_view_from(line, at + sizeof command - 1));
  for (size_t i = 0; i < COUNT(marks); i++)
    if (od_view_find_nocase(line, marks[i]) != OD_NOT_FOUND) return 1;
  /* A name may follow the command itself; in prose, any word may. */
  int typed = !before.size || before.data[before.size - 1] == '>';
  return typed && line.size && (od_is_alpha(line.data[0]) ||
                                line.data[0] == '\'' || line.data[0] == '"');
}

static int is_command(od_view line) {
  return od_view_find_char(line, '-') != OD_NOT_FOUND &&
         od_view_find_nocase(od_view_first(line, 512), "TlsCipherSuite") !=
         OD_NOT_FOUND;
}

/* What the line names: a suite, whole or cut; empty if nothing. */
static od_view named_by(text_walk *w, od_view line) {
  od_view text = od_view_trim(line), label, value;
  od_view none = od_view_first(line, 0);
  if (w->in_table) return suite_word(text);
  if (is_like_suite(text)) return text;
  if (od_line_label(text, 0, &label, &value) &&
      od_view_equal_nocase(label, "Name") && is_like_suite(value))
    return value;
  return none;
}

/* Property lines of a list belong to the listing; other text ends it. */
static int is_property(od_view line) {
  static const char *const names[] = {
      "KeyType", "Certificate", "MaximumExchangeLength",
      "MinimumExchangeLength", "Exchange", "HashLength", "Hash",
      "CipherBlockLength", "CipherLength", "BaseCipherSuite", "CipherSuite",
      "Cipher", "Protocols", "Name"};
  od_view label, value;
  if (!od_line_label(line, 0, &label, &value)) return 0;
  for (size_t i = 0; i < COUNT(names); i++)
    if (od_view_equal_nocase(label, names[i])) return 1;
  return 0;
}

static void pass_over(text_walk *w, od_view line) {
  if (od_line_underline(line) && w->heading.size) {
    w->in_table = 1;
  } else if (!od_line_blank(line)) {
    w->in_table = 0;
    if (is_command(line)) w->filtered = asks_for_some(line);
    if (!is_property(line)) w->reset = 1;
  } else {
    if (w->in_table) w->reset = 1;
    w->in_table = 0;
  }
  w->heading = has_word(line, "Name") ? line : od_view_first(line, 0);
}

/* The next line that names a suite, in *name; 0 at the end. */
static int next_suite(text_walk *w, od_line *line, od_view *name) {
  while (od_line_next(&w->lines, line)) {
    line->text = od_line_unquote(line->text);
    *name = named_by(w, line->text);
    if (name->size) return 1;
    pass_over(w, line->text);
  }
  return 0;
}

static text_walk walk_of(const od_text *text) {
  text_walk w = {0};
  w.text = text;
  w.lines = od_lines_of(text);
  return w;
}

/* ---- JSON ---- */

typedef struct json_region {
  od_view text;
  unsigned line;
} json_region;

static od_view skip_blanks(od_view text) {
  while (text.size && od_is_space(text.data[0])) text = od_view_from(text, 1);
  return text;
}

/* "Name": "TLS_… as ConvertTo-Json writes it, near the front. */
static int has_named_suite(od_view text) {
  size_t at = od_view_find(text, "\"Name\"");
  if (at == OD_NOT_FOUND) return 0;
  text = skip_blanks(od_view_from(text, at + 6));
  if (!text.size || text.data[0] != ':') return 0;
  text = skip_blanks(od_view_from(text, 1));
  return text.size && text.data[0] == '"' &&
         begins_suite(od_view_from(text, 1));
}

/* {"value": [ …, "Count": n}: how Windows PowerShell wraps some lists. */
static od_view unwrapped(od_view text) {
  static const char name[] = "\"value\"";
  od_view inside = skip_blanks(od_view_from(text, 1));
  if (text.data[0] != '{' || !od_view_starts_nocase(inside, name)) return text;
  inside = skip_blanks(od_view_from(inside, sizeof name - 1));
  if (!inside.size || inside.data[0] != ':') return text;
  inside = skip_blanks(od_view_from(inside, 1));
  return inside.size && inside.data[0] == '[' ? inside : text;
}

/* A list of names or of objects with one, or one such object. */
static int is_json(od_view text) {
  text = unwrapped(od_view_first(text, 4096));
  od_view inside = skip_blanks(od_view_from(text, 1));
  if (od_view_find(text, "\"schema\"") != OD_NOT_FOUND) return 0;
  if (text.data[0] == '[' && inside.size && inside.data[0] == '"')
    return begins_suite(od_view_from(inside, 1));
  if (text.data[0] == '[' && (!inside.size || inside.data[0] != '{')) return 0;
  return has_named_suite(text);
}

/* The first line that opens one; 0 if none does. */
static int find_json(const od_text *text, json_region *out) {
  od_lines lines = od_lines_of(text);
  od_line line;
  for (unsigned tries = 0; tries < 64 && od_line_next(&lines, &line);) {
    od_view at = skip_blanks(line.text);
    if (!at.size || (at.data[0] != '[' && at.data[0] != '{')) continue;
    tries++;
    at.size = (size_t)(lines.rest.data + lines.rest.size - at.data);
    if (!is_json(at)) continue;
    size_t size = od_json_extent(od_view_first(at, JSON_MAX));
    out->text = od_view_first(at, size ? size : JSON_MAX);
    out->line = line.number;
    return 1;
  }
  return 0;
}

static int recognises(const od_text *text) {
  text_walk w = walk_of(text);
  json_region json;
  od_line line;
  od_view name;
  od_view view = {text->data, text->size};
  if (od_view_find(view, "TLS_") == OD_NOT_FOUND &&
      od_view_find(view, "SSL_") == OD_NOT_FOUND)
    return 0;
  return next_suite(&w, &line, &name) || find_json(text, &json);
}

/* ---- writing ---- */

static const char list_fact[] = "tls.cipher_suites";
static const char from_fact[] = "tls.cipher_suites_from";

static void write_list(od_evidence *e, unsigned line, od_json *list) {
  od_evidence_set(e, list_fact, line, list);
  od_evidence_text(e, from_fact, line, od_view_of("cmdlet"));
}

static void write_state(od_evidence *e, unsigned line, od_fact_state state,
                        const char *why) {
  od_evidence_state(e, list_fact, state, line, why);
}

/* One listing while it is read. Order counts, so the list is kept as is. */
typedef struct listing {
  od_json *list;
  unsigned line;
  unsigned count;
  const char *broken; /* why it is no answer */
  int failed;         /* out of memory */
  int filtered;
} listing;

static void add_name(listing *all, od_view name) {
  if (!is_suite(name)) {
    all->broken = "a name is cut off";
  } else if (all->count == SUITES_MAX) {
    all->broken = "too many names";
  } else {
    all->count++;
    if (!all->list) all->list = od_json_new_array();
    if (!all->list || od_json_add(all->list, od_json_new_text(name)))
      all->failed = 1;
  }
}

static void finish(od_evidence *e, listing *all) {
  if (all->failed) {
    od_json_free(all->list);
    od_evidence_set(e, list_fact, all->line, NULL);
  } else if (all->broken) {
    od_json_free(all->list);
    write_state(e, all->line, OD_FACT_UNREADABLE, all->broken);
  } else if (all->filtered) {
    od_json_free(all->list);
    if (!od_evidence_has(e, list_fact))
      write_state(e, all->line, OD_FACT_NOT_ASKED, "only some were listed");
  } else if (all->list) {
    write_list(e, all->line, all->list);
  }
  *all = (listing){0};
}

static void read_lines(od_evidence *e, const od_text *text, od_job *job) {
  text_walk w = walk_of(text);
  listing all = {0};
  od_line line;
  od_view name;
  for (unsigned steps = 1; next_suite(&w, &line, &name); steps++) {
    if (steps % CHECK_EVERY == 0 && od_job_check(job)) break;
    if (w.reset) finish(e, &all);
    w.reset = 0;
    if (!all.line) all.line = line.number;
    all.filtered = w.filtered;
    add_name(&all, name);
  }
  finish(e, &all);
}

/* The name in an item: the string itself or its member Name. */
static od_view name_in(const od_json *item) {
  if (od_json_is(item, OD_JSON_TEXT)) return od_json_view(item);
  return od_json_view(od_json_member(item, "Name"));
}

static void read_value(listing *all, const od_json *value) {
  if (od_json_is(od_json_member(value, "value"), OD_JSON_ARRAY))
    value = od_json_member(value, "value");
  if (od_json_is(value, OD_JSON_OBJECT)) {
    add_name(all, name_in(value));
    return;
  }
  const od_json *item = od_json_first(value);
  for (; item && !all->failed; item = od_json_next(item))
    add_name(all, name_in(item));
}

static void read_json(od_evidence *e, const json_region *at) {
  od_json_options options = {0};
  od_json *value = NULL;
  listing all = {0};
  options.forgive_commas = 1;
  all.line = at->line;
  od_status status = od_json_parse(&value, at->text, &options);
  if (status == OD_ENOMEM) {
    all.failed = 1;
  } else if (status) {
    od_error_clear(); /* the fact says it; the reading goes on */
    all.broken = "the JSON is cut off or damaged";
  } else {
    read_value(&all, value);
  }
  od_json_free(value);
  finish(e, &all);
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  json_region json;
  if (find_json(text, &json))
    read_json(e, &json);
  else
    read_lines(e, text, job);
}

/* Every suite is called TLS_… or SSL_…; most texts hold neither. */
static const char *const needs[] = {"TLS_", "SSL_", NULL};

const od_reader od_reader_ciphers = {"ciphers", recognises, read_text, needs,
                                     NULL};
