import CLibWebSockets
import Glibc

/// WebSockets from their upgrade to their close (RFC 6455).
extension LoopServer {
    // MARK: Opening

    /// nil when nothing is upgraded at that path.
    private func request(_ wsi: OpaquePointer, _ target: RequestTarget) -> UpgradeRequest? {
        guard target.method == "GET", target.path.hasPrefix(options.socketPath) else { return nil }
        let rest = target.path.dropFirst(options.socketPath.count)
        let place = rest.dropFirst()
        guard rest.isEmpty || rest.first == "/" && !place.isEmpty && !place.contains("/") else { return nil }
        return UpgradeRequest(
            path: target.path, place: rest.isEmpty ? nil : String(place), query: target.query,
            headers: RequestHeaders(reading: wsi), remoteAddress: address(of: wsi))
    }

    func confirmUpgrade(_ wsi: OpaquePointer, to kind: String) -> Int32 {
        guard kind == "websocket" else {
            // lws has answered unknown kinds already; h2c it would grant.
            if kind == "h2c" { refuse(wsi, .json(400, code: "bad_upgrade")) }
            return LwsCallbacks.close
        }
        guard let target = RequestTarget(reading: wsi) else { return LwsCallbacks.close }
        guard let request = request(wsi, target) else {
            refuse(wsi, .json(404, code: "not_found"))
            return LwsCallbacks.close
        }
        guard let refusal = refusal(of: request) else {
            granted = (wsi, request)
            return LwsCallbacks.goOn
        }
        refuse(wsi, refusal)
        return LwsCallbacks.close
    }

    private func refusal(of request: UpgradeRequest) -> HTTPResponse? {
        guard request.header("sec-websocket-version") == "13" else {
            var response = HTTPResponse.json(426, code: "bad_upgrade")
            response.headers.append(("sec-websocket-version", "13"))
            return response
        }
        guard isOffered(in: request.header("sec-websocket-protocol") ?? ""),
            isKey(request.header("sec-websocket-key") ?? "")
        else {
            return .json(400, code: "bad_upgrade")
        }
        guard !isStopping else { return .json(503, code: "stopping") }
        return handler?.upgrade(request).map {
            HTTPResponse(status: $0.status, contentType: "application/json", body: $0.body)
        }
    }

    /// Sixteen bytes in Base64 (RFC 6455, 4.2.1).
    private func isKey(_ text: String) -> Bool {
        text.utf8.count == 24 && text.hasSuffix("==")
            && text.utf8.dropLast(2).allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
            }
    }

    /// Whether our subprotocol is among those that a peer offers, which mostly is one.
    private func isOffered(in list: String) -> Bool {
        if list == options.subprotocol { return true }
        let space = UInt8(ascii: " ")
        return list.utf8.split(separator: UInt8(ascii: ",")).contains {
            $0.drop { $0 == space }.prefix { $0 != space }.elementsEqual(options.subprotocol.utf8)
        }
    }

    /// Writes the refusal at once, for the callback's return value ends the connection.
    private func refuse(_ wsi: OpaquePointer, _ response: HTTPResponse) {
        var response = response
        response.seal(isHead: false, isSecure: options.isSecure, closing: true)
        let buffer = UnsafeMutableRawBufferPointer(start: scratch + headroom, count: scratchSize)
        let count = response.copy(from: 0, into: buffer)
        _ = lws_write(wsi, scratch + headroom, count, LWS_WRITE_HTTP)
    }

    /// The request that this connection was granted, as it was read then: lws opens it in the same step, before it reads of
    /// another.
    private func takeGranted(_ wsi: OpaquePointer) -> UpgradeRequest? {
        defer { granted = nil }
        return granted.flatMap { $0.wsi == wsi ? $0.request : nil }
    }

    func established(_ wsi: OpaquePointer, _ connection: UnsafeMutablePointer<Connection>) -> Int32 {
        guard let request = takeGranted(wsi) else { return LwsCallbacks.close }
        attendance.upgraded(connection)
        connection.pointee.kind = .webSocket
        counted.pointee.opened += 1
        counted.pointee.sockets += 1
        ReadAhead.shared.begin(wsi, connection)
        // What came right behind the request.
        if Intake.hasMore(connection) { ReadAhead.shared.look(at: connection) }
        let peer = connections.peer(of: connection)
        let attachment = handler?.opened(peer, request: request)
        // The handler may have closed it at once.
        if connections.live(peer) != nil { connection.pointee.attachment = attachment }
        return LwsCallbacks.goOn
    }

    // MARK: Receiving

    func received(
        _ wsi: OpaquePointer, _ connection: UnsafeMutablePointer<Connection>, _ bytes: UnsafeRawBufferPointer
    ) -> Int32 {
        guard connection.pointee.takesMessages else { return LwsCallbacks.goOn }
        guard lws_frame_is_binary(wsi) == 0 else { return refuse(connection, code: 1003) }
        let remaining = Int(lws_remaining_packet_payload(wsi))
        guard connection.pointee.fragments.count + bytes.count + remaining <= options.messageLimit else {
            return refuse(connection, code: 1009)
        }
        let isWhole = lws_is_final_fragment(wsi) != 0
        if isWhole && connection.pointee.fragments.count == 0 {
            return hand(bytes, from: connection)
        }
        connection.pointee.fragments.append(bytes, expected: remaining)
        if isWhole {
            let message = connection.pointee.fragments.take()
            defer { free(message.baseAddress) }
            return hand(UnsafeRawBufferPointer(message), from: connection)
        }
        return LwsCallbacks.goOn
    }

    private func hand(_ text: UnsafeRawBufferPointer, from connection: UnsafeMutablePointer<Connection>)
        -> Int32
    {
        guard UTF8Text.isValid(text) else { return refuse(connection, code: 1007) }
        counted.pointee.messagesReceived += 1
        counted.pointee.bytesReceived += Int64(text.count)
        handler?.received(
            connections.peer(of: connection), attachment: connection.pointee.attachment, text: text)
        return LwsCallbacks.goOn
    }

    /// A message that the protocol forbids. What of it still comes is read over until the peer answers the close.
    private func refuse(_ connection: UnsafeMutablePointer<Connection>, code: UInt16) -> Int32 {
        connection.pointee.fragments.removeAll()
        connection.pointee.outbox.removeAll()
        close(connections.peer(of: connection), code: code)
        return LwsCallbacks.goOn
    }

    func peerCloses(_ connection: UnsafeMutablePointer<Connection>, _ payload: UnsafeRawBufferPointer)
        -> Int32
    {
        guard !connection.pointee.peerHasClosed else { return LwsCallbacks.goOn }
        connection.pointee.peerHasClosed = true
        // It answers our close frame: both are said, and lws must not say a second one.
        if connection.pointee.closeIsWritten { return LwsCallbacks.close }
        if let fault = Self.fault(inClose: payload) {
            connection.pointee.outbox.removeAll()
            connection.pointee.closeCode = fault
            connection.pointee.peerCode = fault
            closeReasons[connections.peer(of: connection)] = nil
            writeClose(connection)
            // lws would send back what came.
            return LwsCallbacks.close
        }
        // 1005: a close frame without a code (RFC 6455, 7.1.5).
        connection.pointee.peerCode = payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : 1005
        connection.pointee.outbox.removeAll()
        return LwsCallbacks.goOn
    }

    /// The code that answers a close frame which is none (RFC 6455, 5.5.1 and 7.4): half a code, one that nobody may send, a reason that
    /// is no text.
    private static func fault(inClose payload: UnsafeRawBufferPointer) -> UInt16? {
        guard !payload.isEmpty else { return nil }
        guard payload.count >= 2 else { return 1002 }
        switch UInt16(payload[0]) << 8 | UInt16(payload[1]) {
        case 1000...1003, 1007...1014, 3000...4999: break
        default: return 1002
        }
        return UTF8Text.isValid(UnsafeRawBufferPointer(rebasing: payload[2...])) ? nil : 1007
    }

    func closed(_ connection: UnsafeMutablePointer<Connection>) -> Int32 {
        guard connection.pointee.kind == .webSocket else { return LwsCallbacks.goOn }
        let peer = connections.peer(of: connection)
        let state = connection.pointee
        let code: UInt16? =
            state.closeIsWritten ? state.closeCode : state.peerHasClosed ? state.peerCode : nil
        if let timer = state.closeTimer { LoopTimer.cancel(timer) }
        connection.pointee.forgetPeer()
        connection.pointee.kind = .http
        counted.pointee.sockets -= 1
        attendance.downgraded(connection)
        closeReasons[peer] = nil
        handler?.closed(peer, code: code)
        return LwsCallbacks.goOn
    }

    // MARK: Sending

    /// Sends one text message: at once if nothing waits before it, else when the peer has read what does. A peer whose
    /// outbox is full is closed with 4006.
    @discardableResult
    package func send(_ peer: PeerID, _ message: UnsafeRawBufferPointer) -> SendOutcome {
        guard let connection = connections.live(peer), connection.pointee.takesMessages else { return .gone }
        if connection.pointee.outbox.isEmpty, let outcome = writeNow(connection, message) {
            return noting(outcome, of: message.count)
        }
        return queue(OutgoingMessage.make(message), for: peer, connection)
    }

    /// The same of a message that a log keeps: it is written from where it lies. Only if it has to wait is it copied, for the log
    /// may forget it meanwhile.
    @discardableResult
    package func send(_ peer: PeerID, _ text: OutgoingText) -> SendOutcome {
        guard let connection = connections.live(peer), connection.pointee.takesMessages,
            let wsi = connection.pointee.wsi
        else { return .gone }
        if connection.pointee.outbox.isEmpty, lws_partial_buffered(wsi) == 0 {
            connection.pointee.outbox.heldByLibrary = 0
            return noting(writeInPlace(wsi, connection, text.start, text.count), of: text.count)
        }
        let bytes = UnsafeRawBufferPointer(start: text.start, count: text.count)
        return queue(OutgoingMessage.make(bytes), for: peer, connection)
    }

    private func queue(
        _ message: OutgoingMessage, for peer: PeerID, _ connection: UnsafeMutablePointer<Connection>
    ) -> SendOutcome {
        guard
            connection.pointee.outbox.hasRoom(
                for: message.count, bytes: options.outboxBytes, messages: options.outboxMessages)
        else {
            // It reads too slowly for a close to wait behind the rest.
            connection.pointee.outbox.removeAll()
            counted.pointee.tooSlow += 1
            close(peer, code: 4006, reason: "too slow")
            return .overflowed
        }
        connection.pointee.outbox.append(message)
        askForWriteable(connection)
        return .queued
    }

    @discardableResult
    package func send(_ peer: PeerID, _ message: [UInt8]) -> SendOutcome {
        message.withUnsafeBytes { send(peer, $0) }
    }

    func writeable(_ wsi: OpaquePointer, _ connection: UnsafeMutablePointer<Connection>) -> Int32 {
        if connection.pointee.isDead || connection.pointee.peerHasClosed || connection.pointee.closeIsWritten
        {
            return LwsCallbacks.goOn
        }
        // A few at a time, so that one peer that catches up does not keep the others waiting.
        var budget = 32
        while budget > 0, lws_partial_buffered(wsi) == 0 {
            connection.pointee.outbox.heldByLibrary = 0
            guard let message = connection.pointee.outbox.takeFirst() else { break }
            let outcome = noting(
                writeInPlace(wsi, connection, message.text, message.count), of: message.count)
            if case .gone = outcome { return LwsCallbacks.goOn }
            budget -= 1
        }
        guard connection.pointee.outbox.isEmpty, lws_partial_buffered(wsi) == 0 else {
            lws_callback_on_writable(wsi)
            return LwsCallbacks.goOn
        }
        if connection.pointee.isClosing { writeClose(connection) }
        return LwsCallbacks.goOn
    }

    // MARK: Closing

    /// Closes a peer when it has been sent what is queued; it is cut when that, or its answer, takes longer than
    /// `ListenOptions.closeSeconds`. From now on nothing is received from it; `closed` still comes.
    package func close(_ peer: PeerID, code: UInt16, reason: String = "") {
        guard let connection = connections.live(peer), connection.pointee.takesMessages else { return }
        connection.pointee.isClosing = true
        connection.pointee.closeCode = code
        // A control frame holds 125 bytes, two of them the code (RFC 6455, 5.5).
        if !reason.isEmpty && reason.utf8.count <= 123 { closeReasons[peer] = reason }
        connection.pointee.closeTimer = LoopTimer.schedule(after: Int64(options.closeSeconds) * 1000) {
            // Cancelled when the peer has gone.
            guard let connection = self.connections.live(peer) else { return }
            self.kill(connection)
        }
        if connection.pointee.outbox.isEmpty, writeClose(connection) { return }
        askForWriteable(connection)
    }

    /// The kind that lws_write knows and that 4.1.6 keeps out of its header.
    private static var closeFrame: lws_write_protocol { lws_write_protocol(rawValue: 4) }

    /// Writes the close frame, unless lws holds something back. By ourselves: lws's own way, a reason and -1 out of
    /// WRITEABLE, closes twice in Debian's build with libuv, and the second time cuts the frame off.
    @discardableResult
    private func writeClose(_ connection: UnsafeMutablePointer<Connection>) -> Bool {
        let code = connection.pointee.closeCode
        let reason = closeReasons[connections.peer(of: connection)] ?? ""
        let payload = [UInt8(code >> 8), UInt8(code & 0xff)] + Array(reason.utf8)
        guard payload.withUnsafeBytes({ writeNow(connection, $0, as: Self.closeFrame) }) != nil else {
            return false
        }
        connection.pointee.closeIsWritten = true
        return true
    }

    /// The numeric address of a peer; nil when it is gone.
    package func remoteAddress(_ peer: PeerID) -> String? {
        connections.live(peer)?.pointee.wsi.map(address(of:))
    }
}
