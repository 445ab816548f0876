/*
 * The speed of one reader, against a search for a byte in the same text.
 * usage: bench_readers KIND FILE (prints "read N memchr N", in MB/s)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "facts/readers/readers.h"

static const od_reader *reader_of(const char *kind) {
  static const od_reader *const all[] = {
      &od_reader_dsregcmd, &od_reader_registry, &od_reader_events};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (!strcmp(all[i]->kind, kind)) return all[i];
  return NULL;
}

static char *load(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END)) return NULL;
  *size = (size_t)ftell(file);
  rewind(file);
  char *data = malloc(*size + 1);
  if (data) *size = fread(data, 1, *size, file);
  fclose(file);
  return data;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Decoding is a part of it: that is what a text costs. */
static int read_once(const od_reader *reader, const char *data, size_t size,
                     od_job *job) {
  od_text text;
  od_evidence *e;
  od_facts *facts;
  if (od_text_decode(&text, data, size, job)) return 0;
  int good = reader->recognises(&text) &&
             !od_evidence_new(&e, reader->kind, "bench");
  if (good) {
    reader->read(e, &text, job);
    good = !od_evidence_finish(&facts, e);
    if (good) od_facts_free(facts);
  }
  od_text_release(&text);
  return good;
}

static size_t count_bytes(const char *data, size_t size) {
  size_t found = 0;
  const char *at = data, *end = data + size;
  while ((at = memchr(at, '\x01', (size_t)(end - at)))) found++, at++;
  return found;
}

int main(int argc, char **argv) {
  size_t size = 0, found = 0;
  od_job *job;
  const od_reader *reader = argc == 3 ? reader_of(argv[1]) : NULL;
  char *data = reader ? load(argv[2], &size) : NULL;
  if (!data || od_job_new(&job)) return 2;
  double best = 1e9, plain = 1e9;
  for (int run = 0; run < 3; run++) {
    double begin = seconds();
    if (!read_once(reader, data, size, job)) return 1;
    double middle = seconds();
    found += count_bytes(data, size);
    double end = seconds();
    if (middle - begin < best) best = middle - begin;
    if (end - middle < plain) plain = end - middle;
  }
  printf("read %.0f memchr %.0f found %zu\n", (double)size / 1e6 / best,
         (double)size / 1e6 / plain, found);
  od_job_free(job);
  free(data);
  return 0;
}
