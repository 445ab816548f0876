#include "facts/readers/readers.h"

static const od_reader *const readers[] = {
    &od_reader_dsregcmd, &od_reader_cmdkey, &od_reader_netsh,
    &od_reader_registry, &od_reader_ciphers};

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

od_status od_readers_read(od_reader_sink *sink, const char *name,
                          const od_text *text, od_job *job) {
  sink->count = 0;
  for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
    od_facts *part;
    od_status status = od_job_check(job);
    if (status != OD_OK) return status;
    if (!readers[i]->recognises(text)) continue;
    status = read_with(readers[i], name, text, job, &part);
    if (status == OD_OK) status = sink->found(sink->user, part);
    if (status == OD_OK && readers[i] == &od_reader_registry)
      status = read_persons(name, text, job, sink);
    if (status != OD_OK) return status;
    sink->count++;
  }
  return OD_OK;
}
