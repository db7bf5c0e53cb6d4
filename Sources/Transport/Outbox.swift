import Glibc

/// What waits for one peer to read, as plain values: a list of malloc'd messages, each with the headroom that lws
/// wants before it. It holds no memory while it is empty.
struct Outbox {
    private struct Node {
        var next: UnsafeMutableRawPointer?
        var count: Int
    }

    private var first: UnsafeMutableRawPointer?
    private var last: UnsafeMutableRawPointer?
    private(set) var messages = 0
    private(set) var bytes = 0
    /// Bytes that lws holds of the message that it could write in part only.
    var heldByLibrary = 0

    var isEmpty: Bool { first == nil }

    /// Whether one more message of `count` bytes keeps both bounds, counting what lws holds.
    func hasRoom(for count: Int, bytes limit: Int, messages most: Int) -> Bool {
        messages < most && bytes + heldByLibrary + count <= limit
    }

    mutating func append(_ message: UnsafeRawBufferPointer, headroom: Int) {
        let header = MemoryLayout<Node>.stride
        guard let raw = malloc(header + headroom + message.count) else { return }
        raw.storeBytes(of: Node(next: nil, count: message.count), as: Node.self)
        if let base = message.baseAddress { memcpy(raw + header + headroom, base, message.count) }
        if let last {
            last.assumingMemoryBound(to: Node.self).pointee.next = raw
        } else {
            first = raw
        }
        last = raw
        messages += 1
        bytes += message.count
    }

    /// A message taken out; whoever took it frees it.
    struct Message {
        fileprivate let raw: UnsafeMutableRawPointer
        let text: UnsafeMutablePointer<UInt8>
        let count: Int

        func release() { free(raw) }
    }

    /// Takes out the oldest message, which has `headroom` writable bytes before its text.
    mutating func takeFirst(headroom: Int) -> Message? {
        guard let raw = first else { return nil }
        let node = raw.load(as: Node.self)
        first = node.next
        if first == nil { last = nil }
        messages -= 1
        bytes -= node.count
        let text = (raw + MemoryLayout<Node>.stride + headroom).assumingMemoryBound(to: UInt8.self)
        return Message(raw: raw, text: text, count: node.count)
    }

    mutating func removeAll() {
        while let raw = first {
            first = raw.load(as: Node.self).next
            free(raw)
        }
        last = nil
        messages = 0
        bytes = 0
    }
}
