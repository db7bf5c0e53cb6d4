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
        commandName: "account", abstract: "Add, change, list, disable accounts; set passwords.",
        subcommands: [Add.self, Change.self, List.self, Password.self, Disable.self])

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
        @Option(
            help: "The person's name.", transform: Options.line("a name", atMost: PersonForm.longestName))
        var name: String
        @Option(
            help: "One of: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).",
            transform: Options.role)
        var role: Role
        @Option(
            help: "The unit: one of the bureau's list (trialogue unit list), if it has one.",
            transform: Options.line("a unit", atMost: BureauUnit.longestName))
        var unit: String
        @OptionGroup var more: More
        @Option(
            help: "The bureau whose account it is (trialogue bureau list).",
            transform: Options.bureau)
        var bureau = BureauID.main
        @OptionGroup var secret: Secret

        func run() throws {
            let form = try PersonForm(
                name: name, role: role, unit: unit, rank: more.rank ?? "", phone: more.phone?.text ?? "",
                fields: more.fields ?? "")
            let password = NewPassword(hash: try Scrypt.hash(secret.read()))
            let store = try openAccounts(store.data)
            guard try told({ try waiting { try await store.bureau(bureau) } }) != nil else {
                throw ValidationError("there is no bureau \(bureau): trialogue bureau add makes one")
            }
            try order(.addPerson(staffNo, form, password), in: store, of: bureau)
            say("added \(staffNo)")
        }
    }

    /// What need not be known of a person.
    struct More: ParsableArguments {
        @Option(
            help: "警衔.", transform: Options.line("a rank", atMost: PersonForm.longestRank, mayBeEmpty: true))
        var rank: String?
        @Option(help: "The telephone of the office.", transform: Options.telephone)
        var phone: Telephone?
        @Option(
            help: "Fields of work, as petitioners read them.",
            transform: Options.line("the fields of work", atMost: PersonForm.longestFields, mayBeEmpty: true))
        var fields: String?
    }

    struct Change: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change what is known of a person; another role or unit signs the person out.")
        @OptionGroup var store: Store
        @Option(help: "工号.", transform: Options.staffNumber)
        var staffNo: StaffNumber
        @Option(
            help: "The person's name.", transform: Options.line("a name", atMost: PersonForm.longestName))
        var name: String?
        @Option(help: "The role.", transform: Options.role)
        var role: Role?
        @Option(
            help: "The unit: one of the bureau's list, if it has one.",
            transform: Options.line("a unit", atMost: BureauUnit.longestName))
        var unit: String?
        @OptionGroup var more: More

        func run() throws {
            let store = try openAccounts(store.data)
            let person = try known(staffNo, in: store)
            let form = try PersonForm(
                name: name ?? person.name, role: role ?? person.role, unit: unit ?? person.unit,
                rank: more.rank ?? person.rank, phone: more.phone?.text ?? person.phone,
                fields: more.fields ?? person.fields)
            try order(.changePerson(person.id, form), in: store, of: person.bureau)
            say("changed \(staffNo)")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")
        @OptionGroup var store: Store

        func run() throws {
            let store = try readStore(store.data)
            let accounts = try told { try waiting { try await store.accounts() } }
            for account in accounts {
                let password = account.passwordHash.isEmpty ? "\tno password" : ""
                let state = (account.disabledAt == nil ? "" : "\tdisabled") + password
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
            let password = NewPassword(hash: try Scrypt.hash(secret.read()))
            let store = try openAccounts(store.data)
            let person = try known(staffNo, in: store)
            try order(.setPassword(person.id, password), in: store, of: person.bureau)
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
            let person = try known(staffNo, in: store)
            try order(undo ? .unlock(person.id) : .lock(person.id), in: store, of: person.bureau)
            say(undo ? "enabled" : "disabled")
        }
    }
}
