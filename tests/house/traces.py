"""No tracked file tells of the machine or the place where it was written."""
import getpass
import os
import re
import socket
import urllib.parse

from house import ROOT, check, done, read, tracked

# Put together from pieces, or this file would find itself.
WORDS = ["/wo" + "rk/", "iss" + "ues show", "work" + "tree", "py" + "env",
         "/ro" + "ot/", "file:" + "///"]
PUBLIC = re.compile(r"(^|\.)(debian\.org|pypi\.org|pythonhosted\.org|npmjs\.org"
                    r"|github\.com|nuget\.org|golang\.org|localhost"
                    r"|127\.0\.0\.1)$")
BINARY = (".png", ".ico", ".pdf", ".reg", ".evtx")


def of_this_place():
    """Words that only this machine knows."""
    words = {ROOT + "/", os.path.expanduser("~") + "/"}
    for value in os.environ.values():
        for url in re.findall(r"https?://[^\s'\"]+", value):
            host = urllib.parse.urlsplit(url).hostname or ""
            if "." in host and not PUBLIC.search(host):
                words.add(host)
    name = socket.gethostname()
    if len(name) > 7 and re.search(r"\d", name):
        words.add(name)
    user = getpass.getuser()
    words.add(f"/home/{user}/")
    return {word for word in words if len(word) > 5}


count = 0
words = list(of_this_place()) + WORDS
for tracked_name in tracked():
    check(not re.search(r"(\.orig|\.rej|~|\.log|\.pyc)$", tracked_name),
          f"{tracked_name}: left over")
    if tracked_name.endswith(BINARY):
        continue
    text = read(tracked_name)
    count += 1
    for word in words:
        check(word not in text, f"{tracked_name}: holds '{word}'")
    for found in re.findall(r"(?<![\w.:/])/home/\w+", text):
        check(False, f"{tracked_name}: holds '{found}'")
    if tracked_name.endswith((".c", ".h", ".py", ".md", ".txt", ".json")):
        check(not re.search(r"^(<{7}|>{7}) ", text, re.M),
              f"{tracked_name}: a merge was left half done")
done(f"{count} files")
