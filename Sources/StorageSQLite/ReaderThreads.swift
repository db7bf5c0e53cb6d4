internal import Dispatch
internal import Synchronization

/// The threads on which the store is read, as many at once as there are connections for reading.
///
/// A read holds up its thread until the disk answers, and of the cooperative pool's threads there are as few as cores. So
/// reads have threads of their own; and since it is an executor that a task can prefer (SE-0417), what a request reads, opens
/// and decodes stays on one of them: the way there and back is two changes of thread, for ten reads as for one.
final class ReaderThreads: TaskExecutor {
    private struct State {
        var waiting: [UnownedJob] = []
        var running = 0
    }

    private let width: Int
    private let queue = DispatchQueue(label: "trialogue.readers", attributes: .concurrent)
    private let state = Mutex(State())

    /// - Parameter width: how many jobs run at once.
    init(width: Int) { self.width = width }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let starts = state.withLock { state in
            state.waiting.append(job)
            guard state.running < width else { return false }
            state.running += 1
            return true
        }
        if starts { queue.async { self.runAll() } }
    }

    /// Runs until nothing waits: whoever comes meanwhile needs no thread to be woken.
    private func runAll() {
        while true {
            let next = state.withLock { state -> UnownedJob? in
                guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                state.running -= 1
                return nil
            }
            guard let next else { return }
            next.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
