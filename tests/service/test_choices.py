# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people let others do, each answer with a receipt that anybody can check."""
import contextlib
import http.server
import json
import pathlib
import sqlite3
import subprocess
import threading

import jsonschema
import pytest

from harness.backend import build_dir
from harness.contract import FORMATS
from harness.job import begin, finish
from harness.practice import THREADS_LENA, consent
from harness.processes import wait_for

SCHEMA = json.loads((pathlib.Path(__file__).resolve().parents[2] / "data/consent-record.schema.json").read_text())


@pytest.fixture
def backend(make_backend, practice):
    return make_backend(practice=practice.base)


@pytest.fixture
def account(api):
    attempt = begin(api, "threads", "")
    consent(attempt, THREADS_LENA)
    return finish(api, attempt)


def say(api, account, value, purpose="ads", recipient="facebook", **more):
    return api.put("/v1/choices", {"account_id": account, "recipient": recipient, "purpose": purpose, "value": value, "words_version": 1, **more})


def test_answers_and_their_receipts(api, account, session, tmp_path):
    assert api.get("/v1/choices").json["items"] == []
    states = [say(api, account, value, categories=["profile"]).json["consent"] for value in (False, True, True, False)]
    assert states == ["refused", "given", "renewed", "withdrawn"]
    (choice,) = api.get("/v1/choices").json["items"]
    receipts = [receipt for receipt in api.every("/v1/receipts") if receipt.get("recipient") == "facebook"]
    assert [receipt["consent"] for receipt in receipts] == states[::-1] and choice["receipt_id"] == receipts[0]["id"]
    key = api.get("/v1/signing-key").json["key"]
    for receipt in receipts:
        record = json.loads(receipt["record"])
        jsonschema.Draft202012Validator(SCHEMA, format_checker=FORMATS).validate(record)
        assert record["dct:identifier"] == receipt["id"] and receipt["key"] == key

    def verify(text, *more):
        file = tmp_path / "receipt"
        file.write_text(text)
        return subprocess.run([build_dir() / "src/cli/acctl", "receipts", "verify", file, *more], env=session.env, capture_output=True).returncode
    good = json.dumps(receipts[1])
    assert verify(good) == 0 and verify(good, key) == 0 and verify(good, "0" * 64) == 1
    for before, after in (("facebook", "threads"), ("dpv:RenewedConsentGiven", "dpv:ConsentGiven"), (receipts[1]["signature"], "0" * 128),
                          ('"consent": "renewed"', '"consent": "given"'), ('["profile"]', '["status"]')):
        assert before in good and verify(good.replace(before, after, 1)) == 1, before


def test_what_is_not_understood(api, account):
    for more in ({"purpose": "spying"}, {"recipient": "nobody"}, {"categories": ["soul"]}, {"categories": []}, {"days": 366}, {"days": 0},
                 {"account_id": "me"}, {"words_version": 0}):
        body = {"account_id": account, "recipient": "facebook", "purpose": "ads", "value": True, "categories": ["profile"], "words_version": 1, **more}
        assert api.put("/v1/choices", body).status == 400, more
    assert say(api, "019a0000-0000-7000-8000-000000000001", False).status == 404
    assert api.get("/v1/choices").json["items"] == []


def undo(api, choice):
    return api.post(f"/v1/choices/{choice['id']}/undo", {"receipt_id": choice["receipt_id"], "words_version": 1})


def test_undo_answers_as_before(api, account):
    """Nothing comes of it that the person didn't say: the same categories, the same end, and a receipt for each."""
    first = say(api, account, True, categories=["profile"], days=10).json
    assert first["consent"] == "given" and first["can_undo"] and not first["ends_soon"] and first["how"] == "other"
    wider = say(api, account, True, categories=["profile", "phone-number"]).json
    back = undo(api, wider).json
    assert (back["consent"], back["categories"], back["until"]) == ("renewed", ["profile"], first["until"])
    off = say(api, account, False).json
    on = undo(api, off).json
    assert (on["consent"], on["categories"], on["until"]) == ("given", ["profile"], first["until"])
    assert undo(api, off).problem == "conflict"
    again = undo(api, on).json
    assert again["consent"] == "withdrawn"
    answers = list(api.every(f"/v1/choices/{first['id']}/history"))
    assert [answer["consent"] for answer in answers] == ["withdrawn", "given", "withdrawn", "renewed", "renewed", "given"]
    assert [answer["id"] for answer in answers][::5] == [again["receipt_id"], first["receipt_id"]]
    assert {answer["recipient"] for answer in answers} == {"facebook"}


def test_undo_of_a_first_answer(api, account):
    no = say(api, account, False).json
    nothing = undo(api, no).json
    assert nothing["consent"] == "unknown" and nothing["can_undo"]
    assert undo(api, nothing).json["consent"] == "refused"
    yes = say(api, account, True, "improve", categories=["usage"]).json
    assert undo(api, yes).json["consent"] == "withdrawn"
    assert api.post(f"/v1/choices/{yes['id']}/undo", {"receipt_id": yes["id"], "words_version": 1}).problem == "conflict"
    assert api.post(f"/v1/choices/{account}/undo", {"receipt_id": yes["id"], "words_version": 1}).problem == "not-found"
    assert api.get(f"/v1/choices/{account}/history").problem == "not-found"


def change(api, **settings):
    return api.request("PATCH", "/v1/privacy", {"words_version": 1, **settings})


def test_settings_and_their_receipts(api, session, tmp_path):
    before = api.get("/v1/privacy")
    assert before.json == {"keep_separate": {"on": False}, "do_not_sell": {"on": False}, "heeds": []}
    now = change(api, keep_separate=True).json
    assert now["keep_separate"]["on"] and not now["do_not_sell"]["on"]
    assert change(api, keep_separate=True).json == now
    assert api.get("/v1/privacy", If_None_Match=before.headers["etag"]).status == 200
    assert api.get("/v1/privacy", If_None_Match=api.get("/v1/privacy").headers["etag"]).status == 304
    change(api, keep_separate=False, do_not_sell=True)
    receipts = list(api.every("/v1/receipts"))
    assert {(receipt["purpose"], receipt["value"]) for receipt in receipts} == {("keep-separate", True), ("keep-separate", False), ("do-not-sell", True)}
    for receipt in receipts:
        record = json.loads(receipt["record"])
        jsonschema.Draft202012Validator(SCHEMA, format_checker=FORMATS).validate(record)
        assert record["dpv:hasConsentStatus"]["@type"] == ("dpv:ConsentRefused" if receipt["value"] else "dpv:ConsentUnknown")
        (tmp_path / "receipt").write_text(json.dumps(receipt))
        assert subprocess.run([build_dir() / "src/cli/acctl", "receipts", "verify", tmp_path / "receipt"], env=session.env).returncode == 0
    told = [(use["purpose"], use["reason"]) for use in api.get("/v1/ledger").json["items"] if use["deed"] == "change" and "purpose" in use]
    assert told == [("do-not-sell", "turned-on"), ("keep-separate", "turned-off"), ("keep-separate", "turned-on")]
    assert api.request("PATCH", "/v1/privacy", {"keep_separate": False}).status == 400


class Listener(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.heard.append(self.headers.get("Sec-GPC"))
        self.send_error(404)

    do_POST = do_GET

    def log_message(self, *_arguments):
        pass


def test_services_are_told(backend, api):
    """Every request says so, from then on and after a restart, whoever makes it."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.heard = []
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def heard():
        server.heard.clear()
        api.post("/v1/link-attempts", {"service": "mastodon", "server": f"http://127.0.0.1:{server.server_port}"})
        return set(server.heard)
    assert heard() == {None}
    change(api, do_not_sell=True)
    assert heard() == {"1"}
    backend.restart()
    assert heard() == {"1"}
    change(api, do_not_sell=False)
    assert heard() == {None}
    server.shutdown()
    server.server_close()


def test_a_record_names_what_was_asked(api, account):
    for purpose, term in (("ads", "dpv:PersonalisedAdvertising"), ("train-ai", "dpv:ResearchAndDevelopment")):
        receipt = api.get(f"/v1/receipts/{say(api, account, False, purpose).json['receipt_id']}").json
        assert json.loads(receipt["record"])["dpv:hasProcess"]["dpv:hasPurpose"] == term


def test_killed_while_it_changes(backend, api, account):
    """Killed at any moment: the choice that stands is that of the last receipt, and the ledger tells of both."""
    for number in range(6):
        with contextlib.suppress(OSError):
            for value in (True, False) * 3:
                say(api, account, value, categories=["profile"])
                if number % 2:
                    backend.process.popen.kill()
        backend.restart()
        wait_for(backend.answers, 20)
        with contextlib.closing(sqlite3.connect(f"file:{backend.data}/store.sqlite?mode=ro", uri=True)) as store:
            receipts = store.execute("SELECT id, noun FROM receipt WHERE purpose = 'ads' ORDER BY id").fetchall()
            choices = store.execute("SELECT receipt_id FROM choice").fetchall()
            told = store.execute("SELECT COUNT(*) FROM ledger WHERE line LIKE '%\"ads\"%'").fetchone()[0]
        assert [choice for (choice,) in choices] == [receipts[-1][0]] if receipts else not choices
        assert told == len(receipts)
    assert api.post("/v1/ledger/check").json["fault"] == "none"
