"""Runs clang-tidy or cppcheck over lib/ and examples/, by the build's log.

    tool.py clang-tidy|cppcheck BUILD
"""
import concurrent.futures
import json
import os
import shutil
import subprocess
import sys
import tempfile

from house import ROOT, check, done, skip

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


def tidy(path):
    return path, subprocess.run(
        ["clang-tidy", "-p", build, "--quiet", "--warnings-as-errors=*",
         path], cwd=ROOT, capture_output=True, text=True)


def run_tidy(entries):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for path, result in pool.map(tidy, sorted(entries)):
            check(result.returncode == 0,
                  f"{path}:\n{result.stdout[-3000:]}")


def run_cppcheck(entries):
    with tempfile.TemporaryDirectory() as folder:
        project = os.path.join(folder, "compile_commands.json")
        with open(project, "w", encoding="utf-8") as file:
            json.dump(list(entries.values()), file)
        result = subprocess.run(
            ["cppcheck", f"--project={project}", "-j2", "--quiet",
             "--enable=warning,portability", "--inline-suppr",
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
found = sources()
check(len(found) > 10, "hardly any source was found")
(run_tidy if name == "clang-tidy" else run_cppcheck)(found)
done(f"{len(found)} files")
