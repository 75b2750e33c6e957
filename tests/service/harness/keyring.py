# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real gnome-keyring in a private session, which can be locked, unlocked, and gone."""
import json
import subprocess

from .canaries import LEDGER
from .processes import Process, wait_for

NAME, PATH = "org.freedesktop.secrets", "/org/freedesktop/secrets"
LOGIN = PATH + "/collection/login"
INTERNAL = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"


def connect(session):
    from gi.repository import Gio
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(session.env["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)


def owned(bus, name):
    from gi.repository import Gio, GLib
    return bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                         GLib.Variant("(s)", (name,)), None, Gio.DBusCallFlags.NONE, 5000, None).unpack()[0]


def tell_secret(value, kind):
    """A sign-in holds two; anything else is a key of a vault."""
    if kind != "application/json":
        LEDGER.know("vault key", value)
        return
    sign_in = json.loads(value)
    LEDGER.know("refresh token", sign_in["refresh_token"])
    if "dpop_key" in sign_in:
        LEDGER.know("DPoP key", bytes.fromhex(sign_in["dpop_key"]))


class Keyring:
    """Unlocked when made; its password is known to the test only."""

    password = "open-sesame"

    def __init__(self, session):
        LEDGER.know("keyring password", self.password)
        self.session, self.bus = session, connect(session)
        self.bus.set_exit_on_close(False)
        self.start()

    def start(self):
        log = self.session.base / "keyring.log"
        self.process = Process("keyring", ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], log,
                               env=self.session.env, stdin=subprocess.PIPE)
        self.process.popen.stdin.write(self.password.encode())
        self.process.popen.stdin.close()
        self.process.wait_until(lambda: owned(self.bus, NAME), 20)
        self.process.wait_until(lambda: not self.locked(), 20)

    def call(self, path, interface, method, arguments, answer=None):
        from gi.repository import Gio
        return self.bus.call_sync(NAME, path, interface, method, arguments, answer, Gio.DBusCallFlags.NONE, 10000, None)

    def locked(self):
        from gi.repository import GLib
        arguments = GLib.Variant("(ss)", ("org.freedesktop.Secret.Collection", "Locked"))
        return self.call(LOGIN, "org.freedesktop.DBus.Properties", "Get", arguments).unpack()[0]

    def lock(self):
        from gi.repository import GLib
        self.call(PATH, "org.freedesktop.Secret.Service", "Lock", GLib.Variant("(ao)", ([LOGIN],)))
        wait_for(self.locked, 5, "keyring locked")

    def unlock(self):
        from gi.repository import GLib
        plain = GLib.Variant("(sv)", ("plain", GLib.Variant("s", "")))
        opened = self.call(PATH, "org.freedesktop.Secret.Service", "OpenSession", plain).unpack()[1]
        secret = (opened, b"", self.password.encode(), "text/plain")
        self.call(PATH, INTERNAL, "UnlockWithMasterPassword", GLib.Variant("(o(oayays))", (LOGIN, secret)))
        wait_for(lambda: not self.locked(), 5, "keyring unlocked")

    def items(self):
        """[(label, attributes, locked)] of what is kept; never a secret."""
        found, locked = self.search({})
        described = (self.describe(path, path in locked) for path in found + locked)
        return [item for item in described if item]

    def search(self, attributes):
        """The paths of the items that have them: those that are open, and those that are locked."""
        from gi.repository import GLib
        return self.call(PATH, "org.freedesktop.Secret.Service", "SearchItems", GLib.Variant("(a{ss})", (attributes,))).unpack()

    def describe(self, path, locked):
        """Nothing of one that was deleted meanwhile."""
        from gi.repository import Gio, GLib
        arguments = GLib.Variant("(s)", ("org.freedesktop.Secret.Item",))
        try:
            about = self.call(path, "org.freedesktop.DBus.Properties", "GetAll", arguments).unpack()[0]
        except GLib.Error as error:
            if error.matches(Gio.dbus_error_quark(), Gio.DBusError.UNKNOWN_METHOD):
                return None
            raise
        return about["Label"], about["Attributes"], locked

    def tell_secrets(self):
        """What it keeps, for the ledger."""
        from gi.repository import GLib
        if not self.process.alive or not owned(self.bus, NAME) or self.locked():
            return
        plain = GLib.Variant("(sv)", ("plain", GLib.Variant("s", "")))
        opened = self.call(PATH, "org.freedesktop.Secret.Service", "OpenSession", plain).unpack()[1]
        found = self.search({})[0]
        kept = self.call(PATH, "org.freedesktop.Secret.Service", "GetSecrets", GLib.Variant("(aoo)", (found, opened))).unpack()[0]
        for _, _, value, kind in kept.values():
            tell_secret(bytes(value), kind)

    def stop(self):
        """Gone from the bus, as on a desktop without a keyring."""
        self.process.stop()
        wait_for(lambda: not owned(self.bus, NAME), 5, "keyring gone")
