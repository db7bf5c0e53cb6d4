import Foundation

/// People in sessions of three who can send each other signals, at whichever server.
protocol Crowd: AnyObject {
    var count: Int { get }
    /// A signal's frame from a person to a seat of its session.
    func frame(from index: Int, to seat: Int) -> [UInt8]
    func send(_ index: Int, _ frame: UnsafeRawBufferPointer)
    /// Puts into a frame what changes from one to the next; false when it does not fit and the frame must be made anew.
    func carry(_ frame: UnsafeMutablePointer<UInt8>, from index: Int) -> Bool
    func step(milliseconds: Int32)
    /// What went wrong, if anything did: a refusal, a socket that was closed.
    var fault: String? { get }
    /// Tells the server how far everybody has read, where it keeps something for that.
    func acknowledge()
    /// Asked with what arrives: person, text. True: it was a signal.
    var onSignal: ((Int, UnsafeRawBufferPointer) -> Bool)? { get set }
    /// Bytes of the envelope behind a signal's body, both sent and received.
    var behindBody: Int { get }
}

extension Crowd {
    var behindBody: Int { 1 }
    func carry(_ frame: UnsafeMutablePointer<UInt8>, from index: Int) -> Bool { true }
}

/// What a stretch of relaying was like.
struct Relayed {
    let perSecond: Double
    /// Processor of the server a message, microseconds, and both sides' shares of a core.
    let serverMicroseconds: Double
    let serverShare: Double
    let loadShare: Double
    /// Microseconds from the moment at which a message should have left to its arrival.
    let latencies: [Double]
}

/// Lets a crowd signal: as much as goes, or at a fixed rate.
final class RelayLoad {
    private let crowd: any Crowd
    private let server: ServerProcess
    private let behindBody: Int
    /// Two frames a person, one for each other seat.
    private var frames: [UnsafeMutableBufferPointer<UInt8>]
    private var turns: [UInt8]
    private var received = 0
    private var isClosedLoop = false
    private var latencies: [UInt32] = []

    /// How many of the crowd speak; the others are there and silent.
    private let speakers: Int

    init(_ crowd: any Crowd, server: ServerProcess, speakers: Int? = nil) throws {
        self.crowd = crowd
        self.speakers = min(speakers ?? crowd.count, crowd.count)
        self.server = server
        try Cores.part(server)
        behindBody = crowd.behindBody
        turns = Array(repeating: 0, count: self.speakers)
        var frames: [UnsafeMutableBufferPointer<UInt8>] = []
        for index in 0..<self.speakers {
            for turn in 0...1 { frames.append(Self.frame(of: crowd, from: index, turn: turn)) }
        }
        self.frames = frames
        crowd.onSignal = { [unowned self] _, text in self.arrived(text) }
    }

    deinit {
        crowd.onSignal = nil
        for frame in frames { frame.deallocate() }
    }

    /// To the first of the two other seats, or to the second.
    private static func frame(
        of crowd: any Crowd, from index: Int, turn: Int
    ) -> UnsafeMutableBufferPointer<UInt8> {
        let others = (1...3).filter { $0 != index % 3 + 1 }
        let frame = crowd.frame(from: index, to: others[turn])
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: frame.count)
        _ = copy.initialize(from: frame)
        return copy
    }

    private func send(from index: Int, at microseconds: Int) {
        let turn = Int(turns[index])
        let place = index * 2 + turn
        turns[index] ^= 1
        if let start = frames[place].baseAddress, !crowd.carry(start, from: index) {
            // The number has grown by a digit, which happens at ten, a hundred, a thousand.
            frames[place].deallocate()
            frames[place] = Self.frame(of: crowd, from: index, turn: turn)
        }
        let frame = frames[place]
        guard let start = frame.baseAddress else { return }
        Signal.stamp(start, count: frame.count, behindBody: behindBody, microseconds: microseconds)
        crowd.send(index, UnsafeRawBufferPointer(frame))
    }

    private func arrived(_ text: UnsafeRawBufferPointer) -> Bool {
        let now = Int(Monotonic.nanoseconds / 1000)
        guard let signal = Signal.read(text, behindBody: behindBody, at: now) else { return false }
        received += 1
        if isClosedLoop {
            send(from: signal.sender, at: now)
        } else {
            latencies.append(UInt32(clamping: signal.age))
        }
        return true
    }

    /// Everybody sends one signal each way: a page's first binds its fingerprint, which is journaled, and is no part of
    /// what is measured.
    func warmUp() throws {
        for _ in 0..<2 { try pass(speakers, within: 120) }
        crowd.acknowledge()
    }

    /// Everybody sends the next when the one before has arrived; with few people several are under way at once.
    func saturate(seconds: Double) throws -> Relayed {
        isClosedLoop = true
        let deep = max(1, 96 / speakers)
        for _ in 0..<deep {
            for index in 0..<speakers {
                send(from: index, at: Int(Monotonic.nanoseconds / 1000))
                if index.isMultiple(of: 64) { crowd.step(milliseconds: 0) }
            }
        }
        turn(until: Monotonic.seconds + seconds / 4)
        let result = try measure { turn(until: Monotonic.seconds + seconds) }
        isClosedLoop = false
        drain()
        return result
    }

    /// So many messages a second, whatever becomes of them: a late one counts from when it should have left.
    /// `other`: a crowd whose beats are answered meanwhile.
    func run(perSecond: Double, seconds: Double, beside other: (any Crowd)? = nil) throws -> Relayed {
        latencies = []
        latencies.reserveCapacity(Int(perSecond * seconds * 1.2))
        attend(seconds: 0.3)
        let result = try measure {
            let start = Monotonic.nanoseconds
            let interval = 1e9 / perSecond
            var sent = 0
            while true {
                let now = Monotonic.nanoseconds
                guard Double(now - start) < seconds * 1e9 else { break }
                let due = Int(Double(now - start) / interval)
                while sent < due {
                    let moment = start + UInt64(Double(sent) * interval)
                    send(from: (sent &* 7919) % speakers, at: Int(moment / 1000))
                    sent += 1
                    if sent.isMultiple(of: 16) { crowd.step(milliseconds: 0) }
                }
                crowd.step(milliseconds: 0)
                other?.step(milliseconds: 0)
            }
        }
        drain()
        return result
    }

    /// Lets exactly `count` messages pass one after the other, so that instructions can be counted.
    func pass(_ count: Int, within seconds: Double) throws {
        let goal = received + count
        let deadline = Monotonic.seconds + seconds
        var sent = 0
        while received < goal {
            while sent < count, sent - (count - (goal - received)) < 16 {
                send(from: sent % speakers, at: Int(Monotonic.nanoseconds / 1000))
                sent += 1
            }
            guard crowd.fault == nil, Monotonic.seconds < deadline else {
                throw BenchFault(crowd.fault ?? "\(goal - received) messages did not arrive")
            }
            crowd.step(milliseconds: 20)
        }
    }

    private func turn(until deadline: Double) {
        while Monotonic.seconds < deadline { crowd.step(milliseconds: 10) }
    }

    /// Reads and answers what has come while others were measured: beats above all.
    private func attend(seconds: Double) { turn(until: Monotonic.seconds + seconds) }

    /// What is under way arrives, so that the next stretch begins with nothing.
    private func drain() {
        var last = -1
        while last != received {
            last = received
            attend(seconds: 0.2)
        }
        crowd.acknowledge()
    }

    private func measure(_ body: () -> Void) throws -> Relayed {
        let before = (
            received, Monotonic.seconds, server.processorSeconds, ownProcessorSeconds
        )
        body()
        if let fault = crowd.fault { throw BenchFault(fault) }
        let count = Double(received - before.0)
        let seconds = Monotonic.seconds - before.1
        let ofServer = server.processorSeconds - before.2
        return Relayed(
            perSecond: count / seconds, serverMicroseconds: ofServer / max(1, count) * 1e6,
            serverShare: ofServer / seconds, loadShare: (ownProcessorSeconds - before.3) / seconds,
            latencies: latencies.map(Double.init))
    }
}
