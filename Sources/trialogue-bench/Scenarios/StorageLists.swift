import Mediation
import Storage
import StorageSQLite
import Vault

/// Pages of the list of cases and cases by number, in a store of a hundred thousand and in one of a million. Two thirds
/// of the cases are archived and have no due date any more, as in an archive that has grown over years.
struct StorageLists: Sendable {
    let isShort: Bool

    /// Which cases a list shows.
    private enum Scope: CaseIterable {
        case everybody, officer

        var words: String { self == .everybody ? "everybody's" : "an officer's" }
    }

    /// Where in a list a page stands: so far into the cases with a due date, or into those without.
    private enum Place: CaseIterable {
        case first, middle, last

        var words: String {
            switch self {
            case .first: "first page"
            case .middle: "page in the middle"
            case .last: "page near the end"
            }
        }

        /// A place like that, anywhere in a stretch that no connection's cache holds, in the small store neither.
        func cursor(_ random: UInt64) -> CaseCursor? {
            let offset = Double(random % 100_000) / 1_000_000
            return switch self {
            case .first: nil
            case .middle: StoredCases.cursor(intoUndated: 0.2 + offset)
            case .last: StoredCases.cursor(intoUndated: 0.8 + offset)
            }
        }
    }

    /// Microseconds of one kind of query, in the small store and in the large, and in the large when the same was
    /// asked a moment before: what it costs without the disk.
    private struct Times: Sendable {
        var small: [Double] = []
        var large: [Double] = []
        var again: [Double] = []
    }

    func measure(_ folder: String) async throws -> [Figure] {
        let counts = isShort ? [10_000, 100_000] : [100_000, 1_000_000]
        var seconds = Monotonic.seconds
        for (count, name) in zip(counts, ["small", "large"]) {
            try await StoredCases.fill("\(folder)/\(name)", count: count)
        }
        seconds = Monotonic.seconds - seconds
        let before = StorageUse.residentMiB
        for name in ["small", "large"] { try StoredCases.warm("\(folder)/\(name)") }
        // Opened anew: nothing that the filling left in memory shortens the reading.
        let small = StoredCases(try await SQLiteStore.open(directory: "\(folder)/small"), count: counts[0])
        let large = StoredCases(try await SQLiteStore.open(directory: "\(folder)/large"), count: counts[1])
        var figures: [Figure] = []
        for scope in Scope.allCases {
            var medians: [Place: Double] = [:]
            for place in Place.allCases {
                let times = try await inTurn(small, large) { cases, random in
                    let page = try await cases.store.cases(
                        of: .main, officer: scope == .officer ? StoredCases.officer(random) : nil,
                        statuses: [],
                        after: place.cursor(random), limit: 50)
                    guard page.cases.count == 50 else {
                        throw BenchFault("a page of \(page.cases.count) cases")
                    }
                }
                medians[place] = times.again.median
                figures += told("\(scope.words) list, \(place.words)", times, counts)
            }
            for place in [Place.middle, .last] {
                figures.append(
                    .storage(
                        "\(scope.words) list, \(place.words) against the first",
                        (medians[place] ?? .nan) / (medians[.first] ?? .nan), "ratio", .atMost(1.2),
                        note: "both just read, as a first page always is"))
            }
        }
        let byNumber = try await inTurn(small, large) { cases, random in
            let number = StoredCases.number(Int(random % UInt64(cases.count)))
            guard try await cases.store.caseFile(caseNo: number) != nil else { throw BenchFault("no case") }
        }
        figures += told("a case by its number", byNumber, counts)
        figures += try await months(small, large, counts)
        figures.append(
            .storage(
                "memory that the lists took", StorageUse.residentMiB - before, "MiB",
                note: "the stores were filled by \(counts[0] + counts[1]) commits in "
                    + "\(formatted(seconds, digits: 0)) s"))
        try await small.store.close()
        try await large.store.close()
        return figures
    }

    /// What a month's page reads: the sums of two years and the revisits of its spans; and the last page of the cases behind a
    /// number of a year.
    private func months(_ small: StoredCases, _ large: StoredCases, _ counts: [Int]) async throws -> [Figure]
    {
        let month = StoredCases.lastMonth
        let page = try await inTurn(small, large) { cases, _ in
            let totals = try await cases.store.monthTotals(of: .main, in: MonthReport.needed(for: month))
            guard totals.count > 100 else { throw BenchFault("\(totals.count) sums") }
            for kind in Revisit.allCases {
                for span in MonthSpan.allCases {
                    _ = try await cases.store.revisits(kind, of: .main, in: span.months(of: month))
                }
            }
        }
        let behind = try await inTurn(small, large) { cases, random in
            let span = MonthSpan.month.months(of: month.adding(months: -Int(random % 2)))
            let selection = MonthSelection(
                of: .main, in: span, facts: TallySet(.rated), without: TallySet(.fairlySatisfied))
            let page = try await cases.store.sealedCases(selection, after: nil, limit: 50)
            guard page.cases.count == 50 else { throw BenchFault("\(page.cases.count) cases of a month") }
        }
        return told("a month's figures", page, counts) + told("the cases behind a number", behind, counts)
    }

    /// Asks the small store and the large one in turn, so that the machine's moods meet both.
    private func inTurn(
        _ small: StoredCases, _ large: StoredCases,
        _ ask: @Sendable (StoredCases, UInt64) async throws -> Void
    ) async throws -> Times {
        var times = Times()
        for round in 0..<(isShort ? 80 : 400) {
            for (cases, path) in [(small, \Times.small), (large, \Times.large), (large, \Times.again)] {
                let random = StoredCases.mixed(UInt64(round))
                let start = Monotonic.nanoseconds
                try await ask(cases, random)
                // The first rounds fill the upper levels of the indexes into memory.
                if round >= 20 { times[keyPath: path].append(Double(Monotonic.nanoseconds - start) / 1000) }
            }
        }
        return times
    }

    private func told(_ name: String, _ times: Times, _ counts: [Int]) -> [Figure] {
        let (small, large) = (times.small.median, times.large.median)
        return [
            .storage(
                name, large, "us",
                note: "p99 \(Figure.short(times.large.quantile(0.99))); of \(counts[1]) cases; "
                    + "of \(counts[0]): \(Figure.short(small))"),
            .storage("\(name), tenfold cases", large / small, "ratio", .atMost(1.2)),
        ]
    }
}
