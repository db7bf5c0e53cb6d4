import Logging
import Mediation
import Transport
import Wire

/// What the pages of one room are told, and how it reaches them: a stream for each seat, and pages that look on. It makes
/// messages of a room as it is now, numbers them and hands them to the sockets. When a message leaves is the runner's to say.
@LoopActor
final class RoomDelivery {
    private let session: SessionID
    private let services: LiveServices
    private var streams = SeatStreams()
    /// Officers' pages that show the lobby without the host's seat, oldest first.
    private var watchers: [(peer: PeerID, stream: SeatStream)] = []

    init(of session: SessionID, services: LiveServices) {
        self.session = session
        self.services = services
    }

    // MARK: Streams

    func stream(of seat: SeatNumber) -> SeatStream {
        if let stream = streams[seat] { return stream }
        let stream = newStream(of: seat)
        streams[seat] = stream
        return stream
    }

    private func newStream(of seat: SeatNumber) -> SeatStream {
        let rate = services.configuration.messagesPerSecond
        return SeatStream(
            seat: seat, budget: SeatBudget(of: seat, messagesPerSecond: rate, at: services.clock.steady))
    }

    /// The stream that this socket holds now.
    func stream(heldBy peer: PeerID) -> SeatStream? { streams.held(by: peer) }

    /// How many seats have a page that is connected.
    var connectedSeats: Int { streams.all.count { $0.peer != nil } }

    /// Writes the room's answer to "who may signal whom" into each stream; called in the step in which the room
    /// is assigned, so that table and function never differ.
    func refreshRoutes(of room: Room) {
        for seat in room.seats {
            let stream = stream(of: seat.number)
            for index in stream.routes.indices { stream.routes[index].epoch = 0 }
            for link in room.links(of: seat.number) {
                stream.routes[Int(link.peer.rawValue)].epoch = link.epoch
            }
        }
    }

    /// The seats that a socket holds now.
    var holders: [(seat: SeatNumber, peer: PeerID)] {
        streams.all.compactMap { stream in stream.peer.map { (stream.seat, $0) } }
    }

    // MARK: What is new

    /// What of these sections is new to each page, as the room stands now.
    func news(of sections: RoomSections, in room: Room) -> [EffectQueue.Step] {
        var steps: [EffectQueue.Step] = []
        // Also to whom the network has lost: what a page missed is what its replay brings.
        for seat in room.seats {
            guard let stream = streams[seat.number], stream.hasReader else { continue }
            guard let news = stream.news(in: room.view(sections, for: seat.number)) else { continue }
            steps.append(.deliver(seat.number, .update(news)))
        }
        guard !watchers.isEmpty else { return steps }
        let view = room.view(sections.subtracting([.links, .minutes]), for: .bureau)
        for (peer, stream) in watchers {
            guard let news = stream.news(in: view) else { continue }
            steps.append(.watcher(peer, .update(news)))
        }
        return steps
    }

    /// A section of the minutes, to everyone who sees them but its author.
    func draft(_ section: MinutesSection, by author: SeatNumber, in room: Room) -> [EffectQueue.Step] {
        let revision = room.paper.draft.revision(of: section)
        var steps: [EffectQueue.Step] = []
        for seat in room.seats where room.visible(.draft, to: seat.number) {
            guard let stream = streams[seat.number], stream.hasReader else { continue }
            stream.take(room.view(.minutes, for: seat.number))
            // The author has written it.
            guard seat.number != author else { continue }
            let text = room.minutesText(of: section, for: seat.number)
            steps.append(.deliver(seat.number, .draft(section, text: text, revision: revision)))
        }
        return steps
    }

    // MARK: Sending

    func deliver(_ message: ServerMessage, to seat: SeatNumber) {
        let stream = stream(of: seat)
        guard isTellable(message, to: stream.peer) else { return }
        let numbered = message.isSequenced ? stream.number(message) : nil
        guard let peer = stream.peer else { return }
        if let numbered {
            services.sockets.send(numbered, to: peer)
        } else {
            services.sockets.send(message.bytes, to: peer)
        }
    }

    func deliver(_ signal: RelayedSignal, to stream: SeatStream) {
        let numbered = stream.number(signal)
        if let peer = stream.peer { services.sockets.send(numbered, to: peer) }
    }

    /// A page that can't be told what has changed would show what isn't so: it is told of a fault, and let go.
    func isTellable(_ message: ServerMessage, to peer: PeerID?) -> Bool {
        guard let failure = message.failure else { return true }
        services.logger.error(
            "a message failed", metadata: ["session": "\(session)", "error": "\(failure)"])
        if let peer {
            services.sockets.send(message.bytes, to: peer)
            services.sockets.close(peer, .fault)
        }
        return false
    }

    // MARK: Pages that look on

    private static let mostWatchers = 8

    /// A page looks on from now on, and has been told this view. Of more than eight the oldest gives way.
    func watch(_ peer: PeerID, page: PageID, told view: RoomView) {
        let stream = newStream(of: .bureau)
        stream.attach(peer, page: page)
        stream.tell(all: view)
        watchers.append((peer, stream))
        if watchers.count > Self.mostWatchers {
            services.sockets.close(watchers.removeFirst().peer, .takenOver)
        }
    }

    func tellWatcher(_ peer: PeerID, _ message: ServerMessage) {
        guard let stream = watchers.first(where: { $0.peer == peer })?.stream else { return }
        if isTellable(message, to: peer) { services.sockets.send(stream.number(message), to: peer) }
    }

    func removeWatcher(_ peer: PeerID) { watchers.removeAll { $0.peer == peer } }

    /// Shows every page of the room the door.
    func closeAll(_ code: CloseCode) {
        for stream in streams.all { if let peer = stream.peer { services.sockets.close(peer, code) } }
        for (peer, _) in watchers { services.sockets.close(peer, code) }
    }
}
