#include <pthread.h>
#include <time.h>

#include "check.h"
#include "core/error.h"
#include "core/job.h"
#include "core/json.h"

static void defaults(void **state) {
  (void)state;
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_job_max_bytes(job), 268435456);
  assert_int_equal(od_job_max_depth(job), 128);
  assert_int_equal(od_job_code_page(job), 1252);
  assert_int_equal(od_job_forgives_commas(job), 0);
  assert_int_equal(od_job_progress(job), 0);
  assert_int_equal(od_job_check(job), OD_OK);
  od_job_free(job);
  od_job_free(NULL);
}

static const struct option {
  const char *name, *value;
  od_status status;
} options[] = {
    {"time_limit_ms", "0", OD_OK},
    {"time_limit_ms", "60000", OD_OK},
    {"time_limit_ms", "", OD_EINVALID},
    {"time_limit_ms", "-1", OD_EINVALID},
    {"time_limit_ms", "1.5", OD_EINVALID},
    {"time_limit_ms", "1s", OD_EINVALID},
    {"time_limit_ms", " 1", OD_EINVALID},
    {"time_limit_ms", "18446744073709551615", OD_EINVALID},
    {"time_limit_ms", "18446744073709551616", OD_EINVALID},
    {"text.code_page", "437", OD_OK},
    {"text.code_page", "850", OD_OK},
    {"text.code_page", "852", OD_OK},
    {"text.code_page", "866", OD_OK},
    {"text.code_page", "1250", OD_OK},
    {"text.code_page", "1251", OD_OK},
    {"text.code_page", "1252", OD_OK},
    {"text.code_page", "1253", OD_OK},
    {"text.code_page", "1254", OD_OK},
    {"text.code_page", "1255", OD_OK},
    {"text.code_page", "1256", OD_OK},
    {"text.code_page", "1257", OD_OK},
    {"text.code_page", "1258", OD_OK},
    {"text.code_page", "65001", OD_EINVALID},
    {"text.code_page", "1259", OD_EINVALID},
    {"text.code_page", "0", OD_EINVALID},
    {"text.code_page", "windows-1252", OD_EINVALID},
    {"text.code_page", "4294968548", OD_EINVALID}, /* 1252 + 2^32 */
    {"input.max_bytes", "1", OD_OK},
    {"input.max_bytes", "0", OD_EINVALID},
    {"input.max_bytes", "18446744073709551615", OD_EINVALID},
    {"json.max_depth", "1", OD_OK},
    {"json.max_depth", "512", OD_OK},
    {"json.max_depth", "513", OD_EINVALID},
    {"json.max_depth", "0", OD_EINVALID},
    {"json.max_depth", "4294967297", OD_EINVALID},
    {"json.forgive_commas", "true", OD_OK},
    {"json.forgive_commas", "false", OD_OK},
    {"json.forgive_commas", "1", OD_EINVALID},
    {"json.forgive_commas", "TRUE", OD_EINVALID},
    {"json.forgive_commas", "", OD_EINVALID},
    {"no.such", "1", OD_EINVALID},
    {"", "1", OD_EINVALID},
    {"JSON.max_depth", "1", OD_EINVALID},
};

static void options_are_checked(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT_OF(options); i++) {
    od_job *job;
    assert_int_equal(od_job_new(&job), OD_OK);
    od_fail(OD_EIO, "old");
    ROW(od_job_set(job, options[i].name, options[i].value) ==
            options[i].status,
        i);
    if (options[i].status == OD_OK) {
      ROW_TEXT(od_error_json(), "{}", i);
    } else {
      ROW(strstr(od_error_message(), options[i].name) != NULL, i);
      ROW(od_job_max_depth(job) == 128 && od_job_code_page(job) == 1252, i);
      ROW(od_job_max_bytes(job) == 268435456, i);
    }
    ROW(od_job_check(job) == OD_OK, i);
    od_job_free(job);
  }
}

static void options_are_kept(void **state) {
  (void)state;
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  od_job_set(job, "text.code_page", "866");
  od_job_set(job, "input.max_bytes", "12");
  od_job_set(job, "json.max_depth", "13");
  od_job_set(job, "json.forgive_commas", "true");
  assert_int_equal(od_job_code_page(job), 866);
  assert_int_equal(od_job_max_bytes(job), 12);
  assert_int_equal(od_job_max_depth(job), 13);
  assert_int_equal(od_job_forgives_commas(job), 1);
  od_job_set(job, "json.forgive_commas", "false");
  assert_int_equal(od_job_forgives_commas(job), 0);
  od_job_free(job);
}

static void an_unknown_option_lists_the_known(void **state) {
  (void)state;
  static const char *const names[] = {"time_limit_ms", "text.code_page",
                                      "input.max_bytes", "json.max_depth",
                                      "json.forgive_commas"};
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_job_set(job, "network.proxy", "none"), OD_EINVALID);
  for (size_t i = 0; i < COUNT_OF(names); i++)
    ROW(strstr(od_error_message(), names[i]) != NULL, i);
  od_job_free(job);
}

static void *cancel_soon(void *job) {
  nanosleep(&(struct timespec){0, 20000000}, NULL);
  od_job_cancel(job);
  return NULL;
}

static void another_thread_cancels(void **state) {
  (void)state;
  pthread_t thread;
  od_job *job;
  od_status status;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(pthread_create(&thread, NULL, cancel_soon, job), 0);
  unsigned long long start = od_clock_ms();
  while ((status = od_job_check(job)) == OD_OK && od_clock_ms() < start + 9999)
    od_job_advance(job, (int)(od_clock_ms() - start) % 1000);
  pthread_join(thread, NULL);
  assert_int_equal(status, OD_ECANCELLED);
  assert_string_equal(od_error_message(), "cancelled");
  assert_int_equal(od_job_check(job), OD_ECANCELLED); /* stays so */
  assert_int_equal(od_job_set(job, "json.max_depth", "9"), OD_OK);
  assert_int_equal(od_job_check(job), OD_ECANCELLED);
  od_job_free(job);
}

static void the_time_limit_ends_work(void **state) {
  (void)state;
  od_job *job;
  od_status status;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_job_set(job, "time_limit_ms", "30"), OD_OK);
  unsigned long long start = od_clock_ms();
  while ((status = od_job_check(job)) == OD_OK &&
         od_clock_ms() < start + 9999) {
  }
  assert_int_equal(status, OD_ETIMEOUT);
  assert_true(od_clock_ms() - start >= 30);
  assert_string_equal(od_error_message(), "the time limit was reached");
  assert_int_equal(od_job_set(job, "time_limit_ms", "0"), OD_OK);
  assert_int_equal(od_job_check(job), OD_OK); /* taken back */
  od_job_free(job);
}

static void a_refused_limit_changes_nothing(void **state) {
  (void)state;
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  od_job_set(job, "time_limit_ms", "1");
  nanosleep(&(struct timespec){0, 3000000}, NULL);
  assert_int_equal(od_job_set(job, "time_limit_ms", "99999999999999"),
                   OD_EINVALID);
  assert_int_equal(od_job_check(job), OD_ETIMEOUT);
  od_job_free(job);
}

static void warnings_are_kept_with_their_place(void **state) {
  (void)state;
  od_job *job;
  od_json *json;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_null(od_job_warning(job, 0));
  assert_int_equal(od_job_set(job, "json.forgive_commas", "true"), OD_OK);
  assert_int_equal(
      od_json_parse_for(&json, "a.json", od_view_of("[1,\n [2,],]"), job),
      OD_OK);
  od_json_free(json);
  assert_string_equal(od_job_warning(job, 0), "a.json:2:4: trailing comma");
  assert_string_equal(od_job_warning(job, 1), "a.json:2:6: trailing comma");
  assert_null(od_job_warning(job, 2));
  for (int i = 0; i < 1200; i++)
    assert_int_equal(od_job_warn(job, &(od_place){"b", 1, 1, NULL}, "m"),
                     OD_OK);
  assert_non_null(od_job_warning(job, 999));
  assert_null(od_job_warning(job, 1000));
  od_job_free(job);
}

static void progress_is_seen(void **state) {
  (void)state;
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  od_job_advance(job, 421);
  assert_int_equal(od_job_progress(job), 421);
  od_job_free(job);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(defaults),
      cmocka_unit_test(options_are_checked),
      cmocka_unit_test(options_are_kept),
      cmocka_unit_test(an_unknown_option_lists_the_known),
      cmocka_unit_test(another_thread_cancels),
      cmocka_unit_test(the_time_limit_ends_work),
      cmocka_unit_test(a_refused_limit_changes_nothing),
      cmocka_unit_test(progress_is_seen),
      cmocka_unit_test(warnings_are_kept_with_their_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
