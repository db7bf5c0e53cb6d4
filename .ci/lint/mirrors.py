"""Lists that are closed, and their mirrors. The Swift enum is the list; docs/protocol.md, the types of the pages and the lists of their
modules say the same or, where they choose, nothing that the enum does not know. Routes and the lengths of texts are compared likewise.
"""

import json
import re
from pathlib import Path

from findings import files, finding, line_of, without_comments

PROTOCOL = "docs/protocol.md"
TYPES = "web-static/js/protocol/types.d.ts"
TABLE = "web-static/text/{}.{}.json"
ROOM, CASE, PAGES = "Sources/Mediation/Room/", "Sources/Mediation/Case/", "web-static/js/"

# The enum of a Swift file; then each mirror: its file, where its list begins there, and how it stands to the enum: "all" of it in any
# order, "order" the same, "some" of it. After a list of values: those that the mirror leaves out, or has besides, for a reason.
MIRRORS = [
    ("Sources/Mediation/Accounts/Role.swift", "Role", [
        (PROTOCOL, "\n`role`: ", "order"), (PAGES + "pages/case/desk/desk.js", "REGISTERS", "some"),
        (PAGES + "pages/case/desk/sorting.js", "OWN", "some")]),
    (CASE + "CaseKinds.swift", "CaseStatus", [
        (PROTOCOL, "`status`: ", "all"), (PAGES + "pages/case/desk/sorting.js", "OVER", "some"),
        (PAGES + "pages/case/desk/sorting.js", "OFFICER", "some"), (PAGES + "pages/case/stepper.js", "STAGES", "some"),
        (PAGES + "pages/case/stepper.js", "LEFT", "some"), (PAGES + "pages/case/stepper.js", "AT", "some")]),
    (CASE + "CaseKinds.swift", "Channel", [
        (PROTOCOL, "`channel`: ", "all"), (PAGES + "pages/case/desk/register.js", "CHANNELS", "all")]),
    (CASE + "CaseKinds.swift", "ContentClass", [
        (PROTOCOL, "`contentClass`: ", "all"), (PAGES + "pages/case/desk/register.js", "CLASSES", "all")]),
    (CASE + "CaseKinds.swift", "VisitKind", [(PAGES + "pages/case/desk/register.js", "VISITS", "all")]),
    (CASE + "CaseKinds.swift", "CaseLevel", [(PAGES + "pages/case/commands.js", "LEVELS", "all")]),
    (CASE + "CaseKinds.swift", "Rating", [(PAGES + "pages/case/commands.js", "RATINGS", "all")]),
    (CASE + "CaseKinds.swift", "FollowUpMethod", [(PAGES + "pages/case/commands.js", "METHODS", "all")]),
    (CASE + "CaseEvent.swift", "Name", [(PAGES + "pages/case/talks.js", "PRESSING", "some")]),
    (CASE + "Registration/Party.swift", "PartyRole", [
        (PROTOCOL, "Party roles: ", "all"), (PAGES + "pages/case/party-form.js", "ROLES", "all")]),
    (CASE + "Registration/Party.swift", "Side", [
        (PROTOCOL, "has `actsFor` (", "all"), (PAGES + "pages/case/party-form.js", "ACTS_FOR", "all")]),
    (CASE + "Registration/Party.swift", "Sex", [(PAGES + "pages/case/party-form.js", "SEXES", "all")]),
    # What pages offer of the steps of a case; the list of Swift is `CaseStep.offered`.
    (CASE + "CaseCommand.swift", "CaseStep", [
        (PROTOCOL, "\nCommands: ", "offered"), (PAGES + "pages/case/commands.js", "COMMANDS", "offered"),
        (PAGES + "pages/case/commands.js", "GRAVE", "some")]),
    (ROOM + "Seat.swift", "SeatRole", [(PAGES + "model/seats.js", "ROLE_ORDER", "all")]),
    (ROOM + "Seat.swift", "Standing", [
        (PROTOCOL, "`standing`: ", "order"), (TYPES, "Standing", "all"), (PAGES + "pages/room/host/shield.js", "GONE", "some")]),
    (ROOM + "Seat.swift", "Presence", [(PROTOCOL, "`presence`: ", "all"), (TYPES, "Presence", "all")]),
    (ROOM + "Seat.swift", "TrackState", [(PROTOCOL, "`media.camera`: ", "all"), (TYPES, "MediaStatus", "all")]),
    (ROOM + "Seat.swift", "Verdict", [(PROTOCOL, "or null; values ", "all"), (TYPES, "CheckResult", "all")]),
    (ROOM + "Seat.swift", "Method", [
        (PROTOCOL, "; methods ", "all"), (TYPES, "Identification.method", "all"),
        # A lawyer's licence is offered for lawyers alone.
        (PAGES + "pages/room/host/identify.js", "METHODS", "all", "licence")]),
    (ROOM + "Room.swift", "Phase", [(PROTOCOL, "`phase`: `waiting`", "all", "waiting"), (TYPES, "SessionState.phase", "all")]),
    (ROOM + "RoomEvent.swift", "Paths", [(TYPES, "SessionState.paths", "all"), (TYPES, "LinkEntry.paths", "all")]),
    (ROOM + "RoomEvent.swift", "State", [(PROTOCOL, "`stats.state`: ", "order"), (TYPES, "LinkStats.state", "order")]),
    (ROOM + "RoomEvent.swift", "EndReason", [
        (PROTOCOL, "\n.*Reasons: ", "all"),
        # The server ends with `host_absent` by itself.
        (PAGES + "pages/room/host/end.js", "REASONS", "all", "host_absent")]),
    (ROOM + "RoomEvent.swift", "Name", [(PAGES + "pages/minutes/record.js", "DETAILS", "some")]),
    (ROOM + "EdgeHealth.swift", "EdgeVerdict", [
        (PROTOCOL, "`from`; verdicts ", "all"), (PROTOCOL, "the last `verdict`: ", "all"), (TYPES, "Edge.verdict", "all"),
        # A line that nothing was measured of yet is the page's own word.
        (PAGES + "room-ui/network.js", "BARS", "all", "unknown"), (PAGES + "room-ui/network.js", "WORST_FIRST", "all"),
        # Nothing is to be mended where it is good.
        (PAGES + "pages/room/host/health.js", "ORDER", "all", "good")]),
    (ROOM + "Wall.swift", "Phase", [(TYPES, "Wall.phase", "order")]),
    (ROOM + "Wall.swift", "Medium", [(TYPES, "Shield.medium", "all"), (PAGES + "pages/room/host/shield.js", "MEDIA", "all")]),
    ("Sources/Mediation/Minutes/MinutesSection.swift", "MinutesSection", [(PROTOCOL, "`minutes.sections`: .*in the order ", "order")]),
    ("Sources/Mediation/RefusalCode.swift", "Code", [
        (PAGES + "protocol/return.js", "PASSING", "some"),
        # `stopped` is the page's own word for a line that ended.
        (PAGES + "protocol/refusals.js", "PASSING", "some", "stopped")]),
]
# Words in both languages: the places of a value in the text tables, its enum, the values that are never said there, and the keys that
# a group has besides.
WORDS = [
    ("bureau.event.{}", CASE + "CaseEvent.swift", "Name", [], []),
    ("bureau.happening.{}", ROOM + "RoomEvent.swift", "Name", [], []),
    ("bureau.due.{}", CASE + "Deadlines.swift", "DueKind", [], []),
    ("bureau.left_why.{}", ROOM + "SessionHistory.swift", "WhyGone", [], []),
    ("bureau.paths.{}", ROOM + "RoomEvent.swift", "Paths", [], []),
    ("bureau.status.{}", CASE + "CaseKinds.swift", "CaseStatus", [], []),
    ("bureau.phase.{}", ROOM + "Room.swift", "Phase", [], []),
    ("bureau.launch.open.{}", ROOM + "Room.swift", "Phase", ["ended"], []),
    ("bureau.record.medium.{}", ROOM + "Wall.swift", "Medium", [], []),
    ("live.shield.is_{}", ROOM + "Wall.swift", "Medium", [], None),
    ("live.log.{}", ROOM + "Happening.swift", "What", [], ["returned_after"]),
    ("live.network.{}", ROOM + "EdgeHealth.swift", "EdgeVerdict", [], ["unknown"]),
    ("live.health.{}", ROOM + "EdgeHealth.swift", "EdgeVerdict", ["good"], None),
    ("live.health.{}_do", ROOM + "EdgeHealth.swift", "EdgeVerdict", ["good"], None),
    ("live.lobby.check.camera_{}", ROOM + "Seat.swift", "Verdict", ["ok"], None),
    ("live.lobby.check.microphone_{}", ROOM + "Seat.swift", "Verdict", ["ok"], None),
    # While a device works, or somebody switched it off, there is nothing to help with.
    ("party.help.camera.{}", ROOM + "Seat.swift", "TrackState", ["off", "live", "muted"], None),
    ("party.help.microphone.{}", ROOM + "Seat.swift", "TrackState", ["off", "live", "muted"], None),
    ("common.role.{}", ROOM + "Seat.swift", "SeatRole", [], []),
    ("common.end_reason.{}", ROOM + "RoomEvent.swift", "EndReason", [], []),
    ("common.identity.{}", ROOM + "Seat.swift", "Method", [], []),
]
# What the sections of a room's state are called: by the server that publishes them, by the pages that fold them, and in the document.
VIEW = (ROOM + "RoomView.swift", "RoomView")
SECTIONS = (PAGES + "protocol/reducer.js", "SECTIONS")
# How long a text may be: of a field of a case, of what people write in a room.
LENGTHS = {
    "reason": ("CaseText", "reason"), "unit": ("CaseText", "short"), "note": ("RoomLimits", "noteLength"),
    "word": ("RoomLimits", "wordLength"), "section": ("MinutesDraft", "sectionLimit"),
}
# Close codes that no enum of ours has: the browser's own for a lost network, and the reload that a later server may ask for.
CLOSED_BY_OTHERS = {1006, 4008}


def swift_enum(text: str, name: str) -> list[str]:
    """The raw values of an enum, in its order; empty when it is not there."""
    start = re.search(rf"\benum {name}\b[^{{]*\{{", text)
    if not start:
        return []
    depth, end = 1, start.end()
    while depth and end < len(text):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
    values, depth = [], 0
    for line in re.split(r"\n|(?<=\{)\s", without_comments(text[start.end():end - 1])):
        said = re.match(r"\s*case (.+)", line)
        if said and not depth:
            for part in said[1].rstrip(" }").split(","):
                case, _, raw = part.partition("=")
                values.append((raw.strip() or case.strip()).strip('"`'))
        depth += line.count("{") - line.count("}")
    return values


def names_of(text: str, name: str) -> dict[str, str]:
    """The cases of an enum by their names: raw values."""
    code = without_comments(text)
    pairs = {each.strip("`"): each.strip("`") for each in swift_enum(text, name)}
    for case, raw in re.findall(r"\bcase `?(\w+)`? = \"([^\"]+)\"", code):
        pairs[case] = raw
    return pairs


def offered(text: str) -> list[str]:
    """The steps that pages are offered, as the wire calls them; the launch and the adding of people have routes of their own."""
    said = re.search(r"static let offered\b[^=]*=\s*\[(.*?)\]", without_comments(text), re.S)
    names = names_of(text, "CaseStep")
    return [names.get(each, each) for each in re.findall(r"\.(\w+)", said[1] if said else "")
            if each not in ("launch", "addParty")]


def balanced(text: str, start: int) -> str:
    depth, end = 0, start
    while end < len(text):
        depth += {"[": 1, "{": 1, "(": 1, "]": -1, "}": -1, ")": -1}.get(text[end], 0)
        end += 1
        if not depth:
            break
    return text[start:end]


def listed_in_script(text: str, name: str) -> list[str] | None:
    """A module's constant: the words of a list or a set, the keys of an object."""
    start = re.search(rf"\bconst {name}\b\s*=\s*", text)
    if not start:
        return None
    code = without_comments(text[start.end():])
    begin = re.search(r"[\[{]", code)
    held = balanced(code, begin.start())
    if held.startswith("["):
        return re.findall(r"'([^']+)'", held)
    held, inner = held[1:-1], r"'(?:\\.|[^'\\])*'(?!\s*:)|`[^`]*`|\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}"
    while re.search(inner, held):
        held = re.sub(inner, "", held)
    return re.findall(r"(?:^|,)\s*'?(\w+)'?\s*(?=[:,(]|$)", held)


def listed_in_types(text: str, name: str) -> list[str] | None:
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


def listed_in_prose(text: str, anchor: str) -> list[str] | None:
    """Words in back-ticks after an anchor, up to the end of the sentence; what stands in brackets explains."""
    start = re.search(anchor.replace("(", r"\(") if anchor.endswith("(") else anchor, text)
    if not start:
        return None
    rest = text[start.end():start.end() + 1500]
    if anchor.endswith("("):
        rest = rest.split(")")[0]
    rest = re.sub(r"\([^()]*\)", "", rest)
    rest = re.split(r"[;.](?:\s|$)|\n\n", rest)[0]
    words = [word for each in re.findall(r"`([^`]+)`", rest) for word in each.split()]
    return words or [each.strip() for each in rest.split(",")]


def read(root: Path, name: str) -> str:
    path = root / name
    return path.read_text() if path.exists() else ""


def compare(root: Path, rows: list = MIRRORS) -> list[str]:
    found = []
    for swift, enum, mirrors in rows:
        source = read(root, swift)
        values = swift_enum(source, enum)
        if not values:
            found.append(f"{swift}: no enum {enum}")
        for place, name, how, *apart in mirrors:
            text = read(root, place)
            take = listed_in_types if place.endswith(".ts") else listed_in_script if place.endswith(".js") else listed_in_prose
            said = take(text, name)
            if said is None:
                found.append(f"{place}: no list {name.strip()} to compare with {enum} of {swift}")
                continue
            owed = offered(source) if how == "offered" else values
            lacking = [each for each in owed if each not in said and each not in apart] if how != "some" else []
            strange = [each for each in said if each not in owed and each not in apart]
            found += [f"{place}: {name.strip()} lacks {each}, which {enum} of {swift} has" for each in lacking]
            found += [f"{place}: {name.strip()} has {each}, which {enum} of {swift} has not" for each in strange]
            if how == "order" and not lacking and not strange and said != owed:
                found.append(f"{place}: {name.strip()} stands in another order than {enum} of {swift}")
    return found


def sections(root: Path) -> list[str]:
    view = re.search(rf"struct {VIEW[1]}\b[^{{]*\{{(.*?)\n\}}", read(root, VIEW[0]), re.S)
    if not view:
        return [f"{VIEW[0]}: no struct {VIEW[1]}"]
    owed = re.findall(r"package var (\w+): ", view[1])
    document = read(root, PROTOCOL)
    table = re.search(r"\n\| section \|.*?\n\n", document, re.S)
    said = {
        "RoomSections of " + ROOM + "RoomEffect.swift":
            re.findall(r"static let (\w+) = RoomSections\(rawValue: (?!511)", read(root, ROOM + "RoomEffect.swift")),
        "SECTIONS of " + SECTIONS[0]: listed_in_script(read(root, SECTIONS[0]), SECTIONS[1]) or [],
        "SectionName of " + TYPES: listed_in_types(read(root, TYPES), "SectionName") or [],
        "the table of " + PROTOCOL: [word for row in re.findall(r"^\| (`[^|]*) \|", table[0] if table else "", re.M)
                                     for word in re.findall(r"`(\w+)`", row)],
    }
    return [f"{place}: {sorted(set(owed) ^ set(each))} stand in it or in RoomView alone"
            for place, each in said.items() if set(each) != set(owed)]


def closes(root: Path) -> list[str]:
    document = read(root, PROTOCOL)
    table = re.search(r"\n## 3\. Close codes\n(.*?)\n## ", document, re.S)
    enum = [int(each) for each in swift_enum(read(root, "Sources/Coordinator/Live/Sockets.swift"), "CloseCode")]
    transport = read(root, "Sources/Transport/WebSocketPeers.swift")
    by_transport = {int(each) for each in re.findall(r"\bcode: (\d{4})\b|\bpeerCode = (\d{4})\b", transport) for each in each if each}
    if not table:
        return [f"{PROTOCOL}: no table of close codes"]
    said = {int(each) for row in re.findall(r"^\| ([\d, ]+) \|", table[1], re.M) for each in row.split(",")}
    page = {int(each) for each in re.findall(r"^    (\d{4}): \{ act", read(root, PAGES + "protocol/return.js"), re.M)}
    # 1002 is between a browser and the library: no page of ours can bring it about (section 2).
    ours = (set(enum) | by_transport | CLOSED_BY_OTHERS) - {1002}
    found = [f"{PROTOCOL}: no close code {each}, which the server uses" for each in sorted(ours - said)]
    found += [f"{PROTOCOL}: close code {each}, which nobody uses" for each in sorted(said - ours)]
    found += [f"{PAGES}protocol/return.js: close code {each} stands here or in {PROTOCOL} alone" for each in sorted(page ^ said)]
    for name in ("pages/room/party/step.js", "pages/room/host/live.js"):
        known = {int(each) for each in re.findall(r"\b([14]\d{3})(?=:)|closeCode === (\d{4})", read(root, PAGES + name))
                 for each in each if each}
        found += [f"{PAGES}{name}: {each} is no close code" for each in sorted(known - said)]
    return found


def refusals(root: Path) -> list[str]:
    table = re.search(r"\n## 4\. Refusals\n(.*?)\n## ", read(root, PROTOCOL), re.S)
    if not table:
        return [f"{PROTOCOL}: no table of refusals"]
    said = [code for row in re.findall(r"^\| (`[^|]*) \|", table[1], re.M) for code in re.findall(r"`(\w+)`", row)]
    owed = swift_enum(read(root, "Sources/Mediation/RefusalCode.swift"), "Code")
    owed += [code for each in files(root, "Sources/Transport/*.swift") for code in re.findall(r"\bcode: \"(\w+)\"", each.read_text())]
    found = [f"{PROTOCOL}: no refusal {each}, which the server gives" for each in sorted(set(owed) - set(said))]
    found += [f"{PROTOCOL}: refusal {each}, which nobody gives" for each in sorted(set(said) - set(owed))]
    for locale in ("zh-CN", "en"):
        place, known = TABLE.format("refused", locale), table_of(root, "refused", locale)
        found += [f"{place}: no words for {each}" for each in sorted(set(owed)) if not known.get(each)]
        found += [f"{place}: words for {each}, which nobody gives"
                  for each, words in known.items() if each not in owed and isinstance(words, str)]
    return found + [f"{PROTOCOL}: refusal {each} stands twice" for each in sorted(set(said)) if said.count(each) > 1]


def leads(asked: str, served: str) -> bool:
    """Whether an address that is asked for is a route: `:seat` takes anything, a variable (`X`) at the end is any word, and an address
    that ends in a variable may go on elsewhere in its module."""
    one, other = asked.split("/"), served.split("/")
    if len(one) > len(other) or (len(one) < len(other) and one[-1] != "X"):
        return False
    return all(mine == theirs or theirs.startswith(":") or (mine == "X" and place == len(one) - 1)
               for place, (mine, theirs) in enumerate(zip(one, other)))


def table_of(root: Path, area: str, locale: str) -> dict:
    text = read(root, TABLE.format(area, locale))
    return json.loads(text) if text else {}


def words(root: Path, rows: list = WORDS) -> list[str]:
    """Every value has words in both languages, and no group has words for what there is not."""
    found = []
    for template, swift, enum, unsaid, besides in rows:
        values = [each for each in swift_enum(read(root, swift), enum) if each not in unsaid]
        if not values:
            found.append(f"{swift}: no enum {enum}")
        area, *groups = template.split(".")[:-1]
        shape = template.rsplit(".", 1)[1]
        for locale in ("zh-CN", "en"):
            said = table_of(root, area, locale)
            for each in groups:
                said = said.get(each, {}) if isinstance(said, dict) else {}
            place = TABLE.format(area, locale)
            found += [f"{place}: no words for {template.format(each)}, which {enum} of {swift} has"
                      for each in values if not said.get(shape.format(each))]
            if besides is not None:
                found += [f"{place}: words for {template.format(each)}, which {enum} of {swift} has not"
                          for each in sorted(set(said) - set(values) - set(besides) - set(unsaid))]
    return found


def routes(root: Path) -> list[str]:
    """Every route of the server stands in the document, every address of the document and of a page is a route of the server."""
    served = {path for each in files(root, "Sources/Coordinator/Routes/**/*.swift")
              for path in re.findall(r"router\.(?:get|post)\(\"([^\"]+)\"", each.read_text())}
    if not served:
        return ["Sources/Coordinator/Routes: no routes"]
    document = read(root, PROTOCOL)
    told = set(re.findall(r"`(?:GET |POST )?(/api/[^`?\s]+)", document))
    # `POST …/reissue` stands for the same place as the sentence before it.
    told |= {f"/api/sessions/ID/seats/N/{each}" for each in re.findall(r"`POST …/(\w+)`", document)}
    found = [f"{PROTOCOL}: no route {path}, which the server has"
             for path in sorted(served) if not any(leads(each, path) for each in told)]
    found += [f"{PROTOCOL}: {each} is no route of the server" for each in sorted(told) if not any(leads(each, path) for path in served)]
    for path in files(root, "web-static/js/**/*.js"):
        text = without_comments(path.read_text())
        for match in re.finditer(r"['`](/api/(?:\$\{(?:[^{}`]|'[^']*'|`[^`]*`)*\}|[^'`?$])*)", text):
            asked = re.sub(r"\$\{.*?\}(?=/|$)", "X", match[1])
            if not any(leads(asked, each) for each in served):
                found.append(finding(root, path, line_of(text, match.start()), f"{match[1]} is no route of the server"))
    return found


def lengths(root: Path) -> list[str]:
    """The lengths of texts: in the core, in the table of the document, in the pages' own table; no form has a number of its own."""
    core = {}
    for each in files(root, "Sources/Mediation/**/*.swift"):
        code = without_comments(each.read_text())
        for owner, body in re.findall(r"\b(?:enum|struct) (\w+)[^{\n]*\{(.*?)\n\}", code, re.S):
            core |= {(owner, name): int(number.replace("_", ""))
                     for name, number in re.findall(r"static let (\w+) = ([\d_]+)\s*$", body, re.M)}
    owed = {name: core.get(place) for name, place in LENGTHS.items()}
    for name in ("Registration/Party.swift", "Registration/CaseRegistering.swift"):
        for field, owner, constant, number in re.findall(
                r"CaseText\.check\(.+?, \"(\w+)\", (?:(\w+)\.(\w+)|(\d+))", read(root, CASE + name)):
            owed[field] = int(number) if number else core.get((owner, constant))
    table = {}
    document = read(root, PROTOCOL)
    for fields, number in re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| ([\d,]+) \| [^|]*\|$", document, re.M):
        table |= {field: int(number.replace(",", "")) for field in re.findall(r"`(\w+)`", fields)}
    found = [f"{PROTOCOL}: the most characters of `{each}` are {owed[each]} in the core and {table.get(each)} in the table"
             for each in sorted(owed) if owed[each] is None or owed[each] != table.get(each)]
    found += [f"{PROTOCOL}: `{each}` is no text that the core measures" for each in sorted(set(table) - set(owed))]
    said = re.search(r"\bconst LETTERS = [^{]*\{(.*?)\}", read(root, PAGES + "protocol/limits.js"), re.S)
    page = {name: int(number) for name, number in re.findall(r"(\w+): (\d+)", said[1] if said else "")}
    if not page:
        found.append(f"{PAGES}protocol/limits.js: no LETTERS")
    found += [f"{PAGES}protocol/limits.js: {each} is {page[each]}, and {table.get(each)} in {PROTOCOL}"
              for each in sorted(page) if page[each] != table.get(each)]
    for path in files(root, "web-static/js/**/*.js"):
        text = without_comments(path.read_text())
        found += [finding(root, path, line_of(text, match.start()), "a length of a text stands in protocol/limits.js")
                  for match in re.finditer(r"\blimit: \d", text)]
    return found


def check(root: Path) -> list[str]:
    return compare(root) + words(root) + sections(root) + closes(root) + refusals(root) + routes(root) + lengths(root)
