# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything of a person in one file, back again, and gone."""
import contextlib
import datetime
import hashlib
import http.client
import io
import json
import os
import pathlib
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import zipfile

import jsonschema
import pytest
import referencing
import referencing.jsonschema
import yaml

from harness.backend import build_dir
from harness.canaries import LEDGER, hits
from harness.contract import FORMATS
from harness.job import add_bluesky, begin, finish, share, wait_state
from harness.pictures import add_picture, jpeg
from harness.practice import FACEBOOK_LENA, THREADS_LENA, consent
from harness.processes import Process, wait_for

TOP = pathlib.Path(__file__).resolve().parents[2]
CANARY = "Canary of the lemon tree"
CANARIES = (CANARY.encode(), b"lenas.bakery")


@pytest.fixture
def backend(make_backend, practice):
    return make_backend(practice=practice.base)


@pytest.fixture
def account(api):
    attempt = begin(api, "threads", "")
    consent(attempt, THREADS_LENA)
    return finish(api, attempt)


def read(content):
    """{name: bytes}, in the order that they stand in."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def lines(members, name):
    return [json.loads(line) for line in members[f"{name}.jsonl"].splitlines()]


def export(api):
    answer = api.request("GET", "/v1/export", timeout=600)
    assert answer.status == 200, answer.json
    return answer.body


def bring(api, content, piece=1 << 20):
    began = api.post("/v1/imports")
    if began.status != 201:
        return began
    target = f"/v1/imports/{began.json['id']}"
    for at in range(0, len(content), piece):
        answer = api.request("POST", f"{target}/pieces?cursor={at}", raw=content[at:at + piece], headers={"Content-Type": "application/zip"})
        assert answer.status == 200, answer.json
    return api.request("POST", f"{target}/run", timeout=1500)


def test_round_trip(api, account):
    status = share(api, "Told to everybody", account).json["id"]
    wait_state(api, status, "live")
    content = export(api)
    before = read(content)
    assert bring(api, content).problem == "conflict"
    receipt = api.delete("/v1/data").json
    assert receipt["erased"] == [{"service": "threads", "copies": "kept", "permission": "done", "key": "done"}]
    answer = bring(api, content)
    assert answer.status == 200, answer.json
    assert (answer.json["accounts"], answer.json["statuses"]) == (1, 1), answer.json
    after = read(export(api))
    assert list(after) == list(before)
    for name in ("statuses.jsonl", "receipt-pairs.jsonl", *(name for name in before if name.startswith("media/"))):
        assert after[name] == before[name], name
    assert after["receipts.jsonl"].startswith(before["receipts.jsonl"])
    assert [receipt["purpose"] for receipt in lines(after, "receipts")[len(lines(before, "receipts")):]] == ["erasure"]
    assert after["ledger.jsonl"].startswith(before["ledger.jsonl"])
    rest = [json.loads(line["line"]) for line in lines(after, "ledger")[len(lines(before, "ledger")):]]
    assert [line["reason"] for line in rest] == ["imported", "everything"]
    (back,) = api.get("/v1/accounts").json["items"]
    assert (back["id"], back["state"], back["reason"]) == (account, "attention", "sign-in-required")
    assert api.post("/v1/ledger/check").json["fault"] == "none"


@pytest.fixture
def full(api, account):
    """A person with something of each kind; the id of their status."""
    assert api.request("PATCH", "/v1/settings", {"region": "DE", "age": 30}).status == 200
    for value in (False, True):
        assert api.put("/v1/choices", {"account_id": account, "recipient": "facebook", "purpose": "ads", "value": value, "categories": ["profile"],
                                       "words_version": 1}).status == 200
    other = begin(api, "facebook", "")
    consent(other, FACEBOOK_LENA)
    pair = [account, finish(api, other)]
    assert api.post("/v1/links", {"accounts": pair, "switches": {"share_status": True}, "words_version": 1}).status == 201
    assert api.request("PATCH", "/v1/privacy", {"do_not_sell": True, "words_version": 1}).status == 200
    status = share(api, CANARY, account).json["id"]
    wait_state(api, status, "live")
    later = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert api.post("/v1/statuses", {"text": "Never sent " + CANARY, "targets": [{"account_id": account, "audience": "public"}],
                                     "share_at": later, "note": "Food", "language": "de", "pictures": [{"id": add_picture(api, jpeg()).json["id"], "alt": "A bun"}]}).status == 201
    return status


def acctl(session, backend, *arguments, status=0, **more):
    place = ["--socket", backend.socket] if backend else []
    done = subprocess.run([build_dir() / "src/cli/acctl", *place, *map(str, arguments)], env=session.env, capture_output=True,
                          text=True, timeout=120, **more)
    assert done.returncode == status, done
    return done.stdout + done.stderr


def find_canary(folder):
    return [path for path in pathlib.Path(folder).rglob("*") if path.is_file() and any(word in path.read_bytes() for word in CANARIES)]


def test_schema_and_hashes(api, full):
    members = read(export(api))
    spec = yaml.safe_load((TOP / "data/openapi.yaml").read_text())
    schema = json.loads((TOP / "data/export.schema.json").read_text())
    registry = referencing.Registry().with_resources([
        (schema["$id"], referencing.Resource.from_contents(schema)),
        ("https://accountscenter.org/schemas/openapi.yaml", referencing.Resource.from_contents(spec, default_specification=referencing.jsonschema.DRAFT202012))])
    for name, content in members.items():
        if name.startswith("media/"):
            continue
        path = name.replace("~", "~0").replace("/", "~1")
        check = jsonschema.Draft202012Validator({"$ref": f"{schema['$id']}#/$defs/members/{path}"}, registry=registry, format_checker=FORMATS)
        for line in content.splitlines():
            check.validate(json.loads(line))
    manifest = json.loads(members["manifest.json"])
    told = {member["name"]: member for member in manifest["members"]}
    assert list(told) + ["manifest.json"] == list(members) == sorted(told) + ["manifest.json"]
    for name, member in told.items():
        assert member["sha256"] == hashlib.sha256(members[name]).hexdigest() and member["size"] == len(members[name])
        assert member.get("lines", 0) == (0 if name.startswith("media/") else members[name].count(b"\n"))
    assert {"accounts.jsonl", "data.jsonl", "links.jsonl", "receipts.jsonl"} <= {name for name in members if members[name]}


def test_no_secret_is_in_it(api, full, practice):
    """Of all that the services gave, and of the keys here."""
    members = read(export(api))
    secrets = {name: secret for name, secret in LEDGER.secrets.items()}
    assert secrets and not [hits(content, secrets) for content in members.values() if hits(content, secrets)]


def test_same_state_gives_the_same_bytes(api, full):
    first, second = read(export(api)), read(export(api))
    assert {name for name in first if first[name] != second[name]} == {"ledger.jsonl", "manifest.json"}


def test_offline_checks(api, full, session, backend, tmp_path):
    members = read(export(api))
    for name in ("receipts.jsonl", "ledger.jsonl"):
        (tmp_path / name).write_bytes(members[name])
    assert "as they were written" in acctl(session, backend, "ledger", "verify", tmp_path / "ledger.jsonl")
    said = acctl(session, None, "receipts", "verify", tmp_path / "receipts.jsonl")
    assert "3 receipts are as they were signed" in said and "receipts of links have no signature" in said
    (tmp_path / "receipts.jsonl").write_bytes(members["receipts.jsonl"].replace(b'"recipient":"facebook"', b'"recipient":"threads"', 1))
    acctl(session, None, "receipts", "verify", tmp_path / "receipts.jsonl", status=1)


def test_nothing_is_allowed_again(api, full, account, practice):
    content = export(api)
    before = read(content)
    assert api.delete("/v1/data").status == 200
    posts = len(practice.held("posts"))
    assert bring(api, content).status == 200
    assert {entry["state"] for entry in api.get("/v1/accounts").json["items"]} == {"attention"}
    (choice,) = api.get("/v1/choices").json["items"]
    assert choice["consent"] == "invalidated"
    privacy = api.get("/v1/privacy").json
    assert privacy["keep_separate"]["on"] and privacy["do_not_sell"]["on"]
    (link,) = api.get("/v1/links").json["items"]
    assert not any(link[switch]["on"] for switch in ("sign_in", "share_status", "personalise")), link
    assert {status["text"]: [delivery["state"] for delivery in status["deliveries"]] for status in api.every("/v1/statuses")} == {
        CANARY: ["live"], "Never sent " + CANARY: ["cancelled"]}
    assert len(api.get(f"/v1/statuses?search={urllib.parse.quote(CANARY.upper())}").json["items"]) == 2
    assert api.get("/v1/settings").json["region"] == "DE"
    assert api.get("/v1/backend").json["waiting"] == 0
    after = read(export(api))
    for name in before:
        if name.startswith("media/") or name in ("receipt-pairs.jsonl", "data.jsonl", "ledger-names.jsonl"):
            assert after[name] == before[name], name
    assert after["ledger.jsonl"].startswith(before["ledger.jsonl"])
    assert after["statuses.jsonl"].splitlines()[0] == before["statuses.jsonl"].splitlines()[0]
    assert len(practice.held("posts")) == posts


def test_ledger_goes_on_after_a_restart(api, backend, full):
    content = export(api)
    api.delete("/v1/data")
    assert bring(api, content).status == 200
    backend.restart()
    api.put("/v1/sharing", {"stopped": True})
    assert api.post("/v1/ledger/check").json["fault"] == "none"
    assert not api.get("/v1/ledger?outcome=refused").json["items"]


def test_into_another_store(api, full, make_backend, practice):
    """The chain goes on from another person's."""
    content = export(api)
    other = make_backend(practice=practice.base)
    assert bring(other.api, content).status == 200
    assert other.api.post("/v1/ledger/check").json["fault"] == "none"
    assert read(export(other.api))["ledger.jsonl"].startswith(read(content)["ledger.jsonl"])
    other.restart()
    other.api.put("/v1/sharing", {"stopped": True})
    assert other.api.post("/v1/ledger/check").json["fault"] == "none"


def again(members, **changes):
    """A zip like ours of these members; NAME=None leaves one out."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**members, **changes}.items():
            if content is not None:
                archive.writestr(name, content)
    return made.getvalue()


def told(members):
    """With a manifest that fits: only what stands in it is wrong."""
    manifest = json.loads(members["manifest.json"])
    manifest["members"] = [{"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
                           for name, content in members.items() if name != "manifest.json"]
    return {**{name: content for name, content in members.items() if name != "manifest.json"}, "manifest.json": json.dumps(manifest).encode()}


def hostile(members):
    """(name, zip) of what no export is."""
    yield "nothing", b""
    yield "no zip", b"PK" + bytes(200)
    yield "broken off", again(members)[:-40]
    for name in members:
        yield f"without {name}", again(members, **{name: None})
    yield "another hash", again(members, **{"person.json": members["person.json"].replace(b'"DE"', b'"FR"')})
    for name in ("../person.json", "/etc/passwd", "media/../../x", "media/a/b.jpg", "Person.json", "media/", "zzz.jsonl"):
        yield f"{name} is there, too", again(told({**members, name: b"x"}))
    changed = {
        "an account of no service": ("accounts.jsonl", members["accounts.jsonl"].replace(b'"threads"', b'"nowhere"')),
        "an unknown member": ("accounts.jsonl", members["accounts.jsonl"].replace(b'{"id"', b'{"sealed":"x","id"')),
        "a line that is no JSON": ("choices.jsonl", b"{\n"),
        "a line without an end": ("choices.jsonl", members["choices.jsonl"].rstrip(b"\n")),
        "a choice about nobody's account": ("choices.jsonl", members["choices.jsonl"].replace(b'"account_id":"0', b'"account_id":"1')),
        "a changed line of the ledger": ("ledger.jsonl", members["ledger.jsonl"].replace(b"everything", b"everythinh")),
        "a missing line of the ledger": ("ledger.jsonl", b"".join(line + b"\n" for line in members["ledger.jsonl"].splitlines()[:2] +
                                                                   members["ledger.jsonl"].splitlines()[3:])),
        "two people": ("person.json", members["person.json"] * 2),
        "a picture that is none": (next(name for name in members if name.startswith("media/")), b"GIF89a"),
    }
    for name, (member, content) in changed.items():
        assert members[member] != content, name
        yield name, again(told({**members, member: content}))
    yield "a bomb", again({"accounts.jsonl": bytes(400 << 20)})
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            link = zipfile.ZipInfo(name)
            link.external_attr = 0o120777 << 16
            archive.writestr(link, content)
    yield "links", made.getvalue()
    with pytest.warns(UserWarning), zipfile.ZipFile(made := io.BytesIO(), "w") as archive:
        for name, content in list(members.items()) + [("manifest.json", members["manifest.json"])]:
            archive.writestr(name, content)
    yield "twice", made.getvalue()
    locked = bytearray(again(members))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = locked.find(sign)
        while where >= 0:
            locked[where + at] |= 1
            where = locked.find(sign, where + 1)
    yield "encrypted", bytes(locked)


@pytest.mark.timeout(300)
def test_hostile_files(api, full, backend):
    members = read(export(api))
    api.delete("/v1/data")
    before = snapshot(api)
    for name, content in hostile(members):
        answer = bring(api, content)
        assert answer.problem == "invalid", (name, answer.status, answer.json)
        assert snapshot(api) == before, name
    assert not list(backend.data.glob("import-*"))


def snapshot(api):
    return [api.every(path) for path in ("/v1/accounts", "/v1/statuses", "/v1/links", "/v1/receipts", "/v1/choices")] + [api.post("/v1/ledger/check").json]


@pytest.mark.timeout(300)
def test_flipped_bytes(api, account):
    """Each is refused, or was one that nothing depends on."""
    status = share(api, "Flipped", account).json["id"]
    wait_state(api, status, "live")
    content = export(api)
    api.delete("/v1/data")
    before, chance, taken = snapshot(api), random.Random(7), 0
    for place in sorted(chance.sample(range(len(content)), 150)):
        damaged = bytearray(content)
        damaged[place] ^= 1 << chance.randrange(8)
        answer = bring(api, bytes(damaged))
        if answer.status == 200:
            # The time or the maker of a member: everything else is as it was.
            assert [entry["text"] for entry in api.every("/v1/statuses")] == ["Flipped"]
            assert read(export(api))["ledger.jsonl"].startswith(read(content)["ledger.jsonl"])
            taken += 1
            api.delete("/v1/data")
            before = snapshot(api)
        else:
            assert answer.problem == "invalid" and snapshot(api) == before, place
    assert taken < 60


def test_pieces(api, full):
    content = export(api)
    assert api.post("/v1/imports").problem == "conflict"
    api.delete("/v1/data")
    began = api.post("/v1/imports").json["id"]
    add = lambda at, raw, kind="application/zip": api.request("POST", f"/v1/imports/{began}/pieces?cursor={at}", raw=raw, headers={"Content-Type": kind})
    assert add(5, b"x").problem == "conflict"
    assert add(0, b"x", "image/png").status == 415
    assert add(0, content[:100]).json["size"] == add(0, content[:100]).json["size"] == 100
    assert add(100, bytes((1 << 20) + 1)).problem == "too-large"
    assert api.delete(f"/v1/imports/{began}").status == 204
    assert api.request("POST", f"/v1/imports/{began}/run").problem == "not-found"
    assert bring(api, content, piece=1000).status == 200


@pytest.mark.timeout(300)
def test_killed_while_importing(api, backend, full):
    content = export(api)
    api.delete("/v1/data")
    before = snapshot(api)
    for after in (0, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08):
        began = api.post("/v1/imports").json["id"]
        assert api.request("POST", f"/v1/imports/{began}/pieces?cursor=0", raw=content, headers={"Content-Type": "application/zip"}).status == 200
        thread = threading.Thread(target=quiet, args=(api, f"/v1/imports/{began}/run"))
        thread.start()
        time.sleep(after)
        backend.restart()
        thread.join()
        assert not list(backend.data.glob("import-*"))
        if api.get("/v1/accounts").json["items"]:
            assert len(api.every("/v1/statuses")) == 2 and len(api.get("/v1/accounts").json["items"]) == 2
            api.delete("/v1/data")
            before = snapshot(api)
        else:
            found = snapshot(api)
            assert found[:-1] == before[:-1]
        assert api.post("/v1/ledger/check").json["fault"] == "none"
    assert bring(api, content).status == 200


def quiet(api, target):
    with contextlib.suppress(OSError, http.client.HTTPException):
        api.request("POST", target)


def wait_erased(api, seconds=40):
    return wait_for(lambda: (found := api.get("/v1/erasure").json)["state"] == "done" and found, seconds, "everything is erased")


def test_nothing_is_left(api, backend, full, keyring, session, tmp_path):
    assert find_canary(backend.data)
    assert api.post("/v1/erasure", {"copies": "deleted"}).json["state"] == "telling"
    done = wait_erased(api)
    receipt = api.get(f"/v1/receipts/{done['receipt_id']}").json
    assert sorted(entry["service"] for entry in receipt["erased"]) == ["facebook", "threads"]
    assert all(entry["key"] == "done" and entry["permission"] == "done" for entry in receipt["erased"]), receipt
    assert {entry["copies"] for entry in receipt["erased"]} == {"done", "none"}
    assert not find_canary(backend.folder)
    assert not [attributes for _, attributes, _ in keyring.items() if "vault" in str(attributes)]
    with contextlib.closing(sqlite3.connect(f"file:{backend.data}/store.sqlite?mode=ro", uri=True)) as store:
        assert store.execute("PRAGMA freelist_count").fetchone() == (0,)
        tables = {name for name, sql in store.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'") if "person_id TEXT" in sql}
        # The ledger is about nobody from now on; the receipt is this one, the event that of the end.
        full = {table for table in tables if store.execute(f"SELECT COUNT(*) FROM {table}").fetchone() != (0,)}
        assert len(tables) > 20 and full <= {"ledger", "ledger_sort", "receipt", "event", "request_key"}, full
        assert store.execute("SELECT COUNT(*) FROM receipt").fetchone() == (1,)
    (tmp_path / "receipt.json").write_text(json.dumps(receipt))
    backend.stop()
    assert "as it was signed" in acctl(session, None, "receipts", "verify", tmp_path / "receipt.json")
    (tmp_path / "receipt.json").write_text(json.dumps(receipt).replace('"done"', '"left"', 1))
    acctl(session, None, "receipts", "verify", tmp_path / "receipt.json", status=1)


@pytest.mark.parametrize("moment", [0, 0.05, 0.15, 0.3, 0.6, 1.0])
def test_killed_while_erasing(api, backend, full, moment):
    assert api.post("/v1/erasure", {"copies": "deleted"}).status == 200
    time.sleep(moment)
    backend.restart()
    wait_erased(api)
    assert api.get("/v1/accounts").json["items"] == [] and not find_canary(backend.data)


def test_service_out_of_reach(api, backend, full, practice):
    practice.stop()
    assert api.post("/v1/erasure", {"copies": "kept"}).status == 200
    wait_for(lambda: any(line.get("reason") for undoing in api.get("/v1/undoings").json["items"] for line in undoing["lines"]), 20, "it was tried")
    assert api.get("/v1/erasure").json == {"state": "telling", "copies": "kept"}
    assert api.get("/v1/backend").json["erasing"]
    undoing = api.get("/v1/undoings").json["items"][0]["id"]
    assert api.delete(f"/v1/undoings/{undoing}").problem == "in-progress"
    backend.restart()
    assert api.get("/v1/erasure").json["state"] == "telling" and find_canary(backend.data)
    # Whoever doesn't want to wait gets a receipt that says what is left there.
    receipt = api.delete("/v1/data").json
    assert {(entry["copies"], entry["permission"], entry["key"]) for entry in receipt["erased"]} <= {("kept", "left", "done"), ("none", "left", "done")}
    assert not find_canary(backend.data) and not api.get("/v1/backend").json["erasing"]


def test_service_comes_back(api, full, practice):
    practice.stop()
    api.post("/v1/erasure", {"copies": "kept"})
    wait_for(lambda: any(line.get("reason") for undoing in api.get("/v1/undoings").json["items"] for line in undoing["lines"]), 20, "it was tried")
    practice.start()
    done = wait_erased(api, 60)
    assert all(entry["permission"] == "done" for entry in api.get(f"/v1/receipts/{done['receipt_id']}").json["erased"])


def test_locked_keyring(api, backend, full, keyring):
    backend.restart()
    keyring.lock()
    receipt = api.delete("/v1/data").json
    assert {(entry["permission"], entry["key"]) for entry in receipt["erased"]} == {("left", "done")}
    assert not find_canary(backend.data)


def test_cancelled_export(api, full, backend, session, tmp_path):
    """Nobody reads on: nothing is left of it, and others are served."""
    for _ in range(3):
        connection = api.connect(20)
        connection.request("GET", "/v1/export")
        connection.sock.recv(100)
        connection.close()
    assert api.get("/v1/backend").status == 200 and export(api)
    assert not [path for path in backend.data.iterdir() if not path.name.startswith("store.")]


def relay(here, there, most):
    """Hands on what comes, but of an export no more than so many bytes."""
    exports = threading.Event()

    def ask():
        with contextlib.suppress(OSError):
            while piece := here.recv(4096):
                if b"GET /v1/export" in piece:
                    exports.set()
                there.sendall(piece)

    def answer():
        left = most
        with contextlib.suppress(OSError):
            while left and (piece := there.recv(4096)):
                piece = piece[:left] if exports.is_set() else piece
                left -= len(piece) if exports.is_set() else 0
                here.sendall(piece)
    for pump in (ask, answer):
        threading.Thread(target=pump, daemon=True).start()


@pytest.fixture
def exporting(backend, full, session, tmp_path):
    """acctl in the middle of an export, which doesn't go on: its process, and the folder."""
    folder, place = tmp_path / "exports", tmp_path / "relay.sock"
    folder.mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place))
        listener.listen()

        def accept():
            with contextlib.suppress(OSError):
                while True:
                    there = socket.socket(socket.AF_UNIX)
                    there.connect(str(backend.socket))
                    relay(listener.accept()[0], there, 2000)
        threading.Thread(target=accept, daemon=True).start()
        begun = Process("acctl", [build_dir() / "src/cli/acctl", "--socket", place, "export", folder / "all.zip"], tmp_path / "acctl.log",
                        env=session.env)
        wait_for(lambda: [path for path in folder.iterdir() if path.stat().st_size], 20, "a part is there")
        yield begun, folder
        begun.stop()
        listener.shutdown(socket.SHUT_RDWR)


def test_interrupted_export(exporting):
    begun, folder = exporting
    begun.popen.send_signal(signal.SIGINT)
    assert begun.popen.wait(30) == 1 and not list(folder.iterdir())


def test_killed_export(exporting, backend, session):
    """Whatever is left there, it doesn't have the name of what is whole; the next export there removes it, and nothing that is written still."""
    begun, folder = exporting
    acctl(session, backend, "export", folder / "beside.zip")
    assert sorted(path.suffix for path in folder.iterdir()) == [".part", ".zip"]
    begun.popen.kill()
    begun.popen.wait(30)
    assert sorted(path.suffix for path in folder.iterdir()) == [".part", ".zip"]
    acctl(session, backend, "export", folder / "again.zip")
    assert sorted(path.name for path in folder.iterdir()) == ["again.zip", "beside.zip"]


ON_SMALL_DISK = 'mount -t tmpfs -o size=4k small "$1" && cd "$1" && shift && "$@"; code=$?; ls -A; exit $code'


def test_full_disk_while_exporting(api, backend, full, session, tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["unshare", "--user", "--mount", "--map-root-user", "sh", "-c", ON_SMALL_DISK, "sh", folder, build_dir() / "src/cli/acctl",
               "--socket", backend.socket, "export", "all.zip"]
    done = subprocess.run(command, env=session.env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1 and "There is no room for it there. Nothing was left behind.\n" in done.stderr, done
    assert done.stdout == "", "not even a part"


def test_acctl(api, backend, full, session, tmp_path):
    file = tmp_path / "all.zip"
    assert "Everything is in it" in acctl(session, backend, "export", file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert "There is such a file already" in acctl(session, backend, "export", file, status=1)
    assert "can’t be written" in acctl(session, backend, "export", tmp_path / "no/such/folder.zip", status=1)
    assert "something here already" in acctl(session, backend, "import", file, status=1)
    assert "Nothing was erased" in acctl(session, backend, "erase", status=1, input="no\n")
    said = acctl(session, backend, "erase", "--delete-copies", "--yes", tmp_path / "receipt.json")
    assert "Everything is erased" in said and "threads" in said
    assert "as it was signed" in acctl(session, None, "receipts", "verify", tmp_path / "receipt.json")
    assert "no such file" in acctl(session, backend, "import", tmp_path / "nothing.zip", status=1)
    (tmp_path / "bad.zip").write_bytes(file.read_bytes()[:-100])
    assert "damaged" in acctl(session, backend, "import", tmp_path / "bad.zip", status=1)
    said = acctl(session, backend, "import", file)
    assert "2 accounts came back" in said and "2 statuses came back" in said
    assert "needs attention" in acctl(session, backend, "accounts", "list")


@pytest.mark.parametrize("engine", ["sqlite", "postgres"], indirect=True)
def test_only_their_own(make_hosted, pds):
    hosted = make_hosted(plc=pds.plc)
    ada, bob = hosted.api("ada"), hosted.api("bob")
    account = add_bluesky(ada, pds)
    status = share(ada, CANARY, account).json["id"]
    wait_state(ada, status, "live")
    add_bluesky(bob, pds, pds.bob)
    content = export(ada)
    assert CANARY.encode() in read(content)["statuses.jsonl"] and CANARY.encode() not in b"".join(read(export(bob)).values())
    began = bob.post("/v1/imports")
    assert began.problem == "conflict"
    receipt = ada.delete("/v1/data").json
    assert [entry["service"] for entry in receipt["erased"]] == ["bluesky"]
    assert not hosted.store.ask("SELECT 1 FROM status WHERE text LIKE '%Canary%'")
    assert len(bob.get("/v1/accounts").json["items"]) == 1
    theirs = ada.post("/v1/imports").json["id"]
    for method, target, more in (("POST", "/run", {}), ("DELETE", "", {}),
                                 ("POST", "/pieces?cursor=0", {"raw": b"x", "headers": {"Content-Type": "application/zip"}})):
        assert bob.request(method, f"/v1/imports/{theirs}{target}", **more).problem == "not-found", target
    assert bring(ada, content).status == 200
    after = read(export(ada))
    assert after["statuses.jsonl"] == read(content)["statuses.jsonl"]
    assert after["ledger.jsonl"].startswith(read(content)["ledger.jsonl"])
    assert ada.post("/v1/ledger/check").json["fault"] == "none"
    for _ in range(4):
        ada.get("/v1/export")
    refused = ada.get("/v1/export")
    assert refused.problem == "rate-limited" and 0 < int(refused.headers["retry-after"]) <= 600
    assert bob.get("/v1/export").status == 200


def uuid7(number):
    return f"01a00000-{number >> 16 & 0xffff:04x}-7000-8000-{number & 0xffff:04x}{hashlib.sha256(str(number).encode()).hexdigest()[:8]}"


def make_large(members, statuses, rows):
    """An export with so many statuses and lines of the ledger, as if it were ours."""
    first, *known = members["ledger.jsonl"].splitlines()
    digest, text = bytes.fromhex(json.loads(known[-1])["hash"]), io.BytesIO()
    text.write(members["ledger.jsonl"])
    for seq in range(len(known) + 1, rows + 1):
        line = json.dumps({"seq": seq, "at": 1700000000000 + seq, "deed": "change", "allowed": True, "who": "person",
                           "reason": "sharing-stopped" if seq % 2 else "sharing-resumed"}, separators=(",", ":"))
        digest = hashlib.sha256(digest + line.encode()).digest()
        text.write(json.dumps({"line": line, "hash": digest.hex()}, separators=(",", ":")).encode() + b"\n")
    sample = json.loads(members["statuses.jsonl"].splitlines()[0])
    made = []
    for number in range(statuses):
        status = json.loads(json.dumps(sample))
        status["status"] |= {"id": uuid7(2 * number), "text": f"Status {number} " + hashlib.sha256(str(number).encode()).hexdigest() * 4}
        for delivery, copy in zip(status["status"]["deliveries"], status["copies"]):
            delivery |= {"id": uuid7(2 * number + 1), "status_id": status["status"]["id"]}
            copy |= {"delivery_id": delivery["id"], "remote_uri": f"{copy['remote_uri']}/{number}"}
        made.append(json.dumps(status, separators=(",", ":")).encode() + b"\n")
    return again(told({**members, "ledger.jsonl": text.getvalue(), "statuses.jsonl": b"".join(made)}))


def peak(backend):
    return int(next(line for line in pathlib.Path(f"/proc/{backend.process.popen.pid}/status").read_text().splitlines() if "VmHWM" in line).split()[1]) >> 10


@pytest.mark.timeout(1800)
def test_large(api, backend, account, session):
    """Whatever there is of somebody, its memory is that of a page."""
    wait_state(api, share(api, "One of many", account).json["id"], "live")
    statuses, rows = (10_000, 1_000_000) if os.environ.get("AC_SOAK") else (300, 20_000)
    content = make_large(read(export(api)), statuses, rows)
    api.delete("/v1/data")
    backend.stop()
    backend.start(env={"ASAN_OPTIONS": "quarantine_size_mb=8"})
    before, began = peak(backend), time.monotonic()
    answer = bring(api, content)
    assert answer.status == 200 and (answer.json["statuses"], answer.json["ledger_lines"]) == (statuses, rows), answer.json
    imported, between = peak(backend), time.monotonic()
    back = export(api)
    exported, ended = peak(backend), time.monotonic()
    assert read(back)["statuses.jsonl"] == read(content)["statuses.jsonl"]
    assert read(back)["ledger.jsonl"].startswith(read(content)["ledger.jsonl"])
    print(f"{statuses} statuses, {rows} lines: a zip of {len(content) >> 20} MiB, {between - began:.0f} s to import, {ended - between:.0f} s to export; "
          f"peak of the backend {before} MiB before, {imported} MiB after the import, {exported} MiB after the export", file=sys.stderr)
    assert exported - before < 160
