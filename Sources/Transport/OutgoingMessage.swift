/// One message as it leaves: its text, behind the room that libwebsockets wants for the head of the frame. Made once, in
/// one piece of memory, and kept by whoever still needs it: a socket's outbox, a stream's replay.
package final class OutgoingMessage: ManagedBuffer<Int, UInt8> {
    private static var headroom: Int { TransportMemory.headroom }

    /// A message of at most `capacity` bytes; `fill` writes them and returns how many they are.
    package static func make(
        capacity: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Int
    ) -> OutgoingMessage {
        let made = OutgoingMessage.create(minimumCapacity: headroom + capacity) { _ in 0 }
        made.withUnsafeMutablePointers { count, start in
            count.pointee = fill(UnsafeMutableRawBufferPointer(start: start + headroom, count: capacity))
        }
        return unsafeDowncast(made, to: OutgoingMessage.self)
    }

    /// A copy of `bytes`.
    package static func make(_ bytes: UnsafeRawBufferPointer) -> OutgoingMessage {
        make(capacity: bytes.count) {
            $0.copyMemory(from: bytes)
            return bytes.count
        }
    }

    package static func make(_ bytes: [UInt8]) -> OutgoingMessage { bytes.withUnsafeBytes { make($0) } }

    /// Bytes of the text.
    package var count: Int { header }

    /// The text, behind its headroom; lws writes into the headroom alone.
    var text: UnsafeMutablePointer<UInt8> { withUnsafeMutablePointerToElements { $0 + Self.headroom } }

    /// The text as bytes, for those who show it.
    package var bytes: [UInt8] { Array(UnsafeBufferPointer(start: text, count: count)) }
}
