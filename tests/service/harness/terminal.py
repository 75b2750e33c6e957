# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program on a terminal of its own."""
import os
import pty
import subprocess

from .processes import wait_for


class Terminal:
    def __init__(self, command, env):
        self.fd, theirs = pty.openpty()
        os.set_blocking(self.fd, False)
        self.bytes, self.ended = b"", False
        self.running = subprocess.Popen(command, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
        os.close(theirs)

    @property
    def shown(self):
        """All that it has shown."""
        try:
            self.bytes += os.read(self.fd, 65536)
        except BlockingIOError:
            pass
        except OSError:
            self.ended = True
        return self.bytes.decode(errors="ignore")

    def wait(self, look, seconds=60):
        """What `look` finds in all that was shown, once it finds something."""
        return wait_for(lambda: look(self.shown), seconds, "it is shown")

    def say(self, line):
        os.write(self.fd, line.encode() + b"\n")

    def end(self, seconds=60):
        """All that it has shown when it ends well."""
        wait_for(lambda: self.shown and self.ended, seconds, "the end")
        os.close(self.fd)
        assert self.running.wait(seconds) == 0, self.bytes
        return self.bytes.decode()
