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

    /// Decides how a body is taken; or why it is not.
    func plan(_ exchange: HTTPExchange, _ reader: RequestReader) -> HTTPResponse? {
        let framing = reader.framing
        guard reader.awaitsBody else {
            let needsLength = ["POST", "PUT", "PATCH"].contains(exchange.method) && framing.length == nil
            return needsLength ? .json(411, code: "length_required") : nil
        }
        let most: Int
        switch handler?.bodyPlan(of: exchange) ?? .whole(limit: nil) {
        case .whole(let limit):
            most = limit ?? options.bodyLimit
            exchange.bodyLimit = most
        case .streamed(let limits):
            most = limits.bytes
            stream(exchange, limits)
        }
        return framing.length ?? 0 > most ? .json(413, code: "too_large") : nil
    }

    /// Whether a body has come to its end, or there was none.
    func hasWhole(_ slot: Int) -> Bool { connections[slot].pointee.reader.isWhole }
    func isOld(_ slot: Int) -> Bool { connections[slot].pointee.reader.framing.isOld }

    // MARK: Reading

    /// Reads what there is of a request's body, and hands the request on once it is whole; of one that is refused, reads over it.
    func readBody(_ slot: Int) {
        guard let exchange = exchanges[slot] else { return }
        let connection = connections[slot]
        let size = exchange.incoming == nil ? Intake.chunk : Intake.streamChunk
        withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { buffer in
            var budget = Self.bytesPerTurn
            while wantsBytes(exchange, connection) {
                guard budget > 0 else { return ReadAhead.shared.look(at: connection) }
                switch Intake.read(buffer, of: connection) {
                case .bytes(let count):
                    budget -= count
                    take(UnsafeRawBufferPointer(rebasing: buffer[..<count]), for: exchange, connection)
                case .nothing: return waitForBody(exchange, slot)
                case .end:
                    exchange.reading?.stop()
                    return kill(connection)
                }
            }
            exchange.reading?.stop()
        }
        guard connection.pointee.reader.isWhole, !exchange.isAnswered else { return }
        if let incoming = exchange.incoming {
            if let deadline = exchange.deadline { LoopTimer.cancel(deadline) }
            exchange.deadline = nil
            incoming.end()
        } else if !exchange.isDispatched {
            exchange.reading?.close()
            exchange.reading = nil
            dispatch(exchange, slot)
        }
    }

    private func wantsBytes(_ exchange: HTTPExchange, _ connection: UnsafeMutablePointer<Connection>) -> Bool
    {
        if exchange.isDiscarding { return true }
        return connection.pointee.reader.awaitsBody && exchange.incoming?.wantsBytes ?? true
    }

    private func take(
        _ bytes: UnsafeRawBufferPointer, for exchange: HTTPExchange,
        _ connection: UnsafeMutablePointer<Connection>
    ) {
        guard !exchange.isDiscarding else { return }
        do throws(RequestReader.Fault) {
            let count = try connection.pointee.reader.takeBody(bytes) { part in
                if let incoming = exchange.incoming { incoming.append(part) } else { exchange.append(part) }
            }
            connection.pointee.unread.putBack(UnsafeRawBufferPointer(rebasing: bytes[count...]))
            guard exchange.incoming == nil, exchange.body.count > exchange.bodyLimit else { return }
            exchange.isDiscarding = true
            exchange.respond(.json(413, code: "too_large"), closing: true)
        } catch {
            if let incoming = exchange.incoming { return incoming.fail(.malformed) }
            exchange.isDiscarding = true
            exchange.respond(.json(error.status, code: error.code), closing: true)
        }
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

    // MARK: Bodies that stream

    private func stream(_ exchange: HTTPExchange, _ limits: BodyLimits) {
        exchange.incoming = RequestFeed(
            limits,
            whenWanted: { [weak exchange] in exchange.map { $0.readOn() } },
            whenAbandoned: { [weak exchange] in exchange.map { $0.isAbandoned() } })
    }

    /// The handler takes its body from now on.
    func bodyIsWanted(_ exchange: HTTPExchange, slot: Int) {
        guard exchanges[slot] === exchange, let wsi = connections[slot].pointee.wsi else { return }
        invite(wsi, connections[slot])
        keepPace(exchange, slot)
        readBody(slot)
    }

    /// Ends a body that drips.
    private func keepPace(_ exchange: HTTPExchange, _ slot: Int) {
        let seconds = options.bodySeconds
        exchange.deadline = LoopTimer.schedule(after: Int64(seconds) * 1000) {
            guard self.exchanges[slot] === exchange, let incoming = exchange.incoming else { return }
            if incoming.hasKeptPace(seconds: seconds) { return self.keepPace(exchange, slot) }
            incoming.fail(.tooSlow)
            exchange.reading?.stop()
            self.watch(exchange, slot)
        }
    }

    /// Nobody takes the body any more: an answer has to come soon.
    func bodyIsAbandoned(_ exchange: HTTPExchange, slot: Int) {
        guard exchanges[slot] === exchange, !exchange.isAnswered else { return }
        exchange.reading?.stop()
        watch(exchange, slot, seconds: options.closeSeconds)
    }

    // MARK: Answers that stream

    func streamWantsToWrite(_ exchange: HTTPExchange, slot: Int) {
        guard exchanges[slot] === exchange else { return }
        if exchange.deadline == nil || exchange.written == 0 { watch(exchange, slot) }
        exchange.written = 1
        holdBack(slot: slot, false)
        askForWriteable(connections[slot])
    }

    func streamIsWriteable(
        _ wsi: OpaquePointer, _ exchange: HTTPExchange, _ outgoing: ResponseFeed, _ slot: Int
    ) -> Int32 {
        if outgoing.isBroken { return LwsCallbacks.close }
        if outgoing.buffered > 0, lws_partial_buffered(wsi) == 0 {
            let buffer = UnsafeMutableRawBufferPointer(start: scratch + headroom, count: scratchSize)
            let count = outgoing.take(into: buffer)
            guard lws_write(wsi, scratch + headroom, count, LWS_WRITE_HTTP) >= Int32(count) else {
                return LwsCallbacks.close
            }
            watch(exchange, slot, seconds: hasUnread(wsi) ? 2 : options.bodySeconds)
        }
        guard outgoing.buffered == 0, lws_partial_buffered(wsi) == 0 else {
            lws_callback_on_writable(wsi)
            return LwsCallbacks.goOn
        }
        if outgoing.isFinished {
            return complete(exchange, closes: exchange.response?.closes ?? true, wsi, slot)
        }
        // The producer may take its time.
        if let deadline = exchange.deadline { LoopTimer.cancel(deadline) }
        exchange.deadline = nil
        holdBack(slot: slot, true)
        return LwsCallbacks.goOn
    }
}
