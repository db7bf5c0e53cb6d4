"""`trialogue verify` beside a server that people work with: it finds what was altered, and nothing else. No browser."""

import sqlite3
import subprocess
import threading
import time

from bureau import HOST, OTHER, TRIALOGUE

ROUNDS = 5


def verify(data):
    return subprocess.run([TRIALOGUE, "verify", "--data", data], capture_output=True, text=True, timeout=120)


class Work(threading.Thread):
    """Does one thing again and again until it is told to stop; what went wrong is told at the end."""

    def __init__(self, act):
        super().__init__(daemon=True)
        self.act = act
        self.done = 0
        self.over = threading.Event()
        self.failure = None

    def run(self):
        try:
            while not self.over.is_set():
                self.act(self.done)
                self.done += 1
        except Exception as failure:  # told by `end`
            self.failure = failure

    def end(self):
        self.over.set()
        self.join(timeout=60)
        assert not self.is_alive() and self.failure is None, self.failure


def test_a_record_is_verified_while_people_work_and_what_is_altered_is_found(bureau_for):
    bureau = bureau_for("verified")
    desk, other = bureau.signed_in(), bureau.signed_in(OTHER)
    case = other.register(title="不再有人动的事项")

    def talk(number):
        made = desk.register(title=f"事项 {number}")
        desk.launch(made)

    def sign_in_and_out(_):
        status, _, _ = bureau.ask("POST", "/api/sign-out", {}, {"Cookie": bureau.signed_in(HOST).cookie})
        assert status < 300, status

    work = [Work(talk), Work(sign_in_and_out)]
    for each in work:
        each.start()
    entries = []
    deadline = time.monotonic() + 90
    # A loaded machine may verify before anybody has written.
    while len(entries) < ROUNDS or entries[0] == entries[-1] or not all(each.done for each in work):
        found = verify(bureau.data)
        assert found.returncode == 0 and found.stdout.rstrip().endswith("intact"), (found.stdout, found.stderr)
        entries.append(int(found.stdout.split("entries verified: ")[1].split()[0]))
        assert time.monotonic() < deadline and not any(each.failure for each in work), [each.failure for each in work]
    assert entries == sorted(entries), entries
    with sqlite3.connect(bureau.data / "trialogue.sqlite", timeout=20) as store:
        store.execute("UPDATE case_file SET status = 'archived' WHERE id = ?", [case["id"]])
    found = verify(bureau.data)
    altered = [line for line in found.stdout.splitlines() if line.startswith("ALTERED")]
    assert found.returncode == 1 and len(altered) == 1 and "the status of case" in altered[0], found.stdout
    for each in work:
        each.end()
