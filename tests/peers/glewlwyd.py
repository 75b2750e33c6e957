#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""glewlwyd.py DATA [OPTIONS]: Debian's OpenID provider in C (Glewlwyd) on loopback, with one person and one client.

Prints one JSON line (base, issuer, client, audience, login, password, admin) when it answers; ends on SIGTERM. OPTIONS is a JSON object:
  par, dpop, dpop_nonce, seconds, rotate, audience  as in oidc.py; dpop says whether it binds tokens at all (true)
Glewlwyd compares redirect addresses as texts, where RFC 8252 §7.3 lets the port vary: a PUT of {"redirect_uri": [ADDRESS]} to `admin` lets one more in.
It takes tokens back from programs with a secret only, so it offers that to nobody here.
"""
import http.client
import http.server
import json
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time

from ports import free_port

SHARE, LIBRARY = pathlib.Path("/usr/share/glewlwyd"), pathlib.Path("/usr/lib/glewlwyd")
SCHEMA = pathlib.Path("/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3")
PLUGIN, CLIENT, LOGIN, PASSWORD = "sso", "accounts-center", "alice", "correct-horse"
SCOPES = ("openid", "offline_access")
KINDS = {".html": "text/html", ".css": "text/css", ".js": "application/javascript", ".json": "application/json"}
DEFAULTS = {"par": False, "dpop": True, "dpop_nonce": False, "seconds": 300, "rotate": True, "audience": "https://backend.example"}


def write_setup(data, port):
    """Its database as Debian's package makes it, its pages with the configuration that belongs to them, and its settings."""
    with sqlite3.connect(data / "glewlwyd.db") as database:
        database.executescript(SCHEMA.read_text())
    pages = data / "webapp"
    shutil.copytree(SHARE / "webapp", pages, ignore=shutil.ignore_patterns("config.json"))
    shutil.copy(SHARE / "templates/config.json", pages)
    kinds = ",\n".join(f'{{ extension = "{end}" mime_type = "{kind}" compress = 0 }}' for end, kind in KINDS.items())
    (data / "glewlwyd.conf").write_text(f"""
port = {port}
bind_address = "127.0.0.1"
external_url = "http://127.0.0.1:{port}"
login_url = "login.html"
api_prefix = "api"
static_files_path = "{pages}"
static_files_mime_types = ( {kinds} )
cookie_secure = 0
session_expiration = 3600
log_mode = "console"
log_level = "WARNING"
admin_scope = "g_admin"
profile_scope = "g_profile"
user_module_path = "{LIBRARY}/user"
client_module_path = "{LIBRARY}/client"
user_auth_scheme_module_path = "{LIBRARY}/scheme"
plugin_module_path = "{LIBRARY}/plugin"
hash_algorithm = "SHA256"
database = {{ type = "sqlite3" path = "{data}/glewlwyd.db" }}
""")


class Admin:
    """What the administrator's pages ask for."""

    def __init__(self, port):
        self.port, self.cookie = port, None

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Content-Type": "application/json", **({"Cookie": self.cookie} if self.cookie else {})}
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status != 200:
            raise RuntimeError(f"glewlwyd: {method} {path}: {answer.status} {text}")
        self.cookie = (answer.headers["Set-Cookie"] or self.cookie or "").partition(";")[0]
        return json.loads(text) if text.strip().startswith(("{", "[")) else None

    def allow(self, redirects):
        client = self.ask("GET", f"/api/client/{CLIENT}")
        client["redirect_uri"] = [*client.get("redirect_uri", []), *redirects]
        self.ask("PUT", f"/api/client/{CLIENT}", client)


def make_key():
    """A private ES256 key as Glewlwyd wants it."""
    made = subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout"], check=True, capture_output=True, text=True).stdout
    public = subprocess.run(["openssl", "ec", "-pubout"], input=made, check=True, capture_output=True, text=True).stdout
    return {"jwt-type": "ecdsa", "jwt-key-size": "256", "key": made, "cert": public}


def set_up(admin, issuer, options):
    admin.ask("POST", "/api/auth/", {"username": "admin", "password": "password"})
    admin.ask("POST", "/api/scope/", {"name": "offline_access", "display_name": "Stay signed in", "password_required": False})
    admin.ask("POST", "/api/mod/plugin/", {"module": "oidc", "name": PLUGIN, "display_name": PLUGIN, "enabled": True, "parameters": {
        **make_key(), "iss": issuer, "jwks-show": True, "code-duration": 60, "access-token-duration": options["seconds"],
        "refresh-token-duration": 86400, "refresh-token-rolling": True, "refresh-token-one-use": "always" if options["rotate"] else "never",
        "auth-type-code-enabled": True, "auth-type-refresh-enabled": True, "auth-type-device-enabled": True,
        "device-authorization-expiration": 600, "device-authorization-interval": 1, "oauth-as-iss-id": True,
        "pkce-allowed": True, "pkce-required": True, "introspection-revocation-allowed": False, "oauth-par-allowed": options["par"], "oauth-par-required": options["par"],
        "oauth-par-request_uri-prefix": "urn:ietf:params:oauth:request_uri:", "oauth-par-duration": 60,
        "oauth-dpop-allowed": options["dpop"], "oauth-dpop-iat-duration": 60, "oauth-dpop-iat-gap-duration": 5,
        "oauth-dpop-nonce-mandatory": options["dpop_nonce"], "oauth-dpop-nonce-counter": 5,
        "resource-allowed": True, "resource-scope": {"openid": [options["audience"]]}}})
    admin.ask("POST", "/api/user/", {"username": LOGIN, "password": PASSWORD, "name": "Alice", "enabled": True, "scope": list(SCOPES)})
    admin.ask("POST", "/api/client/", {
        "client_id": CLIENT, "name": "Accounts Center", "enabled": True, "confidential": False, "token_endpoint_auth_method": ["none"],
        "authorization_type": ["code", "refresh_token", "delete_token", "device_authorization"], "redirect_uri": ["http://127.0.0.1/"],
        "scope": list(SCOPES)})


def serve_admin(admin):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_PUT(self):
            wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            admin.allow(wanted["redirect_uri"])
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}/"


def wait_for_answer(server, admin):
    for _ in range(400):
        try:
            return admin.ask("GET", "/config/")
        except (OSError, http.client.HTTPException):
            if server.poll() is not None:
                sys.exit(f"glewlwyd ended with {server.returncode}")
            time.sleep(0.05)
    sys.exit("glewlwyd does not answer")


def main():
    data, port = pathlib.Path(sys.argv[1]), free_port()
    options = {**DEFAULTS, **json.loads(sys.argv[2] if sys.argv[2:] else "{}")}
    data.mkdir(parents=True, exist_ok=True)
    write_setup(data, port)
    server = subprocess.Popen(["glewlwyd", "-c", data / "glewlwyd.conf"], stdin=subprocess.DEVNULL, stdout=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    admin, base = Admin(port), f"http://127.0.0.1:{port}"
    issuer = f"{base}/api/{PLUGIN}"
    wait_for_answer(server, admin)
    set_up(admin, issuer, options)
    print(json.dumps({"base": base, "issuer": issuer, "client": CLIENT, "audience": options["audience"], "login": LOGIN,
                      "password": PASSWORD, "admin": serve_admin(admin)}), flush=True)
    sys.exit(max(0, server.wait()))


main()
