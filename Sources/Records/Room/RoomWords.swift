package import Mediation

/// How a session spells its closed values in rows and records (`Spelled`).
extension Room.Phase: Spelled {
    package var word: String {
        switch self {
        case .waiting: "waiting"
        case .inSession: "in_session"
        case .paused: "paused"
        case .ended: "ended"
        }
    }
}

extension SeatRole: Spelled {
    package var word: String {
        switch self {
        case .host: "host"
        case .petitioner: "petitioner"
        case .respondent: "respondent"
        case .lawyer: "lawyer"
        case .agent: "agent"
        case .guardian: "guardian"
        case .interpreter: "interpreter"
        case .witness: "witness"
        case .petitionRepresentative: "petition_rep"
        case .unitRepresentative: "unit_representative"
        case .signInterpreter: "sign_interpreter"
        }
    }
}

extension Guardianship: Spelled {
    package var word: String {
        switch self {
        case .notNeeded: "not_needed"
        case .needed: "needed"
        case .mayBeDeclined: "may_be_declined"
        }
    }
}

extension DeviceCheck.Verdict: Spelled {
    package var word: String {
        switch self {
        case .ok: "ok"
        case .denied: "denied"
        case .missing: "missing"
        case .busy: "busy"
        case .failed: "failed"
        case .skipped: "skipped"
        }
    }
}

extension IdentityCheck.Method: Spelled {
    package var word: String {
        switch self {
        case .contact: "contact"
        case .licence: "licence"
        case .station: "station"
        case .document: "id_document"
        case .knownInPerson: "known_in_person"
        }
    }
}

extension LinkReport.State: Spelled {
    package var word: String {
        switch self {
        case .new: "new"
        case .connecting: "connecting"
        case .connected: "connected"
        case .disconnected: "disconnected"
        case .failed: "failed"
        }
    }
}

extension EdgeVerdict: Spelled {
    package var word: String {
        switch self {
        case .good: "good"
        case .fair: "fair"
        case .poor: "poor"
        case .down: "down"
        case .audioOnly: "audio_only"
        }
    }
}

extension Medium: Spelled {
    package var word: String {
        switch self {
        case .face: "face"
        case .voice: "voice"
        case .name: "name"
        }
    }
}

extension RoomFounding.Kind: Spelled {
    package var word: String {
        switch self {
        case .petitionTalk: "petition_talk"
        case .securityMediation: "security_mediation"
        }
    }
}

extension RoomFounding.Paths: Spelled {
    package var word: String {
        switch self {
        case .relay: "relay"
        case .direct: "direct"
        }
    }
}

extension EndReason: Spelled {
    package var word: String {
        switch self {
        case .agreement: "agreement"
        case .withdrawn: "withdrawn"
        case .uncontactable: "uncontactable"
        case .deadlock: "deadlock"
        case .other: "other"
        case .noAgreement: "no_agreement"
        case .partyRefuses: "party_refuses"
        case .termExpired: "term_expired"
        case .refusesToSign: "refuses_to_sign"
        case .newOffence: "new_offence"
        case .toBeContinued: "to_be_continued"
        case .hostAbsent: "host_absent"
        }
    }
}

extension MinutesDocument.HeaderKey: Spelled {
    package var word: String {
        switch self {
        case .time: "time"
        case .medium: "medium"
        case .matter: "matter"
        case .host: "host"
        case .participant: "participant"
        case .recording: "recording"
        case .interruptions: "interruptions"
        case .version: "version"
        }
    }
}

extension MinutesSection: Spelled {
    package var word: String {
        switch self {
        case .identity: "identity"
        case .presence: "presence"
        case .rights: "rights"
        case .videoConsent: "video_consent"
        case .petitioner: "petitioner"
        case .respondent: "respondent"
        case .lawyer: "lawyer"
        case .undisputedFacts: "undisputed_facts"
        case .proposals: "proposals"
        case .result: "result"
        case .interruptions: "interruptions"
        }
    }
}
