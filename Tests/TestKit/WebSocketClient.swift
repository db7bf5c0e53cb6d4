/// The client's half of RFC 6455 for tests, free to break its rules.
package final class WebSocketClient {
    package struct Frame: Equatable, Sendable {
        package let opcode: UInt8
        package let payload: [UInt8]

        package init(opcode: UInt8, payload: [UInt8]) {
            self.opcode = opcode
            self.payload = payload
        }

        package var text: String { String(decoding: payload, as: UTF8.self) }
        /// Of a close frame.
        package var code: UInt16? {
            opcode == 8 && payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : nil
        }
    }

    package static let text: UInt8 = 1
    package static let binary: UInt8 = 2
    package static let close: UInt8 = 8
    package static let ping: UInt8 = 9
    package static let pong: UInt8 = 10

    package let socket: SocketClient

    /// Asks for the upgrade; `refused` tells the answer that was no 101.
    package enum Failure: Error {
        case refused(SocketClient.Answer)
    }

    package init(
        port: UInt16, path: String = "/ws", origin: String = "https://127.0.0.1",
        subprotocol: String = "trialogue.v1",
        headers: [String] = [], receiveBuffer: Int32? = nil
    ) throws {
        socket = try SocketClient(port: port, receiveBuffer: receiveBuffer)
        let lines =
            [
                "GET \(path) HTTP/1.1", "Host: 127.0.0.1", "Upgrade: websocket", "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Protocol: \(subprotocol)", "Origin: \(origin)",
            ] + headers
        try socket.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
        let answer = try socket.answer()
        guard answer.status == 101 else { throw Failure.refused(answer) }
    }

    package func send(_ text: String) throws { try send(Self.text, Array(text.utf8)) }

    package func send(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) throws {
        var frame: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
        switch payload.count {
        case ..<126: frame.append(0x80 | UInt8(payload.count))
        case ..<65_536: frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
        default:
            frame +=
                [0x80 | 127] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> (8 * $0)) }
        }
        let mask: [UInt8] = [0x12, 0x34, 0x56, 0x78]
        frame += mask
        frame += payload.enumerated().map { $0.element ^ mask[$0.offset & 3] }
        try socket.send(frame)
    }

    package func read() throws -> Frame {
        let head = try socket.read(2)
        var length = Int(head[1] & 127)
        if length == 126 {
            length = try socket.read(2).reduce(0) { $0 << 8 | Int($1) }
        } else if length == 127 {
            length = try socket.read(8).reduce(0) { $0 << 8 | Int($1) }
        }
        return Frame(opcode: head[0] & 15, payload: try socket.read(length))
    }

    /// Reads over everything up to the close frame and gives its code.
    package func readClose() throws -> UInt16? {
        while true {
            let frame = try read()
            if frame.opcode == Self.close { return frame.code }
        }
    }
}
