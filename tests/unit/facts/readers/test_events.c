/* Event logs as XML: what is kept, what is counted, what is broken. */
#include "event_text.h"
#include "facts/readers/events.h"
#include "reader_test.h"

static char *member_of(const od_facts *facts, size_t index,
                       const char *name) {
  const od_fact *list = od_facts_find(facts, "events.list");
  const od_json *item = list ? od_json_first(list->value) : NULL;
  od_buffer out = {0};
  char *text = NULL;
  while (item && index--) item = od_json_next(item);
  const od_json *value = od_json_member(item, name);
  if (value) od_json_write(&out, value, 0);
  else od_buffer_text(&out, "-");
  assert_int_equal(od_buffer_take(&text, &out), OD_OK);
  return text;
}

static void check_member(const char *string, const char *name,
                         const char *want) {
  od_facts *facts = read_string(&od_reader_events, string);
  char *got = member_of(facts, 0, name);
  if (strcmp(got, want))
    fail_msg("%s is %s, not %s, in %s", name, got, want, string);
  od_free(got);
  od_facts_free(facts);
}

static size_t count_of(const od_facts *facts) {
  const od_fact *list = od_facts_find(facts, "events.list");
  return list && list->value ? od_json_count(list->value) : 0;
}

static void recognition_(void **state) {
  static const recognition rows[] = {
      {AAD(BLOCKED), 1},
      {"C:\\>wevtutil qe x /f:xml\r\n" AAD(BLOCKED) "\r\n", 1},
      {"<?xml version=\"1.0\" encoding=\"utf-8\"?><Events>" AAD(BLOCKED)
       "</Events>", 1},
      {PLAIN("2026-03-10T09:00:00Z"), 1},
      {"<Events></Events>", 0}, /* an empty export says nothing */
      {"<Events xmlns='http://schemas.microsoft.com/win/2004/08/events/"
       "event'></Events>", 0},
      {"<Event>no name space</Event>", 0},
      {"", 0}, {"Event 1098 0xCAA20003", 0}};
  (void)state;
  check_recognition(&od_reader_events, rows, sizeof rows / sizeof *rows);
}

static void members(void **state) {
  static const struct {
    const char *text, *name, *want;
  } rows[] = {
      {AAD(BLOCKED), "provider", "\"Microsoft-Windows-AAD\""},
      {AAD(BLOCKED), "log", "\"" AAD_LOG "\""},
      {AAD(BLOCKED), "id", "1098"},
      {AAD(BLOCKED), "level", "\"error\""},
      {AAD(BLOCKED), "time", "\"2026-03-10T09:00:00.123Z\""},
      {AAD(BLOCKED), "code", "\"0xcaa2000c\""},
      {AAD(BLOCKED), "aadsts", "\"AADSTS53003\""},
      {AAD(BLOCKED), "correlation_id",
       "\"a1b2c3d4-1111-2222-3333-444455556666\""},
      {AAD(BLOCKED), "request_id",
       "\"0f6a5b1c-1111-2222-3333-444455556666\""},
      {AAD(BLOCKED), "host", "\"login.microsoftonline.com\""},
      {AAD(BLOCKED), "sid", "\"" JANE "\""},
      {AAD(BLOCKED), "count", "1"}, {AAD(BLOCKED), "first", "-"},
      {AAD(BLOCKED), "line", "1"},
      /* a code with a sign, and in hexadecimal, and in the text */
      {AAD("<Data Name='Error'>-895418359</Data>"), "code", "\"0xcaa10009\""},
      {AAD("<Data Name='Error'>0xCAA5001C</Data><Data Name='ErrorMessage'>"
           "Operation name: GetTokenSilently, Error: -895418359 "
           "(0xcaa10009), Description: x</Data>"), "codes",
       "[\"0xcaa10009\"]"},
      {AAD("<Data Name='Msg'>Http request status: 400. Method: POST Endpoint "
           "Uri: https://login.microsoftonline.com/common/oauth2/token "
           "Correlation ID: {A1B2C3D4-1111-2222-3333-444455556666} "
           "Status: 0xC000006D</Data>"), "http_status", "400"},
      {AAD("<Data Name='Msg'>Status: 0xC000006D Correlation ID: "
           "{A1B2C3D4-1111-2222-3333-444455556666}</Data>"),
       "correlation_id", "\"a1b2c3d4-1111-2222-3333-444455556666\""},
      /* a name and a password in an address are nobody's host */
      {AAD("<Data Name='Error'>0xCAA5001C</Data><Data Name='x'>"
           "https://jane:secret@proxy.example/</Data>"), "host", "-"},
      {REGISTRATION("304", "2", "2026-03-10T08:00:00Z",
                    "<Data Name='ExitCode'>2149318685</Data>"
                    "<Data Name='ServerMsg'></Data>"), "code",
       "\"0x801c001d\""},
      {REGISTRATION("304", "2", "2026-03-10T08:00:00Z",
                    "<Data Name='ExitCode'>5</Data>"), "id", "304"},
      {SCHANNEL("36887", "<Data Name='AlertDesc'>70</Data>"), "alert", "70"},
      {SCHANNEL("36887", "<Data>40</Data>"), "alert", "40"},
      {SCHANNEL("36871", "<Data Name='Type'>client</Data>"
                         "<Data Name='ErrorState'>10013</Data>"),
       "error_state", "10013"},
      {SCHANNEL("36884", "<Data Name='TargetName'>Login.Example.com</Data>"),
       "host", "\"login.example.com\""},
      {EVENT("Microsoft-Windows-AppModel-State", "10", "2",
             "2026-03-10T08:00:00Z", "Application", JANE,
             "<Data>Microsoft.AAD.BrokerPlugin_cw5n1h2txyewy</Data>"
             "<Data>-2147024893</Data>"), "code", "\"0x80070003\""},
      {EVENT("Application Error", "1000", "2", "2026-03-10T08:00:00Z",
             "Application", JANE,
             "<Data>OneDrive.exe</Data><Data>24.1.1.1</Data><Data>0</Data>"
             "<Data>ntdll.dll</Data><Data>10.0</Data><Data>0</Data>"
             "<Data>c0000005</Data>"), "process", "\"onedrive.exe\""}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    check_member(rows[i].text, rows[i].name, rows[i].want);
}

static void not_kept(void **state) {
  static const char *const rows[] = {
      PLAIN("2026-03-10T09:00:00Z"),
      /* no code; no failure; of a server; of another program or package */
      AAD("<Data Name='ErrorMessage'>Nothing</Data>"),
      EVENT("Microsoft-Windows-AAD", "1097", "4", "2026-03-10T09:00:00Z",
            AAD_LOG, JANE, "<Data Name='Error'>0xCAA5001C</Data>"),
      SCHANNEL("36871", "<Data Name='Type'>server</Data>"
                        "<Data Name='ErrorState'>10013</Data>"),
      SCHANNEL("36871", "<Data Name='Type'>\xe6\x9c\x8d\xe5\x8a\xa1\xe5"
                        "\x99\xa8</Data><Data Name='ErrorState'>1</Data>"),
      EVENT("Application Error", "1000", "2", "2026-03-10T08:00:00Z",
            "Application", JANE, "<Data>notepad.exe</Data>"),
      EVENT("Microsoft-Windows-AppModel-State", "10", "2",
            "2026-03-10T08:00:00Z", "Application", JANE,
            "<Data>Microsoft.Windows.Search</Data><Data>-2147024893</Data>")};
  static const expectation wanted[] = {{"events.list", "absent"}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    CHECK_TEXT(od_reader_events, rows[i], wanted);
}

/* Without a root, in one line, printed, with a root, from PowerShell. */
static void layouts(void **state) {
  static const char pretty[] =
      "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n"
      "<Events>\r\n"
      "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\""
      ">\r\n  <System>\r\n    <Provider\r\n      Name=\"Microsoft-Windows-AAD"
      "\" />\r\n    <EventID Qualifiers=\"0\">1098</EventID>\r\n"
      "    <Level>2</Level>\r\n    <TimeCreated SystemTime="
      "\"2026-03-10T09:00:00.1234567Z\" />\r\n    <Channel>" AAD_LOG
      "</Channel>\r\n    <Security UserID=\"" JANE "\" />\r\n  </System>\r\n"
      "  <EventData>\r\n    <Data Name=\"Error\">3399614476</Data>\r\n"
      "  </EventData>\r\n  <RenderingInfo Culture=\"de-DE\">\r\n    <Message>"
      "Fehler: 0xCAA70007 Der Vorgang ist fehlgeschlagen.</Message>\r\n"
      "    <Level>Fehler</Level>\r\n  </RenderingInfo>\r\n</Event>\r\n"
      "</Events>\r\n";
  static const char quoted[] =
      "> <Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'"
      ">\n> <System><Provider\n> Name='Microsoft-Windows-AAD'/><EventID>1098"
      "</EventID><Level>2</Level><TimeCreated\n>   SystemTime='2026-03-10T09:0"
      "0:00.1234567Z'/><Channel>" AAD_LOG "</Channel></System>\n> <EventData>"
      "<Data Name='Error'>3399614476</Data></EventData></Event>\n";
  /* as copied from the view of an event */
  static const char tree[] =
      "- <Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\""
      ">\n- <System>\n  <Provider Name=\"Schannel\" Guid=\"{1f678132-5938-4686-"
      "9fdc-c8ff68f15c85}\" /> \n  <EventID>36871</EventID> \n  <Level>2</Level"
      "> \n  <TimeCreated SystemTime=\"2020-11-29T11:37:20.7849166Z\" /> \n  <C"
      "hannel>System</Channel> \n  </System>\n- <EventData>\n  <Data Name=\"Type"
      "\">\xe5\xae\xa2\xe6\x88\xb7\xe7\xab\xaf</Data> \n  <Data Name=\"Erro"
      "rState\">10013</Data> \n  </EventData>\n  </Event>\n";
  (void)state;
  check_member(tree, "error_state", "10013");
  check_member(pretty, "code", "\"0xcaa2000c\"");
  check_member(pretty, "codes", "-"); /* the message is not looked at */
  check_member(pretty, "line", "3");
  check_member(quoted, "code", "\"0xcaa2000c\"");
  check_member(quoted, "time", "\"2026-03-10T09:00:00.123Z\"");
}

static void encodings(void **state) {
  const char *text = AAD(BLOCKED) "\r\n";
  char wide[2 * sizeof(AAD(BLOCKED) "\r\n") + 2] = "\xff\xfe";
  size_t size = strlen(text);
  (void)state;
  for (size_t i = 0; i < size; i++) {
    wide[2 + 2 * i] = text[i];
    wide[3 + 2 * i] = 0;
  }
  od_facts *facts = read_bytes(&od_reader_events, wide, 2 + 2 * size);
  assert_int_equal(count_of(facts), 1);
  od_facts_free(facts);
}

static void folded(void **state) {
#define CODE "<Data Name='Error'>0xCAA2000C</Data>"
  const char *text = AAD_AT("2026-03-10T09:00:00Z", JANE, CODE) "\n"
                     AAD_AT("2026-03-10T11:00:00Z", JANE, CODE) "\n"
                     AAD_AT("2026-03-10T10:00:00Z", JANE, CODE) "\n"
                     AAD_AT("2026-03-10T10:00:00Z", OTTO, CODE) "\n"
                     PLAIN("2026-03-10T12:00:00Z");
  static const expectation wanted[] = {
      {"events.logs",
       "[{\"log\":\"" AAD_LOG "\",\"count\":4,\"first\":\"2026-03-10T09:00:00"
       "Z\",\"last\":\"2026-03-10T11:00:00Z\",\"line\":1},{\"log\":\"System\""
       ",\"count\":1,\"first\":\"2026-03-10T12:00:00Z\",\"last\":\"2026-03-10"
       "T12:00:00Z\",\"line\":5}]"}};
  (void)state;
  check_member(text, "count", "3");
  check_member(text, "first", "\"2026-03-10T09:00:00Z\"");
  check_member(text, "time", "\"2026-03-10T11:00:00Z\"");
  check_member(text, "line", "2");
  od_facts *facts = read_string(&od_reader_events, text);
  assert_int_equal(count_of(facts), 2);
  od_facts_free(facts);
  CHECK_TEXT(od_reader_events, text, wanted);
}

/* What is broken is said; the events behind it are read. */
static void broken(void **state) {
  static const char *const rows[] = {
      AAD("<Data>&entity;</Data>") "\n",
      AAD("<Data>no end") "\n",
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
      "<System><Provider Name='Microsoft-Windows-AAD'\n",
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
      "<!DOCTYPE x [<!ENTITY y SYSTEM 'y.txt'>]></Event>\n",
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
      "</Event>\n"};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[8192];
    snprintf(text, sizeof text, "%s%s\n", rows[i], AAD(BLOCKED));
    check_member(text, "code", "\"0xcaa2000c\"");
    od_facts *facts = read_string(&od_reader_events, text);
    char *logs = said(facts, "events.logs");
    if (!strstr(logs, "{\"broken\":1,\"line\":1}"))
      fail_msg("nothing is said of what is broken: %s", text);
    od_free(logs);
    od_facts_free(facts);
  }
}

static void deep(void **state) {
  char text[8192];
  size_t used = 0;
  (void)state;
  used += (size_t)snprintf(
      text, sizeof text,
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
      "<System><Provider Name='Microsoft-Windows-AAD'/></System><UserData>");
  for (int i = 0; i < 200; i++)
    used += (size_t)snprintf(text + used, sizeof text - used, "<a>");
  for (int i = 0; i < 200; i++)
    used += (size_t)snprintf(text + used, sizeof text - used, "</a>");
  snprintf(text + used, sizeof text - used, "</UserData></Event>\n");
  od_facts *facts = read_string(&od_reader_events, text);
  char *logs = said(facts, "events.logs");
  assert_non_null(strstr(logs, "broken"));
  od_free(logs);
  od_facts_free(facts);
}

/* Cut anywhere: an event is whole, or it is not there and that is said. */
static void cut(void **state) {
  const char *text = AAD(BLOCKED) "\n" AAD_AT("2026-03-10T10:00:00Z", OTTO,
                                              BLOCKED) "\n";
  od_facts *whole = read_string(&od_reader_events, text);
  const od_fact *list = od_facts_find(whole, "events.list");
  (void)state;
  for (size_t size = 0; size < strlen(text); size += 7) {
    od_facts *part = read_bytes(&od_reader_events, text, size);
    const od_fact *some = od_facts_find(part, "events.list");
    const od_json *item = some && some->value ? od_json_first(some->value)
                                              : NULL;
    for (; item; item = od_json_next(item)) {
      const od_json *same = od_json_first(list->value);
      while (same && !od_json_equal(same, item)) same = od_json_next(same);
      if (!same) fail_msg("an event differs when cut at %d", (int)size);
    }
    od_facts_free(part);
  }
  od_facts_free(whole);
}

/* In pieces of any size the same is read as in one. */
static void pieces(void **state) {
  const char *text =
      "<?xml version='1.0'?><Events>\n" AAD(BLOCKED) "\n"
      PLAIN("2026-03-10T09:00:00Z") "\n" AAD("<Data>no end") "\n"
      REGISTRATION("304", "2", "2026-03-10T08:00:00Z",
                   "<Data Name='ExitCode'>2149318685</Data>") "\n</Events>\n";
  od_facts *whole = read_string(&od_reader_events, text);
  char *want = said(whole, "events.list"), *logs = said(whole, "events.logs");
  (void)state;
  for (size_t size = 1; size < 700; size += size < 20 ? 1 : 37) {
    od_events *r;
    od_evidence *e;
    od_facts *facts;
    assert_int_equal(od_events_new(&r), OD_OK);
    assert_int_equal(od_evidence_new(&e, "events", "x"), OD_OK);
    for (size_t at = 0; at < strlen(text); at += size)
      assert_int_equal(
          od_events_feed(r, od_view_first(od_view_from(od_view_of(text), at),
                                          size), NULL), OD_OK);
    assert_int_equal(od_events_finish(r, e), OD_OK);
    assert_int_equal(od_events_stray(r), 0);
    od_events_free(r);
    assert_int_equal(od_evidence_finish(&facts, e), OD_OK);
    expectation wanted[] = {{"events.list", want}, {"events.logs", logs}};
    check_facts(facts, wanted, 2);
  }
  od_free(want);
  od_free(logs);
  od_facts_free(whole);
}

static void stray(void **state) {
  static const struct {
    const char *text;
    unsigned line;
  } rows[] = {
      {"C:\\>wevtutil qe x\n" AAD(BLOCKED) "\n", 0},
      {"<Events>\n" AAD(BLOCKED) "\n</Events>\n", 0},
      {AAD(BLOCKED) "\nC:\\>cmdkey /list\n", 2},
      {AAD(BLOCKED) "\n\nx" AAD(BLOCKED), 3}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_events *r;
    od_evidence *e;
    assert_int_equal(od_events_new(&r), OD_OK);
    assert_int_equal(od_evidence_new(&e, "events", "x"), OD_OK);
    assert_int_equal(od_events_feed(r, od_view_of(rows[i].text), NULL),
                     OD_OK);
    assert_int_equal(od_events_finish(r, e), OD_OK);
    assert_int_equal(od_events_stray(r), rows[i].line);
    od_events_free(r);
    od_evidence_free(e);
  }
}

/* Too many kinds: the newest stay, in order. */
static void many(void **state) {
  od_events *r;
  od_evidence *e;
  od_facts *facts;
  char event[2048];
  (void)state;
  assert_int_equal(od_events_new(&r), OD_OK);
  assert_int_equal(od_evidence_new(&e, "events", "x"), OD_OK);
  for (int i = 0; i < 5000; i++) {
    snprintf(event, sizeof event, AAD_AT("2026-03-%02dT%02d:%02d:%02dZ", JANE,
                                         "<Data Name='Error'>0xCAA2%04x"
                                         "</Data>") "\n",
             1 + i / 3600 % 28, i / 150 % 24, i / 60 % 60, i % 60, i);
    assert_int_equal(od_events_feed(r, od_view_of(event), NULL), OD_OK);
  }
  assert_int_equal(od_events_finish(r, e), OD_OK);
  od_events_free(r);
  assert_int_equal(od_evidence_finish(&facts, e), OD_OK);
  assert_int_equal(count_of(facts), OD_EVENT_KINDS);
  char *newest = member_of(facts, 0, "time"), *next = NULL;
  for (size_t i = 1; i < OD_EVENT_KINDS; i++) {
    next = member_of(facts, i, "time");
    assert_true(strcmp(newest, next) >= 0);
    od_free(newest);
    newest = next;
  }
  od_free(newest);
  od_facts_free(facts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(recognition_), cmocka_unit_test(members),
      cmocka_unit_test(not_kept),     cmocka_unit_test(layouts),
      cmocka_unit_test(encodings),    cmocka_unit_test(folded),
      cmocka_unit_test(broken),       cmocka_unit_test(deep),
      cmocka_unit_test(cut),          cmocka_unit_test(pieces),
      cmocka_unit_test(stray),        cmocka_unit_test(many)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
