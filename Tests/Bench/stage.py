"""A bureau to measure: the program that the bench was told of, behind a relay, as the tests in browsers start it."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / ".ci"), str(ROOT / "Tests/Browser")]


def arguments(what: str) -> argparse.Namespace:
    """Reads the command line, and chooses the program before anything can start it."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--program", default=str(ROOT / ".build/release/trialogue"))
    parser.add_argument("--short", action="store_true", help="fewer rounds")
    parsed = parser.parse_args()
    os.environ["TRIALOGUE"] = str(Path(parsed.program).absolute())
    return parsed


@contextmanager
def bureau():
    """A server with invented accounts on a store of its own, gone afterwards."""
    from bureau import DRAWN, Bureau
    from relay import Relay
    with tempfile.TemporaryDirectory(prefix="trialogue-bench-") as scratch:
        folder = Path(scratch)
        subprocess.run([str(ROOT / "certs/make-certificates"), str(folder / "certificates")], check=True, timeout=60,
                       stdout=sys.stderr)
        relay = Relay(folder / "relay")
        relay.start()
        try:
            office = Bureau(folder / "bureau", relay, folder / "certificates")
            office.employ(DRAWN)
            office.start()
            office.wait_until_its_files_are_packed()
            try:
                yield office
            finally:
                office.stop()
        finally:
            relay.stop()


def figure(name: str, value: float, unit: str, at_most: float | None = None, note: str | None = None) -> dict:
    row = {"name": name, "value": round(value, 4), "unit": unit}
    if at_most is not None:
        row["atMost"] = at_most
    if note:
        row["note"] = note
    return row


def say(text: str) -> None:
    """For people; the last line of the standard output is the bench's."""
    print(text, flush=True)


def tell(figures: list[dict]) -> None:
    print(json.dumps(figures, ensure_ascii=False), flush=True)
