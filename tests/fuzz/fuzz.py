#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""fuzz.py BUILD SECONDS [PATTERN]: libFuzzer on each parser whose name holds PATTERN, SECONDS in all; what it finds is kept in BUILD/found."""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "service"))
from harness.pictures import coloured, jpeg, png  # noqa: E402
from harness.videos import mp4  # noqa: E402

TIME = "2026-11-30T08:00:00.000Z"
ID = "01a22ca4-a6a8-7235-98c7-b1b2dde7476a"
LIMITS = {"max_graphemes": 500, "max_bytes": 0, "url_weight": 23, "local_mentions": True}
NOUNS = (
    {"id": ID, "text": "Hello", "created_at": TIME, "removed": False, "deliveries": []},
    {"id": ID, "service": "mastodon", "server": "https://b.example", "remote_id": "1", "handle": "@a@b.example", "state": "on",
     "audiences": ["public"], "limits": LIMITS, "created_at": TIME},
    {"id": ID, "accounts": [ID, ID], "sign_in": {"on": False}, "share_status": {"on": True, "since": TIME, "receipt_id": ID},
     "personalise": {"on": False}, "created_at": TIME, "receipt_id": ID},
    {"seq": 1, "at": TIME, "deed": "read", "allowed": False, "who": "facebook"},
    {"id": ID, "what": "link", "link_id": ID, "accounts": [], "lines": [{"step": "copies", "state": "working", "count": 2, "copies": "deleted",
     "updated_at": TIME}], "created_at": TIME},
)
LINE = '{"seq":1,"at":1764489600000,"deed":"read","allowed":false,"who":"facebook","purpose":"ads"}'
PICTURES = pathlib.Path(__file__).resolve().parents[1] / "pictures"
SEEDS = {
    "decoder": [jpeg(8, 8), png(8, 8), coloured("jpeg"), coloured("png"), *(path.read_bytes() for path in sorted(PICTURES.iterdir()))],
    "events": [b"id: 1\nevent: status\ndata: {}\n\n", b": still here\r\n\r\n"],
    "framing": [b"POST /v1/statuses HTTP/1.1\r\nHost: accounts.example\r\nContent-Length: 2\r\n\r\n"],
    "json": [b'{"a":[1,-2.5e3,true,null,"\\u00e9"]}'],
    "keys": [b'{"keys":[{"kty":"EC","crv":"P-256","x":"","y":""}]}', b"eyJhbGciOiJFZERTQSIsImtpZCI6IjEifQ.e30.AAAA"],
    "ledger": [LINE.encode()],
    "nouns": [json.dumps(noun).encode() for noun in NOUNS],
    "page": [b"\x00<html><head><title>A &amp; B</title><meta property=og:title content='x'><meta name=description content=y></head>"],
    "parts": ["\x14\x00\x5c\x03Hello #tag. See https://example.org/a and\n\n@a@b.example 👨‍👩‍👧 見る。é".encode()],
    "picture": [jpeg(8, 8), png(8, 8), mp4(1)],
    "policy": [b'{"version":1,"number":1,"features":[]}'],
    "text": ["Hello #tag https://example.org/a @a@b.example 👨‍👩‍👧 é".encode()],
}
# Until its process ends the decoder may have 2 GiB.
ROOM = {"decoder": 3072}


def run_target(build, name, seconds):
    corpus, found = build / "corpus" / name, build / "found"
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    command = [build / f"tests/fuzz/fuzz-{name}", f"-max_total_time={seconds}", "-max_len=8192", "-timeout=10", f"-rss_limit_mb={ROOM.get(name, 1024)}",
               "-print_final_stats=1", f"-artifact_prefix={found}/{name}-", corpus]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace", env={**os.environ, "G_DEBUG": "fatal-criticals"})
    runs = re.search(r"number_of_executed_units: (\d+)", run.stderr)
    print(f"fuzz: {name}: {'good' if run.returncode == 0 else 'FAILED'}, {runs[1] if runs else 'no'} inputs", file=sys.stderr, flush=True)
    if run.returncode:
        print(run.stderr[-6000:], file=sys.stderr)
    return run.returncode == 0


def main():
    build, seconds, pattern = pathlib.Path(sys.argv[1]), int(sys.argv[2]), "".join(sys.argv[3:])
    names = [name for name in SEEDS if pattern in name]
    workers = os.cpu_count()
    each = max(1, seconds * workers // max(1, len(names)))
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        good = list(pool.map(lambda name: run_target(build, name, each), names))
    print(f"{sum(good)} passed, {len(good) - sum(good)} failed")
    sys.exit(0 if names and all(good) else 1)


main()
