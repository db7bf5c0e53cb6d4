"""Numbers that stand in sentences of the documents. Each that repeats a number of the program stands here with its constant, and the
two are compared; docs/protocol.md holds no other, but those of the standards that it names.
"""

import re
from pathlib import Path

from contract import constant, number_of, told_number
from findings import finding, line_of
from mirrors import PROTOCOL, read
from swift_source import SwiftSource

OPERATIONS, THREATS, DOMAIN = "docs/operations.md", "docs/threat-model.md", "docs/rules.md"
TERMS, THROTTLE = "Sources/Mediation/Case/Deadlines.swift", "Sources/Coordinator/Entry/Throttle.swift"
TARGETS = "Sources/Mediation/Case/CaseRules.swift"


def term(name: str) -> tuple[str, str]:
    """A term of the law: the number in the function of its name."""
    return TERMS, rf"func {name}\([^{{]*\{{\s*(?:work)?days\((\d+)"


# A sentence with `{}` for each number; then whose each is: a constant by its name, or a file and an expression of it.
SENTENCES: dict[str, list[tuple[str, list]]] = {
    PROTOCOL: [
        (r"Ids are 1 to {} of", [("Sources/Mediation/Identifiers.swift", r"\(1\.\.\.(\d+)\)\.contains")]),
        (r"is the session's id: 1 to {} of", [("Sources/Mediation/Identifiers.swift", r"\(1\.\.\.(\d+)\)\.contains")]),
        (r"lines of a chunk's size {} bytes, extensions and trailers {} in all", ["ChunkedBody.lineLimit", "ChunkedBody.extraLimit"]),
        (r"a target of at most {}, a head of at most {} and {} lines",
         ["RequestReader.targetLimit", "RequestReader.headLimit", "RequestReader.fieldLimit"]),
        (r"A body is at most {}\.", ["WireLimits.httpBody"]),
        (r"An id is known for {},", ["Retention.requestLife"]),
        (r"wait {}, doubling to {};", [(THROTTLE, r"min\([\d_]+, (\d+) <<"), (THROTTLE, r"min\(([\d_]+), \d+ <<")]),
        (r"{} of a place and {} in all may wait", ["HashingQueue.waitingOfOrigin", "HashingQueue.waitingOfAll"]),
        (r"at most {} cases, by what is due", ["DeskRoutes.pageLength"]),
        (r"the first {} cases, in the same order", ["DeskRoutes.pageLength"]),
        (r"An answer looks at {} cases and holds {} lines", ["WaitingRoutes.lookedAt", "WaitingRoutes.pageLength"]),
        (r"of {} months, the last is the page's", ["MonthReport.seriesLength"]),
        (r"at most {} of the cases behind a number", ["MonthRoutes.pageLength"]),
        (r"within an hour of {} workdays before its last day", ["Deadlines.warning"]),
        (r"the first {} characters count", ["CaseSearch.longest"]),
        (r"`parties` holds 1 to {}\.", ["CaseFile.partiesAtRegistration"]),
        (r"a seat's link is made anew {} times at the most and revoked {} times, a session invites {} people,\s+a case launches {} sessions",
         ["WireLimits.linkChangesAnHour", "WireLimits.linkChangesAnHour", "WireLimits.invitationsAnHour", "WireLimits.launchesAnHour"]),
        (r"a sample each {} \(2\.5\)", ["RoomLimits.statisticsInterval"]),
        (r"a secret has exactly {} characters", ["LinkText.secretLength"]),
        (r"`serve --link-life`, {} unless told otherwise", ["LifeOfLinks.standard"]),
        (r"one JSON object each, at most {}, depth at most {}\.", ["WireLimits.message", "WireLimits.depth"]),
        (r"it comes within {}\.", ["ConnectionTimes.hello"]),
        (r"; {} devices may ask for one seat", ["RoomLimits.claimsOfSeat"]),
        (r"Of more than {} open questions of a seat, and of more than {} pages", ["Callers.questionsOfSeat", "RoomDelivery.mostWatchers"]),
        (r"newest last, at most {}:", ["RoomLimits.happenings"]),
        (r"a section holds at most {} characters", ["MinutesDraft.sectionLimit"]),
        (r"Silent for {}:", ["RoomLimits.sealing"]),
        (r"leaves the officer a line \({} characters\)", ["RoomLimits.wordLength"]),
        (r"`stats`: per link every {}\.", ["media/mesh.js:MEASURE_MS"]),
        (r"reports one is taken every {},", ["RoomLimits.statisticsInterval"]),
        (r"written at most every {};", ["RoomLimits.statisticsInterval"]),
        (r"`ack` in passing, at most one in {},", ["protocol/stream.js:EVERY_MS"]),
        (r"is told as it is {} later, once", ["media/media-report.js:AGAIN_MS"]),
        (r"`beat` comes after {} of silence", ["ConnectionTimes.beat"]),
        (r"After {} of silence either side", ["ConnectionTimes.dead"]),
        (r"pushed after consent and every {};", ["ConnectionTimes.relayRenewal"]),
        (r"- {} a description, {} a candidate, {} candidates a generation",
         ["WireLimits.description", "WireLimits.candidate", "WireLimits.candidates"]),
        (r"comes back after {} \|", [("web-static/js/protocol/return.js", r"4007: \{ act: 'return', delay: (\d+)")]),
        (r"{} seats are the most", ["RoomLimits.seats"]),
        (r"The head of the minutes tells {} interruptions", ["MinutesDocument.sentencesOfPerson"]),
        (r"a new one has {} characters at least", ["PasswordRule.shortest"]),
        (r"free text of at most {} characters", [("web-static/js/protocol/limits.js", r"\bphone: (\d+)")]),
    ],
    OPERATIONS: [
        (r"the server beats every {}\)", ["ConnectionTimes.beat"]),
        (r"`--connections` \({}\)", ["Serve.connections"]),
        (r"`--messages-per-second` \({}\)", ["Serve.messagesPerSecond"]),
        (r"Connections: {} at once[^.]*?, {} of one address[^.]*?, of these {} that",
         ["ListenOptions.maximumConnections", "ListenOptions.connectionsPerAddress", "ListenOptions.requestsPerAddress"]),
        (r"counts `user-quota` by these: {} at once", [(".ci/relay.py", r"user-quota=(\d+)")]),
        (r"Names expire after {}; pages renew", ["ConnectionTimes.relayLifetime"]),
        (r"Calls of more than {} live by that", ["ConnectionTimes.relayLifetime"]),
        (r"has {} characters at least, {} bytes\s+at most", ["PasswordRule.shortest", "PasswordRule.bytes"]),
        (r"A staff number has up to {} letters", ["StaffNumber.lengths"]),
        (r"requests that were answered more than {} ago", ["Retention.requestLife"]),
        (r"section 5\. {} seats a session", ["RoomLimits.seats"]),
        (r"every {} hands the counts", ["Pulse.interval"]),
    ],
    THREATS: [
        (r"within {} and\s+{}; anything else", ["ConnectionTimes.hello", "WireLimits.hello"]),
        (r"Who is silent for {} is", ["RoomLimits.sealing"]),
        (r"credentials, which live {},", ["ConnectionTimes.relayLifetime"]),
        (r"a request's for {}\.", ["Retention.requestLife"]),
    ],
    "docs/record.md": [(r"An entry has at most {} bytes", ["LogEntry.mostBytes"])],
    "CONTRIBUTING.md": [
        (r"at most {} lines, a browser module at most {}\. Swift lines have at most {} columns", [
            (".ci/lint/swift_style.py", r"LONGEST = (\d+)"), (".ci/lint/pages.py", r"LONGEST = (\d+)"),
            (".swift-format", r"\"lineLength\" ?: (\d+)")]),
        (r"at most {}, by `.ci/lint/pages.py`\. A function of the pages has at most {} lines", [
            (".ci/lint/pages.py", r"WIDEST = (\d+)"), (".ci/lint/page_functions.py", r"LONGEST = (\d+)")]),
        (r"a file of page tests {} s, a part of `make test` {} s", [
            ("Tests/Browser/unit/support/run.js", r"FILE_TIMEOUT = (\d+)_000"), (".ci/parts.py", r"LIMIT = (\d+)\.0")]),
    ],
    ".editorconfig": [(r"max_line_length = {}\n", [(".swift-format", r"\"lineLength\" ?: (\d+)")])],
    DOMAIN: [
        (r"received \+ {} days \| XF23", [term("notice")]),
        (r"received \+ {} working days \| XF23", [term("jurisdictionObjection")]),
        (r"accepted \+ {} days; an extension", [(TERMS, r"days\((\d+) \+ `extension`")]),
        (r"reply \+ {} days; request \+ {} days", [term("review"), term("review")]),
        (r"filed \+ {} days, prolonged", [(TERMS, r"days\((\d+) \* \(1 \+")]),
        (r"acceptance \+ {} working days", [term("firstMediation")]),
        (r"first \+ {} working days", [term("secondMediation")]),
        (r"request \+ {} days \| CX21", [term("recusal")]),
        (r"effective date \+ {} days", [term("judicialConfirmation")]),
        (r"level 3: {} days, level 2: {}, level 1: {}; follow-up: {} \|", [
            (TARGETS, r"\.three: (\d+)"), (TARGETS, r"\.two: (\d+)"), (TARGETS, r"\.one: (\d+)"), (TARGETS, r"followUpDays: Int = (\d+)")]),
    ],
}
WORDS = {"Eight": "8", "eight": "8"}
NUMBER = r"((?:\d[\d,]*|[Ee]ight)(?: (?:KiB|MiB|ms|s|min|h|days|hours|minutes)(?![\w]))?)"
LONG = {"hours": "h", "minutes": "min"}
# What belongs to a standard or to the form of the document itself: a place in a list, a name, a status, a close code, a section, a date.
OTHERS = re.compile(
    r"^\d+\. |RFC \d+(?:, \d+(?:\.\d+)*)?|\b[1-5]\d\d\b|\b4xx\b|\b1002\b|\b40\d\d\b|/64|\b\d{4}-\d\d-\d\d\S*|\bsections? \d(?:\.\d)?|\(\d\.\d\)"
    r"|\bin 0\.\d|\bUTF-8|\bU\+\S+|\(128 (?:random )?bits|\b128 random bits|\+86|\+ 1\b|and 0\.|rises by 1\b|as in \d\.\d"
    r"|of 1 to 32 |1 to 256|1 to 2\^31-1|4 to 256|1 to (?=\{)|\bIPv[46]|\brules? 1 to \d+|trialogue\.v1|is 1000")


def value(source: SwiftSource, root: Path, of) -> int | None:
    """A number of the program, times in milliseconds; of a range its upper end."""
    if isinstance(of, tuple):
        said = re.search(of[1], read(root, of[0]))
        return number_of(said[1]) if said else None
    path, _, name = of.partition(":")
    if name:
        said = re.search(rf"\bconst {name} = ([\d_]+);", read(root, f"web-static/js/{path}"))
        return number_of(said[1]) if said else None
    found = constant(source, of)
    return found[-1] if found else None


def told(text: str) -> int | None:
    number, _, unit = text.partition(" ")
    said = told_number(f"{WORDS.get(number, number)} {LONG.get(unit, unit)}".strip())
    return said[0] if said else None


def compared(root: Path, source: SwiftSource, name: str, text: str, sentences: list) -> tuple[list[str], str]:
    """The findings of a document, and what is left of it when the numbers that were compared are taken out."""
    found = []
    for sentence, owners in sentences:
        pattern = re.compile(sentence.replace("{}", NUMBER))
        match = pattern.search(text)
        if not match:
            found.append(f"{name}: no sentence \"{sentence}\": write its number, or take it out of .ci/lint/sentences.py")
            continue
        for number, of in zip(match.groups(), owners, strict=True):
            owed = value(source, root, of)
            if owed is None or told(number) != owed:
                found.append(finding(root, root / name, line_of(text, match.start()), f"{number} here, {owed} in {of}"))
        text = text[:match.start()] + re.sub(r"\d", "n", match[0]) + text[match.end():]
    return found, text


def check(root: Path, sentences: dict[str, list[tuple[str, list]]] = SENTENCES) -> list[str]:
    source, found = SwiftSource(root), []
    for name in sentences:
        text = read(root, name)
        if not text:
            found.append(f"{name} is missing")
            continue
        plain = re.sub(r"```.*?```", lambda block: "\n" * block[0].count("\n"), text, flags=re.S)
        wrong, rest = compared(root, source, name, plain, sentences[name])
        found += wrong
        if name != PROTOCOL:
            continue
        for line, words in enumerate(rest.split("\n"), 1):
            if words.startswith(("|", "#")):
                continue
            left = OTHERS.sub("", re.sub(r"`[^`]*`", "", words))
            for number in re.findall(r"(?<![\w.-])\d[\d,.]*(?:\s\w+)?", left):
                found.append(finding(root, root / name, line, f"{number}: whose number is it? Name its constant in .ci/lint/sentences.py"))
    return found
