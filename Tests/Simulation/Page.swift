import Mediation
import Transport

/// By what right a page asks for a seat.
struct Right: Hashable {
    /// What a hello says: the credential of a link, or nothing, and the cookie tells.
    var credential: String?
    var cookie = ""
    let session: SessionID
    /// The seat that it opens; 0: none.
    let seat: Int
    var generation = 1
}

/// A request that a page has said, or is about to, and that nothing has answered.
struct Asked {
    let id: String
    let text: String
    let command: RoomCommand
    /// What its text can be found by.
    let mark: String?
    /// When it was said on the line of now.
    var saidAt: Int64?
    var tries = 0
    /// The generation of the link by which it is asked: results are a seat's.
    let generation: Int
}

/// A page over its loads: what it holds, what it was told, and its outbox. What it says is its play's: an honest one's
/// (`Honest`), or a hostile one's (`Hostile`).
@LoopActor
final class Page {
    let name: String
    let world: World
    let house: House
    var right: Right {
        didSet { rights.insert(right) }
    }
    /// Every right that it ever had.
    private(set) var rights: Set<Right>
    let device: String
    private(set) var page: String
    private var loads = 0
    var told = Told()
    var line: Line?
    var outbox: [Asked] = []
    /// What was answered by a result.
    var answered: [(asked: Asked, result: JSON)] = []
    let isHostile: Bool
    /// Told to stop: it comes back only when its person loads it anew.
    var isOver = false
    var takesOver = false
    /// Nil: it says nothing by itself.
    var play: (any Play)?
    private var comesBack: World.Event?
    private var backoff: Int64 = 200
    /// Of its person's commands, never used twice.
    var nextCommand = 0

    init(_ name: String, _ house: House, _ right: Right, device: String, isHostile: Bool = false) {
        self.name = name
        self.house = house
        world = house.world
        self.right = right
        rights = [right]
        self.device = device
        self.isHostile = isHostile
        page = "\(name)-0"
    }

    // MARK: The line

    /// Opens a socket, whatever other it has.
    func connect(at place: String? = nil) {
        comesBack?.body = nil
        comesBack = nil
        guard let opened = house.open(self, at: place ?? right.session.text) else { return comeBack() }
        line = opened
        told.isWelcome = false
        play?.opened(self, opened)
    }

    func hello(takeOver: Bool = false, watch: Bool = false) {
        let links = told.list("links").map {
            #"{"peer":\#($0["peer"]?.number ?? 0),"epoch":\#($0["epoch"]?.number ?? 0)}"#
        }
        let who =
            right.credential.map { #""seatCredential":"\#($0)""# } ?? #""session":"\#(right.session)""#
        let watching = right.credential == nil ? #","watch":\#(watch)"# : ""
        line?.helloAt = world.now
        line?.saidHelloAt = world.now
        say(
            #"{"type":"hello",\#(who),"page":"\#(page)","device":"\#(device)","run":\#(told.run.map { "\"\($0)\"" } ?? "null"),"#
                + #""seq":\#(told.sequence),"links":[\#(links.joined(separator: ","))],"takeOver":\#(takeOver)\#(watching)}"#
        )
    }

    func say(_ text: String) {
        guard let line else { return }
        house.carry(text, on: line)
    }

    /// Another load of the page: nothing of the last is known but who it is.
    func load() {
        loads += 1
        page = "\(name)-\(loads)"
        if let line { house.drop(line) }
        line = nil
        told = Told()
        isOver = false
        // What a person had typed is gone with the page.
        outbox = []
        connect()
    }

    /// Comes back after a while, unless somebody brings it back before.
    func comeBack() {
        comesBack?.body = nil
        backoff = min(backoff * 2, 4000)
        comesBack = world.after(world.draw(backoff / 2...backoff)) {
            self.comesBack = nil
            if self.line == nil, !self.isOver { self.connect() }
        }
    }

    /// The server has closed the line, or the network has (1006).
    func isClosed(_ closed: Line, _ code: Int) {
        guard line === closed else { return }
        world.trace.note("\(world.now) \(name) is closed with \(code)")
        line = nil
        told.isWelcome = false
        play?.closed(self, code)
    }

    // MARK: Requests

    /// Puts a command into the outbox and says it if it can be said.
    func ask(_ command: RoomCommand) {
        nextCommand += 1
        let mark = "\(name)-\(nextCommand)"
        let marked = CommandText.marked(command, mark)
        let id = "\(name).\(nextCommand)"
        var asked = Asked(
            id: id, text: CommandText.request(id, marked), command: marked,
            mark: marked == command ? nil : mark, generation: right.generation)
        if told.isWelcome { say(&asked) }
        outbox.append(asked)
    }

    private func say(_ asked: inout Asked) {
        asked.saidAt = world.now
        asked.tries += 1
        say(asked.text)
    }

    /// Everything that was not answered is said again, word for word.
    func sayAgain() {
        for index in outbox.indices { say(&outbox[index]) }
    }

    private static let repeated = [
        "store_failed", "busy", "fault", "slow_down", "stale_revision", "wrong_state", "host_absent",
        "minutes_frozen",
    ]

    // MARK: Hearing

    func hears(_ message: JSON, on heard: Line) {
        guard line === heard else { return }
        guard let type = message["type"]?.text else {
            return world.breaks("\(name) heard what is no message")
        }
        if let wrong = told.take(message, type) { world.breaks("\(name): \(wrong)") }
        if type == "welcome" { backoff = 200 }
        if let id = message["id"]?.text { settle(id, message, type) }
        house.judge.heard(message, type, self)
        play?.heard(self, message, type)
    }

    private func settle(_ id: String, _ message: JSON, _ type: String) {
        guard let index = outbox.firstIndex(where: { $0.id == id }) else {
            guard type == "result", let before = answered.first(where: { $0.asked.id == id }) else { return }
            if Self.bare(before.result) != Self.bare(message) {
                world.breaks("\(name) was answered twice, and not the same, to \(id)")
            }
            return
        }
        if type == "result" {
            let asked = outbox.remove(at: index)
            answered.append((asked, message))
            if case .paper(.edit(let section, let text, _)) = asked.command {
                told.wrote(section, text, message)
            }
        } else if let code = message["code"]?.text, Self.repeated.contains(code), outbox[index].tries < 3,
            !isHostile
        {
            outbox[index].saidAt = nil
            world.after(world.draw(300...2000)) {
                guard self.told.isWelcome, let index = self.outbox.firstIndex(where: { $0.id == id }) else {
                    return
                }
                self.say(&self.outbox[index])
            }
        } else {
            outbox.remove(at: index)
        }
    }

    private static func bare(_ message: JSON) -> JSON {
        guard case .object(var members) = message else { return message }
        members["seq"] = nil
        return .object(members)
    }

    /// Says once more what was answered: the same answer must come, and nothing happen.
    func repeatAnswered() {
        guard told.isWelcome, let one = world.one(of: answered), one.asked.generation == right.generation
        else { return }
        say(one.asked.text)
    }
}

/// What the person and the script of a page do by themselves.
@LoopActor
protocol Play: AnyObject {
    func opened(_ page: Page, _ line: Line)
    func heard(_ page: Page, _ message: JSON, _ type: String)
    func closed(_ page: Page, _ code: Int)
}
