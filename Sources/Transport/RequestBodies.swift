import CLibWebSockets
import Glibc

/// Bodies of requests, which we read ourselves. To the library every request is one without: it keeps what it read of a pipelined
/// request in a list of its own, and takes the body of a POST from where that list begins, which is the POST's own head.
extension LoopServer {
    /// Bytes that one connection may bring in a turn of the loop; then others have theirs.
    private static let bytesPerTurn = 262_144

    /// Says 100 to a client that waits for it, unless the body is coming already.
    func invite(_ wsi: OpaquePointer, _ connection: UnsafeMutablePointer<Connection>) {
        let reader = connection.pointee.reader
        guard reader.framing.expectsContinue, reader.awaitsBody, connection.pointee.unread.isEmpty else {
            return
        }
        let line = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
        UnsafeMutableRawBufferPointer(start: scratch + headroom, count: scratchSize).copyBytes(from: line)
        lws_write(wsi, scratch + headroom, line.count, LWS_WRITE_HTTP)
    }

    /// Reads what there is of a request's body, and hands the request on once it is whole; of one that is refused, reads over it.
    func readBody(_ slot: Int) {
        guard let exchange = exchanges[slot] else { return }
        let connection = connections[slot]
        let rests = withUnsafeTemporaryAllocation(byteCount: Intake.chunk, alignment: 1) { buffer in
            var budget = Self.bytesPerTurn
            while exchange.isDiscarding || connection.pointee.reader.awaitsBody {
                guard budget > 0 else {
                    ReadAhead.shared.look(at: connection)
                    return true
                }
                switch Intake.read(buffer, of: connection) {
                case .bytes(let count):
                    budget -= count
                    take(UnsafeRawBufferPointer(rebasing: buffer[..<count]), for: exchange, connection)
                case .nothing:
                    waitForBody(exchange, slot)
                    return true
                case .end:
                    exchange.reading?.stop()
                    kill(connection)
                    return true
                }
            }
            return false
        }
        guard !rests, !exchange.isDispatched else { return }
        exchange.reading?.close()
        exchange.reading = nil
        dispatch(exchange, slot)
    }

    private func take(
        _ bytes: UnsafeRawBufferPointer, for exchange: HTTPExchange,
        _ connection: UnsafeMutablePointer<Connection>
    ) {
        guard !exchange.isDiscarding else { return }
        let count = connection.pointee.reader.takeBody(bytes.count)
        exchange.append(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        connection.pointee.unread.keep(UnsafeRawBufferPointer(rebasing: bytes[count...]))
    }

    private func waitForBody(_ exchange: HTTPExchange, _ slot: Int) {
        if exchange.reading == nil {
            exchange.reading = ReadableWatch(socket: connections[slot].pointee.descriptor) {
                guard self.exchanges[slot] === exchange else { return }
                self.readBody(slot)
            }
        }
        guard let reading = exchange.reading else { return kill(connections[slot]) }
        reading.start()
    }
}
