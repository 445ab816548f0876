/*
 * nslookup in any language: what was asked of which server, and the answer.
 *
 *   Server:  dns.contoso.com           labels are translated, most of the
 *   Address:  10.0.0.10                time; the order is always the same
 *
 *   Non-authoritative answer:
 *   Name:    www.tm.prd.aadg.akadns.net
 *   Addresses:  2603:1027:1:28::1
 *             20.190.159.2
 *   Aliases:  login.microsoftonline.com
 *
 * A failure starts with "*** " and ends, in English everywhere, with what the
 * server said. The name that was asked for is that of the command; without it
 * the first alias, else the name.
 */
#include "facts/readers/nslookup.h"

#include "facts/readers/readers.h"
#include "facts/readers/record.h"

#define CHECK_EVERY 1024
#define LABEL_MAX 60

static const char fact[] = "network.resolutions";

typedef struct walker {
  od_evidence *evidence; /* NULL: only counts */
  const od_text *text;
  od_job *job;
  od_view asked;        /* the command's; may be empty */
  int by;               /* OD_SERVER_… of the command */
  od_view server_label, server_name;
  int has_server;       /* the pair at the top was seen */
  od_view label, name;  /* the first half of a pair */
  unsigned name_line;
  od_view alias;
  int aliases;          /* further lines are aliases, else addresses */
  int answered;         /* the second pair was seen */
  unsigned timeouts;
  od_resolution now;
  unsigned found;
} walker;

/* ---- words ---- */

int od_is_host_name(od_view word) {
  od_address address;
  size_t dots = 0;
  if (word.size < 3 || word.size > 253 || word.data[0] == '.' ||
      word.data[0] == '-' || od_address_parse(&address, word))
    return 0;
  for (size_t i = 0; i < word.size; i++) {
    char c = word.data[i];
    if (c == '.') dots++;
    else if (!od_is_alpha(c) && !od_is_digit(c) && c != '-' && c != '_')
      return 0;
  }
  return dots > 0 && !od_view_ends_nocase(word, ".exe");
}

static od_view next_word(od_view *rest) {
  od_view text = od_view_trim(*rest);
  size_t size = 0;
  while (size < text.size && !od_is_space(text.data[size])) size++;
  *rest = od_view_from(text, size);
  return od_view_first(text, size);
}

static od_view without_dot(od_view host) {
  return od_view_ends_nocase(host, ".") ? od_view_first(host, host.size - 1)
                                        : host;
}

static int is_alone(od_view line) {
  next_word(&line);
  return !od_view_trim(line).size;
}

/* ---- writing ---- */

void od_resolution_keep(od_resolution *r, od_view address) {
  if (r->count < OD_ANSWERS_MAX) r->addresses[r->count++] = address;
  else r->lost = 1;
}

void od_resolution_tell(od_evidence *e, od_job *job, const od_resolution *r,
                        const char *result) {
  od_record record = od_record_new();
  od_record_lower(&record, "host", without_dot(r->host));
  if (r->server.size) od_record_lower(&record, "server", r->server);
  od_record_texts(&record, "addresses", r->addresses, r->count);
  od_record_text(&record, "result", od_view_of(result));
  if (r->by != OD_SERVER_UNKNOWN)
    od_record_put(&record, "chosen",
                  od_json_new_bool(r->by == OD_SERVER_CHOSEN));
  od_record_append(e, fact, r->line, &record);
  if (r->lost)
    od_evidence_warn(e, job, r->line,
                     "of this answer's addresses only 32 were kept");
}

static void tell(walker *w, od_view host, const char *result) {
  w->now.host = host;
  w->now.by = w->by;
  w->by = OD_SERVER_UNKNOWN;
  w->asked.size = 0;
  w->found++;
  if (w->evidence && w->found <= OD_LOOKUPS_MAX)
    od_resolution_tell(w->evidence, w->job, &w->now, result);
}

static void forget(walker *w) {
  w->answered = w->aliases = w->has_server = 0;
  w->timeouts = 0;
  w->name.size = w->alias.size = w->server_name.size = 0;
  w->now = (od_resolution){.count = 0};
}

/* `closed`: something follows, so that no address can be cut off. */
static void end_answer(walker *w, int closed) {
  int has_name = w->has_server && w->name.size && od_is_host_name(w->name);
  od_view host = w->asked.size   ? w->asked
                 : w->alias.size ? w->alias
                                 : w->name;
  if (w->answered && w->now.count && od_is_host_name(without_dot(host))) {
    tell(w, host, "ok");
  } else if (has_name && closed) {
    w->now.line = w->name_line;
    tell(w, host, "no-address");
  }
  forget(w);
}

/* ---- failures ---- */

typedef struct phrase {
  const char *text; /* not translated by Windows */
  const char *result;
} phrase;

static const char *result_of(od_view line) {
  static const phrase list[] = {{"Non-existent domain", "nxdomain"},
                                {"Query refused", "refused"},
                                {"Server failed", "servfail"},
                                {"No response from server", "timeout"},
                                {"No internal type for", "no-address"},
                                {"No information", "no-address"}};
  for (size_t i = 0; i < sizeof list / sizeof *list; i++)
    if (od_view_find_nocase(line, list[i].text) != OD_NOT_FOUND)
      return list[i].result;
  return NULL;
}

/* The last name in the sentence that is not the server's. */
static od_view name_in(const walker *w, od_view line) {
  od_view found = {NULL, 0}, word;
  while ((word = next_word(&line)).size) {
    while (word.size && (word.data[word.size - 1] == ':' ||
                         word.data[word.size - 1] == '.'))
      word.size--;
    if (od_is_host_name(word) &&
        od_view_compare_nocase(word, w->server_name))
      found = word;
  }
  return found;
}

/* "*** dns.contoso.com can't find x.contoso.com: Non-existent domain" */
static void take_failure(walker *w, const od_line *line, od_view text) {
  const char *result = result_of(text);
  od_view host = name_in(w, text);
  if (!result && w->timeouts && w->asked.size) {
    result = "timeout";
    host = w->asked;
  }
  if (!result || !host.size || !od_line_whole(w->text, line)) return;
  w->now.line = line->number;
  w->now.count = 0;
  tell(w, host, result);
  forget(w);
}

/* ---- pairs ---- */

static void take_server(walker *w, od_view address) {
  w->has_server = 1;
  w->server_label = w->label;
  w->server_name = w->name;
  w->now = (od_resolution){.server = address};
  w->name.size = w->alias.size = 0;
  w->answered = w->aliases = 0;
}

static int is_server_again(const walker *w, od_view address) {
  return !od_view_compare_nocase(w->label, w->server_label) ||
         (!od_view_compare_nocase(w->name, w->server_name) &&
          !od_view_compare_nocase(address, w->now.server));
}

/* The second half: "Address:  10.0.0.10". */
static void take_address(walker *w, od_view address) {
  if (!w->name.size || w->answered) return;
  if (!w->has_server || is_server_again(w, address)) {
    take_server(w, address);
    return;
  }
  w->answered = 1;
  w->now.line = w->name_line;
  od_resolution_keep(&w->now, address);
}

static void take_label(walker *w, const od_line *line, od_view label,
                       od_view value) {
  od_address address;
  if (label.size > LABEL_MAX || !is_alone(value)) return;
  if (od_address_parse(&address, value) && w->name.size &&
      w->name_line < line->number) {
    take_address(w, value);
    return;
  }
  if (w->answered && !w->alias.size && od_is_host_name(value)) {
    w->alias = value;
    w->aliases = 1;
    return;
  }
  /* Another first half: what stood before it is over. */
  if (w->answered || (w->has_server && w->name.size)) end_answer(w, 1);
  w->label = label;
  w->name = value;
  w->name_line = line->number;
}

/* ---- the command ---- */

/* Not what sends the output somewhere: "> file.txt", "2>&1", "| more". */
static int is_server(od_view word) {
  od_address address;
  return word.size && (od_is_host_name(word) ||
                       od_address_parse(&address, word));
}

/* The name in "C:\>nslookup login.microsoftonline.com 8.8.8.8". */
static int take_command(walker *w, od_view line) {
  size_t at = od_view_find_nocase(od_view_first(line, 400), "nslookup");
  od_view rest, word;
  if (at == OD_NOT_FOUND) return 0;
  if (at && line.data[at - 1] != '>' && line.data[at - 1] != ' ' &&
      line.data[at - 1] != '\\')
    return 0;
  rest = od_view_from(line, at + 8);
  if (od_view_starts_nocase(rest, ".exe")) rest = od_view_from(rest, 4);
  if (rest.size && !od_is_space(rest.data[0])) return 0;
  end_answer(w, 1);
  w->asked.size = 0;
  w->by = OD_SERVER_UNKNOWN;
  while ((word = next_word(&rest)).size) {
    if (word.data[0] == '-') continue;
    if (!od_is_host_name(without_dot(word))) break;
    w->asked = word;
    w->by = is_server(next_word(&rest)) ? OD_SERVER_CHOSEN : OD_SERVER_OWN;
    break;
  }
  return 1;
}

/* "> login.microsoftonline.com", typed into nslookup itself. */
static int take_question(walker *w, od_view raw, od_view line) {
  od_view text = od_view_trim(raw);
  if (!text.size || text.data[0] != '>' || !is_alone(line) ||
      !od_is_host_name(without_dot(line)))
    return 0;
  end_answer(w, 1);
  w->asked = line;
  return 1;
}

/* ---- walking ---- */

static void take_further(walker *w, od_view value) {
  od_address address;
  if (!w->answered || !is_alone(value)) return;
  if (!w->aliases && od_address_parse(&address, value))
    od_resolution_keep(&w->now, value);
}

/* In the first column, or behind the blank of a mail; ipconfig's are not. */
static int is_label(od_view line, od_view label) {
  return od_line_indent(line) < 2 &&
         od_view_find(label, ". .") == OD_NOT_FOUND;
}

static void take_line(walker *w, const od_line *line) {
  od_view unquoted = od_line_unquote(line->text), label, value;
  od_view text = od_view_trim(unquoted);
  od_address address;
  if (!text.size) return;
  if (od_view_starts_nocase(text, "*** ")) {
    take_failure(w, line, od_view_from(text, 4));
  } else if (od_view_starts_nocase(text, "DNS request timed out")) {
    w->timeouts++;
  } else if (take_command(w, text) || take_question(w, line->text, text)) {
    return;
  } else if (!od_line_whole(w->text, line)) {
    return;
  } else if (od_address_parse(&address, text)) {
    take_further(w, text);
  } else if (od_line_label(text, 0, &label, &value) && value.size) {
    if (is_label(unquoted, label)) take_label(w, line, label, value);
  } else if (!is_alone(text) && w->answered && text.data[text.size - 1] != ':') {
    end_answer(w, 1);
  }
}

static unsigned walk(const od_text *text, od_evidence *e, od_job *job) {
  walker w = {.evidence = e, .text = text, .job = job};
  od_lines lines = od_lines_of(text);
  od_line line;
  while ((e || !w.found) && od_line_next(&lines, &line)) {
    if (job && line.number % CHECK_EVERY == 0 && od_job_check(job)) break;
    take_line(&w, &line);
  }
  end_answer(&w, 0);
  return w.found;
}

/* Pairs of a label and an address stand in many a text: "nslookup" itself, an
   answer's "*** " or "Address" must be there. */
static int looks_like_it(const od_text *text) {
  od_view all = {text->data, text->size};
  return od_view_find(all, "nslookup") != OD_NOT_FOUND ||
         od_view_find(all, "Address:") != OD_NOT_FOUND ||
         od_view_find(all, "*** ") != OD_NOT_FOUND;
}

static int recognises(const od_text *text) {
  return (looks_like_it(text) && walk(text, NULL, NULL)) ||
         od_resolve_walk(text, NULL, NULL);
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  unsigned found = looks_like_it(text) ? walk(text, e, job) : 0;
  unsigned more = od_resolve_walk(text, e, job);
  if (found > OD_LOOKUPS_MAX || more > OD_LOOKUPS_MAX)
    od_evidence_withdraw(e, fact, 0, "more answers than are looked at");
}

const od_reader od_reader_nslookup = {"nslookup", recognises, read_text};
