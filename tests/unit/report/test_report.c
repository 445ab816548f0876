/* Folding at 80 columns, and that every format holds what it promises. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "core/json.h"
#include "od0x8004/od0x8004.h"
#include "report/report.h"

static size_t widest(const char *text) {
  size_t width = 0, most = 0;
  for (; *text; text++) {
    if (!width && !strncmp(text, "    run: ", 9)) text = strchr(text, '\n');
    if (*text == '\n') width = 0;
    else if (((unsigned char)*text & 0xc0) != 0x80) width++;
    if (width > most) most = width;
  }
  return most;
}

static void folds_at_words_and_breaks_long_ones(void **state) {
  od_buffer out = {0};
  char text[400];
  (void)state;
  od_report_fold(&out, "head: ", "one two");
  assert_string_equal(out.data, "head: one two\n");
  od_buffer_release(&out);
  memset(text, 'x', sizeof text);
  text[sizeof text - 1] = '\0';
  text[7] = ' ';
  od_report_fold(&out, "   ", text);
  assert_int_equal(widest(out.data), 80);
  size_t letters = 0;
  for (size_t i = 0; i < out.size; i++) letters += out.data[i] == 'x';
  assert_int_equal(letters, sizeof text - 2); /* nothing is lost */
  od_buffer_release(&out);
}

static void counts_characters_not_bytes(void **state) {
  od_buffer out = {0}, text = {0};
  (void)state;
  for (int i = 0; i < 80; i++) od_buffer_text(&text, "\xc3\xa9");
  od_report_fold(&out, "", text.data);
  assert_int_equal(out.size, 161); /* one line of 80 */
  od_buffer_release(&out);
  od_buffer_release(&text);
}

static void evidence_cannot_steer_a_terminal(void **state) {
  od_buffer out = {0};
  (void)state;
  od_report_fold(&out, "", "a\x1b[2Jb\nc\xc2\x9b\x7f\xc3\xa9");
  assert_string_equal(out.data, "a?[2Jb?c??\xc3\xa9\n");
  od_buffer_release(&out);
}

/* The report over these bytes and a file that nobody understands. */
static char *report_of(const char *bytes, size_t size, const char *format,
                       const char *code, const char *at) {
  od_case *c;
  od_diagnosis *d;
  od_job *job;
  char *text;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_case_new(&c), OD_OK);
  assert_int_equal(od_case_add_bytes(c, "d.txt", bytes, size, job), OD_OK);
  assert_int_equal(od_case_add_bytes(c, "junk.bin", "\1\2\3", 3, job), OD_OK);
  if (code) assert_int_equal(od_case_set(c, "code", code), OD_OK);
  if (at) assert_int_equal(od_case_set(c, "at", at), OD_OK);
  assert_int_equal(od_case_diagnose(&d, c, job), OD_OK);
  assert_int_equal(od_diagnosis_to_text(&text, d, format), OD_OK);
  od_diagnosis_free(d);
  od_case_free(c);
  od_job_free(job);
  return text;
}

static char *report(const char *format, const char *code) {
  static const char dsreg[] =
      "+----------------------------------------------------------------------+\n"
      "| Device State                                                         |\n"
      "+----------------------------------------------------------------------+\n"
      "\n"
      "             AzureAdJoined : YES\n"
      "          EnterpriseJoined : NO\n"
      "              DomainJoined : NO\n"
      "+----------------------------------------------------------------------+\n"
      "| Device Details                                                       |\n"
      "+----------------------------------------------------------------------+\n"
      "\n"
      "                  DeviceId : 00aa00aa-bb11-cc22-dd33-44ee44ee44ee\n"
      "          DeviceAuthStatus : FAILED. Device is either disabled or "
      "deleted\n";
  return report_of(dsreg, sizeof dsreg - 1, format, code, NULL);
}

/* A command is there to be pasted: in one piece, and it steers nothing. */
static void commands_are_whole(void **state) {
  od_buffer out = {0};
  char text[400], wanted[sizeof text + 16];
  (void)state;
  memset(text, 'x', sizeof text);
  text[50] = text[120] = ' ';
  text[sizeof text - 1] = '\0';
  snprintf(wanted, sizeof wanted, "    run: %s\n", text);
  od_report_command(&out, "    run: ", text);
  assert_string_equal(out.data, wanted);
  od_buffer_release(&out);
  od_report_command(&out, "", "a\nb\x1b[1m");
  assert_string_equal(out.data, "a?b?[1m\n");
  od_buffer_release(&out);
}

static void text_answers_in_its_first_lines(void **state) {
  char *text = report("text", "0x8004de40");
  (void)state;
  assert_ptr_equal(strstr(text, "Cause confirmed: "), text);
  const char *line = text;
  for (int i = 0; i < 3; i++) line = strchr(line, '\n') + 1;
  assert_true(strstr(text, "device.disabled") < line);
  assert_true(strstr(text, "Do next: ") < line);
  assert_non_null(strstr(text, "d.txt:"));
  assert_non_null(strstr(text, "junk.bin: not recognised"));
  assert_true(widest(text) <= 80);
  od_free(text);
}

/* Without evidence, by this pack beside the built-in ones. */
static char *report_by(const char *pack) {
  od_case *c;
  od_diagnosis *d;
  od_rules *rules;
  od_job *job;
  char *text;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_case_new(&c), OD_OK);
  assert_int_equal(od_rules_read(&rules, "t.json", pack, strlen(pack), job),
                   OD_OK);
  assert_int_equal(od_case_add_rules(c, rules), OD_OK);
  assert_int_equal(od_case_set(c, "code", "0x8004de40"), OD_OK);
  assert_int_equal(od_case_diagnose(&d, c, job), OD_OK);
  assert_int_equal(od_diagnosis_to_text(&text, d, "text"), OD_OK);
  od_diagnosis_free(d);
  od_rules_free(rules);
  od_case_free(c);
  od_job_free(job);
  return text;
}

/* Nothing strong is hidden because other evidence is stronger. */
static void what_was_contradicted_is_still_seen(void **state) {
  static const char pack[] =
      "{\"schema\":\"od0x8004.rules/1\",\"name\":\"t\",\"observations\":["
      "{\"id\":\"a\",\"group\":\"a\",\"when\":true,\"for\":[{\"cause\":"
      "\"clock.skew\",\"tier\":\"moderate\"}],\"class\":\"documented\","
      "\"source\":\"x\",\"severity\":\"error\",\"text\":\"It is late.\"},"
      "{\"id\":\"b\",\"group\":\"b\",\"when\":true,\"against\":[{"
      "\"cause\":\"clock.skew\",\"tier\":\"strong\"}],\"class\":"
      "\"documented\",\"source\":\"x\",\"text\":\"It is not late.\"}]}";
  char *text = report_by(pack);
  (void)state;
  assert_non_null(strstr(text, "Also seen (no cause by itself)"));
  assert_non_null(strstr(text, "It is late.\n    (speaks for clock.skew, "
                               "which is unlikely: other evidence is against "
                               "it)"));
  assert_null(strstr(text, "It is not late."));
  od_free(text);
}

static void json_holds_the_contract(void **state) {
  static const char *const members[] = {
      "schema", "code", "subject", "verdict", "firm", "causes",
      "observations", "not_measured", "next", "plan", "advice"};
  char *text = report("json", "-2147164608");
  od_json_options options = {0};
  od_json *root;
  (void)state;
  assert_int_equal(od_json_parse(&root, od_view_of(text), &options), OD_OK);
  for (size_t i = 0; i < sizeof members / sizeof *members; i++)
    if (!od_json_member(root, members[i])) fail_msg("no %s", members[i]);
  assert_string_equal(od_json_text(od_json_member(root, "code")),
                      "0x8004de40");
  const od_json *cause = od_json_first(od_json_member(root, "causes"));
  assert_string_equal(od_json_text(od_json_member(cause, "id")),
                      "device.disabled");
  assert_string_equal(od_json_text(od_json_member(cause, "grade")),
                      "confirmed");
  assert_false(od_json_bool(od_json_member(root, "firm")));
  od_json_free(root);
  od_free(text);
}

static void ticket_has_three_lines_for_the_user(void **state) {
  char *text = report("ticket", "0x8004de40");
  const char *gap = strstr(text, "\n\n");
  int lines = 1;
  (void)state;
  assert_non_null(gap);
  for (const char *c = text; c < gap; c++) lines += *c == '\n';
  assert_int_equal(lines, 3);
  assert_non_null(strstr(text, "Correlation id:"));
  assert_non_null(strstr(text, "Tenant:"));
  od_free(text);
}

static void each_cause_has_its_page(void **state) {
  char *text = report("json", "0x8004de40"), page[128];
  od_json_options options = {0};
  od_json *root;
  (void)state;
  assert_int_equal(od_json_parse(&root, od_view_of(text), &options), OD_OK);
  const od_json *cause = od_json_first(od_json_member(root, "causes"));
  assert_non_null(cause);
  for (; cause; cause = od_json_next(cause)) {
    snprintf(page, sizeof page, "docs/causes/%s.md",
             od_json_text(od_json_member(cause, "id")));
    assert_string_equal(od_json_text(od_json_member(cause, "page")), page);
  }
  od_json_free(root);
  od_free(text);
  text = report("text", "0x8004de40");
  assert_non_null(strstr(text, "   read    docs/causes/device.disabled.md\n"));
  od_free(text);
}

#define ID "0d1f7c52-6a3b-4e8f-b2c9-71a5e6d04b83"

/* What the user was shown, and the attempt of Windows with the same id. */
static const char attempt[] =
    "{\"schema\":\"od0x8004.facts/1\",\"subject\":{\"account\":null,\"sid\":"
    "null,\"found_by\":null},\"captured\":null,\"sources\":[{\"id\":\"s1\","
    "\"kind\":\"dialog\",\"name\":\"mail.txt\"},{\"id\":\"s2\",\"kind\":"
    "\"dsregcmd\",\"name\":\"dsreg.txt\"}],\"conflicts\":[],\"facts\":{"
    "\"messages\":{\"state\":\"measured\",\"source\":\"s1\",\"line\":2,"
    "\"value\":[{\"time\":\"2026-03-10T09:11:12Z\",\"code\":\"AADSTS50126\","
    "\"correlation_id\":\"" ID "\",\"line\":2,\"source\":\"s1\"}]},\"prt\":{"
    "\"last_attempt\":{\"time\":{\"state\":\"measured\",\"value\":"
    "\"2026-03-10T07:58:11Z\",\"source\":\"s2\",\"line\":68},\"status\":{"
    "\"state\":\"measured\",\"value\":\"0xc000006d\",\"source\":\"s2\","
    "\"line\":69},\"correlation_id\":{\"state\":\"measured\",\"value\":\"" ID
    "\",\"source\":\"s2\",\"line\":72}}}}}";

static void the_chain_in_words(void **state) {
  char *text = report_of(attempt, sizeof attempt - 1, "text", NULL, NULL);
  (void)state;
  const char *head = strstr(text, "\nHow it went, by ids and times\n");
  assert_non_null(head);
  const char *first = strstr(head, "2026-03-10T07:58:11Z");
  const char *second = strstr(head, "2026-03-10T09:11:12Z");
  assert_non_null(first);
  assert_true(second > first);
  assert_non_null(strstr(first, "Windows asked for a token: 0xc000006d"));
  assert_non_null(strstr(first, "[dsreg.txt:68]"));
  assert_non_null(strstr(first, "same correlation"));
  assert_non_null(strstr(second, "the user was shown: AADSTS50126"));
  assert_non_null(strstr(second, "[mail.txt:2]"));
  assert_true(widest(text) <= 80);
  od_free(text);
}

static void the_chain_as_json(void **state) {
  char *text = report_of(attempt, sizeof attempt - 1, "json", NULL, NULL);
  od_json_options options = {0};
  od_json *root;
  (void)state;
  assert_int_equal(od_json_parse(&root, od_view_of(text), &options), OD_OK);
  const od_json *list = od_json_member(root, "chain");
  assert_int_equal(od_json_count(list), 2);
  const od_json *link = od_json_first(list);
  assert_string_equal(od_json_text(od_json_member(link, "what")),
                      "prt-attempt");
  assert_string_equal(od_json_text(od_json_member(link, "time")),
                      "2026-03-10T07:58:11Z");
  assert_int_equal(od_json_number(od_json_member(link, "line")), 68);
  link = od_json_next(link);
  assert_string_equal(od_json_text(od_json_member(link, "source")),
                      "mail.txt");
  assert_string_equal(od_json_text(od_json_member(link, "code")),
                      "AADSTS50126");
  od_json_free(root);
  od_free(text);
}

/* Nothing happened then: it is said, with the remark that helps. */
static void a_time_at_which_nothing_was(void **state) {
  char *text = report_of(attempt, sizeof attempt - 1, "text", NULL,
                         "2026-03-12T00:00:00Z");
  (void)state;
  assert_non_null(strstr(text, "Nothing in the evidence is within five "
                               "minutes of 2026-03-12T00:00:00Z"));
  assert_null(strstr(text, "How it went"));
  od_free(text);
}

static void the_ticket_names_time_and_id(void **state) {
  char *text = report_of(attempt, sizeof attempt - 1, "ticket", NULL, NULL);
  (void)state;
  assert_non_null(strstr(text, "Time (UTC):      2026-03-10T09:11:12Z\n"));
  assert_non_null(strstr(text, "Correlation id:  " ID "\n"));
  assert_non_null(strstr(text, "Code:            not given\n"));
  assert_non_null(strstr(text, "Tenant:          not in the evidence\n"));
  od_free(text);
  text = report_of(attempt, sizeof attempt - 1, "ticket", "0x8004de40",
                   "2026-03-10T09:12:00Z");
  assert_non_null(strstr(text, "Time (UTC):      2026-03-10T09:12:00Z\n"));
  assert_non_null(strstr(text, "Code:            0x8004de40\n"));
  od_free(text);
}

static void an_unknown_format_is_refused(void **state) {
  od_case *c;
  od_diagnosis *d;
  od_job *job;
  char *text = (char *)"x";
  (void)state;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_case_new(&c), OD_OK);
  assert_int_equal(od_case_diagnose(&d, c, job), OD_OK);
  assert_int_equal(od_diagnosis_to_text(&text, d, "pdf"), OD_EINVALID);
  assert_null(text);
  assert_non_null(strstr(od_error_message(), "'pdf'"));
  assert_string_equal(od_diagnosis_verdict(d), "cannot-tell");
  od_diagnosis_free(d);
  od_case_free(c);
  od_job_free(job);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(folds_at_words_and_breaks_long_ones),
      cmocka_unit_test(counts_characters_not_bytes),
      cmocka_unit_test(evidence_cannot_steer_a_terminal),
      cmocka_unit_test(commands_are_whole),
      cmocka_unit_test(text_answers_in_its_first_lines),
      cmocka_unit_test(what_was_contradicted_is_still_seen),
      cmocka_unit_test(json_holds_the_contract),
      cmocka_unit_test(ticket_has_three_lines_for_the_user),
      cmocka_unit_test(each_cause_has_its_page),
      cmocka_unit_test(the_chain_in_words),
      cmocka_unit_test(the_chain_as_json),
      cmocka_unit_test(a_time_at_which_nothing_was),
      cmocka_unit_test(the_ticket_names_time_and_id),
      cmocka_unit_test(an_unknown_format_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
