import Foundation

/// The disk under the store: what no commit can be quicker than.
enum StorageDisk {
    /// Milliseconds of each of some hundred writes of two pages, each followed by a sync, over a file that has its
    /// size already: what SQLite does to its log for a small commit.
    static func measure(in folder: String) throws -> [Double] {
        let descriptor = open("\(folder)/log", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BenchFault("no file in \(folder)") }
        defer { close(descriptor) }
        let size = 4 << 20
        let pages = [UInt8](repeating: 7, count: 8192)
        for offset in stride(from: 0, to: size, by: pages.count) {
            guard pwrite(descriptor, pages, pages.count, off_t(offset)) == pages.count else {
                throw BenchFault("the disk is full")
            }
        }
        guard fsync(descriptor) == 0 else { throw BenchFault("fsync failed") }
        var times: [Double] = []
        for round in 0..<400 {
            let start = Monotonic.nanoseconds
            let offset = off_t(round * pages.count % size)
            guard pwrite(descriptor, pages, pages.count, offset) == pages.count, fdatasync(descriptor) == 0
            else {
                throw BenchFault("fdatasync failed")
            }
            times.append(Double(Monotonic.nanoseconds - start) / 1e6)
        }
        return times
    }

    /// Whether the folder is on a disk at all: in memory a sync costs nothing and the figures say nothing.
    static func kind(of folder: String) -> String {
        let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
        let path = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        var longest = ""
        var kind = "unknown file system"
        for mount in mounts.split(separator: "\n") {
            let words = mount.split(separator: " ").map(String.init)
            guard words.count > 2, words[1].count > longest.count else { continue }
            guard words[1] == "/" || path == words[1] || path.hasPrefix(words[1] + "/") else { continue }
            longest = words[1]
            kind = words[2]
        }
        return kind == "tmpfs" ? "in memory: NOT A DISK" : kind
    }
}

/// Memory of this process.
enum StorageUse {
    /// Resident memory in MiB.
    static var residentMiB: Double {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? .nan
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
    }
}
