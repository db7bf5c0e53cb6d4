import CLibWebSockets
import Glibc

/// Everything that libwebsockets is told when a server is made, and the memory that it goes on pointing into.
@LoopActor
final class LwsContext {
    private var texts: [UnsafeMutablePointer<CChar>] = []
    private let protocols = UnsafeMutablePointer<lws_protocols>.allocate(capacity: 3)
    private let retry = UnsafeMutablePointer<lws_retry_bo_t>.allocate(capacity: 1)
    private var headers: [UnsafeMutablePointer<lws_protocol_vhost_options>] = []
    private let loops = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 1)
    /// lws writes nil here when it has let go of everything.
    private let handle = UnsafeMutablePointer<OpaquePointer?>.allocate(capacity: 1)

    var context: OpaquePointer? { handle.pointee }

    init() {
        protocols.initialize(repeating: lws_protocols(), count: 3)
        // All zero: no validity pings and no idle hang-ups, which would be two sorted timers a connection.
        retry.initialize(to: lws_retry_bo_t())
        loops.initialize(to: UnsafeMutableRawPointer(EventLoop.shared.loop))
        handle.initialize(to: nil)
    }

    isolated deinit {
        for text in texts { free(text) }
        for header in headers { header.deallocate() }
        protocols.deallocate()
        retry.deallocate()
        loops.deallocate()
        handle.deallocate()
    }

    private func keep(_ text: String?) -> UnsafePointer<CChar>? {
        guard let text, let copy = strdup(text) else { return nil }
        texts.append(copy)
        return UnsafePointer(copy)
    }

    /// Makes the context, which listens at once. False: lws would not.
    func open(_ options: ListenOptions, server: UnsafeMutableRawPointer) -> Bool {
        // Its messages name peers and quote what they sent; what matters at the start is checked before and told by us.
        lws_set_log_level(0, nil)
        describeProtocols(options.subprotocol)
        var info = lws_context_creation_info()
        info.port = Int32(options.port)
        // Unlike an address of one family, "any" is said by no name at all.
        info.iface = options.address == "::" || options.address == "0.0.0.0" ? nil : keep(options.address)
        info.options = trialogue_lws_options_always
        if !options.address.contains(":") { info.options |= trialogue_lws_option_no_ipv6 }
        info.protocols = UnsafePointer(protocols)
        info.headers = UnsafePointer(describeHeaders(isSecure: options.isSecure))
        info.user = server
        info.foreign_loops = loops
        info.pcontext = handle
        info.retry_and_idle_policy = UnsafePointer(retry)
        info.pt_serv_buf_size = 32_768
        info.max_http_header_data2 = 16_384
        info.timeout_secs = UInt32(options.headSeconds)
        info.timeout_secs_ah_idle = UInt32(options.headSeconds)
        info.keepalive_timeout = Int32(options.idleSeconds)
        if options.isSecure { secure(&info, options) }
        handle.pointee = lws_create_context(&info)
        return handle.pointee != nil
    }

    /// The port that the kernel gave, or the one that was asked for.
    var port: UInt16 {
        guard let context, let vhost = lws_get_vhost_by_name(context, "default") else { return 0 }
        return UInt16(truncatingIfNeeded: lws_get_vhost_listen_port(vhost))
    }

    /// HTTP comes to the first protocol; the second has the subprotocol's name, so that lws finds it.
    private func describeProtocols(_ subprotocol: String) {
        for index in 0..<2 {
            protocols[index].name = keep(index == 0 ? "http" : subprotocol)
            protocols[index].callback = lwsCallback
            // What is read at once, and a buffer that every WebSocket keeps: with lws's own 20 bytes it is 2 KiB.
            protocols[index].rx_buffer_size = 2028
            protocols[index].tx_packet_size = 65_536
        }
    }

    /// What lws adds to the answers that it makes by itself.
    private func describeHeaders(isSecure: Bool) -> UnsafeMutablePointer<lws_protocol_vhost_options>? {
        for (name, value) in SecurityHeaders.ofDocument(isSecure: isSecure) {
            let header = UnsafeMutablePointer<lws_protocol_vhost_options>.allocate(capacity: 1)
            header.initialize(
                to: lws_protocol_vhost_options(
                    next: headers.last.map { UnsafePointer($0) }, options: nil, name: keep("\(name):"),
                    value: keep(value)))
            headers.append(header)
        }
        return headers.last
    }

    private func secure(_ info: inout lws_context_creation_info, _ options: ListenOptions) {
        info.options |= trialogue_lws_option_tls
        info.ssl_cert_filepath = keep(options.certificatePath)
        info.ssl_private_key_filepath = keep(options.privateKeyPath)
        info.alpn = keep("http/1.1")
        info.ssl_cipher_list = keep(
            "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
                + "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305")
        info.tls1_3_plus_cipher_list = keep(
            "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256")
    }

    /// The first half of lws's end: closes every connection. The second frees it, and may come only when libuv has
    /// closed every handle that lws had on the loop (with a foreign loop lws waits for nobody).
    func destroy() {
        if let context { lws_context_destroy(context) }
    }
}
