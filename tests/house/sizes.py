"""Sizes of functions, files and lines, and how much is tested."""
import json
import re
import shutil
import statistics
import subprocess

from house import ROOT, check, done, files, read, skip

FUNCTION_MEDIAN, FUNCTION_MOST, FUNCTION_MAX = 15, 45, 100
PARAMETERS = 5
FILE_MOST, FILE_MAX = 600, 900
COLUMNS, COLUMNS_MAX = 80, 100
TEST_RATIO = 0.8


def functions():
    tool = shutil.which("ctags-universal") or shutil.which("ctags")
    if not tool or "Universal" not in subprocess.run(
            [tool, "--version"], capture_output=True, text=True).stdout:
        skip("universal-ctags is missing (Debian: universal-ctags)")
    sources = files((".c",), "lib", "examples")
    result = subprocess.run(
        [tool, "--output-format=json", "--fields=+neS", "--kinds-C=f",
         "--languages=C", "-f", "-", "-L", "-"], cwd=ROOT, check=True,
        input="\n".join(sources), capture_output=True, text=True)
    return [json.loads(line) for line in result.stdout.split("\n") if line]


def parameters(signature):
    depth, count = 0, 1
    for c in signature[1:-1]:
        depth += (c == "(") - (c == ")")
        count += c == "," and depth == 0
    return count


def share(numbers, part):
    """The number that a part of all does not exceed."""
    numbers = sorted(numbers)
    return numbers[max(0, -(-len(numbers) * part // 100) - 1)]


def check_functions():
    sizes = []
    for tag in functions():
        where = f"{tag['path']}: {tag['name']}"
        lines = tag["end"] - tag["line"] + 1
        sizes.append(lines)
        check(lines <= FUNCTION_MAX, f"{where} has {lines} lines")
        count = parameters(tag.get("signature", "()"))
        check(count <= PARAMETERS, f"{where} takes {count} things")
    if not check(len(sizes) > 50, "hardly any function was found"):
        return "no functions"
    median, most = statistics.median(sizes), share(sizes, 90)
    check(median <= FUNCTION_MEDIAN, f"median function: {median} lines")
    check(most <= FUNCTION_MOST, f"90 % of functions: {most} lines")
    return f"{len(sizes)} functions, median {median:.0f}, 90 % {most} lines"


def check_files():
    sizes = []
    for name in files((".c", ".h", ".py", ".i", ".cs")):
        lines = read(name).count("\n")
        sizes.append(lines)
        check(lines <= FILE_MAX, f"{name} has {lines} lines")
    most = share(sizes, 90)
    check(most <= FILE_MOST, f"90 % of files: {most} lines")
    return f"{len(sizes)} files, 90 % {most} lines"


def check_columns():
    long = lines = 0
    where = []
    for name in files((".c", ".h"), "lib", "include", "examples"):
        for number, line in enumerate(read(name).split("\n"), 1):
            lines += 1
            check("\t" not in line and line == line.rstrip(),
                  f"{name}:{number}: a tab or a blank at the end")
            check(len(line) <= COLUMNS_MAX,
                  f"{name}:{number}: {len(line)} columns")
            if len(line) > COLUMNS:
                long += 1
                where.append(f"{name}:{number}")
    check(long * 200 <= lines,
          f"{long} lines over {COLUMNS} columns: {' '.join(where[:20])}")
    return f"{long} of {lines} lines over {COLUMNS} columns"


def lines_of(names):
    return sum(1 for name in names for line in read(name).split("\n")
               if line.strip())


def check_ratio():
    source = lines_of(files((".c", ".h"), "lib", "examples"))
    tests = lines_of(n for n in files(
        (".c", ".h", ".py", ".tsv", ".cs", ".ps1"), "tests"))
    check(tests >= TEST_RATIO * source,
          f"{tests} lines of tests for {source} of source")
    return f"{tests / source:.2f} lines of tests a line of source"


def check_labels():
    for name in files((".c",), "lib", "examples"):
        text = read(name)
        for label in re.findall(r"\bgoto\s+(\w+)\s*;", text):
            check(label == "out", f"{name}: goto {label}")
        for label in re.findall(r"^ ?(\w+):[ \t]*$", text, re.M):
            check(label in ("out", "default"), f"{name}: label {label}")


check_labels()
done("; ".join([check_functions(), check_files(), check_columns(),
                check_ratio()]))
