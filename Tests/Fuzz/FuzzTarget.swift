/// One decoder under any bytes. `run` traps, or gives a sentence, when a property does not hold.
struct FuzzTarget: Sendable {
    let name: String
    /// What broke; nil: nothing did. What the decoder refuses is as it should be.
    let run: @Sendable (UnsafeRawBufferPointer) -> String?

    static let all: [FuzzTarget] = wire + records + transport + texts + proofs
}

/// nil when it throws.
func orNil<Value>(_ body: () throws -> Value) -> Value? { try? body() }
