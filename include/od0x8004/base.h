/**
 * @file base.h
 * Status values, the error record, memory and jobs: what every other header
 * builds on.
 *
 * Conventions of the whole library
 * - Opaque handles only. `out` comes first, is set to NULL on failure and is
 *   owned by the caller, who frees it with `od_thing_free` (NULL allowed).
 * - A pointer that is returned is borrowed from the first argument.
 * - A handle parameter is never NULL. Text is UTF-8 in and out.
 * - Only calls that can fail return `od_status`; each of them clears the
 *   calling thread's error record on entry and fills it on failure.
 * - There is no global state and nothing to initialise.
 *
 * Threads: unless a function says otherwise, an object may be used by one
 * thread at a time. Facts, rules and diagnoses never change once made and may
 * be shared by any number of threads.
 */
#ifndef OD0X8004_BASE_H
#define OD0X8004_BASE_H

#include "export.h"

#include <stddef.h>

OD_BEGIN_DECLS

/**
 * Every status: name, number, meaning. Numbers are never reused.
 * The list is the single source of the enum, od_status_name() and the
 * exception classes of the bindings.
 */
#define OD_STATUS_MAP(XX)                                              \
  XX(OD_OK, 0, "done")                                                 \
  XX(OD_EINVALID, -1, "invalid argument")                              \
  XX(OD_ENOMEM, -2, "out of memory")                                   \
  XX(OD_EIO, -3, "file cannot be read or written")                     \
  XX(OD_EPARSE, -4, "input cannot be understood")                      \
  XX(OD_ELIMIT, -5, "a limit was exceeded")                            \
  XX(OD_ENOTFOUND, -6, "not found")                                    \
  XX(OD_ECANCELLED, -7, "cancelled")                                   \
  XX(OD_ETIMEOUT, -8, "out of time")                                   \
  XX(OD_ENOTSUPPORTED, -9, "not supported here")                       \
  XX(OD_EACCESS, -10, "refused by the system")                         \
  XX(OD_ECONFLICT, -11, "the evidence is of more than one subject")    \
  XX(OD_EVERSION, -12, "unknown version of a document")                \
  XX(OD_EINTERNAL, -13, "internal error")

/** The outcome of a fallible call; 0 is success, failures are negative. */
typedef enum od_status {
#define OD_STATUS_ENUM(name, number, text) name = number,
  OD_STATUS_MAP(OD_STATUS_ENUM)
#undef OD_STATUS_ENUM
  OD_STATUS_FORCE_INT = 0x7fffffff /* keeps the enum's size; never returned */
} od_status;

/**
 * The library's version, for instance "0.1.0".
 * @return static text. Threads: any.
 */
OD_API const char *od_version(void);

/**
 * The name of a status, for instance "OD_EPARSE".
 * @return static text; "OD_UNKNOWN" for a number that is no status.
 * Threads: any.
 */
OD_API const char *od_status_name(od_status status);

/**
 * Text of the calling thread's last failure: lower case, no full stop, the
 * thing in single quotes, the system's own text after a colon; for text input
 * the place stands in front ("dsreg.txt:12:3: ...").
 * @return borrowed from the thread, valid until its next fallible call;
 *         empty after a success, never NULL. Threads: the calling one.
 */
OD_API const char *od_error_message(void);

/**
 * The calling thread's error record as one JSON object: "status", "name",
 * "message", and where known "system_code", "file", "line", "column",
 * "pointer" (JSON pointer, RFC 6901).
 * @return borrowed as od_error_message(); "{}" after a success. It needs no
 *         memory, so it tells of OD_ENOMEM too. Threads: the calling one.
 */
OD_API const char *od_error_json(void);

/**
 * Frees text that a call handed out. NULL is allowed. Threads: any.
 */
OD_API void od_free(void *text);

/** What accompanies long work: options, time limit, cancel, progress. */
typedef struct od_job od_job;

/**
 * Makes a job with default options and no time limit.
 * @return OD_OK, OD_ENOMEM. Threads: any.
 */
OD_API od_status od_job_new(od_job **out);

/**
 * Sets an option by name.
 *
 * Names: "time_limit_ms" (0 = none, counted from this call),
 * "text.code_page" (of text that is neither UTF-8 nor UTF-16: 437, 850, 852,
 * 866, 1250 to 1258; 1252 unless set), "input.max_bytes" (of one input;
 * 268435456 unless set), "json.max_depth" (128 unless set; at most 512),
 * "json.forgive_commas" ("true" reads trailing commas with a warning).
 *
 * @param name one of the names above
 * @param value the value as text
 * @return OD_OK, OD_EINVALID for an unknown name or value (the message lists
 *         what is allowed). Threads: before the job is used.
 */
OD_API od_status od_job_set(od_job *job, const char *name, const char *value);

/**
 * Asks the work that uses this job to stop; it then returns OD_ECANCELLED
 * within 100 ms. A job stays cancelled. Threads: any, at any time.
 */
OD_API void od_job_cancel(od_job *job);

/**
 * How far the work has come.
 * @return 0 to 1000, in thousandths. Threads: any, at any time.
 */
OD_API int od_job_progress(const od_job *job);

/**
 * What was read all the same, one line each with its place, for instance
 * "policy.json:12:5: trailing comma". The list grows with every call that
 * uses the job; at most 1000 are kept.
 * @param index from 0
 * @return borrowed from the job; NULL past the end.
 */
OD_API const char *od_job_warning(const od_job *job, size_t index);

/**
 * Frees a job that no call is using. NULL is allowed.
 */
OD_API void od_job_free(od_job *job);

OD_END_DECLS

#endif
