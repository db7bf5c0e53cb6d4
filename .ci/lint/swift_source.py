"""The types of the Swift sources by their qualified names (`Room.Phase`), wherever their file lies: a file that moves changes no row of a
table. swift-format keeps the indentation that this reads by.
"""

import re
from pathlib import Path

from findings import files, without_comments

TYPE = re.compile(r"^( *)(?:@\w+(?:\([^)]*\))? )*(?:(?:package|public|private|fileprivate|internal|final|indirect) )*"
                  r"(enum|struct|class|actor|protocol|extension) `?([A-Z][\w.]*)`?")
CASE = re.compile(r"(?:indirect )?case (.+)")


class SwiftSource:
    def __init__(self, root: Path, *patterns: str):
        self.root = root
        # Qualified name: path and the lines of each body, an extension's too.
        self.bodies: dict[str, list[tuple[Path, list[str]]]] = {}
        self.enums: set[str] = set()
        for path in files(root, *(patterns or ("Sources/**/*.swift",))):
            self._read(path)

    def _read(self, path: Path) -> None:
        lines = without_comments(path.read_text()).splitlines()
        outside: list[tuple[int, str]] = []
        for number, line in enumerate(lines):
            said = TYPE.match(line)
            if not said:
                continue
            indent = len(said[1])
            outside = [each for each in outside if each[0] < indent]
            name = ".".join([each for _, each in outside] + [said[3]])
            outside.append((indent, name.rpartition(".")[2] if outside else said[3]))
            begin = number
            while begin < len(lines) and "{" not in lines[begin]:
                begin += 1
            body = [lines[begin].partition("{")[2]] if begin < len(lines) else []
            if not body or body[0].rstrip().endswith("}"):
                body = [" " * (indent + 4) + each.rpartition("}")[0].strip() for each in body]
            else:
                for each in lines[begin + 1:]:
                    if re.match(rf"^ {{{indent}}}\}}", each):
                        break
                    body.append(each)
            self.bodies.setdefault(name, []).append((path, [each[indent + 4:] for each in body if each.startswith(" " * (indent + 4))]))
            if said[2] == "enum":
                self.enums.add(name)

    def named(self, name: str) -> str | None:
        """The full name of the one enum that is called so or ends in it."""
        found = sorted(each for each in self.enums if each == name or each.endswith("." + name))
        return name if name in found else found[0] if len(found) == 1 else None

    def parts(self, name: str) -> list[str]:
        """The enums that an enum adds up, when each of its cases holds one: `case handling(CaseHandling.Step)`."""
        lines = [line for _, body in self.bodies.get(self.named(name) or "", []) for line in body if CASE.match(line)]
        held = [re.fullmatch(r"case `?\w+`?\(([\w.]+)\)", line.strip()) for line in lines]
        names = [self.named(each[1]) for each in held if each]
        return [each for each in names if each] if lines and len(names) == len(lines) and None not in names else []

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """The cases of an enum, in its order: name and raw value; empty when it is not there, or not the only one of that name. Of one that
        adds up others, theirs."""
        full = self.named(name)
        parts = self.parts(name)
        if parts:
            return [each for part in parts for each in self.pairs(part)]
        found: list[tuple[str, str]] = []
        going = ""
        for _, body in self.bodies.get(full or "", []):
            for line in body:
                said = CASE.match(going + line.strip() if going else line)
                if not said:
                    continue
                # A list of cases may go on in the next line.
                going = "case " if line.rstrip().endswith(",") else ""
                text = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", said[1])).rstrip(", ")
                for part in text.split(","):
                    case, _, raw = part.partition("=")
                    case = case.strip().strip("`")
                    if re.fullmatch(r"\w+", case):
                        found.append((case, raw.strip().strip('"') or case))
        return found

    def values(self, name: str) -> list[str]:
        return [raw for _, raw in self.pairs(name)]

    def text(self, name: str) -> str:
        """What stands in a type and in its extensions, without comments."""
        return "\n".join("\n".join(body) for full, each in self.bodies.items() if full == name or full.endswith("." + name)
                         for _, body in each)
