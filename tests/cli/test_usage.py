"""Options, commands, exit status of wrong usage and of what is to come."""
import os
import re

import cli

LATER = ["collect", "network", "access", "signins", "credentials",
         "onedrive", "fix"]
NOW = ["diagnose", "explain", "facts", "compare", "rules", "help"]


class Usage(cli.Case):
    def test_wrong_usage(self):
        table = [
            ([], "a command is needed"),
            (["diagnos"], "did you mean 'diagnose'?"),
            (["netwrok"], "did you mean 'network'?"),
            (["xyzzyplugh"], "unknown command 'xyzzyplugh'"),
            ([""], "unknown command ''"),
            (["diagnose"], "needs EVIDENCE"),
            (["facts"], "needs EVIDENCE..."),
            (["explain"], "needs CODE..."),
            (["compare", "x"], "needs BROKEN HEALTHY"),
            (["compare", "x", "y", "z"], "no more"),
            (["compare", "-", "-"], "'-' may be given once"),
            (["compare", "x", "y", "--user", "z"], "not one of 'compare'"),
            (["rules"], "needs one of check|list"),
            (["rules", "chek"], "did you mean 'check'?"),
            (["rules", "check"], "needs FILE..."),
            (["rules", "list", "x"], "takes no FILE"),
            (["explain", "--cod", "x"], "did you mean '--code'?"),
            (["diagnose", "--usr=a", "x"], "unknown option '--usr'"),
            (["diagnose", "--usr=a", "x"], "did you mean '--user'?"),
            (["explain", "-x", "1"], "unknown option '-x'"),
            (["explain", "--qqqqqqqqqqqq", "1"], "unknown option"),
            (["explain", "--code", "1", "2"], "not one of 'explain'"),
            (["facts", "--code", "1", "x"], "not one of 'facts'"),
            (["explain", "1", "--format"], "'--format' needs a value"),
            (["diagnose", "--code", "--user", "a", "x"], "needs a value"),
            (["diagnose", "--user=", "x"], "has an empty value"),
            (["explain", "1", "--quiet=yes"], "takes no value"),
            (["explain", "1", "--format", "xml"], "text|json"),
            (["explain", "1", "--format", "ticket"], "text|json"),
            (["explain", "1", "--format", "html"], "text|json"),
            (["diagnose", "x", "--format", "pdf"], "cannot be 'pdf'"),
            (["explain", "1", "--color", "sometimes"], "auto|always|never"),
            (["diagnose", "--code=1", "--code=2", "x"], "may be given once"),
            (["facts", "-", "-"], "'-' may be given once"),
            (["explain", "1", "--now", "yesterday"], "'yesterday'"),
            (["diagnose", "--at", "noon", "x"], "'noon'"),
            (["diagnose", "--code", "banana", "x"], "'banana'"),
            (["explain", "1", "--time-limit", "soon"], "soon"),
            (["explain", "1", "--set", "fast"], "is not NAME=VALUE"),
            (["explain", "1", "--set", "no.such=1"], "no.such"),
            (["help", "nothing"], "no help on 'nothing'"),
            (["network", "--bogus"], "unknown option"),
            (["diagnose", "--live", "--bogus", "x"], "unknown option"),
        ]
        for arguments, message in table:
            with self.subTest(arguments):
                self.refused(2, message, *arguments)

    def test_not_in_this_version(self):
        for name in LATER:
            with self.subTest(name):
                result = self.refused(4, "not in this version yet", name)
                self.assertEqual(
                    result.err,
                    "od0x8004: '%s' is not in this version yet\n" % name)
        table = [
            (["diagnose", "x", "--live"], "--live"),
            (["diagnose", "--probe"], "--probe"),
            (["diagnose", "--tenant", "t", "x"], "--tenant"),
            (["diagnose", "--signins=s", "--signins=t", "x"], "--signins"),
            (["diagnose", "--context", "c", "x"], "--context"),
            (["diagnose", "x", "--format", "html"], "--format html"),
            (["network", "--only", "a", "--only", "b"], "network"),
            (["access", "evaluate", "--tenant", "t", "--context", "c"],
             "access"),
            (["credentials", "restore", "--all", "--apply"], "credentials"),
            (["signins", "f", "--print-query", "kql"], "signins"),
        ]
        for arguments, name in table:
            with self.subTest(arguments):
                self.refused(4, "'%s' is not in this version yet" % name,
                             *arguments)

    def test_options_stand_anywhere(self):
        spellings = [
            ["explain", "0x8004de40", "--format", "json"],
            ["--format", "json", "explain", "0x8004de40"],
            ["--format=json", "explain", "--", "0x8004de40"],
            ["explain", "--format=json", "0x8004de40", "--quiet"],
        ]
        answers = {self.expect(0, *one).out for one in spellings}
        self.assertEqual(len(answers), 1)

    def test_negative_decimals_are_no_options(self):
        for before in ([], ["--"]):
            answer = self.expect(0, "explain", "--format=json", *before,
                                 "-2147164608").json()
            self.assertEqual(answer["codes"][0]["code"], "0x8004de40")
        evidence = self.file("proxy.txt", cli.PROXY)
        for option in (["--code", "-2147164608"], ["--code=-2147164608"]):
            result = cli.run("diagnose", evidence, "--format=json", *option)
            self.assertIn(result.status, (0, 1, 6))
            self.assertEqual(result.json()["code"], "0x8004de40")

    def test_double_dash_ends_options(self):
        self.file("--live", cli.DIRECT)
        result = cli.run("facts", "--", "--live", cwd=self.folder)
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('"direct"', result.out)

    def test_version(self):
        header = open(os.path.join(
            cli.SOURCE, "include/od0x8004/export.h")).read()
        numbers = re.findall(r"#define OD_VERSION_\w+ (\d+)", header)
        result = self.expect(0, "--version")
        self.assertEqual(result.out, "od0x8004 %s\n" % ".".join(numbers))
        self.assertEqual(self.expect(0, "diagnose", "--version").out,
                         result.out)

    def test_help(self):
        overview = self.expect(0, "--help").out
        self.assertEqual(overview, self.expect(0, "help").out)
        self.assertEqual(overview, self.expect(0, "-h").out)
        for name in NOW + LATER:
            with self.subTest(name):
                self.assertIn("\n  %s " % name, overview)
                own = self.expect(0, "help", name).out
                self.assertTrue(own.startswith("usage: od0x8004 %s" % name))
                if name != "help":
                    self.assertEqual(own, self.expect(0, name, "--help").out)
                self.assertEqual("not in this version yet.\n" in own,
                                 name in LATER)
                self.assertLessEqual(max(map(len, own.splitlines())), 80)

    def test_control_characters_of_names_stay_out_of_messages(self):
        result = self.refused(2, "unknown command", "a\x1b[31mb\x07")
        self.assertNotIn("\x1b", result.err)
        self.assertNotIn("\x07", result.err)


if __name__ == "__main__":
    cli.main()
