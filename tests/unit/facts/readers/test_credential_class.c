#include "reader_test.h"

#include "facts/readers/credential_class.h"

static void classes_targets(void **state) {
  (void)state;
  static const struct {
    const char *target, *class, *action;
  } cases[] = {
      {"LegacyGeneric:target=OneDrive Cached Credential Business - Business1",
       "onedrive-business", "quarantine"},
      {"OneDrive Cached Credential Business - Business9", "onedrive-business",
       "quarantine"},
      {"legacygeneric:TARGET=onedrive cached credential business - business2",
       "onedrive-business", "quarantine"},
      {"OneDrive Cached Credential Business - Business1@@@3.000000",
       "onedrive-business", "quarantine"},
      {"OneDrive Cached Credential Business - Business1@@@2",
       "onedrive-business", "quarantine"},
      {"LegacyGeneric:target=OneDrive Cached Credential", "onedrive-personal",
       "quarantine"},
      {"OneDrive Cached Credential@@@1.000000", "onedrive-personal",
       "quarantine"},
      /* Resemblance is not enough for what changes a machine. */
      {"OneDrive Cached Credential Business - Business", "other", "keep"},
      {"OneDrive Cached Credential Business - Business1.bak", "other",
       "keep"},
      {"OneDrive Cached Credential Business - Business1@@@x", "other",
       "keep"},
      {"My OneDrive Cached Credential", "other", "keep"},
      {"Domain:target=OneDrive Cached Credential", "other", "keep"},
      {"OneDrive Cached Credential Business - Contoso", "other", "keep"},
      {"LegacyGeneric:target=Microsoft_OneDrive_Cookies_v2_Business1_https://"
       "contoso-my.sharepoint.com/",
       "onedrive-cookies", "keep"},
      {"MicrosoftOffice16_Data:ADAL:00000000-0000-0000-0000-000000000000",
       "office", "keep"},
      {"LegacyGeneric:target=MicrosoftOffice16_Data:SSPI:a@b.c", "office",
       "keep"},
      {"MicrosoftOffice15_Data:SSPI:user@contoso.com", "office", "keep"},
      {"MicrosoftOffice16_Data:ADALWAM:0@@@1.000000", "office", "keep"},
      {"MicrosoftOffice_Data:x", "other", "keep"},
      {"LegacyGeneric:target=msteams_adalsso/adal_context", "teams", "keep"},
      {"Microsoft_OC1:uri=user@contoso.com:certificate:OCS:1", "other",
       "keep"},
      {"MicrosoftAccount:target=SSO_POP_Device", "microsoft-account",
       "keep"},
      {"MicrosoftAccount:target=SSO_POP_User:user=a@b.c",
       "microsoft-account", "keep"},
      {"LegacyGeneric:target=MicrosoftAccount:user=a@b.c",
       "microsoft-account", "keep"},
      {"WindowsLive:target=virtualapp/didlogical", "system", "keep"},
      {"virtualapp/didlogical", "system", "keep"},
      {"LegacyGeneric:target=Microsoft.AAD.BrokerPlugin_cw5n1h2txyewy",
       "entra-broker", "keep"},
      {"x/microsoft.aad.brokerplugin/y", "entra-broker", "keep"},
      {"LegacyGeneric:target=OneDrive", "other", "keep"},
      {"LegacyGeneric:target=onedrive.live.com", "other", "keep"},
      {"Domain:interactive=SRV01\\mcharles", "other", "keep"},
      {"Domain:target=TERMSRV/host", "other", "keep"},
      {"LegacyGeneric:target=git:https://github.com", "other", "keep"},
      {"", "other", "keep"},
      {"@@@1", "other", "keep"},
      {"LegacyGeneric:target=", "other", "keep"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const od_credential_class *class =
        od_credential_class_of(od_view_of(cases[i].target));
    if (strcmp(class->name, cases[i].class) ||
        strcmp(class->action, cases[i].action))
      fail_msg("'%s' is %s, %s", cases[i].target, class->name,
               class->action);
    assert_true(strlen(class->why) > 0);
  }
}

/* Whatever the table says, only two classes may ever be set aside. */
static void quarantines_cached_credentials_only(void **state) {
  (void)state;
  static const char *const names[] = {
      "OneDrive Cached Credential Business - Business12",
      "OneDrive Cached Credential", "OneDrive", "MicrosoftOffice16_Data:x",
      "Microsoft_OneDrive_Cookies_v2_x", "SSO_POP_Device", "teams"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const od_credential_class *class =
        od_credential_class_of(od_view_of(names[i]));
    int aside = !strcmp(class->action, "quarantine");
    assert_int_equal(aside, i < 2);
    assert_int_equal(aside, !strcmp(class->name, "onedrive-business") ||
                                !strcmp(class->name, "onedrive-personal"));
  }
}

static void finds_the_base_of_chunks(void **state) {
  (void)state;
  static const struct {
    const char *target, *base;
  } cases[] = {
      {"LegacyGeneric:target=A@@@1.000000", "A"},
      {"A@@@12", "A"},
      {"A@@@", "A@@@"},
      {"A@@@1x", "A@@@1x"},
      {" A ", "A"},
      {"@@@1", "@@@1"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    od_view base = od_credential_base(od_view_of(cases[i].target));
    assert_true(od_view_equal(base, cases[i].base));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(classes_targets),
      cmocka_unit_test(quarantines_cached_credentials_only),
      cmocka_unit_test(finds_the_base_of_chunks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
