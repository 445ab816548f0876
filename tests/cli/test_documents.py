"""Help is made from the tables; the written documents must follow it."""
import os
import re

import cli

COMMANDS = ["diagnose", "explain", "facts", "compare", "rules"]
COMPLETIONS = ["od0x8004.bash", "od0x8004.zsh", "od0x8004.fish",
               "od0x8004.ps1"]
LATER = "not in this version yet:"


def read(*parts):
    with open(os.path.join(cli.SOURCE, *parts), encoding="utf-8") as file:
        return file.read()


def options(command, later):
    """The options of a command's help, of this version or to come."""
    found, heading = set(), ""
    for line in cli.run("help", command).out.splitlines():
        if line.endswith(":") and not line.startswith(" "):
            heading = line
        match = re.match(r"  --([a-z-]+)", line)
        if match and heading.endswith(LATER) == later:
            found.add(match.group(1))
    return found


def now():
    return set().union(*(options(c, False) for c in COMMANDS))


class Documents(cli.Case):
    def test_help_lists_the_contract(self):
        self.assertEqual(options("diagnose", True),
                         {"tenant", "signins", "context", "live", "probe"})
        self.assertIn("redact", options("facts", False))
        self.assertLessEqual({"code", "user", "at", "now", "rules"},
                             options("diagnose", False))
        for command in COMMANDS:
            self.assertLessEqual(
                {"format", "output", "quiet", "color", "now", "help"},
                options(command, False))

    def missing(self, names, pattern, text):
        return [n for n in sorted(names)
                if not re.search(pattern % re.escape(n), text)]

    def test_man_page(self):
        page = read("examples", "cli", "od0x8004.1").replace("\\-", "-")
        names = now() | options("diagnose", True) | options("facts", True)
        self.assertEqual(self.missing(names, r"--%s(?![\w-])", page), [])
        known = names | {"option"}
        for name in re.findall(r"--([a-z][a-z-]*)", page):
            self.assertIn(name, known)

    def test_manual(self):
        text = read("docs", "cli.md")
        names = now() | options("diagnose", True) | options("facts", True)
        self.assertEqual(self.missing(names, r"`--%s(?![\w-])", text), [])
        for name in COMMANDS:
            self.assertRegex(text, r"\| `%s" % name)

    def test_completions(self):
        for file in COMPLETIONS:
            with self.subTest(file):
                text = read("examples", "cli", "completions", file)
                pattern = r"-l %s\s" if file.endswith("fish") \
                    else r"--%s(?![\w-])"
                self.assertEqual(self.missing(now(), pattern, text), [])
                for command in COMMANDS:
                    self.assertIn(command, text)
                for name in options("diagnose", True):
                    self.assertNotIn("--" + name, text)


if __name__ == "__main__":
    cli.main()
