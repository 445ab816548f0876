/* sc query, sc qc, Get-Service: numbers and layout, in any language. */
#include "reader_test.h"

#define READ(text, ...)                                       \
  do {                                                        \
    static const expectation wanted[] = {__VA_ARGS__};        \
    assert_true(recognises_string(&od_reader_services, text)); \
    CHECK_TEXT(od_reader_services, text, wanted);             \
  } while (0)

static const char query[] =
    "\nSERVICE_NAME: NlaSvc\n"
    "        TYPE               : 20  WIN32_SHARE_PROCESS  \n"
    "        STATE              : 4  RUNNING \n"
    "                                (STOPPABLE, NOT_PAUSABLE, "
    "ACCEPTS_SHUTDOWN)\n"
    "        WIN32_EXIT_CODE    : 0  (0x0)\n"
    "        SERVICE_EXIT_CODE  : 0  (0x0)\n"
    "        CHECKPOINT         : 0x0\n"
    "        WAIT_HINT          : 0x0\n";

static const char config[] =
    "[SC] QueryServiceConfig SUCCESS\n\nSERVICE_NAME: nlasvc\n"
    "        TYPE               : 20  WIN32_SHARE_PROCESS \n"
    "        START_TYPE         : 2   AUTO_START  (DELAYED)\n"
    "        ERROR_CONTROL      : 1   NORMAL\n"
    "        BINARY_PATH_NAME   : C:\\Windows\\svchost.exe -k x\n"
    "        TAG                : 0\n"
    "        DISPLAY_NAME       : Network Location Awareness\n";

static void sc_query_and_qc(void **state) {
  (void)state;
  READ(query, {"services.NlaSvc.state", "\"running\""},
       {"services.NlaSvc.start", "-"});
  READ(config, {"services.NlaSvc.start", "\"automatic\""},
       {"services.NlaSvc.state", "-"});
  check_cuts(&od_reader_services, query);
  check_cuts(&od_reader_services, config);
}

/* Number by number: what a fact says of each. */
static void every_number(void **state) {
  static const struct {
    const char *row, *name, *want;
  } rows[] = {
      {"STATE : 1  STOPPED", "services.x.state", "\"stopped\""},
      {"STATE : 2  START_PENDING", "services.x.state", "unreadable"},
      {"STATE : 3  STOP_PENDING", "services.x.state", "unreadable"},
      {"STATE : 4  RUNNING", "services.x.state", "\"running\""},
      {"STATE : 7  PAUSED", "services.x.state", "unreadable"},
      {"STATE : 4  STOPPED", "services.x.state", "-"},
      {"STATE : 8  RUNNING", "services.x.state", "-"},
      {"STATE : RUNNING", "services.x.state", "-"},
      {"STATE : 4", "services.x.state", "-"},
      {"START_TYPE : 0  BOOT_START", "services.x.start", "\"boot\""},
      {"START_TYPE : 1  SYSTEM_START", "services.x.start", "\"system\""},
      {"START_TYPE : 2  AUTO_START", "services.x.start", "\"automatic\""},
      {"START_TYPE : 3  DEMAND_START", "services.x.start", "\"manual\""},
      {"START_TYPE : 4  DISABLED", "services.x.start", "\"disabled\""},
      {"START_TYPE : 4  AUTO_START", "services.x.start", "-"},
      {"START_TYPE : 2  UNHEARD", "services.x.start", "-"},
  };
  char text[256];
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    snprintf(text, sizeof text, "SERVICE_NAME: x\n  TYPE : 20  WIN32\n  %s\n",
             rows[i].row);
    expectation wanted = {rows[i].name, rows[i].want};
    check_facts(read_string(&od_reader_services, text), &wanted, 1);
  }
}

/* Labels and words may be translated; Italian labels are as machines print
   them, the words of the last two are made up to hold the layout alone. */
static void other_languages(void **state) {
  (void)state;
  READ("NOME_SERVIZIO: CryptSvc\n"
       "        TIPO                      : 20  WIN32_SHARE_PROCESS \n"
       "        TIPO_AVVIO                : 4   DISABLED\n"
       "        CONTROLLO_ERRORE          : 1   NORMAL\n",
       {"services.CryptSvc.start", "\"disabled\""});
  READ("DIENSTNAME: TokenBroker\n"
       "        TYP                : 30  WIN32\n"
       "        STATUS             : 4  WIRD_AUSGEF\xc3\x9cHRT\n"
       "                                (NICHT_BEENDBAR)\n",
       {"services.TokenBroker.state", "\"running\""});
  READ("\xe3\x82\xb5\xe3\x83\xbc\xe3\x83\x93\xe3\x82\xb9\xe5\x90\x8d: Dnscache\n"
       "        \xe7\xa8\xae\xe9\xa1\x9e        : 20  WIN32\n"
       "        \xe9\x96\x8b\xe5\xa7\x8b        : 3   "
       "\xe8\xa6\x81\xe6\xb1\x82\n"
       "        \xe3\x82\xa8\xe3\x83\xa9\xe3\x83\xbc      : 1   "
       "\xe9\x80\x9a\xe5\xb8\xb8\n"
       "        \xe3\x83\x91\xe3\x82\xb9        : C:\\x.exe\n",
       {"services.Dnscache.start", "\"manual\""});
}

static void a_whole_listing(void **state) {
  (void)state;
  READ("\nSERVICE_NAME: Appinfo\nDISPLAY_NAME: Information: on applications\n"
       "        TYPE               : 30  WIN32  \n"
       "        STATE              : 1  STOPPED \n"
       "        WIN32_EXIT_CODE    : 1077  (0x435)\n\n"
       "SERVICE_NAME: Spooler\nDISPLAY_NAME: Spooler\n"
       "        TYPE               : 110  WIN32_OWN_PROCESS  (interactive)\n"
       "        STATE              : 4  RUNNING \n"
       "                                (STOPPABLE)\n"
       "        PID                : 2044\n",
       {"services.Appinfo.state", "\"stopped\""},
       {"services.Spooler.state", "\"running\""});
}

static void what_is_not_there_or_not_told(void **state) {
  (void)state;
  READ("C:\\>sc query wlidsvc\n"
       "[SC] EnumQueryServicesStatus:OpenService FEHLER 1060:\n\n"
       "Der angegebene Dienst ist kein installierter Dienst.\n",
       {"services.wlidsvc.state", "absent"},
       {"services.wlidsvc.start", "absent"});
  READ("PS C:\\> sc.exe qc \"CldFlt\"\n[SC] OpenService FAILED 5:\n\n"
       "Access is denied.\n",
       {"services.CldFlt.start", "denied"});
  /* nobody says which service, or the machine is another */
  static const char *const rows[] = {
      "[SC] OpenService FAILED 1060:\n",
      "C:\\>sc query a & sc query b\n[SC] OpenService FAILED 1060:\n",
      "C:\\>sc \\\\other query NlaSvc\n[SC] OpenService FAILED 1060:\n",
      "C:\\>sc query NlaSvc\nC:\\>dir\n[SC] OpenService FAILED 1060:\n",
      "C:\\>sc query NlaSvc\n[SC] OpenService FAILED 1722:\n",
      "[other]: PS C:\\> sc.exe query NlaSvc\n[SC] OpenService FAILED 1060:\n",
      "[other]: PS C:\\> Get-Service NlaSvc | fl\n"
      "Name      : NlaSvc\nStartType : Disabled\n",
      "PS C:\\> Get-Service -ComputerName b | ft Name, StartType\n"
      "Name   StartType\n----   ---------\nNlaSvc Disabled\n",
      "C:\\>sc \\\\other query NlaSvc\nSERVICE_NAME: NlaSvc\n"
      "  TYPE : 20  WIN32\n  STATE : 1  STOPPED\n  W : 0  (0x0)\n",
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_false(recognises_string(&od_reader_services, rows[i]));
}

static const char table[] =
    "\nStatus   Name               DisplayName                           \n"
    "------   ----               -----------                           \n"
    "Running  NlaSvc             Network Location Awareness\n"
    "Stopped  WinHttpAutoProx... WinHTTP Web Proxy Auto-Discovery Se...\n"
    "Paused   Other              \xc3\x84ndern\n"
    "Stopped  CldFlt             x\n\n"
    "Running  NotInTheTable      x\n";

static void tables_of_powershell(void **state) {
  (void)state;
  READ(table, {"services.NlaSvc.state", "\"running\""},
       {"services.CldFlt.state", "\"stopped\""},
       {"services.Other.state", "unreadable"},
       {"services.NotInTheTable.state", "-"},
       {"services.WinHttpAutoProxySvc.state", "-"});
  check_cuts(&od_reader_services, table);
  READ("DisplayName        Name      StartType  Status\n"
       "-----------        ----      ---------  ------\n"
       "R\xc3\xa9seau \xc3\xa9tendu      NlaSvc    Disabled   Stopped\n"
       "\xe5\xb9\x85\xe5\xba\x83 name          wide      Automatic  Running\n"
       "x                  CryptSvc  Automatic  Running\n",
       {"services.NlaSvc.start", "\"disabled\""},
       {"services.NlaSvc.state", "\"stopped\""},
       {"services.CryptSvc.start", "\"automatic\""},
       {"services.wide.start", "-"}, {"services.ide.start", "-"});
}

/* Format-Table puts states at the right; a name may hold blanks. */
static void tables_with_columns_at_the_right(void **state) {
  static const char text[] =
      "Name                 Status StartType\n"
      "----                 ------ ---------\n"
      "CryptSvc            Running Automatic\n"
      "WinHttpAutoProxySvc Stopped    Manual\n"
      "AMD External Events Running Automatic\n"
      "AMD                 Stopped  Disabled\n"
      "TokenBroker         Stopped  Disabled\n\n";
  (void)state;
  READ(text, {"services.CryptSvc.state", "\"running\""},
       {"services.CryptSvc.start", "\"automatic\""},
       {"services.WinHttpAutoProxySvc.state", "\"stopped\""},
       {"services.WinHttpAutoProxySvc.start", "\"manual\""},
       {"services.AMD.start", "\"disabled\""},
       {"services.TokenBroker.start", "\"disabled\""});
  check_cuts(&od_reader_services, text);
}

static void lists_of_powershell(void **state) {
  static const char text[] =
      "\n\nName      : NlaSvc\nStatus    : Running\nStartType : Automatic\n\n"
      "Status              : Stopped\nServiceType         : Win32OwnProcess\n"
      "Name                : Other\n\n";
  (void)state;
  READ(text, {"services.NlaSvc.start", "\"automatic\""},
       {"services.NlaSvc.state", "\"running\""},
       {"services.Other.state", "\"stopped\""});
  check_cuts(&od_reader_services, text);
  READ("> Name      : Dnscache\n> Status    : Stopped\n",
       {"services.Dnscache.state", "\"stopped\""});
}

static void json_of_powershell(void **state) {
  static const char list[] =
      "PS C:\\> x | ConvertTo-Json\n"
      "[\n    {\n        \"Name\":  \"NlaSvc\",\n        \"Status\":  4,\n"
      "        \"StartType\":  2\n    },\n    {\n        \"Name\": \"dnscache\""
      ",\n        \"Status\": \"Stopped\",\n        \"StartType\": \"Disabled\""
      "\n    },\n {\"Name\":\"odd\",\"Status\":9,\"StartType\":1.5}\n]\n"
      "Name      : CryptSvc\nStartType : Manual\n";
  (void)state;
  READ(list, {"services.NlaSvc.start", "\"automatic\""},
       {"services.NlaSvc.state", "\"running\""},
       {"services.Dnscache.start", "\"disabled\""},
       {"services.Dnscache.state", "\"stopped\""},
       {"services.odd.start", "-"}, {"services.odd.state", "-"},
       {"services.CryptSvc.start", "\"manual\""});
  check_cuts(&od_reader_services, list);
  READ("{\"value\":[{\"Name\":\"TokenBroker\",\"Status\":1}],\"Count\":1}",
       {"services.TokenBroker.state", "\"stopped\""});
  /* damaged: nothing is said */
  READ("{\"Name\":\"TokenBroker\",\"Status\":1,,\"StartType\":2}",
       {"services.TokenBroker.state", "-"});
}

static void foreign_text(void **state) {
  static const char *const rows[] = {
      "Name:         web-1\nStatus:       Running\nIP: 10.0.0.1\n",
      "Name   : web-1\nStatus : Running\n",
      "Id     Name     State         HasMoreData\n"
      "--     ----     -----         -----------\n"
      "1      Job1     Running       True\n",
      "Name   Status\n----   ------\nvm1    Running\n",
      "server: web1\n  size : 10 MB\n  count : 2 items\n  note : none\n",
      "{\"Name\":\"web\",\"Status\":\"Running\"}",
      "[{\"name\":\"NlaSvc\",\"status\":4}]",
      "PID STATE\n4 RUNNING\nSTATE : 4  RUNNING\n",
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (recognises_string(&od_reader_services, rows[i]))
      fail_msg("takes '%s'", rows[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sc_query_and_qc),
      cmocka_unit_test(every_number),
      cmocka_unit_test(other_languages),
      cmocka_unit_test(a_whole_listing),
      cmocka_unit_test(what_is_not_there_or_not_told),
      cmocka_unit_test(tables_of_powershell),
      cmocka_unit_test(tables_with_columns_at_the_right),
      cmocka_unit_test(lists_of_powershell),
      cmocka_unit_test(json_of_powershell),
      cmocka_unit_test(foreign_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
