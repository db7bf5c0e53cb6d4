/// What kind of browser a person uses, as the record keeps it: name, major version and system, no more.
enum BrowserName {
    /// Reads a User-Agent (RFC 9110, 10.1.5). It is for people's eyes; nothing is decided by it.
    static func describe(_ userAgent: String) -> String {
        // Bytes, not characters: a User-Agent is ASCII, and finding where characters end costs more than a handshake's
        // other strings together.
        let words = userAgent.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
        let browser = browsers.lazy.compactMap { name, token in
            version(after: token, in: words).map { "\(name) \($0)" }
        }.first
        let system = systems.first { userAgent.contains($0.token) }?.name
        return [browser ?? "?", system].compactMap { $0 }.joined(separator: ", ")
    }

    /// In this order: each later one is named inside the strings of the earlier ones.
    private static let browsers = [
        ("WeChat", "MicroMessenger/"), ("Edge", "Edg/"), ("Firefox", "Firefox/"), ("Firefox", "FxiOS/"),
        ("Chrome", "CriOS/"), ("Chrome", "HeadlessChrome/"), ("Chrome", "Chrome/"), ("Safari", "Version/"),
    ]

    private static let systems: [(name: String, token: String)] = [
        ("iOS", "iPhone"), ("iPadOS", "iPad"), ("HarmonyOS", "HarmonyOS"), ("Android", "Android"),
        ("Windows", "Windows"), ("macOS", "Mac OS X"), ("Linux", "Linux"),
    ]

    private static func version(after token: String, in words: [String]) -> String? {
        guard let word = words.first(where: { $0.utf8.starts(with: token.utf8) }) else { return nil }
        let digits = word.utf8.dropFirst(token.utf8.count).prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? nil : String(Substring(digits.prefix(4)))
    }
}
