# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine can judge without running the program."""
import pathlib
import re
import subprocess

import pytest

import check_rooms
import check_sizes

TOP = pathlib.Path(__file__).resolve().parents[2]


def files(*endings):
    """The project's files with these endings, tracked or new, without what git ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=True).stdout.splitlines()
    return [TOP / name for name in listed if name.endswith(endings) and (TOP / name).is_file()]


def run(*command):
    done = subprocess.run([str(part) for part in command], cwd=TOP, capture_output=True, text=True)
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]


def test_rooms():
    assert not check_rooms.check(TOP / "src", TOP / "build/includes.dot")
    assert "digraph" in (TOP / "build/includes.dot").read_text()


def test_sizes():
    assert not [fault for path in files(".c", ".h", ".py") for fault in check_sizes.check(path)]


def test_licences():
    run("reuse", "lint", "--lines")


def test_shell():
    run("shellcheck", "dev", ".ci/run", *files(".sh"))


def test_soak_has_all():
    """Whatever has a longer form is named where the longer forms are run."""
    soak = re.search(r"^    soak\).*?;;$", (TOP / "dev").read_text(), re.M | re.S)[0]
    longer = [path for path in files(".py") if path.name.startswith("test_") and 'environ.get("AC_' + 'SOAK")' in path.read_text()]
    slow = [path for path in files(".c") if "g_test_slow ()" in path.read_text()]
    named = [f"tests/{path.parent.name}/{path.name if path.suffix == '.py' else path.stem}" for path in longer + slow]
    assert longer and slow
    assert not [name for name in named if name not in soak]


def test_no_leftovers():
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
    found = [f"{p.relative_to(TOP)}: {m[0]}" for p in files(".c", ".h", ".py", ".blp", ".md", "dev") for m in words.finditer(p.read_text())]
    assert not found


BAD_TREES = {
    "app reaches the backend": ({"app/a.c": '#include "b.h"\n', "backend/b.h": ""}, "app may not include backend/b.h"),
    "core reaches up": ({"core/a.c": '#include "b.h"\n', "client/b.h": ""}, "core may not include client/b.h"),
    "generated header": ({"cli/a.c": '#include "ac-backend-enums.h"\n'}, "cli may not include"),
    "headers in a circle": ({"core/a.h": '#include "b.h"\n', "core/b.h": '#include "a.h"\n'}, "files in a circle"),
    "rooms in a circle": ({"core/a.c": '#include "b.h"\n', "client/b.h": "", "client/c.c": '#include "d.h"\n', "core/d.h": ""}, "rooms in a circle"),
    "unknown room": ({"attic/a.c": ""}, "attic is no room"),
    "unknown header": ({"core/a.c": '#include "nowhere.h"\n'}, "no header nowhere.h"),
    "GTK in the client": ({"client/a.c": "#include <gtk/gtk.h>\n"}, "GTK"),
    "pixels in the window": ({"app/a.c": "gdk_texture_new_from_bytes (bytes, NULL);\n"}, "decoding"),
    "SQL in the backend": ({"backend/a.c": "#include <sqlite3.h>\n"}, "SQL"),
    "a session of its own": ({"connectors/a.c": "x = soup_session_new ();\n"}, "HTTP sessions"),
    "a parser of its own": ({"client/a.c": "x = json_parser_new ();\n"}, "JSON parsing"),
    "keyring elsewhere": ({"backend/a.c": "secret_password_clear (NULL);\n"}, "keyring"),
}


@pytest.mark.parametrize("name", BAD_TREES)
def test_rooms_bite(name, tmp_path):
    tree, fault = BAD_TREES[name]
    for path, text in tree.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert [found for found in check_rooms.check(tmp_path) if fault in found]


def test_good_tree_passes(tmp_path):
    for room in ("core", "client", "app"):
        (tmp_path / room).mkdir()
    (tmp_path / "core/a.h").write_text("/* soup_session_new () is named here only */\n")
    (tmp_path / "client/b.h").write_text('#include "a.h"\n#include "ac-core-enums.h"\n')
    (tmp_path / "app/c.c").write_text('#include "config.h"\n#include <gtk/gtk.h>\n#include "b.h"\n')
    assert not check_rooms.check(tmp_path)


@pytest.mark.parametrize("name, text, bites", [
    ("long.c", "int a;\n" * 801, True),
    ("function.c", "static void\ndo_all (void)\n{\n" + "  a ();\n" * 81 + "}\n", True),
    ("class.c", "static void\nac_x_class_init (AcXClass *klass)\n{\n" + "  a ();\n" * 81 + "}\n", False),
    ("table.c", "static const Row rows[] =\n{\n" + "  { 1 },\n" * 81 + "};\n", False),
    ("good.c", "static void\ndo_all (void)\n{\n" + "  a ();\n" * 80 + "}\n", False),
    ("long.py", "def f():\n" + "    a()\n" * 81, True),
])
def test_sizes_bite(name, text, bites, tmp_path):
    (tmp_path / name).write_text(text)
    assert bool(list(check_sizes.check(tmp_path / name))) == bites
