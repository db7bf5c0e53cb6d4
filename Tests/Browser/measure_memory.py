"""What a server keeps of sessions that are over: whole sessions one after another over real sockets, and its memory beside what SQLite
holds of it. No test: it takes a quarter of an hour for 1,500. Debian's gdb asks SQLite; without it that column is empty.

Usage: .venv/bin/python Tests/Browser/measure_memory.py [SESSIONS [EVERY]]
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / ".ci"))
from bureau import Bureau  # noqa: E402
from line import host_line, seat_line  # noqa: E402
from relay import Relay  # noqa: E402


def whole_session(bureau, desk) -> None:
    session = desk.launch(desk.register(lawyer=False))
    host = host_line(desk, session["id"])
    guests = [seat_line(bureau, invite["link"]) for invite in session["invites"]]
    for seat, guest in enumerate(guests, start=2):
        guest.request("consent", notice="2026-11")
        guest.request("ready")
        host.request("admit", seat=seat)
    host.request("edit", section="petitioner", text="问：谁推的？" * 60, base=0)
    host.request("end", reason="agreement", note="")
    for line in (host, *guests):
        line.socket.close()


def private_mebibytes(process: int) -> float:
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    return sum(int(size) for size in re.findall(r"^Private_\w+:\s+(\d+)", text, re.M)) / 1024


def held_by_sqlite(process: int) -> str:
    if not shutil.which("gdb"):
        return ""
    said = subprocess.run(["gdb", "-p", str(process), "-batch", "-ex", "call (long long)sqlite3_memory_used()"],
                          capture_output=True, text=True, timeout=60).stdout
    found = re.search(r"^\$1 = (\d+)", said, re.M)
    return f"{int(found[1]) / 2 ** 20:.1f}" if found else ""


def main() -> None:
    sessions, every = (int(word) for word in (sys.argv[1:] + ["1500", "100"][len(sys.argv) - 1:])[:2])
    folder = Path(tempfile.mkdtemp(prefix="trialogue-memory-"))
    relay = Relay(folder / "relay")
    try:
        subprocess.run([str(ROOT / "certs/make-certificates"), str(folder / "certificates")], check=True, timeout=60)
        relay.start()
        bureau = Bureau(folder / "bureau", relay, folder / "certificates")
        bureau.start()
        desk = bureau.signed_in()
        print("sessions  private MiB  of it SQLite's  database MiB", flush=True)
        for count in range(sessions + 1):
            if count:
                whole_session(bureau, desk)
            if count % every == 0:
                size = (bureau.data / "trialogue.sqlite").stat().st_size / 2 ** 20
                process = bureau.server.pid
                print(f"{count:8} {private_mebibytes(process):12.1f} {held_by_sqlite(process):>15} {size:13.1f}", flush=True)
        bureau.stop()
    finally:
        relay.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
