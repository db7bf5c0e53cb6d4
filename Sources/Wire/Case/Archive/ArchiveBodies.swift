internal import Mediation

/// The commands of the part.
enum ArchiveBodies {
    static let members: Set<String> = ["purpose", "reason", "sheet"]

    static func reader(of step: CaseArchive.Step) -> BodyReader<CaseArchive.Command> {
        switch step {
        case .signOff: { _ in .signOff }
        case .archive: { _ in .archive }
        case .export: { .export(purpose: try $0.optionalText("purpose", .text) ?? "") }
        case .fileSheet:
            { .fileSheet(try $0.value("sheet"), note: try $0.reason()) }
        }
    }
}
