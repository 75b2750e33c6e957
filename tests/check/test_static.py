# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cppcheck says of the sources: nothing."""
import os
import pathlib
import subprocess

TOP = pathlib.Path(__file__).resolve().parents[2]
ROOMS = ("core", "client", "connectors", "backend", "backend/store", "practice", "cli", "app")
MACROS = ('PACKAGE_VERSION="0"', 'APP_ID="a"', 'LOCALEDIR="a"', 'GETTEXT_PACKAGE="a"', 'G_GINT64_FORMAT="li"', 'G_GUINT64_FORMAT="lu"',
          'G_GSIZE_FORMAT="lu"', "G_GNUC_PRINTF(a,b)=", "G_GNUC_WARN_UNUSED_RESULT=", "G_GNUC_NULL_TERMINATED=", "G_BEGIN_DECLS=",
          "G_END_DECLS=")
SUPPRESSED = (
    "nullPointerOutOfMemory",  # GLib ends the program instead of giving NULL
    "varFuncNullUB",  # NULL ends the arguments all over GLib; POSIX gives it a pointer's size
    "leakNoVarFunctionCall",  # g_hash_table_add and g_async_queue_push take what they are given
    "memleak:*/store/ac-store.c",  # the queue takes the job
    "assertWithSideEffect:*/store/ac-store.c",  # g_thread_self has none
    "normalCheckLevelMaxBranches",  # says how cppcheck works, not what it found
    "missingIncludeSystem",
)


def test_cppcheck():
    command = ["cppcheck", "--quiet", "--enable=warning,performance,portability", "--inconclusive", "--std=c11", "--library=gtk",
               f"-j{os.cpu_count()}", "--error-exitcode=1", "--template={file}:{line}: {severity} {id}: {message}"]
    command += [f"-I{TOP / 'src' / room}" for room in ROOMS] + [f"-D{macro}" for macro in MACROS]
    command += [f"--suppress={kind}" for kind in SUPPRESSED]
    done = subprocess.run([*command, str(TOP / "src")], capture_output=True, text=True, timeout=400)
    assert done.returncode == 0 and not done.stderr, done.stdout + done.stderr
