/* What a text proves to be absent, and what it does not. */
#include "registry_facts.h"

#define POLICY HKLM "SOFTWARE\\Policies\\Microsoft\\OneDrive"
#define SILENT "onedrive.policy.SilentAccountConfig"
#define ALLOW "onedrive.policy.AllowTenantList"
#define ASK "C:\\>reg query HKLM\\SOFTWARE\\Policies\\Microsoft\\OneDrive"
#define NOT_FOUND                                                         \
  "ERROR: The system was unable to find the specified registry key or " \
  "value.\r\n"

static void exports_prove_what_their_keys_lack(void **state) {
  static const told_row rows[] = {
      {V5 "[" POLICY "]\r\n\r\n", SILENT, "absent"},
      {V4 "[" POLICY "]\r\n\r\n", SILENT, "absent"},
      {V5 "[" POLICY "]\r\n\"KFMBlockOptIn\"=dword:00000001\r\n\r\n", SILENT,
       "absent"},
      {V5 "[" POLICY "]\r\n\"SilentAccountConfig\"=dword:00000001\r\n\r\n",
       SILENT, "1"},
      {V5 "[" POLICY "]\r\n\r\n[" POLICY "\\AllowTenantList]\r\n\r\n", SILENT,
       "absent"},
      /* the empty value is as good as none */
      {V5 "[" POLICY "]\r\n\"SilentAccountConfig\"=\"\"\r\n\r\n", SILENT,
       "absent"},
      /* another key says nothing */
      {V5 "[" HKLM "SOFTWARE\\Microsoft\\OneDrive]\r\n\r\n", SILENT, "-"},
      {V5 "[" POLICY "\\AllowTenantList]\r\n\r\n", SILENT, "-"},
      {V5 "[" HKCU "SOFTWARE\\Policies\\Microsoft\\OneDrive]\r\n\r\n", SILENT,
       "-"},
      {V5 "[" HKLM "SOFTWARE\\WOW6432Node\\Policies\\Microsoft\\OneDrive]"
          "\r\n\r\n",
       SILENT, "-"},
      {V5, SILENT, "-"},
      /* a piece without a header is still the whole of a key */
      {"[" POLICY "]\r\n\"KFMBlockOptIn\"=dword:00000001\r\n", SILENT,
       "absent"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void exports_are_recursive(void **state) {
  static const told_row rows[] = {
      {V5 "[" HKLM "SOFTWARE\\Policies\\Microsoft]\r\n\r\n", SILENT,
       "absent"},
      {V5 "[" HKLM "SOFTWARE]\r\n\r\n[" HKLM "SOFTWARE\\Policies]\r\n\r\n",
       SILENT, "absent"},
      {V5 "[HKEY_LOCAL_MACHINE]\r\n\r\n", SILENT, "absent"},
      {V5 "[" POLICY "]\r\n\r\n", ALLOW, "absent"},
      {V5 "[" POLICY "\\AllowTenantList]\r\n\r\n", ALLOW, "absent"},
      {V5 "[" POLICY "]\r\n\r\n[" POLICY "\\BlockTenantList]\r\n"
          "\"t\"=\"t\"\r\n\r\n",
       ALLOW, "absent"},
      /* no ancestor */
      {V5 "[" HKLM "SOFTWARE\\Policies\\Micro]\r\n\r\n", SILENT, "-"},
      {V5 "[" HKLM "SOFTWARE\\Policies\\Microsoft\\One]\r\n\r\n", SILENT, "-"},
      {V5 "[" HKCU "SOFTWARE]\r\n\r\n", SILENT, "-"},
      /* the ancestor's export is cut, or has no header */
      {V5 "[" HKLM "SOFTWARE\\Policies\\Microsoft]\r\n\"x\"=\"y", SILENT, "-"},
      {V5 "[" HKLM "SOFTWARE\\Policies\\Microsoft]", SILENT, "-"},
      {"[" HKLM "SOFTWARE\\Policies\\Microsoft]\r\n\r\n", SILENT, "-"},
      /* the key follows, but its end is cut off */
      {V5 "[" HKLM "SOFTWARE\\Policies\\Microsoft]\r\n\r\n[" POLICY "]\r\n"
          "\"x\"=",
       SILENT, "-"},
      /* an earlier, whole export in the same file */
      {V5 "[" HKLM "SOFTWARE\\Policies\\Microsoft]\r\n\r\n" V5 "[" HKLM
          "SYSTEM]\r\n\"x\"=",
       SILENT, "absent"},
      /* something was left out */
      {V5 "[" HKLM "SOFTWARE\\Policies\\Microsoft]\r\n\r\n...\r\n", SILENT,
       "-"},
      {V5 "[" HKLM "SOFTWARE\\Policies\\Microsoft]\r\n<snip>\r\n[" HKLM
          "SOFTWARE\\Policies\\Microsoft\\Windows]\r\n\r\n",
       SILENT, "-"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void both_views_have_their_own_proofs(void **state) {
  static const told_row rows[] = {
      {V5 "[" HKLM "SOFTWARE]\r\n\r\n", "tls.winhttp_protocols", "absent"},
      {V5 "[" HKLM "SOFTWARE]\r\n\r\n", "tls.winhttp_protocols_32", "absent"},
      {V5 "[" HKLM "SOFTWARE\\WOW6432Node]\r\n\r\n", "tls.winhttp_protocols",
       "-"},
      {V5 "[" HKLM "SOFTWARE\\WOW6432Node]\r\n\r\n",
       "tls.winhttp_protocols_32", "absent"},
      {V5 "[" HKLM "SOFTWARE\\Microsoft]\r\n\r\n", "tls.winhttp_protocols_32",
       "-"},
      {V5 "[" HKLM "SOFTWARE\\Microsoft]\r\n\r\n", "tls.winhttp_protocols",
       "absent"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void deletions_are_absences(void **state) {
  static const told_row rows[] = {
      {V5 "[" POLICY "]\r\n\"SilentAccountConfig\"=-\r\n\r\n", SILENT,
       "absent"},
      {V5 "[-" POLICY "]\r\n\r\n", SILENT, "absent"},
      {V5 "[-" HKLM "SOFTWARE\\Policies]\r\n\r\n", SILENT, "absent"},
      {V5 "[-" POLICY "]\r\n\r\n", ALLOW, "absent"},
      /* but a file that deletes is no export: the rest it proves not */
      {V5 "[" POLICY "]\r\n\"KFMBlockOptIn\"=-\r\n\r\n", SILENT, "-"},
      {V5 "[" POLICY "]\r\n\r\n[-" HKLM "SOFTWARE\\X]\r\n\r\n", SILENT, "-"},
      {V5 "[" POLICY "]\r\n\"SilentAccountConfig\"=-\r\n"
          "\"SilentAccountConfig\"=dword:00000001\r\n\r\n",
       SILENT, "1"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void queries_prove_what_was_asked(void **state) {
  static const told_row rows[] = {
      /* the whole key, and the command that asked for it */
      {ASK "\r\n\r\n" POLICY
           "\r\n    KFMBlockOptIn    REG_DWORD    0x1\r\n\r\n",
       SILENT, "absent"},
      {ASK " /v KFMBlockOptIn\r\n\r\n" POLICY
           "\r\n    KFMBlockOptIn    REG_DWORD    0x1\r\n\r\n",
       SILENT, "-"},
      {ASK " /f KFM\r\n\r\n" POLICY
           "\r\n    KFMBlockOptIn    REG_DWORD    0x1\r\n"
           "    KFMBlockOptOut    REG_DWORD    0x1\r\n\r\n",
       SILENT, "-"},
      {ASK " | find \"KFM\"\r\n\r\n" POLICY
           "\r\n    KFMBlockOptIn    REG_DWORD    0x1\r\n"
           "    KFMBlockOptOut    REG_DWORD    0x1\r\n\r\n",
       SILENT, "-"},
      /* no command: two values are no /v */
      {POLICY "\r\n    KFMBlockOptIn    REG_DWORD    0x1\r\n\r\n", SILENT,
       "-"},
      {POLICY "\r\n    KFMBlockOptIn    REG_DWORD    0x1\r\n"
              "    KFMBlockOptOut    REG_DWORD    0x1\r\n\r\n",
       SILENT, "absent"},
      /* a key's name alone says nothing of its values */
      {POLICY "\r\n", SILENT, "-"},
      /* subkeys: only with /s */
      {ASK "\r\n\r\n" POLICY
           "\r\n    KFMBlockOptIn    REG_DWORD    0x1\r\n\r\n",
       ALLOW, "-"},
      {ASK " /s\r\n\r\n" POLICY
           "\r\n    KFMBlockOptIn    REG_DWORD    0x1\r\n\r\n",
       ALLOW, "absent"},
      {ASK " /s\r\n\r\n" POLICY "\r\n    KFMBlockOptIn    REG_DWORD    0x1",
       ALLOW, "-"},
      {"C:\\>reg query HKLM\\SOFTWARE\\Policies\\Microsoft /s\r\n\r\n" HKLM
       "SOFTWARE\\Policies\\Microsoft\r\n\r\n",
       SILENT, "absent"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

/* reg prints no line of its own for a key that has no values. */
static void queries_pass_over_keys_without_values(void **state) {
  static const told_row rows[] = {
      {ASK "\r\n\r\n" POLICY "\\BlockTenantList\r\n\r\n", SILENT, "absent"},
      {ASK " /s\r\n\r\n" POLICY "\\BlockTenantList\r\n"
           "    t    REG_SZ    t\r\n\r\n",
       SILENT, "absent"},
      {ASK " /s\r\n\r\n" POLICY "\\BlockTenantList\r\n"
           "    t    REG_SZ    t\r\n\r\n",
       ALLOW, "absent"},
      {ASK "\r\n\r\n" POLICY "\\BlockTenantList\r\n\r\n", ALLOW, "-"},
      {"C:\\>reg query HKLM\\SOFTWARE\\Policies\\Microsoft\r\n\r\n" HKLM
       "SOFTWARE\\Policies\\Microsoft\\Edge\r\n\r\n",
       SILENT, "-"},
      /* a key that nobody wants is an answer as well */
      {"C:\\>reg query HKLM\\SOFTWARE\\Policies\\Microsoft /s\r\n\r\n" HKLM
       "SOFTWARE\\Policies\\Microsoft\\Edge\r\n    A    REG_SZ    b\r\n\r\n",
       SILENT, "absent"},
      {ASK " /s /v x\r\n\r\n" POLICY "\\BlockTenantList\r\n"
           "    x    REG_SZ    t\r\n\r\n",
       SILENT, "-"},
      /* the end is cut off, but the key itself would stand in front */
      {ASK " /s\r\n\r\n" POLICY "\\BlockTenantList\r\n    t    REG_SZ    t",
       SILENT, "absent"},
      {ASK " /s\r\n\r\n" POLICY "\\BlockTenantList\r\n    t    REG_SZ    t",
       ALLOW, "-"},
      /* something below was refused: no longer all that there is */
      {ASK " /s\r\n\r\n" POLICY "\\BlockTenantList\r\n\r\n"
           "ERROR: Access is denied.\r\n",
       ALLOW, "-"},
      {ASK " /s\r\n\r\n", SILENT, "-"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void errors_prove_only_what_was_asked(void **state) {
  static const told_row rows[] = {
      {ASK "\r\n" NOT_FOUND, SILENT, "absent"},
      {ASK "\r\n" NOT_FOUND, ALLOW, "absent"},
      {ASK "\r\nFEHLER: Der angegebene Registrierungsschl\xc3\xbcssel bzw. "
           "Wert wurde nicht gefunden.\r\n",
       SILENT, "absent"},
      {ASK " /v SilentAccountConfig\r\n" NOT_FOUND, SILENT, "absent"},
      {ASK " /v silentaccountconfig 2>&1\r\n" NOT_FOUND, SILENT, "absent"},
      {ASK " /v KFMBlockOptIn\r\n" NOT_FOUND, SILENT, "-"},
      {ASK " /v KFMBlockOptIn\r\n" NOT_FOUND, ALLOW, "-"},
      {ASK "\\AllowTenantList\r\n" NOT_FOUND, ALLOW, "absent"},
      {ASK "\\AllowTenantList\r\n" NOT_FOUND, SILENT, "-"},
      {"C:\\>reg query HKLM\\SOFTWARE\\Policies /s\r\n" NOT_FOUND, SILENT,
       "absent"},
      {"C:\\>reg query HKLM\\SOFTWARE\\Microsoft\r\n" NOT_FOUND, SILENT, "-"},
      {"C:\\>reg query HKCU\\SOFTWARE\\Policies\r\n" NOT_FOUND, SILENT, "-"},
      /* the error without its command belongs to nobody */
      {NOT_FOUND, SILENT, "-"},
      {"C:\\>reg query HKLM\\X\r\n\r\nC:\\>\r\n" NOT_FOUND, SILENT, "-"},
      {ASK " > out.txt\r\n" NOT_FOUND, SILENT, "-"},
      {ASK "\r\n\r\n", SILENT, "-"},
      {ASK "\r\nERROR: Access is denied.\r\n", SILENT, "denied"},
      {ASK "\r\nERROR: Access is denied.\r\n", ALLOW, "denied"},
      {ASK "\r\nERROR: Invalid key name.\r\n", SILENT, "-"},
      /* another command's answer */
      {ASK "\r\n\r\nC:\\>reg query HKLM\\X\r\n" NOT_FOUND, SILENT, "-"},
      {"PS C:\\> reg query HKLM\\SOFTWARE\\Policies\\Microsoft\\OneDrive\r\n"
       "reg : ERROR: The system was unable to find the specified registry key "
       "or value.\r\nAt line:1 char:1\r\n+ reg query HKLM\\X\r\n",
       SILENT, "absent"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void the_32_bit_view_is_asked_by_an_option(void **state) {
  static const told_row rows[] = {
      {"C:\\>reg query \"HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\"
       "Internet Settings\\WinHttp\" /reg:32\r\n\r\n" HKLM
       "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\"
       "WinHttp\r\n    DefaultSecureProtocols    REG_DWORD    0x800\r\n\r\n",
       "tls.winhttp_protocols_32", "[\"tls_1_2\"]"},
      {"C:\\>reg query \"HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\"
       "Internet Settings\\WinHttp\" /reg:32\r\n" NOT_FOUND,
       "tls.winhttp_protocols_32", "absent"},
      {"C:\\>reg query \"HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\"
       "Internet Settings\\WinHttp\" /reg:32\r\n" NOT_FOUND,
       "tls.winhttp_protocols", "-"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

static void damage_is_not_absence(void **state) {
  static const told_row rows[] = {
      {V5 "[" POLICY "]\r\n\"SilentAccountConfig\"=dword:1\r\n\r\n", SILENT,
       "unreadable"},
      {V5 "[" POLICY "]\r\n\"SilentAccountConfig\"=hex:01\r\n\r\n", SILENT,
       "unreadable"},
      {V5 "[" POLICY "]\r\n\"SilentAccountConfig\"=dword:000", SILENT,
       "unreadable"},
      {V5 "[" POLICY "]\r\n\"SilentAccountConfig\"=\r\n\r\n", SILENT,
       "unreadable"},
      {V5 "[" POLICY "]\r\n\"SilentAccountConfig\"=\"yes\"\r\n\r\n", SILENT,
       "unreadable"},
      {V5 "[" POLICY "]\r\n\"SilentAccountConfig\"=\"1\"\r\n\r\n", SILENT,
       "1"},
      {V5 "[" POLICY "]\r\n\"SilentAccountCon", SILENT, "-"},
      {ASK "\r\n\r\n" POLICY "\r\n    SilentAccountConfig    REG_DWORD    0x",
       SILENT, "unreadable"},
      {ASK "\r\n\r\n" POLICY "\r\n    SilentAccountConfig    REG_DW", SILENT,
       "-"},
      /* a later, sound capture of the value counts */
      {V5 "[" POLICY "]\r\n\"SilentAccountConfig\"=dword:1\r\n\r\n" V5
          "[" POLICY "]\r\n\"SilentAccountConfig\"=dword:00000001\r\n\r\n",
       SILENT, "1"},
  };
  (void)state;
  check_rows(rows, COUNT_OF(rows));
}

/* In a flood of sections that prove nothing the reader stays quick. */
static void many_ancestors_cost_little(void **state) {
  enum { SECTIONS = 20000 };
  od_buffer out = {0};
  char *data;
  (void)state;
  od_buffer_text(&out, V5);
  for (int i = 0; i < SECTIONS; i++)
    od_buffer_text(&out, "[HKEY_LOCAL_MACHINE\\SOFTWARE]\r\n");
  od_buffer_text(&out, "[" POLICY "]\r\n\"x\"=");
  assert_int_equal(od_buffer_take(&data, &out), OD_OK);
  od_facts *facts = facts_of(data);
  char *text = told(facts, SILENT);
  assert_string_equal(text, "-");
  od_free(text);
  od_facts_free(facts);
  od_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exports_prove_what_their_keys_lack),
      cmocka_unit_test(exports_are_recursive),
      cmocka_unit_test(both_views_have_their_own_proofs),
      cmocka_unit_test(deletions_are_absences),
      cmocka_unit_test(queries_prove_what_was_asked),
      cmocka_unit_test(queries_pass_over_keys_without_values),
      cmocka_unit_test(errors_prove_only_what_was_asked),
      cmocka_unit_test(the_32_bit_view_is_asked_by_an_option),
      cmocka_unit_test(damage_is_not_absence),
      cmocka_unit_test(many_ancestors_cost_little),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
