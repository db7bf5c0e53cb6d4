import Mediation
import Testing

@Suite(.timeLimit(.minutes(10))) struct LawyerRollTests {
    private static let now = Instant(milliseconds: 1000)
    private static let su = Lawyer(
        id: LawyerID("l-1"), bureau: .main, licenceNo: "A-123", name: "苏见微", firm: "青禾区法律援助值班站",
        capacity: .duty)

    private static func roll() -> LawyerRoll {
        LawyerRoll(
            of: .main, lawyers: [su],
            units: [BureauUnit(id: UnitID("u-1"), bureau: .main, name: "东陌派出所", kind: .station)])
    }

    private static func form(
        _ licence: String = "B-1", name: String = "闻笛", _ capacity: Lawyer.Capacity = .neutral,
        station: String = ""
    ) throws -> LawyerForm {
        try LawyerForm(licenceNo: licence, name: name, firm: "远岫律师事务所", capacity: capacity, station: station)
    }

    private func refusal(_ order: LawyerOrder, seen: String? = nil) -> Refusal? {
        do throws(Refusal) {
            _ = try Self.roll().decide(order, seen: seen, at: Self.now)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: ["A-123", "Ａ-123", "a 123", "A－１２３"])
    func `A licence is one lawyer's, however it was typed`(licence: String) throws {
        #expect(refusal(.add(LawyerID("l-2"), try Self.form(licence))) == Refusal(.taken, field: "licenceNo"))
        // The own one in another spelling is no other's.
        let changed = try Self.roll().decide(.change(Self.su.id, Self.form(licence)), at: Self.now)
        #expect(changed?.licenceNo == WrittenText.clean(licence, as: .line))
    }

    @Test func `A lawyer of a station says of which, and it is one of the list`() throws {
        #expect(throws: Refusal(.missingField, field: "station")) { _ = try Self.form("B-1", .station) }
        #expect(
            refusal(.add(LawyerID("l-2"), try Self.form("B-1", .station, station: "东陌")))
                == Refusal(.unknownUnit, field: "station"))
        let added = try Self.roll().decide(
            .add(LawyerID("l-2"), Self.form("B-1", .station, station: "东陌派出所")), at: Self.now)
        #expect(added?.station == "东陌派出所")
        #expect(try Self.form("B-1", .duty, station: "东陌派出所").station.isEmpty)
    }

    @Test func `Who leaves the registry stays in it, and may come back`() throws {
        let left = try #require(try Self.roll().decide(.retire(Self.su.id), at: Self.now))
        #expect(left.endedAt == Self.now)
        let roll = LawyerRoll(of: .main, lawyers: [left], units: [])
        #expect(try roll.decide(.retire(Self.su.id), at: Self.now) == nil)
        #expect(try roll.decide(.resume(Self.su.id), at: Self.now) == Self.su)
    }

    @Test func `Of two who change a lawyer at once the second sees what happened`() throws {
        #expect(refusal(.retire(Self.su.id), seen: "other") == Refusal(.staffChanged))
        #expect(refusal(.retire(Self.su.id), seen: Self.su.version) == nil)
        #expect(refusal(.retire(LawyerID("l-9"))) == Refusal(.notFound))
        for form in [
            { try LawyerForm(licenceNo: "—", name: "闻笛", firm: "所", capacity: .duty) },
            { try LawyerForm(licenceNo: "", name: "闻笛", firm: "所", capacity: .duty) },
            { try LawyerForm(licenceNo: "A", name: "闻笛", firm: " ", capacity: .duty) },
        ] as [() throws -> LawyerForm] { #expect(throws: Refusal.self) { _ = try form() } }
    }
}
