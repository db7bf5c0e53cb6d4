internal import Cryptography
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Storage

/// The files of a store: `trialogue.sqlite` with its log, `master.key` beside it, and the lock. All are readable by
/// their owner alone.
struct StoreDirectory {
    let path: String

    var database: String { path + "/trialogue.sqlite" }
    var lock: String { path + "/trialogue.lock" }
    var masterKey: String { path + "/master.key" }

    /// Makes the directory (not its parents) and an empty database file where they are missing: SQLite gives its
    /// log the mode of the database.
    func prepare() throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StorageError(.failed, "the store's directory can't be made (errno \(errno))")
        }
    }

    /// Makes the empty database file, so that it and the log that SQLite makes after its mode are private.
    func prepareDatabase() throws {
        let descriptor = open(database, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageError(.failed, "the database can't be opened (errno \(errno))")
        }
        _ = close(descriptor)
    }

    /// The master key; nil when there is no file. Throws `wrongMasterKey` when the file is not 32 bytes.
    func readMasterKey() throws -> SealingKey? {
        let descriptor = open(masterKey, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw StorageError(.failed, "master.key can't be read (errno \(errno))")
        }
        defer { _ = close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 33)
        let count = read(descriptor, &bytes, bytes.count)
        guard count == 32 else { throw StorageError(.wrongMasterKey, "master.key is not 32 bytes") }
        return try SealingKey(SecretBytes(copying: Array(bytes[0..<32])))
    }

    /// Writes a new master key, durably and before anything is sealed under it; never over one that exists.
    func makeMasterKey() throws -> SealingKey {
        let key = SealingKey()
        let partial = masterKey + ".new"
        _ = unlink(partial)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageError(.failed, "master.key can't be made (errno \(errno))")
        }
        let written = key.secret.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        let synced = fsync(descriptor) == 0
        _ = close(descriptor)
        guard written == 32, synced else {
            throw StorageError(
                errno == ENOSPC ? .full : .failed, "master.key can't be written (errno \(errno))")
        }
        // link, unlike rename, fails where the name exists.
        guard link(partial, masterKey) == 0 else {
            throw StorageError(.failed, "master.key can't be put in place (errno \(errno))")
        }
        _ = unlink(partial)
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            _ = fsync(folder)
            _ = close(folder)
        }
        return key
    }
}
