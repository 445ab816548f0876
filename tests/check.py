"""Builds and runs every test; ends with 'N passed, N failed, N skipped'.

Two builds: the default preset, and the asan preset (clang, AddressSanitizer,
UndefinedBehaviorSanitizer, libFuzzer); a third one, tsan, runs the tests that
share objects between threads. OD_NO_SKIPS=1 turns skips into failures.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LINE = re.compile(r"^\s*\d+/\d+ Test\s+#\d+: (\S+) \.*\s*"
                  r"(\**[A-Za-z ]+?)\s+[\d.]+ sec")

STARTED = re.compile(r"^\s+Start\s+\d+: ")


def build(preset, jobs):
    """Configures and builds; the log is shown only when it fails."""
    folder = "build" if preset == "default" else f"build-{preset}"
    for command in (["cmake", "--preset", preset],
                    ["cmake", "--build", folder, f"-j{jobs}"]):
        done = subprocess.run(command, cwd=ROOT, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            print(done.stdout[-20000:])
            print(f"the {preset} build failed: {' '.join(command)}")
            return None
    return os.path.join(ROOT, folder)


def said(folder, name):
    """The line in which a skipped test says why."""
    path = os.path.join(folder, "Testing", "Temporary", "LastTest.log")
    with open(path, encoding="utf-8", errors="replace") as file:
        log = file.read()
    part = log[log.find(f" Testing: {name}\n"):]
    part = part[part.find("Output:\n"):part.find("<end of output>")]
    lines = [x for x in part.splitlines()[2:] if x.strip()]
    return lines[-1] if lines else "it says no reason"


def run(preset, folder, jobs, extra):
    """Runs ctest; returns the counts of passed, failed, skipped."""
    command = ["ctest", "--test-dir", folder, f"-j{jobs}",
               "--output-on-failure", "--timeout", "600"] + extra
    process = subprocess.Popen(command, cwd=ROOT, text=True, errors="replace",
                               stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT)
    counts, skipped = [0, 0, 0], []
    for line in process.stdout:
        found = LINE.match(line)
        if not found:
            if not STARTED.match(line):
                print(line, end="")
            continue
        name, result = found.group(1), found.group(2)
        if result == "Passed":
            counts[0] += 1
            continue
        if "Skipped" in result or "Not Run" in result:
            counts[2] += 1
            skipped.append(name)
        else:
            counts[1] += 1
            print(f"FAILED {preset}/{name}: {result}")
    process.wait()
    for name in skipped:
        print(f"SKIPPED {preset}/{name}: {said(folder, name)}")
    if process.returncode and not counts[1] and not counts[2]:
        counts[1] += 1
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=2)
    jobs = parser.parse_args().jobs
    plan = [("default", []), ("asan", ["-L", "sanitize"]),
            ("tsan", ["-L", "threads"])]
    total, started = [0, 0, 0], time.monotonic()
    for preset, extra in plan:
        if preset == "asan" and not shutil.which("clang"):
            print("SKIPPED asan: clang is not installed")
            total[2] += 1
            continue
        folder = build(preset, jobs)
        counts = run(preset, folder, jobs, extra) if folder else [0, 1, 0]
        total = [a + b for a, b in zip(total, counts)]
        print(f"-- {preset}: {counts[0]} passed, {counts[1]} failed, "
              f"{counts[2]} skipped after "
              f"{time.monotonic() - started:.0f} s", flush=True)
    failed = total[1] + (total[2] if os.environ.get("OD_NO_SKIPS") else 0)
    print(f"{total[0]} passed, {total[1]} failed, {total[2]} skipped")
    return 1 if failed else 0


sys.exit(main())
