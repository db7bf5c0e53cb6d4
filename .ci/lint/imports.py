"""Imports point one way: each target imports what the manifest gives it, and Mediation imports nothing.

The compiler lets through what is reachable by way of another target, and Foundation; so the rule is checked here.
"""

import json
import re
import subprocess
import tempfile
from pathlib import Path

from findings import files, finding, line_of, without_comments

# What comes with the toolchain, and who does without a part of it: Foundation has no place on the path of a relayed message, and
# Wire decodes bodies with the smaller half.
PLATFORM = {"Foundation", "FoundationEssentials", "Glibc", "Musl", "Darwin", "Synchronization", "Dispatch"}
# Records are pure but for JSON.
WITHOUT = {
    "Wire": {"Foundation"}, "Records": PLATFORM - {"FoundationEssentials"},
    "Transport": {"Foundation", "FoundationEssentials"},
}
IN_TESTS = PLATFORM | {"Testing"}

IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)]*\))?[ \t]+)*(?:(?:package|public|internal|private|fileprivate)[ \t]+)?"
    r"import[ \t]+(?:(?:struct|class|enum|func|let|var|protocol|typealias)[ \t]+)?(\w+)", re.M)


def manifest(root: Path) -> dict[str, tuple[str, set[str], bool]]:
    """Target -> (folder, what it depends on, whether it is for tests)."""
    # In a folder of its own: in the package's it would wait for the end of a build.
    with tempfile.TemporaryDirectory() as folder:
        dumped = json.loads(subprocess.run(
            ["swift", "package", "--package-path", str(root), "--scratch-path", folder, "dump-package"],
            check=True, capture_output=True, text=True).stdout)
    targets = {}
    for target in dumped["targets"]:
        needs = set()
        for dependency in target["dependencies"]:
            needs.add(next(iter(dependency.values()))[0])
        testing = target["type"] == "test" or target["name"] == "TestKit"
        folder = target.get("path") or ("Tests/" if target["type"] == "test" else "Sources/") + target["name"]
        targets[target["name"]] = (folder, needs, testing)
    return targets


def allowed(name: str, needs: set[str], testing: bool) -> set[str]:
    if name == "Mediation":
        return set()
    if testing:
        return needs | IN_TESTS
    return needs | (PLATFORM - WITHOUT.get(name, set()))


def check(root: Path, targets: dict | None = None) -> list[str]:
    found = []
    for name, (folder, needs, testing) in sorted((targets or manifest(root)).items()):
        may = allowed(name, needs, testing)
        for path in files(root, folder + "/**/*.swift"):
            text = without_comments(path.read_text())
            for match in IMPORT.finditer(text):
                if match.group(1) not in may:
                    at = line_of(text, match.start(1))
                    found.append(finding(root, path, at, f"{name} may not import {match.group(1)}"))
    return found
