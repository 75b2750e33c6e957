# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every pane and the composer as those need them who see little: letters of twice the size, and high contrast."""
import pytest

from harness.window import NARROW, WIDE
from test_languages import usual_backend, walk  # noqa: F401

LOOKS = {"large-text": {"text_scale": 2.0}, "high-contrast": {"env": {"ADW_DEBUG_HIGH_CONTRAST": "1"}},
         "high-contrast-dark": {"env": {"ADW_DEBUG_HIGH_CONTRAST": "1"}, "scheme": "prefer-dark"}}


class English(dict):
    def __missing__(self, words):
        return words


@pytest.mark.parametrize("name, size", [("large-text", NARROW), ("large-text", WIDE), ("high-contrast", NARROW), ("high-contrast-dark", WIDE)])
def test_look(make_window, keyring, usual_backend, name, size):  # noqa: F811
    window = make_window(backend=usual_backend, size=size, **LOOKS[name])
    walk(window, English(), f"{name}-{size.split('x', maxsplit=1)[0]}")
    window.close()
