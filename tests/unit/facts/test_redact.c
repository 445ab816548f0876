/* Stand-ins: what is replaced, what stays, and that both are stable. */
#include "facts/redact.h"
#include "facts_helpers.h"

/* One stand-in each, for good: documents of other years still join. */
#define JANE "user-ca379bda"
#define MIRA "user-de54939e"
#define CONTOSO "name-6795e604"
#define PROXY "name-dbfa5079"
#define TENANT "7f3c2a10-5b1e-4d8a-9c42-0e6b1d9f7a31"
#define TENANT_OUT "0d8004de-9763-80e3-8ae3-032ddbf84e52"

static void check(od_redact_mode mode, const char *in, const char *out) {
  od_buffer text = {0};
  od_redact_text(&text, od_view_of(in), mode, NULL);
  assert_int_equal(text.status, OD_OK);
  assert_string_equal(text.data ? text.data : "", out);
  od_buffer_release(&text);
}

/* Redacted once more, it is the same: stand-ins are known as such. */
static void check_stable(od_redact_mode mode, const char *in,
                         const char *out) {
  check(mode, in, out);
  check(mode, out, out);
}

static void test_texts(void **state) {
  static const struct {
    const char *in, *out;
  } table[] = {
      {"", ""},
      {"jane@contoso.com", JANE "@" CONTOSO ".com"},
      {"JANE@Contoso.COM", JANE "@" CONTOSO ".COM"},
      {"as CONTOSO\\jane, said", "as " CONTOSO "\\" JANE ", said"},
      {"AzureAD\\jane", "AzureAD\\" JANE},
      {TENANT, TENANT_OUT},
      {"Business1_" TENANT "@@@1.000", "Business1_" TENANT_OUT "@@@1.000"},
      {"C:\\Users\\jane\\OneDrive.exe", "C:\\Users\\" JANE "\\OneDrive.exe"},
      {"C:\\Users\\Public\\x", "C:\\Users\\Public\\x"},
      {"https://contoso-my.sharepoint.com/",
       "https://" CONTOSO "-my.sharepoint.com/"},
      {"https://login.microsoftonline.com/" TENANT "/oauth2",
       "https://login.microsoftonline.com/" TENANT_OUT "/oauth2"},
      {"https://x.microsoft.com/a/discovery.svc",
       "https://x.microsoft.com/a/discovery.svc"},
      {"http://proxy/p.pac", "http://" PROXY "/p.pac"},
      {"in the contoso.com directory. To sign",
       "in the " CONTOSO ".com directory. To sign"},
      {"tenant 'Contoso' is", "tenant '" CONTOSO "' is"},
      {"to 'Contoso' tenant is", "to '" CONTOSO "' tenant is"},
      {"user 'mira@contoso.com'", "user '" MIRA "@" CONTOSO ".com'"},
      {"S-1-5-18 and S-1-5-32-544", "S-1-5-18 and S-1-5-32-544"},
      {"::1 127.0.0.1 0.0.0.0", "::1 127.0.0.1 0.0.0.0"},
      {"2026-03-10T08:20:31.0Z 0x8004de40 25.031.0217.0003",
       "2026-03-10T08:20:31.0Z 0x8004de40 25.031.0217.0003"},
      {"OneDrive Cached Credential Business - Business1",
       "OneDrive Cached Credential Business - Business1"},
      {"00000003-0000-0ff1-ce00-000000000000",
       "00000003-0000-0ff1-ce00-000000000000"},
      {"\\ @ . :// '' tenant ' \\\\ S-1- ?#", "\\ @ . :// '' tenant ' \\\\ S-1- ?#"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    check(OD_REDACT_TEXT, table[i].in, table[i].out);
  for (size_t i = 0; i < 19; i++)
    check_stable(OD_REDACT_TEXT, table[i].in, table[i].out);
}

static void test_other_modes(void **state) {
  (void)state;
  check_stable(OD_REDACT_ACCOUNTS, "CONTOSO\\jane, jane@contoso.com",
               CONTOSO "\\" JANE ", " JANE "@" CONTOSO ".com");
  check_stable(OD_REDACT_ACCOUNTS, "jane", JANE);
  check(OD_REDACT_ACCOUNTS, "NT AUTHORITY\\SYSTEM", "NT AUTHORITY\\SYSTEM");
  check(OD_REDACT_ACCOUNTS, "PROXY$@contoso.com",
        PROXY "$@" CONTOSO ".com");
  check_stable(OD_REDACT_NAME, "Contoso", CONTOSO);
  check_stable(OD_REDACT_HOSTS, "http=proxy.contoso.com:8080;https=proxy:1",
               "http=" PROXY "." CONTOSO ".com:8080;https=" PROXY ":1");
  check(OD_REDACT_HOSTS, "*.contoso.com;<local>;127.*;localhost;[::1]",
        "*." CONTOSO ".com;<local>;127.*;localhost;[::1]");
  check(OD_REDACT_KEEP, "jane@contoso.com", "jane@contoso.com");
}

/* Shapes that parsers know stay, and two things stay two things. */
static void test_shapes(void **state) {
  static const char *const pairs[][3] = {
      {"192.168.4.7", "192.168.4.8", "198.1"},
      {"10.1.1.", "10.1.2.", "198.1"},
      {"fe80::1ff:fe23:4567:890a", "fe80::1", "2001:2::"},
      {"S-1-5-21-1-2-3-1001", "S-1-5-21-1-2-3-1002", "S-1-5-21-"},
      {"S-1-12-1-1-2-3-4", "S-1-12-1-1-2-3-5", "S-1-12-1-"},
      {"4f0a91c27be365d8", "4f0a91c27be365d9", "0d8004de"},
      {"a7d05e3b-91c4-4f62-8e0b-36c1d9f24a70", TENANT, "0d8004de-"},
      {"https://a.example/?u=1", "https://a.example/?u=2", "https://name-"}};
  (void)state;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    od_buffer out[2] = {{0}, {0}};
    for (size_t k = 0; k < 2; k++) {
      od_redact_text(&out[k], od_view_of(pairs[i][k]),
                     i == 1 ? OD_REDACT_HOSTS : OD_REDACT_TEXT, NULL);
      assert_int_equal(strncmp(out[k].data, pairs[i][2],
                               strlen(pairs[i][2])), 0);
      assert_null(strstr(out[k].data, pairs[i][k]));
    }
    assert_string_not_equal(out[0].data, out[1].data);
    od_buffer_release(&out[0]);
    od_buffer_release(&out[1]);
  }
}

static void test_sid_parts(void **state) {
  od_buffer one = {0}, admin = {0};
  (void)state;
  od_redact_text(&one, od_view_of("S-1-5-21-1-2-3-1001"), OD_REDACT_TEXT,
                 NULL);
  od_redact_text(&admin, od_view_of("S-1-5-21-1-2-3-500"), OD_REDACT_TEXT,
                 NULL);
  size_t same = (size_t)(strrchr(admin.data, '-') - admin.data);
  assert_string_equal(admin.data + same, "-500");
  assert_memory_equal(one.data, admin.data, same + 1); /* one domain */
  od_buffer_release(&one);
  od_buffer_release(&admin);
}

static void test_known_names(void **state) {
  od_known_names names = {0};
  const char *kind = NULL;
  static const struct {
    const char *text, *kind;
    size_t size;
  } table[] = {{"mira.korhonen-x", "user", 13}, {"Korhonen.txt", "user", 8},
               {"mirax", "", 0},                {"contoso_x", "name", 7},
               {"onedrive", "", 0},             {"", "", 0},
               {"LAP-1", "name", 5}};
  (void)state;
  assert_int_equal(od_known_names_match(&names, od_view_of("mira"), &kind),
                   0);
  const char *const users[] = {"mira.korhonen", "OneDrive", "x", "0417",
                               "Contoso"};
  for (size_t i = 0; i < 5; i++)
    assert_int_equal(od_known_names_add(&names, od_view_of(users[i]),
                                        i < 4 ? "user" : "name"), OD_OK);
  assert_int_equal(od_known_names_add(&names, od_view_of("lap-1"), "name"),
                   OD_OK);
  od_known_names_seal(&names);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    assert_int_equal(
        od_known_names_match(&names, od_view_of(table[i].text), &kind),
        table[i].size);
    if (table[i].size) assert_string_equal(kind, table[i].kind);
  }
  od_free(names.list);
}

static const char document[] =
    "{\"schema\":\"od0x8004.facts/1\",\"subject\":{\"account\":"
    "\"CONTOSO\\\\jane\",\"sid\":\"S-1-5-21-1-2-3-1001\",\"found_by\":"
    "\"dsregcmd\"},\"captured\":null,\"sources\":[{\"id\":\"s1\",\"kind\":"
    "\"dsregcmd\",\"name\":\"Jane/dsregcmd-jane.txt\"}],\"facts\":{"
    "\"device\":{\"tenant_name\":{\"state\":\"absent\",\"why\":\"jane said "
    "so\",\"source\":\"s1\"}},\"credentials\":{\"state\":\"measured\","
    "\"value\":[{\"target\":\"Domain:target=FS01\",\"class\":\"other\","
    "\"user\":null,\"jane@contoso.com\":[1,true,[\"jane\"]]},{\"target\":"
    "\"x:target=OneDrive Cached Credential Business_https://"
    "contoso-my.sharepoint.com/\",\"class\":\"other\"}]}},"
    "\"conflicts\":[{\"fact\":\"session.account\",\"values\":[{\"value\":"
    "\"jane\",\"source\":\"s1\"},{\"value\":null,\"why\":\"of jane\"}]}]}";

static void test_document(void **state) {
  static const char *const there[] = {
      "\"" CONTOSO "\\\\" JANE "\"", JANE "/dsregcmd-" JANE ".txt",
      JANE " said so", "\"Domain:target=name-76d46bd4\"",
      "OneDrive Cached Credential Business_https://" CONTOSO
      "-my.sharepoint.com/", "\"of " JANE "\"", "\"value\": \"" JANE "\""};
  od_facts *facts, *redacted;
  od_job *job;
  char *text, *before, *after;
  (void)state;
  assert_int_equal(od_job_new(&job), OD_OK);
  assert_int_equal(od_facts_read(&facts, "d.json", document,
                                 sizeof document - 1, job), OD_OK);
  assert_int_equal(od_facts_to_json(&before, facts), OD_OK);
  assert_int_equal(od_facts_redact(&redacted, facts), OD_OK);
  assert_int_equal(od_facts_to_json(&text, redacted), OD_OK);
  for (size_t i = 0; i < sizeof there / sizeof *there; i++)
    if (!strstr(text, there[i])) fail_msg("no %s in %s", there[i], text);
  assert_null(strstr(text, "jane"));
  assert_null(strstr(text, "Jane"));
  assert_null(strstr(text, "contoso"));
  assert_null(strstr(text, "CONTOSO"));
  assert_int_equal(od_facts_to_json(&after, facts), OD_OK);
  assert_string_equal(before, after);
  od_free(before);
  od_free(after);
  od_free(text);
  od_facts_free(redacted);
  od_facts_free(facts);
  od_job_free(job);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_texts),       cmocka_unit_test(test_other_modes),
      cmocka_unit_test(test_shapes),      cmocka_unit_test(test_sid_parts),
      cmocka_unit_test(test_known_names), cmocka_unit_test(test_document)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
