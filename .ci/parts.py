"""A part of `make test`: a command whose output is read as it comes, and which has an end."""

import os
import signal
import subprocess
import threading
from pathlib import Path

from children import spawn

# Seconds. The longest part takes seven minutes on two cores; a slower machine has three times as long.
LIMIT = 1200.0
# What a group that is asked to stop has for its last words.
GRACE = 10.0

_running: set[subprocess.Popen] = set()
_lock = threading.Lock()
_is_stopped = False


def _signal(process: subprocess.Popen, number: int) -> None:
    try:
        # It leads its group: whatever it started and left there goes with it.
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass


def _signal_all(number: int) -> None:
    with _lock:
        running = list(_running)
    for process in running:
        _signal(process, number)


def stop() -> None:
    """Ends what runs; nothing is started after it. For whoever is told to stop."""
    global _is_stopped
    _is_stopped = True
    _signal_all(signal.SIGTERM)
    insisting = threading.Timer(GRACE, _signal_all, (signal.SIGKILL,))
    insisting.daemon = True
    insisting.start()


def run(command: list[str], show, folder: Path, environment: dict[str, str], limit: float = LIMIT) -> tuple[int, str, bool]:
    """Runs a command in a session of its own; each line of its output is shown as it comes, and all of it kept. When it, or whatever holds its
    output, has not ended after `limit` seconds, its whole process group is ended. Gives its status, its output, and whether that was so."""
    said: list[str] = []

    def read(output) -> None:
        for line in output:
            show(line)
            said.append(line)

    with _lock:
        if _is_stopped:
            return -signal.SIGTERM, "", False
        process = spawn(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                        text=True, errors="replace")
        _running.add(process)
    reader = threading.Thread(target=read, args=(process.stdout,), daemon=True)
    reader.start()
    reader.join(limit)
    is_late = reader.is_alive()
    try:
        for number in (signal.SIGTERM, signal.SIGKILL):
            if reader.is_alive():
                _signal(process, number)
                reader.join(GRACE)
        # Its output has ended; it has that long to follow.
        return process.wait(timeout=GRACE), "".join(said), is_late
    except subprocess.TimeoutExpired:
        _signal(process, signal.SIGKILL)
        return process.wait(timeout=GRACE), "".join(said), True
    finally:
        with _lock:
            _running.discard(process)
