/// What a file is, by its extension (registered at IANA; ICO as browsers know it).
enum MediaType {
    static func of(_ name: some StringProtocol) -> String {
        switch name.split(separator: ".").last?.lowercased() ?? "" {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js", "mjs": "text/javascript; charset=utf-8"
        case "json", "map": "application/json; charset=utf-8"
        case "webmanifest": "application/manifest+json; charset=utf-8"
        case "txt": "text/plain; charset=utf-8"
        case "svg": "image/svg+xml; charset=utf-8"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        case "ico": "image/vnd.microsoft.icon"
        case "woff2": "font/woff2"
        case "wasm": "application/wasm"
        case "wav": "audio/wav"
        case "pdf": "application/pdf"
        default: "application/octet-stream"
        }
    }

    /// Whether it may hold scripts of its own. Everything else here is only ever a part of a page: it needs no rules about what a
    /// page may do.
    static func isPage(_ type: String) -> Bool {
        type.hasPrefix("text/html") || type.hasPrefix("application/octet-stream")
    }

    /// Scripts, style sheets and tables of words: the same in every installation.
    static func isProgram(_ type: String) -> Bool {
        ["text/javascript", "text/css", "application/json"].contains { type.hasPrefix($0) }
    }
}
