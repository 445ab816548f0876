#include "core/buffer.h"

#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"

static int make_room(od_buffer *buffer, size_t size) {
  if (buffer->status != OD_OK) return 0;
  if (size > SIZE_MAX / 4 || buffer->size > SIZE_MAX / 4 ||
      (buffer->limit && buffer->size + size > buffer->limit)) {
    buffer->status = OD_ELIMIT;
    return 0;
  }
  size_t wanted = buffer->size + size + 1;
  if (wanted <= buffer->capacity) return 1;
  size_t capacity = buffer->capacity ? buffer->capacity * 2 : 256;
  if (capacity < wanted) capacity = wanted;
  char *grown = od_resize(buffer->data, capacity, 1);
  if (!grown) {
    buffer->status = OD_ENOMEM;
    return 0;
  }
  buffer->data = grown;
  buffer->capacity = capacity;
  return 1;
}

void od_buffer_add(od_buffer *buffer, const char *data, size_t size) {
  if (!make_room(buffer, size)) return;
  if (size) memcpy(buffer->data + buffer->size, data, size);
  buffer->size += size;
  buffer->data[buffer->size] = '\0';
}

void od_buffer_text(od_buffer *buffer, const char *text) {
  od_buffer_add(buffer, text, strlen(text));
}

void od_buffer_char(od_buffer *buffer, char c) { od_buffer_add(buffer, &c, 1); }

void od_buffer_view(od_buffer *buffer, od_view view) {
  od_buffer_add(buffer, view.data, view.size);
}

void od_buffer_format(od_buffer *buffer, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int size = vsnprintf(NULL, 0, format, arguments);
  if (size >= 0 && make_room(buffer, (size_t)size)) {
    vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, again);
    buffer->size += (size_t)size;
  }
  va_end(again);
  va_end(arguments);
}

static const char *escape_of(unsigned char c, char out[8]) {
  switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    case '\b': return "\\b";
    case '\f': return "\\f";
    default:
      snprintf(out, 8, "\\u%04x", c);
      return out;
  }
}

void od_buffer_json(od_buffer *buffer, od_view text) {
  size_t done = 0;
  char out[8];
  od_buffer_char(buffer, '"');
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
    od_buffer_add(buffer, text.data + done, i - done);
    od_buffer_text(buffer, escape_of(c, out));
    done = i + 1;
  }
  od_buffer_add(buffer, text.data + done, text.size - done);
  od_buffer_char(buffer, '"');
}

/* The host's locale may have another decimal mark, even one of several bytes;
   JSON never has. */
static void dot_for_mark(char *text) {
  char *mark = text + strspn(text, "+-0123456789eE");
  if (!*mark) return;
  char *after = mark + strcspn(mark, "+-0123456789eE");
  *mark = '.';
  memmove(mark + 1, after, strlen(after) + 1);
}

void od_buffer_number(od_buffer *buffer, double number) {
  char text[40];
  if (!isfinite(number)) {
    od_buffer_text(buffer, "null");
    return;
  }
  if (number == 0) number = 0; /* no "-0" */
  if (fabs(number) < 1e15 && number == floor(number)) {
    snprintf(text, sizeof text, "%.0f", number);
  } else {
    /* subnormal numbers have fewer digits to tell */
    for (int digits = fabs(number) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
      snprintf(text, sizeof text, "%.*g", digits, number);
      if (strtod(text, NULL) == number) break; /* same locale both ways */
    }
    dot_for_mark(text);
  }
  od_buffer_text(buffer, text);
}

void od_buffer_release(od_buffer *buffer) {
  od_free(buffer->data);
  *buffer = (od_buffer){0};
}

void od_buffer_end(od_buffer *part, od_buffer *whole) {
  if (whole->status == OD_OK) whole->status = part->status;
  od_buffer_release(part);
}

od_status od_buffer_take(char **out, od_buffer *buffer) {
  *out = NULL;
  od_buffer_add(buffer, "", 0);
  od_status status = buffer->status;
  if (status == OD_OK) {
    *out = buffer->data;
    *buffer = (od_buffer){0};
    return OD_OK;
  }
  size_t limit = buffer->limit;
  od_buffer_release(buffer);
  if (status == OD_ENOMEM) return od_fail_memory();
  return od_fail(status, "text longer than %zu bytes", limit);
}
