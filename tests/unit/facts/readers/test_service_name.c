/* Names of services as parts of fact names. */
#include "reader_test.h"

#include "facts/readers/service_name.h"

static void known_ones_get_their_own_spelling(void **state) {
  static const char *const rows[][2] = {
      {"nlasvc", "NlaSvc"},   {"NETPROFM", "netprofm"},
      {"NlaSvc", "NlaSvc"},   {"Spooler", "Spooler"},
      {"nlasvc2", "nlasvc2"}, {"", ""}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_true(od_view_equal(od_service_spelling(od_view_of(rows[i][0])),
                              rows[i][1]));
  assert_true(od_service_is_known(od_view_of("w32time")));
  assert_false(od_service_is_known(od_view_of("Spooler")));
  size_t count = 0;
  while (od_service_at(count)) count++;
  assert_true(count > 5);
}

static void what_can_be_part_of_a_name(void **state) {
  char longest[OD_SERVICE_NAME_MAX + 2];
  (void)state;
  memset(longest, 'a', sizeof longest);
  longest[OD_SERVICE_NAME_MAX + 1] = '\0';
  assert_true(od_service_has_fact(od_view_of("OneSyncSvc_3f2a1")));
  assert_true(od_service_has_fact(od_view_of("x-y")));
  assert_false(od_service_has_fact(od_view_of("")));
  assert_false(od_service_has_fact(od_view_of("a.b")));
  assert_false(od_service_has_fact(od_view_of("a b")));
  assert_false(od_service_has_fact(od_view_of("WinHttpAuto...")));
  assert_false(od_service_has_fact(od_view_of(longest)));
  assert_true(od_service_has_fact(od_view_first(od_view_of(longest),
                                                OD_SERVICE_NAME_MAX)));
}

static void the_longest_name_fits(void **state) {
  char longest[OD_SERVICE_NAME_MAX + 1], fact[OD_SERVICE_FACT];
  (void)state;
  memset(longest, 'a', sizeof longest);
  longest[OD_SERVICE_NAME_MAX] = '\0';
  od_service_fact(fact, od_view_of(longest), "start");
  assert_int_equal(strlen(fact), 9 + OD_SERVICE_NAME_MAX + 6);
  od_service_fact(fact, od_view_of("CldFlt"), "state");
  assert_string_equal(fact, "services.CldFlt.state");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_ones_get_their_own_spelling),
      cmocka_unit_test(what_can_be_part_of_a_name),
      cmocka_unit_test(the_longest_name_fits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
