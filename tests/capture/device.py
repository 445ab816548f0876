"""Golden devices as answers of Windows' tools: for the fakes and the registry.

A case of tests/cases holds what a person captured; here each of its files
becomes what the tool would have printed, and .reg files go to reg import.
"""
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "cases"))
import run  # noqa: E402

LOGIN = "login.microsoftonline.com"
HOSTS = [LOGIN, "device.login.microsoftonline.com", "graph.microsoft.com",
         "enterpriseregistration.windows.net", "contoso.sharepoint.com",
         "contoso-my.sharepoint.com"]
LOGS = {"Microsoft-Windows-AAD/Operational": "aad.xml",
        "Microsoft-Windows-User Device Registration/Admin":
        "registration.xml", "System": "system.xml",
        "Application": "application.xml"}
PROBE = "www.msftconnecttest.com"

RUN = """\
09:30:01.101000 * Host {host}:{port} was resolved.
09:30:01.101100 * IPv6: (none)
09:30:01.101200 * IPv4: 20.190.159.4
09:30:01.101300 *   Trying 20.190.159.4:{port}...
{tls}09:30:01.180000 * Established connection to {host} (20.190.159.4 port {port})
09:30:01.180100 * using HTTP/1.x
09:30:01.180200 > GET {path} HTTP/1.1
09:30:01.180200 > Host: {host}
09:30:01.180200 > User-Agent: curl/8.13.0
09:30:01.180200 > Accept: */*
{sent}09:30:01.180200 >\x20
09:30:01.220000 < HTTP/1.1 {status}
{headers}09:30:01.220000 < Date: Tue, 10 Mar 2026 09:30:01 GMT
09:30:01.220000 <\x20
09:30:01.221000 * Connection #0 to host {host}:{port} left intact
{body}
{summary}
"""
SUMMARY = {"conn_id": 0, "errormsg": None, "exitcode": 0, "http_connect": 0,
           "http_version": "1.1", "num_redirects": 0, "remote_ip":
           "20.190.159.4", "ssl_verify_result": 0, "time_connect": 0.031,
           "time_namelookup": 0.012, "time_starttransfer": 0.12,
           "time_total": 0.13,
           "curl_version": "libcurl/8.13.0 Schannel zlib/1.3.1 WinIDN"}
TLS = """\
09:30:01.120000 * schannel: disabled automatic use of client certificate
09:30:01.130000 * ALPN: curl offers http/1.1
09:30:01.179000 * ALPN: server accepted http/1.1
"""
GRAPH = ('{"error":{"code":"InvalidAuthenticationToken","message":"%s",'
         '"innerError":{"date":"2026-03-10T09:30:01"}}}')


def header(name, value):
    return f"09:30:01.220000 < {name}: {value}\n"


def answer(url, status="302 Found", headers="", body="", sent=""):
    """What curl -v prints of a path that works."""
    scheme, rest = url.split("://")
    host, _, path = rest.partition("/")
    secure = scheme == "https"
    code = int(status[:3])
    summary = json.dumps({
        **SUMMARY, "http_code": code, "response_code": code, "scheme": scheme,
        "remote_port": 443 if secure else 80, "url": url,
        "time_appconnect": 0.079 if secure else 0, "url_effective": url})
    return RUN.format(host=host, port=443 if secure else 80,
                      tls=TLS if secure else "", path="/" + path,
                      status=status, headers=headers, body=body, sent=sent,
                      summary=summary)


def healthy_paths(cookie):
    """The answers of a network that works, by the names of the fake curl."""
    entra = (header("x-ms-request-id", "7d0c2a11-0e52-4d0e-9a55-6b1f7c3e2a00")
             + header("x-ms-ests-server", "2.1.20123.5 - WEULR1 ProdSlices")
             + header("Set-Cookie", f"fpc={cookie}; path=/; secure"))
    graph = header("request-id", "0f8ea3b4-5c51-41a2-93d7-2a1c5d7e9b10")
    url = "https://graph.microsoft.com/v1.0/me"
    found = {}
    for way in ("direct", "proxy"):
        for host in HOSTS:
            found[f"curl-{way}-{host}.txt"] = answer(f"https://{host}/",
                                                     headers=entra)
        found[f"curl-{way}-graph.microsoft.com.txt"] = answer(
            url, "401 Unauthorized", graph,
            GRAPH % "Access token is empty.")
        found[f"curl-{way}-graph.microsoft.com-canary.txt"] = answer(
            url, "401 Unauthorized", graph,
            GRAPH % "IDX14100: JWT is not well formed, there are no dots.",
            "09:30:01.180200 > Authorization: Bearer "
            "od0x8004-canary-not-a-token\n")
    found[f"curl-direct-{PROBE}.txt"] = answer(
        f"http://{PROBE}/connecttest.txt", "200 OK", "",
        "Microsoft Connect Test")
    for host in HOSTS:
        near = "13.107.136" if "sharepoint" in host else "20.190.159"
        found[f"nslookup-{host}.txt"] = (
            "Server:  fritz.box\nAddress:  192.168.178.1\n\n"
            f"Non-authoritative answer:\nName:    {host}\n"
            f"Addresses:  {near}.4\n          {near}.23\n\n")
    return found


def service_answers(text):
    """Each `sc qc NAME` of a transcript, by the name of its answer."""
    parts = re.split(r"(?m)^.*>\s*sc(?:\.exe)? (qc|query) (\w+)\s*$", text)
    names = ["NlaSvc", "netprofm", "WinHttpAutoProxySvc", "CryptSvc",
             "TokenBroker", "Dnscache", "W32Time", "wlidsvc"]
    for verb, name, told in zip(parts[1::3], parts[2::3], parts[3::3]):
        for own in names:
            if own.lower() == name.lower():
                yield f"sc-{verb}-{own}.txt", told


def path_answers(text):
    """Each run of curl of a capture, and each typed `curl.exe -v ADDRESS`."""
    parts = re.split(r"(?m)^(?:# od0x8004-capture curl path=(direct|proxy) "
                     r"canary=(yes|no) .*?url=|\S*>curl\.exe -v )"
                     r"https?://([^/\s]+)\S*$\n?", text)
    for way, canary, host, told in zip(parts[1::4], parts[2::4], parts[3::4],
                                       parts[4::4]):
        mark = "-canary" if canary == "yes" else ""
        yield f"curl-{way or 'direct'}-{host}{mark}.txt", told


def name_answers(text):
    """Each `nslookup HOST` of a transcript."""
    parts = re.split(r"(?m)^\S*>nslookup (?:-\S+ )*(\S+)$\n?", text)
    for host, told in zip(parts[1::2], parts[2::2]):
        yield f"nslookup-{host}.txt", told


def kind_of(name, text):
    """The answer that a captured file is, or None."""
    if name in ("ipconfig.txt", "route.txt"):
        return name
    if name.endswith(".reg"):
        return name
    if "| Device State" in text:
        return "dsregcmd.txt"
    if "<Event " in text:
        for channel, answer in LOGS.items():
            if f"<Channel>{channel}</Channel>" in text:
                return answer
        return None
    if name == "whoami.txt":
        return "whoami-user.txt"
    if "ProxyIsEnabled" in text:
        return "netsh-advproxy.txt"
    if "WinHTTP" in text:
        return "netsh-proxy.txt"
    if "Target:" in text or "Ziel:" in text:
        return "cmdkey.txt"
    if "w32tm" in text:
        return "w32tm.txt"
    return None


def answers_of(folder):
    """Every answer of a case: name -> bytes with CRLF, as Windows writes."""
    found = {}
    for entry in sorted(os.listdir(folder)):
        m = re.match(r"^(.*)\.@([a-z0-9-]+)(\.[a-z]+)$", entry)
        name, code = (m[1] + m[3], m[2]) if m else (entry, "utf-8")
        with open(os.path.join(folder, entry), "rb") as file:
            text = file.read().decode("utf-8")
        services = dict(service_answers(text))
        kind = kind_of(name, text)
        parts = {**dict(path_answers(text)), **dict(name_answers(text))}
        if services:
            found.update({n: run.encode(t.encode(), code if m else "cp850")
                          for n, t in services.items()})
        elif parts:
            found.update({n: run.encode(t.encode(), code)
                          for n, t in parts.items()})
        elif kind:
            found[kind] = run.encode(text.encode(), code)
    return found


def case_named(name):
    return next(c for c in run.read_table() if c.name == name)
