import Mediation
import Records
import Storage

extension StorageError {
    /// A value that can't be put into bytes fails as a commit that the store refuses, and never becomes bytes. A record
    /// that can't be read is told by its row: `corrupt`, or `newerRecord` when a newer program wrote it.
    init(_ error: RecordError, in row: UnreadableRow? = nil) {
        let detail = row.map { "\($0) (\(error))" } ?? error.description
        switch error {
        case .newer: self.init(.newerRecord, detail)
        case .damaged: self.init(.corrupt, detail)
        case .unencodable: self.init(.failed, detail)
        }
    }
}

extension Refusal {
    /// What whoever asked is told of the store's error.
    init(_ error: StorageError) {
        switch error.code {
        case .notFound, .erased: self.init(.notFound)
        case .conflict: self.init(.caseChanged)
        case .newerRecord, .newerSchema: self.init(.recordNewer)
        case .taken, .commandRepeated, .keyChanged, .immutable, .full, .closed, .inUse, .noStore, .incomplete,
            .occupied, .wrongMasterKey, .corrupt, .notDurable, .failed:
            self.init(.storeFailed)
        }
    }
}

extension StorageError {
    /// One case can't be read: it is damaged, of a later program, or erased meanwhile. Others can.
    var isOfOneCase: Bool { [.corrupt, .newerRecord, .erased].contains(code) }
}
