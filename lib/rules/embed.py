"""Embeds the packs as bytes: one array a pack and a table of them all.

Blanks between the members are left out: they are read at every start.

A row without a name ends the table, so that it may hold no pack at all.
"""
import json
import os
import sys

output = sys.argv[sys.argv.index("-o") + 1]
packs = sorted(sys.argv[1:sys.argv.index("-o")], key=os.path.basename)
with open(output, "w", encoding="utf-8") as out:
    for number, path in enumerate(packs):
        with open(path, encoding="utf-8") as file:
            data = json.dumps(json.load(file), ensure_ascii=False,
                              separators=(",", ":")).encode("utf-8")
        out.write(f"static const unsigned char pack_{number}[] = {{\n")
        for start in range(0, len(data), 16):
            row = ",".join(str(byte) for byte in data[start:start + 16])
            out.write(f"  {row},\n")
        out.write("  0};\n")
    out.write("static const struct embedded_pack embedded_packs[] = {\n")
    for number, path in enumerate(packs):
        out.write(f'  {{"{os.path.basename(path)}", pack_{number}, '
                  f"sizeof pack_{number} - 1}},\n")
    out.write("  {NULL, NULL, 0}};\n")
