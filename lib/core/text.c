#include "core/text.h"

#include <string.h>

#include "core/alloc.h"
#include "core/buffer.h"
#include "core/job.h"

struct code_page {
  int number;
  const char *name;
  unsigned short upper[128]; /* characters of 0x80 to 0xff */
};

#include "code_pages.inc"

enum { LINE_WINDOW = 256 };

/* How many bytes of ASCII stand at the front, eight at a time. */
static size_t ascii_size(const unsigned char *data, size_t size) {
  size_t at = 0;
  unsigned long long block;
  for (; size - at >= sizeof block; at += sizeof block) {
    memcpy(&block, data + at, sizeof block);
    if (block & 0x8080808080808080ull) break;
  }
  while (at < size && data[at] < 0x80) at++;
  return at;
}

static void put_character(od_buffer *out, unsigned long c) {
  char bytes[4];
  od_buffer_add(out, bytes, od_utf8_write(bytes, c));
}

static void put_replacement(od_buffer *out, size_t *replaced) {
  put_character(out, 0xfffd);
  ++*replaced;
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
  for (size_t i = ascii_size(data, size); i < size;
       i += ascii_size(data + i, size - i)) {
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

static void decode_any(od_text *out, od_buffer *buffer,
                       const unsigned char *data, size_t size, int page) {
  int big = 0, mark16 = size >= 2 && ((data[0] == 0xff && data[1] == 0xfe) ||
                                      (data[0] == 0xfe && data[1] == 0xff));
  size_t skip = mark16 ? 2 : 0;
  if (mark16) big = data[0] == 0xfe;
  if (mark16 || bare_utf16(data, size, &big)) {
    out->encoding = big ? "utf-16be" : "utf-16le";
    decode_utf16(buffer, data + skip, size - skip, big, &out->replaced);
    return;
  }
  if (size >= 3 && !memcmp(data, "\xef\xbb\xbf", 3)) skip = 3;
  if (skip || looks_like_utf8(data, size)) {
    out->encoding = "utf-8";
    decode_utf8(buffer, data + skip, size - skip, &out->replaced);
    return;
  }
  out->encoding = page_of(page)->name;
  decode_page(buffer, data, size, page_of(page), &out->replaced);
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

/* Where the line ends. In windows: a text with CR alone stays linear. */
static size_t line_end(od_view rest) {
  for (size_t at = 0; at < rest.size; at += LINE_WINDOW) {
    const char *window = rest.data + at;
    size_t size = rest.size - at < LINE_WINDOW ? rest.size - at : LINE_WINDOW;
    const char *feed = memchr(window, '\n', size);
    if (feed) size = (size_t)(feed - window);
    const char *back = memchr(window, '\r', size);
    if (back) return at + (size_t)(back - window);
    if (feed) return at + size;
  }
  return rest.size;
}

int od_line_next(od_lines *lines, od_line *line) {
  od_view rest = lines->rest;
  if (!rest.size) return 0;
  size_t end = line_end(rest);
  line->text = od_view_first(rest, end);
  line->number = ++lines->number;
  if (end + 1 < rest.size && rest.data[end] == '\r' &&
      rest.data[end + 1] == '\n')
    end++;
  lines->rest = od_view_from(rest, end + 1);
  return 1;
}
