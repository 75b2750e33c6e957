# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real TLS proxy before a hosted backend, set up by the files that administrators get."""
import http.client
import os
import pathlib
import ssl
import subprocess
import sys

from .contract import Answer
from .hosted import HOST, TcpApi
from .processes import Process

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "peers"))
from ports import free_port  # noqa: E402

EXAMPLES = pathlib.Path(__file__).resolve().parents[3] / "data/hosted"


class FrontApi(TcpApi):
    """An API that is reached by TLS, with a certificate that must be right."""

    def __init__(self, front, token=None):
        super().__init__(front.port, token)
        self.trust = ssl.create_default_context(cafile=front.certificate)

    def connect(self, timeout):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=timeout, context=self.trust)
        connect = connection._create_connection  # pylint: disable=protected-access

        def named(*arguments, **more):
            connection.host = HOST
            return connect(("127.0.0.1", self.port), *arguments[1:], **more)
        connection._create_connection = named  # pylint: disable=protected-access
        return connection

    def plain(self, path, method="GET", body=None, headers=None, chunked=False):
        """What is no answer of ours has no contract."""
        connection = self.connect(20)
        try:
            connection.request(method, path, body, self.add_headers(headers or {}), encode_chunked=chunked)
            answer = connection.getresponse()
            return Answer(answer.status, {}, None, answer.read())
        finally:
            connection.close()


class Front:
    def __init__(self, folder, backend_port):
        self.folder, self.port, self.backend_port = pathlib.Path(folder), free_port(), backend_port
        self.folder.mkdir(parents=True)
        self.certificate, self.key = self.folder / "fullchain.pem", self.folder / "privkey.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", self.key, "-out", self.certificate],
                       check=True, capture_output=True)
        self.process = Process(type(self).__name__, self.prepare(), self.folder / "log",
                               env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder)})
        self.process.wait_until(self.answers, 30)

    def example(self, name, *changes):
        """The text of an example, with what is another here; each change must find its place."""
        text = (EXAMPLES / name).read_text()
        for old, new in (("127.0.0.1:8080", f"127.0.0.1:{self.backend_port}"), *changes):
            assert old in text, f"{name} doesn't say {old}"
            text = text.replace(old, new)
        return text

    def answers(self):
        try:
            return FrontApi(self).plain("/").status == 404
        except OSError:
            return False

    def api(self, token=None):
        return FrontApi(self, token)

    def stop(self):
        self.process.stop()


class Nginx(Front):
    def prepare(self):
        example = self.example("nginx.conf", ("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"),
                               ("/etc/ssl/accounts.example", str(self.folder)))
        places = "".join(f"{kind}_temp_path {self.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        start = "user root;\n" if os.getuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(
            f"{start}daemon off;\nworker_processes 1;\nerror_log stderr;\npid {self.folder}/pid;\nevents {{}}\n"
            f"http {{\naccess_log off;\n{places}{example}}}\n")
        return ["nginx", "-e", "stderr", "-p", self.folder, "-c", self.folder / "nginx.conf"]


class Caddy(Front):
    def prepare(self):
        example = self.example("Caddyfile", (f"{HOST} {{", f"https://{HOST}:{self.port} {{\n\tbind 127.0.0.1\n"
                                             f"\ttls {self.certificate} {self.key}"))
        (self.folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https disable_redirects\n}}\n{example}")
        return ["caddy", "run", "--config", self.folder / "Caddyfile", "--adapter", "caddyfile"]
