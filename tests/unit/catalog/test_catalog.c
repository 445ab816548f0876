#include "check.h"

#include "catalog/words.h"

static const char *const causes_of_design[] = {
    "network.offline", "network.captive-portal", "ncsi.no-internet",
    "service.disabled", "network.dns", "network.blocked", "network.mtu",
    "network.ipv6", "network.federation", "vpn.full-tunnel",
    "proxy.unreachable", "proxy.faulty", "proxy.authentication",
    "proxy.blocks-host", "proxy.strips-authorization", "proxy.settings-differ",
    "proxy.pac", "proxy.tls-inspection", "tls.protocol", "tls.cipher-suite",
    "tls.root-store", "clock.skew", "credential.stale",
    "credential.protection", "wam.broken", "wam.blocked-by-security-software",
    "prt.missing", "prt.stale", "device.not-registered", "device.disabled",
    "device.not-compliant", "device.tpm", "device.certificate-expired",
    "account.no-licence", "account.wrong-tenant", "account.password-changed",
    "account.disabled", "account.locked", "account.unknown",
    "account.several-identities", "account.storage-full",
    "account.site-mismatch", "access.blocked", "access.device-required",
    "access.location", "access.mfa-silent", "access.sign-in-frequency",
    "access.app-protection", "access.risk", "access.tenant-restriction",
    "policy.tenant-not-allowed", "policy.silent-config-latched",
    "policy.share-point-on-premises", "policy.personal-sync-disabled",
    "sharepoint.sync-domain", "sharepoint.network-location",
    "sharepoint.unmanaged-device", "client.missing", "client.outdated",
    "client.wrong-user", "client.damaged", "service.incident",
    "service.unavailable", "service.certificate"};

static void every_cause_of_the_design(void **state) {
  (void)state;
  assert_int_equal(od_cause_count(), COUNT_OF(causes_of_design));
  for (size_t i = 0; i < COUNT_OF(causes_of_design); i++) {
    const od_cause *cause = od_cause_find(causes_of_design[i]);
    ROW(cause && !strcmp(cause->id, causes_of_design[i]), i);
    ROW(od_cause_at(od_cause_index(cause)) == cause, i);
  }
  assert_null(od_cause_find("tls.cipher"));
  assert_null(od_cause_find(""));
  assert_null(od_cause_at(od_cause_count()));
}

static void causes_are_in_order_and_whole(void **state) {
  (void)state;
  for (size_t i = 0; i < od_cause_count(); i++) {
    const od_cause *cause = od_cause_at(i), *before = i ? cause - 1 : NULL;
    ROW(!before || before->layer < cause->layer ||
            (before->layer == cause->layer &&
             strcmp(before->id, cause->id) < 0), i);
    ROW(*cause->title && strlen(cause->title) <= 60, i);
    for (size_t j = 0; cause->explains[j]; j++) {
      const od_cause *other = od_cause_find(cause->explains[j]);
      ROW(other && other != cause && other->layer == cause->layer, i);
    }
  }
}

static int explains(const char *id, const char *other) {
  const od_cause *cause = od_cause_find(id);
  for (size_t i = 0; cause->explains[i]; i++)
    if (!strcmp(cause->explains[i], other)) return 1;
  return 0;
}

static void what_follows_from_what(void **state) {
  (void)state;
  assert_true(explains("device.disabled", "prt.missing"));
  assert_true(explains("device.not-registered", "prt.missing"));
  assert_true(explains("account.password-changed", "credential.stale"));
  assert_true(explains("proxy.authentication", "proxy.faulty"));
  assert_false(explains("credential.stale", "account.password-changed"));
}

static void layers_have_names(void **state) {
  static const char *const names[] = {"offline",  "dns",    "path",
                                      "proxy",    "tls",    "identity",
                                      "policy",   "client", "service"};
  od_layer layer;
  (void)state;
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    ROW_TEXT(od_layer_name((od_layer)i), names[i], i);
    ROW(od_layer_find(names[i], &layer) && layer == (od_layer)i, i);
  }
  assert_int_equal(COUNT_OF(names), OD_LAYER_COUNT);
  assert_false(od_layer_find("Offline", &layer));
  assert_false(od_layer_find("", &layer));
  assert_string_equal(od_layer_name(OD_LAYER_COUNT), "");
}

/* OneDrive's own codes that somebody explains, then those of Entra ID. */
static const char *const onedrive_codes =
    "0x8004de40 0x8004de88 0x8004de42 0x8004de44 0x80048823 0x8004de80 "
    "0x8004de86 0x8004de81 0x8004de85 0x8004de8a 0x8004de90 0x8004de96 "
    "0x8004dea3 0x8004deb4 0x8004dec5 0x8004ded2 0x8004ded7 0x8004dedc "
    "0x8004deef 0x8004def0 0x8004def1 0x8004def4 0x8004def5 0x8004def7 "
    "0x8004e4d0 0x8004e4f1 0x80049d61 0x80040c81 0x8802d007";
static const char *const entra_codes =
    "16000 50002 500021 500022 50005 50011 50020 50034 50053 50055 50057 50058 "
    "50072 50074 50076 50078 50079 50089 50097 50105 50125 50126 50127 50129 "
    "50131 50132 50133 50135 50140 50144 50155 50158 50168 50173 50187 50192 "
    "50196 50199 500133 500121 53000 53001 53002 53003 53004 53009 53010 53011 "
    "530001 530002 530003 530032 530033 530034 530035 65001 70000 70008 70043 "
    "70044 700082 700084 700016 80013 81010 90072 90094 135011 130004 130005 "
    "130006 130007 130008 220501";
static const char *const windows_codes =
    "0x8007016a 0x80070194 0x80071128 0x80071129 0x80010007 0xcaa70007 "
    "0x00000102 0x80070102 0xc000006d 0xc000006a 0xc0048442 0xc00484c1 "
    "0xc004848b 0xc004848c 0xc000023c 0xd000023c 0xc00000be 0xc00000c4 "
    "0xc00000d0 0xc000005f 0xc004844c 0xc00cee4f 0x80090325 0x80090326 "
    "0x80090331 0x80090302 0x8009030e 0x8009030c 0x800b0101 0x800b0109 "
    "0x800b010a 0x80092012 0x80092013 0x80090016 0x8009000b 0x8009000d "
    "0x801c0021 0x801c03f2 0x801c001d 0xcaa20003 0xcaa82ee2 0x80290407 "
    "12002 12007 12029 12030 12175 12045 12037 12167 12180";
/* Every number of winhttp.h, then what the sign-in library and Windows' parts
   of the sign-in give. */
static const char *const winhttp_codes =
    "12001 12002 12004 12005 12006 12007 12009 12011 12012 12015 12017 12018 "
    "12019 12029 12030 12032 12037 12038 12044 12045 12057 12100 12101 12102 "
    "12103 12150 12152 12153 12154 12155 12156 12157 12166 12167 12169 12170 "
    "12172 12175 12176 12177 12178 12179 12180 12181 12182 12183 12184 12185 "
    "12186 12187 12188 12189 12190 12191 12192 12193 12031 12163 12165";
static const char *const library_codes =
    "0xcaa10001 0xcaa1002d 0xcaa20001 0xcaa20002 0xcaa20003 0xcaa20004 "
    "0xcaa20005 0xcaa20009 0xcaa2000b 0xcaa2000c 0xcaa30193 0xcaa30197 "
    "0xcaa301f7 0xcaa5001c 0xcaa50021 0xcaa5004b 0xcaa60007 0xcaa70001 "
    "0xcaa70003 0xcaa70004 0xcaa70007 0xcaa70008 0xcaa7000a 0xcaa82ee2 "
    "0xcaa82ee7 0xcaa82efd 0xcaa82efe 0xcaa82f8f 0xcaa90014 0xcaa90017 "
    "0xcaa90018 0xcaa9001f 0xcaa90022 0xcaa90023 0xcaa9002c 0xcaad0009";
static const char *const device_codes =
    "0x801c0001 0x801c0002 0x801c0003 0x801c000c 0x801c000e 0x801c001d "
    "0x801c0021 0x801c0025 0x801c003a 0x801c03ed 0x801c03f2 0x801c044d "
    "0x801c0451 0x80180014 0x80180018 0x80280036 0x80280803 0x80280921 "
    "0x80284001 0x80284008 0x8028400f 0x80290401 0x80290407 0x80290409 "
    "0x8009000b 0x8009000d 0x80090016 0x80090029 0x80090030 0x80090031 "
    "0x80090035 0x80090346 0x80090352 0x80092010 0x80092013 0x80096004 "
    "0x800b0101 0x800b0109 0x800b010f 0x800b0112 0xc000005e 0xc0000071 "
    "0xc0000072 0xc0000133 0xc0000224 0xc0000234 0x800704c6 0x800705b4";
static const char *const more_entra_codes =
    "20001 40008 50008 50013 50017 50027 50033 50099 50107 50143 51006 650052 "
    "650057 70011 80005 81006 81011 90019 90023 90024 90036 90055 90084 90090 "
    "90091 90100 120012 135010 140000 1000104 7000112 7000218";

static void expect_known(const char *list, const char *prefix,
                         const char *family) {
  od_view rest = od_view_of(list), part;
  size_t row = 0;
  while (od_view_next(&rest, ' ', &part)) {
    char code[OD_CODE_MAX];
    snprintf(code, sizeof code, "%s%.*s", prefix, (int)part.size, part.data);
    const od_code *found = od_code_find(code);
    if (!found) print_error("%s is missing\n", code);
    ROW(found && !strcmp(found->code, code), row);
    if (family) ROW_TEXT(found->family, family, row);
    row++;
  }
}

static void every_code_that_is_met(void **state) {
  (void)state;
  expect_known(onedrive_codes, "", "onedrive");
  expect_known(entra_codes, "AADSTS", "aadsts");
  expect_known(windows_codes, "", NULL);
  expect_known(winhttp_codes, "", "winhttp");
  expect_known(library_codes, "", "wam");
  expect_known(device_codes, "", NULL);
  expect_known(more_entra_codes, "AADSTS", "aadsts");
}

static void every_entry_is_whole(void **state) {
  (void)state;
  assert_true(od_code_count() > 750);
  for (size_t i = 0; i < od_code_count(); i++) {
    const od_code *code = od_code_at(i);
    ROW(od_code_find(code->code) == code, i);
    ROW_TEXT(od_code_family(code->code), code->family, i);
    ROW(!i || strcmp(od_code_at(i - 1)->code, code->code) < 0, i);
    ROW(*code->kind && *code->meaning && code->sources[0], i);
    for (size_t j = 0; code->causes[j]; j++)
      ROW(od_cause_find(code->causes[j]), i);
  }
  assert_null(od_code_at(od_code_count()));
}

static void documented_causes(void **state) {
  static const struct {
    const char *code;
    const char *first;
    int documented;
  } table[] = {{"0x8004de40", "network.offline", 1},
               {"0x8004de88", "network.offline", 1},
               {"0x8004de42", "proxy.authentication", 1},
               {"0x80048823", "proxy.authentication", 0},
               {"0x8004de81", NULL, 0},
               {"0x8004e4f1", NULL, 0},
               {"0x8004ded7", "client.outdated", 1},
               {"AADSTS500133", "clock.skew", 1},
               {"AADSTS70008", "credential.stale", 1},
               {"AADSTS50058", NULL, 1},
               {"AADSTS530002", "device.not-compliant", 0},
               {"12007", "network.dns", 1},
               {"0x80090325", "proxy.tls-inspection", 1}};
  (void)state;
  for (size_t i = 0; i < COUNT_OF(table); i++) {
    const od_code *code = od_code_find(table[i].code);
    ROW(code && code->documented == table[i].documented, i);
    if (table[i].first)
      ROW_TEXT(code->causes[0], table[i].first, i);
    else
      ROW(!code->causes[0], i);
  }
}

/* Tokens, policies and credentials are not on Microsoft's page of the code. */
static void the_seed_is_not_believed(void **state) {
  const od_code *code = od_code_find("0x8004de40");
  (void)state;
  for (size_t i = 0; code->causes[i]; i++)
    assert_true(od_cause_find(code->causes[i])->layer <= OD_LAYER_TLS);
}

static void patterns_and_families(void **state) {
  static const struct {
    const char *code, *family, *kind; /* kind NULL: not in the catalogue */
  } table[] = {{"0xcaa82ee1", "wam", "network"},
               {"0xcaa30001", "wam", "network"},
               {"0x4aa70001", "wam", "network"},
               {"0xcaa5ffff", "wam", NULL},
               {"0x80287777", "hresult", "tpm"},
               {"0x80290001", "hresult", "tpm"},
               {"0x80090099", "hresult", "tpm"},
               {"0x800903f0", "schannel", "tls"},
               {"0x8004abcd", "onedrive", NULL},
               {"0x80070123", "winerror", NULL},
               {"0x800b0199", "hresult", NULL},
               {"0xc0001234", "hresult", NULL},
               {"AADSTS99999", "aadsts", NULL},
               {"12199", "winhttp", NULL},
               {"0x12345678", "unknown", NULL},
               {"", "unknown", NULL},
               {"0x", "unknown", NULL}};
  (void)state;
  for (size_t i = 0; i < COUNT_OF(table); i++) {
    const od_code *code = od_code_find(table[i].code);
    ROW_TEXT(od_code_family(table[i].code), table[i].family, i);
    if (table[i].kind)
      ROW_TEXT(code ? code->kind : NULL, table[i].kind, i);
    else
      ROW(!code, i);
  }
}

static void names_and_facilities(void **state) {
  (void)state;
  assert_string_equal(od_code_of_symbol("sec_e_untrusted_root"),
                      "0x80090325");
  assert_string_equal(od_code_of_symbol("wininet_e_timeout"), "12002");
  assert_null(od_code_of_symbol("SEC_E_UNTRUSTED_ROOT"));
  assert_null(od_code_of_symbol(""));
  assert_string_equal(od_facility_name("4"), "ITF");
  assert_string_equal(od_facility_name("7"), "WIN32");
  assert_null(od_facility_name("4095"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_cause_of_the_design),
      cmocka_unit_test(causes_are_in_order_and_whole),
      cmocka_unit_test(what_follows_from_what),
      cmocka_unit_test(layers_have_names),
      cmocka_unit_test(every_code_that_is_met),
      cmocka_unit_test(every_entry_is_whole),
      cmocka_unit_test(documented_causes),
      cmocka_unit_test(the_seed_is_not_believed),
      cmocka_unit_test(patterns_and_families),
      cmocka_unit_test(names_and_facilities),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
