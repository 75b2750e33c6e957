# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A part of the desktop that a test plays on the session bus."""
import threading

from .keyring import connect


class BusPart:
    """Owns `name` while it is entered, and answers from a thread of its own: answer () gets the method and what was given, and gives
    the variant to answer with or None."""

    def __init__(self, session, name, path, interface, methods):
        self.session, self.name, self.path = session, name, path
        self.xml = f"<node><interface name='{interface}'>{methods}</interface></node>"
        self.ready, self.done = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def called(self, connection, sender, path, interface, method, parameters, invocation):
        invocation.return_value(self.answer(method, parameters.unpack()))

    def serve(self):
        from gi.repository import Gio, GLib
        context = GLib.MainContext.new()
        context.push_thread_default()
        node = Gio.DBusNodeInfo.new_for_xml(self.xml)
        connection = connect(self.session)
        connection.set_exit_on_close(False)
        connection.register_object_with_closures2(self.path, node.interfaces[0], self.called, None, None)
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
