/* Captured bytes, whatever their encoding, as UTF-8 and as lines. */
#ifndef OD_CORE_TEXT_H
#define OD_CORE_TEXT_H

#include "buffer.h"
#include "view.h"

typedef struct od_text {
  char *data; /* valid UTF-8 without a BOM, NUL-terminated */
  size_t size;
  const char *encoding; /* "utf-8" "utf-16le" "utf-16be" "windows-1252" … */
  size_t replaced;      /* units that became U+FFFD */
} od_text;

/*
 * Decodes UTF-8, UTF-16LE/BE with and without BOM, else the job's code page.
 * An odd byte or a lone surrogate becomes U+FFFD and never stops a reader.
 * OD_ELIMIT beyond the job's input.max_bytes, OD_ENOMEM.
 */
od_status od_text_decode(od_text *out, const void *data, size_t size,
                         const od_job *job);
void od_text_release(od_text *text);
int od_text_has_code_page(int number);

/* A text that comes in pieces; its head tells the encoding. */
typedef struct od_text_stream {
  int page; /* a code page, or 0 UTF-8, 1 UTF-16LE, 2 UTF-16BE */
  size_t skip; /* of the head: a byte order mark */
  size_t replaced;
  unsigned char carry[4]; /* a character that is not whole yet */
  size_t carried;
} od_text_stream;

void od_text_stream_begin(od_text_stream *s, od_view head, const od_job *job);
/* Appends the next piece as UTF-8; `last`: nothing follows. */
void od_text_stream_next(od_text_stream *s, od_buffer *out, od_view piece,
                         int last);

typedef struct od_line {
  od_view text;    /* without its line end */
  unsigned number; /* from 1 */
} od_line;

/* Start from {0} with rest = the whole text. Ends: LF, CRLF, CR. */
typedef struct od_lines {
  od_view rest;
  unsigned number;
} od_lines;

od_lines od_lines_of(const od_text *text);
int od_line_next(od_lines *lines, od_line *line); /* 0 at the end */

#endif
