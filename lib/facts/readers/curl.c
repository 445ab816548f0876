/*
 * curl.exe as it prints: -v with or without --trace-time and -i, the object
 * of -w "%{json}", its complaint alone; several runs in one text.
 *
 * A run begins at the line that the capture writes in front of it, at a typed
 * command, or where curl looks for a host after it was done with another. Its
 * output may stand before or after its messages: only these go unbuffered.
 */
#include "facts/readers/curl.h"

#include <string.h>

#include "core/time.h"
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"

#define CHECK_EVERY 1024
#define OBJECT_MAX (256u * 1024) /* with all certificates in it */
#define BROKEN_MAX 16            /* objects that do not end */
#define PATHS_MAX 1000
#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char header[] = "# od0x8004-capture curl ";

typedef struct walk {
  const od_text *text;
  od_lines lines;
  od_evidence *e; /* NULL: only counts */
  od_curl_run run;
  int paths, broken;
  unsigned gave_up; /* the line from which on objects are not looked at */
  int no_memory;
} walk;

static void reset(walk *w, unsigned line) {
  od_json_free(w->run.summary);
  od_json_free(w->run.body);
  static const od_view none = {"", 0};
  w->run = (od_curl_run){.line = line, .host = none, .proxy_host = none,
                         .peer = none, .address = none, .version = none,
                         .cipher = none, .http = none, .issuer = none,
                         .expires = none, .code = none, .date = none,
                         .location = none, .answer_code = none,
                         .answer_message = none,
                         .told_proxy = -1, .seen_proxy = -1,
                         .canary = -1, .secure = -1, .name_matches = -1,
                         .trusted = -1, .connect_test = -1, .exit_code = -1,
                         .dns_ms = -1, .connect_ms = -1, .tls_ms = -1,
                         .first_byte_ms = -1};
}

/* Without an address of its own it is the host that it was connected to. */
static void complete(od_curl_run *run) {
  if (!run->host.size && run->seen_proxy != 1 && run->told_proxy != 1) {
    run->host = run->peer;
    run->port = run->peer_port ? run->peer_port : 443;
  }
  if (run->secure < 0)
    run->secure = run->port == 443 || run->secured || run->schannel;
  if (run->secure && (run->status || run->request)) run->secured = 1;
  if (run->told_proxy == 1 && !run->proxy_host.size && run->peer.size) {
    run->proxy_host = run->peer;
    run->proxy_port = run->peer_port;
  }
}

static void begin(walk *w, unsigned line) {
  complete(&w->run);
  if (w->paths <= PATHS_MAX)
    w->paths += od_curl_write(&w->run, w->paths < PATHS_MAX ? w->e : NULL);
  reset(w, line);
}

/* ---- where runs begin ---- */

/* "path=proxy" of the capture's line. */
static void take_setting(od_curl_run *run, od_view word) {
  od_view value;
  if (od_view_equal(word, "path=direct")) run->told_proxy = 0;
  else if (od_view_equal(word, "path=proxy")) run->told_proxy = 1;
  else if (od_view_equal(word, "canary=yes")) run->canary = 1;
  else if (od_view_equal(word, "canary=no")) run->canary = 0;
  else if (od_curl_after(word, "utc=", &value))
    run->has_utc = od_time_parse(value, &run->utc);
}

static void take_target(od_curl_run *run, od_view url) {
  if (!od_curl_url(url, &run->host, &run->port, &run->secure))
    run->host.size = 0;
  size_t size = 0;
  while (size < url.size && !od_is_space(url.data[size])) size++;
  url = od_view_first(url, size);
  if (od_view_find_nocase(url, "/connecttest.txt") != OD_NOT_FOUND ||
      od_view_find_nocase(url, "/ncsi.txt") != OD_NOT_FOUND)
    run->probe = 1;
}

static int take_capture_line(walk *w, const od_line *line, od_view text) {
  od_view rest, url, word;
  if (!od_curl_after(text, header, &rest)) return 0;
  begin(w, line->number);
  size_t at = od_view_find(rest, "url=");
  url = od_view_from(rest, at == OD_NOT_FOUND ? rest.size : at + 4);
  for (rest = od_view_first(rest, at);
       (word = od_curl_word(&rest)).size;)
    take_setting(&w->run, word);
  if (url.size) take_target(&w->run, url);
  if (!w->run.has_utc && od_view_find(url, " utc=") != OD_NOT_FOUND) {
    rest = od_view_from(url, od_view_find(url, " utc="));
    take_setting(&w->run, od_curl_word(&rest));
  }
  return 1;
}

/* Where the words after a typed "curl" or "curl.exe" start; 0: none. */
static size_t command_at(od_view text) {
  size_t at = od_view_find_nocase(od_view_first(text, 512), "curl");
  if (at == OD_NOT_FOUND) return 0;
  if (at && (od_is_alpha(text.data[at - 1]) || text.data[at - 1] == '/'))
    return 0;
  od_view rest = od_view_from(text, at + 4);
  if (od_curl_after(rest, ".exe", &rest)) at += 4;
  if (rest.size && rest.data[0] == '"') rest = od_view_from(rest, 1);
  return rest.size && rest.data[0] == ' ' ? at + 4 : 0;
}

static int has_option(od_view text, const char *option) {
  size_t size = strlen(option);
  for (size_t at = od_view_find(text, option); at != OD_NOT_FOUND;
       at = od_view_find(text, option)) {
    text = od_view_from(text, at + size);
    if (!text.size || text.data[0] == ' ' || text.data[0] == '=') return 1;
  }
  return 0;
}

/* "-vk": letters of one word. */
static int has_letter(od_view text, char letter) {
  od_view word;
  while ((word = od_curl_word(&text)).size)
    if (word.size > 1 && word.size < 8 && word.data[0] == '-' &&
        word.data[1] != '-' && od_view_find_char(word, letter) != OD_NOT_FOUND)
      return 1;
  return 0;
}

/* Where the address stands that is asked for: not that of the proxy. */
static size_t address_at(od_view words) {
  size_t from = 0;
  for (;;) {
    od_view host;
    unsigned port;
    int secure;
    size_t hop = od_view_find_nocase(od_view_from(words, from), "http");
    if (hop == OD_NOT_FOUND) return hop;
    from += hop;
    od_view before = od_view_first(words, from);
    if (!od_view_ends_nocase(before, "-x ") &&
        !od_view_ends_nocase(before, "--proxy ") &&
        od_curl_url(od_view_from(words, from), &host, &port, &secure))
      return from;
    from += 4;
  }
}

static int take_command(walk *w, const od_line *line, od_view text) {
  size_t at = command_at(text);
  /* "+" begins PowerShell's quotation of a command in its error. */
  if (!at || (text.size && strchr("*<{+", text.data[0]))) return 0;
  od_view words = od_view_from(text, at);
  size_t url = address_at(words);
  if (url == OD_NOT_FOUND) return 0;
  begin(w, line->number);
  take_target(&w->run, od_view_from(words, url));
  if (has_option(words, "-x") || has_option(words, "--proxy"))
    w->run.told_proxy = 1;
  else if (has_option(words, "--noproxy"))
    w->run.told_proxy = 0;
  if (od_view_find_nocase(words, "Authorization:") != OD_NOT_FOUND)
    w->run.canary = 1;
  if (has_option(words, "--insecure") || has_letter(words, 'k'))
    w->run.unchecked = 1;
  if (has_option(words, "--cacert")) w->run.own_store = 1;
  return 1;
}

/* curl looks for a host: what came before was another run. */
static int is_start(od_view text) {
  static const char *const starts[] = {
      "Trying ",      "Host ",           "Could not resolve ",
      "Hostname ",    "Rebuilt URL ",    "About to connect ",
      "Uses proxy ",  "Added ",          "timeout on name lookup",
      "Couldn't resolve ", "Re-using existing "};
  od_view rest = od_view_trim(text);
  for (size_t i = 0; i < COUNT(starts); i++)
    if (od_view_starts_nocase(rest, starts[i])) return 1;
  return 0;
}

static void take_info(walk *w, const od_line *line, od_view text) {
  if (w->run.closed && is_start(text)) begin(w, line->number);
  od_curl_info(&w->run, text);
}

/* ---- objects ---- */

/* Goes on behind the object, which may end in the middle of a line. */
static od_view skip_to(walk *w, od_line *line, const char *end) {
  while (line->text.data + line->text.size < end &&
         od_line_next(&w->lines, line))
    continue;
  size_t at = (size_t)(end - line->text.data);
  return od_view_from(line->text, at);
}

static int may_be_object(od_view text) {
  od_view head = od_view_trim(od_view_from(od_view_first(text, 64), 1));
  return !head.size || head.data[0] == '"';
}

/* The object is of the run before it, unless that was of another host. */
static int is_of_other(const od_curl_run *run, const od_json *object) {
  od_view host;
  unsigned port;
  int secure;
  od_view url = od_json_view(od_json_member(object, "url_effective"));
  return run->summed ||
         (run->closed && run->host.size &&
          od_curl_url(url, &host, &port, &secure) &&
          od_view_compare_nocase(host, run->host) != 0);
}

static void take_object(walk *w, unsigned line, od_json *object) {
  if (od_curl_is_summary(object)) {
    if (is_of_other(&w->run, object)) begin(w, line);
    od_curl_summary(&w->run, object);
  } else {
    od_curl_body(&w->run, object);
  }
}

static void note_broken(walk *w, unsigned line) {
  if (++w->broken == BROKEN_MAX) w->gave_up = line;
}

/* 0 if no object begins here; else *text is what follows it on its line. */
static int take_json(walk *w, od_line *line, od_view *text) {
  od_json *object;
  od_json_options options = {0};
  const char *end = w->text->data + w->text->size;
  unsigned number = line->number;
  if (!text->size || text->data[0] != '{' || !may_be_object(*text) ||
      w->broken >= BROKEN_MAX)
    return 0;
  od_view rest = {text->data, (size_t)(end - text->data)};
  rest = od_view_first(rest, OBJECT_MAX);
  size_t size = od_json_extent(rest);
  if (!size) {
    note_broken(w, number);
    return 0;
  }
  od_status status =
      od_json_parse(&object, od_view_first(rest, size), &options);
  if (status == OD_ENOMEM) w->no_memory = 1;
  if (status != OD_OK) {
    od_error_clear();
    note_broken(w, number);
    return 0;
  }
  *text = skip_to(w, line, rest.data + size);
  take_object(w, number, object);
  return 1;
}

/* ---- lines ---- */

/* "00:27:33.881011 " of --trace-time. */
static od_view without_stamp(od_view text) {
  static const char shape[] = "00:00:00.000000 ";
  if (text.size < sizeof shape - 1) return text;
  for (size_t i = 0; shape[i]; i++)
    if (shape[i] == '0' ? !od_is_digit(text.data[i])
                        : text.data[i] != shape[i])
      return text;
  return od_view_from(text, sizeof shape - 1);
}

/* Without -s the meter shares a line with what follows it: its last column is
   the speed, behind the time that is left. */
static od_view without_meter(od_view text) {
  static const char time_left[] = "--:--:-- ";
  od_view rest = text;
  size_t at;
  if (!text.size || !(text.data[0] == ' ' || od_is_digit(text.data[0])))
    return text;
  while ((at = od_view_find(rest, time_left)) != OD_NOT_FOUND)
    rest = od_view_from(rest, at + sizeof time_left - 1);
  if (rest.data == text.data) return text;
  rest = od_view_trim(rest);
  for (at = 0; at < rest.size && (od_is_digit(rest.data[at]) ||
                                  strchr(".kMGTP", rest.data[at]));)
    at++;
  return od_view_from(rest, at);
}

/* curl's word about the connection stands behind a body without an end. */
static void take_tail(walk *w, const od_line *line, od_view text) {
  static const char *const words[] = {"* Connection #", "* Closing ",
                                      "* closing ", "* shutting down "};
  for (size_t i = 0; i < COUNT(words); i++) {
    size_t at = od_view_find(text, words[i]);
    if (at == OD_NOT_FOUND) continue;
    take_info(w, line, od_view_from(text, at + 2));
    return;
  }
}

/* Headers without marks, as -i and -I print them; -v has them marked. */
static int take_plain_header(walk *w, od_view text) {
  od_curl_run *run = &w->run;
  od_view rest;
  if (od_curl_after(text, "HTTP/", &rest) && rest.size &&
      od_is_digit(rest.data[0]))
    run->in_block = 1;
  else if (!run->in_block)
    return 0;
  if (run->verbose) {
    run->in_block = text.size > 0;
  } else if (text.size) {
    od_curl_header(run, text);
  } else {
    run->in_block = 0;
    if (run->status) run->closed = 1;
  }
  return 1;
}

static void take_output(walk *w, od_line *line, od_view text) {
  if (take_plain_header(w, text)) return;
  if (take_json(w, line, &text) && !text.size) return;
  if (od_line_whole(w->text, line) || !w->run.certificates)
    od_curl_output(&w->run, text);
  take_tail(w, line, text);
}

static void take_marked(walk *w, const od_line *line, od_view text,
                        int quoted) {
  char mark = text.size ? text.data[0] : '\0';
  od_view rest = od_view_trim(od_view_from(text, 1));
  w->run.verbose = 1;
  if (mark == '*') take_info(w, line, rest);
  else if (mark == '<') od_curl_header(&w->run, rest);
  else if (mark == '>') od_curl_request(&w->run, rest);
  else if (quoted) od_curl_request(&w->run, od_view_trim(text));
}

/* A message of curl's after its object belongs to the same run. */
static int take_complaint(walk *w, const od_line *line, od_view text) {
  od_view rest;
  unsigned code;
  if (!od_curl_after(text, "curl: (", &rest) ||
      !od_curl_number(&rest, &code))
    return 0;
  if (w->run.complained ||
      (w->run.closed && w->run.exit_code >= 0 &&
       w->run.exit_code != (int)code))
    begin(w, line->number);
  w->run.complained = 1;
  return od_curl_complaint(&w->run, text, od_line_whole(w->text, line));
}

static int is_marked(od_view text) {
  return text.size && (text.size == 1 || text.data[1] == ' ') &&
         strchr("*<>", text.data[0]) != NULL;
}

static void take_line(walk *w, od_line *line) {
  od_view text = od_line_unquote(line->text);
  int quoted = text.size < line->text.size;
  text = without_stamp(od_view_trim(without_meter(text)));
  /* Windows PowerShell takes the first message for an error and names it. */
  if (od_curl_after(text, "curl.exe : ", &text)) quoted = 0;
  if (od_curl_after(text, "== Info: ", &text)) {
    take_info(w, line, text);
  } else if (is_marked(text)) {
    take_marked(w, line, text, quoted);
  } else if (take_capture_line(w, line, text) ||
             take_complaint(w, line, text) || take_command(w, line, text)) {
    return;
  } else if (quoted && od_line_indent(line->text) == 0 &&
             (!text.size || text.data[0] != '{')) {
    take_marked(w, line, text, 1);
  } else {
    take_output(w, line, text);
  }
}

static void search(walk *w, const od_text *text, od_evidence *e,
                   od_job *job) {
  od_line line;
  *w = (walk){.text = text, .lines = od_lines_of(text), .e = e};
  reset(w, 1);
  while (od_line_next(&w->lines, &line)) {
    if (job && line.number % CHECK_EVERY == 0 && od_job_check(job)) break;
    take_line(w, &line);
  }
  begin(w, 0);
}

/* ---- the reader ---- */

/* Every text of its has one of these; rare first letters are found fast. */
static int has_mark(const od_text *text) {
  static const char *const marks[] = {"Trying ", "Connected to ",
                                      "Could not resolve ", "curl"};
  od_view all = {text->data, text->size};
  for (size_t i = 0; i < COUNT(marks); i++)
    if (od_view_find(all, marks[i]) != OD_NOT_FOUND) return 1;
  return 0;
}

static int recognises(const od_text *text) {
  walk w;
  if (!has_mark(text)) return 0;
  search(&w, text, NULL, NULL);
  return w.no_memory ? -1 : w.paths > 0;
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  walk w;
  search(&w, text, e, job);
  if (w.paths > PATHS_MAX)
    od_evidence_withdraw(e, "network.paths", 0,
                         "more than 1000 runs of curl in one text");
  if (w.gave_up)
    od_evidence_warn(e, job, w.gave_up,
                     "so many damaged objects: none behind them was read");
  if (w.no_memory) od_evidence_append(e, "network.paths", 0, NULL);
}

const od_reader od_reader_curl = {"curl", recognises, read_text};
