# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tour leaves behind: numbered pictures, a page about them, progress while it goes and one clear line when it fails."""
import contextlib
import pathlib
import shutil
import sys
import threading
import time
import traceback

HEAD = """# A first run, with real services

Taken by `./dev tour` in a virtual screen: the real window, worked through its accessibility tree as a person would work it; a
Mastodon server (snac2) and a Bluesky server (PDS) on this computer; a real keyring; Chromium as the browser. The practice is with services that this computer plays.
`./dev tour` goes on with the main job inside a Flatpak, on [a page of its own](flatpak/index.md). {verdict}

| | what was done | checked | time |
|---|---|---|---|
"""


class Step:
    def __init__(self, say, number, title):
        self.say, self.number, self.title, self.began = say, number, title, time.monotonic()
        self.facts, self.pictures, self.seconds = [], [], None

    def fact(self, text, true):
        """Something looked at, which must be so."""
        assert true, f"not so: {text}"
        self.facts.append(text)

    @contextlib.contextmanager
    def progress(self):
        """A word every ten seconds, so that nobody thinks it hangs."""
        over = threading.Event()

        def talk():
            while not over.wait(10):
                self.say(f"{self.number}. {self.title} … {time.monotonic() - self.began:.0f} s")
        talker = threading.Thread(target=talk, daemon=True)
        talker.start()
        try:
            yield
        finally:
            over.set()
            talker.join()
            self.seconds = time.monotonic() - self.began


class Report:
    """`head` is the beginning of the page, `name` who speaks."""

    def __init__(self, folder, head=HEAD, name="tour"):
        self.folder, self.steps, self.pictures, self.head, self.name = pathlib.Path(folder), [], 0, head, name
        self.began = time.monotonic()
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in [*self.folder.glob("*.png"), self.folder / "index.md"]:
            old.unlink(missing_ok=True)
        shutil.rmtree(self.folder / "log", ignore_errors=True)

    def say(self, text):
        print(f"{self.name}: {text}", file=sys.stderr, flush=True)

    @contextlib.contextmanager
    def step(self, title):
        step = Step(self.say, len(self.steps) + 1, title)
        self.steps.append(step)
        self.say(f"{step.number}. {title} …")
        with step.progress():
            yield step
        self.say(f"{step.number}. {title}: {step.seconds:.1f} s" + "".join(f"; {fact}" for fact in step.facts))

    def picture(self, name):
        """The path of the next picture, which belongs to the step under way."""
        self.pictures += 1
        path = self.folder / f"{self.pictures:02}-{name}.png"
        self.steps[-1].pictures.append(path.name)
        return path

    def copy(self, names, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, copy in names.items():
            found, = (path for path in self.folder.glob("*.png") if path.stem[3:] == name)
            shutil.copy(found, folder / copy)

    def write(self, verdict):
        rows = [f"| {step.number} | {step.title} | {'<br>'.join(step.facts)} | {step.seconds:.1f} s |" for step in self.steps]
        lines = [self.head.format(verdict=verdict) + "\n".join(rows)]
        for step in filter(lambda step: step.pictures, self.steps):
            lines.append(f"\n## {step.number}. {step.title}\n")
            lines += [f"![{name}]({name})" for name in step.pictures]
        (self.folder / "index.md").write_text("\n".join(lines) + "\n")

    def succeed(self):
        total = time.monotonic() - self.began
        self.write(f"It took {total:.0f} s and every check held.")
        self.say(f"done: {len(self.steps)} steps, {self.pictures} pictures, {total:.0f} s")

    def fail(self, error, logs, scene):
        """Keeps what is needed to understand it; `scene` is what the window showed."""
        log = self.folder / "log"
        log.mkdir(exist_ok=True)
        for path in logs:
            shutil.copy(path, log / path.name)
        (log / f"{self.name}.log").write_text("".join(traceback.format_exception(error)) + "\n" + scene + "\n")
        step = self.steps[-1]
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        self.write(f"**It failed at step {step.number}: {reason}**")
        self.say(f"FAILED at step {step.number} ({step.title}): {reason}; log: {log / f'{self.name}.log'}")
