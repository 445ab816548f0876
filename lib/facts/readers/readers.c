#include "facts/readers/readers.h"

#include <string.h>

#include "core/alloc.h"
#include "facts/readers/directory.h"
#include "facts/readers/dsregcmd.h"
#include "facts/readers/gate.h"

#define LARGE (64u * 1024)

static const od_reader *const readers[] = {
    &od_reader_dsregcmd, &od_reader_cmdkey, &od_reader_netsh,
    &od_reader_registry, &od_reader_ciphers, &od_reader_services,
    &od_reader_w32tm, &od_reader_curl, &od_reader_ipconfig, &od_reader_route,
    &od_reader_nslookup, &od_reader_certutil, &od_reader_events,
    &od_reader_whoami, &od_reader_directory, &od_reader_sharepoint,
    &od_reader_versions};

static od_status read_with(const od_reader *reader, const char *name,
                           const od_text *text, od_job *job,
                           od_facts **part) {
  od_evidence *e;
  *part = NULL;
  od_status status = od_evidence_new(&e, reader->kind, name);
  if (status != OD_OK) return status;
  reader->read(e, text, job);
  status = od_job_check(job); /* a reader that was stopped has read half */
  if (status != OD_OK) {
    od_evidence_free(e);
    return status;
  }
  return od_evidence_finish(part, e);
}

static od_status read_part(const od_reader *reader, const char *name,
                           const od_text *text, od_job *job,
                           od_reader_sink *sink) {
  od_facts *part;
  od_status status = read_with(reader, name, text, job, &part);
  return status == OD_OK ? sink->found(sink->user, part) : status;
}

/* Runs of several users are several sources. */
static od_status read_runs(const char *name, const od_text *text, od_job *job,
                           od_reader_sink *sink) {
  unsigned first[OD_DSREG_RUNS];
  size_t count = od_dsreg_runs(text, first);
  if (count < 2) return read_part(&od_reader_dsregcmd, name, text, job, sink);
  od_status status = OD_OK;
  for (size_t i = 0; status == OD_OK && i < count; i++) {
    od_text only;
    status = od_dsreg_only(&only, text, first[i],
                           i + 1 < count ? first[i + 1] : (unsigned)-1);
    if (status != OD_OK) break;
    status = read_part(&od_reader_dsregcmd, name, &only, job, sink);
    od_free(only.data);
  }
  return status;
}

/* ---- what mail programs and terminals leave in a text ---- */

/* The size of "ESC [ 0 ; 32 m" and the like at the front; 0 if it is none. */
static size_t escape_size(od_view text) {
  size_t at = 2;
  if (text.size < 3 || text.data[0] != '\x1b' || text.data[1] != '[') return 0;
  while (at < text.size && at < 24 &&
         (od_is_digit(text.data[at]) || text.data[at] == ';'))
    at++;
  return at < text.size && od_is_alpha(text.data[at]) ? at + 1 : 0;
}

static int is_littered(const od_text *text) {
  return memchr(text->data, '\x1b', text->size) ||
         od_view_find((od_view){text->data, text->size}, "\xc2\xa0") !=
             OD_NOT_FOUND;
}

/* A copy with plain blanks and without colours; no line moves. */
static od_status copy_clean(od_text *out, const od_text *text) {
  od_view rest = {text->data, text->size};
  *out = *text;
  out->data = od_copy_text(text->data, text->size);
  if (!out->data) return od_fail_memory();
  out->size = 0;
  while (rest.size) {
    size_t escape = escape_size(rest);
    int blank = !escape && od_view_starts_nocase(rest, "\xc2\xa0");
    if (!escape) out->data[out->size++] = blank ? ' ' : rest.data[0];
    rest = od_view_from(rest, escape ? escape : blank ? 2 : 1);
  }
  out->data[out->size] = '\0';
  return OD_OK;
}

static od_status read_one(const od_reader *reader, od_reader_sink *sink,
                          const char *name, const od_text *text,
                          od_job *job) {
  od_status status = od_job_check(job);
  int known = status == OD_OK ? reader->recognises(text) : 0;
  if (known < 0) return od_fail_memory();
  if (!known) return status;
  status = reader == &od_reader_dsregcmd ? read_runs(name, text, job, sink)
           : reader == &od_reader_registry
               ? od_registry_read_parts(name, text, job, sink)
               : read_part(reader, name, text, job, sink);
  if (status == OD_OK) sink->count++;
  return status;
}

/* To ask all of them costs more than to read, where the text is large. */
static unsigned asked_of(const od_text *text) {
  if (text->size < LARGE) return ~0u;
  return od_gate_open(readers, sizeof readers / sizeof *readers, text);
}

static od_status read_all(od_reader_sink *sink, const char *name,
                          const od_text *text, od_job *job) {
  od_status status = OD_OK;
  unsigned asked = asked_of(text);
  size_t versions = 0; /* the first line of a prompt says little of the rest */
  sink->count = 0;
  for (size_t i = 0; status == OD_OK && i < sizeof readers / sizeof *readers;
       i++) {
    size_t before = sink->count;
    if (!(asked >> i & 1)) continue;
    status = read_one(readers[i], sink, name, text, job);
    if (readers[i] == &od_reader_versions) versions = sink->count - before;
  }
  if (status == OD_OK && sink->count == versions)
    status = od_directory_damage(name, text, job);
  /* A message holds codes, as many a text does: it is asked last. */
  if (status == OD_OK && sink->count == versions)
    status = read_one(&od_reader_dialog, sink, name, text, job);
  return status;
}

od_status od_readers_read(od_reader_sink *sink, const char *name,
                          const od_text *text, od_job *job) {
  od_text clean;
  if (!text->size || !is_littered(text))
    return read_all(sink, name, text, job);
  od_status status = copy_clean(&clean, text);
  if (status != OD_OK) return status;
  status = read_all(sink, name, &clean, job);
  od_free(clean.data);
  return status;
}
