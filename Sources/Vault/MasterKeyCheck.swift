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

    package init(_ masterKey: SealingKey) { self.masterKey = masterKey }

    /// The value to keep with a new store.
    package func value() throws(CryptographyError) -> [UInt8] {
        let name = Array(Self.name.utf8)
        return try AESGCM.seal(name, key: masterKey, associated: name)
    }

    /// - Parameters:
    ///   - value: what was kept; nil where it is missing or can't be read.
    ///   - keys: some of the cases' keys, asked for where the value does not do.
    package func judge(_ value: [UInt8]?, or keys: () throws -> [WrappedKey]) rethrows -> Finding {
        let name = Array(Self.name.utf8)
        if let value, (try? AESGCM.open(value, key: masterKey, associated: name)) != nil { return .fits }
        return try keys().contains { KeyRing.opened($0, by: masterKey) != nil } ? .fitsByCases : .wrong
    }
}
