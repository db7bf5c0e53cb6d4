import TestKit
import Testing
import Transport

@Suite("Static files", .timeLimit(.minutes(10)))
struct StaticFilesTests {
    private let files: [String: [UInt8]] = [
        "index.html": Array("<p>index</p>".utf8),
        "desk.html": Array("<p>desk</p>".utf8),
        "404.html": Array("<p>none</p>".utf8),
        "js/app.js": Array("export {}".utf8),
        "js/long.js": Array(String(repeating: "export const same = 1;\n", count: 40).utf8),
        "noise.png": (0..<512).map {
            UInt8(truncatingIfNeeded: (UInt64($0 * $0 + 1) &* 0x9E37_79B9_7F4A_7C15) >> 52)
        },
        "icon.svg": Array("<svg/>".utf8),
        ".secret": Array("secret".utf8),
    ]

    private func with(
        reload: Bool = false, _ body: (SocketClient, Folder) throws -> Void
    ) async throws {
        let folder = try Folder(files)
        let (server, port) = try await ServerUnderTest.start(
            files: try StaticFiles(root: folder.path, reload: reload))
        let result = Result { try body(SocketClient(port: port), folder) }
        await server.stop()
        try result.get()
    }

    @Test("a page comes whole, with its type, its length, its tag and every security header")
    func page() async throws {
        try await with { client, _ throws in
            let answer = try client.get("/")
            #expect(answer.status == 200)
            #expect(answer.text == "<p>index</p>")
            #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
            #expect(answer.headers["cache-control"] == "no-cache")
            #expect(answer.headers["etag"]?.count == 18)
            let policy = answer.headers["content-security-policy"] ?? ""
            for part in [
                "default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'none'",
            ] {
                #expect(policy.contains(part))
            }
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            #expect(answer.headers["referrer-policy"] == "no-referrer")
            #expect(answer.headers["cross-origin-opener-policy"] == "same-origin")
            #expect(answer.headers["permissions-policy"]?.contains("geolocation=()") == true)
            #expect(answer.headers["server"] == nil)
            // Only over TLS (RFC 6797, 7.2).
            #expect(answer.headers["strict-transport-security"] == nil)
        }
    }

    @Test("a page is found without its extension, and HEAD gives its head alone")
    func extensionless() async throws {
        try await with { client, _ throws in
            let page = try client.get("/desk")
            #expect(page.text == "<p>desk</p>")
            for odd in ["/desk%23s-1.2.1.AA?from=timeline", "/desk%20", "/desk%E3%80%82", "/desk%2523a"] {
                #expect(try client.get(odd).text == "<p>desk</p>", "\(odd)")
            }
            for none in ["/desk.", "/deskx%23", "/js/app.js%23", "/desk/%23", "/desk/x%23", "/%23desk"] {
                #expect(try client.get(none).status == 404, "\(none)")
            }
            let head = try client.get("/desk", method: "HEAD")
            #expect(head.status == 200)
            #expect(head.headers["content-length"] == "11")
            #expect(head.headers["etag"] == page.headers["etag"])
            #expect(try client.get("/icon.svg").headers["content-type"] == "image/svg+xml; charset=utf-8")
        }
    }

    @Test("who has the file already is told so")
    func notModified() async throws {
        try await with { client, _ throws in
            let tag = try client.get("/js/app.js").headers["etag"] ?? ""
            for header in ["If-None-Match: \(tag)", "If-None-Match: \"x\", W/\(tag)", "If-None-Match: *"] {
                let answer = try client.get("/js/app.js", [header])
                #expect(answer.status == 304)
                #expect(answer.headers["etag"] == tag)
                #expect(answer.headers["content-length"] == nil)
            }
            #expect(try client.get("/js/app.js", ["If-None-Match: \"x\""]).status == 200)
        }
    }

    @Test("a versioned name may be kept, a page never without asking")
    func caching() async throws {
        try await with { client, _ throws in
            let kept = "public, max-age=31536000, immutable"
            #expect(try client.get("/js/app.js?v=12").headers["cache-control"] == kept)
            #expect(try client.get("/js/app.js").headers["cache-control"] == "no-cache")
            #expect(try client.get("/desk?v=12").headers["cache-control"] == "no-cache")
        }
    }

    @Test("what gets shorter goes compressed to those who take it, under a tag of its own")
    func compressed() async throws {
        try await with { client, _ throws in
            let packed = try client.get("/js/long.js", ["Accept-Encoding: gzip, br;q=0.8"])
            #expect(packed.headers["content-encoding"] == "br")
            #expect(packed.body.count < 200)
            #expect(packed.headers["vary"] == "accept-encoding")
            #expect(packed.headers["content-type"] == "text/javascript")
            let head = try client.get("/js/long.js", ["Accept-Encoding: br"], method: "HEAD")
            #expect(head.headers["content-length"] == "\(packed.body.count)")
            let plain = try client.get("/js/long.js", ["Accept-Encoding: gzip, br;q=0"])
            #expect(plain.headers["content-encoding"] == nil)
            #expect(plain.body == files["js/long.js"])
            #expect(plain.headers["vary"] == "accept-encoding")
            #expect(plain.headers["etag"] != packed.headers["etag"])

            let tag = packed.headers["etag"] ?? ""
            let known = ["Accept-Encoding: br", "If-None-Match: \(tag)"]
            let same = try client.get("/js/long.js", known)
            #expect(same.status == 304)
            #expect(same.headers["content-encoding"] == nil)
            #expect(try client.get("/js/long.js", ["If-None-Match: \(tag)"]).status == 200)
            let short = try client.get("/noise.png", ["Accept-Encoding: br"])
            #expect(short.headers["content-encoding"] == nil)
            #expect(short.headers["vary"] == nil)
        }
    }

    @Test("packed files are smaller and the same: who has one is not sent it again")
    func packed() async throws {
        let script = (0..<400).map { "export const name\($0 * 7919 % 401) = \($0 * 7919 % 4001);\n" }.joined()
        let folder = try Folder(["js/long.js": Array(script.utf8)])
        let files = try StaticFiles(root: folder.path)
        let quick = try await answers(from: files, ["Accept-Encoding: br"], [])
        let known = ["Accept-Encoding: br", "If-None-Match: \(quick[0].headers["etag"] ?? "")"]
        let packed = try await answers(from: files.packed(), ["Accept-Encoding: br"], known, [])
        #expect(packed[0].body.count < quick[0].body.count)
        #expect(packed[0].headers["etag"] == quick[0].headers["etag"])
        #expect(packed[1].status == 304)
        #expect(packed[2].body == Array(script.utf8))
        #expect(packed[2].body == quick[1].body)
    }

    /// What a server with these files says of the long script, once for each list of headers.
    private func answers(
        from files: StaticFiles, _ headers: [String]...
    ) async throws -> [SocketClient.Answer] {
        let (server, port) = try await ServerUnderTest.start(files: files)
        let result = Result {
            let client = try SocketClient(port: port)
            return try headers.map { try client.get("/js/long.js", $0) }
        }
        await server.stop()
        return try result.get()
    }

    @Test("a file that goes out as it is can be asked for in part")
    func ranges() async throws {
        try await with { client, _ throws in
            let whole = try client.get("/noise.png")
            let part = try client.get("/noise.png", ["Range: bytes=10-19"])
            #expect(part.status == 206)
            #expect(part.body == Array(whole.body[10..<20]))
            #expect(part.headers["content-range"] == "bytes 10-19/512")
            #expect(part.headers["etag"] == whole.headers["etag"])
            let tag = whole.headers["etag"] ?? ""
            #expect(try client.get("/noise.png", ["Range: bytes=-2", "If-Range: \(tag)"]).body.count == 2)
            #expect(try client.get("/noise.png", ["Range: bytes=-2", "If-Range: \"x\""]).status == 200)
            let beyond = try client.get("/noise.png", ["Range: bytes=512-"])
            #expect(beyond.status == 416)
            #expect(beyond.headers["content-range"] == "bytes */512")
            #expect(try client.get("/noise.png", ["Range: bytes=1-2"], method: "HEAD").status == 200)
            let packed = try client.get("/js/long.js", ["Range: bytes=1-2", "Accept-Encoding: br"])
            #expect(packed.status == 200)
            #expect(try client.get("/noise.png", ["Range: bytes=0-1", "Range: bytes=3-4"]).status == 400)
        }
    }

    @Test("what is only a part of a page may do nothing by itself")
    func parts() async throws {
        try await with { client, _ throws in
            for path in ["/js/app.js", "/noise.png", "/icon.svg"] {
                let part = try client.get(path)
                #expect(part.headers["x-content-type-options"] == "nosniff")
                let isPicture = path != "/js/app.js"
                #expect((part.headers["cross-origin-resource-policy"] == "same-origin") == isPicture)
                let policy = part.headers["content-security-policy"]
                #expect(policy == "default-src 'none'; frame-ancestors 'none'")
                #expect(part.headers["referrer-policy"] == "no-referrer")
                let permissions = part.headers["permissions-policy"]
                #expect(permissions == "camera=(self), microphone=(self), display-capture=(self)")
            }
            for path in ["/", "/desk", "/nothing"] {
                let policy = try client.get(path).headers["content-security-policy"]
                #expect(policy?.contains("script-src 'self'") == true)
            }
        }
    }

    @Test(
        "nothing but the files of the folder has a name",
        arguments: [
            "/nothing", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/js/../../etc/passwd", "/.secret",
            "/js",
            "/js/", "/js/app.js/", "/desk.html%00", "/desk/", "/index.html/index.html",
        ])
    func unknown(path: String) async throws {
        for reload in [false, true] {
            try await with(reload: reload) { client, _ throws in
                try client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                // lws refuses some of them by itself and closes.
                guard let answer = try? client.answer() else { return }
                #expect(answer.status == 404 || answer.status == 403)
                #expect(answer.headers["x-content-type-options"] == "nosniff")
                #expect(!answer.text.contains("root:") && !answer.text.contains("secret"))
            }
        }
    }

    @Test("with reload a changed file is served as it is now, without it as it was")
    func reload() async throws {
        for reload in [false, true] {
            try await with(reload: reload) { client, folder throws in
                #expect(try client.get("/desk").text == "<p>desk</p>")
                try folder.write("desk.html", Array("<p>new</p>".utf8))
                #expect(try client.get("/desk").text == (reload ? "<p>new</p>" : "<p>desk</p>"))
                let before = try client.get("/js/long.js", ["Accept-Encoding: br"]).body
                try folder.write("js/long.js", Array(String(repeating: "other\n", count: 90).utf8))
                let after = try client.get("/js/long.js", ["Accept-Encoding: br"])
                #expect(after.headers["content-encoding"] == "br")
                #expect((after.body != before) == reload)
            }
        }
    }

    @Test("a folder that is not there is told at the start")
    func missingFolder() {
        #expect(throws: TransportError(.staticFilesUnreadable, "")) {
            try StaticFiles(root: "/nowhere/at/all")
        }
    }
}
