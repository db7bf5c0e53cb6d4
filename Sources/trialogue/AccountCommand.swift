import ArgumentParser
import Coordinator
import Cryptography
import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// `trialogue account …`: who can sign in. The server may be running on the same store: it notices, and ends what a disabled
/// account or an old password still holds open.
struct AccountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Add, list, disable accounts; set passwords.",
        subcommands: [Add.self, List.self, Password.self, Disable.self])

    struct Store: ParsableArguments {
        @Option(help: "The folder of the store.", transform: Options.folder)
        var data: String
    }

    struct Secret: ParsableArguments {
        @Option(
            help: "A file whose first line is the password; without it one line is read from standard input.")
        var passwordFile: String?

        func read() throws -> String { try Files.newPassword(passwordFile) }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add an account.")
        @OptionGroup var store: Store
        @Option(help: "工号; in any width and case, here and at sign-in.", transform: Options.staffNumber)
        var staffNo: StaffNumber
        @Option(help: "The person's name.", transform: Options.line("a name", atMost: RoomLimits.nameLength))
        var name: String
        @Option(
            help: "One of: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).",
            transform: Options.role)
        var role: Role
        @Option(help: "The unit.", transform: Options.line("a unit", atMost: 200))
        var unit: String
        @Option(
            help: "Fields of work, as petitioners read them.",
            transform: Options.line("the fields of work", atMost: 200, mayBeEmpty: true))
        var fields = ""
        @Option(
            help: "The bureau whose account it is (trialogue bureau list).",
            transform: Options.bureau)
        var bureau = BureauID.main
        @OptionGroup var secret: Secret

        func run() throws {
            let account = Account(
                id: staffNo.accountID, bureau: bureau, staffNo: staffNo.text, name: name, role: role,
                unit: unit,
                fields: fields)
            let hash = try Scrypt.hash(secret.read())
            let store = try openAccounts(store.data)
            guard try told({ try waiting { try await store.bureau(bureau) } }) != nil else {
                throw ValidationError("there is no bureau \(bureau): trialogue bureau add makes one")
            }
            let record = AccountRecord(account, passwordHash: hash, createdAt: now())
            try told { try waiting { try await store.add(record) } }
            try told { try waiting { try await store.close() } }
            say("added \(staffNo)")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")
        @OptionGroup var store: Store

        func run() throws {
            let store = try readStore(store.data)
            let accounts = try told { try waiting { try await store.accounts() } }
            for account in accounts {
                let state = account.disabledAt == nil ? "" : "\tdisabled"
                // Where there is one bureau alone, nobody asks which.
                let bureau = account.bureau == .main ? "" : "\t\(account.bureau)"
                say("\(account.staffNo)\t\(account.role)\t\(account.name)\t\(account.unit)\(bureau)\(state)")
            }
            for row in accounts.unreadable { say("\(row.name ?? row.id)\tunreadable\t\(row.column)") }
            try told { try waiting { try await store.close() } }
        }
    }

    struct Password: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Set a password; the person is signed out.")
        @OptionGroup var store: Store
        @Option(help: "工号.", transform: Options.staffNumber)
        var staffNo: StaffNumber
        @OptionGroup var secret: Secret

        func run() throws {
            let hash = try Scrypt.hash(secret.read())
            let store = try openAccounts(store.data)
            let number = staffNo.text
            try told {
                try waiting {
                    guard let record = try await store.account(staffNo: number) else {
                        throw StorageError(.notFound, "no account \(number)")
                    }
                    try await store.setPassword(of: record.id, hash: hash, at: now())
                }
            }
            try told { try waiting { try await store.close() } }
            say("set")
        }
    }

    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Disable an account, or enable it again.")
        @OptionGroup var store: Store
        @Option(help: "工号.", transform: Options.staffNumber)
        var staffNo: StaffNumber
        @Flag(help: "Enable it again.")
        var undo = false

        func run() throws {
            let store = try openAccounts(store.data)
            let (number, enables) = (staffNo.text, undo)
            try told {
                try waiting {
                    guard let record = try await store.account(staffNo: number) else {
                        throw StorageError(.notFound, "no account \(number)")
                    }
                    if enables {
                        try await store.enable(record.id, at: now())
                    } else {
                        try await store.disable(record.id, at: now())
                    }
                }
            }
            try told { try waiting { try await store.close() } }
            say(undo ? "enabled" : "disabled")
        }
    }
}
