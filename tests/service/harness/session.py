# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private desktop session: its own home, X screen, session bus and, when asked for, keyring."""
import os
import pathlib
import shutil
import socket
import tempfile

from .canaries import LEDGER, read_process
from .processes import Process, read_line

KEPT = ("PATH", "TERM", "LANG", "USER", "TMPDIR", "CCACHE_DIR", "AC_CACHE_DIR", "AC_BUILD_DIR", "NINJAFLAGS", "CI", "NO_COLOR",
        "npm_config_cafile", "http_proxy", "https_proxy", "no_proxy", "G_MESSAGES_DEBUG", "PYTHONDONTWRITEBYTECODE",
        "ASAN_OPTIONS", "LSAN_OPTIONS", "GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0")
# Everybody but libdex, which speaks on standard output before the program has begun.
TALKATIVE = ("acctl ac-app ac-backend ac-client ac-connectors ac-core libsoup libsoup-http2 libsecret pxbackend GLib GLib-GObject GLib-GIO"
             " GLib-Net Gtk Gdk Gsk Adwaita Json Pango")
SUPPRESSIONS = pathlib.Path(__file__).resolve().parents[2] / "lsan.supp"
BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={run}/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
ACCESSIBILITY = """[D-BUS Service]
Name=org.a11y.Bus
Exec=/usr/libexec/at-spi-bus-launcher
"""


def listens(path):
    """A socket is there a moment before anybody listens."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


class Session:
    """`env` is what a program needs to live in this session; nothing of the person's own session is in it. Talkative: programs log
    all they can, so that the logs can be searched."""

    def __init__(self, base=None, display=True, screen="1280x800", talkative=False):
        self.base = pathlib.Path(base or tempfile.mkdtemp(prefix="ac-session-"))
        self.owns_base = base is None
        self.home, self.services = self.base / "home", self.base / "services"
        self.run = self.make_run()
        for folder in (self.home, self.services, self.home / ".config", self.home / ".local/share"):
            folder.mkdir(parents=True, exist_ok=True)
        self.processes = []
        self.env = {key: os.environ[key] for key in KEPT if key in os.environ}
        self.env.update(
            HOME=str(self.home), XDG_RUNTIME_DIR=str(self.run), XDG_CONFIG_HOME=str(self.home / ".config"),
            XDG_DATA_HOME=str(self.home / ".local/share"), XDG_CACHE_HOME=str(self.home / ".cache"),
            XDG_STATE_HOME=str(self.home / ".local/state"), XDG_CURRENT_DESKTOP="GNOME", XDG_SESSION_TYPE="x11",
            GDK_BACKEND="x11", GSK_RENDERER="cairo", GDK_DISABLE="gl,vulkan", GSETTINGS_BACKEND="memory", GIO_USE_VFS="local",
            GDK_DEBUG="no-portals", ADW_DISABLE_PORTAL="1", NO_AT_BRIDGE="0",
            AC_STEADY_MS="0")      # a computer that was just started is no reason to wait
        if talkative:
            self.env["G_MESSAGES_DEBUG"] = TALKATIVE
        self.env.setdefault("LSAN_OPTIONS", f"suppressions={SUPPRESSIONS}:print_suppressions=0")
        try:
            if display:
                self.start_display(screen)
            self.start_bus()
        except BaseException:
            self.stop()
            raise

    @staticmethod
    def make_run():
        return pathlib.Path(tempfile.mkdtemp(prefix="ac-run-"))     # short: the path of a socket has 107 bytes

    def start(self, name, argv, **options):
        process = Process(name, argv, self.base / f"{name}.log", env=dict(self.env, **options.pop("env", {})), **options)
        self.processes.append(process)
        return process

    def start_display(self, screen):
        ours, theirs = os.pipe()
        xvfb = self.start("xvfb", ["Xvfb", "-displayfd", theirs, "-screen", "0", screen + "x24", "-nolisten", "tcp", "-noreset"],
                          pass_fds=(theirs,))
        os.close(theirs)
        number = read_line(ours, 20)
        os.close(ours)
        if not number:
            raise xvfb.failure("no display")
        self.env["DISPLAY"] = ":" + number

    def start_bus(self):
        config = self.base / "bus.conf"
        config.write_text(BUS_CONFIG.format(run=self.run, services=self.services))
        (self.services / "org.a11y.Bus.service").write_text(ACCESSIBILITY)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={self.run}/bus"
        bus = self.start("bus", ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"])
        bus.wait_until(lambda: listens(self.run / "bus"), 20)

    def programs(self):
        """The ids of all that lives in this session, whoever started it."""
        home = f"HOME={self.home}\0".encode()
        return [int(entry.name) for entry in pathlib.Path("/proc").iterdir()
                if entry.name.isdigit() and home in b"\0" + read_process(entry.name).get("environ", b"")]

    def stop(self):
        for pid in self.programs():
            LEDGER.see_process(f"{pid} in the session", pid)
        for process in reversed(self.processes):
            process.stop()
        for path in self.run.rglob("*"):
            if path.is_file():
                LEDGER.see(path, path.read_bytes())
        shutil.rmtree(self.run, ignore_errors=True)
        if self.owns_base:
            shutil.rmtree(self.base, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
