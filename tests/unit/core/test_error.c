#include <pthread.h>

#include "check.h"
#include "core/error.h"
#include "core/json.h"

static void names_and_numbers(void **state) {
  (void)state;
  static const struct {
    int number;
    const char *name;
  } rows[] = {
      /* Written out: a number may never change, whatever the list says. */
      {0, "OD_OK"},           {-1, "OD_EINVALID"},   {-2, "OD_ENOMEM"},
      {-3, "OD_EIO"},         {-4, "OD_EPARSE"},     {-5, "OD_ELIMIT"},
      {-6, "OD_ENOTFOUND"},   {-7, "OD_ECANCELLED"}, {-8, "OD_ETIMEOUT"},
      {-9, "OD_ENOTSUPPORTED"}, {-10, "OD_EACCESS"}, {-11, "OD_ECONFLICT"},
      {-12, "OD_EVERSION"},   {-13, "OD_EINTERNAL"}, {-14, "OD_UNKNOWN"},
      {1, "OD_UNKNOWN"},      {-99999, "OD_UNKNOWN"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    ROW_TEXT(od_status_name((od_status)rows[i].number), rows[i].name, i);
}

/* The record is JSON, whatever was put into it. */
static od_json *record_as_json(void) {
  od_json_options options = {0};
  od_json *json;
  char *copy = strdup(od_error_json());
  if (od_json_parse(&json, od_view_of(copy), &options) != OD_OK)
    print_error("not JSON: %s\n", copy);
  free(copy);
  assert_non_null(json);
  return json;
}

static void success_leaves_an_empty_record(void **state) {
  (void)state;
  od_fail(OD_EIO, "something");
  od_error_clear();
  assert_string_equal(od_error_message(), "");
  assert_string_equal(od_error_json(), "{}");
  assert_int_equal(od_error_status(), OD_OK);
  assert_null(od_error_place()->file);
}

static void every_call_clears_on_entry(void **state) {
  (void)state;
  od_job *job;
  od_fail(OD_EIO, "old");
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_string_equal(od_error_message(), "");
  od_fail(OD_EIO, "old");
  assert_int_equal(od_job_set(job, "json.max_depth", "7"), OD_OK);
  assert_string_equal(od_error_json(), "{}");
  od_job_free(job);
}

static void messages_carry_the_place(void **state) {
  (void)state;
  static const struct {
    od_place place;
    const char *message;
  } rows[] = {
      {{"a.txt", 12, 3, NULL}, "a.txt:12:3: bad 'x'"},
      {{"a.txt", 12, 0, NULL}, "a.txt:12: bad 'x'"},
      {{"a.txt", 0, 0, NULL}, "a.txt: bad 'x'"},
      {{NULL, 12, 3, NULL}, "12:3: bad 'x'"},
      {{"", 12, 3, "/a"}, "12:3: bad 'x'"},
      {{NULL, 0, 0, "/a/b"}, "bad 'x'"},
      {{"a.txt", 0, 9, NULL}, "a.txt: bad 'x'"},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    ROW(od_fail_at(OD_EPARSE, &rows[i].place, "bad '%s'", "x") == OD_EPARSE,
        i);
    ROW_TEXT(od_error_message(), rows[i].message, i);
    ROW_TEXT(od_error_bare_message(), "bad 'x'", i);
  }
}

static void json_has_what_is_known(void **state) {
  (void)state;
  od_place place = {"dir/a.txt", 4, 7, "/x/0/y~1z"};
  od_fail_at(OD_EPARSE, &place, "bad \"%s\"", "x\\y");
  assert_string_equal(
      od_error_json(),
      "{\"status\":-4,\"name\":\"OD_EPARSE\",\"message\":"
      "\"dir/a.txt:4:7: bad \\\"x\\\\y\\\"\",\"file\":\"dir/a.txt\","
      "\"line\":4,\"column\":7,\"pointer\":\"/x/0/y~1z\"}");
  od_fail_system(OD_EACCESS, 13, "Permission denied", "cannot open '%s'", "f");
  assert_string_equal(
      od_error_json(),
      "{\"status\":-10,\"name\":\"OD_EACCESS\",\"message\":"
      "\"cannot open 'f': Permission denied\",\"system_code\":13}");
  assert_string_equal(od_error_message(), "cannot open 'f': Permission denied");
  od_fail(OD_ENOTFOUND, "nothing");
  assert_string_equal(od_error_json(), "{\"status\":-6,\"name\":"
                                       "\"OD_ENOTFOUND\",\"message\":"
                                       "\"nothing\"}");
  od_fail_memory();
  assert_string_equal(od_error_message(), "out of memory");
  assert_int_equal(od_error_status(), OD_ENOMEM);
}

static void the_place_may_be_the_records_own(void **state) {
  (void)state;
  od_place place = {"a.txt", 4, 7, "/x"};
  od_fail_at(OD_EPARSE, &place, "first");
  od_fail_at(OD_EVERSION, od_error_place(), "second");
  assert_string_equal(od_error_message(), "a.txt:4:7: second");
  assert_string_equal(od_error_place()->pointer, "/x");
  od_fail_at(OD_EVERSION, od_error_place(), "again: %s",
             od_error_bare_message());
  assert_string_equal(od_error_message(), "a.txt:4:7: again: second");
}

/* A character of n bytes, cut at every offset: never half a character. */
static void long_texts_are_cut_at_characters(void **state) {
  (void)state;
  static const char *const characters[] = {"x", "\xc3\xa9", "\xe2\x82\xac",
                                           "\xf0\x9f\x98\x80"};
  for (size_t i = 0; i < COUNT_OF(characters); i++) {
    for (size_t shift = 0; shift < 8; shift++) {
      char text[9000] = "........";
      size_t size = shift, step = strlen(characters[i]);
      for (; size + step < sizeof text; size += step)
        memcpy(text + size, characters[i], step);
      text[size] = '\0';
      od_place place = {text, 1, 1, text};
      od_fail_at(OD_EPARSE, &place, "%s", text);
      size_t kept = strlen(od_error_bare_message());
      ROW((kept - shift) % step == 0 && kept >= 1000 && kept < 1024, i);
      ROW(!strncmp(od_error_bare_message(), text, kept), i);
      od_json *json = record_as_json(); /* valid UTF-8 is asked for there */
      ROW(od_json_member(json, "pointer") != NULL, i);
      od_json_free(json);
    }
  }
}

/* Whatever goes in, what comes out may go to a terminal and into JSON. */
static void records_are_calm_and_valid(void **state) {
  (void)state;
  static const char *const rows[] = {
      "\x1b[31mred\x1b[0m", "line\nline\r\n\ttab", "bell\a del\x7f",
      "\xff\xfe", "half \xc3", "half \xe2\x82", "late \x80\x80", "\xed\xa0\x80",
      "\xf4\x90\x80\x80", "\xc0\xaf", "csi \xc2\x9b[", "quote \" \\ /",
      "\xc3\xa9 fine", "%s%n%d",
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_place place = {rows[i], 1, 1, rows[i]};
    od_fail_at(OD_EPARSE, &place, "'%s'", rows[i]);
    for (const char *c = od_error_message(); *c; c++)
      ROW((unsigned char)*c >= 0x20 && *c != 0x7f, i);
    ROW(!strstr(od_error_message(), "\xc2\x9b"), i);
    od_json *json = record_as_json();
    ROW_TEXT(od_json_text(od_json_member(json, "message")),
             od_error_message(), i);
    od_json_free(json);
    od_fail_system(OD_EIO, 5, rows[i], "'%s'", rows[i]);
    od_json_free(record_as_json());
  }
  od_fail(OD_EIO, "\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80");
  assert_string_equal(od_error_message(), "\xc3\xa9 \xe2\x82\xac "
                                          "\xf0\x9f\x98\x80");
}

static void the_fullest_record_is_whole(void **state) {
  (void)state;
  char text[4000];
  memset(text, '"', sizeof text - 1); /* each takes two bytes in JSON */
  text[sizeof text - 1] = '\0';
  od_place place = {text, 4000000000u, 4000000000u, text};
  od_fail_at(OD_EPARSE, &place, "%s", text);
  od_json *json = record_as_json();
  assert_int_equal((long long)od_json_number(od_json_member(json, "column")),
                   4000000000LL);
  assert_non_null(od_json_text(od_json_member(json, "pointer")));
  od_json_free(json);
}

static void *other_thread(void *user) {
  int *clean = user;
  *clean = !strcmp(od_error_message(), "") && !strcmp(od_error_json(), "{}");
  od_fail(OD_EIO, "of the other thread");
  return NULL;
}

static void each_thread_has_its_own(void **state) {
  (void)state;
  pthread_t thread;
  int clean = 0;
  od_fail(OD_EPARSE, "of this thread");
  assert_int_equal(pthread_create(&thread, NULL, other_thread, &clean), 0);
  pthread_join(thread, NULL);
  assert_true(clean);
  assert_string_equal(od_error_message(), "of this thread");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_and_numbers),
      cmocka_unit_test(success_leaves_an_empty_record),
      cmocka_unit_test(every_call_clears_on_entry),
      cmocka_unit_test(messages_carry_the_place),
      cmocka_unit_test(json_has_what_is_known),
      cmocka_unit_test(the_place_may_be_the_records_own),
      cmocka_unit_test(long_texts_are_cut_at_characters),
      cmocka_unit_test(records_are_calm_and_valid),
      cmocka_unit_test(the_fullest_record_is_whole),
      cmocka_unit_test(each_thread_has_its_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
