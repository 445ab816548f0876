"""Runs the command line and holds the evidence that its tests share."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

try:
    import jsonschema
except ImportError:
    jsonschema = None  # python3-jsonschema

CLI = os.environ.get("OD_CLI", "build/bin/od0x8004")
SOURCE = os.environ.get("OD_SOURCE_DIR", ".")
SLOWER = int(os.environ.get("OD_SLOWER", "1"))  # under a sanitizer

PROXY = (
    "\r\nCurrent WinHTTP proxy settings:\r\n\r\n"
    "    Proxy Server(s) :  proxy.contoso.example:8080\r\n"
    "    Bypass List     :  (none)\r\n\r\n"
)
DIRECT = (
    "\r\nCurrent WinHTTP proxy settings:\r\n\r\n"
    "    Direct access (no proxy server).\r\n\r\n"
)


def dsregcmd(user="ada@contoso.example"):
    """What a joined device prints, much shortened."""
    return """
+----------------------------------------------------------------------+
| Device State                                                         |
+----------------------------------------------------------------------+

             AzureAdJoined : YES
          EnterpriseJoined : NO
              DomainJoined : NO

+----------------------------------------------------------------------+
| SSO State                                                            |
+----------------------------------------------------------------------+

                AzureAdPrt : YES
      AzureAdPrtUpdateTime : 2026-03-02 08:15:00.000 UTC
      AzureAdPrtExpiryTime : 2026-03-16 08:15:00.000 UTC

+----------------------------------------------------------------------+
| Diagnostic Data                                                      |
+----------------------------------------------------------------------+

        Executing Account Name : %s
""" % user


def schema_of(document):
    """od0x8004.facts/1 stands in docs/schema/facts-1.json."""
    name, version = document["schema"].split("/")
    return os.path.join(SOURCE, "docs", "schema", "%s-%s.json" % (
        name[len("od0x8004."):], version))


class Result:
    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout.decode("utf-8")
        self.err = done.stderr.decode("utf-8", "replace")

    def json(self):
        """The answer as a document that keeps to its schema."""
        document = json.loads(self.out)
        if jsonschema:
            with open(schema_of(document), encoding="utf-8") as file:
                jsonschema.validate(document, json.load(file))
        return document


def run(*arguments, stdin=b"", env=None, timeout=60, cwd=None):
    whole = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    whole.update(env or {})
    return Result(
        subprocess.run(
            [CLI, *arguments], input=stdin, capture_output=True, env=whole,
            timeout=timeout, cwd=cwd,
        )
    )


class Case(unittest.TestCase):
    """A folder of its own for each test."""

    def setUp(self):
        self.folder_object = tempfile.TemporaryDirectory(prefix="od cli ä ")
        self.folder = self.folder_object.name
        self.addCleanup(self.folder_object.cleanup)

    def path(self, name):
        return os.path.join(self.folder, name)

    def file(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(content.encode() if isinstance(content, str) else content)
        return path

    def expect(self, status, *arguments, **how):
        result = run(*arguments, **how)
        self.assertEqual(
            result.status, status,
            "%r\n%s\n%s" % (arguments, result.out[:2000], result.err[:2000]),
        )
        return result

    def refused(self, status, message, *arguments, **how):
        """Nothing on standard output, and the reason on standard error."""
        result = self.expect(status, *arguments, **how)
        self.assertEqual(result.out, "", arguments)
        self.assertIn(message, result.err, arguments)
        return result


def main():
    if not os.path.exists(CLI):
        print("skipped: %s is not built" % CLI)
        sys.exit(77)
    if not jsonschema:
        print("documents are not validated: jsonschema is missing")
    unittest.main()
