/// A message that waits in an outbox: its text, behind the room that libwebsockets wants for the head of the frame, in one piece
/// of memory.
final class OutgoingMessage: ManagedBuffer<Int, UInt8> {
    private static var headroom: Int { TransportMemory.headroom }

    /// A copy of `bytes`.
    static func make(_ bytes: UnsafeRawBufferPointer) -> OutgoingMessage {
        let made = OutgoingMessage.create(minimumCapacity: headroom + bytes.count) { _ in bytes.count }
        made.withUnsafeMutablePointerToElements { start in
            UnsafeMutableRawBufferPointer(start: start + headroom, count: bytes.count)
                .copyMemory(from: bytes)
        }
        return unsafeDowncast(made, to: OutgoingMessage.self)
    }

    /// Bytes of the text.
    var count: Int { header }

    /// The text, behind its headroom; lws writes into the headroom alone.
    var text: UnsafeMutablePointer<UInt8> { withUnsafeMutablePointerToElements { $0 + Self.headroom } }
}
