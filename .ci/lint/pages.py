"""What a strict Content-Security-Policy and the house rules keep out of web-static, the length of its modules and the width of what
people write there.

A page that preloads modules names exactly those that its own one imports, however far, not counting what is imported later by
`import()`: one missing costs a round trip more, one too many is fetched for nothing.
"""

import posixpath
import re
from pathlib import Path

from findings import CJK, files, finding, line_of, search, tracked, without_comments

LONGEST = 250
WIDEST = 120

OUTSIDE = (r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+(?:\.[a-z0-9-]+)+", "an outside address")
SCRIPT = [
    (r"\b(?:inner|outer)HTML\b", "innerHTML"),
    (r"\binsertAdjacentHTML\b|\bdocument\.write(?:ln)?\b|\bsetHTML\w*\(", "HTML from a string"),
    (r"\beval\(|\bnew Function\(", "code from a string"),
    (r"setAttribute\(\s*['\"](?:style|on\w+)['\"]", "an inline style or handler"),
    (r"javascript:", "a javascript: address"),
    (r"\b(?:TODO|FIXME|XXX|HACK|not implemented|for now)\b", "a word of unfinished work"),
    (r"\bconsole\.(?:log|debug|info)\(", "console.log"),
]
MARKUP = [
    (r"\sstyle\s*=", "an inline style"),
    (r"<style\b", "an inline style sheet"),
    (r"\son[a-z]+\s*=\s*[\"']", "an inline handler"),
    (r"<script\b(?![^>]*\bsrc=)", "an inline script"),
    (r"javascript:", "a javascript: address"),
]
IMPORT = re.compile(r"^(?:import|export)\b[^;'\"(]*?['\"]([^'\"]+\.js)['\"]", re.M)
PRELOAD = re.compile(r'<link\b[^>]*\brel="modulepreload"[^>]*\bhref="([^"]+)"')
MODULE = re.compile(r'<script\b[^>]*\btype="module"[^>]*\bsrc="([^"]+)"')


def imported(base: Path, start: str) -> set[str]:
    """The addresses of all modules that one imports statically, without itself."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        address = waiting.pop()
        path = base / address.lstrip("/")
        if address in seen or not path.exists():
            continue
        seen.add(address)
        for match in IMPORT.finditer(without_comments(path.read_text())):
            waiting.append(posixpath.normpath(posixpath.join(posixpath.dirname(address), match.group(1))))
    return seen - {start}


def preloads(root: Path, path: Path, text: str) -> list[str]:
    named = PRELOAD.findall(text)
    if not named:
        return []
    needed = set().union(*(imported(root / "web-static", start) for start in MODULE.findall(text)))
    found = [f"{each} is imported and not preloaded" for each in sorted(needed - set(named))]
    found += [f"{each} is preloaded and not imported" for each in sorted(set(named) - needed)]
    found += [f"{each} is preloaded twice" for each in sorted(set(named)) if named.count(each) > 1]
    return [finding(root, path, 1, each) for each in found]


def check(root: Path) -> list[str]:
    found = []
    for path in files(root, "web-static/**/*.js", "Tests/Browser/**/*.js"):
        count = path.read_text().count("\n")
        if count > LONGEST:
            found.append(finding(root, path, count, f"{count} lines; {LONGEST} is the most"))
    for path in files(root, "Tests/Browser/**/*.js", *(f"web-static/**/*.{each}" for each in ("js", "d.ts", "css", "html"))):
        found += [finding(root, path, number, f"{len(line)} columns; {WIDEST} are the most")
                  for number, line in enumerate(path.read_text().splitlines(), 1) if len(line) > WIDEST]
    for path in files(root, "web-static/**/*.js"):
        text = path.read_text()
        code = without_comments(text)
        found += search(root, path, code, SCRIPT + [(r"['\"`]" + OUTSIDE[0], OUTSIDE[1])])
        found += [finding(root, path, line_of(code, match.start()), "words belong into web-static/text")
                  for match in CJK.finditer(code)]
    for path in files(root, "web-static/**/*.html"):
        text = re.sub(r"<!--.*?-->", lambda match: re.sub(r"[^\n]", " ", match.group(0)), path.read_text(), flags=re.S)
        found += search(root, path, text, MARKUP + [(r"[\"']" + OUTSIDE[0], OUTSIDE[1])])
        found += preloads(root, path, text)
        found += [finding(root, path, line_of(text, match.start()), f"there is no {match.group(1)}")
                  for match in re.finditer(r"(?:src|href)=\"(/(?:js|css)/[^\"]+)\"", text)
                  if not (root / "web-static" / match.group(1)[1:]).is_file()]
    for path in files(root, "web-static/**/*.css"):
        code = without_comments(path.read_text(), line_comments=False)
        found += search(root, path, code, [(r"url\(\s*['\"]?(?:https?:)?//", OUTSIDE[1])])
    found += [f"{name}:1: a key or certificate in git" for name in tracked(root)
              if re.search(r"\.(key|pem|p12|crt)$", name)]
    return found
