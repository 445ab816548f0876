"""Validates JSON documents against docs/schema by their "schema" member.

    validate.py FILE...        (- is standard input; several lines: one each)

Others import it: validate.problems(document) gives a list of texts.
"""
import functools
import json
import os
import re
import sys

from house import ROOT, skip

try:
    import jsonschema
except ImportError:
    skip("jsonschema is missing (Debian: python3-jsonschema)")


def path_of(name):
    """od0x8004.facts/1 stands in docs/schema/facts-1.json."""
    found = re.fullmatch(r"od0x8004\.([a-z-]+)/(\d+)", str(name))
    return found and os.path.join(ROOT, "docs", "schema",
                                  f"{found.group(1)}-{found.group(2)}.json")


@functools.lru_cache(maxsize=None)
def validator(path):
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.FormatChecker())


def problems(document):
    """What is wrong with a document; an empty list if nothing is."""
    if not isinstance(document, dict) or "schema" not in document:
        return ["no member 'schema'"]
    if next(iter(document)) != "schema":
        return ["'schema' is not the first member"]
    path = path_of(document["schema"])
    if not path or not os.path.isfile(path):
        return [f"no schema for '{document['schema']}'"]
    return [f"/{'/'.join(str(p) for p in error.absolute_path)}: "
            f"{error.message[:300]}"
            for error in sorted(validator(path).iter_errors(document),
                                key=lambda e: [str(p) for p in e.path])]


def main(names):
    wrong = 0
    for name in names:
        data = (sys.stdin.buffer.read() if name == "-"
                else open(name, "rb").read())
        text = data.decode("utf-8")
        try:
            documents = [json.loads(text)]
        except json.JSONDecodeError:
            documents = [json.loads(line) for line in text.split("\n") if line]
        for document in documents:
            for problem in problems(document):
                print(f"{name}: {problem}")
                wrong += 1
    return 1 if wrong or not names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
