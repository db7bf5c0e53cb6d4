import ArgumentParser
import Foundation
import Mediation
import TransparencyLog
import Transport

/// What options take, each by one rule: a function makes the value of what was typed, or tells in words what is wrong.
/// The parser calls it before a command runs, so that nothing is created by a wrong command (exit code 64).
enum Options {
    @Sendable static func staffNumber(_ typed: String) throws -> StaffNumber {
        guard let number = StaffNumber(typed: typed) else {
            throw ValidationError(
                "a staff number has letters, digits, - _ . and at most \(StaffNumber.lengths.upperBound) characters"
            )
        }
        return number
    }

    @Sendable static func role(_ typed: String) throws -> Role {
        let name = Typed.halfWidth(typed).lowercased()
        guard let role = Role(rawValue: name) else {
            throw ValidationError("a role is one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return role
    }

    @Sendable static func unitKind(_ typed: String) throws -> BureauUnit.Kind {
        guard let kind = BureauUnit.Kind(rawValue: Typed.halfWidth(typed).lowercased()) else {
            throw ValidationError(
                "a kind is one of \(BureauUnit.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return kind
    }

    @Sendable static func staffTable(_ typed: String) throws -> StaffTable {
        guard let table = StaffTable(rawValue: Typed.halfWidth(typed).lowercased()) else {
            throw ValidationError("a table is people or units")
        }
        return table
    }

    /// A line that people read, with something in it.
    static func line(_ what: String, atMost limit: Int, mayBeEmpty: Bool = false)
        -> @Sendable (String) throws -> String
    {
        { typed in
            // The pages' rule of text (docs/protocol.md, 1.5).
            let text = WrittenText.clean(typed, as: .line)
            let isThere = !WrittenText.isBlank(text)
            guard isThere || (mayBeEmpty && text.isEmpty), text.unicodeScalars.count <= limit,
                !WrittenText.isRefused(text, as: .line)
            else { throw ValidationError("\(what) is one line of 1 to \(limit) characters") }
            return text
        }
    }

    @Sendable static func bureau(_ typed: String) throws -> BureauID {
        guard let id = BureauID(checking: typed) else {
            throw ValidationError("a bureau's short name has 1 to 64 letters, digits, - _ .")
        }
        return id
    }

    static let bureauName = line("the bureau's name", atMost: Bureau.longestName)

    @Sendable static func mark(_ typed: String) throws -> String {
        guard Bureau.isMark(typed) else {
            throw ValidationError("a mark has 1 to \(Bureau.longestMark) letters or characters, as 青信")
        }
        return typed
    }

    @Sendable static func telephone(_ typed: String) throws -> Telephone {
        guard let telephone = Telephone(typed: typed) else {
            throw ValidationError(
                "a telephone is one number or two (010-12345678 转 801; 110、010-12345678), without other words"
            )
        }
        return telephone
    }

    @Sendable static func origin(_ typed: String) throws -> Origin {
        do throws(Origin.Fault) {
            return try Origin(typed: Typed.halfWidth(typed))
        } catch {
            throw ValidationError(error.description)
        }
    }

    @Sendable static func listen(_ typed: String) throws -> ListenAddress {
        guard let address = ListenAddress(typed: Typed.halfWidth(typed)) else {
            throw ValidationError("ADDRESS:PORT is numeric, as 127.0.0.1:8443, 0.0.0.0:443 or [::1]:8443")
        }
        return address
    }

    /// `turn:HOST[:PORT][?transport=udp|tcp]`, also with `turns:` (RFC 7065).
    @Sendable static func relay(_ typed: String) throws -> RelayURL {
        guard let url = RelayURL(typed: Typed.halfWidth(typed)) else {
            throw ValidationError("a relay is turn:HOST[:PORT][?transport=udp|tcp], or turns:…")
        }
        return url
    }

    @Sendable static func address(_ typed: String) throws -> NumericAddress {
        guard let address = NumericAddress(Typed.halfWidth(typed)) else {
            throw ValidationError("an address is numeric, as 192.0.2.7")
        }
        return address
    }

    /// SHA-256 as hexadecimal digits.
    @Sendable static func digest(_ typed: String) throws -> String {
        let text = Typed.halfWidth(typed).lowercased()
        guard text.utf8.count == 64,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw ValidationError("a head is 64 hexadecimal digits") }
        return text
    }

    @Sendable static func session(_ typed: String) throws -> SessionID {
        guard let id = SessionID(checking: Typed.halfWidth(typed)) else {
            throw ValidationError("\"\(typed)\" is no session's id")
        }
        return id
    }

    /// What a log is called in its checkpoints (C2SP signed-note: a key's name).
    @Sendable static func logName(_ typed: String) throws -> String {
        let name = Typed.halfWidth(typed)
        guard VerifierKey.isName(name) else {
            throw ValidationError(
                "a log's name has 1 to \(VerifierKey.longestName) bytes, without spaces and plus signs, as bureau.example/log-2026"
            )
        }
        return name
    }

    /// A key that verifies, as `trialogue key` prints it.
    @Sendable static func verifierKey(_ typed: String) throws -> VerifierKey {
        do {
            return try VerifierKey(parsing: typed.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw ValidationError("a key is NAME+ID+BASE64, as trialogue key show prints it")
        }
    }

    /// A file. Whether it must exist is the command's to say.
    @Sendable static func file(_ typed: String) throws -> String {
        guard !typed.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else {
            throw ValidationError("a file has a name")
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: typed, isDirectory: &isFolder), isFolder.boolValue {
            throw ValidationError("\(typed) is a folder and no file")
        }
        return typed
    }

    /// The folder of a store. Whether it must exist is the command's to say.
    @Sendable static func folder(_ typed: String) throws -> String {
        guard !typed.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else {
            throw ValidationError("a folder has a name")
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: typed, isDirectory: &isFolder), !isFolder.boolValue {
            throw ValidationError("\(typed) is a file and no folder")
        }
        return typed
    }

    static func number(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
        { typed in
            let text = Typed.halfWidth(typed)
            guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
                range.contains(number)
            else { throw ValidationError("a whole number from \(range.lowerBound) to \(range.upperBound)") }
            return number
        }
    }
}

/// A relay as pages get it, and its host as it stands in candidates.
struct RelayURL: Hashable {
    let text: String
    let host: String

    /// Whether the host is an address, as it stands in candidates.
    var isNumeric: Bool { NumericAddress(host) != nil }

    init?(typed: String) {
        let lower = typed.lowercased()
        guard let scheme = ["turns:", "turn:"].first(where: lower.hasPrefix) else { return nil }
        let parts = lower.dropFirst(scheme.count).split(separator: "?", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.count < 2 || ["transport=udp", "transport=tcp"].contains(parts[1])
        else {
            return nil
        }
        // The same host and port as an origin's.
        guard let origin = try? Origin(typed: "http://" + parts[0]), parts[0].last != "/" else { return nil }
        let place = origin.text.dropFirst("http://".count)
        let host = place.first == "[" ? place.prefix { $0 != "]" } + "]" : place.prefix { $0 != ":" }
        text = scheme + parts.joined(separator: "?")
        self.host = host.first == "[" ? String(host.dropFirst().dropLast()) : String(host)
    }
}
