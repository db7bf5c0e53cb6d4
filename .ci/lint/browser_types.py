"""Debian's TypeScript compiler over the pages' modules, and over the examples of docs/protocol.md, of both directions, as values of the
pages' types: a field that only one of the two knows is a finding."""

import json
import re
import subprocess
import tempfile
from pathlib import Path

from findings import finding

EXAMPLE = re.compile(r"^```json (s2c|c2s|http) (\S+)\n(.*?)^```$", re.M | re.S)
HTTP = {
    "case": "CaseFile", "case-masked": "CaseFile", "colleagues": "Colleagues", "desk-lines": "DeskLines", "desk-lines-none": "DeskLines", "cases": "CaseList", "cases-none": "CaseList", "duty": "Duty", "me": "Me", "month": "Month", "minutes": "FiledMinutes", "opened": "Opened", "record": "SessionRecord",
    "record-waiting": "SessionRecord", "refused": "Refused", "link-refused": "Refused", "session": "Session",
    "add-counsel": "Once<http.PartySent>", "add-party": "Once<http.PartySent>", "command": "Once<http.CaseCommand>", "command-decide": "Once<http.CaseCommand>",
    "command-extend": "Once<http.CaseCommand>", "command-grant": "Once<http.CaseCommand>", "command-assign": "Once<http.CaseCommand>",
    "command-answer": "Once<http.CaseCommand>", "command-letter": "Once<http.CaseCommand>", "command-unmask": "Once<http.CaseCommand>",
    "end-link": "Once<object>", "invite-one": "Once<http.Asked<'/api/sessions/s-1/seats'>>", "launch": "Once<http.Launch>",
    "lawyers": "Lawyers", "lawyer-add": "Once<http.LawyerAsked>", "lawyer-change": "Once<http.LawyerAsked>", "lawyer-retire": "Once<http.LawyerAsked>",
    "staff": "Staff", "staff-import": "Once<http.StaffFile>", "staff-import-faults": "StaffImported",
    **{f"staff-{each}": "Once<http.StaffOrder>" for each in ("add-person", "change-person", "set-password", "lock", "add-unit", "change-unit")},
    "open-link": "Body<'/api/invites/s-1/open'>", "register": "Once<http.Registration>", "sign-in": "SignIn",
}
# Tables of what is typed and what it means: no bodies.
TABLES = {"staff-numbers", "telephones"}
REPORTS = {"ack", "beat", "media", "signal", "stats"}
TYPES = "web-static/js/protocol/types.d.ts"
IMPORTS = """import * as ws from '{root}/web-static/js/protocol/types.js';
import * as http from '{root}/web-static/js/protocol/http-types.js';
"""


def examples(root: Path) -> tuple[str, list[str]]:
    """The examples as a module of TypeScript, and what is wrong with their list."""
    path = root / "docs/protocol.md"
    text = path.read_text()
    module, found, seen = [IMPORTS.format(root=root)], [], set()
    for match in EXAMPLE.finditer(text):
        direction, name, body = match.groups()
        line = text.count("\n", 0, match.start()) + 1
        seen.add((direction, name))
        value = json.dumps(json.loads(body), ensure_ascii=False)
        if direction == "s2c":
            kind = json.loads(body)["type"].capitalize()
            module.append(f"export const s2c_{len(module)}: ws.{kind}Message = {value}; // {path.name}:{line} {name}")
        elif direction == "c2s":
            kind = json.loads(body)["type"]
            form = "HelloMessage" if kind == "hello" else f"{'Report' if kind in REPORTS else 'Command'}Message<'{kind}'>"
            module.append(f"export const c2s_{len(module)}: ws.{form} = {value}; // {path.name}:{line} {name}")
        elif name in HTTP:
            module.append(f"export const http_{len(module)}: http.{HTTP[name]} = {value}; // {path.name}:{line} {name}")
        elif name not in TABLES:
            found.append(finding(root, path, line, f"the example {name} has no type of the pages"))
    found += [f"docs/protocol.md: no example {name}" for name in sorted((set(HTTP) | TABLES) - {each for way, each in seen if way == "http"})]
    # Every command and report that pages know has its example.
    shown = {json.loads(match[3])["type"] for match in EXAMPLE.finditer(text) if match[1] == "c2s"} - {"hello"}
    known = set()
    for group in re.findall(r"export interface (?:Commands|Reports) \{\n(.*?)\n\}", (root / TYPES).read_text(), re.S):
        known |= set(re.findall(r"^    (\w+): ", group, re.M))
    found += [f"docs/protocol.md: no example of {each}, which {TYPES} has" for each in sorted(known - shown)]
    return "\n".join(module) + "\n", found


def check(root: Path) -> list[str]:
    module, found = examples(root)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "examples.ts").write_text(module)
        (Path(folder) / "tsconfig.json").write_text(json.dumps({
            "extends": str(root / ".ci/tsconfig.json"),
            "include": [str(root / "web-static/js/**/*.js"), str(Path(folder) / "examples.ts")]}))
        done = subprocess.run(["tsc", "--project", folder], cwd=root, capture_output=True, text=True)
        said = (done.stdout + done.stderr).splitlines()
    for line in said:
        place = re.match(r"\S*examples\.ts\((\d+),", line)
        if place:
            where = module.splitlines()[int(place[1]) - 1].rpartition("// ")[2]
            line = f"docs/{where}: {line.partition(': ')[2]}"
        found.append(line.replace(str(root) + "/", ""))
    return found or (["tsc failed"] if done.returncode else [])
