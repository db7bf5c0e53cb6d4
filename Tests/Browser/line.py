"""A line to the room as a program holds it (RFC 6455, client side): what no page would send can be sent."""

import base64
import json
import os
import secrets
import socket
import ssl
import struct
import time
from contextlib import contextmanager

import bureau as office

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Closed(Exception):
    """The server closed the line; `code` is its close code, 1006 when it said none."""

    def __init__(self, code: int):
        super().__init__(f"closed with {code}")
        self.code = code


class Line:
    """One WebSocket to `bureau`, with `cookie` when an officer holds it; at the room of `session`, or at the former address, of none."""

    def __init__(self, bureau: office.Bureau, cookie: str | None = None, session: str | None = None):
        context = ssl.create_default_context(cafile=str(bureau.certificates / "authority.pem"))
        plain = socket.create_connection(("127.0.0.1", bureau.port), timeout=20)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = plain
        self.coming, self.going = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.coming, self.going, server_hostname="127.0.0.1")
        self.holds = False
        self._when_it_may(self.tls.do_handshake)
        self.buffer = b""
        self.messages: list[dict] = []
        key = base64.b64encode(os.urandom(16)).decode()
        head = [
            f"GET {f'/ws/{session}' if session else '/ws'} HTTP/1.1", f"Host: 127.0.0.1:{bureau.port}", f"Origin: {bureau.origin}", "Connection: Upgrade",
            "Upgrade: websocket", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Protocol: trialogue.v1", *([f"Cookie: {cookie}"] if cookie else [])]
        self._write(("\r\n".join(head) + "\r\n\r\n").encode())
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        answer, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        assert answer.startswith(b"HTTP/1.1 101"), answer.split(b"\r\n")[0]

    def _when_it_may(self, act):
        """Does something with TLS, and carries its records to and from the network until it can be done."""
        while True:
            try:
                return act()
            except ssl.SSLWantReadError:
                self._flush()
                got = self.socket.recv(65536)
                if not got:
                    raise Closed(1006) from None
                self.coming.write(got)
            finally:
                self._flush()

    def _flush(self) -> None:
        if not self.holds and self.going.pending:
            self.socket.sendall(self.going.read())

    def _write(self, data: bytes) -> None:
        """One record of TLS, or several when it is longer than 16 KiB."""
        self.tls.write(data)
        self._flush()

    @contextmanager
    def together(self):
        """What is sent inside leaves in one piece: records that the other end finds with one read."""
        self.holds = True
        yield
        self.holds = False
        self._flush()

    def records(self, act) -> bytes:
        """The records of what `act` sends, which are not sent."""
        self.holds = True
        act()
        self.holds = False
        return self.going.read()

    def _more(self) -> None:
        try:
            got = self._when_it_may(lambda: self.tls.read(65536))
        except (ConnectionResetError, ssl.SSLZeroReturnError, ssl.SSLEOFError):
            got = b""
        if not got:
            raise Closed(1006)
        self.buffer += got

    def _exactly(self, count: int) -> bytes:
        while len(self.buffer) < count:
            self._more()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def send_frame(self, kind: int, payload: bytes, final: bool = True) -> None:
        self._write(self.frame(kind, payload, final))

    @staticmethod
    def frame(kind: int, payload: bytes, final: bool = True) -> bytes:
        mask = os.urandom(4)
        first = (0x80 if final else 0) | kind
        if len(payload) < 126:
            head = struct.pack("!BB", first, 0x80 | len(payload))
        elif len(payload) < 65536:
            head = struct.pack("!BBH", first, 0x80 | 126, len(payload))
        else:
            head = struct.pack("!BBQ", first, 0x80 | 127, len(payload))
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
        return head + mask + masked

    def send(self, message) -> None:
        self.send_frame(TEXT, json.dumps(message, ensure_ascii=False).encode())

    def receive(self) -> dict:
        """The next message; `Closed` when the server closes instead."""
        while True:
            first, second = self._exactly(2)
            length = second & 0x7F
            if length == 126:
                length = struct.unpack("!H", self._exactly(2))[0]
            elif length == 127:
                length = struct.unpack("!Q", self._exactly(8))[0]
            payload = self._exactly(length)
            kind = first & 0x0F
            if kind == CLOSE:
                raise Closed(struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else 1005)
            if kind == PING:
                self.send_frame(PONG, payload)
            elif kind == TEXT:
                message = json.loads(payload)
                self.messages.append(message)
                return message

    def until(self, wanted) -> dict:
        """Reads on to the first message for which `wanted` is true."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            message = self.receive()
            if wanted(message):
                return message
        raise AssertionError(f"no such message among {self.messages[-20:]}")

    def latest(self, section: str):
        """What was last said of a section of the state; waits for the first word of it."""
        for message in reversed(self.messages):
            told = message.get(section) or message.get("state", {}).get(section)
            if told:
                return told
        return self.until(lambda message: message.get(section))[section]

    def answer(self, identifier: str) -> dict:
        return self.until(lambda message: message.get("id") == identifier)

    def request(self, kind: str, **fields) -> dict:
        identifier = secrets.token_hex(16)
        self.send({"type": kind, "id": identifier, **fields})
        return self.answer(identifier)

    def closed(self) -> int:
        """Reads to the end and gives the close code."""
        try:
            while True:
                self.receive()
        except Closed as closed:
            return closed.code

    def drop(self) -> None:
        """The network is gone: no close is said."""
        self.socket.close()

    def hello(self, **who) -> dict:
        self.said = {"type": "hello", "page": secrets.token_urlsafe(12), "device": "d-" + secrets.token_hex(4), "run": None,
                     "seq": 0, "links": [], "takeOver": False, **who}
        self.send(self.said)
        return self.receive()


def open_link(bureau: office.Bureau, link: str, session: str | None = None) -> tuple[int, dict[str, str], bytes]:
    """Asks for the seat of a link, at the address of its own session or of another."""
    text = link.split("#")[1]
    return bureau.ask("POST", f"/api/invites/{session or text.split('.')[0]}/open", {"link": text})


def host_line(desk: office.Desk, session: str, **more) -> Line:
    line = Line(desk.bureau, desk.cookie, session)
    welcome = line.hello(session=session, watch=False, **more)
    assert welcome["type"] == "welcome", welcome
    return line


def seat_line(bureau: office.Bureau, link: str, **more) -> Line:
    """Opens a link and says hello with the seat that it gives."""
    status, _, body = open_link(bureau, link)
    assert status == 200, body
    opened = json.loads(body)
    line = Line(bureau, session=opened["session"])
    line.opened = opened
    line.welcome = line.hello(seatCredential=line.opened["seatCredential"], **more)
    return line
