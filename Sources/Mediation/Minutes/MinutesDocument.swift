/// A version of the minutes that no longer changes. `text` is the document itself: the bytes of its UTF-8 are what
/// is digested, stored, shown and handed out, so that `sha256sum` proves them. The same facts and draft always give
/// the same bytes; characters stay as they were typed (no normalisation).
package struct MinutesDocument: Hashable, Sendable {
    /// What a line of the head tells; the raw value is the wire's key.
    package enum HeaderKey: String, Hashable, Sendable, Codable, CaseIterable {
        case time, medium, matter, host, participant, recording, interruptions, version
    }

    package struct HeaderLine: Hashable, Sendable {
        package let key: HeaderKey
        package let value: String

        package init(key: HeaderKey, value: String) {
            self.key = key
            self.value = value
        }
    }

    package struct Section: Hashable, Sendable {
        package let key: MinutesSection
        package let text: String

        package init(key: MinutesSection, text: String) {
            self.key = key
            self.text = text
        }
    }

    package let header: [HeaderLine]
    package let sections: [Section]
    /// The whole document in plain text: UTF-8, lines ended by a line feed, a last line feed at the end.
    package let text: String

    /// A document that was put together before, as it was kept.
    package init(header: [HeaderLine], sections: [Section], text: String) {
        self.header = header
        self.sections = sections
        self.text = text
    }

    /// Puts the document together.
    package init(facts: MinutesHeaderFacts, draft: MinutesDraft) {
        let header = Self.header(of: facts)
        let sections = MinutesSection.allCases.map { Section(key: $0, text: draft.text(of: $0)) }
        self.header = header
        self.sections = sections
        text = Self.text(of: facts, header, sections)
    }

    private static func header(of facts: MinutesHeaderFacts) -> [HeaderLine] {
        var lines = [
            HeaderLine(key: .time, value: time(of: facts)),
            HeaderLine(
                key: .medium,
                value: MinutesWords.medium + MinutesWords.comma + MinutesWords.session(facts.sessionID)),
            HeaderLine(key: .matter, value: facts.caseNo + " " + oneLine(facts.title)),
            HeaderLine(key: .host, value: MinutesWords.host(oneLine(facts.hostName), facts.hostStaffNo)),
        ]
        lines += facts.participants.map { HeaderLine(key: .participant, value: line(of: $0)) }
        if facts.participants.isEmpty {
            lines.append(HeaderLine(key: .participant, value: MinutesWords.nobody))
        }
        lines.append(
            HeaderLine(
                key: .recording, value: facts.isRecorded ? MinutesWords.recorded : MinutesWords.unrecorded))
        lines.append(HeaderLine(key: .interruptions, value: interruptions(of: facts)))
        lines.append(HeaderLine(key: .version, value: MinutesWords.version(facts.version)))
        return lines
    }

    private static func time(of facts: MinutesHeaderFacts) -> String {
        guard let startedAt = facts.startedAt else { return MinutesWords.notStarted }
        let start = LocalTime(startedAt)
        guard let endedAt = facts.endedAt else {
            return MinutesWords.times(from: start.dayAndMinute, to: MinutesWords.stillRunning)
        }
        let end = LocalTime(endedAt)
        return MinutesWords.times(
            from: start.dayAndMinute, to: start.day == end.day ? end.minuteOfDay : end.dayAndMinute)
    }

    private static func line(of person: MinutesHeaderFacts.Participant) -> String {
        var parts = [
            MinutesWords.role(person.role), oneLine(person.name), MinutesWords.identity(person.identity),
        ]
        if !person.note.isEmpty { parts.append(oneLine(person.note)) }
        return parts.joined(separator: MinutesWords.comma)
    }

    private static func interruptions(of facts: MinutesHeaderFacts) -> String {
        guard !facts.interruptions.isEmpty else { return MinutesWords.noInterruption }
        // A time alone is of the day on which the session began.
        let day = facts.startedAt.map { LocalTime($0).day }
        var told: [String: Int] = [:]
        var rest: [(name: String, times: Int, seconds: Int)] = []
        var sentences: [String] = []
        for cut in facts.interruptions {
            told[cut.name, default: 0] += 1
            if told[cut.name, default: 0] <= sentencesOfPerson {
                let from = LocalTime(cut.from)
                sentences.append(
                    MinutesWords.interruption(
                        oneLine(cut.name),
                        at: day == nil || day == from.day ? from.minuteOfDay : from.dayAndMinute,
                        seconds: cut.seconds))
            } else if let index = rest.firstIndex(where: { $0.name == cut.name }) {
                rest[index].times += 1
                rest[index].seconds += cut.seconds
            } else {
                rest.append((cut.name, 1, cut.seconds))
            }
        }
        sentences += rest.map {
            MinutesWords.moreInterruptions(oneLine($0.name), times: $0.times, seconds: $0.seconds)
        }
        return sentences.joined(separator: MinutesWords.semicolon)
    }

    /// Interruptions of one person that are told one by one; a line that flaps all the time is told by its sum.
    private static let sentencesOfPerson = 8

    /// What people wrote is indented, line by line: nothing that they wrote can pass for a heading, and
    /// `init(parsing:)` finds the sections again.
    private static func indented(_ text: String) -> [String] {
        text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            MinutesWords.indent + String(Substring($0))
        }
    }

    /// A note or a title may hold line breaks; the head has one line a fact.
    private static func oneLine(_ text: String) -> String { WrittenText.clean(text, as: .line) }

    private static func text(
        of facts: MinutesHeaderFacts, _ header: [HeaderLine], _ sections: [Section]
    ) -> String {
        var lines = [
            oneLine(facts.office), MinutesWords.title(of: facts.kind),
            facts.caseNo + " " + MinutesWords.number(facts.number) + MinutesWords.comma
                + MinutesWords.unsigned, "",
        ]
        lines += header.map { MinutesWords.label(of: $0.key) + MinutesWords.colon + $0.value }
        for section in sections {
            lines += ["", MinutesWords.heading(of: section.key)]
            lines += section.text.isEmpty ? [MinutesWords.empty] : indented(section.text)
        }
        lines += ["", MinutesWords.tail, ""]
        return lines.joined(separator: "\n")
    }
}
