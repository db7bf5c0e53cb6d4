import Foundation

/// Which core a process may use. Left alone, the scheduler puts a server and the load that wakes it on one core, and
/// measures them as each other's brake.
enum Cores {
    /// The core of whatever is measured, and the load's.
    private static let server = "0"
    private static let load = "1"

    /// A core for a server and the other for this process, for as long as they are measured against each other. Nothing
    /// on a machine with only one.
    static func part(_ process: ServerProcess) throws {
        guard ProcessInfo.processInfo.activeProcessorCount > 1 else { return }
        try allow(process.pid, server)
        try allow(getpid(), load)
    }

    /// Gives this process back every core; what it starts now may use them all.
    static func free() throws {
        try allow(getpid(), "0-\(max(0, sysconf(Int32(_SC_NPROCESSORS_CONF)) - 1))")
    }

    private static func allow(_ pid: Int32, _ cores: String) throws {
        try runToEnd("/usr/bin/taskset", ["--all-tasks", "--cpu-list", "--pid", cores, "\(pid)"])
    }
}
