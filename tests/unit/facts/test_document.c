#include "facts_helpers.h"

#define HEAD "{\"schema\":\"od0x8004.facts/1\","
#define SOURCES                                                         \
  "\"sources\":[{\"id\":\"s1\",\"kind\":\"dsregcmd\",\"name\":\"d.txt\"}," \
  "{\"id\":\"s2\",\"kind\":\"netsh\",\"name\":\"n.txt\"}],"

static void a_document_says_all(void **state) {
  static const said what = {
      "dsregcmd", "dsreg.txt", "CONTOSO\\jane", "S-1-5-21-7",
      "2026-11-24T10:00:00Z",
      "device.id=\"a\"|device.id=\"b\"|prt.last_attempt.http_status=400|"
      "prt.last_attempt.time=!absent|prt.present=true|codes=[\"0x1\"]|"
      "services.a-b.state=\"running\"|services.a.start=\"manual\"|"
      "services.a.state=\"stopped\""};
  static const char expected[] =
      "{\n"
      "  \"schema\": \"od0x8004.facts/1\",\n"
      "  \"subject\": {\n"
      "    \"account\": \"CONTOSO\\\\jane\",\n"
      "    \"sid\": \"S-1-5-21-7\",\n"
      "    \"found_by\": \"dsregcmd\"\n"
      "  },\n"
      "  \"captured\": \"2026-11-24T10:00:00Z\",\n"
      "  \"sources\": [\n"
      "    {\n"
      "      \"id\": \"s1\",\n"
      "      \"kind\": \"dsregcmd\",\n"
      "      \"name\": \"dsreg.txt\",\n"
      "      \"captured\": \"2026-11-24T10:00:00Z\",\n"
      "      \"fingerprint\": \"0x";
  static const char *const pieces[] = {
      "\"\n    }\n  ],\n  \"facts\": {\n    \"codes\": {\n"
      "      \"state\": \"measured\",\n      \"value\": [\n",
      "\"services\": {\n      \"a-b\": {\n        \"state\": {",
      "\"a\": {\n        \"start\": {",
      "\"time\": {\n          \"state\": \"absent\",\n"
      "          \"why\": \"why\",\n"
      "          \"source\": \"s1\",\n          \"line\": 4\n        }",
      "\"fact\": \"device.id\"", "\"later\": true"};
  (void)state;
  od_facts *facts = part_of(&what);
  char *text = document_of(facts);
  assert_memory_equal(text, expected, sizeof expected - 1);
  for (size_t i = 0; i < COUNT(pieces); i++)
    if (!strstr(text, pieces[i])) fail_msg("no %s in %s", pieces[i], text);
  size_t group = od_view_find(od_view_of(text), "\"services\"");
  assert_true(group != OD_NOT_FOUND);
  assert_true(od_view_find(od_view_from(od_view_of(text), group + 1),
                           "\"services\"") == OD_NOT_FOUND);
  od_facts *again = parsed(text);
  char *same = document_of(again);
  assert_string_equal(text, same);
  od_free(text);
  od_free(same);
  od_facts_free(facts);
  od_facts_free(again);
}

static void an_empty_document(void **state) {
  (void)state;
  od_facts *facts = parsed(HEAD "\"facts\":{}}");
  assert_int_equal(od_facts_count(facts), 0);
  char *text = document_of(facts);
  assert_non_null(strstr(text, "\"account\": null"));
  assert_non_null(strstr(text, "\"captured\": null"));
  assert_non_null(strstr(text, "\"facts\": {},"));
  od_free(text);
  od_facts_free(facts);
}

static void unknown_members_are_ignored(void **state) {
  (void)state;
  od_facts *facts = parsed(
      HEAD SOURCES
      "\"new\":[1],\"subject\":{\"account\":\"a\",\"colour\":1},"
      "\"facts\":{\"prt\":{\"present\":{\"state\":\"measured\","
      "\"value\":true,\"source\":\"s2\",\"line\":7,\"x\":{}},"
      "\"unheard\":{\"state\":\"odd\"},\"a.b\":5},\"tomorrow\":{\"x\":1},"
      "\"prt.updated\":7,\"\":1,\"services\":{\"a.b\":{\"state\":1},"
      "\"\":{}}},"
      "\"conflicts\":[{\"fact\":\"un.known\",\"values\":7}]}");
  assert_int_equal(od_facts_count(facts), 1);
  assert_told(facts, "prt.present", "measured true");
  assert_int_equal(od_facts_find(facts, "prt.present")->source, 1);
  assert_int_equal(od_facts_find(facts, "prt.present")->line, 7);
  assert_string_equal(od_facts_subject(facts)->account, "a");
  od_facts_free(facts);
}

static void a_minor_version_is_known(void **state) {
  (void)state;
  od_facts_free(parsed("{\"schema\":\"od0x8004.facts/1.7\",\"facts\":{}}"));
}

#define LEAF(leaf) HEAD SOURCES "\"facts\":{\"prt\":{\"present\":" leaf "}}}"
#define MEASURED "{\"state\":\"measured\",\"value\":true,"

static void wrong_documents_are_refused(void **state) {
  static const struct {
    const char *text;
    od_status status;
    const char *message;
  } rows[] = {
      {"[]", OD_EPARSE, "is no facts document"},
      {"{}", OD_EPARSE, "is no facts document"},
      {"{\"schema\":\"od0x8004.code/1\"}", OD_EPARSE, "no facts document"},
      {"{\"schema\":\"od0x8004.facts/2\"}", OD_EVERSION, "f.json:1:11"},
      {"{\"schema\":\"od0x8004.facts/\"}", OD_EVERSION, "version"},
      {"{\"schema\":\"od0x8004.facts/11\"}", OD_EVERSION, "version"},
      {HEAD "\"x\":1}", OD_EPARSE, "has no 'facts'"},
      {HEAD "\"facts\":[]}", OD_EPARSE, "f.json:1:38"},
      {HEAD "\"facts\":{}", OD_EPARSE, "f.json:1"},
      {HEAD "\"facts\":{\"prt\":5}}", OD_EPARSE, "is not an object"},
      {HEAD "\"subject\":1,\"facts\":{}}", OD_EPARSE, "is not an object"},
      {HEAD "\"subject\":{\"sid\":1},\"facts\":{}}", OD_EPARSE,
       "is not text"},
      {HEAD "\"captured\":\"soon\",\"facts\":{}}", OD_EPARSE, "is no time"},
      {HEAD "\"sources\":{},\"facts\":{}}", OD_EPARSE, "is not a list"},
      {HEAD "\"sources\":[1],\"facts\":{}}", OD_EPARSE, "is not an object"},
      {HEAD "\"sources\":[{\"id\":\"s1\"}],\"facts\":{}}", OD_EPARSE,
       "has no 'kind'"},
      {HEAD "\"conflicts\":1,\"facts\":{}}", OD_EPARSE, "is not a list"},
      {HEAD "\"conflicts\":[1],\"facts\":{}}", OD_EPARSE,
       "is not an object"},
      {HEAD "\"conflicts\":[{\"fact\":\"codes\",\"values\":[1]}],"
            "\"facts\":{}}",
       OD_EPARSE, "is not an object"},
      {HEAD "\"conflicts\":[{\"fact\":\"codes\",\"values\":[{}]}],"
            "\"facts\":{}}",
       OD_EPARSE, "has no 'value'"},
      {HEAD "\"conflicts\":[{\"fact\":\"codes\",\"values\":"
            "[{\"value\":1}]}],\"facts\":{}}",
       OD_EPARSE, "a list of texts"},
      {HEAD "\"conflicts\":[{\"fact\":\"codes\"},{\"fact\":\"codes\"}],"
            "\"facts\":{}}",
       OD_EPARSE, "two conflicts"},
      {LEAF("true"), OD_EPARSE, "is not an object"},
      {LEAF("{}"), OD_EPARSE, "has no 'state'"},
      {LEAF("{\"state\":\"odd\"}"), OD_EPARSE, "none of measured"},
      {LEAF("{\"state\":1}"), OD_EPARSE, "is not text"},
      {LEAF("{\"state\":\"measured\"}"), OD_EPARSE, "has no 'value'"},
      {LEAF("{\"state\":\"measured\",\"value\":\"yes\"}"), OD_EPARSE,
       "'prt.present' is true or false"},
      {LEAF(MEASURED "\"source\":\"s3\"}"), OD_EPARSE, "names no source"},
      {LEAF(MEASURED "\"source\":\"\"}"), OD_EPARSE, "names no source"},
      {LEAF(MEASURED "\"source\":1}"), OD_EPARSE, "is not text"},
      {LEAF(MEASURED "\"line\":0}"), OD_EPARSE, "no line number"},
      {LEAF(MEASURED "\"line\":1.5}"), OD_EPARSE, "no line number"},
      {LEAF(MEASURED "\"line\":\"1\"}"), OD_EPARSE, "no line number"},
      {LEAF(MEASURED "\"line\":5e9}"), OD_EPARSE, "no line number"},
      {LEAF("{\"state\":\"absent\",\"why\":1}"), OD_EPARSE, "is not text"},
  };
  od_job *job;
  (void)state;
  assert_int_equal(od_job_new(&job), OD_OK);
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_facts *facts = (od_facts *)&i;
    od_status status =
        od_facts_parse(&facts, "f.json", od_view_of(rows[i].text), job);
    assert_null(facts);
    if (status != rows[i].status ||
        !strstr(od_error_message(), rows[i].message))
      fail_msg("%s: %s: %s", rows[i].text, od_status_name(status),
               od_error_message());
  }
  od_job_free(job);
}

static void errors_tell_the_pointer(void **state) {
  static const char text[] =
      HEAD SOURCES "\n\"facts\":{\n \"services\":{\n  \"a/b\":{\n"
                   "   \"state\":{\"state\":\"measured\",\"value\":3}}}}}";
  od_facts *facts;
  od_job *job;
  (void)state;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_facts_parse(&facts, "f.json", od_view_of(text), job),
                   OD_EPARSE);
  const od_place *place = od_error_place();
  assert_string_equal(place->pointer, "/facts/services/a~1b/state/value");
  assert_int_equal(place->line, 5);
  assert_int_equal(place->column, 40);
  od_job_free(job);
}

static void sources_may_have_any_ids(void **state) {
  (void)state;
  od_facts *facts = parsed(
      HEAD "\"sources\":[{\"id\":\"s2\",\"kind\":\"a\",\"name\":\"x\"},"
           "{\"id\":\"s1\",\"kind\":\"b\",\"name\":\"y\"}],"
           "\"facts\":{\"prt\":{\"present\":" MEASURED "\"source\":\"s1\"}}}}");
  unsigned source = od_facts_find(facts, "prt.present")->source;
  assert_string_equal(od_facts_source(facts, source)->kind, "b");
  od_facts_free(facts);
}

static void secrets_are_stripped(void **state) {
  (void)state;
  od_facts *facts = parsed(
      HEAD "\"facts\":{\"proxy\":{\"winhttp\":{\"server\":"
           "{\"state\":\"measured\",\"value\":\"http://u:secret@p:80\"}}}},"
           "\"conflicts\":[{\"fact\":\"proxy.winhttp.server\",\"values\":["
           "{\"value\":\"v:secret@q:80\"},{\"value\":null}]}]}");
  char *text = document_of(facts);
  assert_null(strstr(text, "secret"));
  assert_non_null(strstr(text, "\"http://p:80\""));
  assert_non_null(strstr(text, "\"q:80\""));
  assert_non_null(strstr(text, "\"value\": null"));
  od_free(text);
  od_facts_free(facts);
}

/* A password in an address; an account behind "user=" is none. */
static void targets_hold_no_password(void **state) {
  (void)state;
  od_facts *facts = parsed(
      HEAD "\"facts\":{\"credentials\":{\"state\":\"measured\",\"value\":["
           "{\"target\":\"LegacyGeneric:target=git:https://jane:se:cr@t@"
           "example.org/a@b\"},{\"target\":\"MicrosoftAccount:target="
           "SSO_POP_User:user=jane@example.org\"}]}}}");
  char *text = document_of(facts);
  assert_non_null(strstr(text, "git:https://jane@example.org/a@b\""));
  assert_non_null(strstr(text, "SSO_POP_User:user=jane@example.org\""));
  od_free(text);
  od_facts_free(facts);
}

static void a_document_is_recognised(void **state) {
  static const struct {
    const char *text;
    int is;
  } rows[] = {
      {HEAD, 1},
      {"\n {\n \"x\": 1, \"schema\" :\n \"od0x8004.facts/9\"", 1},
      {"{\"schema\":\"x\",\"schema\":\"od0x8004.facts/1\"}", 1},
      {"{\"schema\":\"od0x8004.code/1\"}", 0},
      {"\"schema\":\"od0x8004.facts/1\"", 0},
      {"{\"x\":\"od0x8004.facts/1\"}", 0},
      {"{\"schema\"", 0},
      {"{", 0},
      {"", 0}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++)
    assert_int_equal(od_facts_recognises(od_view_of(rows[i].text)),
                     rows[i].is);
}

static void a_cancelled_job_stops(void **state) {
  od_facts *facts;
  od_job *job;
  (void)state;
  assert_int_equal(od_job_new(&job), OD_OK);
  od_job_cancel(job);
  assert_int_equal(
      od_facts_parse(&facts, "f", od_view_of(LEAF(MEASURED "\"x\":1}")), job),
      OD_ECANCELLED);
  assert_null(facts);
  od_job_free(job);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_document_says_all),
      cmocka_unit_test(an_empty_document),
      cmocka_unit_test(unknown_members_are_ignored),
      cmocka_unit_test(a_minor_version_is_known),
      cmocka_unit_test(wrong_documents_are_refused),
      cmocka_unit_test(errors_tell_the_pointer),
      cmocka_unit_test(sources_may_have_any_ids),
      cmocka_unit_test(secrets_are_stripped),
      cmocka_unit_test(targets_hold_no_password),
      cmocka_unit_test(a_document_is_recognised),
      cmocka_unit_test(a_cancelled_job_stops),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
