# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""giver.py FILE…: another program of the desktop, whose window gives these files to be dragged, and has them copied already."""
import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def main():
    Gtk.init()
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in sys.argv[1:]])
    given = Gdk.ContentProvider.new_for_value(files)
    window = Gtk.Window(title="Giver", decorated=False, default_width=200, default_height=200)
    label = Gtk.Label(label="Drag me", hexpand=True, vexpand=True)
    label.add_controller(Gtk.DragSource(content=given, actions=Gdk.DragAction.COPY))
    window.set_child(label)
    window.present()
    window.get_clipboard().set_content(given)
    print("ready", flush=True)
    GLib.MainLoop().run()


main()
