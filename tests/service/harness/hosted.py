# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A hosted backend on loopback, and a stand-in for the provider whose tokens it takes."""
import base64
import contextlib
import hashlib
import http.client
import http.server
import json
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
import uuid

from .backend import build_dir
from .canaries import LEDGER
from .contract import Api
from .processes import Process

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "peers"))
from ports import free_port  # noqa: E402

AUDIENCE = "https://accounts.example"
HOST = "accounts.example"
SECRET = "a secret/of:ours"


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def digest(text):
    return encode(hashlib.sha256(text.encode()).digest())


class Key:
    """An ES256 key that signs by the openssl program."""

    def __init__(self, folder, name):
        self.name, self.file = name, folder / f"{name}.pem"
        subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self.file], check=True)
        public = subprocess.run(["openssl", "ec", "-in", self.file, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout
        self.jwk = {"kty": "EC", "crv": "P-256", "kid": name, "alg": "ES256", "use": "sig",
                    "x": encode(public[-64:-32]), "y": encode(public[-32:])}

    @property
    def thumbprint(self):
        """RFC 7638"""
        return digest(json.dumps({name: self.jwk[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":")))

    def prove(self, method, url, token, nonce, header=None, **claims):
        """A proof of RFC 9449; what is given beside it stands there instead, None is left out."""
        public = {name: self.jwk[name] for name in ("kty", "crv", "x", "y")}
        return self.sign_parts({"typ": "dpop+jwt", "alg": "ES256", "jwk": public, **(header or {})}, {
            "jti": uuid.uuid4().hex, "htm": method, "htu": url.split("?")[0], "iat": int(time.time()), "ath": digest(token),
            "nonce": nonce, **claims})

    def sign_parts(self, *parts):
        text = ".".join(encode(json.dumps({name: value for name, value in part.items() if value is not None}).encode()) for part in parts)
        return f"{text}.{self.sign(text)}"

    def sign(self, text):
        der = subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.file], input=text.encode(), check=True,
                             capture_output=True).stdout
        numbers, at = [], 2
        for _ in range(2):
            size = der[at + 1]
            numbers.append(der[at + 2:at + 2 + size].lstrip(b"\0").rjust(32, b"\0"))
            at += 2 + size
        return encode(b"".join(numbers))


class Issuer:
    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.fetched, self.introspected = folder, 0, 0
        self.told, self.ill = {}, False
        LEDGER.know("introspection secret", SECRET)
        self.key = Key(folder, "first")
        self.keys = [self.key]
        issuer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                pages = {"/.well-known/openid-configuration": {"issuer": issuer.said, "jwks_uri": issuer.base + "/keys",
                                                               "introspection_endpoint": issuer.base + "/introspect"},
                         "/keys": {"keys": [key.jwk for key in issuer.keys]}}
                issuer.fetched += self.path == "/keys"
                body = json.dumps(pages.get(self.path, {})).encode()
                self.send_response(200 if self.path in pages else 404)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self):
                form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                known = self.path == "/introspect" and self.headers["Authorization"] == "Basic " + base64.b64encode(
                    f"backend:{urllib.parse.quote(SECRET, safe='')}".encode()).decode()
                issuer.introspected += known
                body = json.dumps(issuer.told.get(form.get("token", [""])[0], {"active": False})).encode()
                self.send_response(200 if known and not issuer.ill else 503 if known else 401)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = self.said = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self, subject, key=None, header=None, **claims):
        now = int(time.time())
        header = {"alg": "ES256", "typ": "at+jwt", "kid": (key or self.key).name, **(header or {})}
        full = {"iss": self.base, "aud": AUDIENCE, "sub": subject, "client_id": "window", "iat": now, "exp": now + 600,
                "jti": uuid.uuid4().hex, **claims}
        token = (key or self.key).sign_parts(header, full)
        LEDGER.know("access token", token)
        return token

    def opaque(self, subject, **claims):
        """A token that says nothing; the provider tells these claims of it."""
        token = uuid.uuid4().hex
        LEDGER.know("opaque access token", token)
        full = {"active": True, "iss": self.base, "aud": AUDIENCE, "sub": subject, "client_id": "window", "exp": int(time.time()) + 600,
                **claims}
        self.told[token] = {name: value for name, value in full.items() if value is not None}
        return token

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def write_secret(file, text):
    LEDGER.may_hold(file)
    file.write_text(text + "\n")
    file.chmod(0o600)


def write_key(file):
    key = os.urandom(32)
    LEDGER.know("vault key", key)
    write_secret(file, base64.b64encode(key).decode())


class SqliteStore:
    def __init__(self, folder):
        self.folder, self.line = folder, f"sqlite-folder={folder}"

    def ask(self, query):
        """The rows of an answer, each a list of texts."""
        with contextlib.closing(sqlite3.connect(f"file:{self.folder}/store.sqlite?mode=ro", uri=True, timeout=30)) as store:
            return [[str(cell) for cell in row] for row in store.execute(query)]

    def change(self, statements):
        """For a bench, with nobody else there."""
        with contextlib.closing(sqlite3.connect(self.folder / "store.sqlite", timeout=30)) as store:
            for statement in statements:
                store.execute(statement)
            store.commit()


class TcpApi(Api):
    def __init__(self, port, token=None):
        super().__init__(None)
        self.port, self.token = port, token

    def connect(self, timeout):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def add_headers(self, headers):
        return {"Host": HOST, **({"Authorization": f"Bearer {self.token}"} if self.token else {}), **headers}


class BoundApi(TcpApi):
    """With a token that is bound to a key, and a proof for each request."""

    def __init__(self, port, token, key, device=None):
        super().__init__(port)
        self.bound, self.key, self.nonce = token, key, None
        self.device = {"Accounts-Center-Device": device} if device else {}

    def request(self, method, target, body=None, headers=None, proofs=None, **more):
        """proofs (nonce) makes those of a request other than usual."""
        for _ in range(2):
            proof = proofs(self.nonce) if proofs else self.key.prove(method, AUDIENCE + target, self.bound, self.nonce)
            answer = super().request(method, target, body, {"Authorization": f"DPoP {self.bound}", "DPoP": proof, **self.device, **(headers or {})}, **more)
            self.nonce = answer.headers.get("dpop-nonce", self.nonce)
            if 'error="use_dpop_nonce"' not in answer.headers.get("www-authenticate", ""):
                break
        return answer


class Hosted:
    def __init__(self, session, folder, issuer, plc=None, practice=None, limits="", listen="", sign_in="", store=None, key=None, port=None):
        """store: a SqliteStore or a Database of PostgreSQL's; key: the file of another's vault key; port: people reach it there,
        with no proxy before it."""
        self.store = store or SqliteStore(folder / "data")
        self.session, self.folder, self.issuer, self.port = session, folder, issuer, port or free_port()
        self.host = f"127.0.0.1:{port}" if port else HOST
        self.audience = f"http://{self.host}" if port else AUDIENCE
        folder.mkdir(parents=True, exist_ok=True)
        self.log, self.key, self.config = folder / "backend.log", key or folder / "vault.key", folder / "hosted.conf"
        if key is None:
            write_key(self.key)
        self.config.write_text(f"[listen]\naddress=127.0.0.1\nport={self.port}\nhosts={self.host}\n{listen}[sign-in]\nissuer={issuer.base}\n"
                               f"audience={self.audience}\n{sign_in}[store]\n{self.store.line}\n[vault]\nkey-file={self.key}\n"
                               f"[limits]\n{limits}\n")
        self.command = [build_dir() / "src/backend/accounts-center-backend", "--hosted", self.config, "--allow-loopback-services",
                        *(["--plc-directory", plc] if plc else []), *(["--practice-services", practice] if practice else [])]
        self.start()

    def start(self):
        self.process = Process("hosted", self.command, self.log, env=self.session.env)
        self.process.wait_until(self.answers, 30)

    def answers(self):
        try:
            return self.plain("/healthz")[0] == 200
        except OSError:
            return False

    def plain(self, path):
        """(status, text) of what is asked without a token."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers={"Host": self.host})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def api(self, subject):
        return TcpApi(self.port, self.issuer.token(subject))

    def kill(self):
        """kill -9, as a crash or a power cut would."""
        self.process.stop(signal.SIGKILL)

    @contextlib.contextmanager
    def paused(self):
        """Stands still, as a computer does that is put to sleep or has far too much to do."""
        self.process.signal_group(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.signal_group(signal.SIGCONT)

    def stop(self):
        if self.process.alive:
            code = self.process.stop(seconds=20)
            assert code == 0, f"hosted backend ended with {code}:\n{self.process.log_end()}"
