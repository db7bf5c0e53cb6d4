import Coordinator
import Mediation
import Transport

/// Holds every message, as it leaves the server and as a page takes it, against what docs/protocol.md promises. It is made of the
/// meaning of the promises and asks no function of the product.
@LoopActor
final class Judge {
    private let world: World
    /// Rights that were taken away, and when whoever took them was told so.
    var takenAway: [(right: Right, at: Int64)] = []
    /// New answers to each guest's seat since the room was made of its rows last.
    private var results: [Int: Set<String>] = [:]
    private var countedSince: Int64 = 0

    init(_ world: World) { self.world = world }

    // MARK: As it arrives

    /// Whom a hello speaks for is remembered: no later one of the same socket may speak for another.
    func arrives(_ text: String, on line: Line) {
        guard text.hasPrefix(#"{"type":"hello","#), let hello = JSON(Array(text.utf8)) else { return }
        let credential = hello["seatCredential"]?.text
        let claim = line.page.rights.first { right in
            credential.map { right.credential == $0 }
                ?? (!right.cookie.isEmpty && right.session.text == hello["session"]?.text)
        }
        line.claims.insert(claim.map { "\($0.seat) of \($0.session)" } ?? "nobody \(line.claims.count)")
    }

    // MARK: As it leaves

    func sent(_ message: JSON, _ bytes: [UInt8], on line: Line) {
        let type = message["type"]?.text ?? ""
        if world.trace.isTold {
            world.trace.note(
                "\(world.now) to \(line.page.name) \(line.peer.number): \(String(decoding: bytes.prefix(9000), as: UTF8.self))"
            )
        }
        if type != "beat" { line.helloAt = nil }
        if type == "refused", message["code"]?.text?.hasPrefix("open_") == true, line.claims.count == 1 {
            line.knownAs = line.claims.first
        }
        if type == "welcome" { welcomed(message, line) }
        guard let (_, seat) = line.welcomedTo else {
            guard ["refused", "pending", "beat"].contains(type) else {
                return world.breaks("\(line.page.name) holds no seat and is told \(type)")
            }
            return
        }
        guard seat != 1 else { return }
        for own in ["note#", "word#"] where bytes.count(of: own) > 0 {
            world.breaks("seat \(seat) is sent what is the bureau's own: \(own)")
        }
        if type == "result", let id = message["id"]?.text { count(id, seat) }
    }

    /// Nobody speaks for a seat that no credential of theirs opens; nobody becomes another; a right that was taken away opens nothing.
    private func welcomed(_ message: JSON, _ line: Line) {
        guard let seat = message["seat"]?.number else { return world.breaks("a welcome to no seat") }
        let page = line.page
        let session =
            message["state"]?["session"]?["id"]?.text ?? line.welcomedTo?.session ?? page.right.session.text
        if let before = line.welcomedTo, before.seat != seat || before.session != session {
            world.breaks(
                "the socket of \(page.name) spoke for seat \(before.seat), and speaks for \(seat) of \(session)"
            )
        }
        if let known = line.knownAs, known != "\(seat) of \(session)" {
            world.breaks(
                "the socket of \(page.name) spoke for seat \(known), and is welcomed to \(seat) of \(session)"
            )
        }
        line.welcomedTo = (session, seat)
        let rights = page.rights.filter { $0.seat == seat && $0.session.text == session }
        guard !rights.isEmpty else {
            return world.breaks(
                "\(page.name) is welcomed to seat \(seat) of \(session), which nothing of theirs opens")
        }
        let standing = rights.filter { right in
            !takenAway.contains { $0.right == right && $0.at < line.saidHelloAt }
        }
        line.welcomedBy = Array(rights)
        if standing.isEmpty {
            world.breaks("\(page.name) is welcomed to seat \(seat) by a right that was taken away")
        }
    }

    private func count(_ id: String, _ seat: Int) {
        results[seat, default: []].insert(id)
        let most = 61 + Int((world.now - countedSince) / 2000)
        if results[seat, default: []].count > most {
            world.breaks("seat \(seat) did more than \(most) things")
        }
    }

    /// A room that is made anew counts anew.
    func countsAnew() {
        results = [:]
        countedSince = world.now
    }

    func closed(_ line: Line, _ code: CloseCode) {
        line.helloAt = nil
        if code == .fault { countsAnew() }
    }

    // MARK: As a page takes it

    func heard(_ message: JSON, _ type: String, _ page: Page) {
        guard page.told.isWelcome, let seat = page.told.seat else { return }
        if type == "signal" {
            let (from, epoch) = (message["from"]?.number, message["epoch"]?.number)
            if !page.told.isLinked(to: from, epoch: epoch) {
                world.breaks(
                    "\(page.name) gets a signal of \(from ?? 0) in epoch \(epoch ?? 0), and was told of no such link"
                )
            }
        }
        guard ["welcome", "update", "draft"].contains(type), seat != 1 else { return }
        if let wrong = wrong(in: page.told, of: seat) {
            world.breaks("\(page.name) on seat \(seat) \(wrong)")
        }
    }

    /// What a guest's page must never be told, by the state that it was told itself.
    private func wrong(in told: Told, of seat: Int) -> String? {
        for section in ["edges", "happenings", "claims"] where !told.list(section).isEmpty {
            return "reads \(section)"
        }
        let session = told.sections["session"]
        for name in ["title", "caseID", "caseNo"] where session?[name]?.text != nil {
            return "reads the session's \(name)"
        }
        let wall = told.sections["wall"]
        if let note = wall?["note"], note != .null { return "reads the private notes" }
        if let words = wall?["words"], words != .null { return "reads the words from outside" }
        if let wrong = seats(told, seat) { return wrong }
        if told.standing != "admitted" { return inFront(told, seat) }
        guard told.wallPhase != "open" else { return nil }
        if !(told.sections["minutes"]?["sections"]?.list.isEmpty ?? true) {
            return "reads minutes in a caucus"
        }
        for link in told.list("links") {
            let peer = link["peer"]?.number
            if !told.wallHas(seat, in: "members") || !told.wallHas(peer, in: "members") {
                return "has a link to \(peer ?? 0) that leads across the wall"
            }
        }
        return nil
    }

    private func seats(_ told: Told, _ seat: Int) -> String? {
        for other in told.list("seats") where other["seat"]?.number != seat {
            let number = other["seat"]?.number ?? 0
            for own in [
                "check", "identity", "device", "browser", "needs", "phone", "consentedAt", "revoked",
                "askedToWaitUntil",
            ] {
                if let value = other[own], value != .null { return "reads \(own) of seat \(number)" }
            }
            let isShielded = told.list("shields").contains {
                $0["subject"]?.number == number && $0["from"]?.number == seat && $0["medium"]?.text == "name"
            }
            if isShielded, other["name"]?.text != "" {
                return "reads the name of seat \(number), which is kept from them"
            }
            if number != 1, other["standing"]?.text != "admitted" {
                return "sees seat \(number), which is not at the table"
            }
        }
        for shield in told.list("shields")
        where shield["subject"]?.number != seat && shield["from"]?.number != seat {
            return "reads of a shield between others"
        }
        return nil
    }

    /// Who isn't admitted is told nothing beyond the table of docs/protocol.md, 2.2.
    private func inFront(_ told: Told, _ seat: Int) -> String? {
        if told.list("seats").contains(where: { $0["seat"]?.number != seat && $0["seat"]?.number != 1 }) {
            return "is not admitted and sees who is"
        }
        if !told.list("links").isEmpty { return "is not admitted and has links" }
        if told.wallPhase != "open" { return "is not admitted and is told of a wall" }
        if !told.list("shields").isEmpty { return "is not admitted and is told of shields" }
        if !(told.sections["minutes"]?["sections"]?.list.isEmpty ?? true) {
            return "is not admitted and reads minutes"
        }
        return nil
    }

    /// To open a link tells no name of the other party, and no matter.
    func answered(_ path: String, _ status: Int, _ bytes: [UInt8]) {
        guard path.hasSuffix("/open") else { return }
        for name in Founding.guests + ["夜里十点"] where bytes.count(of: name) > 0 {
            world.breaks("a link that is opened tells \(name)")
        }
    }

    /// Who has signed out speaks no more by that cookie, from the moment of the answer on.
    func signedOut(_ cookie: String, _ lines: [Line]) {
        for line in lines.sorted(by: { $0.peer.number < $1.peer.number })
        where line.cookie == cookie && line.welcomedTo?.seat == 1 && line.state == .open {
            world.breaks("a socket of \(line.page.name) outlives its sign-out")
        }
    }

    /// A link that was taken away before it was shown opens nothing.
    func opened(_ right: Right, shownAt: Int64, _ status: Int) {
        let isTakenAway = takenAway.contains { $0.right == right && $0.at < shownAt }
        if status == 200, isTakenAway {
            world.breaks("a link to seat \(right.seat) that was taken away opens")
        }
    }

    // MARK: In time

    /// What was asked is answered, or the line closed: of a store that takes a second at most, and a page that reads.
    private static let patience: Int64 = 90_000

    /// Silence ends a line, and so does the end of every right that it was welcomed by.
    func lookAt(_ line: Line) {
        guard line.state == .open else { return }
        if world.now - line.heardAt > 60_000 {
            world.breaks("a line of \(line.page.name) is silent and stands")
        }
        let isTakenAway = line.welcomedBy.allSatisfy { right in
            takenAway.contains { $0.right == right && world.now - $0.at > 5000 }
        }
        if !line.welcomedBy.isEmpty, isTakenAway {
            world.breaks("a line of \(line.page.name) stands by a right that was taken away")
        }
    }

    func lookAt(_ page: Page) {
        guard let line = page.line, line.isLively else { return }
        if let at = line.helloAt, world.now - at > Self.patience {
            world.breaks("a hello of \(page.name) is not answered, and its line not closed")
        }
        guard page.told.isWelcome, !page.isHostile else { return }
        for asked in page.outbox {
            if let at = asked.saidAt, world.now - at > Self.patience {
                world.breaks(
                    "\(asked.id) of \(page.name) is not answered, and its line not closed: \(asked.text)")
            }
        }
    }
}
