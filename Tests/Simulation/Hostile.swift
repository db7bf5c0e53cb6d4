import Mediation
import TestKit
import Transport

/// Somebody who says anything in any order on any number of sockets. It knows the protocol, the room and its numbers, and has what
/// a person may have: a link of their own, a link of another talk, a colleague's sign-in, or nothing.
@LoopActor
final class Hostile: Play {
    private let world: World
    private let house: House
    /// Everything that it may rightly show.
    private let own: [Right]

    init(_ house: House, owning own: [Right]) {
        self.house = house
        world = house.world
        self.own = own
    }

    /// Mostly with what it has: whoever begins with nonsense is turned away and learns nothing.
    func opened(_ page: Page, _ line: Line) {
        if world.happens(750) { hello(page, isForged: false) }
    }

    func heard(_ page: Page, _ message: JSON, _ type: String) {
        if type == "beat", world.happens(700) { page.say(#"{"type":"beat"}"#) }
        // Known, and without a seat: the moment to try to be somebody else.
        guard type == "refused", message["code"]?.text?.hasPrefix("open_") == true, world.happens(600) else {
            return
        }
        world.after(world.draw(10...500)) { self.hello(page, isForged: self.world.happens(600)) }
    }
    func closed(_ page: Page, _ code: Int) {}

    /// Several things, close behind one another.
    func act(_ page: Page) {
        var at: Int64 = 0
        for _ in 0..<world.draw(1...5) {
            world.after(at) { self.actOnce(page) }
            at += world.draw(0...300)
        }
    }

    private func actOnce(_ page: Page) {
        guard page.line != nil, !world.happens(150) else {
            // The one before stays open: nobody closes it but the server.
            let sessions = house.founding.sessions.map(\.text)
            let places = sessions + sessions + sessions + ["s-none", "..", "s%2F1"]
            return page.connect(at: world.one(of: places))
        }
        switch world.draw(0...11) {
        case 0...3: hello(page)
        case 4...7: command(page)
        case 8: signal(page)
        case 9: page.say(world.one(of: Self.nonsense) ?? "")
        case 10: request(page)
        default:
            if world.happens(120) {
                for _ in 0..<260 { page.say(#"{"type":"beat"}"#) }
            } else if world.happens(250) {
                insist(page)
            } else {
                hello(page)
            }
        }
    }

    private static let nonsense = [
        "", "{", "[]", "null", "{\"type\":7}", "{\"type\":\"hello\"}", "{\"type\":\"ack\",\"seq\":999999}",
        "{\"type\":\"ack\",\"seq\":-1}", "{\"type\":\"stats\",\"links\":[{}]}",
        "{\"type\":\"nothing\",\"id\":\"x\"}",
        "{\"type\":\"media\",\"microphone\":\"live\",\"camera\":\"live\"}", String(repeating: "[", count: 40),
        "{\"type\":\"signal\",\"to\":9,\"epoch\":1,\"body\":{}}",
        "{\"type\":\"word\",\"text\":\"\(String(repeating: "x", count: 5000))\"}",
    ]

    /// With what it has, or with what it makes of it.
    private func hello(_ page: Page, isForged: Bool? = nil) {
        let right = world.one(of: own)
        var credential = right?.credential
        if let text = credential, isForged ?? world.happens(300) {
            // The own secret for another seat, generation or session.
            var parts = text.split(separator: ".").map(String.init)
            if parts.count == 4 { parts[world.draw(1...2)] = "\(world.draw(1...4))" }
            credential = parts.joined(separator: ".")
        }
        let session = world.one(of: house.founding.sessions)?.text ?? ""
        let who =
            credential.map { #""seatCredential":"\#($0)""# } ?? #""session":"\#(session)""#
        let watch = credential == nil && world.happens(300)
        let pages = house.pages.map(\.page) + [page.page, page.page, "h-\(world.draw(0...3))"]
        let devices = house.pages.map(\.device) + [page.device, page.device]
        let line = page.line
        line?.saidHelloAt = world.now
        page.say(
            #"{"type":"hello",\#(who),"page":"\#(world.one(of: pages) ?? "")","device":"\#(world.one(of: devices) ?? "")","#
                + #""run":null,"seq":\#(world.happens(200) ? 3 : 0),"links":[],"takeOver":\#(world.happens(500)),"watch":\#(watch)}"#
        )
    }

    private func command(_ page: Page) {
        guard let session = house.founding.sessions.first, let room = house.room(of: session) else { return }
        let seat = SeatNumber(world.draw(1...4)) ?? .bureau
        let command = RandomCommand.said(by: seat, in: room, &world.chance)
        // Ids of others too: they are a seat's, and what another asked is not answered here.
        let others = house.pages.flatMap { $0.answered.map(\.asked.id) }
        page.nextCommand += 1
        let id = world.happens(250) ? world.one(of: others) : nil
        page.say(
            CommandText.request(
                id ?? "h.\(page.nextCommand)", CommandText.marked(command, "\(page.name)-\(page.nextCommand)")
            ))
    }

    /// More of one thing than a seat may do.
    private func insist(_ page: Page) {
        let check = DeviceCheck(camera: .ok, microphone: .ok, speaker: .skipped, network: nil)
        page.nextCommand += 1
        page.say(CommandText.request("h.\(page.nextCommand)", .table(.consent(notice: "2026-11"))))
        for _ in 0..<world.draw(65...90) {
            page.nextCommand += 1
            page.say(CommandText.request("h.\(page.nextCommand)", .table(.check(check))))
        }
    }

    private func signal(_ page: Page) {
        page.say(
            #"{"type":"signal","to":\#(world.draw(1...5)),"epoch":\#(world.draw(1...6)),"body":{"kind":"restart"}}"#
        )
    }

    /// What is another's to do, over HTTP.
    private func request(_ page: Page) {
        guard let session = house.founding.sessions.first else { return }
        let cookie = own.first { !$0.cookie.isEmpty }?.cookie ?? ""
        let seat = world.draw(2...4)
        let act = world.happens(500) ? "revoke" : "reissue"
        page.nextCommand += 1
        house.ask(
            "/api/sessions/\(session)/seats/\(seat)/\(act)", cookie: cookie,
            #"{"request":"h-\#(page.nextCommand)"}"#
        ) { status, _ in
            if status < 400 { self.world.breaks("\(page.name) may \(act) a link of another's session") }
        }
    }
}
