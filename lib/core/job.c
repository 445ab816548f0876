#include "core/job.h"

#include <string.h>

#include "core/alloc.h"
#include "core/buffer.h"
#include "core/error.h"
#include "core/text.h"
#include "core/view.h"

struct od_job {
  int cancelled; /* atomic: set by any thread */
  int progress;  /* atomic: thousandths */
  unsigned long long deadline_ms; /* 0: none */
  size_t max_bytes;
  unsigned max_depth;
  int forgive_commas;
  int code_page;
  char **warnings;
  size_t warning_count;
  size_t warning_capacity;
};

enum { MAX_WARNINGS = 1000 };

od_status od_job_new(od_job **out) {
  od_error_clear();
  *out = od_alloc_zero(1, sizeof **out);
  if (!*out) return od_fail_memory();
  (*out)->max_bytes = 256u * 1024 * 1024;
  (*out)->max_depth = 128;
  (*out)->code_page = 1252;
  return OD_OK;
}

static int set_time_limit(od_job *job, unsigned long long value) {
  if (value > 1000ULL * 86400 * 365) return 0;
  job->deadline_ms = value ? od_clock_ms() + value : 0;
  return 1;
}

static int set_code_page(od_job *job, unsigned long long value) {
  if (value > 65535 || !od_text_has_code_page((int)value)) return 0;
  job->code_page = (int)value;
  return 1;
}

static int set_max_bytes(od_job *job, unsigned long long value) {
  if (!value || value > (size_t)-1 / 8) return 0;
  job->max_bytes = (size_t)value;
  return 1;
}

static int set_max_depth(od_job *job, unsigned long long value) {
  if (!value || value > 512) return 0;
  job->max_depth = (unsigned)value;
  return 1;
}

static const struct number_option {
  const char *name;
  int (*set)(od_job *job, unsigned long long value);
} number_options[] = {
    {"time_limit_ms", set_time_limit},
    {"text.code_page", set_code_page},
    {"input.max_bytes", set_max_bytes},
    {"json.max_depth", set_max_depth},
};

static od_status set_number(od_job *job, const struct number_option *option,
                            const char *value) {
  unsigned long long number;
  od_view text = od_view_of(value);
  if (text.size && od_is_digit(text.data[0]) &&
      od_view_number(text, &number) && option->set(job, number))
    return OD_OK;
  return od_fail(OD_EINVALID, "'%s' is no value for the option '%s'", value,
                 option->name);
}

od_status od_job_set(od_job *job, const char *name, const char *value) {
  size_t count = sizeof number_options / sizeof *number_options;
  od_error_clear();
  for (size_t i = 0; i < count; i++)
    if (!strcmp(name, number_options[i].name))
      return set_number(job, &number_options[i], value);
  if (strcmp(name, "json.forgive_commas"))
    return od_fail(OD_EINVALID,
                   "'%s' is no option; known are time_limit_ms, "
                   "text.code_page, input.max_bytes, json.max_depth, "
                   "json.forgive_commas",
                   name);
  if (strcmp(value, "true") && strcmp(value, "false"))
    return od_fail(OD_EINVALID, "'%s' is neither true nor false for '%s'",
                   value, name);
  job->forgive_commas = !strcmp(value, "true");
  return OD_OK;
}

void od_job_cancel(od_job *job) {
  __atomic_store_n(&job->cancelled, 1, __ATOMIC_RELAXED);
}

int od_job_progress(const od_job *job) {
  return __atomic_load_n(&job->progress, __ATOMIC_RELAXED);
}

void od_job_advance(od_job *job, int thousandths) {
  __atomic_store_n(&job->progress, thousandths, __ATOMIC_RELAXED);
}

od_status od_job_check(od_job *job) {
  if (__atomic_load_n(&job->cancelled, __ATOMIC_RELAXED))
    return od_fail(OD_ECANCELLED, "cancelled");
  if (job->deadline_ms && od_clock_ms() >= job->deadline_ms)
    return od_fail(OD_ETIMEOUT, "the time limit was reached");
  return OD_OK;
}

size_t od_job_max_bytes(const od_job *job) { return job->max_bytes; }
unsigned od_job_max_depth(const od_job *job) { return job->max_depth; }
int od_job_forgives_commas(const od_job *job) { return job->forgive_commas; }
int od_job_code_page(const od_job *job) { return job->code_page; }

od_status od_job_warn(od_job *job, const od_place *place,
                      const char *message) {
  od_buffer line = {0};
  char *text;
  if (job->warning_count == MAX_WARNINGS) return OD_OK;
  od_buffer_format(&line, "%s:%u:%u: %s", place->file ? place->file : "",
                   place->line, place->column, message);
  od_status status = od_buffer_take(&text, &line);
  if (status != OD_OK) return status;
  if (!od_grow((void **)&job->warnings, &job->warning_capacity,
               job->warning_count, sizeof *job->warnings)) {
    od_free(text);
    return od_fail_memory();
  }
  job->warnings[job->warning_count++] = text;
  return OD_OK;
}

const char *od_job_warning(const od_job *job, size_t index) {
  return index < job->warning_count ? job->warnings[index] : NULL;
}

void od_job_free(od_job *job) {
  if (!job) return;
  for (size_t i = 0; i < job->warning_count; i++) od_free(job->warnings[i]);
  od_free(job->warnings);
  od_free(job);
}
