# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sharing that is paused until a time, at one account or altogether, and goes on by itself."""
from harness.ages import from_now
from harness.job import link_mastodon, share, wait_state


def test_one_account_and_all(api, snac):
    account = link_mastodon(api, snac)
    until = from_now(seconds=5)
    paused = api.request("PATCH", f"/v1/accounts/{account}", {"paused": True, "paused_until": until}).json
    assert (paused["paused"], paused["paused_until"]) == (True, until)
    status = share(api, "One place waits", account).json
    held, = status["deliveries"]
    assert (held["state"], held["paused"], held["paused_until"]) == ("stopped", True, until)
    wait_state(api, status["id"], "live")
    assert "paused" not in api.get(f"/v1/accounts/{account}").json
    assert [line["reason"] for line in api.get("/v1/ledger").json["items"] if "account-" in line.get("reason", "")] == ["account-went-on", "account-paused"]

    until = from_now(seconds=5)
    assert api.put("/v1/sharing", {"stopped": True, "until": until}).json["sharing_stopped_until"] == until
    later = share(api, "All waits", account).json
    assert {name: later["deliveries"][0].get(name) for name in ("state", "paused", "paused_until")} == {
        "state": "stopped", "paused": None, "paused_until": until}
    assert api.request("DELETE", f"/v1/statuses/{status['id']}").status == 202
    wait_state(api, status["id"], "removed")
    wait_state(api, later["id"], "live")
    assert api.get("/v1/backend").json["sharing_stopped"] is False

    for method, path in (("PATCH", f"/v1/accounts/{account}"), ("PUT", "/v1/sharing")):
        said, end = ("paused", "paused_until") if method == "PATCH" else ("stopped", "until")
        for body in ({said: False, end: from_now(hours=1)}, {said: True, end: from_now(hours=-1)}, {said: True, end: "tomorrow"}):
            assert api.request(method, path, body).problem == "invalid", body
