/// Why the store did not do what it was asked. The code is stable; the detail is for the log and never holds what
/// people said or who they are. Two errors are equal when their codes are.
package struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// The record was changed by someone else since it was read: `expectedVersion` or a revision is stale.
        case conflict
        /// A name that must be unique is taken: a staff number, a case number, an identifier.
        case taken
        /// The command of this session and seat was committed before; its stored result holds.
        case commandRepeated = "command_repeated"
        /// What the commit refers to does not exist.
        case notFound = "not_found"
        /// The case's key was destroyed: its content can't be read or added to by anyone.
        case erased
        /// An engine's word to the vault: the case's key is not the one that the commit was sealed under.
        case keyChanged = "key_changed"
        /// A row that may never change was to be changed.
        case immutable
        /// The disk is full. Nothing of the commit was kept; it can be tried again.
        case full
        /// The store was closed.
        case closed
        /// Another process has the store open.
        case inUse = "in_use"
        /// The store was written by a newer version of the program.
        case newerSchema = "newer_schema"
        /// A row was written by a newer version of the program; nothing is wrong with it. The detail names it.
        case newerRecord = "newer_record"
        /// There is no store in the folder: it is absent, empty or holds other things. Nothing was made.
        case noStore = "no_store"
        /// Part of a store is there and part is not: a key without its database, a log without its database, a store
        /// that was never finished, a restore that was cut off. The detail says which.
        case incomplete
        /// A new store was to be made where something is already.
        case occupied
        /// The master key is missing, or is not the one that this store was made with.
        case wrongMasterKey = "wrong_master_key"
        /// A row can't be unsealed or decoded: it was altered, or the file is damaged. The detail names the row.
        case corrupt
        /// Writes would not survive a power cut: `synchronous` is not FULL.
        case notDurable = "not_durable"
        /// The engine failed in another way; the detail says how.
        case failed
    }

    package let code: Code
    package let detail: String

    package init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    package static func == (left: StorageError, right: StorageError) -> Bool { left.code == right.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
    package var description: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }
}
