#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif
internal import Storage

/// Keeps a second process out of the store's directory: two writers would each believe themselves to hold the
/// journal's head. The kernel lets go of the lock when the process ends, however it ends.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// For a writer. Throws `inUse` while somebody else holds it.
    init(path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StorageError(.failed, "the lock file can't be opened (errno \(errno))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            _ = close(descriptor)
            if code == EWOULDBLOCK { throw StorageError(.inUse, "another process has this store open") }
            throw StorageError(.failed, "the store can't be locked (errno \(code))")
        }
        self.descriptor = descriptor
    }

    /// For a reader: nil while a writer has the store, or when there is no lock file and so never was a writer; it makes
    /// none. While it is held no writer starts.
    init?(readingAt path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else {
            _ = close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    /// Lets others in. The file stays: to remove it would let two processes lock two files of one name.
    func release() { _ = flock(descriptor, LOCK_UN) }

    deinit { _ = close(descriptor) }
}
