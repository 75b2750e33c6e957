# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data of one installation in another that keeps its secrets elsewhere, as a Flatpak does: nothing is lost but those.

And the data of the version before this one, with something on its way.
"""
import contextlib
import pathlib
import shutil
import sqlite3
import time

import pytest

from harness.ages import set_back, take_snapshot
from harness.backend import ARMED, UNKNOWN, Backend
from harness.job import add_bluesky, link_mastodon, share, wait_state
from harness.keyring import Keyring
from harness.processes import wait_for
from harness.session import Session

PUBLISHES = "^/api/v1/statuses$|repo.putRecord"


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


def test_set_back_as_a_whole(session, make_backend, make_proxy, snac, pds):
    """The same computer and the same file, with what stood there before something was sent: it is found, and is there once."""
    session.env["AC_SETTLE_MS"] = "500"
    proxies = {peer.base: make_proxy(peer.base) for peer in (snac, pds)}
    plc = make_proxy(pds.plc)
    plc.rewrite({pds.base: proxies[pds.base].base})
    backend = make_backend(plc=plc.base)
    accounts = link_mastodon(backend.api, snac, server=proxies[snac.base].base), add_bluesky(backend.api, pds)
    for proxy in proxies.values():
        proxy.faults("503", path=PUBLISHES)
    text = f"Set back {time.time()}"
    status = share(backend.api, text, *accounts).json["id"]
    wait_for(lambda: all(any(entry["mode"] == "503" for entry in proxy.requests()) for proxy in proxies.values()), 20, "nobody takes it")
    wait_for(lambda: not versions(backend)[1].get(ARMED), 20, "that is known")
    then = take_snapshot(backend)
    for proxy in proxies.values():
        proxy.faults("pass")
    backend.start()
    wait_state(backend.api, status, "live")
    set_back(backend, then)
    wait_state(backend.api, status, "live")
    assert [peer.texts().count(text) for peer in (snac, pds)] == [1, 1]


MIGRATIONS = pathlib.Path(__file__).resolve().parents[2] / "src/backend/store/migrations"


def make_older(data):
    """The same store as the version before kept it: its tables, with as much of each row as they had a column for."""
    new, scripts = data / "new.sqlite", sorted(MIGRATIONS.glob("*.sql"))[:-1]
    with contextlib.closing(sqlite3.connect(data / "store.sqlite")) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with contextlib.closing(sqlite3.connect(new)) as store:
        store.execute("CREATE TABLE schema_version (version BIGINT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL)")
        for script in scripts:
            store.executescript(script.read_text())
        store.execute("ATTACH ? AS old", (str(data / "store.sqlite"),))
        tables = [name for name, in store.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in tables:
            had, has = ([row[1] for row in store.execute(f"PRAGMA {schema}.table_info({table})")] for schema in ("main", "old"))
            columns = ", ".join(name for name in had if name in has)
            store.execute(f"DELETE FROM main.{table}")
            store.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM old.{table}")
        store.execute("DELETE FROM schema_version WHERE version > ?", (len(scripts),))
        store.commit()
    for name in ("store.sqlite", "store.sqlite-wal", "store.sqlite-shm"):
        (data / name).unlink(missing_ok=True)
    new.rename(data / "store.sqlite")


def versions(backend):
    """Which it is, and how many steps are in each state."""
    with contextlib.closing(sqlite3.connect(f"file:{backend.data}/store.sqlite?mode=ro", uri=True)) as store:
        newest, = store.execute("SELECT MAX(version) FROM schema_version").fetchone()
        return newest, dict(store.execute("SELECT state, COUNT(*) FROM step GROUP BY 1"))


def is_through(proxy, mode):
    """Whether the service has done what something else becomes of on its way back."""
    return any(entry["mode"] == mode and "status" in entry for entry in proxy.requests())


def test_older_store_with_something_on_its_way(session, make_backend, make_proxy, snac, pds):
    """Armed when the process died, or with an answer that never came, and then the programs became newer: each is there once."""
    session.env["AC_SETTLE_MS"] = "5000"
    proxies = {peer.base: make_proxy(peer.base) for peer in (snac, pds)}
    plc = make_proxy(pds.plc)
    plc.rewrite({pds.base: proxies[pds.base].base})
    backend = make_backend(plc=plc.base)
    accounts = link_mastodon(backend.api, snac, server=proxies[snac.base].base), add_bluesky(backend.api, pds)
    texts, made = [f"{kind} {time.time()}" for kind in ("Unknown", "Armed")], []
    for text, mode in zip(texts, ("drop_after", "slow_answer")):
        for proxy in proxies.values():
            proxy.faults(mode, path=PUBLISHES, count=1, delay=60)
        made.append(share(backend.api, text, *accounts).json["id"])
        wait_for(lambda mode=mode: all(is_through(proxy, mode) for proxy in proxies.values()), 40, mode, 0.02)
    wait_for(lambda: versions(backend)[1].get(ARMED) == 2, 20, "both are armed", 0.02)
    backend.kill()
    newest, under_way = versions(backend)
    assert under_way[ARMED] == 2 and under_way[UNKNOWN] > 0
    make_older(backend.data)
    assert versions(backend) == (newest - 1, under_way)
    backend.start()
    for status in made:
        wait_state(backend.api, status, "live")
    assert versions(backend)[0] == newest
    assert [peer.texts().count(text) for peer in (snac, pds) for text in texts] == [1] * 4
