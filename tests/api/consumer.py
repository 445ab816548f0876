"""Installs the library and builds a program against it, each way there is.

    consumer.py BUILD   (installs below BUILD, nowhere else)
"""
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
build = os.path.abspath(sys.argv[1])
place = os.path.join(build, "consumer")
prefix = os.path.join(place, "usr")
failures = []


def run(command, **options):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, **options)
    if done.returncode:
        print("+", " ".join(command), "\n", done.stdout[-3000:])
        failures.append(command[0])
    return done.stdout


def config(*arguments, static=False):
    folder = os.path.join(libdir, "pkgconfig")
    command = ["pkg-config"] + (["--static"] if static else [])
    return run(command + list(arguments),
               env={**os.environ, "PKG_CONFIG_PATH": folder}).split()


def expect(program, what):
    out = run([program], env={**os.environ, "LD_LIBRARY_PATH": libdir})
    version = config("--modversion", "od0x8004")[0]
    if out.strip() != f"{version} good":
        failures.append(what)
        print(f"{what}: printed '{out.strip()}'")
    else:
        print(f"{what}: {out.strip()}")


def needed(program):
    return re.findall(r"NEEDED.*\[(.*)\]",
                      run(["readelf", "-d", program]))


def by_cmake():
    folder = os.path.join(place, "cmake")
    run(["cmake", "-S", os.path.join(HERE, "consumer"), "-B", folder,
         f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Release"])
    run(["cmake", "--build", folder])
    for name in ("shared", "static", "cxx"):
        program = os.path.join(folder, name)
        if os.path.isfile(program):
            expect(program, f"find_package, {name}")
            uses = any("od0x8004" in lib for lib in needed(program))
            if uses != (name != "static"):
                failures.append(name)
                print(f"{name}: linked the other library")


def by_pkg_config(static):
    program = os.path.join(place, "static" if static else "shared")
    libs = config("--libs", "od0x8004", static=static)
    if static:  # the archive, whatever else lies beside it
        libs = [f"{libdir}/libod0x8004.a" if lib == "-lod0x8004" else lib
                for lib in libs]
    run(["gcc", "-std=c99", "-Wall", "-Wextra", "-Werror"] +
        config("--cflags", "od0x8004") +
        [os.path.join(HERE, "consumer/main.c"), "-o", program] + libs)
    if os.path.isfile(program):
        expect(program, f"pkg-config{' --static' if static else ''}")


def check_movable():
    """Installed files speak of the prefix alone, not of this build."""
    for folder, _, names in os.walk(prefix):
        for name in names:
            if name.endswith((".pc", ".cmake", ".h")):
                with open(os.path.join(folder, name), encoding="utf-8") as f:
                    text = f.read().replace(prefix, "")
                for word in (build, ROOT):
                    if word in text:
                        failures.append(name)
                        print(f"{name}: holds {word}")


shutil.rmtree(place, ignore_errors=True)
os.makedirs(place)
run(["cmake", "--install", build, "--prefix", prefix])
libdir = next((folder for folder, _, names in os.walk(prefix)
               if "libod0x8004.so" in names), prefix)
pc = os.path.join(libdir, "pkgconfig", "od0x8004.pc")
if not os.path.isfile(pc):
    sys.exit("FAILED: od0x8004.pc was not installed")
with open(pc, encoding="utf-8") as file:
    text = re.sub(r"^prefix=.*", f"prefix={prefix}", file.read(), flags=re.M)
with open(pc, "w", encoding="utf-8") as file:
    file.write(text)
by_cmake()
by_pkg_config(static=False)
by_pkg_config(static=True)
check_movable()
print("failed:" if failures else "ok", *failures)
sys.exit(1 if failures else 0)
