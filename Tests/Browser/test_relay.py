"""The relay forwards between its own sockets and to nowhere else, and counts by person: asked in its own protocol (RFC 8489, RFC 8656)."""

import base64
import hashlib
import hmac
import os
import socket
import struct
import time

import pytest

COOKIE = 0x2112A442
ALLOCATE, REFRESH, SEND, CREATE_PERMISSION = 0x003, 0x004, 0x016, 0x008
USERNAME, MESSAGE_INTEGRITY, ERROR_CODE, XOR_PEER_ADDRESS, REALM, NONCE, REQUESTED_TRANSPORT = (
    0x0006, 0x0008, 0x0009, 0x0012, 0x0014, 0x0015, 0x0019)
LIFETIME, DATA = 0x000D, 0x0013
FORBIDDEN, UNAUTHORIZED, MISMATCH, STALE_NONCE, UNSUPPORTED_TRANSPORT, QUOTA_REACHED = 403, 401, 437, 438, 442, 486
UDP, TCP = 17, 6


def attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("!HH", kind, len(value)) + value + bytes(-len(value) % 4)


def raw_address(address: str) -> tuple[bytes, int]:
    """The bytes of an address and its family in STUN (1: IPv4, 2: IPv6)."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    raw = socket.inet_pton(family, address)
    return raw, (2 if family == socket.AF_INET6 else 1)


def peer_address(address: str, port: int, transaction: bytes) -> bytes:
    raw, family = raw_address(address)
    mask = struct.pack("!I", COOKIE) + transaction
    hidden = bytes(left ^ right for left, right in zip(raw, mask))
    return attribute(XOR_PEER_ADDRESS, struct.pack("!BBH", 0, family, port ^ (COOKIE >> 16)) + hidden)


class Client:
    """A TURN client over UDP that knows just enough to ask."""

    def __init__(self, relay, expires_in: int = 900, tag: str = "test"):
        self.relay = relay
        self.open()
        self.rename(relay, f"{int(time.time()) + expires_in}:{tag}")

    def open(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.settimeout(5)
        self.socket.connect((self.relay.address, self.relay.port))
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
        """From another port where the relay remembers a client that had this one, as RFC 8656, 7.4, wants it."""
        for _ in range(5):
            code = self.allocate_here(transport)
            if code != MISMATCH:
                return code
            self.socket.close()
            self.open()
        return code

    def allocate_here(self, transport: int) -> int:
        wanted = attribute(REQUESTED_TRANSPORT, bytes([transport, 0, 0, 0]))
        code = self.ask(ALLOCATE, wanted)
        # The first answer brings realm and nonce, the second judges the name.
        return self.ask(ALLOCATE, wanted) if code == UNAUTHORIZED else code

    @staticmethod
    def may_allocate(relay, user: str) -> bool:
        """Whether the relay takes this name still, asked from another socket."""
        asking = Client(relay)
        asking.rename(relay, user)
        code = asking.allocate()
        asking.close()
        return code == 0

    def rename(self, relay, user: str) -> None:
        self.user = user
        secret = relay.secret_file.read_text().strip().encode()
        self.password = base64.b64encode(hmac.new(secret, user.encode(), hashlib.sha1).digest()).decode()

    def refresh(self, seconds: int = 600) -> int:
        lifetime = attribute(LIFETIME, struct.pack("!I", seconds))
        code = self.ask(REFRESH, lifetime)
        return self.ask(REFRESH, lifetime) if code == STALE_NONCE else code

    def permit(self, address: str) -> int:
        transaction = os.urandom(12)
        return self.ask(CREATE_PERMISSION, peer_address(address, 9, transaction), transaction)

    def send(self, address: str, port: int, data: bytes) -> None:
        """A Send indication: nobody answers it."""
        transaction = os.urandom(12)
        body = peer_address(address, port, transaction) + attribute(DATA, data)
        self.socket.send(struct.pack("!HHI", SEND, len(body), COOKIE) + transaction + body)

    def close(self) -> None:
        """Gives the allocation back, so that the next test finds the quota untouched."""
        if self.realm:
            self.refresh(0)
        self.socket.close()


def wait_until(holds, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)


@pytest.fixture
def client(relay):
    made = Client(relay)
    yield made
    made.close()


def test_the_address_of_its_relayed_sockets_is_allowed(client, relay):
    assert client.allocate() == 0
    assert client.permit(relay.relay_address) == 0


@pytest.mark.parametrize("address", [
    "127.0.0.1", "127.0.0.2", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "8.8.8.8", "0.0.0.0", "224.0.0.1"])
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
    # Neither has an allocation.
    wrong.socket.close()
    expired.socket.close()


def test_the_quota_is_one_persons_by_whatever_names(relay):
    """Every name that the server gives to a person has the same part behind its colon, and coturn counts by that."""
    clients = [Client(relay, expires_in=600 + number, tag="greedy") for number in range(97)]
    try:
        assert [client.allocate() for client in clients] == [0] * 96 + [QUOTA_REACHED]
        other = Client(relay, tag="modest")
        assert other.allocate() == 0
        other.close()
        # What is given back can be had again.
        clients[0].refresh(0)
        wait_until(lambda: Client.may_allocate(relay, clients[96].user))
    finally:
        for client in clients:
            client.close()


def received(receiver: socket.socket) -> bytes | None:
    try:
        return receiver.recv(64)
    except TimeoutError:
        return None


def test_a_service_on_this_machines_own_address_is_out_of_reach(client, relay):
    """Its address is not the relay's: a permission is refused, and what is sent all the same is dropped."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as service, \
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as witness:
        service.bind((relay.address, 0))
        service.settimeout(0.5)
        assert client.allocate() == 0
        assert client.permit(relay.address) == FORBIDDEN
        client.send(relay.address, service.getsockname()[1], b"hello")
        # The way is open where it may be: what was dropped would have come before this.
        witness.bind((relay.relay_address, 0))
        witness.settimeout(5)
        assert client.permit(relay.relay_address) == 0
        client.send(relay.relay_address, witness.getsockname()[1], b"witness")
        assert received(witness) == b"witness"
        assert received(service) is None


def test_services_on_every_address_are_told_to_who_starts_it():
    """They are on the relay's address as well, and coturn knows no ports of peers: a firewall's rule keeps them apart."""
    from relay import wildcard_services
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as everywhere, \
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as here:
        everywhere.bind(("0.0.0.0", 0))
        here.bind(("127.0.0.1", 0))
        assert everywhere.getsockname()[1] in wildcard_services()
        assert here.getsockname()[1] not in wildcard_services()


def test_an_expired_name_gets_nothing_new_and_keeps_what_it_has(relay):
    """coturn 4.6.1 asks for the expiry when it makes an allocation, and no more: honest calls outlive their first name by this,
    and so do others', within the quota of their person. If this changes, docs/operations.md has to."""
    client = Client(relay, expires_in=2, tag="late")
    assert client.allocate() == 0
    user = client.user
    wait_until(lambda: not Client.may_allocate(relay, user))
    assert client.refresh() == 0
    client.close()
