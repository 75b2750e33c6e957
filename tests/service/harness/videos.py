# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Videos as phones make them, as far as their boxes go (ISO/IEC 14496-12): film that no player would show."""
import struct

from .pictures import SECRET

FILM = b"film" * 300


def box(name, *parts):
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + name + body


def table(name, *numbers):
    return box(name, bytes(4), struct.pack(f">{len(numbers)}I", *numbers))


def head(*numbers):
    """With the times at which it was taken."""
    return struct.pack(f">{3 + len(numbers)}I", 0, 0xe1e2e3e4, 0xe1e2e3e5, *numbers)


def track(ms, width, height, at, size):
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    entry = box(b"avc1", bytes(78), box(b"avcC", b"\x01coded"))
    stbl = box(b"stbl", box(b"stsd", struct.pack(">II", 0, 1), entry), table(b"stsz", size, 1), table(b"stsc", 1, 1, 1, 1), table(b"stco", 1, at))
    dinf = box(b"dinf", box(b"dref", struct.pack(">II", 0, 1), box(b"url ", b"\0\0\0\x01")))
    media = box(b"mdia", box(b"mdhd", head(1000, ms, 0x55c40000)), box(b"hdlr", bytes(8), b"vide", bytes(12), SECRET), box(b"minf", dinf, stbl))
    where = head(1, 0, ms) + bytes(16) + matrix + struct.pack(">II", width << 16, height << 16)
    return box(b"trak", box(b"tkhd", where), media, box(b"udta", SECRET))


def mp4(seconds=5, width=540, height=960, film=FILM):
    """With the place where it was taken, beside the film and in a track of its own."""
    first = box(b"ftyp", b"mp42", bytes(4), b"isom") + box(b"uuid", SECRET)
    samples = box(b"mdat", film, SECRET)
    ms = int(seconds * 1000)
    mvhd = box(b"mvhd", head(1000, ms), bytes(80))
    udta = box(b"udta", box(b"\xa9xyz", SECRET))
    return first + samples + box(b"moov", mvhd, track(ms, width, height, len(first) + 8, len(film)), udta)
