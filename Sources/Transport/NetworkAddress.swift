import Glibc

/// A numeric internet address as a value: two spellings of one address are equal. An IPv4 address that came in IPv6's
/// clothes (`::ffff:192.0.2.1`, RFC 4291, 2.5.5.2) is that IPv4 address.
package struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    /// The 128 bits of it, the first 64 and the last; an IPv4 address is kept in its mapped form.
    private let network: UInt64
    private let interface: UInt64

    /// Who is taken for one when something is counted by address: an IPv4 address, or the /64 of an IPv6 address, all
    /// of which one line is given (RFC 6177).
    package struct Group: Hashable, Sendable {
        fileprivate let network: UInt64
        fileprivate let interface: UInt64
    }

    package var group: Group { Group(network: network, interface: isIPv4 ? interface : 0) }

    package var isIPv4: Bool { network == 0 && interface >> 32 == 0xffff }

    /// Reads an address as people, proxies and kernels write it: `192.0.2.1`, `192.0.2.1:567`, `2001:DB8::1`,
    /// `[2001:db8::1]`, `[2001:db8::1]:443`, `fe80::1%eth0`, with blanks or tabs around it. The port and the zone are
    /// dropped. nil: it isn't one; names are never looked up, and the short and octal forms of `inet_aton` are none.
    package init?(_ text: some StringProtocol) {
        guard let spelling = Spelling(text) else { return nil }
        if spelling.isIPv4 {
            var four = in_addr()
            guard inet_pton(AF_INET, spelling.host, &four) == 1 else { return nil }
            self.init(four)
        } else {
            var six = in6_addr()
            guard inet_pton(AF_INET6, spelling.host, &six) == 1 else { return nil }
            self.init(six)
        }
    }

    init(_ address: in_addr) {
        network = 0
        interface = 0xffff << 32 | UInt64(UInt32(bigEndian: address.s_addr))
    }

    init(_ address: in6_addr) {
        (network, interface) = withUnsafeBytes(of: address) {
            (
                UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    /// The other end of a connected socket; nil when it has none, or is of another family.
    init?(peerOf descriptor: Int32) {
        var name = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &length) }
        }
        guard result == 0 else { return nil }
        switch Int32(name.ss_family) {
        case AF_INET:
            self.init(withUnsafeBytes(of: &name) { $0.loadUnaligned(as: sockaddr_in.self).sin_addr })
        case AF_INET6:
            self.init(withUnsafeBytes(of: &name) { $0.loadUnaligned(as: sockaddr_in6.self).sin6_addr })
        default:
            return nil
        }
    }

    /// The canonical text (RFC 5952): small letters, the longest run of zeros left out.
    package var description: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            if isIPv4 {
                var four = in_addr(s_addr: UInt32(truncatingIfNeeded: interface).bigEndian)
                inet_ntop(AF_INET, &four, start, socklen_t(INET_ADDRSTRLEN))
            } else {
                var halves = (network.bigEndian, interface.bigEndian)
                inet_ntop(AF_INET6, &halves, start, socklen_t(INET6_ADDRSTRLEN))
            }
            return String(cString: start)
        }
    }
}

/// The parts of an address's text.
private struct Spelling {
    let host: String
    let isIPv4: Bool

    init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
        var rest = bytes[...].drop { blanks.contains($0) }
        while let last = rest.last, blanks.contains(last) { rest.removeLast() }
        // The longest address, a zone, brackets and a port; what is longer is none.
        guard (2...120).contains(rest.count) else { return nil }
        let colon = UInt8(ascii: ":")
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            let after = rest[(end + 1)...]
            guard after.isEmpty || (after.first == colon && Self.isPort(after.dropFirst())) else {
                return nil
            }
            rest = rest[(rest.startIndex + 1)..<end]
            guard rest.contains(colon) else { return nil }
        } else if let first = rest.firstIndex(of: colon), first == rest.lastIndex(of: colon) {
            // One colon alone is no IPv6 address: it parts an IPv4 address from its port.
            guard Self.isPort(rest[(first + 1)...]) else { return nil }
            rest = rest[..<first]
        }
        isIPv4 = !rest.contains(colon)
        if !isIPv4, let mark = rest.firstIndex(of: UInt8(ascii: "%")) {
            let zone = rest[(mark + 1)...]
            guard !zone.isEmpty, zone.allSatisfy({ 0x21...0x7e ~= $0 && $0 != UInt8(ascii: "%") }) else {
                return nil
            }
            rest = rest[..<mark]
        }
        // inet_pton reads to the first NUL and must not be given one in the middle.
        guard rest.allSatisfy({ 0x21...0x7e ~= $0 }) else { return nil }
        host = String(decoding: rest, as: UTF8.self)
    }

    private static func isPort(_ digits: ArraySlice<UInt8>) -> Bool {
        guard (1...5).contains(digits.count), digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return false }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 65_535
    }
}
