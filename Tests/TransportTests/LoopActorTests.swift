import Testing
import Transport

@Suite("The loop as an actor", .timeLimit(.minutes(10)))
struct LoopActorTests {
    @LoopActor
    private static func comeBack() async -> (Bool, Bool, Bool) {
        let before = LoopActor.isCurrent
        let elsewhere = await Task.detached { LoopActor.isCurrent }.value
        return (before, elsewhere, LoopActor.isCurrent)
    }

    @Test("an await resumes on the loop's thread")
    func resumes() async {
        LoopActor.startThread()
        let (before, elsewhere, after) = await Self.comeBack()
        #expect(before)
        #expect(!elsewhere)
        #expect(after)
    }

    @LoopActor
    private final class Counter {
        var count = 0
        nonisolated init() {}
        func add() { count += 1 }
    }

    @Test("ten thousand tasks from everywhere are done one at a time")
    func manyTasks() async {
        LoopActor.startThread()
        let counter = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10_000 { group.addTask { await counter.add() } }
        }
        #expect(await counter.count == 10_000)
    }

    @Test("timers run on the loop, the earlier deadline first, and not at all when cancelled")
    func timers() async {
        let order = await withCheckedContinuation { (continuation: CheckedContinuation<[Int], Never>) in
            Task { @LoopActor in Self.schedule(continuation) }
        }
        #expect(order == [1, 2, 3])
    }

    @LoopActor
    private static func schedule(_ continuation: CheckedContinuation<[Int], Never>) {
        final class Order { var all: [Int] = [] }
        let order = Order()
        LoopTimer.schedule(after: 60) {
            order.all.append(3)
            continuation.resume(returning: order.all)
        }
        let cancelled = LoopTimer.schedule(after: 10) { order.all.append(-1) }
        LoopTimer.schedule(after: 40) { order.all.append(LoopActor.isCurrent ? 2 : -2) }
        LoopTimer.schedule(after: 20) { order.all.append(1) }
        LoopTimer.cancel(cancelled)
    }

    @LoopActor
    private final class Mortal {
        let onEnd: @LoopActor () -> Void
        init(_ onEnd: @escaping @LoopActor () -> Void) { self.onEnd = onEnd }
        isolated deinit { onEnd() }
    }

    @Test("what ends in a callback of the loop ends there, and not in a later job")
    func endsAtOnce() async {
        let hadEnded = await withCheckedContinuation { (continuation: CheckedContinuation<Bool, Never>) in
            Task { @LoopActor in Self.endOne(continuation) }
        }
        #expect(hadEnded)
    }

    @LoopActor
    private static func endOne(_ continuation: CheckedContinuation<Bool, Never>) {
        final class Ended { var hasEnded = false }
        LoopTimer.schedule(after: 0) {
            let ended = Ended()
            var mortal: Mortal? = Mortal { ended.hasEnded = true }
            _ = mortal
            mortal = nil
            continuation.resume(returning: ended.hasEnded)
        }
    }
}
