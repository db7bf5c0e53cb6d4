import Glibc

/// Jobs that are ready and belong to no thread: what the store and the vault do, actors, and whatever else leaves the loop. They run
/// here one at a time, in the order that the seed gives, and never beside the loop.
final class ReadyJobs: TaskExecutor, @unchecked Sendable {
    // One thread enqueues and runs: that of the program.
    static let shared = ReadyJobs()
    private var jobs: [UnownedJob] = []

    private init() {}

    func enqueue(_ job: consuming ExecutorJob) { jobs.append(UnownedJob(job)) }

    private func take(_ job: UnownedJob) { jobs.append(job) }

    var count: Int { jobs.count }

    func run(_ index: Int) { jobs.remove(at: index).runSynchronously(on: asUnownedTaskExecutor()) }

    private typealias Original = @convention(thin) (UnownedJob) -> Void
    private typealias Hook = @convention(thin) (UnownedJob, Original) -> Void

    /// From now on every job for the concurrency library's own threads comes here. By the hook that the library has for this, which
    /// stands in no header: unstructured tasks inherit no preference for an executor. Nil of a library without it.
    static func takeOver() -> Bool {
        guard let place = dlsym(dlopen(nil, RTLD_LAZY), "swift_task_enqueueGlobal_hook") else { return false }
        place.assumingMemoryBound(to: Hook?.self).pointee = { job, _ in ReadyJobs.shared.take(job) }
        return true
    }
}
