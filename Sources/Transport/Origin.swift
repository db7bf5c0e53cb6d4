#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// A web origin in the spelling in which browsers send it (RFC 6454, WHATWG URL): `https://host`, with the port unless it
/// is the scheme's own, in lower case, without a path.
package struct Origin: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package var description: String { text }

    /// Why a text is no origin. The words are for the person at the console.
    package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// Takes an origin as it is typed: capitals, a slash at the end and the scheme's own port are mended; a path, a query,
    /// a name before an @ or a host that isn't one is told.
    package init(typed: String) throws(Fault) {
        var rest = Substring(typed.lowercased())
        let scheme = rest.hasPrefix("https://") ? "https" : rest.hasPrefix("http://") ? "http" : ""
        guard !scheme.isEmpty else { throw Fault(description: "an origin begins with https://") }
        rest.removeFirst(scheme.count + 3)
        if rest.last == "/" { rest.removeLast() }
        guard !rest.contains(where: { "/?#\\".contains($0) }) else {
            throw Fault(description: "an origin is https://HOST[:PORT], without a path")
        }
        guard !rest.contains("@") else { throw Fault(description: "an origin has no user name") }
        let (host, port) = try Self.split(rest)
        try self.init(scheme: scheme, host: Self.canonical(host), port: port)
    }

    /// The origin of a server that listens on a numeric address.
    package init(isSecure: Bool, address: ListenAddress, port: UInt16) {
        self.init(scheme: isSecure ? "https" : "http", host: address.reachableHost, port: port)
    }

    private init(scheme: String, host: String, port: UInt16?) {
        let own: UInt16 = scheme == "https" ? 443 : 80
        text = "\(scheme)://\(host)" + (port.map { $0 == own ? "" : ":\($0)" } ?? "")
    }

    private static func split(_ text: Substring) throws(Fault) -> (host: Substring, port: UInt16?) {
        let end =
            text.first == "[" ? text.firstIndex(of: "]").map(text.index(after:)) : text.firstIndex(of: ":")
        guard let end, end < text.endIndex else {
            guard text.first != "[" || text.last == "]" else { throw noHost(text) }
            return (text, nil)
        }
        guard text[end] == ":", let port = ListenAddress.port(text[text.index(after: end)...]), port > 0
        else {
            throw Fault(description: "a port is 1 to 65535")
        }
        return (text[..<end], port)
    }

    private static func noHost(_ text: Substring) -> Fault {
        Fault(description: "\"\(text)\" is no host: letters, digits, hyphens and dots, or an address")
    }

    /// The host as browsers write it; an IPv6 address in brackets and in its short form.
    private static func canonical(_ host: Substring) throws(Fault) -> String {
        if host.first == "[" {
            guard host.last == "]", let address = NumericAddress(String(host.dropFirst().dropLast())),
                address.isIPv6
            else { throw noHost(host) }
            return "[\(address.text)]"
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
                }
        }
        guard isName, host.utf8.count <= 253, let last = labels.last else { throw noHost(host) }
        // What ends in a number is an address to a browser, or nothing.
        if last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let address = NumericAddress(String(host)), address.text == host else { throw noHost(host) }
        }
        return String(host)
    }
}

/// An IPv4 or IPv6 address in numbers, in one spelling.
package struct NumericAddress: Hashable, Sendable {
    package let text: String
    package let isIPv6: Bool

    /// An IPv4 address in its one spelling.
    fileprivate init(loopback text: String) {
        self.text = text
        isIPv6 = false
    }

    /// Nil when the text is no numeric address.
    package init?(_ text: String) {
        let isIPv6 = text.contains(":")
        let family = isIPv6 ? AF_INET6 : AF_INET
        var bytes = [UInt8](repeating: 0, count: 16)
        guard text.utf8.count <= 45, inet_pton(family, text, &bytes) == 1 else { return nil }
        var name = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(family, bytes, &name, socklen_t(name.count)) != nil else { return nil }
        let end = name.firstIndex(of: 0) ?? name.endIndex
        self.text = String(decoding: name[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.isIPv6 = isIPv6
    }
}

/// `ADDRESS:PORT` to listen on: `0.0.0.0:443`, `[::1]:9612`.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    package let address: NumericAddress
    /// 0: the system picks one.
    package let port: UInt16

    /// This machine alone, on the port of every example.
    package static let standard = ListenAddress(address: NumericAddress(loopback: "127.0.0.1"), port: 8443)

    private init(address: NumericAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    package var description: String {
        (address.isIPv6 ? "[\(address.text)]" : address.text) + ":\(port)"
    }

    /// Nil when it is not a numeric address, in brackets if it is an IPv6 one, and a port.
    package init?(typed: String) {
        guard let colon = typed.lastIndex(of: ":"), let port = Self.port(typed[typed.index(after: colon)...])
        else {
            return nil
        }
        var host = typed[..<colon]
        let isInBrackets = host.first == "[" && host.last == "]" && host.count > 2
        if isInBrackets { host = host.dropFirst().dropLast() }
        guard let address = NumericAddress(String(host)), address.isIPv6 == isInBrackets else { return nil }
        self.address = address
        self.port = port
    }

    /// One to five digits, to 65535.
    static func port(_ text: Substring) -> UInt16? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return UInt16(text)
    }

    /// By which this machine reaches it, as it stands in an address: of "every address" the loopback one.
    var reachableHost: String {
        switch address.text {
        case "0.0.0.0": "127.0.0.1"
        case "::": "[::1]"
        default: address.isIPv6 ? "[\(address.text)]" : address.text
        }
    }
}
