"""What every check here shares: files of the tree, comments taken out, findings as `path:line: what`."""

import re
import subprocess
from pathlib import Path

CJK = re.compile(r"[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")


def files(root: Path, *patterns: str) -> list[Path]:
    """Files of the tree that match, generated folders left out, in a fixed order."""
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    outside = (".build", ".venv", "node_modules", "out", "private")
    return sorted(path for path in found if not any(part in outside for part in path.relative_to(root).parts))


def finding(root: Path, path: Path, line: int, what: str) -> str:
    return f"{path.relative_to(root)}:{line}: {what}"


def without_comments(text: str, line_comments: bool = True) -> str:
    """The same text with comments blanked and strings kept; lines keep their numbers. For JavaScript, Swift and CSS."""
    pattern = r'("""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|`(?:\\.|[^`\\])*`)|(/\*(?:.|\n)*?\*/'
    pattern += r"|//[^\n]*)" if line_comments else ")"

    def blank(match: re.Match) -> str:
        if match.group(1) is not None:
            return match.group(1)
        return re.sub(r"[^\n]", " ", match.group(2))

    return re.sub(pattern, blank, text)


def without_strings(text: str) -> str:
    """Comments and the insides of strings blanked."""
    text = without_comments(text)
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|`(?:\\.|[^`\\])*`',
                  lambda match: match.group(0)[0] + re.sub(r"[^\n]", " ", match.group(0)[1:-1]) + match.group(0)[-1],
                  text)


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def search(root: Path, path: Path, text: str, rules: list[tuple[str, str]]) -> list[str]:
    """A finding for each place where a rule's pattern stands."""
    return [finding(root, path, line_of(text, match.start()), what)
            for pattern, what in rules for match in re.finditer(pattern, text, re.M)]


def tracked(root: Path) -> list[str]:
    listed = subprocess.run(["git", "-C", str(root), "ls-files"], capture_output=True, text=True)
    return listed.stdout.splitlines()
