import Cryptography
import Testing
import TransparencyLog

/// Notes, keys, checkpoints, cosignatures and proof files, against what others published.
@Suite(.timeLimit(.minutes(10))) struct NoteTests {
    // golang.org/x/mod/sumdb/note, package documentation and tests.
    private static let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private static let peterSecret =
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    private static let peterText =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    private static let peterNote =
        peterText
        + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    // C2SP signed-note, "Verifier keys".
    private static let example = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    private static let exampleNote =
        "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
    // A checkpoint of a public log (Certificate Transparency), with its own signature of type 0x01, one of a type that isn't
    // known here, and cosignatures of four witnesses.
    private static let publicLog =
        "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
    private static let witness = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
    private static let publicCheckpoint = """
        arche2025h1.staging.ct.transparency.dev
        1432088532
        U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

        — arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
        — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
        — transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
        — witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
        — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
        — witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==

        """

    // MARK: Keys

    @Test(arguments: [
        peter, example, publicLog, witness,
        "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
    ])
    func `a published key is read and written back, plus signs in its base64 or none`(text: String) throws {
        #expect(try VerifierKey(parsing: text).text == text)
    }

    @Test func `a key that is not exactly one is refused`() {
        let malformed = [
            "", "PeterNeumann", "PeterNeumann+c74f20a3", "PeterNeumann+c74f20a3+",
            "PeterNeumann+c74f20a3+!!!!",
            "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+0c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWAA==",
            Self.peter + "\n", " " + Self.peter,
        ]
        for text in malformed {
            #expect(throws: VerifierKey.Fault.malformed) { try VerifierKey(parsing: text) }
        }
        #expect(throws: VerifierKey.Fault.otherID) {
            try VerifierKey(parsing: "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        }
        #expect(throws: VerifierKey.Fault.unknownType) {
            try VerifierKey(parsing: "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        }
        for name in [
            "", "a b", "a+b", "a\u{3000}b", "a\u{00A0}b", "a\nb", "a\u{7F}b",
            String(repeating: "x", count: 201),
        ] {
            #expect(!VerifierKey.isName(name))
        }
        #expect(VerifierKey.isName("青禾区公安分局/log-2026"))
    }

    @Test func `a published signing key signs what was published`() throws {
        let key = try SigningKey(parsing: Self.peterSecret)
        #expect(key.verifier.text == Self.peter)
        #expect(key.secretText == Self.peterSecret)
        let note = try #require(SignedNote(text: Self.peterText, signatures: [try key.sign(Self.peterText)]))
        #expect(note.bytes == Array(Self.peterNote.utf8))
        for text in [
            Self.peter, "", "PRIVATE+KEY+", String(Self.peterSecret.dropLast()), Self.peterSecret + "\n",
        ] {
            #expect(throws: VerifierKey.Fault.malformed) { try SigningKey(parsing: text) }
        }
        #expect(throws: VerifierKey.Fault.otherID) {
            try SigningKey(parsing: Self.peterSecret.replacing("c74f20a3", with: "c74f20a4"))
        }
    }

    @Test func `a new key signs, and its secret text alone brings it back`() throws {
        let key = try #require(try SigningKey(name: "bureau.example/log"))
        let again = try SigningKey(parsing: key.secretText)
        #expect(again.verifier == key.verifier)
        #expect(try again.sign("x\n") == key.sign("x\n"))
        #expect("\(key)" == "the signing key of bureau.example/log")
        #expect(try SigningKey(name: "a b") == nil)
    }

    // MARK: Notes

    @Test(arguments: [(peter, peterNote), (example, exampleNote)])
    func `a published note verifies with its key, and with no other`(key: String, written: String) throws {
        let key = try VerifierKey(parsing: key)
        let note = try SignedNote(parsing: Array(written.utf8))
        #expect(note.bytes == Array(written.utf8))
        let verified = try note.verified(by: [key])
        #expect(verified.map(\.key) == [key] && verified.map(\.time) == [nil])
        #expect(throws: SignedNote.Fault.unsigned) { try note.verified(by: []) }
        let other = try #require(try SigningKey(name: key.name)).verifier
        #expect(throws: SignedNote.Fault.unsigned) { try note.verified(by: [other]) }
    }

    @Test func `any bit flipped in a note is found`() throws {
        let key = try VerifierKey(parsing: Self.example)
        let written = Array(Self.exampleNote.utf8)
        for place in written.indices {
            for bit in 0..<8 {
                var altered = written
                altered[place] ^= 1 << UInt8(bit)
                #expect(throws: SignedNote.Fault.self) {
                    try SignedNote(parsing: altered).verified(by: [key])
                }
            }
        }
    }

    @Test func `what breaks the form of a note is refused`() {
        let line = "— a AAAAAAAA\n"
        for written in [
            "", "\n", "text\n", "text\n\n", "text\n" + line, "\(line)", "text\n\n\(line)\n",
            "text\n\n\(line.dropLast())",
            "te\txt\n\n\(line)", "text\r\n\n\(line)", "text\n\n- a AAAAAAAA\n", "text\n\n— a  AAAAAAAA\n",
            "text\n\n— a AAAAAA==\n",
            "text\n\n— a AAAAAAA\n", "text\n\n— a+b AAAAAAAA\n", "text\n\n—\u{A0}a AAAAAAAA\n",
            "text\n\n" + String(repeating: line, count: 101),
        ] {
            #expect(throws: SignedNote.Fault.malformed) { try SignedNote(parsing: Array(written.utf8)) }
        }
        #expect(throws: SignedNote.Fault.malformed) {
            try SignedNote(parsing: [0xFF] + Array("x\n\n\(line)".utf8))
        }
        #expect((try? SignedNote(parsing: Array("\n\n\(line)".utf8)))?.text == "\n")
        #expect((try? SignedNote(parsing: Array("a\n\nb\n\n\(line)".utf8)))?.text == "a\n\nb\n")
        #expect(
            (try? SignedNote(parsing: Array(("t\n\n" + String(repeating: line, count: 100)).utf8))) != nil)
        #expect(SignedNote(text: "x", signatures: []) == nil)
    }

    // MARK: Checkpoints and witnesses

    @Test func `a public log's checkpoint verifies with its key and a witness's`() throws {
        let (log, witness) = (
            try VerifierKey(parsing: Self.publicLog), try VerifierKey(parsing: Self.witness)
        )
        let note = try SignedNote(parsing: Array(Self.publicCheckpoint.utf8))
        #expect(note.signatures.count == 6)
        let verified = try note.verified(by: [log, witness])
        #expect(verified.map(\.key) == [log, witness])
        #expect(verified.map(\.time) == [nil, 0x6A12_2120])
        let checkpoint = try Checkpoint(of: note, by: log)
        #expect(checkpoint.size == 1_432_088_532)
        #expect(checkpoint.root.base64 == "U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=")
        #expect(checkpoint.text == note.text)
        // Its witness's signature isn't the log's.
        #expect(throws: SignedNote.Fault.malformed) { try Checkpoint(of: note, by: witness) }
        for (word, other) in [
            ("1432088532", "1432088531"), ("U7WM79", "V7WM79"),
            ("arche2025h1.staging", "arche2025h2.staging"),
        ] {
            let altered = try SignedNote(
                parsing: Array(Self.publicCheckpoint.replacing(word, with: other, maxReplacements: 1).utf8))
            #expect(throws: SignedNote.Fault.badSignature(name: log.name)) { try altered.verified(by: [log]) }
            #expect(throws: SignedNote.Fault.badSignature(name: witness.name)) {
                try altered.verified(by: [witness])
            }
        }
        // The time is signed too.
        let later = try SignedNote(
            parsing: Array(Self.publicCheckpoint.replacing("2net5wAAAABqEiEg", with: "2net5wAAAABqEiEh").utf8)
        )
        #expect(throws: SignedNote.Fault.badSignature(name: witness.name)) {
            try later.verified(by: [witness])
        }
        #expect(try later.verified(by: [log]).count == 1)
    }

    @Test func `a checkpoint is three lines and no looser`() throws {
        let root = Hash(of: [1]).base64
        #expect(try #require(Checkpoint(text: "log\n0\n\(root)\n")).size == 0)
        #expect(try #require(Checkpoint(text: "log\n7\n\(root)\nmore\n")).extensions == ["more"])
        for text in [
            "", "log\n1\n\(root)", "log\n01\n\(root)\n", "log\n+1\n\(root)\n", "log\n-1\n\(root)\n",
            "log\n１\n\(root)\n",
            "log\n18446744073709551616\n\(root)\n", "\n1\n\(root)\n", "log\n1\n\(root.dropLast())\n",
            "log\n1\n\(root)\n\n",
            "log\n1\n\n\(root)\n", "log\n1\n\(root) \n", "log\n1\nAAAA\n",
        ] {
            #expect(Checkpoint(text: text) == nil)
        }
    }

    @Test func `a checkpoint of another origin under the log's key is refused`() throws {
        let key = try #require(try SigningKey(name: "log.example"))
        let own = try #require(try Checkpoint(origin: "log.example", size: 1, root: .zero).signed(by: key))
        #expect(try Checkpoint(of: own, by: key.verifier).size == 1)
        let other = try #require(
            try Checkpoint(origin: "other.example", size: 1, root: .zero).signed(by: key))
        #expect(throws: SignedNote.Fault.malformed) { try Checkpoint(of: other, by: key.verifier) }
        #expect(try Checkpoint(origin: "a\tb", size: 1, root: .zero).signed(by: key) == nil)
    }
}
