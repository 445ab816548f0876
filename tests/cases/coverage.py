"""Every cause that the rules can find is found once, and refused once.

    coverage.py PROGRAM

A cause can be found if its observations, one a group, come to "likely". The
table of cases then has a line in which it is the first cause, and a near
twin that names it as the temptation (in `never`, or with an upper bound).
"""
import json
import sys

import run

DB = {"hint": 3, "moderate": 7, "strong": 13, "decisive": 20}


def findable(program):
    """Causes whose groups come to 13 decibans or more."""
    out = run.call(program, ["rules", "list", "--format", "json"])[1]
    best = {}
    for observation in json.loads(out)["observations"]:
        for effect in observation["for"]:
            groups = best.setdefault(effect["cause"], {})
            group = observation["group"]
            groups[group] = max(groups.get(group, 0), DB[effect["tier"]])
    return {cause for cause, groups in best.items()
            if sum(groups.values()) >= DB["strong"]}


def first_causes(case):
    """The ids that the line expects in the first place."""
    if "cause-found" in case.verdicts:
        for ids, sign, grade in case.causes():
            if sign in (">=", "=") and grade >= run.LIKELY:
                return ids
    return []


def temptations(case):
    bounded = [i for ids, sign, _ in case.causes() if sign == "<="
               for i in ids]
    return bounded + case.never


def main():
    cases = run.read_table()
    found = {i for case in cases for i in first_causes(case)}
    refused = {i for case in cases for i in temptations(case)}
    wanted = findable(sys.argv[1])
    for cause in sorted(wanted - found):
        print(f"{cause}: no case has it as the first cause")
    for cause in sorted(wanted - refused):
        print(f"{cause}: no near twin names it as the temptation")
    return 1 if wanted - found or wanted - refused else 0


if __name__ == "__main__":
    sys.exit(main())
