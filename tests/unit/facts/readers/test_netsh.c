#include "reader_test.h"

/* Heading, sentence, the labels of servers and bypass list, "none". */
typedef struct language {
  const char *name, *heading, *direct, *server, *bypass, *none;
} language;

static const language languages[] = {
    {"en", "Current WinHTTP proxy settings:",
     "Direct access (no proxy server).", "Proxy Server(s) ",
     "Bypass List     ", "(none)"},
    {"de", "Aktuelle WinHTTP-Proxyeinstellungen:",
     "Direktzugriff (kein Proxyserver).", "Proxyserver", "Umgehungsliste",
     "(Keine)"},
    {"fr", "Param\xc3\xa8tres de proxy WinHTTP actuels\xc2\xa0:",
     "Acc\xc3\xa8s direct (sans serveur proxy).", "Serveur(s) proxy\xc2\xa0",
     "Liste de contournement\xc2\xa0", "(aucun)"},
    {"es", "Configuraci\xc3\xb3n de proxy WinHTTP actual:",
     "Acceso directo (sin servidor proxy).", "Servidores proxy",
     "Lista de omisi\xc3\xb3n", "(ninguno)"},
    {"it", "Impostazioni proxy WinHTTP correnti:",
     "Accesso diretto (nessun server proxy).", "Server proxy",
     "Elenco di esclusione", "(nessuno)"},
    {"pl", "Bie\xc5\xbc\xc4\x85" "ce ustawienia serwera proxy WinHTTP:",
     "Bezpo\xc5\x9bredni dost\xc4\x99p (brak serwera proxy).",
     "Serwery proxy", "Lista pomijania", "(brak)"},
    {"nl", "Huidige WinHTTP-proxyinstellingen:",
     "Directe toegang (geen proxyserver).", "Proxyserver(s)",
     "Overslaglijst", "(geen)"},
    {"ja",
     "\xe7\x8f\xbe\xe5\x9c\xa8\xe3\x81\xae WinHTTP "
     "\xe3\x83\x97\xe3\x83\xad\xe3\x82\xad\xe3\x82\xb7\xe8\xa8\xad"
     "\xe5\xae\x9a:",
     "\xe7\x9b\xb4\xe6\x8e\xa5\xe3\x82\xa2\xe3\x82\xaf\xe3\x82\xbb"
     "\xe3\x82\xb9 (\xe3\x83\x97\xe3\x83\xad\xe3\x82\xad\xe3\x82\xb7"
     "\xe3\x81\xaa\xe3\x81\x97)\xe3\x80\x82",
     "\xe3\x83\x97\xe3\x83\xad\xe3\x82\xad\xe3\x82\xb7",
     "\xe3\x83\x90\xe3\x82\xa4\xe3\x83\x91\xe3\x82\xb9",
     "(\xe3\x81\xaa\xe3\x81\x97)"},
    {"zh",
     "\xe5\xbd\x93\xe5\x89\x8d WinHTTP \xe8\xae\xbe\xe7\xbd\xae\xef\xbc\x9a",
     "\xe7\x9b\xb4\xe6\x8e\xa5\xe8\xae\xbf\xe9\x97\xae\xef\xbc\x88"
     "\xe6\xb2\xa1\xe6\x9c\x89\xe4\xbb\xa3\xe7\x90\x86\xef\xbc\x89",
     "\xe4\xbb\xa3\xe7\x90\x86", "\xe7\xbb\x95\xe8\xbf\x87",
     "\xef\xbc\x88\xe6\x97\xa0\xef\xbc\x89"},
    {"ru",
     "\xd0\xa2\xd0\xb5\xd0\xba\xd1\x83\xd1\x89\xd0\xb8\xd0\xb5 WinHTTP:",
     "\xd0\x9f\xd1\x80\xd1\x8f\xd0\xbc\xd0\xbe\xd0\xb9 (\xd0\xb1\xd0\xb5"
     "\xd0\xb7 \xd0\xbf\xd1\x80\xd0\xbe\xd0\xba\xd1\x81\xd0\xb8).",
     "\xd0\xa1\xd0\xb5\xd1\x80\xd0\xb2\xd0\xb5\xd1\x80",
     "\xd0\xa1\xd0\xbf\xd0\xb8\xd1\x81\xd0\xbe\xd0\xba",
     "(\xd0\xbd\xd0\xb5\xd1\x82)"},
};

static void check_manual(const language *l, const char *server,
                         const char *bypass, const char *want_server,
                         const char *want_bypass) {
  const expectation list[] = {{"proxy.winhttp.mode", "\"manual\""},
                              {"proxy.winhttp.server", want_server},
                              {"proxy.winhttp.bypass", want_bypass}};
  char text[1024];
  snprintf(text, sizeof text,
           "\r\n%s\r\n\r\n    %s:  %s\r\n    %s:  %s\r\n\r\n", l->heading,
           l->server, server, l->bypass, bypass);
  assert_true(recognises_string(&od_reader_netsh, text));
  CHECK_TEXT(od_reader_netsh, text, list);
}

static void reads_every_language(void **state) {
  (void)state;
  static const expectation direct[] = {{"proxy.winhttp.mode", "\"direct\""},
                                       {"proxy.winhttp.server", "absent"},
                                       {"proxy.winhttp.bypass", "absent"}};
  for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
    const language *l = &languages[i];
    char text[512];
    print_message("%s\n", l->name);
    snprintf(text, sizeof text, "\r\n%s\r\n\r\n    %s\r\n\r\n", l->heading,
             l->direct);
    assert_true(recognises_string(&od_reader_netsh, text));
    CHECK_TEXT(od_reader_netsh, text, direct);
    check_manual(l, "proxy.contoso.com:8080", l->none,
                 "\"proxy.contoso.com:8080\"", "absent");
    check_manual(l, "http=p:80;https=p:8080", "<local>;*.contoso.com",
                 "\"http=p:80;https=p:8080\"", "\"<local>;*.contoso.com\"");
  }
}

static void takes_passwords_out(void **state) {
  (void)state;
  const language *l = &languages[0];
  check_manual(l, "http://jane:secret@p:8080", "(none)",
               "\"http://p:8080\"", "absent");
  check_manual(l, "http=jane:s@cret@p:80;https=t@p:81", "<local>",
               "\"http=p:80;https=p:81\"", "\"<local>\"");
}

static void accepts_every_shape_of_server(void **state) {
  (void)state;
  static const char *const servers[] = {
      "10.0.0.6:3128", "proxy", "http://proxy.contoso.com:8080",
      "socks=127.0.0.1:1080", "[fe80::1]:8080", "p1:80;p2:81",
      "https=p_1.example:443"};
  for (size_t i = 0; i < sizeof servers / sizeof *servers; i++) {
    char want[128];
    snprintf(want, sizeof want, "\"%s\"", servers[i]);
    check_manual(&languages[0], servers[i], "(none)", want, "absent");
  }
}

static void joins_a_wrapped_bypass_list(void **state) {
  (void)state;
  static const char text[] =
      "Current WinHTTP proxy settings:\n\n"
      "    Proxy Server(s) :  p:8080\n"
      "    Bypass List     :  a.contoso.com;b.contoso.com;c.contoso.com;"
      "dddd.contoso.co\n"
      "m;<local>\n\n";
  static const expectation list[] = {
      {"proxy.winhttp.bypass",
       "\"a.contoso.com;b.contoso.com;c.contoso.com;dddd.contoso.com;"
       "<local>\""}};
  CHECK_TEXT(od_reader_netsh, text, list);
}

static void believes_no_cut_line(void **state) {
  (void)state;
  static const struct {
    const char *text, *server, *bypass;
  } cases[] = {
      {"Current WinHTTP proxy settings:\n\n    Proxy Server(s) :  10.0.0.6:80",
       "unreadable", "not-asked"},
      {"Current WinHTTP proxy settings:\n\n    Proxy Server(s) :  p:8080\n"
       "    Bypass List     :  *.cont",
       "\"p:8080\"", "unreadable"},
      {"Current WinHTTP proxy settings:\n\n    Proxy Server(s) :  p:8080\n"
       "    Bypass List     :",
       "\"p:8080\"", "unreadable"},
      {"Current WinHTTP proxy settings:\n\n    Proxy Server(s) :  p:8080\n",
       "\"p:8080\"", "not-asked"},
  };
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    od_facts *facts = read_string(&od_reader_netsh, cases[i].text);
    wrong += check_one(facts, "proxy.winhttp.server", cases[i].server);
    wrong += check_one(facts, "proxy.winhttp.bypass", cases[i].bypass);
    od_facts_free(facts);
  }
  assert_int_equal(wrong, 0);
}

static void reads_the_advanced_settings(void **state) {
  (void)state;
  static const struct {
    const char *json, *mode, *server, *bypass, *script;
  } cases[] = {
      {"{\n  \"ProxyIsEnabled\": true,\n  \"Proxy\": \"127.0.0.1:7892\",\n"
       "  \"ProxyBypass\": \"<local>\",\n  \"AutoConfigIsEnabled\": false,\n"
       "  \"AutoconfigUrl\": \" \",\n  \"AutoDetect\": false,\n"
       "  \"PerUserProxySettings\": true\n}\n",
       "\"manual\"", "\"127.0.0.1:7892\"", "\"<local>\"", "absent"},
      {"{\"Proxy\": \"p:8080\", \"ProxyBypass\": \"\"}", "\"manual\"",
       "\"p:8080\"", "absent", "absent"},
      {"{\"ProxyIsEnabled\": false, \"Proxy\": \"p:8080\", "
       "\"AutoDetect\": false}",
       "\"direct\"", "absent", "absent", "absent"},
      {"{\"Proxy\": \"\", \"ProxyBypass\": \"\", \"AutoconfigUrl\": "
       "\"http://u:p@wpad/p.pac?t=s\", \"AutoDetect\": false}",
       "\"pac\"", "absent", "absent", "\"http://wpad/p.pac\""},
      {"{\"ProxyIsEnabled\":false,\"AutoConfigIsEnabled\":true,"
       "\"AutoConfigUrl\":\"http://wpad/p.pac\"}",
       "\"pac\"", "absent", "absent", "\"http://wpad/p.pac\""},
      {"{\"AutoConfigIsEnabled\":false,\"AutoconfigUrl\":\"http://w/p\","
       "\"AutoDetect\":true}",
       "\"auto-detect\"", "absent", "absent", "absent"},
      {"{\"ProxyIsEnabled\":false,\"AutoDetect\":false,}", "\"direct\"",
       "absent", "absent", "absent"},
      {"{\"ProxyIsEnabled\":true,\"Proxy\":\"what is this?\","
       "\"AutoDetect\":true}",
       "\"manual\"", "unreadable", "absent", "absent"},
      {"{\"ProxyIsEnabled\":true,\"Proxy\":\"p:80", "unreadable", "-", "-",
       "-"},
  };
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[1024];
    snprintf(text, sizeof text,
             "Current WinHTTP advanced proxy settings:\r\n\r\n%s",
             cases[i].json);
    assert_true(recognises_string(&od_reader_netsh, text));
    od_facts *facts = read_string(&od_reader_netsh, text);
    wrong += check_one(facts, "proxy.winhttp.mode", cases[i].mode);
    wrong += check_one(facts, "proxy.winhttp.server", cases[i].server);
    wrong += check_one(facts, "proxy.winhttp.bypass", cases[i].bypass);
    wrong += check_one(facts, "proxy.winhttp.pac_url", cases[i].script);
    od_facts_free(facts);
  }
  assert_int_equal(wrong, 0);
}

/* One transcript with both commands. */
static void lets_the_right_one_stand(void **state) {
  (void)state;
  static const char direct[] =
      "Current WinHTTP proxy settings:\n\n    Direct access (no proxy "
      "server).\n\n";
  static const struct {
    const char *json, *want;
  } cases[] = {
      {"{\"ProxyIsEnabled\":true,\"Proxy\":\"p:80\","
       "\"PerUserProxySettings\":true}",
       "\"direct\""},
      {"{\"ProxyIsEnabled\":true,\"Proxy\":\"p:80\","
       "\"PerUserProxySettings\":false}",
       "\"manual\""},
      {"{\"ProxyIsEnabled\":false,\"AutoDetect\":true}", "\"direct\""},
      {"{\"AutoDetect\":true,\"AutoconfigUrl\":\"http://w/p.pac\"}",
       "\"pac\""},
      {"{\"AutoDetect\":true,\"ProxyBypass\":", "\"direct\""},
  };
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[512];
    snprintf(text, sizeof text, "%s%s\n", direct, cases[i].json);
    od_facts *facts = read_string(&od_reader_netsh, text);
    wrong += check_one(facts, "proxy.winhttp.mode", cases[i].want);
    od_facts_free(facts);
  }
  assert_int_equal(wrong, 0);
}

static void recognises_by_shape(void **state) {
  (void)state;
  static const recognition cases[] = {
      {"> Current WinHTTP proxy settings:\n>\n>     Direct access (no proxy "
       "server).\n",
       1},
      {"{\"AutoDetect\": true, \"ProxyIsEnabled\": false}\n", 1},
      {"Current WinHTTP proxy settings:\n", 0},
      {"Current WinHTTP proxy settings:\n\n", 0},
      {"Current WinHTTP proxy settings:\n\n    Direct acc", 0},
      {"Current WinHTTP proxy settings:\n\n    Proxy Server(s)", 0},
      {"Current WinHTTP proxy settings:\n\n    Proxy Server(s) :\n", 0},
      {"Set the WinHTTP proxy:\n\n    netsh winhttp set proxy 10.0.0.6:80\n",
       0},
      {"Reset the WinHTTP proxy:\n\n    netsh winhttp reset proxy (now)\n", 0},
      {"WinHTTP is a service.\n\nDirect access (no proxy server).\n", 0},
      {"Current proxy settings:\n\n    Direct access (no proxy server).\n", 0},
      {"{\"AutoDetect\": true}\n", 0},
      {"{\"name\": 1, \"Proxy\": \"p:80\", \"AutoDetect\": true}\n", 0},
      {"{\"schema\":\"od0x8004.facts/1\",\"Proxy\":1,\"AutoDetect\":1}\n", 0},
      {"{{{{{{\n{\n{\n", 0},
      {"", 0},
  };
  check_recognition(&od_reader_netsh, cases, sizeof cases / sizeof *cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_every_language),
      cmocka_unit_test(takes_passwords_out),
      cmocka_unit_test(accepts_every_shape_of_server),
      cmocka_unit_test(joins_a_wrapped_bypass_list),
      cmocka_unit_test(believes_no_cut_line),
      cmocka_unit_test(reads_the_advanced_settings),
      cmocka_unit_test(lets_the_right_one_stand),
      cmocka_unit_test(recognises_by_shape),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
