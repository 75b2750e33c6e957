# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data of one installation in another that keeps its secrets elsewhere, as a Flatpak does: nothing is lost but those."""
import shutil

import pytest

from harness.backend import Backend
from harness.job import add_bluesky, link_mastodon, share, wait_state
from harness.keyring import Keyring
from harness.processes import wait_for
from harness.session import Session


@pytest.fixture
def elsewhere(tmp_path):
    """The other installation's session, with a keyring of its own."""
    with Session(tmp_path / "elsewhere", display=False, talkative=True) as made:
        keyring = Keyring(made)
        yield made
        keyring.tell_secrets()
        keyring.process.stop()


def move(backend, session, folder, **more):
    backend.stop()
    shutil.copytree(backend.data, folder / "data")
    return Backend(session, folder, **more)


def states(api):
    return {account["id"]: account.get("reason") for account in api.get("/v1/accounts").json["items"]}


def test_nothing_is_lost_but_secrets(make_backend, elsewhere, tmp_path, snac, pds):
    backend = make_backend(plc=pds.plc)
    mastodon, bluesky = link_mastodon(backend.api, snac), add_bluesky(backend.api, pds)
    text = "Written at the other installation"
    status = share(backend.api, text, mastodon, bluesky).json["id"]
    wait_state(backend.api, status, "live")
    known = backend.api.get("/v1/accounts").json["items"]
    moved = move(backend, elsewhere, tmp_path / "moved", plc=pds.plc)
    try:
        wait_for(lambda: states(moved.api) == {mastodon: "secret-lost", bluesky: "secret-lost"}, 20, "each account asks for its sign-in")
        assert [item["handle"] for item in moved.api.get("/v1/accounts").json["items"]] == [item["handle"] for item in known]
        assert moved.api.get(f"/v1/statuses/{status}").json["text"] == text
        assert link_mastodon(moved.api, snac, account_id=mastodon) == mastodon
        assert states(moved.api) == {mastodon: None, bluesky: "secret-lost"}
        assert add_bluesky(moved.api, pds, account_id=bluesky) == bluesky
        moved.restart()
        assert states(moved.api) == {mastodon: None, bluesky: None}
        assert moved.api.delete(f"/v1/statuses/{status}").status == 202
        wait_state(moved.api, status, "removed", 90)
    finally:
        moved.stop()


def test_key_that_is_here_too(make_backend, session, tmp_path, snac):
    """Another folder of the same installation."""
    backend = make_backend()
    account = link_mastodon(backend.api, snac)
    moved = move(backend, session, tmp_path / "moved")
    try:
        assert states(moved.api) == {account: None}
        wait_state(moved.api, share(moved.api, "From here, too", account).json["id"], "live")
    finally:
        moved.stop()
