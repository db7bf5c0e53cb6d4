import Glibc

/// What the loop and one server have done, as numbers that are added to where it is done: no lock, no allocation, nothing to call.
/// Totals are since the start of the process.
package struct LoopTally: Sendable {
    package var turns: Int64 = 0
    /// Processor time of the loop's thread, in microseconds.
    package var busy: Int64 = 0
    /// The longest by which a tick of the timers was late since the last tally, in milliseconds: so long one act kept the loop.
    package var delay: Int64 = 0
    /// Open at this moment, with those that are WebSockets.
    package var connections: Int64 = 0
    package var accepted: Int64 = 0
    package var turnedAway: Int64 = 0
    package var requests: Int64 = 0
    /// WebSockets: opened since the start, and open at this moment.
    package var opened: Int64 = 0
    package var sockets: Int64 = 0
    package var messagesReceived: Int64 = 0
    package var bytesReceived: Int64 = 0
    package var messagesSent: Int64 = 0
    package var bytesSent: Int64 = 0
    /// Closed with 4006.
    package var tooSlow: Int64 = 0

    package init() {}
}

extension LoopServer {
    /// What has been counted until now. The longest delay begins anew with each call.
    package func takeTally() -> LoopTally {
        var tally = counted.pointee
        tally.turns = EventLoop.shared.turns
        tally.delay = EventLoop.shared.takeDelay()
        tally.connections = Int64(connections.count)
        tally.accepted = attendance.accepted
        var spent = timespec()
        // Of this thread, which is the loop's.
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent)
        tally.busy = Int64(spent.tv_sec) * 1_000_000 + Int64(spent.tv_nsec) / 1000
        return tally
    }

    /// Counts what a write of one message came to, and hands it on.
    func noting(_ outcome: SendOutcome, of count: Int) -> SendOutcome {
        if case .sent = outcome {
            counted.pointee.messagesSent += 1
            counted.pointee.bytesSent += Int64(count)
        }
        return outcome
    }
}
