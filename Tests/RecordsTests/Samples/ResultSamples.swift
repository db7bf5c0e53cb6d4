import Mediation

/// What commands answer, with all and with nothing.
enum ResultSamples {
    static let all = [
        CommandResult(revision: 3, version: 2, digest: "00ff"), CommandResult(),
    ]

    /// What an account publishes.
    static let fields = "邻里纠纷、噪声"
}
