"""What docs/operations.md tells an operator to type, typed; and what a hand may get wrong at a console. No browser."""

import fcntl
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from bureau import HOST, ROOT, TRIALOGUE

OPERATIONS = (ROOT / "docs/operations.md").read_text()
FOLDERS = ["/var/lib/trialogue", "/backup", "/safe", "/srv"]


def run(*words, status=0, text=None):
    """A command of the program; its answer, and what it complained of."""
    done = subprocess.run([TRIALOGUE, *map(str, words)], input=text, capture_output=True, text=True, timeout=120)
    assert done.returncode == status, (words, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


def commands(heading):
    """The lines of a chapter's blocks, in their order."""
    chapter = OPERATIONS.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [line for block in re.findall(r"^```\n(.*?)^```$", chapter, re.M | re.S) for line in block.splitlines()]


def content(folder: Path):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def employ(data: Path, number: str):
    run("account", "add", "--data", data, "--staff-no", number, "--name", "周砚", "--role", "clerk", "--unit", "信访科",
        text="a password of the tests\n")


def staff(data: Path):
    return [line.split("\t")[0] for line in run("account", "list", "--data", data).splitlines()]


def seeded(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    run("init", "--data", folder / "data")
    run("seed", "--data", folder / "data", "--direct")
    return folder / "data"


def test_the_chapter_on_backups_does_what_it_says(tmp_path, bureau_for):
    """Each line as it is printed, on folders of the test's own, the first two while the server runs."""
    bureau = bureau_for("backups")
    desk = bureau.signed_in()
    for folder in FOLDERS[1:]:
        (tmp_path / folder.strip("/")).mkdir()
    places = {folder: str(tmp_path / folder.strip("/")) for folder in FOLDERS} | {"/var/lib/trialogue": str(bureau.data)}
    lines = commands("Backup")
    assert [line.split()[:2] for line in lines] == [
        ["trialogue", "backup"], ["cp", "-p"], ["trialogue", "backup"], ["trialogue", "restore"], ["trialogue", "verify"],
        ["trialogue", "restore"], ["trialogue", "restore"], ["trialogue", "verify"]]

    def do(line):
        for folder, place in places.items():
            line = line.replace(f" {folder}", f" {place}")
        path = f"{Path(TRIALOGUE).parent}:{os.environ['PATH']}"
        return subprocess.run(line, shell=True, capture_output=True, text=True, timeout=120, env={**os.environ, "PATH": path})

    for line in lines[:-2]:
        done = do(line)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
    assert not (tmp_path / "backup/tuesday/master.key").exists()
    # Over the running server's folder it is refused, and the server goes on.
    refused = do(lines[-2])
    assert refused.returncode == 75 and "open" in refused.stderr
    assert desk.ask("GET", "/api/me")["account"]["staffNo"] == HOST.staff_no
    assert bureau.stop() == 0
    bureau.server = None
    # What was added after the backup is newer than it; a restore brings back exactly the backup.
    employ(bureau.data, "G909")
    for line in lines[-2:]:
        done = do(line)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
    assert "G909" not in staff(bureau.data) and HOST.staff_no in staff(bureau.data)
    aside = [path for path in bureau.data.iterdir() if path.name.startswith("before-restore-")]
    assert len(aside) == 1 and "G909" in staff(aside[0])
    bureau.start()
    assert bureau.signed_in().ask("GET", "/api/me")["account"]["staffNo"] == HOST.staff_no


def test_the_chapters_on_accounts_and_checkpoints_do_what_they_say(tmp_path):
    """Each line as it is printed, on a store with invented cases and a talk."""
    data = seeded(tmp_path)
    number = sqlite3.connect(data / "trialogue.sqlite").execute("SELECT case_no FROM case_file JOIN session ON case_id = case_file.id").fetchone()[0]
    (tmp_path / "export").mkdir()
    (tmp_path / "etc").mkdir()
    (tmp_path / "password").write_text("a password of the tests\n")
    (tmp_path / "password").chmod(0o600)
    (tmp_path / "table.csv").write_text("2027-01-01,holiday,元旦\n")
    places = {"TABLE.csv": tmp_path / "table.csv", "DIR": data, " FILE": f" {tmp_path / 'password'}", "/var/lib/trialogue": data, "/etc/trialogue": tmp_path / "etc",
              "/export": tmp_path / "export", "青信〔2026〕0087": number, "G001": "G901", "/srv/": f"{tmp_path}/"}
    lines = commands("Accounts") + commands("Checkpoints, kept elsewhere")
    assert {line.split()[1] for line in lines} == {"account", "bureau", "holidays", "unit", "people", "key", "checkpoint", "verify", "prove"}
    said = []
    for line in lines:
        for word, place in places.items():
            line = line.replace(word, str(place))
        path = f"{Path(TRIALOGUE).parent}:{os.environ['PATH']}"
        done = subprocess.run(line, shell=True, capture_output=True, text=True, timeout=120, env={**os.environ, "PATH": path})
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        said.append(done.stdout)
        if " key make " in line:
            places["bureau.example/log-2026+…+…"] = done.stdout.strip()
    assert "intact" in said[-2] and "proven" in said[-1]
    assert {"G901", "H001"} <= set(staff(data))


def test_a_stopped_servers_two_files_are_the_whole_store(tmp_path, bureau_for):
    bureau = bureau_for("two-files")
    assert bureau.signed_in().ask("GET", "/api/me")["account"]["staffNo"] == HOST.staff_no
    assert bureau.stop() == 0
    bureau.server = None
    log = bureau.data / "trialogue.sqlite-wal"
    assert not log.exists() or log.stat().st_size == 0
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("trialogue.sqlite", "master.key"):
        shutil.copy(bureau.data / name, copy / name)
    assert HOST.staff_no in staff(copy)


def rows(data: Path, table: str) -> int:
    store = sqlite3.connect(f"file:{data}/trialogue.sqlite?mode=ro", uri=True)
    try:
        return store.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    finally:
        store.close()


LOSSES = {
    "no folder": (lambda data: shutil.rmtree(data), 66),
    "an empty folder": (lambda data: [path.unlink() for path in data.iterdir()], 66),
    "other files": (lambda data: ([path.unlink() for path in data.iterdir()], (data / "letter").write_text("x")), 66),
    "no database": (lambda data: [path.unlink() for path in data.glob("trialogue.sqlite*")], 65),
    "no key": (lambda data: (data / "master.key").unlink(), 65),
    "an empty database": (lambda data: (data / "trialogue.sqlite").write_bytes(b""), 65),
    "another key": (lambda data: (data / "master.key").write_bytes(os.urandom(32)), 65),
    "no store's database": (lambda data: ((data / "trialogue.sqlite").unlink(), sqlite3.connect(data / "trialogue.sqlite").execute(
        "CREATE TABLE x (y)").connection.close()), 65),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_no_command_makes_a_store_out_of_a_mistyped_or_half_lost_folder(tmp_path, loss):
    data = tmp_path / "data"
    run("init", "--data", data)
    lose, status = LOSSES[loss]
    lose(data)
    before = content(data) if data.exists() else None
    add = ["account", "add", "--data", data, "--staff-no", "G1", "--name", "x", "--role", "clerk", "--unit", "x"]
    for words in (
            ["verify", "--data", data], ["wall", "--data", data, "s-1"], ["account", "list", "--data", data], add,
            ["account", "password", "--data", data, "--staff-no", "G1"],
            ["account", "disable", "--data", data, "--staff-no", "G1"], ["seed", "--data", data],
            ["erase", "--data", data, "x", "--confirm", "x"], ["backup", "--data", data, "--to", tmp_path / "b"],
            ["serve", "--data", data, "--plain-http", "--listen", "127.0.0.1:0", "--web", ROOT / "web-static"]):
        said = run(*words, status=status, text="a password of the tests\n")
        assert "trialogue: " in said and "intact" not in said, (words, said)
        assert (content(data) if data.exists() else None) == before, words
    assert not (tmp_path / "b").exists()


def test_a_store_is_made_when_it_is_asked_for_and_not_over_another(tmp_path):
    data = tmp_path / "data"
    assert "nothing is recorded" in (run("init", "--data", data), run("verify", "--data", data))[1]
    before = (data / "master.key").read_bytes()
    run("init", "--data", data, status=73)
    assert (data / "master.key").read_bytes() == before
    assert "intact" not in run("verify", "--data", data)


def test_a_seeding_that_was_cut_off_is_finished_by_running_it_again(tmp_path):
    whole = seeded(tmp_path / "whole")
    (tmp_path / "cut").mkdir()
    data = tmp_path / "cut/data"
    run("init", "--data", data)
    # Killed once among the accounts and once among the cases.
    for table, count in (("account", 2), ("case_file", 3)):
        child = subprocess.Popen([TRIALOGUE, "seed", "--data", str(data), "--direct"], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while rows(data, table) < count:
            assert time.monotonic() < deadline and child.poll() is None, "the seeding was over before it was cut off"
        child.kill()
        child.wait(timeout=60)
        assert (data / "demo").stat().st_size > 0, "the seeding was over before it was cut off"
    said = run("seed", "--data", data, "--direct")
    assert "{origin}/j#" in said
    counts = [sqlite3.connect(each / "trialogue.sqlite").execute(
        "SELECT (SELECT COUNT(*) FROM account), (SELECT COUNT(*) FROM case_file), (SELECT COUNT(*) FROM session), "
        # An account that was there already gets the password that is printed, which is an entry.
        "(SELECT COUNT(*) FROM journal WHERE kind <> 'bureau.password_set')").fetchone() for each in (whole, data)]
    assert counts[0] == counts[1]
    assert "intact" in run("verify", "--data", data)
    run("seed", "--data", data, status=73)


def test_an_erasing_that_was_cut_off_is_finished_by_giving_it_again(tmp_path):
    data = seeded(tmp_path)
    number = sqlite3.connect(data / "trialogue.sqlite").execute(
        "SELECT case_no FROM case_file WHERE id NOT IN (SELECT case_id FROM session) LIMIT 1").fetchone()[0]
    for _ in range(2):
        assert "erased" in run("erase", "--data", data, number, "--confirm", number)
    assert "intact" in run("verify", "--data", data)
    run("erase", "--data", data, "青信〔2020〕9999", "--confirm", "青信〔2020〕9999", status=66)


def catches(pid: int, number: int) -> bool:
    """Whether a process has a handler for this signal (proc_pid_status(5))."""
    mask = re.search(r"^SigCgt:\s*([0-9a-f]+)$", Path(f"/proc/{pid}/status").read_text(), re.M)
    return bool(int(mask[1], 16) >> (number - 1) & 1)


def test_a_server_can_be_stopped_as_soon_as_it_says_that_it_is_ready(tmp_path):
    run("init", "--data", tmp_path / "data")
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    # Nothing fits into the pipe: the server stands still where it says "ready".
    os.set_blocking(writing, False)
    with pytest.raises(BlockingIOError):
        while True:
            os.write(writing, b".")
    os.set_blocking(writing, True)
    server = subprocess.Popen(
        [TRIALOGUE, "serve", "--data", str(tmp_path / "data"), "--web", str(ROOT / "web-static"), "--plain-http", "--listen", "127.0.0.1:0"],
        stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    try:
        deadline = time.monotonic() + 60
        while not (catches(server.pid, signal.SIGTERM) and catches(server.pid, signal.SIGINT)):
            assert time.monotonic() < deadline, "it stands at \"ready\" without a handler"
            time.sleep(0.05)
        server.send_signal(signal.SIGTERM)
        said = b""
        while part := os.read(reading, 65_536):
            said += part
        assert server.wait(timeout=60) == 0
        assert re.fullmatch(rb"\.+ready http://127\.0\.0\.1:\d+/\nstopped\n", said)
    finally:
        server.kill()
        server.wait(timeout=60)
        os.close(reading)
