"""Measures what issue and design ask for, as ratios within one run.

usage: bench.py BUILD_FOLDER
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import peak
import synthetic

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))


def once(command):
    """Wall seconds of one process."""
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def pair(one, other, runs=21):
    """Medians of both, run in turn, after a warm-up; the median ratio."""
    once(one), once(other)
    rows = [(once(one), once(other)) for _ in range(runs)]
    return (statistics.median(a for a, _ in rows),
            statistics.median(b for _, b in rows),
            statistics.median(a / b for a, b in rows))


def main():
    build = os.path.abspath(sys.argv[1])
    tool = os.path.join(build, "bin", "od0x8004")
    data = os.path.join(ROOT, "examples", "data")
    bad = 0
    for device in sorted(os.listdir(data)):
        folder = os.path.join(data, device)
        if not os.path.isdir(folder):
            continue
        command = [tool, "diagnose", folder, "--code", "0x8004de40"]
        a, b, ratio = pair(command, [tool, "--version"])
        most = int(subprocess.run(
            [os.path.join(build, "tests", "bench_peak")] + command,
            stdout=subprocess.PIPE, check=True).stdout)
        good = ratio <= 5
        bad += not good
        print(f"diagnose {device}: {a * 1e3:.1f} ms, --version "
              f"{b * 1e3:.1f} ms, ratio {ratio:.2f} (at most 5), "
              f"peak {most / 1024:.1f} MiB{'' if good else '  TOO SLOW'}")
    program = os.path.join(build, "tests", "bench_facts")
    with tempfile.TemporaryDirectory() as temp:
        for i in range(10000):
            shutil.copytree(os.path.join(data, "healthy"),
                            os.path.join(temp, str(i)))
        small = statistics.median(once([program, temp, "1000"])
                                  for _ in range(3))
        large = statistics.median(once([program, temp, "10000"])
                                  for _ in range(3))
        ratio = large / small / 10
        good = ratio <= 1.5
        bad += not good
        print(f"facts: 1,000 folders {small:.2f} s, 10,000 folders "
              f"{large:.2f} s, a folder costs {ratio:.2f} times as much "
              f"(at most 1.5){'' if good else '  NOT LINEAR'}")
    with tempfile.TemporaryDirectory() as temp:
        for kind in ("dsregcmd", "registry", "events"):
            path = os.path.join(temp, kind)
            synthetic.write(path, kind, 64)
            words = subprocess.run(
                [os.path.join(build, "tests", "bench_readers"), kind, path],
                stdout=subprocess.PIPE, check=True, text=True).stdout.split()
            speed, plain = float(words[1]), float(words[3])
            good = speed >= 100
            bad += not good
            print(f"reader {kind}: {speed:.0f} MB/s (at least 100), a search "
                  f"for a byte {plain:.0f} MB/s, ratio {plain / speed:.0f}"
                  f"{'' if good else '  TOO SLOW'}")
    bad += subprocess.run([sys.executable, peak.__file__, build,
                           "500"]).returncode != 0
    logic = os.path.join(build, "tests", "bench_logic")
    if os.path.exists(logic):
        bad += subprocess.run([logic]).returncode != 0
    return 1 if bad else 0


sys.exit(main())
