import CLibWebSockets
import Glibc

/// The pages, scripts and pictures of one folder, read into memory at the start: a name that was not there then does
/// not exist, so no path can lead out of the folder. Each is kept plain and compressed: docs/decisions/0006-front-end.md.
package struct StaticFiles: Sendable {
    private struct File: Sendable {
        let plain: Form
        /// nil when it is hardly shorter.
        let compressed: Form?
        let mediaType: String
    }

    /// Bytes as they are sent, and the tag that names them.
    private struct Form: Sendable {
        let bytes: [UInt8]
        let entityTag: String
    }

    private let root: String
    private let reload: Bool
    private let files: [String: File]

    /// `reload`: for development, each request reads its file anew.
    package init(root: String, reload: Bool = false) throws(TransportError) {
        self.root = root
        self.reload = reload
        var names: [String] = []
        guard Self.list(root, "", &names) else { throw TransportError(.staticFilesUnreadable, root) }
        var files: [String: File] = [:]
        for name in names {
            guard let file = Self.read(root, name) else {
                throw TransportError(.staticFilesUnreadable, "\(root)/\(name)")
            }
            files[name] = file
        }
        self.files = files
    }

    /// The same files with the compressed forms as small as they get: a twelfth less, for about a second of one core. Not for the
    /// loop. With `reload` they stay as they are.
    package func packed() -> StaticFiles {
        guard !reload else { return self }
        return StaticFiles(
            root: root, reload: reload,
            files: files.mapValues { file in
                guard let quick = file.compressed,
                    let small = Compression.compress(file.plain.bytes, .thorough)
                else { return file }
                return File(
                    plain: file.plain, compressed: Form(bytes: small, entityTag: quick.entityTag),
                    mediaType: file.mediaType)
            })
    }

    private init(root: String, reload: Bool, files: [String: File]) {
        self.root = root
        self.reload = reload
        self.files = files
    }

    // MARK: Answering

    /// The answer to a GET or HEAD: the file, 304 when the client has it, or 404 with the page for it.
    @LoopActor
    func answer(_ exchange: HTTPExchange) -> HTTPResponse {
        answer(
            path: exchange.path, isVersioned: exchange.query.contains { $0.0 == "v" },
            ifNoneMatch: exchange.header("if-none-match"), acceptEncoding: exchange.header("accept-encoding"),
            range: exchange.method == "GET" ? exchange.header("range") : nil,
            ifRange: exchange.header("if-range"))
    }

    func answer(
        path: String, isVersioned: Bool, ifNoneMatch: String?, acceptEncoding: String?, range: String? = nil,
        ifRange: String? = nil
    ) -> HTTPResponse {
        guard let (name, file) = find(path) else { return missing() }
        let compressed = Compression.isAccepted(acceptEncoding) ? file.compressed : nil
        let form = compressed ?? file.plain
        let isPage = name.hasSuffix(".html")
        let isProgram = MediaType.isProgram(file.mediaType)
        var headers = [
            ("etag", form.entityTag),
            ("cache-control", isVersioned && !isPage ? "public, max-age=31536000, immutable" : "no-cache"),
        ]
        if file.compressed != nil { headers.append(("vary", "accept-encoding")) }
        if EntityTag.isListed(ifNoneMatch, form.entityTag) {
            return HTTPResponse(
                status: 304, headers: headers, contentType: file.mediaType, body: [],
                isProgram: isProgram)
        }
        if compressed != nil {
            headers.append(("content-encoding", Compression.coding))
        } else if range != nil {
            // A player of sounds asks for parts.
            return part(of: file, range, ifRange, headers)
        }
        return HTTPResponse(
            status: 200, headers: headers, contentType: file.mediaType, body: form.bytes,
            isProgram: isProgram)
    }

    private func part(of file: File, _ range: String?, _ ifRange: String?, _ headers: [(String, String)])
        -> HTTPResponse
    {
        let form = file.plain
        let answer = ByteRange(range, ifRange: ifRange, entityTag: form.entityTag, count: form.bytes.count)
            .answer(of: form.bytes.count)
        return HTTPResponse(
            status: answer.status, headers: headers + answer.headers, contentType: file.mediaType,
            body: answer.part.count == form.bytes.count ? form.bytes : Array(form.bytes[answer.part]),
            isProgram: MediaType.isProgram(file.mediaType))
    }

    /// "/" is index.html, "/desk" is desk.html. What a messenger escaped or put behind a page's name is none of it: "/j%23…" is j.html too.
    private func find(_ path: String) -> (String, File)? {
        if let found = exact(path) { return found }
        let page = String(Substring(path.utf8.prefix { Self.isOfName($0) }))
        return page == path || page == "/" || page.contains(".") ? nil : exact(page)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
        default: false
        }
    }

    private func exact(_ path: String) -> (String, File)? {
        let name = String(path.dropFirst())
        if name.isEmpty { return file("index.html").map { ("index.html", $0) } }
        if let found = file(name) { return (name, found) }
        let last = name.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard !last.isEmpty, !last.contains("."), let page = file(name + ".html") else { return nil }
        return (name + ".html", page)
    }

    private func missing() -> HTTPResponse {
        let headers = [("cache-control", "no-store")]
        guard let page = file("404.html") else {
            return HTTPResponse(
                status: 404, headers: headers, contentType: "text/plain; charset=utf-8",
                body: Array("404\n".utf8))
        }
        return HTTPResponse(
            status: 404, headers: headers, contentType: page.mediaType, body: page.plain.bytes)
    }

    private func file(_ name: String) -> File? {
        guard reload else { return files[name] }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("\0") }) else {
            return nil
        }
        return Self.read(root, name)
    }

    // MARK: Reading

    /// Every regular file below, by its path from the root. Hidden ones are left out.
    private static func list(_ root: String, _ folder: String, _ names: inout [String]) -> Bool {
        guard let directory = opendir(folder.isEmpty ? root : "\(root)/\(folder)") else { return false }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !name.hasPrefix(".") else { continue }
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            var status = stat()
            guard stat("\(root)/\(path)", &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                guard list(root, path, &names) else { return false }
            } else if status.st_mode & S_IFMT == S_IFREG {
                names.append(path)
            }
        }
        return true
    }

    private static func read(_ root: String, _ name: String) -> File? {
        let descriptor = open("\(root)/\(name)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.st_size))
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        guard let version = version(of: bytes) else { return nil }
        let compressed = Compression.compress(bytes, .quick).map {
            Form(bytes: $0, entityTag: "W/\"\(version).\(Compression.coding)\"")
        }
        return File(
            plain: Form(bytes: bytes, entityTag: "\"\(version)\""), compressed: compressed,
            mediaType: MediaType.of(name))
    }

    /// The beginning of the SHA-256 of the plain bytes: two versions of one file are to differ, and nobody is to be kept from
    /// making them equal. The compressed form's tag is weak (RFC 9110, 8.8.1): it names what one gets by unpacking, so that who
    /// has the file from before `packed` need not fetch it again.
    private static func version(of bytes: [UInt8]) -> String? {
        var digest = [UInt8](repeating: 0, count: 32)
        guard trialogue_sha256(bytes, bytes.count, &digest) == 1 else { return nil }
        let digits = Array("0123456789abcdef")
        return String(digest.prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
