#include "core/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/buffer.h"

/* No memory is needed to tell that there is none: all rooms are fixed. */
typedef struct record {
  od_status status;
  long system_code;
  int has_system_code;
  od_place place;
  char file[512];
  char pointer[512];
  char bare[1024];
  char message[1700];
  char json[8192];
} record;

static OD_THREAD_LOCAL record last;

const char *od_status_name(od_status status) {
  switch ((int)status) {
#define OD_STATUS_NAME(name, number, text) \
  case number:                             \
    return #name;
    OD_STATUS_MAP(OD_STATUS_NAME)
#undef OD_STATUS_NAME
    default:
      return "OD_UNKNOWN";
  }
}

void od_error_clear(void) {
  last.status = OD_OK;
  last.has_system_code = 0;
  last.place = (od_place){0};
  last.bare[0] = last.message[0] = '\0';
}

/* Cuts at a character, never inside one. */
static void cut(char *text, size_t room) {
  size_t size = strlen(text);
  if (size + 1 < room) return;
  while (size && ((unsigned char)text[size - 1] & 0xc0) == 0x80) size--;
  if (size && (unsigned char)text[size - 1] >= 0xc0) size--;
  text[size] = '\0';
}

/*
 * A message goes to terminals, logs and JSON: no control characters in it and
 * nothing that is not UTF-8.
 */
static void calm(char *text, size_t room) {
  cut(text, room);
  od_view rest = od_view_of(text);
  while (rest.size) {
    size_t step = od_utf8_size(rest);
    if (!step || od_is_control(rest))
      memset(text, '?', step ? step : 1);
    text += step ? step : 1;
    rest = od_view_from(rest, step ? step : 1);
  }
}

/* The text may be the record's own: a failure is often told once more. */
static const char *copy(char *out, size_t room, const char *text) {
  if (!text || text == out) return text;
  snprintf(out, room, "%s", text);
  calm(out, room);
  return out;
}

static void set_place(const od_place *place) {
  last.place = place ? *place : (od_place){0};
  last.place.file = copy(last.file, sizeof last.file, last.place.file);
  last.place.pointer =
      copy(last.pointer, sizeof last.pointer, last.place.pointer);
}

static void compose(void) {
  const od_place *place = &last.place;
  char at[600] = "";
  int size = 0;
  if (place->file && *place->file)
    size = snprintf(at, sizeof at, "%s:", place->file);
  if (place->line) {
    size += snprintf(at + size, sizeof at - (size_t)size, "%u:", place->line);
    if (place->column)
      size += snprintf(at + size, sizeof at - (size_t)size, "%u:",
                       place->column);
  }
  snprintf(last.message, sizeof last.message, "%s%s%s", at,
           size ? " " : "", last.bare);
  cut(last.message, sizeof last.message);
}

static od_status fill(od_status status, const od_place *place,
                      const char *format, va_list arguments) {
  char bare[sizeof last.bare]; /* the arguments may be the old record's */
  vsnprintf(bare, sizeof bare, format, arguments);
  last.status = status;
  last.has_system_code = 0;
  set_place(place);
  copy(last.bare, sizeof last.bare, bare);
  compose();
  return status;
}

od_status od_fail(od_status status, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fill(status, NULL, format, arguments);
  va_end(arguments);
  return status;
}

od_status od_fail_at(od_status status, const od_place *place,
                     const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fill(status, place, format, arguments);
  va_end(arguments);
  return status;
}

od_status od_fail_system(od_status status, long code, const char *text,
                         const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fill(status, NULL, format, arguments);
  va_end(arguments);
  last.has_system_code = 1;
  last.system_code = code;
  size_t size = strlen(last.bare);
  snprintf(last.bare + size, sizeof last.bare - size, ": %s", text);
  calm(last.bare, sizeof last.bare);
  compose();
  return status;
}

od_status od_fail_memory(void) { return od_fail(OD_ENOMEM, "out of memory"); }

od_status od_error_status(void) { return last.status; }
const od_place *od_error_place(void) { return &last.place; }
const char *od_error_bare_message(void) { return last.bare; }
const char *od_error_message(void) { return last.message; }

typedef struct fixed {
  size_t size;
  int full;
} fixed;

static void put(fixed *out, const char *text) {
  size_t size = strlen(text);
  if (out->full || out->size + size + 1 > sizeof last.json) {
    out->full = 1;
    return;
  }
  memcpy(last.json + out->size, text, size + 1);
  out->size += size;
}

static void put_text(fixed *out, const char *name, const char *text) {
  char piece[8];
  put(out, ",\"");
  put(out, name);
  put(out, "\":\"");
  for (; *text; text++) {
    unsigned char c = (unsigned char)*text;
    if (c == '"' || c == '\\') snprintf(piece, sizeof piece, "\\%c", c);
    else snprintf(piece, sizeof piece, "%c", c);
    put(out, piece);
  }
  put(out, "\"");
}

static void put_number(fixed *out, const char *name, long number) {
  char piece[80];
  snprintf(piece, sizeof piece, ",\"%s\":%ld", name, number);
  put(out, piece);
}

const char *od_error_json(void) {
  fixed out = {0, 0};
  char head[40];
  if (last.status == OD_OK) return "{}";
  snprintf(head, sizeof head, "{\"status\":%d", (int)last.status);
  put(&out, head);
  put_text(&out, "name", od_status_name(last.status));
  put_text(&out, "message", last.message);
  if (last.has_system_code)
    put_number(&out, "system_code", last.system_code);
  if (last.place.file) put_text(&out, "file", last.place.file);
  if (last.place.line) put_number(&out, "line", (long)last.place.line);
  if (last.place.column) put_number(&out, "column", (long)last.place.column);
  if (last.place.pointer) put_text(&out, "pointer", last.place.pointer);
  put(&out, "}");
  return last.json;
}
