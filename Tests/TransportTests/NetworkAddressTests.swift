import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(10))) struct NetworkAddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:567", "192.0.2.1"),
        (" 192.0.2.1\t", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::FFFF:c000:0201", "192.0.2.1"),
        ("0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"),
        ("[::ffff:192.0.2.1]:80", "192.0.2.1"),
        ("0.0.0.0", "0.0.0.0"),
        ("255.255.255.255:65535", "255.255.255.255"),
        ("2001:db8::1", "2001:db8::1"),
        ("2001:DB8::1", "2001:db8::1"),
        ("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("[2001:db8:0::1]:0", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("[fe80::1%25eth0]:443", "fe80::1"),
        ("[fe80::1%eth0]:443", "fe80::1"),
        ("::1", "::1"),
        ("::", "::"),
        ("::192.0.2.1", "::192.0.2.1"),
    ])
    func `an address has one value, however it is spelt`(text: String, canonical: String) {
        #expect(NetworkAddress(text)?.description == canonical)
        #expect(NetworkAddress(text) == NetworkAddress(canonical))
    }

    @Test(arguments: [
        "", " ", "1", "192.0.2", "192.0.2.1.5", "192.0.2.256", "0300.0.2.1", "192.0.2.1:", "192.0.2.1:65536",
        "192.0.2.1:8a", "192.0.2.1:-1", "192.0.2.1 192.0.2.2", "192.0.2.1,192.0.2.2", "192.0.2.1\0",
        "192.0.2.1\0.9",
        "192.0.2.1%eth0", "[192.0.2.1]:80", "2001:db8::1::2", "2001:db8:::1", "[2001:db8::1", "2001:db8::1]",
        "[2001:db8::1]443", "[2001:db8::1]:", "[2001:db8::1]:443:1", "fe80::1%", "fe80::1%a%b",
        "fe80::1%\u{00a0}",
        "12345::1", "localhost", "unknown", "_hidden", "１９２.0.2.1", "192。0。2。1",
        String(repeating: "0", count: 200) + "::1",
    ])
    func `what is no address is none`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test func `IPv6 addresses are counted by their first 64 bits, IPv4 addresses each for itself`() throws {
        func group(_ text: String) throws -> NetworkAddress.Group { try #require(NetworkAddress(text)).group }
        #expect(try group("2001:db8:1:2::1") == group("2001:DB8:1:2:ffff:ffff:ffff:ffff"))
        #expect(try group("2001:db8:1:2::") == group("[2001:db8:1:2:0::9]:443"))
        #expect(try group("2001:db8::1") == group("2001:db8:0:0:1::"))
        #expect(try group("2001:db8:1:2::1") != group("2001:db8:1:3::1"))
        #expect(try group("192.0.2.1") == group("::ffff:192.0.2.1"))
        #expect(try group("192.0.2.1") != group("192.0.2.2"))
        #expect(try group("0.0.0.0") != group("::"))
        #expect(try group("fe80::1%eth0") == group("fe80::2%eth1"))
    }
}
