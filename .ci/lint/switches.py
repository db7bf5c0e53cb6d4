"""No `default:` where an enum of ours is switched: a new case would fall into it, and no compiler would say so.

A switch is one over an enum when a pattern begins with a dot. Exceptions are named here, with the reason; one that excuses nothing any
more is a finding too.
"""

import re
from pathlib import Path

from findings import files, finding, line_of, without_strings

# A file, and why a `default` stands there.
EXCEPTIONS = {
    "Sources/StorageSQLite/SQLiteErrors.swift": "result codes of SQLite: constants of others, and more with each of its versions",
}
SWITCH = re.compile(r"\bswitch\b[^{\n]*\{")
ENUM = re.compile(r"^\s*case\s+(?:let\s+|var\s+)?\(?\s*(?:let\s+|var\s+)?\.[a-zA-Z`]", re.M)
DEFAULT = re.compile(r"^\s*default\s*:", re.M)


def own(text: str, start: int) -> str:
    """What stands in a block itself; what stands in blocks within it is blanked."""
    depth, said = 1, []
    for letter in text[start:]:
        depth -= letter == "}"
        if not depth:
            break
        said.append(letter if depth == 1 or letter == "\n" else " ")
        depth += letter == "{"
    return "".join(said)


def defaults(path: Path) -> list[int]:
    """The lines of a file where a default stands over an enum."""
    text = without_strings(path.read_text())
    blocks = [(match.end(), own(text, match.end())) for match in SWITCH.finditer(text)]
    return [line_of(text, start + otherwise.end() - 1) for start, block in blocks
            for otherwise in [DEFAULT.search(block)] if otherwise and ENUM.search(block)]


def check(root: Path) -> list[str]:
    found = []
    for path in files(root, "Sources/**/*.swift"):
        lines = defaults(path)
        if str(path.relative_to(root)) not in EXCEPTIONS:
            found += [finding(root, path, line, "a default over an enum: name the cases") for line in lines]
        elif not lines:
            found.append(f"{path.relative_to(root)}: no default any more: take the file out of .ci/lint/switches.py")
    return found
