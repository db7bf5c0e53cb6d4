import CLibWebSockets

/// The request headers that anyone here reads, by lower-case name; lws keeps no others. Copied out of lws, for its own
/// table is gone once the request is answered.
package struct RequestHeaders: Sendable {
    private var values: [(name: String, value: String)] = []

    package init() {}

    /// For whoever stands in for the server: names in lower case.
    package init(_ values: [(name: String, value: String)]) { self.values = values }

    /// nil when the header did not come, or is not one of those kept.
    package subscript(_ name: String) -> String? {
        values.first { $0.name == name }?.value
    }

    private static let kept: [(String, lws_token_indexes)] = [
        ("host", WSI_TOKEN_HOST),
        ("origin", WSI_TOKEN_ORIGIN),
        ("cookie", WSI_TOKEN_HTTP_COOKIE),
        ("user-agent", WSI_TOKEN_HTTP_USER_AGENT),
        ("content-type", WSI_TOKEN_HTTP_CONTENT_TYPE),
        ("accept-language", WSI_TOKEN_HTTP_ACCEPT_LANGUAGE),
        ("accept-encoding", WSI_TOKEN_HTTP_ACCEPT_ENCODING),
        ("if-none-match", WSI_TOKEN_HTTP_IF_NONE_MATCH),
        ("range", WSI_TOKEN_HTTP_RANGE),
        ("if-range", WSI_TOKEN_HTTP_IF_RANGE),
        ("x-forwarded-for", WSI_TOKEN_X_FORWARDED_FOR),
        ("authorization", WSI_TOKEN_HTTP_AUTHORIZATION),
        (RequestHead.faultHeader, WSI_TOKEN_HTTP_FROM),
        ("connection", WSI_TOKEN_CONNECTION),
        ("sec-websocket-protocol", WSI_TOKEN_PROTOCOL),
        ("sec-websocket-version", WSI_TOKEN_VERSION),
        ("sec-websocket-key", WSI_TOKEN_KEY),
    ]

    /// Reads them off a connection whose request has just been parsed.
    init(reading wsi: OpaquePointer) {
        values.reserveCapacity(Self.kept.count)
        for (name, token) in Self.kept {
            if let value = Self.text(wsi, token) { values.append((name, value)) }
        }
    }

    private static func text(_ wsi: OpaquePointer, _ token: lws_token_indexes) -> String? {
        let length = Int(lws_hdr_total_length(wsi, token))
        guard length > 0 else { return nil }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: length + 2) { buffer in
            let copied = Int(lws_hdr_copy(wsi, buffer.baseAddress, Int32(length + 1), token))
            guard copied > 0 else { return nil }
            return String(decoding: UnsafeRawBufferPointer(buffer).prefix(copied), as: UTF8.self)
        }
    }
}

/// Method, path and query of a request, percent-decoded by lws, which also resolves "." and "..".
struct RequestTarget {
    let method: String
    let path: String
    let query: [(String, String)]

    /// CONNECT never comes here, and other methods are not parsed.
    private static func name(ofMethod index: Int32) -> String? {
        switch Int(index) {
        case LWSHUMETH_GET: "GET"
        case LWSHUMETH_POST: "POST"
        case LWSHUMETH_OPTIONS: "OPTIONS"
        case LWSHUMETH_PUT: "PUT"
        case LWSHUMETH_PATCH: "PATCH"
        case LWSHUMETH_DELETE: "DELETE"
        case LWSHUMETH_HEAD: "HEAD"
        default: nil
        }
    }

    init?(reading wsi: OpaquePointer) {
        var start: UnsafeMutablePointer<CChar>?
        var length: Int32 = 0
        guard let method = Self.name(ofMethod: lws_http_get_uri_and_method(wsi, &start, &length)), let start,
            length > 0
        else { return nil }
        self.method = method
        path = String(decoding: UnsafeRawBufferPointer(start: start, count: Int(length)), as: UTF8.self)
        query = Self.arguments(wsi)
    }

    private static func arguments(_ wsi: OpaquePointer) -> [(String, String)] {
        var pairs: [(String, String)] = []
        let length = Int(lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_URI_ARGS))
        guard length > 0 else { return pairs }
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: length + 2) { buffer in
            var index: Int32 = 0
            while true {
                let count = Int(
                    lws_hdr_copy_fragment(
                        wsi, buffer.baseAddress, Int32(length + 1), WSI_TOKEN_HTTP_URI_ARGS, index))
                guard count >= 0 else { return }
                let bytes = UnsafeRawBufferPointer(buffer).prefix(count)
                let pair = bytes.split(
                    separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                if count > 0, let name = pair.first {
                    let value = pair.count > 1 ? String(decoding: pair[1], as: UTF8.self) : ""
                    pairs.append((String(decoding: name, as: UTF8.self), value))
                }
                index += 1
            }
        }
        return pairs
    }
}
