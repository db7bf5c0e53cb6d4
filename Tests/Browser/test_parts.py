"""What runs the parts of `make test` ends one that hangs, with all that it started, and says so."""

import os
import subprocess
import sys
from pathlib import Path

import parts

ROOT = Path(__file__).resolve().parent.parent.parent
# Prints the number of its group, and waits in a child that doesn't listen to SIGTERM.
HANGING = "echo $$; trap '' TERM; sleep 3600"


def test_a_part_that_ends_says_what_it_said():
    shown = []
    status, said, is_late = parts.run(["sh", "-c", "echo one; echo two >&2; exit 3"], shown.append, ROOT, dict(os.environ))
    assert (status, is_late) == (3, False)
    assert said == "one\ntwo\n" == "".join(shown)


def test_a_part_that_hangs_is_ended_with_its_whole_group(monkeypatch):
    monkeypatch.setattr(parts, "GRACE", 1.0)
    status, said, is_late = parts.run(["sh", "-c", HANGING], lambda line: None, ROOT, dict(os.environ), limit=1.0)
    assert is_late and status < 0
    group = int(said.split()[0])
    alive = subprocess.run(["ps", "-o", "pid=,stat=", "-g", str(group)], capture_output=True, text=True, timeout=60).stdout
    assert [line for line in alive.splitlines() if " Z" not in line] == []


def test_what_a_part_leaves_running_is_ended_too(monkeypatch):
    monkeypatch.setattr(parts, "GRACE", 1.0)
    status, _, is_late = parts.run(["sh", "-c", "sleep 3600 & exit 0"], lambda line: None, ROOT, dict(os.environ), limit=1.0)
    assert (status, is_late) == (0, True)


def test_a_file_of_page_tests_that_hangs_is_ended_and_named(tmp_path):
    # The limit of a file, shortened in a copy of what runs them.
    runner = tmp_path / "run.mjs"
    text = (ROOT / "Tests/Browser/unit/support/run.js").read_text()
    assert "FILE_TIMEOUT = 120_000" in text
    runner.write_text(text.replace("FILE_TIMEOUT = 120_000", "FILE_TIMEOUT = 3_000"))
    hanging = tmp_path / "hanging.test.mjs"
    hanging.write_text("import { test } from 'node:test';\ntest('waits', () => new Promise(() => setInterval(() => {}, 1e6)));\n")
    passing = tmp_path / "passing.test.mjs"
    passing.write_text("import { test } from 'node:test';\ntest('passes', () => {});\n")
    status, said, is_late = parts.run(["node", str(runner), str(hanging), str(passing)], lambda line: None, tmp_path, dict(os.environ))
    assert (status, is_late) == (1, False)
    assert "hanging.test.mjs" in said and "# cancelled 1" in said and "# pass 1" in said


def test_make_test_counts_a_part_that_hangs_and_names_it(tmp_path):
    # The real program, with one part that hangs and a limit of a second.
    script = (ROOT / ".ci/test").read_text().replace("ROOT = Path(__file__).resolve().parent.parent", f"ROOT = Path({str(ROOT)!r})")
    script = script.replace('["swift", "build", "--build-tests"]', '["sh", "-c", "echo begun; sleep 3600"]')
    script = script.replace("import parts  # noqa: E402", f"sys.path.insert(0, {str(ROOT / '.ci')!r})\nimport parts\nparts.LIMIT = 1.0")
    copy = tmp_path / "test"
    copy.write_text(script)
    ran = subprocess.run([sys.executable, str(copy), "build"], capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert ran.returncode == 1
    assert "build: had not ended after 1 s, and was ended" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "0 passed, 1 failed"
