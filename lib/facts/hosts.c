#include "facts/hosts.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static int is_among(od_view host, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (od_view_equal_nocase(host, list[i])) return 1;
  return 0;
}

static int ends_in(od_view host, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (od_view_ends_nocase(host, list[i])) return 1;
  return 0;
}

int od_host_is_sign_in(od_view host) {
  static const char *const hosts[] = {
      "login.microsoftonline.com", "login.microsoft.com", "login.windows.net",
      "login.microsoftonline.us", "login.partner.microsoftonline.cn",
      "login.chinacloudapi.cn"};
  return is_among(host, hosts, COUNT(hosts));
}

int od_host_is_graph(od_view host) {
  static const char *const hosts[] = {
      "graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us",
      "microsoftgraph.chinacloudapi.cn"};
  return is_among(host, hosts, COUNT(hosts));
}

int od_host_is_site(od_view host) {
  static const char *const ends[] = {".sharepoint.com", ".sharepoint.us",
                                     ".sharepoint-mil.us", ".sharepoint.cn"};
  return ends_in(host, ends, COUNT(ends));
}

int od_host_is_for_devices(od_view host) {
  static const char *const hosts[] = {
      "device.login.microsoftonline.com", "device.login.microsoftonline.us",
      "enterpriseregistration.windows.net",
      "enterpriseregistration.microsoftonline.us"};
  return is_among(host, hosts, COUNT(hosts));
}

int od_host_is_probe(od_view host) {
  static const char *const ends[] = {".msftconnecttest.com", ".msftncsi.com"};
  return ends_in(host, ends, COUNT(ends));
}

int od_host_is_needed(od_view host) {
  return od_host_is_sign_in(host) || od_host_is_graph(host) ||
         od_host_is_for_devices(host) || od_host_is_site(host);
}
