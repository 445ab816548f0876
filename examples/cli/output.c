#include "output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal.h"

enum { MAX_INPUT = 64 * 1024 * 1024 };

int exit_first(int a, int b) {
  static const int order[] = {EXIT_USAGE,       EXIT_INPUT,
                              EXIT_INTERNAL,    EXIT_STOPPED,
                              EXIT_UNSUPPORTED, EXIT_STEP,
                              EXIT_REFUSED,     EXIT_TROUBLE,
                              EXIT_CANNOT_TELL, EXIT_DONE};
  size_t i;

  for (i = 0; i < sizeof order / sizeof order[0]; i++)
    if (order[i] == a || order[i] == b) return order[i];
  return EXIT_INTERNAL;
}

int exit_of(od_status status) {
  switch (status) {
    case OD_OK: return EXIT_DONE;
    case OD_EINVALID: return EXIT_USAGE;
    case OD_EIO:
    case OD_EPARSE:
    case OD_ELIMIT:
    case OD_ENOTFOUND:
    case OD_EACCESS:
    case OD_ECONFLICT:
    case OD_EVERSION: return EXIT_INPUT;
    case OD_ECANCELLED:
    case OD_ETIMEOUT: return EXIT_STOPPED;
    case OD_ENOTSUPPORTED: return EXIT_UNSUPPORTED;
    default: return EXIT_INTERNAL;
  }
}

static int text_reserve(text *t, size_t more) {
  size_t room = t->room ? t->room : 256;
  char *data;

  if (t->failed) return 0;
  while (room - t->size <= more) {
    if (room > (size_t)-1 / 2) break;
    room *= 2;
  }
  if (room == t->room) return 1;
  data = room - t->size > more ? realloc(t->data, room) : NULL;
  if (!data) {
    t->failed = 1;
    return 0;
  }
  t->data = data;
  t->room = room;
  return 1;
}

void text_add_bytes(text *t, const char *data, size_t size) {
  if (!text_reserve(t, size)) return;
  if (size) memcpy(t->data + t->size, data, size);
  t->size += size;
  t->data[t->size] = '\0';
}

void text_add(text *t, const char *piece) {
  text_add_bytes(t, piece, strlen(piece));
}

void text_add_number(text *t, unsigned long number) {
  char digits[24];
  size_t at = sizeof digits;

  do digits[--at] = (char)('0' + number % 10);
  while (number /= 10);
  text_add_bytes(t, digits + at, sizeof digits - at);
}

void text_add_blanks(text *t, size_t count) {
  while (count--) text_add_bytes(t, " ", 1);
}

void text_free(text *t) {
  free(t->data);
  memset(t, 0, sizeof *t);
}

static void put_plain(const char *piece) {
  for (; *piece; piece++) {
    unsigned char c = (unsigned char)*piece;
    putc(c < 0x20 || c == 0x7f ? '?' : c, stderr);
  }
}

void say(const char *first, ...) {
  const char *piece;
  va_list pieces;

  fputs("od0x8004: ", stderr);
  va_start(pieces, first);
  for (piece = first; piece; piece = va_arg(pieces, const char *))
    put_plain(piece);
  va_end(pieces);
  putc('\n', stderr);
}

void say_lines(const char *lines) {
  text line = {0};

  while (*lines) {
    size_t size = strcspn(lines, "\n");
    line.size = 0;
    text_add_bytes(&line, lines, size);
    say(line.failed ? "out of memory" : line.data, NULL);
    lines += size + (lines[size] == '\n');
  }
  text_free(&line);
}

void say_error(void) { say(od_error_message(), NULL); }

static int read_stream(text *out, FILE *stream, const char *name) {
  static char block[65536];
  size_t size;

  while (out->size <= MAX_INPUT &&
         (size = fread(block, 1, sizeof block, stream)) > 0)
    text_add_bytes(out, block, size);
  text_add_bytes(out, "", 0);
  if (out->failed) {
    say("out of memory", NULL);
    return EXIT_INTERNAL;
  }
  if (ferror(stream)) {
    say("cannot read '", name, "': ", strerror(errno), NULL);
    return EXIT_INPUT;
  }
  if (out->size > MAX_INPUT) {
    say("'", name, "' is larger than 64 MB", NULL);
    return EXIT_INPUT;
  }
  return EXIT_DONE;
}

int is_standard_input(const char *path) { return !strcmp(path, "-"); }

int read_file(text *out, const char *path) {
  FILE *stream;
  int exit_status;

  if (is_standard_input(path)) return read_stream(out, stdin, "stdin");
  stream = fopen(path, "rb");
  if (!stream) {
    say("cannot read '", path, "': ", strerror(errno), NULL);
    return EXIT_INPUT;
  }
  exit_status = read_stream(out, stream, path);
  fclose(stream);
  return exit_status;
}

int write_standard_output(const text *answer) {
  errno = 0;
  if (!answer->size) return EXIT_DONE;
  if (fwrite(answer->data, 1, answer->size, stdout) == answer->size &&
      fflush(stdout) == 0)
    return EXIT_DONE;
  say("cannot write to standard output: ", strerror(errno), NULL);
  return EXIT_REFUSED;
}

static int write_stream(const char *path, const text *answer) {
  FILE *stream = fopen(path, "wb");
  int done;

  if (!stream) return 0;
  done = !answer->size ||
         fwrite(answer->data, 1, answer->size, stream) == answer->size;
  done = fflush(stream) == 0 && done;
  return fclose(stream) == 0 && done;
}

/* Beside the file that it will replace, so that the rename cannot fail
   for being on another volume. */
static int replace_file(const target *t, const text *answer) {
  text temporary = {0};
  int done, reason;

  text_add(&temporary, t->path);
  text_add(&temporary, ".");
  text_add_number(&temporary, process_number());
  text_add(&temporary, ".tmp");
  if (temporary.failed) {
    errno = ENOMEM;
    return 0;
  }
  done = write_stream(temporary.data, answer);
  if (done) target_keep_mode(t, temporary.data);
  done = done && rename(temporary.data, t->path) == 0;
  reason = errno;
  if (!done) remove(temporary.data);
  text_free(&temporary);
  errno = reason;
  return done;
}

int write_file(const char *path, const text *answer) {
  target t;
  int done;

  if (!target_resolve(&t, path)) {
    say("out of memory", NULL);
    return EXIT_INTERNAL;
  }
  errno = 0;
  done = t.special ? write_stream(t.path, answer) : replace_file(&t, answer);
  if (!done) say("cannot write '", path, "': ", strerror(errno), NULL);
  free(t.path);
  return done ? EXIT_DONE : EXIT_REFUSED;
}
