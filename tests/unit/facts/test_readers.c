#include "facts_helpers.h"

#include "facts/readers/readers.h"

static const char dsreg[] =
    "+----------------------------------------------------------------------+\n"
    "| Device State                                                         |\n"
    "+----------------------------------------------------------------------+\n"
    "\n"
    "             AzureAdJoined : YES\n"
    "          EnterpriseJoined : NO\n"
    "              DomainJoined : NO\n"
    "\n"
    "+----------------------------------------------------------------------+\n"
    "| SSO State                                                            |\n"
    "+----------------------------------------------------------------------+\n"
    "\n"
    "                AzureAdPrt : YES\n"
    "      AzureAdPrtUpdateTime : 2026-11-24 06:00:00.000 UTC\n"
    "\n";
static const char netsh[] = "\n"
                            "Current WinHTTP proxy settings:\n"
                            "\n"
                            "    Direct access (no proxy server).\n"
                            "\n";

static od_status read_text(od_facts **out, const char *text, size_t size) {
  od_job *job;
  assert_int_equal(od_job_new(&job), OD_OK);
  od_status status = od_facts_read(out, "in.txt", text, size, job);
  od_job_free(job);
  return status;
}

static void captured_text(void **state) {
  od_facts *facts;
  (void)state;
  assert_int_equal(read_text(&facts, dsreg, strlen(dsreg)), OD_OK);
  assert_told(facts, "device.entra_joined", "measured true");
  assert_told(facts, "prt.present", "measured true");
  assert_told(facts, "prt.age_hours", "not-asked");
  assert_int_equal(od_facts_source_count(facts), 1);
  assert_string_equal(od_facts_source(facts, 0)->name, "in.txt");
  od_facts_free(facts);
}

static void a_transcript_of_two_commands(void **state) {
  char both[sizeof dsreg + sizeof netsh];
  od_facts *facts;
  (void)state;
  snprintf(both, sizeof both, "%s%s", dsreg, netsh);
  assert_int_equal(read_text(&facts, both, strlen(both)), OD_OK);
  assert_int_equal(od_facts_source_count(facts), 2);
  assert_told(facts, "device.entra_joined", "measured true");
  assert_told(facts, "proxy.winhttp.mode", "measured \"direct\"");
  od_facts_free(facts);
}

/* Mail programs turn blanks into no-break ones; terminals leave colours. */
static void blanks_that_do_not_break(void **state) {
  static const char *const texts[] = {
      "\xc2\xa0 AzureAdJoined\xc2\xa0:\xc2\xa0YES\n"
      "AzureAdPrt : NO\nDeviceId :\xc2\xa0"
      "3b9a51c6-0e7d-4f12-8b6a-5c2d90e4f7a8\n",
      "\x1b[32;1m AzureAdJoined :\x1b[0m YES\n\x1b[mAzureAdPrt : NO\n"
      "DeviceId : 3b9a51c6-0e7d-4f12-8b6a-5c2d90e4f7a8\x1b[0m\n"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    od_facts *facts;
    assert_int_equal(read_text(&facts, texts[i], strlen(texts[i])), OD_OK);
    assert_told(facts, "device.entra_joined", "measured true");
    assert_told(facts, "device.id",
                "measured \"3b9a51c6-0e7d-4f12-8b6a-5c2d90e4f7a8\"");
    od_facts_free(facts);
  }
}

/* Shift JIS: the second half of a character may look like a bracket. */
static void labels_of_two_bytes(void **state) {
  static const char text[] =
      "\n"
      "\x8c\xbb\x8d\xdd\x95\xdb\x91\xb6\x82\xb3\x82\xea\x82\xc4\x82"
      "\xa2\x82\xe9\x8e\x91\x8ai\x8f\xee\x95\xf1:\n"
      "\n"
      "    \x83^\x81[\x83Q\x83" "b\x83g: LegacyGeneric:target=OneDriv"
      "e Cached Credential\n"
      "    \x8e\xed\x97\xde: \x94\xc4\x97p\n"
      "    \x83\x86\x81[\x83U\x81[: mira\n"
      "\n";
  od_facts *facts;
  (void)state;
  assert_int_equal(read_text(&facts, text, sizeof text - 1), OD_OK);
  assert_told(facts, "credential.onedrive_personal", "measured 1");
  od_facts_free(facts);
}

/* Two runs of dsregcmd in one window, each under another account. */
static void a_window_of_two_users(void **state) {
  static const char run[] =
      "+------+\n| Device State |\n+------+\n\n  AzureAdJoined : YES\n"
      "+------+\n| SSO State |\n+------+\n\n  AzureAdPrt : %s\n\n"
      "+------+\n| Diagnostic Data |\n+------+\n\n"
      "  Executing Account Name : AzureAD\\%s, %s@contoso.com\n\n";
  char text[2 * sizeof run + 64];
  od_facts *facts;
  (void)state;
  int size = snprintf(text, sizeof text, run, "YES", "Jane", "jane");
  snprintf(text + size, sizeof text - (size_t)size, run, "NO", "Tom", "tom");
  assert_int_not_equal(read_text(&facts, text, strlen(text)), OD_OK);
  assert_non_null(strstr(od_error_message(), "Jane"));
  assert_non_null(strstr(od_error_message(), "Tom"));
  snprintf(text + size, sizeof text - (size_t)size, run, "NO", "Jane", "jane");
  assert_int_equal(read_text(&facts, text, strlen(text)), OD_OK);
  assert_int_equal(od_facts_source_count(facts), 1); /* her second run */
  assert_told(facts, "prt.present", "measured true");
  od_facts_free(facts);
}

static void a_document(void **state) {
  od_facts *facts, *again;
  (void)state;
  assert_int_equal(read_text(&facts, dsreg, strlen(dsreg)), OD_OK);
  char *text = document_of(facts);
  assert_int_equal(read_text(&again, text, strlen(text)), OD_OK);
  char *same = document_of(again);
  assert_string_equal(text, same);
  od_free(same);
  text[strlen(text) / 2] = '\0';
  od_facts_free(again);
  assert_int_equal(read_text(&again, text, strlen(text)), OD_EPARSE);
  assert_null(again);
  assert_true(od_error_place()->line > 10);
  od_free(text);
  od_facts_free(facts);
}

static void what_is_not_recognised(void **state) {
  static const struct {
    const char *text;
    size_t size;
  } rows[] = {{"", 0}, {"hello", 5}, {"\0\xff\1\2", 4}, {"{}", 2}};
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_facts *facts = (od_facts *)&i;
    assert_int_equal(read_text(&facts, rows[i].text, rows[i].size),
                     OD_ENOTFOUND);
    assert_null(facts);
    assert_non_null(strstr(od_error_message(), "'in.txt'"));
    assert_non_null(strstr(od_error_message(), "docs/evidence.md"));
  }
}

static od_status refuse_part(void *user, od_facts *part) {
  (void)user;
  od_facts_free(part);
  return od_fail_memory();
}

static void failures_of_the_caller_end_it(void **state) {
  od_text text;
  od_job *job;
  od_reader_sink sink = {refuse_part, NULL, 0};
  (void)state;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_text_decode(&text, dsreg, strlen(dsreg), job), OD_OK);
  assert_int_equal(od_readers_read(&sink, "in.txt", &text, job), OD_ENOMEM);
  assert_int_equal(sink.count, 0);
  od_job_cancel(job);
  assert_int_equal(od_readers_read(&sink, "in.txt", &text, job),
                   OD_ECANCELLED);
  od_text_release(&text);
  od_job_free(job);
}

static void limits_hold(void **state) {
  od_facts *facts;
  od_job *job;
  (void)state;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_job_set(job, "input.max_bytes", "10"), OD_OK);
  assert_int_equal(od_facts_read(&facts, "x", dsreg, strlen(dsreg), job),
                   OD_ELIMIT);
  od_job_cancel(job);
  assert_int_equal(od_facts_read(&facts, "x", dsreg, 5, job), OD_ECANCELLED);
  assert_null(facts);
  od_job_free(job);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(captured_text),
      cmocka_unit_test(a_transcript_of_two_commands),
      cmocka_unit_test(blanks_that_do_not_break),
      cmocka_unit_test(labels_of_two_bytes),
      cmocka_unit_test(a_window_of_two_users),
      cmocka_unit_test(a_document),
      cmocka_unit_test(what_is_not_recognised),
      cmocka_unit_test(failures_of_the_caller_end_it),
      cmocka_unit_test(limits_hold),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
