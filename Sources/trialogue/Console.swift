import ArgumentParser
import Coordinator
import Foundation
import Mediation
import Storage

/// A line for the person at the console.
func say(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}

func now() -> Instant { Clock.system.now }

/// Turns a refusal of the store into words and an exit code instead of a trace.
func told<Value>(_ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as StorageError {
        throw ValidationError("\(error)")
    }
}
