# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random lives on a real store of each engine: what is answered and refused there is what another model says, question by question.

AC_READS says how many questions are asked; the promise is a million, which `./dev soak` keeps."""
import os
import random
import subprocess

import pytest

from harness.backend import build_dir
from test_choices_model import ACTS, BY_CONSENT, CATEGORIES, PURPOSES, YEAR, YES, after, model

RECIPIENTS = [("facebook", 0), ("threads", 0), ("app:org.example.App", 1), ("server:helper", 2), ("host", 3)]
SERVICES = ["whatsapp", "facebook", "threads"]
BEGIN = 1800000000000
READS = int(os.environ.get("AC_READS", "1000000" if os.environ.get("AC_SOAK") else "10000"))


class Life:
    """What was said, and what would be answered by the words of DESIGN.md."""
    def __init__(self, rng):
        self.rng, self.now, self.said, self.terms, self.links = rng, BEGIN, {}, {}, set()
        self.separate = self.stopped = False
        self.lines, self.expected = [], []

    def say(self):
        rng = self.rng
        about = account, recipient, purpose = rng.randrange(3), rng.randrange(len(RECIPIENTS)), rng.randrange(8)
        # Those that come from the person; "ask" is refused in the year after a no, which another test holds.
        act = rng.choice([act for act in ACTS if act != "ask"] + ["agree"] * 4)
        agreed, until = rng.randrange(64), self.now + rng.choice((1000, YEAR // 2, YEAR))
        consent, old = self.said.get(about, ("unknown", None))
        yes = (agreed, until, self.terms.get((recipient, purpose), (0, 0))[1]) if act == "agree" else old
        self.said[about] = (after(consent, act), yes)
        self.lines.append(f"s {account} {recipient} {purpose} {ACTS.index(act)} {agreed} {until}")

    def turn(self):
        if self.rng.random() < 0.5:
            self.separate = not self.separate
            self.lines.append(f"p {int(self.separate)}")
        else:
            self.stopped = not self.stopped
            self.lines.append(f"x {int(self.stopped)}")

    def link(self):
        account = self.rng.choice((1, 2))
        self.links ^= {account}
        self.lines.append(f"l {account} {int(account in self.links)}")

    def declare(self):
        recipient, purpose, wanted = self.rng.randrange(len(RECIPIENTS)), self.rng.randrange(8), self.rng.randrange(64)
        before, version = self.terms.get((recipient, purpose), (0, 0))
        if wanted != before:
            self.terms[recipient, purpose] = (wanted, version + (version == 0 or bool(wanted & ~before)))
        self.lines.append(f"t {recipient} {purpose} {wanted}")

    def wait(self):
        self.now += self.rng.choice((1, 1000, YEAR // 4))
        self.lines.append(f"c {self.now}")

    def restore(self):
        """A backup comes back: no yes holds, and services are kept separate."""
        self.said = {about: (after(consent, "invalidate"), yes) for about, (consent, yes) in self.said.items()}
        self.separate = True
        self.lines.append("r")

    def is_linked(self, account, recipient):
        service = RECIPIENTS[recipient][0]
        if service not in SERVICES:
            return False
        other = SERVICES.index(service)
        return other == account or (account == 0 and other in self.links) or (other == 0 and account in self.links)

    def ask(self):
        rng = self.rng
        account, recipient, purpose, category = rng.randrange(3), rng.randrange(len(RECIPIENTS)), rng.randrange(-1, 9), rng.randrange(6)
        if purpose in (-1, 8):
            purpose = rng.randrange(8)
        consent, yes = self.said.get((account, recipient, purpose), ("unknown", None))
        agreed, until, version = yes or (0, 0, 0)
        grew = self.terms.get((recipient, purpose), (0, 0))[1] > version and (account, recipient, purpose) in self.said
        kind = RECIPIENTS[recipient][1]
        states = ["unknown", "requested", "request-deferred", "refused", "given", "renewed", "withdrawn", "revoked", "expired", "invalidated"]
        needs_link = PURPOSES[purpose] in ("provide", "keep-safe")
        reason = model(purpose, kind, category, states.index(consent), agreed, until, self.now,
                       needs_link and self.is_linked(account, recipient), self.separate, self.stopped, grew)
        given = reason in ("given", "needed", "safety")
        if given and PURPOSES[purpose] in BY_CONSENT:
            assert consent in YES and self.now < until and not self.stopped and not self.separate
        self.lines.append(f"a {account} {recipient} {kind} {purpose} {category}")
        self.expected.append(f"{reason} {account}/{category}" if given else f"{reason} -")


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_reads_are_those_of_the_model(request, engine):
    environment = dict(os.environ)
    if engine == "postgres":
        environment["AC_POSTGRES"] = request.getfixturevalue("postgres").conninfo
    life = Life(random.Random(11))
    life.lines.append(f"c {BEGIN}")
    while len(life.expected) < READS:
        life.rng.choices((life.say, life.turn, life.link, life.declare, life.wait, life.restore), (30, 2, 3, 3, 6, 0.3))[0]()
        if (life.stopped or life.separate) and life.rng.random() < 0.6:
            life.turn()
        for _ in range(40):
            life.ask()
    done = subprocess.run([build_dir() / "tests/unit/data-model", engine], input="\n".join(life.lines) + "\n", env=environment,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    said = done.stdout.splitlines()
    assert len(said) == len(life.expected)
    wrong = [(number, got, wanted) for number, (got, wanted) in enumerate(zip(said, life.expected)) if got != wanted]
    assert not wrong, wrong[:5]
    reasons = {answer.split()[0] for answer in said}
    assert {"given", "needed", "safety", "wider-terms", "kept-separate", "sharing-stopped", "withdrawn", "refused", "expired", "invalidated"} <= reasons
    assert len(CATEGORIES) == 6
