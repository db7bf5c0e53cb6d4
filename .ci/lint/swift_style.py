"""What swift-format doesn't see: sizes, print, unsafe words outside their two rooms, words of unfinished work."""

import re
from pathlib import Path

from findings import files, finding, line_of, search, without_comments, without_strings

LONGEST = 400
UNSAFE = re.compile(r"@unchecked\s+Sendable|nonisolated\(unsafe\)|unsafeBitCast\(")
UNSAFE_ROOMS = ("Sources/Transport/", "Sources/Cryptography/")
UNFINISHED = r"\b(TODO|FIXME|XXX|HACK|not implemented|for now)\b"


def check(root: Path) -> list[str]:
    found = []
    for path in files(root, "Sources/**/*.swift", "Tests/**/*.swift", "Package.swift"):
        text = path.read_text()
        name = str(path.relative_to(root))
        count = text.count("\n")
        if count > LONGEST:
            found.append(finding(root, path, count, f"{count} lines; {LONGEST} is the most"))
        found += search(root, path, text, [(UNFINISHED, "a word of unfinished work")])
        bare = without_strings(text)
        if name.startswith("Sources/"):
            rules = [(r"\btry!", "try!"), (r"\bas!", "as!"), (r"\bfatalError\(", "fatalError: a peer's mistake is a value")]
            if not name.startswith("Sources/trialogue"):
                rules.append((r"(?<![.\w])(?:print|debugPrint|dump)\(", "print in the library"))
            found += search(root, path, bare, rules)
        lines = text.splitlines()
        for match in UNSAFE.finditer(without_comments(text)):
            at = line_of(text, match.start())
            # The reason stands on the line or within the comment block above the declaration.
            beside = lines[max(0, at - 6):at]
            if not name.startswith(UNSAFE_ROOMS) and not name.startswith("Tests/"):
                found.append(finding(root, path, at, f"{match.group(0)} outside Transport and Cryptography"))
            elif not any("//" in line for line in beside):
                found.append(finding(root, path, at, f"{match.group(0)} without its reason"))
    return found
