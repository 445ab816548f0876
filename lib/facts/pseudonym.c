/* The shapes of stand-ins. Their hash is not secret: docs/threat-model.md. */
#include <string.h>

#include "facts/redact.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

int od_is_alnum(char c) {
  return od_is_alpha(c) || od_is_digit(c) || (unsigned char)c >= 0x80;
}

int od_is_word_char(char c) {
  return od_is_alnum(c) || (c && strchr("._-%+$#~", c) != NULL);
}

/* FNV-1a of the lower-case text, stirred. */
unsigned long long od_pseudonym_hash(od_view text, unsigned seed) {
  unsigned long long hash = 0xcbf29ce484222325ull ^ seed;
  for (size_t i = 0; i < text.size; i++) {
    hash ^= (unsigned char)od_lower(text.data[i]);
    hash *= 0x100000001b3ull;
  }
  hash ^= hash >> 32;
  hash *= 0xd6e8feb86659fd93ull;
  return hash ^ (hash >> 32);
}

static void add_digits(od_buffer *out, unsigned long long hash, size_t count) {
  for (size_t i = 0; i < count; i++, hash >>= 4)
    od_buffer_char(out, "0123456789abcdef"[hash & 15]);
}

static int is_among(od_view text, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (od_view_equal_nocase(text, list[i])) return 1;
  return 0;
}

/* ---- words, users ---- */

enum { WORD_DIGITS = 8, MARK_SIZE = 5 };

static int is_stand_in(od_view text) {
  if (text.size != MARK_SIZE + WORD_DIGITS ||
      (!od_view_starts_nocase(text, "user-") &&
       !od_view_starts_nocase(text, "name-")))
    return 0;
  for (size_t i = MARK_SIZE; i < text.size; i++)
    if (!od_is_hex(text.data[i])) return 0;
  return 1;
}

void od_pseudonym_word(od_buffer *out, const char *kind, od_view text) {
  if (!text.size || is_stand_in(text)) {
    od_buffer_view(out, text);
    return;
  }
  od_buffer_text(out, kind);
  od_buffer_char(out, '-');
  add_digits(out, od_pseudonym_hash(text, 0), WORD_DIGITS);
}

/* Accounts that every machine has. */
static int is_common_user(od_view text) {
  static const char *const users[] = {
      "SYSTEM",        "LOCAL SERVICE", "NETWORK SERVICE", "LOCALSYSTEM",
      "Administrator", "Guest",         "DefaultAccount",  "Public",
      "Default",       "Default User",  "All Users",       "Everyone",
      "WDAGUtilityAccount"};
  return is_among(text, users, COUNT(users));
}

static int is_common_domain(od_view text) {
  static const char *const domains[] = {
      "NT AUTHORITY", "NT SERVICE", "AzureAD",   "BUILTIN",
      "MicrosoftAccount", "WORKGROUP", "Window Manager", "."};
  return is_among(text, domains, COUNT(domains));
}

void od_pseudonym_user(od_buffer *out, od_view text) {
  if (is_common_user(text)) {
    od_buffer_view(out, text);
  } else if (text.size > 1 && text.data[text.size - 1] == '$') {
    od_pseudonym_word(out, "name", od_view_first(text, text.size - 1));
    od_buffer_char(out, '$');
  } else {
    size_t size = od_pseudonym_guid(out, text);
    if (!size) od_pseudonym_word(out, "user", text);
    else od_pseudonym_user(out, od_view_from(text, size));
  }
}

static size_t last_of(od_view text, char c) {
  for (size_t i = text.size; i > 0; i--)
    if (text.data[i - 1] == c) return i - 1;
  return OD_NOT_FOUND;
}

void od_pseudonym_account(od_buffer *out, od_view text) {
  size_t size = od_pseudonym_sid(out, text);
  size_t slash = od_view_find_char(text, '\\');
  if (size) {
    od_buffer_view(out, od_view_from(text, size));
    return;
  }
  if (slash != OD_NOT_FOUND) {
    od_view domain = od_view_first(text, slash);
    if (is_common_domain(domain)) od_buffer_view(out, domain);
    else od_pseudonym_host(out, domain);
    od_buffer_char(out, '\\');
    text = od_view_from(text, slash + 1);
  }
  size_t at = last_of(text, '@');
  if (at == OD_NOT_FOUND) {
    od_pseudonym_user(out, text);
  } else {
    od_pseudonym_user(out, od_view_first(text, at));
    od_buffer_char(out, '@');
    od_pseudonym_host(out, od_view_from(text, at + 1));
  }
}

/* ---- hosts ---- */

/* The host is the suffix, or ends with a dot and the suffix. */
static int has_suffix(od_view host, const char *suffix) {
  size_t size = strlen(suffix);
  if (!od_view_ends_nocase(host, suffix)) return 0;
  return host.size == size || host.data[host.size - size - 1] == '.';
}

static const char *suffix_of(od_view host, const char *const *list,
                             size_t count) {
  for (size_t i = 0; i < count; i++)
    if (has_suffix(host, list[i])) return list[i];
  return NULL;
}

/* Below these stands the name of a customer. */
static const char *tenant_suffix(od_view host) {
  static const char *const list[] = {
      "sharepoint.com",  "sharepoint.us",     "sharepoint.cn",
      "sharepoint.de",   "sharepoint-mil.us", "onmicrosoft.com",
      "onmicrosoft.us",  "onmicrosoft.de",    "onmicrosoft.cn",
      "b2clogin.com",    "ciamlogin.com",     "msappproxy.net",
      "windows.net",     "azure.com",         "azurewebsites.net",
      "azure.net",       "crm.dynamics.com",  "trafficmanager.net"};
  return suffix_of(host, list, COUNT(list));
}

int od_pseudonym_keeps_host(od_view host) {
  static const char *const hosts[] = {
      "login.windows.net",    "sts.windows.net",  "graph.windows.net",
      "enterpriseregistration.windows.net",
      "portal.azure.com",     "management.azure.com", "localhost",
      "login.windows.local",  "loopback"};
  static const char *const suffixes[] = {
      "microsoftonline.com", "microsoft.com", "live.com", "office.com",
      "office365.com", "onedrive.com", "microsoftonline-p.com", "office.net",
      "msauth.net", "msftauth.net", "msftconnecttest.com", "msftncsi.com",
      "windows.com", "windowsupdate.com", "microsoftazuread-sso.com",
      "microsoftonline.us", "chinacloudapi.cn", "partner.microsoftonline.cn",
      "live.net", "outlook.com", "hotmail.com", "msn.com", "onedrive.live.com",
      "1drv.com", "1drv.ms", "digicert.com", "microsoft.us", "office.us",
      "svc.ms", "aka.ms", "sfx.ms", "microsoftpersonalcontent.com",
      "cloud.microsoft", "static.microsoft"};
  return is_among(host, hosts, COUNT(hosts)) ||
         (!tenant_suffix(host) &&
          suffix_of(host, suffixes, COUNT(suffixes)) != NULL);
}

/* "contoso-my" is of the tenant contoso. */
static void add_label(od_buffer *out, od_view label) {
  static const char *const ends[] = {"-myfiles", "-admin", "-files", "-my"};
  for (size_t i = 0; i < COUNT(ends); i++) {
    size_t size = strlen(ends[i]);
    if (label.size <= size || !od_view_ends_nocase(label, ends[i])) continue;
    od_pseudonym_word(out, "name", od_view_first(label, label.size - size));
    od_buffer_text(out, ends[i]);
    return;
  }
  od_pseudonym_word(out, "name", label);
}

static void add_labels(od_buffer *out, od_view labels) {
  od_view label;
  int first = 1;
  while (od_view_next(&labels, '.', &label)) {
    if (!first) od_buffer_char(out, '.');
    first = 0;
    add_label(out, label);
  }
}

static int is_word(od_view text) {
  for (size_t i = 0; i < text.size; i++)
    if (!od_is_alpha(text.data[i])) return 0;
  return text.size > 1;
}

/* Where the public end starts: "com" of contoso.com, "co.uk". */
static size_t public_end(od_view host) {
  static const char *const second[] = {"co",  "com", "org", "net", "ac",
                                       "gov", "edu", "or",  "ne",  "gv"};
  size_t dot = last_of(host, '.');
  if (dot == OD_NOT_FOUND || !is_word(od_view_from(host, dot + 1)))
    return host.size;
  od_view before = od_view_first(host, dot);
  size_t other = last_of(before, '.');
  if (host.size - dot == 3 && other != OD_NOT_FOUND &&
      is_among(od_view_from(before, other + 1), second, COUNT(second)))
    return other;
  return dot;
}

void od_pseudonym_host(od_buffer *out, od_view host) {
  while (host.size && host.data[0] == '.') {
    od_buffer_char(out, '.');
    host = od_view_from(host, 1);
  }
  if (!host.size || od_pseudonym_keeps_host(host) ||
      is_common_domain(host)) {
    od_buffer_view(out, host);
    return;
  }
  od_view address = host;
  size_t size = od_pseudonym_ipv4(out, address);
  if (size) return;
  const char *suffix = tenant_suffix(host);
  size_t end = suffix ? host.size - strlen(suffix) : public_end(host);
  if (suffix && end) end--;
  if (end) add_labels(out, od_view_first(host, end));
  od_buffer_view(out, od_view_from(host, end));
}

/* ---- ids ---- */

static int ends_here(od_view text, size_t size) {
  return size >= text.size || !od_is_alnum(text.data[size]);
}

static int is_guid(od_view text) {
  return od_view_is_guid(od_view_first(text, 36)) && ends_here(text, 36);
}

/* Ids that Microsoft publishes, and our own stand-ins. */
static int is_public_guid(od_view guid) {
  static const char *const starts[] = {
      "00000000-0000-0000-", "00000003-0000-0000-c000-000000000000",
      "00000003-0000-0ff1-ce00-000000000000",
      "00000002-0000-0000-c000-000000000000",
      "00000002-0000-0ff1-ce00-000000000000",
      "9188040d-6c67-4c5b-b112-36a304b66dad",
      "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
      "72f988bf-86f1-41af-91ab-2d7cd011db47",
      "ab9b8c07-8f02-4f72-87fa-80105867a763",
      "29d9ed98-a469-4536-ade2-f981bc1d605e",
      "d3590ed6-52b3-4102-aeff-aad2292ab01c", "0d8004de-"};
  for (size_t i = 0; i < COUNT(starts); i++)
    if (od_view_starts_nocase(guid, starts[i])) return 1;
  return 0;
}

size_t od_pseudonym_guid(od_buffer *out, od_view text) {
  static const size_t groups[] = {4, 3, 3, 12};
  static const char *const marks[] = {"-", "-8", "-8", "-"};
  if (!is_guid(text)) return 0;
  od_view guid = od_view_first(text, 36);
  if (is_public_guid(guid)) {
    od_buffer_view(out, guid);
    return guid.size;
  }
  od_buffer_text(out, "0d8004de");
  for (unsigned i = 0; i < COUNT(groups); i++) {
    od_buffer_text(out, marks[i]);
    add_digits(out, od_pseudonym_hash(guid, i), groups[i]);
  }
  return guid.size;
}

/* "S-1-5-21-…" up to where it ends. */
static size_t sid_size(od_view text) {
  size_t size = 4;
  if (!od_view_starts_nocase(text, "S-1-")) return 0;
  while (size < text.size &&
         (od_is_digit(text.data[size]) || text.data[size] == '-'))
    size++;
  while (size && text.data[size - 1] == '-') size--;
  return size > 5 && ends_here(text, size) ? size : 0;
}

/* The domain's part and the account's part each have their own. */
size_t od_pseudonym_sid(od_buffer *out, od_view text) {
  size_t size = sid_size(text), parts = 0, rid = 0;
  od_view sid = od_view_first(text, size);
  for (size_t i = 0; i < size; i++)
    if (sid.data[i] == '-') {
      parts++;
      rid = i;
    }
  if (!size) return 0;
  if (parts < 6) {
    od_buffer_view(out, sid);
    return size;
  }
  int entra = od_view_starts_nocase(sid, "S-1-12-1-");
  od_view domain = entra ? sid : od_view_first(sid, rid);
  od_buffer_text(out, entra ? "S-1-12-1" : "S-1-5-21");
  for (unsigned i = 0; i < 3; i++)
    od_buffer_format(out, "-%u", (unsigned)od_pseudonym_hash(domain, i));
  if (!entra && sid.size - rid <= 4)
    od_buffer_view(out, od_view_from(sid, rid)); /* 500 and its like */
  else
    od_buffer_format(out, "-%u",
                     1000 + (unsigned)(od_pseudonym_hash(sid, 3) & 0x3fffffffu));
  return size;
}

/* 16 digits and more: ids of accounts, thumbprints. A code has 8. */
size_t od_pseudonym_hex(od_buffer *out, od_view text) {
  size_t size = 0;
  while (size < text.size && od_is_hex(text.data[size])) size++;
  if (size < 16 || !ends_here(text, size)) return 0;
  od_view hex = od_view_first(text, size);
  if (od_view_starts_nocase(hex, "0d8004de")) {
    od_buffer_view(out, hex);
    return size;
  }
  od_buffer_text(out, "0d8004de");
  for (size_t done = 8; done < size; done += 8)
    add_digits(out, od_pseudonym_hash(hex, (unsigned)done),
               size - done < 8 ? size - done : 8);
  return size;
}

/* ---- addresses ---- */

/* How many numbers below 256, each but the last with its dot; 0: none. */
static size_t count_octets(od_view text) {
  size_t count = 0, digits = 0;
  unsigned value = 0;
  for (size_t i = 0; i < text.size; i++) {
    if (od_is_digit(text.data[i]) && digits < 3) {
      value = value * 10 + (unsigned)(text.data[i] - '0');
      digits++;
    } else if (text.data[i] == '.' && digits) {
      digits = 0;
      value = 0;
      count++;
    } else {
      return 0;
    }
    if (value > 255) return 0;
  }
  return count + (digits > 0);
}

/* The network 198.18.0.0/15 is nobody's; a part gets a part. */
size_t od_pseudonym_ipv4(od_buffer *out, od_view text) {
  int open = text.size && text.data[text.size - 1] == '.';
  size_t count = count_octets(text);
  unsigned long long hash = od_pseudonym_hash(text, 0);
  if (!count || count > 4 || (count < 4 && !open)) return 0;
  if (od_view_starts_nocase(text, "127.") ||
      od_view_starts_nocase(text, "198.18.") ||
      od_view_starts_nocase(text, "198.19.") ||
      od_view_equal(text, "0.0.0.0")) {
    od_buffer_view(out, text);
    return text.size;
  }
  unsigned parts[4] = {198, 18 + (unsigned)(hash & 1),
                       (unsigned)(hash >> 8) & 255,
                       (unsigned)(hash >> 16) & 255};
  for (size_t i = 0; i < count; i++)
    od_buffer_format(out, i ? ".%u" : "%u", parts[i]);
  if (open) od_buffer_char(out, '.');
  return text.size;
}

/* Groups of at most four digits, "::" or seven colons: not a time. */
size_t od_pseudonym_ipv6(od_buffer *out, od_view text) {
  size_t size = 0, colons = 0, digits = 0, pairs = 0;
  for (; size < text.size; size++) {
    char c = text.data[size];
    if (c == ':') {
      pairs += size > 0 && text.data[size - 1] == ':';
      if (++colons > 7) return 0;
      digits = 0;
    } else if (!od_is_hex(c) || ++digits > 4) {
      break;
    }
  }
  if (digits > 4 || colons < 2 || pairs > 1 || size < 3 ||
      (!pairs && colons < 7) || !ends_here(text, size))
    return 0;
  od_view address = od_view_first(text, size);
  if (od_view_equal(address, "::1") ||
      od_view_starts_nocase(address, "2001:2::")) {
    od_buffer_view(out, address);
    return size;
  }
  od_buffer_text(out, "2001:2::");
  add_digits(out, od_pseudonym_hash(address, 0) | 1, 4);
  od_buffer_char(out, ':');
  add_digits(out, od_pseudonym_hash(address, 1) | 1, 4);
  return size;
}
