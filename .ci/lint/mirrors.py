"""Lists that are closed, and their mirrors. The Swift enum is the list, wherever its file lies; docs/protocol.md, the types of the pages,
the lists of their modules and the words in the text tables say the same or, where they choose, nothing that the enum does not know.

`python3 .ci/lint/mirrors.py` writes the table of docs/contract.md anew.
"""

import json
import re
import sys
from pathlib import Path

from findings import files, finding, line_of, without_comments
from mirror_lists import reader
from swift_source import SwiftSource

PROTOCOL, CONTRACT = "docs/protocol.md", "docs/contract.md"
WORDS_OF_PAGES = "web-static/js/protocol/vocabulary.d.ts"
TABLE = "web-static/text/{}.{}.json"
LOCALES = ("zh-CN", "en")
PAGES = "web-static/js/"
MONTH = "web-static/js/pages/statistics/"
CASE, DESK = PAGES + "pages/case/", PAGES + "pages/case/desk/"
STAFF = PAGES + "pages/accounts/staff/"
STEPS = tuple(f"{CASE}{each}/steps.js" for each in ("registration", "handling", "supervision", "follow-up", "archive"))

# The enum by its name in Swift; then each mirror: its file (or several, whose lists add up), where its list begins there, and how it
# stands to the enum: "all" of it in any order, "order" the same, "some" of it, "offered" by pages. After these: values that the mirror
# leaves out, or has besides, for a reason.
MIRRORS = [
    ("Role", [
        (WORDS_OF_PAGES, "Role", "all"), (PROTOCOL, "\n`role`: ", "order"), (DESK + "desk.js", "REGISTERS", "some"),
        (DESK + "sorting.js", "OWN", "some"), (DESK + "waiting.js", "POSTS", "some"), (DESK + "waiting.js", "SUPERVISORS", "some"),
        (STAFF + "person-form.js", "ROLES", "order"), (PAGES + "ui/shell.js", "MONTHLY", "some")]),
    ("BureauUnit.Kind", [
        (WORDS_OF_PAGES, "UnitKind", "all"), (PROTOCOL, "`kind` of a unit: ", "order"), (STAFF + "units.js", "KINDS", "order")]),
    ("StaffCommand.Name", [(WORDS_OF_PAGES, "StaffOrderName", "all"), (PROTOCOL, "\nOrders: ", "order")]),
    ("Lawyer.Capacity", [
        (WORDS_OF_PAGES, "LawyerCapacity", "all"), (PROTOCOL, "`capacity`: ", "order"), (PAGES + "pages/lawyers/form.js", "CAPACITIES", "order")]),
    ("LawyerOrder.Name", [(WORDS_OF_PAGES, "LawyerOrderName", "all"), (PROTOCOL, "Lawyers' orders: ", "order")]),
    ("StaffTable", [(WORDS_OF_PAGES, "StaffTableName", "all"), (PROTOCOL, "`table`: ", "all"), (STAFF + "file.js", "TABLES", "order")]),
    ("StaffTable.Column", [
        (WORDS_OF_PAGES, "StaffColumn", "all"), (STAFF + "roll.js", "SHOWN", "some"), (STAFF + "person-form.js", "NEEDED", "some")]),
    ("StaffTable.Fault.Code", [(WORDS_OF_PAGES, "StaffFaultCode", "all"), (PROTOCOL, "Codes of faults: ", "order")]),
    ("CaseStatus", [
        (WORDS_OF_PAGES, "CaseStatus", "all"), (PROTOCOL, "`status`: ", "all"), (DESK + "sorting.js", "OVER", "some"),
        (DESK + "sorting.js", "OFFICER", "some"), (DESK + "sorting.js", "OWN[]", "some"),
        (CASE + "stepper.js", "STAGES", "some"), (CASE + "stepper.js", "LEFT", "some"), (CASE + "stepper.js", "AT", "some"),
        (CASE + "archive/checks.js", "SIGNING", "some"), (CASE + "case.js", "FILED", "some")]),
    ("Channel", [
        (WORDS_OF_PAGES, "Channel", "all"), (PROTOCOL, "`channel`: ", "all"), (CASE + "registration/register.js", "CHANNELS", "all")]),
    ("ContentClass", [
        (WORDS_OF_PAGES, "ContentClass", "all"), (PROTOCOL, "`contentClass`: ", "all"),
        (CASE + "registration/register.js", "CLASSES", "all")]),
    ("VisitKind", [
        (WORDS_OF_PAGES, "VisitKind", "all"), (PROTOCOL, "`visitKind`: ", "all"), (CASE + "registration/register.js", "VISITS", "all")]),
    ("CaseLevel", [
        (WORDS_OF_PAGES, "CaseLevel", "all"), (PROTOCOL, "`level`: ", "all"), (CASE + "handling/steps.js", "LEVELS", "all")]),
    ("Rating", [
        (WORDS_OF_PAGES, "Rating", "all"), (PROTOCOL, "`rating`: ", "all"), (CASE + "follow-up/steps.js", "RATINGS", "all")]),
    ("FollowUpMethod", [
        (WORDS_OF_PAGES, "FollowUpMethod", "all"), (PROTOCOL, "`method`: ", "all"), (CASE + "follow-up/steps.js", "METHODS", "all")]),
    ("Performance", [
        (WORDS_OF_PAGES, "Performance", "all"), (PROTOCOL, "`performance`: ", "all"),
        (CASE + "follow-up/steps.js", "PERFORMANCES", "all")]),
    ("CaseOrder.Kind", [(WORDS_OF_PAGES, "OrderKind", "all"), (PROTOCOL, "`kind`: `assignment` (交办单), `supervision` (督办单) or ", "all", "assignment", "supervision")]),
    ("Reckoning.Counting", [(WORDS_OF_PAGES, "Counting", "all"), (PROTOCOL, "`reckoning.counting`: ", "all")]),
    ("Reckoning.DayKind", [(WORDS_OF_PAGES, "DayKind", "all"), (PROTOCOL, "`reckoning.due.kind`: ", "all")]),
    ("SignOffCheck", [(WORDS_OF_PAGES, "SignOffCheck", "all"), (PROTOCOL, "`check`: ", "order")]),
    ("IndexItem", [(WORDS_OF_PAGES, "IndexItem", "order"), (PROTOCOL, "; `item`: ", "order")]),
    ("FiledSheet", [
        (WORDS_OF_PAGES, "FiledSheet", "all"), (PROTOCOL, "; `sheet`: ", "order"), (CASE + "archive/steps.js", "SHEETS", "all")]),
    ("Figure", [
        (WORDS_OF_PAGES, "Figure", "order"), (PROTOCOL, "`figure`: ", "order"), (MONTH + "figures.js", "LEAD", "some"),
        (MONTH + "figures.js", "COMPARED", "some"), (MONTH + "figures.js", "PRINTED", "some"), (MONTH + "figures.js", "BESIDES", "some"), (MONTH + "figures.js", "LOOP", "some"),
        (MONTH + "figures.js", "CLASSES", "some"), (MONTH + "figures.js", "NUMBERS", "some")]),
    ("MonthSpan", [(WORDS_OF_PAGES, "MonthSpan", "order"), (PROTOCOL, "`span`: ", "order")]),
    ("FileItem", [(WORDS_OF_PAGES, "FileItem", "all"), (PROTOCOL, "to be archived, of ", "all")]),
    ("DueKind", [(WORDS_OF_PAGES, "DueKind", "all"), (PROTOCOL, "`due[].kind`: ", "all")]),
    ("CaseEvent.Change.Name", [
        (WORDS_OF_PAGES, "CaseEventName", "all"), (PROTOCOL, "`timeline[].kind`: ", "all"), (CASE + "timeline.js", "PRESSING", "some"),
        (CASE + "timeline.js", "TALKS", "some"), (CASE + "timeline.js", "ORDERS", "some"), (CASE + "timeline.js", "TERMS", "some"),
        (CASE + "timeline.js", "TRACE", "some"), (CASE + "timeline.js", "NUMBERED", "some")]),
    ("PartyRole", [
        (WORDS_OF_PAGES, "PartyRole", "all"), (PROTOCOL, "Party roles: ", "all"),
        (CASE + "registration/party-form.js", "ROLES", "all"), (CASE + "registration/party-form.js", "COUNSEL", "some")]),
    ("Side", [
        (WORDS_OF_PAGES, "Side", "all"), (PROTOCOL, "has `actsFor` (", "all"),
        (CASE + "registration/party-form.js", "ACTS_FOR", "all")]),
    ("Sex", [
        (WORDS_OF_PAGES, "Sex", "all"), (PROTOCOL, "`sex`: ", "all"), (CASE + "registration/party-form.js", "SEXES", "all")]),
    # What pages offer of the steps of a case; the list of Swift is `CaseStep.offered`. The launch and the adding of people have routes
    # of their own, and no place in a list of commands.
    ("CaseStep", [
        (WORDS_OF_PAGES, "CaseStep", "offered", "launch", "add_party"), (PROTOCOL, "\nCommands: ", "offered"),
        (STEPS, "STEPS", "offered"), ((STEPS[0], STEPS[4]), "GRAVE", "some"),
        (STEPS, "ASIDE", "some")]),
    ("SeatRole", [(WORDS_OF_PAGES, "SeatRole", "all"), (PAGES + "model/seats.js", "ROLE_ORDER", "all")]),
    ("Standing", [
        (WORDS_OF_PAGES, "Standing", "all"), (PROTOCOL, "`standing`: ", "order"), (PAGES + "pages/room/host/shield.js", "GONE", "some"),
        (PAGES + "pages/room/host/lobby.js", "GONE", "some"), (PAGES + "pages/room/host/lobby.js", "SAYS_ALL", "some")]),
    ("Presence", [(WORDS_OF_PAGES, "Presence", "all"), (PROTOCOL, "`presence`: ", "all")]),
    ("TrackState", [
        (WORDS_OF_PAGES, "MediaStatus", "all"), (PROTOCOL, "`media.camera`: ", "all"),
        (PAGES + "pages/room/host/say.js", "AS_WANTED", "some"), (PAGES + "pages/room/party/notes.js", "AS_WANTED", "some")]),
    ("DeviceCheck.Verdict", [(WORDS_OF_PAGES, "CheckResult", "all"), (PROTOCOL, "or null; values ", "all")]),
    ("IdentityCheck.Method", [
        (WORDS_OF_PAGES, "IdentityMethod", "all"), (PROTOCOL, "; methods ", "all"),
        # A lawyer's licence is offered for lawyers alone.
        (PAGES + "pages/room/host/identify.js", "METHODS", "all", "licence")]),
    ("RoomFounding.Kind", [(WORDS_OF_PAGES, "SessionKind", "all"), (PROTOCOL, "`kind` of a session: ", "all")]),
    ("Room.Phase", [
        (WORDS_OF_PAGES, "Phase", "all"), (PROTOCOL, "`phase`: `waiting`", "all", "waiting"),
        (CASE + "dialogue/phase.js", "KINDS", "all")]),
    ("RoomFounding.Paths", [(WORDS_OF_PAGES, "Paths", "all"), (PROTOCOL, "`paths`: ", "all")]),
    ("LinkReport.State", [(WORDS_OF_PAGES, "LinkState", "order"), (PROTOCOL, "`stats.state`: ", "order")]),
    ("EndReason", [
        (WORDS_OF_PAGES, "EndReason", "all"), (PROTOCOL, "\n.*Reasons: ", "all"),
        # The server ends with `host_absent` by itself.
        (PAGES + "pages/room/host/end.js", "REASONS", "all", "host_absent")]),
    ("RoomEvent.Name", [
        (WORDS_OF_PAGES, "RoomEventName", "all"), (PROTOCOL, "`events[].what`: ", "all"),
        (PAGES + "pages/minutes/record.js", "DETAILS", "some")]),
    ("Guardianship", [(WORDS_OF_PAGES, "Guardianship", "all"), (PROTOCOL, "`guardianship`: ", "order")]),
    ("SessionHistory.WhyGone", [(WORDS_OF_PAGES, "WhyGone", "all"), (PROTOCOL, "`leftWhy`: ", "all")]),
    ("Happening.What", [(WORDS_OF_PAGES, "HappeningName", "all"), (PROTOCOL, "`what`: ", "order")]),
    ("EdgeVerdict", [
        (WORDS_OF_PAGES, "EdgeVerdict", "all"), (PROTOCOL, "`from`; verdicts ", "all"), (PROTOCOL, "the last `verdict`: ", "all"),
        # A line that nothing was measured of yet is the page's own word.
        (PAGES + "room-ui/network.js", "BARS", "all", "unknown"), (PAGES + "room-ui/network.js", "WORST_FIRST", "all"),
        # Nothing is to be mended where it is good.
        (PAGES + "pages/room/host/health.js", "ORDER", "all", "good"), ("web-static/css/live.css", ".health .", "some", "health")]),
    ("Wall.Phase", [(WORDS_OF_PAGES, "WallPhase", "order"), (PROTOCOL, "`wall.phase`: ", "order")]),
    ("Medium", [
        (WORDS_OF_PAGES, "Medium", "all"), (PROTOCOL, "`medium`: ", "all"), (PAGES + "pages/room/host/shield.js", "MEDIA", "all")]),
    ("MinutesSection", [(WORDS_OF_PAGES, "SectionKey", "order"), (PROTOCOL, "`minutes.sections`: .*in the order ", "order")]),
    ("MinutesDocument.HeaderKey", [(WORDS_OF_PAGES, "HeaderKey", "all"), (PROTOCOL, "`header[].key`: ", "all")]),
    ("Refusal.Code", [
        (WORDS_OF_PAGES, "RefusalCode", "all"), (PAGES + "protocol/return.js", "PASSING", "some"),
        # `stopped` is the page's own word for a line that ended.
        (PAGES + "protocol/refusals.js", "PASSING", "some", "stopped"),
        (PAGES + "pages/room/host/live.js", "TURNED_AWAY", "some"), (PAGES + "pages/room/party/step.js", "TURNED_AWAY", "some")]),
]
# Words in both languages: the places of a value in the text tables, its enum, the values that are never said there, and the keys that
# a group has besides (None: the group is shared, and nothing is strange in it).
WORDS = [
    ("bureau.event.{}", "CaseEvent.Change.Name", [], []),
    ("bureau.happening.{}", "RoomEvent.Name", [], []),
    ("bureau.due.{}", "DueKind", [], []),
    ("bureau.left_why.{}", "SessionHistory.WhyGone", [], []),
    ("bureau.paths.{}", "RoomFounding.Paths", [], []),
    ("bureau.status.{}", "CaseStatus", [], []),
    ("bureau.phase.{}", "Room.Phase", [], []),
    ("bureau.launch.open.{}", "Room.Phase", ["ended"], []),
    ("bureau.record.medium.{}", "Medium", [], []),
    ("bureau.seat.{}", "Standing", [], None),
    ("bureau.channel.{}", "Channel", [], []),
    ("bureau.class.{}", "ContentClass", [], []),
    ("bureau.visit.{}", "VisitKind", [], []),
    ("bureau.sex.{}", "Sex", [], []),
    ("bureau.acts_for.{}", "Side", [], []),
    ("bureau.grade.{}", "CaseLevel", [], []),
    ("bureau.rating.{}", "Rating", [], []),
    ("bureau.method.{}", "FollowUpMethod", [], []),
    ("bureau.performance.{}", "Performance", [], []),
    ("bureau.sheet.{}", "FiledSheet", [], []),
    ("bureau.index.item.{}", "IndexItem", [], []),
    ("month.figure_name.{}", "Figure", [], []),
    ("month.figure_top.{}", "Figure", [], []),
    ("month.figure_says.{}", "Figure", [], []),
    ("bureau.checks.{}", "SignOffCheck", [], None),
    ("bureau.checks.item.{}", "FileItem", [], []),
    ("bureau.header.{}", "MinutesDocument.HeaderKey", [], []),
    ("staff.role.{}", "Role", [], []),
    ("lawyers.capacity.{}", "Lawyer.Capacity", [], ["all"]),
    ("staff.kind.{}", "BureauUnit.Kind", [], []),
    ("staff.column.{}", "StaffTable.Column", [], []),
    ("staff.fault.{}", "StaffTable.Fault.Code", [], []),
    ("live.shield.is_{}", "Medium", [], None),
    ("live.log.{}", "Happening.What", [], ["returned_after"]),
    ("live.network.{}", "EdgeVerdict", [], ["unknown"]),
    ("live.health.{}", "EdgeVerdict", ["good"], None),
    ("live.health.{}_do", "EdgeVerdict", ["good"], None),
    ("live.lobby.minor.{}", "Guardianship", ["not_needed"], None),
    ("live.microphone.{}", "TrackState", [], []),
    ("live.camera.{}", "TrackState", [], []),
    ("live.lobby.check.camera_{}", "DeviceCheck.Verdict", ["ok"], None),
    ("live.lobby.check.microphone_{}", "DeviceCheck.Verdict", ["ok"], None),
    # While a device works, or somebody switched it off, there is nothing to help with.
    ("party.help.camera.{}", "TrackState", ["off", "live", "muted"], None),
    ("party.help.microphone.{}", "TrackState", ["off", "live", "muted"], None),
    ("common.role.{}", "SeatRole", [], []),
    ("common.section.{}", "MinutesSection", [], []),
    ("common.level.{}", "CaseLevel", [], ["none"]),
    ("common.end_reason.{}", "EndReason", [], []),
    ("common.identity.{}", "IdentityCheck.Method", [], []),
]
BEGIN, END = "<!-- mirrors: written by .ci/lint/mirrors.py -->\n", "<!-- end of mirrors -->\n"


def read(root: Path, name: str) -> str:
    path = root / name
    return path.read_text() if path.exists() else ""


def offered(source: SwiftSource) -> list[str]:
    """The steps that pages are offered, as the wire calls them."""
    said = re.search(r"static let offered\b[^=]*=\s*\[(.*?)\]", source.text("CaseStep"), re.S)
    names = dict(source.pairs("CaseStep"))
    cases = re.findall(r"\.(\w+)", said[1]) if said else [
        each for part in source.parts("CaseStep")
        for group in re.findall(r"case ([^:]+):\s*\.offered\(", source.text(part)) for each in re.findall(r"\.`?(\w+)", group)]
    return [names.get(each, each) for each in cases if each not in ("launch", "addParty")]


def compare(root: Path, rows: list = MIRRORS, source: SwiftSource | None = None) -> list[str]:
    source = source or SwiftSource(root)
    found = []
    for enum, mirrors in rows:
        values = source.values(enum)
        if not values:
            found.append(f"Sources: no enum {enum}, or more than one")
        for places, name, how, *apart in mirrors:
            places = (places,) if isinstance(places, str) else places
            lists = [reader(each)(read(root, each), name) for each in places]
            place = places[0]
            if None in lists:
                found.append(f"{places[lists.index(None)]}: no list {name.strip()} to compare with {enum}")
                continue
            said = [each for part in lists for each in part]
            owed = offered(source) if how == "offered" else values
            lacking = [each for each in owed if each not in said and each not in apart] if how != "some" else []
            strange = [each for each in said if each not in owed and each not in apart]
            found += [f"{' or '.join(places)}: {name.strip()} lacks {each}, which {enum} has" for each in lacking]
            found += [f"{place}: {name.strip()} has {each}, which {enum} has not" for each in strange]
            if how == "order" and not lacking and not strange and said != owed:
                found.append(f"{place}: {name.strip()} stands in another order than {enum}")
    return found


def unlisted(root: Path, rows: list = MIRRORS, source: SwiftSource | None = None) -> list[str]:
    """Lists in modules of the pages that hold two and more values of one enum, and stand in no row: nobody would compare them."""
    source = source or SwiftSource(root)
    listed = {(place, name.removesuffix("[]")) for _, mirrors in rows for places, name, *_ in mirrors
              for place in ((places,) if isinstance(places, str) else places)}
    values = {enum: set(source.values(enum)) for enum, _ in rows}
    found = []
    for path in files(root, "web-static/js/**/*.js"):
        text = without_comments(path.read_text())
        for match in re.finditer(r"\[\s*('\w+',\s*(?:'\w+',?\s*)+)\]", text):
            words = set(re.findall(r"'(\w+)'", match[1]))
            enum = next((each for each, known in values.items() if words <= known), None)
            names = re.findall(r"\bconst (\w+)\b", text[:match.start()])
            if enum and (str(path.relative_to(root)), names[-1] if names else "") not in listed:
                found.append(finding(root, path, line_of(text, match.start()),
                                     f"a list of {enum}: make it a constant, and name it in MIRRORS of .ci/lint/mirrors.py"))
    return found


def table_of(root: Path, area: str, locale: str) -> dict:
    text = read(root, TABLE.format(area, locale))
    return json.loads(text) if text else {}


def words(root: Path, rows: list = WORDS, source: SwiftSource | None = None) -> list[str]:
    """Every value has words in both languages, and no group has words for what there is not."""
    source = source or SwiftSource(root)
    found = []
    for template, enum, unsaid, besides in rows:
        values = [each for each in source.values(enum) if each not in unsaid]
        if not values:
            found.append(f"Sources: no enum {enum}, or more than one")
        area, *groups = template.split(".")[:-1]
        shape = template.rsplit(".", 1)[1]
        for locale in LOCALES:
            said = table_of(root, area, locale)
            for each in groups:
                said = said.get(each, {}) if isinstance(said, dict) else {}
            place = TABLE.format(area, locale)
            found += [f"{place}: no words for {template.format(each)}, which {enum} has"
                      for each in values if not said.get(shape.format(each))]
            if besides is not None:
                found += [f"{place}: words for {template.format(each)}, which {enum} has not"
                          for each in sorted(set(said) - set(values) - set(besides) - set(unsaid))]
    return found


def written() -> str:
    """The table of docs/contract.md: each enum, and where it is repeated."""
    rows: dict[str, list[str]] = {}
    for enum, mirrors in MIRRORS:
        for places, name, how, *_ in mirrors:
            for place in (places,) if isinstance(places, str) else places:
                told = "a sentence of " + place if place == PROTOCOL else f"{place}, `{name}`"
                told = f"{place.rsplit('/', 1)[1]}, `{name}`" if place == WORDS_OF_PAGES else told
                rows.setdefault(enum, []).append(told + (" (some of it)" if how == "some" else ""))
    for template, enum, *_ in WORDS:
        rows.setdefault(enum, []).append(f"words: `{template.format('*')}`")
    lines = ["| enum | repeated in |", "|---|---|"]
    for enum, places in sorted(rows.items()):
        # Two sentences of one document, or two lists of one module, are one place to look.
        lines.append(f"| `{enum}` | {'; '.join(dict.fromkeys(places))} |")
    return "\n".join(lines) + "\n"


def documented(root: Path) -> list[str]:
    text = read(root, CONTRACT)
    if BEGIN not in text or END not in text:
        return [f"{CONTRACT}: no table of mirrors"]
    if text.partition(BEGIN)[2].partition(END)[0] != written():
        return [f"{CONTRACT}: the table of mirrors is an older one; `python3 .ci/lint/mirrors.py` writes it anew"]
    return []


def check(root: Path) -> list[str]:
    source = SwiftSource(root)
    return compare(root, MIRRORS, source) + unlisted(root, MIRRORS, source) + words(root, WORDS, source) + documented(root)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    target = Path(__file__).resolve().parent.parent.parent / CONTRACT
    before, _, rest = target.read_text().partition(BEGIN)
    target.write_text(before + BEGIN + written() + END + rest.partition(END)[2])
