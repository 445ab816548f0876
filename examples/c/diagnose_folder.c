/*
 * Why can this device not sign in? A folder holds what the machine printed
 * (dsregcmd /status, cmdkey /list, netsh winhttp show proxy, ...); the files
 * are recognised by content.
 *
 *   cc diagnose_folder.c $(pkg-config --cflags --libs od0x8004) -o diagnose
 *   ./diagnose ../data/healthy 0x8004de40
 */
#include <stdio.h>
#include <string.h>

#include "od0x8004/od0x8004.h"

/* What a program branches on: the verdict and the ranked causes. */
static void print_causes(const od_diagnosis *d) {
  size_t i;

  printf("verdict: %s\n", od_diagnosis_verdict(d));
  for (i = 0; i < od_diagnosis_cause_count(d); i++)
    if (strcmp(od_diagnosis_cause_grade(d, i), "open") != 0)
      printf("  %-9s %s\n", od_diagnosis_cause_grade(d, i),
             od_diagnosis_cause_id(d, i));
}

int main(int argc, char **argv) {
  od_job *job = NULL;        /* limits, cancel, progress */
  od_case *problem = NULL;   /* what is known */
  od_diagnosis *found = NULL; /* what it means */
  char *report = NULL;
  const char *unread;
  size_t i;
  int result = 1;

  if (argc < 2 || argc > 3) {
    fprintf(stderr, "usage: diagnose_folder FOLDER [CODE]\n");
    return 2;
  }
  if (od_job_new(&job) != OD_OK || od_case_new(&problem) != OD_OK) goto out;
  if (od_job_set(job, "time_limit_ms", "30000") != OD_OK) goto out;

  /* The code that was shown decides which causes start higher. */
  if (argc == 3 && od_case_set(problem, "code", argv[2]) != OD_OK) goto out;
  if (od_case_add_path(problem, argv[1], job) != OD_OK) goto out;

  /* What no reader knew is never silently left out. */
  for (i = 0; (unread = od_case_unrecognised_text(problem, i)) != NULL; i++)
    fprintf(stderr, "not recognised: %s\n", unread);

  if (od_case_diagnose(&found, problem, job) != OD_OK) goto out;
  print_causes(found);

  /* What a person reads; "json" and "ticket" are the other formats. */
  if (od_diagnosis_to_text(&report, found, "text") != OD_OK) goto out;
  printf("\n%s", report);
  result = 0;

out:
  if (result) fprintf(stderr, "diagnose_folder: %s\n", od_error_message());
  od_free(report);
  od_diagnosis_free(found);
  od_case_free(problem);
  od_job_free(job);
  return result;
}
