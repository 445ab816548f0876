/* A reader that recognises a text is never kept from it by the gate. */
#include <dirent.h>
#include <sys/stat.h>

#include "reader_test.h"

static const od_reader *const readers[] = {
    &od_reader_dsregcmd, &od_reader_cmdkey,   &od_reader_netsh,
    &od_reader_registry, &od_reader_ciphers,  &od_reader_services,
    &od_reader_w32tm,    &od_reader_curl,     &od_reader_ipconfig,
    &od_reader_route,    &od_reader_nslookup, &od_reader_certutil,
    &od_reader_events,   &od_reader_whoami,   &od_reader_directory,
    &od_reader_sharepoint, &od_reader_versions};

enum { READERS = sizeof readers / sizeof *readers, LARGE = 70000 };

typedef struct tally {
  size_t files, recognised, wrong;
} tally;

static void check_text(tally *all, const char *path, const od_text *text) {
  unsigned open = od_gate_open(readers, READERS, text);
  for (size_t i = 0; i < READERS; i++) {
    if (readers[i]->recognises(text) <= 0) continue;
    all->recognised++;
    if ((open >> i & 1) && od_gate_open(&readers[i], 1, text)) continue;
    print_error("%s is not asked about %s\n", readers[i]->kind, path);
    all->wrong++;
  }
}

/* The whole, and a half of it. */
static void check_file(tally *all, const char *path, size_t size) {
  char *bytes = malloc(size + 1);
  FILE *file = fopen(path, "rb");
  assert_non_null(bytes);
  assert_non_null(file);
  assert_int_equal(fread(bytes, 1, size, file), size);
  fclose(file);
  for (size_t part = 1; part <= 2; part++) {
    od_text text = text_of(bytes, size / part);
    check_text(all, path, &text);
    od_text_release(&text);
  }
  free(bytes);
  all->files++;
}

static void check_path(tally *all, const char *path) {
  char inner[4096];
  struct stat about;
  assert_int_equal(stat(path, &about), 0);
  if (!S_ISDIR(about.st_mode)) {
    check_file(all, path, (size_t)about.st_size);
    return;
  }
  DIR *folder = opendir(path);
  assert_non_null(folder);
  for (struct dirent *e; (e = readdir(folder));) {
    if (e->d_name[0] == '.') continue;
    snprintf(inner, sizeof inner, "%s/%s", path, e->d_name);
    check_path(all, inner);
  }
  closedir(folder);
}

static void what_is_recognised_is_asked_about(void **state) {
  (void)state;
  tally all = {0, 0, 0};
  check_path(&all, OD_SOURCE_DIR "/tests/cases");
  check_path(&all, OD_SOURCE_DIR "/tests/fuzz/corpus");
  check_path(&all, OD_SOURCE_DIR "/examples/data");
  print_message("%zu files, recognised %zu times\n", all.files,
                all.recognised);
  assert_true(all.recognised > 500);
  assert_int_equal(all.wrong, 0);
}

/* Behind text that is nobody's, at the very end, in capitals. */
static int opens(const od_reader *reader, const char *needle) {
  char bytes[256] = "";
  size_t size = (size_t)snprintf(bytes, sizeof bytes, "qqqq %s", needle);
  for (size_t i = 0; i < size; i++)
    if (bytes[i] >= 'a' && bytes[i] <= 'z')
      bytes[i] = (char)(bytes[i] - 'a' + 'A');
  od_text text = {bytes, size, "utf-8", 0};
  return od_gate_open(&reader, 1, &text) != 0;
}

static void every_needle_opens(void **state) {
  (void)state;
  for (size_t i = 0; i < READERS; i++)
    for (size_t n = 0; readers[i]->needs && readers[i]->needs[n]; n++) {
      assert_true(strlen(readers[i]->needs[n]) >= 4);
      if (!opens(readers[i], readers[i]->needs[n]))
        fail_msg("%s: %s", readers[i]->kind, readers[i]->needs[n]);
    }
}

static void foreign_text_is_kept_from_all_that_can_tell(void **state) {
  (void)state;
  for (size_t i = 0; i < READERS; i++)
    if (readers[i]->needs && opens(readers[i], "and nothing else\nat all\n"))
      fail_msg("%s", readers[i]->kind);
}

static void no_text_is_no_trouble(void **state) {
  (void)state;
  for (size_t size = 0; size < 5; size++) {
    char bytes[] = "q\nq\n";
    od_text text = {bytes, size, "utf-8", 0};
    od_gate_open(readers, READERS, &text);
  }
}

static od_status count_part(void *user, od_facts *part) {
  (void)user;
  od_facts_free(part);
  return OD_OK;
}

static size_t readers_of(const char *bytes, size_t size) {
  od_reader_sink sink = {count_part, NULL, 0};
  od_text text = text_of(bytes, size);
  od_job *job = job_of();
  assert_int_equal(od_readers_read(&sink, "x", &text, job), OD_OK);
  od_job_free(job);
  od_text_release(&text);
  return sink.count;
}

/* The gate is asked from a size on: what follows much else is still found. */
static void a_large_text_is_read_as_a_small_one(void **state) {
  (void)state;
  static const char last[] =
      "Tracking time.windows.com [20.101.57.9:123].\n"
      "10:11:12, +00.5000000s\n\n"
      "SERVICE_NAME: NlaSvc\n        TYPE               : 20  WIN32\n"
      "        STATE              : 4  RUNNING\n"
      "                                (STOPPABLE, NOT_PAUSABLE)\n\n"
      "Aktuell gespeicherte Anmeldeinformationen:\n\n* KEINE *\n\n"
      "Computer\\HKU\n[HKU\\S-1-5-21-1-2-3-1001]\n";
  char *bytes = malloc(LARGE + sizeof last);
  assert_non_null(bytes);
  for (size_t i = 0; i < LARGE; i++) bytes[i] = i % 50 ? 'q' : '\n';
  memcpy(bytes + LARGE, last, sizeof last);
  size_t small = readers_of(last, sizeof last - 1);
  assert_int_equal(small, 4);
  assert_int_equal(readers_of(bytes, LARGE + sizeof last - 1), small);
  free(bytes);
}

/* One row of sc or w32tm tells, in whatever language the rest is. */
static void shapes_open_without_words(void **state) {
  (void)state;
  static const char *const services[] = {
      "TYP : 20  WIN32", "TYP:\t110  WIN32", "TYP\xef\xbc\x9a 20 x",
      "TYP : \xc2\xa0 20 x"};
  static const char *const charts[] = {
      "10:11:12, +00.0", "10:11:12 -00.0", "10:11:12, d:+00.0"};
  for (size_t i = 0; i < sizeof services / sizeof *services; i++)
    assert_true(opens(&od_reader_services, services[i]));
  for (size_t i = 0; i < sizeof charts / sizeof *charts; i++)
    assert_true(opens(&od_reader_w32tm, charts[i]));
  assert_false(opens(&od_reader_services, "\"a\"=dword:00000001\n\"b\"=x"));
  assert_false(opens(&od_reader_w32tm, "10:11:12.000 UTC"));
  assert_true(opens(&od_reader_cmdkey, "a:\n* KEINE *\n"));
  assert_true(opens(&od_reader_whoami, "contoso\\jane"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_recognised_is_asked_about),
      cmocka_unit_test(every_needle_opens),
      cmocka_unit_test(foreign_text_is_kept_from_all_that_can_tell),
      cmocka_unit_test(no_text_is_no_trouble),
      cmocka_unit_test(a_large_text_is_read_as_a_small_one),
      cmocka_unit_test(shapes_open_without_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
