# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures as cameras and programs make them: they tell more than they show."""
import base64
import os
import pathlib
import random
import sqlite3
import struct
import urllib.request
import uuid
import zlib

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf, GLib  # noqa: E402  # pylint: disable=wrong-import-position

SECRET = b"52.5200 N 13.4050 E"


def draw(kind, width, height, colour, **options):
    pixbuf = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, width, height)
    pixbuf.fill(colour << 8 | 0xff)
    return pixbuf.save_to_bufferv(kind, [name.replace("_", "-") for name in options], list(options.values()))[1]


def segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(width=320, height=320, colour=0x3584e4, turn=1):
    """With the place in its Exif block and in a comment, a thumbnail, and a film behind its end."""
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0" + struct.pack("<HHIHH", 0x112, 3, 1, turn, 0) + b"\0\0\0\0" + SECRET
    plain = draw("jpeg", width, height, colour)
    return plain[:2] + segment(0xe1, exif) + segment(0xfe, SECRET) + plain[2:] + SECRET


def png(width=320, height=320, colour=0x33d17a):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    plain = draw("png", width, height, colour)
    head = 8 + 25
    return plain[:head] + chunk(b"tEXt", b"Location\0" + SECRET) + chunk(b"eXIf", SECRET) + plain[head:]


def coloured(kind):
    """A small picture with a colour profile (ICC.1) that has one tag."""
    tag = random.Random(1).randbytes(256)
    head = struct.pack(">I4xI4s4s4s", 144 + len(tag), 0x04000000, b"mntr", b"RGB ", b"XYZ ").ljust(36, b"\0") + b"acsp"
    profile = head.ljust(128, b"\0") + struct.pack(">I4sII", 1, b"desc", 144, len(tag)) + tag
    return draw(kind, 8, 8, 0x3584e4, icc_profile=base64.b64encode(profile).decode())


def noise(size):
    """A PNG of about so many bytes."""
    side = int((size / 3) ** 0.5)
    bytes_ = GLib.Bytes.new(os.urandom(side * side * 3))
    return GdkPixbuf.Pixbuf.new_from_bytes(bytes_, GdkPixbuf.Colorspace.RGB, False, 8, side, side, side * 3).save_to_bufferv("png", [], [])[1]


def describe(data):
    """(width, height) of a picture that can be shown."""
    loader = GdkPixbuf.PixbufLoader()
    loader.write(data)
    loader.close()
    shown = loader.get_pixbuf().apply_embedded_orientation()
    return shown.get_width(), shown.get_height()


def grain(width, height, made):
    bytes_ = GLib.Bytes.new(made.randbytes(width * height * 3))
    return GdkPixbuf.Pixbuf.new_from_bytes(bytes_, GdkPixbuf.Colorspace.RGB, False, 8, width, height, width * 3)


def photo(width, height):
    """As cameras make them: large things strong, small ones weak, and grain; some edges."""
    made = random.Random(1)
    bilinear = GdkPixbuf.InterpType.BILINEAR
    seen = grain(4, 3, made).scale_simple(width, height, bilinear)
    across, strength = 8, 110
    while across < width:
        layer = grain(across, across * 3 // 4, made)
        layer.composite(seen, 0, 0, width, height, 0, 0, width / across, height / (across * 3 // 4), bilinear, int(strength))
        across, strength = across * 2, max(strength * 0.6, 14)
    for _ in range(60):
        w, h = made.randint(width // 200, width // 12), made.randint(height // 200, height // 12)
        seen.new_subpixbuf(made.randint(0, width - w), made.randint(0, height - h), w, h).fill(made.randrange(1 << 24) << 8 | 0xff)
    return bytes(seen.save_to_bufferv("jpeg", ["quality"], ["95"])[1])


def stored(name):
    """One of tests/pictures: two colours, and in some the place in their Exif block."""
    return (pathlib.Path(__file__).resolve().parents[2] / "pictures" / name).read_bytes()


def add_picture(api, data, kind=None, key=None):
    kind = kind or ("image/png" if data.startswith(b"\x89PNG") else "video/mp4" if data[4:8] == b"ftyp" else "image/jpeg")
    return api.request("POST", "/v1/pictures", raw=data, headers={"Idempotency-Key": key or uuid.uuid4().hex, "Content-Type": kind})


def held(backend):
    """The pictures whose bytes are in the store: (id, bytes)."""
    with sqlite3.connect(f"file:{backend.data}/store.sqlite?mode=ro", uri=True) as store:
        return store.execute("SELECT id, bytes FROM picture WHERE bytes IS NOT NULL").fetchall()


def load(address):
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=30) as answer:
        return answer.read()
