# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP over a Unix socket; every answer is held against data/openapi.yaml."""
import datetime
import http.client
import json
import pathlib
import re
import socket
import threading
import time
import uuid

import jsonschema
import yaml

CONTRACT = pathlib.Path(__file__).resolve().parents[3] / "data/openapi.yaml"
FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("uuid", raises=ValueError)
def check_uuid(value):
    return str(uuid.UUID(value)) == value


@FORMATS.checks("date-time", raises=ValueError)
def check_time(value):
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", value):
        return False
    return bool(datetime.datetime.fromisoformat(value))


class Contract:
    def __init__(self, path=CONTRACT):
        self.spec = yaml.safe_load(pathlib.Path(path).read_text())
        self.paths = [(re.compile("^" + re.sub(r"\{\w+\}", "[^/]+", path) + "$"), item) for path, item in self.spec["paths"].items()]

    def resolve(self, node):
        while "$ref" in node:
            target = self.spec
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        return node

    def operation(self, method, path):
        for pattern, item in self.paths:
            if pattern.match(path) and method.lower() in item:
                return item[method.lower()]
        return None

    def check(self, method, target, status, headers, body):
        """Raises AssertionError when the answer is not one that the contract allows."""
        operation, problem = self.operation(method, target.split("?")[0]), self.spec["components"]["responses"]["Problem"]
        answers = operation["responses"] if operation else {"default": problem}
        where = f"{method} {target} -> {status}"
        answer = answers.get(str(status))
        if answer is None:
            assert status >= 400 and "default" in answers, f"{where}: a status the contract does not name"
            answer = answers["default"]
        answer = self.resolve(answer)
        for name in answer.get("headers", {}):
            assert name.lower() in headers, f"{where}: no {name}"
        content = answer.get("content")
        if content is None:
            assert not body, f"{where}: a body where none is allowed: {body[:200]!r}"
            return None
        kind = headers.get("content-type", "").split(";")[0]
        assert kind in content, f"{where}: {kind!r} is not one of {list(content)}"
        return self.check_body(where, status, kind, content[kind]["schema"], body)

    def check_body(self, where, status, kind, schema, body):
        if kind == "application/zip" or kind.startswith(("image/", "video/")):
            return None
        value = body.decode() if kind == "text/plain" else json.loads(body)
        full = {"components": self.spec["components"], **schema}
        errors = list(jsonschema.Draft202012Validator(full, format_checker=FORMATS).iter_errors(value))
        assert not errors, f"{where}: {[(list(e.path), e.message) for e in errors]}"
        if kind == "application/problem+json":
            assert value["status"] == status, f"{where}: the problem says {value['status']}"
            assert value["type"].rsplit("/", 1)[1] in self.spec["components"]["schemas"]["ErrorCode"]["enum"], f"{where}: {value['type']}"
        return value


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("localhost", timeout=timeout)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Answer:
    def __init__(self, status, headers, value, body):
        self.status, self.headers, self.json, self.body = status, headers, value, body

    @property
    def problem(self):
        """The slug of the problem, e.g. "keyring-locked"."""
        return self.json["type"].rsplit("/", 1)[1] if self.status >= 400 and self.json else None


class Api:
    contract = None

    def __init__(self, path):
        self.path = path
        Api.contract = Api.contract or Contract()

    def connect(self, timeout):
        return UnixConnection(self.path, timeout)

    def add_headers(self, headers):
        return headers

    def request(self, method, target, body=None, headers=None, raw=None, timeout=150):
        """`body` is sent as JSON, `raw` as it is. The answer has passed the contract."""
        headers = dict(headers or {})
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        if data is not None:
            headers.setdefault("Content-Type", "application/json")
        connection = self.connect(timeout)
        try:
            connection.request(method, target, data, self.add_headers(headers))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        found = {key.lower(): value for key, value in answer.getheaders()}
        return Answer(answer.status, found, self.contract.check(method, target, answer.status, found, content), content)

    def get(self, target, **headers):
        return self.request("GET", target, headers={key.replace("_", "-"): value for key, value in headers.items()})

    def post(self, target, body=None, key=None):
        return self.request("POST", target, body, {"Idempotency-Key": key or uuid.uuid4().hex})

    def put(self, target, body):
        return self.request("PUT", target, body)

    def delete(self, target):
        return self.request("DELETE", target)

    def every(self, target, limit=50):
        """All items of a list, page by page."""
        items, cursor = [], ""
        while True:
            page = self.get(f"{target}?limit={limit}{cursor}").json
            items += page["items"]
            if "next" not in page:
                return items
            cursor = "&cursor=" + page["next"]

    def events(self, last=None):
        return Events(self, last)


class Events:
    """The event stream, read by a thread; `seen` holds (id, event, data)."""

    def __init__(self, api, last=None):
        self.seen, self.changed = [], threading.Condition()
        self.connection = api.connect(None)
        headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": str(last)} if last is not None else {})
        self.connection.request("GET", "/v1/events", headers=api.add_headers(headers))
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200, self.answer.read()
        self.socket = self.connection.sock
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        fields = {}
        try:
            for line in iter(self.answer.readline, b""):
                name, _, value = line.decode().rstrip("\r\n").partition(":")
                if name:
                    fields[name] = value.strip()
                elif "data" in fields:
                    with self.changed:
                        self.seen.append((fields.get("id"), fields.get("event"), json.loads(fields["data"])))
                        self.changed.notify_all()
                    fields = {}
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            return

    def wait(self, kind, test=lambda data: True, seconds=15):
        end = time.monotonic() + seconds
        with self.changed:
            while True:
                for identity, event, data in self.seen:
                    if event == kind and test(data):
                        return identity, data
                if not self.changed.wait(max(0, end - time.monotonic())) and time.monotonic() >= end:
                    raise TimeoutError(f"no event {kind}; seen {self.seen}")

    def close(self):
        try:
            self.answer.fp.raw._sock.shutdown(socket.SHUT_RDWR)  # pylint: disable=protected-access
        except (OSError, AttributeError):
            pass
        self.connection.close()
