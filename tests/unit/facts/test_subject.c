#include "facts_helpers.h"

#include "facts/subject.h"

#define NOBODY {"cmdkey", "n", 0, 0, 0, "credentials=[]|ngc.set=true"}

static od_identity identity_of(const char *account, const char *sid) {
  od_identity identity = {0};
  assert_int_equal(od_identity_add(&identity, od_view_of(account),
                                   od_view_of(sid)),
                   OD_OK);
  return identity;
}

static void spellings(void **state) {
  static const struct {
    const char *account, *sid, *shown, *shown_sid;
  } rows[] = {
      {"CONTOSO\\jane, jane@contoso.com", 0,
       "CONTOSO\\jane, jane@contoso.com", ""},
      {"jane@contoso.com,CONTOSO\\jane", "S-1-5-21-1",
       "CONTOSO\\jane, jane@contoso.com", "S-1-5-21-1"},
      {" jane , JANE,, ", 0, "JANE", ""},
      {"S-1-5-21-9", 0, "", "S-1-5-21-9"},
      {"", "", "", ""},
      {0, 0, "", ""}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_identity identity = identity_of(rows[i].account, rows[i].sid);
    od_buffer text = {0};
    od_identity_account(&text, &identity);
    assert_string_equal(text.data ? text.data : "", rows[i].shown);
    assert_true(od_view_equal(od_identity_sid(&identity), rows[i].shown_sid));
    od_buffer_release(&text);
    od_identity_release(&identity);
  }
}

static void same_and_different_users(void **state) {
  static const struct {
    const char *a, *sid_a, *b, *sid_b;
    int same, differs;
  } rows[] = {
      {"C\\jane", 0, "c\\JANE", 0, 1, 0},
      {"C\\jane", 0, "C\\bob", 0, 0, 1},
      {"C\\jane", 0, "D\\jane", 0, 0, 1},
      {"C\\jane", 0, "jane@c.com", 0, 0, 0},
      {"jane@c.com", 0, "JANE@C.com", 0, 1, 0},
      {"jane@c.com", 0, "bob@c.com", 0, 0, 1},
      {"C\\jane, jane@c.com", 0, "C\\bob, jane@c.com", 0, 1, 0},
      {0, "S-1-5-21-1", 0, "s-1-5-21-1", 1, 0},
      {0, "S-1-5-21-1", 0, "S-1-5-21-2", 0, 1},
      {"C\\jane", "S-1-5-21-1", "C\\bob", "S-1-5-21-1", 1, 0},
      {"C\\jane", 0, 0, "S-1-5-21-1", 0, 0},
      {"jane", 0, "bob", 0, 0, 1},
      {0, 0, "C\\jane", 0, 0, 0}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_identity a = identity_of(rows[i].a, rows[i].sid_a);
    od_identity b = identity_of(rows[i].b, rows[i].sid_b);
    assert_int_equal(od_identity_same(&a, &b), rows[i].same);
    assert_int_equal(od_identity_same(&b, &a), rows[i].same);
    assert_int_equal(od_identity_differs(&a, &b), rows[i].differs);
    assert_int_equal(od_identity_differs(&b, &a), rows[i].differs);
    od_identity_release(&a);
    od_identity_release(&b);
  }
}

static void the_system_is_no_user(void **state) {
  static const struct {
    const char *account, *sid;
    int is;
  } rows[] = {{"NT AUTHORITY\\SYSTEM", 0, 1},
              {"NT-AUTORIT\xc3\x84T\\System", 0, 1},
              {"SYSTEM", 0, 1},
              {"AUTORITE NT\\Syst\xc3\xa8me", 0, 1},
              {"NT AUTHORITY\\SISTEMA", 0, 1},
              {0, "S-1-5-18", 1},
              {0, "S-1-5-19", 1},
              {"NT AUTHORITY\\LOCAL SERVICE", 0, 1},
              {"CONTOSO\\PC1$", 0, 1},
              {"CONTOSO\\PC1$, PC1$@contoso.com", 0, 1},
              {"PC1$@contoso.com", 0, 1},
              {"CONTOSO\\jane", 0, 0},
              {"system@contoso.com", 0, 0},
              {0, "S-1-5-21-18", 0},
              {0, 0, 0}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_identity identity = identity_of(rows[i].account, rows[i].sid);
    if (od_identity_is_system(&identity) != rows[i].is)
      fail_msg("row %zu", i);
    od_identity_release(&identity);
  }
}

#define JANE "C\\jane, jane@c.com"
#define FACTS "ngc.set=true|aad_recovery=true|proxy.endpoint.server=\"p\""

static void one_user_in_many_spellings(void **state) {
  static const said parts[] = {
      {"registry", "a", "jane@c.com", "S-1-5-21-1", 0, "ngc.set=true"},
      {"dsregcmd", "b", "c\\JANE", 0, 0, "|ngc.set=true"},
      {"dsregcmd", "c", JANE, 0, 0, "||ngc.set=true"},
      NOBODY};
  (void)state;
  od_facts *facts = join_of(parts, 4, NULL);
  const od_subject *subject = od_facts_subject(facts);
  assert_string_equal(subject->account, "C\\jane, jane@c.com");
  assert_string_equal(subject->sid, "S-1-5-21-1");
  assert_string_equal(subject->found_by, "dsregcmd");
  od_facts_free(facts);
}

static void two_users_are_told(void **state) {
  static const said parts[] = {{"dsregcmd", "a", JANE, 0, 0, FACTS},
                               {"registry", "x", 0, "S-1-5-21-4", 0, FACTS},
                               {"dsregcmd", "b", "C\\bob", 0, 0, FACTS},
                               {"dsregcmd", "c", "C\\zoe", 0, 0, FACTS}};
  static const size_t orders[][4] = {
      {0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}};
  (void)state;
  for (size_t i = 0; i < COUNT(orders); i++) {
    od_facts *facts = (od_facts *)&i;
    said shuffled[4];
    for (size_t p = 0; p < 4; p++) shuffled[p] = parts[orders[i][p]];
    assert_int_equal(try_join(&facts, shuffled, 4, NULL), OD_ECONFLICT);
    assert_null(facts);
    assert_string_equal(od_error_message(),
                        "the evidence is of two users, 'C\\bob' and "
                        "'C\\jane'; choose one with --user");
  }
}

/* Jane asked for, with Bob around: whose facts about the user remain. */
static void the_user_asked_for(void **state) {
  static const struct {
    const char *user;
    said parts[3];
    const char *ngc, *account, *found_by;
  } rows[] = {
      {"C\\jane",
       {{"dsregcmd", "a", JANE, 0, 0, "ngc.set=true"},
        {"dsregcmd", "b", "C\\bob", 0, 0, "ngc.set=false"}},
       "measured true", JANE, "dsregcmd"},
      {"jane",
       {{"dsregcmd", "a", JANE, 0, 0, "ngc.set=true"},
        {"dsregcmd", "b", "C\\bob", 0, 0, "ngc.set=false"}},
       "measured true", JANE, "dsregcmd"},
      {"BOB@c.com",
       {{"dsregcmd", "a", JANE, 0, 0, "ngc.set=true"},
        {"dsregcmd", "b", "C\\bob, bob@c.com", 0, 0, "ngc.set=false"}},
       "measured false", "C\\bob, bob@c.com", "dsregcmd"},
      {"S-1-5-21-1",
       {{"registry", "a", "jane", "S-1-5-21-1", 0, "ngc.set=true"},
        {"registry", "b", "bob", "S-1-5-21-2", 0, "ngc.set=false"}},
       "measured true", "jane", "registry"},
      /* the part that names nobody is taken for hers */
      {"jane@c.com",
       {NOBODY, {"dsregcmd", "b", "C\\bob, bob@c.com", 0, 0, "ngc.set=false"}},
       "measured true", "jane@c.com", "option"},
      /* nobody by that name: no other user's facts */
      {"zoe",
       {{"dsregcmd", "a", JANE, 0, 0, "ngc.set=true"},
        {"dsregcmd", "b", "C\\bob", 0, 0, "ngc.set=false"}},
       "-", "zoe", "option"},
      /* a SID that could be either's is nobody's */
      {"jane",
       {{"dsregcmd", "a", JANE, 0, 0, "aad_recovery=true"},
        {"dsregcmd", "b", "C\\bob", 0, 0, "ngc.set=false"},
        {"registry", "c", 0, "S-1-5-21-1", 0, "ngc.set=true"}},
       "-", JANE, "dsregcmd"},
      /* a SID that can only be hers is hers */
      {"jane",
       {{"dsregcmd", "a", JANE, 0, 0, "aad_recovery=true"},
        {"registry", "c", 0, "S-1-5-21-1", 0, "ngc.set=true"}},
       "measured true", JANE, "dsregcmd"},
      {"SYSTEM",
       {{"dsregcmd", "a", JANE, 0, 0, "ngc.set=true"}, NOBODY},
       "measured true", JANE, "dsregcmd"},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    size_t count = rows[i].parts[2].kind ? 3 : 2;
    od_facts *facts = join_of(rows[i].parts, count, rows[i].user);
    assert_told(facts, "ngc.set", rows[i].ngc);
    assert_string_equal(od_facts_subject(facts)->account, rows[i].account);
    assert_string_equal(od_facts_subject(facts)->found_by, rows[i].found_by);
    od_facts_free(facts);
  }
}

static void a_name_that_fits_two(void **state) {
  static const said parts[] = {
      {"dsregcmd", "a", "C\\jane", 0, 0, "ngc.set=true"},
      {"dsregcmd", "b", "D\\jane", 0, 0, "ngc.set=false"}};
  od_facts *facts;
  (void)state;
  assert_int_equal(try_join(&facts, parts, 2, "jane"), OD_ECONFLICT);
  assert_non_null(strstr(od_error_message(), "'C\\jane' and 'D\\jane'"));
}

static void others_tell_of_the_device_only(void **state) {
  static const said parts[] = {
      {"dsregcmd", "a", "C\\jane", 0, 0, "codes=[\"1\"]"},
      {"dsregcmd", "b", "C\\bob", 0, 0, FACTS "|codes=[\"2\"]"}};
  (void)state;
  od_facts *facts = join_of(parts, 2, "C\\jane");
  assert_told(facts, "ngc.set", "-");
  assert_told(facts, "codes", "measured [\"1\"]");
  assert_told(facts, "aad_recovery", "measured true");
  assert_told(facts, "proxy.endpoint.server", "measured \"p\"");
  assert_int_equal(od_facts_source_count(facts), 2);
  od_facts_free(facts);
}

static void the_system_sees_no_user(void **state) {
  static const struct {
    const char *facts, *fact, *told;
  } rows[] = {
      {"prt.present=false", "prt.present", "not-asked"},
      {"prt.present=true", "prt.present", "measured true"},
      {"wam.default_set=!absent", "wam.default_set", "not-asked"},
      {"wam.default_set=true|wam.default_set=false", "wam.default_set",
       "not-asked"},
      {"aad_recovery=false", "aad_recovery", "measured false"},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    said part = {"dsregcmd", "a", "CONTOSO\\PC$", 0, 0, rows[i].facts};
    od_facts *facts = join_of(&part, 1, NULL);
    assert_told(facts, rows[i].fact, rows[i].told);
    assert_null(od_facts_subject(facts)->account);
    assert_int_equal(facts->conflict_count, 0);
    od_facts_free(facts);
  }
  said part = {"dsregcmd", "a", 0, "S-1-5-18", 0, "prt.present=false"};
  od_facts *facts = join_of(&part, 1, NULL);
  assert_string_equal(
      od_facts_find(facts, "prt.present")->why,
      "captured as SYSTEM, which cannot see the user's own state");
  od_facts_free(facts);
}

/* dsregcmd may tell it in its diagnostics only. */
static void the_context_tells_it_too(void **state) {
  static const said parts[] = {
      {"dsregcmd", "a", 0, 0, 0,
       "prejoin.user_context=\"SYSTEM\"|prt.present=false"},
      NOBODY};
  (void)state;
  od_facts *facts = join_of(parts, 2, NULL);
  assert_told(facts, "prt.present", "not-asked");
  assert_told(facts, "ngc.set", "measured true");
  od_facts_free(facts);
}

static void merging_two_users_fails(void **state) {
  static const said jane = {"dsregcmd", "a", "C\\jane", 0, 0, "ngc.set=true"};
  static const said bob = {"dsregcmd", "b", "C\\bob", 0, 0, "ngc.set=true"};
  od_facts *a = part_of(&jane), *b = part_of(&bob), *out;
  (void)state;
  assert_int_equal(od_facts_merge(&out, a, b), OD_ECONFLICT);
  assert_null(out);
  assert_int_equal(od_facts_merge(&out, a, a), OD_OK);
  od_facts_free(out);
  od_facts_free(a);
  od_facts_free(b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spellings),
      cmocka_unit_test(same_and_different_users),
      cmocka_unit_test(the_system_is_no_user),
      cmocka_unit_test(one_user_in_many_spellings),
      cmocka_unit_test(two_users_are_told),
      cmocka_unit_test(the_user_asked_for),
      cmocka_unit_test(a_name_that_fits_two),
      cmocka_unit_test(others_tell_of_the_device_only),
      cmocka_unit_test(the_system_sees_no_user),
      cmocka_unit_test(the_context_tells_it_too),
      cmocka_unit_test(merging_two_users_fails),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
