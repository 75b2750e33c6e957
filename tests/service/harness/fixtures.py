# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures: real parts only. A part that does not start fails the test with its log; nothing is skipped."""
import os
import resource

import pytest

from .backend import Backend
from .browser import Browser, DefaultBrowser
from .canaries import LEDGER
from .hosted import Hosted, Issuer
from .keyring import Keyring
from .peers import Glewlwyd, Hostile, Oidc, Pds, Proxy, Snac
from .postgres import TALKATIVE, Postgres
from .practice import Practice
from .session import Session
from .window import Window


@pytest.fixture(autouse=True)
def no_secret_shown(tmp_path):
    """Of all that a test and its programs leave behind nothing shows a secret."""
    yield
    shown = LEDGER.search(tmp_path)
    assert not shown, shown


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("peers")


@pytest.fixture
def session(tmp_path):
    """A private home and session bus, with no screen and no keyring."""
    with Session(tmp_path / "session", display=False, talkative=True) as made:
        yield made


@pytest.fixture
def core_files(session):
    """core_files (PID) is how large a core file a program may leave: as much as can be had, if it doesn't say otherwise.
    The sanitizer would; here it doesn't."""
    session.env["ASAN_OPTIONS"] = "disable_coredump=0"
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if os.getuid() == 0:
        hard = resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    yield lambda pid: resource.prlimit(pid, resource.RLIMIT_CORE)[0] % (1 << 64)
    resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


@pytest.fixture
def keyring(session):
    """A real keyring, unlocked; lock (), unlock () and stop () it at will."""
    made = Keyring(session)
    yield made
    made.tell_secrets()
    made.process.stop()


@pytest.fixture(scope="session")
def snac(shared_folder):
    made = Snac(shared_folder)
    yield made
    made.stop()


@pytest.fixture(scope="session")
def pds(shared_folder):
    made = Pds(shared_folder)
    yield made
    made.stop()


@pytest.fixture
def hasty_pds(tmp_path):
    """A server whose tokens are to be renewed a second after they were given."""
    made = Pds(tmp_path, 61)
    yield made
    made.stop()


@pytest.fixture
def make_oidc(tmp_path):
    """make_oidc (par=True, …) starts an OpenID provider; options as in tests/peers/oidc.py."""
    made = []

    def make(**options):
        folder = tmp_path / f"oidc-{len(made)}"
        folder.mkdir()
        made.append(Oidc(folder, **options))
        return made[-1]
    yield make
    for provider in made:
        provider.stop()


@pytest.fixture
def make_glewlwyd(tmp_path):
    made = []

    def make(**options):
        made.append(Glewlwyd(tmp_path / f"glewlwyd-{len(made)}", **options))
        return made[-1]
    yield make
    for provider in made:
        provider.stop()


@pytest.fixture
def make_proxy(tmp_path):
    """make_proxy (UPSTREAM, certificate=(FILE, KEY)) stands a proxy before a service."""
    made = []

    def make(upstream, **more):
        made.append(Proxy(upstream, tmp_path / f"proxy-{len(made)}", **more))
        return made[-1]
    yield make
    for proxy in made:
        proxy.stop()


@pytest.fixture
def hostile(tmp_path):
    made = Hostile(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def practice(tmp_path):
    """WhatsApp, Instagram, Facebook and Threads to practise with."""
    made = Practice(tmp_path / "practice")
    yield made
    made.stop()


@pytest.fixture
def make_backend(session, keyring, tmp_path):
    """make_backend (*OPTIONS, plc=URL, practice=URL, idle_exit=SECONDS) starts a backend on its own data."""
    made = []

    def make(*options, **more):
        made.append(Backend(session, tmp_path / f"backend-{len(made)}", *options, **more))
        return made[-1]
    yield make
    for backend in made:
        backend.stop()


@pytest.fixture
def backend(make_backend):
    return make_backend()


@pytest.fixture
def api(backend):
    return backend.api


@pytest.fixture
def issuer(tmp_path):
    """A stand-in for the provider whose tokens a hosted backend takes."""
    made = Issuer(tmp_path / "issuer")
    yield made
    made.stop()


@pytest.fixture(scope="session")
def postgres():
    """For tests that leave the server alone; each makes databases of its own."""
    made = Postgres(*TALKATIVE)
    yield made
    made.stop()
    shown = LEDGER.search(made.folder)
    made.remove()
    assert not shown, shown


@pytest.fixture
def engine(request):
    """Where hosted backends keep their store: "sqlite", or "postgres" where a test is parametrized with it."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def make_hosted(request, session, tmp_path, issuer, engine):
    """make_hosted (issuer=PEER, plc=URL, limits=LINES, …) starts a hosted backend, each on a store of its own."""
    made = []

    def make(**more):
        if engine == "postgres" and "store" not in more:
            more["store"] = request.getfixturevalue("postgres").make_database()
        made.append(Hosted(session, tmp_path / f"hosted-{len(made)}", more.pop("issuer", issuer), **more))
        return made[-1]
    yield make
    for hosted in made:
        hosted.stop()


@pytest.fixture
def hosted(make_hosted):
    return make_hosted()


@pytest.fixture
def default_browser(session):
    """Keeps the addresses that programs of the session open in a browser."""
    return DefaultBrowser(session)


@pytest.fixture(scope="session")
def browser(shared_folder):
    with Session(shared_folder / "browser", display=False) as quiet:
        made = Browser(quiet)
        yield made
        made.stop()


@pytest.fixture
def make_window(session, tmp_path):
    """make_window (*ARGUMENTS, backend=…, size=…, scheme=…, locale=…) opens the real window; `session` needs a screen."""
    made = []

    def make(*arguments, **more):
        made.append(Window(session, *arguments, **more))
        return made[-1]
    yield make
    for window in made:
        window.stop()


@pytest.fixture
def usual_backend(session, make_backend):
    """A backend where a window of this session looks for one; its api shows what the window should show."""
    return make_backend(socket=session.run / "accounts-center/backend.sock")


@pytest.fixture
def browser_elsewhere(tmp_path):
    """A browser on another computer, as far as coming back to us goes."""
    with Session(tmp_path / "elsewhere", display=False) as quiet:
        made = Browser(quiet, "--host-resolver-rules=MAP 127.0.0.1 ~NOTFOUND")
        yield made
        made.stop()
