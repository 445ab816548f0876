/* Where a reader keeps only so many, the facts or a warning say so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/buffer.h"
#include "facts/facts.h"
#include "od0x8004/od0x8004.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* `row` holds one "%u"; `most` of them are kept, one more is too many. */
typedef struct limit {
  const char *head, *row, *tail;
  unsigned most;
  const char *fact;
} limit;

static const limit limits[] = {
    {"",
     "# od0x8004-capture curl path=direct url=https://h%u.sharepoint.com/\n"
     "curl: (7) Failed to connect to x.sharepoint.com port 443 after 9 ms: "
     "Connection refused\n",
     "", 1000, "network.paths"},
    {"",
     "Ethernet adapter Ethernet %u:\n\n"
     "   Connection-specific DNS Suffix  . : \n"
     "   IPv4 Address. . . . . . . . . . . : 10.0.0.7\n"
     "   Subnet Mask . . . . . . . . . . . : 255.255.255.0\n"
     "   Default Gateway . . . . . . . . . : 10.0.0.1\n\n",
     "", 256, "network.adapters"},
    {"==============================\n",
     " %u...00 15 5d 01 02 03 ......Card\n",
     "==============================\n", 512, "network.interfaces"},
    {"==============================\n 10.0.0.1 255.255.255.255 On-link "
     "10.0.0.7 25\n",
     " 10.0.0.0 255.255.255.255 On-link 10.0.0.7 %u\n",
     "==============================\n", 4095, "network.route_table"},
    {"",
     "C:\\>nslookup h%u.contoso.com\nServer:  dns.contoso.com\n"
     "Address:  10.0.0.10\n\nName:    h.contoso.com\nAddress:  10.1.2.3\n\n",
     "", 512, "network.resolutions"},
    {"Name Type TTL Section IPAddress\n---- ---- --- ------- ---------\n",
     "h%u.contoso.com A 5 Answer 10.1.2.3\n", "", 512,
     "network.resolutions"},
    {"",
     "-------- CERT_CHAIN_CONTEXT --------\n"
     "CertContext[0][0]: dwInfoStatus=2 dwErrorStatus=0\n"
     "  Issuer: CN=CA %u\n  Subject: CN=x.contoso.com\n"
     "CertUtil: -verify command completed successfully.\n",
     "", 64, "tls.trust_errors"},
    {"Microsoft Windows [Version 10.0.19045.5011]\n",
     "FileName : C:\\a\\OneDrive.exe\nFileVersion : 24.1.2.%u\n\n", "", 64,
     "onedrive.installations"},
};

static od_job *job;

static od_facts *read_of(const limit *one, unsigned count) {
  od_buffer text = {0};
  od_facts *facts;
  od_buffer_text(&text, one->head);
  for (unsigned i = 1; i <= count; i++) {
    const char *mark = strstr(one->row, "%u");
    od_buffer_add(&text, one->row, (size_t)(mark - one->row));
    od_buffer_format(&text, "%u", i);
    od_buffer_text(&text, mark + 2);
  }
  od_buffer_text(&text, one->tail);
  assert_int_equal(text.status, OD_OK);
  assert_int_equal(od_job_new(&job), OD_OK);
  if (od_facts_read(&facts, "f.txt", text.data, text.size, job) != OD_OK)
    fail_msg("%s: %s", text.data, od_error_message());
  od_buffer_release(&text);
  return facts;
}

static od_fact_state state_of(const limit *one, unsigned count) {
  od_facts *facts = read_of(one, count);
  const od_fact *fact = od_facts_find(facts, one->fact);
  assert_non_null(fact);
  od_fact_state state = fact->state;
  if (state == OD_FACT_UNREADABLE) {
    assert_non_null(strstr(fact->why, "more"));
    assert_null(fact->value);
  }
  assert_null(od_job_warning(job, 0));
  od_job_free(job);
  od_facts_free(facts);
  return state;
}

static void lists(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(limits); i++) {
    const limit *one = &limits[i];
    if (state_of(one, one->most) != OD_FACT_MEASURED ||
        state_of(one, one->most + 1) != OD_FACT_UNREADABLE)
      fail_msg("%s: row %zu", one->fact, i);
  }
}

/* ---- warnings: the rest stands ---- */

typedef struct warning {
  limit of;
  const char *fact, *start; /* of the warning */
} warning;

static const warning warnings[] = {
    {{"Ethernet adapter x:\n\n"
      "   Connection-specific DNS Suffix  . : \n"
      "   IPv4 Address. . . . . . . . . . . : 10.0.0.7\n",
      "                                       10.0.1.%u\n",
      "   Subnet Mask . . . . . . . . . . . : 255.255.255.0\n", 15, ""},
     "network.adapters", "f.txt:1:1: of this adapter's addresses"},
    {{"C:\\>nslookup h.contoso.com\nServer:  dns.contoso.com\n"
      "Address:  10.0.0.10\n\nName:    h.contoso.com\n"
      "Addresses:  10.1.2.3\n",
      "          10.1.3.%u\n", "\n", 31, ""},
     "network.resolutions", "f.txt:5:1: of this answer's addresses"},
    {{"",
      "{\"%u\n", "curl: (6) Could not resolve host: graph.microsoft.com\n",
      15, ""},
     "network.paths", "f.txt:16:1: so many damaged objects"},
    {{"[", "{\"userPrincipalName\":\"u%u@contoso.com\","
      "\"accountEnabled\":true},\n",
      "{\"userPrincipalName\":\"u@contoso.com\",\"accountEnabled\":true}]",
      9999, ""},
     "directory.users", "f.txt:1:1: not all of the objects"},
    {{"{\"userPrincipalName\":\"u@contoso.com\",\"accountEnabled\":true}\n",
      "[%u,\n", "", 63, ""},
     "directory.users", "f.txt:65:1: not all of the objects"},
    {{"Owner               : u@contoso.com\n"
      "LockState           : Unlock\n"
      "Url                 : https://c-my.sharepoint.com/personal/u\n"
      "StorageUsageCurrent : 1\n\n",
      "[%u,\n", "", 63, ""},
     "sharepoint.sites", "f.txt:69:1: not all of the objects"},
};

static void said(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(warnings); i++) {
    const warning *one = &warnings[i];
    for (unsigned more = 0; more < 2; more++) {
      od_facts *facts = read_of(&one->of, one->of.most + more);
      const od_fact *fact = od_facts_find(facts, one->fact);
      const char *said = od_job_warning(job, 0);
      if (!fact || fact->state != OD_FACT_MEASURED ||
          (more ? !said || strncmp(said, one->start, strlen(one->start))
                : said != NULL))
        fail_msg("%zu: %s", i, said ? said : "no warning");
      od_job_free(job);
      od_facts_free(facts);
    }
  }
}

/* ---- events ---- */

#define EVENT(log, time, data)                                               \
  "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"    \
  "<System><Provider Name='Microsoft-Windows-AAD'/><EventID>1098</EventID>"  \
  "<Level>2</Level><TimeCreated SystemTime='" time "'/><Channel>" log        \
  "</Channel></System><EventData><Data Name='Error'>" data                   \
  "</Data></EventData></Event>\n"

static char *told(od_facts *facts, const char *name) {
  const od_fact *fact = od_facts_find(facts, name);
  od_buffer out = {0};
  char *text;
  if (fact && fact->value) od_json_write(&out, fact->value, 0);
  else od_buffer_text(&out, fact ? od_fact_state_name(fact->state) : "-");
  assert_int_equal(od_buffer_take(&text, &out), OD_OK);
  return text;
}

/* The registration log covers the day; whether it held anything is open once
   older kinds of that day were left out. */
static void events(void **state) {
  static const limit kinds = {
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
      "<System><Provider Name='x'/><TimeCreated SystemTime="
      "'2026-03-01T00:00:00Z'/><Channel>Microsoft-Windows-User Device "
      "Registration/Admin</Channel></System></Event>\n"
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
      "<System><Provider Name='x'/><TimeCreated SystemTime="
      "'2026-03-10T09:00:00Z'/><Channel>Microsoft-Windows-User Device "
      "Registration/Admin</Channel></System></Event>\n",
      EVENT("Microsoft-Windows-AAD/Operational", "2026-03-10T09:00:00Z",
            "0xCAA2000C AADSTS5000%u"),
      "", 200, ""};
  (void)state;
  for (unsigned more = 0; more < 2; more++) {
    od_facts *facts = read_of(&kinds, kinds.most - 1 + more * 2);
    char *logs = told(facts, "events.logs");
    char *codes = told(facts, "events.registration.codes");
    assert_int_equal(strstr(logs, "\"kept_after\":\"2026-03-10T09:00:00") !=
                         NULL, more);
    assert_string_equal(codes, more ? "not-asked" : "absent");
    od_free(logs);
    od_free(codes);
    od_job_free(job);
    od_facts_free(facts);
  }
}

static void logs(void **state) {
  static const limit many = {
      "", EVENT("Log %u", "2026-03-10T09:00:00Z", "0xCAA2000C"), "", 64, ""};
  (void)state;
  for (unsigned more = 0; more < 2; more++) {
    od_facts *facts = read_of(&many, many.most + more);
    char *list = told(facts, "events.logs");
    assert_int_equal(strstr(list, "{\"more_logs\":true}") != NULL, more);
    od_free(list);
    od_job_free(job);
    od_facts_free(facts);
  }
}

/* ---- several sources ---- */

static void paths(void **state) {
  od_facts *part, *all = NULL;
  (void)state;
  for (unsigned i = 0; i < 3; i++) {
    limit one = limits[0];
    od_buffer row = {0};
    od_facts *joined;
    od_buffer_format(&row, "# od0x8004-capture curl path=direct url="
                           "https://s%u-%%u.sharepoint.com/\ncurl: (6) Could "
                           "not resolve host: x.sharepoint.com\n", i);
    one.row = row.data;
    part = read_of(&one, 1000);
    od_job_free(job);
    od_buffer_release(&row);
    if (!all) {
      all = part;
      continue;
    }
    assert_int_equal(od_facts_merge(&joined, all, part), OD_OK);
    od_facts_free(all);
    od_facts_free(part);
    all = joined;
    char *works = told(all, "network.direct.works");
    assert_string_equal(works, i == 1 ? "\"none\"" : "unreadable");
    od_free(works);
  }
  od_facts_free(all);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lists), cmocka_unit_test(said),
      cmocka_unit_test(events), cmocka_unit_test(logs),
      cmocka_unit_test(paths)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
