"""What a checkpoint that was kept elsewhere finds (docs/record.md, 1), on a store that somebody altered who knows how it is made: all
hashes of the chain are made right again, so the chain alone calls it intact. No browser."""

import base64
import hashlib
import shutil
import sqlite3
import struct
import subprocess
import sys
import urllib.request

import pytest
from bureau import ROOT, TRIALOGUE

sys.path.insert(0, str(ROOT / "Tests/TransparencyLogTests"))
import verify_log  # noqa: E402

NAME = "bureau.example/log-2026"
SQL = "SELECT sequence, at, case_id, session_id, kind, payload, previous FROM journal ORDER BY sequence"


def run(*words, status=0):
    done = subprocess.run([TRIALOGUE, *map(str, words)], capture_output=True, text=True, timeout=120)
    assert done.returncode == status, (words, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A seeded store and its checkpoint; tests work on copies."""
    folder = tmp_path_factory.mktemp("log")
    run("init", "--data", folder / "data")
    run("seed", "--data", folder / "data", "--direct")
    (folder / "log.vkey").write_text(run("key", "make", "--file", folder / "log.key", "--name", NAME).strip())
    sign(folder, folder / "data", "checkpoint")
    return folder


@pytest.fixture
def store(kept, tmp_path):
    return shutil.copytree(kept / "data", tmp_path / "data")


def sign(kept, data, name, *more, status=0):
    return run("checkpoint", "--data", data, "--key", kept / "log.key", "--to", kept / name, *more, status=status)


def verify(kept, data, name="checkpoint", status=0):
    return run("verify", "--data", data, "--checkpoint", kept / name, "--log-key", (kept / "log.vkey").read_text(), status=status)


def journal(data):
    with sqlite3.connect(data / "trialogue.sqlite") as database:
        return database.execute(SQL).fetchall()


def text(value):
    return struct.pack(">I", len(value)) + value


def canonical(row, previous):
    """The bytes of an entry of layout 1 (docs/record.md, 7)."""
    sequence, at, petition, session, kind, payload, _ = row
    return (b"trialogue journal 1\n" + struct.pack(">Qq", sequence, at) + text(petition.encode())
            + (b"\0" if session is None else b"\1" + text(session.encode())) + text(kind.encode()) + text(payload) + text(previous))


def root(entries):
    """MTH of RFC 6962, 2.1."""
    if len(entries) == 1:
        return hashlib.sha256(b"\0" + entries[0]).digest()
    left = 1 << (len(entries) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root(entries[:left]) + root(entries[left:])).digest()


def written_anew(data, rows):
    """Puts these entries in place of the journal, each following the one before with the right hash."""
    previous = bytes(32)
    with sqlite3.connect(data / "trialogue.sqlite") as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute("DELETE FROM journal")
        for sequence, row in enumerate(rows, 1):
            row = (sequence, *row[1:])
            digest = hashlib.sha256(canonical(row, previous)).digest()
            database.execute("INSERT INTO journal (sequence, at, case_id, session_id, kind, payload, previous, hash) VALUES (?,?,?,?,?,?,?,?)",
                             (*row[:6], previous, digest))
            previous = digest


def test_a_checkpoint_is_what_others_compute_of_the_same_entries(kept, store):
    rows = journal(store)
    entries = [canonical(row, row[6]) for row in rows]
    note = (kept / "checkpoint").read_bytes()
    assert verify_log.checkpoint(note, (kept / "log.vkey").read_text()) == (len(rows), root(entries))
    assert note.decode().split("\n")[:3] == [NAME, str(len(rows)), base64.b64encode(root(entries)).decode()]
    said = verify(kept, store)
    assert f"the first {len(rows)} entries are those that {NAME} signed" in said and "\nintact\n" in said


ALTERATIONS = {
    "a payload": lambda rows: rows[:5] + [(*rows[5][:5], bytes([rows[5][5][0] ^ 1]) + rows[5][5][1:], rows[5][6])] + rows[6:],
    "a time": lambda rows: rows[:5] + [(rows[5][0], rows[5][1] + 1, *rows[5][2:])] + rows[6:],
    "a kind": lambda rows: rows[:5] + [(*rows[5][:4], "case_closed", *rows[5][5:])] + rows[6:],
    "one left out": lambda rows: rows[:5] + rows[6:],
    "one put in": lambda rows: rows[:5] + [rows[5]] + rows[5:],
    "two exchanged": lambda rows: rows[:5] + [rows[6], rows[5]] + rows[7:],
    "the last cut off": lambda rows: rows[:-1],
    "a whole case gone": lambda rows: [row for row in rows if row[2] != rows[0][2]],
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_what_was_altered_with_all_hashes_made_right_is_found(kept, store, name):
    rows = journal(store)
    written_anew(store, rows)
    verify(kept, store)
    altered = ALTERATIONS[name](rows)
    assert altered != rows
    written_anew(store, altered)
    assert "ALTERED" not in run("verify", "--data", store)
    said = verify(kept, store, status=1)
    assert ("the newest were cut off" if len(altered) < len(rows) else "not those that were signed") in said
    # Nobody signs over it.
    assert "nothing was signed" in sign(kept, store, "never", "--after", kept / "checkpoint", status=1)
    assert not (kept / "never").exists()


def test_an_older_state_put_back_is_found(kept, store, tmp_path):
    run("backup", "--data", store, "--to", tmp_path / "backup")
    numbers = erase_one(store)
    sign(kept, store, f"later-{numbers}", "--after", kept / "checkpoint")
    run("restore", "--from", tmp_path / "backup", "--data", store, "--replace")
    assert "\nintact\n" in run("verify", "--data", store)
    assert "or the record is an older one" in verify(kept, store, f"later-{numbers}", status=1)


def test_a_grown_record_and_an_erased_case_stay_proven(kept, store, tmp_path):
    before = len(journal(store))
    erase_one(store)
    assert f"the first {before} entries are those" in verify(kept, store)
    request = tmp_path / "request"
    sign(kept, store, "grown", "--after", kept / "checkpoint", "--request", request)
    head, _, note = request.read_bytes().partition(b"\n\n")
    assert note == (kept / "grown").read_bytes()
    old, *hashes = head.decode().split("\n")
    assert old == f"old {before}"
    vkey = (kept / "log.vkey").read_text()
    size, new = verify_log.checkpoint(note, vkey)
    _, known = verify_log.checkpoint((kept / "checkpoint").read_bytes(), vkey)
    assert size > before
    assert verify_log.roots(before, size, verify_log.hashes(hashes), known) == (known, new)


def test_a_checkpoint_that_is_not_the_logs_is_refused(kept, store, tmp_path):
    note = (kept / "checkpoint").read_text()
    vkey = (kept / "log.vkey").read_text()
    other = run("key", "make", "--file", tmp_path / "other.key", "--name", NAME).strip()
    (tmp_path / "altered").write_text(note.replace("\n", "\n1", 1))
    (tmp_path / "words").write_text("no checkpoint\n")
    for file, key, words in [(kept / "checkpoint", other, "is not signed by"), (tmp_path / "altered", vkey, "its signature doesn't hold"),
                             (tmp_path / "words", vkey, "holds no checkpoint"), (tmp_path / "missing", vkey, "can't be read")]:
        assert words in run("verify", "--data", store, "--checkpoint", file, "--log-key", key, status=64)
    assert "together" in run("verify", "--data", store, "--checkpoint", kept / "checkpoint", status=64)
    assert "--after" in sign(kept, store, "x", "--request", tmp_path / "request", status=64)
    assert "never written over" in sign(kept, store, "checkpoint", status=73)
    assert (kept / "checkpoint").read_text() == note


def test_a_broken_chain_is_not_signed(kept, store):
    with sqlite3.connect(store / "trialogue.sqlite") as database:
        database.execute("DROP TRIGGER journal_no_update")
        database.execute("UPDATE journal SET at = at + 1 WHERE sequence = 3")
    said = sign(kept, store, "broken", status=1)
    assert "entry 3: hash_mismatch" in said and "nothing was signed" in said
    assert "the checkpoint was not compared" in verify(kept, store, status=1)
    assert not (kept / "broken").exists()


def test_a_server_signs_when_it_starts_and_when_it_stops(kept, store, tmp_path):
    newest = tmp_path / "newest"
    before = serve_once(kept, store, newest)
    assert before == len(journal(store))
    assert [each.name for each in tmp_path.glob("newest*")] == ["newest"]
    first = newest.read_bytes()
    again = serve_once(kept, store, newest)
    assert again == len(journal(store)) >= before and (again > before or newest.read_bytes() == first)
    erase_one(store)
    after = serve_once(kept, store, newest)
    assert after == len(journal(store)) > again
    said = run("verify", "--data", store, "--checkpoint", newest, "--log-key", (kept / "log.vkey").read_text())
    assert f"the first {after} entries are those" in said
    # A record that was put back is served, and not signed.
    written_anew(store, journal(store)[:-1])
    last = newest.read_bytes()
    assert serve_once(kept, store, newest, "no checkpoint is signed any more") == after and newest.read_bytes() == last


def serve_once(kept, data, newest, complaint=""):
    """Starts a server and stops it; the entries that its newest checkpoint tells of."""
    process = subprocess.Popen(
        [TRIALOGUE, "serve", "--data", data, "--web", ROOT / "web-static", "--listen", "127.0.0.1:0", "--plain-http", "--log-key",
         kept / "log.key", "--checkpoint", newest], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        ready, origin = process.stdout.readline().split()
        assert ready == "ready"
        # A signal is heard once the loop runs, and then it answers too.
        urllib.request.urlopen(origin + "api/duty", timeout=10).close()
        process.terminate()
        said, complained = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0 and "stopped" in said, complained
    assert complaint in complained
    return verify_log.checkpoint(newest.read_bytes(), (kept / "log.vkey").read_text())[0]


def test_a_record_without_entries_has_a_checkpoint_too(kept, tmp_path):
    run("init", "--data", tmp_path / "data")
    assert "entries: 0" in sign(kept, tmp_path / "data", "empty")
    verify(kept, tmp_path / "data", "empty")


def erase_one(data):
    """Destroys the key of the first case that has no open session; the number of entries afterwards."""
    with sqlite3.connect(data / "trialogue.sqlite") as database:
        (number,), *_ = database.execute(
            "SELECT case_no FROM case_file WHERE id NOT IN (SELECT case_id FROM session WHERE ended_at IS NULL) ORDER BY id").fetchall()
    run("erase", "--data", data, number, "--confirm", number)
    return len(journal(data))
