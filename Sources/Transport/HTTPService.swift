import CLibWebSockets
import Glibc

/// HTTP requests from their head to the end of their answer.
extension LoopServer {
    // MARK: The request

    func beginExchange(_ wsi: OpaquePointer, _ connection: UnsafeMutablePointer<Connection>) -> Int32 {
        guard let target = RequestTarget(reading: wsi) else { return LwsCallbacks.close }
        let slot = connections.slot(of: connection)
        dropExchange(slot)
        let exchange = HTTPExchange(
            server: self, slot: slot, target: target, headers: RequestHeaders(reading: wsi),
            remoteAddress: address(of: wsi))
        exchanges[slot] = exchange
        counted.pointee.requests += 1
        // Its time is ours to keep from here on.
        lws_set_timeout(wsi, NO_PENDING_TIMEOUT, 0)
        watch(exchange, slot)
        if let fault = exchange.header(RequestHead.faultHeader).flatMap(RequestHead.fault(in:)) {
            exchange.isDiscarding = true
            exchange.respond(.json(fault.status, code: fault.code), closing: true)
        } else if let refusal = plan(exchange, connection.pointee.reader) {
            exchange.isDiscarding = true
            exchange.respond(refusal, closing: true)
        } else if exchange.incoming != nil {
            dispatch(exchange, slot)
        } else {
            invite(wsi, connection)
            readBody(slot)
        }
        // What comes meanwhile stays in the socket: lws would be woken by it again and again.
        if exchanges[slot] === exchange, !exchange.isAnswered { holdBack(slot: slot, true) }
        return LwsCallbacks.goOn
    }

    /// Cuts the connection when nothing has happened for `bodySeconds`: neither the whole body nor progress in sending.
    func watch(_ exchange: HTTPExchange, _ slot: Int, seconds: Int? = nil) {
        if let deadline = exchange.deadline { LoopTimer.cancel(deadline) }
        let span = Int64(seconds ?? options.bodySeconds) * 1000
        exchange.deadline = LoopTimer.schedule(after: span) {
            // Cancelled when it is answered or dropped.
            guard self.exchanges[slot] === exchange else { return }
            self.kill(self.connections[slot])
        }
    }

    /// Hands a whole request to the static files or to the handler, which may take its time.
    func dispatch(_ exchange: HTTPExchange, _ slot: Int) {
        if let deadline = exchange.deadline { LoopTimer.cancel(deadline) }
        exchange.deadline = nil
        exchange.isDispatched = true
        let isRead = exchange.method == "GET" || exchange.method == "HEAD"
        if isRead, let staticFiles, exchange.path != "/api", !exchange.path.hasPrefix("/api/") {
            exchange.respond(staticFiles.answer(exchange))
        } else if let handler {
            handler.handle(exchange)
        } else {
            exchange.respond(.json(503, code: "stopping"))
        }
    }

    /// Whether reading rests. While it does, lws doesn't write on an HTTP connection either.
    func holdBack(slot: Int, _ rests: Bool) {
        guard let wsi = connections[slot].pointee.wsi, exchanges[slot]?.isHeldBack != rests else { return }
        exchanges[slot]?.isHeldBack = rests
        lws_rx_flow_control(wsi, rests ? 0 : 1)
    }

    // MARK: The answer

    func wantsToWrite(_ exchange: HTTPExchange, slot: Int) {
        guard exchanges[slot] === exchange else { return }
        watch(exchange, slot)
        holdBack(slot: slot, false)
        askForWriteable(connections[slot])
    }

    func exchangeIsWriteable(_ wsi: OpaquePointer, _ connection: UnsafeMutablePointer<Connection>) -> Int32 {
        let slot = connections.slot(of: connection)
        guard let exchange = exchanges[slot], let response = exchange.response else {
            return LwsCallbacks.goOn
        }
        if let outgoing = exchange.outgoing {
            return streamIsWriteable(wsi, exchange, outgoing, slot)
        }
        if exchange.written < response.count, lws_partial_buffered(wsi) == 0 {
            let buffer = UnsafeMutableRawBufferPointer(start: scratch + headroom, count: scratchSize)
            let count = response.copy(from: exchange.written, into: buffer)
            guard lws_write(wsi, scratch + headroom, count, LWS_WRITE_HTTP) >= Int32(count) else {
                return LwsCallbacks.close
            }
            exchange.written += count
            watch(exchange, slot, seconds: hasUnread(wsi) ? 2 : options.bodySeconds)
        }
        guard exchange.written == response.count, lws_partial_buffered(wsi) == 0 else {
            lws_callback_on_writable(wsi)
            return LwsCallbacks.goOn
        }
        return complete(exchange, closes: response.closes, wsi, slot)
    }

    /// The answer is written.
    func complete(_ exchange: HTTPExchange, closes: Bool, _ wsi: OpaquePointer, _ slot: Int) -> Int32 {
        let connection = connections[slot]
        if closes && (exchange.isDiscarding || !connection.pointee.reader.isWhole) {
            return linger(exchange, wsi, slot)
        }
        dropExchange(slot)
        if closes { return LwsCallbacks.close }
        connection.pointee.reader.next()
        guard lws_http_transaction_completed(wsi) == 0 else { return LwsCallbacks.close }
        // The next request may have come with this one.
        if Intake.hasMore(connection) { ReadAhead.shared.look(at: connection) }
        return LwsCallbacks.goOn
    }

    /// Closes our half, and reads over what the client still sends for a moment: were it closed at once, the client's system could
    /// throw the answer away for the reset that follows (RFC 9112, 9.6).
    private func linger(_ exchange: HTTPExchange, _ wsi: OpaquePointer, _ slot: Int) -> Int32 {
        exchange.response = nil
        exchange.isDiscarding = true
        if let ssl = lws_get_ssl(wsi) { SSL_shutdown(ssl) }
        shutdown(lws_get_socket_fd(wsi), Int32(SHUT_WR))
        watch(exchange, slot, seconds: Self.lingerSeconds)
        holdBack(slot: slot, true)
        readBody(slot)
        return LwsCallbacks.goOn
    }

    private static let lingerSeconds = 2

    /// Whether the client sends more while it has not read its answer. lws looks at such a socket in every turn of the
    /// loop, so it gets less patience.
    func hasUnread(_ wsi: OpaquePointer) -> Bool {
        var count: Int32 = 0
        return ioctl(lws_get_socket_fd(wsi), UInt(FIONREAD), &count) == 0 && count > 0
    }

    func dropExchange(_ slot: Int) {
        guard let exchange = exchanges.removeValue(forKey: slot) else { return }
        if let deadline = exchange.deadline { LoopTimer.cancel(deadline) }
        exchange.deadline = nil
        exchange.reading?.close()
        exchange.reading = nil
        exchange.detach()
    }
}
