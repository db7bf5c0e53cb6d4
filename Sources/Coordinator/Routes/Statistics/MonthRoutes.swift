import Mediation
import Storage
import Transport

/// The month's figures, and the cases behind each (docs/protocol.md, 1.2).
@LoopActor
final class MonthRoutes {
    private let services: RouteServices
    private let store: any Store
    private let written: WrittenLines
    private static let pageLength = 50

    init(_ services: RouteServices) {
        self.services = services
        store = services.store
        written = WrittenLines(store: services.store)
    }

    func add(to router: Router) {
        router.get("/api/month") { try await self.show($0) }
        router.get("/api/month/cases") { try await self.list($0) }
    }

    private struct Line: Encodable {
        let figure: Figure
        let month: MonthReport.Count?
        let monthBefore: MonthReport.Count?
        let year: MonthReport.Count?
        let yearBefore: MonthReport.Count?
        /// Tenths of a percent.
        let monthChange: Int?
        let yearChange: Int?

        init(_ line: MonthReport.Line) {
            figure = line.figure
            month = line.counts[.month]
            monthBefore = line.counts[.monthBefore]
            year = line.counts[.year]
            yearBefore = line.counts[.yearBefore]
            monthChange = line.change(ofYear: false)
            yearChange = line.change(ofYear: true)
        }
    }

    private struct Body: Encodable {
        let month: String
        /// The month is not over: what is counted in it may still change by the day.
        let isRunning: Bool
        let figures: [Line]
        let units: [MonthReport.Series]
        /// Sums that can't be read: the figures are then too low.
        let unreadable: Int
    }

    private func show(_ request: RouteRequest) async throws -> Response {
        let (account, month) = try await asked(request)
        let totals = try await store.monthTotals(of: account.bureau, in: MonthReport.needed(for: month))
        var revisits: [Revisit: [MonthSpan: Int]] = [:]
        for kind in Revisit.allCases {
            for span in MonthSpan.allCases {
                revisits[kind, default: [:]][span] = try await store.revisits(
                    kind, of: account.bureau, in: span.months(of: month))
            }
        }
        let counted = revisits
        let report = MonthReport(of: month, totals: totals) { counted[$0]?[$1] ?? 0 }
        return .json(
            Body(
                month: month.text, isRunning: month == CivilMonth(services.clock.now),
                figures: report.lines.map(Line.init), units: report.series,
                unreadable: totals.unreadable.count))
    }

    /// The cases behind one number, in the form of the list of cases.
    private func list(_ request: RouteRequest) async throws -> Response {
        let (account, month) = try await asked(request)
        guard let span = MonthSpan(rawValue: request.query("span") ?? "") else {
            throw Refusal(.badField, field: "span")
        }
        guard let figure = Figure(rawValue: request.query("figure") ?? "") else {
            throw Refusal(.badField, field: "figure")
        }
        guard let part = FigurePart(rawValue: request.query("part") ?? ""),
            let selection = Self.selection(part, of: figure, in: span.months(of: month), of: account.bureau)
        else { throw Refusal(.badField, field: "part") }
        let page = try await store.sealedCases(
            selection, after: try Self.cursor(request), limit: Self.pageLength)
        let shown = try await written.page(of: page.cases, for: account) {
            services.rooms.live($0)?.phase
        }
        return Response(
            body: CaseListText(
                shown.lines, unreadable: shown.unreadable.map { CaseListText.Unreadable($0, isOwn: false) },
                next: page.next?.text
            ).bytes)
    }

    /// Which of a figure's cases are asked for: those above the line, those below it, and those below it that aren't above it.
    private enum FigurePart: String { case top, base, rest }

    /// Nil where the figure has no such part.
    private static func selection(
        _ part: FigurePart, of figure: Figure, in months: ClosedRange<CivilMonth>, of bureau: BureauID
    ) -> MonthSelection? {
        let top = TallySet(figure.top)
        switch (part, figure.base) {
        case (.top, _):
            return MonthSelection(
                of: bureau, in: months, facts: top, revisit: figure.revisit,
                isRevisited: figure.revisit != .untilEnd)
        case (.base, let base?): return MonthSelection(of: bureau, in: months, facts: TallySet(base))
        case (.rest, let base?):
            return MonthSelection(
                of: bureau, in: months, facts: TallySet(base),
                without: figure.revisit == .within90Days ? [] : top, revisit: figure.revisit,
                isRevisited: figure.revisit == .untilEnd)
        case (.base, nil), (.rest, nil): return nil
        }
    }

    private static func cursor(_ request: RouteRequest) throws(Refusal) -> MonthCursor? {
        guard let text = request.query("after") else { return nil }
        guard let cursor = MonthCursor(text: text) else { throw Refusal(.badField, field: "after") }
        return cursor
    }

    /// Who asks, of which month: one that has begun.
    private func asked(_ request: RouteRequest) async throws -> (Account, CivilMonth) {
        let account = try await services.account(request)
        guard Authority.permits(account.role, .readMonth) else { throw Refusal(.notPermitted) }
        guard let month = CivilMonth(text: request.query("month") ?? ""),
            month <= CivilMonth(services.clock.now)
        else { throw Refusal(.badField, field: "month") }
        return (account, month)
    }
}
