# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever leads through the window, and takes the pictures."""
import contextlib
import pathlib
import tempfile

from harness.keyring import Keyring
from harness.window import Window


class Guide:
    def __init__(self, build, report, stack):
        self.build, self.report, self.stack = pathlib.Path(build), report, stack
        self.base = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ac-tour-")))
        self.window = None

    def keep(self, part, place):
        made = part(place)
        self.stack.callback(made.process.stop if part is Keyring else made.stop)
        return made

    def open(self, *arguments, **look):
        self.close()
        self.window = Window(self.session, *arguments, backend=self.backend, **look)
        self.stack.callback(self.window.stop)
        return self.window

    def close(self):
        if self.window is not None:
            self.window.close()
            self.window = None

    def picture(self, name):
        self.window.rest()
        self.window.picture(self.report.picture(name))

    def page(self, name):
        self.browser.screenshot(self.report.picture(name))

    def show(self, pane, name, words=None):
        self.window.action("pane", pane)
        if words is not None:
            self.window.wait_words(words)
        self.picture(name)

    def scene(self):
        with contextlib.suppress(Exception):
            self.window.picture(self.report.picture("failure"))
            return self.window.describe()
        return "no window to look at"

    def logs(self):
        return [path for path in self.base.rglob("*.log") if path.is_file()]
