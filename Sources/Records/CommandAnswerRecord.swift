package import Mediation

/// What a command of a room answered, kept for its repetition.
struct CommandAnswerRecord: StoredRecord, Hashable {
    let revision: Int?
    let version: Int?
    let digest: String?

    static let title = "the answer to a command"
    static let upcasts: [Upcast] = []
}

extension CommandResult {
    /// The answer to store. Throws `unencodable`.
    package func encoded() throws(RecordError) -> [UInt8] {
        try CommandAnswerRecord(revision: revision, version: version, digest: digest).encoded()
    }

    /// Reads an answer back. Throws `newer` and `damaged`.
    package init(encoded bytes: [UInt8]) throws(RecordError) {
        let record = try CommandAnswerRecord(encoded: bytes)
        self.init(revision: record.revision, version: record.version, digest: record.digest)
    }
}
