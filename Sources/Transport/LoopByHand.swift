internal import Synchronization

/// A loop without sockets, for simulations: whoever makes it chooses when it turns, and what happens between two turns. It takes
/// the place of `EventLoop` for the whole process, which must not have begun.
@LoopActor
package final class LoopByHand {
    private let woken: Woken

    private final class Woken: Sendable {
        let flag = Atomic(false)
    }

    package init() {
        let woken = Woken()
        self.woken = woken
        LoopActor.shared.executor.attach { woken.flag.store(true, ordering: .relaxed) }
    }

    /// Whether jobs wait for the loop.
    package var isWoken: Bool { woken.flag.load(ordering: .relaxed) }

    /// Runs what waited when it was called, as `EventLoop` does in each of its turns.
    package func turn() {
        woken.flag.store(false, ordering: .relaxed)
        LoopActor.shared.executor.drain()
    }
}
