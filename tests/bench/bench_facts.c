/*
 * Reads device folders, one case each, through the public interface.
 * usage: bench_facts FOLDER COUNT (FOLDER/0 … FOLDER/COUNT-1)
 */
#include <stdio.h>
#include <stdlib.h>

#include "od0x8004/od0x8004.h"

static int read_device(const char *path, od_job *job) {
  od_case *c;
  od_facts *facts = NULL;
  char *json = NULL;
  int good = !od_case_new(&c) && !od_case_add_path(c, path, job) &&
             !od_case_facts(&facts, c) && !od_facts_to_json(&json, facts);
  od_free(json);
  od_facts_free(facts);
  od_case_free(c);
  return good;
}

int main(int argc, char **argv) {
  char path[4096];
  od_job *job;
  if (argc != 3 || od_job_new(&job)) return 2;
  long count = strtol(argv[2], NULL, 10);
  for (long i = 0; i < count; i++) {
    snprintf(path, sizeof path, "%s/%ld", argv[1], i);
    if (!read_device(path, job)) {
      fprintf(stderr, "%s: %s\n", path, od_error_message());
      return 1;
    }
  }
  od_job_free(job);
  return 0;
}
