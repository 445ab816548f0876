/*
 * The table of credential classes.
 *
 * Patterns are anchored at both ends and compare without case, as the
 * credential manager does. '#' is one or more digits; '*', in front or at the
 * end, any text; nothing else is special. Order decides.
 *
 * Only what OneDrive writes anew at the next sign-in may be quarantined: the
 * plan sets aside the affected account's "OneDrive Cached Credential*" and
 * nothing that other programs share, so a name that merely resembles one of
 * those is kept.
 */
#include "facts/readers/credential_class.h"

#define QUARANTINE "quarantine"
#define KEEP "keep"

static const od_credential_class classes[] = {
    {"*Microsoft.AAD.BrokerPlugin*", "entra-broker", KEEP,
     "shared with Office and Teams"},
    {"OneDrive Cached Credential Business - Business#", "onedrive-business",
     QUARANTINE, "OneDrive writes it anew at the next sign-in"},
    {"OneDrive Cached Credential", "onedrive-personal", QUARANTINE,
     "OneDrive writes it anew at the next sign-in"},
    {"OneDrive Cached Credential*", "other", KEEP,
     "not a name that OneDrive is known to write"},
    {"Microsoft_OneDrive_Cookies_v#_*", "onedrive-cookies", KEEP,
     "web cookies: no failed sign-in is known to come from them"},
    {"MicrosoftOffice#_Data:*", "office", KEEP,
     "Office's own tokens: removing them signs Office out"},
    {"msteams_adalsso*", "teams", KEEP, "belongs to Teams"},
    {"msteams_*", "teams", KEEP, "belongs to Teams"},
    {"Microsoft_OC#:*", "other", KEEP, "belongs to Skype for Business"},
    {"MicrosoftAccount:*", "microsoft-account", KEEP,
     "Windows' single sign-on with Microsoft accounts"},
    {"WindowsLive:target=virtualapp/didlogical", "system", KEEP,
     "the device's own identity: never to be removed"},
    {"virtualapp/didlogical", "system", KEEP,
     "the device's own identity: never to be removed"},
    {"WindowsLive:*", "microsoft-account", KEEP,
     "Windows' single sign-on with Microsoft accounts"},
    {"SSO_POP_*", "microsoft-account", KEEP,
     "Windows' single sign-on with Microsoft accounts"},
    {"OneDrive", "other", KEEP, "of another program, or typed by hand"},
    {"onedrive.live.com", "other", KEEP,
     "of another program, or typed by hand"},
    {"Domain:interactive=*", "other", KEEP, "a password kept for runas"},
    {"Domain:batch=*", "other", KEEP, "a password kept for a scheduled task"},
    {"Domain:target=TERMSRV/*", "other", KEEP, "belongs to Remote Desktop"},
    {"TERMSRV/*", "other", KEEP, "belongs to Remote Desktop"},
    {"git:*", "other", KEEP, "belongs to Git"},
    {"Domain:*", "other", KEEP, "a password for another computer"},
    {"*", "other", KEEP, "belongs to another program"},
};

static size_t digits(od_view text) {
  size_t size = 0;
  while (size < text.size && od_is_digit(text.data[size])) size++;
  return size;
}

/* Everything but '*'; how much of the text the pattern took, or not found. */
static size_t match_plain(const char *pattern, od_view text) {
  size_t at = 0;
  for (; *pattern && *pattern != '*'; pattern++) {
    od_view rest = od_view_from(text, at);
    if (*pattern == '#') {
      if (!digits(rest)) return OD_NOT_FOUND;
      at += digits(rest);
    } else {
      if (!rest.size || od_lower(rest.data[0]) != od_lower(*pattern))
        return OD_NOT_FOUND;
      at++;
    }
  }
  return at;
}

static int ends_open(const char *pattern) {
  while (*pattern && *pattern != '*') pattern++;
  return *pattern == '*';
}

static int matches(const char *pattern, od_view text) {
  int anywhere = *pattern == '*';
  if (anywhere && !*++pattern) return 1;
  for (;; text = od_view_from(text, 1)) {
    size_t taken = match_plain(pattern, text);
    if (taken != OD_NOT_FOUND && (ends_open(pattern) || taken == text.size))
      return 1;
    if (!anywhere || !text.size) return 0;
  }
}

od_view od_credential_base(od_view target) {
  static const char legacy[] = "LegacyGeneric:target=";
  target = od_view_trim(target);
  if (od_view_starts_nocase(target, legacy))
    target = od_view_from(target, sizeof legacy - 1);
  size_t at = od_view_find(target, "@@@");
  if (at == OD_NOT_FOUND || !at) return target;
  od_view chunk = od_view_from(target, at + 3);
  for (size_t i = 0; i < chunk.size; i++)
    if (!od_is_digit(chunk.data[i]) && chunk.data[i] != '.') return target;
  return chunk.size ? od_view_first(target, at) : target;
}

const od_credential_class *od_credential_class_of(od_view target) {
  od_view base = od_credential_base(target);
  const od_credential_class *entry = classes;
  while (!matches(entry->pattern, base)) entry++;
  return entry; /* the last pattern matches everything */
}
