/* Finds what is personal inside a text, and puts the stand-in there. */
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "facts/redact.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { NAME_MAX_BYTES = 64, NAME_MAX_WORDS = 8, PART_MIN = 3 };

/* ---- known names ---- */

/* Words that the evidence of any machine holds. */
static int is_our_word(od_view text) {
  static const char *const words[] = {
      "onedrive", "business", "personal", "cached", "credential", "office",
      "microsoft", "windows", "target", "user", "users", "name", "system",
      "local", "data", "generic", "legacygeneric", "microsoftoffice16",
      "microsoftaccount", "adal", "admin", "administrator", "dsregcmd",
      "cmdkey", "netsh", "policy", "ciphers", "proxy", "http", "https", "com",
      "net", "org", "www", "login", "account", "tenant", "appdata", "program",
      "files", "exe", "txt", "reg", "json", "sharepoint", "outlook",
      "azuread", "live", "default", "public", "guest",
      "vpn", "tunnel", "adapter", "interface", "ethernet", "wan", "virtual"};
  for (size_t i = 0; i < COUNT(words); i++)
    if (od_view_equal_nocase(text, words[i])) return 1;
  return 0;
}

static int is_number(od_view text) {
  for (size_t i = 0; i < text.size; i++)
    if (!od_is_digit(text.data[i])) return 0;
  return 1;
}

static od_status add_one(od_known_names *names, od_view text,
                         const char *kind) {
  if (text.size < 2 || text.size > NAME_MAX_BYTES || is_our_word(text) ||
      is_number(text))
    return OD_OK;
  if (!od_grow((void **)&names->list, &names->capacity, names->count,
               sizeof *names->list))
    return od_fail_memory();
  names->list[names->count++] = (od_known_name){text, kind};
  return OD_OK;
}

od_status od_known_names_add(od_known_names *names, od_view text,
                             const char *kind) {
  od_status status = add_one(names, text, kind);
  size_t at = 0;
  while (status == OD_OK && at < text.size) {
    size_t size = 0;
    while (at + size < text.size && od_is_alnum(text.data[at + size])) size++;
    if (size >= PART_MIN && size < text.size)
      status = add_one(names, od_view_first(od_view_from(text, at), size),
                       kind);
    at += size + 1;
  }
  return status;
}

static int compare_names(const void *a, const void *b) {
  const od_known_name *x = a, *y = b;
  int order = od_view_compare_nocase(x->text, y->text);
  return order ? order : strcmp(y->kind, x->kind); /* a user comes first */
}

static int compare_texts(const void *a, const void *b) {
  return od_view_compare_nocase(((const od_known_name *)a)->text,
                                ((const od_known_name *)b)->text);
}

void od_known_names_seal(od_known_names *names) {
  size_t kept = 0;
  if (!names->count) return;
  qsort(names->list, names->count, sizeof *names->list, compare_names);
  for (size_t i = 0; i < names->count; i++)
    if (!kept || compare_texts(&names->list[kept - 1], &names->list[i]))
      names->list[kept++] = names->list[i];
  names->count = kept;
}

/* The longest: its end is where a word ends. */
size_t od_known_names_match(const od_known_names *names, od_view text,
                            const char **kind) {
  size_t ends[NAME_MAX_WORDS], count = 0;
  if (!names || !names->count) return 0;
  for (size_t i = 1; i <= text.size && i <= NAME_MAX_BYTES; i++)
    if (count < NAME_MAX_WORDS && od_is_alnum(text.data[i - 1]) &&
        (i == text.size || !od_is_alnum(text.data[i])))
      ends[count++] = i;
  while (count) {
    od_known_name key = {od_view_first(text, ends[--count]), NULL};
    const od_known_name *found = bsearch(&key, names->list, names->count,
                                         sizeof key, compare_texts);
    if (!found) continue;
    *kind = found->kind;
    return key.text.size;
  }
  return 0;
}

/* ---- a text ---- */

typedef struct scan {
  od_buffer *out;
  od_view text;
  size_t at;
  const od_known_names *names;
  int hosts; /* every word is a host */
  int in_url;
} scan;

static int is_after(const scan *s, const char *mark) {
  size_t size = strlen(mark);
  return s->at >= size &&
         od_view_starts_nocase(od_view_from(s->text, s->at - size), mark);
}

static char before(const scan *s) {
  return s->at ? s->text.data[s->at - 1] : '\0';
}

static od_view word_at(od_view text, size_t at) {
  size_t size = 0;
  while (at + size < text.size && od_is_word_char(text.data[at + size]))
    size++;
  return od_view_first(od_view_from(text, at), size);
}

static char char_at(const scan *s, size_t at) {
  return at < s->text.size ? s->text.data[at] : '\0';
}

/* A sentence ends with a dot, a host does not. */
static od_view without_end(od_view word) {
  while (word.size && !od_is_alnum(word.data[word.size - 1])) word.size--;
  return word;
}

static size_t take_mail(scan *s, od_view word) {
  od_view host = without_end(word_at(s->text, s->at + word.size + 1));
  if (!word.size || char_at(s, s->at + word.size) != '@' || !host.size)
    return 0;
  od_pseudonym_user(s->out, word);
  od_buffer_char(s->out, '@');
  od_pseudonym_host(s->out, host);
  return word.size + 1 + host.size;
}

static int is_file_name(od_view word) {
  static const char *const ends[] = {
      ".exe", ".dll", ".txt", ".reg", ".json", ".xml", ".log", ".csv", ".dat",
      ".pac", ".svc", ".asmx", ".aspx", ".html", ".htm", ".js", ".php",
      ".zip", ".cmd", ".bat", ".ini", ".evtx", ".md"};
  for (size_t i = 0; i < COUNT(ends); i++)
    if (od_view_ends_nocase(word, ends[i])) return 1;
  return 0;
}

static int is_host(od_view word) {
  size_t label = 0;
  for (size_t i = word.size; i > 0 && word.data[i - 1] != '.'; i--) {
    if (!od_is_alpha(word.data[i - 1]) && (unsigned char)word.data[i - 1] < 128)
      return 0;
    label++;
  }
  for (size_t i = 0; i < word.size; i++)
    if (strchr("%+$#~", word.data[i])) return 0;
  return label > 1 && label + 1 < word.size && !is_file_name(word);
}

static size_t take_host(scan *s, od_view word) {
  od_view host = without_end(word);
  int named = is_after(s, "://") || is_after(s, "\\\\");
  size_t size = od_pseudonym_ipv4(s->out, host);
  if (size) return size;
  if (!host.size || (!named && !is_host(host))) return 0;
  od_pseudonym_host(s->out, host);
  return host.size;
}

/* A word of a proxy's setting: protocols, ports and <local> stay. */
static size_t take_setting(scan *s, od_view word) {
  od_view next = od_view_from(s->text, s->at + word.size);
  if (before(s) == '<' || (before(s) == ':' && is_number(word)) ||
      od_view_starts_nocase(next, "=") || od_view_starts_nocase(next, "://"))
    od_buffer_view(s->out, word);
  else if (!od_pseudonym_ipv4(s->out, word))
    od_pseudonym_host(s->out, word);
  return word.size;
}

/* CONTOSO\jane, but no path. */
static size_t take_account(scan *s, od_view word) {
  od_view user = word_at(s->text, s->at + word.size + 1);
  size_t size = word.size + 1 + without_end(user).size;
  if (!word.size || !user.size || char_at(s, s->at + word.size) != '\\' ||
      char_at(s, s->at + word.size + 1 + user.size) == '\\' ||
      (before(s) && strchr("\\/:", before(s))) ||
      od_view_starts_nocase(word, "HK"))
    return 0;
  od_pseudonym_account(s->out,
                       od_view_first(od_view_from(s->text, s->at), size));
  return size;
}

/* The part of a path that is somebody's: a profile, a site. */
static size_t take_path_part(scan *s) {
  static const char *const marks[][2] = {
      {"\\users\\", "user"},     {"/users/", "user"},
      {"/personal/", "user"},    {"\\documents and settings\\", "user"},
      {"/sites/", "name"},       {"/teams/", "name"}};
  const char *kind = NULL;
  size_t size = 0, blank = OD_NOT_FOUND;
  for (size_t i = 0; !kind && i < COUNT(marks); i++)
    if (is_after(s, marks[i][0])) kind = marks[i][1];
  if (!kind) return 0;
  for (; s->at + size < s->text.size; size++) {
    char c = s->text.data[s->at + size];
    if (c && strchr("\\/?#\"'<>", c)) break;
    if (c == ' ' && blank == OD_NOT_FOUND) blank = size;
  }
  if (s->at + size == s->text.size && blank != OD_NOT_FOUND) size = blank;
  od_view part = od_view_first(od_view_from(s->text, s->at), size);
  if (*kind == 'u') od_pseudonym_user(s->out, part);
  else od_pseudonym_word(s->out, kind, part);
  return size;
}

static int ends_url(char c) {
  return od_is_space(c) || (c && strchr("\"'<>;,()", c));
}

/* What stands behind the question mark of an address. */
static size_t take_query(scan *s) {
  size_t size = 1;
  if (!s->in_url || (char_at(s, s->at) != '?' && char_at(s, s->at) != '#'))
    return 0;
  while (s->at + size < s->text.size &&
         !ends_url(s->text.data[s->at + size]))
    size++;
  od_buffer_char(s->out, s->text.data[s->at]);
  od_pseudonym_word(s->out, "name",
                    od_view_first(od_view_from(s->text, s->at + 1), size - 1));
  return size;
}

/* "tenant 'Contoso'", "'Contoso' tenant" in the words of Entra ID. */
static size_t take_tenant(scan *s) {
  od_view rest = od_view_from(s->text, s->at);
  size_t size = od_view_find_char(od_view_first(rest, NAME_MAX_BYTES), '\'');
  if (before(s) != '\'' || !size || size == OD_NOT_FOUND) return 0;
  od_view name = od_view_first(rest, size);
  if (od_view_find_char(name, '@') != OD_NOT_FOUND || is_host(name) ||
      (!is_after(s, "tenant '") &&
       !od_view_starts_nocase(od_view_from(rest, size), "' tenant")))
    return 0;
  if (!od_pseudonym_guid(s->out, name))
    od_pseudonym_word(s->out, "name", name);
  return size;
}

static size_t take_word(scan *s) {
  od_view word = word_at(s->text, s->at);
  size_t size = take_path_part(s);
  if (!size) size = take_tenant(s);
  if (!size) size = od_pseudonym_ipv6(s->out, od_view_from(s->text, s->at));
  if (!size) size = take_mail(s, word);
  if (!size && word.size && s->hosts) size = take_setting(s, word);
  if (!size) size = take_account(s, word);
  if (!size) size = take_host(s, word);
  return size;
}

static size_t take_id(scan *s) {
  od_view rest = od_view_from(s->text, s->at);
  size_t size = od_pseudonym_guid(s->out, rest);
  if (!size) size = od_pseudonym_sid(s->out, rest);
  if (!size) size = od_pseudonym_hex(s->out, rest);
  return size;
}

static size_t take_known(scan *s) {
  const char *kind;
  od_view rest = od_view_from(s->text, s->at);
  size_t size = od_known_names_match(s->names, rest, &kind);
  if (size) od_pseudonym_word(s->out, kind, od_view_first(rest, size));
  return size;
}

static void copy_char(scan *s) {
  char c = s->text.data[s->at++];
  od_buffer_char(s->out, c);
  if (is_after(s, "://")) s->in_url = 1;
  else if (ends_url(c)) s->in_url = 0;
}

static void scan_text(scan *s) {
  while (s->at < s->text.size) {
    size_t size = take_query(s);
    if (!size && !od_is_word_char(before(s))) size = take_word(s);
    if (!size && !od_is_alnum(before(s))) size = take_id(s);
    if (!size && !od_is_alnum(before(s)) &&
        od_is_alnum(s->text.data[s->at]))
      size = take_known(s);
    if (size) s->at += size;
    else copy_char(s);
  }
}

static void redact_accounts(od_buffer *out, od_view text) {
  od_view part;
  while (text.size && od_view_next(&text, ',', &part)) {
    size_t blanks = 0;
    while (blanks < part.size && part.data[blanks] == ' ') blanks++;
    od_buffer_view(out, od_view_first(part, blanks));
    od_pseudonym_account(out, od_view_trim(part));
    if (text.size) od_buffer_char(out, ',');
  }
}

static void redact_issuer(od_buffer *out, od_view text) {
  if (od_view_find(text, "Microsoft") != OD_NOT_FOUND ||
      od_view_find(text, "DigiCert") != OD_NOT_FOUND)
    od_buffer_view(out, text);
  else
    od_pseudonym_word(out, "name", text);
}

void od_redact_text(od_buffer *out, od_view text, od_redact_mode mode,
                    const od_known_names *names) {
  scan s = {out, text, 0, names, mode == OD_REDACT_HOSTS, 0};
  if (mode == OD_REDACT_KEEP) od_buffer_view(out, text);
  else if (mode == OD_REDACT_ACCOUNTS) redact_accounts(out, text);
  else if (mode == OD_REDACT_NAME) od_pseudonym_host(out, text);
  else if (mode == OD_REDACT_ISSUER) redact_issuer(out, text);
  else if (mode == OD_REDACT_ADDRESS && od_redact_address(out, text)) return;
  else scan_text(&s);
}
