# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What leads to a row of Privacy Choices from elsewhere: the row has the focus, and is in sight."""
import pytest

from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_keyboard import walk_to
from test_privacy import open_pane, usual_backend  # noqa: F401

ROWS = {"erase": "Erase Everything…", "keep-separate": "Keep Services Separate", "export": "Export…", "do-not-sell": "Do Not Sell or Share",
        "import": "Import…", "personalise": "Fit What You See to You", "history": "History & Receipts", "across-apps": "Features That Span Apps",
        "ledger": "Who Used My Data", "improve": "Make Their Products Better", "count-people": "Count People", "ads": "Show You Ads",
        "keep-safe": "Keep People Safe", "train-ai": "Train AI", "provide": "Do What You Asked For"}


def wait_shown(window, words):
    """Once it has the focus and lies inside the window."""
    height = int(window.size.split("x")[1])

    def look():
        node = window.focused()
        if node is None or node.label != words:
            return False
        top, tall = node.box[1], node.box[3]
        return top >= 0 and top + tall <= height
    wait_for(look, 20, f"{words} has the focus and is in sight; the focus is at {window.focused()}")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_row_is_led_to(open_pane, size):  # noqa: F811
    """Up and down the pane, from other panes and from itself."""
    window = open_pane(size=size)
    for number, (row, words) in enumerate(ROWS.items()):
        if number % 3 == 0:
            window.action("pane", "overview")
        window.action("open", f"accounts-center://privacy/{row}" if number % 2 else f"privacy/{row}")
        wait_shown(window, words)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_from_data_and_backend(open_pane, size):  # noqa: F811
    window = open_pane(size=size)
    window.action("pane", "backend")
    window.find("list item", "Export, Import or Erase")
    walk_to(window, lambda node: node.label == "Export, Import or Erase", most=60)
    window.keys("Return")
    wait_shown(window, "Export…")
