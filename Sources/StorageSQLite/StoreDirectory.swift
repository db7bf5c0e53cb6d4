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

    /// The files that are the store's state: what a restore puts in place and moves aside.
    static let database = "trialogue.sqlite"
    static let masterKey = "master.key"
    static let logs = ["trialogue.sqlite-wal", "trialogue.sqlite-shm", "trialogue.sqlite-journal"]
    static let demoMark = "demo"
    static let lock = "trialogue.lock"
    /// Stands from the first moment of a new store to its last step: what lies beside it is no store yet.
    static let making = "trialogue.making"

    var database: String { file(Self.database) }
    var lock: String { file(Self.lock) }
    var masterKey: String { file(Self.masterKey) }
    var making: String { file(Self.making) }

    func file(_ name: String) -> String { path + "/" + name }

    func has(_ name: String) -> Bool { access(file(name), F_OK) == 0 }

    /// The bytes of a file of the folder; 0 when it is missing.
    func size(of name: String) -> Int64 {
        var info = stat()
        return stat(file(name), &info) == 0 ? Int64(info.st_size) : 0
    }

    // MARK: What is there

    /// Throws unless a whole store is there: `noStore` or `incomplete`, in words. Looks and makes nothing.
    func requireStore() throws {
        var info = stat()
        guard stat(path, &info) == 0 else { throw StorageError(.noStore, "there is no folder \(path)") }
        guard info.st_mode & S_IFMT == S_IFDIR else { throw StorageError(.noStore, "\(path) is no folder") }
        guard access(path, R_OK | X_OK) == 0 else {
            throw StorageError(.failed, "the folder \(path) can't be read (errno \(errno))")
        }
        if has(RestoreIntent.name) {
            throw StorageError(
                .incomplete,
                "a restore was cut off here: run it again, or start the server, which finishes it")
        }
        if has(Self.making) {
            throw StorageError(
                .incomplete, "a new store was begun here and never finished: make it again (trialogue init)")
        }
        let log = Self.logs.first(where: has)
        switch (has(Self.database), has(Self.masterKey)) {
        case (true, true): break
        case (true, false):
            throw StorageError(.wrongMasterKey, "master.key is missing; restore it from its backup")
        case (false, true):
            throw StorageError(.incomplete, "master.key is there and trialogue.sqlite is not")
        case (false, false):
            if let log { throw StorageError(.incomplete, "\(log) is there and trialogue.sqlite is not") }
            throw StorageError(.noStore, "there is no store in \(path)")
        }
        guard size(of: Self.database) > 0 || size(of: Self.logs[0]) > 0 else {
            throw StorageError(.incomplete, "trialogue.sqlite is empty: was its -wal left behind?")
        }
    }

    /// Whether a new store may be made here: the folder is absent, or empty but for a lock and what a maker left behind.
    /// Throws `occupied` otherwise.
    func requireRoom() throws {
        if has(Self.making) { return }
        guard let names = try self.names() else { return }
        let others = names.subtracting([Self.lock, "lost+found"])
        guard others.isEmpty else {
            throw StorageError(.occupied, "\(path) holds other files; a new store wants an empty folder")
        }
    }

    /// The names in the folder; nil when there is no folder.
    func names() throws -> Set<String>? {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return nil }
            throw StorageError(.failed, "the folder \(path) can't be read (errno \(errno))")
        }
        defer { closedir(folder) }
        var names: Set<String> = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.insert(name) }
        }
        return names
    }

    // MARK: Making a new one

    /// Makes the directory (not its parents).
    func prepare() throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw StorageError(.failed, "the store's directory can't be made (errno \(errno))")
        }
    }

    /// Marks the folder as one whose store is being made, and clears away what an earlier maker left.
    func beginMaking() throws {
        if !has(Self.making) {
            let descriptor = open(making, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else {
                throw StorageError(.failed, "the folder can't be written (errno \(errno))")
            }
            _ = fsync(descriptor)
            _ = close(descriptor)
        }
        for name in [Self.database, Self.masterKey, Self.masterKey + ".new"] + Self.logs {
            _ = unlink(file(name))
        }
        sync()
    }

    /// The store is whole from here on.
    func endMaking() throws {
        guard unlink(making) == 0 else {
            throw StorageError(.failed, "\(Self.making) can't be removed (errno \(errno))")
        }
        sync()
    }

    /// Makes what happened to the folder's names durable.
    func sync() {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        _ = fsync(folder)
        _ = close(folder)
    }

    /// Makes the empty database file, so that it and the log that SQLite makes after its mode are private.
    func prepareDatabase() throws {
        let descriptor = open(database, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageError(.failed, "the database can't be opened (errno \(errno))")
        }
        _ = close(descriptor)
    }

    // MARK: The key

    /// The master key. Throws `wrongMasterKey` when there is none, or the file is not 32 bytes.
    func readMasterKey() throws -> SealingKey {
        let descriptor = open(masterKey, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT {
                throw StorageError(.wrongMasterKey, "master.key is missing; restore it from its backup")
            }
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
        sync()
        return key
    }
}
