# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many programs of one person renew one sign-in while some are killed and answers are lost: nobody is signed out, nothing is used twice.

AC_SOAK makes it 10,000 times (./dev soak).
"""
import collections
import os
import random
import subprocess
import threading
import time

import pytest

from harness.hosted import free_port
from harness.sign_in import Person

CLIENTS = 8
TIMES, TIMES_AT_ONCE = 10000 if os.environ.get("AC_SOAK") else 32, 32
PLENTY = "connections-per-address=1000\nrequests-per-second=100000\nrequests-per-minute=1000000\n"    # the provider is to be asked often


@pytest.fixture
def signed_in(session, keyring, make_oidc, make_hosted, browser):
    """signed_in (OPTIONS) is (a provider that rotates refresh tokens, a person who signed in there)."""
    def make(**options):
        port = free_port()
        provider = make_oidc(audience=f"http://127.0.0.1:{port}", rotate=True, **options)
        person = Person(session, make_hosted(issuer=provider, port=port, limits=PLENTY).audience)
        person.sign_in(lambda address: browser.sign_in_at_oidc(address, "ada"))
        return provider, person
    return make


@pytest.mark.parametrize(("grace", "status", "counts"), ((60, 0, {"refreshed": 2, "refused": 0}), (0, 4, {"refreshed": 1, "refused": 1})),
                         ids=("grace", "control"))
def test_a_lost_answer(signed_in, grace, status, counts):
    """What was lost is asked for once more. That signs out who is at a provider that never forgives, and nobody else."""
    provider, person = signed_in(grace=grace, lose=1)
    person.accounts(status=status)
    assert provider.counts() == counts
    person.accounts(status=status)


def test_many_at_once(signed_in):
    """Without kills every refresh token is used once, though the provider allows no second use."""
    provider, person = signed_in()
    failed = run_many(person, TIMES_AT_ONCE)
    assert not failed
    assert provider.counts() == {"refreshed": TIMES_AT_ONCE, "refused": 0}


def test_many_with_kills(signed_in):
    provider, person = signed_in(grace=60)
    failed = run_many(person, TIMES, kills=True)
    person.accounts()
    counts = provider.counts()
    print(f"{CLIENTS} programs at once, {TIMES} runs, a quarter killed: {counts}, failed: {collections.Counter(failed)}")
    assert counts["refused"] == 0 and not failed


def run_many(person, times, kills=False):
    """What acctl says where it fails, of so many runs by CLIENTS at once; of four runs one is killed at any moment when asked for."""
    left, failed, lock = iter(range(times)), [], threading.Lock()

    def work(number):
        chance = random.Random(number)
        while True:
            with lock:
                if next(left, None) is None:
                    return
            run = subprocess.Popen(list(map(str, person.command("--at", person.name, "accounts", "list"))), env=person.session.env,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if kills and chance.random() < 0.25:
                time.sleep(chance.uniform(0, 1.5))
                run.kill()
                run.communicate()
            elif (said := run.communicate(timeout=180)[1]) and run.returncode != 0:
                failed.append(said)
    workers = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return failed
