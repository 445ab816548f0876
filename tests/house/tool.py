"""Runs clang-tidy or cppcheck over lib/ and examples/, by the build's log.

    tool.py clang-tidy|cppcheck BUILD

What was found good is noted below BUILD and looked at again when it changes.
"""
import concurrent.futures
import hashlib
import json
import os
import shutil
import subprocess
import sys

from house import ROOT, check, done, files, read, skip

name, build = sys.argv[1:3]
database = os.path.join(build, "compile_commands.json")


def sources():
    with open(database, encoding="utf-8") as file:
        entries = json.load(file)
    seen = {}
    for entry in entries:
        path = os.path.relpath(entry["file"], ROOT)
        if path.startswith(("lib/", "examples/")) and path.endswith(".c"):
            seen.setdefault(path, entry)
    return seen


def stamp_of(path):
    """Where it is noted that this very text was looked at and found good."""
    digest = hashlib.sha256(shared)
    with open(os.path.join(ROOT, path), "rb") as file:
        digest.update(path.encode() + b"\0" + file.read())
    return os.path.join(notes, digest.hexdigest())


def tidy(path):
    stamp = stamp_of(path)
    if os.path.exists(stamp):
        return path, ""
    result = subprocess.run(
        ["clang-tidy", "-p", build, "--quiet", "--warnings-as-errors=*",
         # A tenth of the analyzer's nodes finds the same in a tenth of time.
         "--extra-arg=-Xclang", "--extra-arg=-analyzer-config",
         "--extra-arg=-Xclang", "--extra-arg=max-nodes=20000", path],
        cwd=ROOT, capture_output=True, text=True)
    if result.returncode == 0:
        open(stamp, "w", encoding="utf-8").close()
        return path, ""
    return path, result.stdout or result.stderr


def run_tidy(entries):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for path, said in pool.map(tidy, sorted(entries)):
            check(not said, f"{path}:\n{said[-3000:]}")


def run_cppcheck(entries):
    project = os.path.join(notes, "compile_commands.json")
    with open(project, "w", encoding="utf-8") as file:
        json.dump(list(entries.values()), file)
    result = subprocess.run(
        ["cppcheck", f"--project={project}", f"--cppcheck-build-dir={notes}",
         "-j2", "--quiet", "--enable=warning,portability", "--inline-suppr",
         "--error-exitcode=1", "--std=c99",
         "--suppress=missingIncludeSystem",
         "--suppressions-list=" +
         os.path.join(ROOT, "tests/house/cppcheck.txt")],
        cwd=ROOT, capture_output=True, text=True)
    check(result.returncode == 0, result.stderr[-6000:] or result.stdout)


if not shutil.which(name):
    skip(f"{name} is missing (Debian: {name})")
if not os.path.isfile(database):
    skip("the build has no compile_commands.json")
notes = os.path.join(build, name)
os.makedirs(notes, exist_ok=True)
# What every file depends on: a change of it looks at everything again.
shared = "".join(read(header) for header in files((".h",), "lib", "include",
                                                  "examples")).encode()
shared += read(".clang-tidy").encode()
found = sources()
check(len(found) > 10, "hardly any source was found")
(run_tidy if name == "clang-tidy" else run_cppcheck)(found)
done(f"{len(found)} files")
