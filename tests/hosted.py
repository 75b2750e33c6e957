#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""hosted.py BUILD: PostgreSQL, an OpenID provider and a hosted backend on loopback until Ctrl-C; all of it goes away then."""
import contextlib
import os
import pathlib
import shutil
import signal
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "service"))
from harness.hosted import Hosted, free_port  # noqa: E402
from harness.peers import Oidc  # noqa: E402
from harness.postgres import Postgres  # noqa: E402
from harness.processes import StartFailure  # noqa: E402
from harness.session import Session  # noqa: E402


def main():
    os.environ["AC_BUILD_DIR"] = sys.argv[1]
    # A shell that starts it in the background has it ignore SIGINT.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ac-hosted-")))
        port = free_port()
        postgres = Postgres()
        stack.callback(postgres.remove)
        session = stack.enter_context(Session(folder / "session", display=False))
        provider = Oidc(folder, audience=f"http://127.0.0.1:{port}")
        stack.callback(provider.stop)
        # Where who is outside can read the log.
        place = pathlib.Path(sys.argv[1]).resolve().parent / "hosted"
        shutil.rmtree(place, ignore_errors=True)
        stack.callback(shutil.rmtree, place)
        hosted = Hosted(session, place, provider, port=port, store=postgres.make_database())
        stack.callback(hosted.stop)
        print(f"""A hosted backend with PostgreSQL is at {hosted.audience}; {provider.base} signs people in.
Sign in, with any name and any password:

  ./dev acctl --allow-loopback-services sign-in {hosted.audience}
  ./dev acctl --allow-loopback-services --at {hosted.host} accounts list

Its log is {hosted.log}. Ctrl-C ends all of it.""", flush=True)
        code = hosted.process.popen.wait()
        sys.exit(f"The backend ended with {code}:\n{hosted.process.log_end()}")


try:
    main()
except StartFailure as failure:
    sys.exit(str(failure))
except KeyboardInterrupt:
    pass
