"""Builds and runs the C# assembly and its test program; compares the entry points of the
generated calls with the library's exports.

usage: test_csharp.py DOTNET BUILD_FOLDER SOURCE_FOLDER
"""
import os
import re
import subprocess
import sys

dotnet, build, source = sys.argv[1:]
here = os.path.dirname(os.path.abspath(__file__))
folder = os.path.join(build, "csharp")

made = subprocess.run(["cmake", "--build", build, "--target",
                       "od0x8004_csharp"], stdout=subprocess.PIPE,
                      stderr=subprocess.STDOUT, text=True)
if made.returncode and "NU1301" in made.stdout:
    print("skipped: NuGet does not answer")
    sys.exit(77)
if made.returncode:
    print(made.stdout)
    sys.exit("the assembly does not build")

with open(os.path.join(folder, "generated", "nativePINVOKE.cs"),
          encoding="utf-8") as file:
    points = set(re.findall(r'EntryPoint="([^"]+)"', file.read()))
with open(os.path.join(source, "lib", "exports.txt"),
          encoding="utf-8") as file:
    exports = {line.strip() for line in file if line.startswith("od_")}
if points != exports:
    sys.exit(f"entry points differ from the exports: {points ^ exports}")

environment = dict(os.environ, DOTNET_CLI_TELEMETRY_OPTOUT="1",
                   DOTNET_NOLOGO="1", LD_LIBRARY_PATH=os.path.join(build, "lib"))
work = os.path.join(folder, "smoke")
done = subprocess.run(
    [dotnet, "build", "-v", "quiet", "-c", "Release",
     os.path.join(here, "csharp", "Smoke.csproj"),
     f"-p:Assembly={os.path.join(folder, 'Od0x8004.dll')}",
     f"-p:BaseIntermediateOutputPath={work}/obj/",
     f"-p:MSBuildProjectExtensionsPath={work}/obj/", "-o", work],
    env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    text=True)
if done.returncode:
    print(done.stdout)
    sys.exit("the test program does not build")
sys.exit(subprocess.run([dotnet, os.path.join(work, "Smoke.dll")],
                        env=environment, timeout=60).returncode)
