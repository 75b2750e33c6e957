# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every pane and the composer in every language, at both sizes, from the translations of the build tree."""
import contextlib
import os
import re

import pytest

from harness.backend import build_dir
from harness.catalogue import PSEUDO, make_pseudo, shown_words
from harness.job import add_bluesky, share, wait_state
from harness.window import NARROW, WIDE

PICTURES = build_dir() / "pictures/languages"
PANES = {"overview": "Stop All Sharing", "accounts": "Add an Account", "security": "How You Are Signed In", "privacy": "Who Used My Data",
         "status": "Write a Status", "backend": "Data Folder"}
LOCALES = {"ar": "ar_EG", "de": "de_DE", "es": "es_ES", "fr": "fr_FR", "hi": "hi_IN", "ja": "ja_JP", "pt_BR": "pt_BR", "zh_CN": "zh_CN"}
PARTS = ("frame", "label", "button", "check box", "combo box", "text", "entry", "list item")
LOOKED_AT_WIDE = ("ar", "de", "ja")
LOOKED_AT = LOCALES if os.environ.get("AC_SOAK") else ("ar", "de", "hi", "ja")    # long words, other letters, from the right
# GTK leaks what it reads of X11's compose sequences, which it does for some languages.
NO_KEYS = {"GTK_IM_MODULE": "gtk-im-context-none"}
# Names, and what libadwaita and the servers of the tests say.
NAMES = re.compile(r"accounts-center|GNOME Keyring|Keyring|KeePassXC|WhatsApp|Instagram|Facebook|Threads|Mastodon|Bluesky|Chromium|Practice Choir"
                   r"|[\w./@:-]*(?:alice|localhost|test|/)[\w./@:-]*|Here to be looked at|Linux|Debian|English|Back|Close( the window)?")


@pytest.fixture
def usual_backend(session, make_backend, pds):
    """With an account and a status, so that every row is there."""
    made = make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)
    account = add_bluesky(made.api, pds)
    wait_state(made.api, share(made.api, "Here to be looked at", account).json["id"], "live")
    return made


def look(window, name):
    with contextlib.suppress(TimeoutError):
        window.rest()
    PICTURES.mkdir(parents=True, exist_ok=True)
    window.picture(PICTURES / f"{name}.png")
    width = int(window.size.split("x")[0])
    outside = [node for node in window.all() if node.role in PARTS and (node.box[0] < -2 or node.box[0] + node.box[2] > width + 2)]
    assert not [(node, node.box) for node in outside], f"{name} is too wide"
    return {words for node in window.nodes() for words in (node.label, node.description) if words}


def walk(window, words, name):
    """All words of all panes, with a picture of each."""
    seen = set()
    window.press("button", words["Use on This Computer"])
    for pane, there in PANES.items():
        window.action("pane", pane)
        window.wait_words(words[there])
        seen |= look(window, f"{name}-{pane}")
    window.action("open", "status/automatic")
    window.wait_words(words.get("Automatic Sharing", "Automatic Sharing"))
    seen |= look(window, f"{name}-automatic")
    window.keys("ctrl+n")
    window.find("text", words["Text of the status"])
    seen |= look(window, f"{name}-composer")
    window.keys("Escape")
    return seen


def english_words(text):
    """What is left of a text without accents, names apart."""
    return re.findall(r"\b[A-Za-z]{4,}\b", NAMES.sub("", text))


@pytest.mark.parametrize("language, size", [(language, NARROW) for language in LOOKED_AT] +
                         [(language, WIDE) for language in LOOKED_AT_WIDE if os.environ.get("AC_SOAK")])
def test_language(make_window, keyring, usual_backend, language, size):
    words = shown_words(language)
    window = make_window(backend=usual_backend, locale=f"{LOCALES[language]}.UTF-8", size=size, env=NO_KEYS)
    seen = walk(window, words, f"{language}-{size.split('x')[0]}")
    assert not {text for text in seen if words.get(text, text) != text}, "these are in English"
    window.close()


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_pseudo_locale(make_window, keyring, usual_backend, size):
    """Words that are in no catalogue, or put together of pieces, keep their plain letters; what has no room for 40 % more is cut."""
    make_pseudo()
    window = make_window(backend=usual_backend, locale="de_DE.UTF-8", size=size, env={**NO_KEYS, "LANGUAGE": PSEUDO})
    seen = walk(window, shown_words(PSEUDO), f"pseudo-{size.split('x')[0]}")
    assert not {text: plain for text in seen if (plain := english_words(text))}
    window.close()
