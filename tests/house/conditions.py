"""`#if` stands where systems differ, and in include guards; nowhere else."""
import re

from house import check, done, files, read

WHERE = re.compile(r"lib/(os|collect|repair/windows)/"
                   r"|lib/network/(transport|verify|routes)_"
                   r"|include/od0x8004/export\.h$"
                   r"|bindings/|examples/cli/.*(posix|windows)")


def guard_of(text):
    """An include guard takes the whole header."""
    found = re.match(r"\s*(?:/\*.*?\*/\s*)*#ifndef (\w+)\n#define \1\n", text,
                     re.S)
    return found and text.rstrip().endswith("#endif") and found.group(1)


count, guards = 0, {}
for name in files((".c", ".h"), "lib", "include", "examples"):
    text = read(name)
    count += 1
    if name.endswith(".h"):
        guard = guard_of(text)
        check(guard, f"{name}: no include guard")
        check(guard not in guards, f"{name}: the guard of {guards.get(guard)}")
        guards[guard] = name
        text = re.sub(r"#ifndef \w+\n", "", text, count=1)
    if not WHERE.match(name):
        for line in re.findall(r"^[ \t]*#[ \t]*(?:if|ifdef|ifndef|elif)\b.*",
                               text, re.M):
            check(False, f"{name}: {line.strip()}")
done(f"{count} files")
