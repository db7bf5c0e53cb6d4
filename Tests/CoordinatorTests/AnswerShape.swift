import Records

/// What a set of values shows of every place in them: the kinds of values there, and which members each object has.
struct AnswerShape {
    private struct Members {
        /// Members that some of the objects have.
        var some: Set<String>
        /// Members that all of them have.
        var all: Set<String>
    }

    private var kinds: [String: Set<String>] = [:]
    private var members: [String: Members] = [:]

    init(_ values: [JSONValue]) {
        for value in values { take(value, at: "") }
    }

    /// A member that is null counts as absent, as docs/protocol.md has it.
    private mutating func take(_ value: JSONValue, at place: String) {
        switch value {
        case .null: break
        case .flag: kinds[place, default: []].insert("flag")
        case .whole, .number: kinds[place, default: []].insert("number")
        case .text: kinds[place, default: []].insert("text")
        case .list(let list):
            kinds[place, default: []].insert("list")
            for each in list { take(each, at: place + "[]") }
        case .object(let object):
            kinds[place, default: []].insert("object")
            let there = Set(object.members.filter { $0.value != .null }.keys)
            let known = members[place] ?? Members(some: there, all: there)
            members[place] = Members(some: known.some.union(there), all: known.all.intersection(there))
            for (name, member) in object.members { take(member, at: "\(place).\(name)") }
        }
    }

    /// Where the examples don't show what is said, in words.
    static func differences(said: AnswerShape, shown: AnswerShape) -> [String] {
        var found: [String] = []
        for place in Set(said.kinds.keys).union(shown.kinds.keys).sorted() {
            let (these, those) = (said.kinds[place] ?? [], shown.kinds[place] ?? [])
            switch (these.isEmpty, those.isEmpty) {
            case (false, true): found.append("\(place) is answered, and stands in no example")
            case (true, false): found.append("\(place) stands in an example, and is never answered")
            default:
                if these != those {
                    found.append("\(place) is \(these.sorted()), and \(those.sorted()) in the examples")
                }
            }
        }
        for (place, members) in said.members {
            guard let other = shown.members[place] else { continue }
            for name in members.some.intersection(other.some).sorted() {
                switch (members.all.contains(name), other.all.contains(name)) {
                case (false, true): found.append("\(place).\(name) may be absent, and no example lacks it")
                case (true, false):
                    found.append("\(place).\(name) is always answered, and an example lacks it")
                default: break
                }
            }
        }
        return found.sorted()
    }
}
