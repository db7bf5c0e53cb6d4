"""A connection on which any bytes can be sent, over TLS or plain, and what came back on it as HTTP and WebSocket say it."""

import base64
import hashlib
import json
import os
import socket
import ssl
import struct

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
# RFC 6455, 1.3.
ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Gone(Exception):
    """The server has ended the connection."""


class Raw:
    """One connection to a bureau; `plain` when its server speaks no TLS itself."""

    def __init__(self, bureau, plain: bool = False):
        self.socket = socket.create_connection(("127.0.0.1", bureau.port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not plain:
            context = ssl.create_default_context(cafile=str(bureau.certificates / "authority.pem"))
            self.socket = context.wrap_socket(self.socket, server_hostname="127.0.0.1")
        self.origin = f"{'http' if plain else 'https'}://127.0.0.1:{bureau.port}"
        self.host = f"127.0.0.1:{bureau.port}"
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data: bytes, cut: int | None = None) -> None:
        """In one write, or in pieces of `cut` bytes. What the server has closed meanwhile takes nothing more."""
        pieces = [data] if cut is None else [data[start:start + cut] for start in range(0, len(data), cut)]
        try:
            for piece in pieces:
                self.socket.sendall(piece)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError):
            pass

    def _more(self) -> None:
        try:
            got = self.socket.recv(65536)
        except (ConnectionResetError, ssl.SSLEOFError, ssl.SSLZeroReturnError):
            got = b""
        if not got:
            raise Gone
        self.buffer += got

    def exactly(self, count: int) -> bytes:
        while len(self.buffer) < count:
            self._more()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def line(self) -> bytes:
        while b"\r\n" not in self.buffer:
            self._more()
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line

    def is_gone(self) -> bool:
        """Whether nothing more comes but the end."""
        try:
            self._more()
        except Gone:
            return True
        return False

    # HTTP

    def answer(self, to_head: bool = False) -> tuple[int, dict[str, str], bytes]:
        """One answer, of which only what RFC 9112 says is taken: status, headers (lower case), body."""
        version, status, _ = self.line().split(b" ", 2)
        assert version == b"HTTP/1.1", version
        headers: dict[str, str] = {}
        while line := self.line():
            name, value = line.decode("latin-1").split(":", 1)
            headers[name.lower()] = value.strip()
        code = int(status)
        if code < 200 or code in (204, 304) or to_head:
            return code, headers, b""
        if headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int(self.line(), 16):
                body += self.exactly(size)
                assert self.line() == b""
            assert self.line() == b""
            return code, headers, body
        return code, headers, self.exactly(int(headers["content-length"]))

    def answers(self) -> list[tuple[int, str]]:
        """All that come up to the end of the connection: status, and a refusal's code."""
        found = []
        while True:
            try:
                status, _, body = self.answer()
            except Gone:
                assert not self.buffer, self.buffer[:200]
                return found
            found.append((status, json.loads(body).get("code", "") if body.startswith(b"{") else ""))

    def ask(self, method: str, path: str, body=None, headers=()) -> tuple[int, dict[str, str], bytes]:
        text = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", f"Origin: {self.origin}", *headers]
        if body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(text)}"]
        self.send("\r\n".join(lines).encode() + b"\r\n\r\n" + text)
        return self.answer()

    # WebSocket

    def handshake(self, path: str = "/ws", cookie: str | None = None, leave=(), **other: str) -> bytes:
        """The head of an upgrade; `leave` names headers that are left out, `other` (hyphens as `_`) gives them another value."""
        headers = {
            "Host": self.host, "Origin": self.origin, "Connection": "Upgrade", "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "Sec-WebSocket-Protocol": "trialogue.v1", **({"Cookie": cookie} if cookie else {})}
        headers |= {name.replace("_", "-"): value for name, value in other.items()}
        self.key = headers["Sec-WebSocket-Key"]
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items() if name not in leave)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def upgrade(self, path: str = "/ws", cookie: str | None = None) -> dict[str, str]:
        self.send(self.handshake(path, cookie))
        status, headers, _ = self.answer()
        assert status == 101, (status, headers)
        assert headers["sec-websocket-accept"] == base64.b64encode(hashlib.sha1((self.key + ACCEPT).encode()).digest()).decode()
        return headers

    def frame(self) -> tuple[int, bytes]:
        """The next frame of the server's, whole: kind and payload. Held to RFC 6455, 5.1 and 5.2."""
        first, second = self.exactly(2)
        assert first & 0xF0 == 0x80 and not second & 0x80, (first, second)
        length = second & 0x7F
        if length == 126:
            length = struct.unpack("!H", self.exactly(2))[0]
            assert length > 125
        elif length == 127:
            length = struct.unpack("!Q", self.exactly(8))[0]
            assert length > 65535
        kind = first & 0x0F
        assert kind in (TEXT, CLOSE, PING, PONG) and (kind == TEXT or length < 126), (kind, length)
        return kind, self.exactly(length)


def masked(kind: int, payload: bytes = b"", final: bool = True, reserved: int = 0, length: int | None = None, form: int | None = None,
           mask: bytes | None = b"\x37\xfa\x21\x3d") -> bytes:
    """A client's frame. `length`: the one that is told, when it isn't the payload's; `form`: 7, 16 or 64 bits of it, when it isn't the
    shortest; `mask` None: not masked."""
    told = len(payload) if length is None else length
    form = form or (7 if told < 126 else 16 if told < 65536 else 64)
    head = bytes([(0x80 if final else 0) | reserved << 4 | kind])
    bit = 0 if mask is None else 0x80
    head += (bytes([bit | told]) if form == 7 else bytes([bit | 126]) + struct.pack("!H", told) if form == 16
             else bytes([bit | 127]) + struct.pack("!Q", told))
    if mask is None:
        return head + payload
    return head + mask + bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
