import Testing
import Transport

@Suite(.timeLimit(.minutes(10))) struct OriginTests {
    @Test(arguments: [
        ("https://host.example", "https://host.example"), ("https://host.example/", "https://host.example"),
        ("HTTPS://Host.Example:443/", "https://host.example"),
        ("https://host.example:8443", "https://host.example:8443"),
        ("http://host.example:80", "http://host.example"),
        ("http://host.example:443", "http://host.example:443"),
        ("https://192.0.2.7:9443", "https://192.0.2.7:9443"), ("https://[::1]:9612", "https://[::1]:9612"),
        ("https://[2001:DB8:0:0::1]", "https://[2001:db8::1]"), ("https://host", "https://host"),
    ])
    func `An origin has the spelling in which browsers send it`(typed: String, text: String) throws {
        #expect(try Origin(typed: typed).text == text)
    }

    @Test(arguments: [
        "", "host.example", "ftp://host.example", "https://", "https:///", "https://host.example/path",
        "https://host.example//", "https://host.example?x", "https://host.example#x",
        "https://me@host.example",
        "https://host.example:0", "https://host.example:65536", "https://host.example:x",
        "https://host.example:",
        "https://host example", "https://-host.example", "https://host..example", "https://主机.example",
        "https://192.0.2", "https://192.0.2.256", "https://[::1", "https://::1", "https://[fe80::1%eth0]",
        "https://[192.0.2.7]", "https://host.example:8443:1", "https://*.example",
    ])
    func `What is no origin is told in words`(typed: String) {
        #expect(throws: Origin.Fault.self) { try Origin(typed: typed) }
    }

    @Test(arguments: [
        ("127.0.0.1:8443", "127.0.0.1:8443"), ("0.0.0.0:0", "0.0.0.0:0"), ("[::1]:9612", "[::1]:9612"),
        ("[::]:443", "[::]:443"), ("[2001:DB8:0::1]:80", "[2001:db8::1]:80"),
        ("127.0.0.1:0443", "127.0.0.1:443"),
    ])
    func `A listening address is numeric, in brackets where it has colons`(typed: String, text: String) {
        #expect(ListenAddress(typed: typed)?.description == text)
    }

    @Test(arguments: [
        "", ":8443", "8443", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536", "127.0.0.1:-1",
        "127.0.0.1:+1", "127.0.0.1:8443:1", "::1:9612", "[::1]", "[::1]:", "[127.0.0.1]:80", "localhost:8443",
        "host.example:80", "127.1:80", "[::1:80", "::1]:80", "[]:80", "127.0.0.1:000080",
    ])
    func `What is no listening address is refused`(typed: String) {
        #expect(ListenAddress(typed: typed) == nil)
    }

    @Test func `A server is reached where it listens, and by loopback where it listens everywhere`() throws {
        for (listen, origin) in [
            ("0.0.0.0:1", "https://127.0.0.1:9"), ("[::]:1", "https://[::1]:9"),
            ("[::1]:1", "https://[::1]:9"),
            ("192.0.2.7:1", "https://192.0.2.7:9"),
        ] {
            let address = try #require(ListenAddress(typed: listen))
            #expect(Origin(isSecure: true, address: address, port: 9).text == origin)
        }
        #expect(Origin(isSecure: true, address: .standard, port: 443).text == "https://127.0.0.1")
    }
}
