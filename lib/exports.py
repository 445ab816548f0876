"""Makes the linker's version script (.map) or the .def from exports.txt."""
import sys

source, output = sys.argv[1], sys.argv[3]
nodes = []
for line in open(source, encoding="utf-8"):
    line = line.split("#")[0].strip()
    if line.startswith("@"):
        nodes.append((line[1:].strip(), []))
    elif line:
        nodes[-1][1].append(line)

with open(output, "w", encoding="utf-8") as out:
    if output.endswith(".def"):
        out.write("EXPORTS\n")
        for _, names in nodes:
            for name in names:
                out.write(f"  {name}\n")
    else:
        before = ""
        for number, (version, names) in enumerate(nodes):
            out.write(f"OD0X8004_{version} {{\n  global:\n")
            for name in names:
                out.write(f"    {name};\n")
            if number == 0:
                out.write("  local:\n    *;\n")
            out.write(f"}}{before};\n")
            before = f" OD0X8004_{version}"
