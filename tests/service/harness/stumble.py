# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backend that stumbles at a chosen place of its way to the disk and the network (tests/unit/stumble.c)."""
import http.client
import os

from .backend import build_dir
from .processes import wait_for

LIBRARY = build_dir() / "tests/unit/libstumble.so"


def stumbling(mark, at, under, how="die", where="write,sync,send", syncs=True):
    """The environment of a program that stumbles at so many places after the file mark came to be."""
    sanitizer = os.environ.get("ASAN_OPTIONS", "")
    return {"LD_PRELOAD": str(LIBRARY), "ASAN_OPTIONS": f"{sanitizer}:verify_asan_link_order=0".lstrip(":"),
            "STUMBLE_WHEN": str(mark), "STUMBLE_AT": str(at), "STUMBLE_UNDER": str(under), "STUMBLE_HOW": how, "STUMBLE_IN": where,
            **({} if syncs else {"STUMBLE_NO_SYNC": "1"})}


class Way:
    """Something that is done again and again, each time with a stumble at a later place."""

    def __init__(self, backend, mark, first=1, stride=1, **wishes):
        self.backend, self.mark, self.at, self.stride, self.wishes = backend, mark, first, stride, wishes
        self.stumbles = 0
        backend.restart(env=self.env())

    def env(self):
        return stumbling(self.mark, self.at, self.backend.data, **self.wishes)

    def go(self, act, is_done):
        """Whether it stumbled: then it was started again, to stumble at a later place the next time, else to stumble no more."""
        self.mark.touch()
        try:
            act()
        except (OSError, http.client.HTTPException):
            wait_for(lambda: not self.backend.process.alive, 30, "it is dead")
        wait_for(lambda: not self.backend.process.alive or self.look(is_done), 90, "it is done or dead")
        self.mark.unlink()
        if self.backend.process.alive:
            self.backend.restart()
            return False
        self.stumbles += 1
        self.at += self.stride
        self.backend.start(env=self.env())
        return True

    def look(self, is_done):
        try:
            return is_done()
        except (OSError, http.client.HTTPException):
            return False
