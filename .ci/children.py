"""Processes that never outlive who started them."""

import ctypes
import signal
import subprocess

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def spawn(command: list[str], **options) -> subprocess.Popen:
    """Starts `command` in a session of its own, so that Ctrl-C reaches the parent alone, which then ends its children in
    order; the kernel ends it when the parent is killed."""
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, start_new_session=True,
        preexec_fn=lambda: _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM), **options)


def end(process: subprocess.Popen, within: float) -> int:
    """Asks `process` to stop, insists after `within` seconds, and gives its exit status."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=within)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()
