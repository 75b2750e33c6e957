# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""acctl at a terminal and in a script, through the real backend, at the real services."""
import contextlib
import json
import re
import signal
import socket
import sqlite3
import subprocess
import time
import uuid

import pytest

from harness.authors import AtPds
from harness.backend import Backend, build_dir
from harness.browser import Browser
from harness.contract import Contract
from harness.keyring import Keyring
from harness.pictures import add_picture, jpeg, noise, png, stored
from harness.processes import Process, read_line, wait_for
from harness.session import Session
from harness.terminal import Terminal

SANITIZER = re.compile(r"==\d+==WARNING: ASan doesn't fully support makecontext/swapcontext .*\n")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")


class House:
    """A backend with the accounts of alice at both services, all of it made with acctl."""

    def __init__(self, session, backend, folder):
        self.session, self.backend, self.folder = session, backend, folder
        self.program = build_dir() / "src/cli/acctl"

    def command(self, *arguments):
        return [str(self.program), "--socket", str(self.backend.socket), *map(str, arguments)]

    def run(self, *arguments, status=0, stdin="", env=None):
        """Runs acctl; the answer has passed the sanitizers, and ended with the status asked for."""
        done = subprocess.run(self.command(*arguments), env=dict(self.session.env, **(env or {})), input=stdin,
                              capture_output=True, text=True, timeout=120)
        assert done.returncode == status, (arguments, done)
        assert "\t" not in done.stdout and not re.search(r" +$", done.stdout, re.M), done.stdout
        return done

    def say(self, *arguments, **more):
        """What stands on standard output; a success says nothing beside it."""
        done = self.run(*arguments, **more)
        assert done.returncode != 0 or not SANITIZER.sub("", done.stderr), done.stderr
        return done.stdout

    def json(self, *arguments, **more):
        return json.loads(self.run("--json", *arguments, **more).stdout)


@pytest.fixture(scope="module")
def house(shared_folder, snac, pds):
    with Session(shared_folder / "acctl", display=False) as session:
        keyring = Keyring(session)
        backend = Backend(session, session.base / "backend", plc=pds.plc)
        made = House(session, backend, session.base)
        sign_in_with_prompt(made, pds)
        sign_in_with_paste(made, snac)
        yield made
        backend.stop()
        keyring.process.stop()


def sign_in_with_prompt(house, pds):
    """An app password is asked for on the terminal, and never shown."""
    terminal = Terminal(house.command("accounts", "add", "bluesky", pds.base, "--app-password", pds.alice["handle"]), house.session.env)
    terminal.wait(lambda shown: "App password: " in shown)
    terminal.say(pds.alice["app_password"])
    shown = terminal.end()
    assert pds.alice["app_password"] not in shown
    assert re.search(rf"^{re.escape(pds.alice['handle'])} +Bluesky +on\r$", shown, re.M), shown


def sign_in_with_paste(house, snac):
    """The browser is elsewhere: it can't reach us, so the address that it ends at is pasted."""
    with Session(house.folder / "elsewhere", display=False) as elsewhere:
        browser = Browser(elsewhere, "--host-resolver-rules=MAP 127.0.0.1 ~NOTFOUND")
        try:
            log = house.folder / "add.log"
            adding = Process("acctl", house.command("accounts", "add", "mastodon", snac.base), log, env=house.session.env,
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            url = adding.wait_until(lambda: re.search(rf"^{re.escape(snac.base)}\S+$", adding.log_end(), re.M), 60)[0]
            end = browser.sign_in_at_snac(url, snac.login, snac.password)
            adding.popen.stdin.write(b"http://127.0.0.1:9/?code=no&state=no\n")
            adding.popen.stdin.flush()
            adding.wait_until(lambda: "not accepted" in adding.log_end(), 30)
            adding.popen.stdin.write(end.encode() + b"\n")
            adding.popen.stdin.flush()
            adding.wait_until(lambda: "Is this the right account" in adding.log_end(), 60)
            adding.popen.stdin.write(b"yes\n")
            adding.popen.stdin.flush()
            shown = read_line(adding.popen.stdout.fileno(), 60)
        finally:
            browser.stop()
    assert adding.popen.wait(60) == 0, adding.log_end()
    assert re.fullmatch(r"@alice@\S+ +Mastodon +on", shown), shown


WRONG_CALLS = {
    "nothing": ([], "lists the commands"),
    "no command": (["tell"], "no such command"),
    "half a command": (["accounts"], "no such command"),
    "too little": (["accounts", "add"], "acctl accounts add SERVICE [SERVER]"),
    "too much": (["status", "now"], "acctl status"),
    "foreign option": (["status", "--wait"], "does not belong"),
    "unknown option": (["--password=open-sesame", "status"], "no option “--password”"),
    "unknown letter": (["-p", "open-sesame", "status"], "no option “-p”"),
    "no value": (["share", "Hello", "--to"], "lacks its value"),
}


@pytest.mark.parametrize("name", WRONG_CALLS)
def test_wrong_call(name, session):
    arguments, words = WRONG_CALLS[name]
    done = subprocess.run([build_dir() / "src/cli/acctl", *arguments], env=session.env, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, ""), done
    assert done.stderr.startswith("acctl: ") and words in done.stderr and done.stderr.count("\n") == 1
    assert "sesame" not in done.stderr


def test_help_and_version(session):
    def say(*arguments):
        return subprocess.run([build_dir() / "src/cli/acctl", *arguments], env=session.env, capture_output=True, text=True,
                              check=True, timeout=60).stdout
    shown = say("--help")
    for words in ("accounts add SERVICE [SERVER]", "share TEXT|-", "events", "--json", "Exit status"):
        assert words in shown
    assert re.fullmatch(r"acctl \d+\.\d+\.\d+\n", say("--version"))


def schema_errors(name, value):
    import jsonschema
    spec = Contract().spec
    validator = jsonschema.Draft202012Validator({"components": spec["components"], "$ref": f"#/components/schemas/{name}"})
    return [error.message for error in validator.iter_errors(value)]


def test_status(house):
    shown = house.say("status")
    assert re.search(r"^Keyring: +unlocked$", shown, re.M) and re.search(r"^Accounts: +2$", shown, re.M)
    assert re.search(r"^Sharing: +allowed$", shown, re.M)
    assert len({line.index(line.split(": ", 1)[1].lstrip()) for line in shown.splitlines()}) == 1, "not aligned:\n" + shown
    assert not schema_errors("Backend", house.json("status"))


def test_services(house):
    lines = house.say("services").splitlines()
    assert [re.split(r"  +", line)[:2] for line in lines] == [
        [name.lower(), name] for name in ("Mastodon", "Bluesky", "Facebook", "Instagram", "Threads", "WhatsApp")]
    assert "server must be named" in lines[0] and "app password" in lines[1]
    items = house.json("services")["items"]
    assert [item["id"] for item in items] == ["mastodon", "bluesky", "facebook", "instagram", "threads", "whatsapp"]
    assert not [error for item in items for error in schema_errors("Service", item)]


def test_accounts(house, pds):
    shown = house.say("accounts", "list")
    assert pds.alice["handle"] in shown and "@alice@localhost" in shown and not UUID.search(shown)
    assert len({re.search(r"Mastodon|Bluesky", line).start() for line in shown.splitlines()}) == 1, "not aligned:\n" + shown
    items = house.json("accounts", "list")["items"]
    assert {item["service"] for item in items} == {"mastodon", "bluesky"}
    assert not [error for item in items for error in schema_errors("Account", item)]
    assert house.json("accounts", "check", "@" + pds.alice["handle"].upper())["state"] == "on"
    assert "no such thing" in house.run("accounts", "check", "@nobody", status=1).stderr
    assert house.json("accounts", "check", "@nobody", status=1) == {"error": "not-found"}


def test_wrong_password(house, pds):
    add = ("accounts", "add", "bluesky", pds.base, "--app-password", pds.bob["handle"])
    done = house.run(*add, stdin="wrong-pass-word\n", status=1)
    assert "app password is wrong" in done.stderr and "wrong-pass-word" not in done.stderr
    assert house.json(*add, stdin="wrong-pass-word\n", status=1) == {"error": "wrong-password"}
    assert "No app password" in house.run(*add, stdin="", status=2).stderr


def test_interrupted_sign_in(house, snac):
    adding = Process("acctl", house.command("--json", "accounts", "add", "mastodon", snac.base), house.folder / "interrupted.log",
                     env=house.session.env)
    url = adding.wait_until(lambda: re.search(rf"^{re.escape(snac.base)}\S+$", adding.log_end(), re.M), 60)[0]
    port = int(re.search(r"127\.0\.0\.1%3A(\d+)", url)[1])
    adding.popen.send_signal(signal.SIGINT)
    assert adding.popen.wait(60) == 1 and '{"error":"cancelled"}' in adding.log_end(), adding.log_end()
    with pytest.raises(ConnectionRefusedError):
        wait_for(lambda: socket.create_connection(("127.0.0.1", port), 5).close(), 10, "the redirect's port is closed")


def test_add_and_remove(house, pds):
    add = ("accounts", "add", "bluesky", pds.base, "--app-password", pds.bob["handle"])
    assert house.json(*add, stdin=pds.bob["app_password"] + "\n")["handle"] == pds.bob["handle"]
    assert house.json("accounts", "remove", pds.bob["handle"])["what"] == "account"
    wait_for(lambda: pds.bob["handle"] not in house.say("accounts", "list"), 30, "bob is gone")


def test_share_without_choice(house):
    assert "--to" in house.run("share", "Hello", "--audience", "public", status=2).stderr
    assert "--audience" in house.run("share", "Hello", "--to", "bluesky", status=2).stderr
    assert "--audience" in house.run("share", "Hello", "--to", "bluesky", "--audience", "all", status=2).stderr
    assert "no account “@nobody”" in house.run("share", "Hello", "--to", "@nobody", "--audience", "public", status=2).stderr
    assert "no such audience" in house.run("share", "Hello", "--to", "bluesky", "--audience", "followers", status=2).stderr
    assert "There is no text" in house.run("share", "-", "--to", "bluesky", "--audience", "public", status=2).stderr
    assert "too long" in house.run("share", "a" * 301, "--to", "bluesky", "--audience", "public", status=5).stderr


def test_share_and_delete(house, pds):
    text = f"From a terminal {time.time()}"
    shared = house.json("share", text, "--to", "bluesky", "--audience", "public", "--wait")
    assert not schema_errors("Status", shared)
    assert [delivery["state"] for delivery in shared["deliveries"]] == ["live"]
    assert text in [post["value"]["text"] for post in pds.posts()]
    deleted = house.json("delete", shared["id"], "--wait")
    assert [delivery["state"] for delivery in deleted["deliveries"]] == ["removed"]
    assert text not in [post["value"]["text"] for post in pds.posts()]


def test_share_pictures(house, pds, tmp_path):
    one, two, text = tmp_path / "one.jpg", tmp_path / "two.png", tmp_path / "text.txt"
    one.write_bytes(jpeg(40, 30)), two.write_bytes(png(40, 30)), text.write_text("no picture")
    words = f"With pictures {time.time()}"
    to = ("--to", "bluesky", "--audience", "public")
    shared = house.json("share", words, *to, "--picture", one, "--alt", "A field", "--picture", two, "--wait")
    assert [(each["type"], each.get("alt")) for each in shared["pictures"]] == [("image/jpeg", "A field"), ("image/png", None)]
    post, = [post["value"] for post in pds.posts() if post["value"]["text"] == words]
    assert [image["alt"] for image in post["embed"]["images"]] == ["A field", ""]
    house.json("delete", shared["id"], "--wait")
    assert "choose another picture" in house.run("share", "x", *to, "--picture", text, status=2).stderr
    assert "can’t be read" in house.run("share", "x", *to, "--picture", tmp_path / "none.jpg", status=2).stderr
    assert "more --alt" in house.run("share", "x", *to, "--alt", "A field", status=2).stderr
    assert house.json("share", "", *to, "--story", "--picture", one, status=1) == {"error": "invalid"}
    two.write_bytes(noise(3_000_000))
    told = house.run("share", "Smaller", *to, "--picture", two, "--wait").stderr
    assert f"Will be made smaller for {pds.alice['handle']}." in told and two.stat().st_size > 2_900_000
    one.write_bytes(stored("moving.gif"))
    assert "has several pictures; the first one is shared" in house.run("share", "First", *to, "--picture", one, "--wait").stderr
    assert re.search(r"4 pictures \(JPEG, PNG, 1.0.MB each\)", house.say("services"))


def test_share_in_words(house, pds, snac):
    text = f"To both {time.time()}"
    shown = house.say("share", "-", "--to", "mastodon", "--to", pds.alice["handle"], "--audience", "public", "--wait", stdin=text + "\n")
    status = re.fullmatch(rf"Status ({UUID.pattern})", shown.splitlines()[0])[1]
    rows = shown.splitlines()[1:]
    assert len(rows) == 2 and all(re.search(r"  everyone  live  http\S+$", row) for row in rows), shown
    assert not UUID.search("\n".join(rows))
    assert any(text in post for post in snac.texts())
    deleted = house.say("delete", status, "--wait")
    assert len(re.findall(r"  everyone  taken back$", deleted, re.M)) == 2, deleted
    assert not any(text in post for post in snac.texts())
    assert text not in [post["value"]["text"] for post in pds.posts()]


def test_share_another_text(house, pds, snac):
    text, own = f"For all {time.time()}", f"For one {time.time()}"
    to = ("--to", "mastodon", "--to", "bluesky", "--audience", "public")
    shared = house.json("share", text, *to, "--text-for", f"bluesky={own}", "--wait")
    assert {delivery["service"]: delivery.get("text") for delivery in shared["deliveries"]} == {"mastodon": None, "bluesky": own}
    assert own in [post["value"]["text"] for post in pds.posts()] and any(text in post for post in snac.texts())
    assert f"  Text of its own: {own}" in house.say("delete", shared["id"], "--wait")
    assert "ACCOUNT=TEXT" in house.run("share", text, *to, "--text-for", "bluesky", status=2).stderr
    assert "no place that" in house.run("share", text, *to, "--text-for", "threads=Here", status=2).stderr
    twice = ("--text-for", "bluesky=Here", "--text-for", f"{pds.alice['handle']}=There")
    assert "twice" in house.run("share", text, *to, *twice, status=2).stderr


def test_edit(house, snac):
    text, own, new = (f"{words} {time.time()}" for words in ("Fresh bred", "Fresh bred here", "Fresh bread"))
    shared = house.json("share", text, "--to", "mastodon", "--to", "bluesky", "--audience", "public", "--text-for", f"bluesky={own}", "--wait")
    changed = house.json("statuses", "edit", shared["id"], "-", "--wait", stdin=new + "\n")
    assert {each["service"]: each.get("edit") for each in changed["deliveries"]} == {"mastodon": "changed", "bluesky": None}
    assert any(new in post for post in snac.texts())
    assert "  changed" in house.say("statuses", "edit", shared["id"], new + "!", "--wait")
    assert house.json("statuses", "edit", shared["id"], "--text-for", "bluesky=Other", status=1) == {"error": "conflict"}
    assert "There is no text" in house.run("statuses", "edit", shared["id"], status=2).stderr
    assert "a text of its own" in house.run("statuses", "edit", shared["id"], "x", "--text-for", "mastodon=Other", status=2).stderr
    house.json("delete", shared["id"], "--wait")

    by_hand = house.json("share", text, "--to", "threads", "--audience", "public", "--text-for", "threads=Mine")
    copy, = house.json("statuses", "edit", by_hand["id"], "--text-for", "threads=Other")["deliveries"]
    assert (copy["text"], copy["url"]) == ("Other", "https://www.threads.com/intent/post?text=Other")


def test_statuses(house):
    text = f"Three\nlines\nto be listed {time.time()} " + "x" * 60
    later = house.json("share", text, "--to", "bluesky", "--audience", "public", "--share-at",
                       time.strftime("%Y-%m-%dT10:00", time.localtime(time.time() + 100 * 86400)))
    listed = house.json("statuses", "--state", "scheduled")["items"]
    assert [status["id"] for status in listed] == [later["id"]] and not schema_errors("Status", listed[0])
    row, = house.say("statuses", "--state=scheduled", "--search=LINES\nTO BE").splitlines()
    assert row.startswith(later["id"]) and "to be shared later" in row and row.endswith("…") and "Three lines" in row
    assert house.say("statuses", "--state=live", "--search=to be listed") == ""
    assert later["id"] in [status["id"] for status in house.json("statuses", "--search", "to be listed")["items"]]
    house.json("delete", later["id"])
    assert house.json("statuses", "--state=scheduled")["items"] == []
    assert later["id"] in house.say("statuses", "--state=ended")
    assert "live, scheduled or ended" in house.run("statuses", "--state=gone", status=2).stderr
    assert "does not belong" in house.run("drafts", "list", "--state=live", status=2).stderr


def test_drafts(house):
    account, = (account for account in house.json("accounts", "list")["items"] if account["service"] == "bluesky")
    api, draft = house.backend.api, str(uuid.uuid4())
    picture = add_picture(api, jpeg(40, 30)).json["id"]
    kept = api.put(f"/v1/drafts/{draft}", {
        "text": "First line\n\x1b[31mSecond line", "pictures": [{"id": picture, "alt": "A field"}],
        "targets": [{"account_id": account["id"], "audience": "public"}, {"service": "whatsapp", "audience": "followers"}]}).json
    assert house.json("drafts", "list")["items"] == [kept] and house.json("drafts", "show", draft) == kept
    assert re.fullmatch(rf"{draft}  \S.* First line \ufffd\[31mSecond line\n", house.say("drafts", "list"))
    shown = house.say("drafts", "show", draft)
    assert shown.splitlines()[:2] == ["First line", "\ufffd[31mSecond line"] and re.search("image/jpeg +A field", shown)
    assert re.search(rf"{re.escape(account['handle'])} +everyone", shown) and re.search("whatsapp +followers", shown)
    assert house.say("drafts", "delete", draft) == "" == house.say("drafts", "list")
    for call in ("show", "delete"):
        assert house.json("drafts", call, draft, status=1) == {"error": "not-found"}
    house.run("drafts", "show", "..", status=1)


def test_unknown_ids(house):
    nobody = "00000000-0000-4000-8000-000000000000"
    for call in (("delete", nobody), ("deliveries", "attempts", nobody), ("deliveries", "verify", nobody), ("retry", nobody), ("resolve", nobody, "posted")):
        assert "no such thing" in house.run(*call, status=1).stderr
        assert house.json(*call, status=1) == {"error": "not-found"}
    assert "posted, not-posted and drop" in house.run("resolve", nobody, "perhaps", status=2).stderr


def test_looking_again(house, pds):
    shared = house.json("share", f"Looked at {time.time()}", "--to", "bluesky", "--audience", "public", "--wait")
    delivery, = shared["deliveries"]
    assert re.search(r" live ", house.say("deliveries", "verify", delivery["id"]))
    AtPds(pds, pds.alice).delete(delivery["url"])
    assert "no longer there" in house.say("deliveries", "verify", delivery["id"])
    assert shared["id"] in house.say("statuses", "--state=ended", "--search", shared["text"])
    assert house.json("deliveries", "verify", delivery["id"], status=1) == {"error": "conflict"}


def test_dry_run(house):
    call = ("share", "--to", "bluesky", "--audience", "public", "--dry-run")
    before = house.say("statuses")
    said = house.say(*call, "x" * 290)
    assert re.search(r"Bluesky +would be shared\n  10 characters left", said), said
    said = house.run(*call, "x" * 301, status=5).stdout
    assert "would be refused" in said and "1 character too long" in said
    assert "a thread of 2 posts" in house.say(*call, "--thread", "word " * 80)
    assert house.json(*call, "Both")["items"][0]["posts"] == 1
    assert "go together" in house.run(*call, "--wait", "Both", status=2).stderr
    assert house.say("statuses") == before


def test_tries_are_told(house):
    shared = house.json("share", f"Tried {time.time()}", "--to", "mastodon", "--audience", "public", "--wait")
    later = int(time.time() + 3600) * 1000
    house.backend.kill()
    with contextlib.closing(sqlite3.connect(house.backend.data / "store.sqlite")) as store, store:
        store.execute("UPDATE delivery SET open = 1 WHERE id = ?", (shared["deliveries"][0]["id"],))
        store.execute("UPDATE step SET kind = 1, state = 0, attempts = 3, error = 'unreachable', due_at = ? WHERE delivery_id = ?",
                      (later, shared["deliveries"][0]["id"]))
        store.executemany("INSERT INTO attempt SELECT person_id, delivery_id, ?, 0, 0, part, armed_at, armed_at, ?, ?, 0, ?, 9, 9, 0, 1, 0 FROM attempt"
                          " WHERE delivery_id = ? AND number = 1",
                          [(number, *facts, shared["deliveries"][0]["id"]) for number, facts in enumerate(((5, "service-failed", 2), (7, "account-gone", 0)), 2)])
    house.backend.start()
    assert "tried 3 times, and again at " + time.strftime("%m/%d/%y %H:%M", time.localtime(later / 1000)) in house.say("deliveries")
    house.say("retry", shared["deliveries"][0]["id"])
    told = house.say("deliveries", "attempts", shared["deliveries"][0]["id"])
    assert re.search(r" share +done +HTTP 200, [1-9]\S* \S+ sent$", told, re.M)
    assert re.search(r" share +nothing posted +no answer, 9 bytes sent$", told, re.M) and re.search(r" share +not sent *$", told, re.M)
    first = house.json("deliveries", "attempts", shared["deliveries"][0]["id"])["items"][-1]
    assert first["number"] == 1 and first["sent"] > 100 and first["next"] == "nothing"


def test_stop_and_resume(house):
    assert "stopped" in house.say("stop")
    assert re.search(r"^Sharing: +stopped$", house.say("status"), re.M)
    shared = house.json("share", "Later", "--to", "bluesky", "--audience", "public", "--wait", status=4)
    assert shared["deliveries"][0]["state"] == "stopped"
    listed = house.say("deliveries")
    assert shared["id"] in listed and shared["deliveries"][0]["id"] in listed and "stopped" in listed
    items = house.json("deliveries")["items"]
    assert shared["deliveries"][0]["id"] in [item["id"] for item in items]
    assert not [error for item in items for error in schema_errors("Delivery", item)]
    cancelled = house.json("delete", shared["id"], "--wait")
    assert cancelled["deliveries"][0]["state"] == "cancelled"
    assert "goes on" in house.say("resume")
    assert house.json("resume")["sharing_stopped"] is False
    assert "unlocked" in house.say("unlock")


def test_links(house):
    one, other = (account["handle"] for account in house.json("accounts", "list")["items"])
    assert house.say("links", "list") == "No accounts are linked.\n"
    told = house.say("links", "preview", one, other, "share-status=on")
    assert re.search("share status +on", told) and re.search("sign in +off", told)
    made = house.json("links", "make", one, other, "sign-in=on")
    assert made["sign_in"]["on"] and not made["share_status"]["on"]
    assert house.run("links", "make", one, other, status=1).stderr
    assert made["id"] in house.say("links", "list") and "sign in" in house.say("links", "list")
    assert house.json("links", "set", made["id"], "personalise=on", "sign-in=off")["personalise"]["on"]
    receipts = house.json("receipts", "list")["items"]
    assert {receipt["how"] for receipt in receipts} == {"acctl"} and len(receipts) == 4
    assert json.loads(house.say("receipts", "show", receipts[0]["id"])) == receipts[0] and receipts[0]["id"] in house.say("receipts", "list")
    for wrong in ("personalise", "personalise=yes", "link=on"):
        house.run("links", "set", made["id"], wrong, status=2)
    house.run("links", "set", receipts[0]["id"], "sign-in=off", status=1)
    assert "there is a receipt" in house.say("links", "unlink", made["id"])
    undoing, = (undoing["id"] for undoing in house.json("undoings", "list")["items"] if undoing.get("link_id") == made["id"])
    assert undoing in house.say("undoings", "list")
    assert house.say("undoings", "seen", undoing) == "" and undoing not in house.say("undoings", "list")


def test_rules(house):
    one, other = (account["handle"] for account in house.json("accounts", "list")["items"])
    assert house.say("rules", "list") == "Nothing is shared by itself.\n"
    assert house.json("rules", "add", one, other, status=1) == {"error": "not-linked"}
    link = house.json("links", "make", one, other, "share-status=on")["id"]
    made = house.json("rules", "add", one, other, "tags=cats,dogs", "replies=on", "per-hour=3", "days=7")
    assert (made["on"], made["tags"], made["replies"], made["per_hour"]) == (False, ["cats", "dogs"], True, 3)
    assert re.fullmatch(rf"{made['id']}  {re.escape(one)} +{re.escape(other)} +off +\S+\n", house.say("rules", "list"))
    for wrong in ("replies", "replies=yes", "per-hour=0", "colour=red"):
        house.run("rules", "change", made["id"], wrong, status=2)
    assert "share-status" in house.run("links", "set", link, "share-status", status=2).stderr
    changed = house.json("rules", "change", made["id"], "sharing=on", "tags=", "without-tags=birds")
    assert changed["on"] and "tags" not in changed and changed["without_tags"] == ["birds"]
    assert " on " in house.say("rules", "change", made["id"], "media=on")
    tried = house.json("rules", "try", made["id"])["items"]
    assert len(house.say("rules", "try", made["id"]).splitlines()) == max(1, len(tried))
    assert house.say("rules", "remove", made["id"]) == ""
    for call in ("remove", "try"):
        assert house.json("rules", call, made["id"], status=1) == {"error": "not-found"}
        house.run("rules", call, "..", status=1)
    house.say("links", "unlink", link)
    for undoing in house.json("undoings", "list")["items"]:
        house.say("undoings", "seen", undoing["id"])


def test_events(house):
    def listen(*options, **more):
        log = house.folder / f"events{len(options)}.log"
        return Process("events", house.command(*options, "events"), log, env=house.session.env, **more)

    def heard():
        lines = as_json.log.read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]
    as_json, in_words = listen("--json"), listen(stdout=subprocess.PIPE)
    try:
        time.sleep(3)
        handle = house.json("accounts", "list")["items"][0]["handle"]
        shared = house.json("share", "Heard", "--to", "bluesky", "--audience", "public", "--wait")
        wait_for(lambda: shared["id"] in [event.get("status_id") for event in heard()], 30, "the delivery is heard of")
        assert {"status", "delivery"} <= {event["event"] for event in heard()}
        assert re.match(r"\d\d:\d\d:\d\d  [a-z]", read_line(in_words.popen.stdout.fileno(), 30))
        # Whoever read along is gone: no reason to stay.
        in_words.popen.stdout.close()
        wait_for(lambda: house.json("accounts", "check", handle) and not in_words.alive, 30, "the end of the events")
        assert in_words.popen.returncode == 1
    finally:
        as_json.stop()
        in_words.stop()


def test_no_backend(house):
    refused = subprocess.run([house.program, "--json", "--socket", "/proc/nowhere/socket", "status"], env=house.session.env,
                             capture_output=True, text=True, timeout=60)
    assert refused.returncode == 1 and json.loads(refused.stdout) == {"error": "backend-unavailable"}
    assert "could not be started" in refused.stderr


def test_full_disk(house):
    with open("/dev/full", "w") as full:
        assert subprocess.run(house.command("status"), env=house.session.env, stdout=full, timeout=60).returncode == 1


def test_german(house):
    shown = house.say("status", env={"LC_ALL": "de_DE.UTF-8"})
    assert "Schlüsselbund" in shown and "Keyring" not in shown
