import Foundation

/// A server under test: a child that says "ready …" when it listens, or is found to listen.
final class ServerProcess {
    let port: UInt16
    private let process: Process
    private let said: Pipe

    var pid: Int32 { process.processIdentifier }

    /// Starts `program` and waits for its line. The port is the last number of that line.
    init(_ program: String, _ arguments: [String], log: String? = nil) throws {
        process = Self.child(program, arguments)
        said = Pipe()
        process.standardOutput = said
        try Cores.free()
        if let log {
            _ = FileManager.default.createFile(atPath: log, contents: nil)
            process.standardError = FileHandle(forWritingAtPath: log)
        } else {
            process.standardError = FileHandle.nullDevice
        }
        try process.run()
        var text = ""
        while !text.contains("ready "), process.isRunning || !text.isEmpty {
            let data = said.fileHandleForReading.availableData
            guard !data.isEmpty else { break }
            text += String(decoding: data, as: UTF8.self)
        }
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("ready ") }),
            let port = line.split(whereSeparator: { !$0.isNumber }).last.flatMap({ UInt16($0) })
        else {
            process.terminate()
            throw BenchFault("\(program) did not start: \(text)")
        }
        self.port = port
    }

    /// Starts a program that says nothing when it listens on `port`, and waits until it takes a connection there.
    init(_ program: String, _ arguments: [String], listeningOn port: UInt16, log: String) throws {
        self.port = port
        process = Self.child(program, arguments)
        said = Pipe()
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        process.standardOutput = FileHandle(forWritingAtPath: log)
        process.standardError = process.standardOutput
        try Cores.free()
        try process.run()
        let deadline = Monotonic.seconds + 20
        while !Loopback.accepts(port) {
            guard process.isRunning, Monotonic.seconds < deadline else {
                process.terminate()
                let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                throw BenchFault("\(program) did not start: \(text.suffix(400))")
            }
            usleep(20_000)
        }
    }

    /// A process that the kernel ends with this one, however this one ends: a relay that was left behind would be measured
    /// by every later run.
    private static func child(_ program: String, _ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments = ["--pdeathsig", "KILL", program] + arguments
        return process
    }

    /// kill -9, and waits until it is gone.
    func kill() {
        guard process.isRunning else { return }
        Glibc.kill(pid, SIGKILL)
        process.waitUntilExit()
    }

    /// SIGTERM, and waits until it has ended by itself.
    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    deinit { kill() }

    /// Seconds of processor that all its threads have used, exact to the scheduler's nanosecond; 0 once it has ended.
    var processorSeconds: Double {
        var clock = clockid_t()
        guard clock_getcpuclockid(pid, &clock) == 0 else { return 0 }
        return secondsShown(by: clock)
    }

    /// Memory that is the process's own, in KiB.
    var residentKiB: Double {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/smaps_rollup", encoding: .utf8)) ?? ""
        var total = 0.0
        for line in text.split(separator: "\n") where line.hasPrefix("Private_") {
            total += Double(line.split(separator: " ").dropFirst().first ?? "0") ?? 0
        }
        return total
    }
}

/// Ports of 127.0.0.1.
enum Loopback {
    /// One that was free a moment ago, for a server that can't pick its own.
    static func freePort() throws -> UInt16 {
        let port = try withSocket { fd -> UInt16? in
            guard call(fd, port: 0, bind) == 0 else { return nil }
            var address = sockaddr_in()
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let outcome = withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(fd, $0, &size) }
            }
            return outcome == 0 ? UInt16(bigEndian: address.sin_port) : nil
        }
        guard let port else { throw BenchFault("no free port: errno \(errno)") }
        return port
    }

    static func accepts(_ port: UInt16) -> Bool {
        (try? withSocket { call($0, port: port, connect) == 0 }) ?? false
    }

    private static func withSocket<Value>(_ body: (Int32) -> Value) throws -> Value {
        let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard fd >= 0 else { throw BenchFault("no socket: errno \(errno)") }
        defer { close(fd) }
        return body(fd)
    }

    private static func call(
        _ fd: Int32, port: UInt16, _ what: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                what(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

/// Runs a program to its end; throws what it said when it fails.
func runToEnd(_ program: String, _ arguments: [String], input: String? = nil) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let said = Pipe()
    process.standardOutput = said
    process.standardError = said
    let given = Pipe()
    process.standardInput = given
    try process.run()
    given.fileHandleForWriting.write(Data((input ?? "").utf8))
    try given.fileHandleForWriting.close()
    let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw BenchFault(
            "\(program) \(arguments.first ?? "") ended with \(process.terminationStatus): \(text)")
    }
}

/// Seconds of processor that this process, the load, has used with all its threads.
var ownProcessorSeconds: Double { secondsShown(by: CLOCK_PROCESS_CPUTIME_ID) }

/// What a process's clock shows, in seconds; 0 when the process has ended.
private func secondsShown(by clock: clockid_t) -> Double {
    var time = timespec()
    guard clock_gettime(clock, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
