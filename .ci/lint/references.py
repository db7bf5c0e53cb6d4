"""References that can be followed: a rule or a statute that a comment names stands in docs/rules.md, and a file, a section or a
heading that a comment or a document names is there. So is a name that a document says of a file: in back-ticks behind it, or behind
"the same file", or before it in brackets; and the identifier before its file in docs/glossary.md.

Read are the comments of Sources, Tests, web-static and .ci, and the documents. Names of tests are read for rules too.
"""

import re
from pathlib import Path

from findings import files, finding, line_of, tracked, without_comments

LAW = "docs/rules.md"
# The sources that docs/rules.md abbreviates. AV is left out of comments: it is a codec's name there too.
STATUTE = re.compile(r"\b(?:XF|SD|ZA|CX|TJ|RT|MS|ZT|ZS|ES|PI|CS|ZF|EV|LS|ED|BF)\d{1,3}\b")
RULES = re.compile(r"\b[Rr]ules? (\d+(?:(?:, | and | to | or )\d+)*)")
ROOM = r"(?:docs|Sources|Tests|web-static|\.ci|certs)"
PATH = re.compile(r"(?<![\w./-])" + ROOM + r"/[\w./*-]*[\w*]")
BARE = re.compile(r"(?<![\w./-])[A-Za-z][\w-]*\.(?:md|swift|py)\b")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
GAP = r"[\s/*#]*"
NUMBERED = re.compile(r"(docs/[\w/-]+\.md),?" + GAP + r"(?:section\s+)?(\d+(?:\.\d+[a-z]?)?)(?![\w.]*-)")
NUMBER_OF = re.compile(r"sections?\s+(\d+(?:\.\d+[a-z]?)?)(?:\s+and\s+\d+)?\s+of" + GAP + r"(docs/[\w/-]+\.md)")
TITLED = re.compile(r"(docs/[\w/-]+\.md)," + GAP + r"\"([^\"\n]+)\"")
HEADING = re.compile(r"^#+ (?:(\d+(?:\.\d+[a-z]?)?)\.? )?(.+)$", re.M)
FILE = r"(?:" + ROOM + r"/[\w./-]*|(?<![\w./-])[A-Za-z][\w-]*)\.(?:swift|js|ts|py)\b"
WORDS = r"`[^`\n]+`(?:(?:, |,? and |, or )`[^`\n]+`)*"
SAYS = re.compile(rf"(?P<file>{FILE}|(?:[Tt]he same file)),? (?P<words>{WORDS})")
SAID_OF = re.compile(rf"(?P<words>`[^`\n]+`) \((?P<file>{FILE})")
TERM = re.compile(rf"\| (?P<words>`[^`\n]+`) \| (?P<file>{FILE})")
GLOSSARY = "docs/glossary.md"
# A word that stands for a name, as in web-static/NAME.html.
PLACE = re.compile(r"\b(?:NAME|AREA)\b")
# Made by a run of the tests and by certs/make-certificates: no file of the tree.
MADE = ("Tests/Browser/out", "certs/private")


def comments(path: Path, text: str) -> str:
    """The text with all but comments blanked; whole where a document or a script is read whole."""
    if path.suffix in (".md", ".py", ""):
        return text
    bare = without_comments(text, line_comments=path.suffix != ".css")
    return "".join(a if a == "\n" or a != b else " " for a, b in zip(text, bare))


def numbers(said: str) -> list[int]:
    """The rules that words like `5 and 9` or `21 to 24` name."""
    found: list[int] = []
    for word, number in re.findall(r"(to )?(\d+)", said):
        found += range(found[-1] + 1, int(number) + 1) if word and found else [int(number)]
    return found


def headings(text: str) -> tuple[set[str], set[str]]:
    """The numbers and the titles of a document's headings."""
    pairs = HEADING.findall(text)
    return {number for number, _ in pairs if number}, {title.strip() for _, title in pairs}


def of_law(root: Path, path: Path, said: str, named: str, law: str) -> list[str]:
    found = []
    rules = {int(number) for number in re.findall(r"^\| (\d+) \|", law, re.M)}
    statutes = set(STATUTE.findall(law))
    for match in RULES.finditer(named):
        found += [finding(root, path, line_of(named, match.start()), f"rule {number} is not in {LAW}")
                  for number in numbers(match.group(1)) if number not in rules]
    for match in STATUTE.finditer(said):
        if match.group(0) not in statutes:
            found.append(finding(root, path, line_of(said, match.start()), f"{match.group(0)} is not in {LAW}"))
    return found


def of_files(root: Path, path: Path, said: str, known: list[str]) -> list[str]:
    found = []
    names = {name.rsplit("/", 1)[-1] for name in known}
    for match in PATH.finditer(said):
        name = match.group(0)
        if PLACE.search(name):
            continue
        there = any(root.glob(name)) if "*" in name else (root / name).exists()
        if not there and not name.startswith(MADE):
            found.append(finding(root, path, line_of(said, match.start()), f"there is no {name}"))
    for match in BARE.finditer(said):
        if match.group(0) not in names:
            found.append(finding(root, path, line_of(said, match.start()), f"there is no {match.group(0)}"))
    if path.suffix == ".md":
        for match in LINK.finditer(said):
            if not (path.parent / match.group(1)).exists():
                found.append(finding(root, path, line_of(said, match.start()), f"a link to nothing: {match.group(1)}"))
    return found


def of_names(root: Path, path: Path, said: str, known: list[str]) -> list[str]:
    """Names and sentences that a document says of a file stand in it."""
    found, places = [], {}
    for name in known:
        places.setdefault(name.rsplit("/", 1)[-1], []).append(name)
    terms = TERM.finditer(said) if path == root / GLOSSARY else []
    for match in [*SAYS.finditer(said), *SAID_OF.finditer(said), *terms]:
        name = match["file"]
        if name.lower() == "the same file":
            before = re.findall(FILE, said[:match.start()])
            name = before[-1] if before else ""
        where = [name] if (root / name).is_file() else places.get(name.rsplit("/", 1)[-1], [])
        text = "".join((root / each).read_text() for each in where)
        for word in re.findall(r"`([^`]+)`", match["words"]):
            # Of `Room.Link` the last, of `taking(_:)` the name; a sentence as it stands.
            last = word if " " in word else re.sub(r"[(\[].*", "", word).rsplit(".", 1)[-1]
            if text and not PLACE.search(word) and not re.search(rf"(?<!\w){re.escape(last)}(?!\w)", text):
                found.append(finding(root, path, line_of(said, match.start()), f"no {word} in {name}"))
    return found


def of_sections(root: Path, path: Path, said: str) -> list[str]:
    found = []
    asked = [(match.group(1), 0, match.group(2), match.start()) for match in NUMBERED.finditer(said)]
    asked += [(match.group(2), 0, match.group(1), match.start()) for match in NUMBER_OF.finditer(said)]
    asked += [(match.group(1), 1, match.group(2), match.start()) for match in TITLED.finditer(said)]
    for document, kind, name, at in asked:
        if (root / document).is_file() and name not in headings((root / document).read_text())[kind]:
            found.append(finding(root, path, line_of(said, at), f"{document} has no section {name}"))
    return found


def of_translation(root: Path) -> list[str]:
    """README.zh-CN.md says the same as README.md: the same links and pictures in the same order, as many headings, rows and points, the same
    commands."""
    ours, theirs = ((root / name).read_text() if (root / name).is_file() else "" for name in ("README.md", "README.zh-CN.md"))
    if not ours and not theirs:
        return []
    found = []
    for what, pattern in (("links", r"\]\(([^)]+)\)"), ("headings", r"^(#+) "), ("points", r"^(-) "), ("rows", r"^(\|)"),
                          ("commands", r"^(make \w+)"), ("variables", r"\b([A-Z]+)=")):
        first, second = (re.findall(pattern, text, re.M) for text in (ours, theirs))
        if [each for each in first if not each.startswith("README")] != [each for each in second if not each.startswith("README")]:
            apart = sorted(set(first) ^ set(second) - {"README.md", "README.zh-CN.md"})
            found.append(f"README.zh-CN.md: other {what} than README.md: {len(first)} there, {len(second)} here {apart or ''}".rstrip())
    return found


def check(root: Path) -> list[str]:
    law = (root / LAW).read_text() if (root / LAW).is_file() else ""
    code = files(root, "Sources/**/*.swift", "Sources/**/*.[ch]", "Tests/**/*.swift", "Tests/**/*.js", "Tests/**/*.py",
                 "web-static/**/*.js", "web-static/**/*.ts", "web-static/**/*.css", "Package.swift")
    # The checks' own self-test names what is not there.
    scripts = [path for path in files(root, ".ci/*", ".ci/lint/*") if path.suffix in (".py", "") and path.name != "selftest.py"]
    documents = files(root, "*.md", "docs/**/*.md", "certs/*.md")
    known = tracked(root) or [str(path.relative_to(root)) for path in code + scripts + documents]
    found = []
    for path in code + scripts + documents:
        text = path.read_text()
        said = comments(path, text)
        if path in code and path.suffix != ".py":
            found += of_law(root, path, said, text if path.suffix == ".swift" else said, law)
        found += of_files(root, path, said, known)
        found += of_sections(root, path, said)
        if path in documents:
            found += of_names(root, path, said, known)
    return found + of_translation(root)
