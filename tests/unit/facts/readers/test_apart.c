/* The readers do not take each other's texts, and share one transcript. */
#include "reader_test.h"

static const od_reader *const readers[] = {
    &od_reader_dsregcmd, &od_reader_cmdkey, &od_reader_netsh,
    &od_reader_ciphers, &od_reader_services, &od_reader_w32tm,
    &od_reader_curl, &od_reader_ipconfig, &od_reader_route,
    &od_reader_nslookup, &od_reader_certutil, &od_reader_versions,
    &od_reader_registry, &od_reader_directory, &od_reader_sharepoint,
    &od_reader_events, &od_reader_whoami};

#define READERS (sizeof readers / sizeof *readers)

static const char dsregcmd[] =
    "             AzureAdJoined : YES\n                AzureAdPrt : NO\n";
static const char cmdkey[] =
    "\nCurrently stored credentials:\n\n"
    "    Target: LegacyGeneric:target=OneDrive Cached Credential\n"
    "    Type: Generic \n    User: \n    Local machine persistence\n    \n";
static const char netsh[] =
    "\nCurrent WinHTTP proxy settings:\n\n"
    "    Proxy Server(s) :  p:8080\n    Bypass List     :  (none)\n\n";
static const char ciphers[] = "Name\n----\nTLS_AES_256_GCM_SHA384\n\n";
static const char services[] =
    "\nSERVICE_NAME: NlaSvc\n        TYPE               : 20  WIN32\n"
    "        STATE              : 4  RUNNING\n"
    "                                (STOPPABLE, NOT_PAUSABLE)\n\n";
static const char w32tm[] =
    "Tracking time.windows.com [20.101.57.9:123].\n"
    "10:11:12, +00.5000000s\n";
static const char curl[] =
    "* Could not resolve host: login.microsoftonline.com\n"
    "curl: (6) Could not resolve host: login.microsoftonline.com\n";
static const char ipconfig[] =
    "\nWindows IP Configuration\n\nEthernet adapter Ethernet:\n\n"
    "   Connection-specific DNS Suffix  . : \n"
    "   IPv4 Address. . . . . . . . . . . : 10.1.2.3\n"
    "   Subnet Mask . . . . . . . . . . . : 255.255.255.0\n"
    "   Default Gateway . . . . . . . . . : 10.1.2.1\n\n";
static const char route[] =
    "=========================================\n"
    "          0.0.0.0          0.0.0.0      10.1.2.1      10.1.2.3     35\n"
    "=========================================\n";
static const char nslookup[] =
    "Server:  dc1.contoso.com\nAddress:  10.20.0.10\n\n"
    "Name:    graph.microsoft.com\nAddress:  20.190.159.2\n\n";
static const char certutil[] =
    "-------- CERT_CHAIN_CONTEXT --------\n"
    "CertContext[0][0]: dwInfoStatus=2 dwErrorStatus=0\n"
    "  Issuer: CN=Contoso CA\n  Subject: CN=x.contoso.com\n"
    "Not trusted. 0x800b0109 (-2146762487 CERT_E_UNTRUSTEDROOT)\n"
    "CertUtil: -verify command completed successfully.\n";
static const char versions[] =
    "Microsoft Windows [Version 10.0.19045.5011]\n";
static const char registry[] =
    "Windows Registry Editor Version 5.00\n\n"
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\"
    "Configuration\\SSL\\00010002]\n"
    "\"Functions\"=\"TLS_AES_256_GCM_SHA384\"\n\n";

static const char directory[] =
    "{\"userPrincipalName\":\"jane@contoso.com\",\"accountEnabled\":true}\n";
static const char sharepoint[] =
    "TenantRestrictionEnabled : True\nBlockMacSync             : False\n\n";

static const char events[] =
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
    "<System><Provider Name='Microsoft-Windows-AAD' "
    "Guid='{4de9bc9c-b27a-43c9-8994-0915f1a5e24f}'/><EventID>1098</EventID>"
    "<TimeCreated SystemTime='2026-11-24T09:00:00.1234567Z'/>"
    "<Channel>Microsoft-Windows-AAD/Operational</Channel>"
    "<Computer>PC1</Computer></System><EventData>"
    "<Data Name='Error'>3399614476</Data>"
    "<Data Name='ErrorMessage'>AADSTS53003: no access</Data>"
    "</EventData></Event>\n";
static const char whoami[] =
    "\nUSER INFORMATION\n----------------\n\n"
    "User Name    SID\n============ =====================\n"
    "contoso\\jane S-1-5-21-111-222-333-1001\n";

static const char *const texts[READERS] = {
    dsregcmd, cmdkey, netsh,    ciphers,  services, w32tm,    curl,
    ipconfig, route,  nslookup, certutil, versions, registry, directory,
    sharepoint, events, whoami};

/* Those that one window may hold. */
#define COMMANDS 12

static void each_takes_its_own(void **state) {
  (void)state;
  int wrong = 0;
  for (size_t r = 0; r < READERS; r++)
    for (size_t t = 0; t < READERS; t++)
      if (recognises_string(readers[r], texts[t]) != (r == t)) {
        print_error("%s on text %d\n", readers[r]->kind, (int)t);
        wrong++;
      }
  assert_int_equal(wrong, 0);
}

static const expectation transcript_facts[] = {
    {"device.entra_joined", "true"},
    {"prt.present", "false"},
    {"proxy.winhttp.mode", "\"manual\""},
    {"proxy.winhttp.server", "\"p:8080\""},
    {"proxy.winhttp.bypass", "absent"},
    {"tls.cipher_suites", "[\"TLS_AES_256_GCM_SHA384\"]"},
    {"services.NlaSvc.state", "\"running\""},
    {"clock.offset_seconds", "-0.5"},
    {"device.windows_version", "\"10.0.19045.5011\""},
};

static const size_t transcript_readers[] = {0, 0, 2, 2, 2, 3, 4, 5, 11};

/* One window, one command after the other, in any order. */
static void a_transcript_is_all_of_them(void **state) {
  (void)state;
  for (size_t first = 0; first < COMMANDS; first++) {
    char text[8192] = "";
    for (size_t i = 0; i < COMMANDS; i++) {
      strcat(text, "PS C:\\Users\\jane> next\n");
      strcat(text, texts[(first + i) % COMMANDS]);
    }
    strcat(text, "PS C:\\Users\\jane>\n");
    for (size_t i = 0; i < sizeof transcript_facts / sizeof *transcript_facts;
         i++) {
      const expectation *wanted = &transcript_facts[i];
      size_t r = transcript_readers[i];
      assert_true(recognises_string(readers[r], text));
      od_facts *facts = read_string(readers[r], text);
      assert_int_equal(check_one(facts, wanted->fact, wanted->want), 0);
      od_facts_free(facts);
    }
    od_facts *facts = read_string(&od_reader_cmdkey, text);
    const od_fact *list = od_facts_find(facts, "credentials");
    assert_non_null(list);
    assert_int_equal(od_json_count(list->value), 1);
    od_facts_free(facts);
  }
}

/* Whoever reads alone reads as one of many. */
static void in_a_transcript_each_is_recognised(void **state) {
  (void)state;
  char text[8192] = "";
  for (size_t i = 0; i < COMMANDS; i++) {
    strcat(text, "C:\\Users\\jane>next\n");
    strcat(text, texts[i]);
  }
  for (size_t r = 0; r < READERS; r++)
    if (recognises_string(readers[r], text) != (r < COMMANDS))
      fail_msg("%s in a transcript", readers[r]->kind);
}

typedef struct kinds {
  char names[512];
} kinds;

static od_status note_kind(void *user, od_facts *part) {
  kinds *k = user;
  strcat(k->names, od_facts_source(part, 0)->kind);
  strcat(k->names, " ");
  od_facts_free(part);
  return OD_OK;
}

/* Each text is one source of its kind, whoever is asked before. */
static void the_library_asks_all_of_them(void **state) {
  (void)state;
  od_job *job = job_of();
  for (size_t t = 0; t < READERS; t++) {
    kinds k = {""};
    od_reader_sink sink = {.user = &k, .found = note_kind};
    char wanted[64];
    od_text text = text_of(texts[t], strlen(texts[t]));
    assert_int_equal(od_readers_read(&sink, "a.txt", &text, job), OD_OK);
    snprintf(wanted, sizeof wanted, "%s ", readers[t]->kind);
    assert_string_equal(k.names, wanted);
    od_text_release(&text);
  }
  od_job_free(job);
}

/* Nothing here is evidence of these kinds. */
static void none_takes_foreign_text(void **state) {
  (void)state;
  static const char *const foreign[] = {
      "",
      "\n",
      "# Title\n\n* point *one*\n* point\n\nNote:\n\n    code: here\n",
      "{\"value\":[{\"status\":{\"errorCode\":53003}}]}\n",
      "Windows IP Configuration\n\n   Host Name . . . . : pc\n",
      "int main(void) {\n  return 0;\n}\n",
      "Name : Value\nType : Generic\nUser : me\n",
      "2026-11-24 10:00:00 ERROR AzureAdPrt missing: YES or NO?\n",
      "key: value\nlist:\n  - one\n  - two\n",
      "\xff\xfe\xfa\x01\x02\x03",
  };
  for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
    for (size_t r = 0; r < READERS; r++)
      if (recognises_string(readers[r], foreign[i]))
        fail_msg("%s takes '%s'", readers[r]->kind, foreign[i]);
}

/* Cut anywhere, a text is read without a value that the whole does not have:
   what a cut line says is either the same or not measured. */
static void no_cut_invents_a_value(void **state) {
  (void)state;
  static const char *const single[] = {
      "device.entra_joined", "prt.present", "proxy.winhttp.mode",
      "proxy.winhttp.server", "tls.cipher_suites", "services.NlaSvc.state",
      "clock.offset_seconds"};
  for (size_t t = 0; t < COMMANDS; t++) {
    od_facts *whole = read_string(readers[t], texts[t]);
    for (size_t size = 0; size < strlen(texts[t]); size++) {
      od_facts *cut = read_bytes(readers[t], texts[t], size);
      for (size_t i = 0; i < sizeof single / sizeof *single; i++) {
        const od_fact *fact = od_facts_find(cut, single[i]);
        if (!fact || fact->state != OD_FACT_MEASURED) continue;
        assert_true(od_json_equal(
            fact->value, od_facts_find(whole, single[i])->value));
      }
      od_facts_free(cut);
    }
    od_facts_free(whole);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_takes_its_own),
      cmocka_unit_test(a_transcript_is_all_of_them),
      cmocka_unit_test(in_a_transcript_each_is_recognised),
      cmocka_unit_test(the_library_asks_all_of_them),
      cmocka_unit_test(none_takes_foreign_text),
      cmocka_unit_test(no_cut_invents_a_value),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
