"""Makes catalog.inc, constant tables, from codes.json and causes.json.

codes.json   codes       code  canonical: 0x8004de40, AADSTS50097, 12007; a "?"
                               stands for any hexadecimal digit, exact codes
                               go first, patterns then in their order
                         kind  one of KINDS
                         name  the symbol, if any; several with "|" between
                         meaning  whole sentences in our own words
                         documented  false where Microsoft does not tell
                         causes   ids of causes.json, best first
                         sources  where it is written
                         family   only where the number does not tell it
             sources     what the short names of sources stand for
             families    what the beginning of a code tells; the first wins
             facilities  names of winerror.h
causes.json  id, layer, title, explains: [{cause, why}] within the layer

Whatever is wrong in them stops the build with one line.
"""
import json
import re
import sys

LAYERS = ("offline dns path proxy tls identity policy client service").split()
KINDS = ("network tls proxy identity account configuration version tenant "
         "storage wam interrupt block credential session device application "
         "tenant-restriction clock tpm undocumented").split()
FAMILIES = "onedrive aadsts winhttp schannel winerror wam hresult".split()
CODE = re.compile(r"0x[0-9a-f?]{8}|AADSTS[0-9]{4,8}|12[0-2][0-9]{2}")
CODE_MAX = 32


def refuse(message):
    sys.exit("catalog: " + message)


def read(path):
    with open(path, encoding="utf-8") as stream:
        return json.load(stream)


def check_once(keys):
    seen = set()
    for key in keys:
        if key in seen:
            refuse(f"'{key}' stands twice")
        seen.add(key)


def family_of(code, families):
    for item in families:
        if re.match(item["prefix"].replace("?", "."), code["code"]):
            return item["family"]
    return "unknown"


def check_cause(cause, causes):
    if cause["layer"] not in LAYERS:
        refuse(f"'{cause['id']}' has no known layer")
    if not 0 < len(cause["title"]) <= 60:
        refuse(f"the title of '{cause['id']}' is too long or missing")
    for item in cause["explains"]:
        other = causes.get(item["cause"])
        if other is None or other["layer"] != cause["layer"]:
            refuse(f"'{cause['id']}' explains no cause of its layer")
        if not item["why"]:
            refuse(f"'{cause['id']}' does not say why")


def check_circles(causes):
    """A cause must not explain itself, not even through others."""
    for start in causes:
        seen, queue = set(), [start]
        while queue:
            for item in causes[queue.pop()]["explains"]:
                if item["cause"] == start:
                    refuse(f"'{start}' explains itself")
                if item["cause"] not in seen:
                    seen.add(item["cause"])
                    queue.append(item["cause"])


def complete(code, sources):
    """Puts in what a code may leave out, and sources in full."""
    defaults = {"name": "", "documented": True, "causes": [], "sources": []}
    full = {**defaults, **code}
    for source in full["sources"]:
        if source not in sources:
            refuse(f"'{code['code']}' names the unknown source '{source}'")
    full["sources"] = [sources[source] for source in full["sources"]]
    return full


def check_code(code, causes):
    name = code["code"]
    if not CODE.fullmatch(name) or len(name) >= CODE_MAX:
        refuse(f"'{name}' is not canonical")
    if code["kind"] not in KINDS:
        refuse(f"'{name}' has no known kind")
    if code.get("family", "hresult") not in FAMILIES:
        refuse(f"'{name}' has no known family")
    if not code["sources"] or not all(code["sources"]):
        refuse(f"'{name}' has no source")
    if not code["meaning"].endswith((".", "?")):
        refuse(f"the meaning of '{name}' is no sentence")
    for cause in code["causes"]:
        if cause not in causes:
            refuse(f"'{name}' names the unknown cause '{cause}'")
    if len(set(code["causes"])) != len(code["causes"]):
        refuse(f"'{name}' names a cause twice")


def text(value):
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped + '"'


def pieces(value):
    """A long text as several literals, so that no line grows without end."""
    words, lines, line = value.split(" "), [], ""
    for word in words:
        if line and len(line) + len(word) > 66:
            lines.append(line)
            line = ""
        line += word + " "
    lines.append(line[:-1])
    return "\n   ".join(text(part) for part in lines)


class Lists:
    """NULL-terminated lists of texts; equal ones are written once."""

    def __init__(self, out):
        self.out, self.names = out, {}

    def add(self, items):
        key = tuple(items)
        if key not in self.names:
            self.names[key] = f"list_{len(self.names)}"
            body = "".join(f"{text(item)}, " for item in items)
            self.out.write(f"static const char *const {self.names[key]}[] = "
                           f"{{{body}NULL}};\n")
        return self.names[key]


def write_causes(out, causes, lists):
    order = sorted(causes, key=lambda c: (LAYERS.index(c["layer"]), c["id"]))
    rows = []
    for cause in order:
        explains = lists.add(sorted(i["cause"] for i in cause["explains"]))
        layer = "OD_LAYER_" + cause["layer"].upper()
        rows.append(f"  {{{text(cause['id'])}, {layer},\n"
                    f"   {text(cause['title'])}, {explains}}},\n")
    out.write("static const od_cause causes[] = {\n" + "".join(rows) + "};\n")


def write_codes(out, table, rows, families, lists):
    body = []
    for code in rows:
        causes, sources = lists.add(code["causes"]), lists.add(code["sources"])
        family = code.get("family") or family_of(code, families)
        body.append(
            f"  {{{text(code['code'])}, {text(family)}, "
            f"{text(code['kind'])},\n   {text(code['name'].split('|')[0])},\n"
            f"   {pieces(code['meaning'])},\n"
            f"   {int(code['documented'])}, {causes}, {sources}}},\n")
    out.write(f"static const od_code {table}[] = {{\n")
    out.write("".join(body) + "};\n")


def write_pairs(out, table, pairs):
    out.write(f"static const struct pair {table}[] = {{\n")
    for key, value in pairs:
        out.write(f"  {{{text(key)}, {text(value)}}},\n")
    out.write("};\n")


def symbols(codes):
    """Symbols, each once, for those who have the name of a code."""
    names = {}
    for code in codes:
        for name in filter(None, code["name"].split("|")):
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
                refuse(f"'{name}' is no symbol")
            names.setdefault(name.lower(), code["code"])
    return sorted(names.items())


def main():
    document = read(sys.argv[1])
    causes = read(sys.argv[2])["causes"]
    codes = [complete(code, document["sources"]) for code in document["codes"]]
    families = document["families"]
    check_once(cause["id"] for cause in causes)
    check_once(code["code"] for code in codes)
    by_id = {cause["id"]: cause for cause in causes}
    for cause in causes:
        check_cause(cause, by_id)
    check_circles(by_id)
    for code in codes:
        check_code(code, by_id)
    exact = [code for code in codes if "?" not in code["code"]]
    with open(sys.argv[4], "w", encoding="utf-8") as out:
        lists = Lists(out)
        write_causes(out, causes, lists)
        exact.sort(key=lambda code: code["code"])
        write_codes(out, "codes", exact, families, lists)
        write_codes(out, "patterns",
                    [code for code in codes if "?" in code["code"]],
                    families, lists)
        write_pairs(out, "symbols", symbols(exact))
        write_pairs(out, "families",
                    [(i["prefix"], i["family"]) for i in families])
        write_pairs(out, "facilities", sorted(document["facilities"].items()))


main()
