import Mediation
import Transport

/// What a page has been told: the state as it follows from the messages that came, and where its stream stands.
@LoopActor
final class Told {
    private(set) var seat: Int?
    private(set) var run: String?
    private(set) var sequence = 0
    private(set) var sections: [String: JSON] = [:]
    var isWelcome = false

    static let names = [
        "session", "seats", "links", "wall", "shields", "minutes", "edges", "happenings", "claims",
    ]

    /// What came is of this page's stream; tells what is wrong with it, nil when nothing is.
    func take(_ message: JSON, _ type: String) -> String? {
        if type == "welcome" { return welcome(message) }
        guard let number = message["seq"]?.number else { return nil }
        // What it has seen it drops.
        guard number > sequence else { return nil }
        guard number == sequence + 1 else { return "a gap in the stream: \(number) after \(sequence)" }
        sequence = number
        if type == "update" { replace(message) }
        if type == "draft" { return draft(message) }
        return nil
    }

    private func welcome(_ message: JSON) -> String? {
        isWelcome = true
        let isReplay = message["replay"]?.flag == true
        if isReplay {
            guard message["run"]?.text == run, message["seat"]?.number == seat else {
                return "a replay of another stream"
            }
            return nil
        }
        run = message["run"]?.text
        seat = message["seat"]?.number
        sequence = message["seq"]?.number ?? 0
        sections = [:]
        guard let state = message["state"], state != .null else { return "a welcome without a state" }
        replace(state)
        return nil
    }

    private func replace(_ state: JSON) {
        for name in Self.names { if let section = state[name] { sections[name] = section } }
    }

    private func draft(_ message: JSON) -> String? {
        guard let key = message["section"] else { return "a draft of no section" }
        return write(key, message["text"], message["revision"])
    }

    /// Its own text was taken: nobody tells an author what they wrote.
    func wrote(_ section: MinutesSection, _ text: String, _ result: JSON) {
        _ = write(.text(section.rawValue), .text(text), result["revision"])
    }

    private func write(_ key: JSON, _ text: JSON?, _ revision: JSON?) -> String? {
        guard case .object(var minutes)? = sections["minutes"] else {
            return "a draft for who has no minutes"
        }
        minutes["sections"] = .list(
            (minutes["sections"]?.list ?? []).map { section in
                guard section["key"] == key, case .object(var members) = section,
                    section["revision"]?.number ?? 0 < revision?.number ?? 0
                else { return section }
                members["text"] = text
                members["revision"] = revision
                return .object(members)
            })
        sections["minutes"] = .object(minutes)
        return nil
    }

    // MARK: What a page does by

    func list(_ section: String) -> [JSON] { sections[section]?.list ?? [] }

    func seatView(_ number: Int?) -> JSON? { list("seats").first { $0["seat"]?.number == number } }

    var standing: String? { seatView(seat)?["standing"]?.text }

    var wallPhase: String { sections["wall"]?["phase"]?.text ?? "open" }

    func wallHas(_ number: Int?, in list: String) -> Bool {
        (sections["wall"]?[list]?.list ?? []).contains { $0.number == number }
    }

    /// Whether it was told of a link in that epoch.
    func isLinked(to peer: Int?, epoch: Int?) -> Bool {
        list("links").contains { $0["peer"]?.number == peer && $0["epoch"]?.number == epoch }
    }
}
