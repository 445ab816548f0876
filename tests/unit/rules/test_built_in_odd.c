/* What no pack of the library says today, built in all the same. */
#define od_rules_builtin od_rules_odd /* of the packs beside this test */
#include "built_in_support.h"

#include "rules/built_in.c"

static void test_same(void **state) {
  od_rules *read = read_packs(OD_SOURCE_DIR "/tests/unit/rules/packs");
  od_rules *built = NULL;
  (void)state;
  assert_int_equal(od_rules_odd(&built), OD_OK);
  assert_int_equal(built->observation_count, 4);
  same_rules(read, built);
  od_rules_free(read);
  od_rules_free(built);
}

static void test_on_facts(void **state) {
  static const char *const facts[] = {
      "{}", "{\"prt.age_hours\":-130,\"device.id\":\"?\"}",
      "{\"prt.age_hours\":null,\"device.id\":\"x\",\"codes\":[\"12007\"]}",
      "{\"prt.present\":false,\"network.paths\":[{\"host\":\"h\"}]}",
      "{\"codes\":[\"12007\",\"0x8004de40\",\"x\"],\"device.tenant_name\":\"d\"}"};
  od_rules *read = read_packs(OD_SOURCE_DIR "/tests/unit/rules/packs");
  od_rules *built = NULL;
  (void)state;
  assert_int_equal(od_rules_odd(&built), OD_OK);
  for (size_t i = 0; i < COUNT(facts); i++) {
    od_facts *some = facts_of(facts[i]);
    same_results(read, built, some);
    od_facts_free(some);
  }
  od_rules_free(read);
  od_rules_free(built);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_same),
                                     cmocka_unit_test(test_on_facts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
