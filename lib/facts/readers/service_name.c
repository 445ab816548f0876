#include "facts/readers/service_name.h"

#include <stdio.h>

static const char *const services[] = {
    "NlaSvc",  "netprofm", "WinHttpAutoProxySvc", "CryptSvc", "TokenBroker",
    "wlidsvc", "CldFlt",   "Dnscache",            "W32Time",  "Dhcp",
    "KeyIso",  "VaultSvc", "BFE",                 "mpssvc",   "iphlpsvc",
};

const char *od_service_at(size_t index) {
  return index < sizeof services / sizeof *services ? services[index] : NULL;
}

/* Commands repeat a name as it was typed. */
od_view od_service_spelling(od_view written) {
  for (size_t i = 0; i < sizeof services / sizeof *services; i++)
    if (od_view_equal_nocase(written, services[i]))
      return od_view_of(services[i]);
  return written;
}

int od_service_is_known(od_view name) {
  od_view own = od_service_spelling(name);
  return own.data != name.data;
}

int od_service_has_fact(od_view name) {
  for (size_t i = 0; i < name.size; i++) {
    char c = name.data[i];
    if (!od_is_alpha(c) && !od_is_digit(c) && c != '_' && c != '-') return 0;
  }
  return name.size > 0 && name.size <= OD_SERVICE_NAME_MAX;
}

void od_service_fact(char out[OD_SERVICE_FACT], od_view name,
                     const char *part) {
  snprintf(out, OD_SERVICE_FACT, "services.%.*s.%s", (int)name.size,
           name.data, part);
}
