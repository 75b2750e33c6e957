# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking whether a copy is still there: what somebody deleted at the service is told apart from what was taken back from here."""
import contextlib
import sqlite3
import time

import pytest

from harness.authors import AtPds, AtSnac
from harness.job import add_bluesky, link_mastodon, share, states, wait_state


@pytest.fixture
def backend(make_backend, pds):
    return make_backend(plc=pds.plc)


@pytest.fixture(params=["mastodon", "bluesky"])
def place(request, api, snac, pds):
    """Somebody who deletes at the service with another program, and how the account that is theirs is added."""
    if request.param == "bluesky":
        return AtPds(pds, pds.alice), lambda server=None: add_bluesky(api, pds)
    return AtSnac(snac), lambda server=None: link_mastodon(api, snac, server=server)


def verify(api, status):
    delivery, = api.get(f"/v1/statuses/{status}").json["deliveries"]
    return api.request("POST", f"/v1/deliveries/{delivery['id']}/verify")


def test_deleted_there(api, place, snac, make_proxy):
    author, link = place
    proxy = make_proxy(snac.base)
    account = link(proxy.base)
    text = f"Deleted there {time.time()}"
    status = share(api, text, account).json["id"]
    url = wait_state(api, status, "live")["deliveries"][0]["url"]
    seen = verify(api, status)
    assert (seen.status, seen.json["state"], seen.json["url"]) == (200, "live", url)

    author.delete(url)
    assert states(api, status) == ["live"], "nobody has looked"
    if isinstance(author, AtSnac):
        proxy.faults("503", method="GET")
        assert verify(api, status).status >= 400 and states(api, status) == ["live"], "that nobody could look proves nothing"
        proxy.faults()
    gone = verify(api, status)
    assert (gone.status, gone.json["state"]) == (200, "gone") and "url" not in gone.json
    assert verify(api, status).problem == "conflict"
    assert [item["id"] for item in api.get("/v1/statuses?state=ended").json["items"]] == [status]
    assert api.every("/v1/deliveries") == []
    assert api.delete(f"/v1/statuses/{status}").status == 202
    wait_state(api, status, "removed")


def lose(backend, status):
    """As if nobody could find out whether it arrived: the person is asked, and no address is known."""
    backend.kill()
    with contextlib.closing(sqlite3.connect(backend.data / "store.sqlite")) as store, store:
        store.execute("UPDATE delivery SET remote_id = NULL, remote_uri = NULL, url = NULL, key = 'lost' || id, open = 1 WHERE status_id = ?", (status,))
        store.execute("UPDATE step SET state = 6, look = 1 WHERE delivery_id IN (SELECT id FROM delivery WHERE status_id = ?)", (status,))
    backend.start()


def test_answer_with_an_address(backend, api, place):
    author, link = place
    account = link()
    text, other = f"Found by the person {time.time()}", f"Another {time.time()}"
    status, taken = (share(api, words, account).json["id"] for words in (text, other))
    url, taken_url = (wait_state(api, each, "live")["deliveries"][0]["url"] for each in (status, taken))
    lose(backend, status)
    delivery, = api.get(f"/v1/statuses/{status}").json["deliveries"]
    assert delivery["state"] == "needs-you"

    def answer(url, verdict="posted"):
        return api.request("POST", f"/v1/deliveries/{delivery['id']}/resolve", {"verdict": verdict, "url": url})
    for wrong, problem in (("https://example.org/@ada/1", "invalid"), (url[:-3] + "zzz", "not-found"), (taken_url, "conflict")):
        assert answer(wrong).problem == problem, wrong
    assert answer(url, "drop").problem == "invalid"
    assert states(api, status) == ["needs-you"]

    found = answer(url)
    assert (found.status, found.json["state"], found.json["url"]) == (200, "live", url)
    assert answer(url).problem == "conflict"
    api.delete(f"/v1/statuses/{status}")
    wait_state(api, status, "removed")
    assert text not in author.texts() and other in author.texts()
