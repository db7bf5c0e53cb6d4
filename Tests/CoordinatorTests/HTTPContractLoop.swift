import Mediation
import Testing
import Transport

@testable import Coordinator

/// The parts of the play that go to the end of a case, and to the months that count it.
extension HTTPContractPlay {
    /// A case from the counter to the archive, with what was promised in it.
    func archived(_ bench: RouteBench, _ liaison: String, _ archivist: String) async throws {
        let lead = try await bench.signedIn(.officeLead, "K003", unit: "信访科")
        let path =
            "/api/cases/" + (try await ask("POST", "/api/cases", body: RouteBench.registration("q-whole")).id)
        let due = bench.time.now.adding(.days(5)).milliseconds
        let item = #"{"text":"到场核实","unit":"西苑派出所","due":\#(due)}"#
        let assign = #""command":"assign","unit":"西苑派出所","due":\#(due),"items":[\#(item)]"#
        let promise = #""command":"promise","who":"贺长风","due":\#(due)"#
        func noted(_ number: Int, _ performance: String) -> String {
            #""command":"note_performance","promise":\#(number),"performance":"\#(performance)","reason":"看过凭证""#
        }
        for (said, who) in [
            (#""command":"accept","reason":"属本机关职权""#, nil),
            (#""command":"grade","level":"level_3","reason":"事实清楚""#, nil),
            (assign, nil),
            (#""command":"receive""#, liaison), (promise + #","reason":"付 1,500 元""#, liaison),
            (promise + #","reason":"书面道歉""#, liaison), (noted(1, "part"), lead),
            (#""command":"report","reason":"已达成协议""#, liaison),
            (#""command":"close","reason":"答复已送达""#, nil), (noted(1, "whole"), lead),
            (noted(2, "whole"), lead),
            (
                #""command":"follow_up","rating":"satisfied","method":"phone","performance":"whole","reason":"满意""#,
                lead
            ),
            (#""command":"file_sheet","sheet":"lawyer_consultation","reason":"问赔偿标准""#, nil),
            (#""command":"sign_off""#, nil), (#""command":"sign_off""#, lead),
            (#""command":"archive""#, archivist),
        ] as [(String, String?)] {
            let reply = try await step(path, said, by: who)
            #expect(reply.status == 200, "\(said): \(reply.text)")
        }
    }

    /// The figures of the year, and those of the year after it, which has something to be compared with.
    func months(_ bench: RouteBench, _ lead: String) async throws {
        // That in which all of these cases came.
        let month = CivilMonth(bench.time.now.adding(.days(-90)))
        let asked = [("month", month.text), ("span", "year"), ("figure", "received")]
        try await ask("GET", "/api/month", query: [("month", month.text)], by: lead)
        try await ask("GET", "/api/month", query: [("month", month.text)])
        try await ask("GET", "/api/month/cases", query: asked + [("part", "top")], by: lead)
        try await ask("GET", "/api/month/cases", query: asked + [("part", "base")], by: lead)
        bench.time.wait(.days(365))
        let inspector = try await bench.signedIn(.inspector, "J001", unit: "督察大队")
        try await ask(
            "GET", "/api/month", query: [("month", month.adding(months: 12).text)], by: inspector)
    }
}
