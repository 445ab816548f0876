"""Wine's cmd: a prefix that is made once, and what runs in it."""
import glob
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
DEBIAN = "/usr/lib/wine/wine64"  # the package wine64 puts nothing on PATH


def program():
    """The launcher, or None."""
    for name in ("wine64", "wine"):
        found = shutil.which(name)
        if found:
            return found
    return DEBIAN if os.access(DEBIAN, os.X_OK) else None


def windows_path(path):
    return "Z:" + os.path.abspath(path).replace("/", "\\")


def unix_path(path):
    return path[2:].replace("\\", "/")


class Wine:
    def __init__(self, build):
        self.prefix = os.path.join(build, "capture", "wine")
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": os.path.join(build, "capture"),
            "WINEPREFIX": self.prefix, "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=",
            "WINEPATH": windows_path(os.path.join(build, "capture", "bin"))}
        if not os.path.exists(os.path.join(self.prefix, "made")):
            self.make()

    def make(self):
        shutil.rmtree(self.prefix, ignore_errors=True)
        os.makedirs(self.prefix)
        self.run(["wineboot", "-i"], subprocess.DEVNULL)
        self.share_libraries()
        open(os.path.join(self.prefix, "made"), "w").close()

    def share_libraries(self):
        """Links to Wine's own files in place of 600 MB of copies."""
        system = os.path.join(self.prefix, "drive_c/windows/system32")
        for own in glob.glob("/usr/lib/*/wine/x86_64-windows/*"):
            copy = os.path.join(system, os.path.basename(own))
            if (os.path.isfile(copy) and not os.path.islink(copy)
                    and os.path.getsize(copy) == os.path.getsize(own)):
                os.remove(copy)
                os.symlink(own, copy)

    def run(self, command, screen, limit=120, cwd=None, **more):
        """The exit status; what is printed goes into the file `screen`."""
        return subprocess.run(
            [program(), *command], stdin=subprocess.DEVNULL, cwd=cwd,
            stdout=screen, stderr=subprocess.STDOUT, timeout=limit,
            check=False, env={**self.environment, **more}).returncode
