import Glibc
import Mediation
import Transport
import Wire

/// The stream of messages to one seat within one run of the server: its numbers, what can be replayed, the socket
/// that holds it now, and what its signals are judged by. Sequence, replay and counters belong to the stream, not
/// to the room.
@LoopActor
final class SeatStream {
    /// The way to one other seat.
    struct Route {
        /// Epoch of the link, 0 for none: written by the room when it changes, read by every signal.
        var epoch = 0
        var candidatesOfGeneration = 0
    }

    /// What a signal touches, as plain values behind a pointer: their reading and writing is not counted or guarded at
    /// run time, and all of it is this class's own.
    private struct Values: ~Copyable {
        var peer: PeerID?
        var sequence = 0
        /// The newest messages within `WireLimits.replay` and `replayBytes`; the last has the number `sequence`.
        var kept = MessageLog()
        var fingerprint: [UInt8] = []
        var budget: SeatBudget
    }

    let seat: SeatNumber
    private(set) var page: PageID?
    private let values = UnsafeMutablePointer<Values>.allocate(capacity: 1)
    /// By the number of the other seat.
    let routes: UnsafeMutableBufferPointer<Route>
    /// What the seat's reader knows once everything in the queue has left.
    private var told = ToldView()
    var relayRenewedAt: Instant?
    /// Welcomes that are on their way. Each tells the state of the moment at which its page was let in; what happens from then
    /// on is for that page too, also where the stream has no page yet.
    private var welcomesUnderWay = 0

    init(seat: SeatNumber, budget: SeatBudget) {
        self.seat = seat
        values.initialize(to: Values(budget: budget))
        routes = .allocate(capacity: Int(SeatNumber.range.upperBound) + 1)
        routes.initialize(repeating: Route())
    }

    isolated deinit {
        values.deinitialize(count: 1)
        values.deallocate()
        routes.deallocate()
    }

    /// The socket that holds it now.
    var peer: PeerID? { values.pointee.peer }
    /// The number of the last message.
    var sequence: Int { values.pointee.sequence }

    /// What the seat may still ask for: of the seat, not of the page.
    var budget: SeatBudget {
        get { values.pointee.budget }
        _modify { yield &values.pointee.budget }
    }

    /// Gives the stream to a socket. A new page starts with an empty replay.
    func attach(_ peer: PeerID, page: PageID) {
        if self.page != page {
            forgetKept()
            values.pointee.fingerprint = []
            relayRenewedAt = nil
            for index in routes.indices { routes[index].candidatesOfGeneration = 0 }
        }
        values.pointee.peer = peer
        self.page = page
    }

    /// Whether anybody is to be told what is new.
    var hasReader: Bool { page != nil || welcomesUnderWay > 0 }

    /// A page was let in; its welcome leaves when that is durable.
    func promiseWelcome() { welcomesUnderWay += 1 }

    /// The turn of a welcome has come, whether its page is there or not.
    func keepPromise() { welcomesUnderWay -= 1 }

    func detach() { values.pointee.peer = nil }

    /// The page was shown the door or went by itself: nothing is kept for it.
    func forget() {
        values.pointee.peer = nil
        page = nil
        forgetKept()
    }

    private func forgetKept() { values.pointee.kept.forgetAll() }

    /// Whether the seat's page is bound to this fingerprint already.
    func isBound(to print: UnsafeRawBufferPointer) -> Bool {
        guard let start = print.baseAddress, print.count == values.pointee.fingerprint.count else {
            return false
        }
        return memcmp(values.pointee.fingerprint, start, print.count) == 0
    }

    /// Binds the seat's page to its first fingerprint.
    func bind(to print: UnsafeRawBufferPointer) { values.pointee.fingerprint = Array(print) }

    /// What is new to the reader in a view, taken as told from now on; nil when there is nothing to say.
    func news(in view: RoomView) -> RoomView? { told.news(in: view) }

    /// Takes a view as told: its reader has it by a message of another kind.
    func take(_ view: RoomView) { told.take(view) }

    /// A snapshot tells everything.
    func tell(all view: RoomView) { told.tell(all: view) }

    /// The next message of the stream, numbered and kept.
    func number(_ message: ServerMessage) -> OutgoingText {
        values.pointee.sequence += 1
        return bounded(values.pointee.kept.append(message.numbered(sequence)))
    }

    /// The same of a signal: its body is copied once, from where it came in to where it leaves from.
    func number(_ signal: RelayedSignal) -> OutgoingText {
        values.pointee.sequence += 1
        let sequence = values.pointee.sequence
        return bounded(
            values.pointee.kept.append(capacity: signal.capacity) {
                signal.write(sequence: sequence, into: $0)
            })
    }

    /// `newest` stays in any case.
    private func bounded(_ newest: OutgoingText) -> OutgoingText {
        let count = values.pointee.kept.count
        if count > WireLimits.replay || values.pointee.kept.bytes > WireLimits.replayBytes, count > 1 {
            values.pointee.kept.forget(first: count / 2)
        }
        return newest
    }

    /// The number of the oldest message that is kept.
    private var firstKept: Int { sequence - values.pointee.kept.count + 1 }

    /// Whether all that follows `sequence` is still kept; what was never sent is not.
    func canReplay(after sequence: Int) -> Bool {
        sequence == self.sequence || (sequence < self.sequence && firstKept <= sequence + 1)
    }

    /// Shows what follows `sequence`; only after `canReplay`.
    func replay(after sequence: Int, _ body: (OutgoingText) -> Void) {
        values.pointee.kept.forEach(from: sequence + 1 - firstKept, body)
    }

    /// The page has these; nothing before them is asked for again.
    func acknowledged(_ sequence: Int) {
        guard sequence >= firstKept, sequence <= self.sequence else { return }
        values.pointee.kept.forget(first: sequence - firstKept + 1)
    }
}
