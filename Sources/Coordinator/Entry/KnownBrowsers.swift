import Cryptography

/// The marks that a browser carries of the people who have signed in on it. A mark signs nobody in: it says that wrong tries
/// made elsewhere, also behind the same address, don't count for this person on this browser. Made by our key, bound to
/// the staff number, so that nobody makes one for somebody else.
struct KnownBrowsers {
    static let cookieName = "__Host-trialogue-known"
    /// People whose marks one browser carries: a duty desk is shared.
    static let most = 4

    private let key: InviteKey

    init(key: InviteKey) { self.key = key }

    /// The mark of this person in the cookie's value; nil when there is none of ours.
    func mark(of staffNo: String, in cookie: String?) -> String? {
        marks(in: cookie).first { isOurs($0, of: staffNo) }
    }

    /// The cookie's value after this person has signed in.
    func adding(_ staffNo: String, to cookie: String?) -> String {
        var marks = marks(in: cookie)
        if let own = mark(of: staffNo, in: cookie) {
            marks.removeAll { $0 == own }
            marks.append(own)
        } else {
            let name = SecureRandom.identifier()
            marks.append("\(name).\(key.browserMark(name: name, staffNo: staffNo))")
        }
        return marks.suffix(Self.most).joined(separator: "~")
    }

    private func marks(in cookie: String?) -> [String] {
        (cookie ?? "").split(separator: "~").prefix(Self.most).map(String.init).filter {
            $0.utf8.count <= 128 && $0.utf8.allSatisfy(Self.isPlain)
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
    }

    private func isOurs(_ mark: String, of staffNo: String) -> Bool {
        let parts = mark.split(separator: ".")
        guard parts.count == 2 else { return false }
        return ConstantTime.equal(
            String(parts[1]), key.browserMark(name: String(parts[0]), staffNo: staffNo))
    }
}
