"""RFC 6455 asked of the program itself, over TLS and plain, frame by frame: what passes is answered and the line goes on; what does not
is closed with its code, nothing behind it is read, and the connection ends."""

import json
import secrets
import struct

import pytest
from bureau import HOST

from raw import CLOSE, PING, PONG, TEXT, BINARY, Gone, Raw, masked

BEAT = b'{"type":"beat"}'
BEATS = (TEXT, BEAT)


def text(word: bytes) -> bytes:
    """A message that holds these bytes and is refused for what it says, if it comes to be read."""
    return b'{"type":"' + word + b'"}'


def parts(payload: bytes, *cuts: int) -> bytes:
    """A text in fragments that end at `cuts`."""
    ends = [*cuts, len(payload)]
    starts = [0, *cuts]
    return b"".join(
        masked(0 if start or index else TEXT, payload[start:end], final=index == len(ends) - 1)
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)))


def close(code: int, reason: bytes = b"") -> bytes:
    return masked(CLOSE, struct.pack("!H", code) + reason)


# Unicode's borders, where encodings change their length and where they have none.
BORDERS = ["\x7f", "\x80", "\u07ff", "\u0800", "\u0fff", "\u1000", "\ucfff", "\ud000", "\ud7ff", "\ue000", "\ufdd0", "\ufeff", "\ufffd", "\ufffe",
           "\uffff", "\U00010000", "\U0003ffff", "\U00040000", "\U000fffff", "\U00100000", "\U0010ffff", "三方对话", "\U0001f600"]
NO_TEXT = ["80", "bf", "c0", "c0 80", "c1 bf", "c2", "c2 41", "c2 c2", "df", "e0 80 80", "e0 9f bf", "e0 a0", "e4 b8", "e4 b8 41", "ed a0 80", "ed bf bf",
           "ed a0 80 ed b0 80", "ef bf", "f0 80 80 80", "f0 8f bf bf", "f0 9f 98", "f0 9f 98 41", "f4 90 80 80", "f4 bf bf bf", "f5 80 80 80",
           "f7 bf bf bf", "f8 88 80 80 80", "fc 84 80 80 80 80", "fe", "ff", "e4 b8 ad 80", "ff fe 41 00"]
# Section, what is tried, the bytes, and the frames that answer. Behind them a beat is answered.
TAKEN = [
    ("5.2", "a text", masked(TEXT, BEAT), [BEATS]),
    ("5.2", "125 bytes", masked(TEXT, BEAT.ljust(125)), [BEATS]),
    ("5.2", "126 bytes", masked(TEXT, BEAT.ljust(126)), [BEATS]),
    ("5.2", "127 bytes", masked(TEXT, BEAT.ljust(127)), [BEATS]),
    ("5.2", "65,535 bytes", masked(TEXT, BEAT.ljust(65_535)), [BEATS]),
    ("5.2", "65,536 bytes, the most there may be", masked(TEXT, BEAT.ljust(65_536)), [BEATS]),
    ("5.2", "two texts in one piece", masked(TEXT, BEAT) + masked(TEXT, BEAT), [BEATS, BEATS]),
    ("5.3", "a mask of nothing", masked(TEXT, BEAT, mask=b"\0\0\0\0"), [BEATS]),
    ("5.3", "a mask of all", masked(TEXT, BEAT, mask=b"\xff\xff\xff\xff"), [BEATS]),
    ("5.3", "a mask for each frame", masked(TEXT, BEAT[:5], False, mask=b"\1\2\3\4") + masked(0, BEAT[5:], mask=b"\xfe\0\x80\x7f"), [BEATS]),
    ("5.4", "two fragments", parts(BEAT, 7), [BEATS]),
    ("5.4", "a fragment for each byte", parts(BEAT, *range(1, len(BEAT))), [BEATS]),
    ("5.4", "an empty first fragment", parts(BEAT, 0), [BEATS]),
    ("5.4", "an empty last fragment", parts(BEAT, len(BEAT)), [BEATS]),
    ("5.4", "empty ones between", parts(BEAT, 7, 7, 7), [BEATS]),
    ("5.4", "65,536 bytes in fragments", parts(BEAT.ljust(65_536), 1, 125, 251, 40_000), [BEATS]),
    ("5.4", "a ping between fragments", masked(TEXT, BEAT[:5], False) + masked(PING, b"now") + masked(0, BEAT[5:]), [(PONG, b"now"), BEATS]),
    ("5.4", "a pong between fragments", masked(TEXT, BEAT[:5], False) + masked(PONG, b"x") + masked(0, BEAT[5:]), [BEATS]),
    ("5.4", "pings between each fragment", masked(TEXT, b"", False) + b"".join(
        masked(PING, bytes([65 + index])) + masked(0, BEAT[index:index + 1], index == len(BEAT) - 1) for index in range(len(BEAT))),
     [*((PONG, bytes([65 + index])) for index in range(len(BEAT))), BEATS]),
    ("5.5.2", "a ping of nothing", masked(PING), [(PONG, b"")]),
    ("5.5.2", "a ping of 125 bytes", masked(PING, b"x" * 125), [(PONG, b"x" * 125)]),
    ("5.5.2", "a ping of bytes that are no text", masked(PING, b"\0\xff\xfe\x80"), [(PONG, b"\0\xff\xfe\x80")]),
    ("5.5.2", "a ping in its own piece before a text", masked(PING, b"1") + masked(TEXT, BEAT), [(PONG, b"1"), BEATS]),
    ("5.5.3", "a pong that nobody asked for", masked(PONG, b"x"), []),
    ("5.5.3", "a pong of nothing", masked(PONG), []),
    *(("8.1", f"U+{ord(each[0]):04X}", masked(TEXT, text(each.encode())), [(TEXT, "refused")]) for each in BORDERS),
    *(("8.1", f"U+{ord(each):04X} parted after {cut}", parts(text(each.encode()), 9 + cut), [(TEXT, "refused")])
      for each in ("\u07ff", "\uffff", "\U0010ffff") for cut in range(1, len(each.encode()))),
]
# The code that the server closes with; None: it closes without a word, or with one of those that say why.
PROTOCOL, UNKNOWN, NOT_TEXT, TOO_LARGE = {1002}, {1003}, {1007}, {1009}
CLOSED = [
    *((PROTOCOL, "5.1", f"a frame that is not masked ({name})", masked(kind, payload, mask=None))
      for name, kind, payload in (("text", TEXT, BEAT), ("nothing", TEXT, b""), ("ping", PING, b"x"), ("pong", PONG, b""), ("close", CLOSE, b"\x03\xe8"))),
    (PROTOCOL, "5.1", "one in the middle of a message", masked(TEXT, BEAT[:5], False) + masked(0, BEAT[5:], mask=None)),
    *((PROTOCOL, "5.2", f"reserved bits {bits:03b} of kind {kind}", masked(kind, payload, reserved=bits))
      for bits in range(1, 8) for kind, payload in ((TEXT, BEAT), (PING, b"x"), (CLOSE, b"\x03\xe8"))),
    (PROTOCOL, "5.2", "a reserved bit of a fragment", masked(TEXT, BEAT[:5], False) + masked(0, BEAT[5:], reserved=4)),
    *((PROTOCOL, "5.2", f"the unknown kind {kind}", masked(kind, BEAT)) for kind in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)),
    *((PROTOCOL, "5.2", f"the unknown kind {kind} without a payload", masked(kind)) for kind in (3, 7, 11, 15)),
    (PROTOCOL, "5.2", "an unknown kind between fragments", masked(TEXT, BEAT[:5], False) + masked(3) + masked(0, BEAT[5:])),
    (PROTOCOL, "5.2", "15 bytes told in 16 bits", masked(TEXT, BEAT, form=16)),
    (PROTOCOL, "5.2", "125 bytes told in 16 bits", masked(TEXT, BEAT.ljust(125), form=16)),
    (PROTOCOL, "5.2", "15 bytes told in 64 bits", masked(TEXT, BEAT, form=64)),
    (PROTOCOL, "5.2", "65,535 bytes told in 64 bits", masked(TEXT, BEAT.ljust(65_535), form=64)),
    (PROTOCOL | TOO_LARGE, "5.2", "a length with its highest bit", masked(TEXT, BEAT, length=1 << 63 | 15, form=64)),
    (TOO_LARGE, "10.4", "65,537 bytes", masked(TEXT, BEAT.ljust(65_537))),
    (TOO_LARGE, "10.4", "65,537 bytes in fragments", parts(BEAT.ljust(65_537), 40_000)),
    (PROTOCOL, "5.4", "a continuation of nothing", masked(0, BEAT)),
    (PROTOCOL, "5.4", "a continuation of nothing that goes on", masked(0, BEAT, False)),
    (PROTOCOL, "5.4", "a text between fragments", masked(TEXT, BEAT[:5], False) + masked(TEXT, BEAT)),
    (PROTOCOL, "5.4", "a text that goes on between fragments", masked(TEXT, BEAT[:5], False) + masked(TEXT, BEAT, False)),
    (PROTOCOL | UNKNOWN, "5.4", "a binary between fragments", masked(TEXT, BEAT[:5], False) + masked(BINARY, BEAT)),
    *((PROTOCOL, "5.5", f"a control frame in fragments ({name})", masked(kind, payload, False))
      for name, kind, payload in (("ping", PING, b"x"), ("pong", PONG, b"x"), ("close", CLOSE, b"\x03\xe8"))),
    *((PROTOCOL, "5.5", f"a control frame of 126 bytes ({name})", masked(kind, b"\x03\xe8" + b"x" * 124))
      for name, kind in (("ping", PING), ("pong", PONG), ("close", CLOSE))),
    (PROTOCOL, "5.5", "a ping with its length in 16 bits", masked(PING, b"x", form=16)),
    (PROTOCOL, "5.5", "a ping with its length in 64 bits", masked(PING, b"x", form=64)),
    (UNKNOWN, "5.6", "a binary", masked(BINARY, BEAT)),
    (UNKNOWN, "5.6", "a binary of nothing", masked(BINARY)),
    (UNKNOWN, "5.6", "a binary in fragments", masked(BINARY, BEAT[:5], False) + masked(0, BEAT[5:])),
    *((NOT_TEXT, "8.1", f"a text with {each}", masked(TEXT, text(bytes.fromhex(each)))) for each in NO_TEXT),
    *((NOT_TEXT, "8.1", f"a text that ends with {each}", masked(TEXT, BEAT + bytes.fromhex(each))) for each in ("c2", "e4 b8", "f0 9f 98", "80")),
    *((NOT_TEXT, "8.1", f"{each} parted", parts(text(bytes.fromhex(each)), 10)) for each in NO_TEXT if " " in each),
]
# The same behind a message that was read.
BEHIND = [
    (PROTOCOL, "5.4", "a continuation behind a whole message", masked(0, b"x")),
    (PROTOCOL, "5.2", "a reserved bit behind a whole message", masked(TEXT, BEAT, reserved=4)),
    (NOT_TEXT, "8.1", "half a character behind a whole message", masked(TEXT, b"\xe4\xb8")),
]
# What the client's close frame holds, and the codes with which it may be answered (7.4.1: of the peer's own code an echo).
CLOSES = [
    *(({code}, "7.4.1", f"the code {code}", close(code)) for code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999)),
    ({1000, 1005}, "5.5.1", "no code", masked(CLOSE)),
    ({1000}, "5.5.1", "a reason", close(1000, "再见".encode())),
    ({1000}, "5.5.1", "a reason of 123 bytes", close(1000, b"x" * 123)),
    (PROTOCOL, "5.5.1", "half a code", masked(CLOSE, b"\x03")),
    *((PROTOCOL, "7.4", f"the code {code}, which nobody may send", close(code))
      for code in (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)),
    *((NOT_TEXT, "5.5.1", f"a reason with {each}", close(1000, bytes.fromhex(each))) for each in ("80", "c0 80", "e4 b8", "ed a0 80", "f4 90 80 80")),
]


@pytest.fixture(scope="module", params=["tls", "plain"])
def room(request, bureau_for):
    """A bureau, whether it is plain, and an officer's cookie and session."""
    is_plain = request.param == "plain"
    bureau = bureau_for("socket-" + request.param, "--messages-per-second", "1000000", *(["--plain-http"] if is_plain else []))
    with Raw(bureau, is_plain) as raw:
        status, headers, body = raw.ask("POST", "/api/sign-in", {"staffNo": HOST.staff_no, "password": HOST.password})
        assert status == 200, body
        cookie = headers["set-cookie"].split(";")[0]

        def ask(path: str, **body) -> dict:
            status, _, said = raw.ask("POST", path, {"request": secrets.token_hex(16), **body}, [f"Cookie: {cookie}"])
            assert status < 300, said
            return json.loads(said)

        from bureau import person
        case = ask("/api/cases", title="西苑小区", channel="visit", visitKind="first", contentClass="appeal_request", claims="x", facts="x",
                   issueLocation="x", concernedUnit="x", headCount=1,
                   parties=[person("petitioner", "林晚舟", "100-0000-2046"), person("respondent", "贺长风", "100-0000-2047")])
        session = ask(f"/api/cases/{case['id']}/sessions", kind="petition_talk", invite=[each["id"] for each in case["parties"]])["id"]
    return bureau, is_plain, cookie, session


def line(room, is_greeted: bool = False) -> Raw:
    """The officer's line."""
    bureau, is_plain, cookie, session = room
    raw = Raw(bureau, is_plain)
    raw.upgrade(f"/ws/{session}", cookie)
    if not is_greeted:
        return raw
    raw.send(masked(TEXT, json.dumps({
        "type": "hello", "page": secrets.token_urlsafe(12), "device": "d-1", "run": None, "seq": 0, "links": [], "takeOver": True,
        "session": session, "watch": False}).encode()))
    kind, payload = raw.frame()
    assert kind == TEXT and json.loads(payload)["type"] == "welcome", payload
    return raw


def send(room, raw: Raw, data: bytes) -> None:
    """Plain, it comes byte by byte, when it is short enough for that."""
    raw.send(data, cut=1 if room[1] and len(data) < 1000 else None)


def frames(raw: Raw, wanted: list) -> list:
    """The texts that come until there are as many as are wanted, of a refusal only that it is one; behind them the first pong, when one
    is wanted. A pong may be late, and of several pings at once one is answered (5.5.3)."""
    texts = [each for each in wanted if each[0] == TEXT]
    pongs = [each for each in wanted if each[0] == PONG]
    found, ponged = [], []
    while len(found) < len(texts) or pongs and not ponged:
        try:
            kind, payload = raw.frame()
        except (Gone, TimeoutError) as error:
            return [*found, *ponged, repr(error)]
        if kind == PONG:
            ponged += [(kind, payload)] if (kind, payload) in pongs else []
        else:
            found.append((kind, "refused" if json.loads(payload or b"{}").get("type") == "refused" else payload))
    return found + ponged[:1]


def ending(raw: Raw) -> int:
    """How the server ends the line: its code, 1005 when its close has none, 1006 when it says nothing; 0 when it is not ended, -1 when nothing
    comes."""
    try:
        kind, payload = raw.frame()
        # Pings are answered also by one who has closed.
        while kind == PONG:
            kind, payload = raw.frame()
        if kind != CLOSE:
            return 0
        raw.send(masked(CLOSE, payload[:2]))
        code = struct.unpack("!H", payload[:2])[0] if len(payload) > 1 else 1005 - len(payload)
        while True:
            try:
                kind, _ = raw.frame()
            except Gone:
                return code
            if kind != PONG:
                return 0
    except Gone:
        return 1006
    except TimeoutError:
        return -1


def test_what_the_standard_allows_is_read_and_the_line_goes_on(room):
    wrong = []
    raw = line(room, is_greeted=True)
    for section, what, data, answers in TAKEN:
        send(room, raw, data + masked(TEXT, BEAT))
        wanted = [*answers, BEATS]
        found = frames(raw, wanted)
        if [each for each in found if each[0] != PONG] != [each for each in wanted if each[0] != PONG]:
            wrong.append((section, what, found))
            raw.socket.close()
            raw = line(room, is_greeted=True)
    raw.socket.close()
    assert not wrong, "\n".join(map(str, wrong))


def test_what_it_forbids_closes_the_line_with_its_code_and_nothing_behind_it_is_read(room):
    wrong = []
    for codes, section, what, data in [*CLOSED, *BEHIND]:
        with line(room, is_greeted=(codes, section, what, data) in BEHIND) as raw:
            send(room, raw, data + masked(TEXT, BEAT) + masked(PING, b"behind"))
            code = ending(raw)
            if code not in codes:
                wrong.append((codes, section, what, code))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_close_is_answered_and_the_connection_ends(room):
    wrong = []
    for codes, section, what, data in CLOSES:
        with line(room) as raw:
            send(room, raw, data + masked(TEXT, BEAT))
            code = ending(raw)
            if code not in codes:
                wrong.append((codes, section, what, code))
    assert not wrong, "\n".join(map(str, wrong))


# RFC 6455, 4.2.1 and 4.2.2: what is asked, and the status that answers.
HANDSHAKES = [
    (101, "as it should be", {}, ()), (101, "in other letters", {"Upgrade": "WebSocket", "Connection": "keep-alive, UPGRADE"}, ()),
    (101, "of two protocols ours", {"Sec_WebSocket_Protocol": "x, trialogue.v1"}, ()),
    (101, "an extension is offered", {"Sec_WebSocket_Extensions": "permessage-deflate; client_max_window_bits"}, ()),
    (403, "another origin", {"Origin": "https://example.org"}, ()), (403, "no origin", {}, ("Origin",)), (403, "a null origin", {"Origin": "null"}, ()),
    (400, "no host", {}, ("Host",)), (400, "no key", {}, ("Sec-WebSocket-Key",)), (400, "an empty key", {"Sec_WebSocket_Key": ""}, ()),
    (400, "a key of 15 bytes", {"Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAA"}, ()), (400, "a key of 17 bytes", {"Sec_WebSocket_Key": "A" * 23 + "="}, ()),
    (400, "a key that is no Base64", {"Sec_WebSocket_Key": "!" * 22 + "=="}, ()),
    (400, "a key without its padding", {"Sec_WebSocket_Key": "A" * 24}, ()),
    (426, "no version", {}, ("Sec-WebSocket-Version",)), (426, "version 8", {"Sec_WebSocket_Version": "8"}, ()),
    (426, "two versions", {"Sec_WebSocket_Version": "13, 8"}, ()), (426, "a longer version", {"Sec_WebSocket_Version": "130"}, ()),
    (400, "no protocol", {}, ("Sec-WebSocket-Protocol",)), (400, "another protocol", {"Sec_WebSocket_Protocol": "trialogue.v2"}, ()),
    (400, "a protocol that begins like ours", {"Sec_WebSocket_Protocol": "trialogue.v10"}, ()),
    (400, "no Connection", {}, ("Connection",)), (400, "Connection says nothing of it", {"Connection": "keep-alive"}, ()),
]


def test_a_handshake_is_granted_for_what_the_standard_asks_and_for_nothing_less(room):
    bureau, is_plain, cookie, session = room
    wrong = []
    for status, what, changed, left in HANDSHAKES:
        with Raw(bureau, is_plain) as raw:
            raw.send(raw.handshake(f"/ws/{session}", cookie, left, **changed))
            try:
                found, headers, _ = raw.answer()
            except (Gone, TimeoutError):
                found, headers = 0, {}
            if found != status:
                wrong.append((status, what, found))
            elif found == 101 and ("sec-websocket-extensions" in headers or headers["sec-websocket-protocol"] != "trialogue.v1"
                                   or headers["upgrade"].lower() != "websocket" or headers["connection"].lower() != "upgrade"):
                wrong.append((what, headers))
            elif found == 426 and headers.get("sec-websocket-version") != "13":
                wrong.append((what, headers))
            elif found != 101 and not raw.is_gone():
                wrong.append((what, "the connection goes on"))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("change, status", [
    ((b"GET ", b"POST "), 400), ((b"GET ", b"HEAD "), 400), ((b"HTTP/1.1", b"HTTP/1.0"), 400), ((b"/ws/", b"//ws/"), 400), ((b"/ws/", b"/%77s/"), 400),
    ((b"Upgrade: websocket", b"Upgrade: websocket\r\nUpgrade: websocket"), 400),
    ((b"Sec-WebSocket-Version: 13", b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Version: 13"), 400),
    ((b"Upgrade: websocket", b"Upgrade: h2c"), 400), ((b"Upgrade: websocket", b"Upgrade: tls/1.0"), 400), ((b"Upgrade: websocket", b"Upgrade: x"), 400)])
def test_a_handshake_of_another_shape_is_none(room, change, status):
    bureau, is_plain, cookie, session = room
    with Raw(bureau, is_plain) as raw:
        raw.send(raw.handshake(f"/ws/{session}", cookie).replace(*change))
        assert [found for found, _ in raw.answers()] == [status]
