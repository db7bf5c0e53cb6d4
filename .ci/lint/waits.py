"""No test waits for ever: each program that a test starts, and each thread that it waits for, has a limit of its own; each Swift test
stands in a suite with a `.timeLimit`; the pages' modules are tested by support/run.js alone, which ends a file that hangs.

A test that hangs would hang everything behind it, and say nothing of where. What all of this leaves is ended by .ci/parts.py.
"""

import ast
import re
from pathlib import Path

from findings import files, finding, without_comments

RUNS = {"run", "check_output", "check_call", "call"}


def endless(tree: ast.AST) -> list[tuple[int, str]]:
    """Line and name of each call that can wait for ever."""
    awaited = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Await)}
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or id(node) in awaited:
            continue
        # What is handed on with ** may bring it.
        if any(keyword.arg in ("timeout", None) for keyword in node.keywords):
            continue
        name, of = node.func.attr, node.func.value
        if (name in RUNS and isinstance(of, ast.Name) and of.id == "subprocess") or name == "communicate" or (
                name in ("wait", "join") and not node.args):
            found.append((node.lineno, name))
    return sorted(found)


TYPE = re.compile(r"^(?:(?:package|private|final) )*(struct|class|enum|actor|extension) (\w+)")
NODE = re.compile(r"node\b[^#\n]*--test\b")


def suites(root: Path) -> list[str]:
    """Swift tests outside a suite that has a limit of time."""
    tests: list[tuple[Path, int, str]] = []
    limited: set[str] = set()
    for path in files(root, "Tests/**/*.swift"):
        name = attributes = ""
        for number, line in enumerate(without_comments(path.read_text()).splitlines(), 1):
            if not line.startswith((" ", "}", ")")):
                # An attribute may go on in the next line, or have the type in its own.
                bare = re.sub(r"^(?:@\w+(?:\((?:[^()]|\([^()]*(?:\([^()]*\))?[^()]*\))*\))? ?)+", "", line)
                attributes += line if line.startswith("@") else ""
                said = TYPE.match(bare)
                if said:
                    name = said[2]
                    if ".timeLimit(" in attributes:
                        limited.add(name)
                if said or (line and not line.startswith("@")):
                    attributes = ""
            elif attributes:
                attributes += line
            if re.match(r"\s*@Test\b", line):
                tests.append((path, number, name if line.startswith(" ") else ""))
    # One finding a suite, at its first test.
    first = {(path, name): number for path, number, name in reversed(tests) if name not in limited}
    return [finding(root, path, number, f"{name or 'a test'} without a .timeLimit") for (path, name), number in sorted(first.items())]


def node(root: Path) -> list[str]:
    return [finding(root, path, number, "node --test without an end: Tests/Browser/unit/support/run.js runs the files")
            for path in files(root, "Makefile", ".ci/*") if path.suffix in ("", ".py")
            for number, line in enumerate(path.read_text().splitlines(), 1) if NODE.search(line.replace('", "', " "))]


def check(root: Path) -> list[str]:
    found = suites(root) + node(root)
    for path in files(root, "Tests/**/*.py"):
        for line, name in endless(ast.parse(path.read_text())):
            found.append(finding(root, path, line, f"{name} without a timeout"))
    return found
