"""Every schema is one itself, says what it is of, and lets members grow."""
import json
import os

import validate
from house import ROOT, check, done, files, read
from validate import jsonschema

WANTED = ["facts-1", "code-1", "diagnosis-1", "rules-1"]


def closed(schema, where):
    """Readers ignore unknown members, so no schema may forbid them."""
    if isinstance(schema, dict):
        if schema.get("additionalProperties") is False:
            yield where
        for name, inner in schema.items():
            yield from closed(inner, f"{where}/{name}")
    elif isinstance(schema, list):
        for index, inner in enumerate(schema):
            yield from closed(inner, f"{where}/{index}")


schemas = [name for name in files((".json",), "docs")
           if name.startswith("docs/schema/")]
for name in schemas:
    schema = json.loads(read(name))
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        check(False, f"{name}: {error.message}")
    check(schema.get("$schema", "").endswith("2020-12/schema"),
          f"{name}: is not draft 2020-12")
    own = schema.get("properties", {}).get("schema", {}).get("const")
    check(own and validate.path_of(own) == os.path.join(ROOT, name),
          f"{name}: is of '{own}'")
    check("schema" in schema.get("required", []),
          f"{name}: 'schema' is not required")
    for where in closed(schema, ""):
        if not name.endswith("rules-1.json"):  # packs are checked strictly
            check(False, f"{name}: {where} forbids members to come")
    check(validate.problems({"schema": own}) != [],
          f"{name}: takes an empty document")
for name in WANTED:
    check(f"docs/schema/{name}.json" in schemas,
          f"docs/schema/{name}.json is missing")
for bad in ({}, [], {"schema": "od0x8004.none/1"}, {"schema": "x"},
            {"a": 1, "schema": "od0x8004.facts/1"}):
    check(validate.problems(bad) != [], f"{bad} passes")
done(f"{len(schemas)} schemas")
