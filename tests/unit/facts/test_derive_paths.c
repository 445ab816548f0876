/* What paths come to: which way counts, what works, what is known. */
#include "facts_helpers.h"

#define LOGIN "\"host\":\"login.microsoftonline.com\","
#define GRAPH "\"host\":\"graph.microsoft.com\","
#define SITE "\"host\":\"contoso.sharepoint.com\","
#define DEVICE "\"host\":\"device.login.microsoftonline.com\","
#define PROBE "\"host\":\"www.msftconnecttest.com\","
#define DIRECT "\"via\":\"direct\","
#define PROXY "\"via\":\"proxy\","
#define OK "\"verdict\":\"ok\""
#define FAILS(how) "\"verdict\":\"" how "\""
#define PATHS(list) "network.paths=[" list "]"
#define NO_PROXY "|proxy.wininet.enabled=false|proxy.wininet.pac_url=!absent"
#define SAYS(canary, message)                                       \
  "{" GRAPH DIRECT OK ",\"status\":401,\"canary\":" canary          \
  ",\"answer\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"" \
  message "\"}}"
#define REFUSED "\"status\":407,\"proxy_schemes\":"

static const struct row {
  const char *facts, *fact, *told;
} rows[] = {
    /* the way that counts */
    {PATHS("{" LOGIN DIRECT OK "}") NO_PROXY, "network.effective.way",
     "measured \"direct\""},
    {PATHS("{" LOGIN DIRECT OK "}"), "network.effective.way",
     "measured \"direct-assumed\""},
    {PATHS("{" LOGIN DIRECT OK "}") "|proxy.wininet.enabled=true",
     "network.effective.way", "not-asked"},
    {PATHS("{" LOGIN DIRECT OK "}") "|proxy.winhttp.mode=\"manual\"",
     "network.effective.works", "not-asked"},
    {PATHS("{" LOGIN DIRECT OK "},{" LOGIN PROXY FAILS("proxy-error") "}"),
     "network.effective.way", "measured \"proxy\""},
    {PATHS("{" LOGIN DIRECT FAILS("filtered") "},{" LOGIN PROXY OK "}"),
     "network.effective.works", "measured \"all\""},
    {PATHS("{" LOGIN DIRECT FAILS("filtered") "},{" LOGIN PROXY OK "}"),
     "network.direct.works", "measured \"none\""},
    {PATHS("{" LOGIN DIRECT OK "}"), "network.proxy.works", "-"},
    /* what works */
    {PATHS("{" LOGIN DIRECT OK "},{" GRAPH DIRECT FAILS("refused") "}"),
     "network.effective.works", "measured \"some\""},
    {PATHS("{" LOGIN DIRECT OK "},{" GRAPH DIRECT FAILS("refused") "}"),
     "network.effective.verdicts", "measured [\"refused\"]"},
    {PATHS("{" LOGIN DIRECT FAILS("refused") "},{" LOGIN DIRECT OK "}"),
     "network.effective.works", "measured \"all\""}, /* at the second try */
    /* the user's proxy and WinHTTP's are two ways */
    {PATHS("{" LOGIN PROXY "\"proxy\":\"a:80\"," OK "},{" LOGIN PROXY
           "\"proxy\":\"b:80\"," FAILS("proxy-unreachable") "}"),
     "network.effective.works", "measured \"some\""},
    {PATHS("{" LOGIN DIRECT FAILS("not-measured") "}"),
     "network.effective.works", "-"},
    {PATHS("{\"host\":\"example.org\"," DIRECT FAILS("filtered") "}"),
     "network.effective.works", "-"}, /* nobody needs it */
    {PATHS("{" LOGIN DIRECT FAILS("not-measured")
           ",\"tls\":{\"revocation_reached\":false}}"),
     "network.effective.works", "not-asked"},
    {PATHS("{" SITE DIRECT FAILS("filtered") "},{" LOGIN DIRECT OK "}"),
     "network.site_reached", "measured false"},
    {PATHS("{" LOGIN DIRECT OK "}"), "network.site_reached", "-"},
    /* tried, and nobody knows what came of it */
    {PATHS("{" LOGIN DIRECT FAILS("not-measured") "},{" GRAPH DIRECT OK "}"),
     "network.effective.undecided",
     "measured [\"login.microsoftonline.com\"]"},
    {PATHS("{" LOGIN DIRECT FAILS("not-measured") "},{" LOGIN DIRECT OK "}"),
     "network.effective.undecided", "measured []"},
    /* once so, once so; IPv6 beside IPv4 is another matter */
    {PATHS("{" LOGIN DIRECT FAILS("refused") "},{" LOGIN DIRECT OK "}"),
     "network.effective.unsteady",
     "measured [\"login.microsoftonline.com\"]"},
    {PATHS("{" LOGIN DIRECT "\"family\":6," FAILS("filtered") "},{" LOGIN
           DIRECT "\"family\":4," OK "}"),
     "network.effective.unsteady", "measured []"},
    {PATHS("{" LOGIN DIRECT FAILS("refused") "},{" LOGIN PROXY OK "}"),
     "network.effective.unsteady", "measured []"},
    /* certificates */
    {PATHS("{" LOGIN DIRECT OK ",\"tls\":{\"trusted_by_system\":true}},{"
           GRAPH DIRECT FAILS("tls-untrusted")
           ",\"tls\":{\"trusted_by_system\":false}}"),
     "network.chain", "measured \"mixed\""},
    {PATHS("{" LOGIN DIRECT FAILS("tls-untrusted")
           ",\"tls\":{\"trusted_by_system\":false,\"in_date\":false}}"),
     "network.chain", "measured \"expired\""},
    {PATHS("{" LOGIN DIRECT OK "}"), "network.chain", "-"},
    {PATHS("{" LOGIN DIRECT OK ",\"inspected\":false},{" GRAPH DIRECT OK
           ",\"inspected\":true,\"tls\":{\"issuer\":\"O=Zscaler\"}}"),
     "network.inspected", "measured true"},
    {PATHS("{" GRAPH DIRECT OK
           ",\"inspected\":true,\"tls\":{\"issuer\":\"O=Zscaler\"}}"),
     "network.inspecting_issuers", "measured [\"O=Zscaler\"]"},
    {PATHS("{" GRAPH DIRECT OK ",\"inspected\":true}"),
     "network.intercepted_hosts", "measured [\"graph.microsoft.com\"]"},
    {PATHS("{" LOGIN DIRECT OK ",\"inspected\":true}"),
     "network.inspected_device_hosts", "-"},
    {PATHS("{" DEVICE DIRECT OK ",\"inspected\":true}"),
     "network.inspected_device_hosts", "measured true"},
    /* of the twin without a proxy it says nothing */
    {PATHS("{" LOGIN DIRECT OK ",\"inspected\":false},{" LOGIN PROXY OK "}"),
     "network.inspected", "-"},
    {PATHS("{" GRAPH DIRECT OK ",\"inspected\":false,"
           "\"tls\":{\"trusted_by_system\":true}}"),
     "network.graph_genuine", "measured true"},
    {PATHS("{" GRAPH DIRECT OK ",\"inspected\":false}"),
     "network.graph_genuine", "measured false"},
    /* the canary */
    {PATHS(SAYS("false", "a") "," SAYS("true", "b")), "network.authorization",
     "measured \"kept\""},
    {PATHS(SAYS("false", "a") "," SAYS("true", "a")), "network.authorization",
     "measured \"stripped\""},
    {PATHS(SAYS("true", "a")), "network.authorization", "-"},
    {PATHS("{" GRAPH DIRECT OK ",\"authorization\":\"stripped\"}"),
     "network.authorization", "measured \"stripped\""},
    /* the rest */
    {PATHS("{" PROBE DIRECT OK "}"), "network.captive_portal",
     "measured false"},
    {PATHS("{" PROBE DIRECT FAILS("captive-portal") "}"),
     "network.captive_portal", "measured true"},
    {PATHS("{" PROBE PROXY FAILS("captive-portal") "}"),
     "network.captive_portal", "-"},
    {PATHS("{" LOGIN DIRECT "\"family\":6," FAILS("filtered") "},{" LOGIN
           DIRECT "\"family\":4," OK "}"),
     "network.ipv6_fails_alone", "measured true"},
    {PATHS("{" LOGIN DIRECT "\"family\":6," FAILS("filtered") "},{" LOGIN
           DIRECT "\"family\":4," FAILS("filtered") "}"),
     "network.ipv6_fails_alone", "-"},
    {PATHS("{" LOGIN DIRECT "\"family\":6," OK "}"),
     "network.ipv6_fails_alone", "measured false"},
    {PATHS("{" LOGIN DIRECT "\"family\":4," OK "}"),
     "network.ipv6_fails_alone", "-"},
    {PATHS("{" LOGIN DIRECT OK ",\"tls\":{\"version\":\"TLSv1.0\"}}"),
     "network.old_tls", "measured true"},
    {PATHS("{" LOGIN DIRECT OK ",\"tls\":{\"version\":\"TLSv1.2\"}}"),
     "network.old_tls", "measured false"},
    {PATHS("{" LOGIN DIRECT OK "}"), "network.old_tls", "-"},
    {PATHS("{" LOGIN PROXY FAILS("proxy-authentication") "," REFUSED
           "[\"basic\",\"ntlm\"]}"),
     "network.proxy.schemes", "measured [\"basic\",\"ntlm\"]"},
    {PATHS("{" LOGIN DIRECT OK ",\"status\":503}"), "network.service_error",
     "measured true"},
    {PATHS("{" LOGIN DIRECT OK ",\"status\":302}"), "network.service_error",
     "measured false"},
};

static void each_row(void **state) {
  int wrong = 0;
  (void)state;
  for (size_t i = 0; i < COUNT(rows); i++) {
    said part = {"curl", "a", 0, 0, 0, rows[i].facts};
    od_facts *facts = join_of(&part, 1, NULL);
    char *got = told(facts, rows[i].fact);
    if (strcmp(got, rows[i].told)) {
      print_error("%s\n  %s: %s, expected %s\n", rows[i].facts, rows[i].fact,
                  got, rows[i].told);
      wrong++;
    }
    od_free(got);
    od_facts_free(facts);
  }
  assert_int_equal(wrong, 0);
}

/* One run each in a file of its own: the pair is found all the same. */
static void of_several_files(void **state) {
  static const said parts[] = {
      {"curl", "a", 0, 0, 0, PATHS(SAYS("false", "a"))},
      {"curl", "b", 0, 0, 0, PATHS(SAYS("true", "a"))},
      {"registry", "c", 0, 0, 0, "proxy.wininet.enabled=true"},
      {"curl", "d", 0, 0, 0, PATHS("{" LOGIN PROXY OK "}")}};
  (void)state;
  od_facts *facts = join_of(parts, 2, NULL);
  assert_told(facts, "network.authorization", "measured \"stripped\"");
  od_facts_free(facts);
  facts = join_of(parts, 4, NULL);
  assert_told(facts, "network.authorization", "-");
  assert_told(facts, "network.effective.way", "measured \"proxy\"");
  od_facts_free(facts);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_row),
                                     cmocka_unit_test(of_several_files)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
