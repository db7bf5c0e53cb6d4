"""What page and server agree on beside closed lists (mirrors.py): the kinds of messages in both directions, the sections of a room's
state, close codes, refusals, routes with their verbs, lengths of texts, and the numbers of docs/protocol.md, section 5. Each is compared
with the program itself.
"""

import re
from pathlib import Path

from findings import files, finding, line_of, without_comments
from mirror_lists import in_script, in_types
from mirrors import PAGES, PROTOCOL, TABLE, read, table_of
from swift_source import SwiftSource

TYPES, BODIES = "web-static/js/protocol/types.d.ts", "web-static/js/protocol/http-types.d.ts"
SECTIONS = (PAGES + "protocol/reducer.js", "SECTIONS")
EXAMPLE = re.compile(r"^```json (s2c|c2s) \S+\n(.*?)^```$", re.M | re.S)
# How long a text may be: of a field of a case, of what people write in a room.
LENGTHS = {
    "reason": ("CaseText", "reason"), "unit": ("CaseText", "short"), "note": ("RoomLimits", "noteLength"),
    "rank": ("PersonForm", "longestRank"), "fields": ("PersonForm", "longestFields"),
    "word": ("RoomLimits", "wordLength"), "section": ("MinutesDraft", "sectionLimit"),
}
# Close codes that no enum of ours has: the browser's own for a lost network, and the reload that a later server may ask for.
CLOSED_BY_OTHERS = {1006, 4008}
# Addresses that pages open by themselves, without `get` or `post`: a picture, a file to save.
BY_ADDRESS = {"/api/sessions/:session/seats/:seat/qr.svg", "/api/sessions/:session/minutes.txt",
              "/api/staff/people.csv", "/api/staff/units.csv"}
# Pages that were loaded before the program had rooms' own addresses ask here (docs/protocol.md, 2).
FORMER = {"/api/invites/open"}


def messages(root: Path, source: SwiftSource) -> list[str]:
    """Every kind of message stands in the document, is read or said by the server, and has a type in the pages; in both directions."""
    document, types = read(root, PROTOCOL), read(root, TYPES)
    shown: dict[str, set[str]] = {"c2s": set(), "s2c": set()}
    for way, body in EXAMPLE.findall(document):
        shown[way] |= set(re.findall(r"^\{(?:\"seq\":\d+,)?\"type\":\"(\w+)\"", body))
    wire = "".join(without_comments(each.read_text()) for each in files(root, "Sources/Wire/**/*.swift"))
    # A signal is relayed from its envelope, in both directions.
    read_by_server = set(re.findall(r"^        \"(\w+)\":\s+(?:MessageShape\(|\.command\b)", wire, re.M)) | {"signal"}
    said_by_server = set(re.findall(r"\blet type = \"(\w+)\"", wire))
    said_by_server |= set(re.findall(r"\bencode\(\"(\w+)\", forKey: \.type\)", wire)) | {"signal"}
    known = {"hello"}
    for group in re.findall(r"export interface (?:Commands|Reports) \{\n(.*?)\n\}", types, re.S):
        known |= set(re.findall(r"^    (\w+): ", group, re.M))
    union = re.search(r"export type ServerMessage =(.*?);", types, re.S)
    heard = {name for kind in re.findall(r"(\w+)Message\b", union[1] if union else "")
             for name in re.findall(rf"(?:interface|type) {kind}Message\b[^']*?type: '(\w+)'", types)}
    found = []
    for way, owed, where, told in (
            ("c2s", read_by_server, f"Commands and Reports of {TYPES}", known), ("s2c", said_by_server, f"ServerMessage of {TYPES}", heard)):
        found += [f"{PROTOCOL}: no {way} example of {each}, which the server has" for each in sorted(owed - shown[way])]
        found += [f"{PROTOCOL}: a {way} example of {each}, which the server has not" for each in sorted(shown[way] - owed)]
        found += [f"{where}: {each} stands here or in the server alone" for each in sorted(owed ^ told)]
    return found


def sections(root: Path, source: SwiftSource) -> list[str]:
    owed = re.findall(r"package (?:internal\(set\) )?(?:var|let) (\w+): ", source.text("RoomView"))
    if not owed:
        return ["Sources: no struct RoomView"]
    table = re.search(r"\n\| section \|.*?\n\n", read(root, PROTOCOL), re.S)
    said = {
        "SECTIONS of " + SECTIONS[0]: in_script(read(root, SECTIONS[0]), SECTIONS[1]) or [],
        "SectionName of " + TYPES: in_types(read(root, TYPES), "SectionName") or [],
        "the table of " + PROTOCOL: [word for row in re.findall(r"^\| (`[^|]*) \|", table[0] if table else "", re.M)
                                     for word in re.findall(r"`(\w+)`", row)],
    }
    options = re.findall(r"static let (\w+) = RoomSections\(rawValue: (?!511)", source.text("RoomSections"))
    if options:
        said["RoomSections"] = options
    return [f"{place}: {sorted(set(owed) ^ set(each))} stand in it or in RoomView alone"
            for place, each in said.items() if set(each) != set(owed)]


def closes(root: Path, source: SwiftSource) -> list[str]:
    document = read(root, PROTOCOL)
    table = re.search(r"\n## 3\. Close codes\n(.*?)\n## ", document, re.S)
    enum = [int(each) for each in source.values("CloseCode")]
    transport = "".join(each.read_text() for each in files(root, "Sources/Transport/*.swift"))
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


def refusals(root: Path, source: SwiftSource) -> list[str]:
    table = re.search(r"\n## 4\. Refusals\n(.*?)\n## ", read(root, PROTOCOL), re.S)
    if not table:
        return [f"{PROTOCOL}: no table of refusals"]
    said = [code for row in re.findall(r"^\| (`[^|]*) \|", table[1], re.M) for code in re.findall(r"`(\w+)`", row)]
    owed = source.values("Refusal.Code")
    owed += [code for each in files(root, "Sources/Transport/*.swift") for code in re.findall(r"\bcode: \"(\w+)\"", each.read_text())]
    found = [f"{PROTOCOL}: no refusal {each}, which the server gives" for each in sorted(set(owed) - set(said))]
    found += [f"{PROTOCOL}: refusal {each}, which nobody gives" for each in sorted(set(said) - set(owed))]
    for locale in ("zh-CN", "en"):
        place, known = TABLE.format("refused", locale), table_of(root, "refused", locale)
        found += [f"{place}: no words for {each}" for each in sorted(set(owed)) if not known.get(each)]
        found += [f"{place}: words for {each}, which nobody gives"
                  for each, words in known.items() if each not in owed and isinstance(words, str)]
    return found + [f"{PROTOCOL}: refusal {each} stands twice" for each in sorted(set(said)) if said.count(each) > 1]


def leads(asked: str, served: str, is_whole: bool = False) -> bool:
    """Whether an address that is asked for is a route: `:seat` takes anything, a variable (`X`) at the end is any word, and an address
    that ends in a variable may go on elsewhere in its module, unless it is whole."""
    one, other = asked.split("/"), served.split("/")
    if len(one) > len(other) or (len(one) < len(other) and (is_whole or one[-1] != "X")):
        return False
    return all(mine == theirs or theirs.startswith(":") or (mine == "X" and place == len(one) - 1)
               for place, (mine, theirs) in enumerate(zip(one, other)))


def served(root: Path) -> set[tuple[str, str]]:
    """Every route of the server: its verb and its address."""
    return {(verb.upper(), path) for each in files(root, "Sources/Coordinator/Routes/**/*.swift")
            for verb, path in re.findall(r"router\.(get|post|put|delete|patch)\(\s*\"([^\"]+)\"", without_comments(each.read_text()))}


def asked(text: str) -> list[tuple[int, str, str]]:
    """What a module asks for: where, verb and address. An address that is made before it is asked for has the verb of its use; where
    neither is to be seen, none."""
    found = []
    for match in re.finditer(r"['`](/api/(?:\$\{(?:[^{}`]|'[^']*'|`[^`]*`)*\}|[^'`?$])*)", text):
        before = text[max(0, match.start() - 90):match.start()]
        call = re.search(r"\b(get|postOnce|post)\((?:[^()]|\([^()]*\))*$", before)
        name = re.search(r"\bconst (\w+) = [^=;]*$", before)
        verb = call[1] if call else ""
        if name and not call:
            use = re.search(rf"\b(get|postOnce|post)\((?:[^();]|\([^()]*\))*?\b{name[1]}\b", text)
            verb = use[1] if use else ""
        found.append((match.start(), {"get": "GET", "": ""}.get(verb, "POST"), re.sub(r"\$\{.*?\}(?=/|$)", "X", match[1])))
    return found


def typed(root: Path) -> set[tuple[str, str]]:
    """The addresses for which the pages have types of what is sent and answered."""
    found = set()
    for verb, name in (("GET", "Read"), ("POST", "Body"), ("POST", "Asked")):
        said = re.search(rf"export type {name}<.*?;\n", read(root, BODIES), re.S)
        for address in re.findall(r"['`](/api/[^'`?]*)", said[0] if said else ""):
            found.add((verb, re.sub(r"\$\{string\}", "X", address)))
    return found


def routes(root: Path) -> list[str]:
    """Every route of the server stands in the document and, where a page asks for it, in the types of the pages; and the other way round.
    Verbs are compared too."""
    ours = served(root)
    if not ours:
        return ["Sources/Coordinator/Routes: no routes"]
    document = read(root, PROTOCOL)
    told = set(re.findall(r"`(GET|POST) (/api/[^`?\s]+)", document))
    # `POST …/reissue` stands for the same place as the sentence before it.
    told |= {("POST", f"/api/sessions/ID/seats/N/{each}") for each in re.findall(r"`POST …/(\w+)`", document)}
    found = [f"{PROTOCOL}: no route {verb} {path}, which the server has" for verb, path in sorted(ours)
             if path not in FORMER and not any(verb == its and leads(each, path) for its, each in told)]
    found += [f"{PROTOCOL}: {verb} {each} is no route of the server"
              for verb, each in sorted(told) if not any(verb == its and leads(each, path) for its, path in ours)]
    pages = typed(root)
    if pages:
        found += [f"{BODIES}: no types of {verb} {path}, which the server has" for verb, path in sorted(ours)
                  if path not in BY_ADDRESS | FORMER and not any(verb == its and leads(each, path, True) for its, each in pages)]
        found += [f"{BODIES}: {verb} {each} is no route of the server"
                  for verb, each in sorted(pages) if not any(verb == its and leads(each, path, True) for its, path in ours)]
    for path in files(root, "web-static/js/**/*.js"):
        text = without_comments(path.read_text())
        for at, verb, address in asked(text):
            if not any(verb in ("", its) and leads(address, each) for its, each in ours):
                found.append(finding(root, path, line_of(text, at), f"{verb} {address} is no route of the server".strip()))
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
    for each in files(root, "Sources/Mediation/Case/**/*.swift"):
        for field, owner, constant, number in re.findall(
                r"CaseText\.check\(.+?, \"(\w+)\", (?:(\w+)\.(\w+)|(\d+))", each.read_text()):
            # `reason` and `unit` of a command stand in LENGTHS.
            owed.setdefault(field, int(number) if number else core.get((owner, constant)))
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


UNITS = {"": 1, "KiB": 1024, "MiB": 1 << 20, "ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000, "days": 86_400_000}
SPAN = {"milliseconds": 1, "seconds": 1000, "minutes": 60_000, "hours": 3_600_000, "days": 86_400_000}


def number_of(text: str) -> int | None:
    """A whole number as Swift writes it: `64 * 1024`, `1 << 20`, `8_000`."""
    text = text.replace("_", "").strip()
    return eval(text) if re.fullmatch(r"[\d\s*+<()-]+", text) else None  # noqa: S307 - digits and operators alone


def span_of(text: str) -> int | None:
    said = re.search(r"(?:\bSpan)?\.(\w+)\(([\d_]+)\)|\bSpan\((milliseconds): ([\d_]+)\)", text)
    return int((said[2] or said[4]).replace("_", "")) * SPAN.get(said[1] or said[3], 0) if said else None


def constant(source: SwiftSource, name: str) -> tuple | None:
    """The value of a constant, `Type.member`: (least, most), (each, burst) of an allowance, or one number; spans, and what is
    called seconds, in milliseconds."""
    kind, _, member = name.rpartition(".")
    text = source.text(kind)
    said = re.search(rf"\b{member}: Int = (\d[\d_]*)", text) or re.search(
        rf"\b(?:let|var) {member}\b(?:: \w+ \{{|[^=\n{{]*=)\s*([^\n}}]+)", text) or re.search(rf"^\s*{member} = (.+)", text, re.M)
    if not said:
        return None
    text = said[1].strip()
    if member.endswith("Seconds") and number_of(text) is not None:
        return (number_of(text) * 1000,)
    if "Allowance(" in text:
        burst = re.search(r"burst: ([\d_]+)", text)
        return (span_of(text), int(burst[1].replace("_", ""))) if burst else None
    least, dots, most = text.partition("...")
    if dots:
        pair = [number_of(re.sub(r"\.0$", "", each)) for each in (least, most)]
        return None if None in pair else tuple(pair)
    value = number_of(text)
    value = span_of(text) if value is None else value
    return None if value is None else (value,)


def told_number(cell: str) -> tuple | None:
    """`50`, `64 KiB`, `10 s`, `0…100`, `one each 3 s, 60 at once`."""
    cell = cell.replace(",", "") if re.fullmatch(r"[\d,]+( \w+)?", cell) else cell
    allowance = re.fullmatch(r"one each (\d+) (ms|s), (\d+) at once", cell)
    if allowance:
        return int(allowance[1]) * UNITS[allowance[2]], int(allowance[3])
    pair = re.fullmatch(r"(\d+)…([\d,]+)", cell)
    if pair:
        return int(pair[1]), int(pair[2].replace(",", ""))
    one = re.fullmatch(r"(\d+) ?(\w*)", cell)
    return (int(one[1]) * UNITS[one[2]],) if one and one[2] in UNITS else None


def numbers(root: Path, source: SwiftSource) -> list[str]:
    """Rows of a document whose last cell names constants: the number beside it is theirs."""
    found, seen = [], 0
    for path in files(root, "docs/*.md"):
        text = path.read_text()
        for match in re.finditer(r"^\| [^|\n]+ \| ([^|\n]+) \|(?: [^|\n]* \|)? ((?:`[A-Z]\w+(?:\.\w+)+`(?:, )?)+) \|$", text, re.M):
            said = told_number(match[1].strip())
            for name in re.findall(r"`([\w.]+)`", match[2]):
                seen += 1
                value = constant(source, name)
                if said is None or value != said:
                    found.append(finding(root, path, line_of(text, match.start()),
                                         f"{match[1].strip()} here, {'none' if value is None else value} in {name}"))
    return found if seen else [f"{PROTOCOL}: no table of numbers with their constants"]


def check(root: Path) -> list[str]:
    source = SwiftSource(root)
    return (messages(root, source) + sections(root, source) + closes(root, source) + refusals(root, source) + routes(root)
            + lengths(root) + numbers(root, source))
