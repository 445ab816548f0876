#!/usr/bin/env python3
"""Laws that hold for every golden case: laws.py PROGRAM [--only WORD]

Each law compares the program with itself over changed evidence, so none of
them knows the right answer but `dropping`, which reads it from the table.
"""

import argparse
import concurrent.futures
import json
import os
import shutil
import sys
import tempfile
import time

sys.dont_write_bytecode = True
import run  # noqa: E402

LEAVES = 12  # of a case that are forgotten one at a time
CODES = """0x8004de40 0x8004de88 0x8004de42 0x8004de44 0x8004de80 0x8004de85
0x8004de86 0x8004de8a 0x8004de90 0x8004de96 0x8004dea3 0x8004deb4 0x8004dec5
0x8004ded2 0x8004ded7 0x8004dedc 0x8004deef 0x8004def0 0x8004def1 0x8004def4
0x8004def5 0x8004def7 0x8004e4d0 0x80040c81 0x8007016a 0xcaa70007 AADSTS53003
AADSTS50126 AADSTS50057 AADSTS500133 12007 12175 0x12345678""".split()
LOCALES = [{"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"},
           {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Auckland"},
           {"LC_ALL": "C", "TZ": "America/St_Johns"}]


class Room:
  """A prepared case and what the program says of it as it stands."""

  def __init__(self, case, program, folder):
    self.case, self.program, self.folder = case, program, folder
    self.path = run.prepare(case, folder)
    self.files = sorted(
        os.path.relpath(os.path.join(where, name), self.path)
        for where, _, names in os.walk(self.path) for name in names)
    self.bytes = self.diagnose([self.path])
    self.answer = said(self.bytes)

  def diagnose(self, paths, form="json", **environment):
    status, out, err = run.call(
        self.program, ["diagnose", *paths, "--format", form,
                       *self.case.options], **environment)
    return status, out, err

  def copy(self, name="changed"):
    target = os.path.join(self.folder, name)
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(self.path, target)
    return target


def said(result):
  """Status, verdict, and the causes with evidence for or against them."""
  status, out, _ = result
  try:
    doc = json.loads(out)
  except ValueError:
    return status, None, []
  return status, doc["verdict"], [
      (c["id"], c["grade"], c["score_db"], c.get("consequence_of"))
      for c in doc["causes"]]


def differs(was, now):
  """The first difference between two answers, as text."""
  if was[:2] != now[:2]:
    return f"{was[1]} ({was[0]}) became {now[1]} ({now[0]})"
  gone = [c for c in was[2] if c not in now[2]]
  new = [c for c in now[2] if c not in was[2]]
  return f"{gone[:2]} became {new[:2]}" if gone or new else "the order changed"


def law_twice(room):
  """The same file twice counts once."""
  for name in room.files:
    target = room.copy()
    stem, end = os.path.splitext(name)
    shutil.copy(os.path.join(target, name),
                os.path.join(target, f"{stem}-copy{end}"))
    now = said(room.diagnose([target]))
    if now != room.answer:
      yield f"{name} twice: {differs(room.answer, now)}"


def law_order(room):
  """The order of arguments never matters."""
  paths = [os.path.join(room.path, name) for name in room.files]
  if len(paths) < 2:
    return
  first = room.diagnose(paths)
  for order in (paths[::-1], paths[1:] + paths[:1]):
    if room.diagnose(order)[:2] != first[:2]:
      yield "other bytes for " + " ".join(map(os.path.basename, order))


def law_dropping(room):
  """Without one file there is no confident wrong answer."""
  right = {i for ids, _, _ in room.case.causes() for i in ids}
  if len(room.files) < 2 or room.answer[1] is None:
    return
  for name in room.files:
    target = room.copy()
    os.remove(os.path.join(target, name))
    _, verdict, causes = said(room.diagnose([target]))
    wrong = verdict == "cause-found" and causes[0][0] not in right
    if wrong:
      yield f"without {name}: cause found, {causes[0][0]} {causes[0][1]}"


def facts_of(room):
  options = list(room.case.options)
  if "--code" in options:
    at = options.index("--code")
    del options[at:at + 2]
  _, out, _ = run.call(room.program, ["facts", room.path, *options,
                                      "--format", "json"])
  try:
    return json.loads(out)
  except ValueError:
    return None


def leaves(node, path=()):
  for name, value in sorted(node.items()):
    if isinstance(value, dict) and "state" not in value:
      yield from leaves(value, path + (name,))
    elif isinstance(value, dict) and value["state"] == "measured":
      yield path + (name,)


def forget(document, path, how):
  """The document without one leaf, or with it as not asked."""
  changed = json.loads(json.dumps(document))
  node = changed["facts"]
  for name in path[:-1]:
    node = node[name]
  if how:
    del node[path[-1]]
  else:
    node[path[-1]] = {"state": "not-asked", "why": "nobody looked"}
  return changed


def write(room, document):
  path = os.path.join(room.folder, "facts.json")
  with open(path, "w", encoding="utf-8") as f:
    json.dump(document, f, ensure_ascii=False)
  return path


def law_document(room):
  """The facts document says what the evidence says."""
  document = facts_of(room)
  if document is None:
    return
  now = said(room.diagnose([write(room, document)]))
  if now != room.answer:
    yield f"from the facts document: {differs(room.answer, now)}"


def law_forgetting(room):
  """A known fact made unknown never makes a grade confirmed."""
  document = facts_of(room)
  if document is None:
    return
  was = {i for i, grade, _, _ in room.answer[2] if grade == "confirmed"}
  paths = list(leaves(document["facts"]))
  step = max(1, -(-len(paths) // LEAVES))
  start = len(room.case.name) % step  # other leaves in other cases
  for number, path in enumerate(paths[start::step]):
    changed = forget(document, path, number % 2)
    status, verdict, causes = said(room.diagnose([write(room, changed)]))
    if verdict is None:
      yield f"without {'.'.join(path)}: exit status {status}, no document"
    new = [i for i, grade, _, _ in causes if grade == "confirmed"
           and i not in was]
    if new:
      yield f"without {'.'.join(path)}: {new[0]} became confirmed"


def law_encoding(room):
  """UTF-16 with CRLF says the same as what was captured."""
  target = room.copy()
  for name in room.files:
    path = os.path.join(target, name)
    with open(path, "rb") as f:
      data = f.read()
    try:
      text = data.decode("utf-8")
    except UnicodeDecodeError:
      continue
    if "\0" in text or '"schema"' in text or data.startswith(b"\xef\xbb\xbf"):
      continue
    text = text.replace("\r\n", "\n")
    with open(path, "wb") as f:
      f.write(run.encode(text.encode("utf-8"), "utf-16le-bom"))
  now = said(room.diagnose([target]))
  if now != room.answer:
    yield f"in UTF-16: {differs(room.answer, now)}"


def law_beside(room):
  """A file that is no evidence changes no answer."""
  target = room.copy()
  with open(os.path.join(target, "zz-notes.txt"), "w", encoding="utf-8") as f:
    f.write("Rang at nine. Will try again after lunch.\n")
  now = said(room.diagnose([target]))
  if now != room.answer:
    yield f"with notes beside it: {differs(room.answer, now)}"


def law_places(room):
  """Locale and time zone change no byte of any format."""
  for form in ("json", "text"):
    was = room.diagnose([room.path], form)
    for place in LOCALES:
      if room.diagnose([room.path], form, **place)[:2] != was[:2]:
        yield f"other {form} with {place}"


LAWS = [law_twice, law_order, law_dropping, law_document, law_forgetting,
        law_encoding, law_beside]


def hold(case, program, everywhere):
  """Lines about the laws that a case breaks."""
  with tempfile.TemporaryDirectory(prefix="od-laws-") as folder:
    room = Room(case, program, folder)
    if room.answer[1] is None and case.verdicts != ["-"]:
      return [f"{case.name}: exit status {room.answer[0]}, no document: "
              f"{room.bytes[2].strip()[:90]}"]
    laws = LAWS + ([law_places] if everywhere else [])
    return [f"{case.name}: {law.__name__[4:]}: {line}"
            for law in laws for line in law(room)]


def priors(program):
  """A code alone finds no cause."""
  with tempfile.TemporaryDirectory(prefix="od-laws-") as folder:
    path = os.path.join(folder, "facts.json")
    document = {"schema": "od0x8004.facts/1", "facts": {"session": {
        "remote": {"state": "measured", "value": False}}}}
    with open(path, "w", encoding="utf-8") as f:
      json.dump(document, f)
    for code in [None, *CODES]:
      options = ["--code", code] if code else []
      status, verdict, causes = said(run.call(
          program, ["diagnose", path, *options, "--format", "json"]))
      high = [c[0] for c in causes
              if run.GRADES.index(c[1]) >= run.GRADES.index("possible")]
      if verdict in (None, "cause-found") or high:
        yield (f"code {code} alone: exit status {status}, {verdict} "
               f"{' '.join(high)}")


def main():
  parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
  parser.add_argument("program")
  parser.add_argument("--only", default="")
  args = parser.parse_args()
  program, start = os.path.abspath(args.program), time.monotonic()
  cases = run.at_hand([c for c in run.read_table() if args.only in c.name])
  jobs = [(case, number % 8 == 0) for number, case in enumerate(cases)]
  with concurrent.futures.ThreadPoolExecutor(2) as pool:
    lines = [line for found in pool.map(
        lambda job: hold(job[0], program, job[1]), jobs) for line in found]
  lines += list(priors(program))
  for line in lines:
    print(line)
  took = time.monotonic() - start
  print(f"{len(LAWS) + 2} laws over {len(cases)} cases: "
        f"{len(lines)} broken, {took:.0f} s")
  return 1 if lines or not cases else 0


if __name__ == "__main__":
  sys.exit(main())
