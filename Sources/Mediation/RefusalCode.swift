extension Refusal {
    /// Every reason for which something is refused. The raw value is what the wire, the logs and the text tables
    /// carry; docs/protocol.md explains each. A code is never renamed and never given a second meaning.
    package enum Code: String, Hashable, Sendable, CaseIterable, Codable {
        // Shape: what came is not a message or a body of ours.
        case malformed
        case unknownType = "unknown_type"
        case unknownField = "unknown_field"
        case missingField = "missing_field"
        case badField = "bad_field"
        case tooLarge = "too_large"
        case tooDeep = "too_deep"
        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        case notJSON = "not_json"

        // Who is asking.
        case foreignOrigin = "foreign_origin"
        case notSignedIn = "not_signed_in"
        case wrongCredentials = "wrong_credentials"
        case slowDown = "slow_down"
        case notPermitted = "not_permitted"

        // Links and seats.
        case linkUnknown = "link_unknown"
        case linkExpired = "link_expired"
        case linkRevoked = "link_revoked"
        case sessionOver = "session_over"
        case otherSession = "other_session"
        case removedFromSession = "removed"
        case openElsewhereHere = "open_in_other_tab"
        case openOnOtherDevice = "open_on_other_device"
        case waitingForOfficer = "waiting_for_officer"
        case seatsFull = "seats_full"

        // The room.
        case wrongState = "wrong_state"
        case noSuchSeat = "no_such_seat"
        case notConsented = "not_consented"
        case noticeChanged = "notice_changed"
        case hostAbsent = "host_absent"
        case guardianAbsent = "guardian_absent"
        case staleEpoch = "stale_epoch"
        case notLinked = "not_linked"
        case candidateForbidden = "candidate_forbidden"
        case fingerprintChanged = "fingerprint_changed"
        case idReused = "id_reused"
        case tooManySignals = "too_many_signals"
        case wallMoved = "wall_moved"

        // Minutes.
        case minutesFrozen = "minutes_frozen"
        case staleRevision = "stale_revision"
        case unknownSection = "unknown_section"

        // Cases.
        case caseNotOpen = "case_not_open"
        case accusationCase = "accusation_case"
        case transitionNotAllowed = "transition_not_allowed"
        case reasonNeeded = "reason_needed"
        case tooManyRepresentatives = "too_many_representatives"
        case tooManyAgents = "too_many_agents"
        case mandateNeeded = "mandate_needed"
        case conflictOfInterest = "conflict_of_interest"
        case counterpartyMissing = "counterparty_missing"
        case extensionNotAllowed = "extension_not_allowed"
        case notSatisfied = "not_satisfied"
        case fileIncomplete = "file_incomplete"
        case itemUnanswered = "item_unanswered"
        case caseChanged = "case_changed"

        // People and units of a bureau.
        case taken
        case staffChanged = "staff_changed"
        case unknownUnit = "unknown_unit"
        case unitInUse = "unit_in_use"
        case lastAdministrator = "last_administrator"

        // Ours, told honestly.
        case storeFailed = "store_failed"
        /// A newer version of the program wrote what was asked for: this one can't read it and leaves it as it is.
        case recordNewer = "record_newer"
        case busy
        case fault
    }
}
