"""Who may include and call what (docs/architecture.md): textual includes."""
import os
import re

from house import check, done, files, read, without_comments

# A folder of lib/ and what it may include besides itself.
BELOW = {
    "core": [],
    "os": ["core"],
    "catalog": ["core", "os"],
    "facts": ["core", "os", "catalog"],
    "rules": ["core", "os", "catalog", "facts"],
}
for room in ("access", "signins", "network"):
    BELOW[room] = ["core", "os", "catalog", "facts"]
BELOW["collect"] = ["core", "os", "catalog", "facts", "network"]
BELOW["case"] = BELOW["rules"] + ["rules", "access", "signins", "network"]
BELOW["diagnosis"] = BELOW["case"] + ["case"]
BELOW["repair"] = BELOW["diagnosis"] + ["diagnosis"]
BELOW["report"] = BELOW["repair"] + ["repair"]

PLAIN = {"float.h", "inttypes.h", "limits.h", "math.h", "stdarg.h",
         "stddef.h", "stdint.h", "stdio.h", "stdlib.h", "string.h"}
SYSTEM = re.compile(r"lib/(os|collect|repair/windows)/"
                    r"|lib/network/(transport|verify|routes)_")
ONLY = [  # a header of others, and the files that may know it
    (r"cjson/|cJSON", r"lib/core/json\.c$"),
    (r"expat", r"lib/facts/readers/events_xml\.c$"),
    (r"curl/", r"lib/network/transport_curl\.c$"),
    (r"openssl/|gnutls/|mbedtls/|schannel\.h|sspi\.h",
     r"lib/network/verify_[a-z0-9_]+\.c$"),
]
PURE = re.compile(r"lib/(rules|access|signins|case|diagnosis|report)/"
                  r"|lib/repair/plan\.c$")

# Calls that ask the clock, the locale or the environment, or that speak.
NOWHERE = (r"time|clock|gettimeofday|clock_gettime|localtime|gmtime|mktime"
           r"|strftime|setlocale|localeconv|nl_langinfo|isalpha|isdigit"
           r"|isalnum|isspace|isupper|islower|isprint|ispunct|isxdigit"
           r"|toupper|tolower|strcasecmp|strncasecmp|strtok|atoi|atol|atof"
           r"|strtol|strtoul|strtoll|strtoull|sscanf|sprintf|strcoll|rand"
           r"|random|srand|getenv|secure_getenv|setenv|printf|fprintf|puts"
           r"|putchar|perror|fopen|exit|abort|system|popen|alloca|gets"
           r"|cJSON_InitHooks|signal|atexit")
CALL = re.compile(r"(?<![\w.>])(" + NOWHERE + r")\s*\(")
ALLOCATES = re.compile(r"(?<![\w.>])(malloc|calloc|realloc|free|strdup"
                       r"|strndup|asprintf)\s*\(")
STRTOD = re.compile(r"(?<![\w.>])strtod\s*\(")


def includes(name):
    text = re.sub(r"/\*.*?\*/", "", read(name), flags=re.S)
    return re.findall(r"^[ \t]*#[ \t]*include[ \t]*([<\"])([^>\"]+)", text,
                      re.M)


def check_library(name):
    room = name.split("/")[1]
    pure, system = PURE.search(name), SYSTEM.match(name)
    if not check(room in BELOW, f"{name}: no rule for the folder '{room}'"):
        return
    for kind, header in includes(name):
        only = [where for what, where in ONLY if re.match(what, header)]
        if only:
            check(re.match(only[0], name), f"{name}: may not know <{header}>")
        elif header.startswith("od0x8004/"):
            check(room != "core" or header == "od0x8004/base.h",
                  f"{name}: core knows base.h alone, not {header}")
        elif kind == "<":
            check(header in PLAIN or (system and not pure),
                  f"{name}: header of a system <{header}>")
        elif "/" in header:
            target = header.split("/")[0]
            check(target == room or target in BELOW[room],
                  f"{name}: '{room}' may not include {header}")
            check("repair/windows" not in header or room == "repair",
                  f"{name}: a writer is reached from outside repair/")
        elif not header.endswith(".inc"):
            here = f"{os.path.dirname(name)}/{header}"
            check(os.path.isfile(os.path.join(os.path.dirname(__file__),
                                              "../..", here)),
                  f"{name}: \"{header}\" is not beside it")


def check_calls(name):
    text = without_comments(read(name))
    system = SYSTEM.match(name)
    if not system:
        for call in CALL.findall(text):
            check(False, f"{name}: calls {call}()")
        check(name == "lib/core/buffer.c" or not STRTOD.search(text),
              f"{name}: calls strtod()")
        check(name == "lib/core/job.c" or name.endswith(".h") or
              "od_clock_ms" not in text, f"{name}: asks the clock")
    check(name == "lib/core/alloc.c" or not ALLOCATES.search(text),
          f"{name}: allocates past core/alloc")


def check_examples(name):
    """What comes with the library shows what others can do: no internals."""
    own = {os.path.basename(f) for f in files((".h",), "examples")}
    for kind, header in includes(name):
        if kind == '"' or header.startswith("od0x8004"):
            check(header.startswith("od0x8004/") or
                  os.path.basename(header) in own,
                  f"{name}: includes {header}")
        check(not re.match(r"cjson|cJSON|curl/", header),
              f"{name}: a header of somebody else, {header}")


def check_public(name):
    for kind, header in includes(name):
        check(header in ("stddef.h", "stdint.h") if kind == "<"
              else "/" not in header, f"{name}: includes {header}")


library = files((".c", ".h"), "lib")
for source in library:
    check_library(source)
    check_calls(source)
for source in files((".c", ".h"), "examples"):
    check_examples(source)
for source in files((".h",), "include"):
    check_public(source)
check(len(library) > 20, "hardly any source was found")
done(f"{len(library)} files of the library")
