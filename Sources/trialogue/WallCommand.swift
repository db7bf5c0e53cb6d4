import ArgumentParser
import Coordinator
import Mediation
import Storage
import StorageSQLite
import Vault

/// `trialogue wall SESSION`: who could hear whom, from when to when, told from the journal.
struct WallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wall", abstract: "Print from the journal who could hear whom in a session, and when.")

    @Option(help: "The folder of the store.", transform: Options.folder)
    var data: String
    @Argument(help: "The session's id, as it stands in the minutes (会话号).", transform: Options.session)
    var session: SessionID

    func run() throws {
        let id = session
        let store = try readStore(data)
        let journal = try told { try waiting { try await RoomJournal.read(store, id) } }
        try told { try waiting { try await store.close() } }
        guard let history = SessionHistory(folding: journal.events),
            let log = HearingLog(folding: journal.events, until: journal.events.last?.at ?? now())
        else {
            complain("there is no session \(session)")
            throw ExitStatus.of(.notFound)
        }
        let names = Dictionary(
            uniqueKeysWithValues: history.attendees.map { ($0.seat, "\($0.seat) \($0.name)") })
        say("session \(id)   \(history.founding.caseNo)   第 \(history.founding.number) 次")
        if journal.unreadable > 0 {
            say("\(journal.unreadable) entries can't be read; what follows is told without them")
        }
        for caucus in log.caucuses {
            let members = caucus.members.map { names[$0] ?? "\($0)" }.joined(separator: ", ")
            let sealed = caucus.sealedAt.map { "sealed \(clock($0))" } ?? "never sealed"
            say("caucus  \(clock(caucus.since)) – \(clock(caucus.until))   \(sealed)   \(members)")
            for each in caucus.confirmations {
                say("        \(clock(each.at)) confirmed by the page of \(names[each.seat] ?? "?")")
            }
            for seat in caucus.leftOutside { say("        left outside: \(names[seat] ?? "?")") }
        }
        for interval in log.intervals {
            let (from, to) = (names[interval.from] ?? "?", names[interval.to] ?? "?")
            say("\(clock(interval.since)) – \(clock(interval.until))   \(from) → \(to)")
        }
    }

    /// To the second, in Asia/Shanghai.
    private func clock(_ moment: Instant) -> String {
        let time = LocalTime(moment)
        let second = moment.milliseconds / 1000 % 60
        return "\(time.dayAndMinute):\(second < 10 ? "0" : "")\(second)"
    }
}
