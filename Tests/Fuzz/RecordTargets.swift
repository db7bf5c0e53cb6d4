import Mediation
import Records

extension FuzzTarget {
    static let records = [
        FuzzTarget(name: "event", run: event), FuzzTarget(name: "case-row", run: caseRow),
        FuzzTarget(name: "summary-row", run: summaryRow), FuzzTarget(name: "answer-row", run: answerRow),
        FuzzTarget(name: "tally-row", run: tallyRow),
    ]

    /// What is read is written in one way, and read again as the same.
    private static func isStable<Value: Equatable>(
        _ bytes: [UInt8], _ decode: ([UInt8]) throws -> Value, _ encode: (Value) throws -> [UInt8]
    ) -> String? {
        guard let value = orNil({ try decode(bytes) }) else { return nil }
        guard let written = orNil({ try encode(value) }) else { return "what was read can't be written" }
        guard let again = orNil({ try decode(written) }) else { return "what was written can't be read" }
        guard again == value else { return "what was written is read as another" }
        return orNil { try encode(again) } == written ? nil : "what is the same is written in two ways"
    }

    /// The kind, a line's end, the payload.
    private static func event(_ bytes: UnsafeRawBufferPointer) -> String? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let kind = String(decoding: bytes[..<end], as: UTF8.self)
        let payload = Array(bytes[(end + 1)...])
        return isStable(payload, { try RoomEvent(kind: kind, payload: $0) }, { try $0.encoded() })
            ?? isStable(payload, { try CaseEvent(kind: kind, payload: $0) }, { try $0.encoded() })
            ?? isStable(payload, { try BureauEvent(kind: kind, payload: $0) }, { try $0.encoded() })
    }

    private static func caseRow(_ bytes: UnsafeRawBufferPointer) -> String? {
        isStable(Array(bytes), { try CaseFile(encoded: $0) }, { try $0.encoded() })
    }

    private static func summaryRow(_ bytes: UnsafeRawBufferPointer) -> String? {
        isStable(Array(bytes), { try CaseSummary(encoded: $0) }, { try $0.encoded() })
    }

    private static func answerRow(_ bytes: UnsafeRawBufferPointer) -> String? {
        isStable(Array(bytes), { try CommandResult(encoded: $0) }, { try $0.encoded() })
    }

    private static func tallyRow(_ bytes: UnsafeRawBufferPointer) -> String? {
        isStable(Array(bytes), { try StoredTallies.tallies(encoded: $0) }, { try StoredTallies.encoded($0) })
    }
}
