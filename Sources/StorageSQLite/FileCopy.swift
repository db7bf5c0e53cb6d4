internal import Cryptography
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Storage

/// A file's length and digest.
struct FileSeal: Codable, Equatable {
    let bytes: Int64
    /// SHA-256, lower-case hexadecimal.
    let sha256: String
}

/// Whole files, read in pieces and written durably.
enum FileCopy {
    private static let piece = 1 << 20

    /// Reads a file to its end, gives each piece to `body`, and tells what it was.
    static func read(_ path: String, _ body: (UnsafeRawBufferPointer) throws -> Void = { _ in }) throws
        -> FileSeal
    {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("\(path) can't be read") }
        defer { _ = close(descriptor) }
        let digest = DigestStream()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 16)
        defer { buffer.deallocate() }
        var total: Int64 = 0
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("\(path) can't be read") }
            if count == 0 { break }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            digest.update(bytes)
            try body(bytes)
            total += Int64(count)
        }
        return FileSeal(bytes: total, sha256: Hex.encode(digest.finish()))
    }

    /// Copies a file to a name that does not exist yet, for its owner alone, and returns when it is durable.
    static func copy(_ source: String, to target: String) throws -> FileSeal {
        let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("\(target) can't be made") }
        defer { _ = close(descriptor) }
        let seal = try read(source) { try write($0, to: descriptor, target) }
        guard fsync(descriptor) == 0 else { throw failure("\(target) can't be written") }
        return seal
    }

    /// Writes a small file under a name of its own and then puts it in place: it is there whole or not at all.
    static func put(_ bytes: [UInt8], at path: String) throws {
        let partial = path + ".new"
        _ = unlink(partial)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("\(partial) can't be made") }
        defer { _ = close(descriptor) }
        try bytes.withUnsafeBytes { try write($0, to: descriptor, partial) }
        guard fsync(descriptor) == 0, rename(partial, path) == 0 else {
            throw failure("\(path) can't be written")
        }
    }

    /// Makes what stands in a file durable, and the file its owner's alone.
    static func settle(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("\(path) can't be opened") }
        defer { _ = close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else {
            throw failure("\(path) can't be written")
        }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("\(path) can't be written") }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    static func failure(_ words: String) -> StorageError {
        StorageError(errno == ENOSPC ? .full : .failed, "\(words) (errno \(errno))")
    }
}
