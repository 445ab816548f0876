"""A big export of events is read in little memory.

usage: peak.py BUILD_FOLDER [MEGABYTES]
"""
import os
import subprocess
import sys
import tempfile

import synthetic

LIMIT = 32 * 1024  # KiB


def peak(build, arguments):
    """The peak resident set of a command in KiB."""
    return int(subprocess.run(
        [os.path.join(build, "tests", "bench_peak"),
         os.path.join(build, "bin", "od0x8004")] + arguments,
        stdout=subprocess.PIPE, check=True).stdout)


def main():
    build = os.path.abspath(sys.argv[1])
    megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    bad = 0
    with tempfile.TemporaryDirectory() as temp:
        path = os.path.join(temp, "events.xml")
        synthetic.write(path, "events", megabytes)
        for command in ("facts", "diagnose"):
            used = peak(build, [command, path])
            bad += used > LIMIT
            print(f"{command}: {megabytes} MB of events, peak "
                  f"{used / 1024:.1f} MiB (at most {LIMIT // 1024})"
                  f"{'' if used <= LIMIT else '  TOO MUCH'}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
