/* nslookup and Resolve-DnsName: answers, failures, languages, cut texts. */
#include "reader_test.h"

#define ENGLISH                                                  \
  "C:\\Users\\mira>nslookup login.microsoftonline.com\n"         \
  "Server:  dc1.contoso.com\n"                                   \
  "Address:  10.20.0.10\n\n"                                     \
  "Non-authoritative answer:\n"                                  \
  "Name:    www.tm.ak.prd.aadg.akadns.net\n"                     \
  "Addresses:  2603:1027:1:28::1\n"                              \
  "          20.190.159.2\n"                                     \
  "          40.126.31.71\n"                                     \
  "Aliases:  login.microsoftonline.com\n"                        \
  "          login.mso.msidentity.com\n\n"                       \
  "C:\\Users\\mira>\n"

#define SAID(host, server, addresses, result, more, line)        \
  "{\"host\":\"" host "\",\"server\":\"" server "\",\"addresses\":[" \
  addresses "],\"result\":\"" result "\"," more "\"line\":" #line "}"
#define ANSWER(host, server, addresses, result, line)            \
  SAID(host, server, addresses, result, "", line)
#define OWN(host, server, addresses, result, line)               \
  SAID(host, server, addresses, result, "\"chosen\":false,", line)

typedef struct lookup {
  const char *text, *want;
} lookup;

static const lookup lookups[] = {
    {ENGLISH,
     "[" OWN("login.microsoftonline.com", "10.20.0.10",
                "\"2603:1027:1:28::1\",\"20.190.159.2\",\"40.126.31.71\"",
                "ok", 6) "]"},
    /* without the command the first alias is what was asked for */
    {"Server:  UnKnown\nAddress:  192.168.178.1\n\n"
     "Nicht autorisierende Antwort:\n"
     "Name:    www.tm.prd.aadg.akadns.net\n"
     "Address:  20.190.159.2\n"
     "Aliases:  graph.microsoft.com\n          ags.privatelink.msidentity.com"
     "\n",
     "[" ANSWER("graph.microsoft.com", "192.168.178.1", "\"20.190.159.2\"",
                "ok", 5) "]"},
    /* French and Japanese labels */
    {"Serveur :   box.home\nAddress:  192.168.1.1\n\n"
     "R\xc3\xa9ponse ne faisant pas autorit\xc3\xa9 :\n"
     "Nom :    contoso.sharepoint.com\nAddress:  13.107.136.8\n",
     "[" ANSWER("contoso.sharepoint.com", "192.168.1.1", "\"13.107.136.8\"",
                "ok", 5) "]"},
    {"\xe3\x82\xb5\xe3\x83\xbc\xe3\x83\x90\xe3\x83\xbc:  UnKnown\n"
     "Address:  192.168.11.1\n\n"
     "\xe5\x90\x8d\xe5\x89\x8d:    portal.msen.jp\nAddress:  192.168.10.17\n",
     "[" ANSWER("portal.msen.jp", "192.168.11.1", "\"192.168.10.17\"", "ok",
                4) "]"},
    {"\xe3\x82\xb5\xe3\x83\xbc\xe3\x83\x90\xe3\x83\xbc:  UnKnown\n"
     "Address:  192.168.11.1\n\n"
     "*** 192.168.11.1 \xe3\x81\x8c portal.msen.jp \xe3\x82\x92\xe8\xa6\x8b"
     "\xe3\x81\xa4\xe3\x81\x91\xe3\x82\x89\xe3\x82\x8c\xe3\x81\xbe\xe3\x81\x9b"
     "\xe3\x82\x93: Non-existent domain\n",
     "[" ANSWER("portal.msen.jp", "192.168.11.1", "", "nxdomain", 4) "]"},
    /* German, Polish and English failures */
    {"Server:  fritz.box\nAddress:  192.168.178.1\n\n"
     "*** fritz.box wurde login.microsoftonline.com nicht gefunden: "
     "Non-existent domain.\n",
     "[" ANSWER("login.microsoftonline.com", "192.168.178.1", "", "nxdomain",
                4) "]"},
    {"Serwer:  UnKnown\nAddress:  10.0.0.1\n\n"
     "*** UnKnown nie mo\xc5\xbc" "e odnale\xc5\xba\xc4\x87 "
     "login.microsoftonline.com: Server failed\n",
     "[" ANSWER("login.microsoftonline.com", "10.0.0.1", "", "servfail", 4)
     "]"},
    {"> C:\\>nslookup login.microsoftonline.com. 8.8.8.8\n"
     "> Server:  dns.google\n> Address:  8.8.8.8\n> \n"
     "> *** dns.google can't find login.microsoftonline.com.: Query refused\n",
     "[" SAID("login.microsoftonline.com", "8.8.8.8", "", "refused",
               "\"chosen\":true,", 5)
     "]"},
    /* time-outs: of the server's own name they say nothing */
    {"C:\\>nslookup login.microsoftonline.com\n"
     "DNS request timed out.\n    timeout was 2 seconds.\n"
     "Server:  UnKnown\nAddress:  10.0.0.1\n\n"
     "DNS request timed out.\n    timeout was 2 seconds.\n"
     "*** Zeit\xc3\xbc" "berschreitung bei Anforderung an UnKnown.\n",
     "[" OWN("login.microsoftonline.com", "10.0.0.1", "", "timeout", 9)
     "]"},
    {"C:\\>nslookup graph.microsoft.com\n"
     "DNS request timed out.\n    timeout was 2 seconds.\n"
     "Server:  UnKnown\nAddress:  10.0.0.1\n\n"
     "Name:    graph.microsoft.com\nAddress:  20.190.159.2\n\nC:\\>\n",
     "[" OWN("graph.microsoft.com", "10.0.0.1", "\"20.190.159.2\"", "ok", 7)
     "]"},
    {"*** Can't find server name for address 10.0.0.1: Non-existent domain\n"
     "Server:  UnKnown\nAddress:  10.0.0.1\n\n"
     "Name:    graph.microsoft.com\nAddress:  20.190.159.2\n",
     "[" ANSWER("graph.microsoft.com", "10.0.0.1", "\"20.190.159.2\"", "ok", 5)
     "]"},
    /* a name without an address */
    {"C:\\>nslookup contoso-my.sharepoint.com\nServer:  UnKnown\n"
     "Address:  10.0.0.1\n\nName:    contoso-my.sharepoint.com\n\nC:\\>\n",
     "[" OWN("contoso-my.sharepoint.com", "10.0.0.1", "", "no-address", 5)
     "]"},
    /* typed into nslookup itself */
    {"C:\\>nslookup\nDefault Server:  dc1.contoso.com\nAddress:  10.20.0.10\n"
     "\n> graph.microsoft.com\nServer:  dc1.contoso.com\n"
     "Address:  10.20.0.10\n\nName:    www.tm.prd.aadg.akadns.net\n"
     "Address:  20.190.159.2\n\n> exit\n",
     "[" ANSWER("graph.microsoft.com", "10.20.0.10", "\"20.190.159.2\"", "ok",
                9) "]"},
    /* failures went to another stream: the next server is no answer */
    {"Server:  dc1.contoso.com\nAddress:  10.20.0.10\n\n"
     "Server:  dc1.contoso.com\nAddress:  10.20.0.10\n\n"
     "Name:    graph.microsoft.com\nAddress:  20.190.159.2\n",
     "[" ANSWER("graph.microsoft.com", "10.20.0.10", "\"20.190.159.2\"", "ok",
                7) "]"},
    /* PowerShell */
    {"PS C:\\> Resolve-DnsName login.microsoftonline.com\n\n"
     "Name                          Type TTL Section NameHost\n"
     "----                          ---- --- ------- --------\n"
     "login.microsoftonline.com     CNAME 30 Answer  "
     "login.mso.msidentity.com\n"
     "login.mso.msidentity.com      CNAME 30 Answer  "
     "www.tm.prd.aadg.akadns.net\n\n"
     "Name       : www.tm.prd.aadg.akadns.net\nQueryType  : A\nTTL        : 4"
     "\nSection    : Answer\nIP4Address : 20.190.159.2\n\n\n"
     "Name       : www.tm.prd.aadg.akadns.net\nQueryType  : A\n"
     "IP4Address : 40.126.31.71\n\nPS C:\\>\n",
     "[{\"host\":\"login.microsoftonline.com\",\"addresses\":"
     "[\"20.190.159.2\",\"40.126.31.71\"],\"result\":\"ok\",\"line\":5}]"},
    {"Resolve-DnsName : login.microsoftonline.com : DNS name does not exist\n"
     "At line:1 char:1\n"
     "+ Resolve-DnsName login.microsoftonline.com\n"
     "+ ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
     "    + CategoryInfo          : ResourceUnavailable: "
     "(login.microsoftonline.com:String) [Resolve-DnsName], Win32Exception\n"
     "    + FullyQualifiedErrorId : DNS_ERROR_RCODE_NAME_ERROR,"
     "Microsoft.DnsClient.Commands.ResolveDnsName\n",
     "[{\"host\":\"login.microsoftonline.com\",\"addresses\":[],"
     "\"result\":\"nxdomain\",\"line\":6}]"},
};

static void answers(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof lookups / sizeof *lookups; i++) {
    expectation wanted = {"network.resolutions", lookups[i].want};
    if (!recognises_string(&od_reader_nslookup, lookups[i].text))
      fail_msg("does not take '%s'", lookups[i].text);
    check_facts(read_string(&od_reader_nslookup, lookups[i].text), &wanted,
                1);
  }
}

/* Cut anywhere, no name fails that was found and no address is half. */
static void cut_files(void **state) {
  (void)state;
  for (size_t size = 0; size < strlen(ENGLISH); size++) {
    od_facts *cut = read_bytes(&od_reader_nslookup, ENGLISH, size);
    char *text = said(cut, "network.resolutions");
    if (strcmp(text, "-") && !strstr(text, "\"result\":\"ok\""))
      fail_msg("cut at %d: %s", (int)size, text);
    if (strstr(text, "\"20.190.159.\"") || strstr(text, "\"40.126.31.7\""))
      fail_msg("half an address when cut at %d", (int)size);
    od_free(text);
    od_facts_free(cut);
  }
}

static void foreign_text(void **state) {
  static const recognition rows[] = {
      {"", 0},
      {"Server:  dc1.contoso.com\nAddress:  10.20.0.10\n", 0},
      {"Name: x.contoso.com\nAddress: 10.0.0.1\n", 0},
      {"   DNS Servers . . . . . : 10.0.0.1\n   Lease : x.contoso.com\n"
       "   Address: 10.0.0.1\n", 0},
      {"*** something else: Non-existent domain\n", 0},
      {"Pinging login.microsoftonline.com [20.190.159.2] with 32 bytes\n", 0},
      {ENGLISH, 1},
  };
  (void)state;
  check_recognition(&od_reader_nslookup, rows, sizeof rows / sizeof *rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(answers),
      cmocka_unit_test(cut_files),
      cmocka_unit_test(foreign_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
