/* Whom an export of the directory is about. */
#include "facts_helpers.h"

#define JANE "{\"user\":\"Jane@Contoso.com\",\"enabled\":"
#define BOB "{\"user\":\"bob@contoso.com\",\"enabled\":"

/* Where nobody is named, an export of one user is meant; of two, none is. */
static void nobody_named(void **state) {
  static const said one = {"directory", "a", 0, 0, 0,
                           "directory.users=[" JANE "false}," JANE "false}]"};
  static const said two = {"directory", "a", 0, 0, 0,
                           "directory.users=[" JANE "false}," BOB "false}]"};
  (void)state;
  od_facts *facts = join_of(&one, 1, NULL);
  assert_told(facts, "account.enabled", "measured false");
  od_facts_free(facts);
  facts = join_of(&two, 1, NULL);
  assert_told(facts, "account.enabled", "not-asked");
  od_facts_free(facts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nobody_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
