"""The Python package against the built library: case to diagnosis, errors
with their record, text beyond ASCII, closing, cancel, shared objects."""
import json
import os
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, sys.argv.pop(1))
import od0x8004  # noqa: E402
from od0x8004 import Case, Facts, Job, Rules  # noqa: E402

DSREG = """+---+
| Device State |
+---+
             AzureAdJoined : YES
          EnterpriseJoined : NO
              DomainJoined : NO
+---+
| Device Details |
+---+
                  DeviceId : 00aa00aa-bb11-cc22-dd33-44ee44ee44ee
          DeviceAuthStatus : FAILED. Device is either disabled or deleted
                TenantName : Zażółć 漢字 😀
"""


class Bindings(unittest.TestCase):
    def diagnose(self):
        case = Case(code="-2147164608")
        case.add_bytes(DSREG, "dsreg.txt")
        return case.diagnose()

    def test_case_to_diagnosis(self):
        diagnosis = self.diagnose()
        self.assertEqual(diagnosis.verdict, "cause-found")
        self.assertEqual(diagnosis.causes[0], ("device.disabled", "confirmed"))
        self.assertTrue(diagnosis.text().startswith("Cause confirmed: "))
        self.assertEqual(diagnosis.to_dict()["code"], "0x8004de40")
        self.assertIn("Correlation id", diagnosis.text("ticket"))

    def test_text_beyond_ascii(self):
        document = Facts.read(DSREG.encode("utf-16"), "ń.txt").to_dict()
        leaf = document["facts"]["device"]["tenant_name"]
        self.assertEqual(leaf["value"], "Zażółć 漢字 😀")
        self.assertEqual(document["sources"][0]["name"], "ń.txt")

    def test_stand_ins(self):
        facts = Facts.read(DSREG)
        leaf = facts.redact().to_dict()["facts"]["device"]["tenant_name"]
        self.assertRegex(leaf["value"], "^name-[0-9a-f]{8}$")
        plain = facts.to_dict()["facts"]["device"]["tenant_name"]
        self.assertEqual(plain["value"], "Zażółć 漢字 😀")

    def test_paths_beyond_ascii(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "Gerät")
            os.mkdir(path)
            with open(os.path.join(path, "a.txt"), "w",
                      encoding="utf-8") as file:
                file.write(DSREG)
            case = Case()
            case.add_path(path)
            self.assertEqual((case.recognised, case.unrecognised), (1, []))

    def test_error_carries_the_record(self):
        with self.assertRaises(od0x8004.ParseError) as caught:
            Rules.read('{\n "schema": [1,]}', "é.json")
        error = caught.exception
        self.assertEqual((error.file, error.line, error.column), ("é.json", 2, 14))
        self.assertEqual(error.pointer, "/schema/0")
        self.assertEqual((error.status, error.name), (-4, "OD_EPARSE"))
        self.assertIn("é.json:2:14", str(error))

    def test_wrong_option_is_a_value_error(self):
        with self.assertRaises(ValueError):
            Job(colour="red")
        with self.assertRaises(od0x8004.InvalidError):
            Case(code="no code here")

    def test_missing_file(self):
        with self.assertRaises(OSError) as caught:
            Case().add_path("no/such/file")
        self.assertIsNotNone(caught.exception.system_code)

    def test_cancelled(self):
        job = Job()
        job.cancel()
        with self.assertRaises(od0x8004.CancelledError):
            Case().add_bytes(DSREG, job=job)

    def test_warnings(self):
        job = Job(**{"json.forgive_commas": True})
        with self.assertRaises(od0x8004.ParseError):
            Rules.read('{"schema": "x",\n "observations": [],}', "p.json", job)
        self.assertEqual(job.warnings, ["p.json:2:20: trailing comma"])

    def test_closed(self):
        with Case() as case:
            pass
        case.close()
        with self.assertRaises(ValueError):
            case.diagnose()

    def test_rules(self):
        self.assertEqual(Rules.check("{}")[0]["file"], "rules.json")
        facts = Facts.read(DSREG)
        rows = Rules.builtin().evaluate(facts)
        by_id = {row["id"]: row["result"] for row in rows}
        self.assertIs(by_id["device.auth.disabled"], True)
        self.assertIs(by_id["device.auth.success"], False)
        self.assertIsNone(by_id["clock.skewed"])

    def test_compare(self):
        facts = Facts.read(DSREG)
        document = Rules.builtin().compare(facts, facts.redact())
        self.assertEqual(document["schema"], "od0x8004.compare/1")
        self.assertIn("device.tenant_name",
                      [d["fact"] for d in document["differences"]])

    def test_own_rules(self):
        pack = {"schema": "od0x8004.rules/1", "observations": [{
            "id": "site.name", "group": "site", "class": "unsourced",
            "text": "The tenant is ours.",
            "when": {"===": [{"var": "device.tenant_name"}, "Zażółć 漢字 😀"]}}]}
        case = Case()
        case.add_rules(Rules.read(json.dumps(pack)))
        case.add_bytes(DSREG)
        seen = [o["id"] for o in case.diagnose().to_dict()["observations"]]
        self.assertIn("site.name", seen)

    def test_explain(self):
        codes = od0x8004.explain("0x8004de40 and AADSTS50126")
        self.assertEqual([c["code"] for c in codes],
                         ["0x8004de40", "AADSTS50126"])

    def test_shared_by_threads(self):
        diagnosis, texts = self.diagnose(), []
        threads = [threading.Thread(
            target=lambda: texts.append(diagnosis.text("json")))
            for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(texts), 8)
        self.assertEqual(len(set(texts)), 1)

    def test_every_public_function_is_bound(self):
        root = os.path.dirname(os.path.dirname(os.path.dirname(
            os.path.abspath(__file__))))
        with open(os.path.join(root, "lib/exports.txt"),
                  encoding="utf-8") as file:
            names = [line.strip()[3:] for line in file
                     if line.startswith("od_")]
        hidden = {"free", "error_message", "error_json"}
        missing = [n for n in names if not n.endswith("_free")
                   and n not in hidden
                   and not hasattr(od0x8004.native, n)]
        self.assertEqual(missing, [])


unittest.main(verbosity=0)
