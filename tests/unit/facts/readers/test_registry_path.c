/* Registry paths in every spelling, command lines and reg.exe's answers. */
#include "registry_facts.h"

#include "facts/readers/registry_file.h"

static void reads_paths(void **state) {
  static const struct {
    const char *text;
    od_reg_hive hive;
    int wow, spare;
    const char *sid, *id;
  } rows[] = {
      {"HKEY_LOCAL_MACHINE\\SOFTWARE\\X", OD_REG_MACHINE, 0, 0, "",
       "software\\x"},
      {"hklm\\software\\x", OD_REG_MACHINE, 0, 0, "", "software\\x"},
      {"HKLM:\\Software\\X\\", OD_REG_MACHINE, 0, 0, "", "software\\x"},
      {"Computer\\HKEY_LOCAL_MACHINE\\SOFTWARE\\X", OD_REG_MACHINE, 0, 0, "",
       "software\\x"},
      {"Registry::HKEY_LOCAL_MACHINE\\SOFTWARE\\X", OD_REG_MACHINE, 0, 0, "",
       "software\\x"},
      {"HKLM\\SOFTWARE\\WOW6432Node\\X", OD_REG_MACHINE, 1, 0, "",
       "software\\x"},
      {"HKLM\\SOFTWARE\\Wow6432Node", OD_REG_MACHINE, 1, 0, "", "software"},
      {"HKLM\\SOFTWARE\\X\\WOW6432Node", OD_REG_MACHINE, 0, 0, "",
       "software\\x\\wow6432node"},
      {"HKLM\\SYSTEM\\ControlSet001\\Y", OD_REG_MACHINE, 0, 1, "",
       "system\\currentcontrolset\\y"},
      {"HKLM\\SYSTEM\\CurrentControlSet\\Y", OD_REG_MACHINE, 0, 0, "",
       "system\\currentcontrolset\\y"},
      {"HKLM\\SYSTEM\\ControlSet002\\Y", OD_REG_MACHINE, 0, 0, "",
       "system\\controlset002\\y"},
      {"HKLM", OD_REG_MACHINE, 0, 0, "", ""},
      {"HKCU\\Software", OD_REG_USER, 0, 0, "", "software"},
      {"HKEY_CURRENT_USER\\Software\\\\X", OD_REG_USER, 0, 0, "",
       "software\\x"},
      {"HKU\\S-1-5-21-1-2-3-1001\\Software", OD_REG_USER, 0, 0,
       "S-1-5-21-1-2-3-1001", "software"},
      {"HKEY_USERS\\s-1-12-1-1-2-3-4\\Software", OD_REG_USER, 0, 0,
       "s-1-12-1-1-2-3-4", "software"},
      {"HKEY_USERS\\S-1-5-21-1-2-3-1001_Classes\\Software", OD_REG_OTHER, 0, 0,
       "S-1-5-21-1-2-3-1001_Classes", "software"},
      {"HKEY_USERS\\.DEFAULT\\Software", OD_REG_SYSTEM_USER, 0, 0, ".DEFAULT",
       "software"},
      {"HKEY_USERS\\S-1-5-18\\Software", OD_REG_SYSTEM_USER, 0, 0, "S-1-5-18",
       "software"},
      {"HKEY_USERS\\S-1-5-19\\Software", OD_REG_OTHER, 0, 0, "S-1-5-19",
       "software"},
      {"HKEY_USERS", OD_REG_OTHER, 0, 0, "", ""},
      {"HKEY_CLASSES_ROOT\\.txt", OD_REG_OTHER, 0, 0, "", ".txt"},
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    char room[OD_REG_ID_SIZE];
    od_reg_path path;
    ROW(od_reg_path_read(&path, od_view_of(rows[i].text), room), i);
    ROW(path.hive == rows[i].hive, i);
    ROW(path.wow == rows[i].wow && path.spare == rows[i].spare, i);
    ROW(od_view_equal(path.sid, rows[i].sid), i);
    ROW(od_view_equal(path.id, rows[i].id), i);
  }
}

static void refuses_what_is_no_path(void **state) {
  static const char *const rows[] = {"", "\\", "HKEY_NOWHERE\\X", "C:\\Windows",
                                     "SOFTWARE\\X", "\\\\server\\HKLM\\X",
                                     "HKLM_\\X", "[HKLM"};
  char room[OD_REG_ID_SIZE], deep[3000] = "HKLM";
  od_reg_path path;
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    ROW(!od_reg_path_read(&path, od_view_of(rows[i]), room), i);
  for (size_t i = 4; i + 2 < sizeof deep; i += 2) memcpy(deep + i, "\\x", 3);
  assert_false(od_reg_path_read(&path, od_view_of(deep), room));
}

static void tells_lines_that_start_with_a_hive(void **state) {
  (void)state;
  assert_true(od_reg_is_hive_name(od_view_of("HKEY_LOCAL_MACHINE\\X")));
  assert_true(od_reg_is_hive_name(od_view_of("HKEY_USERS")));
  assert_true(od_reg_is_hive_name(od_view_of("HKEY_CURRENT_USER\\X\r")));
  assert_false(od_reg_is_hive_name(od_view_of("HKLM\\X")));
  assert_false(od_reg_is_hive_name(od_view_of("    HKEY_LOCAL_MACHINE\\X")));
  assert_false(od_reg_is_hive_name(od_view_of("HKEY_")));
  assert_false(od_reg_is_hive_name(od_view_of("HKEY_LOCAL_MACHINES\\X")));
  assert_false(od_reg_is_hive_name(od_view_of("")));
}

/* what: t told, p plain, r recursive, n 32-bit view, f filtered */
static void reads_commands(void **state) {
  static const struct {
    const char *line, *what, *id, *value;
  } rows[] = {
      {"C:\\>reg query HKLM\\SOFTWARE\\X", "tp", "software\\x", ""},
      {"C:\\Users\\jo>reg query \"HKLM\\SOFTWARE\\A B\"", "tp",
       "software\\a b", ""},
      {"PS C:\\> reg query 'HKCU\\Software\\X' /s", "tpr", "software\\x", ""},
      {"PS C:\\> REG.EXE QUERY HKLM\\X /v Start", "t", "x", "Start"},
      {"PS C:\\> reg query HKLM\\X /v \"My Name\"", "t", "x", "My Name"},
      {"reg query HKLM\\X", "tp", "x", ""},
      {"C:\\>C:\\Windows\\System32\\reg.exe query HKLM\\X /S /reg:64", "tpr",
       "x", ""},
      {"C:\\>reg query HKLM\\SOFTWARE\\X /reg:32", "tpn", "software\\x", ""},
      {"C:\\>reg query HKLM\\X 2>&1", "tp", "x", ""},
      {"C:\\>reg query HKLM\\X 2>nul", "tp", "x", ""},
      {"C:\\>reg query HKLM\\X > out.txt", "f", "x", ""},
      {"C:\\>reg query HKLM\\X | findstr Proxy", "f", "x", ""},
      {"C:\\>reg query HKLM\\X & echo done", "f", "x", ""},
      {"C:\\>reg query HKLM\\X /f Proxy", "f", "x", ""},
      {"C:\\>reg query HKLM\\X /ve", "f", "x", ""},
      {"C:\\>reg query HKLM\\X /t REG_SZ", "f", "x", ""},
      {"C:\\>reg query HKLM\\X /s /v Start", "f", "x", "Start"},
      {"C:\\>reg query HKLM\\X /v", "f", "x", ""},
      {"C:\\>reg query %KEY%", "f", "", ""},
      {"C:\\>reg query \\\\pc\\HKLM\\X", "f", "", ""},
      {"C:\\>\"C:\\Windows\\reg.exe\" query HKLM\\X", "tp", "x", ""},
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    od_arena arena = {0};
    od_reg_block block;
    char what[6], *w = what;
    ROW(od_reg_command_read(&block, od_view_of(rows[i].line), &arena) == 1, i);
    if (block.told) *w++ = 't';
    if (block.plain) *w++ = 'p';
    if (block.recursive) *w++ = 'r';
    if (block.narrow) *w++ = 'n';
    if (block.filtered) *w++ = 'f';
    *w = '\0';
    ROW_TEXT(what, rows[i].what, i);
    ROW(od_view_equal(block.asked.id, rows[i].id), i);
    ROW(od_view_equal(block.asked_value, rows[i].value), i);
    od_arena_free(&arena);
  }
}

static void passes_over_what_is_no_command(void **state) {
  static const char *const rows[] = {"", "reg add HKLM\\X", "reg query",
                                     "ipconfig /all", "xreg query HKLM\\X",
                                     "regquery HKLM\\X"};
  od_reg_block block;
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    ROW(!od_reg_command_read(&block, od_view_of(rows[i]), NULL), i);
}

static void understands_answers(void **state) {
  static const struct {
    const char *line;
    od_reg_answer answer;
  } rows[] = {
      {"ERROR: The system was unable to find the specified registry key or "
       "value.",
       OD_REG_NOT_FOUND},
      {"reg : ERROR: The system was unable to find the specified registry key "
       "or",
       OD_REG_NOT_FOUND},
      {"FEHLER: Der angegebene Registrierungsschl\xc3\xbcssel bzw. Wert wurde "
       "nicht gefunden.",
       OD_REG_NOT_FOUND},
      {"ERREUR : le syst\xc3\xa8me n'a pas trouv\xc3\xa9 la cl\xc3\xa9 ou la "
       "valeur de Registre sp\xc3\xa9"
       "cifi\xc3\xa9"
       "e.",
       OD_REG_NOT_FOUND},
      {"ERROR: Access is denied.", OD_REG_REFUSED},
      {"FEHLER: Zugriff verweigert", OD_REG_REFUSED},
      {"ERREUR : Acc\xc3\xa8s refus\xc3\xa9.", OD_REG_REFUSED},
      {"ERROR: Invalid key name.", OD_REG_NO_ANSWER},
      {"", OD_REG_NO_ANSWER},
      {"C:\\>", OD_REG_NO_ANSWER},
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(rows); i++)
    ROW(od_reg_answer_of(od_view_of(rows[i].line)) == rows[i].answer, i);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_paths),
      cmocka_unit_test(refuses_what_is_no_path),
      cmocka_unit_test(tells_lines_that_start_with_a_hive),
      cmocka_unit_test(reads_commands),
      cmocka_unit_test(passes_over_what_is_no_command),
      cmocka_unit_test(understands_answers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
