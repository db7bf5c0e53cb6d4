#!/usr/bin/env python3
"""Talks, one after another, over real sockets of the program itself, for so many minutes: people come, test their devices, are let in,
exchange signals, go into a caucus, lose their line, come back, leave, and the officer ends it. At the end the program holds what it held
when it was warm: memory, descriptors, threads; and the store has grown by so much a session and no more.

Usage: MINUTES [LANES]      TRIALOGUE names the program
"""

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / ".ci"))

from bureau import TRIALOGUE, Bureau, Desk  # noqa: E402
from crash import form  # noqa: E402
from line import Line, host_line, seat_line  # noqa: E402
from relay import Relay  # noqa: E402

# Bounds a session, of what stays when all have gone.
STORE_BYTES = 160 * 1024
MEMORY_BYTES = 4 * 1024
# Of memory that settles in its own time, whatever the number of sessions: SQLite's caches of pages fill as the store grows, up to
# their bounds (StoreOpening: 64 MiB for the connection that writes, 8 MiB for each of four that read), and the heap's own.
MEMORY_SLACK = (64 + 4 * 8 + 24) * 1024 * 1024
PRINT = "sha-256 " + ":".join(f"{number:02X}" for number in range(32))


def ask(line: Line, kind: str, **fields) -> None:
    answer = line.request(kind, **fields)
    assert answer["type"] == "result", (kind, answer)


def signal(sender: Line, receiver: Line, to: int, peer: int) -> None:
    """An offer over the link that both hold now; one of another epoch is dropped, so that it is said again under the newer one."""
    for _ in range(20):
        link = next((each for each in sender.latest("links") if each["peer"] == to), None)
        if link is None:
            sender.until(lambda message: message.get("links"))
            continue
        sender.send({"type": "signal", "to": to, "epoch": link["epoch"], "body": {
            "kind": "description", "n": 1, "sdp": {"type": "offer", "sdp": f"v=0\r\na=fingerprint:{PRINT}\r\n"}}})
        receiver.until(lambda message: message["type"] == "signal" and message["from"] == peer)
        return
    raise AssertionError("no link")


def talk(bureau: Bureau, desk: Desk, number: int) -> None:
    """One session from its launch to its end."""
    session = desk.launch(desk.ask("POST", "/api/cases", form(f"第{number}次")))
    host = host_line(desk, session["id"])
    guests = [seat_line(bureau, invite["link"]) for invite in session["invites"]]
    lines = [host, *guests]
    for guest in guests:
        ask(guest, "consent", notice=guest.opened["notice"])
        ask(guest, "check", camera="ok", microphone="ok", speaker="ok", network=None)
        ask(guest, "ready")
        ask(host, "admit", seat=guest.opened["seat"])
    signal(host, guests[0], 2, 1)
    ask(host, "edit", section="petitioner", text="问：谁推的？" * 40, base=0)
    # A caucus with one of them, and back to the table.
    ask(host, "caucus", members=[2], minutes=None)
    wall = host.latest("wall")["number"]
    for line in (host, guests[0]):
        ask(line, "wall_closed", wall=wall)
    ask(host, "private_note", text="愿意补偿一半。", base=0)
    ask(guests[1], "word", text="还要多久？")
    ask(host, "end_caucus")
    # One loses the line and comes back by the same link; one leaves.
    guests[1].drop()
    guests[1] = lines[2] = seat_line(bureau, session["invites"][1]["link"], takeOver=True)
    ask(guests[0], "leave")
    ask(host, "present", on=True)
    ask(host, "end", reason="agreement", note="")
    for line in lines:
        line.socket.close()


class Program:
    """What the program holds."""

    def __init__(self, bureau: Bureau):
        self.bureau, self.process = bureau, Path(f"/proc/{bureau.server.pid}")

    def of_status(self, name: str) -> int:
        line = next(line for line in (self.process / "status").read_text().splitlines() if line.startswith(name + ":"))
        return int(line.split()[1])

    def measure(self) -> dict[str, int]:
        return {"memory": self.of_status("VmRSS") * 1024, "descriptors": len(list((self.process / "fd").iterdir())),
                "threads": self.of_status("Threads"), "store": sum(path.stat().st_size for path in self.bureau.data.rglob("*") if path.is_file())}

    def at_rest(self) -> dict[str, int]:
        """When all that went has been let go of: no descriptor more goes for three seconds."""
        deadline, since, least = time.monotonic() + 60, time.monotonic(), 1 << 30
        while time.monotonic() < min(deadline, since + 3):
            now = len(list((self.process / "fd").iterdir()))
            if now < least:
                least, since = now, time.monotonic()
            time.sleep(0.1)
        return self.measure()


def run(bureau: Bureau, minutes: float, lanes: int) -> int:
    desk = bureau.signed_in()
    program = Program(bureau)
    count, wrong, lock = 0, [], threading.Lock()

    def lane(until: float) -> None:
        nonlocal count
        while time.monotonic() < until and not wrong:
            with lock:
                count += 1
                number = count
            try:
                talk(bureau, desk, number)
            except Exception as error:
                wrong.append(f"session {number}: {error!r}")

    def play(seconds: float) -> None:
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=lane, args=(until,), daemon=True) for _ in range(lanes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=seconds + 120)
            assert not thread.is_alive(), "a talk waits for ever"

    # A tenth of the time first, after which the program is warm.
    play(minutes * 6)
    warm, before = program.at_rest(), count
    for part in range(9):
        play(minutes * 6)
        now = program.measure()
        print(f"{(part + 2) * minutes / 10:6.1f} min  {count:7} sessions  " + "  ".join(f"{name} {value}" for name, value in now.items()), flush=True)
    rested, sessions = program.at_rest(), count - before
    assert desk.ask("GET", "/api/me")["account"]
    for name in warm:
        print(f"{name:12} {warm[name]:12} warm {rested[name]:12} at the end {(rested[name] - warm[name]) / max(1, sessions):12.1f} a session")
    wrong += [sentence for sentence, is_so in (
        ("no session was held", sessions > 0),
        ("descriptors are left", rested["descriptors"] <= warm["descriptors"] + 4),
        ("threads are left", rested["threads"] <= warm["threads"] + 4),
        ("the store has grown beyond its bound", rested["store"] - warm["store"] <= sessions * STORE_BYTES + 4 * 1024 * 1024),
        ("memory has grown beyond its bound", rested["memory"] - warm["memory"] <= sessions * MEMORY_BYTES + MEMORY_SLACK)) if not is_so]
    status = bureau.stop()
    bureau.server = None
    done = subprocess.run([TRIALOGUE, "verify", "--data", str(bureau.data)], capture_output=True, text=True, timeout=1800)
    print((done.stdout.splitlines() or [done.stderr])[-1])
    if status or done.returncode or "intact" not in done.stdout:
        wrong.append(f"the program ended with {status}, verify with {done.returncode}")
    for sentence in wrong:
        print("soak:", sentence)
    print(f"{int(not wrong)} passed, {int(bool(wrong))} failed: {count} sessions")
    return 1 if wrong else 0


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="trialogue-soak-"))
    relay, bureau = Relay(folder / "relay"), None
    try:
        relay.start()
        subprocess.run([str(ROOT / "certs/make-certificates"), str(folder / "certificates")], check=True, timeout=60)
        bureau = Bureau(folder / "bureau", relay, folder / "certificates", "--messages-per-second", "1000")
        bureau.start()
        return run(bureau, float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2)
    finally:
        if bureau and bureau.server:
            bureau.stop()
        relay.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
