extension CaseArchive {
    package enum Event: Hashable, Sendable {
        case signOffProposed
        case signedOff
        case archived
        case exported(purpose: String)
    }
}

extension CaseArchive.Event {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case signOffProposed = "sign_off_proposed"
        case signedOff = "signed_off"
        case archived, exported
    }

    var name: Name {
        switch self {
        case .signOffProposed: .signOffProposed
        case .signedOff: .signedOff
        case .archived: .archived
        case .exported: .exported
        }
    }

    var text: String? {
        switch self {
        case .signOffProposed, .signedOff, .archived: nil
        case .exported(let purpose): purpose
        }
    }
}
