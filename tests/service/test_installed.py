# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed: each file where it belongs, and a backend that D-Bus starts when it is asked for."""
import json
import os
import pathlib
import re
import subprocess

import pytest

from harness.backend import build_dir
from harness.keyring import NAME, connect, owned
from harness.processes import wait_for
from harness.session import Session

APP_ID = "org.accountscenter.AccountsCenter"
EXPECTED = f"""
bin/accounts-center
bin/acctl
lib/systemd/system/accounts-center-hosted.service
lib/systemd/user/accounts-center-backend.service
libexec/accounts-center-backend
libexec/accounts-center-decoder
libexec/accounts-center-practice
share/accounts-center/availability.policy
share/applications/{APP_ID}.desktop
share/bash-completion/completions/acctl
share/dbus-1/interfaces/{APP_ID}.Share1.xml
share/dbus-1/services/{APP_ID}.Backend.service
share/dbus-1/services/{APP_ID}.Practice.service
share/dbus-1/services/{APP_ID}.service
share/doc/accounts-center/hosted/Caddyfile
share/doc/accounts-center/hosted/hosted.conf
share/doc/accounts-center/hosted/nginx.conf
share/glib-2.0/schemas/{APP_ID}.gschema.xml
share/gnome-shell/search-providers/{APP_ID}.search-provider.ini
share/icons/hicolor/scalable/apps/{APP_ID}.svg
share/icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg
share/locale/ar/LC_MESSAGES/accounts-center.mo
share/locale/de/LC_MESSAGES/accounts-center.mo
share/locale/es/LC_MESSAGES/accounts-center.mo
share/locale/fr/LC_MESSAGES/accounts-center.mo
share/locale/hi/LC_MESSAGES/accounts-center.mo
share/locale/ja/LC_MESSAGES/accounts-center.mo
share/locale/pt_BR/LC_MESSAGES/accounts-center.mo
share/locale/zh_CN/LC_MESSAGES/accounts-center.mo
share/man/man1/acctl.1
share/man/man1/accounts-center-backend.1
share/man/man1/accounts-center-practice.1
share/man/man1/accounts-center.1
share/man/man7/accounts-center-hosting.7
share/metainfo/{APP_ID}.metainfo.xml
""".split()


@pytest.fixture(scope="module")
def installed(shared_folder):
    """The prefix of an installation that no packager's hand has touched."""
    target = shared_folder / "installed"
    done = subprocess.run(["meson", "install", "-C", build_dir(), "--destdir", target, "--no-rebuild", "--quiet"],
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(target.rglob("bin")).parent


def test_files(installed):
    found = [path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()]
    assert sorted(found) == sorted(EXPECTED)
    for path in found:
        assert os.access(installed / path, os.X_OK) == (path.split("/")[0] in ("bin", "libexec")), path


def test_translation(installed):
    text = subprocess.run(["msgunfmt", installed / "share/locale/de/LC_MESSAGES/accounts-center.mo"], capture_output=True,
                          text=True, check=True).stdout
    assert 'msgid "Keyring:"\nmsgstr "Schlüsselbund:"' in text


@pytest.fixture
def desktop(installed, tmp_path):
    """A session whose bus knows the installed services, under the prefix where they came to lie."""
    with Session(tmp_path / "session", display=False) as session:
        where = str(installed)
        for file in (installed / "share/dbus-1/services").iterdir():
            text, prefix = file.read_text(), where[where.index("/installed") + len("/installed"):]
            session.services.joinpath(file.name).write_text(re.sub(rf"^Exec={prefix}/", f"Exec={where}/", text, flags=re.M))
        connection = connect(session)
        connection.set_exit_on_close(False)
        reload_services(connection)
        session.connection = connection
        yield session


def reload_services(connection):
    from gi.repository import Gio
    connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ReloadConfig", None, None,
                         Gio.DBusCallFlags.NONE, 10000, None)


def set_activation(connection, **environment):
    from gi.repository import Gio, GLib
    connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "UpdateActivationEnvironment",
                         GLib.Variant("(a{ss})", (environment,)), None, Gio.DBusCallFlags.NONE, 10000, None)


def owner_program(connection, name):
    from gi.repository import Gio, GLib
    pid = connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                               GLib.Variant("(s)", (name,)), None, Gio.DBusCallFlags.NONE, 10000, None).unpack()[0]
    return pid, pathlib.Path(f"/proc/{pid}/exe").resolve()


def shorten_idle(desktop):
    file = desktop.services / f"{APP_ID}.Backend.service"
    file.write_text(re.sub(r"^(Exec=.*)$", r"\1 --idle-exit 2", file.read_text(), flags=re.M))
    reload_services(desktop.connection)


def test_activation(installed, desktop):
    name = f"{APP_ID}.Backend"
    shorten_idle(desktop)
    assert not owned(desktop.connection, name)
    done = subprocess.run([installed / "bin/acctl", "--json", "status"], env=desktop.env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done
    assert json.loads(done.stdout)["data_dir"] == f"{desktop.home}/.local/share/accounts-center"
    pid, program = owner_program(desktop.connection, name)
    assert program == installed / "libexec/accounts-center-backend"
    socket = desktop.run / "accounts-center/backend.sock"
    assert (socket.stat().st_mode & 0o777, socket.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    wait_for(lambda: not owned(desktop.connection, name), 60, "the backend ends when idle")
    wait_for(lambda: not pathlib.Path(f"/proc/{pid}/exe").exists(), 30, "its process is gone")


def test_two_sandboxes(installed, desktop):
    """In a Flatpak, the window and what D-Bus starts share one folder of the runtime directory only."""
    shared = {"FLATPAK_ID": APP_ID}
    set_activation(desktop.connection, **shared)
    done = subprocess.run([installed / "bin/acctl", "status"], env={**desktop.env, **shared}, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done
    assert (desktop.run / "app" / APP_ID / "accounts-center/backend.sock").is_socket()
    assert not (desktop.run / "accounts-center").exists()
    assert not owned(desktop.connection, NAME), "no keyring is asked before there is an account"
