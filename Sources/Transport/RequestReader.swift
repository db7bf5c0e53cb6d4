/// Reads requests off a connection by the grammar of RFC 9112, one at a time, and makes a head that the library below takes: written
/// anew with the headers that anyone here reads. Bodies are never the library's. The library's own parser takes `Name : value`
/// for another header, waits for ever on a header whose name begins a known one, and says nothing to a head that is too long.
struct RequestReader {
    /// Why a request is not handed on; its place is taken by one that says so.
    struct Fault: Error, Equatable {
        let status: Int
        let code: String

        static let malformed = Fault(status: 400, code: "bad_request")
        static let tooLarge = Fault(status: 431, code: "head_too_large")
        static let targetTooLong = Fault(status: 414, code: "target_too_long")
        static let unknownMethod = Fault(status: 501, code: "unknown_method")
        /// RFC 9112, 6.1.
        static let unknownCoding = Fault(status: 501, code: "unknown_coding")
        static let unknownVersion = Fault(status: 505, code: "unknown_version")
    }

    /// Exits: `head` to `body`, `chunks` or `whole` by a request, to `passing` by one that asks for an upgrade, to `over` by a fault; `body`
    /// and `chunks` to `whole` by the last byte; `whole` to `head` when the request is answered.
    private enum Stage {
        case head
        /// So many bytes of it are still to come.
        case body(Int)
        case chunks(ChunkedBody)
        /// The next request is not looked at before this one has its answer.
        case whole
        /// All further bytes are another protocol's.
        case passing
        /// Nothing more is read of this connection: it is answered and closed.
        case over
    }

    /// Bytes of a request's head, its line included.
    static let headLimit = 16_384
    static let targetLimit = 4096
    static let fieldLimit = 100

    private var stage = Stage.head
    private var head: [UInt8] = []
    /// Empty lines before a request's line, which are let pass (RFC 9112, 2.2).
    private var emptyLines = 0
    /// How the body of the request that was read last is told from the next one.
    private(set) var framing = Framing()

    var awaitsHead: Bool { if case .head = stage { true } else { false } }
    var awaitsBody: Bool {
        switch stage {
        case .body, .chunks: true
        case .head, .whole, .passing, .over: false
        }
    }
    var isWhole: Bool { if case .whole = stage { true } else { false } }

    /// Takes bytes up to the end of a request's head, and tells how many. `text`: the head for the library, once it is whole, or
    /// in its place the fault.
    mutating func takeHead(_ bytes: UnsafeRawBufferPointer) -> (used: Int, text: [UInt8]?) {
        for (place, byte) in bytes.enumerated() {
            head.append(byte)
            // Ends with an empty line; a bare LF ends none.
            if byte == 0x0A, let text = lineEnded() { return (place + 1, text) }
            if head.count > Self.headLimit { return (place + 1, refusal(.tooLarge)) }
        }
        return (bytes.count, nil)
    }

    /// Takes of these bytes those of the body, gives them to `part` without what frames them, and tells how many were taken. After a
    /// fault nothing more is read.
    mutating func takeBody(_ bytes: UnsafeRawBufferPointer, _ part: (UnsafeRawBufferPointer) -> Void)
        throws(Fault) -> Int
    {
        switch stage {
        case .body(let rest):
            let count = min(rest, bytes.count)
            part(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
            stage = count == rest ? .whole : .body(rest - count)
            return count
        case .chunks(var chunks):
            // So that there is one of it.
            stage = .over
            let count = try chunks.take(bytes, part)
            stage = chunks.isOver ? .whole : .chunks(chunks)
            return count
        case .head, .whole, .passing, .over: return 0
        }
    }

    /// The request is answered, and what comes now is the next one. Only one that is whole has a next.
    mutating func next() {
        if isWhole { stage = .head }
    }

    private mutating func lineEnded() -> [UInt8]? {
        if head == [0x0D, 0x0A] {
            emptyLines += 1
            head = []
            return emptyLines > 2 ? refusal(.malformed) : nil
        }
        guard head.count >= 2, head[head.count - 2] == 0x0D else { return refusal(.malformed) }
        guard head.suffix(4) == [0x0D, 0x0A, 0x0D, 0x0A] else { return nil }
        do throws(Fault) {
            let request = try RequestHead(reading: head[..<(head.count - 4)])
            framing = request.framing
            let length = framing.length ?? 0
            stage =
                request.asksForUpgrade
                ? .passing
                : framing.isChunked ? .chunks(ChunkedBody()) : length == 0 ? .whole : .body(length)
            head = []
            emptyLines = 0
            return request.text
        } catch {
            return refusal(error)
        }
    }

    private mutating func refusal(_ fault: Fault) -> [UInt8] {
        stage = .over
        head = []
        return RequestHead.text(of: fault)
    }
}

/// What a request's head says of its body (RFC 9112, 6).
struct Framing: Equatable {
    /// Bytes; nil: nothing is said.
    var length: Int?
    var isChunked = false
    /// HTTP/1.0, which knows no chunks.
    var isOld = false
    /// The client waits for 100 before it sends the body (RFC 9110, 10.1.1).
    var expectsContinue = false
}

/// One request's head.
struct RequestHead {
    /// For the library, which hears of no body: it would hand out the bytes that it keeps of a pipelined request twice.
    private(set) var text: [UInt8] = []
    private(set) var framing = Framing()
    private(set) var asksForUpgrade = false

    /// The header that tells of a fault; a client's own is never handed on.
    static let faultHeader = "from"

    static func text(of fault: RequestReader.Fault) -> [UInt8] {
        Array("GET / HTTP/1.1\r\nhost: -\r\n\(faultHeader): \(fault.status) \(fault.code)\r\n\r\n".utf8)
    }

    /// The fault that a header's value tells of.
    static func fault(in value: String) -> RequestReader.Fault? {
        let parts = value.split(separator: " ")
        guard parts.count == 2, let status = Int(parts[0]) else { return nil }
        return RequestReader.Fault(status: status, code: String(parts[1]))
    }

    /// Those that are read here, and what several of one name are joined by; nil: one is the most.
    private static let kept: [String: String?] = [
        "host": nil, "origin": nil, "cookie": "; ", "user-agent": nil, "content-type": nil,
        "content-length": nil, "expect": nil,
        "transfer-encoding": nil, "accept-language": ", ", "accept-encoding": ", ", "if-none-match": ", ",
        "range": nil, "if-range": nil,
        "x-forwarded-for": ", ", "authorization": nil, "connection": ", ", "upgrade": nil,
        "sec-websocket-protocol": ", ", "sec-websocket-version": nil, "sec-websocket-key": nil,
    ]
    private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    /// `bytes`: without the last two line ends.
    init(reading bytes: ArraySlice<UInt8>) throws(RequestReader.Fault) {
        var lines = Self.lines(bytes)
        let words = lines.removeFirst().split(separator: 0x20, omittingEmptySubsequences: false)
        var fields: [String: String] = [:]
        guard lines.count <= RequestReader.fieldLimit else { throw .tooLarge }
        for line in lines {
            let (name, value) = try Self.field(line)
            guard let separator = Self.kept[name] else { continue }
            if let earlier = fields[name] {
                guard let separator else { throw .malformed }
                // An empty one adds nothing to a list (RFC 9110, 5.6.1).
                guard !value.isEmpty else { continue }
                fields[name] = earlier.isEmpty ? value : earlier + separator + value
            } else {
                fields[name] = value
            }
        }
        try judge(words, &fields)
    }

    private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        for index in bytes.indices where bytes[index] == 0x0A {
            // Each LF has its CR before it: the reader has seen to it.
            lines.append(bytes[start..<(index - 1)])
            start = index + 1
        }
        return lines + [bytes[start...]]
    }

    /// RFC 9110, 5.5 and RFC 9112, 5: a token, a colon right behind it, and visible characters, blanks and tabs. A line that begins
    /// with a blank folded the one before (5.2), and is none of ours.
    private static func field(_ line: ArraySlice<UInt8>) throws(RequestReader.Fault) -> (String, String) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
            line[..<colon].allSatisfy(isToken)
        else { throw .malformed }
        var value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
        while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
        guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { throw .malformed }
        return (
            String(decoding: line[..<colon], as: UTF8.self).lowercased(),
            String(decoding: value, as: UTF8.self)
        )
    }

    /// Whether a line is a header, of whatever name.
    static func isField(_ line: ArraySlice<UInt8>) -> Bool { (try? field(line)) != nil }

    /// `tchar` of RFC 9110, 5.6.2.
    private static func isToken(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
            || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    private mutating func judge(_ words: [ArraySlice<UInt8>], _ fields: inout [String: String])
        throws(RequestReader.Fault)
    {
        guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy(Self.isToken) else { throw .malformed }
        let version = String(decoding: words[2], as: UTF8.self)
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
            throw version.hasPrefix("HTTP/") ? .unknownVersion : .malformed
        }
        let method = String(decoding: words[0], as: UTF8.self)
        guard Self.methods.contains(method) else { throw .unknownMethod }
        guard words[1].count <= RequestReader.targetLimit else { throw .targetTooLong }
        let target = try Self.target(words[1], method: method, &fields)
        guard fields["host"].map(Self.isHost) ?? (version == "HTTP/1.0") else { throw .malformed }
        if let length = fields["content-length"] {
            guard fields["transfer-encoding"] == nil, (1...12).contains(length.utf8.count),
                length.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(length)
            else { throw .malformed }
            framing.length = count
        }
        framing.isOld = version == "HTTP/1.0"
        if let coding = fields.removeValue(forKey: "transfer-encoding") {
            guard !framing.isOld else { throw .malformed }
            guard coding.lowercased() == "chunked" else { throw .unknownCoding }
            framing.isChunked = true
        }
        framing.expectsContinue =
            fields.removeValue(forKey: "expect")?.lowercased() == "100-continue" && version == "HTTP/1.1"
        asksForUpgrade = fields["upgrade"] != nil
        guard !asksForUpgrade || mayUpgrade(method, fields) else { throw .malformed }
        fields["content-length"] = ["POST", "PUT", "PATCH"].contains(method) ? "0" : nil
        let isRead = ["GET", "HEAD", "OPTIONS"].contains(method) && !asksForUpgrade
        guard isRead || Self.isPlain(target) else { throw .malformed }
        var lines = "\(method) \(target) \(version)\r\n"
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            lines += "\(name): \(value)\r\n"
        }
        text = Array((lines + "\r\n").utf8)
    }

    /// The one protocol that there is besides, as RFC 6455, 4.2.1 asks for it. A body before another protocol: neither. The library
    /// answers the rest with nothing at all, or in HTTP/1.0.
    private func mayUpgrade(_ method: String, _ fields: [String: String]) -> Bool {
        let options = (fields["connection"] ?? "").lowercased().split(separator: ",")
        return method == "GET" && !framing.isOld && fields["upgrade"]?.lowercased() == "websocket"
            && options.contains { $0.split(whereSeparator: { $0 == " " || $0 == "\t" }) == ["upgrade"] }
            && framing.length ?? 0 == 0 && !framing.isChunked
    }

    /// The path and query. A server takes the absolute form too, and its authority for the host (RFC 9112, 3.2.2).
    private static func target(
        _ bytes: ArraySlice<UInt8>, method: String, _ fields: inout [String: String]
    ) throws(RequestReader.Fault) -> String {
        guard bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else {
            throw .malformed
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if text.hasPrefix("/") { return text }
        if text == "*", method == "OPTIONS" { return "/*" }
        for scheme in ["http://", "https://"] where text.lowercased().hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            let authority = String(rest.prefix { $0 != "/" && $0 != "?" })
            guard !authority.isEmpty, isHost(authority), fields["host"] != nil else { throw .malformed }
            fields["host"] = authority
            let path = rest.dropFirst(authority.count)
            return path.hasPrefix("/") ? String(path) : "/" + path
        }
        throw .malformed
    }

    /// Whether the path is what it reads as: the library below undoes escapes, joins slashes and resolves dots, so that a proxy
    /// that looks for a room in it could find another one. A page's address may be spelled in any way; what acts may not.
    private static func isPlain(_ target: String) -> Bool {
        let path = target.prefix { $0 != "?" }
        return !path.contains("%") && !path.contains("//") && !path.contains("/.")
    }

    /// RFC 3986, 3.2.2, without user information: a name, an address, a port.
    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 255
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
                    || ".-_~%:[]!$&'()*+,;=".utf8.contains($0)
            }
    }
}
