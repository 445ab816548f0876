#!/usr/bin/env python3
"""Golden cases: run.py PROGRAM [--only WORD] [--verbose]

Runs the command line over each case of cases.tsv (which explains its own
columns) and compares. A file called name.@ENCODING.ext is captured text in
that encoding with CRLF line ends: it is written so, as name.ext, before the
program sees it.
"""

import argparse
import concurrent.futures
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

try:
  import jsonschema
except ImportError:
  jsonschema = None

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SAMPLES = os.path.join(os.environ.get(
    "OD_SHARED_DATA", os.path.join(ROOT, "..", "shared", "data")), "samples")
GRADES = ["excluded", "unlikely", "open", "possible", "likely", "confirmed"]
LIKELY = GRADES.index("likely")
ANSWER = {"cannot-tell": r"cannot|can not|not enough|unknown",
          "nothing-found": r"nothing|no cause"}


class Case:
  """One line of the table."""

  def __init__(self, line):
    self.name, options, verdict, expected, never, status, self.why = line
    self.options = shlex.split(options)
    self.verdicts = verdict.split("|")
    self.expected = expected.split()
    self.never = shlex.split(never)
    words = re.findall(r'"([^"]+)"', never)
    self.words = [w.lower() for w in words]
    self.secrets = [n[7:] for n in self.never if n.startswith("secret:")]
    self.never = [n for n in self.never
                  if n not in words and not n.startswith("secret:")]
    self.statuses = [int(s) for s in status.split("|")]
    self.folder = (os.path.join(SAMPLES, self.name[1:])
                   if self.name.startswith("@")
                   else os.path.join(HERE, self.name))

  def causes(self):
    """Expectations about causes: (ids, sign, grade or ids it follows)."""
    for token in self.expected:
      m = re.match(r"^([a-z0-9.|-]+)(>=|<=|=)([a-z]+)$", token)
      if m:
        yield m[1].split("|"), m[2], GRADES.index(m[3])
        continue
      m = re.match(r"^([a-z0-9.-]+)\(([a-z0-9.|-]+)\)$", token)
      if m:
        yield [m[1]], "after", m[2].split("|")
      elif token.endswith("?"):
        yield [token[:-1]], "?", None
      elif ":" not in token:
        raise SystemExit(f"{self.name}: cannot read '{token}'")

  def others(self, kind):
    """The rest of "kind:rest" tokens."""
    return [t[len(kind) + 1:] for t in self.expected
            if t.startswith(kind + ":")]


def read_table():
  cases, path = [], os.path.join(HERE, "cases.tsv")
  with open(path, encoding="utf-8") as table:
    for number, line in enumerate(table, 1):
      if line.startswith("#") or not line.strip():
        continue
      cells = line.rstrip("\n").split("\t")
      if len(cells) != 7:
        raise SystemExit(f"cases.tsv:{number}: {len(cells)} columns, not 7")
      cases.append(Case(cells))
  names = [c.name for c in cases]
  for name in set(names):
    if names.count(name) > 1:
      raise SystemExit(f"cases.tsv: '{name}' stands there twice")
  folders = {f.name for f in os.scandir(HERE)
             if f.is_dir() and not f.name.startswith("__")}
  missing = sorted(folders - set(names))
  if missing:
    raise SystemExit(f"cases.tsv: no line for {', '.join(missing)}")
  return cases


def encode(data, directive):
  """Text as a machine writes it: an encoding and CRLF."""
  text = data.decode("utf-8").replace("\n", "\r\n")
  if directive == "utf-8-bom":
    return b"\xef\xbb\xbf" + text.encode("utf-8")
  if directive.startswith("utf-16"):
    big = directive.startswith("utf-16be")
    out = text.encode("utf-16-be" if big else "utf-16-le")
    if "-bom" in directive:
      out = (b"\xfe\xff" if big else b"\xff\xfe") + out
    return out[:-1] if directive.endswith("-odd") else out
  return text.encode(directive)


def prepare(case, room):
  """The evidence as captured, in a folder of its own. Returns the path."""
  target = os.path.join(room, "case")
  if case.name.startswith("@"):
    os.makedirs(target)
    shutil.copy(case.folder, target)
    return target
  for folder, _, files in os.walk(case.folder):
    there = os.path.join(target, os.path.relpath(folder, case.folder))
    os.makedirs(there, exist_ok=True)
    for name in files:
      with open(os.path.join(folder, name), "rb") as f:
        data = f.read()
      m = re.match(r"^(.*)\.@([a-z0-9-]+)(\.[a-z]+)$", name)
      if m:
        name, data = m[1] + m[3], encode(data, m[2])
      with open(os.path.join(there, name), "wb") as f:
        f.write(data)
  return os.path.normpath(target)


def call(program, arguments, **environment):
  env = {**os.environ, "LC_ALL": "C", "TZ": "UTC", "NO_COLOR": "1",
         **environment}
  p = subprocess.run([program, *arguments], stdin=subprocess.DEVNULL,
                     capture_output=True, timeout=60, env=env, check=False)
  return p.returncode, p.stdout, p.stderr.decode("utf-8", "replace")


def leads(cause):
  """At least likely, and not another's consequence."""
  return (GRADES.index(cause["grade"]) >= LIKELY
          and not cause.get("consequence_of"))


def check_causes(case, doc):
  causes = doc["causes"]
  by_id = {c["id"]: c for c in causes}
  grade = lambda i: (GRADES.index(by_id[i]["grade"]) if i in by_id
                     else GRADES.index("open"))
  named, order = set(), []
  for ids, sign, value in case.causes():
    named.update(ids if sign != "after" else ())
    shown = " ".join(f"{i}={GRADES[grade(i)]}" for i in ids)
    best = max(ids, key=grade)
    if sign == "=" and not any(grade(i) == value for i in ids):
      yield f"expected ={GRADES[value]}: {shown}"
    elif sign == ">=" and grade(best) < value:
      yield f"expected >={GRADES[value]}: {shown}"
    elif sign == "<=" and any(grade(i) > value for i in ids):
      yield f"expected <={GRADES[value]}: {shown}"
    elif sign == "after":
      follows = by_id.get(ids[0], {}).get("consequence_of")
      if follows not in value and grade(ids[0]) > GRADES.index("open"):
        yield f"expected as a consequence of {'|'.join(value)}: {shown}"
    if sign in ("=", ">=") and value >= GRADES.index("possible"):
      order.append(best)
  for cause in filter(leads, causes):
    if cause["id"] not in named or cause["id"] in case.never:
      yield f"must not be said: {cause['id']}={cause['grade']}"
  place = {c["id"]: n for n, c in enumerate(causes)}
  seen = [place[i] for i in order if i in place]
  if seen != sorted(seen):
    yield "order: " + " ".join(c["id"] for c in causes if c["id"] in order)
  if doc["verdict"] == "cause-found":
    if not causes or causes[0]["id"] not in named:
      yield f"first cause: {causes[0]['id'] if causes else 'none'}"


def check_status(case, doc, status):
  if status not in case.statuses:
    yield f"exit status {status}, expected {case.statuses}"
  due = {"cause-found": 1, "nothing-found": 0}.get(doc["verdict"], 6)
  if due == 6 and any(map(leads, doc["causes"])):
    due = 1
  if status != due:
    yield f"exit status {status} does not fit '{doc['verdict']}'"


def check_document(case, doc):
  if list(doc)[:1] != ["schema"] or doc["schema"] != "od0x8004.diagnosis/1":
    yield "the document does not start with its schema"
  if doc["verdict"] not in case.verdicts:
    top = " ".join(f"{c['id']}={c['grade']}" for c in doc["causes"][:3])
    yield (f"verdict {doc['verdict']}, expected {'|'.join(case.verdicts)}"
           f" ({top})")
  for expected in case.others("code"):
    if doc.get("code") != expected:
      yield f"code {doc.get('code')}, expected {expected}"
  for expected in case.others("chain"):
    links = ",".join(f"{l['what']}@{l['source']}:{l['line']}"
                     for l in doc["chain"])
    if links != expected:
      yield f"the chain is {links or 'empty'}, expected {expected}"
  for expected in case.others("advice"):
    if expected not in json.dumps(doc["advice"]):
      yield f"no advice {expected}"
  if doc["verdict"] == "cannot-tell" and not doc["not_measured"]:
    yield "cannot tell, and nothing was left unmeasured"
  measure = (doc["next"] or {}).get("measure", "nothing")
  for expected in case.others("next"):
    if not measure.startswith(expected):
      yield f"next is {measure}, expected {expected}"
  for cause in doc["causes"]:
    texts = [o["text"] for o in doc["observations"]
             for f in cause["for"] if o["id"] == f["observation"]]
    if len(set(texts)) < len(texts):
      yield f"{cause['id']} gives the same reason twice"


def check_facts(case, facts):
  conflicts = [c["fact"] for c in facts.get("conflicts", [])]
  for expected in case.others("conflict"):
    if expected not in conflicts:
      yield f"no conflict about {expected} ({', '.join(conflicts) or 'none'})"
  for expected in case.others("fact"):
    name, text = expected.split("~")
    leaf = facts["facts"]
    for part in name.split("."):
      leaf = leaf.get(part, {}) if isinstance(leaf, dict) else {}
    if text not in json.dumps(leaf, ensure_ascii=False):
      yield f"fact {name} does not hold '{text}'"


def check_next(case, doc, facts):
  """Nobody is asked to run again what was run (half files excepted)."""
  how = (doc["next"] or {}).get("how", "")
  given = {s["kind"] for s in facts.get("sources", [])}
  partly = case.name.startswith(("@", "half-", "contradiction-", "captured-"))
  if how == "dsregcmd /status" and "dsregcmd" in given and not partly:
    yield f"next is '{how}', which is in the evidence"


def check_ticket(facts, ticket):
  attempt = facts["facts"].get("prt", {}).get("last_attempt", {})
  mine = attempt.get("is_subject", {}).get("value") is not False
  identity = attempt.get("correlation_id", {}).get("value")
  if mine and identity and identity not in ticket:
    yield f"the ticket lacks the correlation id {identity}"
  if not ticket.endswith("\n"):
    yield "the ticket does not end in a line end"


def check_text(case, doc, text):
  if not text.endswith("\n"):
    yield "the text does not end in a line end"
  lines = text.split("\n")
  for number, line in enumerate(lines, 1):
    command = re.match(r"Run next: | +run: ", line)  # whole, to be pasted
    if len(line) > 80 and not command:
      yield f"text line {number} has {len(line)} columns"
      break
  flat = lambda t: re.sub(r"[^a-z0-9]+", " ", t.lower()).strip()
  head = flat(" ".join(lines[:3]))
  if doc["verdict"] == "cause-found":
    first = doc["causes"][0]
    if flat(first["id"]) not in head and flat(first["title"]) not in head:
      yield f"the first three lines do not name {first['id']}: {head[:70]}"
  elif not re.search(ANSWER[doc["verdict"]], head):
    yield f"the first three lines do not say '{doc['verdict']}': {head[:70]}"
  for word in case.words:
    if flat(word) in flat(text):
      yield f"the text says '{word}'"


def check_schema(name, doc):
  path = os.path.join(ROOT, "docs", "schema", name)
  if jsonschema is None or not os.path.exists(path):
    return
  with open(path, encoding="utf-8") as f:
    schema = json.load(f)
  schema.pop("$id", None)  # a name, not an address to resolve against
  validator = jsonschema.validators.validator_for(schema)(schema)
  for error in list(validator.iter_errors(doc))[:2]:
    place = "/".join(map(str, error.absolute_path))
    yield f"{name}: /{place}: {error.message[:100]}"


def check_leaks(case, room, outputs):
  for label, output in outputs.items():
    for path in (room, os.path.realpath(room), HERE, ROOT):
      if path in output:
        yield f"{label} holds the machine's path {path}"
    for secret in case.secrets:
      if secret in output:
        yield f"{label} holds the secret"


def run_error(case, program, path):
  status, out, err = call(program, ["diagnose", path, "--format", "json",
                                    *case.options])
  if status not in case.statuses:
    yield f"exit status {status}, expected {case.statuses}: {err.strip()[:90]}"
  if out:
    yield "an error, and a document on standard output"
  if not err.strip():
    yield "an error without a word"
  for word in case.others("stderr"):
    if word.lower() not in err.lower():
      yield f"standard error does not name '{word}': {err.strip()[:90]}"


def run_whole(case, program, path, room):
  diagnose = ["diagnose", path, *case.options]
  status, out, err = call(program, [*diagnose, "--format", "json"])
  try:
    doc = json.loads(out)
  except ValueError as e:
    yield f"exit status {status}, no JSON ({e}): {err.strip()[:90]}"
    return
  yield from check_document(case, doc)
  yield from check_causes(case, doc)
  yield from check_status(case, doc, status)
  yield from check_schema("diagnosis-1.json", doc)
  again, text, err_text = call(program, [*diagnose, "--format", "text"])
  if again != status:
    yield f"exit status {again} for text, {status} for JSON"
  text = text.decode("utf-8")
  yield from check_text(case, doc, text)
  ticket = call(program, [*diagnose, "--format", "ticket"])[1].decode("utf-8")
  options = [o for o in case.options]
  for name in ("--code", "--at"):
    if name in options:
      at = options.index(name)
      del options[at:at + 2]
  facts_status, facts, facts_err = call(
      program, ["facts", path, *options, "--format", "json"])
  outputs = {"JSON": out.decode("utf-8"), "text": text, "ticket": ticket,
             "facts": facts.decode("utf-8"), "standard error": err + err_text}
  try:
    document = json.loads(facts)
    yield from check_schema("facts-1.json", document)
    yield from check_facts(case, document)
    yield from check_next(case, doc, document)
    yield from check_ticket(document, ticket)
  except ValueError:
    yield (f"facts: exit status {facts_status}, no JSON: "
           f"{facts_err.strip()[:90]}")
  for name in case.others("lists"):
    if not any(name in outputs[k] for k in ("JSON", "text", "standard error")):
      yield f"'{name}' is not listed as unrecognised"
  del outputs["standard error"]
  yield from check_leaks(case, room, outputs)


def run_case(case, program):
  """What differs, as lines."""
  with tempfile.TemporaryDirectory(prefix="od-case-") as room:
    path = prepare(case, room)
    try:
      if case.verdicts == ["-"]:
        return list(run_error(case, program, path))
      return list(run_whole(case, program, path, room))
    except (subprocess.TimeoutExpired, UnicodeDecodeError, KeyError) as e:
      return [f"{type(e).__name__}: {e}"]


def at_hand(cases):
  """The cases whose evidence is there; says which are not."""
  absent = [c.name for c in cases if not os.path.exists(c.folder)]
  for name in absent:
    print(f"skipped {name}: not at hand" if name.startswith("@")
          else f"cases.tsv: {name} has no folder")
  if any(not name.startswith("@") for name in absent):
    sys.exit(1)
  return [c for c in cases if c.name not in absent]


def main():
  parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
  parser.add_argument("program")
  parser.add_argument("--only", default="")
  parser.add_argument("--verbose", action="store_true")
  args = parser.parse_args()
  program = os.path.abspath(args.program)
  if not os.access(program, os.X_OK):
    raise SystemExit(f"no program '{args.program}'")
  cases = at_hand([c for c in read_table() if args.only in c.name])
  with concurrent.futures.ThreadPoolExecutor(2) as pool:
    results = list(pool.map(lambda c: run_case(c, program), cases))
  for case, differences in zip(cases, results):
    if differences:
      print(f"{case.name}: " + "; ".join(differences))
      if args.verbose:
        print(f"    why: {case.why}")
  failed = sum(map(bool, results))
  print(f"{len(cases) - failed} passed, {failed} failed")
  return 1 if failed or not cases else 0


if __name__ == "__main__":
  sys.exit(main())
