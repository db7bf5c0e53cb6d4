package import Cryptography
package import Storage

/// Whether a master key is a store's own: told by a value that is sealed when the store is made, and kept beside it.
package struct MasterKeyCheck: Sendable {
    /// What an engine keeps the value under.
    package static let name = "master key check"

    package enum Finding: Hashable, Sendable {
        case fits
        /// It opens cases' keys; the kept value can't be read.
        case fitsByCases
        case wrong
    }

    private let masterKey: SealingKey
    /// What is sealed in a store that had sums of its rows from its beginning (`Keeping`); in an older one it is the name alone. So
    /// nobody without the key can make the one look like the other, to have altered rows counted anew.
    private static let bound = name + " 2"

    package init(_ masterKey: SealingKey) { self.masterKey = masterKey }

    /// The value to keep with a new store.
    package func value() throws(CryptographyError) -> [UInt8] {
        try AESGCM.seal(Array(Self.bound.utf8), key: masterKey, associated: Array(Self.name.utf8))
    }

    /// Whether it was kept by a program that knew no sums of rows.
    package func isOlder(_ value: [UInt8]) -> Bool { opened(value) == Array(Self.name.utf8) }

    private func opened(_ value: [UInt8]) -> [UInt8]? {
        try? AESGCM.open(value, key: masterKey, associated: Array(Self.name.utf8))
    }

    /// - Parameters:
    ///   - value: what was kept; nil where it is missing or can't be read.
    ///   - keys: some of the cases' keys, asked for where the value does not do.
    package func judge(_ value: [UInt8]?, or keys: () throws -> [WrappedKey]) rethrows -> Finding {
        if let value, opened(value) != nil { return .fits }
        return try keys().contains { KeyRing.opened($0, by: masterKey) != nil } ? .fitsByCases : .wrong
    }
}
