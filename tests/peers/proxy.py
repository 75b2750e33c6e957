#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""proxy.py UPSTREAM [CERTIFICATE KEY]: stands between the backend and a service and lets requests go wrong in chosen ways.

Prints one JSON line (base, admin) when it listens. PUT /faults at the admin address takes
  {"mode": MODE, "probability": 1.0, "seed": 1, "method": "POST", "path": REGEX, "count": N, "delay": SECONDS}
or a list of such, of which the first that applies to a request counts, and GET /log there lists what passed. MODE may be a list to
choose from by chance. PUT /rewrite takes {"OLD": "NEW"}, texts to replace in every answer, and PUT /certificate
["CERTIFICATE", "KEY"] what it shows from then on. Modes:
  pass         as if it were not there
  drop_before  the connection ends before the service heard of the request
  drop_after   the service does it, the answer is lost
  slow_request the service gets the request "delay" seconds later, and answers
  slow_answer  the service does it, the answer comes "delay" seconds later
  500_after    the service does it, the answer says it failed
  202_after    the service does it, the answer says that it goes on with it
  garbled      the service does it, the answer says so but can't be read
  empty        the service does it, the answer says so and nothing else
  200, 206     the service isn't asked, the answer is that it has worked, or that it works on it still
  401          refused before the service heard of it
  429, 503     the same, with Retry-After
  later        429 "delay" seconds long, with the time in the form that "names" has: "seconds", "date", "RateLimit-Reset",
               "X-RateLimit-Reset", "X-RateLimit-Reset number" or "none"; the log has it as "until"
  expired      the same, as Bluesky refuses a token that has run out
  counted      "limit" of them are let through in each "delay" seconds, each answer says how many remain and until when, and more
               are refused as with 429
  late_accept  the connection ends at once; the service gets the request "delay" seconds later
"""
import asyncio
import contextlib
import datetime
import email.utils
import json
import math
import random
import re
import ssl
import sys
import time
import urllib.parse

HOP = {"connection", "keep-alive", "transfer-encoding", "proxy-connection", "te", "upgrade"}
# What is told of what the service did.
TOLD = {"500_after": ("500", b'{"error":"made up"}'), "garbled": ("200", b'{"id": "7'), "empty": ("200", b"")}
REFUSALS = ("401", "429", "503")
MODES = ("pass", "drop_before", "drop_after", "slow_request", "slow_answer", "202_after", "200", "206", *TOLD, *REFUSALS, "expired", "later",
         "counted", "late_accept")
QUIET = {"mode": "pass", "probability": 1.0, "seed": None, "method": None, "path": None, "count": None, "delay": 1.0, "names": "seconds", "limit": None}


def name_time(form, at):
    """The header that says when a service will take requests again, at a whole second."""
    moment = datetime.datetime.fromtimestamp(at, datetime.UTC)
    return {"seconds": f"Retry-After: {math.ceil(at - time.time())}\r\n",
            "date": f"Retry-After: {email.utils.format_datetime(moment, usegmt=True)}\r\n",
            "RateLimit-Reset": f"RateLimit-Reset: {at}\r\n",
            "X-RateLimit-Reset": f"X-RateLimit-Reset: {moment.strftime('%Y-%m-%dT%H:%M:%S.000Z')}\r\n",
            "X-RateLimit-Reset number": f"X-RateLimit-Reset: {at}\r\n",
            "none": ""}[form]


class Rule:
    def __init__(self, wanted):
        unknown = set(wanted) - set(QUIET)
        faults = dict(QUIET, **wanted)
        faults["mode"] = faults["mode"] if isinstance(faults["mode"], list) else [faults["mode"]]
        unknown |= set(faults["mode"]) - set(MODES)
        if unknown:
            raise ValueError(f"unknown: {sorted(unknown)}")
        self.faults, self.left, self.delay, self.names = faults, faults["count"], faults["delay"], faults["names"]
        self.until = 0
        self.random = random.Random(faults["seed"])

    def choose(self, method, target):
        """None when it does not apply."""
        f = self.faults
        if f["method"] and f["method"] != method or f["path"] and not re.search(f["path"], target):
            return None
        if self.until and self.until <= time.time():
            return None
        if self.left == 0 or self.random.random() >= f["probability"]:
            return None
        if self.left is not None:
            self.left -= 1
        return self.random.choice(f["mode"])


class Budget:
    """Of a rule that counts: a window begins with the first request after the one before."""
    def __init__(self):
        self.ends, self.used = 0, 0

    def take(self, limit, seconds):
        if time.time() >= self.ends:
            self.ends, self.used = time.time() + seconds, 0
        self.used += 1
        return self.used <= limit

    def headers(self, limit):
        reset = datetime.datetime.fromtimestamp(self.ends, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return f"X-RateLimit-Limit: {limit}\r\nX-RateLimit-Remaining: {max(limit - self.used, 0)}\r\nX-RateLimit-Reset: {reset}\r\n"


class Proxy:
    def __init__(self, upstream, *certificate):
        self.upstream = urllib.parse.urlsplit(upstream)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if certificate:
            self.context.num_tickets = 0      # whoever comes again is to look at the certificate again
            self.context.load_cert_chain(*certificate)
        self.log, self.tasks, self.texts, self.budget = [], set(), {}, Budget()
        self.set_faults({})

    def set_faults(self, wanted):
        self.rules = [Rule(rule) for rule in (wanted if isinstance(wanted, list) else [wanted])]

    def choose(self, method, target):
        """(mode, rule)"""
        for rule in self.rules:
            mode = rule.choose(method, target)
            if mode == "counted":
                return ("counted" if self.budget.take(rule.faults["limit"], rule.delay) else "429"), rule
            if mode:
                return mode, rule
        return "pass", Rule({})

    async def serve(self, reader, writer):
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            request = await read_message(reader)
            if request:
                await self.handle(request, writer)
        writer.close()

    async def handle(self, request, writer):
        line, headers, body = request
        method, target, _ = line.split(" ", 2)
        mode, rule = self.choose(method, target)
        entry = {"method": method, "path": target, "mode": mode, "time": time.time(), "headers": dict(headers),
                 "body": body.decode("utf-8", "replace")}
        self.log.append(entry)
        try:
            await self.follow(mode, rule, request, entry, writer)
        finally:
            entry["ended"] = time.time()

    async def follow(self, mode, rule, request, entry, writer):
        line, headers, body = request
        told = self.budget.headers(rule.faults["limit"]).encode() if mode == "counted" else b""
        if mode == "late_accept":
            self.later(self.forward(line, headers, body, entry), rule.delay)
        elif mode in (*REFUSALS, "200", "206", "expired", "later"):
            await self.make_up(mode, rule, entry, writer)
        elif mode != "drop_before":
            await asyncio.sleep(rule.delay if mode == "slow_request" else 0)
            answer = await self.forward(line, headers, body, entry)
            await asyncio.sleep(rule.delay if mode == "slow_answer" else 0)
            if mode in TOLD:
                await self.answer(writer, *TOLD[mode])
            elif mode == "counted":
                writer.write(answer.replace(b"\r\n", b"\r\n" + told, 1))
            elif mode == "202_after":
                writer.write(answer.replace(b" 200 ", b" 202 ", 1))
            elif mode != "drop_after":
                writer.write(answer)
        with contextlib.suppress(ConnectionError):
            await writer.drain()

    async def make_up(self, mode, rule, entry, writer):
        """What the service hears nothing of."""
        if mode == "later":
            rule.until = rule.until or math.ceil(time.time() + rule.delay)
            entry["status"], entry["until"] = 429, rule.until
            await self.answer(writer, "429", b'{"error":"made up"}', name_time(rule.names, rule.until))
        elif mode == "expired":
            entry["status"] = 400
            await self.answer(writer, "400", b'{"error":"ExpiredToken","message":"Token has expired"}')
        else:
            entry["status"] = int(mode)
            await self.answer(writer, mode, b'{"error":"made up"}', "Retry-After: 1\r\n" if mode in ("429", "503") else "")

    def later(self, work, delay):
        async def wait():
            await asyncio.sleep(delay)
            await work
        task = asyncio.create_task(wait())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def forward(self, line, headers, body, entry):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream.port)
        kept = [(k, v) for k, v in headers if k.lower() not in HOP | {"host", "content-length"}]
        kept += [("Host", self.upstream.netloc), ("Connection", "close"), ("Content-Length", str(len(body)))]
        writer.write((line + "\r\n" + "".join(f"{k}: {v}\r\n" for k, v in kept) + "\r\n").encode("latin-1") + body)
        await writer.drain()
        answer = await read_message(reader)
        writer.close()
        status, headers, body = answer
        entry["status"] = int(status.split(" ")[1])
        for old, new in self.texts.items():
            body = body.replace(old.encode(), new.encode())
        kept = [(k, v) for k, v in headers if k.lower() not in HOP | {"content-length"}]
        kept += [("Connection", "close"), ("Content-Length", str(len(body)))]
        return (status + "\r\n" + "".join(f"{k}: {v}\r\n" for k, v in kept) + "\r\n").encode("latin-1") + body

    async def answer(self, writer, status, body, extra=""):
        head = f"HTTP/1.1 {status} Made Up\r\nContent-Type: application/json\r\n{extra}Connection: close\r\n"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    async def serve_admin(self, reader, writer):
        line, _, body = await read_message(reader)
        method, target, _ = line.split(" ", 2)
        status, result = "200", {}
        if (method, target) == ("PUT", "/faults"):
            try:
                self.set_faults(json.loads(body))
            except ValueError as error:
                status, result = "400", {"error": str(error)}
        elif (method, target) == ("PUT", "/rewrite"):
            self.texts = json.loads(body)
        elif (method, target) == ("PUT", "/certificate"):
            self.context.load_cert_chain(*json.loads(body))
        elif (method, target) == ("GET", "/log"):
            result = self.log
        elif (method, target) == ("DELETE", "/log"):
            self.log.clear()
        else:
            status = "404"
        await self.answer(writer, status, json.dumps(result).encode())
        await writer.drain()
        writer.close()


async def read_message(reader):
    """A request or an answer: first line, headers, whole body; None when the other side closed before one."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *rest = head[:-4].split("\r\n")
    headers = [tuple(part.strip() for part in line.split(":", 1)) for line in rest]
    lower = {key.lower(): value for key, value in headers}
    if lower.get("transfer-encoding", "").lower() == "chunked":
        body = await read_chunks(reader)
    elif "content-length" in lower:
        body = await reader.readexactly(int(lower["content-length"]))
    elif first.startswith("HTTP/") and first.split(" ")[1] not in ("204", "304"):
        body = await reader.read(-1)
    else:
        body = b""
    return first, headers, body


async def read_chunks(reader):
    body = b""
    while True:
        size = int((await reader.readline()).split(b";")[0], 16)
        body += await reader.readexactly(size)
        await reader.readline()
        if size == 0:
            return body


async def main():
    proxy = Proxy(*sys.argv[1:])
    front = await asyncio.start_server(proxy.serve, "127.0.0.1", 0, limit=1 << 20, ssl=proxy.context)
    admin = await asyncio.start_server(proxy.serve_admin, "127.0.0.1", 0, limit=1 << 20)
    base, control = (f"localhost:{server.sockets[0].getsockname()[1]}" for server in (front, admin))
    about = {"base": f"{'https' if proxy.context else 'http'}://{base}", "admin": f"http://{control}", "upstream": sys.argv[1]}
    print(json.dumps(about), flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
