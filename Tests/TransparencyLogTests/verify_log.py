"""Proves entries of the log from files, without anything of the product: hashlib, and `openssl` for signatures.

Usage: python3 verify_log.py FOLDER      log.vkey, checkpoint, checkpoint.N with consistency.N, and of each entry .entry (canonical
bytes), .tlog-proof and, unless its key is gone, .content (salt and payload), in the order of the log. Streams must be whole from
their first entry on, but where the folder holds one entry alone. Exit status 1 and NOT PROVEN where anything doesn't hold.
"""

import base64
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

# An Ed25519 public key in DER (RFC 8410) is this and its 32 bytes.
DER = bytes.fromhex("302a300506032b6570032100")


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right)


def climbed(index: int, size: int, hash: bytes, proof: list[bytes]) -> bytes:
    """The root that an inclusion proof leads to, by the tree's shape: sibling spans are halved from the top."""
    if size == 1:
        assert index == 0 and not proof, "the proof has another length"
        return hash
    assert 0 <= index < size and proof, "the proof has another length"
    left = 1 << (size - 1).bit_length() - 1
    if index < left:
        return node(climbed(index, left, hash, proof[:-1]), proof[-1])
    return node(proof[-1], climbed(index - left, size - left, hash, proof[:-1]))


def roots(older: int, newer: int, proof: list[bytes], known: bytes | None) -> tuple[bytes, bytes]:
    """Both roots that a consistency proof leads to; `known` is the older root, until the way leaves the older tree's left edge."""
    if older == newer:
        assert len(proof) == (known is None), "the proof has another length"
        return (known or proof[0],) * 2
    assert proof, "the proof has another length"
    left = 1 << (newer - 1).bit_length() - 1
    if older <= left:
        old, new = roots(older, left, proof[:-1], known)
        return old, node(new, proof[-1])
    old, new = roots(older - left, newer - left, proof[:-1], None)
    return node(proof[-1], old), node(proof[-1], new)


def signed(key: bytes, text: bytes, signature: bytes) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / name for name in ("key", "text", "signature")]
        for name, data in zip(names, (DER + key, text, signature)):
            name.write_bytes(data)
        return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", names[0], "-rawin", "-in", names[1],
                               "-sigfile", names[2]], capture_output=True, timeout=60).returncode == 0


def checkpoint(note: bytes, vkey: str) -> tuple[int, bytes]:
    name, key_id, data = vkey.split("+", 2)
    key = base64.b64decode(data, validate=True)
    assert key[0] == 1 and sha256(name.encode() + b"\n" + key)[:4].hex() == key_id, "the key's ID is another's"
    text, _, lines = note.rpartition(b"\n\n")
    origin, size, root = text.decode().split("\n")
    _, signer, signature = lines.decode().split("\n")[0].split(" ")
    signature = base64.b64decode(signature, validate=True)
    assert origin == signer == name and signature[:4].hex() == key_id, "signed by another"
    assert signed(key[1:], text + b"\n", signature[4:]), "the signature doesn't hold"
    return int(size), base64.b64decode(root, validate=True)


def hashes(lines: list[str]) -> list[bytes]:
    return [base64.b64decode(line, validate=True) for line in lines]


class Parts:
    """The parts of an entry (docs/record.md, 2 and 7)."""

    def __init__(self, entry: bytes):
        self.entry, self.at = entry, 0
        layout = self.take(20)
        assert layout in (b"trialogue journal 1\n", b"trialogue journal 2\n"), "another layout"
        self.is_old = layout == b"trialogue journal 1\n"
        if self.is_old:
            self.index = self.integer() - 1
            self.take(8)
            case, session = self.text(), self.text() if self.take(1) == b"\1" else None
            self.stream = b"\1" + case if session is None else b"\2" + case + session
            self.kind, self.case = self.text(), case
            self.text()
            self.previous = self.text()[4:]
        else:
            self.stream, self.position = self.stream_name(), self.integer()
            self.take(8)
            self.kind, self.sealed, self.content = self.text(), self.take(32), self.take(32)
            self.cites = (self.stream_name(), self.integer(), self.take(32)) if self.take(1) == b"\1" else None
            self.previous = self.take(32)
        assert self.at == len(entry), "an entry is longer than its parts"

    def take(self, count: int) -> bytes:
        self.at += count
        assert self.at <= len(self.entry), "an entry is cut off"
        return self.entry[self.at - count:self.at]

    def integer(self) -> int:
        return int.from_bytes(self.take(8), "big")

    def text(self) -> bytes:
        length = self.take(4)
        return length + self.take(int.from_bytes(length, "big"))

    def stream_name(self) -> bytes:
        number = self.take(1)
        return number + b"".join(self.text() for _ in range(number[0]))


class Streams:
    """What the entries so far have come to, stream by stream."""

    def __init__(self):
        self.leaves, self.old = {}, {}

    def take(self, parts: Parts, leaf: bytes, is_alone: bool):
        leaves = self.leaves.setdefault(parts.stream, [])
        if parts.is_old:
            count, known = self.old.get(parts.case, (0, bytes(32)))
            self.old[parts.case] = count + 1, node(known, sha256(parts.entry))
        elif not is_alone:
            assert parts.position == len(leaves) + 1, "a gap"
            assert parts.previous == (leaves[-1] if leaves else bytes(32)), "doesn't follow the entry before"
            if parts.cites:
                self.judge(parts, *parts.cites)
        leaves.append(leaf)

    def judge(self, parts: Parts, stream: bytes, count: int, known: bytes):
        if parts.kind[4:] == b"case.counted":
            assert (count, known) == self.old.get(stream[1:]), "not the entries that were counted"
        elif stream[:1] == b"\2":
            leaves = self.leaves.get(stream, [])
            assert len(leaves) == count and known == (leaves[-1] if leaves else bytes(32)), "not what it cites"


def main(folder: Path) -> str:
    vkey, note = (folder / "log.vkey").read_text(), (folder / "checkpoint").read_bytes()
    size, root = checkpoint(note, vkey)
    streams, files = Streams(), sorted(folder.glob("*.entry"))
    for file in files:
        try:
            prove(file, streams, note, size, root, len(files) == 1)
        except AssertionError as fault:
            raise AssertionError(f"{file.name}: {fault}") from fault
    for file in folder.glob("checkpoint.*"):
        older, old = checkpoint(file.read_bytes(), vkey)
        proof = hashes((folder / f"consistency.{older}").read_text().split())
        assert roots(older, size, proof, old) == (old, root), f"{file.name}: the log isn't what it was"
    return f"proven: {len(files)} entries of {len(streams.leaves)} streams in a log of {size}"


def prove(file: Path, streams: Streams, note: bytes, size: int, root: bytes, is_alone: bool):
    entry, content = file.read_bytes(), file.with_suffix(".content")
    parts, leaf = Parts(entry), sha256(b"\0" + entry)
    proof, _, shown = file.with_suffix(".tlog-proof").read_bytes().partition(b"\n\n")
    form, index, *beside = proof.decode().split("\n")
    assert form == "c2sp.org/tlog-proof@v1" and shown == note, "proof of another checkpoint"
    index = int(index.removeprefix("index "))
    assert climbed(index, size, leaf, hashes(beside)) == root, "not in the log"
    assert not parts.is_old or parts.index == index, "not at its place"
    assert not content.exists() or sha256(content.read_bytes()) == parts.content, "content altered"
    streams.take(parts, leaf, is_alone)


if __name__ == "__main__":
    try:
        print(main(Path(sys.argv[1])))
    except Exception as fault:
        sys.exit(f"NOT PROVEN: {type(fault).__name__}: {fault}")
