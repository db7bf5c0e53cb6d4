/// What kind of browser a person uses, as the record keeps it: name, major version and system, no more.
enum BrowserName {
    /// Reads a User-Agent (RFC 9110, 10.1.5). It is for people's eyes; nothing is decided by it.
    static func describe(_ userAgent: String) -> String {
        let browser = browsers.lazy.compactMap { name, token in
            version(after: token, in: userAgent).map { "\(name) \($0)" }
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

    private static func version(after token: String, in userAgent: String) -> String? {
        for word in userAgent.split(separator: " ") where word.hasPrefix(token) {
            let digits = word.dropFirst(token.count).prefix { $0.isASCII && $0.isNumber }
            return digits.isEmpty ? nil : String(digits.prefix(4))
        }
        return nil
    }
}
