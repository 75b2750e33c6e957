# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations of the build tree, and one that nobody speaks: longer than English, with an accent on each letter."""
import re
import struct

from .backend import build_dir

DOMAIN = "accounts-center.mo"
PSEUDO = "en_XA"
ACCENTS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "àƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÀƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ")
KEPT = re.compile(r"(%(?:\d+\$)?[-+0-9.']*(?:ll?|z)?[A-Za-z%]|<[^<>]+>|&\w+;|https?://\S+)")
HEAD = "<7I"
MAGIC = 0x950412DE


def locale_dir():
    return build_dir() / "po"


def stretch(text):
    """Longer by about 40 %, because each vowel stands there twice; what the program reads stays as it is."""
    def word(part):
        return re.sub(r"[aeiou]", lambda vowel: vowel[0] * 2, part).translate(ACCENTS)
    return "".join(part if number % 2 else word(part) for number, part in enumerate(KEPT.split(text)))


def file_of(language):
    return locale_dir() / language / "LC_MESSAGES" / DOMAIN


def read_catalogue(language):
    """[(message with its context and plural, translation)], as gettext has them in a file."""
    data = file_of(language).read_bytes()
    magic, _, count, *tables, _, _ = struct.unpack_from(HEAD, data)
    assert magic == MAGIC, language

    def texts(table):
        places = (struct.unpack_from("<2I", data, table + 8 * number) for number in range(count))
        return [data[start:start + length].decode() for length, start in places]
    return list(zip(*map(texts, tables)))


def shown_words(language):
    """What is shown for a text of the sources, both without the line below an access key."""
    def plain(text):
        return text.rpartition("\x04")[2].replace("_", "")
    pairs = sorted(read_catalogue(language), key=lambda pair: "_" not in pair[0])
    return {plain(message): plain(translation) for message, translation in pairs}


def say_pseudo(message):
    context, _, text = message.rpartition("\x04")
    return "\0".join(stretch(form) for form in text.split("\0"))


def write_catalogue(language, pairs):
    start = struct.calcsize(HEAD) + 16 * len(pairs)
    tables, texts = [], b""
    for side in range(2):
        for pair in pairs:
            text = pair[side].encode()
            tables.append(struct.pack("<2I", len(text), start + len(texts)))
            texts += text + b"\0"
    head = struct.pack(HEAD, MAGIC, 0, len(pairs), struct.calcsize(HEAD), struct.calcsize(HEAD) + 8 * len(pairs), 0, 0)
    file_of(language).parent.mkdir(parents=True, exist_ok=True)
    file_of(language).write_bytes(head + b"".join(tables) + texts)


def make_pseudo():
    """Writes it beside the others, from the messages that the German one has, which has them all."""
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    write_catalogue(PSEUDO, [(message, say_pseudo(message) if message else header) for message, _ in read_catalogue("de")])
