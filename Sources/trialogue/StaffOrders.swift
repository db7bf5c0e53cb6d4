import ArgumentParser
import Coordinator
import Foundation
import Mediation
import Storage
import StorageSQLite
import Vault

/// Gives an order about people or units, as a page would, and closes the store.
func order(_ command: StaffCommand, in store: SQLiteAccounts, of bureau: BureauID) throws {
    try told {
        try permitted {
            try waiting {
                try await StaffDesk(store: store, of: bureau).perform(command, at: now())
            }
        }
        try waiting { try await store.close() }
    }
}

/// The account of that number, or ends the command with words.
func known(_ number: StaffNumber, in store: SQLiteAccounts) throws -> Account {
    try told {
        try waiting {
            guard let record = try await store.account(staffNo: number.text) else {
                throw StorageError(.notFound, "no account \(number)")
            }
            return try Account(record)
        }
    }
}

/// Turns a refusal into words and an exit status.
func permitted<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let refusal as Refusal {
        complain(words(of: refusal) + " (\(refusal.code.rawValue))")
        throw status(of: refusal.code)
    }
}

/// As docs/operations.md, "How commands end", has them.
private func status(of code: Refusal.Code) -> ExitCode {
    let statuses: [Refusal.Code: ExitCode] = [
        .notFound: ExitStatus.of(.notFound), .taken: ExitStatus.of(.taken),
        .staffChanged: ExitStatus.of(.conflict),
    ]
    return statuses[code] ?? ExitStatus.refused
}

private func words(of refusal: Refusal) -> String {
    let words: [Refusal.Code: String] = [
        .taken: refusal.field == "staffNo"
            ? "the staff number is taken" : "another unit has this name, or had it",
        .notFound: "there is none of that name",
        .staffChanged: "it was changed meanwhile: look, and try again",
        .unknownUnit: "no such unit in the bureau's list, or it is closed: trialogue unit list shows it",
        .unitInUse: "the unit has people who may sign in",
        .lastAdministrator: "nobody could administer the bureau any more",
    ]
    return words[refusal.code] ?? "refused" + (refusal.field.map { ": \($0)" } ?? "")
}
