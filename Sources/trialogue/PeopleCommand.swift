import ArgumentParser
import Coordinator
import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// `trialogue people …`: people and units as files for a spreadsheet. The server may be running on the same store.
struct PeopleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people", abstract: "Import and export people and units as CSV.",
        subcommands: [Import.self, Export.self])

    struct Place: ParsableArguments {
        @Option(help: "The folder of the store.", transform: Options.folder)
        var data: String
        @Option(help: "The bureau (trialogue bureau list).", transform: Options.bureau)
        var bureau = BureauID.main
        @Option(help: "What the file holds: people or units.", transform: Options.staffTable)
        var table = StaffTable.people
    }

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add and change what a file says; with one fault in it nothing is changed.")
        @Argument(help: "A CSV file in UTF-8.", transform: Options.file)
        var file: String
        @OptionGroup var place: Place
        @Flag(help: "Only tell what it would do.")
        var dryRun = false

        func run() throws {
            let bytes = try Files.read(file, "the file")
            guard let text = String(validating: bytes, as: UTF8.self) else {
                complain(
                    "\(file) is no text in UTF-8. Save it as \"CSV UTF-8\", or: iconv -f GB18030 -t UTF-8 \(file) > new.csv (not_text)"
                )
                throw ExitStatus.refused
            }
            let (bureau, table, isTrial) = (place.bureau, place.table, dryRun)
            let judged: StaffImport
            if isTrial {
                let store = try readStore(place.data)
                judged = try told {
                    try waiting {
                        try await StaffDesk(store: store, of: bureau).read(
                            table, of: text, isTrial: true, at: now())
                    }
                }
                try told { try waiting { try await store.close() } }
            } else {
                let store = try openAccounts(place.data)
                judged = try told {
                    try permitted {
                        try waiting {
                            try await StaffDesk(store: store, of: bureau).read(
                                table, of: text, isTrial: false, at: now())
                        }
                    }
                }
                try told { try waiting { try await store.close() } }
            }
            try tell(judged)
        }

        private func tell(_ judged: StaffImport) throws {
            for fault in judged.faults {
                let place = fault.column.map { " \($0.rawValue)" } ?? ""
                let text = fault.text.isEmpty ? "" : ": \"\(fault.text)\""
                say("line \(fault.line)\(place): \(fault.code.rawValue)\(text)")
            }
            guard judged.faults.isEmpty else {
                complain("\(judged.faults.count) faults: nothing was changed")
                throw ExitStatus.refused
            }
            let would = dryRun ? "would be " : ""
            say(
                "\(judged.rows) rows: \(judged.added) \(would)added, \(judged.changed) \(would)changed")
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write people or units into a new file, with UTF-8's mark, as spreadsheets read it.")
        @Argument(help: "The file to make.", transform: Options.file)
        var file: String
        @OptionGroup var place: Place

        func run() throws {
            let store = try readStore(place.data)
            let (bureau, table, file) = (place.bureau, place.table, file)
            try told {
                let text = try waiting { try await StaffDesk(store: store, of: bureau).written(table) }
                try Files.create(file, Array(text.utf8), mode: 0o600)
                try waiting { try await store.close() }
            }
            say("written \(file)")
        }
    }
}
