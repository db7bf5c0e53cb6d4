"""A bureau on a disk that fails and a clock that steps (Tests/Crash/fault.c), told while it runs."""

import mmap
import os
import shutil
import struct
import subprocess
from pathlib import Path

from bureau import ROOT, Bureau

NONE, KILL_BEFORE, KILL_TORN, KILL_AFTER, NO_SPACE, BAD_WRITE, BAD_SYNC, READ_ONLY, LYING_SYNC = range(9)
KEEP, DROP, DROP_SOME = range(3)
LAYOUT = "=IIqQqq"


def shim(folder: Path) -> Path:
    """The faults, built by the toolchain's own C compiler."""
    compiler = Path(shutil.which("swift") or "swift").resolve().parent / "clang"
    made = folder / "fault.so"
    subprocess.run(
        [str(compiler), "-O1", "-shared", "-fPIC", "-Wall", "-Werror", "-o", str(made), str(ROOT / "Tests/Crash/fault.c"), "-ldl"],
        check=True, timeout=60)
    return made


class Faults:
    """What befalls the programs that are given `environment`, by calls that change a file below `folder`."""

    def __init__(self, library: Path, folder: Path, control: Path):
        control.write_bytes(bytes(mmap.PAGESIZE))
        with control.open("r+b") as file:
            self.page = mmap.mmap(file.fileno(), mmap.PAGESIZE)
        self.environment = {**os.environ, "LD_PRELOAD": str(library), "FAULT_CONTROL": str(control), "FAULT_FOLDER": str(folder)}

    def arm(self, mode: int, countdown: int = 1, rest: int = KEEP, seed: int = 1) -> None:
        """From the next call on; errors stay until another word."""
        *_, calls, clock = struct.unpack_from(LAYOUT, self.page)
        struct.pack_into("=IqQ", self.page, 4, rest, countdown, seed)
        struct.pack_into("=I", self.page, 0, mode)
        assert struct.calcsize(LAYOUT) == 40 and calls >= 0 and clock is not None

    def disarm(self) -> None:
        struct.pack_into("=I", self.page, 0, NONE)

    @property
    def calls(self) -> int:
        return struct.unpack_from("=q", self.page, 24)[0]

    def step_clock(self, seconds: int) -> None:
        """The clock of the day, from what it was at first."""
        struct.pack_into("=q", self.page, 32, seconds * 1_000_000_000)


class FaultyBureau(Bureau):
    """One data folder, its server and its disk."""

    def __init__(self, folder: Path, library: Path, relay, certificates: Path, *options: str):
        super().__init__(folder, relay, certificates, *options)
        self.faults = Faults(library, self.data, folder / "control")
        self.environment = self.faults.environment

    def died(self, within: float = 30) -> bool:
        """Whether its server has ended by itself."""
        try:
            self.server.wait(timeout=within)
        except subprocess.TimeoutExpired:
            return False
        self.server = None
        return True
