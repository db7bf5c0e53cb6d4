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
    private let disk: any BlobDisk

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
    package init(folder: String, on disk: any BlobDisk = SystemDisk()) {
        self.folder = folder
        self.disk = disk
    }

    private func place(of caseID: CaseID) -> String { "\(folder)/\(Self.casePrefix)\(caseID.text)" }

    private func path(_ name: BlobName, _ caseID: CaseID) -> String {
        switch name {
        case .upload(let id): "\(place(of: caseID))/\(Self.uploadPrefix)\(id.text)\(Self.uploadSuffix)"
        case .blob(let address): "\(place(of: caseID))/\(address.text)"
        }
    }

    // MARK: Uploads

    package func create(_ upload: UploadID, of caseID: CaseID, _ bytes: SealedBytes) async throws {
        try disk.makeFolder(folder)
        try disk.sync(String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]))
        try disk.makeFolder(place(of: caseID))
        try disk.sync(folder)
        let path = path(.upload(upload), caseID)
        try disk.create(path)
        try disk.write(bytes.bytes, to: path, at: 0)
        try disk.settle(path)
        try disk.sync(place(of: caseID))
    }

    package func append(_ bytes: SealedBytes, to upload: UploadID, of caseID: CaseID, at length: Int)
        async throws
    {
        let path = path(.upload(upload), caseID)
        guard let found = try disk.length(path) else { throw StorageError(.notFound, "no such upload") }
        guard found == length else {
            throw StorageError(.conflict, "an upload is not as long as it was")
        }
        try disk.write(bytes.bytes, to: path, at: length)
    }

    package func settle(_ upload: UploadID, of caseID: CaseID) async throws {
        try disk.settle(path(.upload(upload), caseID))
    }

    package func cut(_ upload: UploadID, of caseID: CaseID, to length: Int) async throws {
        let path = path(.upload(upload), caseID)
        try disk.cut(path, to: length)
        try disk.settle(path)
    }

    package func finish(_ upload: UploadID, of caseID: CaseID, as address: BlobAddress) async throws {
        try disk.rename(path(.upload(upload), caseID), to: path(.blob(address), caseID))
        try disk.sync(place(of: caseID))
    }

    package func reopen(_ address: BlobAddress, of caseID: CaseID, as upload: UploadID) async throws {
        try disk.rename(path(.blob(address), caseID), to: path(.upload(upload), caseID))
        try disk.sync(place(of: caseID))
    }

    // MARK: Reading

    package func length(of name: BlobName, of caseID: CaseID) async throws -> Int? {
        try disk.length(path(name, caseID))
    }

    package func read(_ name: BlobName, of caseID: CaseID, _ range: Range<Int>) async throws
        -> [UInt8]
    {
        try disk.read(path(name, caseID), range)
    }

    package func names(of caseID: CaseID) async throws -> [BlobName: Int] {
        var found: [BlobName: Int] = [:]
        for text in try disk.names(in: place(of: caseID)) {
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
        return UploadID(
            checking: String(text.dropFirst(uploadPrefix.count).dropLast(uploadSuffix.count))
        )
        .map(BlobName.upload)
    }

    package func cases() async throws -> [CaseID] {
        try disk.names(in: folder).filter { $0.hasPrefix(Self.casePrefix) }
            .compactMap { CaseID(checking: String($0.dropFirst(Self.casePrefix.count))) }
    }

    // MARK: Removing

    package func remove(_ name: BlobName, of caseID: CaseID) async throws {
        if try disk.remove(path(name, caseID)) { try disk.sync(place(of: caseID)) }
    }

    package func removeAll(of caseID: CaseID) async throws {
        let place = place(of: caseID)
        for name in try disk.names(in: place) { _ = try disk.remove("\(place)/\(name)") }
        try disk.removeFolder(place)
        try disk.sync(folder)
    }
}
