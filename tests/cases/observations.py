"""The table of observations: what each rests on, how often it is right.

    observations.py PROGRAM [--update]

Every observation of the built-in packs with its class, tiers and source, in
how many golden cases it was true and counted, and in how many of those the table of cases
says so too: a cause that it speaks for is expected there (by itself or as a
consequence), or, where it only speaks against causes, none of those is. The
page is docs/observations.md; a difference is a failure, so that a tier
changes only together with this table.
"""
import concurrent.futures
import json
import os
import sys
import tempfile

import run

PAGE = os.path.join(run.ROOT, "docs", "observations.md")
HEAD = """# Observations

<!-- Made by tests/cases/observations.py --update; do not edit. -->

What the built-in rules can observe, what each observation rests on and how
often it was right in the golden cases (`tests/cases`; no lab cases yet).
*Seen* counts the cases in which it was true and was not explained by another
cause; *right* those of them whose line expects a cause that it speaks for, or
none that it speaks against. An observation that speaks for several causes at once is a list of suspects: it is
right where one of them is. `-` stands for observations that only tell.

| observation | for | against | class | seen | right | source |
|---|---|---|---|---|---|---|
"""


def expected_causes(case):
    """Causes that a person expects to be shown, alone or as consequences."""
    found = set()
    for ids, sign, grade in case.causes():
        if sign == "after" or (sign in (">=", "=") and
                               grade >= run.GRADES.index("possible")):
            found.update(ids)
    return found


def true_in(case, program):
    with tempfile.TemporaryDirectory() as room:
        path = run.prepare(case, room)
        status, out, _ = run.call(
            program, ["diagnose", path, "--format", "json"] + case.options)
    if not out:
        return set()
    document = json.loads(out)
    follows = {c["id"] for c in document["causes"] if c["consequence_of"]}
    alone = {e["observation"] for c in document["causes"]
             if c["id"] not in follows for e in c["for"]}
    after = {e["observation"] for c in document["causes"]
             if c["id"] in follows for e in c["for"]} - alone
    return {o["id"] for o in document["observations"] + document["advice"]
            if "consequence_of" not in o and o["id"] not in after}


def effects(list_):
    return "<br>".join(f"{e['cause']} {e['tier']}" for e in list_) or "-"


def counts_of(observation, seen):
    """How often it was true, and right."""
    speaks_for = {e["cause"] for e in observation["for"]}
    against = {e["cause"] for e in observation["against"]}
    right = 0
    for expected in seen:
        right += bool(speaks_for & expected if speaks_for
                      else not against & expected)
    return len(seen), right if speaks_for or against else "-"


def page(program):
    cases = [c for c in run.read_table() if not c.name.startswith("@")]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda c: true_in(c, program), cases))
    status, out, _ = run.call(program, ["rules", "list", "--format", "json"])
    rows = []
    for o in sorted(json.loads(out)["observations"], key=lambda o: o["id"]):
        seen = [expected_causes(c) for c, ids in zip(cases, results)
                if o["id"] in ids]
        count, right = counts_of(o, seen)
        rows.append(f"| {o['id']} | {effects(o['for'])} | "
                    f"{effects(o['against'])} | {o['class']} | {count} | "
                    f"{right} | {o['source'] or '-'} |\n")
    return HEAD + "".join(rows)


def main():
    program, text = sys.argv[1], None
    made = page(program)
    if "--update" in sys.argv:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(made)
        return 0
    if os.path.exists(PAGE):
        with open(PAGE, encoding="utf-8") as file:
            text = file.read()
    if text == made:
        return 0
    old, new = (text or "").splitlines(), made.splitlines()
    for line in [n for n in new if n not in old][:10]:
        print("now:", line)
    print("docs/observations.md differs; see tests/cases/observations.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
