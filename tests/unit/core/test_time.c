#include "check.h"
#include "core/time.h"

static void times_that_are_read(void **state) {
  (void)state;
  static const struct {
    const char *text;
    long long ms;
  } rows[] = {
      {"1970-01-01T00:00:00Z", 0},
      {"1970-01-01 00:00:00", 0},
      {"1970-01-01t00:00:00z", 0},
      {"1969-12-31T23:59:59Z", -1000},
      {"2000-02-29T12:00:00Z", 951825600000LL},
      {"2026-11-24T10:11:12Z", 1795515072000LL},
      {"2026-11-24 10:11:12 UTC", 1795515072000LL},
      {"2026-11-24 10:11:12.000 UTC", 1795515072000LL},
      {"  2026-11-24 10:11:12.5  ", 1795515072500LL},
      {"2026-11-24T10:11:12,25Z", 1795515072250LL},
      {"2026-11-24T10:11:12.1234567Z", 1795515072123LL},
      {"2026-11-24T10:11:12+00:00", 1795515072000LL},
      {"2026-11-24T11:11:12+01:00", 1795515072000LL},
      {"2026-11-24T11:11:12+0100", 1795515072000LL},
      {"2026-11-24T11:11:12+01", 1795515072000LL},
      {"2026-11-24T04:41:12-05:30", 1795515072000LL},
      {"2026-11-24T10:11:60Z", 1795515120000LL}, /* a leap second */
      {"0000-01-01T00:00:00Z", -62167219200000LL},
      {"9999-12-31T23:59:59Z", 253402300799000LL},
      {"1900-02-28T00:00:00Z", -2203977600000LL},
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    long long ms = 1;
    ROW(od_time_parse(od_view_of(rows[i].text), &ms), i);
    if (ms != rows[i].ms) print_error("%lld\n", ms);
    ROW(ms == rows[i].ms, i);
  }
}

static void what_is_no_time(void **state) {
  (void)state;
  static const char *const rows[] = {
      "", " ", "now", "2026", "2026-11-24", "2026-11-24T10:11",
      "2026-11-24T10:11:12X", "2026-11-24T10:11:12 CET",
      "2026-11-24T10:11:12.Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
      "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-04-31T00:00:00Z",
      "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-01-01T24:00:00Z",
      "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "26-01-01T00:00:00Z",
      "2026/01/01T00:00:00Z", "2026-1-1T00:00:00Z", "+2026-01-01T00:00:00Z",
      "2026-01-01T00:00:00+15:00", "2026-01-01T00:00:00+01:60",
      "2026-01-01T00:00:00+", "2026-01-01T00:00:00+1", "2026-01-01T00:00:00ZZ",
      "2026-01-01T00:00:00+01:00:00", "-001-01-01T00:00:00Z",
      "2026-01-01T00:00:00+01:0", "24.11.2026 10:11:12",
  };
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    long long ms = 77;
    ROW(!od_time_parse(od_view_of(rows[i]), &ms), i);
    ROW(ms == 77, i);
  }
}

static void cut_anywhere_it_is_no_time(void **state) {
  (void)state;
  const char *whole = "2026-11-24T10:11:12";
  long long ms;
  for (size_t size = 0; size < strlen(whole); size++)
    ROW(!od_time_parse((od_view){whole, size}, &ms), size);
}

static void formats(void **state) {
  (void)state;
  static const struct {
    long long ms;
    const char *text;
  } rows[] = {
      {0, "1970-01-01T00:00:00Z"},
      {-1, "1969-12-31T23:59:59.999Z"},
      {-1000, "1969-12-31T23:59:59Z"},
      {951825600000LL, "2000-02-29T12:00:00Z"},
      {1795515072123LL, "2026-11-24T10:11:12.123Z"},
      {1795515072007LL, "2026-11-24T10:11:12.007Z"},
      {-62167219200000LL, "0000-01-01T00:00:00Z"},
      {253402300799000LL, "9999-12-31T23:59:59Z"},
  };
  char out[32];
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_time_format(out, rows[i].ms);
    ROW_TEXT(out, rows[i].text, i);
  }
  od_time_format(out, INT64_MAX); /* far away, but never past the room */
  assert_in_range(strlen(out), 20, 31);
  od_time_format(out, INT64_MIN);
  assert_in_range(strlen(out), 20, 31);
}

/* Every day of 800 years, there and back. */
static void there_and_back(void **state) {
  (void)state;
  char out[32];
  for (long long day = -146097; day <= 146097; day++) {
    long long ms = day * 86400000LL + 43200000LL, again = 0;
    od_time_format(out, ms);
    ROW(od_time_parse(od_view_of(out), &again) && again == ms, day);
  }
}

static void windows_times(void **state) {
  (void)state;
  assert_int_equal(od_time_of_filetime(116444736000000000ULL), 0);
  assert_int_equal(od_time_of_filetime(0), -11644473600000LL);
  assert_int_equal(od_time_of_filetime(134399886721230000ULL) % 1000, 123);
  assert_true(od_time_of_filetime(~0ULL) > 0); /* no overflow */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(times_that_are_read),
      cmocka_unit_test(what_is_no_time),
      cmocka_unit_test(cut_anywhere_it_is_no_time),
      cmocka_unit_test(formats),
      cmocka_unit_test(there_and_back),
      cmocka_unit_test(windows_times),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
