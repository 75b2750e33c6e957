# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking for what must not be found: secrets and texts, in whatever form, in files and in what the kernel tells of a process."""
import base64
import pathlib
import urllib.parse

SHORTEST = 8                # what is left of a form that is shorter could be anything


def forms(secret):
    """A secret as it is and as programs like to dress it; base64 in each of its three alignments."""
    raw = secret.encode()
    yield raw
    yield urllib.parse.quote(secret, safe="").encode()
    yield raw.hex().encode()
    yield raw.decode().encode("utf-16-le")
    for shift in range(3):
        padded = b"\0" * shift + raw
        whole = base64.b64encode(padded)[4 if shift else 0:len(padded) // 3 * 4]
        yield whole
        yield whole.replace(b"+", b"-").replace(b"/", b"_")


def hits(content, canaries):
    return [name for name, secret in canaries.items() if any(form in content for form in forms(secret) if len(form) >= SHORTEST)]


def search_files(folders, canaries):
    """{file: [names]} of every file below."""
    found = {}
    for folder in folders:
        for path in pathlib.Path(folder).rglob("*"):
            if path.is_file() and not path.is_symlink():
                names = hits(path.read_bytes(), canaries)
                if names:
                    found[str(path)] = names
    return found


def search_process(pid, canaries):
    """{argv or environ: [names]}."""
    found = {}
    for part in ("cmdline", "environ"):
        names = hits(pathlib.Path(f"/proc/{pid}/{part}").read_bytes(), canaries)
        if names:
            found[part] = names
    return found
