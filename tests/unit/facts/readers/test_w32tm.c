/* w32tm /stripchart: the sign, the median, other languages, failures. */
#include "reader_test.h"

#define HEAD "Tracking time.windows.com [20.101.57.9:123].\n" \
             "Collecting 3 samples.\n" \
             "The current time is 3/10/2026 10:11:12 AM.\n"

static void offsets(void **state) {
  static const struct {
    const char *text, *want;
  } rows[] = {
      /* the server is ahead: the local clock is slow, local minus true < 0 */
      {HEAD "10:11:12, +420.5000000s\n", "-420.5"},
      {HEAD "10:11:12, -45.5000000s\n", "45.5"},
      {HEAD "10:11:12, +00.0000000s\n", "0"},
      {HEAD "10:11:12, +00.0123456s", "-0.0123456"},
      /* the median: one that is far out does not count */
      {HEAD "10:11:12, +00.1000000s\n10:11:14, +900.0000000s\n"
            "10:11:16, +00.3000000s\n", "-0.3"},
      {HEAD "10:11:12, +01.0000000s\n10:11:14, +02.0000000s\n", "-1.5"},
      {HEAD "10:11:12, error: 0x800705B4\n10:11:14, +02.0000000s\n", "-2"},
      /* the chart, with and without the comma after the time */
      {HEAD "10:11:12, d:+00.0312500s o:+00.2500000s  [      *     ]\n",
       "-0.25"},
      {HEAD "10:11:12 d:+00.0312500s o:-10.2500000s  [  *    |     ]\n",
       "10.25"},
      /* a decimal comma; German and Japanese titles */
      {"time.windows.com wird verfolgt [20.101.57.9:123].\n"
       "Es werden 3 Beispiele gesammelt.\n"
       "Es ist 28.05.2025 11:21:53.\n11:21:53, +00,1250000s\n", "-0.125"},
      {"time.windows.com [20.101.57.9:123] \xe3\x82\x92\xe8\xbf\xbd\xe8\xb7"
       "\xa1\xe4\xb8\xad\n11:21:53, -00.5000000s\n", "0.5"},
      {"> 11:21:53, -00.5000000s\r\n", "0.5"},
      /* two commands: they agree, or nobody knows */
      {HEAD "10:11:12, +01.0000000s\n" HEAD "10:12:12, +02.0000000s\n", "-1"},
      {HEAD "10:11:12, +01.0000000s\n" HEAD "10:12:12, +99.0000000s\n",
       "unreadable"},
      {HEAD "10:11:12, error: 0x800705B4\n10:11:14, error: 0x800705B4\n",
       "unreadable"},
      {HEAD "10:11:12, Fehler: 0x800705B4\n", "unreadable"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    expectation wanted = {"clock.offset_seconds", rows[i].want};
    if (!recognises_string(&od_reader_w32tm, rows[i].text))
      fail_msg("does not take '%s'", rows[i].text);
    check_facts(read_string(&od_reader_w32tm, rows[i].text), &wanted, 1);
  }
}

static void cut_files(void **state) {
  static const char *const rows[] = {
      HEAD "10:11:12, +00.0123456s\n",
      HEAD "10:11:12, d:+00.0312500s o:+00.2500000s  [      *     ]\n"};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    check_cuts(&od_reader_w32tm, rows[i]);
}

static void foreign_text(void **state) {
  static const char *const rows[] = {
      "",
      HEAD,
      "10:11:12, +00.01s\n",
      "10:11:12, 00.0123456s\n",
      "10:11:12, +00.0123456s and more\n",
      "10:11:12, +99999999999.0000000s\n",
      "1:11:12, +00.0123456s\n",
      "10:11:12, error: 0x800705B4\n", /* no title */
      "Phase Offset: -0.0001234s\nSource: time.windows.com,0x9\n",
      "10:11:12 d:+00.0312500s\n",
      "2026-03-10 10:11:12, +00.0123456s\n",
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (recognises_string(&od_reader_w32tm, rows[i]))
      fail_msg("takes '%s'", rows[i]);
}

/* More samples than are kept change nothing much. */
static void very_many_samples(void **state) {
  static char text[40000] = HEAD;
  expectation wanted = {"clock.offset_seconds", "-1"};
  (void)state;
  for (int i = 0; i < 1000; i++) strcat(text, "10:11:12, +01.0000000s\n");
  check_facts(read_string(&od_reader_w32tm, text), &wanted, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(offsets),
      cmocka_unit_test(cut_files),
      cmocka_unit_test(foreign_text),
      cmocka_unit_test(very_many_samples),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
