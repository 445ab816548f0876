/**
 * @file case.h
 * A case: everything known about one problem, put together from files found
 * by content, bytes and options; and its diagnosis.
 */
#ifndef OD0X8004_CASE_H
#define OD0X8004_CASE_H

#include "diagnosis.h"
#include "rules.h"

OD_BEGIN_DECLS

/** What is put together for one diagnosis. */
typedef struct od_case od_case;

/**
 * Makes an empty case with the built-in rules.
 * @return OD_OK, OD_ENOMEM. Threads: any.
 */
OD_API od_status od_case_new(od_case **out);

/**
 * Adds a file, or a folder read recursively in the order of names. What is
 * not recognised is kept as a finding; the same content twice counts once. An
 * export of events over 1 MiB is read in pieces: "input.max_bytes" does not
 * count for it.
 *
 * @param path a file or folder, UTF-8; documents name its files relative to it
 * @return OD_OK; OD_EIO when the path itself cannot be read; OD_EPARSE,
 *         OD_EVERSION for a damaged facts document that was named itself;
 *         OD_ECANCELLED, OD_ETIMEOUT, OD_ENOMEM.
 */
OD_API od_status od_case_add_path(od_case *c, const char *path, od_job *job);

/**
 * Adds bytes as if they were a file called name.
 * @param data not kept after the call
 * @return as od_case_add_path().
 */
OD_API od_status od_case_add_bytes(od_case *c, const char *name,
                                   const void *data, size_t size, od_job *job);

/**
 * Adds a rule pack to the built-in ones.
 * @param rules shared, not taken: free your handle as usual
 * @return OD_OK, OD_EINVALID when an observation id is already there,
 *         OD_ENOMEM.
 */
OD_API od_status od_case_add_rules(od_case *c, const od_rules *rules);

/**
 * Sets what is known of the case besides evidence. Names: "code" (any
 * spelling; the priors follow it), "user" (account, UPN or SID of the
 * subject), "now" (ISO 8601 UTC; stands in where the evidence has no capture
 * time), "at" (ISO 8601 UTC; when the problem was seen).
 * @param value the value; NULL takes it back
 * @return OD_OK, OD_EINVALID for an unknown name or a value that cannot be
 *         read, OD_ENOMEM.
 */
OD_API od_status od_case_set(od_case *c, const char *name, const char *value);

/**
 * The facts of everything that was added.
 * @param out free them with od_facts_free()
 * @return OD_OK; OD_ECONFLICT for evidence of two users (the message names
 *         both; set "user" to choose one); OD_ENOMEM.
 */
OD_API od_status od_case_facts(od_facts **out, const od_case *c);

/**
 * How many inputs were recognised and how many were not.
 * @return a count of files or byte blocks.
 */
OD_API size_t od_case_recognised(const od_case *c);

/** See od_case_recognised(). */
OD_API size_t od_case_unrecognised(const od_case *c);

/**
 * Name and reason of an unrecognised input, as one line of text.
 * @return borrowed; NULL past the end.
 */
OD_API const char *od_case_unrecognised_text(const od_case *c, size_t index);

/**
 * Diagnoses the case: a pure function of what was added and of the rules.
 * @param out free it with od_diagnosis_free(); it does not need the case
 * @return OD_OK, OD_ECONFLICT as od_case_facts(), OD_ECANCELLED,
 *         OD_ETIMEOUT, OD_ENOMEM.
 */
OD_API od_status od_case_diagnose(od_diagnosis **out, const od_case *c,
                                  od_job *job);

/** Frees a case. NULL is allowed. */
OD_API void od_case_free(od_case *c);

OD_END_DECLS

#endif
