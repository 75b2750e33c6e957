# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking for what must not be found: secrets and texts, in whatever form, in files and in what the kernel tells of a process.

Whatever part of the harness learns a secret tells the one LEDGER, and whatever ends tells it what could be seen of it. After each test
the secrets are looked for in all of that and in every file the test left (see fixtures.py).
"""
import base64
import os
import pathlib
import subprocess
import tempfile
import urllib.parse

SHORTEST = 8                # what is left of a form that is shorter could be anything
ENOUGH = 40                 # of a longer secret its end will do: that is where the signature of a token is


def forms(secret):
    """A secret as it is and as programs like to dress it; base64 in each of its three alignments. Bytes are no text."""
    raw = (secret if isinstance(secret, bytes) else secret.encode())[-ENOUGH:]
    yield raw
    yield raw.hex().encode()
    if not isinstance(secret, bytes):
        yield urllib.parse.quote(raw.decode(), safe="").encode()
        yield raw.decode().encode("utf-16-le")
    for shift in range(3):
        padded = b"\0" * shift + raw
        whole = base64.b64encode(padded)[4 if shift else 0:len(padded) // 3 * 4]
        yield whole
        yield whole.replace(b"+", b"-").replace(b"/", b"_")


def patterns(secrets):
    """Those long enough to look for, one a line; what holds the end of a line can't be one."""
    every = {form for secret in secrets for form in forms(secret) if len(form) >= SHORTEST and b"\n" not in form}
    return b"".join(form + b"\n" for form in sorted(every))


def hits(content, canaries):
    return [name for name, secret in canaries.items() if any(form in content for form in forms(secret) if len(form) >= SHORTEST)]


def search_files(folders, canaries, but=()):
    """{file: [names]} of every file below, and of none in `but` or below it."""
    folders, but = [folder for folder in map(str, folders) if os.path.exists(folder)], [pathlib.Path(path) for path in but]
    if not folders or not canaries:
        return {}
    with tempfile.NamedTemporaryFile(prefix="ac-forms-") as wanted:
        wanted.write(patterns(canaries.values()))
        wanted.flush()
        found = subprocess.run(["grep", "-rlaFZ", "-D", "skip", "-f", wanted.name, "--", *folders], env={**os.environ, "LC_ALL": "C"},
                               stdin=subprocess.DEVNULL, capture_output=True)
    assert found.returncode in (0, 1), found.stderr
    paths = [pathlib.Path(os.fsdecode(name)) for name in found.stdout.split(b"\0") if name]
    return {str(path): hits(path.read_bytes(), canaries) for path in paths if not any(path.is_relative_to(place) for place in but)}


def read_process(pid):
    """{argv or environ: what the kernel tells everybody of this person}."""
    seen = {}
    for part in ("cmdline", "environ"):
        try:
            seen[part] = pathlib.Path(f"/proc/{pid}/{part}").read_bytes()
        except OSError:
            pass                # it is gone
    return seen


def search_process(pid, canaries):
    """{argv or environ: [names]}."""
    return {part: names for part, content in read_process(pid).items() if (names := hits(content, canaries))}


class Ledger:
    def __init__(self):
        self.secrets, self.holders, self.seen = {}, set(), []

    def know(self, name, secret):
        """From here on nobody may show it."""
        if secret and len(secret) >= SHORTEST:
            self.secrets[f"{name} {len(self.secrets)}"] = secret

    def may_hold(self, path):
        """A file or folder whose purpose is to keep secrets."""
        self.holders.add(pathlib.Path(path))

    def see(self, place, content):
        self.seen.append((str(place), content if isinstance(content, bytes) else content.encode()))

    def see_process(self, name, pid):
        for part, content in read_process(pid).items():
            self.see(f"{part} of {name}", content)

    def names(self):
        """The kinds of secrets that are known."""
        return {name.rpartition(" ")[0] for name in self.secrets}

    def search(self, *folders):
        """{place: [names]} of what was seen since the last search and of every file in the folders."""
        with tempfile.TemporaryDirectory(prefix="ac-seen-") as here:
            for number, (_, content) in enumerate(self.seen):
                pathlib.Path(here, str(number)).write_bytes(content)
            found = {self.seen[int(pathlib.Path(path).name)][0]: names for path, names in search_files([here], self.secrets).items()}
        self.seen.clear()
        return found | search_files(folders, self.secrets, self.holders)


LEDGER = Ledger()
