#include "facts/readers/objects.h"

#include <string.h>

#include "core/alloc.h"
#include "core/time.h"
#include "facts/readers/lines.h"

enum {
  CHECK_EVERY = 1024,
  JSON_MAX = 64 * 1024 * 1024,
  TRIES_MAX = 64, /* brackets and quotes that are not closed */
  SMALL = 16,
  HASHES = 4096,
  HEADING_MAX = 8192,
  COLUMNS_MAX = 400,
  MEMBERS_MAX = 1000,
  NEARLY_WIDE = 60 /* from here on PowerShell may have broken the line */
};

typedef struct member {
  od_view name, value;
} member;

typedef struct walk {
  const od_text *text;
  const od_object_taker *taker;
  od_lines lines;
  od_view asked;
  unsigned tries;
  int done;
  od_status status;
  /* the list that is open */
  member *members;
  size_t count, capacity, colon;
  unsigned list_line;
} walk;

/* ---- members ---- */

static int is_filler(char c) { return c == ' ' || c == '_'; }

static int same_name(od_view a, const char *name) {
  size_t at = 0;
  for (; *name; name++) {
    if (is_filler(*name)) continue;
    while (at < a.size && is_filler(a.data[at])) at++;
    if (at == a.size || od_lower(a.data[at++]) != od_lower(*name)) return 0;
  }
  while (at < a.size && is_filler(a.data[at])) at++;
  return at == a.size;
}

static const od_json *find_own(const od_json *object, const char *name) {
  const od_json *item = od_json_is(object, OD_JSON_OBJECT)
                            ? od_json_first(object)
                            : NULL;
  for (; item; item = od_json_next(item))
    if (same_name(od_view_of(od_json_name(item)), name)) return item;
  return NULL;
}

static const od_json *find_any(const od_json *object, const char *name) {
  const od_json *own = find_own(object, name);
  if (own && !od_json_is(own, OD_JSON_NULL)) return own;
  const od_json *more =
      find_own(find_own(object, "AdditionalProperties"), name);
  return more ? more : own;
}

const od_json *od_object_find(const od_json *object, const char *name) {
  const od_json *item = find_any(object, name);
  return od_json_is(item, OD_JSON_NULL) ? NULL : item;
}

int od_object_has(const od_json *object, const char *name) {
  return find_any(object, name) != NULL;
}

od_view od_object_text(const od_json *object, const char *name) {
  return od_view_trim(od_json_view(od_object_find(object, name)));
}

/* Excel writes them in its own language when it saves a table anew. */
int od_object_bool(const od_json *object, const char *name) {
  static const char *const words[][2] = {
      {"False", "True"},      {"Falsch", "Wahr"},
      {"Faux", "Vrai"},       {"Falso", "Vero"},
      {"Falso", "Verdadero"}, {"Falso", "Verdadeiro"},
      {"Onwaar", "Waar"},     {"Fa\xc5\x81SZ", "Prawda"},
      {"Fa\xc5\x82sz", "Prawda"}};
  const od_json *value = od_object_find(object, name);
  od_view text = od_view_trim(od_json_view(value));
  if (od_json_is(value, OD_JSON_BOOL)) return od_json_bool(value);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    for (int truth = 0; truth < 2; truth++)
      if (od_view_equal_nocase(text, words[i][truth])) return truth;
  return -1;
}

static int ticks_of(od_view text, long long *ms) {
  unsigned long long number;
  if (!od_view_starts_nocase(text, "/Date(")) return 0;
  text = od_view_from(text, strlen("/Date("));
  size_t end = od_view_find_char(text, ')');
  if (end == OD_NOT_FOUND || end > 15 ||
      !od_view_number(od_view_first(text, end), &number))
    return 0;
  *ms = (long long)number;
  return 1;
}

int od_object_time(const od_json *object, const char *name, long long *ms) {
  const od_json *value = od_object_find(object, name);
  if (od_json_is(value, OD_JSON_OBJECT)) value = find_own(value, "value");
  od_view text = od_view_trim(od_json_view(value));
  return ticks_of(text, ms) || od_time_parse(text, ms);
}

int od_object_number(const od_json *object, const char *name,
                     double *number) {
  const od_json *value = od_object_find(object, name);
  unsigned long long whole;
  if (od_json_is(value, OD_JSON_NUMBER)) {
    *number = od_json_number(value);
    return 1;
  }
  if (!od_view_number(od_view_trim(od_json_view(value)), &whole)) return 0;
  *number = (double)whole;
  return 1;
}

/* ---- lists ---- */

static od_status add_lower(od_json *list, od_view text) {
  od_buffer lower = {0};
  od_json *item = NULL;
  for (size_t i = 0; i < text.size; i++)
    od_buffer_char(&lower, od_lower(text.data[i]));
  if (lower.status == OD_OK)
    item = od_json_new_text((od_view){lower.data, lower.size});
  od_buffer_release(&lower);
  return od_json_add(list, item);
}

static int is_ellipsis(od_view text) {
  return od_view_ends_nocase(text, "...") ||
         od_view_ends_nocase(text, "\xe2\x80\xa6");
}

static od_status add_parts(od_json *list, od_view text, int *cut) {
  od_status status = OD_OK;
  int closed = 1;
  text = od_view_trim(text);
  if (text.size && text.data[0] == '{') {
    closed = text.data[text.size - 1] == '}';
    text = od_view_from(text, 1);
    if (closed) text = od_view_first(text, text.size - 1);
  }
  if (!closed || is_ellipsis(text)) *cut = 1;
  while (status == OD_OK && text.size) {
    size_t size = 0;
    while (size < text.size && !strchr(",; \t\r\n", text.data[size])) size++;
    od_view part = od_view_first(text, size);
    if (size && !is_ellipsis(part)) status = add_lower(list, part);
    text = od_view_from(text, size < text.size ? size + 1 : size);
  }
  return status;
}

od_json *od_object_list(const od_json *value, int *cut) {
  od_json *list = od_json_new_array();
  od_status status = list ? OD_OK : OD_ENOMEM;
  const od_json *item = od_json_is(value, OD_JSON_ARRAY)
                            ? od_json_first(value)
                            : NULL;
  for (; status == OD_OK && item; item = od_json_next(item))
    if (od_json_is(item, OD_JSON_TEXT))
      status = add_lower(list, od_view_trim(od_json_view(item)));
  if (status == OD_OK && od_json_is(value, OD_JSON_TEXT))
    status = add_parts(list, od_json_view(value), cut);
  if (status == OD_OK) return list;
  od_json_free(list);
  return NULL;
}

/* ---- telling ---- */

static void give_up(walk *w, unsigned line) {
  if (!*w->taker->gave_up) *w->taker->gave_up = line;
}

static void note_open(walk *w) {
  if (++w->tries == TRIES_MAX) give_up(w, w->lines.number);
}

static void fail(walk *w) {
  w->status = OD_ENOMEM;
  w->done = 1;
}

static void tell(walk *w, const od_object *object) {
  if (!w->done && !w->taker->take(w->taker->user, object)) w->done = 1;
}

static int is_key(const walk *w, od_view name) {
  for (size_t i = 0; w->taker->keys[i]; i++)
    if (same_name(name, w->taker->keys[i])) return 1;
  return 0;
}

/* Moves behind what was read as one piece. */
static void advance(walk *w, const char *end) {
  od_line line;
  while (w->lines.rest.size && w->lines.rest.data < end &&
         od_line_next(&w->lines, &line)) {
  }
}

/* ---- JSON ---- */

/* Graph writes its names small, PowerShell's objects theirs large. */
static int is_graph(const od_json *object) {
  const od_json *item = od_json_first(object);
  for (; item; item = od_json_next(item)) {
    char first = od_json_name(item)[0];
    if (od_is_alpha(first)) return first >= 'a';
  }
  return 0;
}

static void tell_json(walk *w, const od_json *value, od_view context,
                      unsigned line) {
  od_object object = {value, context, w->asked, line, 0};
  if (od_json_is(value, OD_JSON_OBJECT)) {
    object.graph = is_graph(value);
    tell(w, &object);
    return;
  }
  const od_json *item = od_json_first(value);
  object.json = NULL;
  if (!item) tell(w, &object);
  for (; item && !w->done; item = od_json_next(item))
    if (od_json_is(item, OD_JSON_OBJECT)) {
      object.json = item;
      object.graph = is_graph(item);
      tell(w, &object);
    }
}

static void read_json(walk *w, od_view text, unsigned line) {
  od_json_options options = {.forgive_commas = 1};
  od_json *value;
  od_status status = od_json_parse(&value, text, &options);
  if (status == OD_ENOMEM) fail(w);
  if (status != OD_OK) {
    od_error_clear(); /* nothing is said of what cannot be read */
    return;
  }
  const od_json *list = od_json_member(value, "value");
  od_view context = od_json_view(od_json_member(value, "@odata.context"));
  tell_json(w, od_json_is(list, OD_JSON_ARRAY) ? list : value, context, line);
  od_json_free(value);
}

static unsigned hash3(const char *at) {
  return ((unsigned char)at[0] * 31u + (unsigned char)at[1]) * 31u +
         (unsigned char)at[2];
}

static int starts_with_one(od_view text, const char *const *marks) {
  for (; *marks; marks++) {
    size_t size = strlen(*marks);
    if (text.size >= size && !memcmp(text.data, *marks, size)) return 1;
  }
  return 0;
}

/* One pass for all marks: most texts hold none, and are large. */
static int is_marked(const od_object_taker *taker, od_view text) {
  unsigned char seen[HASHES] = {0};
  for (size_t i = 0; taker->marks[i]; i++)
    seen[hash3(taker->marks[i]) % HASHES] = 1;
  for (size_t at = 0; at + 3 <= text.size; at++)
    if (seen[hash3(text.data + at) % HASHES] &&
        starts_with_one(od_view_from(text, at), taker->marks))
      return 1;
  return 0;
}

/* What is small is read in any case: an empty answer says little. */
static int is_wanted(const walk *w, od_view text) {
  return text.size < SMALL || is_marked(w->taker, text);
}

static int take_json(walk *w, const od_line *line) {
  od_view text = od_view_trim(line->text);
  if (!text.size || (text.data[0] != '{' && text.data[0] != '[') ||
      w->tries >= TRIES_MAX)
    return 0;
  text.size = (size_t)(w->text->data + w->text->size - text.data);
  text = od_view_first(text, od_json_extent(od_view_first(text, JSON_MAX)));
  if (!text.size) {
    note_open(w);
    return 0;
  }
  if (is_wanted(w, text)) read_json(w, text, line->number);
  advance(w, text.data + text.size);
  return 1;
}

/* ---- CSV ---- */

typedef struct field {
  od_buffer text;
  int last;  /* of its record */
  int whole; /* the text goes on behind it */
} field;

static void take_quoted(od_view *rest, field *f) {
  *rest = od_view_from(*rest, 1);
  while (rest->size) {
    char c = rest->data[0];
    *rest = od_view_from(*rest, 1);
    if (c != '"') {
      od_buffer_char(&f->text, c);
    } else if (rest->size && rest->data[0] == '"') {
      od_buffer_char(&f->text, '"');
      *rest = od_view_from(*rest, 1);
    } else {
      return;
    }
  }
}

static void take_field(od_view *rest, char delimiter, field *f) {
  *f = (field){{0}, 1, 0};
  if (rest->size && rest->data[0] == '"') take_quoted(rest, f);
  while (rest->size) {
    char c = rest->data[0];
    *rest = od_view_from(*rest, 1);
    if (c == delimiter || c == '\n' || c == '\r') {
      if (c == '\r' && rest->size && rest->data[0] == '\n')
        *rest = od_view_from(*rest, 1);
      f->last = c != delimiter;
      f->whole = 1;
      return;
    }
    od_buffer_char(&f->text, c);
  }
}

/* A record as an array of texts, null for one that may be cut. */
static od_json *take_record(od_view *rest, char delimiter) {
  od_json *record = od_json_new_array();
  od_status status = record ? OD_OK : OD_ENOMEM;
  field f = {{0}, 0, 0};
  for (size_t i = 0; status == OD_OK && !f.last && i < COLUMNS_MAX; i++) {
    take_field(rest, delimiter, &f);
    od_view text = od_view_trim((od_view){f.text.data, f.text.size});
    od_json *item = NULL;
    if (f.text.status == OD_OK)
      item = f.whole ? od_json_new_text(text) : od_json_new_null();
    od_buffer_release(&f.text);
    status = od_json_add(record, item);
  }
  if (status == OD_OK) return record;
  od_json_free(record);
  return NULL;
}

static int has_key(const walk *w, const od_json *names) {
  const od_json *item = od_json_first(names);
  if (od_json_count(names) < 2) return 0;
  for (; item; item = od_json_next(item))
    if (is_key(w, od_json_view(item))) return 1;
  return 0;
}

static void tell_row(walk *w, const od_json *names, const od_json *row,
                     unsigned line) {
  od_json *json = od_json_new_object();
  od_object object = {json, {NULL, 0}, w->asked, line, 0};
  od_status status = json ? OD_OK : OD_ENOMEM;
  const od_json *name = od_json_first(names), *cell = od_json_first(row);
  for (; status == OD_OK && name && cell;
       name = od_json_next(name), cell = od_json_next(cell))
    if (od_json_view(name).size && od_json_view(cell).size)
      status = od_json_put(json, od_json_text(name), od_json_copy(cell));
  if (status == OD_OK) tell(w, &object);
  else fail(w);
  od_json_free(json);
}

static unsigned lines_in(const char *from, const char *to) {
  unsigned lines = 0;
  while (from < to && (from = memchr(from, '\n', (size_t)(to - from)))) {
    from++;
    lines++;
  }
  return lines;
}

/* Rows of another width are passed over; one of one cell ends the table. */
static void read_rows(walk *w, const od_json *names, char delimiter) {
  od_view rest = w->lines.rest;
  size_t width = od_json_count(names);
  unsigned line = w->lines.number + 1;
  while (!w->done && rest.size) {
    const char *start = rest.data;
    od_json *row = take_record(&rest, delimiter);
    if (!row) fail(w);
    size_t cells = od_json_count(row);
    if (cells == width) tell_row(w, names, row, line);
    od_json_free(row);
    if (cells < 2) {
      if (rest.data - start > HEADING_MAX) note_open(w); /* an open quote */
      break;
    }
    line += lines_in(start, rest.data);
    advance(w, rest.data);
  }
}

/* Names of columns hold none of these, nearly every other line does. */
static int may_be_heading(od_view line) {
  if (line.size > HEADING_MAX) return 0;
  for (size_t i = 0; i < line.size; i++) switch (line.data[i]) {
      case ':': case '=': case '<': case '>': case '{': case '}':
      case '[': case ']': case '|': case '\\':
        return 0;
      default:
        break;
    }
  return 1;
}

static int take_table(walk *w, const od_line *line) {
  static const char delimiters[] = ",;\t";
  if (!w->lines.rest.size || w->tries >= TRIES_MAX ||
      !may_be_heading(line->text))
    return 0;
  for (size_t i = 0; delimiters[i]; i++) {
    if (od_view_find_char(line->text, delimiters[i]) == OD_NOT_FOUND) continue;
    od_view rest = {line->text.data, line->text.size + 1}; /* its end too */
    od_json *names = take_record(&rest, delimiters[i]);
    if (!names) fail(w);
    int found = names && has_key(w, names);
    if (found) read_rows(w, names, delimiters[i]);
    od_json_free(names);
    if (found || w->done) return 1;
  }
  return 0;
}

/* ---- Format-List ---- */

static int is_name(od_view name) {
  for (size_t i = 0; i < name.size; i++)
    if (!od_is_alpha(name.data[i]) && !od_is_digit(name.data[i]) &&
        !strchr("_.@-", name.data[i]))
      return 0;
  return name.size > 0;
}

/* A value without the breaks that the width of the window made. */
static od_json *joined(od_view value) {
  od_buffer text = {0};
  od_json *json = NULL;
  for (size_t i = 0; i < value.size; i++) {
    if (value.data[i] != '\n' && value.data[i] != '\r') {
      od_buffer_char(&text, value.data[i]);
      continue;
    }
    while (i + 1 < value.size && od_is_space(value.data[i + 1])) i++;
  }
  if (text.status == OD_OK)
    json = od_json_new_text((od_view){text.data, text.size});
  od_buffer_release(&text);
  return json;
}

static void end_list(walk *w) {
  od_json *json = NULL;
  int wanted = 0;
  for (size_t i = 0; i < w->count; i++) wanted |= is_key(w, w->members[i].name);
  if (wanted && !(json = od_json_new_object())) fail(w);
  for (size_t i = 0; json && i < w->count; i++) {
    char name[128];
    od_view from = w->members[i].name;
    if (from.size >= sizeof name) continue;
    memcpy(name, from.data, from.size);
    name[from.size] = '\0';
    if (od_json_put(json, name, joined(w->members[i].value)) == OD_OK)
      continue;
    fail(w);
    break;
  }
  od_object object = {json, {NULL, 0}, w->asked, w->list_line, 0};
  if (json) tell(w, &object);
  od_json_free(json);
  w->count = 0;
}

static void add_member(walk *w, const od_line *line, size_t colon) {
  if (w->count && w->colon != colon) end_list(w);
  if (w->count >= MEMBERS_MAX) give_up(w, line->number);
  if (w->count >= MEMBERS_MAX || !od_line_whole(w->text, line)) return;
  if (!od_grow((void **)&w->members, &w->capacity, w->count,
               sizeof *w->members)) {
    fail(w);
    return;
  }
  if (!w->count) w->list_line = line->number;
  w->colon = colon;
  w->members[w->count++] =
      (member){od_view_trim(od_view_first(line->text, colon)),
               od_view_trim(od_view_from(line->text, colon + 1))};
}

/* "Name   : value", every colon below the other. */
static int take_member(walk *w, const od_line *line) {
  size_t colon = od_view_find_char(od_view_first(line->text, 160), ':');
  size_t indent = od_line_indent(line->text);
  if (w->count && indent >= w->colon + 2) {
    od_view *value = &w->members[w->count - 1].value;
    if (!od_line_whole(w->text, line)) w->count--;
    else value->size = (size_t)(line->text.data + line->text.size -
                                value->data);
    return 1;
  }
  if (colon == OD_NOT_FOUND || !colon || indent ||
      line->text.data[colon - 1] != ' ' ||
      !is_name(od_view_trim(od_view_first(line->text, colon))))
    return 0;
  add_member(w, line, colon);
  return 1;
}

/* The file may be cut where a wide line would go on. */
static void end_text(walk *w) {
  const member *last = w->count ? &w->members[w->count - 1] : NULL;
  const char *end = w->text->data + w->text->size;
  if (last && w->colon + 2 + last->value.size >= NEARLY_WIDE &&
      end - (last->value.data + last->value.size) <= 2)
    w->count--;
  end_list(w);
}

/* ---- walking ---- */

/* As printed, also where a mail quotes it. */
static od_view unquoted(od_view line) {
  od_view text = od_line_unquote(line);
  int quoted = text.data != line.data;
  return quoted && text.size && text.data[0] == ' ' ? od_view_from(text, 1)
                                                    : text;
}

static void take_line(walk *w, od_line *line) {
  line->text = unquoted(line->text);
  if (od_line_blank(line->text)) {
    end_list(w);
    return;
  }
  if (take_member(w, line)) return;
  end_list(w);
  if (w->done || take_json(w, line) || take_table(w, line)) return;
  w->asked = line->text;
}

od_status od_objects_walk(const od_text *text, od_job *job,
                          const od_object_taker *taker) {
  walk w = {0};
  od_line line;
  if (!is_marked(taker, (od_view){text->data, text->size})) return OD_OK;
  w.text = text;
  w.taker = taker;
  w.lines = od_lines_of(text);
  while (!w.done && od_line_next(&w.lines, &line)) {
    if (job && line.number % CHECK_EVERY == 0 && od_job_check(job)) break;
    take_line(&w, &line);
  }
  if (!w.done) end_text(&w);
  od_free(w.members);
  return w.status;
}
