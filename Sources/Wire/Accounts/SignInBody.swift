package import FoundationEssentials
package import Mediation

/// `POST /api/sign-in`: what a person signs in with (docs/protocol.md, 1.1).
package struct SignInBody: Sendable {
    /// In its one spelling; empty when what was typed can't be one.
    package let staffNo: String
    /// As it was typed.
    package let password: String

    /// Refusals: those of `Body`, and `too_large`.
    package init(_ data: Data) throws(Refusal) {
        self = try Body.read(data, members: ["staffNo", "password"]) {
            Self(
                staffNo: StaffNumber(typed: try $0.text("staffNo", .line, atMost: 64))?.text ?? "",
                password: try $0.word("password", atMost: PasswordRule.bytes.upperBound))
        }
    }

    private init(staffNo: String, password: String) {
        self.staffNo = staffNo
        self.password = password
    }
}
