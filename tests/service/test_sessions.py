# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From where a person is signed in at a hosted backend, and how they end it."""
import socket
import time

from harness.hosted import BoundApi, Key, TcpApi
from harness.processes import wait_for


def sign_in(hosted, issuer, name, key=None, person="ada"):
    """A device with a key of its own."""
    key = key or Key(issuer.folder, name)
    return BoundApi(hosted.port, issuer.token(person, cnf={"jkt": key.thumbprint}), key, device=f"{name}%20(acctl)")


def names(api):
    return [item["name"] for item in api.get("/v1/sessions").json["items"]]


def assert_signed_out(api):
    answer = api.get("/v1/backend")
    assert (answer.status, answer.problem) == (401, "signed-out")
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_a_device_is_signed_out(hosted, issuer):
    laptop, phone = sign_in(hosted, issuer, "laptop"), sign_in(hosted, issuer, "phone")
    assert names(laptop) == ["laptop (acctl)"]
    listed = phone.get("/v1/sessions").json["items"]
    assert {item["name"]: item["current"] for item in listed} == {"laptop (acctl)": False, "phone (acctl)": True}
    assert all(item["can_end"] for item in listed)

    lost = next(item["id"] for item in listed if not item["current"])
    assert phone.delete(f"/v1/sessions/{lost}").status == 204
    assert_signed_out(laptop)
    assert_signed_out(sign_in(hosted, issuer, "laptop", laptop.key))
    assert names(phone) == ["phone (acctl)"]
    assert phone.delete(f"/v1/sessions/{lost}").status == 404

    hosted.process.stop(seconds=20)
    hosted.start()
    assert_signed_out(laptop)
    again = sign_in(hosted, issuer, "laptop")
    assert sorted(names(again)) == ["laptop (acctl)", "phone (acctl)"], "signed in again, with another key"


def test_all_others_are_signed_out(hosted, issuer):
    devices = [sign_in(hosted, issuer, f"device-{number}") for number in range(3)]
    other = sign_in(hosted, issuer, "bob's", person="bob")
    for api in (*devices, other):
        assert api.get("/v1/backend").status == 200
    assert devices[1].delete("/v1/sessions").status == 204
    assert_signed_out(devices[0])
    assert_signed_out(devices[2])
    assert devices[1].get("/v1/backend").status == 200 and other.get("/v1/backend").status == 200
    own = devices[1].get("/v1/sessions").json["items"]
    assert devices[1].delete(f"/v1/sessions/{own[0]['id']}").status == 204
    assert_signed_out(devices[1])


def test_a_session_of_the_provider(hosted, issuer):
    """Without a key, a token says in which session it was made, and when its person signed in."""
    now = int(time.time())

    def ask(**claims):
        return TcpApi(hosted.port, issuer.token("ada", **{"sid": "s", "auth_time": now - 60, **claims}))
    here = ask(sid="other")
    assert ask().get("/v1/backend").status == 200 and here.get("/v1/backend").status == 200
    there = next(item["id"] for item in here.get("/v1/sessions").json["items"] if not item["current"])
    assert here.delete(f"/v1/sessions/{there}").status == 204
    assert_signed_out(ask())
    assert_signed_out(ask(iat=now + 20))
    assert here.get("/v1/backend").status == 200
    assert ask(auth_time=now + 20).get("/v1/backend").status == 200


def test_who_listens_is_signed_out(hosted, issuer):
    bearer, phone = hosted.api("ada"), sign_in(hosted, issuer, "phone")
    events = bearer.events()
    listed = phone.get("/v1/sessions").json["items"]
    events.wait("session")
    phone.delete("/v1/sessions/" + next(item["id"] for item in listed if not item["current"]))
    events.socket.settimeout(20)
    wait_for(lambda: is_over(events.socket), 20, "the stream ends")
    assert_signed_out(bearer)


def is_over(stream):
    try:
        return stream.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_another_process_hears_of_it(make_hosted, issuer, postgres):
    store = postgres.make_database()
    one = make_hosted(store=store)
    two = make_hosted(store=store, key=one.key)
    laptop, phone = sign_in(one, issuer, "laptop"), sign_in(two, issuer, "phone")
    there = BoundApi(two.port, laptop.bound, laptop.key)
    assert laptop.get("/v1/backend").status == 200 and there.get("/v1/backend").status == 200
    listed = phone.get("/v1/sessions").json["items"]
    assert len(listed) == 2, "at both processes it is one session"
    assert phone.delete("/v1/sessions").status == 204
    assert_signed_out(there)
    wait_for(lambda: laptop.get("/v1/backend").problem == "signed-out", 10, "the other process refuses, too")
    assert phone.get("/v1/backend").status == 200


def test_a_name_is_checked(hosted, issuer):
    for said, kept in {"%41da%C2%B4s": "Ada´s", "%FF": "", "a%0Ab": "", "x" * 200: ""}.items():
        token = issuer.token("ada", sid=said)
        TcpApi(hosted.port, token).request("GET", "/v1/backend", headers={"Accounts-Center-Device": said})
        assert kept in names(TcpApi(hosted.port, token)), said
    plain = TcpApi(hosted.port, issuer.token("ada", sid="curl"))
    plain.request("GET", "/v1/backend", headers={"User-Agent": "curl/8.1 (x)"})
    assert "curl" in names(plain)


def test_this_computer(api):
    (only,) = api.get("/v1/sessions").json["items"]
    assert (only["name"], only["current"], only["can_end"]) == (socket.gethostname(), True, False)
    assert (api.delete("/v1/sessions").problem, api.delete(f"/v1/sessions/{only['id']}").problem) == ("conflict", "conflict")
