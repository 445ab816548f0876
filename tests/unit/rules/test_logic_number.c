/* Numbers as JavaScript reads and writes them. */
#include "rules_support.h"

#include <math.h>

#include "locales.h"

static void test_write(void **state) {
  static const struct { double number; const char *text; } cases[] = {
      {0, "0"}, {-0.0, "0"}, {1, "1"}, {-1, "-1"}, {1.5, "1.5"},
      {0.1, "0.1"}, {0.1 + 0.2, "0.30000000000000004"}, {1e21, "1e+21"},
      {1e20, "100000000000000000000"}, {123456789012345680000.0,
      "123456789012345680000"}, {1.5e300, "1.5e+300"}, {1e-6, "0.000001"},
      {1e-7, "1e-7"}, {1.234e-7, "1.234e-7"}, {5e-7, "5e-7"},
      {-1e-7, "-1e-7"}, {0.000123, "0.000123"}, {1e15, "1000000000000000"},
      {9007199254740993.0, "9007199254740992"}, {4294967296.5,
      "4294967296.5"}, {1.7976931348623157e308, "1.7976931348623157e+308"},
      {2.2250738585072014e-308, "2.2250738585072014e-308"},
      {100, "100"}, {123e-20, "1.23e-18"}, {NAN, "NaN"},
      {INFINITY, "Infinity"}, {-INFINITY, "-Infinity"}};
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    od_buffer out = {0};
    od_number_write(&out, cases[i].number);
    assert_string_equal(out.data, cases[i].text);
    od_buffer_release(&out);
  }
}

typedef struct reading {
  const char *text;
  double whole; /* Number(text) */
  double start; /* parseFloat(text) */
} reading;

static const reading readings[] = {
    {"", 0, NAN},
    {" \t\r\n", 0, NAN},
    {"\xc2\xa0 12 \xe2\x80\xa8", 12, 12},
    {"12", 12, 12},
    {"+12", 12, 12},
    {"-12.5e1", -125, -125},
    {"--1", NAN, NAN},
    {"+", NAN, NAN},
    {"-.", NAN, NAN},
    {".", NAN, NAN},
    {".5", .5, .5},
    {"5.", 5, 5},
    {"5.e1", 50, 50},
    {"1e", NAN, 1},
    {"1e+", NAN, 1},
    {"1e5x", NAN, 1e5},
    {"12px", NAN, 12},
    {"1 2", NAN, 1},
    {"1.2.3", NAN, 1.2},
    {"1,5", NAN, 1},
    {"0x1F", 31, 0},
    {"0x", NAN, 0},
    {"0x1g", NAN, 0},
    {"-0x10", NAN, 0},
    {"0b101", 5, 0},
    {"0o17", 15, 0},
    {"017", 17, 17},
    {"Infinity", INFINITY, INFINITY},
    {"-Infinityx", NAN, -INFINITY},
    {"infinity", NAN, NAN},
    {"NaN", NAN, NAN},
    {"1e400", INFINITY, INFINITY},
    {"-1e400", -INFINITY, -INFINITY},
    {"1e-400", 0, 0},
    {"1e99999999999999999999", INFINITY, INFINITY},
    {"0e99999999999999999999", 0, 0},
    {"1e-99999999999999999999", 0, 0},
    {"1.7976931348623157e308", 1.7976931348623157e308,
     1.7976931348623157e308},
    {"1.8e308", INFINITY, INFINITY},
    {"9007199254740993", 9007199254740992.0, 9007199254740992.0},
    {"9007199254740993.0000000000000000000000000000000000000000001",
     9007199254740994.0, 9007199254740994.0},
    {"0.1000000000000000055511151231257827021181583404541015625", 0.1, 0.1},
    {"000000000000000000000000000000000000000000000000000001", 1, 1},
    {"1000000000000000000000000000000000000000000000000000000", 1e54, 1e54},
    {"0.00000000000000000000000000000000000000000000000000001", 1e-53,
     1e-53},
    {"123456789012345678901234567890123456789012345678901234567890",
     123456789012345678901234567890123456789012345678901234567890.0,
     123456789012345678901234567890123456789012345678901234567890.0}};

static void assert_same(double a, double b, const char *text) {
  if (!(a == b || (isnan(a) && isnan(b))))
    fail_msg("'%s': %.17g is not %.17g", text, a, b);
}

static void check_readings(void) {
  for (size_t i = 0; i < COUNT(readings); i++) {
    const reading *r = &readings[i];
    double whole = 7, start = 7;
    od_view text = od_view_of(r->text);
    assert_int_equal(od_number_read(&whole, text), OD_OK);
    assert_int_equal(od_number_read_start(&start, text), OD_OK);
    assert_same(whole, r->whole, r->text);
    assert_same(start, r->start, r->text);
    assert_string_equal(od_error_message(), "");
  }
}

static void test_read(void **state) {
  (void)state;
  od_error_clear();
  check_readings();
}

static void test_other_locales(void **state) {
  (void)state;
  if (!use_locale("de_DE")) skip();
  check_readings();
  test_write(NULL);
  use_c_locale();
}

/* What is written reads back the same. */
static void test_round_trip(void **state) {
  uint64_t bits = 88172645463325252u;
  (void)state;
  for (int i = 0; i < 20000; i++) {
    double number, again;
    od_buffer out = {0};
    bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
    memcpy(&number, &bits, sizeof number);
    if (!isfinite(number)) continue;
    od_number_write(&out, number);
    assert_int_equal(
        od_number_read(&again, (od_view){out.data, out.size}), OD_OK);
    assert_same(number, again, out.data);
    od_buffer_release(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_write), cmocka_unit_test(test_read),
      cmocka_unit_test(test_other_locales),
      cmocka_unit_test(test_round_trip)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
