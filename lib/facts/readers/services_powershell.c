/* Get-Service: the table, Format-List and ConvertTo-Json. */
#include <stdio.h>
#include <string.h>

#include "facts/readers/lines.h"
#include "facts/readers/service_name.h"
#include "facts/readers/services.h"

#define JSON_MAX (4u * 1024 * 1024)
#define TRIES_MAX 64

/* The numbers of ServiceControllerStatus and ServiceStartMode. */
typedef struct word {
  const char *text;
  int number;
} word;

static const word states[] = {
    {"Stopped", 1}, {"StartPending", 2}, {"StopPending", 3},
    {"Running", 4}, {"ContinuePending", 5}, {"PausePending", 6},
    {"Paused", 7},  {NULL, 0}};
static const word start_types[] = {
    {"Boot", 0},   {"System", 1},   {"Automatic", 2},
    {"Manual", 3}, {"Disabled", 4}, {"AutomaticDelayedStart", 2},
    {"Auto", 2},   {NULL, 0}};

static int number_of(od_view text, const word *words) {
  for (; words->text; words++)
    if (od_view_equal_nocase(text, words->text)) return words->number;
  return -1;
}

static int is_state_name(od_view name) {
  return od_view_equal_nocase(name, "Status");
}

static int is_start_name(od_view name) {
  return od_view_equal_nocase(name, "StartType") ||
         od_view_equal_nocase(name, "StartMode");
}

/* Status with a name is common; these only services have. */
static int is_sure_name(od_view name) {
  static const char *const names[] = {"ServiceType", "CanPauseAndContinue",
                                      "CanShutdown", "CanStop",
                                      "DependentServices", "ServiceName",
                                      "ServicesDependedOn"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (od_view_equal_nocase(name, names[i])) return 1;
  return is_start_name(name);
}

static void write_item(od_services *w, const od_service_item *item) {
  if (!od_service_has_fact(item->name) || item->spoilt || w->remote ||
      (!item->sure && !od_service_is_known(item->name)))
    return;
  if (item->state >= 0)
    od_services_state(w, item->name, item->state_line,
                      (unsigned)item->state);
  if (item->start >= 0)
    od_services_start(w, item->name, item->start_line,
                      (unsigned)item->start);
}

static void begin_item(od_service_item *item) {
  memset(item, 0, sizeof *item);
  item->state = item->start = -1;
}

/* ---- the table ---- */

/* A run without blanks, its place counted in characters. */
typedef struct token {
  od_view text;
  size_t from, to;
} token;

/* *at is the column at which *rest begins; both move on. */
static int next_token(od_view *rest, size_t *at, token *out) {
  while (rest->size && od_is_space(rest->data[0])) {
    *rest = od_view_from(*rest, 1);
    ++*at;
  }
  out->text = od_view_first(*rest, 0);
  out->from = *at;
  while (rest->size && !od_is_space(rest->data[0])) {
    size_t size = od_utf8_size(*rest);
    if (!size) size = 1;
    out->text.size += size;
    *rest = od_view_from(*rest, size);
    ++*at;
  }
  out->to = *at;
  return out->text.size > 0;
}

/* Text stands at the left of its column, states and numbers at the right. */
static int fits(const od_service_column *column, const token *t) {
  return t->from == column->from || t->to == column->to;
}

/* The word in a column; empty if none fits, as where a wide letter before it
   has moved all. */
static od_view word_in(od_view line, const od_service_column *column) {
  od_view rest = line;
  size_t at = 0;
  token t;
  while (next_token(&rest, &at, &t))
    if (fits(column, &t)) return t.text;
  return od_view_first(line, 0);
}

static od_view column_of(const od_services *w, od_view line, int column) {
  if (column < 0) return od_view_first(line, 0);
  return word_in(line, &w->columns[column]);
}

/* A name is one word: what follows it belongs to the next column. */
static od_view name_in(const od_services *w, od_view line) {
  const od_service_column *own = &w->columns[w->name_column];
  od_view rest = line;
  size_t at = 0;
  token t, after;
  while (next_token(&rest, &at, &t)) {
    if (t.from != own->from) continue;
    if (!next_token(&rest, &at, &after)) return t.text;
    if ((size_t)w->name_column + 1 < w->column_count && fits(own + 1, &after))
      return t.text;
    break;
  }
  return od_view_first(line, 0);
}

/* The columns that the dashes mark, if they are those of services. */
static void open_table(od_services *w, od_view dashes) {
  od_view rest = dashes;
  size_t at = 0;
  token t;
  w->column_count = 0;
  w->name_column = w->state_column = w->start_column = -1;
  while (next_token(&rest, &at, &t)) {
    if (w->column_count == OD_SERVICE_COLUMNS) return;
    w->columns[w->column_count].from = t.from;
    w->columns[w->column_count++].to = t.to;
  }
  for (int i = 0; i < (int)w->column_count; i++) {
    od_view name = column_of(w, w->heading, i);
    if (od_view_equal_nocase(name, "Name")) w->name_column = i;
    if (is_state_name(name)) w->state_column = i;
    if (is_start_name(name)) w->start_column = i;
  }
  w->in_table = w->name_column >= 0 &&
                (w->state_column >= 0 || w->start_column >= 0);
}

/* The columns Status, Name, DisplayName are Get-Service's own. */
static int is_default_table(const od_services *w) {
  return w->state_column == 0 && w->name_column == 1 &&
         w->column_count == 3 &&
         od_view_equal_nocase(column_of(w, w->heading, 2), "DisplayName");
}

static void take_row(od_services *w, const od_line *line) {
  od_service_item item;
  begin_item(&item);
  if (!od_line_whole(w->text, line)) return;
  item.name = name_in(w, line->text);
  item.state = number_of(column_of(w, line->text, w->state_column), states);
  item.start = number_of(column_of(w, line->text, w->start_column),
                         start_types);
  item.state_line = item.start_line = line->number;
  item.sure = item.start >= 0 || is_default_table(w);
  write_item(w, &item);
}

/* ---- the list ---- */

void od_services_end_list(od_services *w) {
  if (w->listing) write_item(w, &w->item);
  w->listing = w->in_table = 0;
}

/* PowerShell writes "Name   : value", every colon below the other. */
static void take_member(od_services *w, const od_line *line) {
  od_view name, value;
  size_t colon = od_view_find_char(line->text, ':');
  od_service_item *item = &w->item;
  if (colon == OD_NOT_FOUND || !colon || line->text.data[colon - 1] != ' ' ||
      od_line_indent(line->text) ||
      !od_line_label(line->text, 0, &name, &value))
    return;
  if (!w->listing) begin_item(item);
  w->listing = 1;
  if (item->colon && item->colon != colon) item->spoilt = 1;
  item->colon = colon;
  item->sure |= is_sure_name(name);
  if (!od_line_whole(w->text, line)) return;
  if (od_view_equal_nocase(name, "Name")) {
    item->spoilt |= item->name.size > 0;
    item->name = value;
  } else if (is_state_name(name)) {
    item->state = number_of(value, states);
    item->state_line = line->number;
  } else if (is_start_name(name)) {
    item->start = number_of(value, start_types);
    item->start_line = line->number;
  }
}

/* ---- JSON ---- */

static int json_number(const od_json *value, const word *words) {
  double number = od_json_number(value);
  if (od_json_is(value, OD_JSON_TEXT))
    return number_of(od_json_view(value), words);
  if (!od_json_is(value, OD_JSON_NUMBER)) return -1;
  for (; words->text; words++)
    if (number == words->number) return words->number;
  return -1;
}

static void take_object(od_services *w, const od_json *object,
                        unsigned line) {
  od_service_item item;
  begin_item(&item);
  const od_json *member = od_json_first(object);
  for (; member; member = od_json_next(member))
    item.sure |= is_sure_name(od_view_of(od_json_name(member)));
  item.name = od_view_trim(od_json_view(od_json_member(object, "Name")));
  item.state = json_number(od_json_member(object, "Status"), states);
  item.start = json_number(od_json_member(object, "StartType"), start_types);
  item.state_line = item.start_line = line;
  write_item(w, &item);
}

static void take_value(od_services *w, const od_json *value, unsigned line) {
  if (od_json_is(od_json_member(value, "value"), OD_JSON_ARRAY))
    value = od_json_member(value, "value"); /* Windows PowerShell wraps some */
  if (od_json_is(value, OD_JSON_OBJECT)) {
    take_object(w, value, line);
    return;
  }
  const od_json *item = od_json_first(value);
  for (; item; item = od_json_next(item))
    if (od_json_is(item, OD_JSON_OBJECT)) take_object(w, item, line);
}

/* Told by its members' names, or by the services that it names. */
static int is_json_of_services(od_view text) {
  static const char *const members[] = {"\"StartType\"", "\"ServiceType\"",
                                        "\"CanStop\"",
                                        "\"DependentServices\""};
  const char *service;
  char quoted[OD_SERVICE_NAME_MAX + 2];
  if (od_view_find(text, "\"Name\"") == OD_NOT_FOUND ||
      (od_view_find(text, "\"Status\"") == OD_NOT_FOUND &&
       od_view_find(text, "\"StartType\"") == OD_NOT_FOUND))
    return 0;
  for (size_t i = 0; i < sizeof members / sizeof *members; i++)
    if (od_view_find(text, members[i]) != OD_NOT_FOUND) return 1;
  for (size_t i = 0; (service = od_service_at(i)); i++) {
    snprintf(quoted, sizeof quoted, "\"%s\"", service);
    if (od_view_find_nocase(text, quoted) != OD_NOT_FOUND) return 1;
  }
  return 0;
}

static void read_json(od_services *w, od_view text, unsigned line) {
  od_json_options options = {.forgive_commas = 1};
  od_json *value;
  od_status status = od_json_parse(&value, text, &options);
  if (status == OD_OK) {
    take_value(w, value, line);
    od_json_free(value);
  } else if (status == OD_ENOMEM) {
    od_evidence_set(w->evidence, "codes", line, NULL);
  } else {
    od_error_clear(); /* nothing is said of what cannot be read */
  }
}

/* The first of the text's lines opens it; moves behind its last line. */
static int take_json(od_services *w, const od_line *line) {
  od_view text = od_view_trim(line->text);
  od_line inside;
  if (!text.size || (text.data[0] != '{' && text.data[0] != '[') ||
      w->tries++ >= TRIES_MAX)
    return 0;
  text.size = (size_t)(w->text->data + w->text->size - text.data);
  text = od_view_first(text, od_json_extent(od_view_first(text, JSON_MAX)));
  if (!is_json_of_services(text)) return 0;
  if (w->evidence) read_json(w, text, line->number);
  else w->found++;
  while (w->lines.rest.size && w->lines.rest.data < text.data + text.size &&
         od_line_next(&w->lines, &inside)) {
  }
  return 1;
}

/* ---- walking ---- */

void od_services_take(od_services *w, const od_line *line) {
  if (od_line_blank(line->text)) {
    od_services_end_list(w);
    w->heading = line->text;
    return;
  }
  if (w->in_table) {
    take_row(w, line);
    return;
  }
  if (take_json(w, line)) return;
  if (w->heading.size && od_line_underline(line->text))
    open_table(w, line->text);
  else
    take_member(w, line);
  if (!w->in_table) w->heading = line->text;
}
