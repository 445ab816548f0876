"""The same evidence gives the same bytes: any locale, zone, folder, order."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

import validate
from house import ROOT, check, done, skip

cli = os.path.abspath(sys.argv[1])
DATA = os.path.join(ROOT, "examples", "data")
FORMATS = ["text", "json", "ticket"]


def run(folder, environment=None, arguments=()):
    env = {"PATH": os.environ.get("PATH", ""), **(environment or {})}
    done_ = subprocess.run([cli, *arguments], cwd=folder, env=env,
                           stdin=subprocess.DEVNULL, capture_output=True)
    check(done_.returncode in (0, 1, 6),
          f"{arguments}: exit {done_.returncode}: {done_.stderr[:300]}")
    return done_.stdout


def locales(folder):
    """de_DE and tr_TR, made on the spot where localedef can."""
    made = [{"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}]
    for name in ("de_DE", "tr_TR"):
        path = os.path.join(folder, f"{name}.UTF-8")
        if shutil.which("localedef") and subprocess.run(
                ["localedef", "-i", name, "-f", "UTF-8", path],
                capture_output=True).returncode == 0:
            made.append({"LC_ALL": f"{name}.UTF-8", "LOCPATH": folder})
        else:
            print(f"locale {name} cannot be made (Debian: locales)")
    return made + [{"TZ": zone} for zone in
                   ("UTC", "Asia/Kathmandu", "America/St_Johns")]


def check_document(name, out):
    document = json.loads(out)
    for problem in validate.problems(document):
        check(False, f"{name}: {problem}")


def check_device(device, places, environments):
    for form in FORMATS:
        arguments = ["diagnose", device, "--code", "0x8004de40",
                     "--format", form]
        first = run(DATA, environments[0], arguments)
        check(first, f"{device}: no {form}")
        check(ROOT.encode() not in first, f"{device}: a path of the machine")
        for environment in environments[1:]:
            check(run(DATA, environment, arguments) == first,
                  f"{device}, {form}: other bytes with {environment}")
        for place in places:
            arguments[1] = os.path.join(place, device)
            check(run(DATA, environments[0], arguments) == first,
                  f"{device}, {form}: other bytes from elsewhere")
        if form == "json":
            check_document(device, first)
    facts = run(DATA, environments[0], ["facts", device, "--format", "json"])
    check_document(f"{device} (facts)", facts)
    for environment in environments[1:]:
        check(run(DATA, environment, ["facts", device, "--format", "json"]) ==
              facts, f"{device}: other facts with {environment}")


if not os.path.isfile(cli):
    skip("the command line is not built")
devices = sorted(d for d in (os.listdir(DATA) if os.path.isdir(DATA) else [])
                 if os.path.isdir(os.path.join(DATA, d)))
with tempfile.TemporaryDirectory() as temporary:
    elsewhere = os.path.join(temporary, "else where \u00e9")
    back = os.path.join(temporary, "back")
    settings = locales(temporary)
    for bundled in devices:
        shutil.copytree(os.path.join(DATA, bundled),
                        os.path.join(elsewhere, bundled))
        os.makedirs(os.path.join(back, bundled))
        for entry in sorted(os.listdir(os.path.join(DATA, bundled)),
                            reverse=True):  # another order on the disk
            source = os.path.join(DATA, bundled, entry)
            target = os.path.join(back, bundled, entry)
            (shutil.copytree if os.path.isdir(source) else shutil.copy)(
                source, target)
        check_device(bundled, [elsewhere, back], settings)
check(len(devices) >= 4, f"{len(devices)} bundled devices, four are promised")
done(f"{len(devices)} devices, {len(settings)} environments")
