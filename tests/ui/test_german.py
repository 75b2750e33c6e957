# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window in German: every pane, at both sizes, from the translations of the build tree."""
import re

import pytest

from harness.window import NARROW, WIDE

NAMES = ("accounts-center", "GNOME Keyring")
ENGLISH = re.compile(r"\b(the|and|your|you|with|are|this|that|not|nothing|account|accounts|sharing|keyring|waiting|cancel|search|add)\b", re.I)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_panes(make_window, keyring, usual_backend, tmp_path, size):
    window = make_window(backend=usual_backend, locale="de_DE.UTF-8", size=size)
    window.find("button", "Auf diesem Rechner verwenden")
    seen = window.describe()
    window.picture(tmp_path / "welcome.png")
    window.press("button", "Auf diesem Rechner verwenden")
    for pane, words in (("overview", "Jedes Teilen anhalten"), ("accounts", "Konto hinzufügen"), ("security", "So sind Sie angemeldet"), ("privacy", "Nur wenn Sie Ja sagen"), ("status", "Noch nichts geteilt"),
                        ("backend", "Datenordner")):
        window.action("pane", pane)
        window.wait_words(words)
        window.picture(tmp_path / f"{pane}.png")
        seen += window.describe()
    names = set(re.findall(r"'([^'\n]*)'|\"([^\"\n]*)\"", seen))
    left = sorted(name for pair in names for name in pair if name not in NAMES and ENGLISH.search(name))
    assert not left, f"not in German: {left}"
    window.close()
