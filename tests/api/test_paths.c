/* Files that cannot be read are findings, and no document names a path. */
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "od0x8004/od0x8004.h"

static char folder[] = "/tmp/od-paths-XXXXXX";
static char inner[100];

static void put_file(const char *name, size_t size) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", inner, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  for (size_t i = 0; i < size; i++) fputc('x', file);
  assert_int_equal(fclose(file), 0);
}

static int set_up(void **state) {
  (void)state;
  if (!mkdtemp(folder)) return -1;
  snprintf(inner, sizeof inner, "%s/evidence", folder);
  if (mkdir(inner, 0755) || chmod(folder, 0755)) return -1;
  put_file("large.txt", 5000);
  put_file("small.txt", 10);
  put_file("closed.txt", 10);
  char path[200];
  snprintf(path, sizeof path, "%s/closed.txt", inner);
  return chmod(path, 0);
}

static int tear_down(void **state) {
  char command[100];
  (void)state;
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

static od_case *read_as_nobody(od_job *job, const char *path,
                               od_status status) {
  od_case *c;
  assert_int_equal(od_case_new(&c), OD_OK);
  int root = geteuid() == 0;
  if (root) assert_int_equal(seteuid(65534), 0);
  od_status got = od_case_add_path(c, path, job);
  if (root) assert_int_equal(seteuid(0), 0);
  assert_int_equal(got, status);
  return c;
}

static void check_no_path(const od_case *c, od_job *job) {
  od_diagnosis *d;
  static const char *const formats[] = {"text", "json", "ticket"};
  assert_int_equal(od_case_diagnose(&d, c, job), OD_OK);
  for (size_t i = 0; i < COUNT_OF(formats); i++) {
    char *text;
    ROW(od_diagnosis_to_text(&text, d, formats[i]) == OD_OK, i);
    ROW(!strstr(text, "od-paths"), i);
    od_free(text);
  }
  od_diagnosis_free(d);
}

static void a_folder_with_closed_and_large_files(void **state) {
  (void)state;
  static const char *const findings[] = {
      "closed.txt: cannot open 'closed.txt': Permission denied",
      "large.txt: 'large.txt' is over the limit of 1000 bytes",
      "small.txt: not recognised",
  };
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_job_set(job, "input.max_bytes", "1000"), OD_OK);
  od_case *c = read_as_nobody(job, inner, OD_OK);
  assert_string_equal(od_error_message(), "");
  assert_int_equal(od_case_unrecognised(c), COUNT_OF(findings));
  for (size_t i = 0; i < COUNT_OF(findings); i++)
    ROW_TEXT(od_case_unrecognised_text(c, i), findings[i], i);
  check_no_path(c, job);
  od_case_free(c);
  od_job_free(job);
}

/* Whoever named the file sees the path as it was given. */
static void a_file_that_was_named_itself(void **state) {
  (void)state;
  char path[200], message[400];
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  snprintf(path, sizeof path, "%s/closed.txt", inner);
  od_case *c = read_as_nobody(job, path, OD_EACCESS);
  snprintf(message, sizeof message, "cannot open '%s': Permission denied",
           path);
  assert_string_equal(od_error_message(), message);
  assert_string_equal(od_case_unrecognised_text(c, 0),
                      "closed.txt: cannot open 'closed.txt': "
                      "Permission denied");
  check_no_path(c, job);
  od_case_free(c);
  od_job_free(job);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_folder_with_closed_and_large_files),
      cmocka_unit_test(a_file_that_was_named_itself),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
