/* route print: both families, interfaces, persistent routes, cut tables. */
#include "reader_test.h"

#define RULE \
  "===========================================================================\n"

#define INTERFACES                                                   \
  RULE "Interface List\n"                                            \
       " 45...........................Contoso VPN\n"                 \
       " 12...00 15 5d 01 02 04 ......Intel(R) Wi-Fi 6 AX201\n"      \
       "  7...00 ff 5a 09 01 61 ......TAP-Windows Adapter V9\n"      \
       "  1...........................Software Loopback Interface 1\n" \
  RULE

#define FOUR                                                              \
  "\nIPv4 Route Table\n" RULE "Active Routes:\n"                          \
  "Network Destination        Netmask          Gateway       Interface  " \
  "Metric\n"                                                              \
  "          0.0.0.0          0.0.0.0    192.168.178.1   192.168.178.32 " \
  "    35\n"                                                              \
  "        127.0.0.0        255.0.0.0         On-link         127.0.0.1 " \
  "   331\n" RULE

#define PERSISTENT_FOUR                                       \
  "Persistent Routes:\n"                                      \
  "  Network Address          Netmask  Gateway Address  Metric\n" \
  "         10.0.0.0        255.0.0.0     192.168.178.2  Default \n" RULE

#define SIX                                             \
  "\nIPv6 Route Table\n" RULE "Active Routes:\n"        \
  " If Metric Network Destination      Gateway\n"       \
  " 12    281 ::/0                     fe80::1\n"       \
  "  1    331 ::1/128                  On-link\n"       \
  " 12    281 2001:DB8:1:2:7a71:c5a3:d0fb:45f3/128\n"   \
  "                                    On-link\n"       \
  " 12    281 2001:db8:1:2:7a71:c5a3:d0fb:45f4/128\n"   \
  "                                    fe80::2\n" RULE  \
  "Persistent Routes:\n"                                \
  " If Metric Network Destination      Gateway\n"       \
  "  0 4294967295 2001:db8:9::/48          On-link\n" RULE

#define WHOLE INTERFACES FOUR PERSISTENT_FOUR SIX "\nC:\\>\n"

static void english(void **state) {
  static const expectation wanted[] = {
      {"network.interfaces",
       "[{\"index\":\"45\",\"description\":\"Contoso VPN\",\"kind\":\"ppp\","
       "\"line\":3},{\"index\":\"12\",\"description\":\"Intel(R) Wi-Fi 6 "
       "AX201\",\"kind\":\"ethernet\",\"line\":4},{\"index\":\"7\","
       "\"description\":\"TAP-Windows Adapter V9\",\"kind\":\"tunnel\","
       "\"line\":5},{\"index\":\"1\",\"description\":\"Software Loopback "
       "Interface 1\",\"kind\":\"other\",\"line\":6}]"},
      {"network.route_table",
       "[{\"family\":4,\"prefix\":\"0.0.0.0/0\",\"gateway\":"
       "\"192.168.178.1\",\"interface\":\"192.168.178.32\",\"metric\":35,"
       "\"line\":13},{\"family\":4,\"prefix\":\"127.0.0.0/8\",\"gateway\":"
       "\"on-link\",\"interface\":\"127.0.0.1\",\"metric\":331,\"line\":14},"
       "{\"family\":4,\"prefix\":\"10.0.0.0/8\",\"gateway\":"
       "\"192.168.178.2\",\"persistent\":true,\"line\":18},"
       "{\"family\":6,\"prefix\":\"::/0\",\"gateway\":\"fe80::1\","
       "\"interface\":\"12\",\"metric\":281,\"line\":25},"
       "{\"family\":6,\"prefix\":\"::1/128\",\"gateway\":\"on-link\","
       "\"interface\":\"1\",\"metric\":331,\"line\":26},"
       "{\"family\":6,\"prefix\":\"2001:db8:1:2:7a71:c5a3:d0fb:45f3/128\","
       "\"gateway\":\"on-link\",\"interface\":\"12\",\"metric\":281,"
       "\"line\":27},"
       "{\"family\":6,\"prefix\":\"2001:db8:1:2:7a71:c5a3:d0fb:45f4/128\","
       "\"gateway\":\"fe80::2\",\"interface\":\"12\",\"metric\":281,"
       "\"line\":29},"
       "{\"family\":6,\"prefix\":\"2001:db8:9::/48\",\"gateway\":\"on-link\","
       "\"interface\":\"0\",\"metric\":4294967295,\"persistent\":true,"
       "\"line\":34}]"}};
  (void)state;
  CHECK_TEXT(od_reader_route, WHOLE, wanted);
}

/* On-link in other words, also of two. */
static void other_languages(void **state) {
  static const char *const words[] = {
      "Auf Verbindung", "On-link", "\xe3\x83\xaa\xe3\x83\xb3\xe3\x82\xaf "
      "\xe4\xb8\x8a", "Po\xc5\x82\xc4\x85" "czone", "Sur le lien"};
  (void)state;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    char text[800];
    static const expectation wanted[] = {
        {"network.route_table",
         "[{\"family\":4,\"prefix\":\"0.0.0.0/0\",\"gateway\":\"on-link\","
         "\"interface\":\"10.20.30.41\",\"metric\":26,\"line\":3}]"}};
    snprintf(text, sizeof text,
             "IPv4-Routentabelle\n%s"
             "          0.0.0.0          0.0.0.0   %s       10.20.30.41     "
             "26\n%s",
             RULE, words[i], RULE);
    assert_true(recognises_string(&od_reader_route, text));
    CHECK_TEXT(od_reader_route, text, wanted);
  }
}

/* A table without the rule below it is no table. */
static void cut_files(void **state) {
  od_facts *whole = read_string(&od_reader_route, WHOLE);
  const od_fact *all = od_facts_find(whole, "network.route_table");
  (void)state;
  for (size_t size = 0; size < strlen(WHOLE); size++) {
    od_facts *cut = read_bytes(&od_reader_route, WHOLE, size);
    const od_fact *fact = od_facts_find(cut, "network.route_table");
    size_t four = 0;
    const od_json *got = fact ? od_json_first(fact->value) : NULL;
    const od_json *want = od_json_first(all->value);
    for (; got; got = od_json_next(got), want = od_json_next(want)) {
      if (!od_json_equal(got, want)) fail_msg("cut at %d", (int)size);
      four += od_json_number(od_json_member(got, "family")) < 5;
    }
    if (four == 1) fail_msg("half a table at %d", (int)size);
    od_facts_free(cut);
  }
  od_facts_free(whole);
}

/* Two runs in one window, quoted in a mail. */
static void twice_and_quoted(void **state) {
  static const char text[] =
      "> C:\\>route print -4\n> " RULE
      ">           0.0.0.0          0.0.0.0      10.0.0.1      10.0.0.5    25\n"
      "> " RULE
      "> C:\\>route print -4\n> " RULE
      ">           0.0.0.0          0.0.0.0      10.0.0.1      10.0.0.5    25\n"
      "> C:\\>\n";
  static const expectation wanted[] = {
      {"network.route_table",
       "[{\"family\":4,\"prefix\":\"0.0.0.0/0\",\"gateway\":\"10.0.0.1\","
       "\"interface\":\"10.0.0.5\",\"metric\":25,\"line\":3}]"},
      {"network.interfaces", "-"}};
  (void)state;
  CHECK_TEXT(od_reader_route, text, wanted);
}

static void foreign_text(void **state) {
  static const recognition rows[] = {
      {"", 0},
      {"  0.0.0.0  0.0.0.0  192.168.1.1  192.168.1.5  35\n", 0},
      {RULE "default via 10.0.0.1 dev eth0 metric 100\n" RULE, 0},
      {RULE " 12...00 15 5d 01 02 04 ......Intel\n" RULE, 0}, /* one only */
      {RULE "  0.0.0.0  255.0.255.0  10.0.0.1  10.0.0.5  35\n" RULE, 0},
      {RULE "  0.0.0.0  0.0.0.0  10.0.0.1  10.0.0.5  35\nC:\\>\n" RULE, 0},
      {WHOLE, 1},
      {INTERFACES, 1},
  };
  (void)state;
  check_recognition(&od_reader_route, rows, sizeof rows / sizeof *rows);
}

/* More than is looked at: nothing is said rather than half of it. */
static void too_many(void **state) {
  static char text[400000] = RULE;
  static const expectation wanted[] = {{"network.route_table", "unreadable"}};
  size_t size = strlen(text);
  (void)state;
  for (int i = 0; i < 4100; i++)
    size += (size_t)snprintf(text + size, sizeof text - size,
                             "  10.%d.%d.0  255.255.255.0  10.0.0.1  10.0.0.5"
                             "  35\n", i / 250, i % 250);
  snprintf(text + size, sizeof text - size, "%s", RULE);
  CHECK_TEXT(od_reader_route, text, wanted);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(english),       cmocka_unit_test(other_languages),
      cmocka_unit_test(cut_files),     cmocka_unit_test(twice_and_quoted),
      cmocka_unit_test(foreign_text),  cmocka_unit_test(too_many),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
