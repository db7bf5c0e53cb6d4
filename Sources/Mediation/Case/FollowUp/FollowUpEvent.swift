extension CaseFollowUp {
    package enum Event: Hashable, Sendable {
        case followedUp(FollowUp)
    }
}

extension CaseFollowUp.Event {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case followedUp = "followed_up"
    }

    var name: Name {
        switch self {
        case .followedUp: .followedUp
        }
    }

    var text: String? {
        switch self {
        case .followedUp(let followUp): followUp.note
        }
    }
}
