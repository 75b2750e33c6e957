# SPDX-FileCopyrightText: 2026 Accounts Center contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a camera would see of a QR code on a picture or in a terminal, and what libqrencode says that a text looks like."""
import ctypes
import re

QUIET, LEVEL_M, BYTES = 4, 1, 2


class Code(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("width", ctypes.c_int), ("data", ctypes.POINTER(ctypes.c_ubyte))]


def encode(text):
    """Rows of modules, True for dark ones, with the quiet zone."""
    library = ctypes.CDLL("libqrencode.so.4")
    library.QRcode_encodeString.restype = ctypes.POINTER(Code)
    code = library.QRcode_encodeString(text.encode(), 0, LEVEL_M, BYTES, 1).contents
    side = code.width + 2 * QUIET
    rows = [[False] * side for _ in range(side)]
    for y in range(code.width):
        for x in range(code.width):
            rows[y + QUIET][x + QUIET] = bool(code.data[y * code.width + x] & 1)
    return rows


def look(picture, box, side):
    """The same as it is seen inside a box of a picture, in the middle of each module; black is dark and white is not."""
    import gi
    gi.require_version("GdkPixbuf", "2.0")
    from gi.repository import GdkPixbuf
    x, y, width, height = box
    pixels = GdkPixbuf.Pixbuf.new_from_file(str(picture))
    bytes_, stride, channels = pixels.get_pixels(), pixels.get_rowstride(), pixels.get_n_channels()
    module = min(width, height) // side
    left, top = x + (width - module * side) // 2 + module // 2, y + (height - module * side) // 2 + module // 2
    places = [[(top + row * module) * stride + (left + column * module) * channels for column in range(side)] for row in range(side)]
    seen = [[bytes(bytes_[place:place + 3]) for place in row] for row in places]
    assert {shade for row in seen for shade in row} == {b"\0\0\0", b"\xff\xff\xff"}, "black on white"
    return [[shade == b"\0\0\0" for shade in row] for row in seen]


def read_terminal(text, side):
    """The same as a terminal shows it: half blocks are light, their absence is dark."""
    lines = re.findall(r"\x1b\[40;97m([ ▀▄█]+)\x1b\[0m", text)
    rows = [[character in dark for character in line] for line in lines for dark in (" ▄", " ▀")]
    return rows[:side]
