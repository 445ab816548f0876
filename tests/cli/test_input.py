"""Evidence of every kind, good and bad, and the exit status it earns."""
import json
import os
import re

import cli

CODES = ("0x8004de40", "-2147164608", "2147802688")
PACK = {
    "schema": "od0x8004.rules/1",
    "observations": [{
        "id": "site.retired-proxy", "group": "winhttp-proxy",
        "when": {"in": ["retired", {"var": "proxy.winhttp.server"}]},
        "for": [{"cause": "proxy.unreachable", "tier": "strong"}],
        "class": "documented", "cost": 1, "severity": "error",
        "text": "WinHTTP points to the proxy that was retired.",
        "action": "Run netsh winhttp reset proxy as an administrator.",
        "source": "our own handbook",
    }],
}


def find(document, name):
    leaf = document["facts"]
    for part in name.split("."):
        leaf = leaf[part]
    return leaf


class Explain(cli.Case):
    def codes(self, *arguments, **how):
        return self.expect(0, "explain", "--format=json", *arguments,
                           **how).json()["codes"]

    def test_spellings_are_one_code(self):
        for spelling in CODES + ("8004de40", "0x8004DE40"):
            with self.subTest(spelling):
                entry = self.codes(spelling)[0]
                self.assertEqual(entry["code"], "0x8004de40")
                self.assertEqual(entry["input"], spelling)

    def test_several_inputs_keep_their_order(self):
        entries = self.codes("0x8004de88", "nothing here", "AADSTS50126")
        self.assertEqual([e["code"] for e in entries],
                         ["0x8004de88", None, "AADSTS50126"])

    def test_standard_input(self):
        message = "OneDrive: Fehlercode 0x8004de40\r\n"
        for content in (message.encode(), message.encode("utf-16le")):
            entries = self.codes("-", stdin=content)
            self.assertEqual(entries[0]["code"], "0x8004de40")

    def test_text_of_several(self):
        text = self.expect(0, "explain", "0x8004de40", "0x8004de88").out
        self.assertIn("0x8004de40", text)
        self.assertIn("0x8004de88", text)

    def test_no_code(self):
        result = self.expect(3, "explain", "hello", "--format=json")
        self.assertIsNone(result.json()["codes"][0]["code"])
        self.assertIn("no code", result.err)
        self.expect(3, "explain", "")
        self.expect(3, "explain", "-", stdin=b"")


class Facts(cli.Case):
    def facts(self, *arguments, **how):
        return self.expect(0, "facts", *arguments, **how).json()

    def test_one_file(self):
        path = self.file("p.txt", cli.PROXY)
        document = self.facts(path)
        leaf = find(document, "proxy.winhttp.server")
        self.assertEqual(leaf["value"], "proxy.contoso.example:8080")
        self.assertEqual(leaf["state"], "measured")
        self.assertEqual(document["sources"][0]["name"], "p.txt")

    def test_encodings_and_line_ends(self):
        for encode in (lambda t: t.encode(),
                       lambda t: b"\xef\xbb\xbf" + t.encode(),
                       lambda t: t.encode("utf-16"),
                       lambda t: t.encode("utf-16le"),
                       lambda t: t.encode("utf-16be"),
                       lambda t: t.replace("\r\n", "\n").encode(),
                       lambda t: t.replace("\r\n", "\r").encode(),
                       lambda t: t.replace("\r\n", "\n", 2).encode()):
            path = self.file("p.txt", encode(cli.PROXY))
            leaf = find(self.facts(path), "proxy.winhttp.mode")
            self.assertEqual(leaf["value"], "manual")

    def test_standard_input(self):
        document = self.facts("-", stdin=cli.PROXY.encode())
        self.assertEqual(find(document, "proxy.winhttp.mode")["value"],
                         "manual")

    def test_names_with_blanks_and_letters(self):
        path = self.file("Gerät 5/a b – ü.txt", cli.PROXY)
        self.assertEqual(self.facts(path)["sources"][0]["name"],
                         "a b – ü.txt")
        folder = self.path("Gerät 5")
        self.assertEqual(self.facts(folder)["sources"][0]["name"],
                         "a b – ü.txt")

    def test_folder_is_read_to_the_bottom(self):
        self.file("d/a/b/c/proxy.txt", cli.PROXY)
        self.file("d/dsreg.txt", cli.dsregcmd())
        self.file("d/notes.md", "nothing of use")
        result = self.expect(0, "facts", self.path("d"))
        names = {s["name"] for s in result.json()["sources"]}
        self.assertEqual(names, {"a/b/c/proxy.txt", "dsreg.txt"})
        self.assertIn("notes.md", result.err)
        self.assertNotIn(self.folder, result.out)

    def test_link_loops_end(self):
        self.file("d/proxy.txt", cli.PROXY)
        os.symlink(".", self.path("d/self"))
        os.symlink("..", self.path("d/up"))
        os.symlink("nowhere", self.path("d/broken"))
        os.symlink("round", self.path("d/round"))
        document = self.facts(self.path("d"), timeout=20)
        self.assertEqual(len(document["sources"]), 1)

    def test_facts_are_evidence(self):
        path = self.file("p.txt", cli.PROXY)
        first = self.expect(0, "facts", path).out
        again = self.facts(self.file("facts.json", first))
        self.assertEqual(find(again, "proxy.winhttp.server")["value"],
                         "proxy.contoso.example:8080")

    def test_the_same_file_twice_counts_once(self):
        one = self.file("a.txt", cli.PROXY)
        self.assertEqual(self.facts(one), self.facts(one, one))

    def test_table(self):
        path = self.file("p.txt", cli.PROXY)
        table = self.expect(0, "facts", path, "--format", "text").out
        self.assertRegex(
            table, r"(?m)^proxy\.winhttp\.server +"
                   r"proxy\.contoso\.example:8080  \(p\.txt:\d+\)$")
        document = self.expect(0, "facts", path).json()
        self.assertEqual(len(re.findall(r"(?m)^proxy\.winhttp\.", table)),
                         len(document["facts"]["proxy"]["winhttp"]))

    def test_table_of_odd_names(self):
        name = 'q " \\ ä \U0001f600.txt'
        path = self.file(name, cli.PROXY)
        table = self.expect(0, "facts", path, "--format", "text").out
        self.assertIn("  (%s:" % name, table)

    def test_two_users(self):
        one = self.file("one.txt", cli.dsregcmd("ada@contoso.example"))
        two = self.file("two.txt", cli.dsregcmd("bob@contoso.example"))
        for command in ("facts", "diagnose"):
            result = self.refused(3, "ada@contoso.example", command, one, two)
            self.assertIn("bob@contoso.example", result.err)
        for user in ("ada@contoso.example", "bob@contoso.example"):
            document = self.facts(one, two, "--user", user)
            self.assertEqual(document["subject"]["account"], user)

    def test_now_stands_in(self):
        path = self.file("p.txt", cli.PROXY)
        document = self.facts(path, "--now", "2026-04-01T12:00:00Z")
        self.assertTrue(document["captured"].startswith("2026-04-01T12:00:00"))


class Bad(cli.Case):
    """A clear error with place or a listed file; never a crash."""

    def contents(self):
        deep = b"[" * 10000 + b"]" * 10000
        head = b'{"schema":"od0x8004.facts/1","facts":'
        proxy = cli.PROXY.encode()
        return {
            "empty": b"",
            "blank": b"\r\n \t\r\n",
            "nuls": b"\0" * 5000,
            "binary": bytes(range(256)) * 64,
            "executable": b"MZ\x90\x00" + os.urandom(4096),
            "surrogates": "\ud800x\udfff".encode("utf-16le", "surrogatepass"),
            "odd utf-16": b"\xff\xfea\0b",
            "deep": deep,
            "deep facts": head + deep + b"}",
            "deep objects": b'{"a":' * 10000 + b"1" + b"}" * 10000,
            "cut document": head + b'{"proxy":{"winhttp":',
            "wrong version": b'{"schema":"od0x8004.facts/99","facts":{}}',
            "not a document": b'{"schema":"od0x8004.facts/1","facts":[]}',
            "json": b'{"a":1}',
            "a word": b"hello",
            "cut": proxy[:25],
        }

    def test_alone(self):
        for name, content in self.contents().items():
            for command in ("facts", "diagnose"):
                with self.subTest(name, command=command):
                    path = self.file("bad file.txt", content)
                    result = self.refused(3, "bad file.txt", command, path)
                    self.assertIn("none of the evidence", result.err)
                    self.assertNotIn(self.folder + "/", result.err)

    def test_place_of_a_damaged_document(self):
        path = self.file("f.json", '{"schema":"od0x8004.facts/1",\n"facts":x}')
        result = self.refused(3, "f.json", "facts", path)
        self.assertRegex(result.err, r"f\.json:.*2")

    def test_beside_good_evidence(self):
        good = self.file("good.txt", cli.PROXY)
        for name, content in self.contents().items():
            with self.subTest(name):
                bad = self.file("bad.bin", content)
                result = self.expect(0, "facts", good, bad)
                self.assertEqual(
                    find(result.json(), "proxy.winhttp.mode")["value"],
                    "manual")
                self.assertIn("bad.bin", result.err)
                report = cli.run("diagnose", good, bad)
                self.assertIn(report.status, (0, 1, 6))
                self.assertIn("bad.bin", report.out)

    def test_cannot_be_read(self):
        good = self.file("good.txt", cli.PROXY)
        missing = self.path("missing.txt")
        self.refused(3, "missing.txt", "facts", missing)
        self.refused(3, "missing.txt", "diagnose", missing)
        result = self.expect(0, "facts", missing, good, "--quiet")
        self.assertIn("missing.txt", result.err)
        result = cli.run("diagnose", good, missing)
        self.assertIn(result.status, (0, 1, 6))
        self.assertIn("missing.txt", result.err)
        if os.getuid():
            os.chmod(good, 0)
            self.refused(3, "good.txt", "facts", good)

    def test_empty_folder(self):
        os.mkdir(self.path("empty"))
        self.refused(3, "none of the evidence", "facts", self.path("empty"))

    def test_200_megabytes_of_one_line(self):
        path = self.path("line.txt")
        block = b"x" * (1 << 20)
        with open(path, "wb") as file:
            for _ in range(200):
                file.write(block)
        before = os.times()
        self.refused(3, "line.txt", "facts", path, timeout=150)
        after = os.times()  # work, not waiting: the machine may be busy
        self.assertLess(after.children_user + after.children_system -
                        before.children_user - before.children_system,
                        10 * cli.SLOWER)

    def test_larger_than_the_limit(self):
        path = self.path("large.bin")
        with open(path, "wb") as file:
            file.truncate(300 << 20)
        self.refused(3, "large.bin", "facts", path)
        small = self.file("small.txt", cli.PROXY)
        self.refused(3, "small.txt", "facts", small, "--set",
                     "input.max_bytes=10")

    def test_forgiven_commas_are_said(self):
        path = self.file("f.json",
                         '{"schema":"od0x8004.facts/1","facts":{},}')
        self.refused(3, "f.json", "facts", path)
        result = self.expect(0, "facts", path, "--set",
                             "json.forgive_commas=true")
        self.assertIn("warning: f.json:1:40: trailing comma", result.err)

    def test_fifty_thousand_lines_of_nothing(self):
        path = self.file("lines.txt", "line of no use : value\r\n" * 50000)
        self.refused(3, "lines.txt", "facts", path, timeout=20)


class Diagnose(cli.Case):
    def test_exit_status_follows_the_document(self):
        samples = {
            "proxy": cli.PROXY, "direct": cli.DIRECT, "dsreg": cli.dsregcmd(),
        }
        for name, content in samples.items():
            path = self.file("e.txt", content)
            result = cli.run("diagnose", path, "--code=0x8004de40",
                             "--format=json")
            document = result.json()
            grades = {c["grade"] for c in document["causes"]}
            expected = 6 if document["verdict"] == "cannot-tell" else 0
            if grades & {"likely", "confirmed"}:
                expected = 1
            with self.subTest(name):
                self.assertEqual(result.status, expected)
                self.assertEqual(cli.run("diagnose", path,
                                         "--code=0x8004de40").status,
                                 expected)

    def test_code_alone_says_what_to_measure(self):
        result = self.expect(6, "diagnose", "--code=0x8004de40",
                             "--format=json")
        document = result.json()
        self.assertEqual(document["verdict"], "cannot-tell")
        self.assertTrue(document["next"])

    def test_ticket(self):
        path = self.file("e.txt", cli.dsregcmd())
        result = cli.run("diagnose", path, "--format", "ticket")
        self.assertIn(result.status, (0, 1, 6))
        self.assertGreater(len(result.out.splitlines()), 3)

    def test_bundled_devices(self):
        data = os.path.join(cli.SOURCE, "examples", "data")
        if not os.path.isdir(data):
            self.skipTest("examples/data is missing")
        devices = sorted(d for d in os.listdir(data)
                         if os.path.isdir(os.path.join(data, d)))
        self.assertGreaterEqual(len(devices), 4)
        for device in devices:
            with self.subTest(device):
                result = cli.run("diagnose", os.path.join(data, device))
                self.assertIn(result.status, (0, 1, 6), result.err)
                self.assertLessEqual(
                    max(map(len, result.out.splitlines())), 80)
                healthy = device.startswith("healthy")
                self.assertEqual(result.status != 1, healthy, result.out)

    def test_order_never_matters(self):
        one = self.file("a.txt", cli.PROXY)
        two = self.file("b.txt", cli.dsregcmd())
        there = cli.run("diagnose", one, two, "--format=json").json()
        back = cli.run("diagnose", two, one, "--format=json").json()
        self.assertEqual([c["id"] for c in there["causes"]],
                         [c["id"] for c in back["causes"]])
        self.assertEqual([c["grade"] for c in there["causes"]],
                         [c["grade"] for c in back["causes"]])


class Rules(cli.Case):
    def pack(self, name="site.json", **changes):
        pack = json.loads(json.dumps(PACK))
        pack["observations"][0].update(changes)
        return self.file(name, json.dumps(pack, indent=1))

    def test_sound_pack(self):
        result = self.expect(0, "rules", "check", self.pack())
        self.assertEqual(result.out, "")
        self.assertIn("is sound", result.err)
        document = self.expect(0, "rules", "check", self.pack(),
                               "--format=json").json()
        self.assertEqual(document["problems"], [])

    def test_packs_of_the_library(self):
        folder = os.path.join(cli.SOURCE, "lib", "rules", "packs")
        packs = [os.path.join(folder, name)
                 for name in sorted(os.listdir(folder))]
        self.assertGreater(len(packs), 5)
        result = self.expect(0, "rules", "check", *packs)
        self.assertEqual(result.out, "")

    def test_problems_have_places(self):
        path = self.pack(when={"<": [{"var": "no.such.fact"}, 4]})
        result = self.expect(1, "rules", "check", path)
        for line in result.out.splitlines():
            self.assertRegex(line, r"^%s:\d+:\d+: .+" % re.escape(path))
        self.assertIn("no.such.fact", result.out)
        document = self.expect(1, "rules", "check", path,
                               "--format=json").json()
        self.assertEqual(len(document["problems"]),
                         len(result.out.splitlines()))
        self.assertNotIn(self.folder, json.dumps(document))

    def test_several_packs(self):
        bad = self.file("bad.json", "{")
        result = self.expect(1, "rules", "check", self.pack(), bad)
        self.assertIn("bad.json:1:", result.out)
        result = self.expect(3, "rules", "check", bad, self.path("none"))
        self.assertIn("bad.json:1:", result.out)
        self.assertIn("none", result.err)
        self.expect(3, "rules", "check", self.folder)

    def test_standard_input(self):
        result = self.expect(1, "rules", "check", "-", stdin=b"[1,]")
        self.assertTrue(result.out.startswith("stdin:1:"))

    def test_list(self):
        listed = self.expect(0, "rules", "list", "--format=json").json()
        text = self.expect(0, "rules", "list").out
        for observation in listed["observations"]:
            self.assertIn(observation["id"], text)

    def test_own_rules_in_a_diagnosis(self):
        evidence = self.file("p.txt", cli.PROXY.replace(
            "proxy.contoso", "retired.contoso"))
        pack = self.pack()
        result = self.expect(1, "diagnose", evidence, "--rules", pack,
                             "--format=json")
        self.assertIn("site.retired-proxy",
                      {o["id"] for o in result.json()["observations"]})
        self.refused(3, "site.retired-proxy", "diagnose", evidence,
                     "--rules", pack, "--rules", pack)
        broken = self.file("broken.json", '{"schema":\n x}')
        self.refused(3, "broken.json:2:", "diagnose", evidence, "--rules",
                     broken)
        self.refused(3, "missing.json", "diagnose", evidence, "--rules",
                     self.path("missing.json"))


if __name__ == "__main__":
    cli.main()
