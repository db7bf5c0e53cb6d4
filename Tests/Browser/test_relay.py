"""The relay forwards between its own addresses and to nowhere else: asked in its own protocol (RFC 8489, RFC 8656)."""

import base64
import hashlib
import hmac
import os
import socket
import struct
import time

import pytest

COOKIE = 0x2112A442
ALLOCATE, CREATE_PERMISSION = 0x003, 0x008
USERNAME, MESSAGE_INTEGRITY, ERROR_CODE, XOR_PEER_ADDRESS, REALM, NONCE, REQUESTED_TRANSPORT = (
    0x0006, 0x0008, 0x0009, 0x0012, 0x0014, 0x0015, 0x0019)
FORBIDDEN, UNAUTHORIZED, UNSUPPORTED_TRANSPORT = 403, 401, 442
UDP, TCP = 17, 6


def attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("!HH", kind, len(value)) + value + bytes(-len(value) % 4)


def raw_address(address: str) -> tuple[bytes, int]:
    """The bytes of an address and its family in STUN (1: IPv4, 2: IPv6)."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    raw = socket.inet_pton(family, address)
    return raw, (2 if family == socket.AF_INET6 else 1)


class Client:
    """A TURN client over UDP that knows just enough to ask."""

    def __init__(self, relay, expires_in: int = 900):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.settimeout(5)
        self.socket.connect((relay.address, relay.port))
        self.user = f"{int(time.time()) + expires_in}:test"
        secret = relay.secret_file.read_text().strip().encode()
        self.password = base64.b64encode(hmac.new(secret, self.user.encode(), hashlib.sha1).digest()).decode()
        self.realm = self.nonce = b""

    def ask(self, method: int, attributes: bytes, transaction: bytes | None = None) -> int:
        """0 for success, else the error code."""
        transaction = transaction or os.urandom(12)
        if self.realm:
            attributes += (attribute(USERNAME, self.user.encode()) + attribute(REALM, self.realm)
                           + attribute(NONCE, self.nonce))
            header = struct.pack("!HHI", method, len(attributes) + 24, COOKIE) + transaction
            key = hashlib.md5(f"{self.user}:{self.realm.decode()}:{self.password}".encode()).digest()
            attributes += attribute(MESSAGE_INTEGRITY, hmac.new(key, header + attributes, hashlib.sha1).digest())
        self.socket.send(struct.pack("!HHI", method, len(attributes), COOKIE) + transaction + attributes)
        reply = self.socket.recv(2048)
        code, position = 0, 20
        while position < len(reply):
            kind, length = struct.unpack_from("!HH", reply, position)
            value = reply[position + 4:position + 4 + length]
            if kind == ERROR_CODE:
                code = value[2] * 100 + value[3]
            elif kind == REALM:
                self.realm = value
            elif kind == NONCE:
                self.nonce = value
            position += 4 + length + (-length % 4)
        return code

    def allocate(self, transport: int = UDP) -> int:
        wanted = attribute(REQUESTED_TRANSPORT, bytes([transport, 0, 0, 0]))
        code = self.ask(ALLOCATE, wanted)
        # The first answer brings realm and nonce, the second judges the name.
        return self.ask(ALLOCATE, wanted) if code == UNAUTHORIZED else code

    def permit(self, address: str) -> int:
        transaction = os.urandom(12)
        raw, family = raw_address(address)
        mask = struct.pack("!I", COOKIE) + transaction
        hidden = bytes(left ^ right for left, right in zip(raw, mask))
        value = struct.pack("!BBH", 0, family, 9 ^ (COOKIE >> 16)) + hidden
        return self.ask(CREATE_PERMISSION, attribute(XOR_PEER_ADDRESS, value), transaction)


@pytest.fixture
def client(relay):
    made = Client(relay)
    yield made
    made.socket.close()


def test_its_own_address_is_allowed(client, relay):
    assert client.allocate() == 0
    assert client.permit(relay.address) == 0


@pytest.mark.parametrize("address", [
    "127.0.0.2", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "8.8.8.8", "0.0.0.0", "224.0.0.1"])
def test_any_other_address_is_refused(client, address):
    assert client.allocate() == 0
    assert client.permit(address) == FORBIDDEN


@pytest.mark.parametrize("address", ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::1", "fd00::1"])
def test_ipv6_and_mapped_addresses_are_refused(client, address):
    assert client.allocate() == 0
    assert client.permit(address) != 0


def test_a_tcp_relay_is_refused(client):
    assert client.allocate(TCP) == UNSUPPORTED_TRANSPORT


def test_a_wrong_secret_or_an_expired_name_is_refused(relay):
    wrong = Client(relay)
    wrong.password = "AAAA"
    assert wrong.allocate() == UNAUTHORIZED
    expired = Client(relay, expires_in=-60)
    assert expired.allocate() == UNAUTHORIZED
