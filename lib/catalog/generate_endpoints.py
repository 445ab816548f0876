"""Makes endpoints.inc, a constant table, from endpoints.json.

generate_endpoints.py ENDPOINTS [-o FILE]

Whatever is wrong in it stops the build with one line.
"""
import ipaddress
import json
import re
import sys

CATEGORIES = ("Optimize", "Allow", "Default")
HOST = re.compile(r"(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+")


def refuse(message):
    sys.exit("endpoints.json: " + message)


def check(data):
    ids, hosts = set(), set()
    if not re.fullmatch(r"20[0-9]{8}", data["version"]):
        refuse(f"'{data['version']}' is no version")
    for item in data["sets"]:
        if item["id"] in ids or item["category"] not in CATEGORIES:
            refuse(f"set {item['id']} stands twice or has no category")
        ids.add(item["id"])
        for host in item["hosts"]:
            if host in hosts or not HOST.fullmatch(host):
                refuse(f"'{host}' stands twice or is no host")
            hosts.add(host)


def quoted(text):
    return json.dumps(text, ensure_ascii=True)


def prefix(text):
    try:
        net = ipaddress.ip_network(text)
    except ValueError as error:
        refuse(str(error))
    octets = ", ".join(str(b) for b in net.network_address.packed)
    size = len(net.network_address.packed)
    return f"{{{{{{{octets}}}, {size}}}, {net.prefixlen}}}"


def table(data):
    lines = ["/* Generated from endpoints.json; do not edit. */"]
    for item in data["sets"]:
        number = item["id"]
        hosts = ", ".join(map(quoted, item["hosts"]))
        lines.append(f"static const char *const hosts_{number}[] = "
                     f"{{{hosts}, NULL}};")
        if not item["prefixes"]:
            continue
        nets = ",\n  ".join(map(prefix, item["prefixes"]))
        lines.append(f"static const od_prefix prefixes_{number}[] = "
                     f"{{\n  {nets}}};")
        texts = ", ".join(map(quoted, item["prefixes"]))
        lines.append(f"static const char *const texts_{number}[] = "
                     f"{{{texts}}};")
    lines.append("static const od_endpoint_set sets[] = {")
    for item in data["sets"]:
        number, count = item["id"], len(item["prefixes"])
        lines.append(
            f"  {{{number}, {int(item['required'])}, "
            f"{quoted(item['category'])}, {quoted(item['ports'])}, "
            f"hosts_{number}, "
            f"{f'prefixes_{number}, texts_{number}' if count else 'NULL, NULL'}"
            f", {count}}},")
    lines.append("};")
    lines.append(f"static const char version[] = {quoted(data['version'])};")
    return "\n".join(lines) + "\n"


def main(arguments):
    output = None
    if "-o" in arguments:
        at = arguments.index("-o")
        output = arguments[at + 1]
        del arguments[at:at + 2]
    with open(arguments[0], encoding="utf-8") as file:
        data = json.load(file)
    check(data)
    text = table(data)
    if output:
        with open(output, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
