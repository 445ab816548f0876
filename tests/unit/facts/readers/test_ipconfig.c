/* ipconfig: languages, kinds, gateways, cut and quoted texts. */
#include "reader_test.h"

#define ENGLISH                                                              \
  "\nWindows IP Configuration\n\n"                                           \
  "   Host Name . . . . . . . . . . . . : LAP-MK-0417\n"                     \
  "   Primary Dns Suffix  . . . . . . . : contoso.com\n\n"                   \
  "PPP adapter Contoso VPN:\n\n"                                             \
  "   Connection-specific DNS Suffix  . : contoso.com\n"                     \
  "   Description . . . . . . . . . . . : Contoso VPN\n"                     \
  "   Physical Address. . . . . . . . . : \n"                                \
  "   DHCP Enabled. . . . . . . . . . . : No\n"                              \
  "   Autoconfiguration Enabled . . . . : Yes\n"                             \
  "   IPv4 Address. . . . . . . . . . . : 10.20.30.41(Preferred) \n"         \
  "   Subnet Mask . . . . . . . . . . . : 255.255.255.255\n"                 \
  "   Default Gateway . . . . . . . . . : \n"                                \
  "   DNS Servers . . . . . . . . . . . : 10.20.0.10\n"                      \
  "                                       10.20.0.11\n"                      \
  "   NetBIOS over Tcpip. . . . . . . . : Enabled\n\n"                       \
  "Wireless LAN adapter Wi-Fi:\n\n"                                          \
  "   Connection-specific DNS Suffix  . : fritz.box\n"                       \
  "   Description . . . . . . . . . . . : Intel(R) Wi-Fi 6 AX201 160MHz\n"   \
  "   Physical Address. . . . . . . . . : 00-15-5D-01-02-04\n"               \
  "   DHCP Enabled. . . . . . . . . . . : Yes\n"                             \
  "   Autoconfiguration Enabled . . . . : Yes\n"                             \
  "   Link-local IPv6 Address . . . . . : "                                  \
  "fe80::7a71:c5a3:d0fb:45f3%12(Preferred) \n"                               \
  "   IPv4 Address. . . . . . . . . . . : 192.168.178.32(Preferred) \n"      \
  "   Subnet Mask . . . . . . . . . . . : 255.255.255.0\n"                   \
  "   Lease Obtained. . . . . . . . . . : Tuesday, March 10, 2026 8:02:11 "  \
  "AM\n"                                                                     \
  "   Lease Expires . . . . . . . . . . : Friday, March 20, 2026 8:02:11 "   \
  "AM\n"                                                                     \
  "   Default Gateway . . . . . . . . . : fe80::1%12\n"                      \
  "                                       192.168.178.1\n"                   \
  "   DHCP Server . . . . . . . . . . . : 192.168.178.1\n"                   \
  "   DHCPv6 IAID . . . . . . . . . . . : 100668765\n"                       \
  "   DHCPv6 Client DUID. . . . . . . . : 00-01-00-01-2B-11-22-33\n"         \
  "   DNS Servers . . . . . . . . . . . : 192.168.178.1\n"                   \
  "   Primary WINS Server . . . . . . . : 192.168.178.9\n"                   \
  "   NetBIOS over Tcpip. . . . . . . . : Enabled\n"

static void english(void **state) {
  static const expectation wanted[] = {
      {"network.adapters",
       "[{\"adapter\":\"Contoso VPN\",\"description\":\"Contoso VPN\","
       "\"kind\":\"ppp\",\"connected\":true,\"addresses\":[\"10.20.30.41\"],"
       "\"gateways\":[],\"dns\":[\"10.20.0.10\",\"10.20.0.11\"],\"line\":7},"
       "{\"adapter\":\"Wi-Fi\",\"description\":\"Intel(R) Wi-Fi 6 AX201 "
       "160MHz\",\"kind\":\"wireless\",\"connected\":true,\"addresses\":"
       "[\"fe80::7a71:c5a3:d0fb:45f3\",\"192.168.178.32\"],\"gateways\":"
       "[\"fe80::1\",\"192.168.178.1\"],\"dns\":[\"192.168.178.1\"],"
       "\"line\":21}]"}};
  (void)state;
  CHECK_TEXT(od_reader_ipconfig, ENGLISH, wanted);
}

/* One adapter that is plugged in, one that is not. */
typedef struct language {
  const char *text, *want;
} language;

static const language languages[] = {
    /* German: the suffix has no leader */
    {"Windows-IP-Konfiguration\n\n"
     "Ethernet-Adapter Ethernet:\n\n"
     "   Verbindungsspezifisches DNS-Suffix: contoso.com\n"
     "   Beschreibung. . . . . . . . . . . : Realtek PCIe GbE\n"
     "   Physische Adresse . . . . . . . . : 00-15-5D-01-02-03\n"
     "   DHCP aktiviert. . . . . . . . . . : Ja\n"
     "   IPv4-Adresse  . . . . . . . . . . : 10.1.2.3(Bevorzugt) \n"
     "   Subnetzmaske  . . . . . . . . . . : 255.255.255.0\n"
     "   Lease erhalten. . . . . . . . . . : Dienstag, 10. M\xc3\xa4rz 2026\n"
     "   Standardgateway . . . . . . . . . : 10.1.2.1\n"
     "   DHCP-Server . . . . . . . . . . . : 10.1.2.2\n"
     "   DNS-Server  . . . . . . . . . . . : 10.1.2.9\n"
     "   NetBIOS \xc3\xbc" "ber TCP/IP . . . . . . . : Aktiviert\n\n"
     "Drahtlos-LAN-Adapter WLAN:\n\n"
     "   Medienstatus. . . . . . . . . . . : Medium getrennt\n"
     "   Verbindungsspezifisches DNS-Suffix: \n"
     "   Beschreibung. . . . . . . . . . . : Qualcomm WLAN\n",
     "[{\"adapter\":\"Ethernet\",\"description\":\"Realtek PCIe GbE\","
     "\"kind\":\"ethernet\",\"connected\":true,\"addresses\":[\"10.1.2.3\"],"
     "\"gateways\":[\"10.1.2.1\"],\"dns\":[\"10.1.2.9\"],\"line\":3},"
     "{\"adapter\":\"WLAN\",\"description\":\"Qualcomm WLAN\",\"kind\":"
     "\"wireless\",\"connected\":false,\"addresses\":[],\"gateways\":[],"
     "\"line\":17}]"},
    /* French, without /all: a blank before the colon of a heading */
    {"Configuration IP de Windows\n\n"
     "Carte Ethernet Ethernet :\n\n"
     "   Statut du m\xc3\xa9" "dia. . . . . . . . . . . . : M\xc3\xa9" "dia "
     "d\xc3\xa9" "connect\xc3\xa9\n"
     "   Suffixe DNS propre \xc3\xa0 la connexion. . . : \n\n"
     "Carte r\xc3\xa9seau sans fil Wi-Fi :\n\n"
     "   Suffixe DNS propre \xc3\xa0 la connexion. . . : home\n"
     "   Adresse IPv6 de liaison locale. . . . .: fe80::1:2%7\n"
     "   Adresse IPv4. . . . . . . . . . . . . .: 192.168.1.14\n"
     "   Masque de sous-r\xc3\xa9seau. . . . . . . . . : 255.255.255.0\n"
     "   Passerelle par d\xc3\xa9" "faut. . . . . . . . : 192.168.1.1\n",
     "[{\"adapter\":\"Ethernet\",\"kind\":\"ethernet\",\"connected\":false,"
     "\"addresses\":[],\"gateways\":[],\"line\":3},{\"adapter\":\"Wi-Fi\","
     "\"kind\":\"wireless\",\"connected\":true,\"addresses\":[\"fe80::1:2\","
     "\"192.168.1.14\"],\"gateways\":[\"192.168.1.1\"],\"line\":8}]"},
    /* Polish */
    {"Konfiguracja IP systemu Windows\n\n"
     "Karta bezprzewodowej sieci LAN Wi-Fi:\n\n"
     "   Sufiks DNS konkretnego po\xc5\x82\xc4\x85" "czenia : \n"
     "   Opis. . . . . . . . . . . . . . . . . . . : Intel(R) Wi-Fi\n"
     "   Adres fizyczny. . . . . . . . . . . . . . : 00-15-5D-01-02-03\n"
     "   DHCP w\xc5\x82\xc4\x85" "czone . . . . . . . . . . . . . : Tak\n"
     "   Adres IPv4. . . . . . . . . . . . . . . . : 192.168.0.5"
     "(Preferowane)\n"
     "   Maska podsieci. . . . . . . . . . . . . . : 255.255.255.0\n"
     "   Brama domy\xc5\x9blna. . . . . . . . . . . . . . : 192.168.0.1\n"
     "   Serwery DNS . . . . . . . . . . . . . . . : 192.168.0.1\n"
     "                                               8.8.8.8\n",
     "[{\"adapter\":\"Wi-Fi\",\"description\":\"Intel(R) Wi-Fi\",\"kind\":"
     "\"wireless\",\"connected\":true,\"addresses\":[\"192.168.0.5\"],"
     "\"gateways\":[\"192.168.0.1\"],\"dns\":[\"192.168.0.1\",\"8.8.8.8\"],"
     "\"line\":3}]"},
    /* Japanese: no blank before the colon, a virtual card without gateway */
    {"Windows IP \xe6\xa7\x8b\xe6\x88\x90\n\n"
     "\xe3\x82\xa4\xe3\x83\xbc\xe3\x82\xb5\xe3\x83\x8d\xe3\x83\x83\xe3\x83\x88"
     " \xe3\x82\xa2\xe3\x83\x80\xe3\x83\x97\xe3\x82\xbf\xe3\x83\xbc "
     "vEthernet (WSL):\n\n"
     "   \xe6\x8e\xa5\xe7\xb6\x9a\xe5\x9b\xba\xe6\x9c\x89\xe3\x81\xae DNS "
     "\xe3\x82\xb5\xe3\x83\x95\xe3\x82\xa3\xe3\x83\x83\xe3\x82\xaf\xe3\x82"
     "\xb9 . . . . .:\n"
     "   \xe8\xaa\xac\xe6\x98\x8e. . . . . . . . . . . . . . . . .: Hyper-V "
     "Virtual Ethernet Adapter\n"
     "   DHCP \xe6\x9c\x89\xe5\x8a\xb9 . . . . . . . . . . . . . .: "
     "\xe3\x81\x84\xe3\x81\x84\xe3\x81\x88\n"
     "   IPv4 \xe3\x82\xa2\xe3\x83\x89\xe3\x83\xac\xe3\x82\xb9 . . . . . . . "
     ". . . . .: 172.26.128.1(\xe5\x84\xaa\xe5\x85\x88)\n"
     "   \xe3\x82\xb5\xe3\x83\x96\xe3\x83\x8d\xe3\x83\x83\xe3\x83\x88 . . . "
     ". . . . . . .: 255.255.240.0\n"
     "   \xe3\x83\x87\xe3\x83\x95\xe3\x82\xa9\xe3\x83\xab\xe3\x83\x88 . . . "
     ". . . .:\n"
     "   DHCPv6 IAID . . . . . . . . . . . . .: 1191187805\n"
     "   DNS \xe3\x82\xb5\xe3\x83\xbc\xe3\x83\x90\xe3\x83\xbc. . . . . . . . "
     ". . . . .: fec0:0:0:ffff::1%1\n"
     "                                          fec0:0:0:ffff::2%1\n"
     "   NetBIOS over TCP/IP . . . . . . . . .: \xe6\x9c\x89\xe5\x8a\xb9\n",
     "[{\"adapter\":\"vEthernet (WSL)\",\"description\":\"Hyper-V Virtual "
     "Ethernet Adapter\",\"kind\":\"ethernet\",\"connected\":true,"
     "\"addresses\":[\"172.26.128.1\"],\"gateways\":[],\"dns\":"
     "[\"fec0:0:0:ffff::1\",\"fec0:0:0:ffff::2\"],\"line\":3}]"},
};

static void other_languages(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
    expectation wanted = {"network.adapters", languages[i].want};
    assert_true(recognises_string(&od_reader_ipconfig, languages[i].text));
    check_facts(read_string(&od_reader_ipconfig, languages[i].text), &wanted,
                1);
  }
}

#define ADAPTER(heading, description)                       \
  heading "\n\n"                                            \
  "   Connection-specific DNS Suffix  . : \n"               \
  "   Description . . . . . . . . . . . : " description "\n" \
  "   IPv4 Address. . . . . . . . . . . : 10.8.0.2(Preferred)\n"

static void kinds(void **state) {
  static const struct {
    const char *text, *kind;
  } rows[] = {
      {ADAPTER("Unknown adapter OpenVPN:", "TAP-Windows Adapter V9"),
       "tunnel"},
      {ADAPTER("Unknown adapter Wire:", "WireGuard Tunnel"), "tunnel"},
      {ADAPTER("Ethernet adapter Ethernet 3:",
               "PANGP Virtual Ethernet Adapter Secure"), "tunnel"},
      {ADAPTER("Ethernet-Adapter Ethernet 2:",
               "Cisco AnyConnect Virtual Miniport Adapter for Windows x64"),
       "tunnel"},
      {ADAPTER("Tunnel adapter iphttpsinterface:",
               "Microsoft IP-HTTPS Platform Interface"), "tunnel"},
      {ADAPTER("Tunnel adapter Teredo:",
               "Teredo Tunneling Pseudo-Interface"), "other"},
      {ADAPTER("Ethernet adapter Ethernet:", "Intel(R) I219-LM"), "ethernet"},
      {ADAPTER("PPP adapter Firma:", "Firma"), "ppp"},
      {ADAPTER("Carte PPP Bureau :", "Bureau"), "ppp"},
      {ADAPTER("Adaptador de Ethernet Ethernet:", "Realtek"), "ethernet"},
      {ADAPTER("Unknown adapter Local Area Connection:", "Something new"),
       "other"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char wanted[64];
    od_facts *facts = read_string(&od_reader_ipconfig, rows[i].text);
    char *got = said(facts, "network.adapters");
    snprintf(wanted, sizeof wanted, "\"kind\":\"%s\"", rows[i].kind);
    if (!strstr(got, wanted)) fail_msg("%s in %s", wanted, got);
    od_free(got);
    od_facts_free(facts);
  }
}

/* Joined, so that network.connected is made. */
static char *connected_of(const char *text, size_t size) {
  od_facts *part = read_bytes(&od_reader_ipconfig, text, size), *facts;
  const od_facts *parts[] = {part};
  assert_int_equal(od_facts_join(&facts, parts, 1, NULL), OD_OK);
  char *told = said(facts, "network.connected");
  od_facts_free(part);
  od_facts_free(facts);
  return told;
}

/* Behind a whole adapter nothing tells that others followed. */
static int is_between(const char *text, size_t size) {
  return size > 1 && text[size - 1] == '\n' &&
         (text[size - 2] == '\n' || text[size] == '\n');
}

/* Cut anywhere else, nobody is said to be offline who is not. */
static void cut_files(void **state) {
  (void)state;
  for (size_t size = 0; size <= strlen(ENGLISH); size++) {
    char *told = connected_of(ENGLISH, size);
    if (!strcmp(told, "false") && !is_between(ENGLISH, size))
      fail_msg("offline when cut at %d", (int)size);
    od_free(told);
  }
}

static void online_and_offline(void **state) {
  static const char unplugged[] =
      "Ethernet adapter Ethernet:\n\n"
      "   Media State . . . . . . . . . . . : Media disconnected\n"
      "   Connection-specific DNS Suffix  . : \n";
  static const char automatic[] =
      "Ethernet adapter Ethernet:\n\n"
      "   Connection-specific DNS Suffix  . : \n"
      "   Autoconfiguration IPv4 Address. . : 169.254.17.3\n"
      "   Subnet Mask . . . . . . . . . . . : 255.255.0.0\n"
      "   Default Gateway . . . . . . . . . : \n";
  const struct {
    const char *text;
    size_t size;
    const char *want;
  } rows[] = {
      {ENGLISH, strlen(ENGLISH), "true"},
      {unplugged, strlen(unplugged), "false"},
      {unplugged, strlen(unplugged) - 1, "-"},
      {automatic, strlen(automatic), "false"},
      {automatic, strlen(automatic) - 1, "-"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char *told = connected_of(rows[i].text, rows[i].size);
    if (strcmp(told, rows[i].want)) fail_msg("row %d: %s", (int)i, told);
    od_free(told);
  }
}

/* What stands in a mail, with prompts before and behind. */
static void quoted(void **state) {
  static const char text[] =
      "> C:\\Users\\mira>ipconfig\n"
      "> \n"
      "> Windows IP Configuration\n"
      "> \n"
      "> Ethernet adapter Ethernet:\n"
      "> \n"
      ">    Connection-specific DNS Suffix  . : contoso.com\n"
      ">    IPv4 Address. . . . . . . . . . . : 10.1.2.3\n"
      ">    Subnet Mask . . . . . . . . . . . : 255.255.255.0\n"
      ">    Default Gateway . . . . . . . . . : 10.1.2.1\n"
      "> \n"
      "> C:\\Users\\mira>\n";
  static const expectation wanted[] = {
      {"network.adapters",
       "[{\"adapter\":\"Ethernet\",\"kind\":\"ethernet\",\"connected\":true,"
       "\"addresses\":[\"10.1.2.3\"],\"gateways\":[\"10.1.2.1\"],"
       "\"line\":5}]"}};
  (void)state;
  CHECK_TEXT(od_reader_ipconfig, text, wanted);
}

static void foreign_text(void **state) {
  static const recognition rows[] = {
      {"", 0},
      {"Windows IP Configuration\n", 0},
      {"Ethernet adapter Ethernet:\n", 0},
      {"Notes:\n   DNS suffix : contoso.com\n", 0}, /* no leaders */
      {"Heading:\n\n   Media State . . . . : off\n", 0},
      {"    login.microsoftonline.com\n    ------------\n"
       "    Record Name . . . . . : login.microsoftonline.com\n", 0},
      {ENGLISH, 1},
  };
  (void)state;
  check_recognition(&od_reader_ipconfig, rows, sizeof rows / sizeof *rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(english),
      cmocka_unit_test(other_languages),
      cmocka_unit_test(kinds),
      cmocka_unit_test(cut_files),
      cmocka_unit_test(online_and_offline),
      cmocka_unit_test(quoted),
      cmocka_unit_test(foreign_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
