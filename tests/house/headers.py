"""Public headers: alone in every dialect, documented, no foreign types."""
import os
import re
import shutil
import subprocess
import tempfile

from house import ROOT, check, done, files, read, without_comments

DIALECTS = [("c", "c89"), ("c", "c99"), ("c", "c17"), ("c++", "c++17")]
FOREIGN = re.compile(r"\b(cJSON|FILE|CURL|time_t|struct tm|va_list|wchar_t"
                     r"|HANDLE|DWORD|SSL|X509|_Bool|bool|pthread_t|locale_t"
                     r"|ssize_t|off_t|long long|long)\b")
headers = files((".h",), "include")


def compile_alone(header):
    include = f'#include "{header[len("include/"):]}"\n'
    compilers = {"c": ["gcc", "clang"], "c++": ["g++", "clang++"]}
    with tempfile.TemporaryDirectory() as folder:
        for language, dialect in DIALECTS:
            ending = "cpp" if language == "c++" else "c"
            source = os.path.join(folder, f"alone.{ending}")
            with open(source, "w", encoding="utf-8") as file:
                file.write(include + include + "int alone;\nint alone = 1;\n"
                           if ending == "c" else include + include)
            for compiler in compilers[language]:
                if not shutil.which(compiler):
                    continue
                result = subprocess.run(
                    [compiler, f"-std={dialect}", "-pedantic", "-Wall",
                     "-Wextra", "-Werror", "-Wundef", "-fsyntax-only",
                     f"-I{ROOT}/include", source],
                    capture_output=True, text=True)
                check(result.returncode == 0, f"{header}: {compiler} "
                      f"{dialect}: {result.stderr[:600]}")


def check_documented(header, text):
    """A /** block stands right before every function, type and macro list."""
    for found in re.finditer(r"^OD_API\b[^;]*?\b(od_\w+)\s*\(|^typedef\b", text,
                             re.M):
        name = found.group(1) or text[found.start():].split("\n")[0]
        before = text[:found.start()].rstrip(" \t")
        check(before.endswith("*/\n") and
              before.rfind("/**") > before[:-3].rfind("*/"),
              f"{header}: no documentation right before {name}")
    check(text.startswith("/**\n * @file " + os.path.basename(header)),
          f"{header}: does not begin by saying what it is")


def comment_lines(text):
    count = 0
    for block in re.findall(r"/\*.*?\*/", text, re.S):
        count += block.count("\n") + 1
    return count


def check_types(header, text):
    code = without_comments(text)
    for word in FOREIGN.findall(code):
        check(False, f"{header}: foreign type {word}")
    check("//" not in code, f"{header}: // comment")
    check(not re.search(r"struct\s+\w+\s*\{", code), f"{header}: open struct")
    for prototype in re.findall(r"^OD_API\b[^;]*;", code, re.M):
        name = re.search(r"\b(od_\w+)\s*\(", prototype)
        if not check(name, f"{header}: odd prototype {prototype}"):
            continue
        count = prototype.count(",") + 1
        check(count <= 5, f"{header}: {name.group(1)} takes {count} things")


total = comments = 0
for public in headers:
    content = read(public)
    compile_alone(public)
    check_documented(public, content)
    check_types(public, content)
    total += sum(1 for line in content.split("\n") if line.strip())
    comments += comment_lines(content)
share = 100 * comments / max(total, 1)
check(share >= 50, f"only {share:.0f} % of the public headers are comment")
umbrella = read("include/od0x8004/od0x8004.h")
for public in headers:
    base = os.path.basename(public)
    check(base in ("od0x8004.h", "export.h") or f'"{base}"' in umbrella,
          f"od0x8004.h does not include {base}")
check(len(headers) >= 8, "hardly any header was found")
done(f"{len(headers)} headers, {share:.0f} % comment")
