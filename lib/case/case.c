#include "case/case.h"

#include <string.h>

#include "case/stream.h"
#include "core/alloc.h"
#include "core/job.h"
#include "core/time.h"
#include "facts/readers/readers.h"

enum { MAX_FILES = 200000 };

od_status od_case_new(od_case **out) {
  od_error_clear();
  *out = od_alloc_zero(1, sizeof **out);
  return *out ? OD_OK : od_fail_memory();
}

void od_case_free(od_case *c) {
  if (!c) return;
  for (size_t i = 0; i < c->part_count; i++) od_facts_free(c->parts[i]);
  for (size_t i = 0; i < c->pack_count; i++) od_rules_free(c->packs[i]);
  for (size_t i = 0; i < c->unrecognised.count; i++)
    od_free(c->unrecognised.list[i]);
  od_free(c->parts);
  od_free(c->packs);
  od_free(c->unrecognised.list);
  od_free(c->user);
  od_free(c);
}

/* ---- evidence ---- */

static od_status keep_part(void *user, od_facts *part) {
  od_case *c = user;
  if (!od_grow((void **)&c->parts, &c->part_capacity, c->part_count,
               sizeof *c->parts)) {
    od_facts_free(part);
    return od_fail_memory();
  }
  c->parts[c->part_count++] = part;
  return OD_OK;
}

static od_status keep_unrecognised(od_case *c, const char *name,
                                   const char *why) {
  od_texts *texts = &c->unrecognised;
  od_buffer line = {0};
  char *text;
  od_buffer_format(&line, "%s: %s", name, why);
  od_status status = od_buffer_take(&text, &line);
  if (status != OD_OK) return status;
  if (!od_grow((void **)&texts->list, &texts->capacity, texts->count,
               sizeof *texts->list)) {
    od_free(text);
    return od_fail_memory();
  }
  texts->list[texts->count++] = text;
  return OD_OK;
}

/* The failure's message, with the name that documents use for the path. */
static void add_reason(od_buffer *why, const char *name, const char *path) {
  od_view message = od_view_of(od_error_bare_message());
  size_t at = path ? od_view_find(message, path) : OD_NOT_FOUND;
  if (path && at == OD_NOT_FOUND) { /* cut, or not UTF-8 */
    od_buffer_text(why, "cannot be read");
    return;
  }
  if (path) {
    od_buffer_view(why, od_view_first(message, at));
    od_buffer_text(why, name);
    message = od_view_from(message, at + strlen(path));
  }
  od_buffer_view(why, message);
}

/* Keeps a failure as a finding; the record still tells of it. */
static od_status keep_failure(od_case *c, const char *name, const char *path,
                              od_status status) {
  if (status == OD_ENOMEM || status == OD_ECANCELLED || status == OD_ETIMEOUT)
    return status;
  od_buffer why = {0};
  unsigned line = od_error_place()->line;
  if (line) od_buffer_format(&why, "line %u: ", line);
  add_reason(&why, name, path);
  od_status kept = why.status == OD_OK
                       ? keep_unrecognised(c, name, why.data)
                       : od_fail_memory();
  od_buffer_release(&why);
  return kept == OD_OK ? status : kept;
}

static od_status read_text(od_case *c, const char *name, const od_text *text,
                           od_job *job) {
  od_reader_sink sink = {keep_part, c, 0};
  od_status status = od_facts_read_parts(&sink, name, text, job);
  if (status != OD_OK) return keep_failure(c, name, NULL, status);
  if (!sink.count)
    return keep_unrecognised(c, name,
                             text->size ? "not recognised" : "empty");
  c->recognised++;
  return OD_OK;
}

static od_status add_bytes(od_case *c, const char *name, const void *data,
                           size_t size, od_job *job) {
  od_text text;
  od_status status = od_job_check(job);
  if (status != OD_OK) return status;
  status = od_text_decode(&text, data, size, job);
  if (status != OD_OK) return keep_failure(c, name, NULL, status);
  status = read_text(c, name, &text, job);
  od_text_release(&text);
  return status;
}

od_status od_case_add_bytes(od_case *c, const char *name, const void *data,
                            size_t size, od_job *job) {
  od_error_clear();
  return add_bytes(c, name, data, size, job);
}

/* A big export of events: its part, and what stands beside the events. */
static od_status add_stream(od_case *c, const char *name, od_file *file,
                            od_view head, od_job *job) {
  od_facts *part;
  unsigned stray = 0;
  od_stream stream = {name, file, head, job};
  od_status status = od_stream_read(&part, &stream, &stray);
  if (status != OD_OK) return status;
  status = keep_part(c, part);
  if (status != OD_OK) return status;
  c->recognised++;
  if (!stray) return OD_OK;
  od_buffer why = {0};
  od_buffer_format(&why, "line %u: what stands beside the events was not read",
                   stray);
  status = why.status == OD_OK ? keep_unrecognised(c, name, why.data)
                               : od_fail_memory();
  od_buffer_release(&why);
  return status;
}

static od_status add_open(od_case *c, const char *path, const char *name,
                          od_file *file, od_job *job) {
  od_buffer data = {0};
  size_t before = 1;
  int streams = 0;
  od_status status = OD_OK;
  while (status == OD_OK && data.size != before &&
         data.size < OD_STREAM_HEAD) {
    before = data.size;
    status = od_file_next(file, &data, OD_STREAM_HEAD - data.size);
  }
  od_view head = {data.data, data.size};
  if (status == OD_OK && data.size == OD_STREAM_HEAD)
    status = od_stream_recognise(&streams, head, job);
  if (status == OD_OK && streams) {
    status = add_stream(c, name, file, head, job);
    if (status != OD_OK) status = keep_failure(c, name, path, status);
  } else {
    if (status == OD_OK)
      status = od_file_rest(file, &data, od_job_max_bytes(job));
    status = status == OD_OK
                 ? add_bytes(c, name, data.data, data.size, job)
                 : keep_failure(c, name, path, status);
  }
  od_buffer_release(&data);
  return status;
}

static od_status add_file(od_case *c, const char *path, const char *name,
                          od_job *job) {
  od_file *file;
  od_status status = od_file_open(&file, path);
  if (status != OD_OK) return keep_failure(c, name, path, status);
  status = add_open(c, path, name, file, job);
  od_file_close(file);
  return status;
}

typedef struct visit {
  od_case *c;
  od_job *job;
} visit;

static int ends_the_walk(od_status status) {
  return status == OD_ENOMEM || status == OD_ECANCELLED ||
         status == OD_ETIMEOUT;
}

static od_status visit_file(void *user, const char *path, const char *name) {
  visit *v = user;
  od_status status = add_file(v->c, path, name, v->job);
  return ends_the_walk(status) ? status : OD_OK;
}

od_status od_case_add_path(od_case *c, const char *path, od_job *job) {
  od_error_clear();
  if (!od_path_is_folder(path)) {
    const char *name = strcmp(path, "-") ? od_path_name(path) : "stdin";
    return add_file(c, path, name, job);
  }
  visit v = {c, job};
  od_status status = od_folder_walk(path, MAX_FILES, visit_file, &v);
  if (status == OD_OK) {
    od_error_clear();
    return OD_OK;
  }
  if (ends_the_walk(status)) return status;
  return keep_failure(c, od_path_name(path), NULL, status);
}

size_t od_case_recognised(const od_case *c) { return c->recognised; }

size_t od_case_unrecognised(const od_case *c) { return c->unrecognised.count; }

const char *od_case_unrecognised_text(const od_case *c, size_t index) {
  return index < c->unrecognised.count ? c->unrecognised.list[index] : NULL;
}

/* ---- options ---- */

static od_status set_code(od_case *c, const char *value) {
  if (!value) {
    c->code[0] = '\0';
    return OD_OK;
  }
  if (od_code_canonical(od_view_of(value), c->code)) return OD_OK;
  return od_fail(OD_EINVALID, "'%s' is no code", value);
}

static od_status set_user(od_case *c, const char *value) {
  char *copy = NULL;
  if (value && !*value) return od_fail(OD_EINVALID, "the user is empty");
  if (value && !(copy = od_copy_text(value, strlen(value))))
    return od_fail_memory();
  od_free(c->user);
  c->user = copy;
  return OD_OK;
}

static od_status set_time(int *has, long long *ms, const char *value) {
  *has = 0;
  if (!value) return OD_OK;
  if (!od_time_parse(od_view_of(value), ms))
    return od_fail(OD_EINVALID,
                   "'%s' is no time such as 2026-11-24T10:00:00Z", value);
  *has = 1;
  return OD_OK;
}

od_status od_case_set(od_case *c, const char *name, const char *value) {
  od_error_clear();
  if (!strcmp(name, "code")) return set_code(c, value);
  if (!strcmp(name, "user")) return set_user(c, value);
  if (!strcmp(name, "now")) return set_time(&c->has_now, &c->now, value);
  if (!strcmp(name, "at")) return set_time(&c->has_at, &c->at, value);
  return od_fail(OD_EINVALID,
                 "'%s' is nothing to set; known are code, user, now, at",
                 name);
}

/* ---- facts and rules ---- */

od_status od_case_join(od_facts **out, const od_case *c) {
  od_join how = {c->user, c->has_now, c->now, c->has_at, c->at};
  return od_facts_join(out, (const od_facts *const *)c->parts, c->part_count,
                       &how);
}

od_status od_case_facts(od_facts **out, const od_case *c) {
  od_error_clear();
  *out = NULL;
  return od_case_join(out, c);
}

static od_status combine(od_rules **out, const od_case *c,
                         const od_rules *extra) {
  od_rules *built_in;
  od_status status = od_rules_builtin(&built_in);
  if (status != OD_OK) return status;
  if (!c->pack_count && !extra) {
    *out = built_in;
    return OD_OK;
  }
  const od_rules **list = od_alloc_zero(c->pack_count + 2, sizeof *list);
  size_t count = 0;
  if (list) {
    list[count++] = built_in;
    for (size_t i = 0; i < c->pack_count; i++) list[count++] = c->packs[i];
    if (extra) list[count++] = extra;
    status = od_rules_combine(out, list, count);
  } else {
    status = od_fail_memory();
  }
  od_free(list);
  od_rules_free(built_in);
  return status;
}

od_status od_case_rules(od_rules **out, const od_case *c) {
  *out = NULL;
  return combine(out, c, NULL);
}

od_status od_case_add_rules(od_case *c, const od_rules *rules) {
  od_rules *trial = NULL;
  od_error_clear();
  if (!od_grow((void **)&c->packs, &c->pack_capacity, c->pack_count,
               sizeof *c->packs))
    return od_fail_memory();
  od_status status = combine(&trial, c, rules);
  if (status != OD_OK) return status;
  od_rules_free(trial);
  c->packs[c->pack_count++] = od_rules_share(rules);
  return OD_OK;
}
