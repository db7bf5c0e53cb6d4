"""What a checkpoint that was kept elsewhere finds (docs/record.md, 1), on a store that somebody altered who knows how it is made: all
hashes, those of the tree too, are made right again, so the store alone calls it intact. And what `trialogue prove` hands to others,
checked by another program. No browser."""

import base64
import hashlib
import re
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
COLUMNS = "sequence, at, case_id, session_id, kind, payload, previous, hash, position, content, cites"
SQL = f"SELECT {COLUMNS} FROM journal ORDER BY sequence"


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


def canonical(row):
    """The bytes of an entry of layout 2 (docs/record.md, 2)."""
    _, at, petition, session, kind, payload, previous, _, position, content, cites = row
    stream = b"\0" if petition == "" else b"\1" + text(petition.encode()) if session is None else b"\2" + text(petition.encode()) + text(session.encode())
    return (b"trialogue journal 2\n" + stream + struct.pack(">Qq", position, at) + text(kind.encode()) + hashlib.sha256(payload).digest()
            + content + (b"\0" if cites is None else b"\1" + cites) + previous)


def leaf(row):
    return hashlib.sha256(b"\0" + canonical(row)).digest()


def root(leaves):
    """MTH of RFC 6962, 2.1, over leaf hashes."""
    if len(leaves) == 1:
        return leaves[0]
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root(leaves[:left]) + root(leaves[left:])).digest()


def edge(leaves):
    """A hash for each bit that is set in the size, the largest first."""
    hashes, at = b"", 0
    for bit in reversed(range(len(leaves).bit_length())):
        if len(leaves) >> bit & 1:
            hashes += root(leaves[at:at + (1 << bit)])
            at += 1 << bit
    return hashes


def written_anew(data, rows):
    """Puts these entries in place of the journal: each follows the one before in its stream, cites what is there, and the tree is theirs."""
    streams, made = {}, []
    for sequence, row in enumerate(rows, 1):
        count, head = streams.get(row[2:4], (0, bytes(32)))
        cites = row[10]
        if cites is not None:
            length = struct.unpack_from(">I", cites, 1)[0]
            petition, session = cites[5:5 + length].decode(), cites[9 + length:-40].decode()
            known, cited = streams.get((petition, session), (0, bytes(32)))
            cites = cites[:-40] + struct.pack(">Q", known) + cited
        row = (sequence, *row[1:6], head, b"", count + 1, row[9], cites)
        row = (*row[:7], leaf(row), *row[8:])
        streams[row[2:4]] = count + 1, row[7]
        made.append(row)
    leaves = [row[7] for row in made]
    with sqlite3.connect(data / "trialogue.sqlite") as database:
        guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('journal', 'tree_hash')").fetchall()
        for name, _ in guards:
            database.execute(f"DROP TRIGGER {name}")
        for table in ("journal", "tree_hash", "tree_edge"):
            database.execute(f"DELETE FROM {table}")
        database.executemany(f"INSERT INTO journal ({COLUMNS}) VALUES ({', '.join('?' * 11)})", made)
        for place in range(len(leaves) // 256):
            database.execute("INSERT INTO tree_hash VALUES (1, ?, ?)", (place, root(leaves[256 * place:256 * place + 256])))
        database.execute("INSERT INTO tree_edge VALUES (1, ?, ?)", (len(leaves), edge(leaves)))
        for _, guard in guards:
            database.execute(guard)


def test_a_checkpoint_is_what_others_compute_of_the_same_entries(kept, store):
    rows = journal(store)
    assert [leaf(row) for row in rows] == [row[7] for row in rows]
    entries = [leaf(row) for row in rows]
    note = (kept / "checkpoint").read_bytes()
    assert verify_log.checkpoint(note, (kept / "log.vkey").read_text()) == (len(rows), root(entries))
    assert note.decode().split("\n")[:3] == [NAME, str(len(rows)), base64.b64encode(root(entries)).decode()]
    said = verify(kept, store)
    assert f"the first {len(rows)} entries are those that {NAME} signed" in said and "\nintact\n" in said


ALTERATIONS = {
    "a payload": lambda rows: rows[:5] + [(*rows[5][:5], bytes([rows[5][5][0] ^ 1]) + rows[5][5][1:], *rows[5][6:])] + rows[6:],
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
    # By itself the store tells at most of rows that the altered entries no longer give: chains and tree are right to the end.
    said = subprocess.run([TRIALOGUE, "verify", "--data", store], capture_output=True, text=True, timeout=120).stdout
    assert f"entries verified: {len(altered)}\n" in said
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


def test_an_altered_entry_is_not_signed(kept, store):
    last = len(journal(store))
    with sqlite3.connect(store / "trialogue.sqlite") as database:
        database.execute("DROP TRIGGER journal_no_update")
        database.execute("UPDATE journal SET at = at + 1 WHERE sequence = ?", (last,))
    said = sign(kept, store, "broken", status=1)
    assert f"entry {last}: hash_mismatch" in said and "nothing was signed" in said
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


def prove(kept, data, folder, *words, status=0):
    return run("prove", "--data", data, "--key", kept / "log.key", "--to", folder, *words, status=status)


def longest(data):
    """The number of the case with the most sessions, and how many entries it has with them."""
    with sqlite3.connect(data / "trialogue.sqlite") as database:
        number, identifier = database.execute(
            "SELECT case_no, case_file.id FROM case_file JOIN session ON case_id = case_file.id GROUP BY 2 ORDER BY COUNT(*) DESC, 2").fetchone()
        return number, database.execute("SELECT COUNT(*) FROM journal WHERE case_id = ?", (identifier,)).fetchone()[0]


def test_a_case_is_proven_to_who_has_nothing_of_this(kept, store, tmp_path):
    number, count = longest(store)
    folder = tmp_path / "proof"
    assert f"proven: {count} entries" in prove(kept, store, folder, "--case", number)
    said = verify_log.main(folder)
    assert said.startswith(f"proven: {count} entries of ") and not said.startswith(f"proven: {count} entries of 1 ")
    contents = sorted(folder.glob("*.content"))
    assert len(contents) == count and contents[0].read_bytes()[32:].startswith(b"{")
    for pattern in ("*.entry", "*.content", "*.tlog-proof", "checkpoint", "log.vkey"):
        for file in sorted(folder.glob(pattern))[::7]:
            kept_bytes = file.read_bytes()
            altered = bytearray(kept_bytes)
            altered[len(altered) // 2] ^= 1
            file.write_bytes(altered)
            with pytest.raises(Exception):
                verify_log.main(folder)
            file.write_bytes(kept_bytes)
    # The last of a session taken away: the case's entry at its end cites it.
    streams = {}
    for file in sorted(folder.glob("*.entry")):
        streams.setdefault(verify_log.Parts(file.read_bytes()).stream, []).append(file)
    sessions = [files for name, files in streams.items() if name[:1] == b"\2"]
    assert sessions
    sessions[0][-1].unlink()
    cited = any(verify_log.Parts(file.read_bytes()).cites for file in folder.glob("*.entry"))
    assert cited
    with pytest.raises(AssertionError):
        verify_log.main(folder)


def test_an_erased_case_is_proven_without_its_content(kept, store, tmp_path):
    with sqlite3.connect(store / "trialogue.sqlite") as database:
        number, identifier = database.execute(
            "SELECT case_no, id FROM case_file WHERE id NOT IN (SELECT case_id FROM session WHERE ended_at IS NULL) ORDER BY id").fetchone()
    run("erase", "--data", store, number, "--confirm", number)
    assert "\nintact\n" in run("verify", "--data", store)
    prove(kept, store, tmp_path / "proof", "--case", number, "--after", kept / "checkpoint")
    assert "proven: " in verify_log.main(tmp_path / "proof") and not list((tmp_path / "proof").glob("*.content"))
    kinds = [verify_log.Parts(file.read_bytes()).kind[4:] for file in sorted((tmp_path / "proof").glob("*.entry"))]
    assert kinds[-1] == b"case.key_destroyed"
    assert list((tmp_path / "proof").glob("consistency.*"))


def test_one_entry_is_proven_alone_by_a_checkpoint_that_was_kept(kept, store, tmp_path):
    folder = tmp_path / "proof"
    words = ["prove", "--data", store, "--to", folder, "--checkpoint", kept / "checkpoint", "--log-key", (kept / "log.vkey").read_text()]
    run(*words, "--entry", "7", "--without-content")
    assert verify_log.main(folder) == f"proven: 1 entries of 1 streams in a log of {len(journal(store))}"
    assert sorted(file.name for file in folder.iterdir()) == ["000000000006.entry", "000000000006.tlog-proof", "checkpoint", "log.vkey"]
    assert (folder / "checkpoint").read_bytes() == (kept / "checkpoint").read_bytes()
    assert "never written over" in run(*words, "--entry", "7", status=73)
    erase_one(store)
    words[4] = tmp_path / "later"
    assert "before the checkpoint" in run(*words, "--entry", len(journal(store)), status=66)
    assert not (tmp_path / "later").exists()
    written_anew(store, journal(store)[1:])
    assert "is not in the log that was signed" in run(*words, "--entry", "7", status=1)
    assert not (tmp_path / "later").exists()


GOLDEN = ROOT / "Tests/CoordinatorTests"


def test_a_store_of_before_is_verified_carried_over_and_proven(kept, tmp_path):
    """The golden store of layout 1 with its key, which opens invented people alone."""
    words = (GOLDEN / "GoldenStoreTests.swift").read_text()
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    shutil.copy(GOLDEN / "GoldenStore/trialogue.sqlite", data)
    (data / "master.key").write_bytes(bytes.fromhex(re.search(r'"([0-9a-f]{64})"', words)[1]))
    for file in data.iterdir():
        file.chmod(0o600)
    # Its cases were made without taking their numbers.
    with sqlite3.connect(data / "trialogue.sqlite") as database:
        database.execute("INSERT OR REPLACE INTO case_number (year, last) VALUES (2026, 88)")
    said = run("verify", "--data", data)
    assert "entries verified: 89\n" in said and "\nintact\n" in said
    old = re.search("head: ([0-9a-f]{64})", said)[1]
    assert "carries it over" in run("checkpoint", "--data", data, "--key", kept / "log.key", "--to", tmp_path / "early", status=74)
    serve_once(kept, data, tmp_path / "newest")
    said = run("verify", "--data", data, "--head", old)
    # The 89, the log's beginning, four cases' counts, and what the server told of the bureau since.
    entries = int(re.search("entries verified: ([0-9]+)", said)[1])
    assert entries >= 94 and "\nintact\n" in said
    with sqlite3.connect(data / "trialogue.sqlite") as database:
        kinds = [kind for (kind,) in database.execute("SELECT kind FROM journal WHERE sequence > 89 ORDER BY sequence LIMIT 5")]
    assert kinds == ["log.begun"] + ["case.counted"] * 4
    prove(kept, data, tmp_path / "proof", "--case", "青信〔2026〕0001", "--after", tmp_path / "newest")
    said = verify_log.main(tmp_path / "proof")
    assert re.match(r"proven: \d+ entries of 2 streams in a log of ", said), said
    layouts = {verify_log.Parts(file.read_bytes()).is_old for file in (tmp_path / "proof").glob("*.entry")}
    assert layouts == {True, False}
    next(iter(sorted((tmp_path / "proof").glob("*.entry")))).unlink()
    with pytest.raises(AssertionError, match="entries that were counted|a gap|follow"):
        verify_log.main(tmp_path / "proof")
