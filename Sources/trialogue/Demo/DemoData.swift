import Mediation

/// Invented data to try the house with: a bureau that doesn't exist, people who don't, and cases that nobody had.
/// The cases are made by the same commands that officers give, so they are as good as real ones; every page of a
/// store that holds them says 演示数据. No password is in here: whoever seeds a store makes one.
enum DemoData {
    static let bureau = Bureau.first
    /// The officer whose desk the demonstration opens.
    static let host = DemoPeople.zhouYan
    /// The case that the demonstration talks about, and whom it invites.
    static let mainCase = CaseID("c-87")
    static let mainInvitations = ["p-87-1", "p-87-2", "p-87-3"].map { PartyID($0) }

    static var accounts: [Account] { DemoPeople.all }

    /// All cases as they stand at `now`, whose dates lie around it.
    /// - Throws: a `Refusal` only if the rules and this data have come apart: nothing is seeded then.
    static func cases(now: Instant) throws(Refusal) -> [DemoCase] {
        let clock = DemoClock(now: now)
        return try [
            liftInOldBuilding(clock), barbecueNoise(clock), neighboursNoise(clock), schoolFight(clock),
            householdRegistration(clock), accusation(clock), olderParking(clock), repeatVisit(clock),
            dogBite(clock),
            parkingSpace(clock), corridorThings(clock), repairDebt(clock), squareDance(clock),
            lostLicence(clock),
            landDispute(clock), parcelLocker(clock), unpaidWages(clock), floodedGarage(clock),
            nurseryGate(clock), removalFirm(clock), chessRoom(clock), bicycleShed(clock), oldQuarrel(clock),
            rentDispute(clock),
        ]
    }
}

/// A case and the commits that made it: each step's events belong together and happened at one moment.
struct DemoCase {
    let id: CaseID
    let steps: [[CaseEvent]]
    let file: CaseFile
}

/// Days around the moment of seeding, in Shanghai's time.
struct DemoClock {
    let now: Instant
    private let today: CivilDay

    init(now: Instant) {
        self.now = now
        today = LocalTime(now).day
    }

    var year: Int { today.date.year }

    /// `hour`:`minute` of the day that was `days` ago; at least one, so that it is never in the future.
    func ago(_ days: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
        LocalTime.moment(today.adding(days: -max(days, 1)), hour: hour, minute: minute)
    }

    /// The end of the day that is `days` ahead; negative for days gone by.
    func end(in days: Int) -> Instant { LocalTime.end(of: today.adding(days: days)) }

    /// Somebody's birthday, `age` years ago and some days.
    func birth(age: Int, month: Int = 1, day: Int = 1) -> CivilDay {
        CivilDay(year: year - age, month: month, day: day).flatMap {
            $0.years(until: today) == age ? $0 : nil
        }
            ?? CivilDay(year: year - age - 1, month: month, day: day) ?? today
    }
}

/// Writes a case down, command by command.
struct DemoScript {
    private(set) var file: CaseFile
    private var steps: [[CaseEvent]]

    /// `number` is the running number of the year; it makes the case number, and the id where none is given.
    init(
        _ number: Int, id: CaseID? = nil, by account: Account, picked: Account? = nil, at moment: Instant,
        year: Int,
        _ registration: Registration
    ) throws(Refusal) {
        let events = try CaseFile.register(
            registration, id: id ?? CaseID("c-\(number)"),
            caseNo: DemoData.bureau.caseNo(year: year, number: number), by: account, picked: picked,
            at: moment)
        guard let file = CaseFile(folding: events) else { throw Refusal(.fault) }
        self.file = file
        steps = [events]
    }

    /// Gives a command as that officer would have at that moment.
    mutating func then(_ account: Account, _ moment: Instant, _ command: CaseCommand) throws(Refusal) {
        let events = try file.decide(command, by: account, at: moment)
        for event in events { file.apply(event) }
        steps.append(events)
    }

    var written: DemoCase { DemoCase(id: file.id, steps: steps, file: file) }
}
