"""One list of exports: headers = exports.txt = .map = .def = built library."""
import re
import subprocess
import sys

from house import check, done, files, read, without_comments

library, generated = sys.argv[1:3]


def names_of(text, pattern):
    return re.findall(pattern, text, re.M)


def same(what, names, wanted):
    check(len(names) == len(set(names)), f"{what}: a name twice")
    for name in sorted(set(names) - set(wanted)):
        check(False, f"{what}: {name} is too much")
    for name in sorted(set(wanted) - set(names)):
        check(False, f"{what}: {name} is missing")


declared = []
for header in files((".h",), "include"):
    code = without_comments(read(header))
    declared += names_of(code, r"^OD_API\b[^;]*?\b(\w+)\s*\(")
listed, nodes, node = [], {}, None
for line in read("lib/exports.txt").split("\n"):
    line = line.split("#")[0].strip()
    if line.startswith("@"):
        node = "OD0X8004_" + line[1:].strip()
    elif line:
        listed.append(line)
        nodes[line] = node
same("exports.txt", listed, declared)

with open(f"{generated}/od0x8004.map", encoding="utf-8") as file:
    same(".map", names_of(file.read(), r"^\s+(od_\w+);"), listed)
with open(f"{generated}/od0x8004.def", encoding="utf-8") as file:
    same(".def", names_of(file.read(), r"^\s+(od_\w+)"), listed)

symbols = subprocess.run(["nm", "-D", "--defined-only", library], check=True,
                         capture_output=True, text=True).stdout
built = {}
for line in symbols.split("\n"):
    found = re.match(r"\S+ ([A-Z]) ([^@\s]+)(?:@@?(\S+))?$", line)
    if found and found.group(1) != "A":
        built[found.group(2)] = found.group(3)
same("the shared library", list(built), listed)
for name, version in built.items():
    check(version == nodes.get(name),
          f"{name}: version {version}, not {nodes.get(name)}")

needed = subprocess.run(["readelf", "-d", library], check=True,
                        capture_output=True, text=True).stdout
soname = re.search(r"SONAME.*\[(.*)\]", needed)
major = re.search(r"OD_VERSION_MAJOR (\d+)",
                  read("include/od0x8004/export.h")).group(1)
check(soname and soname.group(1) == f"libod0x8004.so.{major}",
      f"SONAME is {soname and soname.group(1)}, not the major version")
check(all(name.startswith("od_") for name in listed), "a name without od_")
done(f"{len(listed)} functions in five lists")
