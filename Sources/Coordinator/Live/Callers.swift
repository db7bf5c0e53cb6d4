import Mediation
import Transport
import Wire

/// The sockets that asked one room for a seat and hold none yet.
@LoopActor
struct Callers {
    /// What a caller waits for.
    enum Wait {
        /// Its arrival is being kept. Exits: the seat; gone, when the socket closes meanwhile.
        case arrival
        /// The person's answer to "open in another tab". Exits: arrival, officer, by another hello of the same socket.
        case person
        /// The officer's answer about this device. Exits: arrival; turned away.
        case officer(ClientMessage.Hello, browser: String)
    }

    struct Caller {
        let peer: PeerID
        let speaker: Speaker
        var wait: Wait
    }

    /// Oldest first.
    private(set) var all: [Caller] = []

    /// Questions that stand open for one seat; the oldest one gives way, so that a link parks no sockets.
    static let questionsOfSeat = 4

    var peers: [PeerID] { all.map(\.peer) }

    subscript(peer: PeerID) -> Caller? { all.first { $0.peer == peer } }

    mutating func put(_ peer: PeerID, _ speaker: Speaker, waitingFor wait: Wait) {
        if let index = all.firstIndex(where: { $0.peer == peer }) {
            all[index].wait = wait
        } else {
            all.append(Caller(peer: peer, speaker: speaker, wait: wait))
        }
    }

    @discardableResult
    mutating func remove(_ peer: PeerID) -> Caller? {
        guard let index = all.firstIndex(where: { $0.peer == peer }) else { return nil }
        return all.remove(at: index)
    }

    /// Takes out all that ask for a seat.
    mutating func removeAll(of seat: SeatNumber) -> [Caller] {
        defer { all.removeAll { $0.speaker.seat == seat } }
        return all.filter { $0.speaker.seat == seat }
    }

    /// The caller whose question has to give way to a newer one of its seat, if any.
    func oldestQuestion(beyondLimitOf seat: SeatNumber) -> Caller? {
        let asked = all.filter { caller in
            if case .person = caller.wait { caller.speaker.seat == seat } else { false }
        }
        return asked.count > Self.questionsOfSeat ? asked.first : nil
    }

    /// Whoever waits for the officer's word about that device.
    func waiting(for seat: SeatNumber, on device: DeviceID) -> [Caller] {
        all.filter { caller in
            guard case .officer = caller.wait else { return false }
            return caller.speaker.seat == seat && caller.speaker.device == device
        }
    }
}
