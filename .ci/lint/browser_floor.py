"""The browser floor: what the oldest supported browsers don't have, looked for in what each page really loads.

Parties' pages: Chromium 87, Safari 14.1, Firefox 91. The bureau's: Chromium 109, Firefox 115, Safari 16. A use behind a test
for the feature says so with a comment that begins `floor:` on its line or the line above.
"""

import posixpath
import re
from pathlib import Path

from findings import files, finding, line_of, without_comments, without_strings

# Pages that people invited by a link see; every other page is the bureau's.
PARTY_PAGES = {"j.html"}

BOTH_SCRIPT = [
    (r"\(\?<[=!]", "lookbehind (Safari 16.4)"),
    (r"\.(?:toSorted|toReversed|toSpliced)\(", "copying array methods (Chromium 110)"),
    (r"\bPromise\.withResolvers\b|\bObject\.groupBy\b|\bMap\.groupBy\b|\bArray\.fromAsync\b", "newer than 2023"),
    (r"\bAbortSignal\.any\b|\bURL\.canParse\b|\bURL\.parse\b", "newer than 2023"),
    (r"\bimport\s[^;]*\b(?:assert|with)\s*\{", "JSON modules"),
    (r"\battachInternals\b|\badoptedStyleSheets\b", "Safari 16.4"),
    (r"\brequestIdleCallback\b", "absent in Safari"),
    (r"\bcheckVisibility\(|\bshowPopover\(|\bpopover\b\s*=", "newer than 2023"),
    (r"\bSegmenter\b", "Firefox 125"),
    (r"\bscheduler\.(?:yield|postTask)\b", "absent in Safari"),
]
PARTY_SCRIPT = BOTH_SCRIPT + [
    (r"\.at\(", "Array.at (Chromium 92)"),
    (r"\bObject\.hasOwn\b", "Object.hasOwn (Chromium 93)"),
    (r"\bstructuredClone\b", "structuredClone (Chromium 98)"),
    (r"\brandomUUID\b", "crypto.randomUUID (Chromium 92)"),
    (r"\.findLast(?:Index)?\(", "findLast (Chromium 97)"),
    (r"\bAbortSignal\.timeout\b", "AbortSignal.timeout (Chromium 103)"),
    (r"\bshowModal\(", "dialog (Safari 15.4)"),
    (r"\bBroadcastChannel\b|\bnavigator\.locks\b", "Safari 15.4"),
    (r"\.inert\b", "inert (Chromium 102)"),
    (r"^\s*(?:static\s+|async\s+|get\s+|set\s+|\*\s*)*#\w+\s*\([^)]*\)\s*\{", "private methods (Safari 15)"),
    (r"#\w+\s+in\s", "#x in y (Chromium 91)"),
    (r"\bstatic\s*\{", "class static blocks (Chromium 94)"),
    (r"^(?:(?:export\s+)?(?:const|let|var)\s[^=\n]*=\s*)?await\b|^for\s+await\b", "top-level await (Chromium 89)"),
]
BOTH_STYLE = [
    (r":has\(", ":has (Firefox 121)"),
    (r"^\s*&", "nesting (Chromium 112)"),
    (r"\bcolor-mix\(|\boklch\(|\boklab\(", "new colour functions (Chromium 111)"),
    (r"@media[^{]*[<>]=?", "ranges in media queries (Safari 16.4)"),
    (r"@(?:scope|property|starting-style|view-transition)\b", "newer than 2023"),
    (r":popover-open|:dir\(", "newer than 2023"),
]
PARTY_STYLE = BOTH_STYLE + [
    (r"@layer\b", "@layer (Chromium 99)"),
    (r"@container\b", "@container (Chromium 105)"),
    (r"(?<![\w-]):(?:is|where)\(", ":is and :where (Chromium 88)"),
    (r":not\([^()]*,", ":not with a list (Chromium 88)"),
    (r"(?<![\w-])(?:translate|rotate|scale)\s*:", "single transforms (Chromium 104)"),
    (r"overflow(?:-[xy])?\s*:\s*clip", "overflow: clip (Safari 16)"),
    (r"(?<![\w-])aspect-ratio\s*:", "aspect-ratio (Chromium 88, Safari 15)"),
    (r"\bsubgrid\b", "subgrid (Chromium 117)"),
]
# One selector that a browser doesn't know drops the whole list.
FOCUS_VISIBLE_IN_LIST = re.compile(r"[^{};]*:focus-visible[^{};]*\{")
NEW_UNIT = re.compile(r"([\w-]+)\s*:\s*[^;{}]*\b\d*\.?\d+[dsl]v[hw]\b")


def resolve(base: Path, source: Path, reference: str) -> Path | None:
    reference = reference.split("?")[0].split("#")[0]
    if reference.startswith("/"):
        return base / reference.lstrip("/")
    if reference.startswith("."):
        return Path(posixpath.normpath((source.parent / reference).as_posix()))
    return base / reference if source.suffix == ".html" else None


REFERENCES = {
    ".html": r"<script\b[^>]*\bsrc=\"([^\"]+)\"|<link\b[^>]*\bhref=\"([^\"]+\.css)\"",
    # A script may bring a style sheet later, which it names by its full address.
    ".js": r"(?:\bfrom|\bimport)\s*\(?\s*['\"]([^'\"]+\.js)['\"]|['\"](/css/[^'\"]+\.css)['\"]",
    ".css": r"@import\s+(?:url\()?['\"]([^'\"]+\.css)['\"]",
}


def loaded_by(base: Path, page: Path) -> set[Path]:
    """Every script and style sheet that a page loads, however far."""
    seen: set[Path] = set()
    waiting = [page]
    while waiting:
        path = waiting.pop()
        if path in seen or not path.exists() or path.suffix not in REFERENCES:
            continue
        seen.add(path)
        text = path.read_text()
        if path.suffix == ".js":
            text = without_comments(text)
        for match in re.finditer(REFERENCES[path.suffix], text):
            reference = next(group for group in match.groups() if group)
            target = resolve(base, path, reference)
            if target is not None:
                waiting.append(target)
    return seen - {page}


def look(root: Path, path: Path, rules: list[tuple[str, str]], who: str) -> list[str]:
    text = path.read_text()
    lines = text.splitlines()
    code = without_strings(text) if path.suffix == ".js" else without_comments(text, line_comments=False)

    def excused(line: int) -> bool:
        return any("floor:" in lines[index] for index in (line - 2, line - 1) if 0 <= index < len(lines))

    found = []
    for pattern, what in rules:
        # `import … with {}` and regular expressions stand in code; strings are blanked so that words don't count.
        for match in re.finditer(pattern, code, re.M):
            line = line_of(code, match.start() + len(match.group(0)) - len(match.group(0).lstrip()))
            if not excused(line):
                found.append(finding(root, path, line, f"below the floor of {who}: {what}"))
    return found


def sheet(root: Path, path: Path, who: str, party: bool) -> list[str]:
    code = without_comments(path.read_text(), line_comments=False)
    found = []
    if party:
        for match in FOCUS_VISIBLE_IN_LIST.finditer(code):
            if "," in match.group(0):
                found.append(finding(root, path, line_of(code, match.end()),
                                     f"below the floor of {who}: :focus-visible in a list (Safari 15.4)"))
    for block in re.finditer(r"\{([^{}]*)\}", code):
        declared = set()
        for declaration in block.group(1).split(";"):
            match = NEW_UNIT.search(declaration)
            name = declaration.split(":")[0].strip()
            if match and party and name not in declared and not name.startswith("--"):
                at = line_of(code, block.start(1) + block.group(1).find(declaration.strip()))
                found.append(finding(root, path, at, f"below the floor of {who}: {name} in dvh without one in vh before it"))
            declared.add(name)
    return found


def check(root: Path) -> list[str]:
    base = root / "web-static"
    party: set[Path] = set()
    bureau: set[Path] = set()
    for page in files(root, "web-static/**/*.html"):
        (party if page.name in PARTY_PAGES else bureau).update(loaded_by(base, page))
    found = []
    missing = [name for name in PARTY_PAGES if not (base / name).exists()]
    found += [f"web-static/{name}:1: the parties' page is missing" for name in missing]
    for path in sorted(party | bureau):
        who = "the parties' pages" if path in party else "the bureau's pages"
        if path.suffix == ".js":
            found += look(root, path, PARTY_SCRIPT if path in party else BOTH_SCRIPT, who)
        else:
            found += look(root, path, PARTY_STYLE if path in party else BOTH_STYLE, who)
            found += sheet(root, path, who, path in party)
    unused = set(files(root, "web-static/js/**/*.js", "web-static/css/**/*.css")) - party - bureau
    found += [finding(root, path, 1, "no page loads this") for path in sorted(unused)]
    return found
