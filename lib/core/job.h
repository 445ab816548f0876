/* What a job means to the code that does the work. */
#ifndef OD_CORE_JOB_H
#define OD_CORE_JOB_H

#include "core/error.h"

/* OD_OK, or OD_ECANCELLED / OD_ETIMEOUT with the record set. Cheap. */
od_status od_job_check(od_job *job);
void od_job_advance(od_job *job, int thousandths);

size_t od_job_max_bytes(const od_job *job);
unsigned od_job_max_depth(const od_job *job);
int od_job_forgives_commas(const od_job *job);
int od_job_code_page(const od_job *job);

/* Keeps a warning; OD_ENOMEM, or OD_OK also when enough are kept. */
od_status od_job_warn(od_job *job, const od_place *place,
                      const char *message);

/* Monotonic; declared here for the time limit, defined in os/. */
unsigned long long od_clock_ms(void);

#endif
