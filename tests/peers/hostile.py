#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""hostile.py: a server that answers every path the way its first part says, to test what a stranger can do to us.

  /big/…       200 MB of JSON string          /endless/…       a body that never ends
  /html/…      a web page, status 200         /silent/…        reads the request, never answers
  /slow/…      one header a second, for ever  /bomb/…          1 GB of zeros in 1 MB of gzip
  /redirect/…  302 to another address         /deep/…          100 000 open brackets
Prints one JSON line: base, each way's address, and tls, the address of the same behind a certificate that has expired.
"""
import asyncio
import contextlib
import json
import pathlib
import ssl
import subprocess
import tempfile
import zlib

WAYS = ("big", "endless", "html", "silent", "slow", "bomb", "redirect", "deep")
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


async def serve(reader, writer):
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        way = request.split(" ")[1].split("/")[1].split("?")[0]
        if way in WAYS:
            await globals()[way](writer)
        else:
            await send(writer, head("404 Not Found"), b"{}")
    writer.close()


def expired_certificate(folder):
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-not_before", "20200101000000Z", "-not_after", "20210101000000Z",
                    "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def main():
    with tempfile.TemporaryDirectory() as folder:
        context = expired_certificate(pathlib.Path(folder))
    plain = await asyncio.start_server(serve, "127.0.0.1", 0)
    tls = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    port, secure = (server.sockets[0].getsockname()[1] for server in (plain, tls))
    base = f"http://localhost:{port}"
    print(json.dumps({"base": base, "tls": f"https://localhost:{secure}", **{way: f"{base}/{way}" for way in WAYS}}), flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
