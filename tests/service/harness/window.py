# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window in a private session, worked as a screen reader works it; keys and clicks come from the X server.

The accessibility bus is spoken to directly: libatspi knows one session for each process and answers from its own cache.
"""
import functools
import shlex
import subprocess

from .backend import build_dir
from .canaries import LEDGER
from .processes import Process, wait_for

WIDE, NARROW = "1000x700", "360x720"
ACTIVATING = ("click", "toggle", "row.activate", "activate")    # by name: a text's first action may delete
LOOK = """[Settings]
gtk-font-name=Cantarell 11
gtk-icon-theme-name=Adwaita
gtk-decoration-layout=:close
gtk-cursor-blink=false
gtk-enable-animations={animations}
gtk-xft-antialias=1
gtk-xft-hinting=1
gtk-xft-hintstyle=hintslight
gtk-xft-rgba=none
"""
# Without a compositor GTK draws a frame inside the window, which would take its width from what is shown.
STYLE = "window.csd, window.solid-csd { margin: 0; padding: 0; border: none; box-shadow: none; outline: none; border-radius: 0; }\n"
SAYS, CACHE, ROOT = "org.a11y.atspi.", "/org/a11y/atspi/cache", "/org/a11y/atspi/accessible/root"


@functools.cache
def atspi():
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi
    return Atspi


@functools.cache
def name_role(number):
    return atspi().role_get_name(atspi().Role(number))


@functools.cache
def state_names():
    return [atspi().StateType(number).value_nick for number in range(atspi().StateType.LAST_DEFINED)]


class Node:
    """One thing of the tree as it was when looked at."""

    def __init__(self, owner, item):
        self.path = item[0][1]
        self.interfaces, self.name, role, self.description, bits = item[5:10]
        self.owner, self.role, self.children = owner, name_role(role), []
        word = bits[0] | bits[1] << 32
        self.states = {name for number, name in enumerate(state_names()) if word >> number & 1}

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def label(self):
        """What it is called: GTK 4.18 leaves the names of menu and list items to the labels in them."""
        return self.name or " ".join(node.name for node in self.walk() if node.role == "label" and node.name)

    @property
    def words(self):
        """Every word inside it, as a person would read them."""
        return " ".join(node.name for node in self.walk() if node.name)

    @property
    def actions(self):
        if SAYS + "Action" not in self.interfaces:
            return []
        from gi.repository import GLib
        try:
            count = len(self.owner.call(self.path, "Action", "GetActions")[0])
            return [self.owner.call(self.path, "Action", "GetName", "(i)", position)[0] for position in range(count)]
        except GLib.Error:
            return []                       # it went away while we looked

    @property
    def text(self):
        return self.owner.call(self.path, "Text", "GetText", "(ii)", 0, -1)[0]

    @property
    def box(self):
        """(x, y, width, height) inside the window."""
        return self.owner.call(self.path, "Component", "GetExtents", "(u)", 1)[0]

    def __repr__(self):
        return f"{self.role} {self.label!r}"


class Window:
    def __init__(self, session, *arguments, backend=None, size=WIDE, scheme="prefer-light", locale=None, direction=None,
                 animations=False, text_scale=1.0, env=None, seconds=60, hidden=False):
        """`backend` is started again by the window when it is gone; without one the build tree's own is used. Hidden: the program
        runs as D-Bus starts it, until something makes the window appear ()."""
        self.session, self.size = session, size
        more = {"ACCOUNTS_CENTER_SIZE": size, "ADW_DEBUG_COLOR_SCHEME": scheme}
        more |= {"LANG": locale} if locale else {}
        more |= {"GTK_DEBUG": "invert-text-dir"} if direction == "rtl" else {}
        more |= {"ACCOUNTS_CENTER_BACKEND": shlex.join(map(str, backend.command))} if backend else {}
        self.env = {**session.env, **more, **(env or {})}
        self.log, self.name, self.bus = session.base / "window.log", None, self.connect_accessibility()
        command = self.prepare(arguments, LOOK.format(animations=str(animations).lower()))
        # What a settings daemon would tell; GTK believes X rather than its own file.
        (session.home / ".Xdefaults").write_text(f"Xft.dpi: {96 * text_scale:.0f}\n")
        self.process = Process("window", command, self.log, env=self.env)
        if not hidden:
            self.appear(seconds)

    def appear(self, seconds=60):
        self.name = self.process.wait_until(self.find_name, seconds)
        self.find("frame", seconds=seconds)
        self.xid = self.focus_window()

    @property
    def program(self):
        return build_dir() / "src/app/accounts-center"

    def prepare(self, arguments, look):
        """Writes what GTK reads, and gives the command."""
        self.write_look(self.session.home / ".config", look)
        return [self.program, *arguments]

    def write_look(self, config, look):
        folder = config / "gtk-4.0"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "settings.ini").write_text(look)
        (folder / "gtk.css").write_text(STYLE)

    # ---- the accessibility bus
    def connect_accessibility(self):
        from gi.repository import Gio, GLib
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        home = Gio.DBusConnection.new_for_address_sync(self.session.env["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)
        home.set_exit_on_close(False)
        address = home.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, GLib.VariantType("(s)"),
                                 Gio.DBusCallFlags.NONE, 30000, None).unpack()[0]
        home.close_sync(None)
        bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        bus.set_exit_on_close(False)
        return bus

    def ask(self, name, path, interface, method, signature=None, *arguments, milliseconds=30000):
        from gi.repository import Gio, GLib
        variant = GLib.Variant(signature, arguments) if signature else None
        return self.bus.call_sync(name, path, interface, method, variant, None, Gio.DBusCallFlags.NONE, milliseconds, None).unpack()

    def call(self, path, interface, method, signature=None, *arguments):
        return self.ask(self.name, path, SAYS + interface, method, signature, *arguments)

    def find_name(self):
        """The window's name on the accessibility bus, once it is there."""
        bus, there = "org.freedesktop.DBus", "/org/freedesktop/DBus"
        for name in self.ask(bus, there, bus, "ListNames")[0]:
            if name.startswith(":") and self.ask(bus, there, bus, "GetConnectionUnixProcessID", "(s)", name)[0] == self.process.pid:
                return name if self.has_cache(name) else None
        return None

    def has_cache(self, name):
        """GTK is on the bus a moment before its tree is, and loses a call that comes just then."""
        from gi.repository import GLib
        try:
            return bool(self.ask(name, CACHE, SAYS + "Cache", "GetItems", milliseconds=1000)[0])
        except GLib.Error:
            return False

    def children(self, paths):
        """{path: the paths of its children}, all asked for at once: an answer at a time takes as long as the programs wait for
        each other."""
        from gi.repository import Gio, GLib
        found, context = {}, GLib.MainContext()

        def answered(bus, result, path):
            try:
                found[path] = [child for _, child in bus.call_finish(result).unpack()[0]]
            except GLib.Error:
                found[path] = []            # it went away while we looked
        context.push_thread_default()
        try:
            for path in paths:
                self.bus.call(self.name, path, SAYS + "Accessible", "GetChildren", None, None, Gio.DBusCallFlags.NONE, 30000, None,
                              answered, path)
            while len(found) < len(paths):
                context.iteration(True)
        finally:
            context.pop_thread_default()
        return found

    def tree(self):
        """The root node. GTK caches only what was asked for, and tells its cache in one answer; who is whose child it tells
        rightly only when asked, for its counts and its cached children may be of before."""
        families, paths = {}, [ROOT]
        while paths:
            level = self.children(paths)
            families |= level
            paths = [child for family in level.values() for child in family if child not in families]
        nodes = {item[0][1]: Node(self, item) for item in self.call(CACHE, "Cache", "GetItems")[0]}
        for path, node in nodes.items():
            node.children = [nodes[child] for child in families.get(path, []) if child in nodes]
        return nodes[ROOT]

    # ---- looking
    def nodes(self, within=None):
        """`within`: a node, or the (role, name) of what may be made anew while we look."""
        for node in self.tree().walk():
            if within is None:
                yield node
            elif within == (node.role, node.label) if isinstance(within, tuple) else within.path == node.path:
                yield from node.walk()

    def all(self, role=None, name=None, within=None, showing=True):
        """Those shown, the ones that bear the name themselves first."""
        found = [node for node in self.nodes(within) if role in (None, node.role) and name in (None, node.label)
                 and (not showing or "showing" in node.states)]
        return sorted(found, key=lambda node: (node.name != name, not node.actions))

    def find(self, role=None, name=None, within=None, seconds=20):
        try:
            return wait_for(lambda: self.all(role, name, within), seconds, f"{role} {name!r}")[0]
        except TimeoutError:
            raise LookupError(f"no {role} {name!r} in the window:\n{self.describe()}") from None

    def wait_gone(self, role=None, name=None, within=None, seconds=20):
        try:
            wait_for(lambda: not self.all(role, name, within), seconds, "gone")
        except TimeoutError:
            raise LookupError(f"{role} {name!r} is still in the window:\n{self.describe()}") from None

    def wait_words(self, words, seconds=20, within=None):
        """The node whose own name holds the words."""
        def look():
            return next((node for node in self.nodes(within) if words in node.name and "showing" in node.states), None)
        try:
            return wait_for(look, seconds, words)
        except TimeoutError:
            raise LookupError(f"nothing says {words!r} in the window:\n{self.describe()}") from None

    def look_again(self, node):
        return next((found for found in self.nodes() if found.path == node.path), None)

    def focused(self):
        return next((node for node in self.nodes() if "focused" in node.states), None)

    def describe(self):
        """The tree that is shown, one node a line, for a person who reads a failure."""
        def lines(node, depth):
            if "showing" in node.states or depth == 0:
                marks = [state for state in ("focused", "checked", "selected") if state in node.states]
                marks += [] if "sensitive" in node.states else ["insensitive"]
                yield "  " * depth + f"{node.role} {node.name!r} {node.description!r} {' '.join(marks)}".rstrip()
            for child in node.children:
                yield from lines(child, depth + 1)
        return "\n".join(lines(self.tree(), 0))

    # ---- doing
    def act(self, node, action=None):
        names = node.actions
        wanted = (action,) if action else ACTIVATING
        position = next((names.index(name) for name in wanted if name in names), None)
        assert position is not None, f"{node} has only the actions {names}"
        assert self.call(node.path, "Action", "DoAction", "(i)", position)[0], f"{node}: {names[position]} was refused"

    def press(self, role, name, within=None, seconds=20):
        """Finds it, waits until it can be used, and activates it."""
        from gi.repository import Gio, GLib

        def press_if_there():
            node = next((node for node in self.all(role, name, within) if "sensitive" in node.states and self.can_act(node)), None)
            try:
                if node:
                    self.act(node)
                return node
            except GLib.Error as error:
                if error.matches(Gio.dbus_error_quark(), Gio.DBusError.UNKNOWN_METHOD):
                    return None             # it was made anew while we looked
                raise
        try:
            return wait_for(press_if_there, seconds, f"{role} {name!r}")
        except TimeoutError:
            raise LookupError(f"no {role} {name!r} to activate in the window:\n{self.describe()}") from None

    @staticmethod
    def can_act(node):
        return any(name in ACTIVATING for name in node.actions)

    def set_text(self, node, text):
        """`node` takes text itself or holds the one thing that does."""
        for inner in node.walk():
            if SAYS + "EditableText" in inner.interfaces:
                assert self.call(inner.path, "EditableText", "SetTextContents", "(s)", text)[0], f"{inner} took no text"
                return
        raise LookupError(f"{node} takes no text:\n{self.describe()}")

    def action(self, name, *parameters):
        """An action of the application ("pane", "quit", …), as the desktop would ask for it over the session bus."""
        given = "[" + ",".join(f"<'{parameter}'>" for parameter in parameters) + "]"
        subprocess.run(["gdbus", "call", "--session", "-d", "org.accountscenter.AccountsCenter", "-o",
                        "/org/accountscenter/AccountsCenter", "-m", "org.gtk.Actions.Activate", name, given, "{}"],
                       env=self.env, check=True, stdout=subprocess.DEVNULL, timeout=60)

    # ---- keys, pointer and pictures
    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *map(str, arguments)], env=self.env, check=True, capture_output=True, text=True, timeout=60).stdout

    def search(self, *arguments):
        """The X windows that are found."""
        return subprocess.run(["xdotool", "search", "--onlyvisible", *arguments], env=self.env, capture_output=True, text=True,
                              timeout=60).stdout.split()

    def focus_window(self):
        """Without a window manager nobody else gives the window the keyboard."""
        xid = self.process.wait_until(lambda: next(iter(self.search("--pid", str(self.process.pid))), None), 30)
        self.xdotool("windowfocus", "--sync", xid, "mousemove", 1279, 799)
        return xid

    def save_file(self, title, path):
        """In the file chooser, which has a name for it already."""
        self.find("dialog", title)
        self.rest()
        self.set_text(self.find("text", within=("dialog", title)), str(path))
        self.press("button", "Save", within=("dialog", title))
        self.wait_gone("dialog", title)
        self.xdotool("windowfocus", "--sync", self.xid)

    def choose_file(self, title, path):
        """In the file chooser, which is a window of its own."""
        self.find("dialog", title)

        def open_entry():
            for xid in self.search("--name", f"^{title}$"):
                self.xdotool("windowfocus", "--sync", xid)
            self.keys("ctrl+l")
            self.rest()
            return self.all("text", within=("dialog", title))
        entry = wait_for(open_entry, 20, "the entry of the file chooser")[0]
        self.set_text(entry, str(path))
        self.rest()
        self.press("button", "Open", within=("dialog", title))
        self.wait_gone("dialog", title)
        self.xdotool("windowfocus", "--sync", self.xid)

    def keys(self, *names):
        """Key names of X: "Tab", "Return", "ctrl+n", …"""
        self.xdotool("key", "--delay", 30, *names)

    def type_keys(self, text):
        self.xdotool("type", "--delay", 10, text)

    def click(self, node):
        x, y, width, height = self.settled(node)
        self.xdotool("mousemove", x + width // 2, y + height // 2, "click", 1)

    def settled(self, node):
        """Its place once it rests: dialogs and popovers move while they open."""
        places = []

        def look():
            places.append(node.box)
            return places[-1] if len(places) > 2 and places[-3:] == [places[-1]] * 3 else None
        return wait_for(look, 10, f"{node} rests")

    def rest(self):
        """Waits until nothing moves: two looks in a row that are the same."""
        looks = []

        def look():
            looks.append(self.describe())
            return len(looks) > 1 and looks[-1] == looks[-2]
        wait_for(look, 10, "the window rests", every=0.15)

    def picture(self, path):
        """The window and what lies over it, as it is on the screen."""
        width, height = self.xdotool("getwindowgeometry", "--shell", self.xid).split("WIDTH=")[1].split("\nHEIGHT=")
        crop = f"{int(width)}x{int(height.split()[0])}+0+0"
        subprocess.run(["import", "-silent", "-window", "root", "-crop", crop, "+repage", "-strip", str(path)], env=self.env,
                       check=True, timeout=60)

    def heard(self):
        """All that a screen reader could be told."""
        words = []
        for node in self.nodes():
            words += [node.name, node.description]
            if SAYS + "Text" in node.interfaces:
                words.append(node.text)
        return "\n".join(words)

    # ---- the end
    def tell_ledger(self):
        from gi.repository import GLib
        if self.name is None:
            return                          # it never appeared
        try:
            LEDGER.see("accessibility tree", self.heard())
        except GLib.Error:
            pass                            # it doesn't answer any more

    def close(self):
        """Closes it as a person would; a crash or a sanitizer's report fails the test."""
        if self.process.alive:
            self.tell_ledger()
            self.action("quit")
            wait_for(lambda: not self.process.alive, 30, "the window is gone")
        code = self.process.popen.returncode
        assert code == 0, f"the window ended with {code}:\n{self.process.log_end()}"

    def stop(self):
        if self.process.alive:
            self.tell_ledger()
        self.process.stop()
