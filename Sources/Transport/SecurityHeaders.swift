/// What every response carries, also those that lws makes by itself.
enum SecurityHeaders {
    private static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:",
        "media-src 'self' blob:",
        "connect-src 'self'", "font-src 'none'", "worker-src 'self'", "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    /// A page needs the camera, the microphone and the screen, and nothing else that a browser guards.
    private static let permissions = [
        "camera=(self)", "microphone=(self)", "display-capture=(self)", "screen-wake-lock=(self)",
        "autoplay=(self)",
        "fullscreen=(self)", "clipboard-write=(self)", "geolocation=()", "payment=()", "usb=()", "midi=()",
        "accelerometer=()", "gyroscope=()", "magnetometer=()",
    ].joined(separator: ", ")

    /// HSTS only where TLS is: over plain HTTP browsers ignore it (RFC 6797, 8.1).
    static func all(isSecure: Bool) -> [(name: String, value: String)] {
        var headers = [
            ("content-security-policy", policy),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("permissions-policy", permissions),
        ]
        if isSecure { headers.append(("strict-transport-security", "max-age=31536000")) }
        return headers.map { (name: $0.0, value: $0.1) }
    }

    /// What the parts of a page carry: the rest tells what a document may do, and that document brought it. On forty parts of a
    /// first page all of it would be a third of what is sent. The program itself is nobody's secret, a portrait is somebody's face:
    /// only pictures are kept from other sites.
    static func ofPart(isProgram: Bool) -> [(name: String, value: String)] {
        let all = [
            (name: "x-content-type-options", value: "nosniff"),
            (name: "cross-origin-resource-policy", value: "same-origin"),
        ]
        return isProgram ? Array(all.prefix(1)) : all
    }
}
