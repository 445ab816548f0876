#include "address.h"

#include <string.h>

static int take_octet(od_view *rest, unsigned *value) {
  size_t size = 0;
  *value = 0;
  while (size < rest->size && size < 3 && od_is_digit(rest->data[size]))
    *value = *value * 10 + (unsigned)(rest->data[size++] - '0');
  *rest = od_view_from(*rest, size);
  return size > 0 && *value < 256;
}

static int parse_v4(unsigned char *bytes, od_view text) {
  for (int i = 0; i < 4; i++) {
    unsigned value;
    if (i && (!text.size || text.data[0] != '.')) return 0;
    if (i) text = od_view_from(text, 1);
    if (!take_octet(&text, &value)) return 0;
    bytes[i] = (unsigned char)value;
  }
  return !text.size;
}

static int take_group(od_view *rest, unsigned *value) {
  size_t size = 0;
  *value = 0;
  for (; size < rest->size && od_is_hex(rest->data[size]); size++) {
    char c = od_lower(rest->data[size]);
    if (size == 4) return 0;
    *value = *value << 4 | (unsigned)(od_is_digit(c) ? c - '0' : c - 'a' + 10);
  }
  *rest = od_view_from(*rest, size);
  return size > 0;
}

/* Moves what stands behind "::" to the end. */
static int spread(unsigned char *bytes, size_t count, size_t gap) {
  if (gap == OD_NOT_FOUND) return count == 16;
  if (count > 14) return 0;
  memmove(bytes + 16 - (count - gap), bytes + gap, count - gap);
  memset(bytes + gap, 0, 16 - count);
  return 1;
}

static int parse_v6(unsigned char *bytes, od_view text) {
  size_t count = 0, gap = OD_NOT_FOUND;
  unsigned value;
  if (od_view_starts_nocase(text, "::")) {
    gap = 0;
    text = od_view_from(text, 2);
  }
  while (text.size && count < 16) {
    if (count <= 12 && parse_v4(bytes + count, text))
      return spread(bytes, count + 4, gap);
    if (!take_group(&text, &value)) return 0;
    bytes[count++] = (unsigned char)(value >> 8);
    bytes[count++] = (unsigned char)value;
    if (!text.size) break;
    if (text.data[0] != ':' || text.size < 2) return 0;
    text = od_view_from(text, 1);
    if (text.data[0] != ':') continue;
    if (gap != OD_NOT_FOUND) return 0;
    gap = count;
    text = od_view_from(text, 1);
  }
  return !text.size && spread(bytes, count, gap);
}

int od_address_parse(od_address *out, od_view text) {
  memset(out, 0, sizeof *out);
  out->size = 4;
  if (parse_v4(out->bytes, text)) return 1;
  size_t zone = od_view_find_char(text, '%');
  if (zone != OD_NOT_FOUND) text = od_view_first(text, zone);
  memset(out, 0, sizeof *out);
  out->size = 16;
  return text.size > 1 && text.size < 46 && parse_v6(out->bytes, text);
}

int od_prefix_parse(od_prefix *out, od_view text) {
  size_t slash = od_view_find_char(text, '/');
  unsigned long long bits;
  if (slash == OD_NOT_FOUND ||
      !od_address_parse(&out->net, od_view_first(text, slash)) ||
      !od_view_number(od_view_from(text, slash + 1), &bits) ||
      bits > out->net.size * 8)
    return 0;
  out->bits = (unsigned)bits;
  return 1;
}

int od_prefix_holds(const od_prefix *prefix, const od_address *address) {
  unsigned whole = prefix->bits / 8, rest = prefix->bits % 8;
  if (prefix->net.size != address->size ||
      memcmp(prefix->net.bytes, address->bytes, whole))
    return 0;
  return !rest ||
         !((prefix->net.bytes[whole] ^ address->bytes[whole]) >> (8 - rest));
}

int od_prefix_covers(const od_prefix *outer, const od_prefix *inner) {
  return outer->bits <= inner->bits && od_prefix_holds(outer, &inner->net);
}

int od_address_mask(const od_address *mask, unsigned *bits) {
  unsigned size = mask->size * 8;
  *bits = 0;
  while (*bits < size && mask->bytes[*bits / 8] >> (7 - *bits % 8) & 1)
    ++*bits;
  for (unsigned i = *bits; i < size; i++)
    if (mask->bytes[i / 8] >> (7 - i % 8) & 1) return 0;
  return mask->size == 4;
}
