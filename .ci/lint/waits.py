"""No test waits for ever: each program that a test starts, and each thread that it waits for, has a limit of its own.

A test that hangs would hang everything behind it, and say nothing of where. Page and Swift tests have their limits in their tools: the
browser driver's, and the suites' `.timeLimit`.
"""

import ast
from pathlib import Path

from findings import files, finding

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


def check(root: Path) -> list[str]:
    found = []
    for path in files(root, "Tests/**/*.py"):
        for line, name in endless(ast.parse(path.read_text())):
            found.append(finding(root, path, line, f"{name} without a timeout"))
    return found
