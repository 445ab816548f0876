/* Addresses and prefixes in text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/address.h"

static const char *shown(const od_address *a, char *out) {
  for (unsigned i = 0; i < a->size; i++)
    sprintf(out + 2 * i, "%02x", a->bytes[i]);
  return out;
}

static void addresses(void **state) {
  static const struct {
    const char *text, *bytes; /* NULL: none */
  } rows[] = {
      {"10.0.0.1", "0a000001"},
      {"255.255.255.255", "ffffffff"},
      {"0.0.0.0", "00000000"},
      {"010.0.0.1", "0a000001"},
      {"10.0.0", NULL},
      {"10.0.0.1.", NULL},
      {"10.0.0.256", NULL},
      {"10.0.0.1234", NULL},
      {"10..0.1", NULL},
      {" 10.0.0.1", NULL},
      {"", NULL},
      {"::", "00000000000000000000000000000000"},
      {"::1", "00000000000000000000000000000001"},
      {"2603:1027:1:28::1", "26031027000100280000000000000001"},
      {"fe80::1%12", "fe800000000000000000000000000001"},
      {"1:2:3:4:5:6:7:8", "00010002000300040005000600070008"},
      {"1:2:3:4:5:6:7::", "00010002000300040005000600070000"},
      {"::ffff:10.0.0.1", "00000000000000000000ffff0a000001"},
      {"64:ff9b::20.190.159.2", "0064ff9b000000000000000014be9f02"},
      {"1:2:3:4:5:6:7", NULL},
      {"1:2:3:4:5:6:7:8:9", NULL},
      {"1::2::3", NULL},
      {":1", NULL},
      {"1:", NULL},
      {":::", NULL},
      {"12345::", NULL},
      {"g::", NULL},
      {"10:11:12", NULL},
      {"1:2:3:4:5:6:7:8::", NULL},
      {"::1:2:3:4:5:6:7:8", NULL},
  };
  char text[40];
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_address a;
    int is = od_address_parse(&a, od_view_of(rows[i].text));
    if (is != (rows[i].bytes != NULL)) fail_msg("'%s': %d", rows[i].text, is);
    if (is) assert_string_equal(shown(&a, text), rows[i].bytes);
  }
}

static void prefixes(void **state) {
  static const struct {
    const char *outer, *inner;
    int covers;
  } rows[] = {
      {"0.0.0.0/0", "10.0.0.0/8", 1},
      {"0.0.0.0/1", "20.190.128.0/18", 1},
      {"128.0.0.0/1", "20.190.128.0/18", 0},
      {"20.190.128.0/18", "20.190.191.255/32", 1},
      {"20.190.128.0/18", "20.190.192.0/32", 0},
      {"20.190.128.0/18", "20.190.128.0/17", 0},
      {"::/0", "2603:1027:1::/48", 1},
      {"2603:1027:1::/48", "2603:1027:1:28::1/128", 1},
      {"2603:1027:1::/48", "2603:1027:2::/48", 0},
      {"0.0.0.0/0", "::/0", 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_prefix outer, inner;
    assert_true(od_prefix_parse(&outer, od_view_of(rows[i].outer)));
    assert_true(od_prefix_parse(&inner, od_view_of(rows[i].inner)));
    if (od_prefix_covers(&outer, &inner) != rows[i].covers)
      fail_msg("%s and %s", rows[i].outer, rows[i].inner);
  }
}

static void no_prefixes(void **state) {
  static const char *const rows[] = {"10.0.0.0",   "10.0.0.0/33",
                                     "10.0.0.0/",  "::/129",
                                     "10.0.0.0/x", "/8"};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_prefix prefix;
    if (od_prefix_parse(&prefix, od_view_of(rows[i])))
      fail_msg("takes '%s'", rows[i]);
  }
}

static void masks(void **state) {
  static const struct {
    const char *text;
    int bits; /* -1: no mask */
  } rows[] = {{"255.255.255.0", 24}, {"255.255.254.0", 23},
              {"0.0.0.0", 0},        {"255.255.255.255", 32},
              {"255.0.255.0", -1},   {"192.168.1.1", -1},
              {"128.0.0.0", 1}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_address a;
    unsigned bits = 0;
    assert_true(od_address_parse(&a, od_view_of(rows[i].text)));
    int is = od_address_mask(&a, &bits);
    if (is != (rows[i].bits >= 0) || (is && (int)bits != rows[i].bits))
      fail_msg("%s: %d, %u", rows[i].text, is, bits);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(addresses),
      cmocka_unit_test(prefixes),
      cmocka_unit_test(no_prefixes),
      cmocka_unit_test(masks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
