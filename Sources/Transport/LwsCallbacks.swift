import CLibWebSockets

/// `LwsCallbacks.serve` without its isolation, which `lwsCallback` has proved. A closure for `assumeIsolated` would be put on the
/// heap with every call; a function that holds nothing is not.
private let serve: @Sendable (LwsCallbacks.Call) -> Int32 = unsafeBitCast(
    LwsCallbacks.serve as @LoopActor @Sendable (LwsCallbacks.Call) -> Int32,
    to: (@Sendable (LwsCallbacks.Call) -> Int32).self)

/// The only way from libwebsockets into Swift: one step into the loop's isolation a call.
func lwsCallback(
    _ wsi: OpaquePointer?, _ reason: lws_callback_reasons, _ user: UnsafeMutableRawPointer?,
    _ input: UnsafeMutableRawPointer?, _ length: Int
) -> Int32 {
    guard let wsi, let context = lws_get_context(wsi), let server = lws_context_user(context) else {
        return 0
    }
    let call = LwsCallbacks.Call(
        wsi: wsi, reason: reason, user: user, input: input, length: length, server: server)
    LoopActor.enter()
    return serve(call)
}

enum LwsCallbacks {
    /// The arguments of one call.
    struct Call {
        let wsi: OpaquePointer
        let reason: lws_callback_reasons
        let user: UnsafeMutableRawPointer?
        let input: UnsafeMutableRawPointer?
        let length: Int
        let server: UnsafeMutableRawPointer

        var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: input, count: length) }
    }

    @LoopActor
    fileprivate static func serve(_ call: Call) -> Int32 {
        Unmanaged<LoopServer>.fromOpaque(call.server).takeUnretainedValue().called(call)
    }

    static let goOn: Int32 = 0
    static let close: Int32 = -1

    /// The place of a connection, which lws keeps with it; nil before it is accepted and for lws's own handles.
    static func connection(_ wsi: OpaquePointer) -> UnsafeMutablePointer<Connection>? {
        lws_get_opaque_user_data(wsi)?.assumingMemoryBound(to: Connection.self)
    }
}

extension LoopServer {
    fileprivate func called(_ call: LwsCallbacks.Call) -> Int32 {
        switch call.reason {
        case LWS_CALLBACK_OPENSSL_LOAD_EXTRA_SERVER_VERIFY_CERTS:
            // The "user" argument is the SSL_CTX here.
            return trialogue_tls_harden(call.user) == 1 ? LwsCallbacks.goOn : LwsCallbacks.close
        case LWS_CALLBACK_FILTER_NETWORK_CONNECTION:
            return admits(descriptor: Int32(truncatingIfNeeded: Int(bitPattern: call.input)))
                ? LwsCallbacks.goOn : LwsCallbacks.close
        case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
            return accepted(call.wsi)
        default:
            break
        }
        guard let connection = LwsCallbacks.connection(call.wsi) else { return LwsCallbacks.goOn }
        switch call.reason {
        case LWS_CALLBACK_RECEIVE: return received(call.wsi, connection, call.bytes)
        case LWS_CALLBACK_SERVER_WRITEABLE: return writeable(call.wsi, connection)
        case LWS_CALLBACK_ESTABLISHED: return established(call.wsi, connection)
        case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE: return peerCloses(connection, call.bytes)
        case LWS_CALLBACK_CLOSED: return closed(connection)
        case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
            let kind = call.input.map { String(cString: $0.assumingMemoryBound(to: CChar.self)) } ?? ""
            return confirmUpgrade(call.wsi, to: kind.lowercased())
        case LWS_CALLBACK_HTTP: return beginExchange(call.wsi, connection)
        case LWS_CALLBACK_HTTP_WRITEABLE: return exchangeIsWriteable(call.wsi, connection)
        case LWS_CALLBACK_CLOSED_HTTP:
            dropExchange(connections.slot(of: connection))
            return LwsCallbacks.goOn
        case LWS_CALLBACK_WSI_DESTROY:
            destroyed(call.wsi, connection)
            return LwsCallbacks.goOn
        // CONNECT would make it a raw socket.
        case LWS_CALLBACK_RAW_ADOPT, LWS_CALLBACK_RAW_RX, LWS_CALLBACK_RAW_WRITEABLE:
            return LwsCallbacks.close
        default: return LwsCallbacks.goOn
        }
    }

    private func accepted(_ wsi: OpaquePointer) -> Int32 {
        guard let connection = connections.take() else { return LwsCallbacks.close }
        connection.pointee.wsi = wsi
        connection.pointee.kind = .http
        let descriptor = lws_get_socket_fd(wsi)
        Intake.begin(connection, descriptor)
        attendance.entered(connection, NetworkAddress(peerOf: descriptor)?.group)
        lws_set_opaque_user_data(wsi, connection)
        return LwsCallbacks.goOn
    }

    private func destroyed(_ wsi: OpaquePointer, _ connection: UnsafeMutablePointer<Connection>) {
        lws_set_opaque_user_data(wsi, nil)
        dropExchange(connections.slot(of: connection))
        // lws says CLOSED first; a peer must hear of its end even if it once does not.
        if connection.pointee.kind == .webSocket { _ = closed(connection) }
        Intake.end(connection)
        attendance.left(connection)
        connections.giveBack(connection)
        connectionIsGone()
    }

    // MARK: What acts on a wsi from outside of its own callback

    /// Asks for WRITEABLE. Safe at any time on the loop.
    func askForWriteable(_ connection: UnsafeMutablePointer<Connection>) {
        if let wsi = connection.pointee.wsi { lws_callback_on_writable(wsi) }
    }

    /// Drops a connection without ceremony, soon: returning -1 would close whoever is being served just now.
    func kill(_ connection: UnsafeMutablePointer<Connection>) {
        guard let wsi = connection.pointee.wsi, let context else { return }
        connection.pointee.isDead = true
        lws_set_timeout(wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC)
        // lws looks at its timers after a service only, and we may be in a job or a timer of our own.
        lws_cancel_service(context)
    }

    /// Writes one frame if lws holds nothing back for this connection. nil: it does, nothing was written.
    func writeNow(
        _ connection: UnsafeMutablePointer<Connection>, _ payload: UnsafeRawBufferPointer,
        as kind: lws_write_protocol = LWS_WRITE_TEXT
    ) -> SendOutcome? {
        guard let wsi = connection.pointee.wsi else { return .gone }
        guard lws_partial_buffered(wsi) == 0 else { return nil }
        connection.pointee.outbox.heldByLibrary = 0
        guard payload.count > scratchSize else {
            if let base = payload.baseAddress {
                UnsafeMutableRawPointer(scratch + headroom).copyMemory(from: base, byteCount: payload.count)
            }
            return writeInPlace(wsi, connection, scratch + headroom, payload.count, as: kind)
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: headroom + payload.count) { buffer in
            guard let start = buffer.baseAddress, let base = payload.baseAddress else { return .gone }
            UnsafeMutableRawPointer(start + headroom).copyMemory(from: base, byteCount: payload.count)
            return writeInPlace(wsi, connection, start + headroom, payload.count, as: kind)
        }
    }

    /// Writes a frame whose payload has the headroom before it.
    func writeInPlace(
        _ wsi: OpaquePointer, _ connection: UnsafeMutablePointer<Connection>,
        _ payload: UnsafeMutablePointer<UInt8>,
        _ count: Int, as kind: lws_write_protocol = LWS_WRITE_TEXT
    ) -> SendOutcome {
        guard lws_write(wsi, payload, count, kind) >= Int32(count) else {
            kill(connection)
            return .gone
        }
        if lws_partial_buffered(wsi) != 0 { connection.pointee.outbox.heldByLibrary = count }
        return .sent
    }

    /// The numeric address of the other end; an IPv4 address that came in IPv6's clothes is shown plain.
    func address(of wsi: OpaquePointer) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            guard let start = buffer.baseAddress, lws_get_peer_simple(wsi, start, 64) != nil else {
                return ""
            }
            let text = String(cString: start)
            return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
        }
    }
}
