/*
 * cmdkey /list in any language.
 *
 * Labels are translated, the shape is not: a heading that ends with a colon,
 * then blocks of "label: target", "label: type", "label: user" and a line
 * about persistence without a colon; or "* NONE *". So lines count by where
 * they stand; the words below only name a type or a persistence that the
 * target's own prefix does not tell.
 */
#include "facts/readers/lines.h"
#include "facts/readers/readers.h"

#include <string.h>

#include "facts/readers/credential_class.h"

#define TARGET_MAX 4096
#define USER_MAX 1024
#define LABEL_SIZE 48
#define ENTRY_LINES 4
#define CHECK_EVERY 1024
#define COUNT(list) (sizeof(list) / sizeof *(list))

typedef struct word {
  const char *text; /* as it begins, in the language that prints it */
  const char *name;
} word;

#define TYPES(ROW) \
  ROW("Generic Certificate", "generic-certificate")                       \
  ROW("Generic", "generic") /* English, Italian has Generico */           \
  ROW("Allgemein", "generic") /* German: Allgemein, Allgemeine */         \
  ROW("Generisch", "generic") /* German */                                \
  ROW("G\xc3\xa9n\xc3\xa9rique", "generic") /* French */                  \
  ROW("Gen\xc3\xa9ric", "generic") /* Spanish, Portuguese */              \
  ROW("Algemeen", "generic") /* Dutch */                                  \
  ROW("Og\xc3\xb3lne", "generic") /* Polish */                            \
  ROW("Og\xc3\xb3lny", "generic")                                         \
  ROW("\xe6\xb1\x8e\xe7\x94\xa8", "generic") /* Japanese */               \
  ROW("\xe6\x99\xae\xe9\x80\x9a", "generic") /* Chinese */                \
  ROW("\xd0\x9e\xd0\xb1\xd1\x89", "generic") /* Russian */                \
  ROW("Domain Password", "domain-password")                               \
  ROW("Dom\xc3\xa4nenkennwort", "domain-password") /* German */           \
  ROW("Mot de passe de domaine", "domain-password") /* French */          \
  ROW("Mot de passe du domaine", "domain-password")                       \
  ROW("Contrase\303\261a de dominio", "domain-password") /* Spanish */ \
  ROW("Password di dominio", "domain-password") /* Italian */             \
  ROW("Password dominio", "domain-password")                              \
  ROW("Domeinwachtwoord", "domain-password") /* Dutch */                  \
  ROW("Has\xc5\x82o domeny", "domain-password") /* Polish */              \
  ROW("Senha de Dom\xc3\xadnio", "domain-password") /* Portuguese */      \
  ROW("Senha do Dom\xc3\xadnio", "domain-password")                       \
  ROW("Domain Certificate", "domain-certificate")                         \
  ROW("Dom\xc3\xa4nenzertifikat", "domain-certificate") /* German */      \
  ROW("Certificat de domaine", "domain-certificate") /* French */         \
  ROW("Certificado de dominio", "domain-certificate") /* Spanish */       \
  ROW("Certificato di dominio", "domain-certificate") /* Italian */       \
  ROW("Domeincertificaat", "domain-certificate") /* Dutch */              \
  ROW("Certyfikat domeny", "domain-certificate") /* Polish */             \
  ROW("Domain Visible Password", "domain-visible-password")               \
  ROW("Domain Extended", "domain-extended")

#define AS_WORD(text, name) {text, name},
#define AS_TEXT(text, name) text,

static const word types[] = {TYPES(AS_WORD)};

static const word persistences[] = {
    {"Local machine persistence", "local-machine"},
    {"Enterprise persistence", "enterprise"},
    {"Saved for this logon only", "session"},
    {"Nur f\xc3\xbcr diese", "session"},               /* German */
    {"Persistenz des lokalen", "local-machine"},
    {"Lokale Computerpersistenz", "local-machine"},
    {"Permanenz des lokalen", "local-machine"},
    {"Auf dem lokalen", "local-machine"},
    {"Persistance de l", "local-machine"},             /* French */
    {"Persistance sur l", "local-machine"},
    {"Enregistr\xc3\xa9 pour cette", "session"},
    {"Enregistr\xc3\xa9" "es pour cette", "session"},
    {"Persistencia del equipo local", "local-machine"}, /* Spanish */
    {"Persistencia de equipo local", "local-machine"},
    {"Guardado solo para", "session"},
    {"Guardado s\xc3\xb3lo para", "session"},
    {"Persistenza computer locale", "local-machine"},  /* Italian */
    {"Persistenza del computer locale", "local-machine"},
    {"Salvato solo per", "session"},
    {"Salvate solo per", "session"},
    {"Alleen opgeslagen voor", "session"},             /* Dutch */
    {"Zapisano tylko dla", "session"},                 /* Polish */
    {"Zapisane tylko dla", "session"},
    {"Trwa\xc5\x82o\xc5\x9b\xc4\x87 na komputerze", "local-machine"},
    {"Salvo somente para", "session"},                 /* Portuguese */
    {"Salvo apenas para", "session"},
    {"Persist\xc3\xaancia do computador local", "local-machine"},
    {"\xe6\x9c\xac\xe5\x9c\xb0\xe6\x9c\xba\xe5\x99\xa8", "local-machine"},
    {"\xe6\x9c\xac\xe5\x9c\xb0\xe8\xae\xa1\xe7\xae\x97\xe6\x9c\xba",
     "local-machine"},                                 /* Chinese */
    {"\xe3\x83\xad\xe3\x83\xbc\xe3\x82\xab\xe3\x83\xab", "local-machine"},
    {"\xe3\x81\x93\xe3\x81\xae\xe3\x83\xad\xe3\x82\xb0\xe3\x82\xaa\xe3\x83\xb3",
     "session"},                                       /* Japanese */
};

/* What only a target of the credential manager begins with, ... */
#define SURE_PREFIXES                                     \
  "LegacyGeneric:", "Domain:target=",                     \
  "Domain:interactive=", "Domain:batch=",                 \
  "WindowsLive:target=", "MicrosoftAccount:target=",      \
  "MicrosoftAccount:user=", "MicrosoftOffice15_Data:",    \
  "MicrosoftOffice16_Data:", "MicrosoftOffice17_Data:"

static const char *const sure_prefixes[] = {SURE_PREFIXES};

/* ... and what does so below a heading. */
#define PREFIXES                                          \
  "WindowsLive:", "MicrosoftAccount:", "OneDrive Cached Cre", \
  "TERMSRV/", "Microsoft_", "XboxLive", "SSO_POP_", "msteams_"

static const char *const prefixes[] = {PREFIXES};

static const char *name_of(const word *words, size_t count, od_view text) {
  for (size_t i = 0; i < count; i++)
    if (od_view_starts_nocase(text, words[i].text)) return words[i].name;
  return NULL;
}

static int begins_with(od_view text, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (od_view_starts_nocase(text, list[i])) return 1;
  return 0;
}

/*
 * A translated word or two: no path, no quotation mark, no markup. In the
 * code pages of East Asia such a sign may be the second half of a character.
 */
static int is_label(od_view label) {
  static const char foreign[] = "\"'`\\/<>{}[]()$|;=*#,0123456789";
  for (size_t i = 0; i < label.size; i++) {
    int half = i > 0 && (unsigned char)label.data[i - 1] >= 0x80 &&
               (unsigned char)label.data[i] >= 0x40;
    if (!half && memchr(foreign, label.data[i], sizeof foreign - 1)) return 0;
  }
  return label.size > 0 && label.size < LABEL_SIZE;
}

static int is_labelled(od_view line, od_view *label, od_view *value) {
  return od_line_label(line, 0, label, value) && is_label(*label);
}

/* "* NONE *": one to three words in capitals between two stars. */
static int is_none(od_view line) {
  line = od_view_trim(line);
  if (line.size < 5 || line.size > 40 || line.data[0] != '*' ||
      line.data[line.size - 1] != '*' || line.data[1] != ' ' ||
      line.data[line.size - 2] != ' ')
    return 0;
  for (size_t i = 1; i + 1 < line.size; i++) {
    char c = line.data[i];
    if (c == '*' || od_is_digit(c) || (od_is_alpha(c) && c == od_lower(c)))
      return 0;
  }
  return od_view_trim(od_view_first(od_view_from(line, 1), line.size - 2))
             .size > 0;
}

/* netsh winhttp prints the same shape; its heading names itself. */
static int is_heading(od_view line, od_view *name) {
  return od_line_heading(line, name) && name->size < 160 &&
         od_view_find_nocase(*name, "winhttp") == OD_NOT_FOUND;
}

/* ---- walking: one call for each thing that the list holds ---- */

typedef struct entry {
  od_view part[ENTRY_LINES]; /* target, type, user, persistence */
  unsigned line;
  int whole; /* the target's line has its end, or more lines follow it */
} entry;

typedef struct walk {
  const od_text *text;
  od_lines lines;
  od_line ahead;
  int has_ahead;
  od_view heading;      /* of the list that is being read */
  od_view target_label; /* of its first entry */
  int filtered;         /* "cmdkey /list:name", or a heading that says so */
  int headed;           /* an entry stood below a heading */
  int typed;            /* an entry had its type */
  unsigned none;        /* the line of "* NONE *", 0 if there was none */
  unsigned steps;
} walk;

static int peek(walk *w, od_line *line) {
  if (!w->has_ahead && (w->has_ahead = od_line_next(&w->lines, &w->ahead)))
    w->ahead.text = od_line_unquote(w->ahead.text);
  *line = w->ahead;
  return w->has_ahead;
}

static void skip(walk *w) {
  w->has_ahead = 0;
  w->steps++;
}

/* A list that was asked for one name proves nothing about the others. */
static int asks_for_one(od_view line) {
  if (od_view_find_char(line, '/') == OD_NOT_FOUND) return 0; /* fast */
  size_t at = od_view_find_nocase(od_view_first(line, 400), "cmdkey");
  if (at == OD_NOT_FOUND) return 0;
  line = od_view_from(line, at);
  return od_view_find_nocase(line, "/list:") != OD_NOT_FOUND ||
         od_view_find_nocase(line, "/l:") != OD_NOT_FOUND ||
         od_view_find_nocase(line, "findstr") != OD_NOT_FOUND ||
         od_view_find_nocase(line, "select-string") != OD_NOT_FOUND;
}

static int heading_asks_for_one(od_view name) {
  static const char marks[] = "*=@\\/_:";
  size_t last = name.size;
  if (od_view_find_nocase(name, "credentials for ") != OD_NOT_FOUND) return 1;
  while (last && !od_is_space(name.data[last - 1])) last--;
  for (size_t i = 0; i < sizeof marks - 1; i++)
    if (od_view_find_char(od_view_from(name, last), marks[i]) != OD_NOT_FOUND)
      return 1;
  return 0;
}

static int same_label(const walk *w, od_view label) {
  return w->target_label.size &&
         !od_view_compare_nocase(label, w->target_label);
}

/* Does this line begin an entry? Its label is then known for the rest. */
static int begins_entry(walk *w, od_view line, od_view *target) {
  od_view label;
  if (!is_labelled(line, &label, target) || !target->size) return 0;
  if (same_label(w, label)) return 1;
  if (w->target_label.size ||
      (!begins_with(*target, sure_prefixes, COUNT(sure_prefixes)) &&
       (!w->heading.size || !begins_with(*target, prefixes, COUNT(prefixes)))))
    return 0;
  w->target_label = label;
  return 1;
}

/* Under a heading and a blank line, any name may be a target if the next
   line is a type that some language prints. */
static int begins_plain_entry(walk *w, od_view line, od_view *target) {
  od_view label, value, next_label;
  od_line after;
  if (!w->heading.size || w->target_label.size || !od_line_indent(line) ||
      !is_labelled(line, &label, target) || !target->size)
    return 0;
  skip(w);
  if (!peek(w, &after) || !is_labelled(after.text, &next_label, &value) ||
      !name_of(types, COUNT(types), value))
    return -1;
  w->target_label = label;
  return 1;
}

/* The lines of an entry below its target: type, user, persistence. */
static void read_rest(walk *w, entry *out, size_t indent) {
  od_line line;
  od_view label, value, ignored;
  for (size_t at = 1; at < ENTRY_LINES && peek(w, &line); at++) {
    if (od_line_blank(line.text) || begins_entry(w, line.text, &ignored) ||
        od_line_indent(line.text) < indent)
      return;
    int labelled = is_labelled(line.text, &label, &value);
    if (!labelled && at == 1) return;
    out->whole = w->typed = 1;
    if (labelled && at < 3) {
      out->part[at] = value;
    } else {
      out->part[3] = od_view_trim(line.text);
      at = 3;
    }
    skip(w);
  }
}

static void read_entry(walk *w, od_line line, od_view target, entry *out) {
  *out = (entry){0};
  out->part[0] = target;
  out->line = line.number;
  out->whole = od_line_whole(w->text, &line);
  if (w->heading.size) w->headed = 1;
  read_rest(w, out, od_line_indent(line.text));
}

static void note_line(walk *w, od_view line, unsigned number) {
  od_view name;
  if (asks_for_one(line)) {
    w->filtered = 1;
  } else if (is_heading(line, &name)) {
    w->heading = name;
    w->target_label = (od_view){0};
    if (heading_asks_for_one(name)) w->filtered = 1;
  } else if (is_none(line) && w->heading.size) {
    w->none = number;
  } else if (!od_line_blank(line)) {
    w->heading = (od_view){0};
  }
}

/* The next entry; 0 at the end. */
static int next_entry(walk *w, entry *out) {
  od_line line;
  od_view target;
  while (peek(w, &line)) {
    int begins = begins_entry(w, line.text, &target);
    if (begins)
      skip(w);
    else if ((begins = begins_plain_entry(w, line.text, &target)) == 0)
      skip(w);
    if (begins > 0) {
      read_entry(w, line, target, out);
      return 1;
    }
    note_line(w, line.text, line.number);
  }
  return 0;
}

static walk walk_of(const od_text *text) {
  walk w = {0};
  w.text = text;
  w.lines = od_lines_of(text);
  return w;
}

static int recognises(const od_text *text) {
  walk w = walk_of(text);
  entry found;
  return next_entry(&w, &found) || w.none;
}

/* Bare targets without heading and types are what a search left over. */
static int is_partial(const walk *w) {
  return w->filtered || (!w->headed && !w->typed && !w->none);
}

/* ---- writing ---- */

static const char *kind_of(const entry *found) {
  const char *kind = name_of(types, COUNT(types), found->part[1]);
  od_view target = found->part[0];
  if (kind) return kind;
  if (od_view_starts_nocase(target, "LegacyGeneric:") ||
      od_view_starts_nocase(target, "MicrosoftAccount:") ||
      od_view_starts_nocase(target, "WindowsLive:"))
    return "generic";
  return od_view_starts_nocase(target, "Domain:") ? "domain-password"
                                                  : "other";
}

static od_json *text_or_null(od_view text) {
  return text.size ? od_json_new_text(text) : od_json_new_null();
}

static od_view bounded(od_view text, size_t limit) {
  return text.size > limit ? od_view_of(NULL) : text;
}

/* One item of the fact; NULL when out of memory. */
static od_json *item_of(const entry *found) {
  const od_credential_class *class = od_credential_class_of(found->part[0]);
  const struct {
    const char *name;
    od_view text; /* empty: null */
  } members[] = {
      {"target", found->part[0]},
      {"kind", od_view_of(kind_of(found))},
      {"user", bounded(found->part[2], USER_MAX)},
      {"persistence", od_view_of(name_of(persistences, COUNT(persistences),
                                         found->part[3]))},
      {"modified", od_view_of(NULL)}, /* cmdkey does not print it */
      {"class", od_view_of(class->name)},
      {"action", od_view_of(class->action)},
      {"why", od_view_of(class->why)}};
  od_json *item = od_json_new_object();
  for (size_t i = 0; item && i < COUNT(members); i++) {
    if (!od_json_put(item, members[i].name, text_or_null(members[i].text)))
      continue;
    od_json_free(item);
    item = NULL;
  }
  return item;
}

/*
 * A target that the end of the text cut cannot be told from another one: of
 * the business account's, the personal one's is the beginning.
 */
static int is_cut(const entry *found) {
  od_view target = found->part[0];
  od_view class = od_view_of(od_credential_class_of(target)->name);
  return target.size > TARGET_MAX ||
         (!found->whole && (od_view_equal(class, "other") ||
                            od_view_equal(class, "onedrive-personal") ||
                            target.data[target.size - 1] == ':'));
}

static void read_text(od_evidence *e, const od_text *text, od_job *job) {
  static const char fact[] = "credentials";
  walk w = walk_of(text);
  entry found;
  od_json *list = od_json_new_array();
  unsigned line = 0, cut = 0, checked = 0;
  while (list && !cut && next_entry(&w, &found)) {
    if (w.steps / CHECK_EVERY != checked) {
      checked = w.steps / CHECK_EVERY;
      if (od_job_check(job)) break;
    }
    if (!line) line = found.line;
    if (is_cut(&found)) {
      cut = found.line;
    } else if (od_json_add(list, item_of(&found))) {
      od_json_free(list);
      list = NULL;
    }
  }
  if (list && (cut || is_partial(&w))) {
    od_json_free(list);
    od_evidence_state(e, fact, cut ? OD_FACT_UNREADABLE : OD_FACT_NOT_ASKED,
                      cut ? cut : line,
                      cut ? "the list is cut off"
                          : "only some targets were listed");
  } else {
    od_evidence_set(e, fact, line ? line : w.none, list);
  }
}

/* An entry's target or its type. */
static const char *const needs[] = {SURE_PREFIXES, PREFIXES, TYPES(AS_TEXT)
                                    NULL};

/* "* NONE *" */
static int may(const od_text *text) {
  od_view rest = {text->data, text->size};
  size_t at;
  while ((at = od_view_find_char(rest, '*')) != OD_NOT_FOUND) {
    rest = od_view_from(rest, at + 1);
    if (rest.size && rest.data[0] == ' ' &&
        od_view_find(od_view_first(rest, 40), " *") != OD_NOT_FOUND)
      return 1;
  }
  return 0;
}

const od_reader od_reader_cmdkey = {"cmdkey", recognises, read_text, needs,
                                    may};
