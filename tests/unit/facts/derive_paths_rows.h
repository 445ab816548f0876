/* Rows of test_derive.c: what the measured paths come to, each fact once. */
#define VIA(way, host, verdict, more)                              \
  "network.paths=[{\"host\":\"" host "\",\"via\":\"" way           \
  "\",\"verdict\":\"" verdict "\"" more "}]"
#define LOGIN(way, verdict, more) \
  VIA(way, "login.microsoftonline.com", verdict, more)
#define NO_PROXY "|proxy.wininet.enabled=false|proxy.wininet.pac_url=!absent"
    {LOGIN("proxy", "proxy-error", ""), "network.effective.way",
     "measured \"proxy\""},
    {LOGIN("direct", "ok", "") NO_PROXY, "network.effective.works",
     "measured \"all\""},
    {LOGIN("direct", "ok", "") NO_PROXY, "network.effective.verdicts",
     "measured []"},
    {LOGIN("direct", "ok", "") "|proxy.wininet.enabled=false",
     "network.effective.way", "measured \"direct-assumed\""},
    {LOGIN("direct", "ok", "") "|proxy.winhttp.mode=\"pac\"",
     "network.effective.way", "not-asked"},
#define TRIED(verdict) \
  "{\"host\":\"login.microsoftonline.com\",\"via\":\"direct\"," \
  "\"verdict\":\"" verdict "\"}"
#define GRAPH(verdict) \
  "{\"host\":\"graph.microsoft.com\",\"via\":\"direct\"," \
  "\"verdict\":\"" verdict "\"}"
    {"network.paths=[" TRIED("not-measured") "," GRAPH("ok") "]",
     "network.effective.undecided",
     "measured [\"login.microsoftonline.com\"]"},
    {"network.paths=[" TRIED("not-measured") "," TRIED("ok") "]",
     "network.effective.undecided", "measured []"},
    {"network.paths=[" TRIED("not-measured") "]",
     "network.effective.undecided", "-"},
    {"network.paths=[" TRIED("ok") "," TRIED("reset-after-hello") ","
     GRAPH("ok") "]",
     "network.effective.unsteady",
     "measured [\"login.microsoftonline.com\"]"},
    {"network.paths=[" TRIED("reset-after-hello") "," GRAPH("ok") "]",
     "network.effective.unsteady", "measured []"},
    {LOGIN("direct", "refused", ""), "network.direct.works",
     "measured \"none\""},
    {LOGIN("proxy", "ok", ""), "network.proxy.works", "measured \"all\""},
    {LOGIN("proxy", "ok", ""), "network.direct.works", "-"},
    {LOGIN("proxy", "proxy-authentication",
           ",\"proxy_schemes\":[\"negotiate\",\"negotiate\"]"),
     "network.proxy.schemes", "measured [\"negotiate\"]"},
    {LOGIN("proxy", "proxy-authentication", ",\"proxy_schemes\":[]"),
     "network.proxy.schemes", "-"},
    {LOGIN("proxy", "ok", ",\"proxy_schemes\":[\"basic\"]"),
     "network.proxy.schemes", "-"},
    /* the script: its own server, whatever the page */
#define PAGE(status)                                             \
  VIA("direct", "wpad.contoso.com", "ok", ",\"status\":" status) \
  "|proxy.wininet.pac_url=\"http://"
    {PAGE("200") "wpad.contoso.com/p.pac\"", "proxy.script_answers",
     "measured true"},
    {PAGE("200") "WPAD.contoso.com:8080/p.pac\"", "proxy.script_answers",
     "measured true"},
    {PAGE("404") "wpad.contoso.com/p.pac\"", "proxy.script_answers",
     "measured false"},
    {PAGE("200") "wpad.contoso.com.example.org/p.pac\"",
     "proxy.script_answers", "-"},
    {PAGE("200") "wpad\"", "proxy.script_answers", "-"},
    {VIA("direct", "wpad.contoso.com", "dns-nxdomain", "")
     "|proxy.winhttp.pac_url=\"http://wpad.contoso.com/p.pac\"",
     "proxy.script_answers", "measured false"},
    {VIA("direct", "wpad.contoso.com", "not-measured", "")
     "|proxy.winhttp.pac_url=\"http://wpad.contoso.com/p.pac\"",
     "proxy.script_answers", "-"},
    {VIA("direct", "www.msftconnecttest.com", "ok", ""),
     "network.captive_portal", "measured false"},
    {VIA("direct", "www.msftconnecttest.com", "refused", ""),
     "network.captive_portal", "-"},
    {LOGIN("direct", "captive-portal", ""), "network.captive_portal",
     "measured true"},
    /* certificates */
    {LOGIN("direct", "ok", ",\"inspected\":false"), "network.inspected",
     "measured false"},
    {VIA("direct", "enterpriseregistration.windows.net", "ok",
         ",\"inspected\":false"),
     "network.inspected_device_hosts", "measured false"},
    {LOGIN("direct", "ok", ",\"inspected\":false"),
     "network.inspecting_issuers", "measured []"},
    {LOGIN("direct", "ok", ",\"inspected\":true"),
     "network.intercepted_hosts",
     "measured [\"login.microsoftonline.com\"]"},
    {LOGIN("direct", "not-measured", ",\"inspected\":true"),
     "network.inspected", "-"},
#define TLS(members) ",\"tls\":{" members "}"
    {LOGIN("direct", "ok", TLS("\"trusted_by_system\":true")),
     "network.chain", "measured \"trusted\""},
    {LOGIN("direct", "tls-name",
           TLS("\"trusted_by_system\":false,\"name_matches\":false")),
     "network.chain", "measured \"wrong-name\""},
    {LOGIN("direct", "tls-untrusted", TLS("\"trusted_by_system\":false")),
     "network.chain", "measured \"untrusted\""},
    {"network.paths=[{\"host\":\"login.microsoftonline.com\",\"via\":"
     "\"proxy\",\"verdict\":\"ok\"},{\"host\":\"login.microsoftonline.com\","
     "\"via\":\"direct\",\"verdict\":\"ok\"" TLS("\"trusted_by_system\":true")
     "}]",
     "network.chain_direct", "measured \"trusted\""},
    {LOGIN("direct", "ok", TLS("\"trusted_by_system\":true")),
     "network.chain_direct", "-"},
    {VIA("direct", "graph.microsoft.com", "ok",
         ",\"inspected\":false" TLS("\"trusted_by_system\":true")),
     "network.graph_genuine", "measured true"},
    {VIA("direct", "graph.microsoft.com", "ok",
         ",\"inspected\":true" TLS("\"trusted_by_system\":true")),
     "network.graph_genuine", "measured false"},
    {LOGIN("direct", "ok",
           ",\"inspected\":false" TLS("\"trusted_by_system\":true")),
     "network.graph_genuine", "-"},
    {VIA("direct", "graph.microsoft.com", "ok", ",\"authorization\":\"kept\""),
     "network.authorization", "measured \"kept\""},
    {VIA("proxy", "graph.microsoft.com", "ok",
         ",\"authorization\":\"stripped\""),
     "network.authorization", "measured \"stripped\""},
    {LOGIN("direct", "not-measured", TLS("\"revocation_reached\":false")),
     "network.revocation_unreachable", "measured true"},
    {LOGIN("direct", "ok", TLS("\"trusted_by_system\":true")),
     "network.revocation_unreachable", "measured false"},
    {LOGIN("direct", "ok", ""), "network.revocation_unreachable", "-"},
    {LOGIN("direct", "ok", ",\"family\":6"), "network.ipv6_fails_alone",
     "measured false"},
    {LOGIN("direct", "filtered", ",\"family\":6"),
     "network.ipv6_fails_alone", "-"},
    {VIA("direct", "contoso.sharepoint.com", "ok", ""),
     "network.site_reached", "measured true"},
    {VIA("direct", "contoso.sharepoint.com", "refused", ""),
     "network.site_reached", "measured false"},
    {VIA("direct", "contoso.sharepoint.com", "refused", "")
     "|proxy.wininet.enabled=true",
     "network.site_reached", "-"},
    {LOGIN("direct", "tls-protocol", TLS("\"version\":\"tlsv1.1\"")),
     "network.old_tls", "measured true"},
    {LOGIN("direct", "ok", TLS("\"version\":\"TLSv1.3\"")),
     "network.old_tls", "measured false"},
    {LOGIN("direct", "ok", ",\"status\":503"), "network.service_error",
     "measured true"},
    {LOGIN("direct", "ok", ",\"status\":499"), "network.service_error",
     "measured false"},
    {LOGIN("proxy", "proxy-error", ",\"status\":503"),
     "network.service_error", "-"}, /* the proxy's own */
#undef NO_PROXY
#undef TRIED
#undef GRAPH
#undef LOGIN
#undef PAGE
#undef TLS
#undef VIA
