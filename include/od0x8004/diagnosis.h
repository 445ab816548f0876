/**
 * @file diagnosis.h
 * A diagnosis: ranked causes with their reasons, what was not measured, what
 * to do next. Document: od0x8004.diagnosis/1. How causes are ranked:
 * docs/rules.md.
 */
#ifndef OD0X8004_DIAGNOSIS_H
#define OD0X8004_DIAGNOSIS_H

#include "base.h"

OD_BEGIN_DECLS

/** The outcome of od_case_diagnose(); never changes, may be shared. */
typedef struct od_diagnosis od_diagnosis;

/**
 * The verdict: "cause-found", "nothing-found" or "cannot-tell".
 * @return static text. Threads: any.
 */
OD_API const char *od_diagnosis_verdict(const od_diagnosis *d);

/**
 * How many causes are ranked; the first is the best.
 * @return a count. Threads: any.
 */
OD_API size_t od_diagnosis_cause_count(const od_diagnosis *d);

/**
 * The id of a cause, for instance "tls.cipher-suite".
 * @return borrowed; NULL past the end. Threads: any.
 */
OD_API const char *od_diagnosis_cause_id(const od_diagnosis *d, size_t index);

/**
 * The grade of a cause: "confirmed", "likely", "possible", "open", "unlikely"
 * or "excluded".
 * @return static text; NULL past the end. Threads: any.
 */
OD_API const char *od_diagnosis_cause_grade(const od_diagnosis *d,
                                            size_t index);

/**
 * Writes a report.
 * @param out    free it with od_free()
 * @param format "text" (80 columns, the answer in the first three lines),
 *               "json" or "ticket" (three lines for the user, then what
 *               support asks for)
 * @return OD_OK, OD_EINVALID for an unknown format, OD_ENOMEM. Threads: any.
 */
OD_API od_status od_diagnosis_to_text(char **out, const od_diagnosis *d,
                                      const char *format);

/** Frees a diagnosis. NULL is allowed. */
OD_API void od_diagnosis_free(od_diagnosis *d);

OD_END_DECLS

#endif
