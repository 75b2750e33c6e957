# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person types into the window as a secret stays out of its log, argv, environ, files and accessibility tree."""
import re
import time

from harness.canaries import hits, search_files, search_process

PASSWORD, TEXT = "canary-of-a-password", "canary of a text"


def test_password_in_the_window(session, make_window, keyring, make_backend, pds):
    backend = make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)
    window = make_window(backend=backend)
    canaries = {"password": PASSWORD, "text": TEXT, "app password": pds.alice["app_password"]}
    window.press("button", "Use on This Computer")
    window.action("pane", "accounts")
    window.press("list item", "Bluesky")
    window.press("button", "Use an App Password")
    for name, words in (("Handle or E-Mail", pds.alice["handle"]), ("App Password", PASSWORD), ("Server", pds.base)):
        window.set_text(window.find("text", name), words)
    assert hits(window.heard().encode(), canaries) == []
    window.press("button", "Sign In")
    window.wait_words("app password is wrong", 30)
    assert hits(window.heard().encode(), canaries) == []
    window.set_text(window.find("text", "App Password"), pds.alice["app_password"])
    window.press("button", "Sign In")
    window.press("button", "Yes, Add It", seconds=30)
    window.wait_words("Account added", 30)
    window.keys("ctrl+n")
    window.set_text(window.find("text", "Text of the status"), TEXT)
    window.press("check box", pds.alice["handle"])
    window.press("button", "Share")
    window.wait_gone("text", "Text of the status")
    time.sleep(1)
    log = window.log.read_bytes()
    assert re.search(rb"-DEBUG", log), "the log was not talkative"
    assert hits(log, canaries) == []
    assert search_process(window.process.pid, canaries) == {}
    assert search_files([session.home, session.run], canaries) == {}
    assert hits(backend.log.read_bytes(), canaries) == []
    window.close()


def test_no_core_file(core_files, make_window, keyring, usual_backend):
    window = make_window(backend=usual_backend)
    assert core_files(window.process.pid) == 0
    window.close()
