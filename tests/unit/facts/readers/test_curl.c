/* curl -v, -w "%{json}", -i and its complaints, from 7.55 to 8.x. */
#include "reader_test.h"

#define HEAD(way, url) "# od0x8004-capture curl path=" way " canary=no url=" \
                       url "\n"
#define LOGIN "https://login.microsoftonline.com/"
#define GRAPH "https://graph.microsoft.com/v1.0/me"
#define PROBE "http://www.msftconnecttest.com/connecttest.txt"
#define TRY "*   Trying 20.190.159.2:443...\n"
#define HOST "* Connected to login.microsoftonline.com (20.190.159.2) port " \
             "443 (#0)\n"
#define LEFT "* Connection #0 to host login.microsoftonline.com left intact\n"
#define ANSWER "> GET / HTTP/1.1\n> Host: login.microsoftonline.com\n>\n" \
               "< HTTP/1.1 302 Found\n< x-ms-request-id: 5b7c\n" \
               "< Date: Tue, 10 Mar 2026 09:12:30 GMT\n<\n"
#define STOP "* Closing connection 0\n"
#define SCHANNEL TRY HOST "* schannel: next InitializeSecurityContext failed: "

static const od_json *paths_of(const od_facts *facts) {
  const od_fact *fact = od_facts_find(facts, "network.paths");
  return fact ? fact->value : NULL;
}

static const od_json *at(const od_json *list, int index) {
  const od_json *item = od_json_first(list);
  while (item && index--) item = od_json_next(item);
  return item;
}

/* "host", "tls.issuer" of a path; "-" where it is not there. */
static void check_member(const od_json *path, const char *name,
                         const char *want, const char *text) {
  od_view rest = od_view_of(name), part;
  char key[40];
  od_buffer out = {0};
  while (path && od_view_next(&rest, '.', &part)) {
    snprintf(key, sizeof key, "%.*s", (int)part.size, part.data);
    path = od_json_member(path, key);
  }
  if (path) od_json_write(&out, path, 0);
  else od_buffer_text(&out, "-");
  if (strcmp(out.data, want))
    fail_msg("%s: %s, expected %s, of\n%s", name, out.data, want, text);
  od_buffer_release(&out);
}

/* "verdict=\"ok\" via=\"direct\" tls=-" of the first path. */
static void check_path(const char *text, int index, const char *wanted) {
  od_facts *facts = read_string(&od_reader_curl, text);
  const od_json *path = at(paths_of(facts), index);
  od_view rest = od_view_of(wanted), one;
  if (!path) fail_msg("no path %d of\n%s", index, text);
  while (od_view_next(&rest, ' ', &one)) {
    char name[40], want[160];
    size_t equals = od_view_find_char(one, '=');
    snprintf(name, sizeof name, "%.*s", (int)equals, one.data);
    snprintf(want, sizeof want, "%.*s", (int)(one.size - equals - 1),
             one.data + equals + 1);
    for (char *c = want; *c; c++) /* '_' stands for a blank */
      if (*c == '_' && strstr(name, "issuer")) *c = ' ';
    check_member(path, name, want, text);
  }
  od_facts_free(facts);
}

typedef struct row {
  const char *text, *want;
} row;

static void check_rows(const row *rows, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (!recognises_string(&od_reader_curl, rows[i].text))
      fail_msg("does not take\n%s", rows[i].text);
    check_path(rows[i].text, 0, rows[i].want);
  }
}

#define CHECK_ROWS(rows) check_rows((rows), sizeof(rows) / sizeof *(rows))

static void names_and_connections(void **state) {
  static const row rows[] = {
      {"curl: (6) Could not resolve host: login.microsoftonline.com\n",
       "host=\"login.microsoftonline.com\" verdict=\"dns-no-address\" "
       "via=\"direct\" port=443 line=1"},
      {"* Could not resolve host: login.microsoftonline.com\n" STOP,
       "verdict=\"dns-no-address\""},
      {HEAD("direct", LOGIN) "curl: (28) Resolving timed out after 5001 "
       "milliseconds\n", "verdict=\"dns-timeout\""},
      {"curl: (7) Failed to connect to login.microsoftonline.com port 443: "
       "Timed out\n", "verdict=\"filtered\" status=-"},
      {"curl: (7) Failed to connect to login.microsoftonline.com port 443: "
       "Connection refused\n", "verdict=\"refused\""},
      /* newer ones do not say why: the time does */
      {"curl: (7) Failed to connect to login.microsoftonline.com port 443 "
       "after 21041 ms: Couldn't connect to server\n",
       "verdict=\"filtered\""},
      {"curl: (7) Failed to connect to login.microsoftonline.com port 443 "
       "after 2041 ms: Could not connect to server\n", "verdict=\"refused\""},
      {TRY "* connect to 20.190.159.2 port 443 from 0.0.0.0 port 50111 "
       "failed: Bad access\n* Failed to connect to login.microsoftonline.com "
       "port 443 after 1 ms: Could not connect to server\n"
       "* closing connection #0\n", "verdict=\"prohibited\""},
      /* no way to IPv6 is no news; the IPv4 address tells */
      {"*   Trying 2603:1026::1...\n"
       "* Immediate connect fail for 2603:1026::1: Network is unreachable\n"
       TRY "* connect to 20.190.159.2 port 443 failed: Timed out\n"
       "* Failed to connect to login.microsoftonline.com port 443: Timed out\n"
       STOP, "verdict=\"filtered\""},
      {HEAD("direct", LOGIN) TRY
       "curl: (28) Connection timed out after 20001 milliseconds\n",
       "verdict=\"filtered\" port=443"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

static void handshakes(void **state) {
  static const row rows[] = {
      {SCHANNEL "SEC_E_UNTRUSTED_ROOT (0x80090325) - Die Zertifikatkette\n"
       STOP, "verdict=\"tls-untrusted\" tls.trusted_by_system=false "
       "family=4 address=\"20.190.159.2\" inspected=-"},
      {SCHANNEL "SEC_E_CERT_EXPIRED (0x80090328) - x\n" STOP,
       "verdict=\"tls-untrusted\" tls.in_date=false tls.trusted_by_system=-"},
      {SCHANNEL "SEC_E_WRONG_PRINCIPAL (0x80090322) - x\n" STOP,
       "verdict=\"tls-untrusted\" tls.name_matches=false"},
      {SCHANNEL "Unknown error (0x80092013) - \xe7\x94\xb1\xe4\xba\x8e\n"
       STOP, "verdict=\"not-measured\" tls.revocation_reached=false "
       "tls.trusted_by_system=-"},
      {SCHANNEL "CRYPT_E_NO_REVOCATION_CHECK (0x80092012) - x\n" STOP,
       "verdict=\"not-measured\" tls.trusted_by_system=-"},
      {SCHANNEL "SEC_E_ILLEGAL_MESSAGE (0x80090326) - x\n" STOP,
       "verdict=\"tls-cipher\""},
      {SCHANNEL "SEC_E_ALGORITHM_MISMATCH (0x80090331) - x\n" STOP,
       "verdict=\"tls-cipher\""},
      {TRY HOST "* schannel: AcquireCredentialsHandle failed: "
       "SEC_E_ALGORITHM_MISMATCH (0x80090331) - x\n" STOP,
       "verdict=\"tls-protocol\""},
      {SCHANNEL "SEC_E_UNSUPPORTED_FUNCTION (0x80090302) - x\n" STOP,
       "verdict=\"tls-protocol\""},
      {SCHANNEL "SEC_E_INVALID_TOKEN (0x80090308) - x\n" STOP,
       "verdict=\"unexpected-answer\""},
      {TRY HOST "* Recv failure: Connection was reset\n* schannel: failed to "
       "receive handshake, SSL/TLS connection failed\n" STOP,
       "verdict=\"reset-after-hello\""},
      {TRY HOST "* OpenSSL SSL_connect: Connection reset by peer in "
       "connection to login.microsoftonline.com:443 \n" STOP,
       "verdict=\"reset-after-hello\""},
      {TRY HOST "* SSL connection timeout\n" STOP,
       "verdict=\"silent-after-hello\""},
      {TRY HOST "* SSL certificate problem: certificate is not yet valid\n"
       STOP, "verdict=\"clock\" tls.in_date=false"},
      {TRY HOST "* TLSv1.3 (OUT), TLS handshake, Client hello (1):\n"
       "* TLSv1.2 (IN), TLS alert, protocol version (582):\n" STOP,
       "verdict=\"tls-protocol\""},
      {TRY HOST "* TLSv1.3 (OUT), TLS alert, protocol version (582):\n"
       "* error:0A00010B:SSL routines::wrong version number\n" STOP,
       "verdict=\"unexpected-answer\""},
      /* a list of curl's own says nothing of the system's */
      {TRY HOST "*  CAfile: C:/Program Files/Git/mingw64/etc/ssl/certs/"
       "ca-bundle.crt\n* SSL certificate problem: unable to get local issuer "
       "certificate\n" STOP,
       "verdict=\"tls-untrusted\" tls=-"},
      {TRY HOST "*  CAfile: /etc/ssl/certs/ca-certificates.crt\n"
       "* SSL certificate problem: self-signed certificate\n" STOP,
       "verdict=\"tls-untrusted\" tls.trusted_by_system=false"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

#define OPENSSL TRY HOST \
  "* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384\n" \
  "* ALPN: server accepted h2\n* Server certificate:\n" \
  "*  subject: C=US; O=Microsoft Corporation; CN=stamp2\n" \
  "*  expire date: Aug 25 23:09:43 2026 GMT\n" \
  "*  subjectAltName: host \"login.microsoftonline.com\" matched cert's " \
  "\"login.microsoftonline.com\"\n"

static void answers(void **state) {
  static const row rows[] = {
      {OPENSSL "*  issuer: C=US; O=DigiCert Inc; CN=DigiCert Global G2\n"
       "*  SSL certificate verify ok.\n" ANSWER LEFT,
       "verdict=\"ok\" status=302 tls.version=\"TLSv1.3\" "
       "tls.cipher=\"TLS_AES_256_GCM_SHA384\" tls.http=\"h2\" "
       "tls.expires=\"2026-08-25T23:09:43Z\" tls.name_matches=true "
       "tls.trusted_by_system=true inspected=false "
       "date=\"2026-03-10T09:12:30Z\""},
      {OPENSSL "*  issuer: C=US; O=Zscaler Inc.; CN=Zscaler Root\n"
       "*  SSL certificate verify ok.\n" ANSWER LEFT,
       "inspected=true tls.trusted_by_system=true"},
      {OPENSSL "*  issuer: O=Contoso; CN=Contoso Web Inspection\n"
       "*  SSL certificate verify ok.\n" ANSWER LEFT, "inspected=true"},
      {OPENSSL "*  issuer: C=BE; O=GlobalSign nv-sa; CN=GlobalSign\n"
       "*  SSL certificate verify ok.\n" ANSWER LEFT, "inspected=-"},
      {OPENSSL "*  issuer: C=US; O=DigiCert Inc; CN=x\n*  SSL certificate "
       "verify result: self-signed certificate (18), continuing anyway.\n"
       ANSWER LEFT, "verdict=\"ok\" tls.trusted_by_system=false inspected=-"},
      /* a chain that the name does not fit is of somebody else */
      {OPENSSL "*  issuer: C=US; O=DigiCert Inc; CN=x\n"
       "*  SSL certificate verify ok.\n> GET / HTTP/1.1\n>\n"
       "< HTTP/1.1 200 OK\n< Server: nginx\n<\n" LEFT,
       "verdict=\"unexpected-answer\" status=200"},
      /* what -w "%{certs}" prints, as Schannel and OpenSSL name the parts */
      {TRY HOST ANSWER LEFT "Subject:C=US, CN=stamp2\nIssuer:C=US, "
       "O=Microsoft Corporation, CN=x\nExpire Date:2026-08-25 23:09:43 GMT\n"
       "Subject:CN=x\nIssuer:O=Contoso\n",
       "tls.issuer=\"C=US,_O=Microsoft_Corporation,_CN=x\" "
       "tls.expires=\"2026-08-25T23:09:43Z\" inspected=-"},
      {TRY HOST "* schannel: disabled automatic use of client certificate\n"
       ANSWER LEFT "Subject:CN=x\nIssuer:C = US, O = \"DigiCert, Inc.\"\n",
       "inspected=false"},
      {TRY HOST "* schannel: SSL/TLS handshake complete\n" ANSWER LEFT,
       "verdict=\"ok\" tls.trusted_by_system=true tls.name_matches=true "
       "inspected=-"},
      {TRY HOST "* schannel: verifyhost setting prevents Schannel from "
       "comparing the supplied target name with the subject names in server "
       "certificates.\n" ANSWER LEFT, "verdict=\"ok\" tls=-"},
      {"C:\\>curl.exe -sI " LOGIN "\nHTTP/1.1 302 Found\n"
       "x-ms-request-id: 5b7c\nDate: Tue, 10 Mar 2026 09:12:30 GMT\n\nC:\\>\n",
       "verdict=\"ok\" status=302"},
      {"$ curl -sk " LOGIN " -D - -o x\nHTTP/2 302\r\nx-ms-request-id: 1\r\n"
       "\r\n", "verdict=\"ok\" tls=-"},
      {HEAD("direct", PROBE) "< HTTP/1.1 200 OK\n<\n"
       "* Connection #0 to host www.msftconnecttest.com left intact\n"
       "Microsoft Connect Test\n", "verdict=\"ok\" tls=-"},
      {HEAD("direct", PROBE) "< HTTP/1.1 200 OK\n<\nMicrosoft Connect Test"
       "00:27:33.170384 * Connection #0 to host x left intact\n",
       "verdict=\"ok\""},
      {"C:\\>curl.exe -si " PROBE "\nHTTP/1.1 200 OK\n\n"
       "Microsoft Connect TestC:\\>\n", "verdict=\"ok\""},
      {HEAD("direct", PROBE) "< HTTP/1.1 200 OK\n<\n<html>sign in</html>\n"
       "* Connection #0 to host www.msftconnecttest.com left intact\n",
       "verdict=\"captive-portal\""},
      {HEAD("direct", PROBE) "< HTTP/1.1 302 Found\n"
       "< Location: http://portal.example/?t=1\n<\n"
       "* Connection #0 to host www.msftconnecttest.com left intact\n",
       "verdict=\"captive-portal\""},
      {HEAD("direct", PROBE) "< HTTP/1.1 200 OK\n<\n"
       "* Connection #0 to host www.msftconnecttest.com left intact\n",
       "verdict=\"not-measured\""},
      /* a 5xx without the service's marks is not the service's */
      {TRY HOST "> GET / HTTP/1.1\n>\n< HTTP/1.1 503 x\n<\n" LEFT,
       "verdict=\"unexpected-answer\" status=503"},
      {"== Info: Connected to login.microsoftonline.com (20.190.159.2) port "
       "443 (#0)\n== Info: schannel: next InitializeSecurityContext failed: "
       "SEC_E_UNTRUSTED_ROOT (0x80090325)\n== Info: Closing connection 0\n",
       "verdict=\"tls-untrusted\""},
      {"PS C:\\> curl.exe -sS " LOGIN "\ncurl.exe : curl: (35) Recv failure: "
       "Connection was reset\nAt line:1 char:1\n+ curl.exe -sS " LOGIN "\n"
       "+ ~~~~~~~~\n", "verdict=\"reset-after-hello\" line=1"},
      {"> * Could not resolve host: graph.microsoft.com\n> " STOP,
       "host=\"graph.microsoft.com\" verdict=\"dns-no-address\""},
  };
  (void)state;
  CHECK_ROWS(rows);
}

#define PROXY "*   Trying 10.0.0.5:8080...\n" \
              "* Connected to px (10.0.0.5) port 8080 (#0)\n" \
              "* Establish HTTP proxy tunnel to login.microsoftonline.com:" \
              "443\n> CONNECT login.microsoftonline.com:443 HTTP/1.1\n" \
              "> Host: login.microsoftonline.com:443\n>\n"

static void proxies(void **state) {
  static const row rows[] = {
      {PROXY "< HTTP/1.1 407 Denied\n< Proxy-Authenticate: Negotiate\n"
       "< Proxy-Authenticate: Basic realm=\"x\"\n<\n"
       "* CONNECT tunnel failed, response 407\n" STOP,
       "host=\"login.microsoftonline.com\" via=\"proxy\" proxy=\"px:8080\" "
       "verdict=\"proxy-authentication\" status=407 address=- "
       "proxy_schemes=[\"basic\",\"negotiate\"]"},
      {PROXY "< HTTP/1.1 403 Forbidden\n<\n"
       "* Received HTTP code 403 from proxy after CONNECT\n" STOP,
       "verdict=\"proxy-forbidden\" status=403"},
      {PROXY "< HTTP/1.1 502 Bad Gateway\n<\n"
       "* CONNECT tunnel failed, response 502\n" STOP,
       "verdict=\"proxy-error\""},
      {PROXY "* Proxy CONNECT aborted\n" STOP, "verdict=\"proxy-error\""},
      {"C:\\>curl -x px:8080 " LOGIN "\n"
       "curl: (7) Failed to connect to px port 8080: Connection refused\n",
       "host=\"login.microsoftonline.com\" verdict=\"proxy-unreachable\" "
       "proxy=\"px:8080\" via=\"proxy\""},
      {"C:\\>curl -x http://u:Secret1@px:8080 " LOGIN "?code=Secret2\n"
       "curl: (5) Could not resolve proxy: px\n",
       "host=\"login.microsoftonline.com\" verdict=\"proxy-unresolved\" "
       "proxy=\"px\""},
      {"curl: (7) Failed to connect to login.microsoftonline.com port 443 via "
       "px:8080 after 2 ms: Could not connect to server\n",
       "verdict=\"proxy-unreachable\" proxy=\"px:8080\""},
      {PROXY "< HTTP/1.1 200 Connection established\n< Via: 1.1 px\n<\n"
       "* CONNECT tunnel established, response 200\n"
       "* schannel: SSL/TLS handshake complete\n" ANSWER LEFT,
       "verdict=\"ok\" via=\"proxy\" status=302"},
      {PROXY "< HTTP/1.1 200 Connection established\n<\n"
       "* CONNECT tunnel established, response 200\n"
       "* schannel: SEC_E_UNTRUSTED_ROOT (0x80090325) - x\n" STOP,
       "verdict=\"tls-untrusted\" via=\"proxy\" status=-"},
      {"*   Trying 10.0.0.5:8080...\n"
       "* Connected to px (10.0.0.5) port 8080 (#0)\n"
       "> GET http://www.msftconnecttest.com/connecttest.txt HTTP/1.1\n>\n"
       "< HTTP/1.1 407 x\n< Proxy-Authenticate: NTLM\n<\n"
       "* Connection #0 to host px left intact\n",
       "host=\"www.msftconnecttest.com\" verdict=\"proxy-authentication\" "
       "port=80"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

#define SUMMARY(rest) \
  "{\"certs\":\"\",\"response_code\":0,\"time_namelookup\":0.001," \
  "\"time_connect\":0.0035,\"time_appconnect\":0,\"url_effective\":\"" LOGIN \
  "\"," rest "\"curl_version\":\"libcurl/8.4.0 Schannel WinIDN\"}\n"

static void summaries(void **state) {
  static const row rows[] = {
      {SUMMARY("\"exitcode\":6,\"errormsg\":\"Could not resolve host: "
               "login.microsoftonline.com\","), "verdict=\"dns-no-address\""},
      {SUMMARY("\"exitcode\":56,\"http_connect\":407,\"errormsg\":\"CONNECT "
               "tunnel failed, response 407\","),
       "verdict=\"proxy-authentication\" via=\"proxy\" dns_ms=1 "
       "connect_ms=2.5 tls_ms=- first_byte_ms=-"},
      {SUMMARY("\"exitcode\":60,\"remote_ip\":\"20.190.159.2\",\"local_ip\":"
               "\"10.1.1.1\",\"errormsg\":\"schannel: SEC_E_UNTRUSTED_ROOT "
               "(0x80090325)\","),
       "verdict=\"tls-untrusted\" address=\"20.190.159.2\" "
       "tls.trusted_by_system=false"},
      /* the reason before, the object after: one run */
      {HEAD("proxy", LOGIN) "curl: (6) Could not resolve host: x\n"
       SUMMARY("\"exitcode\":6,"), "verdict=\"proxy-unresolved\" line=1"},
  };
  (void)state;
  CHECK_ROWS(rows);
}

/* Two runs with the same complaint are two, and each has its own line. */
static void several_runs(void **state) {
  static const char text[] =
      "curl: (6) Could not resolve host: login.microsoftonline.com\n"
      "curl: (6) Could not resolve host: graph.microsoft.com\n"
      SUMMARY("\"exitcode\":28,\"errormsg\":\"Connection timed out\",")
      TRY HOST ANSWER LEFT
      "* Could not resolve host: contoso.sharepoint.com\n" STOP;
  (void)state;
  check_path(text, 0, "host=\"login.microsoftonline.com\" line=1");
  check_path(text, 1, "host=\"graph.microsoft.com\" line=2");
  check_path(text, 2, "verdict=\"filtered\" line=3");
  check_path(text, 3, "verdict=\"ok\" line=4");
  check_path(text, 4, "host=\"contoso.sharepoint.com\"");
}

#define BODY(message) "{\"error\":{\"code\":\"InvalidAuthenticationToken\"," \
                      "\"message\":\"" message "\"}}"
#define REFUSED "< HTTP/1.1 401 Unauthorized\n< request-id: 1\n<\n"

static void canaries(void **state) {
  static const row rows[] = {
      {"# od0x8004-capture curl path=direct canary=yes url=" GRAPH "\n"
       "> GET /v1.0/me HTTP/1.1\n> Authorization: Bearer Secret3\n>\n" REFUSED
       BODY("IDX: 'Secret4' is bad") "* Connection #0 to host x left intact\n",
       "canary=true status=401 verdict=\"ok\" "
       "answer.code=\"InvalidAuthenticationToken\" answer.message=\"IDX:\""},
      {HEAD("direct", GRAPH) REFUSED BODY("Empty.")
       "* Connection #0 to host graph.microsoft.com left intact\n",
       "canary=false answer.message=\"Empty.\""},
      /* not Graph's: a proxy's page that looks like it */
      {HEAD("direct", GRAPH) "< HTTP/1.1 401 Unauthorized\n<\n" BODY("x")
       "* Connection #0 to host graph.microsoft.com left intact\n",
       "canary=- answer=- verdict=\"unexpected-answer\""},
  };
  (void)state;
  CHECK_ROWS(rows);
}

/* By its Date, where the capture tells the time of the machine. */
static void clocks(void **state) {
  static const expectation fast[] = {{"clock.http_offset_seconds", "600"}};
  static const expectation none[] = {{"clock.http_offset_seconds", "-"}};
  (void)state;
  CHECK_TEXT(od_reader_curl,
             "# od0x8004-capture curl path=direct canary=no "
             "utc=2026-03-10T09:22:30Z url=" LOGIN "\n" TRY HOST ANSWER LEFT,
             fast);
  CHECK_TEXT(od_reader_curl, TRY HOST ANSWER LEFT, none);
}

static void foreign_text(void **state) {
  static const char *const rows[] = {
      "",
      "* point one\n* point two\n> quoted\n",
      "curl: try 'curl --help' for more information\n",
      "I ran curl.exe against https://login.microsoftonline.com/ and it hung",
      "curl.exe -v https://login.microsoftonline.com/\n",
      "{\"time_namelookup\":1}\n",
      "curl: (60) SSL certificate problem: self-signed certificate\n",
      TRY HOST, /* not at its end */
      "curl: (6) Could not resolve host: login.micros", /* cut */
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (recognises_string(&od_reader_curl, rows[i]))
      fail_msg("takes '%s'", rows[i]);
}

/* Each member of a cut text's path is one of the same run in the whole. */
static int is_within(const od_json *part, const od_json *whole) {
  const od_json *member = od_json_first(part);
  if (!od_json_is(part, OD_JSON_OBJECT)) return od_json_equal(part, whole);
  for (; member; member = od_json_next(member))
    if (!is_within(member, od_json_member(whole, od_json_name(member))))
      return 0;
  return 1;
}

static void cut_files(void **state) {
  static const char *const rows[] = {
      PROXY "< HTTP/1.1 407 Denied\n< Proxy-Authenticate: Basic realm=\"x\"\n"
      "<\n* CONNECT tunnel failed, response 407\n" STOP
      "curl: (56) CONNECT tunnel failed, response 407\n",
      OPENSSL "*  issuer: C=US; O=DigiCert Inc; CN=DigiCert Global G2\n"
      "*  SSL certificate verify ok.\n" ANSWER LEFT,
      HEAD("direct", GRAPH) "> GET /v1.0/me HTTP/1.1\n>\n" REFUSED
      "* Connection #0 to host graph.microsoft.com left intact\n"
      BODY("Empty.") "\n",
      SUMMARY("\"exitcode\":28,\"errormsg\":\"Connection timed out\","),
      TRY HOST ANSWER LEFT "Subject:CN=x\nIssuer:O=Zscaler Inc.\nVersion:2\n",
      SCHANNEL "SEC_E_UNTRUSTED_ROOT (0x80090325) - x\n" STOP
      "curl: (35) schannel: SEC_E_UNTRUSTED_ROOT (0x80090325) - x\n",
      "C:\\>curl.exe -si " PROBE "\nHTTP/1.1 200 OK\n\n<html></html>\n"};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_facts *whole = read_string(&od_reader_curl, rows[i]);
    const od_json *full = at(paths_of(whole), 0);
    for (size_t size = 0; size < strlen(rows[i]); size++) {
      od_facts *cut = read_bytes(&od_reader_curl, rows[i], size);
      const od_json *path = at(paths_of(cut), 0);
      od_view verdict = od_json_view(od_json_member(path, "verdict"));
      if (path && !od_view_equal(verdict, "not-measured") &&
          !is_within(path, full))
        fail_msg("differs when cut at %d:\n%s", (int)size, rows[i]);
      od_facts_free(cut);
    }
    od_facts_free(whole);
  }
}

/* An IPv6 address that was tried in vain is a path of its own. */
static void address_families(void **state) {
  static const char text[] =
      HEAD("direct", LOGIN) "*   Trying [2603:1026::1]:443...\n" TRY
      "* connect to 2603:1026::1 port 443 failed: Timed out\n" HOST ANSWER
      LEFT;
  (void)state;
  check_path(text, 0, "family=6 verdict=\"filtered\" "
                      "address=\"2603:1026::1\"");
  check_path(text, 1, "family=4 verdict=\"ok\"");
  check_path("*   Trying [2603:1026::1]:443...\n* Failed to connect to "
             "login.microsoftonline.com port 443 after 21022 ms: Could not "
             "connect to server\n" STOP, 0,
             "family=6 verdict=\"filtered\" address=\"2603:1026::1\"");
}

static void secrets(void **state) {
  static const char text[] =
      "C:\\>curl -x http://u:Secret1@px:8080 -H \"Authorization: Bearer "
      "Secret2\" " LOGIN "?code=Secret3#Secret4\n"
      "* Uses proxy env variable https_proxy == 'http://u:Secret1@px:8080'\n"
      "* Proxy auth using Basic with user 'Secret5'\n" PROXY
      "> Proxy-Authorization: Basic Secret6\n"
      "< HTTP/1.1 302 Found\n< Location: https://u:Secret7@x/?t=Secret8\n"
      "< Set-Cookie: a=Secret9\n<\n* CONNECT tunnel failed, response 302\n"
      STOP;
  (void)state;
  od_facts *facts = read_string(&od_reader_curl, text);
  char *all = said(facts, "network.paths");
  assert_non_null(strstr(all, "proxy-error"));
  assert_null(strstr(all, "Secret"));
  od_free(all);
  od_facts_free(facts);
}

#define NAMED "* Host login.microsoftonline.com:443 was resolved.\n" TRY
#define HELLO "* schannel: disabled automatic use of client certificate\n" \
              "* ALPN: curl offers http/1.1\n"
#define LATE "* Established connection to login.microsoftonline.com " \
             "(20.190.159.2 port 443) from 10.0.0.2 port 50312 \n"
#define CONNECT "* Host p.contoso.com:8080 was resolved.\n" \
                "*   Trying 10.1.2.3:8080...\n" \
                "* CONNECT tunnel: HTTP/1.1 negotiated\n" \
                "* Establish HTTP proxy tunnel to " \
                "login.microsoftonline.com:443\n" \
                "> CONNECT login.microsoftonline.com:443 HTTP/1.1\n> \n"
#define REQUEST "> GET / HTTP/1.1\n> Host: login.microsoftonline.com\n> \n"
#define WAITED "curl: (28) Connection timed out after 20013 milliseconds\n"

/* Since 8.12 it says only after the handshake whom it is connected to. */
static void connected_said_late(void **state) {
  static const row rows[] = {
      {HEAD("direct", LOGIN) NAMED HELLO WAITED,
       "verdict=\"silent-after-hello\" address=\"20.190.159.2\" family=4"},
      {HEAD("direct", LOGIN) NAMED WAITED, "verdict=\"filtered\""},
      {HEAD("direct", LOGIN) NAMED HELLO "* Recv failure: Connection was "
       "reset\n" STOP, "verdict=\"reset-after-hello\""},
      {HEAD("proxy", LOGIN) CONNECT WAITED,
       "verdict=\"proxy-error\" via=\"proxy\""},
      {HEAD("proxy", LOGIN) CONNECT "curl: (7) Proxy CONNECT aborted\n",
       "verdict=\"proxy-error\""},
      {HEAD("proxy", LOGIN) CONNECT "curl: (56) Recv failure: Connection was "
       "reset\n", "verdict=\"proxy-error\""},
      {HEAD("proxy", LOGIN) "*   Trying 10.1.2.3:8080...\n" WAITED,
       "verdict=\"proxy-unreachable\""},
      /* SOCKS opens the way: what follows is the host's */
      {HEAD("proxy", LOGIN) "*   Trying 127.0.0.1:7890...\n"
       "* Opened SOCKS connection from 127.0.0.1 port 55752 to "
       "login.microsoftonline.com port 443\n" HELLO
       "curl: (35) schannel: failed to receive handshake, SSL/TLS connection "
       "failed\n", "verdict=\"reset-after-hello\" via=\"proxy\""},
      /* a request is sent: the handshake is over, though Schannel is mute */
      {HEAD("direct", LOGIN) NAMED HELLO LATE REQUEST
       "curl: (56) Recv failure: Connection was reset\n",
       "verdict=\"unexpected-answer\""},
      {TRY HOST HELLO REQUEST "curl: (28) Operation timed out after 20001 "
       "milliseconds with 0 bytes received\n",
       "verdict=\"unexpected-answer\""},
  };
  (void)state;
  CHECK_ROWS(rows);
}

#define METER "  0     0    0     0    0     0      0      0 --:--:-- " \
              " 0:00:01 --:--:--     0"

/* Without -s, in PowerShell's error records, in a mail. */
static void between_other_words(void **state) {
  static const row rows[] = {
      {"  % Total    % Received % Xferd  Average Speed   Time\n"
       METER TRY HOST REQUEST METER "< HTTP/1.1 302 Found\n"
       "< x-ms-request-id: 5b7c\n<\n"
       "100    53  100    53    0     0   1514      0 --:--:-- --:--:-- "
       "--:--:--  1.5k" LEFT, "verdict=\"ok\" status=302 via=\"direct\""},
      {HEAD("direct", GRAPH) "curl.exe : *   Trying 20.190.151.9:443...\n"
       "At line:1 char:1\n+ curl.exe -sSv https://login.microsoftonline.com/"
       " 2>&1 | Out-File\n+ ~~~~~\n"
       "> GET /v1.0/me HTTP/1.1\n> Host: graph.microsoft.com\n>\n"
       "< HTTP/1.1 401 Unauthorized\n< request-id: 0c0a\n<\n"
       "* Connection #0 to host graph.microsoft.com left intact\n",
       "host=\"graph.microsoft.com\" via=\"direct\" status=401"},
      {"> C:\\>curl.exe -sSv https://graph.microsoft.com/v1.0/me\n"
       "> > GET /v1.0/me HTTP/1.1\n> > Host: graph.microsoft.com\n> >\n"
       "> < HTTP/1.1 401 Unauthorized\n> < request-id: 0c0a\n> <\n"
       "> * Connection #0 to host graph.microsoft.com left intact\n"
       "> {\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":"
       "\"Access token is empty.\"}}\n",
       "status=401 canary=false "
       "answer.code=\"InvalidAuthenticationToken\""},
  };
  (void)state;
  CHECK_ROWS(rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_and_connections), cmocka_unit_test(handshakes),
      cmocka_unit_test(answers),               cmocka_unit_test(proxies),
      cmocka_unit_test(summaries),             cmocka_unit_test(several_runs),
      cmocka_unit_test(canaries),              cmocka_unit_test(clocks),
      cmocka_unit_test(foreign_text),          cmocka_unit_test(cut_files),
      cmocka_unit_test(address_families),      cmocka_unit_test(secrets),
      cmocka_unit_test(connected_said_late),
      cmocka_unit_test(between_other_words)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
