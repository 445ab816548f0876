"""What takes long: every fuzzer for an hour, every allocation of every call
failing once, and valgrind over every unit test.

OD_SOAK_SECONDS changes the hour. Ends with 'N passed, N failed, N skipped'.
"""
import argparse
import glob
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def sh(command, **options):
    print("+", " ".join(command), flush=True)
    options.setdefault("cwd", ROOT)
    return subprocess.run(command, **options).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=2)
    jobs = parser.parse_args().jobs
    seconds = int(os.environ.get("OD_SOAK_SECONDS", "3600"))
    passed = failed = 0
    for preset in ("asan", "default"):
        folder = "build" if preset == "default" else f"build-{preset}"
        if not (sh(["cmake", "--preset", preset], stdout=subprocess.DEVNULL)
                and sh(["cmake", "--build", folder, f"-j{jobs}"],
                       stdout=subprocess.DEVNULL)):
            print("0 passed, 1 failed, 0 skipped")
            return 1
    corpora = os.path.join(ROOT, "build-asan", "soak-corpus")
    for fuzzer in sorted(glob.glob(os.path.join(ROOT, "build-asan", "tests",
                                                "fuzz_*"))):
        if fuzzer.endswith("-replay"):
            continue
        name = os.path.basename(fuzzer)[len("fuzz_"):]
        grown = os.path.join(corpora, name)
        os.makedirs(grown, exist_ok=True)
        good = sh([fuzzer, f"-max_total_time={seconds}", "-timeout=10",
                   "-rss_limit_mb=2048", f"-jobs={jobs}", f"-workers={jobs}",
                   grown, os.path.join(ROOT, "tests/fuzz/corpus", name)],
                  cwd=corpora)  # logs and crashes land there
        passed, failed = passed + good, failed + (not good)
    for mode in ("all", "golden"):
        good = sh([os.path.join(ROOT, "build", "tests", "od-fault"), mode])
        passed, failed = passed + good, failed + (not good)
    for test in sorted(glob.glob(os.path.join(ROOT, "build", "tests",
                                              "unit-*"))):
        good = sh(["valgrind", "-q", "--error-exitcode=9",
                   "--leak-check=full",
                   "--suppressions=" + os.path.join(ROOT, "tests",
                                                    "soak.supp"), test], stdout=subprocess.DEVNULL)
        passed, failed = passed + good, failed + (not good)
    print(f"{passed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


sys.exit(main())
