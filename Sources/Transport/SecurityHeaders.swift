/// What responses carry against misuse, also those that lws makes by itself: a document all that it is to obey, everything else
/// that it may do nothing at all. The short set is strict too, and stands on each of forty parts of a first page.
enum SecurityHeaders {
    /// Content Security Policy Level 3. Without a directive of its own nothing may be loaded: fonts, workers, frames. No form is
    /// ever sent by the browser itself: scripts do that, and a password can't get into an address.
    private static let policyOfDocument = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' blob:",
        "media-src 'self' blob:", "connect-src 'self'", "base-uri 'none'", "form-action 'none'",
        "frame-ancestors 'none'",
    ].joined(separator: "; ")

    private static let mediaPermissions = "camera=(self), microphone=(self), display-capture=(self)"

    /// A page needs the camera, the microphone and the screen, and nothing else that a browser guards.
    private static let permissionsOfDocument = [
        mediaPermissions, "screen-wake-lock=(self)", "autoplay=(self)", "fullscreen=(self)",
        "clipboard-write=(self)", "geolocation=()", "payment=()", "usb=()", "midi=()", "accelerometer=()",
        "gyroscope=()", "magnetometer=()",
    ].joined(separator: ", ")

    static func ofDocument(isSecure: Bool) -> [(name: String, value: String)] {
        [
            ("content-security-policy", policyOfDocument),
            ("permissions-policy", permissionsOfDocument),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] + common(isSecure: isSecure)
    }

    /// Scripts, style sheets, pictures, the API's answers: opened by themselves they load nothing and run nothing.
    ///
    /// `isProgram`: the same in every installation and nobody's secret. The rest is kept from other sites' pages: a portrait is
    /// somebody's face.
    static func ofPart(isProgram: Bool, isSecure: Bool) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = [
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
            ("permissions-policy", mediaPermissions),
        ]
        if !isProgram { headers.append(("cross-origin-resource-policy", "same-origin")) }
        return headers + common(isSecure: isSecure)
    }

    /// HSTS only where TLS is: over plain HTTP browsers ignore it (RFC 6797, 8.1).
    private static func common(isSecure: Bool) -> [(name: String, value: String)] {
        let all = [
            (name: "referrer-policy", value: "no-referrer"),
            (name: "x-content-type-options", value: "nosniff"),
            (name: "strict-transport-security", value: "max-age=31536000"),
        ]
        return isSecure ? all : all.dropLast()
    }
}
