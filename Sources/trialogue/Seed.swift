import ArgumentParser
import Coordinator
import Cryptography
import Foundation
import Mediation
import Storage
import StorageSQLite

/// `trialogue seed`: an empty store gets invented people and cases and a session that waits. Made by the same
/// commands that officers give; nothing of it is a special case for the server.
struct Seed: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fill an empty store with invented data, marked 演示数据.")

    @Option(help: "The folder of the store; made when it is missing.")
    var data: String
    @Option(help: "A file with the password of all invented accounts; without it one is made up and printed.")
    var passwordFile: String?
    @Flag(help: "The waiting session links directly: for a server without a relay.")
    var direct = false

    func run() throws {
        let password =
            try passwordFile.map {
                try String(contentsOfFile: $0, encoding: .utf8).trimmingCharacters(
                    in: .whitespacesAndNewlines)
            } ?? String(SecureRandom.identifier().lowercased().prefix(10))
        let hash = try Scrypt.hash(password)
        let store = try openStore(data)
        let key = try store.inviteKey()
        let moment = now()
        let cases = try DemoData.cases(now: moment)
        let paths: RoomFounding.Paths = direct ? .direct : .relay
        let room = try told {
            try waiting { () async throws -> Room in
                guard try await store.accounts().isEmpty else {
                    throw StorageError(.taken, "the store has accounts already; only an empty one is seeded")
                }
                for account in DemoData.accounts {
                    try await store.add(AccountRecord(account, passwordHash: hash, createdAt: moment))
                }
                for each in cases { try await Self.keep(each, in: store) }
                return try await Self.launch(in: store, paths: paths, at: moment)
            }
        }
        try DemoMark.set(in: data)
        try waiting { try await store.close() }
        tell(room, key, password)
    }

    /// Plays a case into the store, step by step, and uses up its number.
    private static func keep(_ made: DemoCase, in store: any Store) async throws {
        let codec = CaseCodec()
        var file: CaseFile?
        for (index, events) in made.steps.enumerated() {
            let next = file.map { codec.step(CaseCodec.Opened(file: $0, version: index), events) }
            guard let first = next?.file ?? CaseFile(folding: events), let at = events.first?.at else {
                continue
            }
            let step = next ?? codec.step(to: first, by: events, from: 0)
            try await store.commit(step.commit(at: at))
            file = step.file
        }
        let digits = made.file.caseNo.drop { $0 != "〕" }.dropFirst()
        let year = made.file.caseNo.drop { $0 != "〔" }.dropFirst().prefix(4)
        guard let number = Int(digits), let year = Int(year) else { return }
        while try await store.nextCaseNumber(year: year) < number { continue }
    }

    private static func launch(
        in store: any Store, paths: RoomFounding.Paths, at now: Instant
    ) async throws -> Room {
        guard let record = try await store.caseFile(DemoData.mainCase) else { throw StorageError(.notFound) }
        let launch = try SessionLaunch(
            SessionID("s-" + SecureRandom.identifier().lowercased()), of: try CaseCodec().open(record),
            by: DemoData.host, kind: .petitionTalk, inviting: DemoData.mainInvitations,
            at: SessionLaunch.Place(office: DemoData.office, phone: DemoData.phone, paths: paths),
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
