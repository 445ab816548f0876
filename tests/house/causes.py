"""One page a cause: docs/causes and lib/catalog/causes.json agree."""
import json
import os
import re

from house import ROOT, check, done, read

FOLDER = "docs/causes"
LAYERS = "offline dns path proxy tls identity policy client service".split()
SECTIONS = ["What it is", "How we know", "How to settle it",
            "How to mend it", "Sources"]
# Explained on the pages, never shown as something to type (docs/repair.md).
NEVER = r"dsregcmd\s+/leave|Clear-Tpm|taskkill|Stop-Process|Remove-Item"


def pages():
    return {name[:-3] for name in os.listdir(os.path.join(ROOT, FOLDER))
            if name.endswith(".md")} - {"README", "advice"}


def check_links(name, text):
    for link in re.findall(r"\]\(([^)]+)\)", text):
        path = os.path.normpath(os.path.join(FOLDER, link.split("#")[0]))
        check("://" in link or os.path.isfile(os.path.join(ROOT, path)),
              f"{name}: the link {link} leads nowhere")


def check_sections(name, text):
    parts = re.split(r"^## (.*)$", text, flags=re.M)
    check(parts[1::2] == SECTIONS, f"{name}: its sections are {parts[1::2]}")
    for title, body in zip(parts[1::2], parts[2::2]):
        check(body.strip(), f"{name}: '{title}' is empty")
        if title == "How we know":
            check("(../observations.md)" in body,
                  f"{name}: no link to the observations")
        if title == "How to settle it":
            check(body.count("* **") >= 2,
                  f"{name}: it does not say what the answers mean")
        if title in ("How to settle it", "How to mend it"):
            check(not re.search(r"^    .*(" + NEVER + ")", body, re.M | re.I),
                  f"{name}: a command that is never to be run")


def check_page(cause):
    name = f"{FOLDER}/{cause['id']}.md"
    text = read(name)
    lines = text.split("\n")
    check(lines[0] == "# " + cause["title"],
          f"{name}: its title is not the catalogue's")
    check(lines[2] == f"`{cause['id']}`, layer {cause['layer']}.",
          f"{name}: its third line does not say id and layer")
    check(20 <= len(lines) <= 75, f"{name}: {len(lines)} lines")
    check_sections(name, text)
    check_links(name, text)


def check_codes(name, text, codes):
    """A code that a page names is one that explain knows."""
    named = re.findall(r"\b0x[0-9a-fA-F]{8}\b(?!\u2026)", text)
    named += re.findall(r"\bAADSTS[0-9]{4,8}\b", text)
    for code in named:
        known = code if code.startswith("AADSTS") else code.lower()
        if known.startswith("0x80072e") or known.startswith("0x80072f"):
            known = str(int(known, 16) & 0xffff)  # WinHTTP in a HRESULT
        check(known in codes, f"{name}: {code} is not in the catalogue")


def check_index(causes):
    name = f"{FOLDER}/README.md"
    text = read(name)
    rows = re.findall(r"^\* \[([^]]+)\]\(([^)]+)\.md\): (.*)$", text, re.M)
    order = sorted(causes, key=lambda c: (LAYERS.index(c["layer"]), c["id"]))
    wanted = [(c["id"], c["id"], c["title"]) for c in order]
    check(rows == wanted, f"{name} does not list the causes in their order")
    titles = re.findall(r"^## (\w+):", text, re.M)
    check(titles == LAYERS, f"{name}: its layers are {titles}")
    check_links(name, text)


causes = json.loads(read("lib/catalog/causes.json"))["causes"]
ids = {cause["id"] for cause in causes}
check(not ids - pages(), f"no page for {sorted(ids - pages())}")
check(not pages() - ids, f"no cause for the page {sorted(pages() - ids)}")
codes = {code["code"]
         for code in json.loads(read("lib/catalog/codes.json"))["codes"]}
for item in causes:
    if item["id"] in pages():
        check_page(item)
        name = f"{FOLDER}/{item['id']}.md"
        check_codes(name, read(name), codes)
check_index(causes)
check_sections(f"{FOLDER}/advice.md", read(f"{FOLDER}/advice.md"))
check_links(f"{FOLDER}/advice.md", read(f"{FOLDER}/advice.md"))
done(f"{len(ids)} causes")
