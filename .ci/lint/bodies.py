"""Bodies and messages that come in: every command of a room is made by some message, and the members that a body or a message may have are
those that are read of it. One that is read and not named would be refused as unknown; one that is named and not read would be taken and
passed over in silence.
"""

import re
from pathlib import Path

from findings import files, finding, line_of, without_comments

MESSAGES = "Sources/Wire/Room/ClientMessage.swift"
# `body.text("title", .line)`: what is read by its name. What is told of a field is a word by itself.
READ = re.compile(r"\b(?:value|optional|text|word|identifiers?|integer|instant|objects?|optionalText|optionalWord|optionalInteger|staffNumber)"
                  r"\(\s*\"(\w+)\"")
# Verbs that every body has, with the member that they read.
SHARED = {"reason": "reason", "commandID": "id"}
NAMED = re.compile(r"\b(?:m|\w*M)embers(?:: Set<String> =|:) \[(.*?)\]|\.union\(\[(.*?)\]\)", re.S)
# One message: its members, and how it is made of them; up to the next one.
ENTRY = re.compile(r"^        \"(\w+)\": (?:\.command|MessageShape)(?:\((.*?)\))? \{(.*?)(?=^        \"\w+\": |^    \]$)", re.M | re.S)


def words(text: str) -> set[str]:
    return set(re.findall(r"\"(\w+)\"", text or ""))


def read_in(code: str) -> set[str]:
    # The body of such a verb is no reading of its file's.
    found = set(READ.findall(re.sub(r"func (?:" + "|".join(SHARED) + r")\(\).*", "", code)))
    return found | {member for verb, member in SHARED.items() if re.search(rf"\.{verb}\(\)", code)}


def verbs(code: str) -> dict[str, set[str]]:
    """What functions of a body that stand in the same file read, by their names."""
    return {match[1]: read_in(match[2]) for match in re.finditer(r"^    fileprivate func (\w+)\(\)[^\n{]*\{\n(.*?)^    \}$", code, re.M | re.S)}


def differing(root: Path, path: Path, line: int, what: str, named: set[str], read: set[str]) -> list[str]:
    return ([finding(root, path, line, f"{what}: {each} is read, and would be refused as unknown") for each in sorted(read - named)]
            + [finding(root, path, line, f"{what}: {each} is taken, and nothing reads it") for each in sorted(named - read)])


def bodies(root: Path) -> list[str]:
    found = []
    for path in files(root, "Sources/Wire/**/*.swift"):
        code = without_comments(path.read_text())
        if path == root / MESSAGES or not NAMED.search(code):
            continue
        named = {word for match in NAMED.finditer(code) for word in words(match[1] or match[2])}
        found += differing(root, path, 1, "a body", named, read_in(code))
    return found


def messages(root: Path) -> list[str]:
    path = root / MESSAGES
    code = without_comments(path.read_text()) if path.is_file() else ""
    shared, found = verbs(code), []
    for match in ENTRY.finditer(code):
        read = read_in(match[3])
        for verb, members in shared.items():
            read |= members if re.search(rf"\$0\.{verb}\(\)", match[3]) else set()
        found += differing(root, path, line_of(code, match.start()), match[1], words(match[2]), read)
    return found if ENTRY.search(code) else [f"{MESSAGES}: no messages"]


def commands(root: Path) -> list[str]:
    """Every case of a room's commands is made by some message."""
    path = root / MESSAGES
    made = without_comments(path.read_text()) if path.is_file() else ""
    found, parts = [], [each for each in files(root, "Sources/Mediation/Room/*/*.swift") if each.stem.endswith("Command")]
    for each in parts:
        code = without_comments(each.read_text())
        body = re.search(r"^    package enum Command\b.*?\{\n(.*?)^    \}$", code, re.M | re.S)
        part = each.stem.removesuffix("Command").lower()
        cases = re.findall(r"^        case `?(\w+)", body[1] if body else "", re.M)
        found += [f"{MESSAGES}: no message makes {part}.{case} of {each.relative_to(root)}" for case in cases
                  if not re.search(rf"\.{part}\(\s*\.{case}\b", made)]
        if not cases:
            found.append(finding(root, each, 1, "no commands"))
    return found if parts else ["Sources/Mediation/Room: no commands"]


def check(root: Path) -> list[str]:
    return bodies(root) + messages(root) + commands(root)
