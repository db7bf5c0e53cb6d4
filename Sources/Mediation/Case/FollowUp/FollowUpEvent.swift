extension CaseFollowUp {
    package enum Event: Hashable, Sendable {
        case followedUp(FollowUp)
        case promised(Promise)
        case performanceNoted(number: Int, Promise.Finding)
    }
}

extension CaseFollowUp.Event {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case followedUp = "followed_up"
        case promised
        case performanceNoted = "performance_noted"
    }

    var name: Name {
        switch self {
        case .followedUp: .followedUp
        case .promised: .promised
        case .performanceNoted: .performanceNoted
        }
    }

    var text: String? {
        switch self {
        case .followedUp(let followUp): followUp.note
        case .promised(let promise): CaseText.joined(promise.who, promise.what)
        case .performanceNoted(let number, let finding): CaseText.joined(String(number), finding.note)
        }
    }
}
