"""What `make watch` does when a file changes, comes or goes, with a `make run` that says when it begins; and how a `make run` ends. No browser,
and nothing is built."""

import os
import queue
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
from bureau import ROOT, TRIALOGUE

SOURCES, PAGES = "Sources", "web-static"
# Says what the sources are and where the data lie, and goes on until it is ended, as the server does.
RUN = f"""run:
\t@echo "begun $$(cat {SOURCES}/*.swift {PAGES}/*.js | tr '\\n' ' ')in $$DATA"; exec tail -f /dev/null
"""
LIMIT = 60


@pytest.fixture
def tree(tmp_path) -> Path:
    """A repository with a source and a page."""
    for name, text in {"Makefile": RUN, "Package.swift": "", f"{SOURCES}/A.swift": "one\n", f"{PAGES}/a.js": "page\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/watch", tmp_path / ".ci/watch")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True, timeout=LIMIT)
    return tmp_path


class Watch:
    """`.ci/watch` in a tree, and the lines that it has said."""

    def __init__(self, tree: Path):
        given = {name: value for name, value in os.environ.items() if name not in ("DATA", "MAKEFLAGS", "MAKELEVEL")}
        self.process = subprocess.Popen([str(tree / ".ci/watch")], cwd=tree, env=given, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.put(line.strip())

    def begins(self, sources: str, act=lambda: None) -> str:
        """Acts, waits until a run of these sources has begun, and gives where its data lie. entr passes over what changes in the first
        moments of a run, so the same is done again, later each time, until it is seen."""
        said, patience, deadline = [], 0.25, time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            act()
            patience *= 2
            try:
                while True:
                    said.append(self.lines.get(timeout=patience))
                    if said[-1].startswith(f"begun {sources} in "):
                        return said[-1].rpartition(" in ")[2]
            except queue.Empty:
                continue
        raise AssertionError(f"no run of {sources!r} began; said: {said}, ended with {self.process.poll()}")

    def end(self) -> int:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        return self.process.wait(timeout=LIMIT)


def test_a_change_a_new_file_and_a_removed_one_begin_it_anew_and_none_ends_it(tree):
    source, more, page = tree / f"{SOURCES}/A.swift", tree / f"{SOURCES}/B.swift", tree / f"{PAGES}/a.js"

    def come():
        more.unlink(missing_ok=True)
        more.write_text("new\n")

    def go():
        more.write_text("gone\n")
        more.unlink()

    def replace():
        """As an editor does that writes beside the file and puts it in its place."""
        beside = source.with_name(".new")
        beside.write_text("three\n")
        beside.rename(source)

    def rename():
        page.write_text("last\n")
        page.rename(page.with_name("b.js"))

    watch = Watch(tree)
    try:
        data = watch.begins("one page")
        for sources, act in [
                ("two page", lambda: source.write_text("two\n")), ("two another", lambda: page.write_text("another\n")),
                ("two new another", come), ("two another", go), ("three another", replace), ("three last", rename)]:
            # The data outlive each.
            assert watch.begins(sources, act) == data
        assert watch.process.poll() is None and Path(data).parent.is_dir()
    finally:
        status = watch.end()
    assert status != 0 and not Path(data).parent.exists()


def test_a_run_that_is_told_twice_to_end_ends_in_good_order():
    """make passes a signal on that the whole group got: the second one comes while the first is dealt with."""
    given = {name: value for name, value in os.environ.items() if name not in ("DATA", "LISTEN")} | {"PORT": "0", "TRIALOGUE": TRIALOGUE}
    run = subprocess.Popen([str(ROOT / ".ci/demo")], env=given, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                           text=True, start_new_session=True)
    ending = threading.Timer(LIMIT, run.kill)
    ending.start()
    try:
        said = []
        for line in run.stdout:
            said.append(line)
            if line.startswith("data: "):
                # Of two kinds, so that neither is taken for the other's repetition.
                for each in (signal.SIGTERM, signal.SIGHUP):
                    os.kill(run.pid, each)
        status = run.wait(timeout=LIMIT)
    finally:
        ending.cancel()
    text = "".join(said)
    assert status == 0 and "stopping" in text and "Traceback" not in text, text
