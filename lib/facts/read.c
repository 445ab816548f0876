/* The public way in: a facts document or any captured text. */
#include "core/job.h"
#include "facts/model.h"
#include "facts/readers/readers.h"

typedef struct parts {
  od_facts **list;
  size_t count, capacity;
} parts;

static od_status keep_part(void *user, od_facts *part) {
  parts *all = user;
  if (!od_grow((void **)&all->list, &all->capacity, all->count,
               sizeof *all->list)) {
    od_facts_free(part);
    return od_fail_memory();
  }
  all->list[all->count++] = part;
  return OD_OK;
}

od_status od_facts_read_parts(od_reader_sink *sink, const char *name,
                              const od_text *text, od_job *job) {
  od_view view = {text->data, text->size};
  od_facts *part;
  if (!od_facts_recognises(view))
    return od_readers_read(sink, name, text, job);
  sink->count = 1;
  od_status status = od_facts_parse(&part, name, view, job);
  return status == OD_OK ? sink->found(sink->user, part) : status;
}

static od_status read_parts(parts *all, const char *name,
                            const od_text *text, od_job *job) {
  od_reader_sink sink = {keep_part, all, 0};
  od_status status = od_facts_read_parts(&sink, name, text, job);
  if (status != OD_OK || sink.count) return status;
  return od_fail(OD_ENOTFOUND,
                 "'%s' is not recognised as dsregcmd /status, cmdkey /list, "
                 "netsh winhttp show, a registry export, cipher suites, services, "
                 "w32tm /stripchart, whoami, an export of events, an error "
                 "message or a facts document",
                 name);
}

od_status od_facts_read(od_facts **out, const char *name, const void *data,
                        size_t size, od_job *job) {
  od_text text;
  parts all = {NULL, 0, 0};
  od_error_clear();
  *out = NULL;
  od_status status = od_job_check(job);
  if (status == OD_OK) status = od_text_decode(&text, data, size, job);
  if (status != OD_OK) return status;
  status = read_parts(&all, name, &text, job);
  if (status == OD_OK)
    status = od_facts_join(out, (const od_facts *const *)all.list, all.count,
                           NULL);
  for (size_t i = 0; i < all.count; i++) od_facts_free(all.list[i]);
  od_free(all.list);
  od_text_release(&text);
  return status;
}
