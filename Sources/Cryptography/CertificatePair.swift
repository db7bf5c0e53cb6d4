internal import COpenSSL

/// A server's certificate and its key, looked at before a server starts with them: the TLS library's own word is only
/// that it failed.
package enum CertificatePair {
    package enum Fault: Error, Hashable, Sendable {
        /// The certificate file holds no PEM certificate.
        case noCertificate
        /// The key file holds no PEM private key, or one that asks for a passphrase.
        case noKey
        /// The key is another certificate's.
        case keyOfAnother
    }

    /// Judges the first certificate of a PEM text, the leaf, and a PEM private key.
    package static func check(certificate: [UInt8], key: [UInt8]) throws(Fault) {
        defer { ERR_clear_error() }
        guard let leaf = read(certificate, { PEM_read_bio_X509($0, nil, noPassphrase, nil) }) else {
            throw .noCertificate
        }
        defer { X509_free(leaf) }
        guard let secret = read(key, { PEM_read_bio_PrivateKey($0, nil, noPassphrase, nil) }) else {
            throw .noKey
        }
        defer { EVP_PKEY_free(secret) }
        guard X509_check_private_key(leaf, secret) == 1 else { throw .keyOfAnother }
    }

    private static func read<Value>(_ text: [UInt8], _ body: (OpaquePointer) -> Value?) -> Value? {
        guard let source = BIO_new_mem_buf(text, Int32(clamping: text.count)) else { return nil }
        defer { BIO_free(source) }
        return body(source)
    }

    /// Without it OpenSSL would ask at the terminal.
    private static let noPassphrase:
        @convention(c) (
            UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?
        ) -> Int32 = { _, _, _, _ in 0 }
}
