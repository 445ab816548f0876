"""Every document of od_code_explain against its schema, and the data of it.

usage: check_code.py LIBRARY
"""
import ctypes
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is missing: nothing was checked")
    sys.exit(77)

SOURCE = pathlib.Path(os.environ.get("OD_SOURCE_DIR", "."))
CATALOG = SOURCE / "lib" / "catalog"
LIBRARY = ctypes.CDLL(os.path.abspath(sys.argv.pop(1)))
LIBRARY.od_error_message.restype = ctypes.c_char_p
LIBRARY.od_free.argtypes = [ctypes.c_void_p]

SCHEMA = json.loads((SOURCE / "docs/schema/code-1.json").read_text())
jsonschema.Draft202012Validator.check_schema(SCHEMA)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
CODES = json.loads((CATALOG / "codes.json").read_text(encoding="utf-8"))
CAUSES = json.loads((CATALOG / "causes.json").read_text(encoding="utf-8"))


SHARED = os.environ.get("OD_SHARED_DATA", SOURCE / ".." / "shared" / "data")
FACTS = pathlib.Path(SHARED) / ".." / "facts" / "domain.md"


def explain(text, form):
    out = ctypes.c_void_p()
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    status = LIBRARY.od_code_explain(ctypes.byref(out), data, form)
    if status:
        raise AssertionError(LIBRARY.od_error_message().decode())
    answer = ctypes.string_at(out.value).decode("utf-8")
    LIBRARY.od_free(out)
    return answer


def entries(text):
    document = json.loads(explain(text, b"json"))
    VALIDATOR.validate(document)
    return document["codes"]


def exact(code):
    return "?" not in code["code"]


class Documents(unittest.TestCase):
    def test_every_code_of_the_catalogue(self):
        for code in filter(exact, CODES["codes"]):
            with self.subTest(code["code"]):
                entry, = entries(code["code"])
                self.assertEqual(entry["code"], code["code"])
                self.assertEqual(entry["input"], code["code"])
                self.assertEqual(entry["meaning"], code["meaning"])
                self.assertEqual(entry["causes"], code.get("causes", []))
                self.assertEqual(entry["documented"],
                                 code.get("documented", True))
                self.assertTrue(entry["sources"])

    def test_other_spellings_are_the_same_code(self):
        for code in filter(exact, CODES["codes"]):
            for spelling in entries(code["code"])[0]["also"]:
                with self.subTest(code["code"], spelling=spelling):
                    self.assertEqual(entries(spelling)[0]["code"],
                                     code["code"])

    def test_what_is_not_in_the_catalogue(self):
        table = {
            "0x8004abcd": ("onedrive", "FACILITY_ITF"),
            "AADSTS50999": ("aadsts", "error?code=50999"),
            "12199": ("winhttp", "winhttp.h"),
            "0x80070123": ("winerror", "net helpmsg 291"),
            "0x80090399": ("schannel", "winerror.h"),
            "0xcaa5ffff": ("wam", "WAM"),
            "0xc0001234": ("hresult", "ntstatus.h"),
            "0x12345678": ("unknown", "no family"),
        }
        for text, (family, words) in table.items():
            with self.subTest(text):
                entry, = entries(text)
                self.assertEqual(entry["family"], family)
                self.assertFalse(entry["documented"])
                self.assertIn(words, entry["meaning"])
                self.assertEqual(entry["causes"], [])

    def test_inputs_without_a_code(self):
        for text in ("", "hello", "5", "\n\n", "Gerät ü 🙂", b"\xff\xfe\x80",
                     b"caf\xe9 \"\\\x01\x7f", "x" * 100000):
            entry, = entries(text)
            self.assertIsNone(entry["code"])
            self.assertIsNone(entry["kind"])

    def test_every_code_of_the_domain(self):
        """The tables of codes that this project was built from, if here."""
        if not FACTS.exists():
            print("the tables of codes are missing: not compared")
            self.skipTest("no tables")
        text = FACTS.read_text(encoding="utf-8")
        tables = text[text.index("### B1"):text.index("### B3")]
        cells = " ".join(line.split("|")[1] for line in tables.splitlines()
                         if line.startswith("| ") and "|" in line[2:])
        prose = tables[tables.index("PRT page"):]
        codes = re.findall(r"\b0x[0-9A-Fa-f]{8}\b", cells + prose)
        codes += ["AADSTS" + number for number in
                  re.findall(r"(?<![\w-])[1-9][0-9]{4,6}\b", cells)]
        self.assertGreater(len(codes), 120)
        known = {code["code"] for code in CODES["codes"]}
        for code in set(codes):
            with self.subTest(code):
                if code == "0x80070000":  # not a code: what others start from
                    continue
                self.assertIn(entries(code)[0]["code"], known)

    def test_a_dialog_gives_each_code_once(self):
        text = ("Can't sign in. Error 0x8004DE40\r\n\r\nTry again later "
                "(-2147164608) or 2147802760. AADSTS50126: 50126 \"ü\"\t")
        found = entries(text)
        self.assertEqual([e["code"] for e in found],
                         ["0x8004de40", "0x8004de88", "AADSTS50126"])
        self.assertEqual({e["input"] for e in found}, {text})

    def test_text_is_narrow_and_answers_first(self):
        texts = [code["code"] for code in filter(exact, CODES["codes"])]
        for text in texts + ["0x8004abcd", "0x12345678", "AADSTS99999"]:
            lines = explain(text, b"text").split("\n")
            self.assertTrue(lines[0].startswith(text + ": "), lines[0])
            for line in lines:
                self.assertLessEqual(len(line), 80, line)
                self.assertEqual(line, line.rstrip())

    def test_text_tells_who_reports_it(self):
        self.assertIn("reported by: public scripts",
                      " ".join(explain("0x80048823", b"text").split()))


class Data(unittest.TestCase):
    """generate.py refuses what is wrong in the data, with one line."""

    def refused(self, codes, causes):
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, n) for n in ("a.json", "b.json")]
            for path, content in zip(paths, (codes, causes)):
                with open(path, "w", encoding="utf-8") as stream:
                    json.dump(content, stream)
            done = subprocess.run(
                [sys.executable, CATALOG / "generate.py", *paths, "-o",
                 os.path.join(folder, "out")], capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    def changed(self, path, value):
        """The data with one value put in, both files."""
        both = json.loads(json.dumps({"codes": CODES, "causes": CAUSES}))
        place = both
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        return self.refused(both["codes"], both["causes"])

    def test_bad_codes(self):
        first = ["codes", "codes", 0]
        table = [
            (first + ["code"], "0x8004DE40", "not canonical"),
            (first + ["code"], "0x8004de88", "stands twice"),
            (first + ["kind"], "magic", "no known kind"),
            (first + ["family"], "magic", "no known family"),
            (first + ["causes"], ["tls.none"], "unknown cause"),
            (first + ["causes"], ["tls.protocol"] * 2, "twice"),
            (first + ["sources"], [], "no source"),
            (first + ["sources"], ["hearsay"], "unknown source"),
            (first + ["meaning"], "no sentence", "no sentence"),
            (first + ["name"], "NOT A NAME", "no symbol"),
        ]
        for path, value, words in table:
            with self.subTest(words, value=value):
                self.assertIn(words, self.changed(path, value))

    def test_bad_causes(self):
        first = ["causes", "causes", 0]
        table = [
            (first + ["layer"], "magic", "no known layer"),
            (first + ["title"], "x" * 61, "too long"),
            (first + ["explains"], [{"cause": "tls.protocol", "why": "x"}],
             "explains no cause of its layer"),
            (first + ["explains"], [{"cause": "ncsi.no-internet", "why": ""}],
             "does not say why"),
            (first + ["explains"], [{"cause": "network.offline", "why": "x"}],
             "explains itself"),
            (first + ["id"], "tls.protocol", "stands twice"),
        ]
        for path, value, words in table:
            with self.subTest(words):
                self.assertIn(words, self.changed(path, value))

    def test_every_source_is_used(self):
        used = {s for code in CODES["codes"] for s in code["sources"]}
        self.assertEqual(used, set(CODES["sources"]))

    def test_explanations_say_why(self):
        for cause in CAUSES["causes"]:
            for item in cause["explains"]:
                self.assertGreater(len(item["why"].split()), 3)


if __name__ == "__main__":
    unittest.main(verbosity=1)
