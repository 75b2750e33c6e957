#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_sizes.py FILE…: no file over 800 lines, no function over 80 (tables and class_init excepted)."""
import pathlib
import re
import sys

FILE_LIMIT, FUNCTION_LIMIT = 800, 80
C_NAME = re.compile(r"^(\w+) \(")
PYTHON_DEF = re.compile(r"^(\s*)(?:async )?def (\w+)")


def c_functions(lines):
    name = start = None
    for number, line in enumerate(lines):
        named = C_NAME.match(line)
        if named:
            name = named[1]
        if line == "{" and not lines[number - 1].rstrip().endswith("="):
            start = number
        if line == "}" and start is not None:
            yield name or "?", number - start - 1, start
            name = start = None


def python_functions(lines):
    for number, line in enumerate(lines):
        begun = PYTHON_DEF.match(line)
        if begun:
            end, last = number + 1, number
            while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > len(begun[1])):
                last = end if lines[end].strip() else last
                end += 1
            yield begun[2], last - number, number


def check(path):
    lines = pathlib.Path(path).read_text().splitlines()
    if len(lines) > FILE_LIMIT:
        yield f"{path}: {len(lines)} lines; {FILE_LIMIT} at most"
    functions = python_functions if str(path).endswith(".py") else c_functions
    for name, size, start in functions(lines):
        if size > FUNCTION_LIMIT and not name.endswith("class_init"):
            yield f"{path}:{start + 1}: {name} has {size} lines; {FUNCTION_LIMIT} at most"


if __name__ == "__main__":
    FAULTS = [fault for path in sys.argv[1:] for fault in check(path)]
    print("\n".join(FAULTS) or "sizes: no fault")
    sys.exit(bool(FAULTS))
