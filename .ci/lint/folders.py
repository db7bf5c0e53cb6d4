"""A feature is found by one word in every layer: a folder is called as in Sources/Mediation, or is one of the general ones named here.

The pages write the same words in lower case, with hyphens. What lies in no folder of a feature is named here too: a new file goes to
its feature, or gets its name here.
"""

import re
from pathlib import Path

from findings import files

CORE = "Sources/Mediation"
# A layer: its general folders, which are no feature, and the files that belong to all features.
LAYERS: dict[str, tuple[set[str], set[str]]] = {
    # JSON: the reader of any message. Signals: what pages say to each other, which the core does not look into.
    "Sources/Wire": ({"JSON", "Signals"}, {"WireLimits.swift"}),
    "Sources/Records": (set(), {
        "CommandAnswerRecord.swift", "JSONMembers.swift", "RecordError.swift", "Spelled.swift", "StoredRecord.swift"}),
    # Entry: who asks, and how often. Live: rooms that run. Due: what falls due outside rooms. Telemetry: what is counted. Routes: the doors of HTTP, a layer of its own.
    "Sources/Coordinator": ({"Due", "Entry", "Live", "Routes", "Telemetry"}, {"Assembly.swift", "Clock.swift", "Configuration.swift", "Server.swift"}),
    "Sources/Coordinator/Routes": (set(), {"Once.swift", "RouteServices.swift", "Router.swift"}),
    # Who sits before the page of a room: the officer, or an invited person.
    "web-static/js/pages": ({"host", "party"}, set()),
}


def kebab(word: str) -> str:
    """`FollowUp` as the pages write it: `follow-up`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", word).lower()


def folders(root: Path, layer: str) -> dict[str, list[Path]]:
    """Each folder of a layer by its path there, with its own files; "" is the layer itself."""
    found: dict[str, list[Path]] = {}
    for path in files(root, f"{layer}/**/*"):
        found.setdefault("/".join(path.relative_to(root / layer).parts[:-1]), []).append(path)
    return found


def check(root: Path) -> list[str]:
    words = {""}
    for folder in folders(root, CORE):
        parts = folder.split("/")
        words |= {kebab("/".join(parts[:count])) for count in range(1, len(parts) + 1)}
    found = []
    for layer, (general, loose) in LAYERS.items():
        within = {other[len(layer) + 1:] for other in LAYERS if other.startswith(layer + "/")}
        for folder, content in sorted(folders(root, layer).items()):
            if any(folder == other or folder.startswith(other + "/") for other in within):
                continue
            if not folder:
                found += [f"{layer}/{path.name}: belongs into the folder of its feature, or into the list of .ci/lint/folders.py"
                          for path in content if path.name not in loose]
                continue
            feature = "/".join(kebab(part) for part in folder.split("/") if part not in general)
            if feature not in words:
                found.append(f"{layer}/{folder}: {CORE} has no folder of this name")
    return found
