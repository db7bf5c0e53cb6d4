import Foundation

/// Which core a process may use. Left alone, the scheduler puts a server and the load that wakes it on one core, and
/// measures them as each other's brake.
enum Cores {
    /// The core of whatever is measured, and the load's.
    static let server = 0
    static let load = 1

    /// Keeps a process, and the threads that it has and will have, to one core. Nothing on a machine with only one.
    static func keep(_ pid: Int32, to core: Int) { allow(pid, 1 << UInt8(core)) }

    /// Gives this process back every core; what it starts now may use them all.
    static func free() { allow(getpid(), .max) }

    private static func allow(_ pid: Int32, _ cores: UInt8) {
        guard ProcessInfo.processInfo.activeProcessorCount > 1 else { return }
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        for task in tasks.compactMap({ Int32($0) }) {
            var set = cpu_set_t()
            withUnsafeMutableBytes(of: &set) { $0[0] = cores }
            sched_setaffinity(task, MemoryLayout<cpu_set_t>.size, &set)
        }
    }

    /// The same for a server and this process, for as long as they are measured against each other.
    static func part(_ server: ServerProcess) {
        keep(server.pid, to: Self.server)
        keep(getpid(), to: load)
    }
}
