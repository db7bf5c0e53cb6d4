import Cryptography
import Foundation

/// The same people at nextcloud-spreed-signaling. They come as internal clients: their hello is checked against a shared
/// secret, not by a Nextcloud, and messages between sessions need no room there. That is less than the server does for
/// people at a browser, never more. (That project's document standalone-signaling-api-v1.)
final class SpreedAttendance: LoadListener, Crowd {
    private var loop: LoadLoop?
    private let server: SpreedServer
    private var connections: [Int]
    /// What others address a person by.
    private var sessions: [String]
    private var personOf: [Int: Int] = [:]
    private var welcomes = 0
    private(set) var fault: String?
    var onSignal: ((Int, UnsafeRawBufferPointer) -> Bool)?

    var count: Int { connections.count }
    /// `}` of "message" and `}` of the whole.
    let behindBody = 2

    init(people: Int, server: SpreedServer) throws {
        self.server = server
        connections = Array(repeating: -1, count: people)
        sessions = Array(repeating: "", count: people)
        loop = try LoadLoop(listener: self)
    }

    func step(milliseconds: Int32) { loop?.step(milliseconds: milliseconds) }

    func connect(window: Int = 64) throws {
        var next = 0
        while welcomes < count {
            while next < count, next - welcomes < window, let loop {
                let id = try loop.connect(port: server.process.port, path: "/spreed")
                connections[next] = id
                personOf[id] = next
                next += 1
            }
            try loop?.run(within: 60, "welcomes of spreed") {
                fault != nil || welcomes == count || (next < count && next - welcomes < window)
            }
            if let fault { throw BenchFault(fault) }
        }
    }

    func frame(from index: Int, to seat: Int) -> [UInt8] {
        let recipient = sessions[index / 3 * 3 + seat - 1]
        let text =
            #"{"type":"message","message":{"recipient":{"type":"session","sessionid":"\#(recipient)"},"data":"#
            + Signal.body(sender: index) + "}}"
        return Frame.text(Array(text.utf8))
    }

    func send(_ index: Int, _ frame: UnsafeRawBufferPointer) { loop?.send(connections[index], frame) }

    func acknowledge() {}

    // MARK: What comes

    func opened(_ id: Int) {
        let random = Hex.encode(SecureRandom.bytes(32))
        let token = Hex.encode(
            HMAC.sha256(Array(random.utf8), key: SecretBytes(copying: Array(server.secret.utf8))))
        loop?.say(
            id,
            #"{"id":"1","type":"hello","hello":{"version":"1.0","auth":{"type":"internal","params":{"#
                + #""random":"\#(random)","token":"\#(token)","backend":"\#(SpreedServer.backend)"}}}}"#)
    }

    func message(_ id: Int, _ text: UnsafeRawBufferPointer) {
        guard let index = personOf[id] else { return }
        if let onSignal, onSignal(index, text) { return }
        guard let said = try? JSONSerialization.jsonObject(with: Data(text)) as? [String: Any] else { return }
        if let hello = said["hello"] as? [String: Any], let session = hello["sessionid"] as? String {
            sessions[index] = session
            welcomes += 1
        } else if said["type"] as? String == "error" {
            fault = fault ?? "spreed refused: \(String(decoding: text, as: UTF8.self))"
        }
    }

    func closed(_ id: Int) {
        guard let person = personOf.removeValue(forKey: id) else { return }
        connections[person] = -1
        fault = fault ?? "spreed closed a socket"
    }
}
