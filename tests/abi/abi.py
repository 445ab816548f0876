"""The binary interface against the stored baseline (docs/abi.md).

    abi.py check  LIBRARY     fails on anything that breaks a caller
    abi.py update LIBRARY     writes the baseline of today's library
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
HEADERS = os.path.join(ROOT, "include", "od0x8004")
INCOMPATIBLE = 8  # bits of abidiff's exit status
CHANGED, FAILED, USAGE = 4, 1, 2


def major():
    with open(os.path.join(HEADERS, "export.h"), encoding="utf-8") as file:
        return re.search(r"OD_VERSION_MAJOR (\d+)", file.read()).group(1)


def baseline():
    return os.path.join(HERE, f"od0x8004-{major()}.abi")


def write(library, path):
    """What is in it: functions and their types, no place, no private type."""
    subprocess.run(
        ["abidw", "--headers-dir", HEADERS, "--no-show-locs",
         "--no-comp-dir-path", "--no-corpus-path", "--drop-private-types",
         "--type-id-style", "hash", "--out-file", path,
         os.path.realpath(library)], check=True)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    # The compiler's name and flags are no interface.
    text = re.sub(r" (path|comp-dir-path|language)='[^']*'", "", text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def check(library):
    if not os.path.isfile(baseline()):
        sys.exit(f"FAILED: no baseline {os.path.basename(baseline())}")
    with tempfile.TemporaryDirectory() as folder:
        today = os.path.join(folder, "today.abi")
        write(library, today)
        done = subprocess.run(["abidiff", baseline(), today], text=True,
                              capture_output=True)
    print(done.stdout[-6000:], done.stderr[-2000:])
    if done.returncode & (FAILED | USAGE):
        sys.exit("FAILED: abidiff did not work")
    if done.returncode & INCOMPATIBLE:
        sys.exit("FAILED: callers would break")
    if done.returncode & CHANGED:
        # Removed things and changed types both set this bit; additions too.
        only_added = not re.search(
            r"[1-9]\d* Removed|[1-9]\d* Changed", done.stdout)
        if not only_added:
            sys.exit("FAILED: the interface changed")
        sys.exit("FAILED: the interface grew: 'abi.py update' and a line in "
                 "CHANGELOG.md")
    print("ok: as in", os.path.basename(baseline()))


if not shutil.which("abidw") or not shutil.which("abidiff"):
    print("SKIPPED: abidw is missing (Debian: abigail-tools)")
    sys.exit(77)
if len(sys.argv) != 3 or not glob.glob(sys.argv[2]):
    sys.exit(__doc__)
if sys.argv[1] == "update":
    write(sys.argv[2], baseline())
else:
    check(sys.argv[2])
