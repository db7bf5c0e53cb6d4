"""Styles and what wears them: a class or a state that a style sheet asks for is given by a module or a page. One that nobody gives is
left over, or misspelt in one of the two.
"""

import re
from pathlib import Path

from findings import files, finding, line_of, without_comments

# Given by the browser or by an SVG file, not by us.
OUTSIDE: set[str] = set()


def given(root: Path) -> tuple[set[str], list[str], set[str]]:
    """The words of all strings and attributes, the beginnings of templates (`chip--`), and the names of data attributes."""
    words: set[str] = set()
    begun: list[str] = []
    names: set[str] = set()
    for path in files(root, "web-static/**/*.js", "web-static/*.html"):
        text = path.read_text()
        text = without_comments(text) if path.suffix == ".js" else text
        words |= set(re.findall(r"[\w-]+", text))
        begun += re.findall(r"([a-z][\w-]*-)\$\{", text)
        for each in re.findall(r"\bdata: (\{(?:[^{}]|\{[^{}]*\})*\})", text):
            names |= set(re.findall(r"[{,]\s*'?([\w-]+)'?(?=\s*[:,}])", each))
        names |= {re.sub(r"([A-Z])", lambda match: "-" + match[1].lower(), each) for each in re.findall(r"\.dataset\.(\w+)", text)}
        names |= set(re.findall(r"\bdata-([\w-]+)", text))
    return words, begun, names


def check(root: Path) -> list[str]:
    words, begun, names = given(root)
    found = []
    for path in files(root, "web-static/css/*.css"):
        text = without_comments(path.read_text(), line_comments=False)
        # What stands in braces is no selector, but for the rules within a condition.
        for rule in re.finditer(r"([^{};]+)\{", text):
            selector = rule[1]
            for match in re.finditer(r"\.([a-zA-Z][\w-]*)", selector):
                if match[1] not in words and not any(match[1].startswith(each) for each in begun):
                    found.append(finding(root, path, line_of(text, rule.start(1) + match.start()), f"nobody gives the class {match[1]}"))
            for match in re.finditer(r"\[data-([\w-]+)(?:[~|^$*]?=\"?([^\"\]]+)\"?)?\]", selector):
                at = line_of(text, rule.start(1) + match.start())
                if match[1] not in names:
                    found.append(finding(root, path, at, f"nobody gives data-{match[1]}"))
                elif match[2] and match[2] not in words:
                    found.append(finding(root, path, at, f"nobody gives data-{match[1]} the value {match[2]}"))
    return found
