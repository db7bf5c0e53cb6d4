import ArgumentParser
import Coordinator
import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// `trialogue unit …`: the units of a bureau. The server may be running on the same store.
struct UnitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit", abstract: "Add, change, close, list the units of a bureau.",
        subcommands: [Add.self, Change.self, Close.self, List.self])

    struct Place: ParsableArguments {
        @Option(help: "The folder of the store.", transform: Options.folder)
        var data: String
        @Option(help: "The bureau (trialogue bureau list).", transform: Options.bureau)
        var bureau = BureauID.main
    }

    static let name = Options.line("a unit", atMost: BureauUnit.longestName)

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a unit. From the first one on a person's unit is one of the list.")
        @OptionGroup var place: Place
        @Option(help: "Its name, as it stands on cases.", transform: UnitCommand.name)
        var name: String
        @Option(
            help: "One of: \(BureauUnit.Kind.allCases.map(\.rawValue).joined(separator: ", ")).",
            transform: Options.unitKind)
        var kind: BureauUnit.Kind

        func run() throws {
            let store = try openAccounts(place.data)
            let form = try UnitForm(name: name, kind: kind)
            try order(.addUnit(StaffDesk.newUnitID(), form), in: store, of: place.bureau)
            say("added \(form.name)")
        }
    }

    struct Change: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a unit another name or kind; its people and cases stay its own.")
        @OptionGroup var place: Place
        @Option(help: "Its name.", transform: UnitCommand.name)
        var name: String
        @Option(help: "Its new name.", transform: UnitCommand.name)
        var to: String?
        @Option(help: "Its new kind.", transform: Options.unitKind)
        var kind: BureauUnit.Kind?

        func validate() throws {
            guard to != nil || kind != nil else {
                throw ValidationError("--to or --kind says what is to change")
            }
        }

        func run() throws {
            let store = try openAccounts(place.data)
            let unit = try unit(name, in: store, of: place.bureau)
            let form = try UnitForm(name: to ?? unit.name, kind: kind ?? unit.kind)
            try order(.changeUnit(unit.id, form), in: store, of: place.bureau)
            say("changed \(form.name)")
        }
    }

    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close a unit in which nobody may sign in any more, or reopen it.")
        @OptionGroup var place: Place
        @Option(help: "Its name.", transform: UnitCommand.name)
        var name: String
        @Flag(help: "Reopen it.")
        var undo = false

        func run() throws {
            let store = try openAccounts(place.data)
            let unit = try unit(name, in: store, of: place.bureau)
            try order(undo ? .reopenUnit(unit.id) : .closeUnit(unit.id), in: store, of: place.bureau)
            say(undo ? "reopened" : "closed")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the units with their liaisons; one without is said.")
        @OptionGroup var place: Place

        func run() throws {
            let store = try readStore(place.data)
            let bureau = place.bureau
            let roll = try told { try waiting { try await StaffDesk(store: store, of: bureau).roll() } }
            for unit in roll.unitsInOrder {
                let liaisons = roll.liaisons(of: unit).map { "\($0.staffNo) \($0.name)" }
                let answers = liaisons.isEmpty ? "no liaison" : liaisons.joined(separator: ", ")
                say(
                    "\(unit.name)\t\(unit.kind.rawValue)\t\(answers)\(unit.closedAt == nil ? "" : "\tclosed")"
                )
            }
            for name in roll.unlistedUnits { say("\(name)\tnot in the list") }
            try told { try waiting { try await store.close() } }
        }
    }
}

/// The unit of that name, or ends the command with words.
private func unit(_ name: String, in store: SQLiteAccounts, of bureau: BureauID) throws -> BureauUnit {
    try told {
        try waiting {
            guard let unit = try await StaffDesk(store: store, of: bureau).roll().unit(called: name) else {
                throw StorageError(.notFound, "no unit \(name)")
            }
            return unit
        }
    }
}
