#include "reader_test.h"

/* Item `index` of the list, one member of it as text ("null" for null). */
static int member_is(const od_facts *facts, size_t index, const char *name,
                     const char *want) {
  const od_fact *fact = od_facts_find(facts, "credentials");
  assert_non_null(fact);
  assert_int_equal(fact->state, OD_FACT_MEASURED);
  const od_json *item = od_json_first(fact->value);
  while (item && index--) item = od_json_next(item);
  const od_json *member = od_json_member(item, name);
  const char *got = !member                          ? "no such member"
                    : od_json_is(member, OD_JSON_NULL) ? "null"
                                                       : od_json_text(member);
  if (got && !strcmp(got, want)) return 1;
  print_error("%s: '%s', expected '%s'\n", name, got ? got : "?", want);
  return 0;
}

static size_t list_size(const od_facts *facts) {
  const od_fact *fact = od_facts_find(facts, "credentials");
  assert_non_null(fact);
  assert_int_equal(fact->state, OD_FACT_MEASURED);
  return od_json_count(fact->value);
}

static od_facts *read_sample(const char *name) {
  size_t size;
  char *data = sample(name, &size);
  assert_true(is_recognised(&od_reader_cmdkey, data, size));
  od_facts *facts = read_bytes(&od_reader_cmdkey, data, size);
  free(data);
  return facts;
}

static void reads_the_interactive_sample(void **state) {
  (void)state;
  od_facts *facts = read_sample("cmdkey/03-en-domain-interactive.txt");
  assert_int_equal(list_size(facts), 1);
  assert_true(
      member_is(facts, 0, "target", "Domain:interactive=SRV01\\mcharles"));
  assert_true(member_is(facts, 0, "kind", "domain-password"));
  assert_true(member_is(facts, 0, "user", "SRV01\\mcharles"));
  assert_true(member_is(facts, 0, "persistence", "null"));
  assert_true(member_is(facts, 0, "modified", "null"));
  assert_true(member_is(facts, 0, "class", "other"));
  assert_true(member_is(facts, 0, "action", "keep"));
  od_facts_free(facts);
}

static void reads_the_empty_samples(void **state) {
  (void)state;
  static const char *const names[] = {"cmdkey/04-en-none.txt",
                                      "cmdkey/05-de-none.RECONSTRUCTED.txt"};
  for (size_t i = 0; i < 2; i++) {
    od_facts *facts = read_sample(names[i]);
    assert_int_equal(list_size(facts), 0);
    od_facts_free(facts);
  }
}

static void reads_the_polish_sample(void **state) {
  (void)state;
  od_facts *facts = read_sample("cmdkey/06-pl-labels.RECONSTRUCTED.txt");
  assert_int_equal(list_size(facts), 1);
  assert_true(member_is(
      facts, 0, "target",
      "LegacyGeneric:target=OneDrive Cached Credential Business - Business1"));
  assert_true(member_is(facts, 0, "class", "onedrive-business"));
  assert_true(member_is(facts, 0, "action", "quarantine"));
  assert_true(member_is(facts, 0, "kind", "generic"));
  assert_true(member_is(facts, 0, "user", "null"));
  od_facts_free(facts);
}

/* Every target of the shared list, each in a list of its own. */
static void reads_every_known_target(void **state) {
  (void)state;
  size_t size, count = 0;
  char *data = sample("cmdkey/target-names.tsv", &size);
  od_view rest = {data, size}, line, target;
  while (od_view_next(&rest, '\n', &line)) {
    if (!line.size || line.data[0] == '#') continue;
    assert_true(od_view_next(&line, '\t', &target));
    char text[1024];
    snprintf(text, sizeof text,
             "\nCurrently stored credentials:\n\n    Target: %.*s\n"
             "    Type: Generic \n    User: u\n    \n",
             (int)target.size, target.data);
    od_facts *facts = read_string(&od_reader_cmdkey, text);
    assert_int_equal(list_size(facts), 1);
    char name[512];
    snprintf(name, sizeof name, "%.*s", (int)target.size, target.data);
    assert_true(member_is(facts, 0, "target", name));
    od_facts_free(facts);
    count++;
  }
  free(data);
  assert_true(count > 10);
}

static void reads_a_whole_list(void **state) {
  (void)state;
  static const char text[] =
      "C:\\Users\\jane>cmdkey /list\r\n\r\n"
      "Currently stored credentials:\r\n\r\n"
      "    Target: MicrosoftAccount:target=SSO_POP_User:user=j@outlook.com\r\n"
      "    Type: Generic \r\n"
      "    User: j@outlook.com\r\n"
      "    Saved for this logon only\r\n"
      "    \r\n"
      "    Target: LegacyGeneric:target=XboxLive\r\n"
      "    Type: Generic \r\n"
      "    Saved for this logon only\r\n"
      "    \r\n"
      "    Target: LegacyGeneric:target=OneDrive Cached Credential Business - "
      "Business1\r\n"
      "    Type: Generic \r\n"
      "    User: \r\n"
      "    Local machine persistence\r\n"
      "    \r\n"
      "    Target: LegacyGeneric:target=MicrosoftOffice16_Data:SSPI:j@c.com\r\n"
      "    Type: Generic \r\n"
      "    User: j@c.com\r\n"
      "    \r\n"
      "    Target: Domain:target=TERMSRV/host\r\n"
      "    Type: Domain Password\r\n"
      "    User: CONTOSO\\jane\r\n\r\n"
      "C:\\Users\\jane>\r\n";
  assert_true(recognises_string(&od_reader_cmdkey, text));
  od_facts *facts = read_string(&od_reader_cmdkey, text);
  assert_int_equal(list_size(facts), 5);
  assert_true(member_is(facts, 0, "persistence", "session"));
  assert_true(member_is(facts, 0, "class", "microsoft-account"));
  assert_true(member_is(facts, 1, "user", "null"));
  assert_true(member_is(facts, 1, "persistence", "session"));
  assert_true(member_is(facts, 2, "class", "onedrive-business"));
  assert_true(member_is(facts, 2, "user", "null"));
  assert_true(member_is(facts, 2, "persistence", "local-machine"));
  assert_true(member_is(facts, 3, "class", "office"));
  assert_true(member_is(facts, 3, "persistence", "null"));
  assert_true(member_is(facts, 4, "kind", "domain-password"));
  assert_true(member_is(facts, 4, "user", "CONTOSO\\jane"));
  od_facts_free(facts);
}

typedef struct language {
  const char *heading, *target, *type, *user, *generic, *domain, *session;
} language;

static const language languages[] = {
    {"Momentan gespeicherte Anmeldeinformationen:", "Ziel", "Typ", "Benutzer",
     "Allgemeine", "Dom\xc3\xa4nenkennwort",
     "Nur f\xc3\xbcr diese Sitzung gespeichert"},
    {"Informations d'identification actuellement stock\xc3\xa9" "es\xc2\xa0:",
     "Cible\xc2\xa0", "Type\xc2\xa0", "Utilisateur\xc2\xa0",
     "G\xc3\xa9n\xc3\xa9rique", "Mot de passe de domaine",
     "Enregistr\xc3\xa9 pour cette ouverture de session uniquement"},
    {"Credenciales almacenadas actualmente:", "Destino", "Tipo", "Usuario",
     "Gen\xc3\xa9rico", "Contrase\xc3\xb1" "a de dominio",
     "Guardado solo para este inicio de sesi\xc3\xb3n"},
    {"Credenziali attualmente memorizzate:", "Destinazione", "Tipo", "Utente",
     "Generico", "Password di dominio", "Salvato solo per questo accesso"},
    {"Huidige opgeslagen referenties:", "Doel", "Type", "Gebruiker",
     "Algemeen", "Domeinwachtwoord",
     "Alleen opgeslagen voor deze aanmelding"},
    {"Aktualnie przechowywane po\xc5\x9bwiadczenia:", "Obiekt docelowy",
     "Typ", "U\xc5\xbcytkownik", "Og\xc3\xb3lne", "Has\xc5\x82o domeny",
     "Zapisano tylko dla tego logowania"},
    {"Credenciais armazenadas no momento:", "Destino", "Tipo",
     "Usu\xc3\xa1rio", "Gen\xc3\xa9rica", "Senha de Dom\xc3\xadnio",
     "Salvo somente para este logon"},
};

static void reads_several_languages(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
    const language *l = &languages[i];
    char text[2048];
    snprintf(text, sizeof text,
             "\n%s\n\n"
             "    %s: LegacyGeneric:target=OneDrive Cached Credential\n"
             "    %s: %s\n    %s: jane@contoso.com\n    %s\n    \n"
             "    %s: SRV01\n    %s: %s\n    %s: CONTOSO\\jane\n\n",
             l->heading, l->target, l->type, l->generic, l->user, l->session,
             l->target, l->type, l->domain, l->user);
    assert_true(recognises_string(&od_reader_cmdkey, text));
    od_facts *facts = read_string(&od_reader_cmdkey, text);
    assert_int_equal(list_size(facts), 2);
    assert_true(member_is(facts, 0, "class", "onedrive-personal"));
    assert_true(member_is(facts, 0, "kind", "generic"));
    assert_true(member_is(facts, 0, "user", "jane@contoso.com"));
    assert_true(member_is(facts, 0, "persistence", "session"));
    assert_true(member_is(facts, 1, "target", "SRV01"));
    assert_true(member_is(facts, 1, "kind", "domain-password"));
    od_facts_free(facts);
  }
}

/* No word of these languages is in any table. */
static void reads_languages_that_nobody_listed(void **state) {
  (void)state;
  static const char text[] =
      "\nN\xc3\xba verandi skilr\xc3\xad ki:\n\n"
      "    Mark: WindowsLive:target=virtualapp/didlogical\n"
      "    Tegund: Almennt\n"
      "    Notandi: 02abc\n"
      "    Geymt\n    \n"
      "    Mark: fileserver.contoso.com\n"
      "    Tegund: L\xc3\xa9n\n"
      "    Notandi: jane\n";
  od_facts *facts = read_string(&od_reader_cmdkey, text);
  assert_int_equal(list_size(facts), 2);
  assert_true(member_is(facts, 0, "class", "system"));
  assert_true(member_is(facts, 0, "kind", "generic")); /* by its prefix */
  assert_true(member_is(facts, 0, "persistence", "null"));
  assert_true(member_is(facts, 1, "target", "fileserver.contoso.com"));
  assert_true(member_is(facts, 1, "kind", "other"));
  od_facts_free(facts);
}

static void reads_chinese_labels(void **state) {
  (void)state;
  static const char text[] =
      "\n\xe5\xbd\x93\xe5\x89\x8d\xe4\xbf\x9d\xe5\xad\x98\xe7\x9a\x84"
      "\xe5\x87\xad\xe6\x8d\xae:\n\n"
      "    \xe7\x9b\xae\xe6\xa0\x87: WindowsLive:target=virtualapp/didlogical\n"
      "    \xe7\xb1\xbb\xe5\x9e\x8b\xef\xbc\x9a\xe6\x99\xae\xe9\x80\x9a\n"
      "    \xe7\x94\xa8\xe6\x88\xb7: 02qsioq\n"
      "    \xe6\x9c\xac\xe5\x9c\xb0\xe6\x9c\xba\xe5\x99\xa8\xe6\x8c\x81\n";
  od_facts *facts = read_string(&od_reader_cmdkey, text);
  assert_int_equal(list_size(facts), 1);
  assert_true(member_is(facts, 0, "kind", "generic"));
  assert_true(member_is(facts, 0, "persistence", "local-machine"));
  od_facts_free(facts);
}

/* Pasted without indentation, without blank lines, in a quotation. */
static void reads_what_people_paste(void **state) {
  (void)state;
  static const char text[] =
      "> Currently stored credentials:\n"
      "> Target: MicrosoftAccount:target=SSO_POP_Device\n"
      "> Type: Generic\n"
      "> User: 02gk\n"
      "> Saved for this logon only\n"
      "> Target: LegacyGeneric:target=OneDrive Cached Credential\n"
      "> Type: Generic\n"
      "> User:\n"
      "> Target: LegacyGeneric:target=a:b:c\n"
      "> Type: Generic\n";
  od_facts *facts = read_string(&od_reader_cmdkey, text);
  assert_int_equal(list_size(facts), 3);
  assert_true(member_is(facts, 0, "persistence", "session"));
  assert_true(member_is(facts, 1, "class", "onedrive-personal"));
  assert_true(member_is(facts, 1, "user", "null"));
  assert_true(member_is(facts, 2, "target", "LegacyGeneric:target=a:b:c"));
  od_facts_free(facts);
}

static void keeps_every_chunk(void **state) {
  (void)state;
  static const char text[] =
      "\nCurrently stored credentials:\n\n"
      "    Target: LegacyGeneric:target=OneDrive Cached Credential Business - "
      "Business1\n    Type: Generic\n    User: a\n\n"
      "    Target: LegacyGeneric:target=OneDrive Cached Credential Business - "
      "Business1@@@1.000000\n    Type: Generic\n    User: a\n\n";
  od_facts *facts = read_string(&od_reader_cmdkey, text);
  assert_int_equal(list_size(facts), 2);
  assert_true(member_is(facts, 1, "class", "onedrive-business"));
  od_facts_free(facts);
}

/* What is no whole list gives no list. */
static void gives_no_half_list(void **state) {
  (void)state;
  static const struct {
    const char *text, *want;
  } cases[] = {
      {"\nCurrently stored credentials for OneDrive*:\n\n* NONE *\n",
       "not-asked"},
      {"C:\\>cmdkey /list:git*\n\nCurrently stored credentials:\n\n* NONE *\n",
       "not-asked"},
      {"\nZapisane dane dla TERMSRV/host:\n\n    Cel: TERMSRV/host\n"
       "    Typ: Generic\n",
       "not-asked"},
      {"PS C:\\> cmdkey /list | findstr OneDrive\n"
       "    Target: LegacyGeneric:target=OneDrive Cached Credential\n",
       "not-asked"},
      {"    Target: LegacyGeneric:target=OneDrive Cached Credential\n",
       "not-asked"},
      {"\nCurrently stored credentials:\n\n"
       "    Target: LegacyGeneric:target=OneDrive Cached Credential\n"
       "    Type: Generic\n\n    Target: LegacyGeneric:target=OneDri",
       "unreadable"},
      {"\nCurrently stored credentials:\n\n"
       "    Target: LegacyGeneric:target=OneDrive Cached Credential",
       "unreadable"}, /* "... Business - Business1" may have followed */
      {"\nCurrently stored credentials:\n\n"
       "    Target: MicrosoftOffice16_Data:",
       "unreadable"},
  };
  int wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_true(recognises_string(&od_reader_cmdkey, cases[i].text));
    od_facts *facts = read_string(&od_reader_cmdkey, cases[i].text);
    wrong += check_one(facts, "credentials", cases[i].want);
    od_facts_free(facts);
  }
  assert_int_equal(wrong, 0);
}

/* A last line without its end is believed where nothing could follow. */
static void believes_a_last_line_that_is_whole(void **state) {
  (void)state;
  static const char text[] =
      "\nCurrently stored credentials:\n\n"
      "    Target: LegacyGeneric:target=x\n    Type: Generic\n    User: me";
  od_facts *facts = read_string(&od_reader_cmdkey, text);
  assert_int_equal(list_size(facts), 1);
  assert_true(member_is(facts, 0, "user", "me"));
  od_facts_free(facts);
}

static void recognises_by_shape(void **state) {
  (void)state;
  static const recognition cases[] = {
      {"\nA:\n\n* \xe7\x84\xa1 *\n", 1},
      {"\nA:\n\n* ZADNE UDAJE *\n", 1},
      {"\nH:\n\n    T: TERMSRV/h\n    Y: Generic\n    U: x\n", 1},
      {"\nH:\n\n    T: plain\n    Y: Generic\n    U: x\n", 1},
      {"* NONE *\n", 0},
      {"Options:\n\n* foo *\n", 0},
      {"Options:\n\n* A * B *\n", 0},
      {"\nCurrent WinHTTP proxy settings:\n\n    Proxy Server(s) :  p:80\n"
       "    Bypass List     :  (none)\n",
       0},
      {"\nCurrent WinHTTP proxy settings:\n\n* NONE *\n", 0},
      {"\nEthernet adapter:\n\n   DNS Suffix : x\n   Address : y\n", 0},
      {"cmdkey /delete:LegacyGeneric:target=OneDrive Cached Credential\n", 0},
      {"\"target\": \"LegacyGeneric:target=x\",\n", 0},
      {"{\"credentials\":[{\"target\":\"Domain:target=x\"}]}\n", 0},
      {"Currently stored credentials:\n", 0},
      {"", 0},
      {":\n:\n\n", 0},
  };
  check_recognition(&od_reader_cmdkey, cases, sizeof cases / sizeof *cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_the_interactive_sample),
      cmocka_unit_test(reads_the_empty_samples),
      cmocka_unit_test(reads_the_polish_sample),
      cmocka_unit_test(reads_every_known_target),
      cmocka_unit_test(reads_a_whole_list),
      cmocka_unit_test(reads_several_languages),
      cmocka_unit_test(reads_languages_that_nobody_listed),
      cmocka_unit_test(reads_chinese_labels),
      cmocka_unit_test(reads_what_people_paste),
      cmocka_unit_test(keeps_every_chunk),
      cmocka_unit_test(gives_no_half_list),
      cmocka_unit_test(believes_a_last_line_that_is_whole),
      cmocka_unit_test(recognises_by_shape),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
