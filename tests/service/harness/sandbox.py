# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak in a private session with real portals, and its window."""
import os
import pathlib
import re

from .bus_part import BusPart
from .session import Session
from .window import Window

APP_ID = "org.accountscenter.AccountsCenter"
SYSTEM_SERVICES = pathlib.Path("/usr/share/dbus-1/services")
PORTALS = ("org.freedesktop.portal.Desktop", "org.freedesktop.portal.Documents", "org.freedesktop.impl.portal.PermissionStore",
           "org.freedesktop.impl.portal.desktop.gtk")
BACKGROUND, PLAYED = "org.freedesktop.impl.portal.Background", "org.freedesktop.impl.portal.desktop.played"
PREFERRED = f"[preferred]\ndefault=gtk\norg.freedesktop.impl.portal.Secret=gnome-keyring\n{BACKGROUND}=played\n"
PORTAL_FILE = f"[portal]\nDBusName={PLAYED}\nInterfaces={BACKGROUND}\n"
ALLOWED = 1
BACKGROUND_METHODS = """
    <method name='GetAppState'><arg type='a{sv}' direction='out'/></method>
    <method name='NotifyBackground'><arg type='o' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>
      <arg type='u' direction='out'/><arg type='a{sv}' direction='out'/></method>"""
MEMORY = "[window]\nwidth={}\nheight={}\n"


class SandboxSession(Session):
    """A desktop with portals that has the Flatpak installed. `options` are what D-Bus starts the backend with, for what a
    person's own backend never does."""

    def __init__(self, base, *options, portals=PORTALS):
        self.options, self.portals = options, portals
        super().__init__(base)

    @staticmethod
    def make_run():
        """The place that every desktop has: a sandbox is told of files below it by the path outside."""
        return pathlib.Path(f"/run/user/{os.getuid()}")

    @property
    def data(self):
        """What outlives the sandbox, seen from outside."""
        return self.home / ".var/app" / APP_ID

    @property
    def shared(self):
        """The folder of the runtime directory that window and backend share."""
        return self.run / "app" / APP_ID

    @property
    def socket(self):
        return self.shared / "accounts-center/backend.sock"

    def start_bus(self):
        installed = pathlib.Path(os.environ["FLATPAK_USER_DIR"])
        for name in ("GDK_DEBUG", "ADW_DISABLE_PORTAL"):
            del self.env[name]
        self.env.update({name: os.environ[name] for name in ("FLATPAK_USER_DIR", "FLATPAK_SYSTEM_DIR")})
        self.env["XDG_DATA_DIRS"] = f"{installed}/exports/share:/usr/local/share:/usr/share"
        for name in self.portals:
            self.add_service(SYSTEM_SERVICES / f"{name}.service")
        for file in (installed / "exports/share/dbus-1/services").iterdir():
            self.add_service(file)
        self.change_options(*self.options)
        preferred = self.home / ".config/xdg-desktop-portal/portals.conf"
        preferred.parent.mkdir(parents=True)
        preferred.write_text(PREFERRED)
        played = self.home / ".local/share/xdg-desktop-portal/portals/played.portal"
        played.parent.mkdir(parents=True)
        played.write_text(PORTAL_FILE)
        super().start_bus()

    def change_options(self, *options):
        """What D-Bus starts the backend with from now on."""
        self.add_service(pathlib.Path(self.env["FLATPAK_USER_DIR"], "exports/share/dbus-1/services", f"{APP_ID}.Backend.service"),
                         " ".join(map(str, options)))

    def add_service(self, file, options=""):
        text = re.sub(r"^(Exec=.*)$", rf"\1 {options}".rstrip(), file.read_text(), flags=re.M)
        (self.services / file.name).write_text(text)

    def has_file_portal(self):
        """Without FUSE a sandbox can be shown no file of the person's."""
        return os.access("/dev/fuse", os.R_OK | os.W_OK)


class Background(BusPart):
    """GNOME Shell's part of the Background portal, which is offered nowhere without: it tells which windows there are, and asks the
    person about programs that have none."""

    def __init__(self, session):
        super().__init__(session, PLAYED, "/org/freedesktop/portal/desktop", BACKGROUND, BACKGROUND_METHODS)

    def answer(self, method, given):
        from gi.repository import GLib
        if method == "GetAppState":
            return GLib.Variant("(a{sv})", ({},))
        return GLib.Variant("(ua{sv})", (0, {"result": GLib.Variant("u", ALLOWED)}))


class SandboxWindow(Window):
    def prepare(self, arguments, look):
        config = self.session.data / "config"
        memory = config / "accounts-center/window.ini"
        self.write_look(config, look)
        memory.parent.mkdir(parents=True, exist_ok=True)
        kept = re.sub(r"^(width|height)=.*\n", "", memory.read_text() if memory.exists() else "[window]\n", flags=re.M)
        memory.write_text(kept.replace("[window]\n", MEMORY.format(*self.size.split("x"))))
        return ["flatpak", "run", APP_ID, *arguments]

    def find_name(self):
        """Another process stands for the sandbox's on the accessibility bus."""
        bus, there = "org.freedesktop.DBus", "/org/freedesktop/DBus"
        for name in self.ask(bus, there, bus, "ListNames")[0]:
            if name.startswith(":") and name != self.bus.get_unique_name() and self.is_ours(name):
                return name
        return None

    def is_ours(self, name):
        from gi.repository import GLib
        try:
            root = ("/org/a11y/atspi/accessible/root", "org.freedesktop.DBus.Properties", "Get", "(ss)")
            called = self.ask(name, *root, "org.a11y.atspi.Accessible", "Name", milliseconds=1000)[0]
        except GLib.Error:
            return False
        return called == "accounts-center" and self.has_cache(name)

    def focus_window(self):
        xid = self.process.wait_until(lambda: next(iter(self.search("--name", "^Accounts Center")), None), 30)
        self.xdotool("windowfocus", "--sync", xid, "mousemove", 1279, 799)
        return xid
