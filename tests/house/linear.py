"""Long lists take steps in proportion: counted by callgrind, not timed."""
import concurrent.futures
import re
import shutil
import subprocess
import sys

from house import check, done, skip

WORKS = ["tenant_users", "tenant_rows", "open_quotes",
         "read_array", "read_object", "walk_list", "equal_objects",
         "find_place", "forgive", "text_lines", "wrong_at_the_end",
         "credentials", "registry_values", "registry_keys", "cipher_names",
         "device_lines", "one_long_line", "events", "open_events",
         "open_objects", "route_broken", "groups", "sites"]
# What more of them than a reader keeps would do is another kind of work.
BOUNDED = {"curl_runs": 240, "adapters": 60, "route_rows": 500,
           "lookups": 120, "resolved_rows": 120, "chains": 16, "clients": 16}
program = sys.argv[1]
SMALL = 700  # below the bounds of every reader


def steps(job):
    result = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
         program, job[0], str(job[1])], capture_output=True, text=True)
    if result.returncode == 2:
        print(job, "was refused")
    found = re.search(r"Collected : (\d+)", result.stderr)
    if not check(result.returncode == 0 and found,
                 f"{job}: {result.stderr[-300:]}"):
        return 0
    return int(found.group(1))


if not shutil.which("valgrind"):
    skip("valgrind is missing (Debian: valgrind)")
sizes = {work: SMALL for work in WORKS} | BOUNDED
jobs = [(work, size) for work, small in sizes.items()
        for size in (1, small, 4 * small)]
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    counted = dict(zip(jobs, pool.map(steps, jobs)))
for work, small in sizes.items():
    start = counted[work, 1]  # what the process takes to start
    once = counted[work, small] - start
    more = counted[work, 4 * small] - start
    check(0 < once and more < 5.5 * once,
          f"{work}: {once} steps for {small}, {more} for four times that")
    print(f"{work}: {once / small:.0f} steps an item, "
          f"{more / max(once, 1):.2f} for four times as many")
done(f"{len(sizes)} kinds of work")
