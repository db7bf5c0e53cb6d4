import ArgumentParser
import Coordinator
import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// `trialogue holidays …`: which days a bureau works.
struct HolidaysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "holidays", abstract: "Import and list the days off and the weekends that are worked.",
        subcommands: [Import.self, List.self])

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a holiday table into a bureau's calendar; terms of open cases are reckoned anew.",
            discussion: """
                Lines of date,kind,name: 2026-10-01,holiday,国庆节. kind is holiday, or workday for a weekend day that is worked in exchange. \
                The years of the file are replaced. The server must be stopped. A file with a fault changes nothing.
                """)
        @Argument(help: "The table.")
        var file: String
        @Option(help: "The folder of the store.", transform: Options.folder)
        var data: String
        @Option(help: "Whose calendar (trialogue bureau list).", transform: Options.bureau)
        var bureau = BureauID.main
        @Flag(help: "Say every fault and every term that would move, and change nothing.")
        var dryRun = false

        func run() throws {
            let table = HolidayTable(reading: try Self.text(of: file))
            for finding in table.findings { complain("line \(finding.line): \(finding.fault.words)") }
            guard table.findings.isEmpty, !table.days.isEmpty else {
                if table.days.isEmpty && table.findings.isEmpty { complain("\(file) names no day") }
                complain("nothing was imported")
                throw ExitCode.validationFailure
            }
            let store = dryRun ? try readStore(data) : try openStore(data)
            let (bureau, dryRun) = (bureau, dryRun)
            let moves = try told {
                try waiting {
                    let calendar = try await CalendarImport(table, of: bureau, in: store)
                    let moves =
                        dryRun
                        ? try await calendar.moves(in: store, at: now())
                        : try await calendar.run(in: store, at: now())
                    try await store.close()
                    return moves
                }
            }
            for move in moves {
                say("\(move.caseNo)\t\(move.kind.rawValue)\t\(Self.day(move.from)) -> \(Self.day(move.to))")
            }
            let years = table.years.sorted().map(String.init).joined(separator: " ")
            say(
                dryRun
                    ? "\(table.days.count) days of \(years) would be imported, \(moves.count) terms would move"
                    : "\(table.days.count) days of \(years) imported, \(moves.count) terms moved")
        }

        private static func text(of path: String) throws -> String {
            let bytes = try Files.read(path, "the table")
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ValidationError("the table \(path) is no text in UTF-8")
            }
            return text
        }

        private static func day(_ term: Instant) -> String { LocalTime(term).day.text }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the days of a bureau's calendar that are not what their weekday says.")
        @Option(help: "The folder of the store.", transform: Options.folder)
        var data: String
        @Option(help: "Whose calendar (trialogue bureau list).", transform: Options.bureau)
        var bureau = BureauID.main

        func run() throws {
            let store = try readStore(data)
            let bureau = bureau
            let days = try told {
                try waiting {
                    let days = try await WorkCalendars(of: store).table(of: bureau)
                    try await store.close()
                    return days
                }
            }
            for each in days { say("\(each.day.text),\(each.kind.rawValue),\(each.name)") }
        }
    }
}

extension HolidayTable.Fault {
    /// For the operator.
    fileprivate var words: String {
        switch self {
        case .fields(let count): "\(count) fields, not date,kind,name"
        case .date(let text): "no date: \(text) (YYYY-MM-DD)"
        case .kind(let text): "no kind: \(text) (holiday or workday)"
        case .nameless: "the name is missing"
        case .name:
            "the name is longer than \(CalendarDay.longestName) characters, or holds one that no text can hold"
        case .twice(let line): "the day stands in line \(line) already"
        case .worked: "a weekday is worked anyway: only a Saturday or Sunday is worked in exchange"
        }
    }
}
