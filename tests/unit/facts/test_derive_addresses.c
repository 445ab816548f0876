/* Where Microsoft's prefixes go, whether there is a network, what name servers
   answered. */
#include "facts_helpers.h"

#define WIFI                                                              \
  "{\"adapter\":\"Wi-Fi\",\"description\":\"Intel Wi-Fi\",\"kind\":"      \
  "\"wireless\",\"connected\":true,\"addresses\":[\"192.168.1.5\"],"      \
  "\"gateways\":[\"192.168.1.1\"],\"line\":1}"
#define WIFI_ALONE                                                        \
  "{\"adapter\":\"Wi-Fi\",\"kind\":\"wireless\",\"connected\":true,"      \
  "\"addresses\":[\"169.254.1.5\"],\"gateways\":[],\"line\":1}"
#define UNPLUGGED                                                         \
  "{\"adapter\":\"Ethernet\",\"kind\":\"ethernet\",\"connected\":false,"  \
  "\"addresses\":[],\"gateways\":[],\"line\":2}"
#define CUT                                                               \
  "{\"adapter\":\"Ethernet\",\"kind\":\"ethernet\",\"addresses\":[],"     \
  "\"line\":2}"
#define VPN                                                               \
  "{\"adapter\":\"vpn\",\"description\":\"TAP-Windows Adapter V9\","      \
  "\"kind\":\"tunnel\",\"connected\":true,\"addresses\":[\"10.8.0.2\"],"  \
  "\"gateways\":[],\"line\":3}"
#define VPN_DOWN                                                          \
  "{\"adapter\":\"vpn\",\"kind\":\"tunnel\",\"connected\":false,"         \
  "\"addresses\":[],\"gateways\":[],\"line\":3}"
#define DIALLED                                                           \
  "{\"adapter\":\"dial\",\"kind\":\"ppp\",\"connected\":true,"            \
  "\"addresses\":[\"10.9.0.2\"],\"gateways\":[\"0.0.0.0\"],\"line\":3}"

#define ADAPTERS(list) "network.adapters=[" list "]"
#define TABLE(list) "|network.route_table=[" list "]"
#define WAY(family, prefix, gateway, interface, metric)                   \
  "{\"family\":" #family ",\"prefix\":\"" prefix "\",\"gateway\":\""      \
  gateway "\",\"interface\":\"" interface "\",\"metric\":" #metric        \
  ",\"line\":9}"
#define OUT WAY(4, "0.0.0.0/0", "192.168.1.1", "192.168.1.5", 35)
#define INTO WAY(4, "0.0.0.0/0", "on-link", "10.8.0.2", 5)
#define HALVES                                                            \
  WAY(4, "0.0.0.0/1", "10.8.0.1", "10.8.0.2", 99) ","                     \
  WAY(4, "128.0.0.0/1", "10.8.0.1", "10.8.0.2", 99)
#define OFFICE WAY(4, "10.0.0.0/8", "10.8.0.1", "10.8.0.2", 5)
#define LIST(list) "|network.interfaces=[" list "]"
#define CARD                                                              \
  "{\"index\":\"12\",\"description\":\"Intel Wi-Fi\",\"kind\":"           \
  "\"ethernet\",\"line\":4}"
#define TAP                                                               \
  "{\"index\":\"7\",\"description\":\"TAP-Windows Adapter V9\",\"kind\":" \
  "\"tunnel\",\"line\":5}"

typedef struct row {
  const char *facts, *fact, *told;
} row;

static const row vpn_rows[] = {
    /* connected */
    {ADAPTERS(WIFI), "network.connected", "measured true"},
    {ADAPTERS(UNPLUGGED), "network.connected", "measured false"},
    {ADAPTERS(WIFI_ALONE "," UNPLUGGED), "network.connected",
     "measured false"},
    {ADAPTERS(UNPLUGGED "," CUT), "network.connected", "-"},
    {ADAPTERS(UNPLUGGED "," CUT) TABLE(OUT), "network.connected",
     "measured true"},
    {"", "network.connected", "-"},
    /* none: no tunnel, or one that is down */
    {ADAPTERS(WIFI), "network.vpn", "measured \"none\""},
    {ADAPTERS(WIFI "," VPN_DOWN) TABLE(OUT), "network.vpn",
     "measured \"none\""},
    {ADAPTERS(WIFI "," CUT), "network.vpn", "measured \"none\""},
    {ADAPTERS(DIALLED "," UNPLUGGED), "network.vpn", "measured \"none\""},
    {"network.interfaces=[" CARD "]", "network.vpn", "measured \"none\""},
    /* a tunnel without the table: nobody knows */
    {ADAPTERS(WIFI "," VPN), "network.vpn", "not-asked"},
    {"network.interfaces=[" CARD "," TAP "]", "network.vpn", "not-asked"},
    /* all of it, by a metric or by two halves */
    {ADAPTERS(WIFI "," VPN) TABLE(OUT "," INTO), "network.vpn",
     "measured \"tunnelled\""},
    {ADAPTERS(WIFI "," VPN) TABLE(OUT "," HALVES), "network.vpn",
     "measured \"tunnelled\""},
    {ADAPTERS(WIFI "," DIALLED)
         TABLE(OUT "," WAY(4, "0.0.0.0/0", "on-link", "10.9.0.2", 1)),
     "network.vpn", "measured \"tunnelled\""},
    /* none of Microsoft's */
    {ADAPTERS(WIFI "," VPN) TABLE(OUT "," OFFICE), "network.vpn",
     "measured \"split\""},
    /* some: one prefix, or a part of one */
    {ADAPTERS(WIFI "," VPN)
         TABLE(OUT "," WAY(4, "20.190.128.0/18", "10.8.0.1", "10.8.0.2", 5)),
     "network.vpn", "measured \"selective\""},
    {ADAPTERS(WIFI "," VPN)
         TABLE(OUT "," WAY(4, "20.190.159.2/32", "10.8.0.1", "10.8.0.2", 5)),
     "network.vpn", "measured \"selective\""},
    {ADAPTERS(WIFI "," VPN) TABLE(
         OUT "," HALVES ","
         WAY(4, "13.107.136.0/22", "192.168.1.1", "192.168.1.5", 5)),
     "network.vpn", "measured \"selective\""},
    /* IPv6 past a tunnel that carries all of IPv4 */
    {ADAPTERS(WIFI "," VPN) LIST(CARD "," TAP)
         TABLE(OUT "," INTO "," WAY(6, "::/0", "fe80::1", "12", 281)),
     "network.vpn", "measured \"selective\""},
    {ADAPTERS(WIFI "," VPN) LIST(CARD "," TAP)
         TABLE(OUT "," INTO "," WAY(6, "::/0", "on-link", "7", 5)),
     "network.vpn", "measured \"tunnelled\""},
    /* persistent routes are no ways */
    {ADAPTERS(WIFI "," VPN)
         TABLE(OUT ",{\"family\":4,\"prefix\":\"0.0.0.0/1\",\"gateway\":"
                   "\"10.8.0.1\",\"interface\":\"10.8.0.2\",\"persistent\":"
                   "true,\"line\":8}"),
     "network.vpn", "measured \"split\""},
    /* an interface that nobody listed */
    {ADAPTERS(WIFI "," VPN)
         TABLE(OUT "," WAY(4, "0.0.0.0/0", "on-link", "10.77.0.2", 1)),
     "network.vpn", "not-asked"},
    {ADAPTERS(WIFI) TABLE(OUT), "network.routes",
     "measured [{\"prefix\":\"13.107.136.0/22\",\"set\":31,\"interface\":"
     "\"Intel Wi-Fi\",\"tunnel\":false},{\"prefix\":\"40.108.128.0/17\","
     "\"set\":31,\"interface\":\"Intel Wi-Fi\",\"tunnel\":false},"
     "{\"prefix\":\"52.104.0.0/14\",\"set\":31,\"interface\":\"Intel "
     "Wi-Fi\",\"tunnel\":false},{\"prefix\":\"104.146.128.0/17\",\"set\":31,"
     "\"interface\":\"Intel Wi-Fi\",\"tunnel\":false},{\"prefix\":"
     "\"150.171.40.0/22\",\"set\":31,\"interface\":\"Intel Wi-Fi\","
     "\"tunnel\":false},{\"prefix\":\"20.20.32.0/19\",\"set\":56,"
     "\"interface\":\"Intel Wi-Fi\",\"tunnel\":false},{\"prefix\":"
     "\"20.190.128.0/18\",\"set\":56,\"interface\":\"Intel Wi-Fi\","
     "\"tunnel\":false},{\"prefix\":\"20.231.128.0/19\",\"set\":56,"
     "\"interface\":\"Intel Wi-Fi\",\"tunnel\":false},{\"prefix\":"
     "\"40.126.0.0/18\",\"set\":56,\"interface\":\"Intel Wi-Fi\","
     "\"tunnel\":false}]"},
    {ADAPTERS(WIFI), "network.routes", "-"},
};

#define SAID(host, address, result)                                      \
  "{\"host\":\"" host "\",\"server\":\"10.0.0.1\",\"addresses\":["       \
  address "],\"result\":\"" result "\",\"line\":1}"
#define ASKED(host, address, result, chosen)                             \
  "{\"host\":\"" host "\",\"server\":\"10.0.0.1\",\"addresses\":["       \
  address "],\"result\":\"" result "\",\"chosen\":" chosen ",\"line\":1}"
#define ANSWERS(list) "network.resolutions=[" list "]"
#define BAD(host, address, range)                                        \
  "measured [{\"host\":\"" host "\",\"server\":\"10.0.0.1\","            \
  "\"address\":\"" address "\",\"range\":\"" range "\"}]"
#define LOGIN "login.microsoftonline.com"
#define FAILED(result, others)                                           \
  "measured [{\"host\":\"" LOGIN "\",\"set\":56,\"server\":\"10.0.0.1\"," \
  "\"result\":\"" result "\",\"others_resolve\":" others "}]"

static const row dns_rows[] = {
    {ANSWERS(SAID(LOGIN, "\"20.190.159.2\",\"2603:1027:1:28::1\"", "ok")),
     "network.dns_hijacked", "measured []"},
    {ANSWERS(SAID(LOGIN, "\"10.1.2.3\"", "ok")), "network.dns_hijacked",
     BAD(LOGIN, "10.1.2.3", "private")},
    {ANSWERS(SAID(LOGIN, "\"0.0.0.0\"", "ok")), "network.dns_hijacked",
     BAD(LOGIN, "0.0.0.0", "loopback")},
    {ANSWERS(SAID(LOGIN, "\"100.64.0.7\"", "ok")), "network.dns_hijacked",
     BAD(LOGIN, "100.64.0.7", "synthetic")},
    {ANSWERS(SAID(LOGIN, "\"203.0.113.9\"", "ok")), "network.dns_hijacked",
     BAD(LOGIN, "203.0.113.9", "outside")},
    /* another set's prefix is not its own */
    {ANSWERS(SAID(LOGIN, "\"13.107.136.8\"", "ok")), "network.dns_hijacked",
     BAD(LOGIN, "13.107.136.8", "outside")},
    {ANSWERS(SAID("contoso.sharepoint.com", "\"13.107.136.8\"", "ok")),
     "network.dns_hijacked", "measured []"},
    /* 64:ff9b::/96 stands for the IPv4 address inside */
    {ANSWERS(SAID(LOGIN, "\"64:ff9b::14be:9f02\"", "ok")),
     "network.dns_hijacked", "measured []"},
    {ANSWERS(SAID(LOGIN, "\"64:ff9b::a01:203\"", "ok")),
     "network.dns_hijacked", BAD(LOGIN, "64:ff9b::a01:203", "private")},
    /* sets without prefixes, and other hosts, are not judged */
    {ANSWERS(SAID("g.live.com", "\"10.1.2.3\"", "ok")),
     "network.dns_hijacked", "not-asked"},
    {ANSWERS(SAID("contoso.com", "\"10.1.2.3\"", "ok")),
     "network.dns_hijacked", "not-asked"},
    {ANSWERS(SAID(LOGIN, "", "nxdomain")), "network.dns_hijacked",
     "not-asked"},
    /* twice the same answer is one */
    {ANSWERS(SAID(LOGIN, "\"10.1.2.3\"", "ok") ","
             SAID(LOGIN, "\"10.1.2.3\"", "ok")),
     "network.dns_hijacked", BAD(LOGIN, "10.1.2.3", "private")},
    /* failed */
    {ANSWERS(SAID(LOGIN, "", "nxdomain")), "network.dns_failed",
     FAILED("nxdomain", "false")},
    {ANSWERS(SAID(LOGIN, "", "nxdomain") ","
             SAID("contoso.com", "\"10.1.2.3\"", "ok")),
     "network.dns_failed", FAILED("nxdomain", "true")},
    {ANSWERS(SAID(LOGIN, "", "timeout") "," SAID(LOGIN, "", "refused")),
     "network.dns_failed", FAILED("timeout", "false")},
    /* one server fails, another answers */
    {ANSWERS(SAID(LOGIN, "", "timeout") ","
             SAID(LOGIN, "\"20.190.159.2\"", "ok")),
     "network.dns_failed", "measured []"},
    /* another server, named beside it, does not mend the machine's own */
    {ANSWERS(ASKED(LOGIN, "", "nxdomain", "false") ","
             ASKED(LOGIN, "\"20.190.159.2\"", "ok", "true")),
     "network.dns_failed", FAILED("nxdomain", "true")},
    {ANSWERS(ASKED(LOGIN, "", "nxdomain", "true") ","
             ASKED(LOGIN, "\"20.190.159.2\"", "ok", "false")),
     "network.dns_failed", "measured []"},
    {ANSWERS(SAID("no.such.host.contoso.com", "", "nxdomain")),
     "network.dns_failed", "not-asked"},
};

static int check_rows(const row *rows, size_t count) {
  int wrong = 0;
  for (size_t i = 0; i < count; i++) {
    said one = {"ipconfig", "a.txt", NULL, NULL, NULL, rows[i].facts};
    od_facts *facts = join_of(&one, 1, NULL);
    char *got = told(facts, rows[i].fact);
    if (strcmp(got, rows[i].told)) {
      print_error("row %d, %s: %s\n", (int)i, rows[i].fact, got);
      wrong++;
    }
    od_free(got);
    od_facts_free(facts);
  }
  return wrong;
}

static void ways(void **state) {
  (void)state;
  assert_int_equal(check_rows(vpn_rows, COUNT(vpn_rows)), 0);
}

static void answers(void **state) {
  (void)state;
  assert_int_equal(check_rows(dns_rows, COUNT(dns_rows)), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ways),
      cmocka_unit_test(answers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
