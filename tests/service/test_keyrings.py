# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyring as people have it: whatever becomes of it, what is said is true, no account is lost, and no secret is in a plain file."""
import contextlib
import os
import re
import signal
import stat
import subprocess

import pytest

from harness.backend import build_dir
from harness.canaries import search_files
from harness.job import add_bluesky
from harness.keepassxc import KeePassXC
from harness.keyring import Keyring
from harness.processes import wait_for

WORDS = {"unlocked": "unlocked", "locked": "locked", "missing": "missing", "silent": "does not answer"}


@pytest.fixture(params=[Keyring, KeePassXC] if os.environ.get("AC_SOAK") else [Keyring])
def keyring(request, session):
    made = request.param(session)
    yield made
    made.process.stop()


@pytest.fixture
def backend(make_backend, session, pds):
    return make_backend(socket=session.run / "accounts-center/backend.sock", plc=pds.plc)


@pytest.fixture
def account(backend, pds):
    return add_bluesky(backend.api, pds)


class House:
    """What the backend and acctl say, and what stands on the disk."""

    def __init__(self, session, backend, account, pds):
        self.session, self.backend, self.account, self.pds = session, backend, account, pds

    def acctl(self, *arguments):
        return subprocess.run([build_dir() / "src/cli/acctl", *arguments], env=self.session.env, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120)

    def check(self):
        """None when the account can be used, else why not."""
        return self.backend.api.request("POST", f"/v1/accounts/{self.account}/check").problem

    def expect(self, state, problem, words):
        """For a backend that has not had the key yet."""
        self.backend.restart()
        wait_for(lambda: self.backend.api.get("/v1/backend").json["keyring"] == state, 40, state)
        said = self.acctl("status")
        assert re.search(rf"^Keyring: +{WORDS[state]}$", said.stdout, re.M), said
        assert self.check() == problem
        said = self.acctl("accounts", "check", self.account)
        assert words in said.stderr and "No account" not in said.stdout, said
        assert [item["id"] for item in self.backend.api.get("/v1/accounts").json["items"]] == [self.account]
        assert self.account in self.acctl("--json", "accounts", "list").stdout

    def expect_well(self):
        self.backend.restart()
        assert self.check() is None
        assert self.backend.api.get("/v1/backend").json["keyring"] == "unlocked"

    def expect_nothing_in_files(self):
        assert not search_files([self.session.base, self.session.run, self.backend.folder], {
            "app password": self.pds.alice["app_password"], "keyring's password": Keyring.password})


@pytest.fixture
def house(session, backend, account, pds):
    return House(session, backend, account, pds)


@contextlib.contextmanager
def stopped(keyring):
    keyring.process.signal_group(signal.SIGSTOP)
    try:
        yield
    finally:
        keyring.process.signal_group(signal.SIGCONT)


def test_it_comes_and_goes(house, keyring):
    house.expect_well()
    keyring.lock()
    house.expect("locked", "keyring-locked", "The keyring is locked")
    keyring.unlock()
    house.expect_well()
    with stopped(keyring):
        house.expect("silent", "keyring-silent", "The keyring does not answer")
    house.expect_well()
    keyring.process.stop(signal.SIGKILL)
    house.expect("missing", "keyring-missing", "There is no keyring")
    keyring.start()
    house.expect_well()
    house.expect_nothing_in_files()


def test_what_is_open_stays_open(house, keyring):
    """The key is in the backend's memory, and sending must not stop with the person's screen."""
    keyring.lock()
    assert house.check() is None
    keyring.process.stop(signal.SIGKILL)
    assert house.check() is None


def test_nobody_keeps_it(backend, keyring, session, pds):
    keyring.stop()
    body = {"service": "bluesky", "server": pds.base, "identifier": pds.alice["handle"], "password": pds.alice["app_password"]}
    assert backend.api.post("/v1/accounts", body).problem == "keyring-missing"
    assert backend.api.get("/v1/accounts").json["items"] == []
    assert not search_files([session.base, session.run, backend.folder], {"app password": pds.alice["app_password"]})


@pytest.fixture
def sealed_file(session):
    """As in a sandbox, where libsecret keeps a file that the desktop has the key of."""
    session.env.update(SECRET_BACKEND="file", SECRET_FILE_TEST_PATH=str(session.home / "sealed.keyring"),
                       SECRET_FILE_TEST_PASSWORD="the-desktop's-own-key")
    return session.home / "sealed.keyring"


def test_sealed_file(sealed_file, house, keyring, session):
    keyring.stop()
    house.expect_well()
    assert stat.S_IMODE(sealed_file.stat().st_mode) == 0o600
    session.env["SECRET_FILE_TEST_PASSWORD"] = "another"
    house.backend.kill()
    house.backend.start()
    assert house.check() == "secret-lost"
    assert [item["id"] for item in house.backend.api.get("/v1/accounts").json["items"]] == [house.account]
    session.env["SECRET_FILE_TEST_PASSWORD"] = "the-desktop's-own-key"
    house.expect_well()
    house.expect_nothing_in_files()
