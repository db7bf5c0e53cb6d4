"""What a page looks like, read from the pixels of its screenshot (PNG, RFC 2083, as browsers write it: eight bits a channel, not
interlaced)."""

import base64
import struct
import zlib

from driven import DrivenPage

CHANNELS = {2: 3, 6: 4}


def rows_of(png: bytes) -> tuple[int, list[bytes]]:
    """How many bytes a pixel has, and the rows of pixels from above."""
    at, data = 8, b""
    while at < len(png):
        length, kind = struct.unpack("!I4s", png[at:at + 8])
        body = png[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colours, _, _, interlaced = struct.unpack("!IIBBBBB", body)
            assert depth == 8 and interlaced == 0 and colours in CHANNELS, (depth, interlaced, colours)
            size = CHANNELS[colours]
        elif kind == b"IDAT":
            data += body
        at += 12 + length
    raw, rows, before = zlib.decompress(data), [], bytes(width * size)
    for index in range(height):
        start = index * (width * size + 1)
        row = unfiltered(raw[start], bytearray(raw[start + 1:start + 1 + width * size]), before, size)
        rows.append(row)
        before = row
    return size, rows


def unfiltered(kind: int, row: bytearray, above: bytes, size: int) -> bytes:
    for index in range(len(row)):
        left = row[index - size] if index >= size else 0
        corner = above[index - size] if index >= size else 0
        up = above[index]
        if kind == 1:
            row[index] = (row[index] + left) & 255
        elif kind == 2:
            row[index] = (row[index] + up) & 255
        elif kind == 3:
            row[index] = (row[index] + (left + up) // 2) & 255
        elif kind == 4:
            guess = left + up - corner
            row[index] = (row[index] + min((left, up, corner), key=lambda each: abs(guess - each))) & 255
    return bytes(row)


def groups_of_ink(page: DrivenPage) -> int:
    """How many marks stand side by side, with white between them, on a white page with black letters."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))")
    size, rows = rows_of(base64.b64decode(page.picture()))
    width = len(rows[0]) // size
    inked = [any(row[column * size] < 128 for row in rows) for column in range(width)]
    return sum(1 for before, now in zip([False, *inked], inked) if now and not before)
