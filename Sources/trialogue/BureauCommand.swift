import ArgumentParser
import Coordinator
import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// `trialogue bureau …`: whose desks the store holds. The server may be running on the same store.
struct BureauCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bureau", abstract: "Add, change, list the bureaus whose desks a store holds.",
        subcommands: [Add.self, Change.self, List.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a bureau: its accounts see its cases and no other's.")
        @Option(help: "The folder of the store.", transform: Options.folder)
        var data: String
        @Option(help: "Its short name for commands: letters, digits, - _ .", transform: Options.bureau)
        var id: BureauID
        @Option(help: "Its name on pages and minutes.", transform: Options.bureauName)
        var name: String
        @Option(help: "The number that a stranded person calls, or two.", transform: Options.telephone)
        var phone: Telephone
        @Option(help: "机关代字: what its case numbers begin with, as 青信.", transform: Options.mark)
        var mark: String

        func run() throws {
            let store = try openAccounts(data)
            let bureau = Bureau(id: id, name: name, phone: phone.text, mark: mark)
            try told {
                try waiting {
                    guard try await store.bureau(bureau.id) == nil else {
                        throw StorageError(.taken, "the bureau \(bureau.id) exists")
                    }
                    try await store.put(bureau, at: now())
                    try await store.close()
                }
            }
            say("added \(id)")
        }
    }

    struct Change: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Give a bureau another name, telephone or mark; what was written before stays as it was.")
        @Option(help: "The folder of the store.", transform: Options.folder)
        var data: String
        @Option(help: "Which one (trialogue bureau list).", transform: Options.bureau)
        var id = BureauID.main
        @Option(help: "Its name on pages and minutes.", transform: Options.bureauName)
        var name: String?
        @Option(help: "The number that a stranded person calls, or two.", transform: Options.telephone)
        var phone: Telephone?
        @Option(help: "机关代字: what its case numbers begin with, as 青信.", transform: Options.mark)
        var mark: String?

        func validate() throws {
            guard name != nil || phone != nil || mark != nil else {
                throw ValidationError("--name, --phone or --mark says what is to change")
            }
        }

        func run() throws {
            let store = try openAccounts(data)
            let (id, name, phone, mark) = (id, name, phone, mark)
            try told {
                try waiting {
                    guard var bureau = try await store.bureau(id) else {
                        throw StorageError(.notFound, "no bureau \(id)")
                    }
                    bureau.name = name ?? bureau.name
                    bureau.phone = phone?.text ?? bureau.phone
                    bureau.mark = mark ?? bureau.mark
                    try await store.put(bureau, at: now())
                    try await store.close()
                }
            }
            say("changed \(id)")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the bureaus.")
        @Option(help: "The folder of the store.", transform: Options.folder)
        var data: String

        func run() throws {
            let store = try readStore(data)
            let bureaus = try told { try waiting { try await store.bureaus() } }
            for each in bureaus { say("\(each.id)\t\(each.name)\t\(each.phone)\t\(each.mark)") }
            for row in bureaus.unreadable { say("\(row.name ?? row.id)\tunreadable\t\(row.column)") }
            try told { try waiting { try await store.close() } }
        }
    }
}
