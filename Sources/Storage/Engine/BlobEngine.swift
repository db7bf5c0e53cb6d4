package import Mediation

/// What a blob engine keeps a file by.
package enum BlobName: Hashable, Sendable {
    case upload(UploadID)
    case blob(BlobAddress)
}

/// What the vault needs of whoever keeps blobs: files of sealed bytes in a place a case. An engine knows neither content nor keys.
/// Throws `full` when there is no room, `failed` otherwise.
package protocol BlobEngine: Sendable {
    /// Makes a file with these bytes, durably. Throws `taken` when there is one of this name.
    func create(_ upload: UploadID, of caseID: CaseID, _ bytes: SealedBytes) async throws
    /// Writes at the end of an upload. Throws `notFound` without it, and `conflict` when its length isn't `length`.
    func append(_ bytes: SealedBytes, to upload: UploadID, of caseID: CaseID, at length: Int) async throws
    /// Makes what was appended durable.
    func settle(_ upload: UploadID, of caseID: CaseID) async throws
    /// Cuts an upload to this length.
    func cut(_ upload: UploadID, of caseID: CaseID, to length: Int) async throws
    /// Gives a settled upload its address, durably: from then on it is a blob, and never changes. What stands there already stays.
    func finish(_ upload: UploadID, of caseID: CaseID, as address: BlobAddress) async throws
    /// Makes a blob an upload again, durably: the name was given, and nobody was told of it. Throws `notFound`.
    func reopen(_ address: BlobAddress, of caseID: CaseID, as upload: UploadID) async throws
    /// nil: there is no such file.
    func length(of name: BlobName, of caseID: CaseID) async throws -> Int?
    /// As many of the bytes as there are. Throws `notFound`.
    func read(_ name: BlobName, of caseID: CaseID, _ range: Range<Int>) async throws -> [UInt8]
    /// Every file of a case and its length.
    func names(of caseID: CaseID) async throws -> [BlobName: Int]
    /// Removes a file durably; nothing happens without it.
    func remove(_ name: BlobName, of caseID: CaseID) async throws
    /// Removes a case's place with all that is in it, durably.
    func removeAll(of caseID: CaseID) async throws
    /// The cases that have a place.
    func cases() async throws -> [CaseID]
}
