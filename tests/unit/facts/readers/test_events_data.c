/* What single data of an event tell, and which events become one kind. */
#include "facts/readers/events.h"
#include "reader_test.h"

static od_event event_of(od_event_family family, unsigned id) {
  od_event event;
  od_event_clear(&event);
  event.family = family;
  event.id = id;
  event.level = 2;
  return event;
}

static void families(void **state) {
  static const struct {
    const char *provider;
    od_event_family family;
  } rows[] = {
      {"Microsoft-Windows-AAD", OD_EVENT_AAD},
      {"Microsoft-Windows-User Device Registration", OD_EVENT_REGISTRATION},
      {"Schannel", OD_EVENT_SCHANNEL},
      {"Microsoft-Windows-AppModel-State", OD_EVENT_PACKAGE},
      {"Application Error", OD_EVENT_CRASH},
      {"Microsoft-Windows-Crypto-DPAPI", OD_EVENT_DPAPI},
      {"Microsoft-Windows-Time-Service", OD_EVENT_TIME},
      {"Microsoft-Windows-NetworkProfile", OD_EVENT_NETWORK},
      {"OneDrive", OD_EVENT_ONEDRIVE},
      {"Service Control Manager", OD_EVENT_OTHER},
      {"Microsoft-Windows-AAD2", OD_EVENT_OTHER},
      {"schannel", OD_EVENT_OTHER},
      {"", OD_EVENT_OTHER}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_int_equal(od_event_family_of(od_view_of(rows[i].provider)),
                     rows[i].family);
}

/* A value of the AAD log and the codes that it gives. */
static void codes(void **state) {
  static const struct {
    const char *name, *value, *code, *aadsts;
  } rows[] = {
      {"Error", "3399614476", "0xcaa2000c", ""},
      {"Error", "-895352820", "0xcaa2000c", ""},
      {"Error", "0xCAA2000C", "0xcaa2000c", ""},
      {"Error", " 3399614476 ", "0xcaa2000c", ""},
      {"", "3399614476", "0xcaa2000c", ""},
      {"Error", "0", "", ""},
      {"Error", "0x0", "", ""},
      {"Line", "391", "", ""},
      {"Error", "99999999999999999999", "", ""},
      {"Msg", "Error: 0xCAA5001C Token broker operation failed.",
       "0xcaa5001c", ""},
      {"Msg", "AADSTS70008: expired", "", "AADSTS70008"},
      {"Msg", "aadsts70008 and AADSTS50173", "", "AADSTS70008"},
      {"Msg", "Logged at oauthtokenrequestbase.cpp, line: 391", "", ""},
      {"Msg", "Status: 0xC000006D", "0xc000006d", ""},
      {"Msg", "", "", ""}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_event event = event_of(OD_EVENT_AAD, 1098);
    od_event_take(&event, od_view_of(rows[i].name),
                  od_view_of(rows[i].value), 0);
    if (strcmp(event.code, rows[i].code) ||
        strcmp(event.aadsts, rows[i].aadsts))
      fail_msg("'%s' gives '%s' and '%s'", rows[i].value, event.code,
               event.aadsts);
  }
}

#define ID "a1b2c3d4-1111-2222-3333-444455556666"

static void ids(void **state) {
  static const struct {
    const char *name, *value, *correlation, *request, *client;
  } rows[] = {
      {"M", "Correlation ID: " ID, ID, "", ""},
      {"M", "CorrelationID: {A1B2C3D4-1111-2222-3333-444455556666}", ID, "",
       ""},
      {"M", "correlation ID (request): " ID, ID, "", ""},
      {"CorrelationId", ID, ID, "", ""},
      {"M", "Trace ID: " ID "\r\nTimestamp: x", "", ID, ""},
      {"M", "Request Id: " ID, "", ID, ""},
      {"M", "client: " ID ", redirect URI: x", "", "", ID},
      /* a label without an id, an id without a label, a cut one */
      {"M", "Correlation ID: none of them at all " ID, "", "", ""},
      {"M", ID, "", "", ""},
      {"M", "Correlation ID: a1b2c3d4-1111-2222-3333-44445555666", "", "",
       ""}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_event event = event_of(OD_EVENT_AAD, 1098);
    od_event_take(&event, od_view_of(rows[i].name),
                  od_view_of(rows[i].value), 0);
    if (strcmp(event.correlation_id, rows[i].correlation) ||
        strcmp(event.request_id, rows[i].request) ||
        strcmp(event.client, rows[i].client))
      fail_msg("'%s' gives '%s', '%s', '%s'", rows[i].value,
               event.correlation_id, event.request_id, event.client);
  }
}

static void answers(void **state) {
  static const struct {
    const char *value, *host;
    int status;
  } rows[] = {
      {"Http request status: 400. Method: POST Endpoint Uri: "
       "https://Login.MicrosoftOnline.com/x/oauth2/token",
       "login.microsoftonline.com", 400},
      {"HTTP status: 403", "", 403},
      {"Http request status: 4000", "", 0},
      {"Http request status: none", "", 0},
      {"https://jane:secret@proxy.example/", "", 0},
      {"https://proxy.example:8080/", "", 0},
      {"http://login.example/", "", 0}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_event event = event_of(OD_EVENT_AAD, 1098);
    od_event_take(&event, od_view_of("Msg"), od_view_of(rows[i].value), 0);
    assert_string_equal(event.host, rows[i].host);
    assert_int_equal(event.http_status, rows[i].status);
  }
}

/* The one word of Schannel's data that Windows translates. */
static void servers(void **state) {
  static const struct {
    const char *word;
    int is_server;
  } rows[] = {
      {"server", 1}, {"Server", 1}, {"serveur", 1}, {"serwer", 1},
      {"servidor", 1},
      {"\xd1\x81\xd0\xb5\xd1\x80\xd0\xb2\xd0\xb5\xd1\x80", 1},
      {"\xe3\x82\xb5\xe3\x83\xbc\xe3\x83\x90\xe3\x83\xbc", 1},
      {"\xec\x84\x9c\xeb\xb2\x84", 1},
      {"\xe6\x9c\x8d\xe5\x8a\xa1\xe5\x99\xa8", 1},
      {"\xe4\xbc\xba\xe6\x9c\x8d\xe5\x99\xa8", 1},
      {"client", 0}, {"Client", 0}, {"klient", 0}, {"cliente", 0},
      {"\xe5\xae\xa2\xe6\x88\xb7\xe7\xab\xaf", 0},
      {"\xe3\x82\xaf\xe3\x83\xa9\xe3\x82\xa4\xe3\x82\xa2\xe3\x83\xb3", 0}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_event event = event_of(OD_EVENT_SCHANNEL, 36871);
    od_event_take(&event, od_view_of("Type"), od_view_of(rows[i].word), 0);
    if (event.is_server != rows[i].is_server)
      fail_msg("'%s' is taken for the other side", rows[i].word);
  }
}

static void schannel(void **state) {
  static const struct {
    unsigned id;
    const char *name, *value;
    int alert, error_state;
  } rows[] = {
      {36887, "AlertDesc", "70", 70, -1}, {36887, "", "40", 40, -1},
      {36887, "AlertDesc", "700", -1, -1}, {36887, "AlertDesc", "x", -1, -1},
      {36888, "ErrorState", "1205", -1, 1205},
      {36871, "ErrorState", "10013", -1, 10013},
      {36870, "ErrorStatus", "10001", -1, 10001},
      {36871, "", "10013", -1, -1}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    od_event event = event_of(OD_EVENT_SCHANNEL, rows[i].id);
    od_event_take(&event, od_view_of(rows[i].name),
                  od_view_of(rows[i].value), 0);
    assert_int_equal(event.alert, rows[i].alert);
    assert_int_equal(event.state, rows[i].error_state);
  }
}

/* A part of a value is none. */
static void long_values(void **state) {
  char out[8], text[300];
  od_event event = event_of(OD_EVENT_SCHANNEL, 36884);
  (void)state;
  od_event_copy(out, sizeof out, od_view_of("1234567"));
  assert_string_equal(out, "1234567");
  od_event_copy(out, sizeof out, od_view_of("12345678"));
  assert_string_equal(out, "");
  memset(text, 'a', sizeof text);
  text[150] = '.';
  od_event_take(&event, od_view_of("TargetName"), (od_view){text, 200}, 0);
  assert_string_equal(event.host, "");
}

static void many_codes(void **state) {
  od_event event = event_of(OD_EVENT_AAD, 1098);
  char value[16];
  (void)state;
  for (int i = 0; i < 40; i++) {
    snprintf(value, sizeof value, "0xCAA2%04x", i);
    od_event_take(&event, od_view_of("Error"), od_view_of(value), 0);
    od_event_take(&event, od_view_of("Error"), od_view_of(value), 1);
  }
  assert_string_equal(event.code, "0xcaa20000");
  assert_int_equal(event.code_count, OD_EVENT_CODES);
  assert_string_equal(event.codes[0], "0xcaa20001"); /* none twice */
}

/* Kinds: the newest is kept, whatever the order. */
static void kinds(void **state) {
  static const long long times[] = {3000, 9000, 1000, 5000};
  od_event_store *store;
  (void)state;
  assert_int_equal(od_event_store_new(&store), OD_OK);
  for (size_t i = 0; i < 4; i++) {
    od_event event = event_of(OD_EVENT_AAD, 1098);
    strcpy(event.code, "0xcaa2000c");
    event.has_time = 1;
    event.time = event.first = times[i];
    event.line = (unsigned)i + 1;
    od_event_store_add(store, &event);
    event.id = 1081 + (unsigned)i; /* another kind each time */
    od_event_store_add(store, &event);
  }
  od_event_store_sort(store);
  assert_int_equal(store->count, 5);
  const od_event *newest = &store->kinds[0];
  if (newest->id != 1098) newest = &store->kinds[1];
  assert_int_equal(newest->count, 4);
  assert_int_equal(newest->time, 9000);
  assert_int_equal(newest->first, 1000);
  assert_int_equal(newest->line, 2);
  od_event_store_free(store);
}

static void add_failure(od_event_store *store, int minute, const char *id) {
  od_event event = event_of(OD_EVENT_AAD, 1098);
  strcpy(event.code, "0xcaa2000c");
  strcpy(event.correlation_id, id);
  event.has_time = 1;
  event.time = event.first = minute * 60000LL;
  od_event_store_add(store, &event);
}

/* A client that tries every minute for a week: what was shown last is found
   by its id, and nothing else is lost. */
static void tries(void **state) {
  enum { MINUTES = 7 * 24 * 60, LIMIT = 200 };
  od_event_store *store;
  size_t count = 0;
  char id[16];
  (void)state;
  assert_int_equal(od_event_store_new(&store), OD_OK);
  for (int i = 0; i < MINUTES; i++) {
    snprintf(id, sizeof id, "%d", i);
    add_failure(store, i, id);
  }
  assert_int_equal(od_event_store_trim(store, LIMIT), 100 + 7);
  assert_string_equal(store->kinds[0].correlation_id, id);
  for (size_t i = 0; i < store->count; i++) count += store->kinds[i].count;
  assert_int_equal(count, MINUTES);
  assert_int_equal(store->kinds[store->count - 1].first, 0);
  assert_false(store->has_dropped);
  od_event_store_free(store);
}

/* Many kinds: from when on all of them are there is known. */
static void dropped(void **state) {
  od_event_store *store;
  (void)state;
  assert_int_equal(od_event_store_new(&store), OD_OK);
  for (int i = 0; i < 2000; i++) add_failure(store, i * 1440, "");
  assert_int_equal(od_event_store_trim(store, 200), 200);
  assert_true(store->has_dropped);
  assert_int_equal(store->dropped, 1799 * 86400000LL);
  assert_int_equal(store->kinds[199].time, 1800 * 86400000LL);
  od_event_store_free(store);
}

static void logs(void **state) {
  static const long long early = 1000, late = 2000;
  char name[200];
  od_event_store *store;
  (void)state;
  assert_int_equal(od_event_store_new(&store), OD_OK);
  od_event_store_count(store, od_view_of("System"), &late, 4);
  od_event_store_count(store, od_view_of("System"), &early, 5);
  od_event_store_count(store, od_view_of("System"), NULL, 6);
  od_event_store_count(store, od_view_of(""), &late, 7);
  assert_int_equal(store->log_count, 1);
  assert_int_equal(store->logs[0].count, 3);
  assert_int_equal(store->logs[0].first, early);
  assert_int_equal(store->logs[0].last, late);
  assert_int_equal(store->logs[0].line, 4);
  for (int i = 0; i < 100; i++) {
    snprintf(name, sizeof name, "Log %d", i);
    od_event_store_count(store, od_view_of(name), &late, 1);
  }
  assert_int_equal(store->log_count, OD_EVENT_LOGS);
  od_event_store_free(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(families),    cmocka_unit_test(codes),
      cmocka_unit_test(ids),         cmocka_unit_test(answers),
      cmocka_unit_test(servers),     cmocka_unit_test(schannel),
      cmocka_unit_test(long_values), cmocka_unit_test(many_codes),
      cmocka_unit_test(kinds),       cmocka_unit_test(tries),
      cmocka_unit_test(dropped),     cmocka_unit_test(logs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
