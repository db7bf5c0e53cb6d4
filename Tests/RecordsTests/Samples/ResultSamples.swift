import Mediation

/// What commands answer, with all and with nothing.
enum ResultSamples {
    static let all = [
        CommandResult(revision: 3, version: 2, digest: "00ff"), CommandResult(),
    ]

    /// What an account publishes.
    /// What is more than fields of work is of version 2.
    static let profiles = [
        Account(
            id: AccountID("a-1"), staffNo: "G001", name: "周砚", role: .seniorOfficer, unit: "信访科",
            fields: "邻里纠纷、噪声"),
        Account(
            id: AccountID("a-2"), staffNo: "G002", name: "覃远", role: .liaison, unit: "西苑派出所",
            formerUnits: ["西苑治安派出所"], rank: "一级警督", phone: "100-0000-4751", fields: "户籍"),
    ]
}
