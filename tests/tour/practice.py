# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Practice: WhatsApp, Instagram and Facebook are added and linked, one status goes along one link, and all is undone."""
import re

from harness.pictures import jpeg
from harness.processes import wait_for
from harness.window import NARROW, WIDE
from guide import Guide

LOOKS = ((WIDE, "prefer-light", "practice"), (NARROW, "prefer-dark", "practice-360-dark"))
NUMBER, INSTAGRAM, PAGE = "+447700900101", "@lenas.bakery", "Lena’s Bakery"
TEXT = "Fresh bread until noon"


class PracticeTour(Guide):
    """In the session of the first tour, whose browser and keyring it takes over."""

    def __init__(self, tour):      # pylint: disable=super-init-not-called
        vars(self).update(vars(tour))
        self.look, self.services = None, None

    def run(self):
        for size, scheme, self.look in LOOKS:
            with self.report.step(f"Practice, {size.split('x', maxsplit=1)[0]} pixels wide: begin") as step:
                self.begin(step, size, scheme)
            for title, part in (("Add WhatsApp, with the code from the phone", self.add_whatsapp),
                                ("Add Instagram, which asks whether it is the right account", self.add_instagram),
                                ("Add Facebook, where one sign-in opens two Pages", self.add_facebook),
                                ("Link WhatsApp with Instagram, to share statuses", self.link_instagram),
                                ("Link WhatsApp with Facebook, with nothing turned on", self.link_facebook),
                                ("Share a status along the one link", self.share),
                                ("Unlink, and remove the accounts", self.undo), ("End the practice", self.end)):
                with self.report.step(f"Practice: {title}") as step:
                    part(step)

    def snap(self, name):
        self.picture(f"{self.look}-{name}")

    def shot(self, path, name):
        """What a page of the practice services shows."""
        self.browser.open(f"{self.services}/{path}")
        self.page(f"{self.look}-{name}")
        return self.browser.text

    def begin(self, step, size, scheme):
        self.open("backend", size=size, scheme=scheme)
        self.window.press("list item", "Practice")
        self.window.wait_words("Practice: nothing here is real")
        self.window.action("pane", "accounts")
        self.window.press("list item", "Your Phone")
        self.services = self.default_browser.next().removesuffix("/phone")
        step.fact("the services are on this computer", self.services.startswith("http://127.0.0.1:"))
        step.fact("each row says that it is practice", "Practice · " in self.window.find("list item", "Instagram").words)
        self.snap("begun")

    def add(self, service):
        self.window.action("pane", "accounts")
        self.window.press("list item", service, within=("list", "Add an account"))

    def add_whatsapp(self, step):
        self.add("WhatsApp")
        self.window.set_text(self.window.find("text", "Phone Number with Country Code"), NUMBER)
        self.snap("number")
        self.window.press("button", "Send Code")
        self.window.find("text", "Code")
        code = re.findall(r"\b\d{6}\b", self.shot("phone", "phone"))[0]
        self.window.set_text(self.window.find("text", "Code"), code)
        self.snap("code")
        self.window.press("button", "Check Code")
        self.window.wait_gone("dialog")
        step.fact("the number is proved", bool(self.window.find("list item", NUMBER)))

    def allow(self, person):
        """At the service's own page, in the browser."""
        self.browser.open(self.default_browser.next())
        self.browser.script("for (const one of document.querySelectorAll('input[name=account]')) one.checked = one.value === arguments[0]", person)
        self.page(f"{self.look}-consent")
        self.browser.click(self.browser.button("^Allow$"))

    def add_instagram(self, step):
        self.add("Instagram")
        self.window.press("button", "Continue in Browser")
        self.allow("17841400000000101")
        self.window.wait_words("Is This the Right Account?", 60)
        self.snap("right-account")
        self.window.press("button", "Yes, Add It")
        self.window.wait_gone("dialog")
        step.fact("the account is there", bool(self.window.find("list item", INSTAGRAM)))

    def add_facebook(self, step):
        self.add("Facebook")
        self.window.press("button", "Continue in Browser")
        self.allow("10220000000000201")
        self.window.wait_words("Which One Is It?", 60)
        self.snap("which-page")
        self.window.press("list item", PAGE)
        self.window.wait_gone("dialog")
        step.fact("the Page is there", bool(self.window.find("list item", PAGE)))
        self.snap("accounts")

    def choose(self, row, name):
        self.window.act(self.window.find("combo box", row))
        self.window.click(self.window.find("list item", name))

    def link(self, other, *switches):
        self.window.press("button", "Link Two Accounts…")
        self.choose("This Account", f"{NUMBER} (WhatsApp)")
        self.choose("And This One", other)
        self.snap("link-which")
        self.window.press("button", "Continue")
        self.window.wait_words("It is yours: you have just signed in there")
        self.snap("link-proof")
        self.window.press("button", "Continue")
        for switch in switches:
            self.window.act(self.window.find("check box", switch))
        self.snap("link-purposes")
        self.window.press("button", "Continue")
        self.window.find("button", "Link Them")
        self.snap("link-summary")
        self.window.press("button", "Link Them")
        self.window.wait_words("The Accounts Are Linked")
        self.snap("link-receipt")
        self.window.press("button", "Done")
        self.window.wait_gone("dialog")

    def link_instagram(self, step):
        self.link(f"{INSTAGRAM} (Instagram)", "Share Status")
        step.fact("the link shares statuses", bool(self.window.wait_words("Share Status", within=("list", "Links"))))

    def link_facebook(self, step):
        self.link(f"{PAGE} (Facebook)")
        step.fact("the other one does nothing", bool(self.window.wait_words("Linked; nothing is turned on", within=("list", "Links"))))
        self.snap("links")

    def target(self, name):
        return next(row for row in self.window.find("list", "Share to").children if name in row.words)

    def share(self, step):
        path = self.base / "bread.jpg"
        path.write_bytes(jpeg(720, 1280, 0xc68b59))
        self.window.keys("ctrl+n")
        self.window.set_text(self.window.find("text", "Text of the status"), TEXT)
        self.window.press("button", "Add Picture or Video…")
        self.window.choose_file("Add Pictures or a Video", path)
        self.window.set_text(self.window.find("text", "What the Picture Shows"), "Bread")
        self.window.act(self.window.find("check box", within=self.target(NUMBER)))
        self.window.wait_words(f"because it is linked with {NUMBER}")
        step.fact("Instagram comes along, Facebook doesn't", "checked" not in self.window.find("check box", within=self.target(PAGE)).states)
        self.window.act(self.window.find("combo box", "Shared As", within=self.target(INSTAGRAM)))
        self.window.click(self.window.find("list item", "Story"))
        self.snap("writing")
        self.window.press("button", "Share")
        self.window.wait_gone("dialog")
        self.window.action("pane", "status")
        self.window.wait_words("Arrived", 60)
        self.snap("shared")
        self.window.press("button", "Share…", within=("list item", NUMBER))
        self.window.find("image", "QR code of the link")
        self.snap("hand-over")
        self.window.press("button", "I Shared It")
        self.window.wait_gone("dialog")
        posts = self.shot("posts", "posts")
        step.fact("the story is at Instagram, and nothing is at Facebook", "Story" in posts.partition("Instagram")[2] and "Facebook" not in posts)

    def unlink(self, words, copies):
        self.window.action("pane", "accounts")
        row = next(row for row in self.window.find("list", "Links").children if words in row.words)
        self.window.act(row)
        self.window.press("button", "Unlink…")
        self.window.wait_words("Unlink the Accounts?")
        self.snap("unlink")
        self.window.press("button", "Unlink")
        self.window.wait_words("Written", 30, within=("list", "Steps"))
        self.window.wait_words(copies, within=("list", "Steps"))
        self.snap("unlinked")
        self.window.keys("Escape")
        self.window.wait_gone("dialog")

    def remove(self, handle):
        self.window.action("pane", "accounts")
        self.window.press("list item", handle, within=("list", "Your accounts"))
        self.window.press("button", "Remove…")
        self.window.press("button", "Remove", within=("alert", f"Remove {handle}?"))
        self.window.wait_words("Deleted", 60, within=("list", "Steps"))
        self.snap("removed")
        self.window.keys("Escape")
        self.window.wait_gone("dialog")

    def undo(self, step):
        self.unlink("Instagram", "1 copy stays, as you chose")
        self.unlink("Facebook", "There are no copies")
        for handle in (NUMBER, INSTAGRAM, PAGE):
            self.remove(handle)
        access = self.shot("access", "access")
        step.fact("the services hold no token and no subscription any more", "Nobody" in access or "no access" in access.lower())

    def end(self, step):
        folder = self.session.home / ".local/share/accounts-center-practice"
        self.window.press("button", "End Practice")
        self.window.wait_words("The practice is over")
        self.snap("ended")
        wait_for(lambda: not folder.exists(), 20, "the folder is gone")
        step.fact("all of it is deleted", True)
        self.close()
