# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking whether a copy is still there: what somebody deleted at the service is told apart from what was taken back from here."""
import time

import pytest

from harness.authors import AtPds, AtSnac
from harness.job import add_bluesky, link_mastodon, share, states, wait_state


@pytest.fixture
def backend(make_backend, pds):
    return make_backend(plc=pds.plc)


@pytest.fixture(params=["mastodon", "bluesky"])
def place(request, api, snac, pds, make_proxy):
    """Somebody who deletes at the service with another program, and the account that is theirs."""
    if request.param == "bluesky":
        return AtPds(pds, pds.alice), add_bluesky(api, pds), None
    proxy = make_proxy(snac.base)
    return AtSnac(snac), link_mastodon(api, snac, server=proxy.base), proxy


def verify(api, status):
    delivery, = api.get(f"/v1/statuses/{status}").json["deliveries"]
    return api.request("POST", f"/v1/deliveries/{delivery['id']}/verify")


def test_deleted_there(api, place):
    author, account, proxy = place
    text = f"Deleted there {time.time()}"
    status = share(api, text, account).json["id"]
    url = wait_state(api, status, "live")["deliveries"][0]["url"]
    seen = verify(api, status)
    assert (seen.status, seen.json["state"], seen.json["url"]) == (200, "live", url)

    author.delete(url)
    assert states(api, status) == ["live"], "nobody has looked"
    if proxy:
        proxy.faults("503", method="GET")
        assert verify(api, status).status >= 400 and states(api, status) == ["live"], "that nobody could look proves nothing"
        proxy.faults()
    gone = verify(api, status)
    assert (gone.status, gone.json["state"]) == (200, "gone") and "url" not in gone.json
    assert verify(api, status).problem == "conflict"
    assert [item["id"] for item in api.get("/v1/statuses?state=ended").json["items"]] == [status]
    assert api.every("/v1/deliveries") == []
    assert api.delete(f"/v1/statuses/{status}").status == 202
    assert states(api, status) == ["gone"]
