# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a peer needs is installed once, into the cache."""
import fcntl
import os
import pathlib
import shutil


def cache_folder():
    given = os.environ.get("AC_CACHE_DIR")
    return pathlib.Path(given) if given else pathlib.Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "accounts-center"


def install_once(name, make):
    """The folder NAME of the cache, filled by make (FOLDER) when it is not there yet; whole or not at all."""
    folder = cache_folder() / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            new = pathlib.Path(f"{folder}.new")
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir()
            make(new)
            new.rename(folder)
    return folder
