"""Lists of the tests that are written by hand, compared with what they are to hold: every page is opened by the walk through the other
browsers and by the test of long words; every verb of the store is called on rows that are damaged, and every table of it is damaged."""

import re
from pathlib import Path

from findings import files, without_comments

WALK, LONG = "Tests/Browser/walk.py", "Tests/Browser/test_long_words.py"
DAMAGED = "Tests/StorageTests/DamagedStore.swift"
# The sign-in is `/`; the page for an address that isn't there has no name.
UNNAMED = {"index", "404"}
# Protocols of the store whose rows the test damages. Blobs are files, the journal's walk and the projections are tested by `verify`.
PROTOCOLS = ("AccountStore", "BureauStore", "CaseStore", "RequestStore", "SessionStore", "SignInStore")
# The list of tables whose columns are damaged in turn.
TABLES, SCHEMA = "Tests/StorageTests/DamagedRowTests.swift", "Sources/StorageSQLite/*.swift"
# A hash for each 256 of the level below: a store of the test's size has none. `verify` computes each of them again.
EMPTY = {"tree_hash"}


def read(root: Path, name: str) -> str:
    return (root / name).read_text() if (root / name).is_file() else ""


def pages(root: Path) -> list[str]:
    found = []
    for path in files(root, "web-static/*.html"):
        if path.stem in UNNAMED:
            continue
        found += [f"{place}: nobody opens /{path.stem}" for place in (WALK, LONG) if not re.search(rf"[/\"]{path.stem}\b", read(root, place))]
    return found


def verbs(root: Path) -> list[str]:
    _, _, used = read(root, DAMAGED).partition("func useEverything")
    found = []
    for protocol in PROTOCOLS:
        text = without_comments(read(root, f"Sources/Storage/{protocol}.swift"))
        body = re.search(r"\bprotocol \w+[^{]*\{(.*?)\n\}", text, re.S)
        names = set(re.findall(r"\bfunc (\w+)\(", body[1] if body else ""))
        found += [f"{DAMAGED}: nobody calls {name} of {protocol} on damaged rows" for name in sorted(names)
                  if not re.search(rf"\.{name}\(", used)]
        if not body:
            found.append(f"Sources/Storage/{protocol}.swift: no protocol")
    return found


def tables(root: Path) -> list[str]:
    """Every table that a migration leaves is damaged, and no other."""
    made: set[str] = set()
    steps = "".join(without_comments(path.read_text()) for path in files(root, SCHEMA))
    for verb, name in re.findall(r"\b(CREATE TABLE|DROP TABLE|RENAME TO) (\w+)", steps):
        made = made - {name} if verb == "DROP TABLE" else made | {name}
    # What gets another's name is that table.
    made -= set(re.findall(r"\bALTER TABLE (\w+) RENAME TO", steps))
    said = re.search(r"arguments: \[(.*?)\]\)\s*func `A damaged row takes nothing else with it`", read(root, TABLES), re.S)
    named = set(re.findall(r"\"(\w+)\"", said[1] if said else ""))
    if not named or not made:
        return [f"{TABLES}: no list of tables"]
    found = [f"{TABLES}: nobody damages {each}" for each in sorted(made - named - EMPTY)]
    return found + [f"{TABLES}: there is no table {each}" for each in sorted(named - made)]


def check(root: Path) -> list[str]:
    return pages(root) + verbs(root) + tables(root)
