# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What gcc's analyzer says of the sources: nothing. It takes minutes, so only ./dev check asks it."""
import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess

import pytest

TOP = pathlib.Path(__file__).resolve().parents[2]
ROOMS = ("core", "client", "connectors", "backend", "practice")
# With G_DISABLE_CHECKS a wrong argument is no way to go on; g_error () ends in a loop on purpose.
OPTIONS = ("-O0", "-DG_DISABLE_CHECKS", "-fdiagnostics-color=never", "-fanalyzer", "-Wno-analyzer-infinite-loop", "-S", "-o", os.devnull)
BAD = """
#include <stdlib.h>
int main (void) { char *a = malloc (1); free (a); return *a; }
"""


def prepare():
    """A build folder whose generated headers are there."""
    build = TOP / "build/debug"
    if not (build / "compile_commands.json").exists():
        subprocess.run(["meson", "setup", "-Dprofile=development", build, TOP], check=True, capture_output=True)
    targets = subprocess.run(["ninja", "-C", build, "-t", "targets", "all"], check=True, capture_output=True, text=True).stdout
    headers = [line.split(":")[0] for line in targets.splitlines() if line.split(":")[0].endswith("-enums.h")]
    subprocess.run(["ninja", "-C", build, *headers], check=True, capture_output=True)
    return build


def sources(build):
    """The compiler's words for each source of ours, without output, sanitizers and warnings."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = pathlib.Path(os.path.normpath(os.path.join(entry["directory"], entry["file"])))
        if path.suffix == ".c" and any(path.is_relative_to(TOP / "src" / room) for room in ROOMS):
            words = [word for word in shlex.split(entry["command"]) if "ccache" not in word and not word.startswith(("-fsanitize", "-W"))]
            target = words.index("-o")
            words = words[:target] + words[target + 2:]
            yield [word for word in words if word not in ("-c", "-g", "-MD", "-MQ", "-MF") and not word.endswith((".o", ".o.d"))], entry["directory"]


def analyze(words, folder):
    done = subprocess.run([*words, *OPTIONS], cwd=folder, capture_output=True, text=True, timeout=600)
    found = [line for line in done.stderr.splitlines() if "warning:" in line or "error:" in line]
    return found or ([done.stderr] if done.returncode else [])


def test_analyzer_bites(tmp_path):
    (tmp_path / "bad.c").write_text(BAD)
    assert "use after" in str(analyze(["cc", "bad.c"], tmp_path))


@pytest.mark.timeout(1800)
def test_analyzer():
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda source: analyze(*source), sources(prepare())))
    assert len(found) > 50
    assert not [line for lines in found for line in lines]
