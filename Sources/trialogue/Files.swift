import ArgumentParser
import Cryptography
import Foundation
import Glibc
import Mediation
import Storage

/// Files that an operator names: read whole, before anything is created, or told in words why not.
enum Files {
    /// Bytes that a file of one secret or of a certificate chain may have.
    private static let most = 1 << 20

    /// The bytes of a regular file.
    static func read(_ path: String, _ what: String) throws -> [UInt8] {
        var state = stat()
        guard stat(path, &state) == 0 else {
            throw ValidationError("\(what) \(path) can't be read: \(String(cString: strerror(errno)))")
        }
        guard state.st_mode & S_IFMT == S_IFREG else {
            throw ValidationError("\(what) \(path) is no regular file")
        }
        guard state.st_size <= most else { throw ValidationError("\(what) \(path) is larger than 1 MiB") }
        do {
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw ValidationError("\(what) \(path) can't be read: is it this user's to read?")
        }
    }

    /// The same, of a secret: where everybody on the machine can read it, that is said.
    static func readSecret(_ path: String, _ what: String) throws -> [UInt8] {
        let bytes = try read(path, what)
        var state = stat()
        if stat(path, &state) == 0, state.st_mode & (S_IROTH | S_IWOTH) != 0 {
            warn("everybody on this machine can read \(what) \(path): chmod 600 \(path)")
        }
        return bytes
    }

    /// The first line of a text, without its end, however the file ends its lines, and without a byte order mark.
    static func firstLine(_ bytes: [UInt8], _ what: String) throws -> String {
        var line = bytes[...]
        if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        line = line.prefix { $0 != 0x0A && $0 != 0x0D }
        guard let text = String(validating: line, as: UTF8.self) else {
            throw ValidationError("\(what) is no text in UTF-8")
        }
        return text
    }

    /// Throws `occupied` where there is something of that name.
    static func requireAbsent(_ path: String) throws {
        var state = stat()
        guard lstat(path, &state) != 0 else {
            throw StorageError(.occupied, "\(path) is there already, and is never written over")
        }
    }

    /// Makes a file, whole or not at all and durably; throws `occupied` where there is one.
    static func create(_ path: String, _ bytes: [UInt8], mode: mode_t) throws {
        let partial = try written(path, bytes, mode)
        defer { _ = unlink(partial) }
        // A name that exists fails the link, which a rename would not.
        guard link(partial, path) == 0 else {
            if errno == EEXIST { try requireAbsent(path) }
            throw failure("\(path) can't be made")
        }
        try sync(folderOf: path)
    }

    /// Puts a file in the place of the one of that name, if any: at each moment the old one or the new one is there, whole.
    static func replace(_ path: String, _ bytes: [UInt8], mode: mode_t) throws {
        let partial = try written(path, bytes, mode)
        guard rename(partial, path) == 0 else {
            let fault = failure("\(path) can't be replaced")
            _ = unlink(partial)
            throw fault
        }
        try sync(folderOf: path)
    }

    /// The bytes in a file beside the one that is meant, durable; its name.
    private static func written(_ path: String, _ bytes: [UInt8], _ mode: mode_t) throws -> String {
        let partial = "\(path).\(getpid()).new"
        // What a process of this number left behind when it was killed.
        _ = unlink(partial)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure("\(path) can't be made") }
        let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        let fault = isWritten ? nil : failure("\(path) can't be written")
        _ = close(descriptor)
        if let fault {
            _ = unlink(partial)
            throw fault
        }
        return partial
    }

    /// The name is durable too.
    private static func sync(folderOf path: String) throws {
        let folder = open(
            URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("the folder of \(path) can't be opened") }
        defer { _ = close(folder) }
        guard fsync(folder) == 0 else { throw failure("the folder of \(path) can't be written") }
    }

    private static func failure(_ words: String) -> StorageError {
        StorageError(errno == ENOSPC ? .full : .failed, "\(words): \(String(cString: strerror(errno)))")
    }

    /// A line for the operator that is no answer of the command.
    static func warn(_ words: String) {
        FileHandle.standardError.write(Data("warning: \(words)\n".utf8))
    }

    /// Judges the certificate and the key as a pair.
    static func checkPair(certificate: String, key: String) throws {
        do {
            try CertificatePair.check(
                certificate: read(certificate, "the certificate"),
                key: readSecret(key, "the certificate's key"))
        } catch let fault as CertificatePair.Fault {
            switch fault {
            case .noCertificate: throw ValidationError("\(certificate) holds no certificate in PEM")
            case .noKey: throw ValidationError("\(key) holds no private key in PEM, or one with a passphrase")
            case .keyOfAnother:
                throw ValidationError("\(key) is not the key of the certificate \(certificate)")
            }
        }
    }

    /// A new password from a file, or one line of standard input.
    static func newPassword(_ path: String?) throws -> String {
        let text: String
        if let path {
            text = try firstLine(readSecret(path, "the password file"), "the password file")
        } else {
            FileHandle.standardError.write(Data("password: ".utf8))
            text = try firstLine(Array((readLine(strippingNewline: true) ?? "").utf8), "the password")
        }
        guard PasswordRule.permits(text) else {
            throw ValidationError(
                "a password has \(PasswordRule.shortest) characters at least and \(PasswordRule.bytes.upperBound) bytes at most"
            )
        }
        return text
    }
}
