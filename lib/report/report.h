/* Reports of a diagnosis; od_diagnosis_to_text chooses one. */
#ifndef OD_REPORT_REPORT_H
#define OD_REPORT_REPORT_H

#include "core/buffer.h"
#include "diagnosis/diagnosis.h"
#include "repair/plan.h"

enum { OD_REPORT_COLUMNS = 80 };

/* Where a cause has its page, in the documentation. */
#define OD_REPORT_PAGE "docs/causes/%s.md"

od_status od_report_text(od_buffer *out, const od_diagnosis *d,
                         const od_plan_steps *plan);
od_status od_report_json(od_buffer *out, const od_diagnosis *d,
                         const od_plan_steps *plan);
od_status od_report_ticket(od_buffer *out, const od_diagnosis *d,
                           const od_plan_steps *plan);

/*
 * Appends text folded at words to 80 columns. The first line starts with
 * `head`, the others with as many blanks; a longer word is broken.
 */
void od_report_fold(od_buffer *out, const char *head, const char *text);

/* A command is never folded: it is there to be pasted. */
void od_report_command(od_buffer *out, const char *head,
                       const char *command);

/* The finding that counts most for a cause, or NULL. */
const od_finding *od_report_reason(const od_diagnosis *d,
                                   const od_cause *cause);
const od_effect *od_report_effect(const od_effect *list, size_t count,
                                  const od_cause *cause);

/* A measured text fact, or NULL. */
const char *od_report_fact(const od_diagnosis *d, const char *name);

/* The file that a fact comes from, or NULL. */
const char *od_report_source(const od_diagnosis *d, const od_fact *fact);

/* A clause that says why the next measurement is the next. */
const char *od_report_because(const od_diagnosis *d);

#endif
