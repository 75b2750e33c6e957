#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""simpler.py WAY JOURNAL: posts texts the way that simpler programs do, to be compared with; killed and started again it goes on.

Standard input has {"places": [{"kind": "mastodon", "base", "token"} or {"kind": "bluesky", "base", "token", "repo"}], "texts": […]}.
The journal has a line for each word about a job: "done", "begun", "asked". Ways:
  once   done before it is sent, never looked at again
  again  sent up to three times until the service says that it worked, and anew after a kill
  asks   noted before it is sent; sent again when the service said that it wasn't taken, and in doubt the person is asked
"""
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request

UNHEARD = (429, 503)    # it was not taken, and the service said so


def request_of(place, text):
    if place["kind"] == "mastodon":
        path, body = "/api/v1/statuses", {"status": text, "visibility": "public"}
    else:
        record = {"$type": "app.bsky.feed.post", "text": text, "createdAt": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())}
        path, body = "/xrpc/com.atproto.repo.createRecord", {"repo": place["repo"], "collection": "app.bsky.feed.post", "record": record}
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {place['token']}"}
    return urllib.request.Request(place["base"] + path, json.dumps(body).encode(), headers)


def post(place, text):
    """The status of the answer, 0 when there was none."""
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request_of(place, text), timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, http.client.HTTPException):
        return 0


def once(place, text, note, _before):
    note("done")
    post(place, text)


def again(place, text, note, _before):
    any(post(place, text) == 200 for _ in range(3))
    note("done")


def asks(place, text, note, before):
    if before == "begun":
        note("asked")
        return
    note("begun")
    while (status := post(place, text)) in UNHEARD:
        time.sleep(0.2)
    note("done" if status == 200 else "asked")


def read(path):
    """The last word about each job."""
    lines = [line.split() for line in path.splitlines()]
    return {tuple(map(int, line[:2])): line[2] for line in lines}


def main():
    way, wanted = {"once": once, "again": again, "asks": asks}[sys.argv[1]], json.load(sys.stdin)
    with open(sys.argv[2], "a+", encoding="ascii") as journal:
        journal.seek(0)
        words = read(journal.read())
        for job in [(number, place) for number in range(len(wanted["texts"])) for place in range(len(wanted["places"]))]:
            def note(word, job=job):
                print(*job, word, file=journal, flush=True)
                os.fsync(journal.fileno())
            if words.get(job) not in ("done", "asked"):
                way(wanted["places"][job[1]], wanted["texts"][job[0]], note, words.get(job))


main()
