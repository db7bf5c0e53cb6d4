import ArgumentParser
import Coordinator
import Cryptography
import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// `trialogue seed`: an empty store gets invented people and cases and a session that waits. Made by the same
/// commands that officers give; nothing of it is a special case for the server.
struct Seed: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill an empty store with invented data, marked 演示数据.",
        discussion: "A seeding that was cut off is finished by running it again.")

    @Option(help: "The folder of an empty store (trialogue init).", transform: Options.folder)
    var data: String
    @Option(help: "A file with the password of all invented accounts; without it one is made up and printed.")
    var passwordFile: String?
    @Flag(help: "The waiting session links directly: for a server without a relay.")
    var direct = false
    @Flag(help: "Two years of small cases more, for the month's page.")
    var months = false

    func run() throws {
        let password =
            try passwordFile.map { try Files.newPassword($0) }
            ?? String(SecureRandom.identifier().lowercased().prefix(10))
        let hash = try Scrypt.hash(password)
        let store = try openStore(data)
        let key = try store.inviteKey()
        let paths: RoomFounding.Paths = direct ? .direct : .relay
        let started = try begin(in: store)
        let cases = try DemoData.cases(now: started)
        let more = months ? try DemoMonths(DemoClock(now: started), beside: cases) : nil
        let room = try told {
            try waiting { () async throws -> Room in
                try await Self.keepUnits(in: store, at: started)
                try await Self.keepLawyers(in: store, at: started)
                for account in DemoData.accounts {
                    try await Self.keep(account, passwordHash: hash, at: started, in: store)
                }
                for each in cases { try await Self.keep(each, in: store) }
                if let more { try await Self.keepWhole(more.cases, in: store) }
                return try await Self.launch(in: store, paths: paths, at: now())
            }
        }
        try DemoMark.finish(in: data)
        try told { try waiting { try await store.close() } }
        tell(room, key, password)
        if let more {
            let month = "{origin}/month?month=\(more.month.text)"
            say("  lead 信访科长 \(month)   \(DemoPeople.lead.staffNo)  \(password)")
        }
    }

    /// The moment around which the data lie. A seeding that was cut off is gone on with: its moment stands in the mark, and
    /// what it has made already is recognised. A store that holds anything else is left alone.
    private func begin(in store: any Store) throws -> Instant {
        if let earlier = try DemoMark.unfinished(in: data) { return earlier }
        let moment = now()
        try told {
            guard try waiting({ try await store.accounts() }) == Listed(), !DemoMark.stands(in: data) else {
                throw StorageError(.occupied, "the store has accounts already; only an empty one is seeded")
            }
        }
        try DemoMark.begin(in: data, at: moment)
        return moment
    }

    private static func keepUnits(in store: any Store, at moment: Instant) async throws {
        let desk = StaffDesk(store: store, of: .main)
        for (name, kind) in DemoPeople.units {
            let form = try UnitForm(name: name, kind: kind)
            guard try await desk.roll().unit(called: name) == nil else { continue }
            try await desk.perform(.addUnit(StaffDesk.newUnitID(), form), at: moment)
        }
    }

    private static func keepLawyers(in store: any Store, at moment: Instant) async throws {
        let desk = LawyerDesk(store: store, of: .main)
        let known = Set(try await desk.roll().inOrder.map(\.licenceNo))
        for form in try DemoPeople.lawyers() where !known.contains(form.licenceNo) {
            try await desk.perform(.add(LawyerDesk.newID(), form), at: moment)
        }
    }

    /// An account of the cut-off seeding gets the password that is printed now.
    private static func keep(
        _ account: Account, passwordHash: String, at moment: Instant, in store: any Store
    ) async throws {
        if try await store.account(account.id) != nil {
            try await store.setPassword(of: account.id, hash: passwordHash, at: moment)
        } else {
            try await store.add(AccountRecord(account, passwordHash: passwordHash, createdAt: moment))
        }
    }

    /// Plays a case into the store, step by step, and uses up its number. Steps that stand there already are passed over.
    private static func keep(_ made: DemoCase, in store: any Store) async throws {
        let codec = CaseCodec()
        let known = try await store.caseFile(made.id)?.version ?? 0
        var file: CaseFile?
        for (index, events) in made.steps.enumerated() {
            let next = try file.map { try codec.step(CaseCodec.Opened(file: $0, version: index), events) }
            guard let first = next?.file ?? CaseFile(folding: events), let at = events.first?.at else {
                continue
            }
            let step = try next ?? codec.step(to: first, by: events, from: 0)
            if index >= known { try await store.commit(step.commit(at: at)) }
            file = step.file
        }
        try await useUp(made.file.caseNo, of: made.file.bureau, in: store)
    }

    /// Cases whose steps all lie behind: each in one commit, and the numbers of a year at once.
    private static func keepWhole(_ cases: [DemoCase], in store: any Store) async throws {
        let codec = CaseCodec()
        for made in cases where try await store.caseID(caseNo: made.file.caseNo) == nil {
            let step = try codec.step(to: made.file, by: made.steps.flatMap { $0 }, from: 0)
            try await store.commit(step.commit(at: made.file.updatedAt))
        }
        let last = Dictionary(cases.map { ($0.file.caseNo.prefix { $0 != "〕" }, $0.file) }) { $1 }
        for file in last.values { try await useUp(file.caseNo, of: file.bureau, in: store) }
    }

    private static func useUp(_ caseNo: String, of bureau: BureauID, in store: any Store) async throws {
        let digits = caseNo.drop { $0 != "〕" }.dropFirst()
        let year = caseNo.drop { $0 != "〔" }.dropFirst().prefix(4)
        guard let number = Int(digits), let year = Int(year) else { return }
        while try await store.nextCaseNumber(of: bureau, year: year) < number { continue }
    }

    private static func launch(
        in store: any Store, paths: RoomFounding.Paths, at now: Instant
    ) async throws -> Room {
        guard let record = try await store.caseFile(DemoData.mainCase) else { throw StorageError(.notFound) }
        let opened = try CaseCodec().open(record)
        if let open = opened.file.dialogue.openSession {
            let journal = try await RoomJournal.read(store, open.id)
            guard let room = Room(folding: journal.events) else { throw StorageError(.corrupt) }
            return room
        }
        let bureau = try await store.bureau(.main) ?? DemoData.bureau
        let launch = try SessionLaunch(
            SessionID("s-" + SecureRandom.identifier().lowercased()), of: opened,
            by: DemoData.host, kind: .petitionTalk, inviting: DemoData.mainInvitations,
            at: SessionLaunch.Place(office: bureau.name, phone: bureau.phone, paths: paths),
            expiresAt: now.adding(.hours(8)), now: now)
        try await store.commit(launch.commit)
        return launch.room
    }

    /// `{origin}` stands where the server's address belongs: it is not known yet.
    private func tell(_ room: Room, _ key: InviteKey, _ password: String) {
        say("")
        say("演示数据 invented data; every account has the password \(password)")
        say("  officer 接访警官   {origin}/   \(DemoData.host.staffNo)  \(password)")
        for seat in room.seats where seat.number != .bureau {
            let link = InviteLink.text(
                key, session: room.founding.sessionID, seat: seat.number, generation: seat.generation)
            say("  \(seat.role.rawValue) \(seat.name)   {origin}/j#\(link)")
        }
        say("")
    }
}
