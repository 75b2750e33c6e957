# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop that shows notifications, in either of the two ways that GLib knows."""
import threading

from .keyring import connect

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


class Notifications:
    """`told`: (title, body) of each, the oldest first; `shown`: {id: what the program said of it} of those that stand there, where the
    protocol has ids."""

    def __init__(self, session, name):
        self.session, self.name = session, name
        self.told, self.shown = [], {}
        self.ready, self.done = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def called(self, connection, sender, path, interface, method, parameters, invocation):
        from gi.repository import GLib
        given, answer = parameters.unpack(), None
        if method == "Notify":
            self.told.append(given[3:5])
            answer = GLib.Variant("(u)", (len(self.told),))
        elif method == "GetCapabilities":
            answer = GLib.Variant("(as)", ([],))
        elif method == "AddNotification":
            self.told.append((given[2]["title"], given[2].get("body")))
            self.shown[given[1]] = given[2]
        elif method == "RemoveNotification":
            self.shown.pop(given[1], None)
        invocation.return_value(answer)

    def serve(self):
        from gi.repository import Gio, GLib
        context = GLib.MainContext.new()
        context.push_thread_default()
        path, methods = PROTOCOLS[self.name]
        node = Gio.DBusNodeInfo.new_for_xml(f"<node><interface name='{self.name}'>{methods}</interface></node>")
        connection = connect(self.session)
        connection.set_exit_on_close(False)
        connection.register_object_with_closures2(path, node.interfaces[0], self.called, None, None)
        Gio.bus_own_name_on_connection(connection, self.name, Gio.BusNameOwnerFlags.NONE, lambda *_: self.ready.set(), None)
        waker = GLib.timeout_source_new(100)
        waker.set_callback(lambda *_: True)
        waker.attach(context)
        while not self.done.is_set():
            context.iteration(True)
        waker.destroy()

    def __enter__(self):
        self.thread.start()
        assert self.ready.wait(20)
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()
