import Mediation
import Testing

@testable import Wire

@Suite(.timeLimit(.minutes(10))) struct UnsayableTests {
    @Test func `a message that can't be encoded tells of a fault, and says so to whoever sends it`() {
        let message = ServerMessage(["rttMs": Double.infinity], isSequenced: true)
        #expect(message.failure != nil)
        #expect(String(decoding: message.bytes, as: UTF8.self) == #"{"type":"refused","code":"fault"}"#)
        #expect(ServerMessage(["rttMs": 1.5], isSequenced: true).failure == nil)
    }
}
