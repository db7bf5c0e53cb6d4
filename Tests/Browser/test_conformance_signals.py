"""Candidates by RFC 8839 and descriptions by RFC 8866, sent from one seat of a call to another through the program itself: a second
reading of the grammars, written as they stand in the standards and in docs/protocol.md, 2.6, decides what has to arrive, byte for byte,
and what may not."""

import random
import re

import pytest

from relay import LOOPBACK_RELAY
from test_line import admitted

# RFC 8866, 9: token; RFC 8839, 5.1: ice-char; VCHAR without what JSON writes as an escape, for a candidate holds none.
TOKEN = r"[!#-'*+\-.0-9A-Z^_`a-z{|}~]"
ICE = "[A-Za-z0-9+/]"
VISIBLE = r"(?:(?![\"\\])[!-~])"
CANDIDATE = re.compile(
    rf"candidate:{ICE}{{1,32}} (?P<component>[0-9]{{1,3}}) (?:udp|UDP) (?P<priority>[0-9]{{1,10}}) {re.escape(LOOPBACK_RELAY)} (?P<port>[0-9]{{1,5}})"
    rf" typ relay(?: raddr 0\.0\.0\.0)?(?: rport 0{{1,5}})?(?P<more>(?: {TOKEN}{{1,255}} {VISIBLE}{{1,255}})*)")
PRINT = "sha-256 " + ":".join(f"{number:02X}" for number in range(32))
LINE = re.compile(r"(?P<letter>[vosiuepcbtrzkam])=(?P<value>[^\0-\x08\x0a-\x1f]+)")
ATTRIBUTE = re.compile(rf"(?P<name>{TOKEN}+)(?::(?P<value>.+))?", re.S)
FORBIDDEN = {"candidate", "remote-candidates", "cpar", "x-cpar"}


def is_candidate(text: str) -> bool:
    if not text:
        return True
    found = CANDIDATE.fullmatch(text)
    if not found or len(text.encode()) > 1024:
        return False
    names = found["more"].split(" ")[1::2]
    return (1 <= int(found["component"]) <= 256 and 1 <= int(found["priority"]) < 1 << 31 and int(found["port"]) < 65536
            and not {name.lower() for name in names} & {"raddr", "rport"})


def is_description(text: str) -> bool:
    if not text.endswith("\n") or len(text.encode()) > 24 * 1024:
        return False
    prints = 0
    for line in text[:-1].split("\n"):
        found = LINE.fullmatch(line.removesuffix("\r"))
        if not found:
            return False
        if found["letter"] != "a":
            continue
        attribute = ATTRIBUTE.fullmatch(found["value"])
        if not attribute or attribute["name"].lower() in FORBIDDEN:
            return False
        if attribute["name"].lower() == "fingerprint":
            prints += 1
            if attribute["value"] != PRINT:
                return False
    return prints > 0


# What a second reader could take for something else, put in, taken out and doubled.
TEMPTING = [" ", "  ", "\t", "\n", "\r", "\r\n", ":", "=", "/", "\\", "\"", "\0", "\x7f", "\u00a0", "\u200b", "\u3000", "é", "０", "+", "-", "0", "1", "256",
            "257", "4294967296", "typ", "relay", "host", "raddr 0.0.0.0", "rport 0", "RADDR 10.0.0.9", "10.0.0.9", "::1", "a=", "a=candidate:1",
            "candidate:1 1 udp 1 10.0.0.9 9 typ host", "fingerprint:" + PRINT, "A=", ",", ";", "(", ")", "[", "]", "@", "<", "x", "X-cpar:"]
STARTING = [
    f"candidate:1 1 udp 41885439 {LOOPBACK_RELAY} 61000 typ relay raddr 0.0.0.0 rport 0 generation 0 ufrag ab+/ network-id 1 network-cost 999",
    f"candidate:a+/9 256 UDP 2147483647 {LOOPBACK_RELAY} 65535 typ relay", f"candidate:0 001 udp 0000000001 {LOOPBACK_RELAY} 0 typ relay rport 0"]
LINES = ["v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0", "m=audio 9 UDP/TLS/RTP/SAVPF 111 0", "c=IN IP4 0.0.0.0", "a=rtcp-mux",
         "a=sendrecv", "a=rtpmap:111 opus/48000/2", "a=fmtp:111 minptime=10;useinbandfec=1", "a=ssrc:1 cname:x", "a=ice-ufrag:abcd", "a=setup:actpass",
         "a=mid:0", "b=AS:64", "a=X-any!#$%&'*+-.^_`{|}~:1", "i=事"]


def changed(text: str, dice: random.Random) -> str:
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        place = dice.randrange(len(text) + 1)
        match dice.randrange(5):
            case 0: text = text[:place] + dice.choice(TEMPTING) + text[place:]
            case 1: text = text[:place] + text[place + 1:]
            case 2: text = text[:place] + dice.choice(TEMPTING) + text[place + 1:]
            case 3:
                words = text.split(" ")
                dice.shuffle(words) if dice.random() < 0.2 else words.insert(dice.randrange(len(words)), dice.choice(words))
                text = " ".join(words)
            case _: text = text[:place] + dice.choice((str.upper, str.lower, str.swapcase))(text[place:place + 6]) + text[place + 6:]
    return text


def candidate(dice: random.Random) -> str:
    text = dice.choice(STARTING)
    return text if dice.random() < 0.1 else changed(text, dice)


def description(dice: random.Random) -> str:
    lines = [*dice.choices(LINES, k=dice.randrange(1, 9)), "a=fingerprint:" + PRINT]
    dice.shuffle(lines)
    if dice.random() < 0.8:
        place = dice.randrange(len(lines))
        lines[place] = changed(lines[place], dice)
    return "".join(line + dice.choice(("\r\n", "\r\n", "\r\n", "\n")) for line in lines)


@pytest.fixture(scope="module")
def call(bureau_for):
    """Two lines in a call, and the epoch of their link."""
    desk = bureau_for("signals", "--messages-per-second", "1000000").signed_in()
    session = desk.launch(desk.register())
    host, lines = admitted(desk, session["id"], {invite["role"]: invite["link"] for invite in session["invites"]}, "petitioner")
    return host, lines["petitioner"], host.latest("links")[0]["epoch"]


def arrives(call, body: dict) -> str | None:
    """Sends a signal; None when it arrives as it was sent, else the code that refused it."""
    host, petitioner, epoch = call
    host.send({"type": "signal", "to": 2, "epoch": epoch, "body": body})
    host.send({"type": "beat"})
    # Who says nothing for 25 s is given up.
    petitioner.send({"type": "beat"})
    said = host.until(lambda message: message["type"] in ("refused", "beat"))
    if said["type"] == "refused":
        assert host.receive()["type"] == "beat"
        return said["code"]
    assert petitioner.until(lambda message: message["type"] == "signal")["body"] == body
    return None


def offer(text: str) -> dict:
    return {"kind": "description", "n": 1, "sdp": {"type": "offer", "sdp": text}}


def compare(call, texts, judge, body) -> None:
    wrong, passed = [], 0
    for text in texts:
        # A description begins a generation, of which candidates are counted.
        assert arrives(call, offer(f"v=0\r\na=fingerprint:{PRINT}\r\n")) is None
        refused, should = arrives(call, body(text)), judge(text)
        passed += should
        if (refused is None) != should or refused not in (None, "candidate_forbidden", "bad_field", "malformed", "fingerprint_changed"):
            wrong.append((refused or "arrived", text))
    assert not wrong, "\n".join(map(repr, wrong[:20]))
    # Both kinds came up.
    assert 20 < passed < len(texts) - 20


def test_a_candidate_arrives_when_a_second_reading_of_its_grammar_allows_it_and_only_then(call):
    dice = random.Random(8839)
    compare(call, [*STARTING, "", *(candidate(dice) for _ in range(150))], is_candidate, lambda text: {
        "kind": "candidates", "end": False,
        "candidates": [{"candidate": text, "sdpMid": "0", "sdpMLineIndex": 0, "usernameFragment": "abcd"}]})


def test_a_description_arrives_when_a_second_reading_of_its_grammar_allows_it_and_only_then(call):
    dice = random.Random(8866)
    compare(call, [description(dice) for _ in range(150)], is_description, offer)
