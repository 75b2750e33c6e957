# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several hosted backends on one PostgreSQL database: what one writes the others know."""
import concurrent.futures
import time

import pytest

from harness.job import add_bluesky, link_bluesky, share, wait_state
from harness.processes import wait_for

pytestmark = pytest.mark.parametrize("engine", ["postgres"], indirect=True)


@pytest.fixture
def two(make_hosted, pds):
    first = make_hosted(plc=pds.plc)
    return first, make_hosted(plc=pds.plc, store=first.store, key=first.key)


def test_what_another_process_wrote(two, pds):
    here, there = (hosted.api("ada") for hosted in two)
    assert here.get("/v1/accounts").json["items"] == there.get("/v1/accounts").json["items"] == []
    events = there.events()
    account = add_bluesky(here, pds)
    events.wait("account", lambda data: data["id"] == account)
    assert [item["id"] for item in there.get("/v1/accounts").json["items"]] == [account]

    text = f"From two {time.time()}"
    status = share(there, text, account).json["id"]
    wait_state(here, status, "live")
    assert pds.texts().count(text) == 1
    events.wait("delivery", lambda data: data["status_id"] == status)
    events.close()


def test_removed_elsewhere(make_hosted, make_proxy, pds):
    """Credentials that one process has in memory are not used once another has given them back."""
    before_pds, before_plc = make_proxy(pds.base), make_proxy(pds.plc)
    before_plc.rewrite({pds.base: before_pds.base})
    first = make_hosted(plc=before_plc.base)
    second = make_hosted(plc=before_plc.base, store=first.store, key=first.key)
    here, there = first.api("ada"), second.api("ada")
    account = add_bluesky(here, pds)
    before_pds.forget()
    assert there.post(f"/v1/accounts/{account}/check").status == 200
    assert before_pds.requests()
    here.delete(f"/v1/accounts/{account}")
    wait_for(lambda: here.get(f"/v1/accounts/{account}").status == 404, 30, "the account is gone")
    before_pds.forget()
    assert there.post(f"/v1/accounts/{account}/check").status == 404
    assert before_pds.requests() == []


def check(api, account):
    return api.post(f"/v1/accounts/{account}/check").status


def test_tokens_are_renewed_by_one(make_hosted, hasty_pds, browser):
    """A refresh token is good for once: two processes that renew at a time end the sign-in at this service."""
    first = make_hosted(plc=hasty_pds.plc)
    second = make_hosted(plc=hasty_pds.plc, store=first.store, key=first.key)
    apis = [hosted.api("ada") for hosted in (first, second)]
    account = link_bluesky(apis[0], hasty_pds, browser)
    for _ in range(5):
        time.sleep(1.5)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            assert list(pool.map(lambda api: check(api, account), apis * 3)) == [200] * 6
    wait_state(apis[1], share(apis[1], "Renewed", account).json["id"], "live")


def test_renewed_after_a_death(session, make_hosted, make_proxy, pds):
    """A process that dies while it renews tokens is waited for as long as a lease lasts."""
    session.env["AC_LEASE_MS"] = "4000"
    before_pds, before_plc = make_proxy(pds.base), make_proxy(pds.plc)
    before_plc.rewrite({pds.base: before_pds.base})
    first = make_hosted(plc=before_plc.base)
    [[name]] = first.store.ask("SELECT id FROM process")
    second = make_hosted(plc=before_plc.base, store=first.store, key=first.key)
    account = add_bluesky(first.api("ada"), pds)
    first.store.ask(f"UPDATE account SET refresher = '{name}'")
    before_pds.faults("expired", path="getSession", count=1)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        checked = pool.submit(check, second.api("ada"), account)
        wait_for(lambda: any(entry["mode"] == "expired" for entry in before_pds.requests()), 60, "the token is refused")
        time.sleep(1)
        assert not checked.done()
        assert not any("refreshSession" in entry["path"] for entry in before_pds.requests())
        first.kill()
        assert checked.result(90) == 200
    assert sum("refreshSession" in entry["path"] for entry in before_pds.requests()) == 1
