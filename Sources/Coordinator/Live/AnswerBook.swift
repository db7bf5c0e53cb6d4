import Mediation

/// What was answered to which command of a session, so that a repeated one runs nothing.
struct AnswerBook: Sendable {
    private struct Key: Hashable {
        let seat: SeatNumber
        let id: CommandID
    }

    private struct Entry {
        let body: Body
        /// Nil when the command was run and what was answered can't be read any more.
        let result: CommandResult?
    }

    /// What tells two bodies apart: the first half of their SHA-256, without memory of its own.
    private struct Body: Equatable {
        private let high: UInt64
        private let low: UInt64

        init(_ digest: [UInt8]) {
            func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
            high = word(digest.prefix(8))
            low = word(digest.dropFirst(8).prefix(8))
        }
    }

    /// What is known of a command.
    enum Finding {
        case new, reused
        case answered(CommandResult)
    }

    private var entries: [Key: Entry] = [:]

    func look(up id: CommandID, of seat: SeatNumber, digest: [UInt8]) -> Finding {
        guard let entry = entries[Key(seat: seat, id: id)] else { return .new }
        guard let result = entry.result, entry.body == Body(digest) else { return .reused }
        return .answered(result)
    }

    /// The command was run; its answer is lost. It never runs again: its id counts as used.
    mutating func lose(_ id: CommandID, of seat: SeatNumber) {
        entries[Key(seat: seat, id: id)] = Entry(body: Body([]), result: nil)
    }

    /// From here on a repetition gets the result; while the commit is under way its answer waits behind it in the
    /// room's queue, and a failed commit takes the whole book with the room.
    mutating func finish(_ id: CommandID, of seat: SeatNumber, digest: [UInt8], with result: CommandResult) {
        entries[Key(seat: seat, id: id)] = Entry(body: Body(digest), result: result)
    }
}
