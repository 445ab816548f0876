#include "facts_helpers.h"

static od_evidence *start(void) {
  od_evidence *e = NULL;
  assert_int_equal(od_evidence_new(&e, "dsregcmd", "dsreg.txt"), OD_OK);
  return e;
}

static od_facts *finish(od_evidence *e) {
  od_facts *facts = NULL;
  assert_int_equal(od_evidence_finish(&facts, e), OD_OK);
  return facts;
}

static void every_kind_of_value(void **state) {
  (void)state;
  od_evidence *e = start();
  od_evidence_bool(e, "prt.present", 3, 7);
  od_evidence_text(e, "device.id", 4, od_view_of("  ab \t"));
  od_evidence_number(e, "prt.last_attempt.http_status", 5, 400);
  od_evidence_time(e, "prt.updated", 6, 0);
  od_evidence_set(e, "tls.cipher_suites", 7, json_of(od_view_of("[\"a\"]")));
  od_evidence_state(e, "device.mdm_url", OD_FACT_ABSENT, 8, "printed empty");
  assert_true(od_evidence_has(e, "prt.present"));
  assert_true(od_evidence_has(e, "device.mdm_url"));
  assert_false(od_evidence_has(e, "prt.expires"));
  od_facts *facts = finish(e);
  assert_told(facts, "prt.present", "measured true");
  assert_told(facts, "device.id", "measured \"ab\"");
  assert_told(facts, "prt.last_attempt.http_status", "measured 400");
  assert_told(facts, "prt.updated", "measured \"1970-01-01T00:00:00Z\"");
  assert_told(facts, "tls.cipher_suites", "measured [\"a\"]");
  assert_told(facts, "device.mdm_url", "absent");
  assert_told(facts, "prt.expires", "-");
  assert_int_equal(od_facts_find(facts, "prt.present")->line, 3);
  assert_string_equal(od_facts_find(facts, "device.mdm_url")->why,
                      "printed empty");
  assert_int_equal(od_facts_count(facts), 6);
  for (size_t i = 1; i < 6; i++)
    assert_true(strcmp(od_facts_at(facts, i - 1)->name,
                       od_facts_at(facts, i)->name) < 0);
  assert_null(od_facts_at(facts, 6));
  assert_int_equal(od_facts_source_count(facts), 1);
  assert_string_equal(od_facts_source(facts, 0)->kind, "dsregcmd");
  assert_string_equal(od_facts_source(facts, 0)->id, "s1");
  od_facts_free(facts);
}

static void the_first_value_stands(void **state) {
  (void)state;
  od_evidence *e = start();
  od_evidence_text(e, "device.id", 1, od_view_of("a"));
  od_evidence_text(e, "device.id", 2, od_view_of("a"));
  od_evidence_text(e, "device.id", 3, od_view_of("b"));
  od_evidence_text(e, "device.id", 4, od_view_of("b"));
  od_evidence_text(e, "device.id", 5, od_view_of("c"));
  od_evidence_state(e, "device.id", OD_FACT_ABSENT, 6, "empty");
  od_facts *facts = finish(e);
  assert_told(facts, "device.id", "measured \"a\"");
  const od_conflict *conflict = od_facts_conflict(facts, "device.id");
  assert_non_null(conflict);
  assert_int_equal(conflict->count, 3);
  assert_int_equal(conflict->values[0].line, 1);
  assert_false(conflict->values[0].later);
  assert_int_equal(conflict->values[2].line, 5);
  assert_true(conflict->values[2].later);
  assert_null(od_facts_conflict(facts, "prt.present"));
  od_facts_free(facts);
}

static void many_values_of_one_fact_are_bounded(void **state) {
  char text[2] = "a";
  (void)state;
  od_evidence *e = start();
  for (; text[0] <= 'z'; text[0]++)
    od_evidence_text(e, "device.id", 1, od_view_of(text));
  od_facts *facts = finish(e);
  assert_int_equal(od_facts_conflict(facts, "device.id")->count, 16);
  od_facts_free(facts);
}

static void the_stronger_state_stands(void **state) {
  static const struct {
    od_fact_state first, second;
    const char *told;
  } rows[] = {{OD_FACT_NOT_ASKED, OD_FACT_ABSENT, "absent"},
              {OD_FACT_ABSENT, OD_FACT_NOT_ASKED, "absent"},
              {OD_FACT_UNREADABLE, OD_FACT_DENIED, "denied"},
              {OD_FACT_DENIED, OD_FACT_DENIED, "denied"}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_evidence *e = start();
    od_evidence_state(e, "prt.present", rows[i].first, 1, NULL);
    od_evidence_state(e, "prt.present", rows[i].second, 2, "why");
    od_facts *facts = finish(e);
    assert_told(facts, "prt.present", rows[i].told);
    od_facts_free(facts);
  }
}

static void a_value_replaces_a_state(void **state) {
  (void)state;
  od_evidence *e = start();
  od_evidence_state(e, "prt.present", OD_FACT_ABSENT, 1, "why");
  od_evidence_bool(e, "prt.present", 2, 0);
  od_facts *facts = finish(e);
  assert_told(facts, "prt.present", "measured false");
  assert_null(od_facts_find(facts, "prt.present")->why);
  od_facts_free(facts);
}

static void lists_grow(void **state) {
  (void)state;
  od_evidence *e = start();
  od_evidence_state(e, "credentials", OD_FACT_ABSENT, 1, "none");
  od_evidence_append(e, "credentials", 2, json_of(od_view_of("{\"a\":1}")));
  od_evidence_append(e, "credentials", 3, json_of(od_view_of("{\"b\":2}")));
  od_facts *facts = finish(e);
  assert_told(facts, "credentials", "measured [{\"a\":1},{\"b\":2}]");
  assert_int_equal(od_facts_find(facts, "credentials")->line, 2);
  od_facts_free(facts);
}

static void unknown_names_and_wrong_types_are_told(void **state) {
  static const char *const rows[][2] = {
      {"prt.presence", "true"},    {"", "true"},
      {"prt", "true"},             {"prt.present", "1"},
      {"prt.updated", "\"soon\""}, {"services.x.y", "\"running\""}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_facts *facts = (od_facts *)&i;
    od_evidence *e = start();
    od_evidence_set(e, rows[i][0], 1, json_of(od_view_of(rows[i][1])));
    od_evidence_bool(e, "prt.present", 2, 1); /* nothing more is written */
    assert_int_equal(od_evidence_finish(&facts, e), OD_EINTERNAL);
    assert_null(facts);
    assert_non_null(strstr(od_error_message(), rows[i][0]));
  }
}

static void appending_checks_too(void **state) {
  static const char *const rows[][2] = {
      {"prt.present", "1"}, {"codes", "1"}, {"credentials", "\"x\""}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_facts *facts;
    od_evidence *e = start();
    od_evidence_append(e, rows[i][0], 1, json_of(od_view_of(rows[i][1])));
    assert_int_equal(od_evidence_finish(&facts, e), OD_EINTERNAL);
  }
  od_facts *facts;
  od_evidence *e = start();
  od_evidence_state(e, "prt.present", OD_FACT_MEASURED, 1, NULL);
  assert_int_equal(od_evidence_finish(&facts, e), OD_EINTERNAL);
}

static void no_value_is_out_of_memory(void **state) {
  od_facts *facts;
  (void)state;
  od_evidence *e = start();
  od_evidence_set(e, "prt.present", 1, NULL);
  assert_int_equal(od_evidence_finish(&facts, e), OD_ENOMEM);
  e = start();
  od_evidence_append(e, "codes", 1, NULL);
  assert_int_equal(od_evidence_finish(&facts, e), OD_ENOMEM);
}

static void names_with_dots_are_left_out(void **state) {
  (void)state;
  od_evidence *e = start();
  od_evidence_text(e, "services.clr_v4.0.state", 1, od_view_of("running"));
  od_evidence_state(e, "services.a.b.start", OD_FACT_ABSENT, 1, NULL);
  od_evidence_text(e, "services.clr.state", 2, od_view_of("running"));
  od_facts *facts = finish(e);
  assert_int_equal(od_facts_count(facts), 1);
  od_facts_free(facts);
}

static void many_names(void **state) {
  char name[64];
  (void)state;
  od_evidence *e = start();
  for (unsigned i = 0; i < 3000; i++) {
    snprintf(name, sizeof name, "services.s%u.state", i);
    od_evidence_text(e, name, i + 1, od_view_of("running"));
  }
  assert_true(od_evidence_has(e, "services.s0.state"));
  assert_true(od_evidence_has(e, "services.s2999.state"));
  assert_false(od_evidence_has(e, "services.s3000.state"));
  od_facts *facts = finish(e);
  assert_int_equal(od_facts_count(facts), 3000);
  assert_int_equal(od_facts_find(facts, "services.s41.state")->line, 42);
  od_facts_free(facts);
}

static void subject_and_time(void **state) {
  long long ms;
  (void)state;
  od_evidence *e = start();
  od_evidence_subject(e, od_view_of(" CONTOSO\\jane "), od_view_of(""));
  od_evidence_subject(e, od_view_of("CONTOSO\\bob"), od_view_of("S-1-5-21-1"));
  od_evidence_captured(e, 1000);
  od_evidence_captured(e, 500);
  od_facts *facts = finish(e);
  const od_subject *subject = od_facts_subject(facts);
  assert_string_equal(subject->account, "CONTOSO\\jane");
  assert_string_equal(subject->sid, "S-1-5-21-1");
  assert_string_equal(subject->found_by, "dsregcmd");
  assert_true(od_facts_captured(facts, &ms));
  assert_int_equal(ms, 1000);
  od_facts_free(facts);
  facts = finish(start());
  assert_false(od_facts_captured(facts, &ms));
  assert_null(od_facts_subject(facts)->account);
  assert_null(od_facts_subject(facts)->found_by);
  od_facts_free(facts);
}

static void codes_are_gathered(void **state) {
  (void)state;
  od_evidence *e = start();
  od_evidence_codes(e, 1, od_view_of("nothing here"));
  assert_false(od_evidence_has(e, "codes"));
  od_evidence_codes(e, 2, od_view_of("failed: 0x8004DE40, AADSTS50126"));
  od_evidence_codes(e, 3, od_view_of("again 0x8004de40"));
  od_facts *facts = finish(e);
  assert_told(facts, "codes", "measured [\"0x8004de40\",\"AADSTS50126\"]");
  od_facts_free(facts);
}

static void secrets_do_not_enter(void **state) {
  (void)state;
  od_evidence *e = start();
  od_evidence_text(e, "proxy.wininet.server", 1,
                   od_view_of("http://jane:secret@p:8080"));
  od_evidence_text(e, "proxy.winhttp.pac_url", 2,
                   od_view_of("http://jane:secret@w/p.pac?token=x"));
  od_facts *facts = finish(e);
  assert_told(facts, "proxy.wininet.server", "measured \"http://p:8080\"");
  assert_told(facts, "proxy.winhttp.pac_url", "measured \"http://w/p.pac\"");
  od_facts_free(facts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_kind_of_value),
      cmocka_unit_test(the_first_value_stands),
      cmocka_unit_test(many_values_of_one_fact_are_bounded),
      cmocka_unit_test(the_stronger_state_stands),
      cmocka_unit_test(a_value_replaces_a_state),
      cmocka_unit_test(lists_grow),
      cmocka_unit_test(unknown_names_and_wrong_types_are_told),
      cmocka_unit_test(appending_checks_too),
      cmocka_unit_test(no_value_is_out_of_memory),
      cmocka_unit_test(names_with_dots_are_left_out),
      cmocka_unit_test(many_names),
      cmocka_unit_test(subject_and_time),
      cmocka_unit_test(codes_are_gathered),
      cmocka_unit_test(secrets_do_not_enter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
