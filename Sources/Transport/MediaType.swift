/// What a file is, by its extension (registered at IANA; ICO as browsers know it). Scripts and JSON are UTF-8 without saying so
/// (RFC 9239, 4.2; RFC 8259, 8.1), a style sheet is read as the page that names it (CSS Syntax Level 3, 3.2).
enum MediaType {
    static func of(_ name: some StringProtocol) -> String {
        switch name.split(separator: ".").last?.lowercased() ?? "" {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css"
        case "js", "mjs": "text/javascript"
        case "json", "map": "application/json"
        case "webmanifest": "application/manifest+json"
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

    /// Whether a browser may show it as a document of its own. Everything else here is only ever a part of a page.
    static func isPage(_ type: String) -> Bool {
        type.hasPrefix("text/html") || type.hasPrefix("application/octet-stream")
    }

    /// Scripts, style sheets and tables of words: the same in every installation.
    static func isProgram(_ type: String) -> Bool {
        ["text/javascript", "text/css", "application/json"].contains { type.hasPrefix($0) }
    }
}
