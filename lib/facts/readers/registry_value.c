/* Registry data as it is written in text, decoded when somebody wants it. */
#include <string.h>

#include "core/alloc.h"
#include "facts/readers/registry_file.h"

static unsigned hex_digit(char c) {
  return od_is_digit(c) ? (unsigned)(c - '0')
                        : (unsigned)(od_lower(c) - 'a') + 10;
}

/* "01,02" with line ends and backslashes between, or "0102": takes the next
   byte. 0 at the end, -1 where something else stands. */
static int next_byte(od_view *rest, unsigned char *byte) {
  size_t i = 0;
  while (i < rest->size && (rest->data[i] == ',' || rest->data[i] == '\\' ||
                            od_is_space(rest->data[i])))
    i++;
  *rest = od_view_from(*rest, i);
  if (!rest->size) return 0;
  if (rest->size < 2 || !od_is_hex(rest->data[0]) || !od_is_hex(rest->data[1]))
    return -1;
  *byte = (unsigned char)(hex_digit(rest->data[0]) << 4 |
                          hex_digit(rest->data[1]));
  *rest = od_view_from(*rest, 2);
  return 1;
}

static int has_bytes(const od_reg_value *value) {
  return !value->cut && !value->deleted &&
         (value->form == OD_REG_HEX_BYTES ||
          (value->form == OD_REG_QUERIED && value->type == OD_REG_BINARY));
}

int od_reg_value_bytes(od_buffer *out, const od_reg_value *value) {
  od_view rest = value->data;
  unsigned char byte;
  int more;
  if (!has_bytes(value)) return 0;
  while ((more = next_byte(&rest, &byte)) > 0) od_buffer_char(out, (char)byte);
  return more == 0;
}

static int number_of_bytes(const od_reg_value *value,
                           unsigned long long *number) {
  od_view rest = value->data;
  unsigned char byte;
  unsigned count = 0;
  int more = has_bytes(value) ? 1 : -1;
  *number = 0;
  while (more > 0 && (more = next_byte(&rest, &byte)) > 0) {
    if (count == 8) return 0;
    *number |= (unsigned long long)byte << 8 * count++;
  }
  return more == 0 && count > 0;
}

int od_reg_value_number(const od_reg_value *value,
                        unsigned long long *number) {
  char digits[12] = "0x";
  if (value->cut || value->deleted) return 0;
  if (value->form == OD_REG_HEX_DIGITS) {
    memcpy(digits + 2, value->data.data, 8);
    return od_view_number(od_view_first(od_view_of(digits), 10), number);
  }
  if (value->form == OD_REG_HEX_BYTES)
    return (value->type == OD_REG_DWORD || value->type == OD_REG_QWORD ||
            value->type == OD_REG_BINARY) &&
           number_of_bytes(value, number);
  if (value->type == OD_REG_DWORD || value->type == OD_REG_QWORD)
    return od_view_number(value->data, number);
  return value->form == OD_REG_QUERIED && value->type == OD_REG_BINARY &&
         number_of_bytes(value, number);
}

/* ---- text ---- */

static void put_character(od_buffer *out, unsigned long c) {
  if (c < 0x80) {
    od_buffer_char(out, (char)c);
    return;
  }
  if (c < 0x800) {
    od_buffer_char(out, (char)(0xc0 | c >> 6));
  } else {
    if (c < 0x10000) {
      od_buffer_char(out, (char)(0xe0 | c >> 12));
    } else {
      od_buffer_char(out, (char)(0xf0 | c >> 18));
      od_buffer_char(out, (char)(0x80 | (c >> 12 & 0x3f)));
    }
    od_buffer_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
  }
  od_buffer_char(out, (char)(0x80 | (c & 0x3f)));
}

static unsigned unit_at(od_view bytes, size_t i) {
  if (i + 1 >= bytes.size) return 0xfffd; /* an odd byte */
  return (unsigned char)bytes.data[i] |
         (unsigned)(unsigned char)bytes.data[i + 1] << 8;
}

/* One piece up to its NUL; returns how many bytes it took with it. */
static size_t wide_piece(od_buffer *out, od_view bytes) {
  size_t i = 0;
  while (i < bytes.size) {
    unsigned unit = unit_at(bytes, i), next = 0;
    i += 2;
    if (!unit) break;
    if (unit >= 0xd800 && unit < 0xdc00 && i < bytes.size)
      next = unit_at(bytes, i);
    if (next >= 0xdc00 && next <= 0xdfff) {
      put_character(out, 0x10000 + ((unit - 0xd800UL) << 10) +
                             (next - 0xdc00UL));
      i += 2;
    } else {
      put_character(out, unit >= 0xd800 && unit <= 0xdfff ? 0xfffd : unit);
    }
  }
  return i;
}

static size_t narrow_piece(od_buffer *out, od_view bytes, const od_job *job) {
  size_t end = od_view_find_char(bytes, '\0');
  if (end == OD_NOT_FOUND) end = bytes.size;
  od_text text;
  if (od_text_decode(&text, bytes.data, end, job) == OD_OK)
    od_buffer_add(out, text.data, text.size);
  else
    out->status = od_error_status();
  od_text_release(&text);
  return end + 1;
}

static size_t piece_of_bytes(od_buffer *out, od_view bytes, int wide,
                             const od_job *job) {
  return wide ? wide_piece(out, bytes) : narrow_piece(out, bytes, job);
}

/* \\ and \" as regedit writes them. */
static void put_unescaped(od_buffer *out, od_view text) {
  for (size_t i = 0; i < text.size; i++) {
    if (text.data[i] == '\\' && i + 1 < text.size) i++;
    od_buffer_char(out, text.data[i]);
  }
}

int od_reg_value_text(od_buffer *out, const od_reg_value *value,
                      const od_job *job) {
  if (value->cut || value->deleted) return 0;
  if (value->type != OD_REG_SZ && value->type != OD_REG_EXPAND_SZ) return 0;
  if (value->form == OD_REG_QUOTED) {
    put_unescaped(out, value->data);
  } else if (value->form == OD_REG_QUERIED) {
    od_buffer_view(out, value->data);
  } else {
    od_buffer bytes = {0};
    int good = od_reg_value_bytes(&bytes, value);
    od_view view = {bytes.data, bytes.size};
    if (good && view.size) piece_of_bytes(out, view, value->wide, job);
    if (bytes.status != OD_OK) out->status = bytes.status;
    od_buffer_release(&bytes);
    return good;
  }
  return 1;
}

/* ---- lists ---- */

static od_status add_text(od_json *list, od_view text) {
  text = od_view_trim(text);
  return text.size ? od_json_add(list, od_json_new_text(text)) : OD_OK;
}

/* "a\0b\0c": reg query prints the NULs as a backslash and a nought. */
static od_status split_queried(od_json *list, od_view text) {
  od_status status = OD_OK;
  while (status == OD_OK && text.size) {
    size_t end = od_view_find(text, "\\0");
    if (end == OD_NOT_FOUND) end = text.size;
    status = add_text(list, od_view_first(text, end));
    text = od_view_from(text, end + 2);
  }
  return status;
}

static od_status split_bytes(od_json *list, od_view bytes, int wide,
                             const od_job *job) {
  od_status status = OD_OK;
  while (status == OD_OK && bytes.size) {
    od_buffer piece = {0};
    bytes = od_view_from(bytes, piece_of_bytes(&piece, bytes, wide, job));
    status = piece.status;
    if (status == OD_OK)
      status = add_text(list, (od_view){piece.data, piece.size});
    od_buffer_release(&piece);
  }
  return status;
}

int od_reg_value_list(od_json **out, const od_reg_value *value,
                      const od_job *job) {
  od_buffer bytes = {0};
  od_status status = OD_OK;
  *out = NULL;
  if (value->cut || value->deleted || value->type != OD_REG_MULTI_SZ)
    return 0;
  if (value->form == OD_REG_HEX_BYTES && !od_reg_value_bytes(&bytes, value)) {
    od_buffer_release(&bytes);
    return 0;
  }
  od_json *list = od_json_new_array();
  if (!list || bytes.status != OD_OK) {
    status = OD_ENOMEM;
  } else if (value->form == OD_REG_QUERIED) {
    status = split_queried(list, value->data);
  } else {
    od_view view = {bytes.data, bytes.size};
    status = split_bytes(list, view, value->wide, job);
  }
  od_buffer_release(&bytes);
  if (status == OD_OK) *out = list;
  else od_json_free(list);
  return 1;
}
