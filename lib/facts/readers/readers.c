#include "facts/readers/readers.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const od_reader *const readers[] = {
    &od_reader_dsregcmd, &od_reader_cmdkey, &od_reader_netsh,
    &od_reader_registry, &od_reader_ciphers, &od_reader_services,
    &od_reader_w32tm};

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

static od_status read_persons(const char *name, const od_text *text,
                              od_job *job, od_reader_sink *sink) {
  for (size_t person = 0;; person++) {
    od_evidence *e;
    od_facts *part;
    od_status status = od_evidence_new(&e, od_reader_registry.kind, name);
    if (status != OD_OK) return status;
    int more = od_registry_read_person(e, text, job, person);
    status = od_job_check(job);
    if (status != OD_OK) {
      od_evidence_free(e);
      return status;
    }
    status = od_evidence_finish(&part, e); /* tells if memory ran out */
    if (status == OD_OK && more) status = sink->found(sink->user, part);
    else od_facts_free(part);
    if (!more || status != OD_OK) return status;
  }
}

static od_status try_one(const od_reader *reader, od_reader_sink *sink,
                         const char *name, const od_text *text,
                         od_job *job) {
  od_facts *part;
  od_status status = od_job_check(job);
  if (status != OD_OK || !reader->recognises(text)) return status;
  status = read_with(reader, name, text, job, &part);
  if (status == OD_OK) status = sink->found(sink->user, part);
  if (status == OD_OK && reader == &od_reader_registry)
    status = read_persons(name, text, job, sink);
  if (status == OD_OK) sink->count++;
  return status;
}

od_status od_readers_read(od_reader_sink *sink, const char *name,
                          const od_text *text, od_job *job) {
  od_status status = OD_OK;
  sink->count = 0;
  for (size_t i = 0; status == OD_OK && i < COUNT(readers); i++)
    status = try_one(readers[i], sink, name, text, job);
  /* A message holds codes, as many a text does: it is asked last. */
  if (status == OD_OK && !sink->count)
    status = try_one(&od_reader_dialog, sink, name, text, job);
  return status;
}
