#include "facts_helpers.h"

#define DAY1 "2026-11-23T10:00:00Z"
#define DAY2 "2026-11-24T10:00:00Z"

/* Two or three sources, one fact: who wins, and how many values conflict. */
static void who_wins(void **state) {
  static const struct {
    said parts[3];
    const char *fact, *told;
    unsigned conflicts;
  } rows[] = {
      /* one says it, the other something weaker */
      {{{"dsregcmd", "a", 0, 0, 0, "prt.present=true"},
        {"dsregcmd", "b", 0, 0, 0, "prt.present=!absent"}},
       "prt.present", "measured true", 2},
      {{{"dsregcmd", "a", 0, 0, 0, "prt.present=!denied"},
        {"dsregcmd", "b", 0, 0, 0, "prt.present=!absent"},
        {"dsregcmd", "c", 0, 0, 0, "prt.present=!not-asked"}},
       "prt.present", "absent", 0},
      {{{"dsregcmd", "a", 0, 0, 0, "prt.present=!not-asked"},
        {"dsregcmd", "b", 0, 0, 0, "prt.present=!unreadable"},
        {"dsregcmd", "c", 0, 0, 0, "prt.present=!denied"}},
       "prt.present", "denied", 0},
      {{{"dsregcmd", "a", 0, 0, 0, "prt.present=false"},
        {"dsregcmd", "b", 0, 0, 0, "prt.present=!denied"}},
       "prt.present", "measured false", 0},
      /* what says its line is given its source, also when joined again */
      {{{"dialog", "a", 0, 0, 0, "messages=[{\"code\":\"1\",\"line\":3}]"},
        {"dialog", "b", 0, 0, 0, "messages=[{\"code\":\"2\",\"line\":4}]"}},
       "messages",
       "measured [{\"code\":\"1\",\"line\":3,\"source\":\"s1\"},"
       "{\"code\":\"2\",\"line\":4,\"source\":\"s2\"}]", 0},
      {{{"dialog", "b", 0, 0, 0,
         "messages=[{\"code\":\"1\",\"line\":3,\"source\":\"s1\"}]"},
        {"dialog", "a", 0, 0, 0, "messages=[{\"code\":\"2\",\"line\":4}]"}},
       "messages",
       "measured [{\"code\":\"1\",\"line\":3,\"source\":\"s2\"},"
       "{\"code\":\"2\",\"line\":4,\"source\":\"s1\"}]", 0},
      /* the same value is no conflict */
      {{{"dsregcmd", "a", 0, 0, 0, "device.id=\"x\""},
        {"registry", "b", 0, 0, 0, "|device.id=\"x\""}},
       "device.id", "measured \"x\"", 0},
      /* the kind of source decides */
      {{{"registry", "a", 0, 0, 0, "proxy.winhttp.mode=\"manual\""},
        {"netsh", "b", 0, 0, 0, "proxy.winhttp.mode=\"direct\""}},
       "proxy.winhttp.mode", "measured \"direct\"", 2},
      {{{"registry", "a", 0, 0, 0, "tls.cipher_suites=[\"A\"]"},
        {"ciphers", "b", 0, 0, 0, "tls.cipher_suites=[\"B\",\"A\"]"}},
       "tls.cipher_suites", "measured [\"B\",\"A\"]", 2},
      {{{"live", "a", 0, 0, 0, "prt.present=false"},
        {"dsregcmd", "b", 0, 0, DAY2, "prt.present=true"}},
       "prt.present", "measured false", 2},
      /* a value of a weaker kind still wins over an absence */
      {{{"registry", "a", 0, 0, 0, "proxy.winhttp.server=\"p:1\""},
        {"netsh", "b", 0, 0, 0, "proxy.winhttp.server=!absent"}},
       "proxy.winhttp.server", "measured \"p:1\"", 2},
      /* of one kind the one captured last */
      {{{"dsregcmd", "a", 0, 0, DAY2, "prt.present=true"},
        {"dsregcmd", "b", 0, 0, DAY1, "prt.present=false"}},
       "prt.present", "measured true", 2},
      {{{"dsregcmd", "a", 0, 0, DAY1, "prt.last_attempt.status=\"0x1\""},
        {"dsregcmd", "b", 0, 0, DAY2, "prt.last_attempt.status=!absent"}},
       "prt.last_attempt.status", "absent", 2},
      /* where that cannot decide, nobody wins */
      {{{"dsregcmd", "a", 0, 0, DAY2, "prt.present=true"},
        {"dsregcmd", "b", 0, 0, 0, "prt.present=false"}},
       "prt.present", "unreadable", 2},
      {{{"dsregcmd", "a", 0, 0, DAY2, "prt.present=true"},
        {"dsregcmd", "b", 0, 0, DAY2, "prt.present=false"}},
       "prt.present", "unreadable", 2},
      {{{"x", "a", 0, 0, 0, "prt.present=true"},
        {"y", "b", 0, 0, 0, "prt.present=false"}},
       "prt.present", "unreadable", 2},
      {{{"dsregcmd", "a", 0, 0, 0, "device.id=\"x\""},
        {"dsregcmd", "b", 0, 0, 0, "device.id=\"y\""},
        {"dsregcmd", "c", 0, 0, 0, "|device.id=\"x\""}},
       "device.id", "unreadable", 2},
      /* within one source the first stands, also here */
      {{{"dsregcmd", "a", 0, 0, 0, "device.id=\"x\"|device.id=\"y\""},
        {"dsregcmd", "b", 0, 0, 0, "||device.id=\"x\""}},
       "device.id", "measured \"x\"", 2},
      /* lists that are values are no union */
      {{{"registry", "a", 0, 0, 0, "tls.winhttp_protocols=[\"tls_1_2\"]"},
        {"registry", "b", 0, 0, 0, "tls.winhttp_protocols=[\"tls_1_0\"]"}},
       "tls.winhttp_protocols", "unreadable", 2},
      /* united lists */
      {{{"cmdkey", "a", 0, 0, 0, "codes=[\"0x2\",\"0x1\"]"},
        {"cmdkey", "b", 0, 0, 0, "codes=[\"0x1\",\"0x3\"]"},
        {"cmdkey", "c", 0, 0, 0, "codes=!absent"}},
       "codes", "measured [\"0x1\",\"0x2\",\"0x3\"]", 0},
      {{{"cmdkey", "a", 0, 0, 0, "codes=[\"0x2\",\"0x1\"]"},
        {"registry", "b", 0, 0, 0, "codes=[\"0x2\",\"0x1\"]"}},
       "codes", "measured [\"0x2\",\"0x1\"]", 0},
      {{{"registry", "a", 0, 0, 0,
         "onedrive.accounts=[{\"name\":\"Business1\"}]"},
        {"registry", "b", 0, 0, 0,
         "onedrive.accounts=[{\"name\":\"Personal\"}]"}},
       "onedrive.accounts",
       "measured [{\"name\":\"Business1\"},{\"name\":\"Personal\"}]", 0},
      {{{"cmdkey", "a", 0, 0, 0, "credentials=!absent"},
        {"cmdkey", "b", 0, 0, 0, "credentials=!denied"}},
       "credentials", "absent", 0},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    size_t count = rows[i].parts[2].kind ? 3 : 2;
    od_facts *facts = join_of(rows[i].parts, count, NULL);
    const od_conflict *conflict = od_facts_conflict(facts, rows[i].fact);
    assert_told(facts, rows[i].fact, rows[i].told);
    if ((conflict ? conflict->count : 0) != rows[i].conflicts)
      fail_msg("row %zu: conflicts", i);
    od_facts_free(facts);
  }
}

static void a_disagreement_says_so(void **state) {
  static const said parts[] = {
      {"dsregcmd", "b", 0, 0, 0, "prt.present=false"},
      {"dsregcmd", "a", 0, 0, 0, "|prt.present=true"}};
  (void)state;
  od_facts *facts = join_of(parts, 2, NULL);
  const od_fact *fact = od_facts_find(facts, "prt.present");
  assert_string_equal(fact->why, "the sources disagree");
  assert_int_equal(fact->source, OD_NO_SOURCE);
  const od_conflict *conflict = od_facts_conflict(facts, "prt.present");
  assert_int_equal(conflict->values[0].source, 0);
  assert_int_equal(conflict->values[0].line, 2);
  assert_int_equal(conflict->values[1].source, 1);
  od_facts_free(facts);
}

static void sources_are_sorted_and_numbered(void **state) {
  static const said parts[] = {{"registry", "b", 0, 0, 0, "device.id=\"x\""},
                               {"netsh", "c", 0, 0, 0, ""},
                               {"dsregcmd", "b", 0, 0, 0, "|device.id=\"x\""},
                               {"cmdkey", "a", 0, 0, 0, "codes=[]"}};
  static const char *const order[] = {"cmdkey", "dsregcmd", "registry",
                                      "netsh"};
  (void)state;
  od_facts *facts = join_of(parts, 4, NULL);
  assert_int_equal(od_facts_source_count(facts), 4);
  for (size_t i = 0; i < 4; i++)
    assert_string_equal(od_facts_source(facts, i)->kind, order[i]);
  assert_string_equal(od_facts_source(facts, 3)->id, "s4");
  assert_int_equal(od_facts_find(facts, "device.id")->source, 1);
  assert_int_equal(od_facts_find(facts, "device.id")->line, 2);
  assert_null(od_facts_source(facts, 4));
  od_facts_free(facts);
}

static void the_same_source_twice_counts_once(void **state) {
  static const char says[] = "prt.present=true|device.id=\"x\"|codes=[\"1\"]";
  static const said parts[] = {{"dsregcmd", "z", 0, 0, 0, says},
                               {"dsregcmd", "b", 0, 0, 0, says},
                               {"dsregcmd", "m", 0, 0, 0, says},
                               {"registry", "b", 0, 0, 0, says}};
  (void)state;
  od_facts *facts = join_of(parts, 4, NULL);
  assert_int_equal(od_facts_source_count(facts), 2);
  assert_string_equal(od_facts_source(facts, 0)->name, "b");
  assert_string_equal(od_facts_source(facts, 0)->kind, "dsregcmd");
  od_facts_free(facts);
}

static void what_says_nothing_is_still_listed(void **state) {
  static const said parts[] = {{"netsh", "a", 0, 0, 0, ""},
                               {"netsh", "b", 0, 0, 0, ""}};
  (void)state;
  od_facts *facts = join_of(parts, 2, NULL);
  assert_int_equal(od_facts_source_count(facts), 2);
  od_facts_free(facts);
  facts = join_of(parts, 0, NULL);
  assert_int_equal(od_facts_count(facts), 0);
  od_facts_free(facts);
}

static void the_capture_time(void **state) {
  static const said parts[] = {{"dsregcmd", "a", 0, 0, DAY1, ""},
                               {"dsregcmd", "b", 0, 0, DAY2, ""},
                               {"dsregcmd", "c", 0, 0, 0, ""}};
  od_facts *one = part_of(&parts[2]), *facts;
  const od_facts *list[] = {one};
  od_join how = {NULL, 1, 5000, 0, 0};
  long long ms;
  (void)state;
  assert_int_equal(od_facts_join(&facts, list, 1, &how), OD_OK);
  assert_true(od_facts_captured(facts, &ms));
  assert_int_equal(ms, 5000);
  od_facts_free(facts);
  assert_int_equal(od_facts_join(&facts, list, 1, NULL), OD_OK);
  assert_false(od_facts_captured(facts, &ms));
  od_facts_free(facts);
  od_facts_free(one);
  facts = join_of(parts, 3, NULL);
  assert_true(od_facts_captured(facts, &ms));
  char text[32];
  od_time_format(text, ms);
  assert_string_equal(text, DAY2);
  od_facts_free(facts);
}

/* When a message was shown says nothing of when the rest was captured. */
static void messages_do_not_date_the_rest(void **state) {
  static const said parts[] = {{"dialog", "a", 0, 0, DAY2, ""},
                               {"dsregcmd", "b", 0, 0, DAY1, ""},
                               {"dsregcmd", "c", 0, 0, 0, ""}};
  static const struct {
    size_t first, count;
    const char *want;
  } rows[] = {{0, 1, DAY2}, {0, 2, DAY1}, {0, 3, DAY1}, {1, 2, DAY1}};
  long long ms;
  char text[32];
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_facts *facts = join_of(parts + rows[i].first, rows[i].count, NULL);
    assert_true(od_facts_captured(facts, &ms));
    od_time_format(text, ms);
    assert_string_equal(text, rows[i].want);
    od_facts_free(facts);
  }
  static const said loose[] = {{"dialog", "a", 0, 0, DAY2, ""},
                               {"dsregcmd", "c", 0, 0, 0, ""}};
  od_facts *facts = join_of(loose, 2, NULL);
  assert_false(od_facts_captured(facts, &ms));
  od_facts_free(facts);
}

/* ---- order never matters ---- */

static unsigned next_random(unsigned *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static const said many[] = {
    {"dsregcmd", "d1", "CONTOSO\\jane, jane@contoso.com", 0, DAY1,
     "prt.present=false|device.id=\"x\"|device.id=\"y\"|codes=[\"2\",\"1\"]|"
     "prt.updated=\"2026-11-20T10:00:00Z\""},
    {"dsregcmd", "d2", "contoso\\Jane", 0, DAY2,
     "prt.present=true|device.id=\"y\"|wam.default_set=!unreadable"},
    {"registry", "r1", 0, "S-1-5-21-1", 0,
     "onedrive.accounts=[{\"name\":\"Business1\",\"email\":\"a@b\"}]|"
     "proxy.winhttp.mode=\"manual\"|proxy.winhttp.server=\"p:1\"|"
     "services.a.state=\"running\"|onedrive.policy.X=1"},
    {"registry", "r2", "jane@contoso.com", "S-1-5-21-1", 0,
     "onedrive.accounts=[{\"name\":\"Business2\"}]|codes=[\"3\"]|"
     "services.a.state=\"stopped\"|onedrive.policy.X=\"1\""},
    {"netsh", "n", 0, 0, 0,
     "proxy.winhttp.mode=\"direct\"|proxy.winhttp.server=!absent"},
    {"netsh", "n2", 0, 0, 0,
     "proxy.winhttp.mode=\"direct\"|proxy.winhttp.server=!absent"},
    {"cmdkey", "c", 0, 0, 0, "credentials=[]|codes=!absent"},
    {"dsregcmd", "sys", "NT AUTHORITY\\SYSTEM", 0, DAY2,
     "prt.present=false|device.id=\"x\"|device.tpm_protected=true"},
};

static od_facts *join_parts(od_facts **parts, size_t count) {
  od_facts *facts = NULL;
  assert_int_equal(od_facts_join(&facts, (const od_facts *const *)parts,
                                 count, NULL),
                   OD_OK);
  return facts;
}

static void shuffle(od_facts **parts, size_t count, unsigned *seed) {
  for (size_t i = count; i > 1; i--) {
    size_t j = next_random(seed) % i;
    od_facts *kept = parts[i - 1];
    parts[i - 1] = parts[j];
    parts[j] = kept;
  }
}

static void order_never_matters(void **state) {
  od_facts *parts[COUNT(many)];
  unsigned seed = 7;
  (void)state;
  for (size_t i = 0; i < COUNT(many); i++) parts[i] = part_of(&many[i]);
  od_facts *first = join_parts(parts, COUNT(many));
  char *expected = document_of(first);
  for (int round = 0; round < 200; round++) {
    shuffle(parts, COUNT(many), &seed);
    od_facts *facts = join_parts(parts, COUNT(many));
    char *text = document_of(facts);
    assert_string_equal(text, expected);
    od_free(text);
    od_facts_free(facts);
  }
  for (size_t i = 0; i < COUNT(many); i++) od_facts_free(parts[i]);
  od_free(expected);
  od_facts_free(first);
}

/* Joining in any groups, through documents, gives what joining all gives. */
static void groups_never_matter(void **state) {
  od_facts *parts[COUNT(many)];
  unsigned seed = 99;
  (void)state;
  for (size_t i = 0; i < COUNT(many); i++) parts[i] = part_of(&many[i]);
  od_facts *first = join_parts(parts, COUNT(many));
  char *expected = document_of(first);
  for (int round = 0; round < 200; round++) {
    shuffle(parts, COUNT(many), &seed);
    od_facts *sum = join_parts(parts, 1 + next_random(&seed) % 3);
    for (size_t i = 0; i < COUNT(many); i++) {
      od_facts *merged;
      assert_int_equal(od_facts_merge(&merged, i % 2 ? sum : parts[i],
                                      i % 2 ? parts[i] : sum),
                       OD_OK);
      char *text = document_of(merged);
      od_facts_free(merged);
      od_facts_free(sum);
      sum = parsed(text);
      od_free(text);
    }
    char *text = document_of(sum);
    assert_string_equal(text, expected);
    od_free(text);
    od_facts_free(sum);
  }
  for (size_t i = 0; i < COUNT(many); i++) od_facts_free(parts[i]);
  od_free(expected);
  od_facts_free(first);
}

static void joining_again_changes_nothing(void **state) {
  (void)state;
  od_facts *once = join_of(many, COUNT(many), NULL);
  od_facts *list[] = {once, once};
  char *expected = document_of(once);
  for (size_t count = 1; count <= 2; count++) {
    od_facts *again = join_parts(list, count);
    char *text = document_of(again);
    assert_string_equal(text, expected);
    od_free(text);
    od_facts_free(again);
  }
  od_free(expected);
  od_facts_free(once);
}

/* ---- documents written by hand ---- */

#define DOCUMENT(facts) \
  "{\"schema\":\"od0x8004.facts/1\",\"facts\":{" facts "}}"
#define IS(value) "{\"state\":\"measured\",\"value\":" value "}"

static void claims_without_a_source(void **state) {
  static const char *const texts[] = {
      DOCUMENT("\"device\":{\"id\":" IS("\"a\"") "}"),
      DOCUMENT("\"device\":{\"id\":" IS("\"b\"") "}")};
  char *documents[2];
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    od_facts *list[2] = {parsed(texts[i]), parsed(texts[1 - i])};
    od_facts *facts = join_parts(list, 2);
    assert_told(facts, "device.id", "unreadable");
    documents[i] = document_of(facts);
    od_facts_free(facts);
    od_facts_free(list[0]);
    od_facts_free(list[1]);
  }
  assert_string_equal(documents[0], documents[1]);
  od_free(documents[0]);
  od_free(documents[1]);
}

static void own_derived_values(void **state) {
  static const struct {
    const char *text, *told;
  } rows[] = {
      {DOCUMENT("\"prt\":{\"age_hours\":" IS("7") "}"), "measured 7"},
      {DOCUMENT("\"prt\":{\"age_hours\":" IS("7") ",\"updated\":" IS(
           "\"2026-11-24T10:00:00Z\"") "}"),
       "not-asked"},
      {DOCUMENT("\"prt\":{\"age_hours\":" IS("7") ",\"updated\":"
                "{\"state\":\"unreadable\"}}"),
       "-"}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_facts *part = parsed(rows[i].text);
    od_facts *facts = join_parts(&part, 1);
    assert_told(facts, "prt.age_hours", rows[i].told);
    od_facts_free(part);
    od_facts_free(facts);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(who_wins),
      cmocka_unit_test(a_disagreement_says_so),
      cmocka_unit_test(sources_are_sorted_and_numbered),
      cmocka_unit_test(the_same_source_twice_counts_once),
      cmocka_unit_test(what_says_nothing_is_still_listed),
      cmocka_unit_test(the_capture_time),
      cmocka_unit_test(messages_do_not_date_the_rest),
      cmocka_unit_test(order_never_matters),
      cmocka_unit_test(groups_never_matter),
      cmocka_unit_test(joining_again_changes_nothing),
      cmocka_unit_test(claims_without_a_source),
      cmocka_unit_test(own_derived_values),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
