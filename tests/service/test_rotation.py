# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another key takes the place of the one that seals credentials, while two backends go on, and through a kill -9."""
import base64
import concurrent.futures
import contextlib
import ctypes
import os
import subprocess
import threading
import uuid

import pytest

from harness.hosted import write_key
from harness.job import add_bluesky, share, wait_state
from harness.processes import wait_for

SODIUM = ctypes.CDLL("libsodium.so.23")
NONCE, TAG, BATCH, ROWS = 24, 16, 50, 180


class Key:
    """A vault's key, and the vault's way to seal, made here a second time."""

    def __init__(self, file):
        self.file, self.bytes = file, base64.b64decode(file.read_text())

    def seal(self, account, text):
        nonce, sealed, length = os.urandom(NONCE), ctypes.create_string_buffer(len(text) + TAG), ctypes.c_ulonglong()
        SODIUM.crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, ctypes.byref(length), text, ctypes.c_ulonglong(len(text)), account.encode(),
                                                          ctypes.c_ulonglong(len(account)), None, nonce, self.bytes)
        return nonce + sealed.raw

    def unseal(self, account, sealed):
        """None when it is not this key that opens it."""
        text, length, body = ctypes.create_string_buffer(len(sealed)), ctypes.c_ulonglong(), sealed[NONCE:]
        bad = SODIUM.crypto_aead_xchacha20poly1305_ietf_decrypt(text, ctypes.byref(length), None, body, ctypes.c_ulonglong(len(body)),
                                                                account.encode(), ctypes.c_ulonglong(len(account)), sealed[:NONCE], self.bytes)
        return None if bad else text.raw[:length.value]


@pytest.fixture
def keys(tmp_path):
    files = [tmp_path / "old.key", tmp_path / "new.key"]
    for file in files:
        write_key(file)
    return [Key(file) for file in files]


def give_keys(hosted, key, old=None):
    """From the next start on."""
    lines = [line for line in hosted.config.read_text().splitlines() if "key-file=" not in line]
    lines.insert(lines.index("[vault]") + 1, f"key-file={key.file}" + (f"\nold-key-file={old.file}" if old else ""))
    hosted.config.write_text("\n".join(lines) + "\n")


def restart(hosted):
    hosted.stop()
    hosted.start()


def begin_rotation(hosted):
    return subprocess.Popen([*map(str, hosted.command), "--rotate-vault-key"], env=hosted.session.env, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def rotate(hosted):
    """(exit status, what it said)"""
    with begin_rotation(hosted) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, out + err


def fill(store, key):
    """Credentials of many accounts, sealed with the key; {account: text}."""
    person, [[name]] = uuid.uuid4().hex, store.ask("SELECT key_id FROM vault_key")
    texts = {str(uuid.uuid4()): os.urandom(40).hex() for _ in range(ROWS)}
    rows = ", ".join(f"('{person}', '{account}', 'mastodon', 'https://mastodon.example', '{account}', '', "
                     f"'\\x{key.seal(account, text.encode()).hex()}', '{name}')" for account, text in texts.items())
    store.ask(f"INSERT INTO person (id, created_at, sharing_stopped, n_accounts, n_statuses, last_event) VALUES ('{person}', 0, 0, 0, 0, 0)")
    store.ask(f"INSERT INTO account (person_id, id, service, server, remote_id, noun, sealed, key_id) VALUES {rows}")
    return texts


def read_sealed(store):
    return [(account, bytes.fromhex(sealed)) for account, sealed in store.ask("SELECT id, encode(sealed, 'hex') FROM account")]


@contextlib.contextmanager
def load(apis, account):
    """Accounts are checked and signed in to again all the while; gives the answers."""
    over, answers = threading.Event(), []

    def go_on(api):
        while not over.wait(0.1):
            answers.append(api.post(f"/v1/accounts/{account}/check").status)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        running = [pool.submit(go_on, api) for api in apis]
        try:
            yield answers
        finally:
            over.set()
    for one in running:
        one.result()


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_while_backends_go_on(session, make_hosted, pds, keys):
    session.env["AC_LEASE_MS"] = "4000"
    old, new = keys
    first = make_hosted(plc=pds.plc, key=old.file)
    second = make_hosted(plc=pds.plc, store=first.store, key=old.file)
    apis, store = [hosted.api("ada") for hosted in (first, second)], first.store
    account = add_bluesky(apis[0], pds)
    texts = fill(store, old)

    give_keys(first, new, old)
    restart(first)
    code, said = rotate(first)
    assert code == 1 and "does not have the new key" in said
    assert all(old.unseal(*row) for row in read_sealed(store))
    give_keys(second, new, old)
    restart(second)

    with load(apis, account) as answers:
        held = sorted(texts)[2 * BATCH + BATCH // 2]
        with store.held(f"SELECT id FROM account WHERE id = '{held}' FOR UPDATE"):
            with begin_rotation(first) as process:
                wait_for(lambda: sum(bool(new.unseal(*row)) for row in read_sealed(store)) >= 2 * BATCH, 60, "two batches")
                process.kill()
        assert 0 < sum(bool(old.unseal(*row)) for row in read_sealed(store)) < ROWS
        another = add_bluesky(apis[1], pds, pds.bob)
        code, said = rotate(second)
        assert code == 0 and "Everything is sealed with the key" in said, said
        assert rotate(first)[0] == 0
    assert len(answers) > 3 and set(answers) == {200}
    rows = dict(read_sealed(store))
    assert not any(old.unseal(*row) for row in rows.items())
    assert {id: new.unseal(id, sealed).decode() for id, sealed in rows.items() if id in texts} == texts

    for hosted in (first, second):
        give_keys(hosted, new)
        restart(hosted)
    status = share(apis[1], "Sealed anew", account, another).json["id"]
    wait_state(apis[0], status, "live")

    give_keys(second, old)
    restart(second)
    status, why = second.plain("/readyz")
    assert (status, why) == (503, "the vault is closed\n")
    assert apis[1].post(f"/v1/accounts/{account}/check").status >= 400
    assert apis[0].post(f"/v1/accounts/{account}/check").status == 200


def test_with_one_process(make_hosted, pds, keys):
    old, new = keys
    hosted = make_hosted(plc=pds.plc, key=old.file)
    api = hosted.api("ada")
    account = add_bluesky(api, pds)
    give_keys(hosted, new, old)
    assert rotate(hosted)[0] == 3, "it has the store"
    hosted.stop()
    assert rotate(hosted)[0] == 0
    give_keys(hosted, new)
    hosted.start()
    assert api.post(f"/v1/accounts/{account}/check").status == 200


def test_with_a_wrong_old_key(make_hosted, pds, keys, tmp_path):
    old, new = keys
    write_key(tmp_path / "other.key")
    hosted = make_hosted(plc=pds.plc, key=old.file)
    api = hosted.api("ada")
    account = add_bluesky(api, pds)
    hosted.stop()
    give_keys(hosted, new, Key(tmp_path / "other.key"))
    code, said = rotate(hosted)
    assert code == 1 and "another key than the old one" in said
    give_keys(hosted, old)
    hosted.start()
    assert api.post(f"/v1/accounts/{account}/check").status == 200
