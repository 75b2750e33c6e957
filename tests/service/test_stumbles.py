# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The backend dies at each place of its way: before a write to the disk and in the middle of it, before the disk has it, before
and after a request and in the middle of it. At real services there is one post all the same, and nothing is left over.

AC_SOAK makes it each place (./dev soak).
"""
import itertools
import os
import random
import shlex
import subprocess
import sys
import time
import uuid

import pytest

from harness.authority import in_own_mounts
from harness.backend import build_dir
from harness.job import add_bluesky, link_mastodon, share, states, wait_state
from harness.pictures import add_picture, held, jpeg
from harness.processes import wait_for
from harness.stumble import Way, stumbling

SOAK = bool(os.environ.get("AC_SOAK"))
SETTLE_MS = "5000"       # what was sent has arrived by then, on a busy machine too
numbers = itertools.count()


@pytest.fixture
def chance():
    seed = int(os.environ.get("AC_SEED") or time.time())
    print(f"seed {seed}", file=sys.stderr)
    return random.Random(seed)


@pytest.fixture
def services(session, make_backend, make_proxy, snac, pds):
    """A backend with an account at each service."""
    session.env["AC_SETTLE_MS"] = SETTLE_MS
    proxy = make_proxy(snac.base)
    proxy.rewrite({"100000": "500"})    # what it takes, which few servers do
    backend = make_backend(plc=pds.plc)
    return backend, (link_mastodon(backend.api, snac, server=proxy.base), add_bluesky(backend.api, pds))


class Case:
    """One status on its way to both services."""

    def __init__(self, services, snac, pds):
        self.backend, self.accounts = services
        self.api, self.peers, self.key = self.backend.api, (snac, pds), uuid.uuid4().hex
        self.mark = f"Place {next(numbers)} of {time.time()}"
        self.text, self.more, self.id = self.mark, {}, None

    def prepare(self):
        """What is done before it may stumble."""

    def ask(self):
        return share(self.api, self.text, *self.accounts, key=self.key, **self.more)

    def act(self):
        answer = self.ask()
        assert answer.status == 201, answer.json
        self.id = answer.json["id"]

    def is_done(self):
        return set(states(self.api, self.id)) == {"live"}

    def finish(self):
        """Whoever heard no answer asks again."""
        self.act()
        wait_state(self.api, self.id, "live")

    def check(self):
        for peer in self.peers:
            assert sorted(text for text in peer.texts() if self.mark in text) == [self.text]


class Removal(Case):
    def prepare(self):
        self.id = super().ask().json["id"]
        wait_state(self.api, self.id, "live")

    def ask(self):
        return self.api.delete(f"/v1/statuses/{self.id}")

    def act(self):
        answer = self.ask()
        assert answer.status in (200, 202), answer.json

    def is_done(self):
        return set(states(self.api, self.id)) == {"removed"}

    def finish(self):
        self.act()
        wait_state(self.api, self.id, "removed")

    def check(self):
        assert not [text for peer in self.peers for text in peer.texts() if self.mark in text]


class Thread(Case):
    def prepare(self):
        self.text, self.more = " ".join(f"{self.mark} says word {each}." for each in range(15)), {"long_text": "thread"}

    def check(self):
        for peer in self.peers:
            parts = [text for text in peer.texts() if self.mark in text]
            assert len(parts) > 1 and sorted(" ".join(parts).split()) == sorted(self.text.split()), parts


class Picture(Case):
    def prepare(self):
        self.more = {"pictures": [(add_picture(self.api, jpeg()).json["id"], "A square")]}

    def check(self):
        super().check()
        for peer, name in zip(self.peers, ("attachment", "value")):
            post, = [post for post in peer.posts() if self.mark in str(post)]
            shown = post[name] if name == "attachment" else post[name]["embed"]["images"]
            assert len(shown) == 1
        assert held(self.backend) == []


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind, stride", [(Case, 50), (Removal, 70), (Thread, 120), (Picture, 100)], ids=["share", "remove", "thread", "picture"])
def test_dies_at_each_place(services, snac, pds, tmp_path, chance, kind, stride):
    began, stride = time.monotonic(), 1 if SOAK else stride
    way = Way(services[0], tmp_path / "now", chance.randint(1, stride), stride)
    stumbled = True
    while stumbled:
        case = kind(services, snac, pds)
        case.prepare()
        stumbled = way.go(case.act, lambda case=case: case.id and case.is_done())
        case.finish()
        assert sum(case.mark in status["text"] for status in case.api.every("/v1/statuses")) == 1
        case.check()
        services[0].check_store()
    print(f"{kind.__name__}: {way.stumbles} of {way.at} places, {time.monotonic() - began:.0f} s", file=sys.stderr)
    assert way.stumbles > 0


@pytest.mark.timeout(3600)
def test_power_fails(services, snac, pds, tmp_path, chance):
    """What was not synced is gone then: what was armed isn't sent again, and what was said to be kept is."""
    began, stride, stumbled = time.monotonic(), 1 if SOAK else 50, True
    way = Way(services[0], tmp_path / "now", chance.randint(1, stride), stride, how="power")
    while stumbled:
        case = Case(services, snac, pds)
        stumbled = way.go(case.act, lambda case=case: case.id and case.is_done())
        assert case.id in (None, *kept(case.api))
        case.finish()
        case.check()
        services[0].check_store()
    print(f"power: {way.stumbles} of {way.at} places, {time.monotonic() - began:.0f} s", file=sys.stderr)
    assert way.stumbles > 0


def kept(api):
    return [status["id"] for status in api.every("/v1/statuses")]


def test_power_fails_where_nothing_is_synced(services, snac, pds, tmp_path):
    """So that it is known to bite: a disk that only says it has it loses a status that was said to be kept."""
    case = Case(services, snac, pds)
    way = Way(services[0], tmp_path / "now", 2, how="power", where="send", syncs=False)
    assert way.go(case.act, lambda: case.id and case.is_done())
    assert case.id and case.id not in kept(case.api)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("how, problem", [("io", "storage"), ("full", "storage-full")] if SOAK else [("io", "storage")])
@pytest.mark.parametrize("kind", [Case, Removal], ids=["share", "remove"])
def test_disk_refuses_at_each_sync(services, snac, pds, tmp_path, kind, how, problem):
    """Once: whoever asked is told that it isn't kept and asks again; what is on its way goes on."""
    backend, mark, told = services[0], tmp_path / "now", []
    for at in range(1, 12) if SOAK else (1, 4):
        case = kind(services, snac, pds)
        backend.restart(env=stumbling(mark, at, backend.data, how, "sync"))
        case.prepare()
        mark.touch()
        answer = case.ask()
        if answer.problem:
            told.append(answer.problem)
            answer = case.ask()
        assert answer.status in (200, 201, 202), answer.json
        case.id = case.id or answer.json["id"]
        wait_for(case.is_done, 60, "it is done")
        mark.unlink()
        case.check()
        backend.check_store()
    backend.restart()
    assert set(told) == {problem} and len(told) <= at


def test_folder_that_is_read_only(services, snac, pds):
    """Whoever starts it is told in words, and nothing is lost."""
    backend, case = services[0], Case(services, snac, pds)
    case.act()
    wait_state(case.api, case.id, "live")
    backend.stop()
    backend.socket.unlink(missing_ok=True)
    command = in_own_mounts('mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"', backend.data, command=backend.command)
    env = {**backend.session.env, "ACCOUNTS_CENTER_BACKEND": shlex.join(map(str, command))}
    done = subprocess.run([build_dir() / "src/cli/acctl", "accounts", "list"], env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0 and "The data could not be read or written; check the disk." in done.stderr, done
    backend.start()
    assert [status["id"] for status in case.api.every("/v1/statuses")] == [case.id]
    case.check()
