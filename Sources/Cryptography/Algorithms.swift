internal import COpenSSL

/// OpenSSL's algorithms, looked up once. By their old names (`EVP_sha256()`) the library looks them up in each call, under a lock,
/// which costs more than the digest of a short message.
///
/// `nonisolated(unsafe)`: the library counts its users and changes nothing in them; they are never freed.
enum Algorithms {
    nonisolated(unsafe) static let sha256 = EVP_MD_fetch(nil, "SHA256", nil)
    nonisolated(unsafe) static let aes256GCM = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)
}
