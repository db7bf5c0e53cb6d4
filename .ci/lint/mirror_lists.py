"""How a list of words is read where it is repeated: in a module, in a type of the pages, in a sentence of a document, in a style sheet."""

import re

from findings import without_comments


def balanced(text: str, start: int) -> str:
    depth, end = 0, start
    while end < len(text):
        depth += {"[": 1, "{": 1, "(": 1, "]": -1, "}": -1, ")": -1}.get(text[end], 0)
        end += 1
        if not depth:
            break
    return text[start:end]


def in_script(text: str, name: str) -> list[str] | None:
    """A module's constant: the words of a list or a set, the keys of an object. `OWN[]`: the words of all lists in an object."""
    inside = name.endswith("[]")
    start = re.search(rf"\bconst {name.removesuffix('[]')}\b\s*=\s*", text)
    if not start:
        return None
    code = without_comments(text[start.end():])
    begin = re.search(r"[\[{]", code)
    held = balanced(code, begin.start())
    if inside:
        return [word for each in re.findall(r"\[([^\[\]]*)\]", held) for word in re.findall(r"'([^']+)'", each)]
    if held.startswith("["):
        return re.findall(r"'([^']+)'", held)
    held, inner = held[1:-1], r"'(?:\\.|[^'\\])*'(?!\s*:)|`[^`]*`|\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}"
    while re.search(inner, held):
        held = re.sub(inner, "", held)
    return re.findall(r"(?:^|,)\s*'?(\w+)'?\s*(?=[:,(]|$)", held)


def in_types(text: str, name: str) -> list[str] | None:
    """A union of words: of a type, or of a member of one (`Edge.verdict`)."""
    kind, _, member = name.partition(".")
    start = re.search(rf"\b(?:interface|type) {kind}\b\s*=?\s*", text)
    if not start:
        return None
    body = balanced(text, start.end()) if text[start.end()] == "{" else text[start.end():text.index(";", start.end())]
    if member:
        said = re.search(rf"\b{member}\??:\s*((?:\s*\|?\s*'[^']+')+)", body)
        if not said:
            return None
        body = said[1]
    return re.findall(r"'([^']+)'", body)


def in_prose(text: str, anchor: str) -> list[str] | None:
    """Words in back-ticks after an anchor (an expression, where it has `.*`), up to the end of the sentence; what stands in brackets
    explains."""
    start = re.search(anchor if ".*" in anchor else re.escape(anchor), text)
    if not start:
        return None
    rest = text[start.end():start.end() + 1500]
    if anchor.endswith("("):
        rest = rest.split(")")[0]
    rest = re.sub(r"\([^()]*\)", "", rest)
    rest = re.split(r"[;.](?:\s|$)|\n\n", rest)[0]
    words = [word for each in re.findall(r"`([^`]+)`", rest) for word in each.split()]
    return words or [each.strip() for each in rest.split(",")]


def in_styles(text: str, name: str) -> list[str] | None:
    """The classes that selectors ask for within another (`.health .`)."""
    return re.findall(rf"{re.escape(name)}([\w-]+)", without_comments(text, line_comments=False)) or None


def reader(place: str):
    return in_types if place.endswith(".ts") else in_script if place.endswith(".js") else in_styles if place.endswith(".css") else in_prose
