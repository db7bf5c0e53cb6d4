import Mediation
import Storage
import Transport
import Wire

/// What a room has caused and what has not been done yet, in order.
struct EffectQueue {
    enum State {
        /// Steps leave in their order. Exits: committing, failed.
        case flowing
        /// A commit is under way: nothing after it leaves. Exits: flowing, failed.
        case committing
        /// A commit has failed. Who comes too late is refused at once, not behind a commit that will never end.
        case failed
    }

    /// One act. Messages are encoded when the room changed, so that each tells the state of its own moment.
    enum Step {
        /// With what the case notes of it.
        case commit(Commit, CaseNote?)
        /// A commit that could not be put together; it fails as one that the store refuses.
        case fail(any Error)
        case deliver(SeatNumber, ServerMessage)
        /// A signal that has to wait for its turn; the bytes are its body.
        case relay(to: SeatNumber, from: SeatNumber, epoch: Int, [UInt8])
        /// To a page that shows the lobby without a seat: the first message to it, and one that follows.
        case welcomeWatcher(PeerID, ServerMessage)
        case watcher(PeerID, ServerMessage)
        /// To a socket that holds no seat.
        case send(PeerID, ServerMessage)
        /// A hello that is refused; the socket is closed too when there is a code.
        case refuse(PeerID, Refusal, closing: CloseCode?)
        case welcome(PeerID, SeatNumber, ClientMessage.Hello, RoomView, replays: Bool)
        case claim(SeatNumber, DeviceID, Bool)
        case grantRelay(SeatNumber)
        /// Of whoever holds the seat when its turn comes.
        case closeSeat(SeatNumber, CloseCode)
        case setTimer(RoomTimer, Instant)
        case cancelTimer(RoomTimer)
        case closeRoom
        /// Tells a waiting caller; true when the room failed before.
        case call(@LoopActor (Bool) -> Void)

        /// The same step; a commit keeps the answer too, and what its case notes of it.
        func answering(_ answer: AnsweredRequest?, noting note: CaseNote?) -> Step {
            guard case .commit(var commit, let ending) = self else { return self }
            commit.answering = answer
            return .commit(commit, ending ?? note)
        }
    }

    private var steps: [Step] = []
    private var head = 0
    var state = State.flowing

    /// Whether a signal may leave at once.
    var isIdle: Bool { state != .committing && head == steps.count }

    mutating func append(_ step: Step) { steps.append(step) }
    mutating func append(contentsOf more: [Step]) { steps += more }

    /// The next step, unless a commit is under way.
    mutating func next() -> Step? {
        guard state != .committing, head < steps.count else { return nil }
        let step = steps[head]
        head += 1
        if head == steps.count {
            // A step may hold a whole view: places for a few dozen would be most of what a room weighs.
            steps = []
            head = 0
        }
        return step
    }

    /// Ends it; what will never be done is taken out.
    mutating func fail() -> [Step] {
        defer {
            steps = []
            head = 0
            state = .failed
        }
        return Array(steps[head...])
    }
}
