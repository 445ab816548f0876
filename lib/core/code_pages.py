"""Makes the tables of single-byte Windows code pages from Python's codecs."""
import sys

PAGES = [437, 850, 852, 866, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257,
         1258]
output = sys.argv[sys.argv.index("-o") + 1]
with open(output, "w", encoding="utf-8") as out:
    out.write("static const struct code_page code_pages[] = {\n")
    for page in PAGES:
        row = []
        for byte in range(0x80, 0x100):
            try:
                row.append(ord(bytes([byte]).decode(f"cp{page}")))
            except UnicodeDecodeError:
                row.append(0xFFFD)
        name = f"windows-{page}" if page > 1000 else f"cp{page}"
        out.write(f'  {{{page}, "{name}", {{\n')
        for start in range(0, 128, 8):
            cells = ", ".join(f"0x{c:04x}" for c in row[start:start + 8])
            out.write(f"    {cells},\n")
        out.write("  }},\n")
    out.write("};\n")
