/* Versions: of Windows in any language, of OneDrive.exe where it is. */
#include "reader_test.h"

static void windows(void **state) {
  static const char *const rows[] = {
      "\r\nMicrosoft Windows [Version 10.0.19045.5011]\r\n",
      "Microsoft Windows [version 10.0.19045.5011]\n"
      "(c) Microsoft Corporation. Tous droits r\xc3\xa9serv\xc3\xa9s.\n",
      "Microsoft Windows [Wersja 10.0.19045.5011]\n",
      "> Microsoft Windows [Version 10.0.19045.5011]\n",
      "Microsoft Windows [\xd0\x92\xd0\xb5\xd1\x80\xd1\x81\xd0\xb8\xd1\x8f "
      "10.0.19045.5011]\n",
  };
  static const expectation wanted[] = {
      {"device.windows_version", "\"10.0.19045.5011\""},
      {"onedrive.installations", "-"}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_true(recognises_string(&od_reader_versions, rows[i]));
    CHECK_TEXT(od_reader_versions, rows[i], wanted);
  }
}

#define MACHINE                                                          \
  "[{\"path\":\"C:\\\\Program Files\\\\Microsoft OneDrive\\\\OneDrive.exe\"," \
  "\"version\":\"24.201.1006.0005\",\"scope\":\"machine\"}]"

static void the_client(void **state) {
  static const struct {
    const char *text, *want;
  } rows[] = {
      {"PS C:\\> (Get-Item 'C:\\Program Files\\Microsoft OneDrive\\"
       "OneDrive.exe').VersionInfo\n\n"
       "ProductVersion   FileVersion      FileName\n"
       "--------------   -----------      --------\n"
       "24.201.1006.0005 24.201.1006.0005 C:\\Program Files\\Microsoft "
       "OneDrive\\OneDrive.exe\n\n", MACHINE},
      {"OriginalFilename  : OneDrive.exe\nProductName       : Microsoft "
       "OneDrive\nFileName          : C:\\Program Files\\Microsoft OneDrive"
       "\\OneDrive.exe\nFileVersion       : 24.201.1006.0005\n"
       "ProductVersion    : 24.201.1006.0005\n", MACHINE},
      {"C:\\>wmic datafile where name=\"C:\\\\Program Files\\\\Microsoft "
       "OneDrive\\\\OneDrive.exe\" get Version\nVersion           \n"
       "24.201.1006.0005  \n\nC:\\>\n", MACHINE},
      {"Name=C:\\Users\\mira\\AppData\\Local\\Microsoft\\OneDrive\\"
       "OneDrive.exe\nVersion=23.1.2.3\n",
       "[{\"path\":\"C:\\\\Users\\\\mira\\\\AppData\\\\Local\\\\Microsoft\\\\"
       "OneDrive\\\\OneDrive.exe\",\"version\":\"23.1.2.3\",\"scope\":"
       "\"user\"}]"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    expectation wanted = {"onedrive.installations", rows[i].want};
    if (!recognises_string(&od_reader_versions, rows[i].text))
      fail_msg("does not take '%s'", rows[i].text);
    check_facts(read_string(&od_reader_versions, rows[i].text), &wanted, 1);
  }
}

static void cut_files(void **state) {
  (void)state;
  check_cuts(&od_reader_versions,
             "Microsoft Windows [Version 10.0.19045.5011]\n"
             "FileName : C:\\Program Files\\Microsoft OneDrive\\OneDrive.exe\n"
             "FileVersion : 24.201.1006.0005\n");
}

static void foreign_text(void **state) {
  static const recognition rows[] = {
      {"", 0},
      {"Windows 10 Version 22H2\n", 0},
      {"Microsoft Windows [Version 10]\n", 0},
      {"Microsoft Windows [10.0.19045.5011]\n", 0},
      {"Version\n24.201.1006.0005\n", 0}, /* of what? */
      {"FileName : C:\\Windows\\notepad.exe\nFileVersion : 10.0.1.2\n", 0},
      {"FileVersion : 24.201.1006.0005\n", 0},
  };
  (void)state;
  check_recognition(&od_reader_versions, rows, sizeof rows / sizeof *rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(windows),
      cmocka_unit_test(the_client),
      cmocka_unit_test(cut_files),
      cmocka_unit_test(foreign_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
