#include "core/text.h"

#include <string.h>

#include "core/alloc.h"
#include "core/job.h"

struct code_page {
  int number;
  const char *name;
  unsigned short upper[128]; /* characters of 0x80 to 0xff */
};

#include "code_pages.inc"

static void put_character(od_buffer *out, unsigned long c) {
  char bytes[4];
  od_buffer_add(out, bytes, od_utf8_write(bytes, c));
}

static void put_replacement(od_buffer *out, size_t *replaced) {
  put_character(out, 0xfffd);
  ++*replaced;
}

/* How many bytes of ASCII stand at the front, eight at a time. */
static size_t ascii_size(const unsigned char *data, size_t size) {
  size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    unsigned long long block;
    memcpy(&block, data + i, sizeof block);
    if (block & 0x8080808080808080ull) break;
  }
  while (i < size && data[i] < 0x80) i++;
  return i;
}

/* A character that the end of the data cut off. */
static int is_cut(const unsigned char *data, size_t size) {
  if (size > 3 || data[0] < 0xc2 || data[0] > 0xf4) return 0;
  for (size_t i = 1; i < size; i++)
    if (data[i] < 0x80 || data[i] > 0xbf) return 0;
  return 1;
}

/*
 * A few bad bytes in a long UTF-8 text are damage; a text in a code page has
 * no well-formed character beyond ASCII, or hardly any.
 */
static int looks_like_utf8(const unsigned char *data, size_t size) {
  size_t good = 0, bad = 0;
  for (size_t i = 0; (i += ascii_size(data + i, size - i)) < size;) {
    size_t step = od_utf8_size((od_view){(const char *)data + i, size - i});
    if (step > 1) good++;
    if (!step && good && is_cut(data + i, size - i)) break;
    if (!step) bad++;
    i += step ? step : 1;
  }
  return bad == 0 || bad * 4 < good;
}

static void decode_utf8(od_buffer *out, const unsigned char *data, size_t size,
                        size_t *replaced) {
  size_t done = 0, i = 0;
  while ((i += ascii_size(data + i, size - i)) < size) {
    size_t step = od_utf8_size((od_view){(const char *)data + i, size - i});
    if (step) {
      i += step;
      continue;
    }
    od_buffer_add(out, (const char *)data + done, i - done);
    put_replacement(out, replaced);
    done = ++i;
  }
  od_buffer_add(out, (const char *)data + done, size - done);
}

static unsigned unit_at(const unsigned char *data, size_t i, int big) {
  return big ? (unsigned)data[i] << 8 | data[i + 1]
             : (unsigned)data[i + 1] << 8 | data[i];
}

static void decode_utf16(od_buffer *out, const unsigned char *data,
                         size_t size, int big, size_t *replaced) {
  size_t i = 0;
  while (i + 1 < size) {
    unsigned unit = unit_at(data, i, big), next = 0;
    i += 2;
    if (unit < 0xd800 || unit > 0xdfff) {
      put_character(out, unit);
      continue;
    }
    if (i + 1 < size) next = unit_at(data, i, big);
    if (unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
      put_character(out, 0x10000 + ((unit - 0xd800UL) << 10) +
                             (next - 0xdc00UL));
      i += 2;
    } else {
      put_replacement(out, replaced);
    }
  }
  if (i < size) put_replacement(out, replaced); /* an odd byte at the end */
}

static void decode_page(od_buffer *out, const unsigned char *data, size_t size,
                        const struct code_page *page, size_t *replaced) {
  for (size_t i = 0; i < size; i++) {
    unsigned c = data[i] < 0x80 ? data[i] : page->upper[data[i] - 0x80];
    put_character(out, c);
    if (c == 0xfffd) ++*replaced;
  }
}

/*
 * UTF-16 without BOM: line ends, blanks and most letters of captured text
 * leave one byte of a pair zero, and the other one is not.
 */
static int bare_utf16(const unsigned char *data, size_t size, int *big) {
  size_t pairs = size / 2 < 512 ? size / 2 : 512, low = 0, high = 0;
  for (size_t i = 0; i < pairs; i++) {
    if (!data[2 * i] && data[2 * i + 1]) high++;
    if (data[2 * i] && !data[2 * i + 1]) low++;
  }
  *big = high > low;
  size_t most = *big ? high : low, other = *big ? low : high;
  return pairs >= 2 && most * 2 > pairs && other * 16 <= most;
}

static const struct code_page *page_of(int number) {
  for (size_t i = 0; i < sizeof code_pages / sizeof *code_pages; i++)
    if (code_pages[i].number == number) return &code_pages[i];
  return NULL;
}

int od_text_has_code_page(int number) { return page_of(number) != NULL; }

enum { UTF_8, UTF_16LE, UTF_16BE }; /* beside the numbers of code pages */

static int find_encoding(const unsigned char *data, size_t size, int page,
                         size_t *skip) {
  int big = 0, mark16 = size >= 2 && ((data[0] == 0xff && data[1] == 0xfe) ||
                                      (data[0] == 0xfe && data[1] == 0xff));
  *skip = mark16 ? 2 : 0;
  if (mark16) big = data[0] == 0xfe;
  if (mark16 || bare_utf16(data, size, &big))
    return big ? UTF_16BE : UTF_16LE;
  if (size >= 3 && !memcmp(data, "\xef\xbb\xbf", 3)) *skip = 3;
  return *skip || looks_like_utf8(data, size) ? UTF_8 : page;
}

static void decode_as(int encoding, od_buffer *out, od_view text,
                      size_t *replaced) {
  const unsigned char *data = (const unsigned char *)text.data;
  if (encoding == UTF_8)
    decode_utf8(out, data, text.size, replaced);
  else if (encoding <= UTF_16BE)
    decode_utf16(out, data, text.size, encoding == UTF_16BE, replaced);
  else
    decode_page(out, data, text.size, page_of(encoding), replaced);
}

static void decode_any(od_text *out, od_buffer *buffer,
                       const unsigned char *data, size_t size, int page) {
  size_t skip;
  int encoding = find_encoding(data, size, page, &skip);
  od_view text = {(const char *)data, size};
  out->encoding = encoding == UTF_8      ? "utf-8"
                  : encoding == UTF_16LE ? "utf-16le"
                  : encoding == UTF_16BE ? "utf-16be"
                                         : page_of(encoding)->name;
  decode_as(encoding, buffer, od_view_from(text, skip), &out->replaced);
}

void od_text_stream_begin(od_text_stream *s, od_view head,
                          const od_job *job) {
  *s = (od_text_stream){0};
  s->page = find_encoding((const unsigned char *)head.data, head.size,
                          od_job_code_page(job), &s->skip);
}

/* How many bytes at the end belong to a character that is not whole. */
static size_t open_end(int encoding, od_view text) {
  const unsigned char *data = (const unsigned char *)text.data;
  size_t size = text.size;
  if (encoding == UTF_8) {
    for (size_t back = 1; back <= 3 && back <= size; back++)
      if (data[size - back] >= 0xc0)
        return is_cut(data + size - back, back) &&
                       !od_utf8_size(od_view_from(text, size - back))
                   ? back
                   : 0;
    return 0;
  }
  if (encoding > UTF_16BE) return 0;
  size_t odd = size % 2;
  if (size - odd < 2) return odd;
  unsigned unit = unit_at(data, size - odd - 2, encoding == UTF_16BE);
  return unit >= 0xd800 && unit < 0xdc00 ? odd + 2 : odd;
}

void od_text_stream_next(od_text_stream *s, od_buffer *out, od_view piece,
                         int last) {
  od_buffer joined = {0};
  if (s->skip && piece.size >= s->skip) {
    piece = od_view_from(piece, s->skip);
    s->skip = 0;
  }
  if (s->carried) {
    od_buffer_add(&joined, (const char *)s->carry, s->carried);
    od_buffer_view(&joined, piece);
    piece = (od_view){joined.data, joined.size};
  }
  size_t open = last ? 0 : open_end(s->page, piece);
  s->carried = open;
  if (open) memcpy(s->carry, piece.data + piece.size - open, open);
  decode_as(s->page, out, od_view_first(piece, piece.size - open),
            &s->replaced);
  od_buffer_end(&joined, out);
}

od_status od_text_decode(od_text *out, const void *data, size_t size,
                         const od_job *job) {
  *out = (od_text){0};
  if (size > od_job_max_bytes(job))
    return od_fail(OD_ELIMIT, "input of %zu bytes is over the limit of %zu",
                   size, od_job_max_bytes(job));
  od_buffer buffer = {0};
  decode_any(out, &buffer, data ? data : (const void *)"", size,
             od_job_code_page(job));
  size_t length = buffer.size;
  od_status status = od_buffer_take(&out->data, &buffer);
  out->size = status == OD_OK ? length : 0;
  return status;
}

void od_text_release(od_text *text) {
  od_free(text->data);
  *text = (od_text){0};
}

od_lines od_lines_of(const od_text *text) {
  return (od_lines){{text->data, text->size}, 0};
}

/* Where the line ends: at CR or LF, or at the end of the text. A line is
   looked at once for each, and not the text behind it. */
static size_t line_size(od_view text) {
  size_t from = 0, window = 128;
  while (from < text.size) {
    od_view part = od_view_first(od_view_from(text, from), window);
    size_t feed = od_view_find_char(part, '\n');
    if (feed != OD_NOT_FOUND) part.size = feed;
    size_t back = od_view_find_char(part, '\r');
    if (back != OD_NOT_FOUND) return from + back;
    if (feed != OD_NOT_FOUND) return from + feed;
    from += window;
    window *= 2;
  }
  return text.size;
}

int od_line_next(od_lines *lines, od_line *line) {
  od_view rest = lines->rest;
  if (!rest.size) return 0;
  size_t end = line_size(rest);
  line->text = od_view_first(rest, end);
  line->number = ++lines->number;
  if (end + 1 < rest.size && rest.data[end] == '\r' &&
      rest.data[end + 1] == '\n')
    end++;
  lines->rest = od_view_from(rest, end + 1);
  return 1;
}
