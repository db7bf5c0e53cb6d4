package import Mediation

/// A signal on its way out: who it is from, on which link, and its body as it came, never read into objects.
package struct RelayedSignal {
    private let from: SeatNumber
    private let epoch: Int
    private let body: UnsafeRawBufferPointer

    /// `body` is one JSON value; whoever makes this keeps it alive until it is written.
    package init(from seat: SeatNumber, epoch: Int, body: UnsafeRawBufferPointer) {
        from = seat
        self.epoch = epoch
        self.body = body
    }

    /// What `write` needs at most.
    package var capacity: Int { body.count + 128 }

    /// Writes the message with its number in the seat's stream; returns how many bytes it has. One copy of the body,
    /// no other memory. `out` has `capacity` bytes at least.
    package func write(sequence: Int, into out: UnsafeMutableRawBufferPointer) -> Int {
        var place = 0
        Self.put(#"{"seq":"#, out, &place)
        Self.put(sequence, out, &place)
        Self.put(#","type":"signal","from":"#, out, &place)
        Self.put(Int(from.rawValue), out, &place)
        Self.put(#","epoch":"#, out, &place)
        Self.put(epoch, out, &place)
        Self.put(#","body":"#, out, &place)
        UnsafeMutableRawBufferPointer(rebasing: out[place...]).copyMemory(from: body)
        place += body.count
        out[place] = UInt8(ascii: "}")
        return place + 1
    }

    @inline(__always)
    private static func put(_ text: StaticString, _ out: UnsafeMutableRawBufferPointer, _ place: inout Int) {
        let bytes = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        UnsafeMutableRawBufferPointer(rebasing: out[place...]).copyMemory(from: bytes)
        place += bytes.count
    }

    /// A number that is not negative, in decimal.
    private static func put(_ number: Int, _ out: UnsafeMutableRawBufferPointer, _ place: inout Int) {
        if number < 10 {
            out[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number)
            place += 1
            return
        }
        var digits = 1
        var bound = 10
        while number >= bound, digits < 19 {
            digits += 1
            bound = bound.multipliedReportingOverflow(by: 10).partialValue
        }
        var rest = number
        for index in stride(from: place + digits - 1, through: place, by: -1) {
            out[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        place += digits
    }
}
