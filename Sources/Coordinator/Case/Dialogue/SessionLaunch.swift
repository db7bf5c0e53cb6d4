package import Mediation
package import Storage

/// A session as it is launched: the room's founding, the people invited, and what the case notes, all of one commit.
package struct SessionLaunch: Sendable {
    /// What the place gives to every session.
    package struct Place: Sendable {
        package let office: String
        package let phone: String
        package let paths: RoomFounding.Paths

        package init(office: String, phone: String, paths: RoomFounding.Paths) {
            self.office = office
            self.phone = phone
            self.paths = paths
        }
    }

    package let room: Room
    package let commit: Commit

    /// Judges the launch on the case and puts the commit together. Refusals: those of `CaseFile.checkInvitations`,
    /// `not_permitted`, `seats_full`.
    package init(
        _ id: SessionID, of opened: CaseCodec.Opened, by host: Account, kind: RoomFounding.Kind,
        inviting people: [PartyID], at place: Place, expiresAt: Instant, now: Instant
    ) throws {
        let events = try opened.file.decide(
            .dialogue(.launch(session: id, invite: people)), by: host, at: now)
        let step = try CaseCodec().step(opened, events)
        guard let linked = step.file.dialogue.openSession else { throw Refusal(.fault) }
        let founding = RoomFounding(
            sessionID: id, caseID: step.file.id, caseNo: step.file.caseNo,
            title: step.file.registration.form.title, number: linked.number, kind: kind, paths: place.paths,
            office: place.office, phone: place.phone, hostAccount: host.id, hostName: host.name,
            hostStaffNo: host.staffNo, expiresAt: expiresAt)
        var room = Room(founding: founding, at: now)
        var told = [RoomEvent.created(founding)]
        for person in people {
            guard let seat = room.nextSeat else { throw Refusal(.seatsFull, field: "invite") }
            let event = RoomEvent.table(
                .invited(try Self.invitation(of: person, in: step.file, to: seat, at: now)))
            room.apply(event, at: now)
            told.append(event)
        }
        self.room = room
        var commit = try RoomCodec().commit(RoomChange(events: told), of: room, at: now)
        commit.caseChange = step.stored
        self.commit = commit
    }

    /// A person of the case on a seat; whether a guardian is needed is judged on the day of the invitation.
    static func invitation(
        of id: PartyID, in file: CaseFile, to seat: SeatNumber, at now: Instant
    ) throws(Refusal) -> SeatInvitation {
        guard let party = file.registration.party(id) else { throw Refusal(.notFound, field: "invite") }
        // A case that was registered before the rule may hold a name that it would have cleaned.
        return SeatInvitation(
            seat: seat, partyID: id, role: party.role.seatRole,
            name: WrittenText.clean(party.name, as: .line),
            phone: party.phone, needs: party.accessNeeds,
            guardianship: party.role == .guardian
                ? .notNeeded : Guardianship(age: party.age(on: LocalTime(now).day)))
    }
}
