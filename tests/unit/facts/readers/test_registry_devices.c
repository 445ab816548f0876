/* The registry files of the bundled devices, whole, cut and joined. */
#include "registry_facts.h"

#define TENANT "aaaabbbb-0000-cccc-1111-dddd2222eeee"

static od_text read_device(const char *name) {
  char path[1024];
  char *data;
  size_t size;
  od_text text;
  od_job *job = new_job();
  snprintf(path, sizeof path, "%s/examples/data/%s", OD_SOURCE_DIR, name);
  FILE *file = fopen(path, "rb");
  if (!file) print_error("'%s' is not there\n", path);
  assert_non_null(file);
  data = malloc(1 << 20);
  assert_non_null(data);
  size = fread(data, 1, 1 << 20, file);
  fclose(file);
  assert_int_equal(od_text_decode(&text, data, size, job), OD_OK);
  free(data);
  od_job_free(job);
  return text;
}

static void devices_say_what_stands_in_them(void **state) {
  static const struct {
    const char *file, *fact, *wanted;
  } rows[] = {
      {"healthy/onedrive.reg", "onedrive.silent_config_completed", "true"},
      {"healthy/onedrive.reg", "onedrive.client_ever_signed_in", "true"},
      {"healthy/onedrive.reg", "onedrive.personal_unlinked", "absent"},
      {"healthy/onedrive.reg", "onedrive.oneauth_unrecoverable", "absent"},
      {"healthy/onedrive.reg", "office.identities", "-"},
      {"healthy/onedrive.reg", "onedrive.installations",
       "[{\"path\":\"C:\\\\Program Files\\\\Microsoft OneDrive\\\\"
       "26.188.0928.0002\",\"version\":\"26.188.0928.0002\","
       "\"scope\":\"machine\"}]"},
      {"healthy/onedrive.reg", "onedrive.accounts",
       "[{\"name\":\"Business1\",\"email\":\"AdeleV@contoso.com\","
       "\"tenant_id\":\"" TENANT "\",\"cid\":\"6c1b0f7e2d9a4835\","
       "\"endpoint\":\"https://contoso-my.sharepoint.com/_api\","
       "\"last_sign_in\":\"2026-11-23T07:48:31Z\","
       "\"last_attempt\":\"2026-11-23T07:48:30Z\","
       "\"last_result\":\"0x00000000\"}]"},
      {"healthy/onedrive-policy.reg", "onedrive.policy.SilentAccountConfig",
       "1"},
      {"healthy/onedrive-policy.reg", "onedrive.policy.AllowTenantList",
       "[\"" TENANT "\"]"},
      {"healthy/onedrive-policy.reg", "onedrive.policy.BlockTenantList",
       "absent"},
      {"healthy/onedrive-policy.reg", "onedrive.policy.KFMSilentOptIn",
       "\"" TENANT "\""},
      {"healthy/onedrive-policy.reg", "onedrive.policy.DisablePersonalSync",
       "-"},
      {"healthy/internet-settings.reg", "proxy.wininet.enabled", "false"},
      {"healthy/internet-settings.reg", "proxy.wininet.server", "absent"},
      {"healthy/internet-settings.reg", "proxy.wininet.pac_url", "absent"},
      {"healthy/internet-settings.reg", "proxy.wininet.auto_detect", "false"},
      {"healthy/internet-settings.reg", "tls.internet_options_protocols",
       "[\"tls_1_2\",\"tls_1_3\"]"},
      {"healthy/schannel.reg", "tls.client.tls_1_2", "absent"},
      {"healthy/schannel.reg", "tls.client.tls_1_3", "absent"},
      {"healthy/registry.txt", "tls.policy_cipher_suites", "absent"},
      {"healthy/registry.txt", "tls.winhttp_protocols", "absent"},
      {"healthy/registry.txt", "tls.winhttp_protocols_32", "-"},
      {"healthy/registry.txt", "ncsi.active_probing", "true"},
      {"healthy/registry.txt", "ncsi.no_active_probe_policy", "absent"},
      {"healthy/registry.txt", "services.NlaSvc.start", "\"automatic\""},
      {"healthy/registry.txt", "services.TokenBroker.start", "\"manual\""},
      {"cipher-policy/cipher-order-policy.reg", "tls.policy_cipher_suites",
       "[\"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384\","
       "\"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256\","
       "\"TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384\","
       "\"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256\"]"},
      {"cipher-policy/schannel.reg", "tls.client.tls_1_0", "false"},
      {"cipher-policy/schannel.reg", "tls.client.tls_1_2", "true"},
      {"cipher-policy/schannel.reg", "tls.client.tls_1_3", "absent"},
      {"cipher-policy/onedrive.reg", "codes", "[\"0x8004de40\"]"},
      {"winhttp-proxy/registry.txt", "proxy.winhttp.mode", "\"manual\""},
      {"winhttp-proxy/registry.txt", "proxy.winhttp.server",
       "\"proxy.fabrikam.com:8080\""},
      {"winhttp-proxy/registry.txt", "proxy.winhttp.bypass", "\"<local>\""},
      {"winhttp-proxy/registry.txt", "proxy.wininet.enabled", "false"},
      {"winhttp-proxy/registry.txt", "proxy.wininet.server", "absent"},
      {"winhttp-proxy/registry.txt", "proxy.wininet.auto_detect", "-"},
      {"winhttp-proxy/registry.txt", "proxy.policy_per_machine", "absent"},
      {"winhttp-proxy/registry.txt", "tls.policy_cipher_suites", "absent"},
      {"winhttp-proxy/registry.txt", "tls.client.tls_1_2", "absent"},
      {"winhttp-proxy/registry.txt", "onedrive.policy.AllowTenantList",
       "absent"},
      {"stale-credential/onedrive.reg", "codes", "[\"0x8004def0\"]"},
      {"stale-credential/office-identity.reg", "office.enable_adal", "1"},
      {"stale-credential/office-identity.reg", "office.disable_aad_wam",
       "absent"},
      {"stale-credential/office-identity.reg", "office.identities",
       "[{\"email\":\"MeganB@contoso.com\",\"provider\":\"ADAL\"}]"},
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_text text = read_device(rows[i].file);
    ROW(od_reader_registry.recognises(&text), i);
    od_facts *facts = facts_of(text.data);
    char *got = told(facts, rows[i].fact);
    ROW_TEXT(got, rows[i].wanted, i);
    od_free(got);
    od_facts_free(facts);
    od_text_release(&text);
  }
}

/* What else the devices hold is not the registry's. */
static void other_captures_are_not_ours(void **state) {
  static const char *const files[] = {
      "healthy/dsregcmd.txt",      "healthy/cmdkey.txt",
      "healthy/netsh-winhttp.txt", "healthy/netsh-advproxy.txt",
      "healthy/ciphers.txt",       "README.md"};
  (void)state;
  for (size_t i = 0; i < COUNT_OF(files); i++) {
    od_text text = read_device(files[i]);
    ROW(!od_reader_registry.recognises(&text), i);
    od_text_release(&text);
  }
}

/* Cut within a line nothing is claimed that the whole text denies. */
static void check_piece(const od_facts *whole, const od_facts *piece,
                        size_t size) {
  for (size_t i = 0; i < od_facts_count(piece); i++) {
    const od_fact *fact = od_facts_at(piece, i);
    const od_fact *full = od_facts_find(whole, fact->name);
    if (fact->state == OD_FACT_ABSENT)
      ROW_TEXT(full && full->state == OD_FACT_ABSENT ? "" : fact->name, "",
               size);
    if (fact->state != OD_FACT_MEASURED) continue;
    ROW(full && full->state == OD_FACT_MEASURED, size);
    if (od_json_is(fact->value, OD_JSON_ARRAY)) continue; /* may be shorter */
    ROW(od_json_equal(fact->value, full->value), size);
  }
}

static void pieces_never_contradict_the_whole(void **state) {
  static const char *const files[] = {
      "healthy/onedrive.reg", "healthy/onedrive-policy.reg",
      "healthy/internet-settings.reg", "cipher-policy/schannel.reg",
      "stale-credential/office-identity.reg", "winhttp-proxy/registry.txt"};
  (void)state;
  for (size_t i = 0; i < COUNT_OF(files); i++) {
    od_text text = read_device(files[i]);
    od_facts *whole = facts_of(text.data);
    for (size_t size = 1; size < text.size; size += 7) {
      if (text.data[size - 1] == '\n') continue;
      char *piece = od_copy_text(text.data, size);
      assert_non_null(piece);
      od_facts *facts = facts_of(piece);
      check_piece(whole, facts, size);
      od_facts_free(facts);
      od_free(piece);
    }
    od_facts_free(whole);
    od_text_release(&text);
  }
}

/* Several exports in one file say what each says alone. */
static void concatenated_exports_are_read_as_one(void **state) {
  od_text policy = read_device("healthy/onedrive-policy.reg");
  od_text tls = read_device("healthy/schannel.reg");
  od_buffer both = {0};
  (void)state;
  od_buffer_add(&both, policy.data, policy.size);
  od_buffer_text(&both, "\xef\xbb\xbf");
  od_buffer_add(&both, tls.data, tls.size);
  od_facts *facts = facts_of(both.data);
  char *allow = told(facts, "onedrive.policy.AllowTenantList");
  char *block = told(facts, "onedrive.policy.BlockTenantList");
  char *version = told(facts, "tls.client.tls_1_2");
  assert_string_equal(allow, "[\"" TENANT "\"]");
  assert_string_equal(block, "absent");
  assert_string_equal(version, "absent");
  od_free(allow);
  od_free(block);
  od_free(version);
  od_facts_free(facts);
  od_buffer_release(&both);
  od_text_release(&policy);
  od_text_release(&tls);
}

/* A value without end is no setting. */
static void endless_values_are_not_taken(void **state) {
  enum { LENGTH = 1 << 20 };
  static const char *const heads[] = {
      V5 "[" HKLM "SOFTWARE\\Policies\\Microsoft\\OneDrive]\r\n"
         "\"KFMSilentOptIn\"=\"",
      V5 "[" HKLM "SOFTWARE\\Policies\\Microsoft\\OneDrive]\r\n"
         "\"KFMSilentOptIn\"=hex(2):"};
  (void)state;
  for (size_t i = 0; i < COUNT_OF(heads); i++) {
    od_buffer text = {0};
    od_buffer_text(&text, heads[i]);
    for (size_t k = 0; k < LENGTH / 4; k++)
      od_buffer_text(&text, i ? "41,0" : "aaaa");
    od_buffer_text(&text, i ? "0\r\n\r\n" : "\"\r\n\r\n");
    assert_int_equal(text.status, OD_OK);
    od_facts *facts = facts_of(text.data);
    char *got = told(facts, "onedrive.policy.KFMSilentOptIn");
    ROW_TEXT(got, "unreadable", i);
    od_free(got);
    od_facts_free(facts);
    od_buffer_release(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(devices_say_what_stands_in_them),
      cmocka_unit_test(other_captures_are_not_ours),
      cmocka_unit_test(pieces_never_contradict_the_whole),
      cmocka_unit_test(concatenated_exports_are_read_as_one),
      cmocka_unit_test(endless_values_are_not_taken),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
