"""The command line and the documents: every option that a document shows is one of the program's, docs/operations.md tells of every
option, its table of statuses is the program's, and each variable of the environment is told of where people look for it.
"""

import re
from pathlib import Path

from findings import files, finding, line_of, without_comments
from swift_source import SwiftSource

OPERATIONS = "docs/operations.md"
# Options of other programs that the documents show.
OF_OTHERS = {"--rate", "--system", "--group", "--build-tests", "--skip-build", "--filter", "--help", "--version"}
# How ArgumentParser ends a command that is wrong, and what it calls success and failure.
OF_THE_PARSER = {64}
# What begins like a command and is the name of a format (docs/record.md), a variable of the system's own.
FORMATS, SYSTEM = {"journal"}, {"PATH"}


def kebab(name: str) -> str:
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", name)
    return "--" + re.sub(r"([A-Z])([A-Z][a-z])", r"\1-\2", name).lower()


def options(root: Path) -> dict[str, str]:
    """Every option and flag of the program, with its file."""
    found = {}
    for path in files(root, "Sources/trialogue/**/*.swift"):
        code = without_comments(path.read_text())
        for match in re.finditer(r"@(?:Option|Flag)\b", code):
            end, depth = match.end(), 0
            while end < len(code) and (depth or code[end] == "("):
                # A bracket in a help text has its other half there too.
                depth += {"(": 1, ")": -1}.get(code[end], 0)
                end += 1
            name = re.match(r"\s*(?:private )?var (\w+)", code[end:])
            custom = re.search(r"\.customLong\(\"([\w-]+)\"\)", code[match.end():end])
            if name:
                found["--" + custom[1] if custom else kebab(name[1])] = str(path.relative_to(root))
    return found


def commands(root: Path, source: SwiftSource) -> set[str]:
    """The words that may follow `trialogue`."""
    found = set()
    listed = re.search(r"subcommands: \[(.*?)\]", source.text("Trialogue"), re.S)
    for name in re.findall(r"(\w+)\.self", listed[1] if listed else ""):
        said = re.search(r"commandName: \"([\w-]+)\"", source.text(name))
        found.add(said[1] if said else kebab(name)[2:])
    return found


def shown(root: Path, source: SwiftSource) -> list[str]:
    known, words = options(root), commands(root, source)
    if not known or not words:
        return ["Sources/trialogue: no options or no commands"]
    found = []
    told = set()
    for path in files(root, "docs/*.md", "*.md"):
        text = path.read_text()
        for match in re.finditer(r"(?<![\w-])--[a-z][a-z-]+", text):
            name = match.group(0)
            told |= {name} if str(path.relative_to(root)) == OPERATIONS else set()
            # What the bench and other programs take is theirs to say.
            line = text[text.rfind("\n", 0, match.start()) + 1:text.find("\n", match.end())]
            if name not in known and name not in OF_OTHERS and "trialogue-bench" not in line:
                found.append(finding(root, path, line_of(text, match.start()), f"{name} is no option of the program"))
        for match in re.finditer(r"`trialogue ([a-z-]+)|^trialogue ([a-z-]+)", text, re.M):
            name = match[1] or match[2]
            if name not in words | FORMATS:
                found.append(finding(root, path, line_of(text, match.start()), f"trialogue {name} is no command"))
    found += [f"{OPERATIONS}: nothing of {each}, an option in {known[each]}" for each in sorted(set(known) - told)]
    text = (root / OPERATIONS).read_text()
    found += [f"{OPERATIONS}: nothing of `trialogue {each}`" for each in sorted(words) if not re.search(rf"trialogue {each}\b", text)]
    return found


def statuses(root: Path, source: SwiftSource) -> list[str]:
    """The table of statuses: those of the program, each with the errors of the store that end in it."""
    used = {int(each) for path in files(root, "Sources/trialogue/**/*.swift")
            for each in re.findall(r"ExitCode\((\d+)\)", without_comments(path.read_text()))} | OF_THE_PARSER
    names = dict(source.pairs("StorageError.Code"))
    owed: dict[int, set[str]] = {each: set() for each in used}
    for cases, status in re.findall(r"case ((?:\.\w+(?:,\s*)?)+): ExitCode\((\d+)\)", source.text("ExitStatus")):
        owed[int(status)] |= {names.get(each, each) for each in re.findall(r"\.(\w+)", cases)}
    table = re.search(r"\n## How commands end\n(.*?)\n## ", (root / OPERATIONS).read_text(), re.S)
    told = {int(row[0]): set(re.findall(r"`(\w+)`", row[1]))
            for row in re.findall(r"^\| (\d+) \| [^|]* \|([^|]*)\|$", table[1] if table else "", re.M)}
    found = [f"{OPERATIONS}: no status {each}, which the program ends with" for each in sorted(set(owed) - set(told))]
    found += [f"{OPERATIONS}: status {each}, which no command ends with" for each in sorted(set(told) - set(owed))]
    found += [f"{OPERATIONS}: status {each} is that of {sorted(owed[each])}, and {sorted(told[each])} stand there"
              for each in sorted(set(owed) & set(told)) if owed[each] != told[each]]
    return found


def environment(root: Path) -> list[str]:
    """The program reads no variable; those of make and of tests are told of."""
    found = []
    for path in files(root, "Sources/**/*.swift"):
        code = without_comments(path.read_text())
        found += [finding(root, path, line_of(code, match.start()), "the program reads no environment")
                  for match in re.finditer(r"\bgetenv\(|\.environment\b", code)]
    told = "".join(each.read_text() for each in files(root, "docs/*.md", "*.md"))
    make = (root / "Makefile").read_text() if (root / "Makefile").is_file() else ""
    told += "\n".join(line for line in make.splitlines() if line.startswith("#"))
    for name in re.findall(r"^(\w+) \?=", make, re.M):
        if not re.search(rf"\b{name}\b", told):
            found.append(f"Makefile: nothing is said of {name}")
    for path in files(root, "Tests/**/*.swift", "Tests/**/*.py"):
        for name in re.findall(r"environ(?:ment)?(?:\.get\(|\[)[\"']([A-Z_]+)[\"']", path.read_text()):
            if name not in SYSTEM and not re.search(rf"\b{name}\b", told):
                found.append(finding(root, path, 1, f"nothing is said of {name}"))
    return found


def check(root: Path) -> list[str]:
    source = SwiftSource(root, "Sources/trialogue/**/*.swift", "Sources/Storage/*.swift")
    return shown(root, source) + statuses(root, source) + environment(root)
