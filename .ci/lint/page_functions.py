"""How long a function of the pages and of their tests is, with all that stands in it: what does one thing fits on a screen."""

import subprocess
from pathlib import Path

from findings import files

LONGEST = 60


def check(root: Path) -> list[str]:
    modules = [str(path) for path in files(root, "web-static/js/**/*.js", "Tests/Browser/**/*.js")]
    measure = Path(__file__).with_name("function_lengths.cjs")
    done = subprocess.run(["node", str(measure), str(LONGEST), *modules], capture_output=True, text=True)
    if done.returncode:
        return [f"{measure.name}: {(done.stderr.strip() or 'failed').splitlines()[-1]}"]
    return [line.replace(f"{root}/", "") for line in done.stdout.splitlines()]
