"""The checks can fail: each is shown a small tree with one violation, and one without."""

import tempfile
from pathlib import Path

import bodies
import browser_floor
import command_line
import contract
import folders
import imports
import mirrors
import page_functions
import pages
import references
import sentences
import styles
import swift_style
import switches
import tested
import waits
import texts
from swift_source import SwiftSource

SUITE = "@Suite(.timeLimit(.minutes(10))) struct A {\n    @Test func a() {}\n}\n"

HEAD = '<!doctype html><script type="module" src="/js/a.js"></script><link rel="stylesheet" href="/css/a.css">'

PRELOADING = '<link rel="modulepreload" href="/js/b.js"><script type="module" src="/js/a.js"></script>'


def tree(folder: Path, content: dict[str, str]) -> Path:
    for name, text in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def party(script: str = "", style: str = "") -> dict[str, str]:
    return {"web-static/j.html": HEAD, "web-static/js/a.js": script, "web-static/css/a.css": style}


def bureau(script: str = "", style: str = "") -> dict[str, str]:
    shared = {"web-static/j.html": "", "web-static/desk.html": HEAD}
    return {**shared, "web-static/js/a.js": script, "web-static/css/a.css": style}


def tables(chinese: str, english: str, script: str = "") -> dict[str, str]:
    return {"web-static/text/common.zh-CN.json": chinese, "web-static/text/common.en.json": english,
            "web-static/js/a.js": script}


def lawful(name: str, text: str) -> dict[str, str]:
    """A tree whose rules are one rule and one article."""
    return {"docs/rules.md": "## 1. Rules\n| 5 | once | XF34 |\n### 2.4a The wall\n", name: text}


TARGETS = {"Mediation": ("Sources/Mediation", set(), False), "Wire": ("Sources/Wire", {"Mediation"}, False)}


def featured(name: str) -> dict[str, str]:
    """A tree whose core has one feature, with a part."""
    return {"Sources/Mediation/Case/FollowUp/A.swift": "", name: ""}


def importing(root: Path) -> list[str]:
    return imports.check(root, TARGETS)


SEAT, DOCUMENT = "Sources/Mediation/Room/Seat.swift", "docs/protocol.md"
STANDING = ("struct Seat {\n    /// Exits: left.\n    enum Standing: String, Sendable {\n        /// Exit: left.\n        case invited,\n            admitted\n"
            "        case linkOpened = \"link_opened\"\n        static let most = 3\n    }\n}\nenum Other { case standing }\n")


def standing(root: Path) -> list[str]:
    return mirrors.compare(root, [("Seat.Standing", [
        (DOCUMENT, "`standing`: ", "all"), ("web-static/js/protocol/types.d.ts", "Seat.standing", "order"),
        ("web-static/js/a.js", "GONE", "some"), ("web-static/js/a.js", "SIGNS", "all", "unknown"),
        (("web-static/js/b.js", "web-static/js/c.js"), "STEPS", "all"), ("web-static/css/a.css", ".seat .", "some", "ico")])])


def mirrored(document: str = "`standing`: `invited`, `admitted` (`so`), `link_opened`. `b`.\n",
             types: str = "export interface Seat { seat: number; standing?: 'invited' | 'admitted' | 'link_opened' }\n",
             gone: str = "['invited']", steps: str = "{ link_opened: [] }", style: str = ".seat .admitted .ico { color: red }\n",
             signs: str = "/** @type {any} */ ({ invited: { a: 1 }, admitted: ['b'], link_opened: `c`, unknown: f('d') })") -> dict[str, str]:
    return {SEAT: STANDING, DOCUMENT: document, "web-static/js/protocol/types.d.ts": types,
            "web-static/js/a.js": f"const GONE = {gone};\nconst SIGNS = {signs};\n", "web-static/css/a.css": style,
            "web-static/js/b.js": "export const STEPS = { invited: ['a'], admitted: [] };\n", "web-static/js/c.js": f"export const STEPS = {steps};\n"}


def unlisted(root: Path) -> list[str]:
    return mirrors.unlisted(root, [("Seat.Standing", [("web-static/js/a.js", "GONE", "some")])])


def said(root: Path) -> list[str]:
    return mirrors.words(root, [("live.seat.is_{}", "Seat.Standing", ["invited"], None), ("live.log.{}", "Seat.Standing", [], ["more"])])


def parted(root: Path) -> list[str]:
    return mirrors.compare(root, [("Sum", [("web-static/js/a.js", "GONE", "all")])])


PARTED = {"Sources/A.swift": "struct One {\n    enum Step: String { case a, b }\n}\nenum Two: String {\n    case c = \"d\"\n}\n"
                             "enum Sum {\n    case one(One.Step)\n    case two(Two)\n}\n"}


def saying(log: str, seat: str = '"is_admitted":"b","is_link_opened":"c"') -> dict[str, str]:
    return {SEAT: STANDING} | {f"web-static/text/live.{locale}.json": f'{{"log":{{{log}}},"seat":{{{seat}}}}}' for locale in texts.LOCALES}


def closing(document: str, page: str = "    4001: { act: 'stop' },\n    1006: { act: 'stop' },\n    4008: { act: 'stop' },\n") -> dict[str, str]:
    return {"Sources/Coordinator/Live/Sockets.swift": "enum CloseCode: UInt16 {\n    case hello = 4001\n}\n",
            DOCUMENT: f"\n## 3. Close codes\n{document}\n## 4. More\n", "web-static/js/protocol/return.js": page}


def of(check):
    """A check that reads the types of the sources."""
    def run(root: Path) -> list[str]:
        return check(root, SwiftSource(root))
    return run


def refusing(document: str, words: str) -> dict[str, str]:
    return {"Sources/Mediation/RefusalCode.swift":
                "extension Refusal {\n    enum Code: String {\n        case busy\n        case tooLarge = \"too_large\"\n    }\n}\n",
            DOCUMENT: f"\n## 4. Refusals\n{document}\n## 5. More\n",
            "web-static/text/refused.zh-CN.json": words, "web-static/text/refused.en.json": words}


BODIES = "export type Read<P> =\n    P extends `/api/cases/${string}` ? A\n    : never;\nexport type Body<P> =\n    P extends `/api/cases/${string}/close` ? B\n    : never;\n"


def routed(document: str, script: str = "", bodies: str = BODIES) -> dict[str, str]:
    return {"Sources/Coordinator/Routes/Case/A.swift": 'router.get("/api/cases/:case") {}\nrouter.post("/api/cases/:case/close") {}\n',
            DOCUMENT: document, "web-static/js/a.js": script, "web-static/js/protocol/http-types.d.ts": bodies}


def talking(document: str, types: str, wire: str = '        "ready": .command { _ in .ready },\n') -> dict[str, str]:
    return {"Sources/Wire/Room/ClientMessage.swift": '        "hello": MessageShape(\n' + wire,
            "Sources/Wire/Room/ServerMessage.swift": 'private struct A { let type = "beat" }\n',
            DOCUMENT: document, "web-static/js/protocol/types.d.ts": types}


TALK = "".join(f'```json {way} a\n{{"type":"{kind}"}}\n```\n'
               for way, kind in (("c2s", "hello"), ("c2s", "ready"), ("c2s", "signal"), ("s2c", "beat"), ("s2c", "signal")))
TALK_TYPES = ("export interface Commands {\n    ready: Nothing;\n}\nexport interface Reports {\n    signal: Nothing;\n}\n"
              "export interface BeatMessage { type: 'beat' }\nexport interface SignalMessage { type: 'signal' }\n"
              "export type ServerMessage = BeatMessage | SignalMessage;\n")


def numbered(row: str) -> dict[str, str]:
    return {"Sources/Wire/A.swift": "enum Limits {\n    static let bytes = 64 * 1024\n    static let life = Span.minutes(5)\n    static var pages: Int { 8 }\n"
                                    "    static let rate = 0.0...1_000\n    static let hello = Allowance(oneEach: .seconds(3), burst: 60)\n}\n",
            "docs/protocol.md": row + "\n"}


VERBS = {f"Sources/Storage/{each}.swift": "protocol A: Sendable {\n    func drafts() async throws\n}\n" for each in tested.PROTOCOLS}


def arriving(entry: str, cases: str = "        case admit(Int)\n") -> dict[str, str]:
    """A tree with one message of a room, and its commands."""
    return {bodies.MESSAGES: f"    static let all = [\n        {entry},\n    ]\n",
            "Sources/Mediation/Room/Table/TableCommand.swift": f"extension Table {{\n    package enum Command {{\n{cases}    }}\n}}\n"}


def damaged(tables: str) -> dict[str, str]:
    schema = "CREATE TABLE a (\nCREATE TABLE b (\nCREATE TABLE new_a (\nDROP TABLE a;\nALTER TABLE new_a RENAME TO a;\n"
    return {"Sources/StorageSQLite/Migrations.swift": schema,
            tested.TABLES: f"    @Test(arguments: [{tables}])\n    func `A damaged row takes nothing else with it`() {{}}\n"}


ADMIT = '"admit": .command("seat") { .table(.admit(try $0.value("seat"))) }'
NAMED = {"Sources/A.swift": "func admit() {}\nfunc leave() {}\nfunc `a b`() {}\n"}


def spoken(root: Path) -> list[str]:
    return sentences.check(root, {"docs/protocol.md": [(r"at most {} pages, {} of bytes", ["Limits.pages", "Limits.bytes"])]})


OPTIONS = """struct Trialogue {
    static let configuration = CommandConfiguration(subcommands: [Serve.self])
}
struct Serve {
    @Option(help: "A folder (here).")
    var turnURL: String
    @Flag(name: .customLong("case"))
    var caseNo = false
}
enum ExitStatus {
    static func of(_ code: Code) -> ExitCode {
        switch code {
        case .full, .inUse: ExitCode(74)
        }
    }
}
"""


def operating(document: str, program: str = OPTIONS) -> dict[str, str]:
    return {"Sources/trialogue/A.swift": program, "Makefile": "SEEDS ?= 1\n",
            "Sources/Storage/E.swift": "struct StorageError {\n    enum Code: String {\n        case full\n        case inUse = \"in_use\"\n    }\n}\n",
            "docs/operations.md": document}


OPERATING = ("`trialogue serve --turn-url URL --case` SEEDS\n\n## How commands end\n| 64 | wrong | |\n| 74 | disk | `full`, `in_use` |\n\n## More\n")


ROUTED = "`GET /api/cases/ID`, `POST /api/cases/ID/close`\n"


def measured(document: str, script: str = "", page: str = "const LETTERS = { name: 60, reason: 500 };\n") -> dict[str, str]:
    return {"Sources/Mediation/Case/CaseText.swift":
                "enum CaseText {\n    static let name = 60\n    static let short = 200\n    static let reason = 500\n}\n",
            "Sources/Mediation/Case/Registration/Party.swift": 'try CaseText.check(name ?? "", "name", CaseText.name)\n',
            "Sources/Mediation/Room/Room.swift":
                "enum RoomLimits {\n    static let noteLength = 500\n    static let wordLength = 200\n}\n",
            "Sources/Mediation/Accounts/PersonForm.swift": "struct PersonForm {\n    static let longestRank = 40\n    static let longestFields = 200\n}\n",
            "Sources/Mediation/Minutes/MinutesDraft.swift": "struct MinutesDraft {\n    static let sectionLimit = 8_000\n}\n",
            DOCUMENT: document, "web-static/js/protocol/limits.js": page, "web-static/js/a.js": script}


MEASURED = "| `name` | 60 | a |\n| `reason`, `note` | 500 | b |\n| `unit`, `word`, `fields` | 200 | c |\n| `rank` | 40 | e |\n| `section` | 8,000 | d |\n"


# check, tree, a word of the finding that is owed (None: there is none)
CASES = [
    (importing, {"Sources/Mediation/A.swift": "import Foundation\n"}, "may not import Foundation"),
    (importing, {"Sources/Mediation/A.swift": "// import Foundation\nlet important = 1\n"}, None),
    (importing, {"Sources/Wire/A.swift": "package import struct Storage.Row\n"}, "may not import Storage"),
    (importing, {"Sources/Wire/A.swift": "@testable import Mediation\n"}, None),
    (swift_style.check, {"Sources/Wire/A.swift": "x()\n" * 401}, "401 lines"),
    (swift_style.check, {"Sources/Wire/A.swift": "let a = try! b()\n"}, "try!"),
    (swift_style.check, {"Sources/Wire/A.swift": 'print("a")\n'}, "print"),
    (swift_style.check, {"Sources/Wire/A.swift": '// print("a")\nlog.print("try!")\n'}, None),
    (swift_style.check, {"Sources/Wire/A.swift": "// why\nfinal class A: @unchecked Sendable {}\n"}, "outside Transport"),
    (swift_style.check, {"Sources/Transport/A.swift": "final class A: @unchecked Sendable {}\n"}, "without its reason"),
    (swift_style.check, {"Sources/Transport/A.swift": "// why\nfinal class A: @unchecked Sendable {}\n"}, None),
    (switches.check, {"Sources/Wire/A.swift": "switch a {\ncase .b: c()\ndefault: d()\n}\n"}, "A.swift:3: a default over an enum"),
    (switches.check, {"Sources/Wire/A.swift": "switch a {\ncase let .b(c): d(c)\ndefault: d()\n}\n"}, "a default over an enum"),
    (switches.check, {"Sources/Wire/A.swift": "switch (a, b) {\ncase (.c, _): d()\ndefault: d()\n}\n"}, "a default over an enum"),
    (switches.check, {"Sources/Wire/A.swift": "switch a {\ncase .b: switch c { case 1: d()\ndefault: e() }\ncase .f: g()\n}\n"}, None),
    (switches.check, {"Sources/Wire/A.swift": "switch a {\ncase ..<9: b()\ndefault: c[d, default: 0] += 1\n}\n"}, None),
    (switches.check, {"Sources/Wire/A.swift": "switch a {\ncase .b: c()\n@unknown default: d()\n}\n"}, None),
    (switches.check, {"Sources/StorageSQLite/SQLiteErrors.swift": "switch a {\ncase .b: c()\n}\n"}, "no default any more"),
    (folders.check, featured("Sources/Wire/Case/FollowUp/B.swift"), None),
    (folders.check, featured("Sources/Wire/Case/Signals/B.swift"), None),
    (folders.check, featured("Sources/Wire/FollowUp/B.swift"), "Sources/Wire/FollowUp: Sources/Mediation has no folder"),
    (folders.check, featured("web-static/js/pages/case/follow-up/b.js"), None),
    (folders.check, featured("web-static/js/pages/case/host/b.js"), None),
    (folders.check, featured("web-static/js/pages/cases/b.js"), "pages/cases: Sources/Mediation has no folder"),
    (folders.check, featured("Sources/Coordinator/Routes/Case/B.swift"), None),
    (folders.check, featured("Sources/Coordinator/Routes/Entry/B.swift"), "Routes/Entry: Sources/Mediation has no folder"),
    (folders.check, featured("Sources/Coordinator/Routes/B.swift"), "Routes/B.swift: belongs into the folder of its feature"),
    (pages.check, {"web-static/js/a.js": "x()\n" * 251}, "251 lines"),
    (pages.check, {"web-static/js/a.js": f"const a = '{'x' * 110}'\n"}, "122 columns"),
    (pages.check, {"web-static/css/a.css": f"/* {'字' * 114} */\n"}, None),
    (pages.check, {"web-static/a.html": f"<p>{'字' * 114}</p>\n"}, "121 columns"),
    (pages.check, {"Tests/Browser/unit/a.test.js": f"// {'x' * 118}\n"}, "121 columns"),
    (pages.check, {"web-static/j.html": PRELOADING, "web-static/js/a.js": "import './b.js'\nimport './c.js'\n",
                   "web-static/js/b.js": "import('./d.js')\n", "web-static/js/c.js": ""}, "/js/c.js is imported and not preloaded"),
    (pages.check, {"web-static/j.html": PRELOADING, "web-static/js/a.js": "", "web-static/js/b.js": ""}, "/js/b.js is preloaded and not"),
    (pages.check, {"web-static/j.html": PRELOADING, "web-static/js/a.js": "export { b } from './b.js'\n",
                   "web-static/js/b.js": "import('./d.js')\n", "web-static/js/d.js": ""}, None),
    (pages.check, {"web-static/js/a.js": "a.innerHTML = b\n"}, "innerHTML"),
    (pages.check, {"web-static/js/a.js": "// 说明 innerHTML\nconst a = `b`\n"}, None),
    (pages.check, {"web-static/js/a.js": "const a = '您好'\n"}, "words belong"),
    (pages.check, {"web-static/js/a.js": "fetch('https://example.com/a')\n"}, "an outside address"),
    (pages.check, {"web-static/a.html": '<script type="module" src="/js/gone.js"></script>'}, "there is no /js/gone.js"),
    (pages.check, {"web-static/a.html": '<p style="color:red">'}, "inline style"),
    (pages.check, {"web-static/a.html": '<button onclick="a()">'}, "inline handler"),
    (pages.check, {"web-static/a.html": "<script>a()</script>"}, "inline script"),
    (pages.check, {"web-static/css/a.css": "a{background:url(//cdn.example/a.png)}"}, "an outside address"),
    (page_functions.check, {"web-static/js/a.js": "function a() {\n" + "    b();\n" * 58 + "}\n"}, None),
    (page_functions.check, {"web-static/js/a.js": "\nfunction a() {\n" + "    b();\n" * 59 + "}\n"}, "a.js:2: a has 61 lines"),
    (page_functions.check, {"web-static/js/a.js": "class A {\n    #b = () => {\n" + "        c();\n" * 59 + "    };\n}\n"}, "#b has 61"),
    (page_functions.check, {"Tests/Browser/a.js": "test('b', () => {\n" + "    c();\n" * 59 + "});\n"}, "has 61"),
    (page_functions.check, {"Tests/Browser/a.js": "(() => {\n" + "    c();\n" * 99 + "})();\n"}, None),
    (page_functions.check, {"web-static/js/a.js": "const a = {\n" + "    b: c(() => d()),\n" * 80 + "};\n"}, None),
    (texts.check, tables('{"a":"甲"}', "{}"), "a is missing"),
    (texts.check, tables('{"a":"甲"}', '{"a":""}'), "says nothing"),
    (texts.check, tables('{"a":"{name}"}', '{"a":"{title}"}'), "other places"),
    (texts.check, tables('{"a":"{n} 人"}', '{"a":"{n} people"}', "t('a')"), "a is wrong for 1"),
    (texts.check, tables('{"a":"{n} 分"}', '{"a":"About {n} minutes left"}', "t('a')"), "a is wrong for 1"),
    (texts.check, tables('{"a":"{n} 人"}', '{"a":"{n} in the room are not here"}', "t('a')"), "a is wrong for 1"),
    (texts.check, tables('{"a":"{n} 人"}', '{"a":"{n} {n, person, people} at most, {n} s"}', "t('a')"), None),
    (texts.check, tables('{"a":"{n} 人"}', '{"a":"{n} {n, person}"}', "t('a')"), "neither a place nor two forms"),
    (texts.check, tables('{"a":"甲"}', '{"a":"A"}', "x(t('b'))"), "no text for b"),
    (texts.check, tables('{"a.b":"甲"}', '{"a.b":"A"}', "x(t('a.b'), t(`a.${c}`))"), None),
    (texts.check, tables('{"a":{"b":"甲"}}', '{"a":{"b":"A"}}', "coded('common.a', b)"), None),
    (texts.check, tables('{"a":{"b":"甲"}}', '{"a":{"b":"A"}}', "t('b')"), "nobody asks for a.b"),
    (texts.check, tables('{"a":"甲"}', '{"a":"A"}', "x(y ? 'common.a' : 'common.b')"), "no text for common.b"),
    (texts.check, tables('{"a":"甲","a":"乙"}', '{"a":"A"}'), "stands twice"),
    (unlisted, mirrored(gone="['invited', 'admitted']"), None),
    (unlisted, mirrored(gone="[];\nconst far = ['invited', 'admitted'].includes(a)"), "a.js:2: a list of Seat.Standing"),
    (unlisted, mirrored(gone="[];\nconst far = ['invited', 'else'].includes(a)"), None),
    (references.of_translation, {"README.md": "# A\n[b](c.md)\nX=1\n", "README.zh-CN.md": "# 甲\n[乙](c.md)\nX=1\n"}, None),
    (references.of_translation, {"README.md": "# A\n[b](c.md)\n", "README.zh-CN.md": "# 甲\n[乙](d.md)\n"}, "other links"),
    (references.of_translation, {"README.md": "# A\n## B\n", "README.zh-CN.md": "# 甲\n"}, "other headings than README.md: 2 there, 1 here"),
    (tested.pages, {"web-static/a.html": "", tested.WALK: 'go("/a?b")', tested.LONG: 'check("a")'}, None),
    (tested.pages, {"web-static/a.html": "", tested.WALK: 'go("/ab")', tested.LONG: 'go("/a")'}, "walk.py: nobody opens /a"),
    (waits.check, {"Tests/a.py": "subprocess.run(['a'], timeout=9)\nthread.join(9)\nasync def f():\n    await moment.wait()\n"}, None),
    (waits.check, {"Tests/A.swift": SUITE + "@Suite(\n    \"a\", .timeLimit(.minutes(1)))\nstruct B {\n    @Test func b() {}\n}\n"}, None),
    (waits.check, {"Tests/A.swift": SUITE, "Tests/B.swift": "extension A {\n    @Test(arguments: [1])\n    func b() {}\n}\n"}, None),
    (waits.check, {"Tests/A.swift": SUITE + "@Suite struct B {\n    @Test func b() {}\n}\n"}, "A.swift:5: B without a .timeLimit"),
    (waits.check, {"Tests/A.swift": SUITE + "struct B {\n    @Test func b() {}\n}\n"}, "A.swift:5: B without a .timeLimit"),
    (waits.check, {"Tests/A.swift": "@Test func b() {}\n"}, "A.swift:1: a test without a .timeLimit"),
    (waits.check, {"Makefile": "\tnode support/run.js *.test.js\n"}, None),
    (waits.check, {".ci/test": 'run(["node", "--test", path])\n'}, ".ci/test:1: node --test without an end"),
    (waits.check, {"Tests/a.py": "child.wait()\n"}, "Tests/a.py:1: wait without"),
    (waits.check, {"Tests/a.py": "subprocess.run(\n    ['a'])\n"}, "run without"),
    (tested.verbs, VERBS | {tested.DAMAGED: "func useEverything() { store.drafts() }"}, None),
    (tested.verbs, VERBS | {tested.DAMAGED: "store.drafts()\nfunc useEverything() {}"}, "nobody calls drafts of SessionStore"),
    (tested.tables, damaged('"a", "b"'), None),
    (tested.tables, damaged('"a"'), "nobody damages b"),
    (tested.tables, damaged('"a", "b", "new_a"'), "there is no table new_a"),
    (bodies.messages, arriving(ADMIT), None),
    (bodies.messages, arriving(ADMIT.replace('("seat") {', '("seat", "why") {')), "admit: why is taken, and nothing reads it"),
    (bodies.messages, arriving(ADMIT.replace('.command("seat")', ".command")), "admit: seat is read, and would be refused"),
    (bodies.commands, arriving(ADMIT), None),
    (bodies.commands, arriving(ADMIT, "        case admit(Int)\n        case leave\n"), "no message makes table.leave"),
    (bodies.bodies, {"Sources/Wire/A.swift": 'static let members: Set<String> = ["a"]\nlet a = try $0.word("a")\n'}, None),
    (bodies.bodies, {"Sources/Wire/A.swift": 'static let members: Set<String> = []\nlet a = try $0.word("a")\n'}, "a is read"),
    (bodies.bodies, {"Sources/Wire/A.swift": 'Body.read(data, members: ["reason", "a"]) { try $0.reason() }\n'}, "a is taken"),
    (references.check, lawful("Sources/Wire/A.swift", "/// Rule 5 (XF34), rules 5.\n"), None),
    (references.check, lawful("Sources/Wire/A.swift", "/// Domain rule 6.\n"), "rule 6 is not in"),
    (references.check, lawful("Sources/Wire/A.swift", "// rules 5 to 7\n"), "rule 7 is not in"),
    (references.check, lawful("Tests/A.swift", '@Test("Rule 8: a bypass")\n'), "rule 8 is not in"),
    (references.check, lawful("web-static/js/a.js", "// after XF35\n"), "XF35 is not in"),
    (references.check, lawful("web-static/js/a.js", "const a = 'XF35'\n"), None),
    (references.check, lawful("Sources/Wire/A.swift", "// docs/gone.md\n"), "there is no docs/gone.md"),
    (references.check, lawful("Sources/Wire/A.swift", "// gone.md, \"Links\"\n"), "there is no gone.md"),
    (references.check, lawful("README.md", "[rules](docs/gone.md)\n"), "there is no docs/gone.md"),
    (references.check, lawful("docs/a.md", "[rules](gone/)\n"), "a link to nothing: gone/"),
    (references.check, lawful("docs/a.md", "Sources/A.swift, `Room.admit(_:)` and `leave`; `a b` (A.swift)\n") | NAMED, None),
    (references.check, lawful("docs/a.md", "Sources/A.swift, `admit`, `gone`\n") | NAMED, "no gone in Sources/A.swift"),
    (references.check, lawful("docs/a.md", "Sources/A.swift, `admit`; the same file, `gone`\n") | NAMED, "no gone in Sources/A.swift"),
    (references.check, lawful("docs/a.md", "`a sentence` (Sources/A.swift)\n") | NAMED, "no a sentence in Sources/A.swift"),
    (references.check, lawful("docs/glossary.md", "| a | b | `Room.gone` | Sources/A.swift |\n") | NAMED, "no Room.gone in"),
    (references.check, lawful("docs/a.md", "[rules](rules.md), Sources/*\n"), "there is no Sources/*"),
    (references.check, lawful("Sources/Wire/A.swift", "/// so it is (docs/rules.md,\n/// section 3)\n"), "no section 3"),
    (references.check, lawful("Sources/Wire/A.swift", "/// (docs/rules.md, 2.4a), section 1 of docs/rules.md\n"), None),
    (references.check, lawful("Sources/Wire/A.swift", '/// docs/rules.md, "Walls"\n'), "no section Walls"),
    (standing, mirrored(), None),
    (standing, mirrored(document="`standing`: `invited`, `admitted`.\n"), "lacks link_opened"),
    (standing, mirrored(document="`standing`: `invited admitted link_opened left`.\n"), "has left"),
    (standing, mirrored(document="`presence`: `here`.\n"), "no list `standing`:"),
    (standing, mirrored(types="export interface Seat { standing: 'admitted' | 'invited' | 'link_opened' }\n"), "another order"),
    (standing, mirrored(gone="new Set(['removed'])"), "GONE has removed"),
    (standing, mirrored(signs="{ invited: 'a', admitted: { link_opened: 1 } }"), "SIGNS lacks link_opened"),
    (standing, mirrored(steps="{}"), "STEPS lacks link_opened"),
    (standing, mirrored(style=".seat .gone { color: red }\n"), ".seat . has gone"),
    (standing, mirrored() | {SEAT: ""}, "no enum Seat.Standing"),
    (parted, PARTED | {"web-static/js/a.js": "const GONE = ['a', 'b', 'd'];\n"}, None),
    (parted, PARTED | {"web-static/js/a.js": "const GONE = ['a', 'd'];\n"}, "GONE lacks b"),
    (said, saying('"invited":"a","admitted":"b","link_opened":"c","more":"d"'), None),
    (said, saying('"invited":"a","admitted":"b"'), "no words for live.log.link_opened"),
    (said, saying('"invited":"a","admitted":"b","link_opened":"c","gone":"d"'), "words for live.log.gone"),
    (said, saying('"invited":"a","admitted":"b","link_opened":"c"', '"admitted":"b"'), "no words for live.seat.is_admitted"),
    (of(contract.closes), closing("| 4001 | a | b |\n| 1006, 4008 | a | b |"), None),
    (of(contract.closes), closing("| 1006, 4008 | a | b |"), "no close code 4001"),
    (of(contract.closes), closing("| 4001, 4002 | a | b |\n| 1006, 4008 | a | b |"), "4002, which nobody uses"),
    (of(contract.closes), closing("| 4001 | a | b |\n| 1006, 4008 | a | b |", ""), "stands here or in"),
    (of(contract.refusals), refusing("| `busy`, `too_large` | a |", '{"busy":"a","too_large":"b"}'), None),
    (of(contract.refusals), refusing("| `busy` | a |", '{"busy":"a","too_large":"b"}'), "no refusal too_large"),
    (of(contract.refusals), refusing("| `busy`, `too_large`, `late` | a |", '{"busy":"a","too_large":"b"}'), "late, which nobody gives"),
    (of(contract.refusals), refusing("| `busy`, `too_large` | a |", '{"busy":"a"}'), "no words for too_large"),
    (contract.routes, routed(ROUTED, "get(`/api/cases/${encodeURIComponent(id)}`);\npost(`/api/cases/${id}/${what}`, {});\n"), None),
    (contract.routes, routed("`GET /api/cases/ID`\n"), "no route POST /api/cases/:case/close"),
    (contract.routes, routed(ROUTED + "`GET /api/units`\n"), "/api/units is no route"),
    (contract.routes, routed(ROUTED, "get(`/api/cases/${id}/notes`);\n"), "is no route of the server"),
    (contract.routes, routed(ROUTED.replace("POST", "GET")), "no route POST /api/cases/:case/close"),
    (contract.routes, routed(ROUTED, "get(`/api/cases/${id}/close`);\n"), "GET /api/cases/X/close is no route"),
    (contract.routes, routed(ROUTED, "const path = `/api/cases/${id}/close`;\nawait get(path);\n"), "GET /api/cases/X/close is no route"),
    (contract.routes, routed(ROUTED, bodies=BODIES.replace("/close", "")), "no types of POST /api/cases/:case/close"),
    (of(contract.messages), talking(TALK, TALK_TYPES), None),
    (of(contract.messages), talking(TALK.replace('"ready"', '"leave"'), TALK_TYPES), "no c2s example of ready"),
    (of(contract.messages), talking(TALK, TALK_TYPES, ""), "a c2s example of ready, which the server has not"),
    (of(contract.messages), talking(TALK, TALK_TYPES.replace("    ready: Nothing;\n", "")), "ready stands here or in the server alone"),
    (of(contract.messages), talking(TALK, TALK_TYPES.replace("BeatMessage | ", "")), "beat stands here or in the server alone"),
    (of(contract.numbers), numbered("| a | 64 KiB | b | `Limits.bytes` |"), None),
    (of(contract.numbers), numbered("| a | 5 min | `Limits.life` |"), None),
    (of(contract.numbers), numbered("| a | 0…1,000 | `Limits.rate` |"), None),
    (of(contract.numbers), numbered("| a | one each 3 s, 60 at once | `Limits.hello` |"), None),
    (of(contract.numbers), numbered("| a | 9 | b | `Limits.pages` |"), "9 here, (8,) in Limits.pages"),
    (of(contract.numbers), numbered("| a | 32 KiB | b | `Limits.bytes` |"), "32 KiB here"),
    (of(contract.numbers), numbered("| a | 64 KiB | `Limits.gone` |"), "none in Limits.gone"),
    (of(contract.numbers), numbered("nothing"), "no table of numbers"),
    (spoken, numbered("Send at most 8 pages, 64 KiB of bytes."), None),
    (spoken, numbered("Send at most eight pages, 64 KiB of bytes."), None),
    (spoken, numbered("Send at most 9 pages, 64 KiB of bytes."), "9 here, 8 in Limits.pages"),
    (spoken, numbered("Send at most 8 pages, 64 MiB of bytes."), "64 MiB here"),
    (spoken, numbered("Send few pages."), "no sentence"),
    (spoken, numbered("Send at most 8 pages, 64 KiB of bytes, and wait 5 s (RFC 9112, 7.1; 404; section 5)."), "5 s: whose number is it"),
    (command_line.check, operating(OPERATING), None),
    (command_line.check, operating(OPERATING.replace("--case", "--cases")), "--cases is no option"),
    (command_line.check, operating(OPERATING.replace(" --case", "")), "nothing of --case"),
    (command_line.check, operating(OPERATING.replace("`trialogue serve", "`trialogue run")), "trialogue run is no command"),
    (command_line.check, operating(OPERATING.replace("SEEDS", "")), "nothing is said of SEEDS"),
    (command_line.check, operating(OPERATING.replace("| 74", "| 75")), "no status 74"),
    (command_line.check, operating(OPERATING.replace(", `in_use`", "")), "status 74 is that of"),
    (command_line.check, operating(OPERATING, OPTIONS + 'let a = getenv("A")\n'), "reads no environment"),
    (styles.check, {"web-static/css/a.css": ".a .b--c, [data-of=\"d\"] { color: red }\n",
                    "web-static/js/a.js": "h('p', { class: `a b--${c}`, data: { of: 'd' } })\n"}, None),
    (styles.check, {"web-static/css/a.css": "@media print { .gone { color: red } }\n", "web-static/js/a.js": "// gone\n"}, "the class gone"),
    (styles.check, {"web-static/css/a.css": "[data-of=\"e\"] { color: red }\n", "web-static/js/a.js": "h('p', { data: { of: 'd' } })\n"}, "the value e"),
    (contract.lengths, measured(MEASURED), None),
    (contract.lengths, measured(MEASURED.replace("60", "80")), "60 in the core and 80"),
    (contract.lengths, measured(MEASURED, "field({ limit: 60 });\n"), "stands in protocol/limits.js"),
    (contract.lengths, measured(MEASURED, page="const LETTERS = { name: 80 };\n"), "name is 80, and 60"),
    (browser_floor.check, {**party("const later = '/css/later.css'\n"), "web-static/css/later.css": "a { translate: 1px }\n"},
     "single transforms"),
    (browser_floor.check, party(script="a.at(-1)\n"), "Array.at"),
    (browser_floor.check, party(script="// floor: tested for above\na.at(-1)\n"), None),
    (browser_floor.check, party(script="class A {\n  #b() {\n  }\n}\n"), "private methods"),
    (browser_floor.check, party(script="class A {\n  #b = 1\n  c() { return this.#b }\n}\n"), None),
    (browser_floor.check, party(script="const a = await b()\n"), "top-level await"),
    (browser_floor.check, party(script="import './b.js'\n") | {"web-static/js/b.js": "structuredClone(a)\n"}, "js/b.js"),
    (browser_floor.check, bureau(script="structuredClone(a)\n"), None),
    (browser_floor.check, bureau(script="a.toSorted()\n"), "copying array methods"),
    (browser_floor.check, party(style="@layer a { b { color: red } }"), "@layer"),
    (browser_floor.check, bureau(style="@layer a { b { color: red } }"), None),
    (browser_floor.check, bureau(style="a:has(b) { color: red }"), ":has"),
    (browser_floor.check, party(style="a { height: 100dvh }"), "without one in vh"),
    (browser_floor.check, party(style="a { height: 100vh; height: 100dvh }"), None),
    (browser_floor.check, party(style="a:hover, a:focus-visible { color: red }"), "in a list"),
    (browser_floor.check, party() | {"web-static/js/c.js": ""}, "no page loads this"),
]


def check(_root: Path) -> list[str]:
    found = []
    for number, (checked, content, owed) in enumerate(CASES):
        with tempfile.TemporaryDirectory() as folder:
            said = "\n".join(checked(tree(Path(folder), content)))
        if (owed is None and said) or (owed is not None and owed not in said):
            found.append(f".ci/lint/selftest.py: case {number} ({checked.__module__}) expected {owed!r}, got {said!r}")
    return found
