# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak in a private session with real portals, and its window."""
import os
import pathlib
import re
import subprocess

from .processes import wait_for
from .session import Session
from .window import Window

APP_ID = "org.accountscenter.AccountsCenter"
SYSTEM_SERVICES = pathlib.Path("/usr/share/dbus-1/services")
PORTALS = ("org.freedesktop.portal.Desktop", "org.freedesktop.portal.Documents", "org.freedesktop.impl.portal.PermissionStore",
           "org.freedesktop.impl.portal.desktop.gtk")
PREFERRED = "[preferred]\ndefault=gtk\norg.freedesktop.impl.portal.Secret=gnome-keyring\n"
MEMORY = "[window]\nwidth={}\nheight={}\n"


class SandboxSession(Session):
    """A desktop with portals that has the Flatpak installed. `options` are what D-Bus starts the backend with, for what a
    person's own backend never does."""

    def __init__(self, base, *options, portals=PORTALS):
        self.options, self.portals = options, portals
        super().__init__(base)

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


class SandboxWindow(Window):
    def prepare(self, arguments, look):
        config = self.session.data / "config"
        memory = config / "accounts-center/window.ini"
        self.write_look(config, look)
        if not memory.exists():
            memory.parent.mkdir(parents=True, exist_ok=True)
            memory.write_text(MEMORY.format(*self.size.split("x")))
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
        def look():
            found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Accounts Center"], env=self.env,
                                   capture_output=True, text=True, timeout=60).stdout.split()
            return found and found[0]
        xid = wait_for(look, 30, "the window is on the screen")
        self.xdotool("windowfocus", "--sync", xid, "mousemove", 1279, 799)
        return xid
