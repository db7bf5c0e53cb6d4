/// The document that the room's minutes are frozen as: its head comes from the record, not from a keyboard.
extension Room {
    func document(at now: Instant) -> MinutesDocument {
        let people = seats.filter { $0.number != .bureau && log.wasAdmitted.contains($0.number) }
        let cuts = log.interruptions.compactMap { cut in
            seat(cut.seat).map {
                MinutesHeaderFacts.Interruption(name: $0.name, from: cut.from, seconds: cut.seconds)
            }
        }
        let facts = MinutesHeaderFacts(
            office: founding.office, sessionID: founding.sessionID, caseNo: founding.caseNo,
            title: founding.title,
            number: founding.number, kind: founding.kind, version: paper.version,
            startedAt: table.stage.startedAt,
            // The record closes when it is frozen; what happens afterwards is not in it.
            endedAt: now, hostName: founding.hostName, hostStaffNo: founding.hostStaffNo,
            participants: people.map {
                MinutesHeaderFacts.Participant(
                    role: $0.role, name: $0.name, identity: $0.identity?.method, note: $0.identity?.note ?? ""
                )
            },
            isRecorded: false, interruptions: cuts)
        return MinutesDocument(facts: facts, draft: paper.draft)
    }
}
