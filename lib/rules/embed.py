"""Compiles the packs for built_in.c: numbers and one heap of texts.

usage: embed.py OPERATORS.c PACK.json... -o OUTPUT

No text in them is searched for at a start, and nothing holds an address, so
that nothing is relocated: a text is its place in the heap, a number has seven
bits a byte, the low ones first. built_in.c reads what is written here in the
same order. The words (operators, causes, tiers ...) stand in front, each once:
what they mean the library says, and the tests compare all of it with the packs
as od_rules_read reads them.
"""
import json
import os
import re
import struct
import sys

# Each tag tells what a condition goes on with; operators begin at the last.
TAGS = "NULL FALSE TRUE WHOLE REAL TEXT LIST ITEMS FACT ELEMENT OPERATOR".split()
TAG = {name: number for number, name in enumerate(TAGS)}
WORDS = "operators causes tiers classes severities layers elements".split()
CODE = re.compile(r"0x[0-9a-f]{8}|AADSTS[0-9]{4,8}|12[0-2][0-9]{2}")


def refuse(message):
    sys.exit("packs: " + message)


def read_operators(path):
    """Names in the table of operators, and whether they are scoped."""
    with open(path, encoding="utf-8") as file:
        table = file.read().split("od_operator operators[] = {", 1)[1]
    rows = re.findall(r'\{"([^"]+)", *od_operate_\w+, *([^}]*)\}',
                      table.split(";", 1)[0])
    return {name: "S" in flags.split(" | ") for name, flags in rows}


def arguments(value):
    return value if isinstance(value, list) else [value]


def is_literal(rule):
    if isinstance(rule, list):
        return all(is_literal(item) for item in rule)
    return not isinstance(rule, dict)


def name_in(operator, args):
    """The name that is written in a var or known, or None."""
    if operator not in ("var", "known") or (operator == "known" and not args):
        return None
    name = args[0] if args else None
    if isinstance(name, (int, float)) and not isinstance(name, bool):
        refuse(f"'{operator}' of the number {name}")
    return "" if name is None else name if isinstance(name, str) else None


def missing_in(args):
    """The names that missing or missing_some is given as they stand."""
    for item in args:
        if not is_literal(item):
            refuse("'missing' of names that are not written out")
        yield from (name for name in arguments(item) if isinstance(name, str))


class Facts:
    """The facts of a condition, and which of them are not only asked for."""

    def __init__(self, operators, when):
        self.operators, self.names, self.solid = operators, set(), set()
        self.walk(when, True, False)

    def note(self, name, asked):
        self.names.add(name)
        if not asked:
            self.solid.add(name)

    def walk(self, rule, root, asked):
        if isinstance(rule, list):
            for item in rule:
                self.walk(item, root, asked)
        if not isinstance(rule, dict):
            return
        if len(rule) != 1:
            refuse("an object in a condition has one member, its operator")
        (operator, value), = rule.items()
        if operator not in self.operators:
            refuse(f"unknown operator '{operator}'")
        args = arguments(value)
        asked = asked or operator == "known"
        if root and name_in(operator, args):
            self.note(name_in(operator, args), asked)
        if root and operator in ("missing", "missing_some"):
            for name in missing_in(args):
                self.note(name, asked)
        for index, item in enumerate(args):
            scoped = self.operators[operator] and index == 1
            self.walk(item, root and not scoped, asked)


class Writer:
    def __init__(self, operators):
        self.operators = operators
        self.data, self.heap, self.places = bytearray(), bytearray(), {}
        self.words = {kind: {} for kind in WORDS}
        self.facts = {}
        self.counts = dict.fromkeys("observations groups codes effects "
                                    "exclusions uses nodes lists values"
                                    .split(), 0)

    def number(self, value):
        while value > 127:
            self.data.append(value & 127 | 128)
            value >>= 7
        self.data.append(value)

    def text(self, text, sized=False):
        data = text.encode("utf-8")
        if data not in self.places:
            self.places[data] = len(self.heap)
            self.heap += data + b"\0"
        self.number(self.places[data])
        if sized:
            self.number(len(data))

    def word(self, kind, name):
        words = self.words[kind]
        self.number(words.setdefault(name, len(words)))

    def count(self, what, number=1):
        self.counts[what] += number
        self.number(number)

    # ---- conditions ----

    def whole(self, value):
        self.number(TAG["WHOLE"])
        self.number(2 * value if value >= 0 else -2 * value - 1)

    def literal(self, value):
        if value is None or isinstance(value, bool):
            self.number(TAG[str(value).upper() if value is not None
                            else "NULL"])
        elif isinstance(value, int) and abs(value) < 1 << 31:
            self.whole(value)
        elif isinstance(value, (int, float)):
            self.number(TAG["REAL"])
            self.data += struct.pack("<d", value)
        elif isinstance(value, str):
            self.number(TAG["TEXT"])
            self.text(value, True)
        else:
            self.number(TAG["LIST"])
            self.counts["lists"] += 1
            self.count("values", len(value))
            for item in value:
                self.literal(item)

    def named(self, operator, name, args, root, facts):
        """A var or known of a name, which is not written as an argument."""
        self.number(TAG["FACT" if root and name else "ELEMENT"])
        self.word("operators", operator)
        if root and name:
            self.number(facts.index(name))
        else:
            self.word("elements", name)
        self.number(len(args[1:]))
        self.counts["nodes"] += len(args) if args[1:] else 0
        for item in args[1:]:
            self.node(item, root, facts)

    def node(self, rule, root, facts):
        if is_literal(rule):
            self.literal(rule)
        elif isinstance(rule, list):
            self.number(TAG["ITEMS"])
            self.items(rule, root, False, facts)
        else:
            (operator, value), = rule.items()
            args = arguments(value)
            name = name_in(operator, args)
            if name is not None:
                self.named(operator, name, args, root, facts)
                return
            self.number(TAG["OPERATOR"])
            self.word("operators", operator)
            self.items(args, root, self.operators[operator], facts)

    def items(self, args, root, scoped, facts):
        self.count("nodes", len(args))
        for index, item in enumerate(args):
            self.node(item, root and not (scoped and index == 1), facts)

    # ---- packs ----

    def effects(self, effects):
        self.count("effects", len(effects))
        for effect in effects:
            self.word("causes", effect["cause"])
            self.word("tiers", effect["tier"])

    def observation(self, o):
        for member in ("id", "group", "text", "action", "source"):
            self.text(o.get(member, ""))
        self.word("severities", o.get("severity", "info"))
        self.word("classes", o["class"])
        self.number(o.get("cost", 1))
        self.number(len(o.get("through", [])))
        for layer in o.get("through", []):
            self.word("layers", layer)
        self.effects(o.get("for", []))
        self.effects(o.get("against", []))
        self.count("exclusions", len(o.get("excludes", [])))
        for exclusion in o.get("excludes", []):
            self.word("causes", exclusion["cause"])
            self.text(exclusion["case"])
        facts = Facts(self.operators, o["when"])
        names = sorted(facts.names)
        self.count("uses", len(names))
        for name in names:
            self.number(self.facts[name])
            self.number((name in facts.solid) +
                        2 * (name in o.get("context", [])))
        self.node(o["when"], True, names)

    def group(self, group):
        for member in ("id", "title", "how"):
            self.text(group.get(member, ""))
        self.number(group.get("cost", -1) + 1)
        codes = group.get("required_for", [])
        self.count("codes", len(codes))
        for code in codes:
            if not CODE.fullmatch(code):
                refuse(f"'{code}' is not canonical")
            self.text(code)

    def packs(self, packs):
        groups = [g for pack in packs for g in pack.get("groups", [])]
        observations = [o for pack in packs for o in pack["observations"]]
        names = {name for o in observations
                 for name in Facts(self.operators, o["when"]).names}
        self.facts = {name: i for i, name in enumerate(sorted(names))}
        self.counts["observations"] = len(observations)
        self.counts["groups"] = len(groups)
        for group in groups:
            self.group(group)
        for observation in observations:
            self.observation(observation)

    def front(self):
        """The words, which are known last and are read first."""
        rest, self.data = self.data, bytearray()
        for kind in WORDS:
            for name in self.words[kind]:
                self.text(name, kind == "elements")
        for name in self.facts:
            self.text(name, True)
        self.data += rest


def write_bytes(out, name, data):
    out.write(f"static const unsigned char {name}[] = {{\n")
    for start in range(0, len(data), 16):
        row = ",".join(str(byte) for byte in data[start:start + 16])
        out.write(f"  {row},\n")
    out.write("  0};\n")


def write_numbers(out, prefix, numbers):
    rows = ",\n".join(f"  {prefix}{name.upper()} = {number}"
                      for name, number in numbers)
    out.write(f"enum {{\n{rows}}};\n")


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main():
    end = sys.argv.index("-o")
    writer = Writer(read_operators(sys.argv[1]))
    writer.text("")
    writer.data.clear()
    writer.packs([read(path) for path in sorted(sys.argv[2:end],
                                                key=os.path.basename)])
    writer.front()
    with open(sys.argv[end + 1], "w", encoding="utf-8") as out:
        write_numbers(out, "TAG_", TAG.items())
        write_numbers(out, "PACK_", [*writer.counts.items(),
                                     ("facts", len(writer.facts))] +
                      [(kind, len(writer.words[kind])) for kind in WORDS])
        write_bytes(out, "pack_data", writer.data)
        write_bytes(out, "pack_texts", writer.heap)


main()
