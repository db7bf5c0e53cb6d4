import Cryptography
import Foundation
import GRDB
import Mediation
import Storage
import StorageSQLite
import Testing
import Vault

@Suite(.timeLimit(.minutes(10))) struct SQLiteOpeningTests {
    @Test func `A second opening is refused until the first is closed`() async throws {
        try await withDirectory { directory in
            let first = try await SQLiteStore.open(directory: directory, creating: true)
            await #expect(throws: StorageError(.inUse)) {
                _ = try await SQLiteStore.open(directory: directory, creating: true)
            }
            try await first.put(Sample.newCase())
            try await first.close()
            try await first.close()
            try await SQLiteStore.open(directory: directory, creating: true).close()
        }
    }

    @Test func `A store with a migration that is not known here is refused`() async throws {
        try await withDirectory { directory in
            try await SQLiteStore.open(directory: directory, creating: true).close()
            let queue = try DatabaseQueue(path: directory + "/trialogue.sqlite")
            try await queue.write {
                try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('9999 of tomorrow')")
            }
            try queue.close()
            await #expect(throws: StorageError(.newerSchema)) {
                _ = try await SQLiteStore.open(directory: directory, creating: true)
            }
        }
    }

    @Test func `Files are their owner's alone, and the key is made once`() async throws {
        try await withDirectory { directory in
            let first = try await SQLiteStore.open(directory: directory, creating: true)
            try await first.put(Sample.newCase())
            for name in ["trialogue.sqlite", "trialogue.sqlite-wal", "master.key", "trialogue.lock"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/\(name)")
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
            let invites = try first.inviteKey().secret(session: "s", seat: 2, generation: 1)
            try await first.close()
            let second = try await SQLiteStore.open(directory: directory, creating: true)
            #expect(second.masterKey.secret.equals(first.masterKey.secret))
            #expect(try second.inviteKey().secret(session: "s", seat: 2, generation: 1) == invites)
            try await second.close()
        }
    }

    @Test func `Without its master key, or with another, a store does not open and no new key is made`()
        async throws
    {
        try await withDirectory { directory in
            try await SQLiteStore.open(directory: directory, creating: true).close()
            let file = URL(fileURLWithPath: directory + "/master.key")
            let key = try Data(contentsOf: file)
            for wrong in [Data(SecureRandom.bytes(32)), Data(key.prefix(31)), key + [0], Data()] {
                try wrong.write(to: file)
                await #expect(throws: StorageError(.wrongMasterKey)) {
                    _ = try await SQLiteStore.open(directory: directory, creating: true)
                }
            }
            try FileManager.default.removeItem(at: file)
            await #expect(throws: StorageError(.wrongMasterKey)) {
                _ = try await SQLiteStore.open(directory: directory, creating: true)
            }
            #expect(!FileManager.default.fileExists(atPath: file.path))
            try key.write(to: file)
            try await SQLiteStore.open(directory: directory, creating: true).close()
        }
    }

    @Test func `What is no database is refused and left alone`() async throws {
        try await withDirectory { directory in
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
            let file = URL(fileURLWithPath: directory + "/trialogue.sqlite")
            let text = Data(String(repeating: "not a database. ", count: 300).utf8)
            try text.write(to: file)
            try Data(SecureRandom.bytes(32)).write(to: URL(fileURLWithPath: directory + "/master.key"))
            await #expect(throws: StorageError(.corrupt)) {
                _ = try await SQLiteStore.open(directory: directory, creating: true)
            }
            #expect(try Data(contentsOf: file) == text)
        }
    }
}
