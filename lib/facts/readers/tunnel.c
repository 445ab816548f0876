#include "facts/readers/tunnel.h"

#include <stddef.h>

/* Parts of the descriptions that VPN clients give their adapters. */
static const char *const clients[] = {
    "TAP-Windows", "TAP-Win32", "TAP Adapter", "Wintun", "WireGuard",
    "OpenVPN", "NordLynx", "ExpressVPN", "ProtonVPN", "Surfshark",
    "Cisco AnyConnect", "Cisco Secure Client", "PANGP", "Palo Alto",
    "Fortinet", "Check Point Virtual", "Pulse Secure",
    "Juniper Networks Virtual", "Juniper Network Connect",
    "Ivanti Secure Access", "F5 Networks", "F5 VPN", "SonicWall",
    "Zscaler", "Netskope", "Cloudflare", "Tailscale", "ZeroTier",
    "Citrix Virtual Adapter", "Citrix VPN", "Citrix Gateway", "Sophos",
    "WatchGuard", "Barracuda", "NetMotion", "Absolute Secure Access",
    "SoftEther", "VPN Client Adapter", "Shrew Soft", "NCP Secure",
    "LANCOM Advanced VPN", "IP-HTTPS", "iphttpsinterface", "Azure VPN"};

static const char *const inner[] = {
    "Teredo", "ISATAP", "6to4", "Loopback", "WAN Miniport",
    "Kernel Debug", "Wi-Fi Direct"};

static int holds(od_view text, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (od_view_find_nocase(text, list[i]) != OD_NOT_FOUND) return 1;
  return 0;
}

const char *od_tunnel_kind(od_view description) {
  if (holds(description, clients, sizeof clients / sizeof *clients))
    return "tunnel";
  return holds(description, inner, sizeof inner / sizeof *inner) ? "other"
                                                                : NULL;
}
