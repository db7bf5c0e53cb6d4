#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif
package import Mediation
package import Storage

/// Blobs as files: `FOLDER/case-CASE/ADDRESS`, an upload as `upload-ID.part` beside them. Readable by their owner alone. A name is put in
/// place when what it names is durable, and the folder after the name: after a power cut a blob is there whole or not at all.
package struct FileBlobs: BlobEngine {
    /// The name of the folder in a store's.
    package static let folderName = "blobs"
    private static let casePrefix = "case-"
    private static let uploadPrefix = "upload-"
    private static let uploadSuffix = ".part"

    private let folder: String

    /// Where a blob's file is below a store's folder.
    package static func name(of address: BlobAddress, of caseID: CaseID) -> String {
        "\(folderName)/\(casePrefix)\(caseID.text)/\(address.text)"
    }

    /// Whether this is where some blob's file is.
    package static func isName(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == folderName, parts[1].hasPrefix(casePrefix),
            CaseID(checking: String(parts[1].dropFirst(casePrefix.count))) != nil
        else { return false }
        return BlobAddress(checking: String(parts[2])) != nil
    }

    /// - Parameter folder: made when it is first written to; its parent must be there.
    package init(folder: String) { self.folder = folder }

    private func place(of caseID: CaseID) -> String { "\(folder)/\(Self.casePrefix)\(caseID.text)" }

    private func path(_ name: BlobName, _ caseID: CaseID) -> String {
        switch name {
        case .upload(let id): "\(place(of: caseID))/\(Self.uploadPrefix)\(id.text)\(Self.uploadSuffix)"
        case .blob(let address): "\(place(of: caseID))/\(address.text)"
        }
    }

    // MARK: Uploads

    package func create(_ upload: UploadID, of caseID: CaseID, _ bytes: SealedBytes) async throws {
        try makeFolder(folder)
        try sync(String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]))
        try makeFolder(place(of: caseID))
        try sync(folder)
        let path = path(.upload(upload), caseID)
        let file = try File(path, O_WRONLY | O_CREAT | O_EXCL)
        try file.write(bytes.bytes, at: 0)
        try file.settle()
        try sync(place(of: caseID))
    }

    package func append(_ bytes: SealedBytes, to upload: UploadID, of caseID: CaseID, at length: Int)
        async throws
    {
        let file = try File(path(.upload(upload), caseID), O_WRONLY)
        guard try file.length() == length else {
            throw StorageError(.conflict, "an upload is not as long as it was")
        }
        try file.write(bytes.bytes, at: length)
    }

    package func settle(_ upload: UploadID, of caseID: CaseID) async throws {
        try File(path(.upload(upload), caseID), O_WRONLY).settle()
    }

    package func cut(_ upload: UploadID, of caseID: CaseID, to length: Int) async throws {
        let file = try File(path(.upload(upload), caseID), O_WRONLY)
        try file.cut(to: length)
        try file.settle()
    }

    package func finish(_ upload: UploadID, of caseID: CaseID, as address: BlobAddress) async throws {
        let (from, to) = (path(.upload(upload), caseID), path(.blob(address), caseID))
        guard rename(from, to) == 0 else {
            guard errno != ENOENT else { throw StorageError(.notFound, "no such upload") }
            throw File.failure("an upload can't be put in place")
        }
        try sync(place(of: caseID))
    }

    // MARK: Reading

    package func length(of name: BlobName, of caseID: CaseID) async throws -> Int? {
        var status = stat()
        guard stat(path(name, caseID), &status) == 0 else {
            guard errno == ENOENT else { throw File.failure("a blob can't be looked at") }
            return nil
        }
        return Int(status.st_size)
    }

    package func read(_ name: BlobName, of caseID: CaseID, _ range: Range<Int>) async throws -> [UInt8] {
        try File(path(name, caseID), O_RDONLY).read(range)
    }

    package func names(of caseID: CaseID) async throws -> [BlobName: Int] {
        var found: [BlobName: Int] = [:]
        for text in try Self.names(in: place(of: caseID)) {
            guard let name = Self.name(text) else { continue }
            // It may have gone meanwhile.
            if let length = try await length(of: name, of: caseID) { found[name] = length }
        }
        return found
    }

    /// nil: none of ours.
    private static func name(_ text: String) -> BlobName? {
        if let address = BlobAddress(checking: text) { return .blob(address) }
        guard text.hasPrefix(uploadPrefix), text.hasSuffix(uploadSuffix) else { return nil }
        return UploadID(checking: String(text.dropFirst(uploadPrefix.count).dropLast(uploadSuffix.count)))
            .map(BlobName.upload)
    }

    package func cases() async throws -> [CaseID] {
        try Self.names(in: folder).filter { $0.hasPrefix(Self.casePrefix) }
            .compactMap { CaseID(checking: String($0.dropFirst(Self.casePrefix.count))) }
    }

    // MARK: Removing

    package func remove(_ name: BlobName, of caseID: CaseID) async throws {
        guard unlink(path(name, caseID)) == 0 else {
            guard errno == ENOENT else { throw File.failure("a blob can't be removed") }
            return
        }
        try sync(place(of: caseID))
    }

    package func removeAll(of caseID: CaseID) async throws {
        let place = place(of: caseID)
        for name in try Self.names(in: place) where unlink("\(place)/\(name)") != 0 && errno != ENOENT {
            throw File.failure("a blob can't be removed")
        }
        guard rmdir(place) == 0 || errno == ENOENT else {
            throw File.failure("a case's folder can't be removed")
        }
        try sync(folder)
    }

    // MARK: Folders

    /// Empty where there is no folder.
    private static func names(in folder: String) throws -> [String] {
        guard let directory = opendir(folder) else {
            guard errno == ENOENT else { throw File.failure("a folder of blobs can't be read") }
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

    private func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw File.failure("a folder of blobs can't be made")
        }
    }

    /// Makes what happened to a folder's names durable.
    private func sync(_ path: String) throws {
        let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return }
        guard descriptor >= 0 else { throw File.failure("a folder of blobs can't be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw File.failure("a folder of blobs can't be settled") }
    }
}

/// An open file.
private final class File {
    private let descriptor: Int32

    init(_ path: String, _ flags: Int32) throws {
        descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: throw StorageError(.notFound, "no such blob")
            case EEXIST: throw StorageError(.taken, "an upload of this name exists")
            default: throw Self.failure("a blob can't be opened")
            }
        }
    }

    deinit { close(descriptor) }

    static func failure(_ words: String) -> StorageError {
        StorageError(errno == ENOSPC || errno == EDQUOT ? .full : .failed, "\(words) (errno \(errno))")
    }

    func length() throws -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("a blob can't be looked at") }
        return Int(status.st_size)
    }

    func write(_ bytes: [UInt8], at place: Int) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, off_t(place + done))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("a blob can't be written") }
            done += count
        }
    }

    func read(_ range: Range<Int>) throws -> [UInt8] {
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

    func settle() throws {
        guard fdatasync(descriptor) == 0 else { throw Self.failure("a blob can't be settled") }
    }

    func cut(to length: Int) throws {
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw Self.failure("an upload can't be cut") }
    }
}
