/* Kinds of addresses, and the ones that stand for others. */
#include "facts/addresses.h"
#include "facts_helpers.h"

static od_address address_of(const char *text) {
  od_address address;
  if (!od_address_parse(&address, od_view_of(text))) fail_msg("%s", text);
  return address;
}

static void ranges(void **state) {
  static const struct {
    const char *address, *range;
  } rows[] = {
      {"127.0.0.1", "loopback"},     {"127.255.255.255", "loopback"},
      {"0.0.0.0", "loopback"},       {"::1", "loopback"},
      {"::", "loopback"},            {"::2", "outside"},
      {"126.255.255.255", "outside"}, {"128.0.0.0", "outside"},
      {"10.0.0.0", "private"},       {"11.0.0.0", "outside"},
      {"172.15.255.255", "outside"}, {"172.16.0.0", "private"},
      {"172.31.255.255", "private"}, {"172.32.0.0", "outside"},
      {"192.168.7.7", "private"},    {"192.169.0.0", "outside"},
      {"169.254.1.1", "private"},    {"169.253.1.1", "outside"},
      {"fd00::1", "private"},        {"fe00::1", "outside"},
      {"fe80::1", "private"},        {"febf::1", "private"},
      {"fec0::1", "outside"},        {"100.63.255.255", "outside"},
      {"100.64.0.0", "synthetic"},   {"100.127.255.255", "synthetic"},
      {"100.128.0.0", "outside"},    {"198.18.0.0", "synthetic"},
      {"198.19.255.255", "synthetic"}, {"198.20.0.0", "outside"},
      {"20.190.159.2", "outside"},   {"2603:1027:1:28::1", "outside"},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_address address = address_of(rows[i].address);
    if (strcmp(od_address_range(&address), rows[i].range))
      fail_msg("%s: %s", rows[i].address, od_address_range(&address));
  }
}

static void what_stands_for_another(void **state) {
  static const struct {
    const char *address, *inside;
  } rows[] = {
      {"64:ff9b::14be:9f02", "20.190.159.2"},
      {"64:ff9b::a00:1", "10.0.0.1"},
      {"64:ff9b:1::a00:1", "64:ff9b:1::a00:1"}, /* of the network itself */
      {"64:ff9b::1:a00:1", "64:ff9b::1:a00:1"},
      {"::ffff:1", "::ffff:1"},
      {"10.0.0.1", "10.0.0.1"},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    od_address got = address_of(rows[i].address);
    od_address expected = address_of(rows[i].inside);
    od_address_from_nat64(&got);
    assert_int_equal(got.size, expected.size);
    assert_memory_equal(got.bytes, expected.bytes, expected.size);
  }
}

/* So many false answers tell it all: the rest is left out. */
static void a_list_that_ends(void **state) {
  od_buffer text = {0};
  (void)state;
  od_buffer_text(&text, "network.resolutions=[{\"host\":"
                        "\"login.microsoftonline.com\",\"result\":\"ok\","
                        "\"addresses\":[\"junk\"");
  for (int i = 0; i < 300; i++)
    od_buffer_format(&text, ",\"10.0.%d.%d\"", i / 100, i % 100);
  od_buffer_text(&text, "]}]");
  said part = {"nslookup", "a", 0, 0, 0, text.data};
  od_facts *facts = join_of(&part, 1, NULL);
  const od_fact *list = od_facts_find(facts, "network.dns_hijacked");
  assert_int_equal(od_json_count(list->value), 64);
  od_facts_free(facts);
  od_buffer_release(&text);
}

/* The same host in other letters, another server, other hosts. */
static void hosts_are_told_apart(void **state) {
#define FAILS(host) "{\"host\":\"" host "\",\"result\":\"nxdomain\"}"
#define WORKS(host) \
  "{\"host\":\"" host "\",\"result\":\"ok\",\"addresses\":[\"20.190.159.2\"]}"
#define TOLD(host, others)                                            \
  "{\"host\":\"" host "\",\"set\":56,\"result\":\"nxdomain\","        \
  "\"others_resolve\":" others "}"
  static const struct {
    const char *facts, *told;
  } rows[] = {
      {"network.resolutions=[" FAILS("login.microsoftonline.com") ","
       FAILS("graph.microsoft.com") "]",
       "measured [" TOLD("login.microsoftonline.com", "false") ","
       TOLD("graph.microsoft.com", "false") "]"},
      {"network.resolutions=[" FAILS("login.microsoftonline.com") ","
       WORKS("Graph.Microsoft.com") "," FAILS("graph.microsoft.com") "]",
       "measured [" TOLD("login.microsoftonline.com", "true") "]"},
      {"network.resolutions=[" FAILS("LOGIN.microsoftonline.com") ","
       FAILS("login.microsoftonline.com") "]",
       "measured [" TOLD("LOGIN.microsoftonline.com", "false") "]"},
      {"network.resolutions=[]", "not-asked"},
  };
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    said part = {"nslookup", "a", 0, 0, 0, rows[i].facts};
    od_facts *facts = join_of(&part, 1, NULL);
    assert_told(facts, "network.dns_failed", rows[i].told);
    od_facts_free(facts);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranges), cmocka_unit_test(what_stands_for_another),
      cmocka_unit_test(a_list_that_ends),
      cmocka_unit_test(hosts_are_told_apart)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
