#include "catalog/explanation.h"

#include <stdio.h>
#include <string.h>

#define HRESULT_OF_WIN32 0x80070000ul

static int is_win_http(const char *code) { return code[0] == '1'; }
static int is_hexadecimal(const char *code) { return code[0] == '0'; }

static unsigned long number_of(const char *code) {
  unsigned long long value = 0;
  od_view_number(od_view_of(code), &value);
  return (unsigned long)value;
}

static void add_also(od_explanation *e, const char *format,
                     unsigned long value) {
  snprintf(e->also[e->also_count++], OD_CODE_MAX, format, value);
}

/* The same 32 bits in decimal; %ld would depend on the size of a long. */
static void add_decimals(od_explanation *e, unsigned long value) {
  add_also(e, "-%lu", (0xffffffff - value + 1) & 0xffffffff);
  add_also(e, "%lu", value);
}

static void find_spellings(od_explanation *e) {
  if (is_win_http(e->code)) {
    unsigned long value = HRESULT_OF_WIN32 + number_of(e->code);
    add_also(e, "0x%08lx", value);
    add_decimals(e, value);
  } else if (is_hexadecimal(e->code)) {
    unsigned long value = number_of(e->code);
    if (value > 0x7fffffff)
      add_decimals(e, value);
    else if (e->known && e->code[2] == '0') /* 0x102 */
      add_also(e, "0x%lx", value);
  } else if (e->known) { /* a bare number counts only where it is known */
    memcpy(e->also[e->also_count++], e->code + 6, OD_CODE_MAX - 6);
  }
}

static void take_apart(od_explanation *e) {
  if (!is_hexadecimal(e->code) && !is_win_http(e->code)) return;
  unsigned long value = number_of(e->code);
  if (is_win_http(e->code)) value += HRESULT_OF_WIN32;
  /* 0xc… is a NTSTATUS, 0xd… one in a HRESULT: wider facility, other names. */
  int status = value >> 29 == 6 && strcmp(e->family, "wam");
  char number[16];
  e->parts.known = 1;
  e->parts.failure = value >> 31 & 1;
  e->parts.facility = (unsigned)(value >> 16 & (status ? 0xfff : 0x7ff));
  e->parts.number = (unsigned)(value & 0xffff);
  if (status) e->parts.facility &= ~0x1000u;
  snprintf(number, sizeof number, "%u", e->parts.facility);
  const char *name = status ? NULL : od_facility_name(number);
  e->parts.facility_name = name && strcmp(e->family, "wam") ? name : "";
}

/* Each family has another place where an unknown code may be looked up. */
static const char *unknown_meaning(const char *family) {
  static const struct {
    const char *family, *meaning;
  } table[] = {
      {"onedrive",
       "Not documented by Microsoft, as far as this catalogue knows. The code "
       "belongs to the component that returned it (FACILITY_ITF), here "
       "OneDrive; generic tables of Windows errors do not apply to it."},
      {"aadsts",
       "Not in this catalogue. Microsoft's own look-up may know it: "
       "https://login.microsoftonline.com/error?code=%s"},
      {"winhttp",
       "Not in this catalogue. A number of WinHTTP or WinINet; see winhttp.h "
       "and wininet.h."},
      {"winerror",
       "Not in this catalogue. A Windows error in a HRESULT; 'net helpmsg %s' "
       "prints Windows' own text for it."},
      {"schannel",
       "Not in this catalogue. A code of the Windows security packages; see "
       "winerror.h."},
      {"wam",
       "Not in this catalogue. A code of the Windows sign-in broker (WAM); the "
       "event log Microsoft-Windows-AAD/Operational tells more beside it."},
      {"hresult",
       "Not in this catalogue. A general code of Windows; see winerror.h or "
       "ntstatus.h."}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (!strcmp(table[i].family, family)) return table[i].meaning;
  return "Not in this catalogue, and of no family that it knows.";
}

static void describe_unknown(od_explanation *e) {
  char number[16];
  const char *meaning = unknown_meaning(e->family);
  const char *hole = strstr(meaning, "%s");
  int before = hole ? (int)(hole - meaning) : (int)strlen(meaning);
  snprintf(number, sizeof number, "%u", e->parts.number);
  snprintf(e->text, sizeof e->text, "%.*s%s%s", before, meaning,
           !hole ? "" : e->parts.known ? number : e->code + 6,
           hole ? hole + 2 : "");
  e->meaning = e->text;
  e->kind = "undocumented";
  e->name = "";
}

/* 0xd0000225 is the NTSTATUS 0xc0000225 in a HRESULT (HRESULT_FROM_NT). */
static int describe_status(od_explanation *e) {
  char status[OD_CODE_MAX];
  if (strncmp(e->code, "0xd", 3)) return 0;
  snprintf(status, sizeof status, "0xc%.7s", e->code + 3);
  e->known = od_code_find(status);
  if (!e->known) return 0;
  snprintf(e->text, sizeof e->text, "%s as a HRESULT. %s", status,
           e->known->meaning);
  return 1;
}

void od_explanation_of(od_explanation *e, const char *code) {
  *e = (od_explanation){.known = od_code_find(code),
                        .family = od_code_family(code)};
  snprintf(e->code, sizeof e->code, "%s", code);
  e->parts.facility_name = "";
  find_spellings(e);
  take_apart(e);
  if (!e->known && !describe_status(e)) {
    describe_unknown(e);
    return;
  }
  e->kind = e->known->kind;
  e->name = e->known->name;
  e->meaning = *e->text ? e->text : e->known->meaning;
  e->documented = e->known->documented;
}
