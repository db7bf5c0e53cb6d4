import ArgumentParser
import Coordinator
import Foundation
import Mediation
import Storage

/// A line for the person at the console, if somebody still reads: a closed pipe, a full disk or a terminal that is gone must not
/// end a server.
func say(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
}

/// What has to be so before anything is opened. Writing into a closed pipe is an error and not the end; and the numbers 0 to 2 belong to
/// somebody, for whoever starts us without them would else find the console's lines in the first file that is opened: the store's.
func prepareStandardStreams() {
    signal(SIGPIPE, SIG_IGN)
    var descriptor = open("/dev/null", O_RDWR)
    while (0...2).contains(descriptor) { descriptor = dup(descriptor) }
    if descriptor >= 0 { close(descriptor) }
}

/// A line for the person at the console that is no part of the answer.
func complain(_ text: String) {
    FileHandle.standardError.write(Data(("trialogue: " + text + "\n").utf8))
}

/// Tells of a row that can't be read; its place and never its content.
func warn(_ row: UnreadableRow) { complain("\(row)") }

func now() -> Instant { Clock.system.now }

/// How a command ends when the store did not do what was asked (docs/operations.md, "How commands end"); the numbers
/// are those of sysexits.h.
enum ExitStatus {
    /// A record was altered.
    static let altered = ExitCode(1)
    /// What a rule of the bureau's people and units forbids; a file that says something wrong.
    static let refused = ExitCode(77)

    static func of(_ code: StorageError.Code) -> ExitCode {
        switch code {
        case .noStore, .notFound: ExitCode(66)
        case .incomplete, .wrongMasterKey, .corrupt, .newerSchema, .newerRecord: ExitCode(65)
        case .occupied, .taken: ExitCode(73)
        case .inUse: ExitCode(75)
        case .conflict, .commandRepeated, .erased, .keyChanged, .immutable: ExitCode(69)
        case .full, .closed, .notDurable, .failed: ExitCode(74)
        }
    }
}

/// Turns a refusal of the store into words and an exit status instead of a trace.
func told<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as StorageError {
        complain(error.detail.isEmpty ? error.code.rawValue : error.detail)
        throw ExitStatus.of(error.code)
    }
}
