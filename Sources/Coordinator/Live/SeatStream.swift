import Mediation
import Transport
import Wire

/// The stream of messages to one seat within one run of the server: its numbers, what can be replayed, the socket
/// that holds it now, and what its signals are judged by. Sequence, replay and counters belong to the stream, not
/// to the room.
@LoopActor
final class SeatStream {
    let seat: SeatNumber
    private(set) var peer: PeerID?
    private(set) var page: PageID?
    private(set) var sequence = 0
    /// The newest messages with their numbers, oldest first; at most `WireLimits.replay`.
    private var kept: [(sequence: Int, bytes: [UInt8])] = []
    /// What the seat's reader knows once everything in the queue has left.
    private var told = RoomView()
    /// Epoch of the link to each seat, 0 for none: written by the room when it changes, read by every signal.
    var routes = [Int](repeating: 0, count: Int(SeatNumber.range.upperBound) + 1)
    var fingerprint: [UInt8] = []
    var candidatesOfGeneration = [Int](repeating: 0, count: Int(SeatNumber.range.upperBound) + 1)
    var relayRenewedAt: Instant?

    init(seat: SeatNumber) { self.seat = seat }

    /// Gives the stream to a socket. A new page starts with an empty replay.
    func attach(_ peer: PeerID, page: PageID) {
        if self.page != page {
            kept = []
            fingerprint = []
            candidatesOfGeneration = candidatesOfGeneration.map { _ in 0 }
        }
        self.peer = peer
        self.page = page
    }

    func detach() { peer = nil }

    /// The page was shown the door or went by itself: nothing is kept for it.
    func forget() {
        peer = nil
        page = nil
        kept = []
    }

    /// What is new to the reader in a view, taken as told from now on; nil when there is nothing to say.
    func news(in view: RoomView) -> RoomView? {
        guard let news = view.news(after: told) else { return nil }
        told.learn(news)
        return news
    }

    /// A snapshot tells everything.
    func tell(all view: RoomView) { told = view }

    /// The next message of the stream, numbered and kept.
    func number(_ message: ServerMessage) -> [UInt8] {
        guard message.isSequenced else { return message.bytes }
        sequence += 1
        let bytes = message.numbered(sequence)
        kept.append((sequence, bytes))
        if kept.count > WireLimits.replay { kept.removeFirst(kept.count - WireLimits.replay / 2) }
        return bytes
    }

    /// What follows `sequence`, or nil when something of it is gone or was never sent.
    func replay(after sequence: Int) -> [[UInt8]]? {
        guard sequence <= self.sequence else { return nil }
        if sequence == self.sequence { return [] }
        guard let first = kept.first, first.sequence <= sequence + 1 else { return nil }
        return kept.filter { $0.sequence > sequence }.map(\.bytes)
    }

    /// The page has these; nothing before them is asked for again.
    func acknowledged(_ sequence: Int) {
        guard let first = kept.first, sequence >= first.sequence else { return }
        kept.removeAll { $0.sequence <= sequence }
    }
}
