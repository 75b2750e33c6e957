# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real KeePassXC as the keyring of a session, worked as harness.keyring is."""
import base64
import re
import subprocess
import uuid

from .keyring import NAME, PATH, connect, owned
from .processes import Process, wait_for

DEFAULT = PATH + "/aliases/default"
MAIN, MAIN_PATH = "org.keepassxc.KeePassXC.MainWindow", "/keepassxc"
SETTINGS = """[General]
UpdateCheckMessageShown=true
[GUI]
CheckForUpdates=false
[FdoSecrets]
Enabled=true
ConfirmAccessItem=false
ConfirmDeleteItem=false
ShowNotification=false
"""
EXPOSED = "<Item><Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{{{group}}}</Value></Item>"


class KeePassXC:
    """Unlocked when made; every entry of its database is offered."""

    password = "open-sesame"

    def __init__(self, session):
        self.session, self.bus = session, connect(session)
        self.bus.set_exit_on_close(False)
        self.folder = session.base / "keepassxc"
        self.folder.mkdir()
        self.file = self.folder / "secrets.kdbx"
        self.make_file()
        self.start()

    def cli(self, *arguments, answers):
        return subprocess.run(["keepassxc-cli", *map(str, arguments)], input=f"{self.password}\n" * answers, env=self.session.env,
                              check=True, capture_output=True, text=True, timeout=120).stdout

    def make_file(self):
        """What is offered stands in the database, and only its dialogs or its XML write it there."""
        empty, text = self.folder / "empty.kdbx", self.folder / "secrets.xml"
        self.cli("db-create", "-q", "-p", empty, answers=2)
        xml = self.cli("export", "-q", empty, answers=1)
        group = uuid.UUID(bytes=base64.b64decode(re.search(r"<Group>\s*<UUID>(.*?)</UUID>", xml)[1]))
        text.write_text(xml.replace("<CustomData>", "<CustomData>" + EXPOSED.format(group=group), 1))
        self.cli("import", "-q", "-p", text, self.file, answers=2)

    def start(self):
        settings = self.folder / "keepassxc.ini"
        settings.write_text(SETTINGS)
        self.process = Process("keepassxc", ["keepassxc", "--config", settings, "--localconfig", self.folder / "local.ini"],
                               self.session.base / "keepassxc.log", env=dict(self.session.env, QT_QPA_PLATFORM="offscreen"))
        self.process.wait_until(lambda: owned(self.bus, NAME), 60)
        self.call_main("openDatabase", str(self.file), self.password)
        self.process.wait_until(lambda: self.locked() is False, 60)

    def call_main(self, method, *texts):
        from gi.repository import Gio, GLib
        arguments = GLib.Variant("(" + "s" * len(texts) + ")", texts) if texts else None
        self.bus.call_sync(MAIN, MAIN_PATH, MAIN, method, arguments, None, Gio.DBusCallFlags.NONE, 30000, None)

    def locked(self):
        """None: no database is open."""
        from gi.repository import Gio, GLib
        arguments = GLib.Variant("(ss)", ("org.freedesktop.Secret.Collection", "Locked"))
        try:
            return self.bus.call_sync(NAME, DEFAULT, "org.freedesktop.DBus.Properties", "Get", arguments, None, Gio.DBusCallFlags.NONE,
                                      30000, None).unpack()[0]
        except GLib.Error:
            return None

    def lock(self):
        self.call_main("lockAllDatabases")
        wait_for(self.locked, 20, "database locked")

    def unlock(self):
        """Started anew: the dialog that it may be showing can be answered with keys only."""
        self.stop()
        self.start()

    def stop(self):
        self.process.stop()
        wait_for(lambda: not owned(self.bus, NAME), 10, "keyring gone")
