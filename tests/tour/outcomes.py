# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of statuses when it is not simple: four outcomes of one, a thread, right-to-left, no description, an end, a copy that stays,
and what is shared by itself."""
from harness.ages import let_pass
from harness.backend import Backend
from harness.job import add_bluesky, begin, finish, link_mastodon, send_at_once, share, wait_state
from harness.peers import Proxy
from harness.pictures import add_picture, jpeg
from harness.practice import FACEBOOK_LENA, Practice, consent
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from guide import Guide

LOOKS = ((WIDE, "prefer-light", "outcomes"), (WIDE, "prefer-dark", "outcomes-dark"),
         (NARROW, "prefer-light", "outcomes-360"), (NARROW, "prefer-dark", "outcomes-360-dark"))
EVERYWHERE, ARABIC, PICTURE, SHORT, STAYS = "Open on Sunday", "نفتح أبوابنا يوم الأحد من التاسعة", "Our new shop window", "Gone in an hour", "Bread by hand"
STORY = " ".join(f"{number}. The oven is lit at four, and the dough of the day before is ready then. Who comes first gets the crust." for number in range(1, 12))
OUTCOMES = {"mastodon": "live", "bluesky": "waiting", "facebook": "failed", "whatsapp": "handed-to-you"}
SHOWN = (("four", EVERYWHERE), ("thread", "oven"), ("arabic", ARABIC), ("no-description", PICTURE), ("expired", SHORT), ("stays", STAYS))


class OutcomesTour(Guide):
    """In the session of the first tour, whose services and keyring it takes over."""

    def __init__(self, tour):      # pylint: disable=super-init-not-called
        vars(self).update(vars(tour))
        self.end_window_backend = tour.end_backend
        self.own = self.api = self.accounts = self.proxy = None

    def run(self):
        with self.report.step("Outcomes: accounts at four services, one of which is about to fail"):
            self.begin()
        with self.report.step("A thread, right-to-left, no description, an end, and a copy that only the person can delete") as step:
            self.share_others(step)
        with self.report.step("Share one status to four places") as step:
            self.share_everywhere(step)
        with self.report.step("Share automatically from Mastodon to Bluesky: try it out, save it, turn it on") as step:
            self.share_automatically(step)
        for size, scheme, name in LOOKS:
            with self.report.step(f"Look at all of it, {size.split('x', maxsplit=1)[0]} pixels wide, {scheme.removeprefix('prefer-')}"):
                self.look(size, scheme, name)
        self.close()

    def keep_part(self, part):
        self.stack.callback(part.stop)
        return part

    def begin(self):
        self.close()
        self.end_window_backend()
        wait_for(lambda: not self.socket.exists(), 30, "the window's backend has ended")
        practice = self.keep_part(Practice(self.base / "practice"))
        self.proxy, directory = (self.keep_part(Proxy(place, self.base / name)) for place, name in ((self.pds.base, "proxy"), (self.pds.plc, "directory")))
        directory.rewrite({self.pds.base: self.proxy.base})
        self.own = self.keep_part(Backend(self.session, self.base / "outcomes", socket=self.socket, practice=practice.base, plc=directory.base))
        self.api = self.own.api
        send_at_once(self.api)
        attempt = begin(self.api, "facebook", "")
        consent(attempt, FACEBOOK_LENA)
        self.accounts = {"mastodon": link_mastodon(self.api, self.snac), "bluesky": add_bluesky(self.api, self.pds), "facebook": finish(self.api, attempt)}

    def read(self, status):
        return {delivery["service"]: delivery for delivery in self.api.get(f"/v1/statuses/{status}").json["deliveries"]}

    def post(self, text, *services, **members):
        named = [{"account_id": self.accounts[name], "audience": "public"} if name in self.accounts else {"service": name, "audience": "followers"}
                 for name in services]
        made = self.api.post("/v1/statuses", {"text": text, "targets": named, **members})
        assert made.status == 201, made.json
        return made.json["id"]

    def share_everywhere(self, step):
        before = self.post(EVERYWHERE, "facebook")
        wait_state(self.api, before, "live")
        self.proxy.faults("503", method="POST", path="putRecord")
        made = self.post(EVERYWHERE, "mastodon", "bluesky", "facebook", "whatsapp")
        wait_for(lambda: {name: delivery["state"] for name, delivery in self.read(made).items()} == OUTCOMES, 60, "four outcomes")
        step.fact("four places, four outcomes: " + ", ".join(OUTCOMES.values()), True)

    def share_others(self, step):
        thread = share(self.api, STORY, self.accounts["bluesky"], long_text="numbered-thread").json["id"]
        wait_state(self.api, thread, "live")
        step.fact(f"the thread has {len(self.read(thread)['bluesky']['parts'])} posts", len(self.read(thread)["bluesky"]["parts"]) > 1)
        wait_state(self.api, self.post(ARABIC, "mastodon"), "live")
        picture = add_picture(self.api, jpeg(640, 400)).json["id"]
        wait_state(self.api, share(self.api, PICTURE, self.accounts["mastodon"], pictures=[picture]).json["id"], "live")
        stays = self.post(STAYS, "whatsapp")
        wait_for(lambda: self.read(stays)["whatsapp"]["state"] == "handed-to-you", 20, "handed over")
        self.api.request("POST", f"/v1/deliveries/{self.read(stays)['whatsapp']['id']}/resolve", {"verdict": "posted"})
        self.api.delete(f"/v1/statuses/{stays}")
        step.fact("what was shared by hand stays theirs to delete", self.read(stays)["whatsapp"]["state"] == "yours-to-delete")
        short = self.post(SHORT, "mastodon", life="1h")
        wait_state(self.api, short, "live")
        let_pass(self.own, hours=2)
        wait_state(self.api, short, "expired")
        step.fact("its copy is gone from the server", not any(SHORT in text for text in self.snac.texts()))

    def share_automatically(self, step):
        pair = [self.accounts["mastodon"], self.accounts["bluesky"]]
        made = self.api.post("/v1/links", {"accounts": pair, "switches": {"share_status": True}, "words_version": 1})
        assert made.status == 201, made.json
        self.open("status")
        self.window.action("open", "status/automatic")
        self.window.press("button", "Share Automatically…")
        self.window.find("combo box", "From")
        self.window.press("button", "Save")
        self.window.wait_words("Saved. It is off until you turn it on")
        rule, = self.api.get("/v1/rules").json["items"]
        step.fact("it is off when it is saved", not rule["on"])
        self.window.act(next(node for node in self.window.all("check box") if node.label.startswith("From ")))
        self.window.wait_words("Share Automatically?")
        self.picture("automatic-question")
        self.window.press("button", "Turn On")
        self.window.wait_words("On until")
        step.fact("it is on once the person said so", self.api.get(f"/v1/rules/{rule['id']}").json["on"])

    def look_at_rule(self, name):
        self.window.action("open", "status/automatic")
        self.window.wait_words("On until")
        self.picture(f"{name}-automatic")
        self.window.act(self.window.find("list", "Automatic Sharing").children[0])
        self.window.find("combo box", "From")
        self.picture(f"{name}-rule")
        self.window.press("button", "Try It Out")
        self.window.wait_words("if this had been on", 30)
        self.picture(f"{name}-tries")
        self.window.keys("Escape", "Escape")
        self.window.wait_gone("dialog")

    def look(self, size, scheme, name):
        self.open("status", size=size, scheme=scheme)
        for what, words in SHOWN:
            self.window.set_text(self.window.find("entry", "Search statuses"), words)
            self.window.wait_words(words)
            self.picture(f"{name}-{what}")
        self.look_at_rule(name)
