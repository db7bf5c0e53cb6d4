package import Storage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// What of a system keeps files, call by call, so that a test may play a disk whose power is cut between any two of them.
/// Throws `full` when there is no room, `notFound` without the file, `failed` otherwise.
package protocol BlobDisk: Sendable {
    /// Nothing happens when it is there. Readable by its owner alone, as files are.
    func makeFolder(_ path: String) throws
    /// An empty file. Throws `taken` when there is one.
    func create(_ path: String) throws
    func write(_ bytes: [UInt8], to path: String, at place: Int) throws
    /// Makes a file's bytes and length durable, but not its name.
    func settle(_ path: String) throws
    func cut(_ path: String, to length: Int) throws
    /// nil: there is no such file.
    func length(_ path: String) throws -> Int?
    /// As many of the bytes as there are.
    func read(_ path: String, _ range: Range<Int>) throws -> [UInt8]
    /// What stood there is replaced.
    func rename(_ path: String, to new: String) throws
    /// False: there was no such file.
    func remove(_ path: String) throws -> Bool
    /// An empty one; nothing happens without it.
    func removeFolder(_ path: String) throws
    /// Empty where there is no folder.
    func names(in folder: String) throws -> [String]
    /// Makes what happened to a folder's names durable; nothing happens without it.
    func sync(_ folder: String) throws
}

/// The system's own.
package struct SystemDisk: BlobDisk {
    package init() {}

    private static func failure(_ words: String) -> StorageError {
        switch errno {
        case ENOENT: StorageError(.notFound, "no such blob")
        case EEXIST: StorageError(.taken, "an upload of this name exists")
        case ENOSPC, EDQUOT: StorageError(.full, words)
        default: StorageError(.failed, "\(words) (errno \(errno))")
        }
    }

    private func with<Value>(_ path: String, _ flags: Int32, _ body: (Int32) throws -> Value) throws
        -> Value
    {
        let descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("a blob can't be opened") }
        defer { close(descriptor) }
        return try body(descriptor)
    }

    // MARK: Files

    package func create(_ path: String) throws {
        try with(path, O_WRONLY | O_CREAT | O_EXCL) { _ in }
    }

    package func write(_ bytes: [UInt8], to path: String, at place: Int) throws {
        try with(path, O_WRONLY) { descriptor in
            var done = 0
            while done < bytes.count {
                let count = bytes.withUnsafeBytes {
                    pwrite(
                        descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(place + done))
                }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw Self.failure("a blob can't be written") }
                done += count
            }
        }
    }

    package func settle(_ path: String) throws {
        try with(path, O_WRONLY) {
            guard fdatasync($0) == 0 else { throw Self.failure("a blob can't be settled") }
        }
    }

    package func cut(_ path: String, to length: Int) throws {
        try with(path, O_WRONLY) {
            guard ftruncate($0, off_t(length)) == 0 else { throw Self.failure("an upload can't be cut") }
        }
    }

    package func length(_ path: String) throws -> Int? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else { throw Self.failure("a blob can't be looked at") }
            return nil
        }
        return Int(status.st_size)
    }

    package func read(_ path: String, _ range: Range<Int>) throws -> [UInt8] {
        try with(path, O_RDONLY) { descriptor in
            var bytes = [UInt8](repeating: 0, count: range.count)
            var done = 0
            while done < bytes.count {
                let count = bytes.withUnsafeMutableBytes {
                    pread(
                        descriptor, $0.baseAddress.map { $0 + done }, range.count - done,
                        off_t(range.lowerBound + done))
                }
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw Self.failure("a blob can't be read") }
                if count == 0 { break }
                done += count
            }
            return done == bytes.count ? bytes : Array(bytes.prefix(done))
        }
    }

    package func rename(_ path: String, to new: String) throws {
        guard Self.renamed(path, new) == 0 else {
            throw Self.failure("an upload can't be put in place")
        }
    }

    package func remove(_ path: String) throws -> Bool {
        guard unlink(path) == 0 else {
            guard errno == ENOENT else { throw Self.failure("a blob can't be removed") }
            return false
        }
        return true
    }

    // MARK: Folders

    package func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw Self.failure("a folder of blobs can't be made")
        }
    }

    package func removeFolder(_ path: String) throws {
        guard rmdir(path) == 0 || errno == ENOENT else {
            throw Self.failure("a case's folder can't be removed")
        }
    }

    package func names(in folder: String) throws -> [String] {
        guard let directory = opendir(folder) else {
            guard errno == ENOENT else { throw Self.failure("a folder of blobs can't be read") }
            return []
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    package func sync(_ folder: String) throws {
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return }
        guard descriptor >= 0 else { throw Self.failure("a folder of blobs can't be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.failure("a folder of blobs can't be settled") }
    }
}

/// The method of the same name hides the call.
extension SystemDisk {
    private static var renamed: (String, String) -> Int32 {
        #if canImport(Glibc)
        { Glibc.rename($0, $1) }
        #elseif canImport(Musl)
        { Musl.rename($0, $1) }
        #endif
    }
}
