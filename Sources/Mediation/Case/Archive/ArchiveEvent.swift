extension CaseArchive {
    package enum Event: Hashable, Sendable {
        case signOffProposed
        case signedOff
        case archived
        case exported(purpose: String)
        case sheetFiled(FiledSheet, note: String)
    }
}

extension CaseArchive.Event {
    package enum Name: String, Sendable, Hashable, CaseIterable {
        case signOffProposed = "sign_off_proposed"
        case signedOff = "signed_off"
        case archived, exported
        case consultationFiled = "consultation_filed"
        case discussionFiled = "discussion_filed"
        case jointHandlingFiled = "joint_handling_filed"
        case bypassFiled = "bypass_filed"
    }

    var name: Name {
        switch self {
        case .signOffProposed: .signOffProposed
        case .signedOff: .signedOff
        case .archived: .archived
        case .exported: .exported
        case .sheetFiled(let sheet, _): sheet.name
        }
    }

    var text: String? {
        switch self {
        case .signOffProposed, .signedOff, .archived: nil
        case .exported(let purpose): purpose
        case .sheetFiled(_, let note): note
        }
    }
}
