/* Schannel's protocols, connection blobs, services. */
#include "registry_facts.h"

#define SCHANNEL                                                        \
  "[" HKLM "SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\" \
  "SCHANNEL\\Protocols"
#define CLIENT SCHANNEL "\\TLS 1.2\\Client]\r\n"
#define QUERY                                                         \
  HKLM "SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\"     \
       "SCHANNEL\\Protocols\\TLS 1.2\\Client\r\n"
#define TLS12 "tls.client.tls_1_2"

static void judges_protocols(void **state) {
  static const told_row rows[] = {
      {V5 CLIENT "\"Enabled\"=dword:00000001\r\n"
                 "\"DisabledByDefault\"=dword:00000000\r\n\r\n",
       TLS12, "true"},
      {V5 CLIENT "\"Enabled\"=dword:ffffffff\r\n"
                 "\"DisabledByDefault\"=dword:00000000\r\n\r\n",
       TLS12, "true"},
      {V5 CLIENT "\"Enabled\"=dword:00000001\r\n\r\n", TLS12, "true"},
      {V5 CLIENT "\"DisabledByDefault\"=dword:00000000\r\n\r\n", TLS12,
       "true"},
      {V5 CLIENT "\"Enabled\"=dword:00000000\r\n\r\n", TLS12, "false"},
      {V5 CLIENT "\"Enabled\"=dword:00000000\r\n"
                 "\"DisabledByDefault\"=dword:00000000\r\n\r\n",
       TLS12, "false"},
      {V5 CLIENT "\"Enabled\"=dword:00000001\r\n"
                 "\"DisabledByDefault\"=dword:00000001\r\n\r\n",
       TLS12, "false"},
      {V5 CLIENT "\"DisabledByDefault\"=dword:ffffffff\r\n\r\n", TLS12,
       "false"},
      /* not configured there */
      {V5 CLIENT "\r\n", TLS12, "absent"},
      {V5 SCHANNEL "]\r\n\r\n", TLS12, "absent"},
      {V5 SCHANNEL "]\r\n\r\n" SCHANNEL "\\TLS 1.2]\r\n\r\n", TLS12,
       "absent"},
      {V5 SCHANNEL "\\TLS 1.2\\Server]\r\n\"Enabled\"=dword:00000000\r\n\r\n",
       TLS12, "-"},
      {V5 SCHANNEL "\\TLS 1.1\\Client]\r\n\"Enabled\"=dword:00000000\r\n\r\n",
       TLS12, "-"},
      {V5 SCHANNEL "\\TLS 1.1\\Client]\r\n\"Enabled\"=dword:00000000\r\n\r\n",
       "tls.client.tls_1_1", "false"},
      {V5 SCHANNEL "\\TLS 1.0\\Client]\r\n\"Enabled\"=dword:00000001\r\n\r\n",
       "tls.client.tls_1_0", "true"},
      {V5 SCHANNEL "\\TLS 1.3\\Client]\r\n\"Enabled\"=dword:00000001\r\n\r\n",
       "tls.client.tls_1_3", "true"},
      /* one value is not enough to say that it is on */
      {QUERY "    Enabled    REG_DWORD    0x1\r\n\r\n", TLS12, "-"},
      {QUERY "    DisabledByDefault    REG_DWORD    0x0\r\n\r\n", TLS12, "-"},
      /* … but to say that it is off */
      {QUERY "    Enabled    REG_DWORD    0x0\r\n\r\n", TLS12, "false"},
      {QUERY "    DisabledByDefault    REG_DWORD    0x1\r\n\r\n", TLS12,
       "false"},
      {QUERY "    DisabledByDefault    REG_DWORD    0x0\r\n"
             "    Enabled    REG_DWORD    0x1\r\n\r\n",
       TLS12, "true"},
      {V5 CLIENT "\"Enabled\"=dword:0001\r\n\r\n", TLS12, "unreadable"},
      {V5 CLIENT "\"Enabled\"=dword:0001\r\n"
                 "\"DisabledByDefault\"=dword:00000001\r\n\r\n",
       TLS12, "false"},
      {V5 CLIENT "\"Enabled\"=dword:00000001\r\n\"Disabl", TLS12, "-"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

/* ---- blobs ---- */

#define CONNECTIONS(hive)                                              \
  "[" hive "Software\\Microsoft\\Windows\\CurrentVersion\\"           \
  "Internet Settings\\Connections]\r\n"

/* Writes a text as regedit does: its length, then its bytes. */
static void put_counted(od_buffer *out, const char *text) {
  size_t size = strlen(text);
  od_buffer_format(out, ",%02x,00,00,00", (unsigned)size);
  for (size_t i = 0; i < size; i++)
    od_buffer_format(out, "%s%02x", i % 20 == 19 ? ",\\\r\n  " : ",",
                     (unsigned char)text[i]);
}

static char *blob(const char *head, const char *name, unsigned flags,
                  const char *const texts[3]) {
  od_buffer out = {0};
  char *text;
  od_buffer_format(&out, "%s\"%s\"=hex:46,00,00,00,05,00,00,00,%02x,00,00,00",
                   head, name, flags);
  for (size_t i = 0; i < 3 && texts[i]; i++) put_counted(&out, texts[i]);
  od_buffer_text(&out, "\r\n\r\n");
  assert_int_equal(od_buffer_take(&text, &out), OD_OK);
  return text;
}

static const struct blob_row {
  unsigned flags;
  const char *texts[3];
  const char *fact, *wanted;
} winhttp[] = {
    {1, {"", ""}, "proxy.winhttp.mode", "\"direct\""},
    {1, {NULL}, "proxy.winhttp.mode", "\"direct\""},
    {1, {"", ""}, "proxy.winhttp.server", "absent"},
    {3, {"proxy:8080", "<local>"}, "proxy.winhttp.mode", "\"manual\""},
    {3, {"proxy:8080", "<local>"}, "proxy.winhttp.server", "\"proxy:8080\""},
    {3, {"proxy:8080", "<local>"}, "proxy.winhttp.bypass", "\"<local>\""},
    {3, {"proxy:8080", ""}, "proxy.winhttp.bypass", "absent"},
    {3, {"jo:s3cret@proxy:8080", ""}, "proxy.winhttp.server",
     "\"proxy:8080\""},
    {3, {"", ""}, "proxy.winhttp.mode", "\"direct\""},
    {1, {"left-over:1", ""}, "proxy.winhttp.mode", "\"direct\""},
    {1, {"left-over:1", ""}, "proxy.winhttp.server", "absent"},
    {5, {"", "", "http://w/p.pac"}, "proxy.winhttp.mode", "\"pac\""},
    {5, {"", "", "http://w/p.pac"}, "proxy.winhttp.pac_url",
     "\"http://w/p.pac\""},
    {9, {"", "", ""}, "proxy.winhttp.mode", "\"auto-detect\""},
}, wininet[] = {
    {1, {"", "", ""}, "proxy.wininet.enabled", "false"},
    {1, {"", "", ""}, "proxy.wininet.auto_detect", "false"},
    {9, {"", "", ""}, "proxy.wininet.auto_detect", "true"},
    {3, {"proxy:1", "<local>", ""}, "proxy.wininet.enabled", "true"},
    {3, {"proxy:1", "<local>", ""}, "proxy.wininet.server", "\"proxy:1\""},
    {3, {"proxy:1", "<local>", ""}, "proxy.wininet.bypass", "\"<local>\""},
    {5, {"", "", "http://w/p.pac"}, "proxy.wininet.pac_url",
     "\"http://w/p.pac\""},
    {1, {"", "", "http://w/p.pac"}, "proxy.wininet.pac_url", "-"},
};

static void check_blobs(const struct blob_row *rows, size_t count,
                        const char *head, const char *name) {
  for (size_t i = 0; i < count; i++) {
    char *text = blob(head, name, rows[i].flags, rows[i].texts);
    od_facts *facts = facts_of(text);
    char *got = told(facts, rows[i].fact);
    ROW_TEXT(got, rows[i].wanted, i);
    od_free(got);
    od_facts_free(facts);
    od_free(text);
  }
}

static void reads_blobs(void **state) {
  (void)state;
  check_blobs(winhttp, COUNT_OF(winhttp), V5 CONNECTIONS(HKLM),
              "WinHttpSettings");
  check_blobs(winhttp, COUNT_OF(winhttp), V4 CONNECTIONS(HKLM),
              "winhttpsettings");
  check_blobs(wininet, COUNT_OF(wininet), V5 CONNECTIONS(HKCU),
              "DefaultConnectionSettings");
}

static void doubts_damaged_blobs(void **state) {
  static const char mode[] = "proxy.winhttp.mode";
  static const told_row rows[] = {
      {V5 CONNECTIONS(HKLM) "\r\n", mode, "\"direct\""},
      {V5 CONNECTIONS(HKLM) "\r\n", "proxy.winhttp.server", "absent"},
      {V5 CONNECTIONS(HKLM) "\"WinHttpSettings\"=-\r\n\r\n", mode,
       "\"direct\""},
      {V5 CONNECTIONS(HKLM) "\"WinHttpSettings\"=hex:\r\n\r\n", mode,
       "unreadable"},
      {V5 CONNECTIONS(HKLM) "\"WinHttpSettings\"=hex:18,00,00,00,00\r\n\r\n",
       mode, "unreadable"},
      {V5 CONNECTIONS(HKLM) "\"WinHttpSettings\"=hex:18,00,00,00,00,00,00,00,"
                            "03,00,00,00,ff,ff,ff,7f,41\r\n\r\n",
       mode, "unreadable"},
      {V5 CONNECTIONS(HKLM) "\"WinHttpSettings\"=hex:18,00,00,00,00,00,00,00,"
                            "03,00,00,00,02,00,00,00,41,\\",
       mode, "unreadable"},
      {V5 CONNECTIONS(HKLM) "\"WinHttpSettings\"=\"direct\"\r\n\r\n", mode,
       "unreadable"},
      {HKLM "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\"
            "Connections\r\n    WinHttpSettings    REG_BINARY    "
            "1800000000000000010000000000000000000000\r\n\r\n",
       mode, "\"direct\""},
      {V5 CONNECTIONS(HKCU) "\"DefaultConnectionSettings\"=hex:46\r\n\r\n",
       "proxy.wininet.enabled", "-"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

#define INTERNET(hive)                                       \
  "[" hive "Software\\Microsoft\\Windows\\CurrentVersion\\" \
  "Internet Settings]\r\n"

/* Values stand before the blob; the blob fills what they leave open. */
static void values_precede_the_blob(void **state) {
  static const char both[] =
      V5 INTERNET(HKCU) "\"ProxyEnable\"=dword:00000001\r\n\r\n"
      CONNECTIONS(HKCU)
      "\"DefaultConnectionSettings\"=hex:46,00,00,00,01,00,00,00,09,00,00,00,"
      "03,00,00,00,70,3a,31\r\n\r\n";
  static const told_row rows[] = {
      {both, "proxy.wininet.enabled", "true"},
      {both, "proxy.wininet.server", "\"p:1\""},
      {both, "proxy.wininet.auto_detect", "true"},
      {both, "proxy.wininet.pac_url", "absent"},
      {V5 INTERNET(HKCU) "\r\n", "proxy.wininet.auto_detect", "absent"},
      {V5 INTERNET(HKCU) "\r\n" CONNECTIONS(HKCU) "\"x\"=",
       "proxy.wininet.auto_detect", "-"},
      {HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings"
            "\r\n    ProxyEnable    REG_DWORD    0x0\r\n"
            "    User Agent    REG_SZ    Mozilla\r\n\r\n",
       "proxy.wininet.auto_detect", "-"},
      {HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings"
            "\r\n    ProxyEnable    REG_DWORD    0x0\r\n"
            "    User Agent    REG_SZ    Mozilla\r\n\r\n",
       "proxy.wininet.pac_url", "absent"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

/* ---- services ---- */

#define SERVICES "[" HKLM "SYSTEM\\CurrentControlSet\\Services"

static void reads_services(void **state) {
  static const told_row rows[] = {
      {V5 SERVICES "\\NlaSvc]\r\n\"Start\"=dword:00000000\r\n\r\n",
       "services.NlaSvc.start", "\"boot\""},
      {V5 SERVICES "\\NlaSvc]\r\n\"Start\"=dword:00000001\r\n\r\n",
       "services.NlaSvc.start", "\"system\""},
      {V5 SERVICES "\\NlaSvc]\r\n\"Start\"=dword:00000002\r\n\r\n",
       "services.NlaSvc.start", "\"automatic\""},
      {V5 SERVICES "\\NlaSvc]\r\n\"Start\"=dword:00000003\r\n\r\n",
       "services.NlaSvc.start", "\"manual\""},
      {V5 SERVICES "\\NlaSvc]\r\n\"Start\"=dword:00000004\r\n\r\n",
       "services.NlaSvc.start", "\"disabled\""},
      {V5 SERVICES "\\NlaSvc]\r\n\"Start\"=dword:00000005\r\n\r\n",
       "services.NlaSvc.start", "unreadable"},
      /* reg query repeats the spelling of who asked */
      {HKLM "SYSTEM\\CurrentControlSet\\services\\nlasvc\r\n"
            "    Start    REG_DWORD    0x4\r\n\r\n",
       "services.NlaSvc.start", "\"disabled\""},
      {V5 SERVICES "\\Contoso-Agent_1]\r\n\"Start\"=dword:00000002\r\n\r\n",
       "services.Contoso-Agent_1.start", "\"automatic\""},
      {V5 SERVICES "\\.NET CLR Data]\r\n\"Start\"=dword:00000002\r\n\r\n",
       "services..NET CLR Data.start", "-"},
      {V5 SERVICES "\\NlaSvc\\Parameters]\r\n\"Start\"=dword:00000002\r\n\r\n",
       "services.NlaSvc.start", "-"},
      {V5 "[" HKLM "SYSTEM\\ControlSet001\\Services\\CldFlt]\r\n"
          "\"Start\"=dword:00000004\r\n\r\n",
       "services.CldFlt.start", "\"disabled\""},
      {V5 "[" HKLM "SYSTEM\\ControlSet001\\Services\\CldFlt]\r\n"
          "\"Start\"=dword:00000004\r\n\r\n" SERVICES
          "\\CldFlt]\r\n\"Start\"=dword:00000002\r\n\r\n",
       "services.CldFlt.start", "\"automatic\""},
      {V5 "[" HKLM "SYSTEM\\ControlSet002\\Services\\CldFlt]\r\n"
          "\"Start\"=dword:00000004\r\n\r\n",
       "services.CldFlt.start", "-"},
      /* not installed */
      {V5 SERVICES "]\r\n\r\n", "services.TokenBroker.start", "absent"},
      {V5 SERVICES "\\TokenBroker]\r\n\r\n", "services.TokenBroker.start",
       "absent"},
      {V5 SERVICES "\\NlaSvc]\r\n\r\n", "services.TokenBroker.start", "-"},
      {"C:\\>reg query HKLM\\SYSTEM\\CurrentControlSet\\Services\\TokenBroker"
       " /v Start\r\nERROR: The system was unable to find the specified "
       "registry key or value.\r\n",
       "services.TokenBroker.start", "absent"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(judges_protocols),
      cmocka_unit_test(reads_blobs),
      cmocka_unit_test(doubts_damaged_blobs),
      cmocka_unit_test(values_precede_the_blob),
      cmocka_unit_test(reads_services),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
