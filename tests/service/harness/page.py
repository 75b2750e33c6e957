# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A site with one page, for those who link to it."""
import http.server
import threading

PAGE = """<!DOCTYPE html><html><head><title>{title} | A site</title><meta property="og:title" content="{title}">
<meta property="og:description" content="{description}"></head><body>Much more</body></html>"""


class Site:
    """Counts who comes; what it says may change at any time."""

    def __init__(self, title="Bread of the day", description="Rye, and why it takes two days"):
        self.title, self.description, self.visits = title, description, 0
        self.let_go = threading.Event()
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802
                site.visits += 1
                if self.path == "/held":
                    site.let_go.wait(30)
                page = PAGE.format(title=site.title, description=site.description).encode()
                self.send_response(200 if self.path != "/gone" else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()
