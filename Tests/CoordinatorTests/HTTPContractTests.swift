import Mediation
import Records
import TestKit
import Testing
import Transport

@testable import Coordinator

/// docs/protocol.md shows what HTTP takes and answers, and nothing else: every route of the real router is asked, with the examples as
/// bodies, and what it answers has the members of its examples, of the same kinds, and as often absent.
@Suite(.timeLimit(.minutes(10))) struct HTTPContractTests {
    init() { LoopActor.startThread() }

    /// No route's own: a refusal is anybody's, and tables tell what is typed and what it means.
    private static let shared: Set<String> = ["refused", "link-refused", "staff-numbers", "telephones"]

    @Test @LoopActor
    func `Every route stands in the table, every row is a route, and no example is left over`()
        async throws
    {
        let table = try RouteTable()
        let bench = try await RouteBench.open()
        let routes = bench.router.listed.map { "\($0.method) \(RouteTable.Row.shape(of: $0.path))" }
        let rows = table.rows.map { "\($0.method) \($0.shape)" }
        #expect(routes.sorted() == rows.sorted())
        let named = Set(table.rows.flatMap { $0.takes.filter { !$0.hasPrefix("{") } + $0.answers })
        #expect(named.subtracting(table.examples.keys) == [])
        #expect(Set(table.examples.keys).subtracting(named) == Self.shared)
    }

    @Test @LoopActor
    func `Every body of an example is taken by its route, and every answer has the shape of its examples`()
        async throws
    {
        let play = try HTTPContractPlay()
        try await play.desk()
        try await play.talk()
        try await play.goldenStore()
        for row in play.table.rows {
            #expect(play.taken[row.description, default: []] == Set(row.takes), "bodies of \(row)")
            #expect(play.answered[row.description, default: []] == Set(row.statuses), "statuses of \(row)")
        }
        // Routes that answer with the same thing are looked at together: each shows another side of it.
        for names in Set(play.table.rows.map(\.answers)) where !names.isEmpty {
            let said = AnswerShape(play.values[names, default: []])
            let found = AnswerShape.differences(said: said, shown: AnswerShape(try play.table.values(names)))
            #expect(found.isEmpty, "\(names): \(found.joined(separator: "\n"))")
        }
        let refusals = AnswerShape(try play.table.values(["refused", "link-refused"]))
        let found = AnswerShape.differences(said: AnswerShape(play.refusals), shown: refusals)
        #expect(found.isEmpty, "refusals: \(found.joined(separator: "\n"))")
    }

    @Test func `A difference of members, kinds or absence is found`() throws {
        let one = JSONValue.object(JSONMembers(["a": .whole(1), "b": .list([.text("x")])]))
        let bare = JSONValue.object(JSONMembers(["a": .null]))
        func differences(_ said: [JSONValue], _ shown: [JSONValue]) -> Int {
            AnswerShape.differences(said: AnswerShape(said), shown: AnswerShape(shown)).count
        }
        #expect(differences([one], [one]) == 0 && differences([one, bare], [bare, one]) == 0)
        // Absent where no example is, and the other way round: both members.
        #expect(differences([one, bare], [one]) == 2 && differences([one], [one, bare]) == 2)
        // A kind; a member that one of them has; and what stands in it.
        #expect(differences([one], [.object(JSONMembers(["a": .text("1"), "b": .list([.text("x")])]))]) == 1)
        #expect(differences([one], [.object(JSONMembers(["a": .whole(1)]))]) == 2)
        #expect(differences([.object(JSONMembers(["a": .whole(1)]))], [one]) == 2)
    }
}
