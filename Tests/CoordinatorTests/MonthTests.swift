import Foundation
import Mediation
import Projections
import Storage
import Testing
import Transport

@testable import Coordinator

/// The month's figures through the real store and the real route: exactly those of docs/rules.md, and behind each number as many
/// cases as it says.
@Suite(.timeLimit(.minutes(10))) struct MonthTests {
    init() { LoopActor.startThread() }

    private struct Count: Decodable, Equatable {
        let top: Int
        let base: Int?
        let tenths: Int?
    }

    private struct Line: Decodable {
        let figure: String
        let month: Count
        let monthBefore: Count
        let year: Count
        let yearBefore: Count
        let monthChange: Int?
        let yearChange: Int?

        func count(_ span: MonthSpan) -> Count {
            switch span {
            case .month: month
            case .monthBefore: monthBefore
            case .year: year
            case .yearBefore: yearBefore
            }
        }
    }

    private struct Month: Decodable {
        struct Series: Decodable {
            let unit: String
            let months: [Int]
        }

        let figures: [Line]
        let units: [Series]

        func line(_ figure: Figure) throws -> Line {
            try #require(figures.first { $0.figure == figure.rawValue })
        }
    }

    private struct Page: Decodable {
        struct Line: Decodable {
            let id: String
            let title: String?
            let masked: Bool
        }

        let cases: [Line]
        let next: String?
    }

    private func decoded<Value: Decodable>(_ reply: Reply) throws -> Value {
        try #require(reply.status == 200, "\(reply.text)")
        return try JSONDecoder().decode(Value.self, from: Data(reply.text.utf8))
    }

    @LoopActor
    private func month(_ bench: RouteBench, _ cookie: String, _ month: String = "2026-02") async throws
        -> Month
    {
        try decoded(await bench.ask("GET", "/api/month", query: [("month", month)], cookie: cookie))
    }

    /// All pages of the cases behind a number.
    @LoopActor
    private func behind(
        _ bench: RouteBench, _ cookie: String, _ figure: Figure, _ span: MonthSpan, _ part: String,
        month: String = "2026-02"
    ) async throws -> [Page.Line] {
        var found: [Page.Line] = []
        var after: String?
        repeat {
            var query = [
                ("month", month), ("span", span.rawValue), ("figure", figure.rawValue), ("part", part),
            ]
            if let after { query.append(("after", after)) }
            let page: Page = try decoded(
                await bench.ask("GET", "/api/month/cases", query: query, cookie: cookie))
            found += page.cases
            after = page.next
        } while after != nil && found.count < 1000
        return found
    }

    @Test @LoopActor func `January to February gives exactly the figures of the Lixia bureau`() async throws {
        let bench = try await RouteBench.open()
        var play = MonthPlay(bench.store)
        try await play.golden()
        let lead = try await bench.signedIn(.officeLead, "K002", unit: "信访科")
        let month = try await month(bench, lead)
        func year(_ figure: Figure) throws -> Count { try month.line(figure).year }
        #expect(try year(.firstResolved) == Count(top: 72, base: 72, tenths: 1000))
        #expect(try year(.satisfied) == Count(top: 71, base: 72, tenths: 986))
        #expect(try year(.strictlySatisfied) == Count(top: 66, base: 72, tenths: 917))
        #expect(try year(.rated) == Count(top: 72, base: 77, tenths: 935))
        #expect(try year(.revisited) == Count(top: 2, base: 77, tenths: 26))
        for (figure, before, now, change) in [
            (Figure.hotline, 112, 92, -179), (.lettersAndVisits, 50, 30, -400), (.bypass, 9, 3, -667),
        ] {
            let line = try month.line(figure)
            #expect(line.yearBefore.top == before && line.year.top == now && line.yearChange == change)
            // A month alone says something else.
            #expect(line.month.top < now && line.monthBefore.top < before)
        }
        #expect(try year(.consulted).top == 46)
        #expect(try year(.discussed).top == 19)
        #expect(try year(.joint).top == 12)
        #expect(try year(.persons).top == 60)
        // Nothing below the line.
        #expect(try year(.talkAgreed) == Count(top: 0, base: 0, tenths: nil))
        // What was turned away has no unit: it stands among no unit's.
        let series = try #require(month.units.first)
        #expect(month.units.count == 1 && series.unit == MonthPlay.unit.unit && series.months.count == 24)
        #expect(series.months.suffix(2).reduce(0, +) == 20 && series.months.prefix(22).allSatisfy { $0 == 0 })

        try await everyNumberHasItsCases(bench, lead, month)
        // What stands in the store is what the record gives, and a second reckoning of it the same.
        let proof = try await StoreProof(of: bench.store)
        #expect(proof.faultCount == 0, "\(proof.faults)")
    }

    @LoopActor
    private func everyNumberHasItsCases(
        _ bench: RouteBench, _ cookie: String, _ month: Month
    ) async throws {
        for figure in Figure.allCases where !figure.isOfNumbers {
            for span in MonthSpan.allCases {
                let count = try month.line(figure).count(span)
                let top = try await behind(bench, cookie, figure, span, "top").map(\.id)
                #expect(top.count == count.top, "\(figure) \(span)")
                #expect(Set(top).count == top.count, "\(figure) \(span): a case stands twice")
                guard let base = count.base else { continue }
                let all = try await behind(bench, cookie, figure, span, "base").map(\.id)
                #expect(all.count == base && Set(all).count == base, "\(figure) \(span)")
                // A case that was sent back need not be closed in the same span.
                guard figure != .returned else { continue }
                let rest = try await behind(bench, cookie, figure, span, "rest").map(\.id)
                #expect(Set(rest) == Set(all).subtracting(top), "\(figure) \(span)")
            }
        }
    }

    @Test @LoopActor func `A revisit by the end of the span makes a first matter unresolved`() async throws {
        let bench = try await RouteBench.inMemory()
        var play = MonthPlay(bench.store)
        let first = try await play.keep(
            .init(channel: .visit, story: .rated(.satisfied)), received: MonthPlay.day(2026, 1, 2))
        try await play.keep(
            .init(channel: .visit, story: .rated(.satisfied)), received: MonthPlay.day(2026, 1, 3))
        try await play.keep(
            .init(channel: .visit, kind: .repeat, story: .registered, prior: first.id),
            received: MonthPlay.day(2026, 2, 20))
        let lead = try await bench.signedIn(.officeLead, "K002", unit: "信访科")
        let january = try await month(bench, lead, "2026-01").line(.firstResolved)
        #expect(january.year == Count(top: 2, base: 2, tenths: 1000))
        let february = try await month(bench, lead).line(.firstResolved)
        #expect(february.year == Count(top: 1, base: 2, tenths: 500))
        #expect(try await behind(bench, lead, .firstResolved, .year, "rest").map(\.id) == [first.id.text])
        #expect(try await month(bench, lead).line(.revisited).year.top == 1)
        // A repeated petition about a pending matter is no first one, and no revisit of what isn't closed.
        #expect(try await month(bench, lead).line(.received).year.top == 3)
    }

    @Test @LoopActor
    func `Leaders, the office's lead and inspectors read the month; an accusation stays closed`() async throws
    {
        let bench = try await RouteBench.open()
        var play = MonthPlay(bench.store)
        try await play.keep(
            .init(channel: .letter, content: .accusation, story: .registered, concerned: "西苑派出所"),
            received: MonthPlay.day(2026, 2, 3))
        let roles: [(Role, String)] = [
            (.clerk, "K001"), (.liaison, "L001"), (.legalSection, "F001"), (.archivist, "A001"),
            (.administrator, "S001"), (.seniorOfficer, "G009"),
        ]
        for (role, staffNo) in roles {
            let cookie = try await bench.signedIn(role, staffNo, unit: "信访科")
            for path in ["/api/month", "/api/month/cases"] {
                let reply = await bench.ask("GET", path, query: [("month", "2026-02")], cookie: cookie)
                #expect(reply.status == 403 && reply.code == "not_permitted", "\(role) \(path)")
            }
        }
        let lead = try await bench.signedIn(.officeLead, "K002", unit: "信访科")
        let inspector = try await bench.signedIn(.inspector, "J001", unit: "督察大队")
        // Of the unit that is accused.
        let accused = try await bench.signedIn(.bureauLeader, "D002", unit: "西苑派出所")
        for (cookie, expected) in [(lead, [true]), (inspector, [false]), (accused, [])] {
            #expect(try await month(bench, cookie).line(.accusation).month.top == 1)
            let lines = try await behind(bench, cookie, .accusation, .month, "top")
            #expect(lines.map(\.masked) == expected)
            #expect(lines.allSatisfy { ($0.title == nil) == $0.masked })
        }
        for query in [
            [("month", "2026-13")], [("month", "2026-2")], [("month", "2999-01")], [],
            [("month", "2026-02"), ("span", "year"), ("figure", "hotline"), ("part", "base")],
            [("month", "2026-02"), ("span", "week"), ("figure", "hotline"), ("part", "top")],
            [("month", "2026-02"), ("span", "year"), ("figure", "none"), ("part", "top")],
            [("month", "2026-02"), ("span", "year"), ("figure", "hotline"), ("part", "top"), ("after", "x")],
        ] {
            let reply = await bench.ask("GET", "/api/month/cases", query: query, cookie: lead)
            #expect(reply.status == 400 && reply.code == "bad_field", "\(query)")
        }
    }

    @Test @LoopActor func `Another bureau's cases are counted by itself alone`() async throws {
        let bench = try await RouteBench.open()
        var play = MonthPlay(bench.store)
        try await play.keep(
            .init(channel: .letter, story: .registered), received: MonthPlay.day(2026, 2, 3))
        let harbour = Bureau(id: BureauID("harbour"), name: "海港分局", phone: "100-0000-0220", mark: "港信")
        try await bench.store.put(harbour, at: bench.time.now)
        let lead = try await bench.signedIn(.officeLead, "K002", unit: "信访科", of: harbour.id)
        #expect(try await month(bench, lead).figures.allSatisfy { $0.year.top == 0 })
        #expect(try await behind(bench, lead, .received, .year, "top").isEmpty)
    }
}
