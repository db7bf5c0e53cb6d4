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
        if let fault = exchange.header(RequestHead.faultHeader).flatMap(RequestHead.fault(in:)) {
            exchange.isDiscarding = true
            watch(exchange, slot)
            exchange.respond(.json(fault.status, code: fault.code), closing: true)
            return LwsCallbacks.goOn
        }
        switch bodyLength(of: exchange) {
        case .none:
            dispatch(exchange, wsi, connection)
        case .some(0...options.bodyLimit):
            watch(exchange, slot)
        case .some(let length) where length > 0:
            exchange.isDiscarding = true
            watch(exchange, slot)
            exchange.respond(.json(413, code: "too_large"), closing: true)
        default:
            exchange.isDiscarding = true
            watch(exchange, slot)
            exchange.respond(.json(411, code: "length_required"), closing: true)
        }
        return LwsCallbacks.goOn
    }

    /// nil: no body. -1: there is one, of unknown or doubtful length; lws reads no chunked requests, and two lengths are
    /// how requests are smuggled.
    private func bodyLength(of exchange: HTTPExchange) -> Int? {
        guard exchange.header("transfer-encoding") == nil else { return -1 }
        guard let text = exchange.header("content-length") else {
            return ["POST", "PUT", "PATCH"].contains(exchange.method) ? -1 : nil
        }
        guard text.utf8.count <= 12, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let length = Int(text)
        else {
            return -1
        }
        return length == 0 ? nil : length
    }

    /// Cuts the connection when nothing has happened for `bodySeconds`: neither the whole body nor progress in sending.
    private func watch(_ exchange: HTTPExchange, _ slot: Int, seconds: Int? = nil) {
        if let deadline = exchange.deadline { LoopTimer.cancel(deadline) }
        let span = Int64(seconds ?? options.bodySeconds) * 1000
        exchange.deadline = LoopTimer.schedule(after: span) {
            // Cancelled when it is answered or dropped.
            guard self.exchanges[slot] === exchange else { return }
            self.kill(self.connections[slot])
        }
    }

    func bodyArrived(_ connection: UnsafeMutablePointer<Connection>, _ bytes: UnsafeRawBufferPointer) -> Int32
    {
        guard let exchange = exchanges[connections.slot(of: connection)], !exchange.isDiscarding,
            !exchange.isDispatched
        else { return LwsCallbacks.goOn }
        guard exchange.body.count + bytes.count <= options.bodyLimit else { return LwsCallbacks.close }
        exchange.append(bytes)
        return LwsCallbacks.goOn
    }

    func bodyIsWhole(_ wsi: OpaquePointer, _ connection: UnsafeMutablePointer<Connection>) -> Int32 {
        guard let exchange = exchanges[connections.slot(of: connection)], !exchange.isDiscarding,
            !exchange.isDispatched
        else { return LwsCallbacks.goOn }
        dispatch(exchange, wsi, connection)
        return LwsCallbacks.goOn
    }

    private func dispatch(
        _ exchange: HTTPExchange, _ wsi: OpaquePointer, _ connection: UnsafeMutablePointer<Connection>
    ) {
        if let deadline = exchange.deadline { LoopTimer.cancel(deadline) }
        exchange.deadline = nil
        exchange.isDispatched = true
        // The handler may take its time: lws's own timer stops.
        lws_set_timeout(wsi, NO_PENDING_TIMEOUT, 0)
        let isRead = exchange.method == "GET" || exchange.method == "HEAD"
        if isRead, let staticFiles, exchange.path != "/api", !exchange.path.hasPrefix("/api/") {
            exchange.respond(staticFiles.answer(exchange))
        } else if let handler {
            handler.handle(exchange)
        } else {
            exchange.respond(.json(503, code: "stopping"))
        }
        // The next request of a pipeline stays in the socket meanwhile: lws would be woken by it again and again.
        if !exchange.isAnswered { holdBack(slot: connections.slot(of: connection), true) }
    }

    /// Whether reading rests. While it does, lws doesn't write on an HTTP connection either.
    private func holdBack(slot: Int, _ rests: Bool) {
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
        if response.closes && exchange.isDiscarding { return linger(exchange, wsi, slot) }
        dropExchange(slot)
        if response.closes { return LwsCallbacks.close }
        return lws_http_transaction_completed(wsi) == 0 ? LwsCallbacks.goOn : LwsCallbacks.close
    }

    /// Closes our half, and reads over what the client still sends for a moment: were it closed at once, the client's system could
    /// throw the answer away for the reset that follows (RFC 9112, 9.6).
    private func linger(_ exchange: HTTPExchange, _ wsi: OpaquePointer, _ slot: Int) -> Int32 {
        exchange.response = nil
        if let ssl = lws_get_ssl(wsi) { SSL_shutdown(ssl) }
        shutdown(lws_get_socket_fd(wsi), Int32(SHUT_WR))
        watch(exchange, slot, seconds: Self.lingerSeconds)
        return LwsCallbacks.goOn
    }

    private static let lingerSeconds = 2

    /// Whether the client sends more while it has not read its answer. lws looks at such a socket in every turn of the
    /// loop, so it gets less patience.
    private func hasUnread(_ wsi: OpaquePointer) -> Bool {
        var count: Int32 = 0
        return ioctl(lws_get_socket_fd(wsi), UInt(FIONREAD), &count) == 0 && count > 0
    }

    func dropExchange(_ slot: Int) {
        guard let exchange = exchanges.removeValue(forKey: slot) else { return }
        if let deadline = exchange.deadline { LoopTimer.cancel(deadline) }
        exchange.deadline = nil
        exchange.detach()
    }
}
