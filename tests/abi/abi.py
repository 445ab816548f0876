"""The binary interface against the stored baseline (docs/abi.md).

    abi.py check  LIBRARY     fails on any difference
    abi.py update LIBRARY     writes the baseline of today's headers

The baseline is made from the public headers alone: every prototype with an
empty body, linked by the same map. So it holds no internal type and no place
of the machine, and is short enough to be reviewed.
"""
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "house"))
from house import ROOT, files, read, skip, without_comments  # noqa: E402

HEADERS = os.path.join(ROOT, "include", "od0x8004")
MAJOR = re.search(r"OD_VERSION_MAJOR (\d+)",
                  read("include/od0x8004/export.h")).group(1)
BASELINE = os.path.join(HERE, f"od0x8004-{MAJOR}.abi")


def surface():
    """C source that defines every public function, doing nothing."""
    lines = ['#include "od0x8004/od0x8004.h"']
    for header in files((".h",), "include"):
        code = without_comments(read(header))
        for prototype in re.findall(r"^OD_API\s+([^;]*);", code, re.M):
            text = " ".join(prototype.split())
            empty = re.match(r"void od_\w+\(", text)
            lines.append(text + (" { }" if empty else " { return 0; }"))
    return "\n".join(lines) + "\n"


def write(path, library):
    generated = os.path.join(os.path.dirname(library), "../generated")
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/surface.c", "w", encoding="utf-8") as file:
            file.write(surface())
        built = f"{folder}/libod0x8004.so"
        subprocess.run(
            ["gcc", "-w", "-g", "-fPIC", "-shared", "-nostdlib",
             f"-I{ROOT}/include", f"-Wl,-soname,libod0x8004.so.{MAJOR}",
             f"-Wl,--version-script={generated}/od0x8004.map",
             "surface.c", "-o", built], cwd=folder, check=True)
        subprocess.run(
            ["abidw", "--headers-dir", HEADERS, "--drop-private-types",
             "--no-show-locs", "--no-comp-dir-path", "--no-corpus-path",
             "--type-id-style", "hash", "--out-file", path, built],
            check=True)
    with open(path, encoding="utf-8") as file:
        text = re.sub(r" (language|producer)='[^']*'", "", file.read())
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def compare(baseline, library):
    """abidiff's exit status and words; 0 is the same interface."""
    done = subprocess.run(
        ["abidiff", "--headers-dir2", HEADERS, "--drop-private-types",
         baseline, os.path.realpath(library)], text=True,
        capture_output=True)
    return done.returncode, done.stdout + done.stderr


def altered(folder, find, replace):
    """The baseline with one thing changed: a check that sees nothing is
    none."""
    with open(BASELINE, encoding="utf-8") as file:
        text = file.read()
    if not re.search(find, text):
        sys.exit(f"FAILED: the baseline holds no {find}")
    path = os.path.join(folder, "altered.abi")
    with open(path, "w", encoding="utf-8") as file:
        file.write(re.sub(find, replace, text))
    return path


def check(library):
    if not os.path.isfile(BASELINE):
        sys.exit(f"FAILED: no baseline {os.path.basename(BASELINE)}")
    status, words = compare(BASELINE, library)
    if status:
        print(words[-6000:])
        sys.exit("FAILED: the interface is not the baseline's; if that is "
                 "meant, 'abi.py update' and a line in CHANGELOG.md")
    with tempfile.TemporaryDirectory() as folder:
        for find, replace in (("od_job_progress", "od_job_pace"),
                              ("name='OD_ENOMEM' value='-2'",
                               "name='OD_ENOMEM' value='-3'")):
            if not compare(altered(folder, find, replace), library)[0]:
                sys.exit(f"FAILED: a change of {find} is not seen")
    print("ok: as in", os.path.basename(BASELINE))


if not shutil.which("abidw") or not shutil.which("abidiff"):
    skip("abidw is missing (Debian: abigail-tools)")
if platform.machine() != "x86_64":
    skip("the baseline is of x86-64")
if len(sys.argv) != 3 or not os.path.isfile(sys.argv[2]):
    sys.exit(__doc__)
if sys.argv[1] == "update":
    write(BASELINE, os.path.abspath(sys.argv[2]))
else:
    check(sys.argv[2])
