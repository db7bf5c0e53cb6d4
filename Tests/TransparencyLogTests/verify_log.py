"""Proves a stream of the log from files, without anything of the product: hashlib, and `openssl` for signatures.

Usage: python3 verify_log.py FOLDER      log.vkey, checkpoint, checkpoint.N with consistency.N, and of each entry .entry (canonical
bytes), .content (salt and payload) and .tlog-proof. Exit status 1 and NOT PROVEN where anything doesn't hold.
"""

import base64
import hashlib
import struct
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
                               "-sigfile", names[2]], capture_output=True).returncode == 0


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


def stream(entry: bytes) -> tuple[bytes, int]:
    """Whose entry it is, and its position there."""
    layout, kind, at = entry[:20], entry[20], 21
    assert layout == b"trialogue journal 2\n", "another layout"
    for _ in range(kind):
        at += 4 + struct.unpack_from(">I", entry, at)[0]
    return entry[20:at], struct.unpack_from(">Q", entry, at)[0]


def main(folder: Path) -> str:
    vkey, note = (folder / "log.vkey").read_text(), (folder / "checkpoint").read_bytes()
    size, root = checkpoint(note, vkey)
    previous, whose, count = bytes(32), None, 0
    for file in sorted(folder.glob("*.entry")):
        count += 1
        entry, content = file.read_bytes(), file.with_suffix(".content").read_bytes()
        owner, position = stream(entry)
        whose = whose or owner
        assert owner == whose, f"{file.name}: another stream's"
        assert position == count, f"{file.name}: a gap"
        assert entry[-32:] == previous, f"{file.name}: doesn't follow the entry before"
        # A session's entries cite nothing: a zero stands between digest and previous.
        assert entry[-65:-32] == sha256(content) + b"\0", f"{file.name}: content altered"
        proof, _, shown = file.with_suffix(".tlog-proof").read_bytes().partition(b"\n\n")
        form, index, *beside = proof.decode().split("\n")
        assert form == "c2sp.org/tlog-proof@v1" and shown == note, f"{file.name}: proof of another checkpoint"
        previous = sha256(b"\0" + entry)
        assert climbed(int(index.removeprefix("index ")), size, previous, hashes(beside)) == root, f"{file.name}: not in the log"
    for file in folder.glob("checkpoint.*"):
        older, old = checkpoint(file.read_bytes(), vkey)
        proof = hashes((folder / f"consistency.{older}").read_text().split())
        assert roots(older, size, proof, old) == (old, root), f"{file.name}: the log isn't what it was"
    return f"proven: {count} entries in a log of {size}"


if __name__ == "__main__":
    try:
        print(main(Path(sys.argv[1])))
    except Exception as fault:
        sys.exit(f"NOT PROVEN: {type(fault).__name__}: {fault}")
