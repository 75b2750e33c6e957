# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key that seals credentials: made once, replaced when it is lost, deleted with the data."""
import subprocess

NOWHERE = {"service": "mastodon", "server": "http://127.0.0.1:1"}


def begin_sign_in(backend):
    """The vault is opened before the server is asked, which nobody answers for here."""
    return backend.api.post("/v1/link-attempts", NOWHERE).problem


def key_ids(keyring):
    return [attributes["id"] for _, attributes, _ in keyring.items() if "VaultKey" in attributes["xdg:schema"]]


def test_key_is_made_once(backend, keyring):
    assert begin_sign_in(backend) == "unreachable"
    made = key_ids(keyring)
    assert len(made) == 1
    backend.restart()
    assert begin_sign_in(backend) == "unreachable"
    assert key_ids(keyring) == made


def test_lost_key_is_replaced_at_the_next_sign_in(backend, keyring, session):
    assert begin_sign_in(backend) == "unreachable"
    lost = key_ids(keyring)
    subprocess.run(["secret-tool", "clear", "id", lost[0]], env=session.env, check=True, timeout=30)
    assert key_ids(keyring) == []
    backend.restart()
    assert backend.api.request("POST", "/v1/keyring/unlock").problem == "secret-lost"
    assert begin_sign_in(backend) == "unreachable"
    assert len(key_ids(keyring)) == 1 and key_ids(keyring) != lost


def test_key_goes_with_the_data(backend, keyring):
    assert begin_sign_in(backend) == "unreachable"
    assert backend.api.delete("/v1/data").status == 200
    assert key_ids(keyring) == []
    assert begin_sign_in(backend) == "unreachable"
    assert len(key_ids(keyring)) == 1
