"""Finds out why OneDrive cannot sign in (0x8004de40 and its siblings).

    from od0x8004 import Case
    case = Case(code="0x8004de40")
    case.add_path("evidence")
    diagnosis = case.diagnose()
    print(diagnosis.verdict, diagnosis.causes[0])
    print(diagnosis.text())
"""

import json
import os
from collections import namedtuple

from . import native
from .errors import (AccessError, CancelledError, ConflictError,
                     InputOutputError, InternalError, InvalidError,
                     LimitError, NoMemoryError, NotFoundError,
                     NotSupportedError, OdError, OutOfTimeError, ParseError,
                     VersionError)

__all__ = [
    "Case", "Cause", "Diagnosis", "Facts", "Job", "Rules", "explain",
    "version", "OdError", "InvalidError", "NoMemoryError", "InputOutputError",
    "ParseError", "LimitError", "NotFoundError", "CancelledError",
    "OutOfTimeError", "NotSupportedError", "AccessError", "ConflictError",
    "VersionError", "InternalError",
]

Cause = namedtuple("Cause", "id grade")


def version():
    """The version of the library, for instance "0.1.0"."""
    return native.version()


def explain(text):
    """What each code in a text means: a list of dicts (od0x8004.code/1)."""
    return json.loads(native.code_explain(text, "json"))["codes"]


class _Closing:
    """Something with a handle: `with`, close(), ValueError after that."""

    _handle = None

    def close(self):
        self._handle = None

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()


class Job(_Closing):
    """Options by name, a time limit and cancel from any thread.

    Job(time_limit_ms=5000, **{"text.code_page": 850})
    """

    def __init__(self, **options):
        self._handle = native.job_new()
        for name, value in options.items():
            text = str(value).lower() if isinstance(value, bool) else str(value)
            native.job_set(self._handle, name, text)

    def cancel(self):
        """Asks the work that uses this job to stop (CancelledError there)."""
        native.job_cancel(self._handle)

    @property
    def warnings(self):
        """What was read all the same, one line each with its place."""
        lines = []
        while (line := native.job_warning(self._handle, len(lines))):
            lines.append(line)
        return lines

    @property
    def progress(self):
        """How far the work has come, 0 to 1."""
        return native.job_progress(self._handle) / 1000


def _job(job):
    return (job or Job())._handle


class Facts(_Closing):
    """Facts of one device and one subject; they never change."""

    def __init__(self, handle):
        self._handle = handle

    @classmethod
    def read(cls, data, name="input", job=None):
        """Reads captured text (bytes or str) or a facts document."""
        return cls(native.facts_read(name, data, _job(job)))

    def merge(self, other):
        """These facts and those of another record of the same device."""
        return Facts(native.facts_merge(self._handle, other._handle))

    def redact(self):
        """These facts with stable stand-ins for what is personal."""
        return Facts(native.facts_redact(self._handle))

    def to_dict(self):
        """The document od0x8004.facts/1."""
        return json.loads(native.facts_to_json(self._handle))


class Rules(_Closing):
    """Compiled rule packs; they never change."""

    def __init__(self, handle):
        self._handle = handle

    @classmethod
    def read(cls, data, name="rules.json", job=None):
        """Reads a pack; ParseError with the place of what is refused."""
        return cls(native.rules_read(name, data, _job(job)))

    @classmethod
    def builtin(cls):
        """The packs that are compiled into the library."""
        return cls(native.rules_builtin())

    @staticmethod
    def check(data, name="rules.json", job=None):
        """All that a pack is refused for: a list of dicts, empty if sound."""
        return json.loads(native.rules_check(name, data, _job(job)))

    def evaluate(self, facts):
        """The result of every condition: a list of dicts."""
        return json.loads(native.rules_evaluate(self._handle, facts._handle))

    def compare(self, broken, healthy):
        """What differs between two devices: od0x8004.compare/1."""
        return json.loads(native.rules_compare(
            self._handle, broken._handle, healthy._handle, "json"))


class Case(_Closing):
    """What is put together for one diagnosis."""

    def __init__(self, **options):
        """Options: code, user, now, at (see the C header case.h)."""
        self._handle = native.case_new()
        for name, value in options.items():
            self.set(name, value)

    def set(self, name, value):
        """Sets code, user, now or at; None takes it back."""
        native.case_set(self._handle, name, value)

    def add_path(self, path, job=None):
        """Adds a file or a folder, recognised by content."""
        native.case_add_path(self._handle, os.fspath(path), _job(job))

    def add_bytes(self, data, name="input", job=None):
        """Adds bytes (or str) as if they were a file of that name."""
        native.case_add_bytes(self._handle, name, data, _job(job))

    def add_rules(self, rules):
        """Adds a pack to the built-in ones."""
        native.case_add_rules(self._handle, rules._handle)

    @property
    def recognised(self):
        """How many inputs were recognised."""
        return native.case_recognised(self._handle)

    @property
    def unrecognised(self):
        """Name and reason of each input that was not."""
        count = native.case_unrecognised(self._handle)
        return [native.case_unrecognised_text(self._handle, i)
                for i in range(count)]

    def facts(self):
        """The facts of everything that was added."""
        return Facts(native.case_facts(self._handle))

    def diagnose(self, job=None):
        """The ranked causes; ConflictError for evidence of two users."""
        return Diagnosis(native.case_diagnose(self._handle, _job(job)))


class Diagnosis(_Closing):
    """Ranked causes with their reasons; it never changes."""

    def __init__(self, handle):
        self._handle = handle

    @property
    def verdict(self):
        """"cause-found", "nothing-found" or "cannot-tell"."""
        return native.diagnosis_verdict(self._handle)

    @property
    def causes(self):
        """Every cause with its grade, the best first."""
        count = native.diagnosis_cause_count(self._handle)
        return [Cause(native.diagnosis_cause_id(self._handle, i),
                      native.diagnosis_cause_grade(self._handle, i))
                for i in range(count)]

    def text(self, format="text"):
        """A report: "text", "json" or "ticket"."""
        return native.diagnosis_to_text(self._handle, format)

    def to_dict(self):
        """The document od0x8004.diagnosis/1."""
        return json.loads(self.text("json"))
