/* The dated copy of Microsoft's endpoint sets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/endpoints.h"

static unsigned set_of(const char *host) {
  const od_endpoint_set *set = od_endpoint_set_of(od_view_of(host));
  return set ? set->id : 0;
}

static void hosts(void **state) {
  static const struct {
    const char *host;
    unsigned set;
  } rows[] = {
      {"login.microsoftonline.com", 56}, /* not by "*." of set 59 */
      {"LOGIN.MicrosoftOnline.com", 56},
      {"other.microsoftonline.com", 59},
      {"microsoftonline.com", 0},
      {"contoso.sharepoint.com", 31},
      {"contoso-my.sharepoint.com", 31},
      {"sharepoint.com", 0},
      {"notsharepoint.com", 0},
      {"graph.microsoft.com", 56},
      {"g.live.com", 36},
      {"enterpriseregistration.windows.net", 59},
      {"contoso.com", 0},
      {"", 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (set_of(rows[i].host) != rows[i].set)
      fail_msg("%s: %u", rows[i].host, set_of(rows[i].host));
}

static void prefixes(void **state) {
  size_t of_31 = 0, of_56 = 0;
  (void)state;
  assert_string_equal(od_endpoints_version(), "2023073100");
  assert_null(od_endpoint_set_at(od_endpoint_set_count()));
  for (size_t i = 0; i < od_endpoint_set_count(); i++) {
    const od_endpoint_set *set = od_endpoint_set_at(i);
    if (set->id == 31) of_31 = set->prefix_count;
    if (set->id == 56) of_56 = set->prefix_count;
    for (size_t p = 0; p < set->prefix_count; p++) {
      od_prefix prefix;
      assert_true(od_prefix_parse(&prefix, od_view_of(set->prefix_texts[p])));
      assert_int_equal(prefix.bits, set->prefixes[p].bits);
      assert_int_equal(prefix.net.size, set->prefixes[p].net.size);
      assert_memory_equal(prefix.net.bytes, set->prefixes[p].net.bytes, 16);
    }
  }
  assert_int_equal(of_31, 9);
  assert_int_equal(of_56, 16);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hosts),
      cmocka_unit_test(prefixes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
