"""The program under load, killed at random and at each call that changes its files, also in the middle of one and with what was not yet
synced lost; a full disk, a failing disk, a folder that can't be written, a clock that steps. Judged by the acknowledgements that clients
hold and by `trialogue verify`. CRASHES=50 for more (`make crash N=50`)."""

import os
import random
import subprocess
import time

import pytest
from bureau import TRIALOGUE

from crash import Load
from faults import (BAD_SYNC, BAD_WRITE, DROP, DROP_SOME, KEEP, KILL_AFTER, KILL_BEFORE, KILL_TORN, LYING_SYNC, NO_SPACE, READ_ONLY, FaultyBureau,
                    shim)

CRASHES = int(os.environ.get("CRASHES") or 6)
SEED = int(os.environ.get("SEED") or 1)
# How it ends; None: by a kill from outside.
WAYS = [None, (KILL_BEFORE, DROP), (KILL_TORN, DROP), (KILL_AFTER, DROP), (KILL_TORN, KEEP), (KILL_AFTER, DROP_SOME), (KILL_BEFORE, DROP_SOME),
        (KILL_TORN, DROP_SOME)]


def verify(bureau) -> str:
    done = subprocess.run([TRIALOGUE, "verify", "--data", str(bureau.data)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and "intact" in done.stdout, (done.returncode, done.stdout, done.stderr)
    return done.stdout


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return shim(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def bureau(library, tmp_path, relay, certificates):
    made = FaultyBureau(tmp_path / "bureau", library, relay, certificates, "--messages-per-second", "100000")
    made.start()
    yield made
    made.faults.disarm()
    if made.server:
        made.kill()


def restart(bureau, load) -> None:
    bureau.faults.disarm()
    verify(bureau)
    bureau.start()
    bureau.wait_until_it_answers()
    load.judge()


def test_nothing_that_was_answered_is_lost_or_doubled_by_a_crash(bureau):
    dice = random.Random(SEED)
    load = Load(bureau)
    calls, at = bureau.faults.calls, []
    for number in range(CRASHES):
        way = WAYS[number % len(WAYS)]
        if way is None:
            end = time.monotonic() + dice.uniform(0.05, 1)
            load.run(lambda end=end: time.monotonic() > end)
            bureau.kill()
        else:
            # Each call of the first commits in turn, then anywhere.
            countdown = number // len(WAYS) + 1 if number % 2 else dice.randrange(1, 120)
            bureau.faults.arm(way[0], countdown, way[1], seed=dice.getrandbits(64) | 1)
            at.append(countdown)
            load.run(lambda: bureau.server.poll() is not None)
            assert bureau.died(within=30), (way, countdown, "the server lives")
        restart(bureau, load)
    load.judge_all()
    load.close()
    assert bureau.faults.calls > calls and load.promised() > CRASHES
    assert bureau.stop() == 0
    bureau.server = None
    print(f"{CRASHES} crashes, {load.promised()} answers held, {load.steps} steps; at the calls {sorted(at)}; {verify(bureau).splitlines()[-1]}")


def test_a_crash_while_it_starts_is_no_loss(bureau):
    load = Load(bureau)
    load.run(lambda: bureau.faults.calls > 60)
    bureau.kill()
    for countdown in (1, 2, 3):
        bureau.faults.arm(KILL_TORN, countdown, DROP)
        try:
            bureau.start()
            # It came up without so many calls: then it dies at its first work.
            load.run(lambda: bureau.server.poll() is not None)
        except AssertionError as error:
            assert "did not start" in str(error), error
        assert bureau.died()
    restart(bureau, load)
    load.close()


@pytest.mark.parametrize("fault", [NO_SPACE, BAD_WRITE, BAD_SYNC], ids=["no space", "no write", "no sync"])
def test_on_a_disk_that_fails_nothing_is_promised_and_nothing_lost(bureau, fault):
    load = Load(bureau)
    load.run(lambda: bureau.faults.calls > 60)
    before = load.promised()
    bureau.faults.arm(fault)
    end = time.monotonic() + 2
    load.run(lambda: time.monotonic() > end)
    # What was under way when the disk failed may have been answered; nothing after it.
    assert load.promised() <= before + len(load.clients)
    # It still answers what needs no writing.
    assert bureau.ask("GET", "/api/duty")[0] == 200
    bureau.faults.disarm()
    bureau.kill()
    restart(bureau, load)
    load.judge_all()
    load.close()


def test_what_was_answered_before_it_was_durable_is_found_out(bureau):
    """The net itself: with a disk that keeps none of its syncs the program answers before its commits, as a fault of its own would have it."""
    load = Load(bureau)
    load.run(lambda: bureau.faults.calls > 60)
    before = load.promised()
    bureau.faults.arm(LYING_SYNC)
    load.run(lambda: load.promised() > before + 10)
    assert load.promised() > before + 10, load.wrong
    bureau.faults.arm(KILL_BEFORE, rest=DROP)
    load.run(lambda: bureau.server.poll() is not None)
    assert bureau.died(within=30)
    bureau.faults.disarm()
    verify(bureau)
    bureau.start()
    bureau.wait_until_it_answers()
    with pytest.raises(AssertionError):
        load.judge()
    load.close()


def test_a_disk_that_has_room_again_is_written_again(bureau):
    load = Load(bureau)
    bureau.faults.arm(NO_SPACE)
    end = time.monotonic() + 1
    load.run(lambda: time.monotonic() > end)
    bureau.faults.disarm()
    load.judge()
    before = load.promised()
    load.run(lambda: load.promised() > before + 20)
    assert load.promised() > before + 20, load.wrong
    bureau.kill()
    restart(bureau, load)
    load.close()


def test_a_folder_that_can_not_be_written_is_told_and_left_as_it_is(bureau):
    load = Load(bureau)
    bureau.kill()
    verify(bureau)
    content = {path.name: path.read_bytes() for path in bureau.data.iterdir() if path.is_file() and not path.name.endswith("-shm")}
    bureau.faults.arm(READ_ONLY)
    with pytest.raises(AssertionError, match="did not start"):
        bureau.start()
    assert bureau.died()
    assert "trialogue: " in bureau.log.read_text()
    assert content == {path.name: path.read_bytes() for path in bureau.data.iterdir() if path.is_file() and not path.name.endswith("-shm")}
    restart(bureau, load)
    load.close()


def test_a_clock_that_steps_costs_nobody_anything(bureau):
    load = Load(bureau)
    for seconds in (1800, -7200, 3600, 0):
        bureau.faults.step_clock(seconds)
        before = load.promised()
        load.run(lambda before=before: load.promised() > before + 10)
        assert load.promised() > before + 10, (seconds, load.wrong)
    load.judge()
    bureau.kill()
    restart(bureau, load)
    load.judge_all()
    load.close()
