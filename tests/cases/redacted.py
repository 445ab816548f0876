#!/usr/bin/env python3
"""Redacted cases: redacted.py PROGRAM

Over every golden case: the facts with stand-ins give the diagnosis of the raw
evidence, and none of the names, ids and addresses that the plain facts hold
is left in them. Evidence of two users is redacted with the case's --user; the
document is of that user then, so its diagnosis is asked without.
"""

import concurrent.futures
import ipaddress
import json
import os
import re
import sys
import tempfile

from run import ROOT, at_hand, call, prepare, read_table

PUBLIC_USERS = {"administrator", "system", "guest"}
PUBLIC_IDS = {"ab9b8c07-8f02-4f72-87fa-80105867a763",  # OneDrive
              "00000003-0000-0ff1-ce00-000000000000"}  # SharePoint Online
PUBLIC_HOSTS = re.compile(
    r"(^|\.)(microsoftonline\.com|microsoft\.com|live\.com|outlook\.com"
    r"|office\.com|msftconnecttest\.com|sts\.windows\.net"
    r"|enterpriseregistration\.windows\.net|hotmail\.com|windows\.local"
    r"|azuread|nt authority)$")
GUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.I)
SID = re.compile(r"\bS-1-(?:5-21|12-1)(?:-\d+){3,}", re.I)
MAIL = re.compile(r"[\w.+#-]+@[\w-]+(?:\.[\w-]+)+")
ADDRESS = re.compile(r"\b(?!127\.|0\.)\d{1,3}(?:\.\d{1,3}){3}\b")
with open(os.path.join(ROOT, "lib", "catalog", "endpoints.json"),
          encoding="utf-8") as table:
  PUBLISHED = [ipaddress.ip_network(prefix)
               for item in json.load(table)["sets"]
               for prefix in item["prefixes"]]
# Of a script's server, and of a public name with a search suffix behind it.
PUBLIC_LABELS = {"pac", "wpad", "login", "microsoftonline", "com"}
PRIVATE = re.compile(r"https?://([\w.-]+)")


def without(options, *names):
  kept, skip = [], False
  for word in options:
    if skip or word in names:
      skip = not skip
    else:
      kept.append(word)
  return kept


def texts(value, name=""):
  """Every text below a value with the name of its member."""
  if isinstance(value, dict):
    for key, inner in value.items():
      if key != "state":
        yield from texts(inner, name if key == "value" else key)
  elif isinstance(value, list):
    for inner in value:
      yield from texts(inner, name)
  elif isinstance(value, str):
    yield name, value


def host_parts(host):
  host = host.lower().strip(".")
  if host and not PUBLIC_HOSTS.search(host):
    yield host
    labels = host.split(".")
    tenant = host.endswith((".sharepoint.com", ".onmicrosoft.com",
                            ".windows.net"))
    for label in labels[:-2] if tenant else labels[:-1] or labels:
      if label not in PUBLIC_LABELS:
        yield re.sub(r"-(my|admin)$", "", label)


def account_parts(account):
  for part in account.split(","):
    part = part.strip()
    if "\\" in part:
      domain, part = part.split("\\", 1)
      yield from host_parts(domain)
    if "@" in part:
      part, domain = part.rsplit("@", 1)
      yield from host_parts(domain)
    yield part


def is_public(address):
  """Published by Microsoft, or the same on every machine."""
  ip = ipaddress.ip_address(address)
  return (any(ip in net for net in PUBLISHED if net.version == ip.version)
          or ip.is_multicast or ip.packed[0] == 255)


def personal(document):
  """What must not be left, in lower case."""
  found = set()
  for name, text in texts(document):
    for pattern in (GUID, SID, MAIL, ADDRESS):
      if name not in ("version", "windows_version", "prefix"):
        found.update(word for word in pattern.findall(text)
                     if pattern is not ADDRESS or not is_public(word))
    for host in PRIVATE.findall(text):
      found.update(host_parts(host))
    for tenant in re.findall(r"tenant '(\w+)'|'(\w+)' tenant", text):
      found.update(tenant)
    if name in ("account", "email", "emails", "user"):
      found.update(account_parts(text))
    if name in ("tenant_name", "domain_name", "domain", "host",
                "federation_host"):
      found.update(host_parts(text))
    if name in ("cid", "sid", "correlation_id", "request_id"):
      found.add(text)
    if name in ("server", "bypass"):
      for host in re.findall(r"[a-z][\w-]*(?:\.[\w-]+)+", text, re.I):
        found.update(host_parts(host))
  return {word.lower() for word in found
          if len(word) > 2 and word.lower() not in PUBLIC_USERS | PUBLIC_IDS
          and not word.startswith("S-1-5-18")}


def left_over(plain, redacted):
  document = json.loads(redacted)
  # Not evidence: names of facts, kinds, and words that the library writes.
  text = "\n".join(value for name, value in texts(document)
                   if name not in ("why", "kind", "schema", "action", "class",
                                   "fact", "how")).lower()
  for word in sorted(personal(json.loads(plain))):
    if re.search(r"(?<![0-9a-z])" + re.escape(word) + r"(?![0-9a-z])", text):
      yield f"'{word}' is left"


def judgement(document):
  return (document["verdict"], document["firm"], document["code"],
          [(c["id"], c["grade"], c["score_db"], c.get("consequence_of"))
           for c in document["causes"]])


def check(case, program, room):
  path = prepare(case, room)
  named = without(case.options, "--code", "--at")
  status, plain, _ = call(program, ["facts", path, *named])
  if case.verdicts == ["-"]:
    return
  again, redacted, err = call(program, ["facts", path, *named, "--redact"])
  if status or again:
    yield f"facts: exit status {status}, redacted {again}: {err[:90]}"
    return
  yield from left_over(plain, redacted)
  copy = os.path.join(room, "redacted.json")
  with open(copy, "wb") as f:
    f.write(redacted)
  raw = call(program, ["diagnose", path, *case.options, "--format", "json"])
  new = call(program, ["diagnose", copy, *without(case.options, "--user"),
                       "--format", "json"])
  if judgement(json.loads(raw[1])) != judgement(json.loads(new[1])):
    yield (f"raw {judgement(json.loads(raw[1]))}, "
           f"redacted {judgement(json.loads(new[1]))}")
  if raw[0] != new[0]:
    yield f"exit status {raw[0]}, redacted {new[0]}"
  twice = call(program, ["facts", copy, "--redact"])[1]
  for name, text in texts(json.loads(twice)):
    if re.match(r"(user|name)-[0-9a-f]{8}$", text) and text not in str(
        json.loads(redacted)):
      yield f"redacted twice: {name} became {text}"


def run_case(case, program):
  with tempfile.TemporaryDirectory(prefix="od-redacted-") as room:
    return list(check(case, program, room))


def main():
  program = os.path.abspath(sys.argv[1])
  cases = at_hand(read_table())
  with concurrent.futures.ThreadPoolExecutor(2) as pool:
    results = list(pool.map(lambda c: run_case(c, program), cases))
  for case, differences in zip(cases, results):
    if differences:
      print(f"{case.name}: " + "; ".join(differences))
  failed = sum(map(bool, results))
  print(f"{len(cases) - failed} passed, {failed} failed")
  return 1 if failed or not cases else 0


if __name__ == "__main__":
  sys.exit(main())
