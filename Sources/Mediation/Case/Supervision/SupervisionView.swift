extension CaseSupervision {
    /// The part's fields of `CaseView`.
    package struct View: Hashable, Sendable, Encodable {
        /// 延期: what was asked, and what was decided.
        package struct Asked: Hashable, Sendable, Encodable {
            package let at: Instant
            package let by: String?
            package let days: Int
            package let reason: String
            /// Nil while it waits for the organ's head.
            package let granted: Bool?
        }

        /// Oldest first.
        package let extensions: [Asked]

        init(_ file: CaseFile, isFull: Bool) {
            let asked = isFull ? file.supervision.extensionRequests : []
            extensions = asked.map {
                Asked(at: $0.at, by: $0.by?.name, days: $0.days, reason: $0.reason, granted: $0.granted)
            }
        }
    }
}
