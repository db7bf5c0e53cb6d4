package import Mediation

/// How a case spells its closed values in rows and records (`Spelled`).
extension Channel: Spelled {
    package var word: String {
        switch self {
        case .letter: "letter"
        case .visit: "visit"
        case .phone: "phone"
        case .fax: "fax"
        case .online: "online"
        case .video: "video"
        case .hotline: "hotline_12345"
        }
    }
}

extension VisitKind: Spelled {
    package var word: String {
        switch self {
        case .first: "first"
        case .`repeat`: "repeat"
        }
    }
}

extension ContentClass: Spelled {
    package var word: String {
        switch self {
        case .suggestion: "suggestion"
        case .accusation: "accusation"
        case .appealRequest: "appeal_request"
        case .litigationRelated: "litigation_related"
        }
    }
}

extension CaseLevel: Spelled {
    package var word: String {
        switch self {
        case .one: "level_1"
        case .two: "level_2"
        case .three: "level_3"
        }
    }
}

extension CaseStatus: Spelled {
    package var word: String {
        switch self {
        case .registered: "registered"
        case .accepted: "accepted"
        case .declined: "declined"
        case .forwarded: "forwarded"
        case .redirected: "redirected"
        case .graded: "graded"
        case .assigned: "assigned"
        case .inHandling: "in_handling"
        case .pendingClose: "pending_close"
        case .closed: "closed"
        case .followedUp: "followed_up"
        case .signedOff: "signed_off"
        case .archived: "archived"
        }
    }
}

extension Rating: Spelled {
    package var word: String {
        switch self {
        case .satisfied: "satisfied"
        case .dissatisfied: "dissatisfied"
        case .fairlySatisfied: "fairly_satisfied"
        }
    }
}

extension FollowUpMethod: Spelled {
    package var word: String {
        switch self {
        case .visit: "visit"
        case .phone: "phone"
        case .link: "link"
        }
    }
}

extension Performance: Spelled {
    package var word: String {
        switch self {
        case .nothingPromised: "nothing_promised"
        case .whole: "whole"
        case .part: "part"
        case .none: "none"
        }
    }
}

extension DueKind: Spelled {
    package var word: String {
        switch self {
        case .notice: "notice_due"
        case .jurisdictionObjection: "jurisdiction_objection_due"
        case .handling: "handling_due"
        case .local: "local_due"
        case .assignment: "assignment_due"
        case .supervision: "supervision_due"
        case .followUp: "follow_up_due"
        case .recusal: "recusal_due"
        case .item: "item_due"
        case .letter: "letter_due"
        }
    }
}

extension PartyRole: Spelled {
    /// A person has the same role at the table, and the word of that.
    package var word: String { seatRole.word }
}

extension Side: Spelled {
    package var word: String {
        switch self {
        case .petitioner: "petitioner"
        case .respondent: "respondent"
        case .neutral: "neutral"
        }
    }
}

extension Sex: Spelled {
    package var word: String {
        switch self {
        case .female: "female"
        case .male: "male"
        }
    }
}

extension Notice.Kind: Spelled {
    package var word: String {
        switch self {
        case .acceptance: "acceptance"
        case .reply: "reply"
        }
    }
}

extension ClosingPart: Spelled {
    package var word: String {
        switch self {
        case .firstOfficer: "first_officer"
        case .unit: "unit"
        case .bureauLeader: "bureau_leader"
        case .legalSection: "legal_section"
        }
    }
}

extension Role: Spelled {
    package var word: String {
        switch self {
        case .seniorOfficer: "senior_officer"
        case .clerk: "clerk"
        case .liaison: "liaison"
        case .bureauLeader: "bureau_leader"
        case .legalSection: "legal_section"
        case .officeLead: "office_lead"
        case .inspector: "inspector"
        case .archivist: "archivist"
        case .administrator: "administrator"
        }
    }
}
