# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop that shows notifications, in either of the two ways that GLib knows."""
from .bus_part import BusPart

PROTOCOLS = {
    "org.freedesktop.Notifications": ("/org/freedesktop/Notifications", """
      <method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>
        <arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>
        <arg type='i' direction='in'/><arg type='u' direction='out'/></method>
      <method name='GetCapabilities'><arg type='as' direction='out'/></method>
      <method name='CloseNotification'><arg type='u' direction='in'/></method>"""),
    "org.gtk.Notifications": ("/org/gtk/Notifications", """
      <method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/></method>
      <method name='RemoveNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/></method>"""),
}


class Notifications(BusPart):
    """`told`: (title, body) of each, the oldest first; `shown`: {id: what the program said of it} of those that stand there, where the
    protocol has ids."""

    def __init__(self, session, name):
        path, methods = PROTOCOLS[name]
        super().__init__(session, name, path, name, methods)
        self.told, self.shown = [], {}

    def answer(self, method, given):
        from gi.repository import GLib
        if method == "Notify":
            self.told.append(given[3:5])
            return GLib.Variant("(u)", (len(self.told),))
        if method == "GetCapabilities":
            return GLib.Variant("(as)", ([],))
        if method == "AddNotification":
            self.told.append((given[2]["title"], given[2].get("body")))
            self.shown[given[1]] = given[2]
        elif method == "RemoveNotification":
            self.shown.pop(given[1], None)
        return None
