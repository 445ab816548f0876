"""What cannot be built in stops the build with one line."""
import json
import os
import subprocess
import sys
import tempfile

from house import ROOT, check, done

EMBED = os.path.join(ROOT, "lib", "rules", "embed.py")
OPERATORS = os.path.join(ROOT, "lib", "rules", "logic_compile.c")


def embed(condition, folder, **group):
    pack = os.path.join(folder, "p.json")
    with open(pack, "w", encoding="utf-8") as file:
        json.dump({"groups": [{"id": "g", **group}], "observations": [
            {"id": "o", "group": "g", "class": "unsourced", "text": "T.",
             "when": condition}]}, file)
    return subprocess.run(
        [sys.executable, EMBED, OPERATORS, pack, "-o",
         os.path.join(folder, "packs.inc")], stderr=subprocess.PIPE,
        text=True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        result = embed({"var": "codes"}, folder)
        check(result.returncode == 0, result.stderr)
        for condition, group, message in (
                ({"vary": "codes"}, {}, "unknown operator 'vary'"),
                ({"var": "codes", "in": []}, {}, "an object in a condition "
                 "has one member, its operator"),
                ({"some": [[1], {"var": 1}]}, {}, "'var' of the number 1"),
                ({"missing": {"var": "codes"}}, {}, "'missing' of names that "
                 "are not written out"),
                ({"var": "codes"}, {"required_for": ["0x8004DE40"]},
                 "'0x8004DE40' is not canonical")):
            result = embed(condition, folder, **group)
            check(result.returncode and
                  result.stderr == f"packs: {message}\n",
                  f"{condition}: {result.stderr!r}")
    done()


main()
