#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""hostile.py: a server that answers every path the way its first part says, to test what a stranger can do to us.

  /big/…       200 MB of JSON string          /endless/…       a body that never ends
  /html/…      a web page, status 200         /silent/…        reads the request, never answers
  /slow/…      one header a second, for ever  /bomb/…          1 GB of zeros in 1 MB of gzip
  /redirect/…  302 to another address         /deep/…          100 000 open brackets
  /drip/…      one byte a second, for ever    /wrong-type/…    a good instance, said to be a picture
  /other/…     JSON of something else         /cut/…           less than was announced
Prints one JSON line: base, each way's address, sites (for each way a server that answers everything so), and tls, the address of
all of it behind a certificate that has expired.
"""
import asyncio
import contextlib
import json
import pathlib
import re
import ssl
import subprocess
import tempfile
import zlib

WAYS = ("big", "endless", "html", "silent", "slow", "bomb", "redirect", "deep", "drip", "wrong-type", "other", "cut")
MEGABYTE = b"a" * (1 << 20)


def head(status="200 OK", kind="application/json", **more):
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}"] + [f"{k.replace('_', '-')}: {v}" for k, v in more.items()]
    return ("\r\n".join(lines + ["Connection: close", "", ""])).encode()


async def send(writer, *parts):
    for part in parts:
        writer.write(part)
        await writer.drain()


async def big(writer):
    await send(writer, head(Content_Length=(200 << 20) + 2), b'"', *[MEGABYTE] * 200, b'"')


async def endless(writer):
    await send(writer, head(), b'"')
    while True:
        await send(writer, MEGABYTE)


async def html(writer):
    await send(writer, head(kind="text/html"), b"<!doctype html><title>Hotel Wi-Fi</title><p>Please sign in</p>")


async def silent(_writer):
    await asyncio.sleep(3600)


async def slow(writer):
    await send(writer, b"HTTP/1.1 200 OK\r\n")
    for number in range(3600):
        await send(writer, f"X-Slow-{number}: yes\r\n".encode())
        await asyncio.sleep(1)


async def bomb(writer):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    await send(writer, head(Content_Encoding="gzip"))
    for _ in range(1024):
        await send(writer, packer.compress(MEGABYTE))
    await send(writer, packer.flush())


async def redirect(writer):
    await send(writer, head("302 Found", Location="http://localhost:1/elsewhere", Content_Length=0))


async def deep(writer):
    await send(writer, head(), b"[" * 100_000)


async def drip(writer):
    await send(writer, head(), b'"')
    while True:
        await send(writer, b"a")
        await asyncio.sleep(1)


async def wrong_type(writer):
    await send(writer, head(kind="image/png"), b'{"domain": "x.example", "version": "4.3.0", "uri": "x.example"}')


async def other(writer):
    await send(writer, head(), b'{"name": "Weather station", "celsius": 21}')


async def cut(writer):
    await send(writer, head(Content_Length=1000), b'{"domain": ')


async def serve(reader, writer, fixed=None):
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        await reader.readexactly(int((re.findall(r"(?i)\r\ncontent-length: *(\d+)", request) or [0])[0]))
        way = fixed or request.split(" ")[1].split("/")[1].split("?")[0]
        if way in WAYS:
            await globals()[way.replace("-", "_")](writer)
        else:
            await send(writer, head("404 Not Found"), b"{}")
    writer.close()


def serve_as(way):
    return lambda reader, writer: serve(reader, writer, way)


def expired_certificate(folder):
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-not_before", "20200101000000Z", "-not_after", "20210101000000Z",
                    "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def listen(handler, scheme="http", context=None):
    server = await asyncio.start_server(handler, "127.0.0.1", 0, ssl=context)
    return server, f"{scheme}://localhost:{server.sockets[0].getsockname()[1]}"


async def main():
    with tempfile.TemporaryDirectory() as folder:
        context = expired_certificate(pathlib.Path(folder))
    plain, base = await listen(serve)
    secure, tls = await listen(serve, "https", context)
    sites = {way: await listen(serve_as(way)) for way in WAYS}
    about = {"base": base, "tls": tls, "sites": {way: address for way, (_, address) in sites.items()}}
    print(json.dumps(about | {way: f"{base}/{way}" for way in WAYS}), flush=True)
    await asyncio.Event().wait()
    del plain, secure


asyncio.run(main())
