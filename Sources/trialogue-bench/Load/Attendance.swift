import Foundation

/// Everybody of a docket at the table: three sockets a session, through hello, consent, waiting room and admission, as
/// pages do it. Afterwards every pair has a link with an epoch.
final class Attendance: LoadListener, Crowd {
    /// One seat's page.
    struct Person {
        let session: Int
        /// 1 the officer, 2 and 3 the parties.
        let seat: Int
        /// Stays when a new socket takes the place of a lost one.
        let page: String
        var connection = -1
        var isWelcome = false
        var run = ""
        var sequence = 0
        /// The epoch of the link to each seat; 0: none.
        var epochs = [0, 0, 0, 0]
        var answered = 0
        var acknowledgedAt = 0
    }

    let docket: Docket
    private(set) var people: [Person] = []
    private var loop: LoadLoop?
    let port: UInt16
    private var personOf: [Int: Int] = [:]
    private var welcomes = 0
    private var answers = 0
    private var acknowledgedAt = 0.0
    private var nextToAcknowledge = 0
    /// Commands given so far.
    private(set) var commands = 0
    private(set) var fault: String?
    var onSignal: ((Int, UnsafeRawBufferPointer) -> Bool)?
    /// Connections that ended, by whatever cause.
    private(set) var lost = 0
    var isRecovering = false

    init(_ docket: Docket, port: UInt16) throws {
        self.docket = docket
        self.port = port
        loop = try LoadLoop(listener: self)
        for session in docket.sessions.indices {
            for seat in 1...3 {
                people.append(Person(session: session, seat: seat, page: "pg-\(session)-\(seat)-\(getpid())"))
            }
        }
    }

    func step(milliseconds: Int32) {
        acknowledgeInPassing()
        loop?.step(milliseconds: milliseconds)
    }

    func turn(within seconds: Double, _ what: String, until condition: () -> Bool) throws {
        try loop?.run(within: seconds, "\(what) (\(welcomes) welcome, \(answers) answers)") {
            acknowledgeInPassing()
            return condition() || fault != nil
        }
        if let fault { throw BenchFault(fault) }
    }

    // MARK: Coming in

    /// Connects everybody, at most `window` under way at once, and waits until all are welcome.
    func connect(window: Int = 64) throws {
        var next = 0
        welcomes = 0
        while welcomes < people.count {
            while next < people.count, next - welcomes < window {
                try open(next)
                next += 1
            }
            try turn(within: 60, "welcomes") {
                welcomes == people.count || (next < people.count && next - welcomes < window)
            }
        }
    }

    /// Opens a socket for a person who has none.
    func open(_ index: Int) throws {
        let headers = people[index].seat == 1 ? ["Cookie: \(docket.cookie)"] : []
        let path = "/ws/\(docket.sessions[people[index].session].id)"
        guard let id = try loop?.connect(port: port, path: path, headers: headers) else { return }
        people[index].connection = id
        people[index].isWelcome = false
        personOf[id] = index
    }

    /// Consent, waiting room, admission: until every pair has its link.
    func join() throws {
        try command("consent", of: { $0.seat > 1 }) { _ in #""notice":"2026-11""# }
        try command("ready", of: { $0.seat > 1 }) { _ in "" }
        for seat in 2...3 { try command("admit", of: { $0.seat == 1 }) { _ in #""seat":\#(seat)"# } }
        try turn(within: 60, "links") {
            people.allSatisfy { person in (1...3).allSatisfy { $0 == person.seat || person.epochs[$0] > 0 } }
        }
    }

    /// Lets some people give a command and waits for all results.
    func command(
        _ type: String, of who: (Person) -> Bool, within seconds: Double = 60, _ members: (Person) -> String
    ) throws {
        answers = 0
        var asked = 0
        for index in people.indices where who(people[index]) {
            commands += 1
            asked += 1
            let rest = members(people[index])
            say(
                index,
                #"{"type":"\#(type)","id":"k-\#(getpid())-\#(commands)"\#(rest.isEmpty ? "" : ",")\#(rest)}"#)
            step(milliseconds: 0)
        }
        try turn(within: seconds, "\(asked) results of \(type)") { answers == asked }
    }

    func say(_ index: Int, _ text: String) { loop?.say(people[index].connection, text) }

    func send(_ index: Int, _ frame: UnsafeRawBufferPointer) { loop?.send(people[index].connection, frame) }

    var count: Int { people.count }

    func frame(from index: Int, to seat: Int) -> [UInt8] {
        Signal.frame(to: seat, epoch: people[index].epochs[seat], read: read(by: index), sender: index)
    }

    /// As a page says it with a signal.
    func carry(_ frame: UnsafeMutablePointer<UInt8>, from index: Int) -> Bool {
        Signal.acknowledge(read(by: index), in: frame)
    }

    private func read(by index: Int) -> Int {
        people[index].acknowledgedAt = people[index].sequence
        return people[index].sequence
    }

    // MARK: What comes

    func opened(_ id: Int) {
        guard let index = personOf[id] else { return }
        let person = people[index]
        let who =
            person.seat == 1
            ? #""session":"\#(docket.sessions[person.session].id)""#
            : #""seatCredential":"\#(docket.sessions[person.session].credentials[person.seat - 2])""#
        let run = person.run.isEmpty ? "null" : "\"\(person.run)\""
        let links = (1...3).filter { person.epochs[$0] > 0 }
            .map { #"{"peer":\#($0),"epoch":\#(person.epochs[$0])}"# }.joined(separator: ",")
        say(
            index,
            #"{"type":"hello",\#(who),"page":"\#(person.page)","device":"dv-\#(person.seat)","run":\#(run),"#
                + #""seq":\#(person.sequence),"links":[\#(links)],"takeOver":false}"#)
    }

    func message(_ id: Int, _ text: UnsafeRawBufferPointer) {
        guard let index = personOf[id] else { return }
        if let onSignal, people[index].isWelcome, onSignal(index, text) {
            people[index].sequence += 1
            return
        }
        read(index, text)
    }

    private func read(_ index: Int, _ text: UnsafeRawBufferPointer) {
        if text.count == 15, text.elementsEqual(#"{"type":"beat"}"#.utf8) {
            say(index, #"{"type":"beat"}"#)
            return
        }
        guard let said = try? JSONSerialization.jsonObject(with: Data(text)) as? [String: Any],
            let type = said["type"] as? String
        else { return }
        if let sequence = said["seq"] as? Int { people[index].sequence = sequence }
        switch type {
        case "welcome":
            people[index].run = said["run"] as? String ?? ""
            people[index].isWelcome = true
            welcomes += 1
            if let state = said["state"] as? [String: Any] { learn(index, state) }
        case "update": learn(index, said)
        case "result": answers += 1
        case "refused": fault = fault ?? "refused: \(String(decoding: text, as: UTF8.self))"
        default: break
        }
    }

    private func learn(_ index: Int, _ state: [String: Any]) {
        guard let links = state["links"] as? [[String: Any]] else { return }
        people[index].epochs = [0, 0, 0, 0]
        for link in links {
            if let peer = link["peer"] as? Int, let epoch = link["epoch"] as? Int, peer <= 3 {
                people[index].epochs[peer] = epoch
            }
        }
    }

    /// Everybody once in two seconds, one after another: pages have not all begun in one moment. Nor do they all come at once
    /// when this crowd has rested.
    private func acknowledgeInPassing() {
        let now = Monotonic.seconds
        acknowledgedAt = max(acknowledgedAt, now - 0.02)
        let due = Int((now - acknowledgedAt) * Double(people.count) / 2)
        guard due > 0 else { return }
        acknowledgedAt = now
        for _ in 0..<min(due, people.count) {
            acknowledge(nextToAcknowledge)
            nextToAcknowledge = (nextToAcknowledge + 1) % people.count
        }
    }

    /// Acknowledges what everybody has read.
    func acknowledge() {
        for index in people.indices { acknowledge(index) }
    }

    private func acknowledge(_ index: Int) {
        guard people[index].isWelcome, people[index].sequence > people[index].acknowledgedAt else { return }
        people[index].acknowledgedAt = people[index].sequence
        say(index, #"{"type":"ack","seq":\#(people[index].sequence)}"#)
    }

    func closed(_ id: Int) {
        lost += 1
        guard let index = personOf.removeValue(forKey: id) else { return }
        people[index].connection = -1
        people[index].isWelcome = false
        if !isRecovering {
            fault =
                fault
                ?? "the server closed a socket (session \(people[index].session), seat \(people[index].seat))"
        }
    }
}
