import Glibc

/// An HTTP/1.1 response, written by ourselves: lws's own header functions would write each header through its table and
/// leave the rest to us all the same.
struct HTTPResponse {
    let status: Int
    var headers: [(String, String)]
    let contentType: String
    let body: [UInt8]
    /// A script, a style sheet, a table of words from web-static: nothing of this installation's.
    let isProgram: Bool
    private(set) var head: [UInt8] = []
    private(set) var sendsBody = true
    /// The connection is closed after it, and the client is told so.
    private(set) var closes = false
    /// The body goes in chunks (RFC 9112, 7.1).
    private(set) var isChunked = false

    init(
        status: Int, headers: [(String, String)] = [], contentType: String, body: [UInt8],
        isProgram: Bool = false
    ) {
        self.status = status
        self.isProgram = isProgram
        self.headers = headers
        self.contentType = contentType
        self.body = body
    }

    static func json(_ status: Int, code: String) -> HTTPResponse {
        HTTPResponse(
            status: status, contentType: "application/json",
            body: Array("{\"code\":\"\(code)\"}".utf8))
    }

    var count: Int { head.count + (sendsBody ? body.count : 0) }

    @LoopActor
    mutating func seal(
        for exchange: HTTPExchange, length: Int?, isSecure: Bool, closing: Bool, isOld: Bool
    ) {
        seal(
            isHead: exchange.method == "HEAD", length: length, isSecure: isSecure, closing: closing,
            isOld: isOld)
    }

    mutating func seal(isHead: Bool, isSecure: Bool, closing: Bool) {
        seal(isHead: isHead, length: body.count, isSecure: isSecure, closing: closing, isOld: false)
    }

    /// Makes the head. 204 and 304 have no body and no length (RFC 9110, 8.6). `length`: nil when it isn't known; to HTTP/1.0, that is a
    /// body up to the close.
    private mutating func seal(isHead: Bool, length: Int?, isSecure: Bool, closing: Bool, isOld: Bool) {
        let isBare = status == 204 || status == 304
        sendsBody = !isHead && !isBare
        isChunked = length == nil && !isBare && !isOld
        let closing = closing || length == nil && !isBare && isOld
        closes = closing
        var text = "HTTP/1.1 \(status) \(Self.reason(status))\r\ndate: \(Self.date())\r\n"
        if !isBare {
            text += "content-type: \(Self.printable(contentType))\r\n"
            if let length { text += "content-length: \(length)\r\n" }
            if isChunked { text += "transfer-encoding: chunked\r\n" }
        }
        for (name, value) in headers { text += "\(Self.printable(name)): \(Self.printable(value))\r\n" }
        let security =
            MediaType.isPage(contentType)
            ? SecurityHeaders.ofDocument(isSecure: isSecure)
            : SecurityHeaders.ofPart(isProgram: isProgram, isSecure: isSecure)
        for (name, value) in security { text += "\(name): \(value)\r\n" }
        if closing { text += "connection: close\r\n" }
        head = Array((text + "\r\n").utf8)
    }

    /// Copies the bytes from `offset` on, as many as fit, across the seam of head and body.
    func copy(from offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var copied = 0
        if offset < head.count {
            copied = min(head.count - offset, buffer.count)
            head.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + copied]))
            }
        }
        let start = offset + copied - head.count
        guard sendsBody, start >= 0, copied < buffer.count else { return copied }
        let more = min(body.count - start, buffer.count - copied)
        body.withUnsafeBytes {
            UnsafeMutableRawBufferPointer(rebasing: buffer[copied...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + more]))
        }
        return copied + more
    }

    /// A header can't bring another one: control characters become spaces.
    private static func printable(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return text }
        return String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7f ? 0x20 : $0 }, as: UTF8.self)
    }

    /// An HTTP date (RFC 9110, 5.6.7), whatever the locale.
    private static func date() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) "
            + "\(1900 + parts.tm_year) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 206: "Partial Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 303: "See Other"
        case 304: "Not Modified"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 416: "Range Not Satisfiable"
        case 422: "Unprocessable Content"
        case 426: "Upgrade Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        default: "Status"
        }
    }
}
