# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of the C sources; `./dev format` mends it."""
from test_checks import files, run


def test_format():
    run("clang-format", "--dry-run", "-Werror", *files(".c", ".h"))
