/* Evidence that passes every reader, and some that none takes. */
#ifndef OD_TEST_EVIDENCE_H
#define OD_TEST_EVIDENCE_H

static const char dsregcmd[] =
    "\r\n+-----------------------------------------------------------------"
    "-----+\r\n| Device State                                               "
    "          |\r\n+--------------------------------------------------------"
    "--------------+\r\n\r\n"
    "             AzureAdJoined : YES\r\n"
    "          EnterpriseJoined : NO\r\n"
    "              DomainJoined : NO\r\n"
    "                  DeviceId : 8d9a9c11-0000-4000-8000-0123456789ab\r\n"
    "             TpmProtected : YES\r\n"
    "          DeviceAuthStatus : SUCCESS\r\n\r\n"
    "+----------------------------------------------------------------------"
    "+\r\n| SSO State                                                        "
    "    |\r\n+--------------------------------------------------------------"
    "--------+\r\n\r\n"
    "                AzureAdPrt : NO\r\n"
    "       AzureAdPrtAuthority : \r\n"
    "      Acquire Prt Diagnostics : PRESENT\r\n"
    "      Previous Prt Attempt : 2026-11-24 10:11:12.000 UTC\r\n"
    "            Attempt Status : 0xc000006d\r\n"
    "             User Identity : m\xc3\xbcller@contoso.com\r\n"
    "           Credential Type : Password\r\n"
    "            Correlation ID : 11111111-2222-4333-8444-555555555555\r\n"
    "              Endpoint URI : https://login.microsoftonline.com/x\r\n"
    "         HTTP Method : POST\r\n"
    "                HTTP Error : 0x0\r\n"
    "               HTTP status : 400\r\n"
    "         Server Error Code : invalid_grant\r\n"
    "  Server Error Description : AADSTS50126: Error validating.\r\n";

static const char cmdkey[] =
    "\r\nCurrently stored credentials:\r\n\r\n"
    "    Target: LegacyGeneric:target=OneDrive Cached Credential Business - "
    "Business1\r\n    Type: Generic \r\n    User: cid\r\n"
    "    Local machine persistence\r\n    \r\n"
    "    Target: MicrosoftAccount:target=SSO_POP_Device\r\n"
    "    Type: Generic \r\n    User: 02xyz\r\n    Saved for this logon only\r\n";

static const char netsh[] =
    "\r\nCurrent WinHTTP proxy settings:\r\n\r\n"
    "    Proxy Server(s) :  http=proxy.contoso.com:8080;https=p:3128\r\n"
    "    Bypass List     :  *.contoso.com;<local>\r\n\r\n";

static const char registry[] =
    "Windows Registry Editor Version 5.00\r\n\r\n"
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\OneDrive]\r\n"
    "\"SilentAccountConfig\"=dword:00000001\r\n\r\n"
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\OneDrive\\"
    "AllowTenantList]\r\n"
    "\"11111111-2222-4333-8444-555555555555\"="
    "\"11111111-2222-4333-8444-555555555555\"\r\n\r\n"
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\"
    "Configuration\\SSL\\00010002]\r\n"
    "\"Functions\"=\"TLS_RSA_WITH_RC4_128_SHA,TLS_AES_128_GCM_SHA256\"\r\n";

static const char ciphers[] =
    "[{\"Name\":\"TLS_AES_256_GCM_SHA384\",\"Exchange\":\"\",\"Cipher\":"
    "\"AES\"},{\"Name\":\"TLS_AES_128_GCM_SHA256\"}]";

static const char services[] =
    "C:\\>sc query wlidsvc\r\n[SC] OpenService FAILED 1060:\r\n\r\n"
    "Name : NlaSvc\r\nStatus : Running\r\nStartType : Automatic\r\n\r\n"
    "{\"Name\":\"CryptSvc\",\"Status\":4,\"StartType\":2}\r\n"
    "10:11:12, +00.5000000s\r\n";

static const char curl[] =
    "# od0x8004-capture curl path=direct canary=yes utc=2026-11-24T10:11:12Z "
    "url=https://graph.microsoft.com/v1.0/me\r\n"
    "*   Trying [2603:1026::1]:443...\r\n"
    "* connect to 2603:1026::1 port 443 failed: Timed out\r\n"
    "* Connected to graph.microsoft.com (20.190.151.9) port 443\r\n"
    "< HTTP/1.1 401 Unauthorized\r\n< request-id: 1\r\n"
    "< Date: Tue, 24 Nov 2026 10:11:12 GMT\r\n<\r\n"
    "* Connection #0 to host graph.microsoft.com left intact\r\n"
    "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"x\"}}"
    "\r\n{\"certs\":\"Subject:CN=x\\nIssuer:O=Zscaler Inc.\",\"response_code\""
    ":401,\"time_namelookup\":0.1,\"url_effective\":"
    "\"https://graph.microsoft.com/v1.0/me\"}\r\n"
    "{\"broken\r\n"
    "* Connected to px (10.0.0.5) port 8080\r\n"
    "> CONNECT login.microsoftonline.com:443 HTTP/1.1\r\n"
    "< HTTP/1.1 407 x\r\n< Proxy-Authenticate: Basic\r\n"
    "curl: (56) CONNECT tunnel failed, response 407\r\n";

static const char dialog[] =
    "OneDrive Can't sign in. Error 0x8004de40\r\n"
    "Timestamp: 2026-11-24 10:11:12Z\r\n";

static const char document[] =
    "{\"schema\":\"od0x8004.facts/1\",\"subject\":{\"account\":null,\"sid\":"
    "null,\"found_by\":null},\"captured\":\"2026-11-24T10:11:12Z\",\"sources\""
    ":[{\"id\":\"s1\",\"kind\":\"dsregcmd\",\"name\":\"a.txt\"}],\"facts\":{"
    "\"device\":{\"entra_joined\":{\"state\":\"measured\",\"value\":true,"
    "\"source\":\"s1\",\"line\":3}}},\"conflicts\":[]}";

static const char pack[] =
    "{\"schema\":\"od0x8004.rules/1\",\"id\":\"site\",\"observations\":[{"
    "\"id\":\"site.prt\",\"group\":\"site-prt\",\"when\":{\"==\":[{\"var\":"
    "\"prt.present\"},false]},\"for\":[{\"cause\":\"prt.missing\",\"tier\":"
    "\"hint\"}],\"against\":[],\"class\":\"unsourced\",\"cost\":1,"
    "\"severity\":\"warning\",\"text\":\"There is no token.\",\"action\":"
    "\"Sign in again.\",\"source\":\"This test.\"}]}";

static const char not_a_pack[] =
    "{\"schema\":\"od0x8004.rules/1\",\"observations\":[{\"id\":\"x\",}]}";

static const char nothing[] = "Dear diary, \xe2\x82\xac 5 were lost today.\n";

#endif
