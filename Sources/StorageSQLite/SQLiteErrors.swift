internal import Cryptography
internal import GRDB
internal import Storage

extension StorageError {
    /// The error that callers see. SQL and values stay out of it: a statement's arguments may be personal.
    init(telling error: any Error) {
        switch error {
        case let error as StorageError: self = error
        case let row as UnreadableRow: self.init(row)
        case let error as DatabaseError: self.init(Self.code(of: error), Self.detail(of: error))
        case is CryptographyError: self.init(.corrupt, "a sealed value does not open")
        case is RowDecodingError: self.init(.corrupt, "a row does not decode")
        default: self.init(.failed, String(describing: type(of: error)))
        }
    }

    private static func code(of error: DatabaseError) -> Code {
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            return .taken
        case .SQLITE_CONSTRAINT_FOREIGNKEY: return .notFound
        case .SQLITE_CONSTRAINT_TRIGGER: return .immutable
        default: break
        }
        switch error.resultCode {
        case .SQLITE_FULL: return .full
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .inUse
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .corrupt
        // GRDB answers so when its connection was closed.
        case .SQLITE_MISUSE: return .closed
        default: return .failed
        }
    }

    private static func detail(of error: DatabaseError) -> String {
        "sqlite \(error.extendedResultCode.rawValue): \(error.message ?? "")"
    }
}
