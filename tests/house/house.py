"""What the tests of the house share: files, failures, one way to report."""
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
SKIP = 77
_failures = []


def tracked():
    """Every file that git tracks or would, relative to the root."""
    if shutil.which("git"):
        done = subprocess.run(
            ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others",
             "--exclude-standard"], capture_output=True)
        if done.returncode == 0 and done.stdout:
            names = done.stdout.decode().split("\0")
            return sorted({n for n in names
                           if n and os.path.isfile(os.path.join(ROOT, n))})
    names = []  # an archive, or no git
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [f for f in folders
                      if f not in ("__pycache__", ".git")
                      and not f.startswith("build")]
        names += [os.path.relpath(os.path.join(folder, f), ROOT)
                  for f in files if not f.endswith(".pyc")]
    return sorted(names)


def files(endings, *folders):
    """Tracked files with one of the endings below one of the folders."""
    return [name for name in tracked() if name.endswith(endings)
            and (not folders or name.split("/")[0] in folders)]


def read(name):
    with open(os.path.join(ROOT, name), encoding="utf-8",
              errors="replace", newline="") as file:
        return file.read()


def without_comments(text):
    """C source with comments and strings blanked, lines kept."""
    def blank(found):
        piece = found.group(0)
        if piece[0] == "/":
            return re.sub(r"[^\n]", " ", piece)
        return piece[0] + " " * (len(piece) - 2) + piece[-1]
    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\""
                  r"|'(?:\\.|[^'\\\n])*'", blank, text, flags=re.S)


def check(condition, message):
    if not condition:
        _failures.append(message)
        print("FAILED:", message)
    return condition


def skip(message):
    print("SKIPPED:", message)
    sys.exit(SKIP)


def done(what=""):
    """Ends the test; says what was looked at, so that nothing is nothing."""
    if _failures:
        print(f"{len(_failures)} failures")
        sys.exit(1)
    print("ok:", what)
    sys.exit(0)
