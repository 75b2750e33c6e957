#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_rooms.py [SRC [GRAPH]]: who includes whom, and who calls what only one place may call.

Prints each fault on a line, draws the graph of the sources into GRAPH (for dot), and fails if there was a fault.
"""
import pathlib
import re
import sys

ROOMS = {
    "core": set(),
    "decoder": {"core"},
    "client": {"core"},
    "connectors": {"core"},
    "backend": {"core", "connectors"},
    "practice": {"core"},
    "app": {"core", "client"},
    "cli": {"core", "client"},
}
# What is looked for, and the paths (from src/) where it may stand.
BANNED = (
    ("GTK", r'#\s*include\s*[<"](gtk|gdk(?!-pixbuf)|gsk|adwaita)\b|\b(gtk|adw|gdk(?!_pixbuf)|gsk)_[a-z_]+ \(', r"app/"),
    ("decoding", r"#\s*include\s*<(gdk-pixbuf/|jpeglib|png)|\bgdk_(pixbuf_\w+|texture_new_from_\w+) \(", r"decoder/"),
    ("SQL", r"#\s*include\s*<sqlite3\.h>|\bsqlite3_[a-z0-9_]+ \(", r"backend/store/"),
    ("HTTP sessions", r"\bsoup_session_[a-z_]+ \(", r"core/(ac-http[a-z-]*|ac-future)\.c$"),
    ("JSON parsing", r"\bjson_parser_[a-z_]+ \(|\bjson_from_string \(", r"core/ac-json\.c$"),
    ("keyring", r"\bsecret_(password|service|collection|item)_[a-z_]+ \(", r"core/ac-keyring\.c$"),
    ("libdex pairs", r"\bdex_async_pair_new \(", r"core/ac-future\.c$"),
)
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)
GENERATED = re.compile(r"^ac-(\w+)-(enums|resources)\.h$")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)


def room_of(path):
    return path.split("/")[0]


def read_sources(src):
    found = sorted(p for p in src.rglob("*") if p.suffix in (".c", ".h"))
    return {p.relative_to(src).as_posix(): p.read_text() for p in found}


def read_includes(sources):
    """({file: {file of ours}}, [fault]); a generated header stands for its room."""
    by_name = {}
    for path in sources:
        by_name.setdefault(path.rsplit("/", 1)[-1], []).append(path)
    edges, faults = {}, []
    for path, text in sources.items():
        edges[path] = set()
        for name in INCLUDE.findall(text):
            base = name.rsplit("/", 1)[-1]
            generated = GENERATED.match(base)
            if len(by_name.get(base, [])) > 1:
                faults.append(f"{path}: {base} is the name of two headers")
            elif base in by_name:
                edges[path].add(by_name[base][0])
            elif generated and generated[1] in ROOMS:
                edges[path].add(f"{generated[1]}/{base}")
            elif base != "config.h":
                faults.append(f"{path}: no header {name} of ours")
    return edges, faults


def find_circle(edges):
    """One circle as a list of names, or None."""
    done, path = set(), []

    def visit(node):
        if node in path:
            return path[path.index(node):] + [node]
        if node in done:
            return None
        path.append(node)
        for target in sorted(edges.get(node, ())):
            circle = visit(target)
            if circle:
                return circle
        done.add(path.pop())
        return None
    for node in sorted(edges):
        circle = visit(node)
        if circle:
            return circle
    return None


def check_rooms(edges):
    between = {}
    for path, targets in edges.items():
        room = room_of(path)
        if room not in ROOMS:
            yield f"{path}: {room} is no room"
            continue
        for target in targets:
            if room_of(target) != room:
                between.setdefault(room, set()).add(room_of(target))
                if room_of(target) not in ROOMS[room]:
                    yield f"{path}: {room} may not include {target}"
    for what, graph in (("rooms", between), ("files", edges)):
        circle = find_circle(graph)
        if circle:
            yield f"{what} in a circle: {' -> '.join(circle)}"


def check_banned(sources):
    for path, text in sources.items():
        plain = COMMENT.sub(lambda m: "\n" * m[0].count("\n"), text)
        for what, pattern, allowed in BANNED:
            if re.match(allowed, path):
                continue
            for match in re.finditer(pattern, plain):
                yield f"{path}:{plain.count(chr(10), 0, match.start()) + 1}: {what} is not for this file: {match[0].strip()}"


def draw(edges, graph):
    lines = ["digraph sources {", "  rankdir=BT; node [shape=box];"]
    for room in ROOMS:
        lines.append(f'  subgraph "cluster_{room}" {{ label="{room}";')
        lines += [f'    "{path}";' for path in sorted(edges) if room_of(path) == room]
        lines.append("  }")
    lines += [f'  "{path}" -> "{target}";' for path in sorted(edges) for target in sorted(edges[path])]
    graph.parent.mkdir(parents=True, exist_ok=True)
    graph.write_text("\n".join(lines + ["}", ""]))


def check(src, graph=None):
    sources = read_sources(pathlib.Path(src))
    edges, faults = read_includes(sources)
    if graph:
        draw(edges, pathlib.Path(graph))
    return faults + list(check_rooms(edges)) + list(check_banned(sources))


if __name__ == "__main__":
    TOP = pathlib.Path(__file__).resolve().parents[2]
    FAULTS = check(sys.argv[1] if len(sys.argv) > 1 else TOP / "src", sys.argv[2] if len(sys.argv) > 2 else TOP / "build/includes.dot")
    print("\n".join(FAULTS) or "rooms: no fault")
    sys.exit(bool(FAULTS))
