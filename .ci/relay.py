"""The bureau's relay: Debian's coturn as a child of whoever starts it, with a configuration of its own.

The rules are those of docs/operations.md, "The relay": it forwards between the sockets on its relay address and nowhere else,
so that credentials which leak are of no use against the bureau's network. On loopback that address is one of its own, where
nothing else listens.
"""

import os
import secrets
import socket
import subprocess
import time
from pathlib import Path

from children import end, spawn

TURNSERVER = "/usr/bin/turnserver"

# One line each in coturn's configuration; the reason beside it.
RULES = [
    "use-auth-secret",  # names that expire, no list of users
    "realm=trialogue",
    "fingerprint",
    "no-tls",  # media is encrypted end to end (DTLS-SRTP); a relay with TLS: docs/operations.md
    "no-dtls",
    "no-cli",
    "no-tcp-relay",
    "no-multicast-peers",
    "no-rfc5780",
    "no-software-attribute",
    "denied-peer-ip=0.0.0.0-255.255.255.255",  # what is not allowed below is denied
    "denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "user-quota=96",
    "max-bps=500000",  # bytes a second and allocation
    "max-allocate-lifetime=600",  # whoever is gone without a word holds nothing for longer
    "min-port=61000",  # above the ports that the kernel gives to others' sockets
    "max-port=65535",
    "stale-nonce=600",
    "relay-threads=1",
    "simple-log",
]


# Where the relayed sockets of a relay on loopback are.
LOOPBACK_RELAY = "127.0.77.1"


def wildcard_services(table: str = "/proc/net/udp") -> list[int]:
    """UDP ports of services on every address of this machine: they are on the relay's address too, and only a rule of the
    firewall keeps the relay's users from them (docs/operations.md)."""
    rows = [line.split() for line in Path(table).read_text().splitlines()[1:]]
    # 07: not connected.
    return sorted({int(row[1][9:], 16) for row in rows if row[1].startswith("00000000:") and row[3] == "07"})


def free_port(address: str) -> int:
    """A port that is free for UDP and TCP at this moment."""
    for _ in range(50):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp:
            tcp.bind((address, 0))
            port = tcp.getsockname()[1]
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
                try:
                    udp.bind((address, port))
                except OSError:
                    continue
                return port
    raise RuntimeError("no port is free for both UDP and TCP at " + address)


class Relay:
    """A running relay. `urls`, `relay_address` and `secret_file` are what `trialogue serve` is told of it."""

    def __init__(self, directory: Path, address: str = "127.0.0.1", port: int | None = None):
        self.directory = Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        os.chmod(self.directory, 0o700)
        self.address = address
        self.relay_address = LOOPBACK_RELAY if address.startswith("127.") else address
        self.port = port or free_port(address)
        self.secret_file = self.directory / "turn-secret"
        self.log = self.directory / "relay.log"
        self.process: subprocess.Popen | None = None

    @property
    def urls(self) -> list[str]:
        base = f"turn:{self.address}:{self.port}"
        return [base + "?transport=udp", base + "?transport=tcp"]

    def start(self) -> None:
        if not self.secret_file.exists():
            self._write(self.secret_file, secrets.token_hex(32) + "\n")
        configuration = self.directory / "turnserver.conf"
        self._write(configuration, "\n".join([
            f"listening-ip={self.address}",
            f"relay-ip={self.relay_address}",
            f"allowed-peer-ip={self.relay_address}",
            f"listening-port={self.port}",
            f"static-auth-secret={self.secret_file.read_text().strip()}",
            f"log-file={self.log}",
            f"pidfile={self.directory / 'relay.pid'}",
            f"userdb={self.directory / 'relay.users'}",  # never the machine's own
            *(["allow-loopback-peers"] if self.address.startswith("127.") else []),
            *RULES,
        ]) + "\n")
        self.log.unlink(missing_ok=True)
        self.process = spawn([TURNSERVER, "-c", str(configuration)], stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
        self._wait_until_it_answers()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection((self.address, self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        said = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
        self.stop()
        raise RuntimeError(f"the relay does not answer at {self.address}:{self.port}\n{said}")

    def stop(self) -> None:
        if self.process is not None:
            end(self.process, within=5)
            self.process = None

    @staticmethod
    def _write(path: Path, text: str) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
