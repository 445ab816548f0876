"""Where the answer goes, formats, colours, pipes, interrupts."""
import os
import re
import signal
import stat
import subprocess
import time

import cli

EXPLAIN = ("explain", "0x8004de40")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


class Output(cli.Case):
    def setUp(self):
        super().setUp()
        self.evidence = self.file("proxy.txt", cli.PROXY)

    def test_output_is_what_standard_output_would_be(self):
        for arguments in (["facts", self.evidence],
                          ["diagnose", self.evidence, "--format=json"],
                          ["diagnose", self.evidence],
                          ["explain", "0x8004de40"],
                          ["rules", "list"]):
            with self.subTest(arguments):
                shown = cli.run(*arguments)
                target = self.path("answer")
                kept = cli.run(*arguments, "--output", target)
                self.assertEqual(kept.status, shown.status)
                self.assertEqual(kept.out, "")
                with open(target, encoding="utf-8") as file:
                    self.assertEqual(file.read(), shown.out)
                self.assertTrue(shown.out.endswith("\n"))

    def test_output_leaves_nothing_beside_the_file(self):
        os.mkdir(self.path("out"))
        self.expect(0, *EXPLAIN, "--output", self.path("out/a.txt"))
        self.assertEqual(os.listdir(self.path("out")), ["a.txt"])

    def test_old_file_stays_when_the_command_fails(self):
        old = self.file("old", "old")
        self.expect(3, "facts", self.path("missing"), "--output", old)
        self.expect(2, "facts", "--output", old)
        self.expect(4, "diagnose", "x", "--live", "--output", old)
        self.assertEqual(read(old), "old")

    def test_old_file_stays_when_writing_fails(self):
        old = self.file("sub/old", "old")
        full = "ulimit -f 0; trap '' XFSZ; exec \"$@\""
        done = subprocess.run(
            ["sh", "-c", full, "sh", cli.CLI, "facts", self.evidence,
             "--output", old], capture_output=True)
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn(b"cannot write", done.stderr)
        self.assertEqual(read(old), "old")
        self.assertEqual(os.listdir(self.path("sub")), ["old"])

    def test_output_that_cannot_be(self):
        for target in (self.path("no/such/folder/x"), self.folder):
            with self.subTest(target):
                self.refused(5, "cannot write", *EXPLAIN, "--output", target)

    def test_output_keeps_links_modes_and_devices(self):
        real = self.file("real", "old")
        os.chmod(real, 0o600)
        os.symlink("real", self.path("link"))
        self.expect(0, *EXPLAIN, "--output", self.path("link"))
        self.assertTrue(os.path.islink(self.path("link")))
        self.assertNotEqual(read(real), "old")
        self.assertEqual(stat.S_IMODE(os.stat(real).st_mode), 0o600)
        self.expect(0, *EXPLAIN, "--output", "/dev/null")
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))

    def test_colour(self):
        plain = cli.run("diagnose", self.evidence)
        self.assertNotIn("\033", plain.out)
        always = cli.run("diagnose", self.evidence, "--color", "always")
        self.assertTrue(always.out.startswith("\033[1m"))
        self.assertEqual(self.strip(always.out), plain.out)
        for how in (["--color=never"], ["--color", "auto"]):
            self.assertEqual(cli.run("diagnose", self.evidence, *how).out,
                             plain.out)
        document = cli.run("diagnose", self.evidence, "--format=json",
                           "--color=always").out
        self.assertNotIn("\033", document)

    @staticmethod
    def strip(text):
        for mark in ("0", "1", "31", "32", "33"):
            text = text.replace("\033[%sm" % mark, "")
        return text

    def on_terminal(self, env):
        """Runs diagnose with standard output on a terminal."""
        leader, follower = os.openpty()
        whole = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
        whole.update({"TERM": "xterm"}, **env)
        process = subprocess.Popen([cli.CLI, "diagnose", self.evidence],
                                   stdout=follower, stderr=subprocess.PIPE,
                                   env=whole)
        os.close(follower)
        seen = b""
        try:
            while block := os.read(leader, 65536):
                seen += block
        except OSError:
            pass
        process.communicate()
        os.close(leader)
        return seen.decode()

    def test_colour_on_a_terminal(self):
        self.assertIn("\033[1m", self.on_terminal({}))
        self.assertIn("\033[1m", self.on_terminal({"NO_COLOR": ""}))
        self.assertNotIn("\033", self.on_terminal({"NO_COLOR": "1"}))
        self.assertNotIn("\033", self.on_terminal({"TERM": "dumb"}))

    def test_broken_pipe_and_full_disk(self):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([cli.CLI, "rules", "list"], stdout=writer,
                              stderr=subprocess.PIPE)
        os.close(writer)
        self.assertEqual(done.returncode, 5)
        self.assertIn(b"cannot write to standard output", done.stderr)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([cli.CLI, *EXPLAIN], stdout=full,
                                  stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 5)
        closed = subprocess.run(
            ["sh", "-c", '"$1" facts "$2" >&-', "sh", cli.CLI, self.evidence],
            stderr=subprocess.PIPE)
        self.assertEqual(closed.returncode, 5, closed.stderr)
        with open(self.evidence, "rb") as file:
            self.assertEqual(file.read().decode(), cli.PROXY)

    def test_closed_error_output_does_not_reach_a_file(self):
        target = self.path("answer")
        subprocess.run(
            ["sh", "-c", '"$1" explain 0x8004de40 x --output "$2" 2>&-',
             "sh", cli.CLI, target])
        self.assertNotIn("od0x8004: ", read(target))

    def test_quiet(self):
        odd = self.file("odd.bin", b"\x00\x01\x02")
        loud = self.expect(0, "facts", self.evidence, odd)
        self.assertIn("odd.bin", loud.err)
        quiet = self.expect(0, "facts", self.evidence, odd, "--quiet")
        self.assertEqual(quiet.err, "")
        self.assertEqual(quiet.out, loud.out)
        self.assertNotEqual(self.expect(3, "facts", odd, "--quiet").err, "")

    def test_no_progress_without_a_terminal(self):
        self.assertNotIn("\r", self.expect(0, "facts", self.evidence).err)

    def errors_on_terminal(self, *more):
        """Standard error of work that waits 1.6 s for its input."""
        leader, follower = os.openpty()
        process = subprocess.Popen([cli.CLI, "facts", "-", *more],
                                   stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, stderr=follower)
        os.close(follower)
        time.sleep(1.6)
        process.communicate(cli.PROXY.encode())
        os.set_blocking(leader, False)
        seen = b""
        try:
            while part := os.read(leader, 65536):  # a read may give a part
                seen += part
        except OSError:
            pass  # nothing is left
        finally:
            os.close(leader)
        return seen.decode()

    def test_progress_on_a_terminal(self):
        seen = self.errors_on_terminal()
        self.assertIn("\r[", seen)
        self.assertTrue(seen.endswith(" \r"), "the bar is wiped")
        self.assertEqual(self.errors_on_terminal("--quiet"), "")

    def test_time_limit(self):
        big = self.path("big.txt")
        with open(big, "wb") as file:
            file.truncate(50_000_000)
        result = cli.run("facts", big, self.evidence, "--time-limit", "1")
        self.assertEqual(result.status, 7, result.err)
        self.assertEqual(result.out, "")

    def interrupted(self, arguments):
        process = subprocess.Popen([cli.CLI, *arguments],
                                   stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        try:
            start = time.monotonic()
            process.wait(10)
            return process.returncode, time.monotonic() - start
        finally:
            process.kill()
            process.communicate()

    def test_interrupt_ends_with_seven(self):
        """Also where a read waits for somebody: a pipe that stays silent."""
        status, seconds = self.interrupted(["facts", "-"])
        self.assertEqual(status, 7)
        self.assertLess(seconds, 3)

    def test_documents_of_one_schema_each(self):
        table = {
            "od0x8004.facts/1": ["facts", self.evidence],
            "od0x8004.diagnosis/1": ["diagnose", self.evidence,
                                     "--format=json"],
            "od0x8004.compare/1": ["compare", self.evidence, self.evidence,
                                   "--format=json"],
            "od0x8004.code/1": ["explain", "0x8004de40", "0x8004de88",
                                "--format=json"],
        }
        for schema, arguments in table.items():
            with self.subTest(schema):
                result = cli.run(*arguments)
                self.assertEqual(next(iter(result.json().items())),
                                 ("schema", schema))

    def test_redacted_facts(self):
        self.file("ada.txt", cli.dsregcmd())
        plain = self.expect(0, "facts", self.folder).out
        self.assertIn("ada@contoso.example", plain)
        found = self.expect(0, "facts", self.folder, "--redact")
        self.assertNotRegex(found.out, "(?i)ada|contoso")
        name = re.search(r'user-[0-9a-f]{8}(?=@name)', found.out).group(0)
        self.assertIn(name + ".txt", found.out)
        table = self.expect(0, "facts", self.folder, "--redact",
                            "--format=text").out
        self.assertIn("subject: " + name, table)

    def test_compare(self):
        broken = self.file("broken.txt", cli.PROXY)
        healthy = self.file("healthy.txt", cli.DIRECT)
        found = self.expect(0, "compare", broken, healthy,
                            "--format=json").json()
        first = found["differences"][0]
        self.assertEqual(first["fact"], "proxy.winhttp.mode")
        self.assertEqual([first[side]["value"] for side in
                          ("broken", "healthy")], ["manual", "direct"])
        self.assertTrue(first["read_by"])
        text = self.expect(0, "compare", broken, healthy).out
        self.assertIn('"manual" on the broken device',
                      " ".join(text.split()))
        self.assertIn("Nothing differs", self.expect(
            0, "compare", broken, broken).out)
        notes = self.file("notes.txt", "nothing of use\n")
        for pair in ((broken, notes), (notes, broken),
                     (broken, self.path("missing"))):
            self.refused(3, "none of the evidence", "compare", *pair)

    def test_same_bytes_wherever_and_whenever(self):
        base = cli.run("diagnose", self.evidence, "--format=json").out
        for env in ({"LC_ALL": "tr_TR.UTF-8"}, {"TZ": "Asia/Kathmandu"},
                    {"LANG": "de_DE.UTF-8", "HOME": "/"}):
            self.assertEqual(
                cli.run("diagnose", self.evidence, "--format=json",
                        env=env).out, base)
        self.assertNotIn(self.folder, base)


if __name__ == "__main__":
    cli.main()
