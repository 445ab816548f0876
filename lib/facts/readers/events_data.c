/* What the data of an event tell: they are no text of a translator. */
#include <string.h>

#include "facts/readers/events.h"

enum { GUID_SIZE = 36 };

void od_event_copy(char *out, size_t room, od_view text) {
  if (text.size >= room) text.size = 0; /* never half a value */
  if (text.size) memcpy(out, text.data, text.size);
  out[text.size] = '\0';
}

static void copy_lower(char *out, size_t room, od_view text) {
  od_event_copy(out, room, text);
  for (; *out; out++) *out = od_lower(*out);
}

void od_event_clear(od_event *event) {
  memset(event, 0, sizeof *event);
  event->alert = event->state = -1;
  event->count = 1;
}

static int has(od_view text, const char *part) {
  return od_view_find_nocase(text, part) != OD_NOT_FOUND;
}

/* ---- ids ---- */

static int is_guid(od_view text) {
  return od_view_is_guid(od_view_first(text, GUID_SIZE));
}

/* The id that follows a label: "Correlation ID (request): {…}". */
static void take_id(char *out, od_view text, const char *label) {
  size_t at;
  while (!*out && (at = od_view_find_nocase(text, label)) != OD_NOT_FOUND) {
    text = od_view_from(text, at + strlen(label));
    for (size_t gap = 0; gap < 16 && gap < text.size; gap++) {
      od_view id = od_view_from(text, gap);
      if (!is_guid(id)) continue;
      copy_lower(out, GUID_SIZE + 1, od_view_first(id, GUID_SIZE));
      return;
    }
  }
}

static void take_ids(od_event *event, od_view text) {
  static const char *const correlation[] = {"correlation id",
                                            "correlationid"};
  static const char *const request[] = {"request id", "requestid",
                                        "trace id"};
  for (size_t i = 0; i < 2; i++)
    take_id(event->correlation_id, text, correlation[i]);
  for (size_t i = 0; i < 3; i++)
    take_id(event->request_id, text, request[i]);
  take_id(event->client, text, "client:");
}

/* ---- codes ---- */

static int is_known(const od_event *event, const char *code) {
  if (!strcmp(event->code, code)) return 1;
  for (size_t i = 0; i < event->code_count; i++)
    if (!strcmp(event->codes[i], code)) return 1;
  return 0;
}

static void add_code(od_event *event, const char *code) {
  if (!strncmp(code, "AADSTS", 6)) {
    if (!event->aadsts[0]) strcpy(event->aadsts, code);
    return;
  }
  if (is_known(event, code)) return;
  if (!event->code[0])
    strcpy(event->code, code);
  else if (event->code_count < OD_EVENT_CODES)
    strcpy(event->codes[event->code_count++], code);
}

static void take_codes(od_event *event, od_view text) {
  char code[OD_CODE_MAX];
  while (od_code_next(&text, code)) add_code(event, code);
}

/* A whole value that is a number of 32 bits, with or without a sign. */
static int take_number(od_view text, long long *number) {
  unsigned long long value;
  int negative = text.size && text.data[0] == '-';
  if (!od_view_number(od_view_from(text, negative ? 1 : 0), &value) ||
      value > 0xffffffffu)
    return 0;
  *number = negative ? -(long long)value : (long long)value;
  return 1;
}

static int names_code(od_view name) {
  return has(name, "error") || has(name, "code") || has(name, "status") ||
         has(name, "result");
}

static void take_value(od_event *event, od_view name, od_view text,
                       long long number) {
  char code[OD_CODE_MAX];
  int schannel = event->family == OD_EVENT_SCHANNEL;
  if (schannel && (has(name, "state") || has(name, "errorstatus"))) {
    event->state = number > 0 && number < 100000 ? (int)number : -1;
  } else if (schannel && has(name, "alert")) {
    event->alert = number >= 0 && number < 256 ? (int)number : -1;
  } else if (has(name, "http") && number >= 100 && number < 600) {
    event->http_status = (int)number;
  } else if ((number < 0 || number > 0xffff || names_code(name)) &&
             od_code_canonical(text, code)) {
    add_code(event, code);
  }
}

/* ---- hosts and answers ---- */

static int is_host_character(char c) {
  return od_is_alpha(c) || od_is_digit(c) || c == '.' || c == '-';
}

static void take_host(od_event *event, od_view text) {
  static const char scheme[] = "https://";
  size_t at = od_view_find_nocase(text, scheme), size = 0;
  if (event->host[0] || at == OD_NOT_FOUND) return;
  text = od_view_from(text, at + strlen(scheme));
  while (size < text.size && is_host_character(text.data[size])) size++;
  /* What stands before an '@' is a name and a password. */
  if (size < text.size && (text.data[size] == '@' || text.data[size] == ':'))
    return;
  copy_lower(event->host, sizeof event->host, od_view_first(text, size));
}

static void take_name(od_event *event, od_view name, od_view text) {
  size_t size = 0, dots = 0;
  if (!has(name, "target") && !has(name, "server") && !has(name, "name"))
    return;
  for (; size < text.size && is_host_character(text.data[size]); size++)
    dots += text.data[size] == '.';
  if (size == text.size && dots)
    copy_lower(event->host, sizeof event->host, text);
}

/* "Http request status: 400." */
static void take_answer(od_event *event, od_view text) {
  size_t at = od_view_find_nocase(text, "http request status");
  if (at == OD_NOT_FOUND) at = od_view_find_nocase(text, "http status");
  if (at == OD_NOT_FOUND || event->http_status) return;
  text = od_view_first(od_view_from(text, at), 40);
  for (size_t i = 0; i + 3 <= text.size; i++) {
    od_view digits = od_view_first(od_view_from(text, i), 3);
    unsigned long long status;
    if (i + 3 < text.size && od_is_digit(text.data[i + 3])) continue;
    if (!od_is_digit(digits.data[0]) || !od_view_number(digits, &status))
      continue;
    if (status >= 100 && status < 600) event->http_status = (int)status;
    return;
  }
}

static void take_process(od_event *event, od_view text) {
  size_t at;
  while ((at = od_view_find_char(text, '\\')) != OD_NOT_FOUND)
    text = od_view_from(text, at + 1);
  copy_lower(event->process, sizeof event->process, text);
}

/* Windows translates this one word: server, serveur, serwer, … */
static int is_server(od_view text) {
  static const char *const names[] = {
      "serv", "serw", "\xd1\x81\xd0\xb5\xd1\x80\xd0\xb2", /* Cyrillic */
      "\xe3\x82\xb5\xe3\x83\xbc\xe3\x83\x90", /* Japanese */
      "\xec\x84\x9c\xeb\xb2\x84",                /* Korean */
      "\xe6\x9c\x8d\xe5\x8a\xa1", "\xe4\xbc\xba\xe6\x9c\x8d"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (od_view_starts_nocase(text, names[i])) return 1;
  return 0;
}

/* Application Error 1000: program, its version, …, the exception's code. */
static void take_crash(od_event *event, od_view name, od_view text,
                       size_t index) {
  char code[OD_CODE_MAX];
  if (name.size ? od_view_equal_nocase(name, "AppName") : index == 0)
    take_process(event, text);
  if ((name.size ? od_view_equal_nocase(name, "ExceptionCode")
                 : index == 6) &&
      od_code_canonical(text, code))
    add_code(event, code);
}

void od_event_take(od_event *event, od_view name, od_view value,
                   size_t index) {
  long long number;
  value = od_view_trim(value);
  if (!value.size) return;
  if (event->family == OD_EVENT_CRASH) {
    take_crash(event, name, value, index);
    return;
  }
  if (event->family == OD_EVENT_SCHANNEL && index == 0 && !name.size &&
      event->id == 36887)
    name = od_view_of("AlertDesc");
  if (take_number(value, &number)) {
    take_value(event, name, value, number);
    return;
  }
  if (has(value, "Microsoft.AAD.BrokerPlugin")) event->is_broker = 1;
  if (event->family == OD_EVENT_SCHANNEL) {
    if (od_view_equal_nocase(name, "Type") && is_server(value))
      event->is_server = 1;
    if (has(name, "process")) take_process(event, value);
    else take_name(event, name, value);
    return;
  }
  if (has(name, "correlation") && is_guid(value))
    copy_lower(event->correlation_id, sizeof event->correlation_id,
               od_view_first(value, GUID_SIZE));
  take_codes(event, value);
  take_ids(event, value);
  take_host(event, value);
  take_answer(event, value);
}
