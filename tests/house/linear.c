/* One piece of work of a given size, for linear.py to count its steps. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/job.h"
#include "core/json.h"
#include "core/text.h"
#include "od0x8004/facts.h"

static od_buffer made;
static od_job *job;

static od_json *parse_made(void) {
  od_json *json;
  if (od_json_parse_for(&json, "f", (od_view){made.data, made.size}, job)) {
    fprintf(stderr, "%s\n", od_error_message());
    exit(2);
  }
  return json;
}

static void array_of(size_t n) {
  od_buffer_char(&made, '[');
  for (size_t i = 0; i < n; i++) od_buffer_format(&made, "%s%zu", i ? "," : "", i);
  od_buffer_char(&made, ']');
}

static void object_of(size_t n) {
  od_buffer_char(&made, '{');
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made, "%s\"name %zu\":{}", i ? "," : "",
                     i * 7919 % n);
  od_buffer_char(&made, '}');
}

static void read_array(size_t n) {
  array_of(n);
  od_json_free(parse_made());
}

static void read_object(size_t n) {
  object_of(n);
  od_json_free(parse_made());
}

static void walk_list(size_t n) {
  od_json *list = od_json_new_array();
  od_buffer out = {0};
  for (size_t i = 0; i < n; i++)
    od_json_add(list, od_json_new_number((double)i));
  double sum = 0;
  const od_json *item = od_json_first(list);
  for (; item; item = od_json_next(item)) sum += od_json_number(item);
  od_json_write(&out, list, 2);
  if (od_json_count(list) != n || sum < 0) exit(2);
  od_buffer_release(&out);
  od_json_free(list);
}

static void equal_objects(size_t n) {
  object_of(n);
  od_json *json = parse_made(), *copy = od_json_copy(json);
  if (!od_json_equal(json, copy)) exit(2);
  od_json_free(json);
  od_json_free(copy);
}

static void find_place(size_t n) {
  unsigned line, column;
  char pointer[32];
  array_of(n);
  snprintf(pointer, sizeof pointer, "/%zu", n - 1);
  if (!od_json_locate((od_view){made.data, made.size}, pointer, &line,
                      &column))
    exit(2);
}

static void count(void *user, const od_place *place, const char *message) {
  (void)message;
  *(size_t *)user += place->line;
}

static void forgive(size_t n) {
  size_t lines = 0;
  od_json_options options = {"f", 0, 1, count, &lines};
  od_json *json;
  od_buffer_char(&made, '[');
  for (size_t i = 0; i < n; i++) od_buffer_text(&made, "[1,],\n");
  od_buffer_char(&made, ']');
  if (od_json_parse(&json, (od_view){made.data, made.size}, &options) ||
      lines < n)
    exit(2);
  od_json_free(json);
}

static void text_lines(size_t n) {
  od_text text;
  od_line line;
  for (size_t i = 0; i < n; i++) od_buffer_text(&made, "M\xc3\xbcller : a\r\n");
  if (od_text_decode(&text, made.data, made.size, job)) exit(2);
  od_lines lines = od_lines_of(&text);
  size_t seen = 0;
  while (od_line_next(&lines, &line)) seen += line.text.size > 0;
  if (seen != n) exit(2);
  od_text_release(&text);
}

static void wrong_at_the_end(size_t n) {
  od_json *json;
  array_of(n);
  made.data[made.size - 1] = 'x';
  if (!od_json_parse_for(&json, "f", (od_view){made.data, made.size}, job))
    exit(2);
}

/* What was made, through every reader; 1 if one recognised it. */
static int read_facts(void) {
  od_facts *facts;
  char *text;
  od_status status =
      od_facts_read(&facts, "f", made.data, made.size, job);
  if (status == OD_ENOTFOUND || status == OD_ELIMIT) return 0;
  if (status != OD_OK || od_facts_to_json(&text, facts) != OD_OK) exit(2);
  od_free(text);
  od_facts_free(facts);
  return 1;
}

static void credentials(size_t n) {
  od_buffer_text(&made, "\r\nCurrently stored credentials:\r\n\r\n");
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made,
                     "    Target: LegacyGeneric:target=OneDrive %zu\r\n"
                     "    Type: Generic \r\n    User: u%zu\r\n\r\n",
                     i, i);
  read_facts();
}

static void tenant_users(size_t n) {
  od_buffer_text(&made, "{\"value\":[");
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made,
                     "%s{\"userPrincipalName\":\"u%zu@contoso.com\","
                     "\"accountEnabled\":true}",
                     i ? ",\n" : "", i);
  od_buffer_text(&made, "]}");
  if (!read_facts()) exit(2);
}

static void tenant_rows(size_t n) {
  od_buffer_text(&made, "userPrincipalName,accountEnabled\n");
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made, "u%zu@contoso.com,\"Tr\"\"ue\"\n", i);
  if (!read_facts()) exit(2);
}

/* Every heading opens a table whose first field is never closed. */
static void open_quotes(size_t n) {
  for (size_t i = 0; i < n; i++)
    od_buffer_text(&made, "userPrincipalName,accountEnabled\n\"open\n");
  read_facts();
}

static void registry_values(size_t n) {
  od_buffer_text(&made, "Windows Registry Editor Version 5.00\r\n\r\n"
                        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft"
                        "\\OneDrive]\r\n");
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made, "\"Value%zu\"=dword:%08zx\r\n", i, i);
  read_facts();
}

static void registry_keys(size_t n) {
  od_buffer_text(&made, "Windows Registry Editor Version 5.00\r\n\r\n");
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made,
                     "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\"
                     "Services\\Service%zu]\r\n\"Start\"=dword:00000002"
                     "\r\n\r\n",
                     i);
  read_facts();
}

static void cipher_names(size_t n) {
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made, "Name : TLS_RSA_WITH_AES_%zu_CBC_SHA\r\n", i);
  read_facts();
}

static void device_lines(size_t n) {
  od_buffer_text(&made, "| Device State |\r\n\r\n AzureAdJoined : YES\r\n");
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made, "  Some%zu : 0x8004de%02zx\r\n", i, i % 256);
  if (!read_facts()) exit(2);
}

static void one_long_line(size_t n) {
  od_buffer_text(&made, " AzureAdJoined : ");
  for (size_t i = 0; i < n; i++) od_buffer_text(&made, "Target: x = TLS_y ");
  read_facts();
}

#define EVENT "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"

static void events(size_t n) {
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made,
                     EVENT "<System><Provider Name='Microsoft-Windows-AAD'/>"
                     "<EventID>1098</EventID><Level>2</Level><Channel>x"
                     "</Channel></System><EventData><Data>0xCAA2%04x</Data>"
                     "</EventData></Event>\n", (unsigned)i % 900);
  read_facts();
}

/* None of them ends. */
static void open_events(size_t n) {
  for (size_t i = 0; i < n; i++) od_buffer_text(&made, EVENT "<System>");
  read_facts();
}

/* Every run reached another host, and none the one that is needed. */
static void curl_runs(size_t n) {
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made,
                     "# od0x8004-capture curl path=direct canary=%s url="
                     "https://h%zu.sharepoint.com/\r\n"
                     "* Connected to h%zu.sharepoint.com (10.0.0.1) port 443\n"
                     "< HTTP/1.1 401 Unauthorized\r\n< request-id: 1\r\n<\r\n"
                     "{\"error\":{\"code\":\"InvalidAuthenticationToken\","
                     "\"message\":\"m%zu\"}}\r\n"
                     "curl: (28) Connection timed out after 9 milliseconds\n",
                     i % 2 ? "yes" : "no", i, i, i);
  if (!read_facts()) exit(2);
}

static void open_objects(size_t n) {
  od_buffer_text(&made, "curl: (6) Could not resolve host: a.b\n");
  for (size_t i = 0; i < n; i++) od_buffer_text(&made, "{\"open\n");
  read_facts();
}

static void adapters(size_t n) {
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made,
                     "Ethernet adapter Ethernet %zu:\n\n"
                     "   Connection-specific DNS Suffix  . : \n"
                     "   Description . . . . . . . . . . . : Card %zu\n"
                     "   IPv4 Address. . . . . . . . . . . : 10.0.%zu.%zu\n"
                     "   Subnet Mask . . . . . . . . . . . : 255.255.255.0\n"
                     "   Default Gateway . . . . . . . . . : 10.0.0.1\n\n",
                     i, i, i / 256, i % 256);
  if (!read_facts()) exit(2);
}

/* Each by an interface of its own, none of which is listed. */
static void route_rows(size_t n) {
  static const char rule[] = "==============================\n";
  od_buffer_text(&made, rule);
  for (size_t i = 0; i < 400; i++)
    od_buffer_format(&made, " %zu...00 15 5d 01 02 03 ......Card %zu\n",
                     i + 5000, i);
  od_buffer_text(&made, rule);
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made,
                     " 40.%zu.%zu.0 255.255.255.0 On-link 10.0.%zu.%zu 25\n",
                     i / 256, i % 256, i / 256, i % 256);
  od_buffer_text(&made, rule);
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made, " %zu 25 2603:%zx::/32 On-link\n", i, i);
  od_buffer_text(&made, rule);
  if (!read_facts()) exit(2);
}

/* Rules in between: a table would have to be looked at again and again. */
static void route_broken(size_t n) {
  od_buffer_text(&made, "==============================\n");
  for (size_t i = 0; i < n; i++)
    od_buffer_text(&made, "10.0.0.0 255.0.0.0 On-link 10.0.0.7 25\n"
                          "1 25 2603::/32 On-link\n");
  read_facts();
}

static void lookups(size_t n) {
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made,
                     "C:\\>nslookup h%zu.sharepoint.com\n"
                     "Server:  dns.contoso.com\nAddress:  10.0.0.10\n\n"
                     "*** dns.contoso.com can't find h%zu.sharepoint.com: "
                     "Server failed\n",
                     i, i);
  if (!read_facts()) exit(2);
}

static void resolved_rows(size_t n) {
  od_buffer_text(&made, "Name Type TTL Section IPAddress\n");
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made, "h%zu.sharepoint.com A 5 Answer 10.1.%zu.%zu\n",
                     i, i / 256, i % 256);
  if (!read_facts()) exit(2);
}

static void chains(size_t n) {
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made,
                     "-------- CERT_CHAIN_CONTEXT --------\n"
                     "CertContext[0][0]: dwInfoStatus=2 dwErrorStatus=0\n"
                     "  Issuer: CN=CA %zu\n  Subject: CN=x.contoso.com\n"
                     "Not trusted. 0x800b0109 (-2146762487 X)\n"
                     "CertUtil: -verify command completed successfully.\n",
                     i);
  if (!read_facts()) exit(2);
}

static void clients(size_t n) {
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made,
                     "Microsoft Windows [Version 10.0.19045.%zu]\n"
                     "FileName : C:\\a%zu\\OneDrive.exe\n"
                     "FileVersion : 24.1.2.%zu\n\n", i, i, i);
  if (!read_facts()) exit(2);
}

static void groups(size_t n) {
  od_buffer_text(&made, "User Name    SID\n============ =====\n"
                        "contoso\\jane S-1-5-21-1-2-3-1104\n");
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made, "contoso\\group %zu Group S-1-5-21-1-2-3-%zu x\n",
                     i, i);
  if (!read_facts()) exit(2);
}

static void sites(size_t n) {
  for (size_t i = 0; i < n; i++)
    od_buffer_format(&made,
                     "{\"driveType\":\"business\",\"quota\":{\"used\":1},"
                     "\"owner\":{\"user\":{\"email\":\"u%zu@contoso.com\"}}}"
                     "\n", i);
  if (!read_facts()) exit(2);
}

static const struct {
  const char *name;
  void (*run)(size_t n);
} works[] = {
    {"curl_runs", curl_runs},       {"open_objects", open_objects},
    {"adapters", adapters},         {"route_rows", route_rows},
    {"route_broken", route_broken}, {"lookups", lookups},
    {"resolved_rows", resolved_rows}, {"chains", chains},
    {"clients", clients},           {"groups", groups},
    {"sites", sites},
    {"tenant_users", tenant_users}, {"tenant_rows", tenant_rows},
    {"open_quotes", open_quotes},
    {"read_array", read_array},     {"read_object", read_object},
    {"walk_list", walk_list},       {"equal_objects", equal_objects},
    {"find_place", find_place},     {"forgive", forgive},
    {"text_lines", text_lines},     {"wrong_at_the_end", wrong_at_the_end},
    {"credentials", credentials},   {"registry_values", registry_values},
    {"registry_keys", registry_keys}, {"cipher_names", cipher_names},
    {"device_lines", device_lines}, {"one_long_line", one_long_line},
    {"events", events},             {"open_events", open_events},
};

int main(int argc, char **argv) {
  if (argc != 3 || od_job_new(&job)) return 2;
  for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
    if (strcmp(argv[1], works[i].name)) continue;
    works[i].run(strtoul(argv[2], NULL, 10));
    od_buffer_release(&made);
    od_job_free(job);
    return 0;
  }
  return 2;
}
