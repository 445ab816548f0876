"""README, docs and Makefile agree with the tree; generated ones are fresh."""
import os
import re
import subprocess
import sys

from house import ROOT, check, done, files, read, tracked

WANTED = ["README.md", "LICENSE", "CHANGELOG.md", "docs/architecture.md",
          "docs/abi.md", "docs/errors.md", "docs/facts.md", "docs/rules.md",
          "docs/cli.md", "docs/threat-model.md", "docs/contributing.md"]
FACTS = ["lib/facts/generate.py", "lib/facts/dictionary.json"]
GENERATED = [
    ("docs/facts.md", FACTS + ["--markdown"]),
    ("docs/schema/facts-1.json", FACTS + ["--schema"]),
]
LATER = ("docs/python.md", "docs/powershell.md", "docs/network.md",
         "docs/conditional-access.md", "docs/repair.md")


def check_wanted():
    for name in WANTED:
        check(os.path.isfile(os.path.join(ROOT, name)), f"{name} is missing")


def check_generated():
    for name, command in GENERATED:
        made = subprocess.run([sys.executable, "-B"] + command, cwd=ROOT,
                              capture_output=True)
        check(made.returncode == 0, f"{name}: {made.stderr.decode()[-300:]}")
        with open(os.path.join(ROOT, name), "rb") as file:
            check(file.read() == made.stdout,
                  f"{name} is stale: run python3 {' '.join(command)} "
                  f"-o {name}")


def check_targets():
    makefile = read("Makefile")
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.M))
    for name in files((".md",)):
        text = read(name)
        code = "\n".join(re.findall(r"^(?: {4}|\$ ).*|`[^`\n]+`|^make .*",
                                    text, re.M))
        for target in re.findall(r"\bmake ([a-z][\w-]*)", code):
            check(target in targets, f"{name}: 'make {target}' is no target")
    for target in ("demo", "check", "soak"):
        check(target in targets, f"Makefile: no {target}")


def check_readme():
    """The first screen is the two commands and what they print."""
    if not os.path.isfile(os.path.join(ROOT, "README.md")):
        return
    screen = "\n".join(read("README.md").split("\n")[:50])
    for command in ("make demo", "make check"):
        check(command in screen, f"README.md: {command} is not on screen one")


def check_statuses():
    """docs/errors.md has the very statuses of base.h, and no others."""
    statuses = re.findall(r'XX\((\w+), (-?\d+), "([^"]*)"\)',
                          read("include/od0x8004/base.h"))
    rows = re.findall(r"^\| `(OD_\w+)` \| (-?\d+) \| ([^|]*) \|",
                      read("docs/errors.md"), re.M)
    check(len(statuses) > 10 and statuses == rows,
          f"docs/errors.md differs: {set(statuses) ^ set(rows)}")


def check_paths():
    """A file that a document names is there."""
    tops = {name.split("/")[0] for name in tracked() if "/" in name}
    known = set(tracked())
    folders = {os.path.dirname(name) for name in known}
    folders |= {os.path.dirname(f) for f in folders}
    folders |= {os.path.dirname(f) for f in folders}
    for name in files((".md",)) + files((".h",), "include"):
        text = read(name)
        named = re.findall(r"`([\w.-]+(?:/[\w.-]+)+/?)`", text)
        named += [os.path.normpath(os.path.join(os.path.dirname(name), link))
                  for link in re.findall(r"\]\(([^)#:]+)\)", text)]
        named += re.findall(r"\b(docs/[\w-]+\.md)\b", text)
        for path in named:
            if path.split("/")[0] not in tops | {"docs"} or path in LATER:
                continue
            path = path.rstrip("/.")
            check(path in known or path in folders,
                  f"{name}: '{path}' is not there")


check_wanted()
check_generated()
check_targets()
check_readme()
check_statuses()
check_paths()
done(f"{len(files(('.md',)))} documents")
