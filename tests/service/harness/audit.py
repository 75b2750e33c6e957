# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every pane and dialog is held against, as a screen reader and a pointer find it."""
import collections

from .window import ACTIVATING

CONTROLS = ("button", "toggle button", "check box", "switch", "combo box", "text", "link")
PRESSED = ("button", "toggle button", "check box", "switch")
TICKED = ("check box", "switch")
OF_WAYS = ("Panes", "Add an account", "Links")     # lists where each row leads somewhere
LEAST_SIDE = 24             # WCAG 2.5.8


def is_shown(node):
    return "showing" in node.states and "visible" in node.states


def can_be_worked(node):
    return any(action in ACTIVATING for inner in node.walk() for action in inner.actions)


def measure(node):
    """Its lesser side, or 0 if it went away while we looked."""
    from gi.repository import GLib
    try:
        return min(node.box[2:])
    except GLib.Error:
        return 0


def says_state(row):
    return any(state in inner.states for inner in row.walk() for state in ("checkable", "checked")) or bool(row.description)


def walk_with_rows(node, row=None):
    """Each node with the row that it is in."""
    row = node if node.role == "list item" else row
    yield node, row
    for child in node.children:
        yield from walk_with_rows(child, row)


def find_control_faults(node, row):
    if node.role in CONTROLS and not node.words:
        yield f"{node.role} without a name at {node.box}"
    if node.role in PRESSED and "sensitive" in node.states:
        if not can_be_worked(node):
            yield f"{node} has no action"
        if row is None and 0 < (side := measure(node)) < LEAST_SIDE:
            yield f"{node} is only {side} px"


def find_row_faults(row):
    if not row.label:
        yield f"list item without a name at {row.box}"
    if any(inner.role in TICKED for inner in row.walk()) and not says_state(row):
        yield f"{row} doesn't say its state"


def find_dead_ends(ways):
    """GTK tells nobody which rows can be activated, so the lists are named here."""
    yield from (f"{row} leads nowhere" for row in ways.children if is_shown(row) and "sensitive" in row.states and not can_be_worked(row))


def find_faults(window):
    """In what lies on top, which alone can be worked."""
    dialogs = [node for node in window.all("dialog") if node.children]
    names = collections.Counter()
    for node, row in walk_with_rows(dialogs[-1] if dialogs else window.tree()):
        if not is_shown(node):
            continue
        yield from find_control_faults(node, row)
        if node.role == "list item":
            yield from find_row_faults(node)
        if node.role == "list" and node.label in OF_WAYS:
            yield from find_dead_ends(node)
        if node.role == "button" and node.label and "sensitive" in node.states:
            names[(node.label, node.description, row.label if row else None)] += 1
    yield from (f"{name} is there {count} times" for name, count in names.items() if count > 1)
