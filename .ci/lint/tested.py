"""Lists of the tests that are written by hand, compared with what they are to hold: every page is opened by the walk through the other
browsers and by the test of long words; every verb of the store is called on rows that are damaged."""

import re
from pathlib import Path

from findings import files, without_comments

WALK, LONG = "Tests/Browser/walk.py", "Tests/Browser/test_long_words.py"
DAMAGED = "Tests/StorageTests/DamagedStore.swift"
# The sign-in is `/`; the page for an address that isn't there has no name.
UNNAMED = {"index", "404"}
# Protocols of the store whose rows the test damages. Blobs are files, the journal's walk and the projections are tested by `verify`.
PROTOCOLS = ("AccountStore", "BureauStore", "CaseStore", "RequestStore", "SessionStore", "SignInStore")
# Verbs that the test doesn't call yet. Who adds a call takes the verb out.
OWED = {"bureau", "bureaus", "signIns", "wasChangedElsewhere"}


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
        names = set(re.findall(r"\bfunc (\w+)\(", body[1] if body else "")) - OWED
        found += [f"{DAMAGED}: nobody calls {name} of {protocol} on damaged rows" for name in sorted(names)
                  if not re.search(rf"\.{name}\(", used)]
        if not body:
            found.append(f"Sources/Storage/{protocol}.swift: no protocol")
    return found


def check(root: Path) -> list[str]:
    return pages(root) + verbs(root)
