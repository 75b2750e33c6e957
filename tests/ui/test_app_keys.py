# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of a developer app in the window: typed, tested, kept, used for a sign-in, removed; and what goes wrong.

The practice services are as strict as the real ones here. A picture of each state is left in pictures/app-keys.
"""
import re
import time

import pytest

from harness.audit import find_faults
from harness.backend import build_dir
from harness.canaries import hits, search_files, search_process
from harness.hosted import free_port, write_key
from harness.practice import PHONE_LENA, THREADS_LENA, open_page, press
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from test_servers import open_window, paste  # noqa: F401

PICTURES = build_dir() / "pictures/app-keys"
BACK = "https://back.example/there"
WRONG = "0123456789abcdef0123456789abcdef"
LOOKS = [(WIDE, "prefer-light", "wide-light"), (NARROW, "prefer-dark", "narrow-dark")]


def picture(window, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    time.sleep(0.5)
    window.picture(PICTURES / f"{name}.png")


@pytest.fixture
def usual_backend(session, make_backend, practice):
    session.env["AC_SETTLE_MS"] = "1000"
    for service in ("facebook", "threads"):
        practice.control("apps", service=service, redirect_uri=BACK)
    return make_backend("--strict-practice", socket=session.run / "accounts-center/backend.sock", practice=practice.base)


def open_accounts(open_window, **more):  # noqa: F811
    window = open_window(**more)
    window.press("button", "Use on This Computer")
    window.action("pane", "accounts")
    window.find("list", "Add an account")
    return window


def open_keys(window, service):
    """Of a service that has none yet; its whole row leads there."""
    window.press("list item", service, within=("list", "Add an account"))
    window.wait_words(f"{service} lets a program in")


def fill(window, **fields):
    for name, words in fields.items():
        window.set_text(window.find("text", name.replace("_", " ")), words)


def is_set(backend, service):
    keys = backend.api.get(f"/v1/services/{service}/app").json["keys"]
    return all(key["set"] for key in keys)


def end_of(url, person):
    status, headers, page = press(url, open_page(url)[2], "allow", account=person)
    assert status == 302, page
    return headers["Location"]


@pytest.mark.parametrize("size, scheme, look", LOOKS)
def test_from_nothing_to_an_account(open_window, usual_backend, practice, default_browser, size, scheme, look):  # noqa: F811
    window = open_accounts(open_window, size=size, scheme=scheme)
    app = practice.apps["threads"]
    open_keys(window, "Threads")
    assert window.find("text", "Redirect Address").text == "https://accounts-center.invalid/threads"
    assert list(find_faults(window)) == []
    picture(window, f"{look}-form")
    window.press("button", "Save")
    window.wait_words("This is needed")
    fill(window, Threads_App_ID="12 34", Threads_App_Secret=app["secret"])
    window.press("button", "Save")
    window.wait_words("An ID is digits alone")
    picture(window, f"{look}-malformed")
    fill(window, Threads_App_ID=f" {app['id']} ", Redirect_Address=BACK)
    window.press("button", "Test These Keys")
    window.wait_words("Only a sign-in shows whether this is right")
    window.press("button", "Save")
    window.wait_words("The keys are kept")
    assert is_set(usual_backend, "threads") and hits(window.heard().encode(), {"secret": app["secret"]}) == []
    window.find("button", "Keys…", within=("list item", "Threads"))
    window.rest()
    picture(window, f"{look}-kept")
    window.press("list item", "Threads", within=("list", "Add an account"))
    window.press("button", "Continue in Browser")
    window.wait_words("In the end the browser goes to " + BACK)
    assert list(find_faults(window)) == []
    picture(window, f"{look}-bring-back")
    window.press("button", "Open Browser")
    address = end_of(default_browser.next(), THREADS_LENA)
    paste(window, "https://elsewhere.example/?code=1")
    window.wait_words("That is not it. The address begins with " + BACK)
    paste(window, f" {address} ")
    window.press("button", "Yes, Add It", seconds=30)
    window.wait_words("Account added", 30)
    window.wait_words("@lenas.bakery")
    assert hits(window.heard().encode(), {"secret": app["secret"]}) == []
    window.close()


def test_wrong_and_right(session, open_window, usual_backend, practice):  # noqa: F811
    """What Meta says of each key stands below it, in words; nothing that was typed gets anywhere."""
    window, app = open_accounts(open_window), practice.apps["whatsapp"]
    canaries = {"secret": app["secret"], "token": app["token"], "wrong": WRONG}
    open_keys(window, "WhatsApp")
    fill(window, App_ID=app["id"], App_Secret=WRONG, Phone_Number_ID="1", System_User_Token=app["token"], Template_Name=app["template"])
    assert hits(window.heard().encode(), canaries) == []
    window.press("button", "Test These Keys")
    window.wait_words("Meta knows no app with this ID and this secret")
    window.wait_words("There is no number with this ID that the token may use")
    picture(window, "wrong")
    fill(window, App_Secret=app["secret"], Phone_Number_ID=app["phone_number_id"])
    window.press("button", "Test These Keys")
    wait_for(lambda: len(window.all("label", "Meta says that this is right")) == 4, 20, "all that can be tested is right")
    picture(window, "right")
    assert not is_set(usual_backend, "whatsapp")
    window.press("button", "Save")
    window.wait_words("The keys are kept")
    window.press("list item", "WhatsApp", within=("list", "Add an account"))
    fill(window, Phone_Number_with_Country_Code="+" + PHONE_LENA)
    window.press("button", "Send Code")
    window.find("text", "Code")
    fill(window, Code=practice.held("messages", number=PHONE_LENA, kind="code")[0]["text"])
    window.press("button", "Check Code")
    window.wait_gone("text", "Code")
    assert hits(window.heard().encode(), canaries) == []
    assert re.search(rb"-DEBUG", window.log.read_bytes()) and hits(window.log.read_bytes() + usual_backend.log.read_bytes(), canaries) == []
    assert search_process(window.process.pid, canaries) == {}
    assert search_files([session.home, session.run], canaries) == {}
    window.close()


def put_keys(backend, practice, service="threads"):
    app = practice.apps[service]
    assert backend.api.put(f"/v1/services/{service}/app", {"id": app["id"], "secret": app["secret"], "redirect_uri": BACK}).status == 200


def test_changed_and_removed(open_window, usual_backend, practice):  # noqa: F811
    put_keys(usual_backend, practice)
    window = open_accounts(open_window)
    window.press("button", "Keys…", within=("list item", "Threads"))
    window.wait_words("One is kept, and never shown")
    assert window.find("text", "Threads App ID").text == practice.apps["threads"]["id"] and not window.find("text", "Threads App Secret").text
    picture(window, "change")
    fill(window, Threads_App_ID="77")
    window.press("button", "Save")
    window.wait_words("The keys are kept")
    window.wait_gone("dialog")
    assert usual_backend.api.get("/v1/services/threads/app").json["keys"][0]["value"] == "77"
    window.press("button", "Keys…", within=("list item", "Threads"))
    window.press("button", "Remove Keys…")
    window.wait_words("Accounts that you added with them stay")
    window.rest()
    picture(window, "remove")
    window.press("button", "Cancel")
    window.wait_gone(name="Remove the Keys for Threads?")
    window.press("button", "Remove Keys…")
    window.press("button", "Remove")
    window.wait_words("The keys are removed")
    window.wait_gone("dialog")
    window.find("button", "Set Up…", within=("list item", "Threads"))
    assert not is_set(usual_backend, "threads")
    window.close()


def test_a_test_can_be_given_up(open_window, usual_backend, practice):  # noqa: F811
    window, app = open_accounts(open_window), practice.apps["facebook"]
    open_keys(window, "Facebook")
    fill(window, App_ID=app["id"], App_Secret=app["secret"])
    practice.faults({"host": "graph.facebook.com", "path": "v23.0/app", "kind": "slow", "amount": 20000})
    window.press("button", "Test These Keys")
    window.press("button", "Asking Meta… Cancel")
    window.find("button", "Test These Keys")
    practice.faults({"host": "graph.facebook.com", "path": "v23.0/app", "kind": "error", "code": 4, "status": 400})
    window.press("button", "Test These Keys")
    window.wait_words("asks to slow down")
    assert not window.all(name="Meta says that this is right")
    window.close()


def test_locked_keyring(open_window, keyring, usual_backend, practice):  # noqa: F811
    """Nothing is lost by it, and it goes on when it is open."""
    put_keys(usual_backend, practice)
    window = open_accounts(open_window)
    usual_backend.restart()
    keyring.lock()
    window.press("button", "Keys…", within=("list item", "Threads"), seconds=60)
    window.wait_words("The keys could not be looked at", 60)
    window.wait_words("keyring is locked")
    picture(window, "locked")
    keyring.unlock()
    window.press("button", "Try Again")
    window.wait_words("One is kept, and never shown", 30)
    window.close()


def test_learn_more(open_window):  # noqa: F811
    window = open_accounts(open_window)
    for service, words in {"Threads": "Access the Threads API", "Facebook": "Manage everything on your Page",
                           "Instagram": "API setup with Instagram login", "WhatsApp": "Message templates"}.items():
        open_keys(window, service)
        if service == "WhatsApp":
            window.keys("F1")
        else:
            window.act(next(node for node in window.all("button", within=("dialog", f"Keys for {service}")) if node.label.startswith("Learn More")))
        window.wait_words(words)
        window.rest()
        picture(window, f"help-{service.lower()}")
        window.keys("Escape")
        window.wait_gone("heading", "What can’t be done")
        window.keys("Escape")
        window.wait_gone("dialog")
    window.close()


def test_managed_by_the_host(open_window, make_oidc, make_hosted, default_browser, browser, tmp_path):  # noqa: F811
    secret, port = tmp_path / "app-secret", free_port()
    write_key(secret)
    secret.write_text(WRONG + "\n")
    server = make_hosted(issuer=make_oidc(audience=f"http://127.0.0.1:{port}"), port=port,
                         sign_in=f"[app-threads]\nid=77\nsecret-file={secret}\nredirect-uri={BACK}\n")
    window = open_window()
    window.press("button", "Sign In to a Server…")
    window.set_text(window.find("text", "Address of the Server"), server.audience)
    window.press("button", "Continue")
    window.wait_words("Type your password nowhere else")
    window.press("button", "Continue in Browser")
    browser.sign_in_at_oidc(default_browser.next(), "alice")
    window.find("list item", "Overview", seconds=30)
    window.action("pane", "accounts")
    window.wait_words(f"Its keys are managed by 127.0.0.1:{port}")
    window.find("button", "Details", within=("list item", "Facebook"))
    assert not window.all("button", "Keys…") and not window.all("button", "Set Up…")
    window.rest()
    picture(window, "managed")
    window.close()
