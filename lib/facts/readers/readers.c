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

od_status od_readers_read(size_t *count, const char *name,
                          const od_text *text, od_job *job,
                          od_reader_found found, void *user) {
  *count = 0;
  for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
    od_facts *part;
    od_status status = od_job_check(job);
    if (status != OD_OK) return status;
    if (!readers[i]->recognises(text)) continue;
    status = read_with(readers[i], name, text, job, &part);
    if (status == OD_OK) status = found(user, part);
    if (status != OD_OK) return status;
    (*count)++;
  }
  return OD_OK;
}
