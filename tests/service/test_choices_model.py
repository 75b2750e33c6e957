# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may use what: the program's decision held against a model that was written from the words of DESIGN.md, not from its code.

AC_HISTORIES says how many random histories are gone through; the promise is a million."""
import itertools
import os
import random
import subprocess

from harness.backend import build_dir

PURPOSES = ["personalise", "provide", "improve", "ads", "count-people", "keep-safe", "across-apps", "train-ai"]
RECIPIENTS = ["service", "desktop-app", "server-app", "host"]
CATEGORIES = ["phone-number", "profile", "status", "audience-list", "device", "usage"]
CONSENTS = ["unknown", "requested", "request-deferred", "refused", "given", "renewed", "withdrawn", "revoked", "expired", "invalidated"]
ACTS = ["ask", "put-off", "agree", "refuse", "revoke", "expire", "invalidate", "take-back"]
YES, NO = {"given", "renewed"}, {"refused", "withdrawn", "revoked", "invalidated"}
BY_CONSENT = {"personalise", "improve", "ads", "across-apps", "train-ai"}
YEAR = 365 * 24 * 3600 * 1000


def name(names, number):
    return names[number] if 0 <= number < len(names) else None


def model(purpose, recipient, category, consent, agreed, until, now, linked, separate, stopped, grew):
    """A list of rules; the first that fits is told."""
    p, r, c, s = name(PURPOSES, purpose), name(RECIPIENTS, recipient), name(CATEGORIES, category), name(CONSENTS, consent)
    uses = BY_CONSENT | {"provide", "count-people", "keep-safe"}
    return next(reason for reason, fits in [
        ("not-understood", p not in uses or None in (r, c, s)),
        ("sharing-stopped", stopped),
        (s, s in NO),
        ("counts-only", p == "count-people"),
        ("safety", p == "keep-safe" and linked and r in ("service", "host") and c in ("device", "usage")),
        ("not-linked", p == "keep-safe"),
        ("kept-separate", separate),
        ("needed", p == "provide" and linked and c in ("profile", "status")),
        ("not-linked", p == "provide"),
        ("expired", s == "expired"),
        ("not-asked", s not in YES),
        ("expired", now >= until),
        ("given", p in BY_CONSENT and not grew and bool(agreed >> max(category, 0) & 1)),
        ("wider-terms", True),
    ] if fits)


def after(consent, act):
    yes = consent in YES
    return {"ask": consent if yes else "requested",
            "put-off": "request-deferred" if consent == "requested" else consent,
            "agree": "renewed" if yes or consent == "expired" else "given",
            "refuse": "withdrawn" if yes else "refused",
            "revoke": "revoked" if yes else consent,
            "expire": "expired" if yes else consent,
            "invalidate": "invalidated" if yes else consent,
            "take-back": "unknown" if consent == "refused" else consent}[act]


def ask(questions):
    program = build_dir() / "tests/unit/choices-model"
    return subprocess.run([program], input="\n".join(questions) + "\n", capture_output=True, text=True, check=True).stdout.split()


def test_every_decision():
    cases = list(itertools.product(range(-1, len(PURPOSES) + 1), range(-1, 5), range(-1, 7), range(-1, 11), (0, 63, 1, 62), (0, 5), (4, 5),
                                   (0, 1), (0, 1), (0, 1), (0, 1)))
    cases = random.Random(1).sample(cases, 100000) + [case for case in cases if case[:2] == (3, 0)]
    said = ask("d " + " ".join(map(str, case)) for case in cases)
    assert len(said) == len(cases)
    wrong = [(case, got, model(*case)) for case, got in zip(cases, said) if got != model(*case)]
    assert not wrong, wrong[:5]
    assert {"given", "needed", "safety", "wider-terms", "kept-separate"} <= set(said)


def test_every_step():
    cases = list(itertools.product(range(len(CONSENTS)), range(len(ACTS))))
    said = ask(f"s {consent} {act}" for consent, act in cases)
    assert said == [after(CONSENTS[consent], ACTS[act]) for consent, act in cases]
    # Nobody but the person makes a yes, and nothing but a yes is one.
    assert {ACTS[act] for (consent, act), new in zip(cases, said) if new in YES and CONSENTS[consent] not in YES} == {"agree"}


def test_random_histories():
    rng, n = random.Random(7), int(os.environ.get("AC_HISTORIES", "20000"))
    cases = []
    for _ in range(n):
        consent, now, until, agreed, said_no = "unknown", 1, 0, 0, 0
        for _ in range(rng.randrange(8)):
            act, now = rng.choice(ACTS), now + rng.choice((1, YEAR // 2, YEAR))
            if act == "agree":
                until, agreed = now + rng.choice((1, YEAR)), rng.randrange(64)
            if act == "refuse":
                said_no = now
            consent = after(consent, act)
        cases.append((rng.randrange(8), rng.randrange(4), rng.randrange(6), CONSENTS.index(consent), agreed, until, now,
                      rng.randrange(2), int(rng.random() < 0.2), int(rng.random() < 0.1), int(rng.random() < 0.2)))
        assert said_no == 0 or now >= said_no
    said = ask("d " + " ".join(map(str, case)) for case in cases)
    assert said == [model(*case) for case in cases]


def test_a_no_is_not_asked_again_for_a_year():
    cases = list(itertools.product(range(len(CONSENTS)), (0, 1, YEAR), (YEAR, YEAR + 1, 2 * YEAR, 2 * YEAR + 1)))
    said = ask(f"a {consent} {no} {now}" for consent, no, now in cases)
    assert said == ["yes" if CONSENTS[consent] not in YES and (no == 0 or now - no >= YEAR) else "no" for consent, no, now in cases]


def undo(consent, before, until, now):
    """Back to what was answered before: to a yes only as it was given and while it lasts, to a no always, to nothing by ending what there is."""
    if consent not in YES | {"refused", "withdrawn", "unknown"}:
        return "never"
    if before in YES:
        return "agree" if now < until else "never"
    return "take-back" if before == "unknown" and consent not in YES else "refuse"


def test_every_undoing():
    cases = list(itertools.product(range(len(CONSENTS)), range(len(CONSENTS)), (4, 5, 6), (5,)))
    said = ask("u " + " ".join(map(str, case)) for case in cases)
    assert said == [undo(CONSENTS[consent], CONSENTS[before], until, now) for consent, before, until, now in cases]
    # What comes of it is never wider than the answer before, unless that was nothing and a no is taken back.
    for (consent, before, until, now), act in zip(cases, said):
        if act != "never" and after(CONSENTS[consent], act) in YES:
            assert CONSENTS[before] in YES and now < until


def test_when_a_yes_ends_soon():
    day = 24 * 3600 * 1000
    cases = [(said, said + length, now) for said in (0, 7) for length in (day, 30 * day, YEAR) for now in range(0, YEAR + 2 * day, day // 2)]
    said = ask("e " + " ".join(map(str, case)) for case in cases)
    assert said == ["yes" if now < end and end - now <= min(30 * day, (end - begin) // 4) else "no" for begin, end, now in cases]
