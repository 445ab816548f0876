#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "core/error.h"
#include "core/job.h"
#include "os/files.h"

static char folder[] = "/tmp/od-files-XXXXXX";

static char *path_of(const char *name) {
  static char path[4][600];
  static unsigned next;
  char *out = path[next++ % 4];
  snprintf(out, sizeof path[0], "%s/%s", folder, name);
  return out;
}

static void put_file(const char *name, const char *data, size_t size) {
  FILE *file = fopen(path_of(name), "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(data, 1, size, file), size);
  assert_int_equal(fclose(file), 0);
}

static int open_folder(void **state) {
  (void)state;
  if (!mkdtemp(folder)) return -1;
  return mkdir(path_of("in"), 0700) || mkdir(path_of("in/er"), 0700) ||
         mkdir(path_of("empty"), 0700);
}

static int remove_folder(void **state) {
  char command[64];
  (void)state;
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

static void whole_files(void **state) {
  (void)state;
  static const size_t sizes[] = {0, 1, 255, 65535, 65536, 65537, 200000};
  char *bytes = malloc(200000), *data;
  size_t size;
  for (size_t i = 0; i < 200000; i++) bytes[i] = (char)(i * 7 % 256);
  for (size_t i = 0; i < COUNT_OF(sizes); i++) {
    put_file("whole", bytes, sizes[i]);
    ROW(od_file_read(&data, &size, path_of("whole"), 200000) == OD_OK, i);
    ROW(size == sizes[i] && !memcmp(data, bytes, size), i);
    ROW(data[size] == '\0', i);
    od_free(data);
  }
  free(bytes);
}

static void limits(void **state) {
  (void)state;
  static const struct {
    size_t size, limit;
    od_status status;
  } rows[] = {
      {10, 10, OD_OK}, {11, 10, OD_ELIMIT}, {70000, 65536, OD_ELIMIT},
      {0, 0, OD_OK},   {1, 0, OD_ELIMIT},
  };
  static char bytes[70000];
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    char *data;
    size_t size;
    put_file("limit", bytes, rows[i].size);
    ROW(od_file_read(&data, &size, path_of("limit"), rows[i].limit) ==
            rows[i].status,
        i);
    ROW((data != NULL) == (rows[i].status == OD_OK), i);
    od_free(data);
  }
  assert_non_null(strstr(od_error_message(), "limit' is over the limit of 0"));
}

static void what_cannot_be_read(void **state) {
  (void)state;
  char *data, message[700];
  size_t size;
  assert_int_equal(od_file_read(&data, &size, path_of("none"), 10), OD_EIO);
  assert_null(data);
  snprintf(message, sizeof message,
           "cannot open '%s': No such file or directory", path_of("none"));
  assert_string_equal(od_error_message(), message);
  assert_non_null(strstr(od_error_json(), "\"system_code\":2"));
  assert_int_equal(od_file_read(&data, &size, path_of("in"), 10), OD_EIO);
  assert_non_null(strstr(od_error_message(), "is a folder"));
  assert_int_equal(od_file_read(&data, &size, "", 10), OD_EIO);
}

static void an_endless_file_ends_at_the_limit(void **state) {
  (void)state;
  char *data;
  size_t size;
  assert_int_equal(od_file_read(&data, &size, "/dev/zero", 1 << 20),
                   OD_ELIMIT);
  assert_null(data);
}

static void standard_input(void **state) {
  (void)state;
  char *data;
  size_t size;
  int ends[2], before = dup(STDIN_FILENO);
  assert_int_equal(pipe(ends), 0);
  assert_int_equal(write(ends[1], "from a pipe", 11), 11);
  close(ends[1]);
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  assert_int_equal(od_file_read(&data, &size, "-", 100), OD_OK);
  assert_string_equal(data, "from a pipe");
  od_free(data);
  dup2(before, STDIN_FILENO);
  close(before);
}

static void folders_and_names(void **state) {
  (void)state;
  assert_true(od_path_is_folder(folder));
  assert_true(od_path_is_folder(path_of("in/")));
  put_file("plain", "x", 1);
  assert_false(od_path_is_folder(path_of("plain")));
  assert_false(od_path_is_folder(path_of("none")));
  assert_false(od_path_is_folder(""));
  assert_string_equal(od_path_name("a/b/c.txt"), "c.txt");
  assert_string_equal(od_path_name("c.txt"), "c.txt");
  assert_string_equal(od_path_name("a/"), "");
}

typedef struct seen {
  char names[2000];
  size_t count;
  od_status answer; /* of the third visit */
} seen;

static od_status visit(void *user, const char *path, const char *name) {
  seen *s = user;
  size_t size = strlen(s->names);
  assert_int_equal(strncmp(path, folder, strlen(folder)), 0);
  assert_string_equal(path + strlen(path) - strlen(name), name);
  snprintf(s->names + size, sizeof s->names - size, "%s\n", name);
  return ++s->count == 3 ? s->answer : OD_OK;
}

static int plant(void **state) {
  (void)state;
  put_file("in/b.txt", "b", 1);
  put_file("in/B.txt", "B", 1);
  put_file("in/er/z", "z", 1);
  put_file("in/er.txt", "x", 1);
  put_file("in/\xc3\xa9", "e", 1);
  put_file("in/.hidden", "h", 1);
  return symlink("b.txt", path_of("in/link")) ||
         symlink("..", path_of("in/loop")) ||
         symlink("nowhere", path_of("in/dangling")) ||
         mkfifo(path_of("in/pipe"), 0600);
}

static const char all[] = ".hidden\nB.txt\nb.txt\ner/z\ner.txt\nlink\n"
                          "\xc3\xa9\n";

static void a_walk_is_in_order_of_names(void **state) {
  (void)state;
  seen s = {"", 0, OD_OK};
  assert_int_equal(od_folder_walk(path_of("in"), 100, visit, &s), OD_OK);
  assert_string_equal(s.names, all);
  s = (seen){"", 0, OD_OK};
  assert_int_equal(od_folder_walk(path_of("in/"), 7, visit, &s), OD_OK);
  assert_string_equal(s.names, all);
  s = (seen){"", 0, OD_OK};
  assert_int_equal(od_folder_walk(path_of("empty"), 0, visit, &s), OD_OK);
  assert_int_equal(s.count, 0);
}

static void a_walk_stops(void **state) {
  (void)state;
  seen s = {"", 0, OD_ECANCELLED};
  assert_int_equal(od_folder_walk(path_of("in"), 100, visit, &s),
                   OD_ECANCELLED);
  assert_int_equal(s.count, 3);
  s = (seen){"", 0, OD_OK};
  assert_int_equal(od_folder_walk(path_of("in"), 6, visit, &s), OD_ELIMIT);
  assert_int_equal(s.count, 6);
  assert_string_equal(od_error_message(), "more files than allowed");
}

static void a_walk_needs_a_folder(void **state) {
  (void)state;
  seen s = {"", 0, OD_OK};
  assert_int_equal(od_folder_walk(path_of("none"), 9, visit, &s), OD_EIO);
  assert_int_equal(od_folder_walk(path_of("in/b.txt"), 9, visit, &s), OD_EIO);
  assert_int_equal(s.count, 0);
}

static void folders_in_folders_have_an_end(void **state) {
  (void)state;
  seen s = {"", 0, OD_OK};
  char path[600];
  snprintf(path, sizeof path, "%s/deep", folder);
  for (int i = 0; i < 80; i++) {
    assert_int_equal(mkdir(path, 0700), 0);
    strcat(path, "/d");
  }
  assert_int_equal(od_folder_walk(path_of("deep"), 9, visit, &s), OD_ELIMIT);
  assert_non_null(strstr(od_error_message(), "nested too deeply"));
}

/* Only a user for whom the system says no can try this. */
static void a_folder_inside_that_is_closed_is_visited(void **state) {
  (void)state;
  seen s = {"", 0, OD_OK};
  if (geteuid() == 0) {
    if (seteuid(65534) != 0) skip();
    seteuid(0);
  }
  assert_int_equal(mkdir(path_of("half"), 0755), 0);
  assert_int_equal(mkdir(path_of("half/closed"), 0), 0);
  put_file("half/open.txt", "x", 1);
  chmod(folder, 0755);
  int root = geteuid() == 0 && seteuid(65534) == 0;
  od_status status = od_folder_walk(path_of("half"), 9, visit, &s);
  char *data;
  size_t size;
  od_status inner = od_file_read(&data, &size, path_of("half/closed"), 9);
  if (root) assert_int_equal(seteuid(0), 0);
  chmod(path_of("half/closed"), 0700);
  assert_int_equal(status, OD_OK);
  assert_string_equal(s.names, "closed\nopen.txt\n");
  assert_int_equal(inner, OD_EACCESS); /* whoever reads it learns why */
}

static void the_clock_never_goes_back(void **state) {
  (void)state;
  unsigned long long last = od_clock_ms();
  for (size_t i = 0; i < 100000; i++) {
    unsigned long long now = od_clock_ms();
    ROW(now >= last, i);
    last = now;
  }
}

/* Piece by piece, and then the rest: the same bytes as at once. */
static void files_in_pieces(void **state) {
  static const size_t pieces[] = {1, 7, 4096, 65536, 100000, 300000};
  size_t total = 200000;
  char *bytes = malloc(total);
  (void)state;
  for (size_t i = 0; i < total; i++) bytes[i] = (char)(i * 11 % 256);
  put_file("pieces", bytes, total);
  for (size_t i = 0; i < COUNT_OF(pieces); i++) {
    od_file *file;
    od_buffer out = {0};
    assert_int_equal(od_file_open(&file, path_of("pieces")), OD_OK);
    for (int n = 0; n < 3; n++) {
      size_t before = out.size;
      ROW(od_file_next(file, &out, pieces[i]) == OD_OK, i);
      ROW(out.size - before <= pieces[i], i);
    }
    ROW(od_file_rest(file, &out, total) == OD_OK, i);
    ROW(out.size == total && !memcmp(out.data, bytes, total), i);
    ROW(od_file_next(file, &out, 1) == OD_OK && out.size == total, i);
    od_file_close(file);
    od_buffer_release(&out);
  }
  free(bytes);
}

static void pieces_have_the_same_ends(void **state) {
  od_file *file;
  od_buffer out = {0};
  (void)state;
  assert_int_equal(od_file_open(&file, path_of("none")), OD_EIO);
  assert_null(file);
  assert_int_equal(od_file_open(&file, path_of("empty")), OD_EIO);
  assert_null(file);
  put_file("few", "12345", 5);
  assert_int_equal(od_file_open(&file, path_of("few")), OD_OK);
  assert_int_equal(od_file_next(file, &out, 5), OD_OK);
  assert_int_equal(od_file_rest(file, &out, 4), OD_ELIMIT);
  od_file_close(file);
  od_file_close(NULL);
  od_buffer_release(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whole_files),
      cmocka_unit_test(files_in_pieces),
      cmocka_unit_test(pieces_have_the_same_ends),
      cmocka_unit_test(limits),
      cmocka_unit_test(what_cannot_be_read),
      cmocka_unit_test(an_endless_file_ends_at_the_limit),
      cmocka_unit_test(standard_input),
      cmocka_unit_test(folders_and_names),
      cmocka_unit_test_setup(a_walk_is_in_order_of_names, plant),
      cmocka_unit_test(a_walk_stops),
      cmocka_unit_test(a_walk_needs_a_folder),
      cmocka_unit_test(folders_in_folders_have_an_end),
      cmocka_unit_test(a_folder_inside_that_is_closed_is_visited),
      cmocka_unit_test(the_clock_never_goes_back),
  };
  return cmocka_run_group_tests(tests, open_folder, remove_folder);
}
