import Glibc

/// What waits for one peer to read, as plain values: a list that holds no memory while it is empty.
struct Outbox {
    private struct Node {
        var next: UnsafeMutablePointer<Node>?
        let message: Unmanaged<OutgoingMessage>
    }

    private var first: UnsafeMutablePointer<Node>?
    private var last: UnsafeMutablePointer<Node>?
    private(set) var messages = 0
    private(set) var bytes = 0
    /// Bytes that lws holds of the message that it could write in part only.
    var heldByLibrary = 0

    var isEmpty: Bool { first == nil }

    /// Whether one more message of `count` bytes keeps both bounds, counting what lws holds.
    func hasRoom(for count: Int, bytes limit: Int, messages most: Int) -> Bool {
        messages < most && bytes + heldByLibrary + count <= limit
    }

    mutating func append(_ message: OutgoingMessage) {
        let node = UnsafeMutablePointer<Node>.allocate(capacity: 1)
        node.initialize(to: Node(next: nil, message: Unmanaged.passRetained(message)))
        if let last { last.pointee.next = node } else { first = node }
        last = node
        messages += 1
        bytes += message.count
    }

    /// Takes out the oldest message.
    mutating func takeFirst() -> OutgoingMessage? {
        guard let node = first else { return nil }
        first = node.pointee.next
        if first == nil { last = nil }
        let message = node.pointee.message.takeRetainedValue()
        node.deallocate()
        messages -= 1
        bytes -= message.count
        return message
    }

    mutating func removeAll() {
        while takeFirst() != nil {}
    }
}
