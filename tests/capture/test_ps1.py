"""capture.ps1: PowerShell's own parser has nothing to say against it, and it
makes the same files as capture.cmd.

usage: test_ps1.py BUILD_FOLDER
"""
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = os.path.join(os.path.dirname(os.path.dirname(HERE)), "examples",
                       "capture")
BUILD = os.path.abspath(sys.argv[1])


def read(name):
    with open(os.path.join(SCRIPTS, name), encoding="ascii") as file:
        return file.read()


def same_files():
    """What the two scripts write and ask."""
    batch, shell = read("capture.cmd"), read("capture.ps1")
    for word in set(re.findall(r"(?<![%\w-])[a-z][a-z0-9-]+\.(?:txt|xml)\b", batch)):
        if not word.startswith(("curl-", "connecttest")) and word not in shell:
            yield f"capture.ps1 does not write {word}"
    for pattern in (r"https?://[\w./-]+\w", r"timediff\S+ <= \d+",
                    r"canary-[\w-]+", r"-nosearch [-\w=]+ [-\w=]+",
                    r"/stripchart [/\w:. ]+\w"):
        ours, theirs = (set(re.findall(pattern, s)) for s in (batch, shell))
        for word in ours - theirs:
            if not re.search("login|enterprise|contoso", word):
                yield f"only capture.cmd has {word}"
    for name in re.search(r"SERVICES=(Nla.*)\"", batch)[1].split():
        if f"'{name}'" not in shell:
            yield f"capture.ps1 does not ask for {name}"


def main():
    differences = list(same_files())
    print("\n".join(differences))
    if differences:
        return 1
    dotnet = shutil.which("dotnet")
    if not dotnet:
        print("SKIPPED: the .NET SDK is missing, so no parser of PowerShell")
        return 77
    work = os.path.join(BUILD, "capture", "parser")
    environment = dict(os.environ, DOTNET_CLI_TELEMETRY_OPTOUT="1",
                       DOTNET_NOLOGO="1")
    done = subprocess.run(
        [dotnet, "build", "-v", "quiet", "-c", "Release",
         os.path.join(HERE, "parser", "Parser.csproj"),
         f"-p:BaseIntermediateOutputPath={work}/obj/",
         f"-p:MSBuildProjectExtensionsPath={work}/obj/", "-o", work],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False)
    if done.returncode and re.search("NU1(301|101|102)", done.stdout):
        print("SKIPPED: NuGet does not serve System.Management.Automation")
        return 77
    if done.returncode:
        print(done.stdout)
        return 1
    return subprocess.run(
        [dotnet, os.path.join(work, "Parser.dll"),
         os.path.join(SCRIPTS, "capture.ps1")],
        env=environment, timeout=60, check=False).returncode


sys.exit(main())
