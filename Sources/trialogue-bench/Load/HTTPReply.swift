import Foundation

/// One HTTP/1.1 response at the beginning of some bytes.
struct HTTPReply {
    let status: Int
    let head: String
    let body: [UInt8]
    /// Where the next one begins.
    let end: Int

    /// nil while it is not whole. Bodies have a length; chunked ones are none that our servers send.
    init?(_ bytes: UnsafeRawBufferPointer, from start: Int) {
        guard let bodyStart = HTTPReply.endOfHead(bytes, from: start) else { return nil }
        head = String(decoding: bytes[start..<bodyStart], as: UTF8.self)
        status = Int(head.dropFirst(9).prefix(3)) ?? 0
        let length = HTTPReply.header("content-length", in: head).flatMap { Int($0) } ?? 0
        guard bodyStart + length <= bytes.count else { return nil }
        body = Array(bytes[bodyStart..<(bodyStart + length)])
        end = bodyStart + length
    }

    private static func endOfHead(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var position = start
        while position + 4 <= bytes.count {
            if bytes[position] == 13, bytes[position + 1] == 10, bytes[position + 2] == 13,
                bytes[position + 3] == 10
            {
                return position + 4
            }
            position += 1
        }
        return nil
    }

    static func header(_ name: String, in head: String) -> String? {
        for line in head.split(separator: "\r\n").dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == name {
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return nil
    }
}
