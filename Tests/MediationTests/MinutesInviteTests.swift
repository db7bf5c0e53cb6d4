import Mediation
import Testing

@Suite("Invites", .timeLimit(.minutes(10))) struct InviteTests {
    @Test("A link is read as it was written, and in no other spelling")
    func linkText() throws {
        let link = try #require(LinkText(parsing: "s-1.2.1.AAAA_-9"))
        #expect(link.session == SessionID("s-1") && link.seat == SeatNumber(2) && link.generation == 1)
        #expect(link.secret == "AAAA_-9" && link.text == "s-1.2.1.AAAA_-9")
        let wrong = [
            "", "s-1.2.1", "s-1.2.1.", ".2.1.A", "s-1.02.1.A", "s-1.2.01.A", "s-1.2.0.A", "s-1.1.1.A",
            "s-1.9.1.A",
            "s-1.+2.1.A", "s-1.2.1.A.B", "s-1.2.1.A=", "s-1.2.1.字", "s 1.2.1.A", "s-1.2.9999999.A",
            "s-1.2.1." + String(repeating: "A", count: 300),
        ]
        for text in wrong { #expect(LinkText(parsing: text) == nil, "\(text)") }
    }

    @Test("Over, revoked and expired are told apart, and a begun session lets its people back in")
    func judging() throws {
        let seat = try #require(SeatNumber(2))
        let expiry = Instant(milliseconds: 1000)
        var invitation = Invitation(sessionID: SessionID("s-1"), seat: seat, expiresAt: expiry)
        func code(_ generation: Int, _ stage: Invitation.SessionStage, _ at: Int64) -> Refusal.Code? {
            invitation.judge(generation: generation, stage: stage, at: Instant(milliseconds: at))?.code
        }
        #expect(code(1, .waiting, 999) == nil)
        #expect(code(1, .waiting, 1000) == .linkExpired)
        #expect(code(1, .running, 5000) == nil)
        #expect(code(1, .over, 0) == .sessionOver)
        #expect(code(2, .waiting, 0) == .linkUnknown)
        invitation.reissue(expiresAt: expiry)
        #expect(code(1, .waiting, 0) == .linkRevoked)
        #expect(code(2, .waiting, 0) == nil)
        invitation.revoked = true
        #expect(code(2, .running, 0) == .linkRevoked)
    }
}
