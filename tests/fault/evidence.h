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

static const char tenant[] =
    "C:\\>az rest --url \"/devices?$filter=deviceId eq "
    "'8d9a9c11-0000-4000-8000-0123456789ab'\"\r\n"
    "{\"@odata.context\":\"$metadata#devices\",\"value\":[]}\r\n"
    "{\"userPrincipalName\":\"jane@contoso.com\",\"mail\":\"j@contoso.com\","
    "\"accountEnabled\":false,\"id\":\"A\",\"assignedLicenses\":[],"
    "\"lastPasswordChangeDateTime\":\"2026-11-24T10:11:12Z\"}\r\n"
    "[{\"id\":\"contoso.com\",\"authenticationType\":\"Federated\","
    "\"isVerified\":true},{\"passiveSignInUri\":\"https://sts.contoso.com/\","
    "\"issuerUri\":\"x\"},{\"id\":\"OD1\",\"service\":\"OneDrive\","
    "\"classification\":\"incident\",\"isResolved\":false,"
    "\"startDateTime\":\"2026-11-24T10:11:12Z\"}]\r\n"
    "deviceId,trustType,isCompliant\r\n"
    "8d9a9c11-0000-4000-8000-0123456789ab,AzureAd,False\r\n\r\n"
    "TenantRestrictionEnabled : True\r\n"
    "AllowedDomainList        : {b, \r\n                           a}\r\n"
    "ConditionalAccessPolicy  : BlockAccess\r\n\r\n"
    "{\"driveType\":\"business\",\"quota\":{\"used\":1,\"total\":1},"
    "\"owner\":{\"user\":{\"email\":\"jane@contoso.com\",\"id\":\"B\"}}}\r\n";
static const char addresses[] =
    "Microsoft Windows [Version 10.0.19045.5011]\r\n"
    "FileName : C:\\a\\OneDrive.exe\r\nFileVersion : 24.1.2.3\r\n"
    "Unknown adapter vpn:\r\n\r\n"
    "   Connection-specific DNS Suffix  . : \r\n"
    "   Description . . . . . . . . . . . : TAP-Windows Adapter V9\r\n"
    "   IPv4 Address. . . . . . . . . . . : 10.8.0.2(Preferred)\r\n"
    "   Subnet Mask . . . . . . . . . . . : 255.255.255.0\r\n"
    "   Default Gateway . . . . . . . . . : 10.8.0.1\r\n\r\n"
    "C:\\>route print\r\n=====================\r\n"
    "  7...00 ff 5a 09 01 61 ......TAP-Windows Adapter V9\r\n"
    "  1...........................Software Loopback Interface 1\r\n"
    "=====================\r\n"
    " 0.0.0.0 0.0.0.0 10.8.0.1 10.8.0.2 5\r\n"
    "=====================\r\n"
    " 7 5 2001:DB8::/32 On-link\r\n=====================\r\n"
    "C:\\>nslookup login.microsoftonline.com\r\n"
    "Server:  UnKnown\r\nAddress:  10.8.0.1\r\n\r\n"
    "Name:    login.microsoftonline.com\r\nAddress:  10.1.2.3\r\n\r\n"
    "C:\\>nslookup graph.microsoft.com\r\n"
    "Server:  UnKnown\r\nAddress:  10.8.0.1\r\n\r\n"
    "*** UnKnown can't find graph.microsoft.com: Server failed\r\n"
    "-------- CERT_CHAIN_CONTEXT --------\r\n"
    "CertContext[0][0]: dwInfoStatus=2 dwErrorStatus=0\r\n"
    "  Issuer: CN=Contoso CA\r\n  Subject: CN=x.contoso.com\r\n"
    "Not trusted. 0x800b0109 (-2146762487 CERT_E_UNTRUSTEDROOT)\r\n"
    "CertUtil: -verify command completed successfully.\r\n";
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

static const char events[] =
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
    "<System><Provider Name='Microsoft-Windows-AAD'/><EventID>1098</EventID>"
    "<Level>2</Level><TimeCreated SystemTime='2026-03-10T09:00:00Z'/>"
    "<Channel>Microsoft-Windows-AAD/Operational</Channel></System><EventData>"
    "<Data Name='Error'>3399614476</Data><Data Name='ErrorMessage'>Error: "
    "-895418359 AADSTS53003: blocked. Correlation ID: a1b2c3d4-1111-2222-3333"
    "-444455556666 https://login.microsoftonline.com/</Data></EventData>"
    "</Event>\r\n"
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
    "<System><Provider Name='Schannel'/><EventID>36887</EventID>"
    "<Level>2</Level><TimeCreated SystemTime='2026-03-10T08:00:00Z'/>"
    "<Channel>System</Channel></System><EventData><Data Name='AlertDesc'>70"
    "</Data></EventData></Event>\r\n";

static const char plain_event[] =
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
    "<System><Provider Name='Service Control Manager'/><EventID>7036</EventID>"
    "<Level>4</Level><TimeCreated SystemTime='2026-03-10T08:00:00Z'/>"
    "<Channel>System</Channel></System><EventData><Data Name='param1'>"
    "Background Intelligent Transfer Service</Data><Data Name='param2'>running"
    "</Data></EventData></Event>\r\n";

static const char whoami[] =
    "\r\nUSER INFORMATION\r\n----------------\r\n\r\nUser Name    SID\r\n"
    "============ ====================\r\n"
    "contoso\\jane S-1-5-21-1111111111-2222222222-3333333333-1104\r\n"
    "C:\\>whoami /upn\r\njane@contoso.com\r\n";

static const char nothing[] = "Dear diary, \xe2\x82\xac 5 were lost today.\n";

#endif
