/* whoami: the subject, in any language and layout. */
#include "event_text.h"
#include "reader_test.h"

#define TABLE(title, head, name)                               \
  "\r\n" title "\r\n----------------\r\n\r\n" head "\r\n"      \
  "============ ==============================\r\n" name "\r\n"

static void subjects(void **state) {
  static const struct {
    const char *text, *account, *sid;
  } rows[] = {
      {TABLE("USER INFORMATION", "User Name    SID", "contoso\\jane " JANE),
       "contoso\\jane", JANE},
      {TABLE("BENUTZERINFORMATIONEN", "Benutzername SID",
             "contoso\\j\xc3\xbcrgen " JANE),
       "contoso\\j\xc3\xbcrgen", JANE},
      {TABLE("Informations sur l'utilisateur", "Nom d'utilisateur SID",
             "contoso\\jane doe " JANE), "contoso\\jane doe", JANE},
      {TABLE("\xe3\x83\xa6\xe3\x83\xbc\xe3\x82\xb6\xe3\x83\xbc\xe6\x83\x85"
             "\xe5\xa0\xb1", "\xe3\x83\xa6 SID", "contoso\\jane " JANE),
       "contoso\\jane", JANE},
      {"\"Nazwa u\xc5\xbcytkownika\",\"SID\"\r\n\"contoso\\jane\",\"" JANE
       "\"\r\n", "contoso\\jane", JANE},
      {"\r\nUSER INFORMATION\r\n----------------\r\n\r\nUser Name: "
       "contoso\\jane\r\nSID:       " JANE "\r\n", "contoso\\jane", JANE},
      {"> Benutzername: azuread\\janedoe\n> SID: S-1-12-1-1-2-3-4\n",
       "azuread\\janedoe", "S-1-12-1-1-2-3-4"},
      {"jane@contoso.com\r\n", "jane@contoso.com", NULL},
      {"contoso\\jane\r\n", "contoso\\jane", NULL},
      {"C:\\Users\\jane>whoami /upn\r\njane@contoso.com\r\n\r\n"
       "C:\\Users\\jane>whoami\r\ncontoso\\jane\r\n",
       "contoso\\jane, jane@contoso.com", NULL},
      /* the groups of /all have SIDs too, and more columns */
      {TABLE("USER INFORMATION", "User Name    SID", "contoso\\jane " JANE)
       TABLE("GROUP INFORMATION", "Group Name Type SID Attributes",
             "CONTOSO\\Sales Group " OTTO " Mandatory group"),
       "contoso\\jane", JANE},
      {TABLE("USER INFORMATION", "User Name    SID",
             "nt authority\\system S-1-5-18"), "nt authority\\system",
       "S-1-5-18"}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    if (!recognises_string(&od_reader_whoami, rows[i].text))
      fail_msg("does not take '%s'", rows[i].text);
    od_facts *facts = read_string(&od_reader_whoami, rows[i].text);
    const od_subject *subject = od_facts_subject(facts);
    assert_string_equal(subject->account, rows[i].account);
    if (rows[i].sid) assert_string_equal(subject->sid, rows[i].sid);
    else assert_null(subject->sid);
    od_facts_free(facts);
  }
}

static void foreign_text(void **state) {
  static const recognition rows[] = {
      {"", 0}, {"C:\\Users\\jane\n", 0}, {"one\ncontoso\\jane\n", 0},
      {"jane@contoso.com\nbob@contoso.com\n", 0},
      {"see https://contoso.com/jane@contoso.com\n", 0},
      {TABLE("GROUP INFORMATION", "Group Name Type SID Attributes",
             "CONTOSO\\Sales Group " OTTO " Mandatory group"), 0},
      {"Group Name: CONTOSO\\Sales\nType: Group\nSID: " OTTO "\n", 0},
      {"contoso\\jane " JANE "\nmore\n", 0},
      {"[HKEY_USERS\\" JANE "\\Software]\n\"a\"=\"b\"\n", 0},
      /* cut: the SID may go on */
      {"User Name    SID\n============ ====\ncontoso\\jane S-1-5-21-11", 0},
      {"jane@contoso.co", 0}};
  (void)state;
  check_recognition(&od_reader_whoami, rows, sizeof rows / sizeof *rows);
}

static void cuts(void **state) {
  (void)state;
  check_cuts(&od_reader_whoami, TABLE("USER INFORMATION", "User Name    SID",
                                      "contoso\\jane " JANE));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(subjects),
                                     cmocka_unit_test(foreign_text),
                                     cmocka_unit_test(cuts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
